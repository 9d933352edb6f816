//! Properties and relationships of a type. What a type inherits is reported once, where it is declared.

use std::collections::BTreeMap;

use super::address::type_text;
use super::comparison::Comparison;
use super::draft::{Draft, Subject};
use super::pairing::{Candidate, choose, few, name_likeness, text_likeness};
use super::prose::shortened;
use super::report::{Action, Element, EvidenceKind};
use super::verdict::Rest;
use super::{property_facts, rules, surface};
use crate::model::{Evidence, Property, PropertyKind, StructuredType};

const DECIDES: &str = "Look the property up in the service metadata (`--metadata`), or select it once.";

/// The element that a property is.
pub(super) fn element(property: &Property) -> Element {
    match property.kind {
        PropertyKind::Structural => Element::Property,
        PropertyKind::Navigation => Element::Navigation,
    }
}

/// A change of a property of a pair of types, with keys and places.
pub(super) struct Owner<'t> {
    pub(super) before: &'t StructuredType,
    pub(super) after: &'t StructuredType,
}

impl Owner<'_> {
    pub(super) fn draft(
        &self,
        rule: &'static super::rules::Rule,
        action: Action,
        before: Option<&Property>,
        after: Option<&Property>,
    ) -> Draft {
        let shown = after.or(before);
        let name = shown.map_or("", |property| property.name.as_str());
        // What went is called as the base calls it, so that the mirror of the report has the same names.
        let holder = if action == Action::Removed { self.before } else { self.after };
        let mut draft = Draft::new(rule, shown.map_or(Element::Property, element), action, holder.name.0.clone(), name)
            .subject(Subject::Type(Some(self.before.name.0.clone()), Some(self.after.name.0.clone())))
            .items(
                before.map(|property| surface::property_key(&self.before.name.0, &property.name)),
                after.map(|property| surface::property_key(&self.after.name.0, &property.name)),
            )
            .at(
                before.map_or(&[][..], |property| property.rows.as_slice()),
                after.map_or(&[][..], |property| property.rows.as_slice()),
            );
        draft.before = before.map(|property| type_text(&property.ty));
        draft.after = after.map(|property| type_text(&property.ty));
        draft
    }
}

/// Compares the properties of a type.
pub(super) fn compare(comparison: &mut Comparison<'_>, before: &StructuredType, after: &StructuredType) {
    let owner = Owner { before, after };
    let old = named(before);
    let new = named(after);
    let gone: Vec<&Property> = old.values().copied().filter(|p| own(before, p) && !new.contains_key(p.name.as_str())).collect();
    let came: Vec<&Property> = new.values().copied().filter(|p| own(after, p) && !old.contains_key(p.name.as_str())).collect();
    let pairs = if comparison.options.renames { pair(&gone, &came) } else { Vec::new() };
    for pair in &pairs {
        if let (Some(left), Some(right)) = (old.get(pair.gone.as_str()), new.get(pair.new.as_str())) {
            renamed(comparison, &owner, left, right, pair.score);
        }
    }
    for property in gone.iter().filter(|property| !pairs.iter().any(|pair| pair.gone == property.name)) {
        removed(comparison, &owner, property);
    }
    for property in came.iter().filter(|property| !pairs.iter().any(|pair| pair.new == property.name)) {
        added(comparison, &owner, property);
    }
    for property in new.values().filter(|property| repeats(after, property)) {
        if !old.get(property.name.as_str()).is_some_and(|known| own(before, known) || repeats(before, known)) {
            repeated(comparison, &owner, old.get(property.name.as_str()).copied(), Some(property));
        }
    }
    for property in old.values().filter(|property| repeats(before, property)) {
        if !new.get(property.name.as_str()).is_some_and(|known| own(after, known) || repeats(after, known)) {
            repeated(comparison, &owner, Some(property), new.get(property.name.as_str()).copied());
        }
    }
    for (name, left) in &old {
        let Some(right) = new.get(name) else { continue };
        match (own(before, left), own(after, right)) {
            (true, true) => {
                rows(comparison, &owner, left, right);
                property_facts::compare(comparison, &owner, left, right);
            }
            (true, false) => {
                let draft = owner
                    .draft(&rules::RESP_PROP_REMOVED_INHERITED, Action::Removed, Some(left), Some(right))
                    .page_only(EvidenceKind::Inherited, format!("it is inherited from {}", right.declared_in));
                comparison.push(draft);
            }
            (false, true) => {
                let draft = owner
                    .draft(&rules::RESP_PROP_REMOVED_INHERITED, Action::Added, Some(left), Some(right))
                    .page_only(EvidenceKind::Inherited, format!("it was inherited from {}", left.declared_in));
                comparison.push(draft);
            }
            (false, false) => {}
        }
    }
}

fn named(ty: &StructuredType) -> BTreeMap<&str, &Property> {
    let mut out = BTreeMap::new();
    for property in &ty.properties {
        out.entry(property.name.as_str()).or_insert(property);
    }
    out
}

fn own(ty: &StructuredType, property: &Property) -> bool {
    property.declared_in == ty.name
}

/// The page of the type has a row for what a base type declares.
fn repeats(ty: &StructuredType, property: &Property) -> bool {
    !own(ty, property) && !property.rows.is_empty()
}

/// A row that came or went for what the type inherits: a reader of the page sees it, the base type has the change.
fn repeated(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: Option<&Property>, after: Option<&Property>) {
    let came = after.is_some_and(|property| repeats(owner.after, property));
    let Some(property) = (if came { after } else { before }) else { return };
    let navigation = property.kind == PropertyKind::Navigation;
    let (rule, action) = match (navigation, came) {
        (true, true) => (&rules::NAVIGATION_ADDED, Action::Added),
        (false, true) => (&rules::RESP_PROP_ADDED, Action::Added),
        (true, false) => (&rules::NAVIGATION_REMOVED, Action::Removed),
        (false, false) => (&rules::RESP_PROP_REMOVED, Action::Removed),
    };
    let note = format!("a row for what {} declares", property.declared_in);
    let mut draft = owner.draft(rule, action, before, after).page_only(EvidenceKind::Inherited, note);
    // The text of the other side is no row.
    if came {
        draft.before = None;
    } else {
        draft.after = None;
    }
    comparison.push(draft);
}

/// Pairs names that differ in case only, and names that mean the same by type and words.
fn pair(gone: &[&Property], came: &[&Property]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let by_likeness = few(gone.len(), came.len());
    for old in gone {
        for new in came {
            let score = if old.name.eq_ignore_ascii_case(&new.name) {
                1.0
            } else if by_likeness && old.ty == new.ty && old.kind == new.kind {
                let words = if old.description.is_empty() || new.description.is_empty() {
                    0.0
                } else {
                    text_likeness(&old.description, &new.description)
                };
                (0.5 * words + 0.5 * name_likeness(&old.name, &new.name)).min(0.99)
            } else {
                continue;
            };
            if score >= 0.72 {
                candidates.push(Candidate { gone: old.name.clone(), new: new.name.clone(), score });
            }
        }
    }
    choose(candidates)
}

fn renamed(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: &Property, after: &Property, score: f64) {
    let recased = before.name.eq_ignore_ascii_case(&after.name);
    let rule = if recased { &rules::RESP_PROP_RECASED } else { &rules::RESP_PROP_RENAMED };
    let mut draft = owner.draft(rule, Action::Renamed, Some(before), Some(after));
    draft = draft.between(before.name.clone(), after.name.clone());
    draft = if witnesses(before) > 1 && witnesses(after) > 1 && !recased {
        draft.proven("table and JSON of the base use the old name, those of the revision the new one")
    } else {
        draft.unproven("one name took the place of the other", DECIDES)
    };
    comparison.push(draft.score(score));
    if before.ty != after.ty {
        property_facts::compare(comparison, owner, before, after);
    }
}

/// How many kinds of sources show the property: the table is one, any JSON another.
pub(super) fn witnesses(property: &Property) -> usize {
    let in_example = || property.claims.iter().any(|claim| claim.evidence == Evidence::Example);
    usize::from(!property.rows.is_empty()) + usize::from(property.in_json || in_example())
}

fn removed(comparison: &mut Comparison<'_>, owner: &Owner<'_>, property: &Property) {
    let navigation = property.kind == PropertyKind::Navigation;
    let rule = if navigation { &rules::NAVIGATION_REMOVED } else { &rules::RESP_PROP_REMOVED };
    let draft = owner.draft(rule, Action::Removed, Some(property), None);
    let mut draft = if property.deprecated {
        let mut draft = draft.unproven("the base marked it as deprecated", DECIDES);
        draft.evidence.kind = EvidenceKind::Announced;
        draft
    } else if let Some(place) = moved_to(comparison, owner, property) {
        let mut draft = draft.unproven(format!("{place} has it now"), DECIDES);
        draft.evidence.kind = EvidenceKind::MovedSection;
        draft
    } else if property.rows.is_empty() {
        draft.page_only(EvidenceKind::Correction, "only JSON of the base showed it, no table did")
    } else if let Some(operation) = still_sent(comparison, owner, property) {
        let mut draft = draft.unproven(format!("{operation} still documents it in its body"), DECIDES);
        draft.evidence.kind = EvidenceKind::OtherPageStillSays;
        draft
    } else if witnesses(property) > 1 {
        draft.proven("table and JSON of the base showed it, nothing of the revision does")
    } else {
        draft.unproven("only a row of a table said that it is there", DECIDES)
    };
    draft.nearest = owner.after.declared_at.first().map(|place| comparison.revision.path(place.file).to_owned());
    comparison.push(draft);
}

/// A type derived from the owner that declares the property in the revision: it moved down.
fn moved_to(comparison: &Comparison<'_>, owner: &Owner<'_>, property: &Property) -> Option<String> {
    comparison
        .revision
        .version
        .types
        .iter()
        .filter(|ty| comparison.revision.derives_from_named(&ty.name, &owner.after.name))
        .find(|ty| ty.properties.iter().any(|other| other.name == property.name && other.declared_in == ty.name))
        .map(|ty| ty.name.0.clone())
}

/// An operation of the revision that documents the property as a member of its body.
fn still_sent(comparison: &Comparison<'_>, owner: &Owner<'_>, property: &Property) -> Option<String> {
    let reached = comparison.revision.reach.of(&owner.after.name.0);
    reached.requests.iter().filter_map(|number| comparison.revision.version.operations.get(*number)).find_map(|operation| {
        let body = operation.body.as_ref()?;
        let carries = matches!(&body.content, crate::model::BodyContent::Resource(ty)
            if super::address::kind_text(&ty.kind) == owner.after.name.0);
        (carries && body.members.iter().any(|member| member.name == property.name))
            .then(|| format!("{} {}", operation.method, super::address::written(&operation.address)))
    })
}

fn added(comparison: &mut Comparison<'_>, owner: &Owner<'_>, property: &Property) {
    let rule = match (property.kind, property.nullable) {
        (PropertyKind::Navigation, _) => &rules::NAVIGATION_ADDED,
        (PropertyKind::Structural, Some(false)) => &rules::RESP_PROP_ADDED_NONNULL,
        (PropertyKind::Structural, _) => &rules::RESP_PROP_ADDED,
    };
    let draft = owner.draft(rule, Action::Added, None, Some(property));
    let draft = if property.nullable == Some(false) && property.kind == PropertyKind::Structural {
        draft.unproven(
            "a property that is never null, on a type that exists: breaking by the guideline, not by the policy for customers",
            "Whether requests have to carry it: create one without it.",
        )
    } else {
        draft
    };
    comparison.push(draft);
}

/// A row that came to a property which JSON or other pages showed before, or that went from one which they still show.
fn rows(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: &Property, after: &Property) {
    let navigation = after.kind == PropertyKind::Navigation;
    if before.rows.is_empty() && !after.rows.is_empty() {
        let rule = if navigation { &rules::NAVIGATION_ADDED } else { &rules::RESP_PROP_ADDED };
        let draft =
            owner.draft(rule, Action::Added, Some(before), Some(after)).note("JSON of the base showed it already, no table did");
        comparison.push(draft);
    } else if !before.rows.is_empty() && after.rows.is_empty() {
        let rule = if navigation { &rules::NAVIGATION_REMOVED } else { &rules::RESP_PROP_REMOVED };
        let draft = owner
            .draft(rule, Action::Removed, Some(before), Some(after))
            .page_only(EvidenceKind::OtherPageStillSays, "the row is gone, JSON still shows it");
        comparison.push(draft);
    }
}

/// The properties of a type that is new; they come with it.
pub(super) fn all_added(comparison: &mut Comparison<'_>, ty: &StructuredType) {
    for property in ty.properties.iter().filter(|property| own(ty, property) || repeats(ty, property)) {
        let navigation = property.kind == PropertyKind::Navigation;
        let rule = if navigation { &rules::NAVIGATION_ADDED } else { &rules::RESP_PROP_ADDED };
        let draft = Draft::new(rule, element(property), Action::Added, ty.name.0.clone(), property.name.clone())
            .after(type_text(&property.ty))
            .note("it comes with its type")
            .rest(if ty.declared_at.is_empty() { Rest::Documentation } else { Rest::Additive })
            .subject(Subject::Type(None, Some(ty.name.0.clone())))
            .items(None, Some(surface::property_key(&ty.name.0, &property.name)))
            .at(&[], &property.rows);
        comparison.push(draft);
    }
}

/// The properties of a type that is gone; they go with it.
pub(super) fn all_removed(comparison: &mut Comparison<'_>, ty: &StructuredType) {
    for property in ty.properties.iter().filter(|property| own(ty, property) || repeats(ty, property)) {
        let navigation = property.kind == PropertyKind::Navigation;
        let rule = if navigation { &rules::NAVIGATION_REMOVED } else { &rules::RESP_PROP_REMOVED };
        let draft = Draft::new(rule, element(property), Action::Removed, ty.name.0.clone(), property.name.clone())
            .before(type_text(&property.ty))
            .page_only(EvidenceKind::Documented, "it goes with its type")
            .subject(Subject::Type(Some(ty.name.0.clone()), None))
            .items(Some(surface::property_key(&ty.name.0, &property.name)), None)
            .at(&property.rows, &[]);
        comparison.push(draft);
    }
}

/// How a description reads in a report.
pub(super) fn description(property: &Property) -> String {
    shortened(&property.description, 160)
}
