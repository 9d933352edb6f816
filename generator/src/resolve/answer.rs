//! What a page says about answers: statuses, the type of the body, whether it is a collection, headers.

use std::collections::BTreeMap;

use super::declare::root_type;
use super::example::Pair;
use super::library::Library;
use super::lineage::Lineage;
use super::reading::{Reading, TypeReader};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, JsonValue};
use crate::model::{Claim, Evidence, Primitive, QualifiedName, StructuredType, TypeKind, TypeRef};
use crate::page::{ExampleBlock, ExampleBody, Page, TypeMention};
use crate::source::Span;

/// The reading of the response section and of the response examples of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct ResponseReading {
    /// Statuses of prose and examples, in order of mention.
    pub(super) statuses: Vec<u16>,
    /// Statuses whose examples show a body.
    pub(super) with_body: Vec<u16>,
    /// Statuses whose examples show none.
    pub(super) without_body: Vec<u16>,
    pub(super) content: Option<Shape>,
    /// The prose says that nothing comes back.
    pub(super) nothing: bool,
    /// Statuses with the headers that carry meaning.
    pub(super) headers: Vec<(Option<u16>, String)>,
    /// The type is the one at the address.
    pub(super) by_address: bool,
    pub(super) claims: Vec<Claim>,
}

/// The shape of a success body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One(TypeKind),
    Many(TypeKind),
    /// A bare JSON array.
    Array(TypeKind),
    Wrapped(TypeRef),
    Bytes,
    Json,
}

impl Shape {
    /// The type of one item, and whether there are several.
    pub(super) fn item(&self) -> Option<(&TypeKind, bool)> {
        match self {
            Self::One(kind) => Some((kind, false)),
            Self::Many(kind) | Self::Array(kind) => Some((kind, true)),
            Self::Wrapped(ty) => Some((&ty.kind, ty.collection)),
            Self::Bytes | Self::Json => None,
        }
    }
}

const TELLING_HEADERS: [&str; 6] =
    ["Location", "Operation-Location", "Content-Location", "Retry-After", "ETag", "Azure-AsyncOperation"];

/// One source's word on the type of the body.
struct Word {
    kind: TypeKind,
    evidence: Evidence,
    span: Span,
}

/// What the addresses of operations say about the answer, beside what pages say in words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AtAddress<'t> {
    /// Whether several objects stand there.
    pub(super) several: Option<bool>,
    /// The type that stands there.
    pub(super) item: Option<&'t QualifiedName>,
}

/// Reads what the page, the given examples of it, and the address say about the answer.
pub(super) fn read(
    reader: &TypeReader<'_, '_>,
    types: &BTreeMap<QualifiedName, StructuredType>,
    (number, page): (usize, &Page),
    pairs: &[Pair<'_>],
    address: AtAddress<'_>,
    findings: &mut Vec<Diagnostic>,
) -> ResponseReading {
    let prose = &page.response;
    let mut reading = ResponseReading { nothing: prose.nothing.is_some(), ..ResponseReading::default() };
    reading.statuses = prose.statuses.iter().map(|status| status.value).collect();
    let blocks: Vec<&ExampleBlock> = pairs.iter().filter_map(|pair| pair.response).filter(|block| !block.uncertain).collect();
    read_statuses(&mut reading, &blocks, !prose.statuses.is_empty(), findings);
    for header in &prose.headers {
        reading.headers.push((None, header.value.clone()));
    }
    let success = success_block(&blocks);
    let body = success.and_then(body_value);
    let words = words(reader, (number, page), success, body, address.item);
    let votes = collection_votes(page, success, body, address.several);
    let collection = decide_collection(&votes);
    let chosen = choose(types, &words, body);
    if let Some(chosen) = chosen.and_then(|chosen| words.get(chosen)) {
        report_types(types, &words, chosen, findings);
        reading.by_address = chosen.evidence == Evidence::Path;
        if votes.iter().any(|(vote, ..)| *vote != collection) && votes.len() > 1 {
            report_collection(&votes, collection, findings);
        }
        reading.claims = claims(reader.library, &words, &chosen.kind, &votes, collection);
    } else {
        reading.claims.extend(undocumented(reader.library, page, body));
    }
    reading.content =
        shape(chosen.and_then(|chosen| words.into_iter().nth(chosen)).map(|word| word.kind), collection, success, body);
    reading
}

fn read_statuses(reading: &mut ResponseReading, blocks: &[&ExampleBlock], stated: bool, findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        let Some(status) = &block.status else { continue };
        let success = (200..400).contains(&status.value);
        if !reading.statuses.contains(&status.value) {
            if stated && success {
                let message = format!("the example answers {}, which the response section doesn't name", status.value);
                findings.push(Diagnostic::new(Code::StatusNotInProse, status.span, message));
            }
            reading.statuses.push(status.value);
        }
        let shows_body = !matches!(block.body, ExampleBody::None);
        let list = if shows_body { &mut reading.with_body } else { &mut reading.without_body };
        if !list.contains(&status.value) {
            list.push(status.value);
        }
        if status.value == 204 && shows_body {
            let message = "the example answers 204, which has no body, and shows one".to_owned();
            findings.push(Diagnostic::new(Code::BodyWithNoContent, status.span, message));
        }
        for (name, _) in &block.headers {
            if let Some(known) = TELLING_HEADERS.iter().find(|known| known.eq_ignore_ascii_case(&name.value)) {
                reading.headers.push((Some(status.value), (*known).to_owned()));
            }
        }
    }
}

/// The first success response with a body, else the first success response.
fn success_block<'a>(blocks: &[&'a ExampleBlock]) -> Option<&'a ExampleBlock> {
    let success = |block: &&&ExampleBlock| block.status.as_ref().is_none_or(|status| (200..300).contains(&status.value));
    let all = || blocks.iter().filter(success);
    all().find(|block| !matches!(block.body, ExampleBody::None)).or_else(|| all().next()).copied()
}

fn body_value(block: &ExampleBlock) -> Option<&Json> {
    match &block.body {
        ExampleBody::Json(text) => text.value.as_ref(),
        _ => None,
    }
}

/// Everybody's word on the type, in order of precedence.
fn words(
    reader: &TypeReader<'_, '_>,
    (number, page): (usize, &Page),
    success: Option<&ExampleBlock>,
    body: Option<&Json>,
    at_address: Option<&QualifiedName>,
) -> Vec<Word> {
    let mut words = Vec::new();
    let mut add = |reading: Reading, evidence: Evidence, span: Span| {
        if !matches!(reading.ty.kind, TypeKind::Unknown(_)) {
            words.push(Word { kind: reading.ty.kind, evidence, span });
        }
    };
    if let Some(stated) =
        success.and_then(|block| block.annotation.as_ref()).and_then(|annotation| annotation.odata_type.as_ref())
    {
        let reading = type_word(reader, number, &stated.value);
        add(reading, Evidence::Annotation, stated.span);
    }
    if let Some(mention) = mentioned(reader, number, page) {
        add(reader.mention(number, mention), Evidence::Prose, mention.name.span);
    }
    if let Some((primitive, _)) = &page.response.primitive {
        let kind = TypeKind::Primitive(primitive.value);
        words.push(Word { kind, evidence: Evidence::Prose, span: primitive.span });
    }
    if let Some(item) = body.map(item_of)
        && let Some(stated) = root_type(item)
    {
        let reading = type_word(reader, number, stated);
        if !matches!(reading.ty.kind, TypeKind::Unknown(_)) {
            words.push(Word { kind: reading.ty.kind, evidence: Evidence::Example, span: item.span });
        }
    }
    if words.is_empty()
        && let Some(context) = body.and_then(|body| body.get("@odata.context"))
        && let Some(stated) = context.as_str().and_then(context_type)
    {
        let reading = type_word(reader, number, stated);
        if !matches!(reading.ty.kind, TypeKind::Unknown(_)) {
            words.push(Word { kind: reading.ty.kind, evidence: Evidence::Example, span: context.span });
        }
    }
    if let (Some(name), Some(line)) = (at_address, page.requests.first()) {
        words.push(Word { kind: TypeKind::Structured(name.clone()), evidence: Evidence::Path, span: line.target.span });
    }
    words
}

/// The word that is followed: the first, unless a later one names a type that the first derives from. An example
/// shows one of the derived types; the sentence about all answers names their base. Where the two have nothing to do
/// with each other one of them was copied from another page, and the members of the example tell which. The address is heard last,
/// and only by what the example shows: many an address holds more kinds of things than the operation answers.
fn choose(types: &BTreeMap<QualifiedName, StructuredType>, words: &[Word], body: Option<&Json>) -> Option<usize> {
    let share = |name: &QualifiedName| {
        let members = body.map(|body| item_of(body).members()).unwrap_or_default();
        let known = |key: &str| types.get(name).is_some_and(|ty| ty.properties.iter().any(|property| property.name == key));
        members.iter().filter(|(key, _)| known(&key.value)).count()
    };
    let first = words.first()?;
    let TypeKind::Structured(name) = &first.kind else { return Some(0) };
    if first.evidence == Evidence::Path {
        return (share(name) > 0).then_some(0);
    }
    let lineage = Lineage(types);
    for (number, word) in words.iter().enumerate().skip(1) {
        let TypeKind::Structured(other) = &word.kind else { continue };
        if other == name || lineage.derives(other, name) {
            continue;
        }
        let follows = if lineage.derives(name, other) { word.evidence != Evidence::Path } else { share(other) > share(name) };
        if follows {
            return Some(number);
        }
    }
    Some(0)
}

/// The name of a type that no page documents: the answer is JSON, and readers of the model may want the page's word for it.
fn undocumented(library: &Library<'_>, page: &Page, body: Option<&Json>) -> Option<Claim> {
    body?;
    let is_name =
        |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.contains(|c: char| c.is_ascii_uppercase());
    let mention = page.response.mentions.iter().find(|mention| mention.link.is_some() || is_name(&mention.name.value))?;
    let (says, at) = (mention.name.value.clone(), library.place(mention.name.span));
    Some(Claim { about: "type".to_owned(), says, evidence: Evidence::Prose, at, used: false })
}

/// The type that the success sentence names: the first word, unless it is plain and no page declares it.
fn mentioned<'p>(reader: &TypeReader<'_, '_>, number: usize, page: &'p Page) -> Option<&'p TypeMention> {
    let known = |mention: &&TypeMention| !matches!(reader.mention(number, mention).ty.kind, TypeKind::Unknown(_));
    let first = page.response.mentions.first()?;
    if first.link.is_some() {
        return Some(first);
    }
    page.response.mentions.iter().find(known).or(Some(first))
}

/// A type as annotations write it; primitives included.
fn type_word(reader: &TypeReader<'_, '_>, number: usize, written: &str) -> Reading {
    let bare = super::type_index::clean(written);
    let short = bare.strip_prefix("Edm.").or_else(|| bare.strip_prefix("edm.")).unwrap_or(bare);
    if let Some(primitive) = primitive(short).filter(|_| !bare.contains('.') || short.len() < bare.len()) {
        let kind = TypeKind::Primitive(primitive);
        return Reading {
            ty: TypeRef { kind: kind.clone(), collection: false },
            evidence: Evidence::Annotation,
            choices: vec![kind],
            doubt: None,
        };
    }
    reader.named(number, bare, None)
}

fn primitive(name: &str) -> Option<Primitive> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" => Primitive::String,
        "boolean" | "bool" => Primitive::Boolean,
        "int32" | "integer" => Primitive::Int32,
        "int64" => Primitive::Int64,
        "double" => Primitive::Double,
        "guid" => Primitive::Guid,
        "datetimeoffset" => Primitive::DateTimeOffset,
        "stream" => Primitive::Stream,
        "binary" => Primitive::Binary,
        _ => return None,
    })
}

/// The value that the type describes: the first element of a list, the inside of a wrapper, else the body.
fn item_of(body: &Json) -> &Json {
    match (&body.value, body.get("value")) {
        (JsonValue::Array(elements), _) => elements.first().unwrap_or(body),
        (_, Some(value)) => match &value.value {
            JsonValue::Array(elements) => elements.first().unwrap_or(body),
            JsonValue::Object(_) => value,
            _ => body,
        },
        _ => body,
    }
}

/// `...#microsoft.graph.user`, `...#Collection(microsoft.graph.user)`; entity set paths name no type.
fn context_type(context: &str) -> Option<&str> {
    let fragment = context.rsplit_once('#')?.1;
    let fragment = fragment.split("/$entity").next().unwrap_or(fragment);
    let bare = super::type_index::clean(fragment);
    bare.contains('.').then_some(bare).filter(|bare| !bare.contains('/'))
}

fn collection_votes(
    page: &Page,
    success: Option<&ExampleBlock>,
    body: Option<&Json>,
    at_address: Option<bool>,
) -> Vec<(bool, Evidence, Span)> {
    let mut votes = Vec::new();
    if let (Some(several), Some(line)) = (at_address, page.requests.first()) {
        votes.push((several, Evidence::Path, line.target.span));
    }
    if let Some(mention) = page.response.mentions.first() {
        votes.push((mention.collection, Evidence::Prose, mention.name.span));
    } else if let Some((primitive, collection)) = &page.response.primitive {
        votes.push((*collection, Evidence::Prose, primitive.span));
    }
    if let Some(annotation) = success.and_then(|block| block.annotation.as_ref())
        && let Some(ty) = &annotation.odata_type
    {
        votes.push((annotation.is_collection, Evidence::Annotation, ty.span));
    }
    if let Some(body) = body {
        let list = match (&body.value, body.get("value")) {
            (JsonValue::Array(_), _) => true,
            (_, Some(value)) => matches!(value.value, JsonValue::Array(_)) && !has_own_value(body),
            _ => false,
        };
        votes.push((list, Evidence::Example, body.span));
    }
    votes
}

/// A body with many members beside `value` is an object that has a property of this name.
fn has_own_value(body: &Json) -> bool {
    body.members().iter().filter(|(key, _)| !key.value.contains('@')).count() > 3
}

/// The address where it tells, for nobody writes an address by habit; else two of three, and the example decides a draw.
fn decide_collection(votes: &[(bool, Evidence, Span)]) -> bool {
    if let Some((vote, ..)) = votes.iter().find(|(_, evidence, _)| *evidence == Evidence::Path) {
        return *vote;
    }
    let yes = votes.iter().filter(|(vote, ..)| *vote).count();
    let no = votes.len() - yes;
    if yes == no {
        let last_word = |evidence: Evidence| votes.iter().find(|(_, known, _)| *known == evidence).map(|(vote, ..)| *vote);
        return last_word(Evidence::Example).or_else(|| last_word(Evidence::Prose)).unwrap_or(false);
    }
    yes > no
}

fn shape(kind: Option<TypeKind>, collection: bool, success: Option<&ExampleBlock>, body: Option<&Json>) -> Option<Shape> {
    if let Some(block) = success
        && let ExampleBody::Other(_) = block.body
        && !claims_json(block)
    {
        return Some(Shape::Bytes);
    }
    let wrapped = body.and_then(|body| body.get("value"));
    let Some(kind) = kind else {
        return body.map(|_| Shape::Json);
    };
    if body.is_some_and(|body| matches!(body.value, JsonValue::Array(_))) {
        return Some(Shape::Array(kind));
    }
    Some(match kind {
        TypeKind::Primitive(Primitive::Stream) => Shape::Bytes,
        kind if collection => Shape::Many(kind),
        kind @ (TypeKind::Primitive(_) | TypeKind::Enumeration(_)) => {
            // A bare number (`$count`) is a body of its own.
            if body.is_some() && wrapped.is_none() {
                Shape::One(kind)
            } else {
                Shape::Wrapped(TypeRef { kind, collection: false })
            }
        }
        // `{"value": {...}}` around one object is a habit of generated pages; the service answers the bare object.
        kind => Shape::One(kind),
    })
}

fn claims_json(block: &ExampleBlock) -> bool {
    block.headers.iter().any(|(name, value)| name.value.eq_ignore_ascii_case("content-type") && value.value.contains("json"))
}

fn report_types(types: &BTreeMap<QualifiedName, StructuredType>, words: &[Word], chosen: &Word, findings: &mut Vec<Diagnostic>) {
    let related = |word: &Word| {
        matches!((&word.kind, &chosen.kind), (TypeKind::Structured(one), TypeKind::Structured(two))
            if Lineage(types).related(one, two))
    };
    let differs = |word: &&Word| word.kind != chosen.kind && word.evidence != Evidence::Example && !related(word);
    let Some(other) = words.iter().find(differs) else { return };
    let by = if chosen.evidence == Evidence::Path { "stands at the address" } else { "by the annotation" };
    let message = format!("`{}` is named here and `{}` {by}, which is followed", other.kind.name(), chosen.kind.name());
    findings
        .push(Diagnostic::new(Code::ResponseTypeDiffers, other.span, message).with_related(chosen.span, "the type that is used"));
}

fn report_collection(votes: &[(bool, Evidence, Span)], used: bool, findings: &mut Vec<Diagnostic>) {
    let what = |collection: bool| if collection { "a list" } else { "one object" };
    let Some((vote, evidence, span)) = votes.iter().find(|(vote, ..)| *vote != used) else { return };
    let source = match evidence {
        Evidence::Prose => "the sentence",
        Evidence::Annotation => "the annotation",
        _ => "the example",
    };
    let others =
        if votes.iter().any(|(_, evidence, _)| *evidence == Evidence::Path) { "the address" } else { "the rest of the page" };
    let message = format!("{source} speaks of {}, {others} of {}", what(*vote), what(used));
    let mut finding = Diagnostic::new(Code::ResponseCollectionDiffers, *span, message);
    if let Some((.., other)) = votes.iter().find(|(vote, ..)| *vote == used) {
        finding = finding.with_related(*other, "this is followed");
    }
    findings.push(finding);
}

fn claims(
    library: &Library<'_>,
    words: &[Word],
    chosen: &TypeKind,
    votes: &[(bool, Evidence, Span)],
    collection: bool,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for word in words {
        let says = word.kind.name().to_owned();
        let used = word.kind == *chosen;
        claims.push(Claim { about: "type".to_owned(), says, evidence: word.evidence, at: library.place(word.span), used });
    }
    for (vote, evidence, span) in votes {
        let says = vote.to_string();
        claims.push(Claim {
            about: "collection".to_owned(),
            says,
            evidence: *evidence,
            at: library.place(*span),
            used: *vote == collection,
        });
    }
    claims
}
