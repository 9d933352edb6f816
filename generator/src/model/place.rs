//! Where a fact comes from: file, line and column, and what on the page said so.

use serde::{Deserialize, Serialize};

use super::operation::{Parameter, Unplaced};
use crate::source::{FileId, Span};

/// A file of the docs folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path from the docs root.
    pub path: String,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Index into [`Api::files`](super::Api::files).
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The place as a span of the sources that the model was made from.
    #[must_use]
    pub fn span(self) -> Span {
        Span { file: FileId(self.file), start: self.start, end: self.end }
    }
}

/// What on a page a fact was read from. The order is the order of precedence where sources disagree: the first wins.
/// The table of this order, with reasons, is in `generator/docs/precedence.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A correction from the errata file.
    Erratum,
    /// The JSON comment in front of a block.
    Annotation,
    /// A table cell.
    Table,
    /// The target of a link.
    Link,
    /// "Possible values are ..."
    InlineValues,
    /// A sentence.
    Prose,
    /// The JSON representation block.
    JsonRepresentation,
    /// An example.
    Example,
    /// The request line.
    Path,
    /// The page's title.
    Title,
    /// Found by name among the known types, without a link.
    NameLookup,
    /// A guess, with a diagnostic.
    Inferred,
}

/// One source's word on a fact; kept so that `show` can say why a thing came out as it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What the claim is about: `type`, `base`, `collection`, `status` ...
    pub about: String,
    /// What it says.
    pub says: String,
    /// What kind of source says it.
    pub evidence: Evidence,
    /// Where.
    pub at: Place,
    /// Whether the model follows it.
    pub used: bool,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageRecord {
    /// Index into [`Api::files`](super::Api::files).
    pub file: u32,
    /// The page's title.
    pub title: String,
    /// Planned or skipped.
    pub outcome: PageOutcome,
    /// Examples of the page that belong to no operation, with the reason.
    pub unplaced: Vec<Unplaced>,
    /// Every row of a request body, parameter or query table of the page, as read; resolved types.
    pub rows: Vec<Parameter>,
}

/// Planned or skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageOutcome {
    /// Something of the page is in the model.
    Planned,
    /// Nothing of it is; the code of the diagnostic that says why.
    Skipped(String),
}
