//! What every renderer says of a change, without the escapes of a format.

use std::collections::{BTreeMap, BTreeSet};

use super::super::report::{Action, Change, Element, Report};
use super::super::verdict::Rest;

/// The name under which a reader knows the element.
pub(super) fn subject(change: &Change) -> String {
    if change.name == change.owner
        || matches!(change.element, Element::Type | Element::Enum | Element::Page) && change.name != "samples"
    {
        change.owner.clone()
    } else if change.owner.starts_with('/') || change.owner.contains(' ') || change.element == Element::Page {
        format!("{} · {}", change.owner, change.name)
    } else {
        format!("{}.{}", change.owner, change.name)
    }
}

/// `String → microsoft.graph.color`, where both sides say something else than the name.
pub(super) fn step(change: &Change) -> Option<String> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before != after => Some(format!("{} → {}", side(before), side(after))),
        _ => None,
    }
}

/// One side of a step; the description of what has none is empty.
pub(super) fn side(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}

/// `14 operations`
pub(super) fn reach(change: &Change) -> Option<String> {
    if matches!(change.element, Element::Endpoint) {
        return None;
    }
    match change.reach.operations {
        0 => None,
        1 => Some(format!("used by {}", change.reach.examples.first().map_or("1 operation", String::as_str))),
        many => Some(format!("used by {many} operations")),
    }
}

/// Changes that a list shows: members that came or went with their type are told with the type.
pub(super) fn shown(report: &Report) -> Vec<(&Change, usize)> {
    let mut owners: BTreeSet<(&str, &str, Action)> = BTreeSet::new();
    for change in &report.changes {
        if matches!(change.element, Element::Type | Element::Enum) && matches!(change.action, Action::Added | Action::Removed) {
            owners.insert((&change.version, &change.owner, change.action));
        }
    }
    let inside = |change: &Change| {
        matches!(change.element, Element::Property | Element::Navigation | Element::EnumMember)
            && change.rest < Rest::Risky
            && owners.contains(&(change.version.as_str(), change.owner.as_str(), change.action))
    };
    let mut members: BTreeMap<(&str, &str, Action), usize> = BTreeMap::new();
    for change in report.changes.iter().filter(|change| inside(change)) {
        *members.entry((&change.version, &change.owner, change.action)).or_default() += 1;
    }
    report
        .changes
        .iter()
        .filter(|change| !inside(change))
        .map(|change| {
            let whole = matches!(change.element, Element::Type | Element::Enum);
            let count =
                members.get(&(change.version.as_str(), change.owner.as_str(), change.action)).copied().unwrap_or_default();
            (change, if whole { count } else { 0 })
        })
        .collect()
}

/// The sentence that says how it stands, for the head of a report.
pub(super) fn verdict(report: &Report) -> String {
    let counts = &report.counts;
    let what = if counts.breaking > 0 {
        "breaks callers"
    } else if counts.risky > 0 {
        "may break callers"
    } else if counts.additive > 0 {
        "only adds"
    } else if counts.documentation > 0 {
        "changes the pages only"
    } else {
        "changes nothing"
    };
    format!(
        "{what}: {} breaking, {} risky, {} additive, {} documentation only; {}",
        counts.breaking,
        counts.risky,
        counts.additive,
        counts.documentation,
        bump_words(report)
    )
}

fn bump_words(report: &Report) -> String {
    match report.bump {
        super::super::verdict::Crate::None => "the crate needs no new version".to_owned(),
        bump => format!("the crate needs a {bump} version"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_side_of_a_step_is_never_blank() {
        assert_eq!(super::side(""), "(nothing)");
        assert_eq!(super::side("Edm.Guid"), "Edm.Guid");
    }
}
