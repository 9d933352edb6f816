//! Documented examples to replay tests, and the reasons of those that cannot be replayed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::arguments::{DocumentedUrl, follow};
use super::example_fields::{Structs, answer_fields, body_fields};
use super::fit::{collection_misfit, misfit, object_wrapped, wrapped_misfit};
use super::function::Function;
use super::function_names::OperationPlace;
use super::operations::{content_type, leaves_body_out, promised, sends_nothing, template};
use super::placing::Places;
use super::unreplayed::{Fault, Unreplayed};
use super::{AnswerShape, BodyPlan, FieldType, OperationPlan, VersionPlan};
use crate::diagnostic::Code;
use crate::model::{
    AnswerContent, ApiVersion, BodyContent, Example, ExampleContent, ExampleSide, Operation, Place, Primitive, TypeKind, TypeRef,
};
use crate::names::{self, Scope};

/// One documented exchange as a test.
#[derive(Clone, Debug, Default)]
pub struct ExamplePlan {
    /// Module of the version.
    pub version: String,
    /// Path of the page from the docs root.
    pub page: String,
    /// The test's name, unique in the version.
    pub test: String,
    /// Path of the function below the version module.
    pub function: String,
    /// Features that must be on for the function to be there.
    pub features: Vec<String>,
    /// What is sent.
    pub request: RequestPlan,
    /// What is answered.
    pub response: Option<ResponsePlan>,
    /// How the answer is wrapped.
    pub shape: AnswerShape,
    /// Fields of the answer that the documented answer has values for; of its items where it is a collection.
    pub answer_fields: Vec<NamedField>,
    /// The answer is a collection.
    pub answer_items: bool,
    /// Query options that the function has methods for, without the dollar sign.
    pub query_options: Vec<String>,
    /// The operation has no example on its page: the test builds the request and compares its line with the template.
    pub stub: bool,
    /// No exchange, but the JSON of a value: the path of its struct below the version module.
    pub sample: Option<String>,
}

/// A field, and the name of its property on the wire: a test sees that the one holds what the other documents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedField {
    /// The Rust name.
    pub name: String,
    /// The name on the wire.
    pub wire: String,
    /// The type.
    pub ty: FieldType,
}

/// The call of a test, and the documented request if there is one.
#[derive(Clone, Debug, Default)]
pub struct RequestPlan {
    /// Line of the documented request; `None` where only an answer is documented or nothing is.
    pub line: Option<u32>,
    /// `GET`
    pub method: String,
    /// The documented URL; the template filled with stand-ins where none is documented.
    pub url: String,
    /// Arguments of the path, decoded.
    pub arguments: Vec<String>,
    /// The path goes through `/me`.
    pub me: bool,
    /// Values of the required query parameters, in the function's order.
    pub required_query: Vec<String>,
    /// Other query pairs, decoded.
    pub query: Vec<(String, String)>,
    /// Documented headers that the function does not set by itself.
    pub headers: Vec<(String, String)>,
    /// Documented headers that the built request must carry: those, and the content type of a JSON body.
    pub shown_headers: Vec<(String, String)>,
    /// The documented body as compact JSON.
    pub body: Option<String>,
    /// Fields of the body that the documented body has values for.
    pub body_fields: Vec<NamedField>,
    /// The body argument.
    pub body_kind: BodyPlan,
    /// The body argument is an `Option`.
    pub optional_body: bool,
    /// The media type of the documented body, where it is sent in place of the JSON of a struct.
    pub alternative: Option<String>,
}

/// The documented answer.
#[derive(Clone, Debug, Default)]
pub struct ResponsePlan {
    /// Line on the page.
    pub line: u32,
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body as compact JSON or as text.
    pub body: Option<String>,
    /// The body is JSON.
    pub json: bool,
    /// The page shows the object inside `{"value": ...}`, alone or in a list of one; the service answers the object itself.
    pub wrapped: bool,
}

/// Plans the tests of a version.
pub(super) fn plan_examples(
    version: &ApiVersion,
    operations: &[OperationPlace],
    plan: &VersionPlan,
    structs: &Structs<'_>,
    places: &Places,
    tests: &mut Vec<ExamplePlan>,
    unreplayed: &mut Vec<Unreplayed>,
) {
    let mut scope = Scope::default();
    let functions: BTreeMap<String, Function<'_>> = plan.functions().map(|function| (function.path(), function)).collect();
    let of_operations: Vec<Drafts> = version
        .operations
        .par_iter()
        .zip(operations)
        .filter_map(|(source, place)| {
            let path = format!("{}::{}", place.module.path(), place.function);
            Some(functions.get(&path)?.drafts(version, source, places, structs))
        })
        .collect();
    for Drafts { tests: drafted, unreplayed: listed } in of_operations {
        unreplayed.extend(listed);
        for mut test in drafted {
            test.test = scope.give(&test.test);
            tests.push(test);
        }
    }
    for record in &version.pages {
        for unplaced in &record.unplaced {
            let page = places.file_path(record.file).to_owned();
            for (side, kind) in sides(&unplaced.example) {
                if let Some(mut planned) = super::samples::sample(version, places, structs, side) {
                    let wanted = format!("{}_line_{}", page_stem(&page), side.at.line);
                    planned.test = scope.give(&wanted);
                    planned.version.clone_from(&plan.module);
                    planned.page.clone_from(&page);
                    tests.push(planned);
                    continue;
                }
                let code = Code::from_name(&unplaced.code).unwrap_or(Code::ExampleWithoutOperation);
                unreplayed.push(Fault::new(code, unplaced.reason.clone()).of(&page, side, kind));
            }
        }
    }
}

/// What the examples of one operation become. Names of tests are settled when all of them are known.
#[derive(Default)]
struct Drafts {
    tests: Vec<ExamplePlan>,
    unreplayed: Vec<Unreplayed>,
}

impl Function<'_> {
    fn drafts(&self, version: &ApiVersion, source: &Operation, places: &Places, structs: &Structs<'_>) -> Drafts {
        let mut drafts = Drafts::default();
        let page = source.pages.first().map_or("", |&file| places.file_path(file));
        for example in &source.examples {
            let at = example.request.as_ref().or(example.response.as_ref()).map(|side| side.at);
            let page = at.map_or(page, |at: Place| places.file_path(at.file));
            let exchange = exchange(version, source, self.operation, example, page, &mut drafts.unreplayed);
            let Some((mut request, response)) = exchange else { continue };
            request.body_fields = body_fields(structs, &request);
            let (answer_fields, answer_items) = answer_fields(structs, self.operation, response.as_ref());
            let line = at.map_or(0, |at| at.line);
            let test = ExamplePlan {
                response,
                answer_fields,
                answer_items,
                ..self.test(page, format!("{}_line_{line}", page_stem(page)), request)
            };
            drafts.tests.push(test);
        }
        if source.examples.is_empty() {
            let name = format!("{}_has_no_example", names::module_name(&self.operation.label));
            let stub = ExamplePlan { stub: true, ..self.test(page, name, stand_in(source, self.operation)) };
            drafts.tests.push(stub);
        }
        drafts
    }

    /// A test that sends a request.
    fn test(&self, page: &str, name: String, request: RequestPlan) -> ExamplePlan {
        ExamplePlan {
            version: self.version.module.clone(),
            page: page.to_owned(),
            test: name,
            function: self.path(),
            features: self.features().to_vec(),
            request,
            shape: self.operation.shape(),
            query_options: self.options().to_vec(),
            ..ExamplePlan::default()
        }
    }
}

fn sides(example: &Example) -> impl Iterator<Item = (&ExampleSide, &'static str)> {
    let request = example.request.iter().map(|side| (side, "request"));
    request.chain(example.response.iter().map(|side| (side, "response")))
}

/// Sides of examples that the pages of a version show, requests and answers counted one by one.
#[must_use]
pub fn count(version: &ApiVersion) -> usize {
    let own = version.operations.iter().flat_map(|operation| &operation.examples);
    let unplaced = version.pages.iter().flat_map(|page| &page.unplaced).map(|unplaced| &unplaced.example);
    own.chain(unplaced).map(|example| sides(example).count()).sum()
}

/// The name of a page's file as part of a test's name.
fn page_stem(page: &str) -> String {
    let name = page.rsplit('/').next().unwrap_or(page);
    names::module_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// The call and the answer of an example; sides that cannot be replayed are listed.
fn exchange(
    version: &ApiVersion,
    source: &Operation,
    planned: &OperationPlan,
    example: &Example,
    page: &str,
    unreplayed: &mut Vec<Unreplayed>,
) -> Option<(RequestPlan, Option<ResponsePlan>)> {
    let mut list = |side: &ExampleSide, kind: &'static str, fault: Fault| unreplayed.push(fault.of(page, side, kind));
    let request = match &example.request {
        None => Some(stand_in(source, planned)),
        Some(side) => match request(version, source, planned, side) {
            Ok(request) => Some(request),
            Err(fault) => {
                list(side, "request", fault);
                None
            }
        },
    };
    let response = match &example.response {
        None => None,
        Some(side) => match response(version, source, side) {
            Ok(response) => Some(response),
            Err(fault) => {
                list(side, "response", fault);
                None
            }
        },
    };
    match (request, response) {
        (Some(request), response) if request.line.is_some() || response.is_some() => Some((request, response)),
        // The answer can be replayed although the request cannot: it is sent to a stand-in call.
        (None, Some(response)) => Some((stand_in(source, planned), Some(response))),
        _ => None,
    }
}

/// Headers that the function or the transport sets, or that a replay cannot compare.
const NOT_DOCUMENTED_CHOICES: &[&str] = &["authorization", "content-type", "content-length", "accept", "host", "user-agent"];

fn request(version: &ApiVersion, source: &Operation, planned: &OperationPlan, side: &ExampleSide) -> Result<RequestPlan, Fault> {
    let Some((method, url)) = side.request_line.clone() else {
        // A body alone is compared with the body that the function sends, at a stand-in address.
        let body = request_body(version, source, planned, side)?;
        let body = body.ok_or_else(|| Fault::new(Code::ExampleWithoutFirstLine, "the block has no request line"))?;
        return Ok(RequestPlan {
            line: Some(side.at.line),
            body: Some(body),
            alternative: alternative(planned, side),
            ..stand_in(source, planned)
        });
    };
    if method != source.method {
        let reason = "it asks for the next page, whose address the service gives";
        return Err(Fault::new(Code::ExampleOutsideApi, reason));
    }
    let documented = DocumentedUrl::read(&url, &version.version);
    let differs = |reason: String| Fault::new(Code::ExamplePathDiffers, reason);
    let (followed, me) = match follow(&source.address, &documented) {
        Ok(followed) => (followed, false),
        Err(reason) => {
            let me = planned.me_path.as_ref().and_then(|me_path| {
                let alias = source.aliases.iter().find(|alias| template(alias) == *me_path)?;
                follow(alias, &documented).ok()
            });
            (me.ok_or_else(|| differs(reason))?, true)
        }
    };
    let required: Vec<&str> = planned.required_query.iter().map(|parameter| parameter.wire.as_str()).collect();
    let url = followed.below_version(url.trim(), &required);
    let mut query = documented.query;
    let mut required_query = Vec::new();
    for parameter in &planned.required_query {
        let at = query.iter().position(|(name, _)| name.eq_ignore_ascii_case(&parameter.wire));
        let lacks = || differs(format!("the documented URL lacks the required query parameter `{}`", parameter.wire));
        required_query.push(query.remove(at.ok_or_else(lacks)?).1);
    }
    let body = request_body(version, source, planned, side)?;
    let headers: Vec<(String, String)> = side
        .headers
        .iter()
        .filter(|(name, _)| !NOT_DOCUMENTED_CHOICES.contains(&name.to_ascii_lowercase().as_str()))
        .cloned()
        .collect();
    let mut shown_headers = headers.clone();
    if matches!(side.content, ExampleContent::Json { .. }) {
        shown_headers.extend(side.headers.iter().find(|(name, value)| is_json_type(name, value)).cloned());
    }
    let alternative = alternative(planned, side);
    shown_headers.extend(alternative.clone().map(|media| ("Content-Type".to_owned(), media)));
    Ok(RequestPlan {
        line: Some(side.at.line),
        method,
        url,
        arguments: followed.arguments,
        me,
        required_query,
        query,
        headers,
        shown_headers,
        body,
        body_fields: Vec::new(),
        body_kind: planned.body.clone(),
        optional_body: planned.optional_body,
        alternative,
    })
}

/// The documented body, if there is one.
fn request_body(
    version: &ApiVersion,
    source: &Operation,
    planned: &OperationPlan,
    side: &ExampleSide,
) -> Result<Option<String>, Fault> {
    let differs = |reason: &str| Err(Fault::new(Code::ExampleContentDiffers, reason));
    match (&side.content, &planned.body) {
        (ExampleContent::None, BodyPlan::Bytes(_)) if !sends_nothing(source, &planned.body, Some(side)) => {
            differs("the example shows no body, and the page documents content")
        }
        (ExampleContent::None, _) => Ok(None),
        (ExampleContent::Json { .. }, BodyPlan::None) => differs("the example sends a body, and the page documents none"),
        (ExampleContent::Json { text, .. }, _) => match body_misfit(version, source, text) {
            Some(reason) => Err(Fault::new(Code::ExampleValueDiffers, reason)),
            None => Ok(Some(text.clone())),
        },
        (ExampleContent::BrokenJson { reason, .. }, _) => {
            Err(Fault::new(Code::BrokenJson, format!("the body is not readable as JSON: {reason}")))
        }
        (ExampleContent::Other(text), BodyPlan::Bytes(_)) => Ok(Some(text.clone())),
        (ExampleContent::Other(text), _) if alternative(planned, side).is_some() => Ok(Some(text.clone())),
        (ExampleContent::Other(_), _) => differs("the example's body is not JSON"),
    }
}

/// The documented media type that an example sends in place of JSON.
fn alternative(planned: &OperationPlan, side: &ExampleSide) -> Option<String> {
    let shown = content_type(side).filter(|_| matches!(side.content, ExampleContent::Other(_)))?;
    planned.body_alternatives.iter().find(|media| media.eq_ignore_ascii_case(shown)).cloned()
}

fn is_json_type(name: &str, value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default().trim();
    name.eq_ignore_ascii_case("content-type") && essence.eq_ignore_ascii_case("application/json")
}

/// A call with stand-in arguments, for an answer or operation without a documented request.
fn stand_in(source: &Operation, planned: &OperationPlan) -> RequestPlan {
    let arguments: Vec<String> = (1..=planned.arguments.len()).map(|number| format!("argument{number}")).collect();
    let mut url = String::new();
    let mut next = arguments.iter();
    let mut rest = planned.path.as_str();
    while let Some((at, len)) = rest.find("{}").map(|at| (at, 2)).into_iter().chain(rest.find("{/}").map(|at| (at, 3))).min() {
        url.push_str(&rest[..at]);
        url.push_str(next.next().map_or("", String::as_str));
        rest = &rest[at + len..];
    }
    url.push_str(rest);
    for (index, parameter) in planned.required_query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(&format!("{}=value", parameter.wire));
    }
    RequestPlan {
        line: None,
        method: source.method.clone(),
        url,
        arguments,
        required_query: planned.required_query.iter().map(|_| "value".to_owned()).collect(),
        body: None,
        body_kind: planned.body.clone(),
        optional_body: planned.optional_body,
        ..RequestPlan::default()
    }
}

fn response(version: &ApiVersion, source: &Operation, side: &ExampleSide) -> Result<ResponsePlan, Fault> {
    let status = match (side.status, &side.content, &side.request_line) {
        (Some(status), ..) => status,
        // A body without a status line is what the operation answers when it succeeds.
        (None, ExampleContent::Json { .. }, None) => {
            let with_body = source.answers.iter().find(|answer| answer.status < 400 && answer.content != AnswerContent::None);
            with_body.ok_or_else(|| Fault::new(Code::ExampleWithoutFirstLine, "the block has no status line"))?.status
        }
        (None, _, Some(_)) => {
            return Err(Fault::new(Code::ResponseIsRequest, "the block shows a request in place of the response"));
        }
        _ => return Err(Fault::new(Code::ExampleWithoutFirstLine, "the block has no status line")),
    };
    let mut wrapped = false;
    let (body, json) = match &side.content {
        ExampleContent::None if leaves_body_out(side) && promises_json(source) => {
            return Err(Fault::new(
                Code::ExampleContentDiffers,
                "the example names the type of its body and leaves the body out",
            ));
        }
        ExampleContent::None => (None, false),
        ExampleContent::Json { .. } if status == 204 => {
            let reason = "the example shows a body under 204, which has none (RFC 9110, section 15.3.5)";
            return Err(Fault::new(Code::BodyWithNoContent, reason));
        }
        ExampleContent::Json { text, .. } => {
            if status < 400 {
                wrapped =
                    answer_wrapped(version, source, text).map_err(|reason| Fault::new(Code::ExampleValueDiffers, reason))?;
            }
            (Some(text.clone()), true)
        }
        ExampleContent::BrokenJson { reason, .. } => {
            return Err(Fault::new(Code::BrokenJson, format!("the body is not readable as JSON: {reason}")));
        }
        // A count is sent as plain text, and is a JSON number all the same.
        ExampleContent::Other(text) if status < 300 && promises_number(source) && text.trim().parse::<i64>().is_ok() => {
            (Some(text.trim().to_owned()), true)
        }
        ExampleContent::Other(_) if status < 300 && promises_json(source) => {
            return Err(Fault::new(Code::ExampleContentDiffers, "the example shows text, and the page documents JSON"));
        }
        ExampleContent::Other(text) => (Some(text.clone()), false),
    };
    Ok(ResponsePlan { line: side.at.line, status, headers: side.headers.clone(), body, json, wrapped })
}

/// Why a documented body does not fit the documented type.
fn body_misfit(version: &ApiVersion, source: &Operation, text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let body = source.body.as_ref()?;
    match &body.content {
        BodyContent::Resource(ty) => misfit(version, ty, &value),
        BodyContent::Parameters if body.members.is_empty() => None,
        BodyContent::Parameters => match &value {
            serde_json::Value::Object(members) => members.iter().find_map(|(name, value)| {
                let member = body.members.iter().find(|member| member.name == *name)?;
                misfit(version, &member.ty, value).map(|reason| format!("`{name}`: {reason}"))
            }),
            _ => Some("the body is documented as an object, and the example shows something else".to_owned()),
        },
        BodyContent::Bytes(_) | BodyContent::Json => None,
    }
}

/// Whether the answer is one number without a wrapper.
fn promises_number(source: &Operation) -> bool {
    matches!(promised(source), AnswerContent::Value(ty) if is_number(&ty))
}

fn is_number(ty: &TypeRef) -> bool {
    matches!(ty.kind, TypeKind::Primitive(Primitive::Int32 | Primitive::Int64)) && !ty.collection
}

/// Whether the answer's type is read from JSON.
fn promises_json(source: &Operation) -> bool {
    !matches!(promised(source), AnswerContent::None | AnswerContent::Bytes | AnswerContent::Error)
}

/// Whether a documented answer shows its object inside `value`, or why it does not fit the promised type.
fn answer_wrapped(version: &ApiVersion, source: &Operation, text: &str) -> Result<bool, String> {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return Ok(false) };
    let misfit = match promised(source) {
        AnswerContent::Value(ty) if is_number(&ty) => {
            (!value.is_i64()).then(|| "a number is documented, and the example shows something else".to_owned())
        }
        AnswerContent::Value(ty) if !ty.collection && matches!(ty.kind, TypeKind::Structured(_)) => {
            return object_wrapped(version, &ty, &value);
        }
        AnswerContent::Collection(ty) => collection_misfit(version, &ty, &value),
        AnswerContent::Wrapped(ty) => wrapped_misfit(version, &ty, &value),
        AnswerContent::Value(_) | AnswerContent::None | AnswerContent::Bytes | AnswerContent::Json | AnswerContent::Error => None,
    };
    misfit.map_or(Ok(false), Err)
}
