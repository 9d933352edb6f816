//! Code blocks: annotations, examples of traffic, JSON representations.

use crate::json::{Json, JsonText};
use crate::source::{Span, Spanned};

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
