//! A JSON value as a page writes it: with the place of every key and value, and numbers as their text.
//!
//! Values come from `parse::json`, which accepts what the pages' authors could rely on (comments, trailing commas,
//! single quotes and more); what it had to bridge stands in [`JsonText::deviations`].

use std::collections::BTreeMap;

use crate::source::{Span, Spanned};

/// One value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// From the first to the last byte of the value.
    pub span: Span,
    /// The value.
    pub value: JsonValue,
}

/// The kinds of JSON value. Object members keep their order and their repetitions.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as its text.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// `[...]`
    Array(Vec<Json>),
    /// `{...}`
    Object(Vec<(Spanned<String>, Json)>),
}

/// A JSON text of a page: the value if it could be read, strictly or leniently, and what stood in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonText {
    /// The text as it stands on the page.
    pub text: Spanned<String>,
    /// Whether the text is JSON by RFC 8259.
    pub strict: bool,
    /// The value; `None` where even the lenient reader gave up.
    pub value: Option<Json>,
    /// What the lenient reader bridged, in order; for a text that it gave up on, the last entry says why.
    pub deviations: Vec<Spanned<JsonDeviation>>,
}

/// A departure from RFC 8259.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonDeviation {
    /// `// ...` or `/* ... */`
    Comment,
    /// `[1,]`, `{"a":1,}`, `[,1]`
    TrailingComma,
    /// `'text'`
    SingleQuotes,
    /// `{key: 1}`
    UnquotedKey,
    /// A line break or tab inside a string.
    RawControl,
    /// A blank other than space, tab, CR and LF.
    OddBlank,
    /// Typographic quotes around a string.
    SmartQuotes,
    /// `0x1F`, `NaN`, `Infinity`, `+1`, `.5`
    OddNumber,
    /// An unknown escape in a string.
    OddEscape,
    /// The same key twice in one object.
    DuplicateKey,
    /// A comma between members or elements is missing.
    MissingComma,
    /// `...` in place of members or elements.
    Ellipsis,
    /// Text after the value.
    TrailingText,
    /// The value ends before its brackets are closed.
    Unclosed,
    /// Brackets in brackets in brackets.
    TooDeep,
    /// Something that is no JSON at all.
    Unreadable,
}

impl Json {
    /// The member of an object by its exact key, the last one where it occurs twice (as JSON readers do).
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        match &self.value {
            JsonValue::Object(members) => members.iter().rev().find(|(name, _)| name.value == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The members of an object; empty for other values.
    #[must_use]
    pub fn members(&self) -> &[(Spanned<String>, Json)] {
        match &self.value {
            JsonValue::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array; empty for other values.
    #[must_use]
    pub fn elements(&self) -> &[Json] {
        match &self.value {
            JsonValue::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            JsonValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value as strict JSON without insignificant blanks, keys in page order, the last of repeated keys kept.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        self.write_compact(&mut out);
        out
    }

    fn write_compact(&self, out: &mut String) {
        match &self.value {
            JsonValue::Null => out.push_str("null"),
            JsonValue::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            JsonValue::Number(text) => out.push_str(text),
            JsonValue::String(text) => push_string(text, out),
            JsonValue::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    element.write_compact(out);
                }
                out.push(']');
            }
            JsonValue::Object(members) => {
                out.push('{');
                let last: BTreeMap<&str, usize> =
                    members.iter().enumerate().map(|(index, (key, _))| (key.value.as_str(), index)).collect();
                let mut first = true;
                for (index, (key, value)) in members.iter().enumerate() {
                    if last.get(key.value.as_str()) != Some(&index) {
                        continue;
                    }
                    if !first {
                        out.push(',');
                    }
                    first = false;
                    push_string(&key.value, out);
                    out.push(':');
                    value.write_compact(out);
                }
                out.push('}');
            }
        }
    }
}

fn push_string(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < '\u{20}' => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
