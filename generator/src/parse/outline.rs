//! The outline of a page: its blocks in order, each under its heading, without any reading of what they mean.
//!
//! Every form of page is brought into this shape first; all that follows works on it alone.

use super::inline::LinkDefinitions;
use super::text::Text;
use crate::page::{Form, Include, Inference, Section};
use crate::source::{Span, Spanned, Version};

/// A page as a list of blocks.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    /// The form that it was read from.
    pub(super) form: Form,
    /// Front matter entries in order.
    pub(super) front_matter: Vec<(Spanned<String>, Spanned<String>)>,
    /// Headings in order; their classes are not set yet.
    pub(super) sections: Vec<Section>,
    /// Everything else, in order.
    pub(super) blocks: Vec<Block<'a>>,
    /// Definitions of reference links.
    pub(super) links: LinkDefinitions,
    /// The version that something other than the page's own text names: the address of a saved page.
    pub(super) version: Option<Version>,
    /// What the form lost and was found elsewhere.
    pub(super) inferences: Vec<Inference>,
}

/// One block.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The whole block.
    pub(super) span: Span,
    /// The heading above it.
    pub(super) section: Option<usize>,
    /// It stands in a tab that shows another language than HTTP.
    pub(super) foreign_tab: bool,
    /// What it is.
    pub(super) content: Content<'a>,
}

/// Kinds of block.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// Lines of prose, lists included.
    Paragraph(Text<'a>),
    /// The inside of a comment.
    Comment(Text<'a>),
    /// A code block.
    Fence(Fence<'a>),
    /// A table.
    Table(Table<'a>),
    /// An include line.
    Include(Include),
}

/// A code block.
#[derive(Debug)]
pub(super) struct Fence<'a> {
    /// The words behind the opening fence.
    pub(super) language: &'a str,
    /// The lines within.
    pub(super) code: Text<'a>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The header row.
    pub(super) header: TableRow<'a>,
    /// Cells of the delimiter row.
    pub(super) width: usize,
    /// The rows below.
    pub(super) rows: Vec<TableRow<'a>>,
}

/// A row.
#[derive(Debug)]
pub(super) struct TableRow<'a> {
    /// The whole row.
    pub(super) span: Span,
    /// Its cells, as Markdown without blanks at the ends.
    pub(super) cells: Vec<Text<'a>>,
}
