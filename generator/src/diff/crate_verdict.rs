//! The verdict for dependents of the crate: what happened to the Rust items of an element.

use std::collections::{BTreeMap, BTreeSet};

use super::Surfaces;
use super::comparison::Comparison;
use super::draft::Draft;
use super::report::{Action, Element, EvidenceKind};
use super::rules::{self, Rule};
use super::surface::{Item, property_key};
use super::verdict::{Crate, Rest};

/// How well a rule explains that an item changed: words never do, and of several changes of one element the gravest does.
fn explains(rule: &Rule) -> u8 {
    const WORDS: [&str; 9] = [
        "default-value-changed",
        "deprecated-no-replacement",
        "description-changed",
        "description-semantics",
        "example-changed",
        "example-removed",
        "example-type-contradiction",
        "status-error-added",
        "status-error-removed",
    ];
    if WORDS.contains(&rule.name) { 0 } else { 1 + rule.krate as u8 }
}

/// For each item, how well the best of the changes that touch it explains what happened to it.
pub(super) fn explained(drafts: &[Draft]) -> BTreeMap<String, u8> {
    let mut out = BTreeMap::new();
    for draft in drafts {
        for key in draft.all_items().flat_map(|pair| [&pair.0, &pair.1]).flatten() {
            let most = out.entry(key.clone()).or_insert(0);
            *most = explains(draft.rule).max(*most);
        }
    }
    out
}

/// Whether the change stands beside an item that something else may have changed.
fn is_beside(draft: &Draft, explained: &BTreeMap<String, u8>) -> bool {
    let most = |key: &Option<String>| key.as_ref().and_then(|key| explained.get(key)).copied().unwrap_or_default();
    let own = explains(draft.rule);
    draft.items.0 == draft.items.1 && (own == 0 || own < most(&draft.items.0))
}

/// What a change means for the crate. Without the items of both sides it is what the rule's table says.
pub(super) fn judge(draft: &Draft, version: &str, explained: &BTreeMap<String, u8>, surfaces: Option<&Surfaces>) -> Crate {
    let Some((old, new)) = surfaces else { return draft.rule.krate };
    let words = draft.rule.krate.min(Crate::Patch);
    if is_beside(draft, explained) {
        return words;
    }
    let one = |(base, revision): &(Option<String>, Option<String>)| {
        let base = base.as_ref().and_then(|key| old.of(version, key));
        let revision = revision.as_ref().and_then(|key| new.of(version, key));
        match (base, revision) {
            (None, None) => Crate::None,
            (None, Some(_)) => Crate::Minor,
            (Some(_), None) => Crate::Major,
            (Some(old), Some(new)) => between(old, new, &|signature| signature.to_owned()),
        }
    };
    draft.all_items().map(one).max().unwrap_or(Crate::None).max(words)
}

/// What happened between two lists of items of one element. `now` says how an old signature reads with today's names.
fn between(old: &[Item], new: &[Item], now: &dyn Fn(&str) -> String) -> Crate {
    let same = |a: &Item, b: &Item| a.path == b.path && (a.signature == b.signature || accepts(&now(&a.signature), &b.signature));
    if old.iter().any(|item| !new.iter().any(|other| same(item, other))) {
        return Crate::Major;
    }
    let more = new.iter().any(|item| !old.iter().any(|other| same(other, item)));
    let deprecated = new.iter().any(|item| item.deprecated && old.iter().any(|other| same(other, item) && !other.deprecated));
    if more || deprecated { Crate::Minor } else { Crate::None }
}

/// Whether the new signature takes all that the old one took: a user's argument takes `Me` besides.
pub(super) fn accepts(old: &str, new: &str) -> bool {
    old == new || old.replacen("runtime::path::PathArgument", "runtime::path::UserArgument", 1) == new
}

/// Changes that only the crate sees: items that differ though the pages say the same.
pub(super) fn crate_only(comparison: &Comparison<'_>, (base, revision): &Surfaces) -> Vec<Draft> {
    let version = comparison.revision.version.version.as_str();
    let explained = explained(&comparison.drafts);
    let telling = comparison.drafts.iter().filter(|draft| !is_beside(draft, &explained));
    let touched: BTreeSet<&str> = telling.flat_map(Draft::all_items).filter_map(|pair| pair.0.as_deref()).collect();
    let none = BTreeMap::new();
    let (old, new) = (base.items.get(version).unwrap_or(&none), revision.items.get(version).unwrap_or(&none));
    let renamed = renamed(comparison, old, new);
    let now = |signature: &str| with_new_names(signature, &renamed);
    let mut out = Vec::new();
    for (key, before) in old.iter().filter(|(key, _)| !touched.contains(key.as_str())) {
        match new.get(key) {
            None if key.starts_with("feature ") => {
                out.push(draft(&rules::RUST_FEATURE_REMOVED, Action::Removed, key, before, &[]));
            }
            // What went with its owner is told there.
            None if comes_with(key).is_some_and(|owner| new.contains_key(&owner)) && !follows(comparison, key, &touched) => {
                out.push(draft(&rules::RUST_NAME_COLLISION, Action::Removed, key, before, &[]));
            }
            Some(after) if between(before, after, &now) == Crate::Major && !follows(comparison, key, &touched) => {
                out.push(draft(rule_for(before, after), Action::Changed, key, before, after));
            }
            _ => {}
        }
    }
    out
}

/// The key of the element without which an item cannot be.
fn comes_with(key: &str) -> Option<String> {
    let (kind, rest) = key.split_once(' ')?;
    match kind {
        "property" | "member" => Some(format!("type {}", rest.rsplit_once('/')?.0)),
        "query" | "param" | "header" => Some(format!("operation {}", rest.rsplit_once(' ')?.0)),
        _ => None,
    }
}

/// The paths of types that were renamed, as signatures write them: `api::User`.
fn renamed(
    comparison: &Comparison<'_>,
    old: &BTreeMap<String, Vec<Item>>,
    new: &BTreeMap<String, Vec<Item>>,
) -> BTreeMap<String, String> {
    let path = |items: &BTreeMap<String, Vec<Item>>, key: &Option<String>| {
        let items = items.get(key.as_ref()?)?;
        // A struct's element has the enumerations of its bases besides.
        let item = items.iter().find(|item| item.signature == "pub struct").or(items.first())?;
        item.path.split_once("::").map(|(_, path)| format!("api::{path}"))
    };
    comparison
        .drafts
        .iter()
        .filter(|draft| draft.items.0.as_ref().is_some_and(|key| key.starts_with("type ")) && draft.items.0 != draft.items.1)
        .filter_map(|draft| Some((path(old, &draft.items.0)?, path(new, &draft.items.1)?)))
        .collect()
}

/// A signature with the new names of renamed types.
fn with_new_names(signature: &str, renamed: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(signature.len());
    let mut rest = signature;
    while let Some(at) = rest.find("api::") {
        let (before, path) = rest.split_at(at);
        let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(path.len());
        let (path, after) = path.split_at(end);
        out.push_str(before);
        out.push_str(renamed.get(path).map_or(path, String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether the item of a property follows from a change that is told of the base type which declares the property.
fn follows(comparison: &Comparison<'_>, key: &str, touched: &BTreeSet<&str>) -> bool {
    let Some((owner, name)) = key.strip_prefix("property ").and_then(|rest| rest.rsplit_once('/')) else { return false };
    [&comparison.base, &comparison.revision]
        .into_iter()
        .filter_map(|side| side.property(owner, name))
        .any(|property| property.declared_in.0 != owner && touched.contains(property_key(&property.declared_in.0, name).as_str()))
}

fn rule_for(before: &[Item], after: &[Item]) -> &'static Rule {
    let signatures = |items: &[Item]| items.iter().map(|item| item.signature.clone()).collect::<Vec<_>>().join("; ");
    let (old, new) = (signatures(before), signatures(after));
    let unboxed = |text: &str| text.replace("Box<", "").replace('>', "");
    let paths = |items: &[Item]| items.iter().map(|item| item.path.clone()).collect::<Vec<_>>();
    if paths(before) == paths(after) && !derives(&old).is_subset(&derives(&new)) {
        &rules::DERIVE_LOST
    } else if old.matches("Box<").count() != new.matches("Box<").count()
        && paths(before) == paths(after)
        && unboxed(&old) == unboxed(&new)
    {
        &rules::RUST_BOXING_CHANGED
    } else {
        &rules::RUST_NAME_COLLISION
    }
}

fn derives(signature: &str) -> BTreeSet<String> {
    signature
        .split("derive(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .flat_map(|list| list.split(','))
        .map(|name| name.trim().to_owned())
        .collect()
}

fn draft(rule: &'static Rule, action: Action, key: &str, before: &[Item], after: &[Item]) -> Draft {
    let text =
        |items: &[Item]| items.iter().map(|item| format!("{}: {}", item.path, item.signature)).collect::<Vec<_>>().join("; ");
    let (kind, rest) = key.split_once(' ').unwrap_or(("", key));
    let (element, owner, name) = match kind {
        "property" | "member" => {
            let (owner, name) = rest.rsplit_once('/').unwrap_or((rest, rest));
            (if kind == "member" { Element::EnumMember } else { Element::Property }, owner, name)
        }
        "type" => (Element::Type, rest, rest.rsplit('.').next().unwrap_or(rest)),
        "feature" => (Element::Page, rest, rest),
        "query" | "param" => {
            let (owner, name) = rest.rsplit_once(' ').unwrap_or((rest, rest));
            (if kind == "query" { Element::Query } else { Element::Param }, owner, name)
        }
        _ => (Element::Endpoint, rest, rest),
    };
    let mut draft = Draft::new(rule, element, action, owner, name)
        .rest(Rest::None)
        .items(Some(key.to_owned()), (action != Action::Removed).then(|| key.to_owned()));
    draft.before = Some(text(before));
    draft.after = (!after.is_empty()).then(|| text(after));
    draft.evidence.kind = EvidenceKind::Documented;
    draft.note("the pages say the same on both sides; the generated item differs")
}
