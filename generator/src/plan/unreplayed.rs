//! Sides of examples that no test replays, each with a code, a place and a reason.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ExampleSide, Place};

/// A side of an example that no test replays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreplayed {
    /// Path of the page from the docs root.
    pub page: String,
    /// Line on the page.
    pub line: u32,
    /// The block.
    pub at: Place,
    /// `request` or `response`
    pub kind: &'static str,
    /// Which kind of finding it is.
    pub code: Code,
    /// Why, as a sentence without a full stop.
    pub reason: String,
}

/// Why a side cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn new(code: Code, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }

    /// The side of a page in the list.
    pub(super) fn of(self, page: &str, side: &ExampleSide, kind: &'static str) -> Unreplayed {
        Unreplayed { page: page.to_owned(), line: side.at.line, at: side.at, kind, code: self.code, reason: self.reason }
    }
}

impl Unreplayed {
    /// The entry as a finding.
    #[must_use]
    pub fn finding(&self) -> Diagnostic {
        Diagnostic::new(self.code, self.at.span(), format!("the {} is not replayed: {}", self.kind, self.reason))
    }
}
