//! What one page says: its words, sorted by what they are about, each with its place. No link is followed here.
//!
//! Every form of page (raw Markdown, captures) ends in this type; later stages do not know the forms.

use crate::json::{Json, JsonText};
use crate::source::{FileId, Span, Spanned, Version};

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

/// A type cell: its words and the reading of them.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeText {
    /// The cell as Markdown.
    pub text: Spanned<String>,
    /// A collection, whatever spelling.
    pub collection: bool,
    /// The type or types that the cell names; more than one for "A or B".
    pub names: Vec<TypeWord>,
}

/// One name in a type cell.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeWord {
    /// An OData primitive, whatever spelling.
    Primitive(Primitive),
    /// A name, with the target of its link where there is one.
    Named {
        /// The visible name, namespace included if written.
        name: String,
        /// The target of its link.
        link: Option<String>,
    },
    /// `None`, `None.`
    Nothing,
    /// Prose that names no type.
    Prose,
}

/// The primitive types of OData (CSDL 4.01, section 3.3), and `Json` for "Json", "object": any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Primitive {
    /// `Edm.String`
    String,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`
    Byte,
    /// `Edm.SByte`
    SByte,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.Single`
    Single,
    /// `Edm.Double`
    Double,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Guid`
    Guid,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Date`
    Date,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Binary`
    Binary,
    /// `Edm.Stream`
    Stream,
    /// Any JSON value.
    Json,
}

impl Primitive {
    /// The name in the service metadata: `Edm.String`; `Edm.Untyped` for any value (CSDL 4.01, section 4.3).
    #[must_use]
    pub fn edm_name(self) -> &'static str {
        match self {
            Self::String => "Edm.String",
            Self::Boolean => "Edm.Boolean",
            Self::Byte => "Edm.Byte",
            Self::SByte => "Edm.SByte",
            Self::Int16 => "Edm.Int16",
            Self::Int32 => "Edm.Int32",
            Self::Int64 => "Edm.Int64",
            Self::Single => "Edm.Single",
            Self::Double => "Edm.Double",
            Self::Decimal => "Edm.Decimal",
            Self::Guid => "Edm.Guid",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Date => "Edm.Date",
            Self::TimeOfDay => "Edm.TimeOfDay",
            Self::Duration => "Edm.Duration",
            Self::Binary => "Edm.Binary",
            Self::Stream => "Edm.Stream",
            Self::Json => "Edm.Untyped",
        }
    }
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

/// The JSON comment in front of a code block.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// `blockType`, as written.
    pub block_type: Option<Spanned<String>>,
    /// `name`; several where it is an array.
    pub names: Vec<Spanned<String>>,
    /// `@odata.type` or `@type`, without a leading `#` and without `Collection(...)`.
    pub odata_type: Option<Spanned<String>>,
    /// `isCollection`, or `@odata.type` is `Collection(...)`.
    pub is_collection: bool,
    /// `truncated`
    pub truncated: bool,
    /// `isEmpty`
    pub is_empty: bool,
    /// `expectError`
    pub expect_error: bool,
    /// `baseType`
    pub base_type: Option<Spanned<String>>,
    /// `keyProperty`
    pub key_property: Option<Spanned<String>>,
    /// `openType`
    pub open_type: Option<bool>,
    /// `abstract`, `isAbstract`
    pub is_abstract: Option<bool>,
    /// `optionalProperties`
    pub optional_properties: Vec<Spanned<String>>,
    /// `sampleKeys`: literals in the URL that stand for placeholders.
    pub sample_keys: Vec<Spanned<String>>,
    /// `isComposable`: a function.
    pub is_composable: bool,
    /// `idempotent`: a POST that changes nothing.
    pub idempotent: bool,
    /// `opaqueUrl`: the URL is not part of the API surface.
    pub opaque_url: bool,
    /// The whole object, for keys that have no field above.
    pub json: Option<Json>,
}

/// A code block that shows traffic.
#[derive(Clone, Debug)]
pub struct ExampleBlock {
    /// From the opening to the closing fence.
    pub span: Span,
    /// The annotation in front.
    pub annotation: Option<Annotation>,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// Request or response, by annotation, section and first line.
    pub kind: ExampleKind,
    /// The word behind the opening fence.
    pub language: String,
    /// Request line: method and target as written.
    pub request: Option<(Spanned<String>, Spanned<String>)>,
    /// Status of the status line.
    pub status: Option<Spanned<u16>>,
    /// Headers in order, names as written.
    pub headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// What follows the headers.
    pub body: ExampleBody,
    /// The block was cut out of a block that holds request and response at once.
    pub split: bool,
    /// A block that may or may not be an example (a bare JSON block without a status line): never counted as documented.
    pub uncertain: bool,
}

/// What an example block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleKind {
    /// What the client sends.
    Request,
    /// What the service answers.
    Response,
    /// JSON that could be either.
    Json,
}

/// The body of an example.
#[derive(Clone, Debug, Default)]
pub enum ExampleBody {
    /// No body.
    #[default]
    None,
    /// JSON, readable or not.
    Json(JsonText),
    /// Anything else: text, CSV, a placeholder for bytes.
    Other(Spanned<String>),
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

/// A JSON representation block.
#[derive(Clone, Debug)]
pub struct ResourceBlock {
    /// From the opening to the closing fence.
    pub span: Span,
    /// The annotation in front.
    pub annotation: Option<Annotation>,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The JSON.
    pub json: JsonText,
}
