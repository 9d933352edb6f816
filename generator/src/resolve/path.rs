//! Request line targets: the text of a template as segments, with everything mended that pages get wrong.

use super::placeholder::{self, Slot};
use crate::model::{Parameter, ParameterKind, Primitive, Segment, TypeKind};

/// A target read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
    /// What stands behind the question mark.
    pub(super) query: Option<String>,
    pub(super) mended: Vec<Mended>,
}

/// What was done to read a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mended {
    Host,
    Version,
    Tilde,
    MissingSlash,
    TrailingSlash,
    TrailingText,
    LiteralIdentifier,
    UnionOutsideBraces,
}

/// Why a target is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PathFault {
    /// `** Entity URI ... not found`: the page's generator failed.
    NoPath,
    /// `.../attachments/{id}`: the beginning is left out.
    Abbreviated,
    Empty,
}

/// The longest path of the whole reference has 20 segments; a line with many more is an attack or an accident.
const MAX_SEGMENTS: usize = 100;

/// Reads the target of a request line.
pub(super) fn parse(target: &str) -> Result<Template, PathFault> {
    let mut mended = Vec::new();
    let text = target.trim();
    if text.starts_with('*') {
        return Err(PathFault::NoPath);
    }
    let text = strip_front(text, &mut mended)?;
    let (path, query) = split_query(text);
    let mut path = path.trim();
    if path.len() > 1 && path.ends_with('/') {
        path = path.trim_end_matches('/');
        mended.push(Mended::TrailingSlash);
    }
    let mut parts = split_path(path, &mut mended);
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return Err(PathFault::Empty);
    }
    if parts.len() > MAX_SEGMENTS {
        return Err(PathFault::NoPath);
    }
    let mut segments = Vec::with_capacity(parts.len());
    let mut rest = parts.iter();
    while let Some(part) = rest.next() {
        if let Some(anchor) = part.strip_suffix(':').filter(|anchor| !anchor.is_empty()) {
            segments.push(path_address(anchor, &mut rest, &mut mended));
        } else {
            segment(part, &mut segments, &mut mended);
        }
    }
    placeholder::name_parameters(&mut segments);
    mended.sort_unstable();
    mended.dedup();
    let query = query.map(|query| query.trim().to_owned()).filter(|query| !query.is_empty());
    Ok(Template { segments, query, mended })
}

/// Host, version and other things in front of the first segment.
fn strip_front<'t>(text: &'t str, mended: &mut Vec<Mended>) -> Result<&'t str, PathFault> {
    let mut text = text;
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if let Some(scheme) = scheme {
        let rest = &text[scheme.len()..];
        text = rest.find('/').map_or("/", |slash| &rest[slash..]);
        mended.push(Mended::Host);
    }
    if let Some(rest) = text.strip_prefix('~') {
        text = rest;
        mended.push(Mended::Tilde);
    }
    let bare = text.trim_start_matches('/');
    if bare.starts_with("...") || bare.starts_with('\u{2026}') {
        return Err(PathFault::Abbreviated);
    }
    let first = bare.split(['/', '?']).next().unwrap_or("");
    if is_version(first) && bare.len() > first.len() {
        text = &bare[first.len()..];
        mended.push(Mended::Version);
    } else if !text.starts_with('/') && !text.is_empty() {
        mended.push(Mended::MissingSlash);
    }
    Ok(text)
}

/// Whether a segment names a version: `v1.0`, `V1.0`, `v1`, `beta`.
pub(super) fn is_version(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("beta")
        || (segment.starts_with(['v', 'V'])
            && segment.len() > 1
            && segment[1..].chars().all(|c| c.is_ascii_digit() || c == '.')
            && segment[1..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Splits at the first question mark that is not part of a placeholder.
fn split_query(text: &str) -> (&str, Option<&str>) {
    let mut depth = 0_i32;
    for (at, character) in text.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth -= 1,
            '?' if depth <= 0 => return (&text[..at], Some(&text[at + 1..])),
            _ => {}
        }
    }
    (text, None)
}

/// Splits at slashes outside placeholders and quotes; ends at a blank that no union explains. A slash ends a call
/// whose parenthesis was forgotten.
fn split_path<'t>(path: &'t str, mended: &mut Vec<Mended>) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut call = false;
    let mut quoted = false;
    for (at, character) in path.char_indices() {
        match character {
            // A quote that is never closed quotes nothing.
            '\'' if call && (quoted || path[at + 1..].contains('\'')) => quoted = !quoted,
            _ if quoted => {}
            '(' => call = true,
            ')' => call = false,
            '{' | '<' => depth += 1,
            '}' | '>' => depth = (depth - 1).max(0),
            '/' if depth == 0 => {
                parts.push(path[start..at].trim());
                start = at + 1;
                call = false;
            }
            blank if blank.is_whitespace() && depth == 0 && !call => {
                let rest = path[at..].trim_start();
                let opens = rest.starts_with('(') && rest.contains('=');
                let around = opens || rest.starts_with(['|', '/', '{']) || path[..at].trim_end().ends_with(['|', '/']);
                if around {
                    if rest.starts_with('|') {
                        mended.push(Mended::UnionOutsideBraces);
                    }
                } else if !rest.is_empty() {
                    mended.push(Mended::TrailingText);
                    parts.push(path[start..at].trim());
                    return parts;
                }
            }
            _ => {}
        }
    }
    parts.push(path[start..].trim());
    parts
}

/// `root:` or `{item-id}:`, then a path up to the segment that ends with a colon.
fn path_address<'p>(anchor: &str, rest: &mut std::slice::Iter<'_, &'p str>, mended: &mut Vec<Mended>) -> Segment {
    let mut anchors = Vec::new();
    segment(anchor, &mut anchors, mended);
    let anchor = anchors.into_iter().next().unwrap_or_else(|| Segment::Literal(anchor.to_owned()));
    let mut path: Vec<&'p str> = Vec::new();
    let mut closed = false;
    for part in rest.by_ref() {
        if let Some(last) = part.strip_suffix(':') {
            path.push(last);
            closed = true;
            break;
        }
        path.push(part);
    }
    let joined = path.join("/");
    let path = match placeholder::whole(&joined) {
        Some(slot) => parameter(&slot, ParameterKind::Path),
        None => Parameter { literal: Some(joined.clone()), ..parameter(&Slot::named("path"), ParameterKind::Path) },
    };
    Segment::PathAddress { anchor: Box::new(anchor), path, closed }
}

fn segment(part: &str, out: &mut Vec<Segment>, mended: &mut Vec<Mended>) {
    if let Some(slot) = placeholder::whole(part) {
        out.push(Segment::Parameter(parameter(&slot, ParameterKind::Path)));
        return;
    }
    if let Some(open) = part.find('(')
        && !part[..open].contains(['{', '<'])
    {
        let name = part[..open].trim();
        let inner = part[open + 1..].trim_end().trim_end_matches(')');
        call(name, inner, out, mended);
        return;
    }
    if placeholder::is_sample_identifier(part) {
        mended.push(Mended::LiteralIdentifier);
        let mut identifier = parameter(&Slot::named("id"), ParameterKind::Path);
        // What the page writes in the place of a placeholder.
        part.clone_into(&mut identifier.written);
        out.push(Segment::Parameter(identifier));
        return;
    }
    out.push(Segment::Literal(part.to_owned()));
}

/// `name(...)`: a function with named arguments, or the older key syntax.
fn call(name: &str, inner: &str, out: &mut Vec<Segment>, mended: &mut Vec<Mended>) {
    let inner = inner.trim();
    let arguments: Vec<&str> = placeholder::split_arguments(inner);
    let named = arguments.iter().all(|argument| placeholder::argument_name(argument).is_some());
    if name.is_empty() {
        // `(team-id)` in place of `{team-id}`
        out.push(Segment::Parameter(parameter(&Slot::named(inner), ParameterKind::Path)));
    } else if named {
        let parameters = arguments.iter().filter_map(|argument| function_argument(argument)).collect();
        out.push(Segment::Function { name: name.to_owned(), parameters });
    } else if let (Some(slot), false) = (placeholder::whole(inner), inner.starts_with('\'')) {
        // `range(<address>)`: the placeholder's name is the only name that the argument has.
        let mut argument = parameter(&slot, ParameterKind::Function);
        argument.quoted = true;
        out.push(Segment::Function { name: name.to_owned(), parameters: vec![argument] });
    } else {
        mended.push(Mended::LiteralIdentifier);
        out.push(Segment::Literal(name.to_owned()));
        let slot = placeholder::whole(inner.trim_matches('\'')).unwrap_or_else(|| Slot::named("id"));
        out.push(Segment::Parameter(parameter(&slot, ParameterKind::Path)));
    }
}

/// `period='{period_value}'`, `on='reviewer'`, `date={date}`, `row=<row>`, `width=640`
fn function_argument(argument: &str) -> Option<Parameter> {
    let name = placeholder::argument_name(argument)?;
    let value = argument[argument.find('=')? + 1..].trim();
    let quoted = value.starts_with('\'');
    let bare = value.trim_matches('\'').trim();
    let mut made = parameter(&Slot::named(name), ParameterKind::Function);
    name.clone_into(&mut made.name);
    made.quoted = quoted;
    match placeholder::whole(bare) {
        Some(slot) => made.written = slot.written,
        None if quoted || is_literal(bare) => made.literal = Some(bare.to_owned()),
        // A bare word stands for its value: `(startDateTime=startDateTime)`.
        None => bare.clone_into(&mut made.written),
    }
    if !quoted && made.literal.as_deref().is_some_and(|literal| literal.parse::<i64>().is_ok()) {
        made.ty.kind = TypeKind::Primitive(Primitive::Int32);
    }
    Some(made)
}

fn is_literal(value: &str) -> bool {
    value.parse::<f64>().is_ok() || matches!(value, "true" | "false" | "null") || value.is_empty()
}

fn parameter(slot: &Slot, kind: ParameterKind) -> Parameter {
    Parameter { written: slot.written.clone(), ..Parameter::undocumented(&slot.name, kind) }
}

/// The path with nameless placeholders and small letters: what makes two request lines one operation.
pub(super) fn key(segments: &[Segment]) -> String {
    let mut key = String::new();
    for segment in segments {
        key.push('/');
        push_key(segment, &mut key);
    }
    key
}

fn push_key(segment: &Segment, key: &mut String) {
    match segment {
        Segment::Literal(text) => push_lowercase(text, key),
        Segment::Parameter(_) => key.push_str("{}"),
        Segment::Function { name, parameters } => {
            push_lowercase(name, key);
            key.push('(');
            let mut arguments: Vec<String> = parameters
                .iter()
                .map(|parameter| match &parameter.literal {
                    Some(literal) => format!("{}={literal}", parameter.name.to_lowercase()),
                    None => format!("{}={{}}", parameter.name.to_lowercase()),
                })
                .collect();
            // OData 4.01 part 2, section 4.5.1: the order of the arguments has no meaning.
            arguments.sort();
            key.push_str(&arguments.join(","));
            key.push(')');
        }
        Segment::PathAddress { anchor, closed, .. } => {
            push_key(anchor, key);
            key.push_str(if *closed { ":/{}:" } else { ":/{}" });
        }
    }
}

fn push_lowercase(text: &str, key: &mut String) {
    if text.is_ascii() {
        key.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        key.push_str(&text.to_lowercase());
    }
}

#[cfg(test)]
#[path = "path_tests.rs"]
mod tests;
