//! Structured types finished: types of properties decided, enumerations inferred, inherited properties added, keys found.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::enumerations::add_listed;
use super::inference::{Candidate, Inference, Verdict};
use super::library::Library;
use super::listed_values::{self, Listed};
use super::property::PropertyDraft;
use super::reading::Doubt;
use super::sample::Sample;
use super::structure::{Structures, TypeDraft};
use super::type_index::TypeIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Claim, Enumeration, Evidence, Member, Property, QualifiedName, StructuredType, TypeKind, TypeRef};
use crate::page::{Primitive, RowKind};

/// Decides the type of every property. Enumerations that only values reveal are added to `enumerations`.
pub(super) fn decide_types(
    library: &Library<'_>,
    index: &TypeIndex,
    structures: &mut Structures<'_>,
    enumerations: &mut BTreeMap<QualifiedName, Enumeration>,
    findings: &mut Vec<Diagnostic>,
) {
    let documented: BTreeMap<QualifiedName, Enumeration> = enumerations
        .iter()
        .filter(|(name, _)| index.stands_alone(name))
        .map(|(name, known)| (name.clone(), known.clone()))
        .collect();
    let inference = Inference::new(&documented);
    let mut said = said_by_rows(library, index, structures);
    for owner in bases_first(structures) {
        for (number, Said { mut ty, mut evidence, listed }) in said.remove(&owner).into_iter().flatten().enumerate() {
            let Some(property) = structures.types.get(&owner).and_then(|draft| draft.properties.get(number)) else { continue };
            match &ty.kind {
                TypeKind::Enumeration(name) => {
                    if let (Some(enumeration), Some(row)) = (enumerations.get_mut(name), property.rows.first())
                        && property.said(|row| (!row.markers.values.is_empty()).then_some(())).is_some()
                        && listed.values.iter().all(|value| super::sample::is_member_name(value))
                    {
                        add_listed(library, enumeration, &listed.values, row.row.description.span, findings);
                    }
                }
                TypeKind::Primitive(Primitive::String) | TypeKind::Unknown(_) => {
                    let inherited = structures.bases.base(&owner).and_then(|base| structures.property(base, &property.name));
                    let from_base = inherited.and_then(|(_, base)| base.decided.clone());
                    let question = Question { library, structures, owner: &owner, property, ty: &ty, listed: &listed };
                    if let Some((base_ty, base_evidence)) =
                        from_base.filter(|(base, _)| matches!(base.kind, TypeKind::Enumeration(_)))
                    {
                        (ty.kind, evidence) = (base_ty.kind, base_evidence);
                    } else if let Some((kind, found)) = question.ask(&inference, enumerations, findings) {
                        (ty.kind, evidence) = (kind, found);
                    }
                }
                _ => {}
            }
            report_doubts(property, &ty, findings);
            if let Some(property) = structures.types.get_mut(&owner).and_then(|draft| draft.properties.get_mut(number)) {
                property.decided = Some((ty, evidence));
            }
        }
    }
}

/// What the rows and samples of a property say, whatever is said of others.
struct Said {
    ty: TypeRef,
    evidence: Evidence,
    listed: Listed,
}

/// What is said of each property of each type.
fn said_by_rows(library: &Library<'_>, index: &TypeIndex, structures: &Structures<'_>) -> BTreeMap<QualifiedName, Vec<Said>> {
    let said = |property: &PropertyDraft<'_>| {
        let (ty, evidence) = property.decide(library, index, &structures.bases);
        let listed =
            property.said(|row| Some(listed_values::of_row(row)).filter(|listed| !listed.values.is_empty())).unwrap_or_default();
        Said { ty, evidence, listed }
    };
    let of_type = |draft: &TypeDraft<'_>| draft.properties.iter().map(said).collect();
    structures.types.par_iter().map(|(name, draft)| (name.clone(), of_type(draft))).collect()
}

/// Types so ordered that a base comes before those that derive from it.
fn bases_first(structures: &Structures<'_>) -> Vec<QualifiedName> {
    let mut names: Vec<(usize, QualifiedName)> =
        structures.types.keys().map(|name| (structures.bases.chain(name).count(), name.clone())).collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// Whether a property documented as text is an enumeration.
struct Question<'q, 'a> {
    library: &'q Library<'a>,
    structures: &'q Structures<'a>,
    owner: &'q QualifiedName,
    property: &'q PropertyDraft<'a>,
    ty: &'q TypeRef,
    listed: &'q Listed,
}

impl Question<'_, '_> {
    fn ask(
        &self,
        inference: &Inference<'_>,
        enumerations: &mut BTreeMap<QualifiedName, Enumeration>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<(TypeKind, Evidence)> {
        let word = match &self.ty.kind {
            TypeKind::Unknown(word) => Some(word.as_str()),
            // A list of texts stays one: the service has hardly any collection of an enumeration that its pages
            // document as text.
            _ if self.ty.collection || self.is_identifier() => return None,
            _ => None,
        };
        let sample_values = self.property.samples.iter().find_map(|sample| match &sample.reading {
            Sample::Values(values) => Some(values.as_slice()),
            _ => None,
        });
        let said_enum = self.property.rows.iter().any(|draft| draft.row.ty.text.value.to_ascii_lowercase().contains("enum"));
        let verdict = inference.decide(&Candidate {
            owner: self.owner,
            property: &self.property.name,
            word,
            said_enum,
            listed: self.listed,
            sample_values: sample_values.unwrap_or_default(),
        });
        match verdict {
            Verdict::Text => None,
            Verdict::Known(name, evidence) => {
                self.report(&format!("the enumeration `{}`", name.short()), findings);
                if let (Some(enumeration), Some(row)) = (enumerations.get_mut(&name), self.property.rows.first())
                    && self.listed.closed
                {
                    add_listed(self.library, enumeration, &self.listed.values, row.row.description.span, findings);
                }
                Some((TypeKind::Enumeration(name), evidence))
            }
            Verdict::New { name, values, evidence } => {
                let name = self.free_name(name, &values, enumerations);
                self.report(&format!("an enumeration, named `{}`", name.short()), findings);
                self.add(&name, &values, evidence, enumerations);
                Some((TypeKind::Enumeration(name), evidence))
            }
        }
    }

    fn is_identifier(&self) -> bool {
        self.property.name == "id"
            || self.property.rows.iter().any(|draft| draft.row.markers.key)
            || self.property.samples.iter().any(|sample| sample.reading == Sample::Identifier)
    }

    /// Two properties may share an inferred enumeration when their values are the same; else the owner's name tells
    /// them apart. No structured type has the name: `task` with `trigger` beside a type `taskTrigger`.
    fn free_name(
        &self,
        name: QualifiedName,
        values: &[String],
        enumerations: &BTreeMap<QualifiedName, Enumeration>,
    ) -> QualifiedName {
        let same = |known: &Enumeration| {
            known.inferred
                && known.members.len() == values.len()
                && known.members.iter().all(|member| values.contains(&member.name))
        };
        let free = |name: &QualifiedName| !self.structures.types.contains_key(name) && enumerations.get(name).is_none_or(same);
        if free(&name) {
            return name;
        }
        let mut owned = self.owner.short().to_owned();
        let mut characters = self.property.name.chars();
        owned.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        owned.push_str(characters.as_str());
        let mut owned = QualifiedName::new(self.owner.namespace(), &owned);
        while !free(&owned) {
            owned.0.push_str("Values");
        }
        owned
    }

    fn add(
        &self,
        name: &QualifiedName,
        values: &[String],
        evidence: Evidence,
        enumerations: &mut BTreeMap<QualifiedName, Enumeration>,
    ) {
        let span = self
            .property
            .rows
            .first()
            .map(|draft| draft.row.span)
            .or_else(|| self.property.samples.first().map(|sample| sample.key.span));
        let at = self.library.place(span.unwrap_or_default());
        let says = format!("{}.{}", self.owner.short(), self.property.name);
        let claim = Claim { about: "inferred-from".to_owned(), says, evidence, at, used: true };
        if let Some(known) = enumerations.get_mut(name) {
            known.claims.push(claim);
            return;
        }
        let mut members: Vec<Member> = Vec::new();
        for value in values {
            if !members.iter().any(|member| member.name == *value) {
                members.push(Member { name: value.clone(), value: None, description: String::new(), at: vec![at] });
            }
        }
        let made = Enumeration {
            name: name.clone(),
            flags: false,
            description: String::new(),
            members,
            inferred: true,
            declared_at: vec![at],
            claims: vec![claim],
        };
        enumerations.insert(name.clone(), made);
    }

    fn report(&self, reading: &str, findings: &mut Vec<Diagnostic>) {
        let Some(draft) = self.property.rows.first() else { return };
        let message = format!(
            "`{}.{}` is documented as `{}` and read as {reading}",
            self.owner.short(),
            self.property.name,
            draft.row.ty.text.value
        );
        findings.push(Diagnostic::new(Code::TextIsEnumeration, draft.row.ty.text.span, message));
    }
}

fn report_doubts(property: &PropertyDraft<'_>, ty: &TypeRef, findings: &mut Vec<Diagnostic>) {
    for draft in &property.rows {
        let span = draft.row.ty.text.span;
        if let Some(doubt) = &draft.reading.doubt {
            let unknown = matches!(ty.kind, TypeKind::Unknown(_));
            report_doubt(doubt, &draft.row.name.value, span, unknown, findings);
        }
    }
}

/// Reports what was odd about the type of a row.
pub(super) fn report_doubt(doubt: &Doubt, name: &str, span: crate::source::Span, unknown: bool, findings: &mut Vec<Diagnostic>) {
    let finding = match doubt {
        Doubt::Unresolved(word) if unknown => Diagnostic::new(
            Code::UnresolvedType,
            span,
            format!("no page declares the type `{word}` of `{name}`; it is read as any JSON value"),
        ),
        Doubt::Unresolved(_) => return,
        Doubt::DeadLink(link) => Diagnostic::new(Code::DeadLink, span, format!("no page has the path `{link}`")),
        Doubt::NoType => Diagnostic::new(Code::RowWithoutType, span, format!("the row of `{name}` names no type")),
        Doubt::LinkDiffers(target) => Diagnostic::new(
            Code::LinkDiffers,
            span,
            format!("the link of `{name}` leads to `{target}`, its text names another type; the text is followed"),
        ),
    };
    findings.push(finding);
}

/// The finished types, by name.
pub(super) fn finish(
    library: &Library<'_>,
    index: &TypeIndex,
    mut structures: Structures<'_>,
) -> BTreeMap<QualifiedName, StructuredType> {
    let of_type = |name: &QualifiedName, draft: &TypeDraft<'_>| {
        draft.properties.iter().map(|property| property.finish(library, name)).collect::<Vec<Property>>()
    };
    let mut made: BTreeMap<QualifiedName, Vec<Property>> =
        structures.types.par_iter().map(|(name, draft)| (name.clone(), of_type(name, draft))).collect();
    let mut finished: BTreeMap<QualifiedName, StructuredType> = BTreeMap::new();
    for name in bases_first(&structures) {
        let Some(draft) = structures.types.remove(&name) else { continue };
        let mut ty = draft.ty;
        ty.base = structures.bases.base(&name).cloned();
        ty.claims.extend(structures.bases.claims.remove(&name).unwrap_or_default());
        for (property, mut made) in draft.properties.iter().zip(made.remove(&name).unwrap_or_default()) {
            let base = ty.base.as_ref().and_then(|base| finished.get(base));
            let inherited = base.and_then(|base| base.properties.iter().find(|known| known.name == property.name));
            if property.rows.is_empty() && inherited.is_some() {
                continue;
            }
            made.declared_in = match inherited {
                Some(known) => known.declared_in.clone(),
                None => origin(library, index, &structures, &name, property).unwrap_or_else(|| name.clone()),
            };
            if made.declared_in != name
                && let Some(origin) = finished.get_mut(&made.declared_in)
                && origin.declared_at.is_empty()
                && !origin.properties.iter().any(|known| known.name == made.name)
            {
                // The page of the base is not there; what its heirs say is all that is known of it.
                origin.properties.push(Property { rows: Vec::new(), claims: Vec::new(), ..made.clone() });
            }
            ty.properties.push(made);
        }
        let base = ty.base.as_ref().and_then(|base| finished.get(base));
        for inherited in base.map_or(&[][..], |base| &base.properties) {
            if !ty.properties.iter().any(|known| known.name == inherited.name) {
                ty.properties.push(Property { rows: Vec::new(), claims: Vec::new(), ..inherited.clone() });
            }
        }
        ty.key = key(&ty, draft.stated_key, &draft.properties).or_else(|| base.and_then(|base| base.key.clone()));
        finished.insert(name, ty);
    }
    finished
}

/// The ancestor that the rows name as the origin of a property.
fn origin(
    library: &Library<'_>,
    index: &TypeIndex,
    structures: &Structures<'_>,
    name: &QualifiedName,
    property: &PropertyDraft<'_>,
) -> Option<QualifiedName> {
    let reader = super::reading::TypeReader { library, index };
    let draft = property.rows.iter().find(|draft| draft.row.markers.inherited_from.is_some())?;
    let mention = draft.row.markers.inherited_from.as_ref()?;
    let origin = match reader.mention(draft.page, mention).ty.kind {
        TypeKind::Structured(origin) => origin,
        TypeKind::Unknown(written) => super::declare::qualify(&written, name.namespace()),
        _ => return None,
    };
    structures.bases.chain(name).any(|base| *base == origin).then_some(origin)
}

fn key(ty: &StructuredType, stated: Option<&str>, drafts: &[PropertyDraft<'_>]) -> Option<String> {
    if let Some(stated) = stated
        && let Some(property) = ty.properties.iter().find(|property| property.name.eq_ignore_ascii_case(stated))
    {
        return Some(property.name.clone());
    }
    let marked = |draft: &&PropertyDraft<'_>| {
        draft.rows.iter().any(|row| row.row.markers.key && row.row.kind != RowKind::Relationship)
            || draft.samples.iter().any(|sample| sample.reading == Sample::Identifier && draft.name.eq_ignore_ascii_case("id"))
    };
    drafts.iter().find(marked).map(|draft| draft.name.clone())
}
