//! How a page came, and what a capture of it lost.

use crate::source::Span;

/// The form that a page came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Raw Markdown, as in the docs repository.
    Markdown,
    /// Text of the rendered site.
    SiteText,
    /// GitHub's rendered view, pasted with pipe tables.
    GithubRendered,
    /// GitHub's file view, pasted as text.
    GithubFile,
    /// HTML saved from the rendered site.
    Html,
}

/// Something that a captured page lost, found in another place or by another mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// What was inferred.
    pub what: Inferred,
    /// What it was taken to be.
    pub value: String,
    /// What it was inferred from; an empty place for a heading that stands nowhere.
    pub place: Span,
}

/// Kinds of inference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inferred {
    /// A heading, from the sentence, table or request line that it stood above.
    Heading,
    /// The title, from the front matter, the JSON representation or the first sentence.
    Title,
    /// The version, where neither folder nor URL nor disclaimer names it.
    Version,
    /// A type cell whose word looks like no type.
    TypeCell,
    /// Lines between a request and its response: snippets of other languages, left out.
    ForeignCode,
}
