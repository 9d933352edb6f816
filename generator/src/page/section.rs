//! Headings and includes: the frame of a page.

use crate::source::Spanned;

/// A heading and its place among the others.
#[derive(Clone, Debug)]
pub struct Section {
    /// Visible text of the heading.
    pub heading: Spanned<String>,
    /// 1 to 6.
    pub level: u8,
    /// What kind of section it is.
    pub class: SectionClass,
    /// The section that encloses it.
    pub parent: Option<usize>,
}

/// Kinds of section, whatever words the heading uses for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionClass {
    /// The H1.
    Title,
    /// Permissions, Prerequisites.
    Permissions,
    /// HTTP request.
    HttpRequest,
    /// Optional query parameters, Query parameters.
    QueryParameters,
    /// Function parameters.
    FunctionParameters,
    /// Path parameters.
    PathParameters,
    /// Request headers.
    RequestHeaders,
    /// Request body, Parameters.
    RequestBody,
    /// Response (outside examples).
    Response,
    /// Response headers.
    ResponseHeaders,
    /// Example, Examples, Example N: ...
    Example,
    /// A Request heading within an example.
    ExampleRequest,
    /// A Response heading within an example.
    ExampleResponse,
    /// Notification examples: what the server posts to the client; never an operation.
    Notification,
    /// Properties, Instance attributes.
    Properties,
    /// Relationships.
    Relationships,
    /// Methods, Tasks, Functions, Actions.
    Methods,
    /// JSON representation.
    JsonRepresentation,
    /// Members, `x values`, enumerations.
    Members,
    /// Derived types.
    DerivedTypes,
    /// Errors, Exceptions.
    Errors,
    /// See also, Related content, Next steps.
    SeeAlso,
    /// Remarks, Notes.
    Remarks,
    /// Anything else.
    Other,
}

/// An include line.
#[derive(Clone, Debug)]
pub struct Include {
    /// The label: `permissions-table`.
    pub label: Spanned<String>,
    /// The target as written; empty in captures, which keep only the label.
    pub target: Spanned<String>,
    /// The section that it stands in.
    pub section: Option<usize>,
}
