//! An answer that is not what the page documents: where, what was expected, what stood there.

use std::fmt;

use bytes::Bytes;

/// An answer that could not be decoded.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The status code of the answer.
    pub status: u16,
    /// The content type of the answer, if it had one.
    pub content_type: Option<String>,
    /// Where in the JSON: `$.value[3].createdDateTime`.
    pub path: String,
    /// What was expected.
    pub expected: String,
    /// What stood there.
    pub found: String,
    /// The body as it came.
    pub raw: Bytes,
}

impl DecodeError {
    pub(in super::super) fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            status: 0,
            content_type: None,
            path: "$".to_owned(),
            expected: expected.into(),
            found: found.into(),
            raw: Bytes::new(),
        }
    }

    /// From what `serde_json` says about the text: its words give what was expected and found, its place the path.
    pub(in super::super) fn from_json(text: &[u8], error: &serde_json::Error) -> Self {
        let words = error.to_string();
        let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
        let (found, expected) = words.rsplit_once(", expected ").unwrap_or((words, "JSON as documented"));
        let found = found.strip_prefix("invalid type: ").or_else(|| found.strip_prefix("invalid value: ")).unwrap_or(found);
        let mut decode = Self::new(expected, found);
        decode.path = path_at(text, offset(text, error.line(), error.column()));
        decode
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the answer ({}) is not as documented: at {} expected {}, found {}",
            self.status, self.path, self.expected, self.found
        )?;
        match &self.content_type {
            Some(ty) if !ty.contains("json") => write!(f, " (content type {ty})"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("path", &self.path)
            .field("expected", &self.expected)
            .field("found", &self.found)
            .field("raw", &format_args!("<{} bytes>", self.raw.len()))
            .finish()
    }
}

/// Byte offset of a line and column, both counted from one.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let rest = text.get(start..).unwrap_or_default();
        start += rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
    }
    (start + column.saturating_sub(1)).min(text.len())
}

/// One bracket on the way to the place.
enum Step {
    Member(String),
    Element(usize),
}

/// The path of the value at or before an offset, found by walking the brackets; the text may be broken from there on.
fn path_at(text: &[u8], offset: usize) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut last_string = String::new();
    let mut at = 0;
    // A closing bracket ends a value that the error may be about, so brackets at the offset itself do not count.
    while at < offset {
        match text.get(at) {
            Some(b'{') => steps.push(Step::Member(String::new())),
            Some(b'[') => steps.push(Step::Element(0)),
            Some(b'}' | b']') => {
                steps.pop();
            }
            Some(b':') => {
                if let Some(Step::Member(name)) = steps.last_mut() {
                    *name = std::mem::take(&mut last_string);
                }
            }
            Some(b',') => match steps.last_mut() {
                Some(Step::Element(index)) => *index += 1,
                Some(Step::Member(name)) => name.clear(),
                None => {}
            },
            Some(b'"') => {
                let start = at + 1;
                at = start;
                while text.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if text.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
                last_string = String::from_utf8_lossy(text.get(start..at.min(text.len())).unwrap_or_default()).into_owned();
            }
            Some(_) => {}
            None => break,
        }
        at += 1;
    }
    let mut path = "$".to_owned();
    for step in steps {
        match step {
            Step::Member(name) if name.is_empty() => {}
            Step::Member(name) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => {
                path.push('.');
                path.push_str(&name);
            }
            Step::Member(name) => path.push_str(&format!("['{name}']")),
            Step::Element(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}
