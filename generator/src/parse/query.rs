//! What the section on OData query options says.

use std::ops::Range;

use super::reading::Reading;
use super::text::Text;
use crate::source::Spanned;

/// A paragraph of the section.
pub(super) fn read(reading: &mut Reading<'_, '_>, text: &Text<'_>) {
    let raw = text.raw.as_ref();
    let lower = raw.to_lowercase();
    let query = &mut reading.page.query;
    let refused = refusal(raw);
    if refused.is_none() || query.named.is_empty() {
        for place in options(raw) {
            let option = text.part(place);
            if refused.is_none() && !query.named.iter().any(|known| known.value == option.value) {
                query.named.push(option);
            }
        }
    }
    if let Some(place) = refused {
        if query.refused.is_none() {
            query.refused = Some(text.span_of(place));
        }
    } else if query.general.is_none()
        && lower.contains("support")
        && (lower.contains("odata") || lower.contains("query parameter"))
    {
        query.general = Some(text.span());
    }
    query.prose.push(Spanned::new(raw.to_owned(), text.span()));
}

/// `$name` wherever it stands.
fn options(raw: &str) -> Vec<Range<usize>> {
    let bytes = raw.as_bytes();
    let mut out = Vec::new();
    for (at, _) in raw.match_indices('$') {
        let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let before = at.checked_sub(1).map(|before| bytes[before]);
        if length > 1 && before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'/') {
            out.push(at..at + 1 + length);
        }
    }
    out
}

/// More sentences about support than this are not weighed in one paragraph.
const MAX_STATEMENTS: usize = 20;

/// "doesn't support the OData query parameters", "not supported": the place of the negation.
fn refusal(raw: &str) -> Option<Range<usize>> {
    let lower = raw.to_ascii_lowercase();
    if lower.trim().trim_end_matches('.') == "none" {
        return Some(0..raw.len());
    }
    for (at, _) in lower.match_indices("support").take(MAX_STATEMENTS) {
        let mut from = at.saturating_sub(24);
        while !lower.is_char_boundary(from) {
            from += 1;
        }
        let before = &lower[from..at];
        let before = &before[before.rfind('.').map_or(0, |stop| stop + 1)..];
        let negated = before.contains("not ")
            || before.contains("n't ")
            || before.contains("n\u{2019}t ")
            || before.contains("not** ")
            || before.contains("no ");
        let rest = &lower[at..];
        let of_options = rest.contains("odata")
            || rest.contains("query param")
            || lower.contains("query param")
            || rest.starts_with("supported.");
        // "doesn't support `$filter`" refuses one option, not all.
        let single = before.contains('$') || rest.find('.').map_or(rest, |stop| &rest[..stop]).contains('$');
        if negated && of_options && !single {
            return Some(from..at + "support".len());
        }
    }
    None
}

#[cfg(test)]
mod tests;
