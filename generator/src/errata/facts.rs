//! What the model says about a target now.

use super::target::{Target, UNSAID};
use super::{FactValue, Facts};
use crate::config::path_template;
use crate::lock::operation_identity;
use crate::model::{
    Address, AnswerContent, ApiVersion, Body, BodyContent, Operation, PropertyKind, QualifiedName, Segment, TypeKind, TypeRef,
};

/// What was found of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Not even the type, enumeration or operation is in the version.
    NoOwner,
    /// Its owner is there, and it is not.
    Absent,
    /// Its facts.
    Facts(Facts),
}

/// Looks a target up.
pub(super) fn of(version: &ApiVersion, target: &Target) -> Found {
    let mut facts = Facts::new();
    let mut put = |name: &str, value: FactValue| {
        facts.insert(name.to_owned(), value);
    };
    match target {
        Target::Type(name) => {
            let Some(found) = version.structured(&QualifiedName(name.clone())) else { return Found::NoOwner };
            put("base", text(found.base.as_ref().map_or("", |base| &base.0)));
            put("key", text(found.key.as_deref().unwrap_or_default()));
            put("abstract", FactValue::Boolean(found.is_abstract));
            put("open", FactValue::Boolean(found.open));
        }
        Target::Property(owner, name) => {
            let Some(owner) = version.structured(&QualifiedName(owner.clone())) else { return Found::NoOwner };
            let Some(found) = owner.properties.iter().find(|property| property.name == *name) else { return Found::Absent };
            put("type", text(&type_name(&found.ty.kind)));
            put("collection", FactValue::Boolean(found.ty.collection));
            put("relationship", FactValue::Boolean(found.kind == PropertyKind::Navigation));
            put("required", said(found.required));
            put("nullable", said(found.nullable));
            put("read-only", FactValue::Boolean(found.read_only));
        }
        Target::Enumeration(name) => {
            let Some(found) = version.enumeration(&QualifiedName(name.clone())) else { return Found::NoOwner };
            put("flags", FactValue::Boolean(found.flags));
        }
        Target::Member(owner, name) => {
            let Some(owner) = version.enumeration(&QualifiedName(owner.clone())) else { return Found::NoOwner };
            let Some(found) = owner.members.iter().find(|member| member.name == *name) else { return Found::Absent };
            put("value", found.value.map_or_else(|| text(UNSAID), FactValue::Number));
        }
        Target::Operation(name) => {
            let Some(found) = operation(version, name).and_then(|index| version.operations.get(index)) else {
                return Found::Absent;
            };
            put("path", text(&path_template(&found.address)));
            put("method", text(&found.method));
            put("body", text(&body_text(found.body.as_ref())));
        }
        Target::Answer(owner, status) => {
            let Some(owner) = operation(version, owner).and_then(|index| version.operations.get(index)) else {
                return Found::NoOwner;
            };
            let Some(found) = owner.answers.iter().find(|answer| answer.status == *status) else { return Found::Absent };
            put("status", FactValue::Number(i64::from(found.status)));
            put("content", text(&content_text(&found.content)));
        }
    }
    Found::Facts(facts)
}

/// The place of an operation in the list; what placeholders are called does not count.
pub(super) fn operation(version: &ApiVersion, name: &str) -> Option<usize> {
    let (method, path) = name.split_once(' ')?;
    let wanted = operation_identity(None, method, path);
    let identity = |operation: &Operation| operation_identity(None, &operation.method, &path_template(&operation.address));
    version.operations.iter().position(|operation| identity(operation) == wanted)
}

/// The names of everything that targets of this kind can name, for a suggestion.
pub(super) fn owners(version: &ApiVersion, target: &Target) -> Vec<String> {
    match target {
        Target::Type(_) | Target::Property(..) => version.types.iter().map(|found| found.name.0.clone()).collect(),
        Target::Enumeration(_) | Target::Member(..) => version.enumerations.iter().map(|found| found.name.0.clone()).collect(),
        Target::Operation(_) | Target::Answer(..) => {
            version.operations.iter().map(|found| format!("{} {}", found.method, path_template(&found.address))).collect()
        }
    }
}

/// A segment as errata write it.
pub(super) fn segment_text(segment: &Segment) -> String {
    let alone = Address { segments: vec![segment.clone()], query: None, at: Vec::new() };
    path_template(&alone).trim_start_matches('/').to_owned()
}

fn text(text: &str) -> FactValue {
    FactValue::Text(text.to_owned())
}

fn said(said: Option<bool>) -> FactValue {
    said.map_or_else(|| text(UNSAID), FactValue::Boolean)
}

/// A type as errata write it: `String`, `microsoft.graph.user`.
pub(super) fn type_name(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Primitive(primitive) => primitive.edm_name().trim_start_matches("Edm.").to_owned(),
        TypeKind::Structured(name) | TypeKind::Enumeration(name) => name.0.clone(),
        TypeKind::Unknown(name) => name.clone(),
    }
}

fn type_text(ty: &TypeRef) -> String {
    let name = type_name(&ty.kind);
    if ty.collection { format!("Collection({name})") } else { name }
}

fn body_text(body: Option<&Body>) -> String {
    match body.map(|body| &body.content) {
        None => "none".to_owned(),
        Some(BodyContent::Resource(ty)) => type_text(ty),
        Some(BodyContent::Parameters) => "parameters".to_owned(),
        Some(BodyContent::Bytes(_)) => "bytes".to_owned(),
        Some(BodyContent::Json) => "json".to_owned(),
    }
}

fn content_text(content: &AnswerContent) -> String {
    match content {
        AnswerContent::None => "none".to_owned(),
        AnswerContent::Value(ty) => type_text(ty),
        AnswerContent::Wrapped(ty) => format!("Wrapped({})", type_text(ty)),
        AnswerContent::Collection(ty) => format!("Collection({})", type_name(&ty.kind)),
        AnswerContent::Bytes => "bytes".to_owned(),
        AnswerContent::Error => "error".to_owned(),
        AnswerContent::Json => "json".to_owned(),
    }
}
