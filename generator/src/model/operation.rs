//! Operations: what is sent, what is answered, and the examples of both.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::place::{Claim, Place};
use super::structure::{QualifiedName, TypeKind, TypeRef};
use crate::page::Primitive;

/// One documented operation: a method on a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// `GET`
    pub method: String,
    /// The address that stands first; its path and the method are the operation's identity.
    pub address: Address,
    /// Other addresses of the same resource: `/me` beside `/users/{id}`.
    pub aliases: Vec<Address>,
    /// What stands at the address, as far as it could be worked out.
    #[serde(default)]
    pub target: Target,
    /// Title of the page.
    pub title: String,
    /// The introduction of the page, as Markdown.
    pub description: String,
    /// Query, header and function parameters; those of the path stand in the address.
    pub parameters: Vec<Parameter>,
    /// Documented request headers other than `Authorization`.
    pub headers: Vec<HeaderParameter>,
    /// OData query options.
    pub query_options: QueryOptionSupport,
    /// The request body.
    pub body: Option<Body>,
    /// Answers by status, success first, each status once.
    pub answers: Vec<Answer>,
    /// Permissions.
    pub permissions: Vec<PermissionSet>,
    /// The sentence that says it is deprecated.
    pub deprecated: Option<String>,
    /// Every page that documents it, as file numbers; the main one first.
    pub pages: Vec<u32>,
    /// Examples, in page order.
    pub examples: Vec<Example>,
    /// Why it came out so.
    pub claims: Vec<Claim>,
}

/// What stands at an operation's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What kind of thing it is.
    pub role: TargetRole,
    /// The type that the last named segment is a member of, or that an action or function is bound to: `user` of
    /// `/users/{id}/events/{id}` and of `/users/{id}/sendMail`. `None` at the root and where no type is known.
    pub parent: Option<QualifiedName>,
    /// The action or function is bound to a collection of the parent.
    pub parent_collection: bool,
    /// The type at the address, of one item where it is a collection; what `$ref`, `$value` and `$count` stand
    /// behind. For an action or function the type that it returns.
    pub item: Option<QualifiedName>,
    /// The address, or what a function returns, is a collection.
    pub collection: bool,
    /// The cast that ends the address, or stands before its last segment.
    pub cast: Option<QualifiedName>,
    /// The last segment that names a member: `events`, `sendMail`; empty for an address without one.
    pub member: String,
}

/// Kinds of thing at an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetRole {
    /// An entity, a complex value or a collection of them.
    #[default]
    Resource,
    /// A single property that holds a primitive or complex value.
    Property,
    /// References: `.../$ref`.
    Reference,
    /// Raw bytes: `.../$value`.
    Value,
    /// The number of items: `.../$count`.
    Count,
    /// An action: POST to a name that is no member of the type.
    Action,
    /// A function: GET of a name that is no member of the type, or of a call with parentheses.
    Function,
}

impl Operation {
    /// The structured types and enumerations that its body and its answers name.
    pub fn types(&self) -> impl Iterator<Item = &QualifiedName> {
        let body = self.body.iter().flat_map(|body| match &body.content {
            BodyContent::Resource(ty) => vec![ty],
            BodyContent::Parameters => body.members.iter().map(|member| &member.ty).collect(),
            BodyContent::Bytes(_) | BodyContent::Json => Vec::new(),
        });
        let answers = self.answers.iter().filter_map(|answer| match &answer.content {
            AnswerContent::Value(ty) | AnswerContent::Wrapped(ty) | AnswerContent::Collection(ty) => Some(ty),
            AnswerContent::None | AnswerContent::Bytes | AnswerContent::Error | AnswerContent::Json => None,
        });
        body.chain(answers).filter_map(|ty| ty.kind.declared())
    }
}

/// A path template and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The segments.
    pub segments: Vec<Segment>,
    /// Query string of the request line, as written, without the question mark.
    pub query: Option<String>,
    /// Every line that documents it.
    pub at: Vec<Place>,
}

/// One segment of a path template, between slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Segment {
    /// Fixed text: `users`, `$ref`, `microsoft.graph.user` (a cast), `delta`.
    Literal(String),
    /// One value: `{user-id}`.
    Parameter(Parameter),
    /// A call with parameters in parentheses: `range(address='{address}')`, `delta()`.
    Function {
        /// The name before the parenthesis.
        name: String,
        /// The parameters in order; a fixed argument is a parameter with a `literal`.
        parameters: Vec<Parameter>,
    },
    /// Path addressing (`root:/{item-path}:`): the text before the colon, then a path that may hold slashes.
    PathAddress {
        /// `root`, or the parameter of `{item-id}:`.
        anchor: Box<Segment>,
        /// The path parameter.
        path: Parameter,
        /// A colon follows the path.
        closed: bool,
    },
}

/// A parameter of a path, function, query string or action body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Parameter {
    /// The name: unique within the operation for path parameters, exact for all others.
    pub name: String,
    /// The placeholder as the page writes it: `id | userPrincipalName`.
    pub written: String,
    /// Where it goes.
    pub kind: ParameterKind,
    /// The type.
    pub ty: TypeRef,
    /// A string argument that stands in quotes in the URL.
    pub quoted: bool,
    /// A fixed argument: `on='reviewer'`.
    pub literal: Option<String>,
    /// Said to be required, or optional.
    pub required: Option<bool>,
    /// "Read-only.": listed in a request table although the service ignores it.
    #[serde(default)]
    pub read_only: bool,
    /// The literal of the default.
    pub default: Option<String>,
    /// The description, as Markdown.
    pub description: String,
    /// Rows that document it.
    pub rows: Vec<Place>,
}

impl Parameter {
    /// A text of which nothing is known but its name: no row documents it.
    #[must_use]
    pub fn undocumented(name: &str, kind: ParameterKind) -> Self {
        Self {
            name: name.to_owned(),
            written: name.to_owned(),
            kind,
            ty: TypeRef { kind: TypeKind::Primitive(Primitive::String), collection: false },
            quoted: false,
            literal: None,
            required: None,
            read_only: false,
            default: None,
            description: String::new(),
            rows: Vec::new(),
        }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// A segment of the path.
    Path,
    /// An argument of a function segment.
    Function,
    /// The query string.
    Query,
    /// A member of the body of an action.
    Body,
}

/// A documented request header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderParameter {
    /// The header's name.
    pub name: String,
    /// The description, as Markdown.
    pub description: String,
    /// Said to be required.
    pub required: bool,
    /// Where.
    pub at: Place,
}

/// Which OData query options the page documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryOptionSupport {
    /// The options, sorted.
    pub options: Vec<QueryOption>,
    /// The page says that options are supported without naming (all of) them.
    pub unspecified: bool,
    /// The page says that none is.
    pub refused: bool,
    /// The prose of the section, as Markdown.
    pub prose: String,
}

/// A system query option (OData 4.01 part 2, section 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueryOption {
    /// `$count`
    Count,
    /// `$expand`
    Expand,
    /// `$filter`
    Filter,
    /// `$orderby`
    OrderBy,
    /// `$search`
    Search,
    /// `$select`
    Select,
    /// `$skip`
    Skip,
    /// `$skiptoken`
    SkipToken,
    /// `$top`
    Top,
    /// `$format`
    Format,
    /// `$apply`
    Apply,
    /// `$compute`
    Compute,
    /// `$deltatoken`
    DeltaToken,
}

impl QueryOption {
    /// All of them, sorted.
    pub const ALL: [Self; 13] = [
        Self::Count,
        Self::Expand,
        Self::Filter,
        Self::OrderBy,
        Self::Search,
        Self::Select,
        Self::Skip,
        Self::SkipToken,
        Self::Top,
        Self::Format,
        Self::Apply,
        Self::Compute,
        Self::DeltaToken,
    ];

    /// Whether requests have a method for it. The service makes the tokens, and the rest is hardly ever documented.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Count | Self::Expand | Self::Filter | Self::OrderBy | Self::Search | Self::Select | Self::Skip | Self::Top
        )
    }

    /// The name with its dollar sign.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "$count",
            Self::Expand => "$expand",
            Self::Filter => "$filter",
            Self::OrderBy => "$orderby",
            Self::Search => "$search",
            Self::Select => "$select",
            Self::Skip => "$skip",
            Self::SkipToken => "$skiptoken",
            Self::Top => "$top",
            Self::Format => "$format",
            Self::Apply => "$apply",
            Self::Compute => "$compute",
            Self::DeltaToken => "$deltatoken",
        }
    }
}

impl fmt::Display for QueryOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// What it holds.
    pub content: BodyContent,
    /// Media types that examples send in place of that JSON: `text/plain` for MIME. Empty where the content itself is bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// Rows of the body table that describe properties of a resource body, or the members of an action's body.
    pub members: Vec<Parameter>,
    /// The prose of the section, as Markdown.
    pub description: String,
}

/// What a request body holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyContent {
    /// A resource (or a collection of them) as JSON.
    Resource(TypeRef),
    /// The members of the table as one JSON object: the parameters of an action.
    Parameters,
    /// Bytes, with the content types that the page names.
    Bytes(Vec<String>),
    /// JSON of a shape that the page does not document.
    Json,
}

/// One documented answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// What the body holds.
    pub content: AnswerContent,
    /// Headers that prose or examples show and that carry meaning: `Location`, `Operation-Location`,
    /// `Content-Location`, `Retry-After`, `ETag`.
    pub headers: Vec<String>,
    /// Why it came out so.
    pub claims: Vec<Claim>,
}

/// What the body of an answer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerContent {
    /// Nothing.
    None,
    /// One value as JSON.
    Value(TypeRef),
    /// One primitive or complex value wrapped as `{"value": ...}`.
    Wrapped(TypeRef),
    /// A collection: `{"value": [...]}` with paging annotations.
    Collection(TypeRef),
    /// Bytes or text.
    Bytes,
    /// An OData error.
    Error,
    /// JSON of a shape that the page does not document.
    Json,
}

/// Permissions of one kind of caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionSet {
    /// `delegated-work`, `delegated-personal`, `application`
    pub caller: String,
    /// What the set applies to where the page splits the table: a resource or workload.
    pub scope: Option<String>,
    /// Alternatives from least to most privileged; each alternative is a set that must be held together.
    pub alternatives: Vec<Vec<Permission>>,
    /// How many of the alternatives, from the front, the page marks as least privileged.
    pub least: usize,
    /// The cell says that the caller is not supported.
    pub unsupported: bool,
    /// The cell as written, where it could not be read whole.
    pub unread: Option<String>,
    /// Where.
    pub at: Place,
}

/// A permission: `User.Read.All`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permission(pub String);

/// A documented exchange: a request, an answer, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The annotation's name, or the heading's text.
    pub name: String,
    /// What is sent.
    pub request: Option<ExampleSide>,
    /// What is answered.
    pub response: Option<ExampleSide>,
}

/// One side of an exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExampleSide {
    /// The opening fence.
    pub at: Place,
    /// The annotation's or the fence's first line to the closing fence.
    pub end_line: u32,
    /// Method and URL of a request.
    pub request_line: Option<(String, String)>,
    /// Status of a response.
    pub status: Option<u16>,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub content: ExampleContent,
    /// `@odata.type` of the annotation.
    pub odata_type: Option<String>,
    /// The annotation says that it is a collection.
    pub is_collection: bool,
    /// The annotation says that the body is shortened.
    pub truncated: bool,
    /// An annotation of blockType request or response stands in front.
    pub annotated: bool,
}

/// The body of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExampleContent {
    /// No body.
    None,
    /// JSON, as compact strict JSON; `strict` tells whether the page's text was strict itself.
    Json {
        /// The value.
        text: String,
        /// The page's text is JSON by RFC 8259.
        strict: bool,
    },
    /// Meant as JSON, but unreadable: the text, and why.
    BrokenJson {
        /// The page's text.
        text: String,
        /// Why it could not be read.
        reason: String,
    },
    /// Any other text.
    Other(String),
}

/// An example of a page that belongs to no operation of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unplaced {
    /// The example.
    pub example: Example,
    /// Why it belongs to none.
    pub reason: String,
    /// The code of the reason.
    #[serde(default)]
    pub code: String,
}
