//! Words for findings that several readers share.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{JsonDeviation, JsonText};

/// A deviation in words.
pub(super) fn deviation(deviation: JsonDeviation) -> &'static str {
    match deviation {
        JsonDeviation::Comment => "it holds a comment",
        JsonDeviation::TrailingComma => "a comma has nothing behind it",
        JsonDeviation::SingleQuotes => "a string is in single quotes",
        JsonDeviation::UnquotedKey => "a key is without quotes",
        JsonDeviation::RawControl => "a line break or tab stands inside a string",
        JsonDeviation::OddBlank => "a blank is not one of JSON's",
        JsonDeviation::SmartQuotes => "a string is in typographic quotes",
        JsonDeviation::OddNumber => "this is no number or word of JSON",
        JsonDeviation::OddEscape => "a string holds an unknown escape",
        JsonDeviation::DuplicateKey => "a key occurs twice",
        JsonDeviation::MissingComma => "a comma is missing before this",
        JsonDeviation::Ellipsis => "dots stand in place of values",
        JsonDeviation::TrailingText => "text follows the value",
        JsonDeviation::Unclosed => "it ends before everything is closed",
        JsonDeviation::TooDeep => "its values are nested more than 100 levels deep",
        JsonDeviation::Unreadable => "nothing of JSON starts here",
    }
}

fn code(deviation: JsonDeviation) -> Code {
    match deviation {
        JsonDeviation::Comment => Code::CommentInJson,
        JsonDeviation::TrailingComma => Code::TrailingCommaInJson,
        JsonDeviation::SingleQuotes | JsonDeviation::SmartQuotes => Code::OddQuotesInJson,
        JsonDeviation::UnquotedKey => Code::UnquotedKeyInJson,
        JsonDeviation::RawControl | JsonDeviation::OddEscape => Code::OddStringInJson,
        JsonDeviation::OddBlank => Code::OddBlank,
        JsonDeviation::OddNumber => Code::OddNumberInJson,
        JsonDeviation::DuplicateKey => Code::DuplicateKeyInJson,
        JsonDeviation::MissingComma => Code::MissingCommaInJson,
        JsonDeviation::Ellipsis => Code::EllipsisInJson,
        JsonDeviation::TrailingText => Code::TextAfterJson,
        JsonDeviation::TooDeep => Code::NestedTooDeeply,
        JsonDeviation::Unclosed | JsonDeviation::Unreadable => Code::BrokenJson,
    }
}

/// Reports what a JSON text of the page deviates in, each kind once; for a text that was given up on, only why.
pub(super) fn report_json(text: &JsonText, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<Code> = Vec::new();
    let from = if text.value.is_some() { 0 } else { text.deviations.len().saturating_sub(1) };
    for found in text.deviations.iter().skip(from) {
        let code = code(found.value);
        if !seen.contains(&code) {
            seen.push(code);
            let how = if text.value.is_some() { "this is not strict JSON" } else { "this JSON cannot be read" };
            findings.push(Diagnostic::new(code, found.span, format!("{how}: {}", deviation(found.value))));
        }
    }
}
