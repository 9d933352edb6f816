//! Contradictions between sources that the model bridges: each is reported once, at the place to mend.

use super::property::{PropertyDraft, SampleDraft};
use super::sample::Sample;
use super::structure::Structures;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Primitive, QualifiedName, TypeKind, TypeRef};

/// Tables against JSON representation blocks.
pub(super) fn tables_and_json(structures: &Structures<'_>, findings: &mut Vec<Diagnostic>) {
    for (owner, draft) in &structures.types {
        for property in &draft.properties {
            let Some((ty, _)) = &property.decided else { continue };
            if let Some(row) = property.rows.first() {
                for sample in &property.samples {
                    compare(owner, property, ty, row.row, sample, findings);
                }
            } else if let Some(sample) = property.samples.first() {
                let inherited =
                    structures.bases.base(owner).is_some_and(|base| structures.property(base, &property.name).is_some());
                if !inherited {
                    let message =
                        format!("`{}.{}` stands in the JSON representation and in no table", owner.short(), property.name);
                    findings.push(Diagnostic::new(Code::PropertyOnlyInJson, sample.key.span, message));
                }
            }
        }
    }
}

fn compare(
    owner: &QualifiedName,
    property: &PropertyDraft<'_>,
    ty: &TypeRef,
    row: &crate::page::Row,
    sample: &SampleDraft<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    if sample.key.value != property.name {
        let message = format!("the table writes `{}`, the JSON representation `{}`", property.name, sample.key.value);
        findings.push(Diagnostic::new(Code::PropertyCase, sample.key.span, message).with_related(row.name.span, "the row"));
    }
    let says = if ty.collection != sample.array
        && sample.reading != Sample::Nothing
        && !matches!(ty.kind, TypeKind::Primitive(Primitive::Json))
    {
        Some(if sample.array { "a list" } else { "a single value" })
    } else {
        conflict(&ty.kind, &sample.reading)
    };
    if let Some(says) = says {
        let message =
            format!("`{}.{}` is `{ty}` in the table and {says} in the JSON representation", owner.short(), property.name);
        findings.push(
            Diagnostic::new(Code::TableAndJsonDiffer, sample.value.span, message)
                .with_related(row.ty.text.span, "the type that is used"),
        );
    }
}

/// A sample that no value of the type looks like. Texts can stand for anything, so only shapes are compared.
fn conflict(kind: &TypeKind, sample: &Sample) -> Option<&'static str> {
    match (kind, sample) {
        (TypeKind::Primitive(primitive), Sample::Typed(_) | Sample::Object) => {
            (!matches!(primitive, Primitive::Json | Primitive::Stream)).then_some("an object")
        }
        (TypeKind::Primitive(primitive), Sample::Primitive(other)) => {
            let kinds = |primitive: &Primitive| match primitive {
                Primitive::Boolean => 1,
                Primitive::DateTimeOffset | Primitive::Date => 2,
                Primitive::Json => 0,
                _ => 3,
            };
            let (one, two) = (kinds(primitive), kinds(other));
            (one != 0 && one != two).then_some(match two {
                1 => "a truth value",
                2 => "a date",
                _ => "another kind of value",
            })
        }
        (TypeKind::Primitive(Primitive::Boolean), Sample::Integer) => Some("a number"),
        (TypeKind::Enumeration(_), Sample::Typed(_)) => Some("an object"),
        _ => None,
    }
}
