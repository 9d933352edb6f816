//! What a page says about the request: its lines, permissions, query options, headers.

use crate::source::{Span, Spanned};

/// One documented request line.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// `GET`, upper case.
    pub method: Spanned<String>,
    /// The target as written, with query string and host if the page has them.
    pub target: Spanned<String>,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The number of the code block on the page, to tell one block's lines from another's.
    pub block: usize,
    /// The block is annotated as a request: template and example are one.
    pub is_example: bool,
    /// What was mended to read the line.
    pub bridged: Option<RequestLineFault>,
}

/// Irregularities of a request line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestLineFault {
    /// `DELETE/identity/...`
    MissingBlank,
    /// `get /users`
    LowerCaseMethod,
    /// The line stands outside a code block.
    OutsideFence,
}

/// A permission table: rows by kind of caller.
#[derive(Clone, Debug)]
pub struct PermissionTable {
    /// The whole table, or the include line that brought it.
    pub span: Span,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The header says "from most to least privileged": the lists are to be read backwards.
    pub most_first: bool,
    /// The rows.
    pub rows: Vec<PermissionRow>,
}

/// One row of a permission table.
#[derive(Clone, Debug)]
pub struct PermissionRow {
    /// `Delegated (work or school account)`, visible text.
    pub label: Spanned<String>,
    /// What the row belongs to where the table is split by resource or workload; the column title or row title.
    pub scope: Option<Spanned<String>>,
    /// The least privileged permissions (2024 form) or the whole list (2021 form), as text.
    pub least: Option<Spanned<String>>,
    /// The higher privileged permissions (2024 form).
    pub higher: Option<Spanned<String>>,
}

/// What the page says about OData query options.
#[derive(Clone, Debug, Default)]
pub struct QueryOptions {
    /// The section exists.
    pub section: Option<usize>,
    /// Options named in code spans, with the dollar sign: `$select`.
    pub named: Vec<Spanned<String>>,
    /// "doesn't support the OData query parameters"
    pub refused: Option<Span>,
    /// "supports (some of) the OData query parameters" without naming them all.
    pub general: Option<Span>,
    /// The prose, as Markdown.
    pub prose: Vec<Spanned<String>>,
}

/// A row of a header table.
#[derive(Clone, Debug)]
pub struct HeaderRow {
    /// `Prefer`, `Prefer: outlook.timezone`
    pub name: Spanned<String>,
    /// All other cells as Markdown, joined.
    pub description: Spanned<String>,
    /// The row says `Required`.
    pub required: bool,
}
