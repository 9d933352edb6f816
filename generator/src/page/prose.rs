//! What sentences say about types, bodies and answers.

use super::Primitive;
use crate::source::{Span, Spanned};

/// Statements about the type that stand in prose.
#[derive(Clone, Debug, Default)]
pub struct ProseFlags {
    /// "abstract type", "abstract base"
    pub is_abstract: Option<Span>,
    /// "open type"
    pub open: Option<Span>,
}

/// A type that some text names.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeMention {
    /// The visible name: `user`, `microsoft.graph.user`.
    pub name: Spanned<String>,
    /// The target of the link, where there is one.
    pub link: Option<Spanned<String>>,
    /// The text speaks of several of them.
    pub collection: bool,
}

/// What the request body section says in prose.
#[derive(Clone, Debug, Default)]
pub struct BodyProse {
    /// The section exists.
    pub section: Option<usize>,
    /// "Don't supply a request body", where neither a table nor a code block follows.
    pub none: Option<Span>,
    /// Types that the prose links to, in order.
    pub mentions: Vec<TypeMention>,
    /// The body is named as binary content, MIME, text.
    pub raw_content: Option<Span>,
    /// The prose, as Markdown.
    pub prose: Vec<Spanned<String>>,
}

/// What the response section says in prose.
#[derive(Clone, Debug, Default)]
pub struct ResponseProse {
    /// The section exists.
    pub section: Option<usize>,
    /// Status codes in the order of mention.
    pub statuses: Vec<Spanned<u16>>,
    /// Types that the success sentence names, in order.
    pub mentions: Vec<TypeMention>,
    /// A primitive that the success sentence names as the result.
    pub primitive: Option<(Spanned<Primitive>, bool)>,
    /// Headers that the prose promises: `Location`, `Operation-Location`.
    pub headers: Vec<Spanned<String>>,
    /// "does not return anything in the response body"
    pub nothing: Option<Span>,
    /// The prose, as Markdown.
    pub prose: Vec<Spanned<String>>,
}
