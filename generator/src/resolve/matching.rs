//! Finds the operation whose template a URL follows.

use std::collections::BTreeMap;

use super::path::is_version;
use super::placeholder::{argument_name, split_arguments};
use crate::model::{Parameter, Segment};

/// The path of a URL as decoded segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlPath {
    pub(super) segments: Vec<String>,
}

/// Reads the path of an example's URL: host, version, query string and fragment go.
pub(super) fn url_path(url: &str) -> UrlPath {
    let mut text = url.trim();
    if let Some((_, rest)) = text.split_once("://") {
        text = rest.find('/').map_or("", |slash| &rest[slash..]);
    }
    let mut depth = 0_i32;
    let mut end = text.len();
    for (at, character) in text.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth -= 1,
            '?' | '#' if depth <= 0 => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let mut segments = split(text[..end].trim());
    if segments.first().is_some_and(|first| is_version(first)) {
        segments.remove(0);
    }
    UrlPath { segments }
}

/// Splits at slashes outside quotes, and a word that follows another after a blank is not part of the path.
fn split(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let mut current = String::new();
    let mut depth = 0_i32;
    let mut quoted = false;
    for character in path.chars() {
        match character {
            '\'' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' | '<' => depth += 1,
            ')' | '}' | '>' => depth -= 1,
            '/' if depth <= 0 => {
                segments.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    segments.push(current);
    segments.into_iter().map(|segment| decode(segment.trim())).filter(|segment| !segment.is_empty()).collect()
}

/// Percent decoding; what is no valid escape or no UTF-8 stays as it is.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(value) = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            out.push(value);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// How well a URL follows a template: the number of literal segments that agree; `None` where it doesn't follow.
pub(super) fn score(template: &[Segment], url: &[String]) -> Option<usize> {
    let Some((segment, rest)) = template.split_first() else {
        return url.is_empty().then_some(0);
    };
    let (first, behind) = url.split_first()?;
    let Segment::PathAddress { anchor, closed, .. } = segment else {
        if let (Segment::Literal(literal), Some((Segment::Parameter(_), rest))) = (segment, rest.split_first())
            && key_of(literal, first).is_some()
        {
            return Some(2 + score(rest, behind)?);
        }
        return Some(one(segment, first)? + score(rest, behind)?);
    };
    let own = one(anchor, first.strip_suffix(':')?)?;
    if *closed {
        let end = behind.iter().position(|part| part.ends_with(':'))?;
        Some(own + 1 + score(rest, &behind[end + 1..])?)
    } else {
        (!behind.is_empty() && !behind.iter().any(|part| part.ends_with(':'))).then_some(own + 1)
    }
}

/// The key of `messages('key')`, the older way to write `messages/key`.
pub(super) fn key_of<'t>(collection: &str, text: &'t str) -> Option<&'t str> {
    let (name, rest) = text.split_once("('")?;
    rest.strip_suffix("')").filter(|_| name.eq_ignore_ascii_case(collection))
}

fn one(segment: &Segment, text: &str) -> Option<usize> {
    match segment {
        Segment::Literal(literal) => {
            let bare = text.strip_suffix("()").unwrap_or(text);
            literal.eq_ignore_ascii_case(bare).then_some(2)
        }
        // A placeholder stands for one value; `$ref` and its like are no values.
        Segment::Parameter(_) => (!text.starts_with('$') && !text.ends_with(':')).then_some(0),
        Segment::Function { name, parameters } => call(name, parameters, text),
        Segment::PathAddress { .. } => None,
    }
}

/// The first fixed segment that a URL writes in another letter case than the template that it follows: the template's
/// writing and the URL's.
pub(super) fn other_case<'t>(template: &'t [Segment], url: &'t UrlPath) -> Option<(&'t str, &'t str)> {
    let fixed = |segment: &'t Segment| match segment {
        Segment::Literal(text) | Segment::Function { name: text, .. } => Some(text.as_str()),
        _ => None,
    };
    // Behind a path in the path the segments stand no longer side by side.
    let aligned = template.iter().take_while(|segment| !matches!(segment, Segment::PathAddress { .. }));
    aligned.zip(&url.segments).find_map(|(segment, text)| {
        let (expected, written) = (fixed(segment)?, text.split('(').next().unwrap_or(text));
        (expected != written && expected.eq_ignore_ascii_case(written)).then_some((expected, written))
    })
}

/// `name(a=1,b='x')` against the function: the same argument names in any order.
fn call(name: &str, parameters: &[Parameter], text: &str) -> Option<usize> {
    let (called, inner) = match text.split_once('(') {
        Some((called, rest)) => (called, rest.strip_suffix(')')?),
        None => (text, ""),
    };
    if !called.eq_ignore_ascii_case(name) {
        return None;
    }
    let arguments = split_arguments(inner);
    if arguments.is_empty() {
        // Pages leave out the parentheses of a function without arguments, and of one with aliases in the query.
        return Some(if parameters.is_empty() { 2 } else { 1 });
    }
    let all = arguments.len() == parameters.len()
        && arguments.iter().all(|argument| {
            argument_name(argument)
                .is_none_or(|name| parameters.iter().any(|parameter| parameter.name.eq_ignore_ascii_case(name)))
        });
    let literals = arguments.iter().all(|argument| {
        let Some((name, value)) = argument.split_once('=') else { return true };
        let expected = parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name.trim()));
        expected.and_then(|parameter| parameter.literal.as_deref()).is_none_or(|literal| {
            let value = value.trim().trim_matches('\'');
            value.eq_ignore_ascii_case(literal) || value.starts_with(['{', '@'])
        })
    });
    all.then_some(if literals { 3 } else { 2 })
}

/// Names and bare values of the arguments of a call.
pub(super) fn arguments(call: &str) -> Vec<(&str, &str)> {
    let inner = call.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or_default();
    let named = split_arguments(inner).into_iter().filter_map(|argument| argument.split_once('='));
    named.map(|(name, value)| (name.trim(), value.trim().trim_matches('\''))).collect()
}

/// `/me/...` as an address below `/users`, if it is one.
pub(super) fn as_user(url: &UrlPath) -> Option<UrlPath> {
    let (first, rest) = url.segments.split_first()?;
    first.eq_ignore_ascii_case("me").then(|| {
        let mut segments = vec!["users".to_owned(), "me".to_owned()];
        segments.extend_from_slice(rest);
        UrlPath { segments }
    })
}

/// A template and the number of its operation.
type Candidate<'t> = (usize, &'t [Segment]);

/// All templates of a version, found by method and first segment.
#[derive(Debug, Default)]
pub(super) struct TemplateIndex<'t> {
    by_start: BTreeMap<(String, String), Vec<Candidate<'t>>>,
}

impl<'t> TemplateIndex<'t> {
    pub(super) fn add(&mut self, method: &str, segments: &'t [Segment], operation: usize) {
        let start = match segments.first() {
            Some(Segment::Literal(text)) => text.to_lowercase(),
            Some(Segment::Function { name, .. }) => name.to_lowercase(),
            Some(Segment::PathAddress { anchor, .. }) => match anchor.as_ref() {
                Segment::Literal(text) => text.to_lowercase(),
                _ => return,
            },
            _ => return,
        };
        self.by_start.entry((method.to_owned(), start)).or_default().push((operation, segments));
    }

    /// The operation that the URL follows best.
    pub(super) fn find(&self, method: &str, url: &UrlPath) -> Option<usize> {
        let first = url.segments.first()?;
        let start = first.split(['(', ':']).next().unwrap_or(first).to_lowercase();
        let candidates = self.by_start.get(&(method.to_owned(), start))?;
        best(candidates.iter().copied(), &url.segments)
    }
}

/// The candidate with the most literal segments; the first among equals.
pub(super) fn best<'t>(candidates: impl Iterator<Item = Candidate<'t>>, url: &[String]) -> Option<usize> {
    let mut found: Option<(usize, usize)> = None;
    for (operation, segments) in candidates {
        if let Some(score) = score(segments, url)
            && found.is_none_or(|(_, known)| score > known)
        {
            found = Some((operation, score));
        }
    }
    found.map(|(operation, _)| operation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::path::parse;

    fn follows(template: &str, url: &str) -> bool {
        parse(template).is_ok_and(|template| score(&template.segments, &url_path(url).segments).is_some())
    }

    #[test]
    fn urls_are_compared_without_host_version_and_query() {
        assert!(follows("/users/{id}/events", "https://graph.microsoft.com/v1.0/Users/ada%40contoso.com/events?$top=1"));
        assert!(!follows("/users/{id}/events", "https://graph.microsoft.com/v1.0/users/events"));
        assert!(!follows("/users/{id}", "/users/$ref"));
    }

    #[test]
    fn letter_case_of_fixed_segments_is_noticed() {
        let noticed = |template: &str, url: &str| {
            let template = parse(template).unwrap();
            other_case(&template.segments, &url_path(url)).map(|(expected, written)| format!("{expected} {written}"))
        };
        assert_eq!(noticed("/kitchens/{id}/warmUp", "/Kitchens/ADA/warmup").as_deref(), Some("kitchens Kitchens"));
        assert_eq!(noticed("/kitchens/{id}/of(m='{m}')", "/kitchens/1/Of(m='X')").as_deref(), Some("of Of"));
        assert_eq!(noticed("/kitchens/{id}/warmUp", "/kitchens/ADA/warmUp"), None);
    }

    #[test]
    fn calls_and_path_addressing_are_understood() {
        assert!(follows("/reports/use(period='{value}')", "/reports/use(period='D7')"));
        assert!(!follows("/reports/use(period='{value}')", "/reports/use(date=2020-01-01,period='D7')"));
        assert!(follows("/x/filter(on='owner')", "/x/filter(on='owner')"));
        assert!(follows("/drive/root:/{path}:/children", "/drive/root:/a/b/c.txt:/children"));
        assert!(follows("/drive/root:/{path}", "/drive/root:/a/b"));
        assert!(!follows("/drive/root:/{path}", "/drive/root:/a/b:/children"));
    }

    #[test]
    fn odd_urls_do_no_harm() {
        for url in ["", "://", "%", "/a%2", "/a(b", "/a)b", "/x(é='/')"] {
            let _ = url_path(url);
        }
    }

    #[test]
    fn the_path_of_a_url() {
        for (url, expected) in [
            (" https://graph.microsoft.com/beta/a//b/ ", &["a", "b"][..]),
            ("https://graph.microsoft.com", &[]),
            ("a/b?c/d", &["a", "b"]),
            ("/a#b/c", &["a"]),
            ("/a/{b?c}/d?e", &["a", "{b?c}", "d"]),
            ("/a/<b#c>/d", &["a", "<b#c>", "d"]),
            ("/a}?b", &["a}"]),
            ("/a(b='c/d',e={f/g})/h", &["a(b='c/d',e={f/g})", "h"]),
            ("/a(b='(')/c", &["a(b='(')", "c"]),
            ("/it's/b", &["it's", "b"]),
            ("/a)/b", &["a)", "b"]),
            ("/a%20b/%4", &["a b", "%4"]),
            ("/%zz%ff", &["%zz%ff"]),
            ("/%c3%a9", &["\u{e9}"]),
        ] {
            assert_eq!(url_path(url).segments, expected, "{url}");
        }
    }

    #[test]
    fn the_more_is_fixed_the_better_a_template_fits() {
        let points = |template: &str, url: &str| score(&parse(template).unwrap().segments, &url_path(url).segments);
        for (template, url, expected) in [
            ("/a/{b}", "/A/c", Some(2)),
            ("/a/{b}", "/a/c/d", None),
            ("/a/{b}", "/a", None),
            ("/a/b", "/a/b()", Some(4)),
            ("/a/{b}", "/a/c:", None),
            ("/a/{b}/c", "/a('d')/c", Some(4)),
            ("/a/{b}/c", "/a('d/c", None),
            ("/a/f()", "/a/f", Some(4)),
            ("/a/f(b={c})", "/a/f", Some(3)),
            ("/a/f(b={c})", "/a/f(b=1)", Some(5)),
            ("/a/f(b={c})", "/a/F(B=1)", Some(5)),
            ("/a/f(b={c})", "/a/f(1)", Some(5)),
            ("/a/f(b={c})", "/a/f(d=1)", None),
            ("/a/f(b={c})", "/a/f(b=1", None),
            ("/a/f(b={c})", "/a/g(b=1)", None),
            ("/a/f(on='x')", "/a/f(on='X')", Some(5)),
            ("/a/f(on='x')", "/a/f(on='y')", Some(4)),
            ("/a/f(on='x')", "/a/f(on={y})", Some(5)),
            ("/a/f(on='x')", "/a/f(on=@y)", Some(5)),
            ("/a/root:/{p}:/c", "/a/root:/x/y:/c", Some(7)),
            ("/a/root:/{p}:/c", "/a/root:/x/y/c", None),
            ("/a/root:/{p}:/c", "/a/root/x:/c", None),
            ("/a/root:/{p}", "/a/root:/x", Some(5)),
            ("/a/root:/{p}", "/a/root:", None),
        ] {
            assert_eq!(points(template, url), expected, "{template} {url}");
        }
    }

    #[test]
    fn arguments_and_the_signed_in_user() {
        assert_eq!(arguments("f( a = 'b,c' , d=1, 2)"), [("a", "b,c"), ("d", "1")]);
        assert_eq!(arguments("f(a=1"), []);
        assert_eq!(arguments("f"), []);
        assert_eq!(as_user(&url_path("/ME/a")).unwrap().segments, ["users", "me", "a"]);
        assert_eq!(as_user(&url_path("/users/a")), None);
        assert_eq!(key_of("Messages", "messages('a')"), Some("a"));
        assert_eq!(key_of("notes", "messages('a')"), None);
        assert_eq!(key_of("messages", "messages(a)"), None);
    }

    #[test]
    fn the_best_template_is_found_by_method_and_start() {
        let written = ["/a/{b}", "/a/c", "/A/c", "/f(x={y})", "/root:/{p}", "/{any}/c"];
        let parsed: Vec<_> = written.iter().map(|template| parse(template).unwrap()).collect();
        let mut index = TemplateIndex::default();
        for (number, template) in parsed.iter().enumerate() {
            index.add("GET", &template.segments, number);
        }
        let find = |method: &str, url: &str| index.find(method, &url_path(url));
        assert_eq!(find("GET", "/a/c"), Some(1), "the one with more fixed words, the first among equals");
        assert_eq!(find("GET", "/a/d"), Some(0));
        assert_eq!(find("POST", "/a/d"), None);
        assert_eq!(find("GET", "/F(x=1)"), Some(3));
        assert_eq!(find("GET", "/root:/z"), Some(4));
        assert_eq!(find("GET", "/z/c"), None, "what begins with a placeholder is never meant");
        assert_eq!(find("GET", "/"), None);
        let other = |template: &str, url: &str| {
            let template = parse(template).unwrap();
            other_case(&template.segments, &url_path(url)).map(|(expected, written)| format!("{expected} {written}"))
        };
        assert_eq!(other("/root:/{p}:/Items", "/root:/a:/items"), None, "behind a path nothing stands side by side");
        assert_eq!(other("/{a}/b", "/x/c"), None);
    }
}
