//! An answer that is not what the page documents: where, what was expected, what stood there.

use std::fmt;

use bytes::Bytes;

use super::super::model;

/// An answer that could not be decoded.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BadAnswer {
    /// The status code of the answer.
    pub status: u16,
    /// The content type of the answer, if it had one.
    pub content_type: Option<String>,
    /// The type that the answer was read as: `user`, `collection`.
    pub type_name: String,
    /// Where in the JSON: `$.value[3].createdDateTime`.
    pub path: String,
    /// What was expected there.
    pub expected: String,
    /// What stood there.
    pub found: String,
    /// The line in the body, from 1; 0 if that is not known.
    pub line: usize,
    /// The column in the line, from 1.
    pub column: usize,
    /// The body as it came.
    pub raw: Bytes,
}

impl BadAnswer {
    /// At the whole body.
    pub fn new(type_name: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            status: 0,
            content_type: None,
            type_name: type_name.into(),
            path: "$".to_owned(),
            expected: expected.into(),
            found: found.into(),
            line: 0,
            column: 0,
            raw: Bytes::new(),
        }
    }

    /// From what the decoder of models says.
    pub(in super::super) fn from_model(type_name: &str, error: &model::DecodeError) -> Self {
        let words = error.to_string();
        let words = words.strip_prefix("at ").and_then(|text| text.strip_prefix(error.path())).unwrap_or(&words);
        let expected = error.expected().unwrap_or("JSON");
        let found = error.found().unwrap_or_else(|| words.trim_start_matches(": "));
        let mut bad = Self::new(type_name, expected, found);
        // The decoder's paths begin with the name of the type.
        bad.path = format!("${}", error.path().strip_prefix(type_name).unwrap_or_default());
        bad.line = error.line();
        bad.column = error.column();
        bad
    }

    /// From what `serde_json` says.
    pub(in super::super) fn from_json(error: &serde_json::Error) -> Self {
        let mut bad = Self::new("JSON", "JSON", error.to_string());
        bad.line = error.line();
        bad.column = error.column();
        bad
    }
}

impl fmt::Display for BadAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, type_name, path, expected, found, .. } = self;
        write!(f, "the answer ({status}) is no {type_name} as documented: at {path} expected {expected}, found {found}")?;
        match &self.content_type {
            Some(ty) if !ty.contains("json") => write!(f, " (content type {ty})"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for BadAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BadAnswer")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("type_name", &self.type_name)
            .field("path", &self.path)
            .field("expected", &self.expected)
            .field("found", &self.found)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("raw", &format_args!("<{} bytes>", self.raw.len()))
            .finish()
    }
}
