//! A property in the making: the rows and samples that speak of it, and the type that follows from them.

use super::inheritance::Bases;
use super::library::Library;
use super::reading::{Doubt, Reading};
use super::sample::Sample;
use super::type_index::TypeIndex;
use crate::json::Json;
use crate::model::{Claim, Evidence, Property, PropertyKind, QualifiedName, TypeKind, TypeRef};
use crate::page::{Primitive, Row, RowKind};
use crate::source::Spanned;

/// A row of a property or relationship table, with the reading of its type cell.
pub(super) struct RowDraft<'a> {
    pub(super) page: usize,
    pub(super) row: &'a Row,
    pub(super) reading: Reading,
}

/// A key of a JSON representation block.
pub(super) struct SampleDraft<'a> {
    pub(super) page: usize,
    pub(super) key: &'a Spanned<String>,
    pub(super) value: &'a Json,
    pub(super) reading: Sample,
    pub(super) array: bool,
}

impl SampleDraft<'_> {
    /// The type that the sample stands for, as it is written; none where it stands for no certain one.
    fn says(&self) -> Option<String> {
        let says = sample_text(&self.reading)?;
        Some(if self.array { format!("Collection({says})") } else { says })
    }
}

/// Everything that the pages of one type say about one of its properties.
pub(super) struct PropertyDraft<'a> {
    pub(super) name: String,
    pub(super) rows: Vec<RowDraft<'a>>,
    pub(super) samples: Vec<SampleDraft<'a>>,
    /// The type as decided; `None` until then.
    pub(super) decided: Option<(TypeRef, Evidence)>,
}

impl PropertyDraft<'_> {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: Vec::new(), samples: Vec::new(), decided: None }
    }

    /// The type by the order of precedence: table, then JSON.
    pub(super) fn decide(&self, library: &Library<'_>, index: &TypeIndex, bases: &Bases) -> (TypeRef, Evidence) {
        let sample = self.samples.first();
        let from_sample = || {
            let sample = sample?;
            let namespace = library.namespace(sample.page);
            Some((sample_type(&sample.reading, sample.array, namespace, index), Evidence::JsonRepresentation))
        };
        let Some(row) = self.rows.first() else {
            return from_sample().unwrap_or((json(false), Evidence::Inferred));
        };
        if row.reading.doubt == Some(Doubt::NoType) {
            if let Some((mut ty, evidence)) = from_sample() {
                ty.collection |= row.reading.ty.collection;
                return (ty, evidence);
            }
            return (json(row.reading.ty.collection), Evidence::Inferred);
        }
        let mut ty = row.reading.ty.clone();
        if row.reading.choices.len() > 1
            && let Some(common) = common_base(&row.reading.choices, bases)
        {
            ty.kind = TypeKind::Structured(common);
        }
        (ty, row.reading.evidence)
    }

    /// The first row that says a thing.
    pub(super) fn said<T>(&self, of: impl Fn(&Row) -> Option<T>) -> Option<T> {
        self.rows.iter().find_map(|draft| of(draft.row))
    }

    /// The finished property of a type; whether it was declared in a base of it is not known here.
    pub(super) fn finish(&self, library: &Library<'_>, owner: &QualifiedName) -> Property {
        let (ty, ty_evidence) = self.decided.clone().unwrap_or((json(false), Evidence::Inferred));
        let navigation = self.rows.iter().any(|draft| draft.row.kind == RowKind::Relationship);
        let marked = |of: fn(&Row) -> bool| self.rows.iter().any(|draft| of(draft.row));
        Property {
            name: self.name.clone(),
            kind: if navigation { PropertyKind::Navigation } else { PropertyKind::Structural },
            claims: self.claims(library, &ty, ty_evidence),
            ty,
            ty_evidence,
            declared_in: owner.clone(),
            description: self
                .said(|row| Some(row.description.value.trim().to_owned()).filter(|text| !text.is_empty()))
                .unwrap_or_default(),
            required: self.said(|row| row.markers.required),
            nullable: self.said(|row| row.markers.nullable),
            read_only: marked(|row| row.markers.read_only),
            write_only: marked(|row| row.markers.write_only),
            only_on_select: marked(|row| row.markers.only_on_select),
            default: self.said(|row| row.markers.default.as_ref().map(|literal| literal.value.clone())),
            query_support: self
                .said(|row| Some(row.markers.query_support.clone()).filter(|support| !support.is_empty()))
                .unwrap_or_default(),
            deprecated: marked(|row| row.markers.deprecated),
            rows: self.rows.iter().map(|draft| library.place(draft.row.span)).collect(),
            in_json: !self.samples.is_empty(),
        }
    }

    /// Who says what about the type, where they do not all say the same.
    fn claims(&self, library: &Library<'_>, used: &TypeRef, used_evidence: Evidence) -> Vec<Claim> {
        let agreed = used.to_string();
        let says_so = |sample: &SampleDraft<'_>| sample.says().is_none_or(|says| says == agreed);
        if self.rows.iter().all(|draft| draft.reading.ty == *used) && self.samples.iter().all(says_so) {
            return Vec::new();
        }
        let mut claims: Vec<Claim> = Vec::new();
        for draft in &self.rows {
            let reading = &draft.reading;
            claims.push(Claim {
                about: "type".to_owned(),
                says: reading.ty.to_string(),
                evidence: reading.evidence,
                at: library.place(draft.row.ty.text.span),
                used: reading.ty == *used,
            });
        }
        for sample in &self.samples {
            let Some(says) = sample.says() else { continue };
            let used = used_evidence == Evidence::JsonRepresentation;
            let at = library.place(sample.key.span);
            claims.push(Claim { about: "type".to_owned(), says, evidence: Evidence::JsonRepresentation, at, used });
        }
        if claims.iter().all(|claim| claim.says == agreed) {
            return Vec::new();
        }
        if !claims.iter().any(|claim| claim.used)
            && let Some(first) = self.rows.first()
        {
            let at = library.place(first.row.description.span);
            claims.push(Claim { about: "type".to_owned(), says: used.to_string(), evidence: used_evidence, at, used: true });
        }
        claims
    }
}

fn json(collection: bool) -> TypeRef {
    TypeRef { kind: TypeKind::Primitive(Primitive::Json), collection }
}

/// "A or B": the nearest type that both derive from, if there is one.
fn common_base(choices: &[TypeKind], bases: &Bases) -> Option<QualifiedName> {
    let names: Option<Vec<&QualifiedName>> = choices
        .iter()
        .map(|kind| match kind {
            TypeKind::Structured(name) => Some(name),
            _ => None,
        })
        .collect();
    bases.common(&names?)
}

/// The type that a sample stands for.
fn sample_type(sample: &Sample, array: bool, namespace: &str, index: &TypeIndex) -> TypeRef {
    let kind = match sample {
        Sample::Primitive(primitive) => TypeKind::Primitive(*primitive),
        Sample::Text | Sample::Values(_) | Sample::Identifier => TypeKind::Primitive(Primitive::String),
        Sample::Integer => TypeKind::Primitive(Primitive::Int32),
        Sample::Typed(name) => {
            index.find(name, namespace).map_or_else(|| TypeKind::Unknown(name.clone()), super::type_index::Entry::type_kind)
        }
        Sample::Object | Sample::Nothing => TypeKind::Primitive(Primitive::Json),
    };
    TypeRef { kind, collection: array }
}

fn sample_text(sample: &Sample) -> Option<String> {
    match sample {
        Sample::Primitive(primitive) => Some(primitive.edm_name().to_owned()),
        Sample::Text | Sample::Identifier => Some("Edm.String".to_owned()),
        Sample::Values(values) => Some(values.join(" | ")),
        Sample::Integer => Some("a whole number".to_owned()),
        Sample::Typed(name) => Some(super::type_index::clean(name).to_owned()),
        Sample::Object => Some("an object".to_owned()),
        Sample::Nothing => None,
    }
}
