//! HTTP as the pages write it: request lines, status lines, headers, body.

use std::ops::Range;

use super::text::{Text, is_blank, lines, trim_range};
use crate::page::RequestLineFault;

/// Methods, upper case. No other verb occurs in the reference.
const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "MERGE"];

/// A request line; ranges are into the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RequestParts {
    pub(super) method: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) fault: Option<RequestLineFault>,
}

/// Reads a request line. `line` is a range of `text` without its line end.
pub(super) fn request_line(text: &str, line: Range<usize>) -> Option<RequestParts> {
    let inner = trim_range(text, line);
    let raw = text.get(inner.clone())?;
    let verb = METHODS
        .iter()
        .find(|method| raw.as_bytes().get(..method.len()).is_some_and(|word| word.eq_ignore_ascii_case(method.as_bytes())))?;
    let exact = raw.starts_with(*verb);
    let rest = raw.get(verb.len()..)?;
    let method = inner.start..inner.start + verb.len();
    let gap = rest.len() - rest.trim_start_matches(is_blank).len();
    let target = without_version(text, inner.start + verb.len() + gap..inner.end);
    if target.is_empty() {
        return None;
    }
    let pathlike = text.get(target.clone()).is_some_and(|target| target.starts_with('/') || target.starts_with("http"));
    let fault = match (gap > 0, exact) {
        (true, true) => None,
        (true, false) if pathlike => Some(RequestLineFault::LowerCaseMethod),
        (false, _) if rest.starts_with('/') => Some(RequestLineFault::MissingBlank),
        _ => return None,
    };
    Some(RequestParts { method, target, fault })
}

/// A target without ` HTTP/1.1` at its end.
fn without_version(text: &str, target: Range<usize>) -> Range<usize> {
    let raw = text.get(target.clone()).unwrap_or("");
    match raw.rfind(char::is_whitespace) {
        Some(at) if raw[at..].trim_start().to_ascii_uppercase().starts_with("HTTP/") => {
            trim_range(text, target.start..target.start + at)
        }
        _ => target,
    }
}

/// A status line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatusParts {
    pub(super) status: u16,
    pub(super) place: Range<usize>,
    /// `HTTP/1.1` or its like stands in front.
    pub(super) versioned: bool,
}

/// Reads a status line: `HTTP/1.1 200 OK`, `HTTP 201 Created`, `HTTP/1.1: 204`; with `bare`, `200 OK` too.
pub(super) fn status_line(text: &str, line: Range<usize>, bare: bool) -> Option<StatusParts> {
    let inner = trim_range(text, line);
    let raw = text.get(inner.clone())?;
    let mut rest = raw;
    let protocol = raw.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("http"));
    let mut versioned = false;
    if protocol {
        rest = raw.get(4..)?;
        let before = rest.len();
        rest = rest.trim_start_matches('/');
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        versioned = rest.len() < before;
        rest = rest.trim_start_matches([':', ' ', '\t', '\u{a0}']);
        if rest.len() == before {
            return None;
        }
    } else if !bare {
        return None;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 3 || rest[3..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    // A bare number is a status only with a reason behind it.
    if !protocol && !rest[3..].trim_start().starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let status: u16 = rest[..3].parse().ok()?;
    let start = inner.end - rest.len();
    (100..600).contains(&status).then_some(StatusParts { status, place: start..start + 3, versioned })
}

/// A message read from a code block; ranges are into its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Message {
    pub(super) request: Option<RequestParts>,
    pub(super) status: Option<StatusParts>,
    pub(super) headers: Vec<(Range<usize>, Range<usize>)>,
    /// Everything behind the headers, blanks at the ends removed; empty where nothing follows.
    pub(super) body: Range<usize>,
    /// A blank line stands between the first line and a header.
    pub(super) late_headers: Option<Range<usize>>,
    /// The target goes on in further lines.
    pub(super) wrapped: Vec<Range<usize>>,
}

/// Reads `range` of a code block as one message.
pub(super) fn message(text: &Text<'_>, range: Range<usize>, bare_status: bool) -> Message {
    let raw = text.raw.as_ref();
    let mut out = Message { body: range.end..range.end, ..Message::default() };
    let mut lines = lines(raw, range.clone()).peekable();
    while lines.peek().is_some_and(|line| is_blank_line(raw, line)) {
        lines.next();
    }
    let Some(first) = lines.peek().cloned() else { return out };
    if let Some(status) = status_line(raw, first.clone(), false) {
        out.status = Some(status);
        lines.next();
    } else if let Some(request) = request_line(raw, first.clone()) {
        out.request = Some(request);
        lines.next();
        while let Some(line) = lines.peek() {
            let part = trim_range(raw, line.clone());
            if !raw[part.clone()].starts_with(['?', '&', '/']) || raw[part.clone()].starts_with("//") {
                break;
            }
            out.wrapped.push(part);
            lines.next();
        }
    } else if bare_status && let Some(status) = status_line(raw, first, true) {
        out.status = Some(status);
        lines.next();
    }
    let started = out.status.is_some() || out.request.is_some();
    let mut gap = false;
    while let Some(line) = lines.peek() {
        if is_blank_line(raw, line) {
            gap = true;
            lines.next();
            continue;
        }
        let found = header(raw, line).filter(|(name, _)| !gap || may_follow_gap(raw, &out.headers, name));
        let Some((name, value)) = found else {
            out.body = trim_range(raw, line.start..range.end);
            break;
        };
        if gap && started && out.late_headers.is_none() {
            out.late_headers = Some(name.start..value.end);
        }
        out.headers.push((name, value));
        lines.next();
    }
    out
}

/// Behind a blank line headers go on where there were none before; later only those that cannot be a line of the body.
fn may_follow_gap(raw: &str, headers: &[(Range<usize>, Range<usize>)], name: &Range<usize>) -> bool {
    const KNOWN: [&str; 7] =
        ["content-type", "content-length", "prefer", "authorization", "location", "if-match", "consistencylevel"];
    let is = |range: &Range<usize>, word: &str| raw.get(range.clone()).is_some_and(|name| name.eq_ignore_ascii_case(word));
    let name_text = raw.get(name.clone()).unwrap_or("");
    headers.is_empty() || KNOWN.iter().any(|known| is(name, known)) && !headers.iter().any(|(other, _)| is(other, name_text))
}

fn is_blank_line(raw: &str, line: &Range<usize>) -> bool {
    raw.get(line.clone()).is_none_or(|line| line.chars().all(is_blank))
}

/// `Name: value`; the blank behind the colon may be missing.
fn header(raw: &str, line: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = raw.get(line.clone())?;
    let colon = text.find(':')?;
    let name = trim_range(raw, line.start..line.start + colon);
    let word = raw.get(name.clone())?;
    let plain = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then(|| (name, trim_range(raw, line.start + colon + 1..line.end)))
}

/// Where a second message starts inside a block that begins with a request: a status line with its version.
pub(super) fn second_message(text: &Text<'_>) -> Option<usize> {
    let raw = text.raw.as_ref();
    let mut started = false;
    for line in lines(raw, 0..raw.len()) {
        if is_blank_line(raw, &line) {
            continue;
        }
        if started && status_line(raw, line.clone(), false).is_some_and(|status| status.versioned) {
            return Some(line.start);
        }
        if !started && status_line(raw, line.clone(), false).is_some() {
            return None;
        }
        started = true;
    }
    None
}

#[cfg(test)]
mod tests;
