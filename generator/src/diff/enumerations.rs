//! Enumerations and their members.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Comparison, of_type};
use super::draft::{Draft, Subject};
use super::pairing::{Candidate, choose, few, name_likeness, overlap};
use super::prose::plain;
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use super::surface;
use super::verdict::Rest;
use crate::model::{Enumeration, Member};

/// The member that says that others may come.
const SENTINEL: &str = "unknownFutureValue";

const DECIDES: &str = "Look the enumeration up in the service metadata (`--metadata`).";

/// Compares enumerations.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let base = comparison.base.enumerations.clone();
    let revision = comparison.revision.enumerations.clone();
    let gone: Vec<&str> = base.keys().copied().filter(|name| !revision.contains_key(name)).collect();
    let new: Vec<&str> = revision.keys().copied().filter(|name| !base.contains_key(name)).collect();
    let pairs = if comparison.options.renames { pair(&base, &revision, &gone, &new) } else { Vec::new() };
    for pair in &pairs {
        if let (Some(before), Some(after)) = (base.get(pair.gone.as_str()), revision.get(pair.new.as_str())) {
            if before.inferred == after.inferred {
                renamed(comparison, before, after, pair.score);
            } else {
                named(comparison, before, after);
            }
            members(comparison, before, after);
        }
    }
    for name in gone.into_iter().filter(|name| !pairs.iter().any(|pair| pair.gone == *name)) {
        if let Some(enumeration) = base.get(name) {
            removed(comparison, enumeration);
        }
    }
    for name in new.into_iter().filter(|name| !pairs.iter().any(|pair| pair.new == *name)) {
        if let Some(enumeration) = revision.get(name) {
            added(comparison, enumeration);
        }
    }
    for (name, before) in &base {
        if let Some(after) = revision.get(name) {
            if before.inferred != after.inferred {
                named(comparison, before, after);
            }
            members(comparison, before, after);
            words(comparison, before, after);
        }
    }
}

/// An enumeration that only the values in a description made now has a table of its own, or the other way round.
fn named(comparison: &mut Comparison<'_>, before: &Enumeration, after: &Enumeration) {
    let (rule, member_rule, action, shown) = if after.inferred {
        (&rules::ENUM_REMOVED, &rules::ENUM_MEMBER_REMOVED, Action::Removed, before)
    } else {
        (&rules::ENUM_ADDED, &rules::ENUM_MEMBER_ADDED_EVOLVABLE, Action::Added, after)
    };
    let name = &shown.name.0;
    let draft = |rule, element, short: &str, key: &dyn Fn(&str) -> String| {
        let draft = Draft::new(rule, element, action, name.clone(), short)
            .page_only(EvidenceKind::Correction, "a description lists the same values on the other side")
            .subject(Subject::Type(Some(before.name.0.clone()), Some(after.name.0.clone())))
            .items(Some(key(&before.name.0)), Some(key(&after.name.0)));
        if action == Action::Added { draft.after(short) } else { draft.before(short) }
    };
    let mut drafts =
        vec![draft(rule, Element::Enum, shown.name.short(), &surface::type_key).at(&before.declared_at, &after.declared_at)];
    for member in &shown.members {
        let shared =
            before.members.iter().any(|old| old.name == member.name) && after.members.iter().any(|new| new.name == member.name);
        if shared {
            let (left, right): (&[_], &[_]) = if action == Action::Added { (&[], &member.at) } else { (&member.at, &[]) };
            let key = |owner: &str| surface::member_key(owner, &member.name);
            let mut draft = draft(member_rule, Element::EnumMember, &member.name, &key).at(left, right);
            if before.name != after.name {
                // The enumeration itself tells that its variants have another path.
                draft.items = (None, draft.items.1.filter(|_| action == Action::Added));
            }
            drafts.push(draft);
        }
    }
    comparison.drafts.extend(drafts);
}

fn pair(
    base: &BTreeMap<&str, &Enumeration>,
    revision: &BTreeMap<&str, &Enumeration>,
    gone: &[&str],
    new: &[&str],
) -> Vec<Candidate> {
    let names = |enumeration: &Enumeration| -> BTreeSet<String> {
        enumeration
            .members
            .iter()
            .map(|member| member.name.to_lowercase())
            .filter(|name| *name != SENTINEL.to_lowercase())
            .collect()
    };
    let mut candidates = Vec::new();
    let by_likeness = few(gone.len(), new.len());
    for old in gone {
        let Some(before) = base.get(old) else { continue };
        let left = names(before);
        if left.len() < 2 {
            continue;
        }
        for other in new {
            let Some(after) = revision.get(other) else { continue };
            let same_name = before.name.short().eq_ignore_ascii_case(after.name.short());
            let score = if same_name {
                1.0
            } else if by_likeness {
                overlap(&left, &names(after))
            } else {
                continue;
            };
            if score >= 0.6 {
                candidates.push(Candidate { gone: (*old).to_owned(), new: (*other).to_owned(), score });
            }
        }
    }
    choose(candidates)
}

fn renamed(comparison: &mut Comparison<'_>, before: &Enumeration, after: &Enumeration, score: f64) {
    let moved = before.name.short() == after.name.short();
    let rule = if moved { &rules::NAMESPACE_CHANGED } else { &rules::TYPE_RENAMED };
    let draft = Draft::new(rule, Element::Enum, Action::Renamed, after.name.0.clone(), after.name.short())
        .between(before.name.0.clone(), after.name.0.clone())
        .page_only(EvidenceKind::Rewritten, "an enumeration with the same members; its name does not travel")
        .score(score)
        .subject(Subject::Type(Some(before.name.0.clone()), Some(after.name.0.clone())))
        .items(Some(surface::type_key(&before.name.0)), Some(surface::type_key(&after.name.0)))
        .at(&before.declared_at, &after.declared_at);
    comparison.push(draft);
}

fn removed(comparison: &mut Comparison<'_>, enumeration: &Enumeration) {
    let name = &enumeration.name.0;
    let reached = comparison.base.reach.of(name);
    let draft = Draft::new(&rules::ENUM_REMOVED, Element::Enum, Action::Removed, name.clone(), enumeration.name.short())
        .before(texts(enumeration))
        .subject(Subject::Type(Some(name.clone()), None))
        .items(Some(surface::type_key(name)), None)
        .at(&enumeration.declared_at, &[]);
    let draft = if enumeration.inferred {
        draft.page_only(EvidenceKind::Correction, "only the values in a description made it an enumeration")
    } else if reached.requests.is_empty() && reached.answers.is_empty() {
        draft.page_only(EvidenceKind::Correction, "no documented operation used it")
    } else {
        draft.unproven("the enumeration is no longer documented", DECIDES)
    };
    comparison.push(draft);
    for member in &enumeration.members {
        let draft =
            Draft::new(&rules::ENUM_MEMBER_REMOVED, Element::EnumMember, Action::Removed, name.clone(), member.name.clone())
                .before(member.name.clone())
                .page_only(EvidenceKind::Documented, "it goes with its enumeration")
                .subject(Subject::Type(Some(name.clone()), None))
                .items(Some(surface::member_key(name, &member.name)), None)
                .at(&member.at, &[]);
        comparison.push(draft);
    }
}

fn added(comparison: &mut Comparison<'_>, enumeration: &Enumeration) {
    let name = &enumeration.name.0;
    let draft = Draft::new(&rules::ENUM_ADDED, Element::Enum, Action::Added, name.clone(), enumeration.name.short())
        .after(texts(enumeration))
        .subject(Subject::Type(None, Some(name.clone())))
        .items(None, Some(surface::type_key(name)))
        .at(&[], &enumeration.declared_at);
    comparison.push(draft);
    for member in &enumeration.members {
        let draft = Draft::new(
            &rules::ENUM_MEMBER_ADDED_EVOLVABLE,
            Element::EnumMember,
            Action::Added,
            name.clone(),
            member.name.clone(),
        )
        .after(member.name.clone())
        .note("it comes with its enumeration")
        .subject(Subject::Type(None, Some(name.clone())))
        .items(None, Some(surface::member_key(name, &member.name)))
        .at(&[], &member.at);
        comparison.push(draft);
    }
}

fn texts(enumeration: &Enumeration) -> String {
    enumeration.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn members(comparison: &mut Comparison<'_>, before: &Enumeration, after: &Enumeration) {
    let list = |enumeration: &'_ Enumeration| -> BTreeMap<String, Member> {
        enumeration.members.iter().map(|member| (member.name.clone(), member.clone())).collect()
    };
    let (old, new) = (list(before), list(after));
    let gone: Vec<&Member> = old.values().filter(|member| !new.contains_key(&member.name)).collect();
    let came: Vec<&Member> = new.values().filter(|member| !old.contains_key(&member.name)).collect();
    let pairs = pair_members(before, after, &gone, &came);
    let owner = &after.name.0;
    let keys = |gone: Option<&str>, came: Option<&str>| {
        (gone.map(|name| surface::member_key(&before.name.0, name)), came.map(|name| surface::member_key(owner, name)))
    };
    let member = |rule, action, name: &str| {
        Draft::new(rule, Element::EnumMember, action, owner.clone(), name)
            .subject(Subject::Type(Some(before.name.0.clone()), Some(owner.clone())))
    };
    for pair in &pairs {
        let (Some(old), Some(new)) = (old.get(&pair.gone), new.get(&pair.new)) else { continue };
        let recased = pair.gone.eq_ignore_ascii_case(&pair.new);
        let rule = if recased { &rules::ENUM_MEMBER_RECASED } else { &rules::ENUM_MEMBER_RENAMED };
        let (left, right) = keys(Some(&pair.gone), Some(&pair.new));
        let draft = member(rule, Action::Renamed, &pair.new)
            .between(pair.gone.clone(), pair.new.clone())
            .unproven("one name took the place of the other", DECIDES)
            .score(pair.score)
            .items(left, right)
            .at(&old.at, &new.at);
        comparison.push(draft);
    }
    for gone in gone.iter().filter(|member| !pairs.iter().any(|pair| pair.gone == member.name)) {
        let rule = if gone.name == SENTINEL { &rules::ENUM_SENTINEL_REMOVED } else { &rules::ENUM_MEMBER_REMOVED };
        let (left, _) = keys(Some(&gone.name), None);
        let mut draft = member(rule, Action::Removed, &gone.name)
            .before(gone.name.clone())
            .unproven("the page no longer lists it", DECIDES)
            .items(left, None)
            .at(&gone.at, &after.declared_at);
        draft.owner.clone_from(&before.name.0);
        if before.inferred || after.inferred {
            "the values stand in a description only".clone_into(&mut draft.evidence.note);
        }
        comparison.push(draft);
    }
    let evolvable = before.members.iter().any(|member| member.name == SENTINEL);
    let only_requests = comparison.revision.reach.of(owner).only_requests();
    for came in came.iter().filter(|member| !pairs.iter().any(|pair| pair.new == member.name)) {
        let (_, right) = keys(None, Some(&came.name));
        let draft = |rule| member(rule, Action::Added, &came.name).after(came.name.clone());
        let draft = if came.name == SENTINEL {
            draft(&rules::ENUM_SENTINEL_ADDED)
        } else if only_requests {
            draft(&rules::ENUM_MEMBER_ADDED_REQUEST)
        } else if evolvable {
            draft(&rules::ENUM_MEMBER_ADDED_EVOLVABLE).note("the base's sentinel told clients to expect it")
        } else {
            draft(&rules::ENUM_MEMBER_ADDED_CLOSED).unproven(
                "no sentinel told clients to expect new members: compatible by the policy for customers, breaking by the guideline",
                "Whether clients meet it: which answers may carry the new member.",
            )
        };
        comparison.push(draft.items(None, right).at(&before.declared_at, &came.at));
    }
    shared(comparison, before, after, &old, &new);
}

/// Members that both sides have, and what belongs to the enumeration as a whole.
fn shared(
    comparison: &mut Comparison<'_>,
    before: &Enumeration,
    after: &Enumeration,
    old: &BTreeMap<String, Member>,
    new: &BTreeMap<String, Member>,
) {
    let owner = &after.name.0;
    for (name, left) in old {
        let Some(right) = new.get(name) else { continue };
        if name == SENTINEL
            && let (Some(from), Some(to)) = (left.value, right.value)
            && from != to
        {
            let draft =
                Draft::new(&rules::ENUM_SENTINEL_MOVED, Element::EnumMember, Action::Changed, owner.clone(), name.clone())
                    .between(from.to_string(), to.to_string())
                    .unproven("the page gives the sentinel another number", DECIDES)
                    .subject(of_type(owner))
                    .at(&left.at, &right.at);
            comparison.push(draft);
        }
        if plain(&left.description) != plain(&right.description) {
            let draft =
                Draft::new(&rules::DESCRIPTION_CHANGED, Element::EnumMember, Action::Changed, owner.clone(), name.clone())
                    .before(super::prose::shortened(&left.description, 160))
                    .after(super::prose::shortened(&right.description, 160))
                    .subject(of_type(owner))
                    .at(&left.at, &right.at);
            comparison.push(draft);
        }
    }
    if before.flags != after.flags {
        let word = |flags: bool| if flags { "several values at once" } else { "one value" };
        let draft = Draft::new(&rules::ENUM_FLAGS_CHANGED, Element::Enum, Action::Changed, owner.clone(), after.name.short())
            .between(word(before.flags), word(after.flags))
            .unproven("the page says otherwise how many values may be given", DECIDES)
            .subject(of_type(owner))
            .items(Some(surface::type_key(&before.name.0)), Some(surface::type_key(owner)))
            .at(&before.declared_at, &after.declared_at);
        comparison.push(draft);
    }
}

fn words(comparison: &mut Comparison<'_>, before: &Enumeration, after: &Enumeration) {
    if plain(&before.description) != plain(&after.description) {
        let draft =
            Draft::new(&rules::DESCRIPTION_CHANGED, Element::Enum, Action::Changed, after.name.0.clone(), after.name.short())
                .before(super::prose::shortened(&before.description, 160))
                .after(super::prose::shortened(&after.description, 160))
                .rest(Rest::Documentation)
                .subject(of_type(&after.name.0))
                .at(&before.declared_at, &after.declared_at);
        comparison.push(draft);
    }
}

/// Members that differ in case only, or that stand at the same number or place with a similar name.
fn pair_members(before: &Enumeration, after: &Enumeration, gone: &[&Member], came: &[&Member]) -> Vec<Candidate> {
    let place = |enumeration: &Enumeration, name: &str| enumeration.members.iter().position(|member| member.name == name);
    let mut candidates = Vec::new();
    let by_likeness = few(gone.len(), came.len());
    for old in gone {
        for new in came {
            if old.name == SENTINEL || new.name == SENTINEL {
                continue;
            }
            let likeness = if by_likeness { name_likeness(&old.name, &new.name) } else { 0.0 };
            let same_number = old.value.is_some() && old.value == new.value;
            let same_place = before.members.len() == after.members.len() && place(before, &old.name) == place(after, &new.name);
            let score = if old.name.eq_ignore_ascii_case(&new.name) {
                1.0
            } else if same_number {
                0.6 + 0.3 * likeness
            } else if same_place && likeness >= 0.5 {
                0.3 + 0.6 * likeness
            } else {
                continue;
            };
            candidates.push(Candidate { gone: old.name.clone(), new: new.name.clone(), score });
        }
    }
    choose(candidates)
}
