//! Entity and complex types as a whole; their properties are in `properties.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Comparison, of_type};
use super::draft::{Draft, Subject};
use super::index::Side;
use super::pairing::{Candidate, choose, few, name_likeness, overlap};
use super::prose::{names_successor, plain, removal_date, shortened};
use super::report::{Action, Element, EvidenceKind};
use super::surface;
use super::verdict::Rest;
use super::{properties, rules};
use crate::model::StructuredType;

const DECIDES: &str = "Look the type up in the service metadata (`--metadata`).";

/// The root of the entity types.
const ROOT: &str = "microsoft.graph.entity";

/// Compares types and their properties.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let base = comparison.base.types.clone();
    let revision = comparison.revision.types.clone();
    let gone: Vec<&str> = base.keys().copied().filter(|name| !revision.contains_key(name)).collect();
    let new: Vec<&str> = revision.keys().copied().filter(|name| !base.contains_key(name)).collect();
    let pairs = if comparison.options.renames { pair(&base, &revision, &gone, &new) } else { Vec::new() };
    for pair in &pairs {
        if let (Some(before), Some(after)) = (base.get(pair.gone.as_str()), revision.get(pair.new.as_str())) {
            renamed(comparison, before, after, pair.score);
            properties::compare(comparison, before, after);
        }
    }
    for name in gone.into_iter().filter(|name| !pairs.iter().any(|pair| pair.gone == *name)) {
        if let Some(ty) = base.get(name) {
            removed(comparison, ty);
        }
    }
    for name in new.into_iter().filter(|name| !pairs.iter().any(|pair| pair.new == *name)) {
        if let Some(ty) = revision.get(name) {
            added(comparison, ty, None);
        }
    }
    for (name, before) in &base {
        let Some(after) = revision.get(name) else { continue };
        if before.declared_at.is_empty() && !after.declared_at.is_empty() {
            added(comparison, after, Some(before));
        } else if !before.declared_at.is_empty() && after.declared_at.is_empty() {
            undocumented(comparison, before);
        }
        traits(comparison, before, after);
        properties::compare(comparison, before, after);
    }
    namespaces(comparison);
}

fn pair(
    base: &BTreeMap<&str, &StructuredType>,
    revision: &BTreeMap<&str, &StructuredType>,
    gone: &[&str],
    new: &[&str],
) -> Vec<Candidate> {
    let own = |ty: &StructuredType| -> BTreeSet<String> {
        ty.properties.iter().filter(|property| property.declared_in == ty.name).map(|property| property.name.clone()).collect()
    };
    let mut candidates = Vec::new();
    let by_likeness = few(gone.len(), new.len());
    for old in gone {
        let Some(before) = base.get(old) else { continue };
        let left = own(before);
        for other in new {
            let Some(after) = revision.get(other) else { continue };
            let same_name = before.name.short().eq_ignore_ascii_case(after.name.short());
            let right = own(after);
            let too_small = left.len().min(right.len()) < 2;
            let score = if same_name {
                1.0
            } else if too_small || !by_likeness {
                continue;
            } else {
                // Twins with the same members are told apart by their names.
                0.85 * overlap(&left, &right) + 0.14 * name_likeness(before.name.short(), after.name.short())
            };
            if score >= 0.6 {
                candidates.push(Candidate { gone: (*old).to_owned(), new: (*other).to_owned(), score });
            }
        }
    }
    choose(candidates)
}

fn renamed(comparison: &mut Comparison<'_>, before: &StructuredType, after: &StructuredType, score: f64) {
    let moved = before.name.short() == after.name.short();
    let rule = if moved { &rules::NAMESPACE_CHANGED } else { &rules::TYPE_RENAMED };
    let draft = Draft::new(rule, Element::Type, Action::Renamed, after.name.0.clone(), after.name.short())
        .between(before.name.0.clone(), after.name.0.clone())
        .score(score)
        .subject(Subject::Type(Some(before.name.0.clone()), Some(after.name.0.clone())))
        .items(Some(surface::type_key(&before.name.0)), Some(surface::type_key(&after.name.0)))
        .at(&before.declared_at, &after.declared_at);
    let draft = if travels(&comparison.base, before) || travels(&comparison.revision, after) {
        draft.rest(Rest::Breaking).unproven(
            "the members are the same, and the type's name travels: it has a base or types derived from it, so @odata.type names it",
            DECIDES,
        )
    } else {
        draft.page_only(EvidenceKind::Rewritten, "the members are the same, and the name does not travel").score(score)
    };
    comparison.push(draft);
}

/// The type's name can stand in `@odata.type` or in a cast.
fn travels(side: &Side<'_>, ty: &StructuredType) -> bool {
    ty.base.as_ref().is_some_and(|base| base.0 != ROOT)
        || side.version.types.iter().any(|other| other.base.as_ref() == Some(&ty.name))
}

fn removed(comparison: &mut Comparison<'_>, ty: &StructuredType) {
    let name = &ty.name.0;
    if comparison.revision.enumerations.contains_key(name.as_str()) {
        kind_changed(comparison, ty, true);
        return;
    }
    let draft = Draft::new(&rules::TYPE_REMOVED, Element::Type, Action::Removed, name.clone(), ty.name.short())
        .before(kind(ty))
        .subject(Subject::Type(Some(name.clone()), None))
        .items(Some(surface::type_key(name)), None)
        .at(&ty.declared_at, &[]);
    let reached = comparison.base.reach.of(name);
    let kept_use = reached.requests.union(&reached.answers).any(|number| comparison.partner(*number).is_some());
    let page_there = ty.declared_at.iter().any(|place| comparison.page_now(comparison.base.path(place.file)).is_some());
    let announced = ty.deprecated.is_some();
    let draft = if ty.declared_at.is_empty() {
        draft.page_only(EvidenceKind::Correction, "no page documented it; other pages only mentioned it")
    } else if announced {
        let mut draft = draft.unproven("the base marked it as deprecated", DECIDES);
        draft.evidence.kind = EvidenceKind::Announced;
        draft
    } else if !kept_use {
        draft.page_only(EvidenceKind::Correction, "no operation that is still documented used it")
    } else if page_there {
        draft.unproven("its page is still there", DECIDES)
    } else {
        draft.proven("its page is gone, operations that used it are still documented, and no page names it any more")
    };
    comparison.push(draft);
    properties::all_removed(comparison, ty);
}

/// A type that has a page of its own no longer; other pages still mention it.
fn undocumented(comparison: &mut Comparison<'_>, ty: &StructuredType) {
    let draft = Draft::new(&rules::TYPE_REMOVED, Element::Type, Action::Removed, ty.name.0.clone(), ty.name.short())
        .before(kind(ty))
        .page_only(EvidenceKind::OtherPageStillSays, "its page is gone, other pages still mention it")
        .subject(of_type(&ty.name.0))
        .at(&ty.declared_at, &[]);
    comparison.push(draft);
}

fn added(comparison: &mut Comparison<'_>, ty: &StructuredType, mentioned: Option<&StructuredType>) {
    let name = &ty.name.0;
    if comparison.base.enumerations.contains_key(name.as_str()) {
        kind_changed(comparison, ty, false);
        return;
    }
    let draft = Draft::new(&rules::TYPE_ADDED, Element::Type, Action::Added, name.clone(), ty.name.short())
        .after(kind(ty))
        .subject(Subject::Type(None, Some(name.clone())))
        .items(mentioned.map(|_| surface::type_key(name)), Some(surface::type_key(name)))
        .at(&[], &ty.declared_at);
    let draft = if mentioned.is_some() {
        draft.note("pages of the base mentioned it, none documented it")
    } else if ty.declared_at.is_empty() {
        draft.page_only(EvidenceKind::Correction, "no page documents it; other pages only mention it")
    } else {
        draft
    };
    comparison.push(draft);
    if mentioned.is_none() {
        properties::all_added(comparison, ty);
    }
}

fn kind(ty: &StructuredType) -> &'static str {
    if ty.key.is_some() { "entity type" } else { "complex type" }
}

/// A structured type became an enumeration, or the other way round.
fn kind_changed(comparison: &mut Comparison<'_>, ty: &StructuredType, became_enumeration: bool) {
    let (before, after) = if became_enumeration { (kind(ty), "enumeration") } else { ("enumeration", kind(ty)) };
    let key = Some(surface::type_key(&ty.name.0));
    let draft = Draft::new(&rules::TYPE_KIND_CHANGED, Element::Type, Action::Changed, ty.name.0.clone(), ty.name.short())
        .between(before, after)
        .unproven("the pages describe it as another kind of thing", DECIDES)
        .subject(of_type(&ty.name.0))
        .items(key.clone(), key)
        .at(&ty.declared_at, &[]);
    comparison.push(draft);
}

/// What belongs to a type as a whole, on both sides.
fn traits(comparison: &mut Comparison<'_>, before: &StructuredType, after: &StructuredType) {
    let name = &after.name.0;
    let key = Some(surface::type_key(name));
    let changed = |rule, old: String, new: String| {
        Draft::new(rule, Element::Type, Action::Changed, name.clone(), after.name.short())
            .between(old, new)
            .subject(of_type(name))
            .items(key.clone(), key.clone())
            .at(&before.declared_at, &after.declared_at)
    };
    let mut drafts = Vec::new();
    let text = |base: &StructuredType| base.base.as_ref().map_or("none".to_owned(), |base| base.0.clone());
    if before.base != after.base {
        let root = |ty: &StructuredType| ty.base.as_ref().is_none_or(|base| base.0 == ROOT);
        let lost = lost_members(before, after);
        let draft = if root(before) && root(after) {
            changed(&rules::BASE_REMOVED_ENTITY, text(before), text(after))
                .page_only(EvidenceKind::Correction, "the root type is implied")
        } else if lost.is_empty() {
            changed(&rules::BASE_CHANGED, text(before), text(after)).note("every property is still there")
        } else {
            changed(&rules::BASE_MEMBERS_LOST, text(before), text(after)).unproven(
                format!("properties that came from the old base are no longer documented: {}", lost.join(", ")),
                DECIDES,
            )
        };
        drafts.push(draft);
    }
    if before.key.is_some() != after.key.is_some()
        && before.base == after.base
        && before.declared_at.is_empty() == after.declared_at.is_empty()
    {
        let key = |ty: &StructuredType| ty.key.clone().unwrap_or_else(|| "none".to_owned());
        let has = |ty: &StructuredType, name: Option<&String>| ty.properties.iter().any(|property| Some(&property.name) == name);
        let on_both = |name: Option<&String>| name.is_some() && has(before, name) && has(after, name);
        let named = before.key.as_ref().or(after.key.as_ref());
        let draft = if on_both(named) {
            changed(&rules::KEY_DOC_ADDED, key(before), key(after))
                .page_only(EvidenceKind::Correction, "both sides have the property; only one says that it is the key")
        } else {
            changed(&rules::TYPE_KIND_CHANGED, kind(before).to_owned(), kind(after).to_owned())
                .unproven("the page names a key on one side only", DECIDES)
        };
        drafts.push(draft);
    } else if let (Some(old), Some(new)) = (&before.key, &after.key)
        && old != new
    {
        drafts.push(
            changed(&rules::KEY_CHANGED, old.clone(), new.clone()).unproven("only the page's comment names the key", DECIDES),
        );
    }
    let word = |yes: bool, yes_word: &str, no_word: &str| if yes { yes_word.to_owned() } else { no_word.to_owned() };
    if before.open != after.open {
        drafts.push(changed(&rules::TYPE_OPEN_CHANGED, word(before.open, "open", "closed"), word(after.open, "open", "closed")));
    }
    if before.is_abstract != after.is_abstract {
        let draft = changed(
            &rules::TYPE_ABSTRACT_CHANGED,
            word(before.is_abstract, "abstract", "concrete"),
            word(after.is_abstract, "abstract", "concrete"),
        );
        drafts.push(if after.is_abstract {
            draft.rest(Rest::Breaking).unproven("only the page says that no value is of this very type", DECIDES)
        } else {
            draft.rest(Rest::Additive)
        });
    }
    drafts.extend(notices(before.deprecated.as_deref(), after.deprecated.as_deref(), |rule, action| {
        let mut draft = changed(rule, String::new(), String::new());
        draft.action = action;
        draft.arguments.clear();
        draft
    }));
    if plain(&before.description) != plain(&after.description) {
        drafts.push(
            Draft::new(&rules::DESCRIPTION_CHANGED, Element::Type, Action::Changed, name.clone(), after.name.short())
                .before(shortened(&before.description, 160))
                .after(shortened(&after.description, 160))
                .subject(of_type(name))
                .at(&before.declared_at, &after.declared_at),
        );
    }
    for draft in drafts {
        comparison.push(draft);
    }
}

/// Inherited properties of the base that the revision has no more.
fn lost_members(before: &StructuredType, after: &StructuredType) -> Vec<String> {
    before
        .properties
        .iter()
        .filter(|property| property.declared_in != before.name)
        .filter(|property| !after.properties.iter().any(|other| other.name == property.name))
        .map(|property| property.name.clone())
        .collect()
}

/// What became of a notice of deprecation.
pub(super) fn notices(
    before: Option<&str>,
    after: Option<&str>,
    draft: impl Fn(&'static super::rules::Rule, Action) -> Draft,
) -> Vec<Draft> {
    let text = |sentence: Option<&str>| sentence.map(|sentence| shortened(sentence, 200));
    let finish = |mut draft: Draft| {
        draft.before = text(before);
        draft.after = text(after);
        draft
    };
    let mut out = Vec::new();
    match (before, after) {
        (None, Some(sentence)) => {
            out.push(finish(draft(&rules::DEPRECATED_ADDED, Action::Deprecated)));
            if removal_date(sentence).is_none() || !names_successor(sentence) {
                out.push(
                    finish(draft(&rules::DEPRECATED_NO_REPLACEMENT, Action::Deprecated))
                        .note("the notice names no date or no successor"),
                );
            }
        }
        (Some(_), None) => out.push(finish(draft(&rules::DEPRECATED_REMOVED, Action::Changed))),
        (Some(old), Some(new)) => {
            if let (Some(from), Some(to)) = (removal_date(old), removal_date(new))
                && to != from
            {
                let note = format!("the removal moved from {from} to {to}");
                out.push(if to < from {
                    finish(draft(&rules::DEPRECATED_DATE_EARLIER, Action::Changed))
                        .unproven(note, "Whether callers can follow by the new date.")
                } else {
                    finish(draft(&rules::DESCRIPTION_SEMANTICS, Action::Changed)).rest(Rest::Additive).note(note)
                });
            }
        }
        (None, None) => {}
    }
    out
}

fn namespaces(comparison: &mut Comparison<'_>) {
    fn of<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a StructuredType> {
        side.types.values().rev().map(|ty| (ty.name.namespace(), *ty)).collect()
    }
    let (old, new) = (of(&comparison.base), of(&comparison.revision));
    for (names, other, action) in [(&new, &old, Action::Added), (&old, &new, Action::Removed)] {
        for (namespace, ty) in names.iter().filter(|(namespace, _)| !namespace.is_empty() && !other.contains_key(*namespace)) {
            let draft = Draft::new(&rules::NAMESPACE_ADDED, Element::Type, action, *namespace, *namespace);
            let draft = if action == Action::Added {
                draft.after(*namespace).at(&[], &ty.declared_at)
            } else {
                draft
                    .before(*namespace)
                    .page_only(EvidenceKind::Documented, "its types are reported by themselves")
                    .at(&ty.declared_at, &[])
            };
            comparison.push(draft);
        }
    }
}
