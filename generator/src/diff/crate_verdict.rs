//! The verdict for dependents of the crate: what happened to the Rust items of an element.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::report::{Action, Element, EvidenceKind};
use super::rules::{self, Rule};
use super::surface::{Item, Surface};
use super::verdict::{Crate, Rest};

/// What a change means for the crate.
pub(super) fn judge(draft: &Draft, version: &str, surfaces: (&Surface, &Surface)) -> Crate {
    let base = draft.items.0.as_ref().and_then(|key| surfaces.0.of(version, key));
    let revision = draft.items.1.as_ref().and_then(|key| surfaces.1.of(version, key));
    let words = draft.rule.krate.min(Crate::Patch);
    match (base, revision) {
        (None, None) => words,
        (None, Some(_)) => Crate::Minor,
        (Some(_), None) => Crate::Major,
        (Some(old), Some(new)) => {
            let kept = surfaces.1.names_kept && draft.items.0.as_ref().is_some_and(|key| key.starts_with("operation "));
            between(old, new, kept).max(words)
        }
    }
}

/// What happened between two lists of items of one element.
fn between(old: &[Item], new: &[Item], names_kept: bool) -> Crate {
    let same = |a: &Item, b: &Item| a.signature == b.signature && (names_kept || a.path == b.path);
    if old.iter().any(|item| !new.iter().any(|other| same(item, other))) {
        return Crate::Major;
    }
    let more = new.iter().any(|item| !old.iter().any(|other| same(item, other)));
    let deprecated = new.iter().any(|item| item.deprecated && old.iter().any(|other| same(other, item) && !other.deprecated));
    if more || deprecated { Crate::Minor } else { Crate::None }
}

/// Changes that only the crate sees: items that differ though the pages say the same. Only real surfaces show them, for
/// approximate ones follow from the pages.
pub(super) fn crate_only(version: &str, base: &Surface, revision: &Surface, drafts: &[Draft]) -> Vec<Draft> {
    let touched: BTreeSet<&str> = drafts.iter().filter_map(|draft| draft.items.0.as_deref()).collect();
    let none = BTreeMap::new();
    let (old, new) = (base.items.get(version).unwrap_or(&none), revision.items.get(version).unwrap_or(&none));
    let mut out = Vec::new();
    for (key, before) in old {
        let Some(after) = new.get(key) else {
            if key.starts_with("feature ") {
                out.push(draft(&rules::RUST_FEATURE_REMOVED, Action::Removed, key, before, &[]));
            }
            continue;
        };
        if touched.contains(key.as_str()) || between(before, after, false) < Crate::Major {
            continue;
        }
        out.push(draft(rule_for(before, after), Action::Changed, key, before, after));
    }
    out
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
