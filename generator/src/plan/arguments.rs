//! The arguments that a documented URL gives to an operation's path template.

use crate::model::{Address, Parameter, Segment};

/// A documented URL, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentedUrl {
    /// Path segments below the version, as written.
    pub(super) segments: Vec<String>,
    /// Query pairs, decoded.
    pub(super) query: Vec<(String, String)>,
}

impl DocumentedUrl {
    /// Takes off scheme, host and version, and splits path and query. A URL without a host is taken as it stands.
    pub(super) fn read(url: &str, version: &str) -> Self {
        let url = url.trim();
        let url = url.split('#').next().filter(|_| !url.contains('\'')).unwrap_or(url);
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let below_host = path.find("://").map_or(path, |scheme| {
            let rest = &path[scheme + 3..];
            rest.find('/').map_or("", |slash| &rest[slash..])
        });
        let mut segments = split_path(below_host.trim_matches('/'));
        if segments.first().is_some_and(|first| first.eq_ignore_ascii_case(version) || is_version(first)) {
            segments.remove(0);
        }
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                // A plus sign in a query is a blank (HTML forms); services read it so.
                (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")))
            })
            .collect();
        Self { segments, query }
    }
}

fn is_version(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("beta")
        || segment
            .strip_prefix(['v', 'V'])
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// Splits at slashes that stand outside parentheses: a function argument may hold one.
fn split_path(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let mut depth = 0_usize;
    let mut current = String::new();
    for character in path.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                segments.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    if !current.is_empty() || !segments.is_empty() {
        segments.push(current);
    }
    segments
}

/// Percent-decodes; what is no valid escape stays.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|&byte| char::from(byte).to_digit(16));
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What a documented URL says, read with a path template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// The arguments, in the order of the template's places, decoded.
    pub(super) arguments: Vec<String>,
    /// The segments with fixed words as the template writes them: services read `apiconnectors` as `apiConnectors`, and
    /// `messages('1')` as `messages/1`. Arguments stay as the page writes them.
    pub(super) segments: Vec<String>,
}

impl Followed {
    /// The URL below the version: pages write the version of another page, `V1.0` or `v1` now and then. `names` are the
    /// query parameters whose letter case is known.
    pub(super) fn below_version(&self, url: &str, names: &[&str]) -> String {
        let path = self.segments.join("/");
        let Some((_, query)) = url.split_once('?') else { return format!("/{path}") };
        let pairs: Vec<String> = query
            .split('&')
            .map(|pair| {
                let (written, value) = pair.split_once('=').unwrap_or((pair, ""));
                match names.iter().find(|name| name.eq_ignore_ascii_case(written) && **name != written) {
                    Some(name) => format!("{name}={value}"),
                    None => pair.to_owned(),
                }
            })
            .collect();
        format!("/{path}?{}", pairs.join("&"))
    }
}

/// Reads a URL with a template; `Err` tells which segment first disagrees.
pub(super) fn follow(address: &Address, url: &DocumentedUrl) -> Result<Followed, String> {
    let mut found = Followed::default();
    let mut at = 0;
    let mut segments = address.segments.iter().peekable();
    while let Some(segment) = segments.next() {
        let Some(written) = url.segments.get(at) else {
            return Err("the documented URL is shorter than the path template".to_owned());
        };
        match segment {
            Segment::Literal(literal) => {
                let text = decode(written);
                let disagrees = || format!("the documented URL has `{text}` where the path template has `{literal}`");
                if let Some((before, _, after)) = super::operations::placeholder_in(literal) {
                    let value = text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                    found.arguments.push(value.ok_or_else(disagrees)?.to_owned());
                    found.segments.push(written.clone());
                } else if text.eq_ignore_ascii_case(literal) {
                    found.segments.push(literal.clone());
                } else if let (Some(key), Some(Segment::Parameter(_))) = (key_of(literal, written), segments.peek()) {
                    segments.next();
                    found.arguments.push(decode(key));
                    found.segments.extend([literal.clone(), key.to_owned()]);
                } else {
                    return Err(disagrees());
                }
                at += 1;
            }
            Segment::Parameter(parameter) => {
                if written.is_empty() {
                    return Err(format!("the documented URL gives nothing for `{}`", parameter.name));
                }
                found.arguments.push(decode(written));
                found.segments.push(written.clone());
                at += 1;
            }
            Segment::Function { name, parameters } => {
                found.arguments.extend(call(name, parameters, written)?);
                let inside = written.split_once('(').map(|(_, rest)| format!("{name}({rest}"));
                found.segments.push(inside.unwrap_or_else(|| written.clone()));
                at += 1;
            }
            Segment::PathAddress { anchor, closed, .. } => {
                let rest = url.segments.get(at..).unwrap_or_default();
                let (argument, used) = path_address(anchor, *closed, segments.peek().copied(), rest, &mut found.arguments)?;
                found.arguments.push(argument);
                found.segments.extend(rest.iter().take(used).cloned());
                at += used;
            }
        }
    }
    if url.segments.iter().skip(at).any(|rest| !rest.is_empty()) {
        return Err("the documented URL is longer than the path template".to_owned());
    }
    Ok(found)
}

/// The key of `messages('key')`.
fn key_of<'t>(collection: &str, written: &'t str) -> Option<&'t str> {
    let (name, rest) = written.split_once("('")?;
    rest.strip_suffix("')").filter(|_| name.eq_ignore_ascii_case(collection))
}

/// Arguments of `name(a='x',b=y)`.
fn call(name: &str, parameters: &[Parameter], written: &str) -> Result<Vec<String>, String> {
    let written = decode(written);
    let wrong = || format!("the documented URL has `{written}` where the path template calls `{name}`");
    let (called, rest) = written.split_once('(').unwrap_or((&written, ")"));
    if !called.eq_ignore_ascii_case(name) {
        return Err(wrong());
    }
    let inside = rest.strip_suffix(')').ok_or_else(wrong)?;
    let pairs: Vec<(String, String)> = split_arguments(inside)
        .into_iter()
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (name.trim().to_owned(), value.trim().to_owned()),
            None => (String::new(), pair.trim().to_owned()),
        })
        .collect();
    let mut found = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let value = pairs
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name))
            .or_else(|| pairs.get(index).filter(|(name, _)| name.is_empty()))
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| format!("the documented URL gives nothing for `{}`", parameter.name))?;
        let bare = match value.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
            Some(text) if parameter.quoted => text.replace("''", "'"),
            Some(_) => {
                return Err(format!("the documented URL has quotes around `{}`, the path template has none", parameter.name));
            }
            None if parameter.quoted => {
                return Err(format!("the path template has quotes around `{}`, the documented URL has none", parameter.name));
            }
            None => value.to_owned(),
        };
        match &parameter.literal {
            Some(literal) if *literal != bare => {
                return Err(format!("the documented URL has `{bare}` where the path template has `{literal}`"));
            }
            Some(_) => {}
            None => found.push(bare),
        }
    }
    if pairs.len() > parameters.len() {
        return Err(format!("the documented URL gives `{name}` more arguments than the path template"));
    }
    Ok(found)
}

/// Splits at commas outside quotes.
fn split_arguments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut quoted = false;
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b',' if !quoted => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !text[from..].trim().is_empty() {
        parts.push(&text[from..]);
    }
    parts
}

/// `root:/a/b:/children` against `root:/{path}:/children`: the argument and how many segments it used.
fn path_address(
    anchor: &Segment,
    closed: bool,
    next: Option<&Segment>,
    written: &[String],
    found: &mut Vec<String>,
) -> Result<(String, usize), String> {
    let wrong = || "the documented URL does not address by path as the path template does".to_owned();
    let first = written.first().ok_or_else(wrong)?;
    let head = decode(first);
    let head = head.strip_suffix(':').ok_or_else(wrong)?;
    match anchor {
        Segment::Literal(literal) if literal.eq_ignore_ascii_case(head) => {}
        Segment::Parameter(_) => found.push(head.to_owned()),
        _ => return Err(wrong()),
    }
    let mut parts = Vec::new();
    for (offset, segment) in written.iter().enumerate().skip(1) {
        let text = decode(segment);
        if let Some(last) = text.strip_suffix(':')
            && closed
        {
            parts.push(last.to_owned());
            return Ok((parts.join("/"), offset + 1));
        }
        if !closed && matches!(next, Some(Segment::Literal(literal)) if *literal == text) {
            return Ok((parts.join("/"), offset));
        }
        parts.push(text);
    }
    if closed || parts.is_empty() { Err(wrong()) } else { Ok((parts.join("/"), written.len())) }
}

#[cfg(test)]
mod tests {
    use super::DocumentedUrl;
    use crate::model::{Address, Parameter, ParameterKind, Segment, TypeKind, TypeRef};

    fn parameter(name: &str, kind: ParameterKind) -> Parameter {
        let ty = TypeRef { kind: TypeKind::Unknown(String::new()), collection: false };
        Parameter { ty, quoted: kind == ParameterKind::Function, ..Parameter::undocumented(name, kind) }
    }

    fn read(url: &str) -> Result<(Vec<String>, String), String> {
        let makers = vec![parameter("maker", ParameterKind::Function)];
        let segments = vec![
            Segment::Literal("kitchens".to_owned()),
            Segment::Parameter(parameter("kitchen-id", ParameterKind::Path)),
            Segment::Function { name: "fridgesOf".to_owned(), parameters: makers },
        ];
        let address = Address { segments, query: None, at: Vec::new() };
        let found = super::follow(&address, &DocumentedUrl::read(url, "v1.0"))?;
        let below = found.below_version(url, &["asOf"]);
        Ok((found.arguments, below))
    }

    #[test]
    fn fixed_segments_have_no_letter_case_and_arguments_do() {
        let (found, below) = read("https://graph.microsoft.com/v1.0/Kitchens/AbC/FridgesOf(maker='Frost')?$top=1").unwrap();
        assert_eq!(found, ["AbC", "Frost"]);
        assert_eq!(below, "/kitchens/AbC/fridgesOf(maker='Frost')?$top=1");
        let (_, below) = read("/kitchens/1/fridgesOf(maker='Frost')?asof=Now&$Top=1").unwrap();
        assert_eq!(below, "/kitchens/1/fridgesOf(maker='Frost')?asOf=Now&$Top=1");
    }

    #[test]
    fn a_key_in_parentheses_is_a_segment() {
        let (found, below) = read("/Kitchens('A%20b')/fridgesOf(maker='Frost')").unwrap();
        assert_eq!(found, ["A b", "Frost"]);
        assert_eq!(below, "/kitchens/A%20b/fridgesOf(maker='Frost')");
    }

    #[test]
    fn another_segment_is_another_path() {
        let reason = read("/cellars/1/fridgesOf(maker='Frost')").unwrap_err();
        assert_eq!(reason, "the documented URL has `cellars` where the path template has `kitchens`");
    }

    fn taken(url: &str) -> (Vec<String>, Vec<(String, String)>) {
        let read = DocumentedUrl::read(url, "v1.0");
        (read.segments, read.query)
    }

    #[test]
    fn a_url_is_taken_apart() {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for (url, segments) in [
            (" https://graph.microsoft.com/v1.0/a/b ", &["a", "b"][..]),
            ("https://graph.microsoft.com/BETA/a", &["a"]),
            ("/V1/a", &["a"]),
            ("/v2.5/a", &["a"]),
            ("/v/a", &["v", "a"]),
            ("/v1x/a", &["v1x", "a"]),
            ("/x1/a", &["x1", "a"]),
            ("/a/v1.0", &["a", "v1.0"]),
            ("https://graph.microsoft.com", &[]),
            ("a//b/", &["a", "", "b"]),
            ("/a(b='c/d')/e", &["a(b='c/d')", "e"]),
            ("/a)/b", &["a)", "b"]),
            ("/a#b", &["a"]),
            ("/a('#b')", &["a('#b')"]),
            ("/", &[]),
        ] {
            assert_eq!(taken(url).0, texts(segments), "{url}");
        }
        let query = taken("/a?b=c+d&&$e=%41%zz%4&f&g=h=i").1;
        assert_eq!(query, [pair("b", "c d"), pair("$e", "A%zz%4"), pair("f", ""), pair("g", "h=i")]);
        assert_eq!(super::decode("%e4%bd%a0%ff%5A"), "\u{4f60}\u{fffd}Z");
    }

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn path() -> Segment {
        Segment::Parameter(parameter("id", ParameterKind::Path))
    }

    fn followed(segments: Vec<Segment>, url: &str) -> Result<(Vec<String>, Vec<String>), String> {
        let address = Address { segments, query: None, at: Vec::new() };
        super::follow(&address, &DocumentedUrl::read(url, "v1.0")).map(|found| (found.arguments, found.segments))
    }

    /// The arguments, or the reason.
    fn arguments(segments: Vec<Segment>, url: &str) -> String {
        followed(segments, url).map_or_else(|reason| reason, |(found, _)| found.join("|"))
    }

    #[test]
    fn segments_agree_or_say_why_not() {
        let segments = || vec![literal("a"), path(), literal("p={q}!")];
        assert_eq!(arguments(segments(), "/A/x%20y/p=z!"), "x y|z");
        assert_eq!(arguments(segments(), "/a/1"), "the documented URL is shorter than the path template");
        assert_eq!(arguments(segments(), "/a/1/p=z!/b"), "the documented URL is longer than the path template");
        assert_eq!(arguments(segments(), "/a/1/p=z!/"), "1|z", "a slash at the end is no segment");
        assert_eq!(arguments(segments(), "/a/1/r=z!"), "the documented URL has `r=z!` where the path template has `p={q}!`");
        assert_eq!(arguments(segments(), "/a//p=z!"), "the documented URL gives nothing for `id`");
        assert_eq!(arguments(vec![literal("a"), path()], "/a('k')"), "k");
        assert_eq!(
            arguments(vec![literal("a"), path()], "/b('k')"),
            "the documented URL has `b('k')` where the path template has `a`"
        );
        assert_eq!(
            arguments(vec![literal("a"), literal("b")], "/a('k')/b"),
            "the documented URL has `a('k')` where the path template has `a`"
        );
        assert_eq!(followed(vec![literal("a"), path(), literal("B")], "/A('k%20')/b").unwrap().1, ["a", "k%20", "B"]);
    }

    #[test]
    fn calls_agree_or_say_why_not() {
        let quoted = |name: &str| parameter(name, ParameterKind::Function);
        let bare = |name: &str| Parameter { quoted: false, ..parameter(name, ParameterKind::Function) };
        let fixed = |name: &str| Parameter { literal: Some("x".to_owned()), ..parameter(name, ParameterKind::Function) };
        let call = |parameters: Vec<Parameter>| vec![Segment::Function { name: "f".to_owned(), parameters }];
        for (parameters, url, expected) in [
            (vec![quoted("a"), bare("b")], "/F(b=2,A='it''s, so')", "it's, so|2"),
            (vec![quoted("a"), bare("b")], "/f('1', 2 )", "1|2"),
            (vec![quoted("a")], "/f(a=1)", "the path template has quotes around `a`, the documented URL has none"),
            (vec![bare("a")], "/f(a='1')", "the documented URL has quotes around `a`, the path template has none"),
            (vec![fixed("a"), bare("b")], "/f(a='x',b=2)", "2"),
            (vec![fixed("a")], "/f(a='y')", "the documented URL has `y` where the path template has `x`"),
            (vec![bare("a")], "/f", "the documented URL gives nothing for `a`"),
            (vec![bare("a")], "/f()", "the documented URL gives nothing for `a`"),
            (vec![], "/f", ""),
            (vec![], "/f()", ""),
            (vec![bare("a")], "/f(a=1,b=2)", "the documented URL gives `f` more arguments than the path template"),
            (vec![bare("a")], "/g(a=1)", "the documented URL has `g(a=1)` where the path template calls `f`"),
            (vec![bare("a")], "/f(a=1", "the documented URL has `f(a=1` where the path template calls `f`"),
        ] {
            assert_eq!(arguments(call(parameters), url), expected, "{url}");
        }
        assert_eq!(followed(call(vec![bare("a")]), "/F(a=1)").unwrap().1, ["f(a=1)"]);
        assert_eq!(followed(call(vec![]), "/F").unwrap().1, ["F"]);
    }

    #[test]
    fn paths_in_the_path_end_at_the_second_colon() {
        let by_path = |anchor: Segment, closed: bool| Segment::PathAddress {
            anchor: Box::new(anchor),
            path: parameter("path", ParameterKind::Path),
            closed,
        };
        let wrong = "the documented URL does not address by path as the path template does";
        let closed = || vec![literal("drive"), by_path(literal("root"), true), literal("children")];
        assert_eq!(arguments(closed(), "/drive/ROOT:/a/b%20c:/children"), "a/b c");
        assert_eq!(followed(closed(), "/drive/root:/a/b:/children").unwrap().1, ["drive", "root:", "a", "b:", "children"]);
        assert_eq!(arguments(closed(), "/drive/root/a:/children"), wrong);
        assert_eq!(arguments(closed(), "/drive/trunk:/a:/children"), wrong);
        assert_eq!(arguments(closed(), "/drive/root:/a/children"), wrong);
        assert_eq!(arguments(vec![by_path(path(), true)], "/7:/a:"), "7|a");
        let open = || vec![by_path(literal("root"), false)];
        assert_eq!(arguments(open(), "/root:/a/b"), "a/b");
        assert_eq!(arguments(open(), "/root:/a/b:"), "a/b:", "nothing closes it");
        assert_eq!(arguments(open(), "/root:"), wrong);
        let followed_by = vec![by_path(literal("root"), false), literal("end")];
        assert_eq!(arguments(followed_by, "/root:/a/b/end"), "a/b");
    }
}
