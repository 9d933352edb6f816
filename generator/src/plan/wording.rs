//! Documentation lines of types, properties, parameters and operations.

use super::placing::Places;
use super::prose::{code_span, doc_lines, own_lines};
use crate::model::{ApiVersion, Parameter, Property, PropertyKind, QualifiedName, StructuredType, TypeKind};

/// Width of a documentation line, without its marker and indentation.
pub(super) const DOC_WIDTH: usize = 112;

/// Where readers find the pages.
pub(super) const READER_BASE: &str = "https://learn.microsoft.com/graph/api";

/// What rustdoc says of a struct.
pub(super) fn type_doc(ty: &StructuredType, version: &ApiVersion, places: &Places) -> Vec<String> {
    let mut lines = doc_lines(&ty.description, DOC_WIDTH);
    if lines.is_empty() {
        lines.push(format!("The type {}.", code_span(&ty.name.0)));
    }
    if let Some(base) = &ty.base {
        lines.push(String::new());
        lines.push(format!("Its base type is {}; inherited properties are repeated here.", code_span(base.short())));
    }
    let untyped: Vec<&Property> =
        ty.properties.iter().filter(|property| !property.name.contains('@') && !places.is_typed(&ty.name, property)).collect();
    if !untyped.is_empty() {
        lines.push(String::new());
        let names: Vec<String> = untyped.iter().map(|property| code_span(&property.name)).collect();
        lines.extend(own_lines(
            &format!(
                "Relationships to other areas of the API have no field here and are kept as JSON in `extra`: {}.",
                names.join(", ")
            ),
            DOC_WIDTH,
        ));
    }
    if let Some(url) = places.page_url(version, ty.declared_at.first().map(|place| place.file)) {
        lines.push(String::new());
        lines.push(format!("[Reference page]({url})"));
    }
    lines
}

/// What rustdoc says of a field.
pub(super) fn property_doc(property: &Property, owner: &StructuredType) -> Vec<String> {
    let mut lines = doc_lines(&property.description, DOC_WIDTH - 4);
    let mut facts = Vec::new();
    if property.kind == PropertyKind::Navigation {
        facts.push("Relationship.".to_owned());
    }
    if property.read_only && !property.description.to_ascii_lowercase().contains("read-only") {
        facts.push("Read-only.".to_owned());
    }
    if let Some(word) = unknown_type(property) {
        facts.push(format!("The page calls its type {}, which no page documents.", code_span(word)));
    }
    let declared = declared_elsewhere(property, &owner.name);
    if let Some(base) = declared
        && !property.description.contains("nherited from")
    {
        facts.push(format!("Inherited from {}.", code_span(base.short())));
    }
    if lines.is_empty() && facts.is_empty() {
        lines.push(format!("The property {}.", code_span(&property.name)));
    }
    lines.extend(own_lines(&facts.join(" "), DOC_WIDTH - 4));
    lines
}

/// What rustdoc says of a member of an action's body.
pub(super) fn parameter_doc(parameter: &Parameter) -> Vec<String> {
    let mut lines = doc_lines(&parameter.description, DOC_WIDTH - 4);
    if lines.is_empty() {
        lines.push(format!("The parameter {}.", code_span(&parameter.name)));
    }
    lines
}

fn unknown_type(property: &Property) -> Option<&str> {
    match &property.ty.kind {
        TypeKind::Unknown(word) if !word.is_empty() => Some(word),
        _ => None,
    }
}

fn declared_elsewhere<'a>(property: &'a Property, owner: &QualifiedName) -> Option<&'a QualifiedName> {
    (property.declared_in != *owner && !property.declared_in.0.is_empty()).then_some(&property.declared_in)
}
