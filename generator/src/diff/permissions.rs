//! Permissions: which combinations are accepted, not which names stand in a cell.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::operations::Pair;
use super::report::{Action, Element};
use super::rules;
use super::verdict::Rest;
use crate::model::{Operation, PermissionSet};

const DECIDES: &str = "Call once with a token that carries only what the base accepted.";

/// Permissions that must be held together.
type Combination = BTreeSet<String>;

/// Compares the permissions of a pair.
pub(super) fn compare(drafts: &mut Vec<Draft>, pair: &Pair<'_>) {
    let (old, new) = (by_caller(pair.before), by_caller(pair.after));
    for (key, before) in &old {
        if let Some(after) = new.get(key) {
            sets(drafts, pair, before, after);
        }
    }
}

fn by_caller(operation: &Operation) -> BTreeMap<(&str, Option<&str>), &PermissionSet> {
    let mut out = BTreeMap::new();
    for set in &operation.permissions {
        out.entry((set.caller.as_str(), set.scope.as_deref())).or_insert(set);
    }
    out
}

fn combinations(set: &PermissionSet) -> BTreeSet<Combination> {
    set.alternatives.iter().map(|names| names.iter().map(|name| name.0.clone()).collect()).collect()
}

fn text(combination: &Combination) -> String {
    combination.iter().cloned().collect::<Vec<_>>().join(" and ")
}

fn whole(set: &PermissionSet) -> String {
    if set.unsupported || set.alternatives.is_empty() {
        return "not supported".to_owned();
    }
    let alternatives: Vec<String> =
        set.alternatives.iter().map(|names| names.iter().map(|name| name.0.as_str()).collect::<Vec<_>>().join(" and ")).collect();
    alternatives.join(", ")
}

fn sets(drafts: &mut Vec<Draft>, pair: &Pair<'_>, before: &PermissionSet, after: &PermissionSet) {
    let caller = match &after.scope {
        Some(scope) => format!("{} ({scope})", after.caller),
        None => after.caller.clone(),
    };
    let draft = |rule, action, name: &str| {
        pair.draft(rule, Element::Permission, action, &format!("{caller}: {name}"))
            .at(&[before.at], &[after.at])
            .group(format!("{caller} callers below /{}", pair.area()))
    };
    let none = |set: &PermissionSet| set.alternatives.is_empty() && (set.unsupported || set.unread.is_none());
    match (none(before), none(after)) {
        (true, true) => return,
        (true, false) => {
            drafts.push(
                draft(&rules::PERMISSION_KIND_SUPPORTED, Action::Added, "supported").before(whole(before)).after(whole(after)),
            );
            return;
        }
        (false, true) => {
            let change = draft(&rules::PERMISSION_KIND_UNSUPPORTED, Action::Removed, "supported")
                .before(whole(before))
                .after(whole(after));
            drafts.push(change.unproven("the page's permission table now turns this kind of caller away", DECIDES));
            return;
        }
        (false, false) => {}
    }
    let (old, new) = (combinations(before), combinations(after));
    if old == new {
        least(drafts, before, after, &draft);
        return;
    }
    // A combination is still accepted where the revision asks for it or for less.
    let lost: Vec<&Combination> = old.iter().filter(|held| !new.iter().any(|asked| asked.is_subset(held))).collect();
    let came: Vec<&Combination> = new.iter().filter(|held| !old.iter().any(|asked| asked.is_subset(held))).collect();
    let joined = old.iter().chain(&new).any(|combination| combination.len() > 1);
    let names = |sets: &BTreeSet<Combination>| -> BTreeSet<String> { sets.iter().flatten().cloned().collect() };
    if joined && !(names(&old).is_disjoint(&names(&new))) {
        let change =
            draft(&rules::PERMISSION_CONJUNCTION_CHANGED, Action::Changed, "combinations").between(whole(before), whole(after));
        drafts.push(if lost.is_empty() {
            change.rest(Rest::Additive).note("every combination that the base accepted is still accepted")
        } else {
            change.rest(Rest::Breaking).unproven(
                format!("no longer accepted: {}", lost.iter().map(|lost| text(lost)).collect::<Vec<_>>().join("; ")),
                DECIDES,
            )
        });
        return;
    }
    for combination in lost {
        drafts.push(
            draft(&rules::PERMISSION_REMOVED, Action::Removed, &text(combination))
                .before(text(combination))
                .unproven("the cell no longer lists it", DECIDES),
        );
    }
    for combination in came {
        drafts.push(draft(&rules::PERMISSION_ADDED, Action::Added, &text(combination)).after(text(combination)));
    }
    least(drafts, before, after, &draft);
}

/// The least privileged permission leads the list.
fn least(
    drafts: &mut Vec<Draft>,
    before: &PermissionSet,
    after: &PermissionSet,
    draft: &impl Fn(&'static rules::Rule, Action, &str) -> Draft,
) {
    let first = |set: &PermissionSet| -> Option<String> {
        set.alternatives.first().map(|names| names.iter().map(|name| name.0.as_str()).collect::<Vec<_>>().join(" and "))
    };
    if let (Some(old), Some(new)) = (first(before), first(after))
        && old != new
    {
        drafts.push(
            draft(&rules::PERMISSION_LEAST_CHANGED, Action::Changed, "least privileged")
                .between(old, new)
                .unproven("another permission leads the list", "Call once with a token that carries only the new one."),
        );
    }
}
