//! What a reviewer should know after a glance: of each rule that matters how often it reports, and where most.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::report::Change;
use super::super::verdict::Rest;
use super::markdown::code;

/// So many rules of one verdict are named.
const MOST_RULES: usize = 8;

/// So many places of one rule are named.
const MOST_PLACES: usize = 3;

/// The lines of the summary: one for each verdict that matters.
pub(super) fn in_short(out: &mut String, shown: &[(&Change, usize)]) {
    for rest in [Rest::Breaking, Rest::Risky] {
        let mut rules: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
        for (change, _) in shown.iter().filter(|(change, _)| change.rest == rest) {
            *rules.entry(change.rule.name).or_default().entry(place(change)).or_default() += 1;
        }
        if rules.is_empty() {
            continue;
        }
        let mut parts: Vec<(usize, &str, String)> =
            rules.iter().map(|(rule, places)| (places.values().sum(), *rule, where_most(places))).collect();
        parts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let told: Vec<String> =
            parts.iter().take(MOST_RULES).map(|(count, rule, places)| format!("{count} {rule} ({places})")).collect();
        let _ = write!(out, "- **{}**: {}", rest.name(), told.join("; "));
        let left: usize = parts.iter().skip(MOST_RULES).map(|(count, ..)| count).sum();
        if left > 0 {
            let _ = write!(out, "; {left} of {} other rules", parts.len() - MOST_RULES);
        }
        out.push('\n');
    }
    out.push('\n');
}

/// The places with the most changes of a rule: `/users` 12, `/groups` 3.
fn where_most(places: &BTreeMap<String, usize>) -> String {
    let mut sorted: Vec<(&String, &usize)> = places.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let named: Vec<String> = sorted.iter().take(MOST_PLACES).map(|(place, count)| format!("{} {count}", code(place))).collect();
    let more = if sorted.len() > MOST_PLACES { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

/// The area of an operation, or the short name of a type.
fn place(change: &Change) -> String {
    match change.owner.split_once(" /") {
        Some((_, path)) => format!("/{}", path.split(['/', '(']).next().unwrap_or(path)),
        None => change.owner.rsplit(['.', '/']).next().unwrap_or(&change.owner).to_owned(),
    }
}
