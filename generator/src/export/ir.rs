//! The whole model as JSON, and back.

use std::fmt;

use crate::model::{Api, IR_VERSION};

/// Why a text is no IR that this program reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IrError {
    /// Line, from 1; 0 where the whole text is meant.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for IrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            f.write_str(&self.reason)
        } else {
            write!(f, "line {}, column {}: {}", self.line, self.column, self.reason)
        }
    }
}

impl std::error::Error for IrError {}

/// The model as JSON. Objects keep the order of the model's fields and lists their own, so that equal models give
/// equal bytes. A model of strings, numbers and lists has nothing that JSON could refuse.
#[must_use]
pub fn ir(api: &Api) -> String {
    let mut text = serde_json::to_string_pretty(api).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads what [`ir`] wrote.
///
/// # Errors
/// When the text is no JSON, has another shape, or another version number.
pub fn read_ir(text: &str) -> Result<Api, IrError> {
    #[derive(serde::Deserialize)]
    struct Head {
        ir_version: Option<u32>,
    }
    let fault = |error: &serde_json::Error, what: &str| {
        let message = error.to_string();
        // serde_json puts the place behind the message; it is told in front.
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        IrError { line: error.line(), column: error.column(), reason: format!("{what}: {message}") }
    };
    let head: Head = serde_json::from_str(text).map_err(|error| fault(&error, "this is no IR file"))?;
    match head.ir_version {
        Some(IR_VERSION) => {}
        Some(other) => {
            let reason = format!(
                "the file has IR version {other}, and this program reads version {IR_VERSION}; export it again with this program"
            );
            return Err(IrError { line: 0, column: 0, reason });
        }
        None => {
            let reason = "the file has no `ir_version`; write it with `docwright export ir`".to_owned();
            return Err(IrError { line: 0, column: 0, reason });
        }
    }
    serde_json::from_str(text).map_err(|error| fault(&error, "the IR doesn't have the documented shape"))
}
