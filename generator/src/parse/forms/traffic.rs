//! Requests and responses in text whose code blocks have lost their marks: where a message begins and where it ends.

use std::ops::Range;

use super::super::http::{request_line, status_line};
use super::super::text::{is_blank, lines, starts_with_ignore_case, trim_range};
use super::builder::ALERTS;
use super::json_end;

/// The only host whose URLs count; captures pass through mirrors that put their own name everywhere.
const HOST: &str = "https://graph.microsoft.com/";

/// What a line of captured text begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// A request: template or example.
    Request {
        /// The target begins with the host.
        absolute: bool,
    },
    /// A request to a host that is not the API's.
    Foreign,
    /// A status line.
    Status,
}

/// What a line begins, with the range of the line that belongs to it. `glued` says that the next block may follow without
/// a line break.
pub(super) fn opening(source: &str, line: Range<usize>, glued: bool) -> Option<(Opening, Range<usize>)> {
    let first = trim_range(source, line);
    if let Some(status) = status_line(source, first.clone(), false) {
        let versioned = source.get(first.clone()).is_some_and(|text| starts_with_ignore_case(text, "http/"));
        let end = if glued { reason_end(source, status.place.end, first.end) } else { first.end };
        return versioned.then_some((Opening::Status, first.start..end));
    }
    let end = if glued { glue(source, first.clone()) } else { first.end };
    let parts = request_line(source, first.start..end).filter(|parts| parts.fault.is_none())?;
    let target = source.get(parts.target.clone())?;
    if target.starts_with(HOST) && is_one_target(target) {
        return Some((Opening::Request { absolute: true }, first.start..end));
    }
    if starts_with_ignore_case(target, "http://") || starts_with_ignore_case(target, "https://") {
        return Some((Opening::Foreign, first.start..end));
    }
    let relative = target.starts_with('/') && is_one_target(target) || is_bare_path(target);
    relative.then_some((Opening::Request { absolute: false }, first.start..end))
}

/// A path whose first slash is forgotten: `policies/activityPolicies`.
fn is_bare_path(target: &str) -> bool {
    target.starts_with(|c: char| c.is_ascii_lowercase())
        && target.contains('/')
        && !target.contains("//")
        && target.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'{' | b'}' | b'-' | b'_' | b'$'))
}

/// A target and no sentence that begins with a verb: blanks occur only within its query string or its parentheses.
fn is_one_target(target: &str) -> bool {
    let path = target.split(['?', '(', '\'']).next().unwrap_or(target);
    first_word(path).len() == path.len()
}

/// A text up to its first blank; those within the braces of a placeholder do not count: `{id | userPrincipalName}`.
fn first_word(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            // A placeholder is short; a brace that nothing closes is none.
            '{' if text[at..].chars().take(60).take_while(|&c| c != '/').any(|c| c == '}') => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            blank if depth == 0 && blank.is_whitespace() => return &text[..at],
            _ => {}
        }
    }
    text
}

/// Openings of the sentences that follow code blocks on reference pages.
const SENTENCES: [&str; 17] = [
    "[!INCLUDE",
    "The following ",
    "Here is an example",
    "Here's an example",
    "Follow the ",
    "This example ",
    "Don't supply",
    "Do not supply",
    "In the request body",
    "If successful",
    "This method ",
    "This API ",
    "This request ",
    "For more ",
    "To ",
    "Note:",
    "Example ",
];

/// Words that open sentences, as they are glued to a path or a value that has no blank in it.
const OPENERS: [&str; 30] = [
    "The", "This", "These", "Here", "In", "On", "If", "When", "To", "Don", "Do", "No", "Leave", "Send", "Of", "Both", "None",
    "Supply", "For", "Note", "It", "You", "There", "Each", "Some", "Only", "Provide", "Specify", "After", "Use",
];

/// Where what follows a code block begins within its last line.
fn glue(source: &str, line: Range<usize>) -> usize {
    let Some(text) = source.get(line.clone()) else { return line.end };
    let mut end = sentence(text).into_iter().chain(pipe(text)).min().unwrap_or(text.len());
    if let Some(at) = capital(&text[..end]) {
        end = at;
    }
    if let Some(at) = alert(source, &text[..end]) {
        end = at;
    }
    trim_range(source, line.start..line.start + end).end
}

/// A sentence that is glued to a text.
fn sentence(text: &str) -> Option<usize> {
    let at = SENTENCES.iter().filter_map(|words| text.find(words)).filter(|&at| {
        // One with a blank in front is part of a query string.
        at > 0 && !text[..at].ends_with(char::is_whitespace)
    });
    at.min()
}

/// The pipe that opens a table; the one in `{id | userPrincipalName}` does not.
fn pipe(text: &str) -> Option<usize> {
    text.match_indices('|').map(|(at, _)| at).find(|&at| {
        let open = |text: &str| text.rfind('{') > text.rfind('}');
        let closes = text[at..].find(['{', '}']).is_some_and(|next| text[at + next..].starts_with('}'));
        !(open(&text[..at]) && closes)
    })
}

/// The title of a box at the end of a path: `/units/{id}/renewNote`. A name that ends so stands on the page once more.
fn alert(source: &str, text: &str) -> Option<usize> {
    let before = ALERTS.iter().find_map(|title| text.strip_suffix(title))?;
    let segment = text.rfind('/').and_then(|slash| text.get(slash + 1..))?;
    let glued = before.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '}' | ')'));
    (glued && source.matches(segment).nth(1).is_none()).then_some(before.len())
}

/// The capital that opens a sentence inside a word in front of a blank: `/units/{id}/cancelHere is ...`.
fn capital(text: &str) -> Option<usize> {
    // The method, or a header's name, stands in front of the first blank.
    let start = text.find(' ')? + 1;
    let mut from = start;
    while let Some(rest) = text.get(from..) {
        let here = from;
        let token = first_word(rest);
        from += token.len() + rest[token.len()..].chars().next().map_or(1, char::len_utf8);
        if from > text.len() {
            break;
        }
        let Some(at) = token.rfind(|c: char| c.is_ascii_uppercase()).filter(|&at| at > 0) else { continue };
        let word = token[at..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        // A path without a query has no blank: whatever follows the blank is not part of it.
        let path =
            here == start && (token.starts_with('/') || token.starts_with("https://")) && !token.contains(['?', '(', '\'']);
        let quoted = token[..at].matches('\'').count() % 2 == 1;
        // An equals sign parts name and value in a query; elsewhere it ends an identifier in base 64.
        let value = token[..at].ends_with('=') && token.contains(['?', '(']);
        let behind_separator = quoted || value || token[..at].ends_with(['/', '{', '-', '.', '(', '"']);
        if !behind_separator && (OPENERS.contains(&word) || path) {
            return Some(here + at);
        }
    }
    None
}

/// Reasons behind status codes, the longer ones of one beginning first.
const REASONS: [&str; 19] = [
    "OK",
    "Created",
    "Accepted",
    "No Content",
    "Moved Permanently",
    "Found",
    "Not Modified",
    "Bad Request",
    "Unauthorized",
    "Forbidden",
    "Not Found",
    "Method Not Allowed",
    "Operation Not Allowed",
    "Not Acceptable",
    "Conflict",
    "Gone",
    "Too Many Requests",
    "Internal Server Error",
    "Service Unavailable",
];

/// The end of a status line whose reason may have the next sentence glued on.
fn reason_end(source: &str, code_end: usize, line_end: usize) -> usize {
    let rest = source.get(code_end..line_end).unwrap_or("");
    let reason = rest.trim_start();
    let start = code_end + (rest.len() - reason.len());
    let known = REASONS.iter().filter(|known| reason.starts_with(**known)).map(|known| known.len()).max();
    match known {
        Some(length) if !reason[length..].starts_with([' ', '-']) => start + length,
        _ => glue(source, code_end..line_end),
    }
}

/// Header names that have no hyphen.
const HEADERS: [&str; 16] = [
    "accept",
    "authorization",
    "consistencylevel",
    "date",
    "etag",
    "expect",
    "expires",
    "host",
    "location",
    "pragma",
    "prefer",
    "server",
    "vary",
    "connection",
    "allow",
    "client",
];

/// A header line: a name, a colon, a value.
fn is_header(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, value)| is_header_name(name) && !value.starts_with("//"))
}

/// A known name, or one with a hyphen.
pub(super) fn is_header_name(name: &str) -> bool {
    let plain =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain && (name.contains('-') || HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// A message: from its first line to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MessageRange {
    pub(super) whole: Range<usize>,
    /// The body's brackets are never closed: the text ends before.
    pub(super) cut: bool,
}

/// The message that begins with `first`. `ends` says of a line that it cannot be part of a body.
pub(super) fn message(source: &str, first: Range<usize>, glued: bool, ends: &dyn Fn(&str) -> bool) -> MessageRange {
    let mut whole = first;
    let first_end = whole.end;
    if glued && source.get(whole.end..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['\n', '\r', ' ', '\t'])) {
        return MessageRange { whole, cut: false };
    }
    let mut text_body = false;
    for line in lines(source, line_end(source, whole.end)..source.len()) {
        let inner = trim_range(source, line.clone());
        let text = &source[inner.clone()];
        if text.is_empty() {
            continue;
        }
        if text.starts_with('{') || text.starts_with('[') && !text.starts_with("[!") {
            return body(source, whole.start, inner.start, ends);
        }
        let gap = source[whole.end..inner.start].bytes().filter(|&byte| byte == b'\n').count();
        // Pages put a blank line between the first line and the headers now and then.
        let adjacent = gap == 1 || !glued && gap == 2 && whole.end == first_end && text.len() < 200 && is_content_header(text);
        if adjacent && (text.starts_with(['?', '&']) || is_header(text)) {
            if let Some(at) = text.find("json{").filter(|_| glued) {
                // The body stood in a block of its own.
                return body(source, whole.start, inner.start + at + "json".len(), ends);
            }
            let end = if glued { glue(source, inner.clone()) } else { inner.end };
            text_body |= is_header(text) && is_text_content(text);
            whole.end = end;
            if end < inner.end {
                break;
            }
            continue;
        }
        let cut = if glued { sentence(text) } else { None };
        let prose = cut.is_none() && is_sentence(text);
        if !text_body || ends(text) || prose || opening(source, inner.clone(), glued).is_some() {
            break;
        }
        let end = cut.map_or(inner.end, |at| inner.start + at);
        whole.end = end;
        if end < inner.end {
            break;
        }
    }
    MessageRange { whole, cut: false }
}

/// A line of the page's prose rather than of a text body.
fn is_sentence(text: &str) -> bool {
    text.starts_with("[!") || text.contains(' ') && text.starts_with(|c: char| c.is_uppercase()) && text.ends_with(['.', ':'])
}

/// A header that describes a body.
fn is_content_header(text: &str) -> bool {
    starts_with_ignore_case(text, "content-") && is_header(text)
}

/// `Content-Type` of something that is no JSON.
fn is_text_content(header: &str) -> bool {
    starts_with_ignore_case(header, "content-type:") && !header.to_ascii_lowercase().contains("json")
}

/// The end of the line that a place lies in, behind its line break.
pub(super) fn line_end(source: &str, at: usize) -> usize {
    source.get(at..).and_then(|rest| rest.find('\n')).map_or(source.len(), |length| at + length + 1)
}

/// A JSON body that begins at a place.
pub(super) fn body(source: &str, start: usize, at: usize, ends: &dyn Fn(&str) -> bool) -> MessageRange {
    let rest = source.get(at..).unwrap_or("");
    if let Some(length) = json_end::length(rest) {
        return MessageRange { whole: start..at + length, cut: false };
    }
    // What is never closed ends where the page evidently goes on, else with the text.
    let stop = lines(source, at..source.len()).skip(1).find(|line| {
        let text = source[line.clone()].trim_matches(is_blank);
        ends(text) || opening(source, line.clone(), false).is_some()
    });
    match stop {
        Some(line) => MessageRange { whole: start..trim_range(source, at..line.start).end, cut: false },
        None => MessageRange { whole: start..trim_range(source, at..source.len()).end, cut: true },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, glued: bool) -> &str {
        let first = text.find('\n').unwrap_or(text.len());
        let (_, line) = opening(text, 0..first, glued).expect("a message");
        &text[message(text, line, glued, &|line| line == "Response").whole]
    }

    #[test]
    fn a_body_ends_with_its_last_bracket() {
        let text = "HTTP/1.1 200 OK\nContent-Type: application/json\n{\n\"a\": \"}\"\n}Something else";
        assert_eq!(read(text, true), "HTTP/1.1 200 OK\nContent-Type: application/json\n{\n\"a\": \"}\"\n}");
    }

    #[test]
    fn what_is_glued_to_a_line_is_cut_off() {
        assert_eq!(read("POST /a/{b}/run| Name | Description |\n|---|---|", true), "POST /a/{b}/run");
        assert_eq!(
            read("GET https://graph.microsoft.com/beta/x[!INCLUDE sample]", true),
            "GET https://graph.microsoft.com/beta/x"
        );
        assert_eq!(read("HTTP/1.1 204 No ContentThe following", true), "HTTP/1.1 204 No Content");
        assert_eq!(read("DELETE /a/{b-id}Nothing is sent.", true), "DELETE /a/{b-id}");
        assert_eq!(read("GET /a?$filter=b eq 'C'Of the options", true), "GET /a?$filter=b eq 'C'");
    }

    #[test]
    fn a_placeholder_with_a_pipe_opens_no_table() {
        let line = "GET /a/{id | name}/b| Name | Description |\n|---|---|";
        assert_eq!(read(line, true), "GET /a/{id | name}/b");
        assert_eq!(read("GET /a/{id | name}/bAny b of an a.", true), "GET /a/{id | name}/b");
    }

    #[test]
    fn an_identifier_may_end_with_an_equals_sign() {
        let line = "GET https://graph.microsoft.com/beta/x/MzowMFo=Here is the response.";
        assert_eq!(read(line, true), "GET https://graph.microsoft.com/beta/x/MzowMFo=");
    }

    #[test]
    fn the_title_of_a_box_is_cut_off_unless_a_name_ends_so() {
        assert_eq!(read("POST /a/{b}/renewNote\nOnly today.", true), "POST /a/{b}/renew");
        let named = "POST /a/{b}/addNote\nText.\nPOST https://graph.microsoft.com/beta/a/1/addNote";
        assert_eq!(read(named, true), "POST /a/{b}/addNote");
    }

    #[test]
    fn a_text_body_ends_where_prose_begins() {
        let head = "HTTP/1.1 200 OK\nContent-Type: text/plain";
        assert_eq!(read(&format!("{head}\na,b\n1,2\nThe rows are sorted."), false), format!("{head}\na,b\n1,2"));
        assert_eq!(read(&format!("{head}\n893The following example shows more."), true), format!("{head}\n893"));
        assert_eq!(read("HTTP/1.1 200 OK\nContent-Type: application/json{\n}", true).len(), 49);
    }

    #[test]
    fn headers_may_follow_a_blank_line() {
        let text = "POST https://graph.microsoft.com/beta/a\n\nContent-Type: application/json\n\n{\n}\n\nResponse";
        assert_eq!(read(text, false), text.trim_end_matches("\n\nResponse"));
    }

    #[test]
    fn other_hosts_and_sentences_are_no_requests() {
        let what = |text: &str| opening(text, 0..text.len(), false).map(|found| found.0);
        assert_eq!(what("GET https://graph.mirror.example/v1.0/users"), Some(Opening::Foreign));
        assert_eq!(what("GET /users returns all users"), None);
        assert_eq!(what("Get the user"), None);
        assert_eq!(what("POST policies/keepPolicies"), Some(Opening::Request { absolute: false }));
        assert_eq!(what("GET and/or POST"), None);
        assert_eq!(what("GET /users?$filter=a eq 'b'"), Some(Opening::Request { absolute: false }));
    }

    #[test]
    fn prose_behind_the_headers_is_no_body() {
        assert_eq!(
            read("HTTP/1.1 202 Accepted\nLocation: https://graph.microsoft.com/v1.0/x\nNote: done.", false),
            "HTTP/1.1 202 Accepted\nLocation: https://graph.microsoft.com/v1.0/x"
        );
    }

    #[test]
    fn what_a_line_begins() {
        let what = |text: &str| opening(text, 0..text.len(), false).map(|found| found.0);
        let request = |absolute: bool| Some(Opening::Request { absolute });
        for (text, expected) in [
            ("GET https://graph.microsoft.com/v1.0/users", request(true)),
            ("GET https://graph.microsoft.com/v1.0/users returns", Some(Opening::Foreign)),
            ("get /users", None),
            ("GET HTTPS://x.y/z", Some(Opening::Foreign)),
            ("GET http://x.y/z", Some(Opening::Foreign)),
            ("GET /users/{id | name}/x", request(false)),
            ("GET /users/{id name/x y}", None),
            ("GET /f(a='b c')", request(false)),
            ("GET policies/{id}/$ref", request(false)),
            ("GET Policies/x", None),
            ("GET policies", None),
            ("GET a//b", None),
            ("GET a/b?c", None),
            ("HTTP/1.1 200 OK", Some(Opening::Status)),
            ("HTTP 200 OK", None),
            ("200 OK", None),
        ] {
            assert_eq!(what(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_and_tables_are_cut_off_lines() {
        for (text, expected) in [
            ("GET /aThe following table", "GET /a"),
            ("GET /a?b=To end", "GET /a?b="),
            ("GET /a?b= To end", "GET /a?b= To end"),
            ("GET /a/bList of things", "GET /a/b"),
            ("GET /a?b='xThe'", "GET /a?b='xThe'"),
            ("GET /a?b=xIf not", "GET /a?b=x"),
            ("GET /a?b=xIcy not", "GET /a?b=xIcy not"),
            ("GET /a?b=Send it", "GET /a?b=Send it"),
            ("GET /a{b|c}| Name |", "GET /a{b|c}"),
        ] {
            assert_eq!(read(text, true), expected, "{text}");
        }
        for (text, expected) in [
            ("HTTP/1.1 404 Not FoundHere x", "HTTP/1.1 404 Not Found"),
            ("HTTP/1.1 200 OK-ish words", "HTTP/1.1 200 OK-ish words"),
            ("HTTP/1.1 418 TeapotIf not", "HTTP/1.1 418 Teapot"),
        ] {
            assert_eq!(read(text, true), expected, "{text}");
        }
        assert_eq!(read("GET /a/{b}/noteCaution\nx", true), "GET /a/{b}/note");
        assert_eq!(read("GET /a/Note\nx", true), "GET /a/Note");
    }

    #[test]
    fn headers_have_known_names_or_hyphens() {
        for (text, expected) in [
            ("Content-Type: a", true),
            ("PREFER: a", true),
            ("client-request-id:a", true),
            ("Accept: //x", true),
            ("location://x", false),
            ("Note: done", false),
            ("1-a: b", false),
            ("a b-c: d", false),
            ("Prefer", false),
        ] {
            assert_eq!(is_header(text), expected, "{text}");
        }
        assert!(is_content_header("content-length: 1") && !is_content_header("prefer: 1"));
        assert!(is_text_content("Content-Type: text/csv") && !is_text_content("Content-Type: x/JSON"));
    }

    #[test]
    fn what_follows_the_first_line_is_headers_and_a_body() {
        let head = "GET https://graph.microsoft.com/v1.0/a";
        for (rest, kept) in [
            ("\n?$top=1\n&$skip=2\nPrefer: a\nText", "\n?$top=1\n&$skip=2\nPrefer: a"),
            ("\n\nPrefer: a", ""),
            ("\n\n\nContent-Type: text/plain", ""),
            ("\n\nContent-Length: 3\nA-b: c", "\n\nContent-Length: 3\nA-b: c"),
            ("\n[1, 2]\nx", "\n[1, 2]"),
            ("\n[!INCLUDE x]", ""),
            ("\nContent-Type: text/plain\n\nwords here\nResponse\nx", "\nContent-Type: text/plain\n\nwords here"),
            ("\nContent-Type: text/plain\nwords here\nA sentence:\nx", "\nContent-Type: text/plain\nwords here"),
            ("\nContent-Type: text/plain\nwords\nGET /b", "\nContent-Type: text/plain\nwords"),
            ("\n{ \"a\": [\nb\nResponse\nc", "\n{ \"a\": [\nb"),
            ("\n{ \"a\": [\nb\nGET /c", "\n{ \"a\": [\nb"),
        ] {
            let text = format!("{head}{rest}");
            assert_eq!(read(&text, false), format!("{head}{kept}"), "{rest}");
        }
        let whole = |text: &str| message(text, 0..head.len(), false, &|_| false);
        assert!(whole(&format!("{head}\n{{ \"a\": 1")).cut);
        assert!(!whole(&format!("{head}\n{{ \"a\": 1 }}")).cut);
        assert_eq!(line_end("a\nb\nc", 2), 4);
        assert_eq!(line_end("a\nb\nc", 4), 5);
    }
}
