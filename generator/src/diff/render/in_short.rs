//! What a reviewer should know after a glance: of each rule that matters how often it reports, and where most; of what only
//! adds, how much of each kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::report::Change;
use super::super::verdict::Rest;
use super::markdown::code;

/// So many kinds of one verdict are named.
const MOST_KINDS: usize = 8;

/// So many places of one kind are named.
const MOST_PLACES: usize = 3;

/// The lines of the summary: one for each verdict that matters.
pub(super) fn in_short(out: &mut String, shown: &[(&Change, usize)]) {
    for rest in [Rest::Breaking, Rest::Risky, Rest::Additive] {
        let mut kinds: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (change, _) in shown.iter().filter(|(change, _)| change.rest == rest) {
            let kind = match rest {
                Rest::Additive => format!("{} {}", change.element.name(), change.action.name()),
                _ => change.rule.name.to_owned(),
            };
            *kinds.entry(kind).or_default().entry(place(change)).or_default() += 1;
        }
        if kinds.is_empty() {
            continue;
        }
        let mut parts: Vec<(usize, &str, String)> =
            kinds.iter().map(|(kind, places)| (places.values().sum(), kind.as_str(), where_most(places))).collect();
        parts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let told: Vec<String> =
            parts.iter().take(MOST_KINDS).map(|(count, kind, places)| format!("{count} {kind}{places}")).collect();
        let _ = write!(out, "- **{}**: {}", rest.name(), told.join("; "));
        let left: usize = parts.iter().skip(MOST_KINDS).map(|(count, ..)| count).sum();
        if left > 0 {
            let _ = write!(out, "; {left} of {} other kinds", parts.len() - MOST_KINDS);
        }
        out.push('\n');
    }
    out.push('\n');
}

/// The places with the most changes of a kind: ` (/users 12, /groups 3, …)`; nothing where each of many has one.
fn where_most(places: &BTreeMap<String, usize>) -> String {
    if places.len() > MOST_PLACES && places.values().all(|count| *count == 1) {
        return String::new();
    }
    let mut sorted: Vec<(&String, &usize)> = places.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let named: Vec<String> = sorted.iter().take(MOST_PLACES).map(|(place, count)| format!("{} {count}", code(place))).collect();
    let more = if sorted.len() > MOST_PLACES { ", …" } else { "" };
    format!(" ({}{more})", named.join(", "))
}

/// The area of an operation, or the short name of a type.
fn place(change: &Change) -> String {
    match change.owner.split_once(" /") {
        Some((_, path)) => format!("/{}", path.split(['/', '(']).next().unwrap_or(path)),
        None => change.owner.rsplit(['.', '/']).next().unwrap_or(&change.owner).to_owned(),
    }
}
