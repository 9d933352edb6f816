//! Comes in: a TOML file of corrections for wrong pages, and the model. Goes out: the model, corrected.
//!
//! ```toml
//! [[erratum]]
//! reason = "The page shows one address, the service sends a list."
//! link = "https://example.com/issues/1"
//! target = { type = "microsoft.graph.user", property = "addresses" }
//! was = { collection = false }
//! is = { collection = true }
//! ```
//!
//! `was` states what the pages say. When they say something else one day, the erratum is in error and is named: either the
//! page was mended, and the erratum can go, or it changed in another way, and somebody has to look.

mod apply;
mod facts;
mod read;
mod set;
mod target;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use apply::{Outcome, apply};
pub use target::Target;

use crate::toml_file::TomlError;

/// The value of one fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactValue {
    /// A name, a type, a path.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A status, a value of a member.
    Number(i64),
}

impl std::fmt::Display for FactValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Facts by name.
pub type Facts = BTreeMap<String, FactValue>;

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// Where it begins in the file.
    pub span: Range<usize>,
    /// Why it is right.
    pub reason: String,
    /// Where that can be checked.
    pub link: String,
    /// The version of the API that it is about; all, when left out.
    pub version: Option<String>,
    /// What it corrects.
    pub target: Target,
    /// What the pages say.
    pub was: Facts,
    /// What is right.
    pub is: Facts,
}

/// The corrections of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errata {
    /// The file.
    pub path: PathBuf,
    /// Its text, for messages.
    pub text: String,
    /// The corrections, in the order of the file; each sees what the ones before it changed.
    pub errata: Vec<Erratum>,
}

/// Reads a file of corrections.
///
/// # Errors
/// When it cannot be read, or holds a mistake; all of them are told.
pub fn load(path: &Path) -> Result<Errata, TomlError> {
    #[expect(clippy::disallowed_methods, reason = "the errata are no page, and nothing else reads them")]
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) => Err(TomlError::unreadable(path, &error.to_string(), "mend `errata` in docwright.toml, or make the file")),
    }
}

/// Reads the text of a file of corrections; `path` is named in mistakes.
///
/// # Errors
/// When it holds a mistake; all of them are told.
pub fn parse(path: &Path, text: &str) -> Result<Errata, TomlError> {
    read::text(path, text)
}
