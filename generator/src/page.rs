//! What one page says: its words, sorted by what they are about, each with its place. No link is followed here.
//!
//! Every form of page (raw Markdown, captures) ends in this type; later stages do not know the forms.

mod example;
mod form;
mod prose;
mod request;
mod row;
mod section;
mod type_text;

use crate::source::{FileId, Spanned, Version};

pub use example::{Annotation, ExampleBlock, ExampleBody, ExampleKind, ResourceBlock};
pub use form::{Form, Inference, Inferred};
pub use prose::{BodyProse, ProseFlags, ResponseProse, TypeMention};
pub use request::{HeaderRow, PermissionRow, PermissionTable, QueryOptions, RequestLine, RequestLineFault};
pub use row::{EnumerationMember, EnumerationTable, MethodRow, Row, RowKind, RowMarkers};
pub use section::{Include, Section, SectionClass};
pub use type_text::{Primitive, TypeText, TypeWord};

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// The version: of the folder, else of the example URLs, else of the disclaimer.
    pub version: Option<Version>,
    /// What the page is for, from folder and content; `doc_type` alone is not reliable.
    pub kind: PageKind,
    /// The form that the page came in.
    pub form: Form,
    /// Front matter entries in order.
    pub front_matter: Vec<(Spanned<String>, Spanned<String>)>,
    /// The first H1, as visible text.
    pub title: Option<Spanned<String>>,
    /// The value of the `Namespace:` line, else `namespace` of the page annotation.
    pub namespace: Option<Spanned<String>>,
    /// Paragraphs between the title and the first section, as Markdown, without the namespace line and includes.
    pub intro: Vec<Spanned<String>>,
    /// Every heading, in page order; facts name theirs by index.
    pub sections: Vec<Section>,
    /// `[!INCLUDE [label](target)]` lines, in page order.
    pub includes: Vec<Include>,
    /// The sentence, cell or include that says the thing is deprecated.
    pub deprecation: Option<Spanned<String>>,
    /// "Inherits from [x](x.md)" and its like in prose.
    pub base: Option<TypeMention>,
    /// The prose says that the type is abstract, or that it is open.
    pub prose_flags: ProseFlags,
    /// Request lines of the HTTP request section(s), and of custom sections that hold nothing but request lines.
    pub requests: Vec<RequestLine>,
    /// Permission tables.
    pub permissions: Vec<PermissionTable>,
    /// The section on OData query options.
    pub query: QueryOptions,
    /// Rows of the request header tables.
    pub request_headers: Vec<HeaderRow>,
    /// Rows of request body, parameter and response tables of API pages.
    pub rows: Vec<Row>,
    /// What the request body section says in prose.
    pub body: BodyProse,
    /// What the response section says in prose.
    pub response: ResponseProse,
    /// Code blocks that show a request, a response, or JSON of either.
    pub examples: Vec<ExampleBlock>,
    /// Rows of property and relationship tables.
    pub members: Vec<Row>,
    /// Rows of method tables.
    pub methods: Vec<MethodRow>,
    /// Tables of enumeration members.
    pub enumerations: Vec<EnumerationTable>,
    /// JSON representation blocks.
    pub resources: Vec<ResourceBlock>,
    /// What the form of the page lost and was found elsewhere.
    pub inferences: Vec<Inference>,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// Documents one or more operations.
    Api,
    /// Documents a structured type (and perhaps enumerations beside it).
    Resource,
    /// Documents enumerations only.
    Enumeration,
    /// Overview text without a type or operation of its own.
    Conceptual,
    /// A fragment that other pages include.
    Include,
    /// Not a reference page of this dialect.
    Foreign,
}
