//! What the sentences of the request body and response sections say.

use super::inline::{LinkDefinitions, codes, links};
use super::reading::Reading;
use super::text::{Text, find_ignore_case, starts_with_ignore_case};
use super::type_text::{primitive, speaks_of_several};
use crate::page::TypeMention;
use crate::source::Spanned;

/// Words that say that a request carries no body.
const NO_BODY: [&str; 9] = [
    "do not supply",
    "don't supply",
    "don\u{2019}t supply",
    "do not provide",
    "don't provide",
    "no request body",
    "not require any request body",
    "not require a request body",
    "no request content",
];

/// Words that name a body that is not JSON.
const RAW_CONTENT: [&str; 7] =
    ["mime content", "mime format", "binary", "octet-stream", "text/plain", "raw contents", "byte stream"];

/// Words that say that a response carries no body.
const NOTHING: [&str; 9] = [
    "does not return anything",
    "doesn't return anything",
    "doesn\u{2019}t return anything",
    "empty response body",
    "no response body",
    "no content in the response body",
    "does not return a response body",
    "doesn't return a response body",
    "empty body",
];

/// A paragraph of the request body section.
pub(super) fn request_body(reading: &mut Reading<'_, '_>, text: &Text<'_>) {
    let found = mentions(text, reading.links, false);
    let raw = text.raw.as_ref();
    let body = &mut reading.page.body;
    if body.none.is_none() {
        body.none = first_of(text, &NO_BODY);
    }
    if body.raw_content.is_none() {
        body.raw_content = first_of(text, &RAW_CONTENT);
    }
    body.mentions.extend(found);
    body.prose.push(Spanned::new(raw.to_owned(), text.span()));
}

fn first_of(text: &Text<'_>, phrases: &[&str]) -> Option<crate::source::Span> {
    let found = phrases.iter().filter_map(|phrase| find_ignore_case(&text.raw, phrase, 0).map(|at| (at, phrase.len()))).min()?;
    Some(text.span_of(found.0..found.0 + found.1))
}

/// A paragraph of the response section.
pub(super) fn response(reading: &mut Reading<'_, '_>, text: &Text<'_>) {
    let raw = text.raw.as_ref();
    let found = mentions(text, reading.links, true);
    let statuses = statuses(text);
    let result = result_primitive(text);
    let response = &mut reading.page.response;
    for status in statuses {
        if !response.statuses.iter().any(|known| known.value == status.value) {
            response.statuses.push(status);
        }
    }
    response.mentions.extend(found);
    if response.primitive.is_none() {
        response.primitive = result;
    }
    if response.nothing.is_none() {
        response.nothing = first_of(text, &NOTHING);
    }
    if find_ignore_case(raw, "header", 0).is_some() {
        for header in ["Operation-Location", "Content-Location", "Location", "Retry-After"] {
            if let Some(place) = word(raw, header)
                && !response.headers.iter().any(|known| known.value == header)
            {
                response.headers.push(text.part(place..place + header.len()));
            }
        }
    }
    response.prose.push(Spanned::new(raw.to_owned(), text.span()));
}

/// A word of its own.
fn word(raw: &str, wanted: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || c == '-'));
    raw.match_indices(wanted)
        .map(|(at, _)| at)
        .find(|&at| edge(raw[..at].chars().next_back()) && edge(raw[at + wanted.len()..].chars().next()))
}

/// Status codes: numbers in code spans, and bare numbers that a reason or the word "response" follows.
fn statuses(text: &Text<'_>) -> Vec<Spanned<u16>> {
    let raw = text.raw.as_ref();
    let coded: Vec<_> = codes(raw).collect();
    let bytes = raw.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + digits;
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let place = at..end;
        at = end;
        if digits != 3 || before.is_some_and(|byte| !matches!(byte, b' ' | b'`' | b'(' | b'\n' | b'\t' | b'*' | b'/' | b',')) {
            continue;
        }
        let Ok(status) = raw[place.clone()].parse::<u16>() else { continue };
        let rest = &raw[end..];
        let code = coded.partition_point(|code| code.end < place.end);
        let in_code =
            coded.get(code).is_some_and(|code| code.start <= place.start && raw[code.start..place.start].trim().is_empty());
        let named = rest.strip_prefix(' ').is_some_and(|next| {
            next.starts_with(|c: char| c.is_ascii_uppercase())
                || ["response", "status", "code"].iter().any(|word| next.starts_with(word))
        });
        let versioned = raw[..place.start].ends_with("HTTP ") || raw[..place.start].ends_with("HTTP/1.1 ");
        if is_status(status) && (in_code || named || versioned || starts_with_ignore_case(rest, " (")) {
            out.push(Spanned::new(status, text.span_of(place)));
        }
    }
    out
}

/// A code of the HTTP registry; other numbers of three digits are names of products and amounts.
fn is_status(number: u16) -> bool {
    matches!(number, 100..=103 | 200..=208 | 226 | 300..=308 | 400..=418 | 421..=431 | 451 | 500..=511)
}

/// Types that a paragraph links to; without links, types in bold; without those, names in front of "object" and its like.
/// `plain` asks for words too that only the declared names can tell from prose.
pub(super) fn mentions(text: &Text<'_>, definitions: &LinkDefinitions, plain: bool) -> Vec<TypeMention> {
    let raw = text.raw.as_ref();
    let mut out = Vec::new();
    for link in links(text, definitions) {
        let Some(target) = &link.target else { continue };
        let of_errors = link.text.value.contains(' ') && find_ignore_case(&link.text.value, "error", 0).is_some();
        if !is_type_page(target) || link.text.value.is_empty() || of_errors {
            continue;
        }
        let collection = several_around(raw, link.at, link.end);
        out.push(TypeMention { name: link.text, link: link.target, collection });
    }
    if out.is_empty() {
        out = named(text, plain);
    }
    out
}

fn is_type_page(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    if path.contains("/api/resources/") {
        return true;
    }
    let page = path.len() > 3 && path.get(path.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case(".md"));
    // A bare file name on an operation's page is another operation's page.
    page && path.contains("resources/") && !path.starts_with("http")
}

/// "collection of x", "list of x" in front, or "x collection" behind.
fn several_around(raw: &str, start: usize, end: usize) -> bool {
    let mut from = start.saturating_sub(28);
    while !raw.is_char_boundary(from) {
        from += 1;
    }
    let before = &raw[from..start];
    let before = &before[before.rfind(['.', '`']).map_or(0, |at| at + 1)..];
    let after = raw.get(end..).unwrap_or("").trim_start_matches([' ', '*', '`', ']', ')']);
    speaks_of_several(before)
        || starts_with_ignore_case(after, "collection")
        || starts_with_ignore_case(after, "object collection")
}

/// Words in front of "object" that name no type.
const NO_TYPES: [&str; 26] = [
    "collection",
    "object",
    "resource",
    "entity",
    "list",
    "other",
    "a",
    "an",
    "the",
    "this",
    "that",
    "each",
    "new",
    "json",
    "response",
    "request",
    "updated",
    "created",
    "empty",
    "same",
    "error",
    "following",
    "requested",
    "of",
    "or",
    "and",
];

/// Words in front of "object", "objects", "resource", "collection" that look like type names.
fn named(text: &Text<'_>, with_plain: bool) -> Vec<TypeMention> {
    let raw = text.raw.as_ref();
    let mut out: Vec<TypeMention> = Vec::new();
    let mut unsure: Vec<TypeMention> = Vec::new();
    let mut previous: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    for part in raw.split([' ', '\n', '\t', '\r']) {
        let range = at..at + part.len();
        at = range.end + 1;
        let noun = part.trim_matches(['.', ',', ';', ':', '*', '(', ')']);
        let closes = ["object", "objects", "resource", "resources", "collection"].contains(&noun);
        // `returns a siteRule in the response body`
        let bare_noun = noun == "in" && raw[range.start..].starts_with("in the response body");
        if (closes || bare_noun)
            && let Some(before) = previous.take()
        {
            let word = &raw[before.clone()];
            let bare = word.trim_matches(['*', '`', '_', '.', ',', '"']);
            let bold = word.starts_with("**") && word.ends_with("**");
            let camel = bare.starts_with(|c: char| c.is_ascii_lowercase()) && bare.contains(|c: char| c.is_ascii_uppercase());
            if !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '_') {
                let start = before.start + word.find(bare).unwrap_or(0);
                let collection = several_around(raw, before.start, before.end);
                let mention = TypeMention { name: text.part(start..start + bare.len()), link: None, collection };
                if bold || camel || bare.starts_with("microsoft.graph.") {
                    out.push(mention);
                } else if closes && primitive(bare).is_none() && !NO_TYPES.contains(&bare.to_ascii_lowercase().as_str()) {
                    unsure.push(mention);
                }
            }
        }
        if !part.is_empty() {
            previous = Some(range);
        }
    }
    // A word in small letters may be a type (`user`) or none (`JSON`): only the declared names tell.
    if out.is_empty() && with_plain { unsure } else { out }
}

/// A primitive as the result: "returns a String collection", "and an integer in the response body".
fn result_primitive(text: &Text<'_>) -> Option<(Spanned<crate::page::Primitive>, bool)> {
    let raw = text.raw.as_ref();
    let mut at = 0;
    let mut article = false;
    for part in raw.split([' ', '\n', '\t', '\r']) {
        let start = at;
        at += part.len() + 1;
        let bare = part.trim_matches(['*', '`', '.', ',', '_']);
        if article
            && let Some(primitive) = primitive(bare)
            && !["json", "object", "date", "time", "url", "uri", "number", "single", "etag"]
                .contains(&bare.to_ascii_lowercase().as_str())
        {
            let offset = start + part.find(bare).unwrap_or(0);
            let rest = raw.get(offset + bare.len()..).unwrap_or("");
            let following = rest.trim_start_matches(['*', '`', ' ']);
            let named = ["value", "collection", "object", "in ", "response", "that", "with"]
                .iter()
                .any(|word| following.starts_with(word));
            if named || following.is_empty() || following.starts_with('.') {
                let collection = several_around(raw, offset, offset + bare.len());
                return Some((Spanned::new(primitive, text.span_of(offset..offset + bare.len())), collection));
            }
        }
        article = ["a", "an", "the", "of", "and", "returns"].contains(&bare);
    }
    None
}
