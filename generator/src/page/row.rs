//! Rows of tables: properties, parameters, methods, members of enumerations.

use super::{TypeMention, TypeText};
use crate::source::{Span, Spanned};

/// A row of a property, relationship, body, parameter or response table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name without decoration and without a note in parentheses.
    pub name: Spanned<String>,
    /// The whole row.
    pub span: Span,
    /// The note behind the name: `deprecated`.
    pub note: Option<String>,
    /// What kind of table the row stands in.
    pub kind: RowKind,
    /// The section that the table stands in.
    pub section: Option<usize>,
    /// The number of the table on the page.
    pub table: usize,
    /// The type cell.
    pub ty: TypeText,
    /// The description as Markdown.
    pub description: Spanned<String>,
    /// What the description says, in terms.
    pub markers: RowMarkers,
}

/// What kind of table a row stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// A property of a resource.
    Property,
    /// A relationship of a resource.
    Relationship,
    /// A member of the request body.
    Body,
    /// A function or path parameter.
    Parameter,
    /// A query parameter.
    Query,
    /// A member of the response.
    Response,
    /// A parameter table under some other heading.
    Other,
}

/// Words of a description that mean something to a reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowMarkers {
    /// "Required." or a Required column; `Some(false)` for "Optional."
    pub required: Option<bool>,
    /// "Read-only."
    pub read_only: bool,
    /// "Write-only."
    pub write_only: bool,
    /// "Nullable." / "Not nullable."
    pub nullable: Option<bool>,
    /// "Key."
    pub key: bool,
    /// "deprecated"
    pub deprecated: bool,
    /// The literal of "the default value is ..."
    pub default: Option<Spanned<String>>,
    /// "Inherited from [x](x.md)"
    pub inherited_from: Option<TypeMention>,
    /// "Possible values are: ..." in order, exact text.
    pub values: Vec<Spanned<String>>,
    /// "Supports `$filter` (`eq`, `ne`) and `$orderby`": options with their operators.
    pub query_support: Vec<(String, Vec<String>)>,
    /// "Returned only on `$select`", "Not returned by default"
    pub only_on_select: bool,
}

/// A row of a method table.
#[derive(Clone, Debug)]
pub struct MethodRow {
    /// Visible text of the first cell.
    pub name: Spanned<String>,
    /// Target of its link.
    pub link: Option<Spanned<String>>,
    /// The return type cell.
    pub ty: TypeText,
    /// The description as Markdown.
    pub description: Spanned<String>,
}

/// A table of enumeration members.
#[derive(Clone, Debug)]
pub struct EnumerationTable {
    /// The enumeration's name, from the heading or the title; empty where neither names one.
    pub name: Spanned<String>,
    /// The header row.
    pub span: Span,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The text calls it a flags (multi-valued) enumeration.
    pub flags: bool,
    /// The members, in order.
    pub members: Vec<EnumerationMember>,
}

/// One member of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumerationMember {
    /// The member's name, exact.
    pub name: Spanned<String>,
    /// The number, as written.
    pub value: Option<Spanned<String>>,
    /// The description as Markdown.
    pub description: Option<Spanned<String>>,
}
