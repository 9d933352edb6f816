//! The section of a change log for the generated crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::report::{Action, Change, Element, Report};
use super::super::verdict::Crate;
use super::lines;
use super::markdown::code;

/// So many lines of one kind are written; the rest is counted.
const MOST_LINES: usize = 200;

/// The section for the version that follows `version`, dated `day` where one is given.
#[must_use]
pub fn changelog(report: &Report, version: &str, day: Option<&str>) -> String {
    let next = report.bump.bump(version).unwrap_or_else(|| "Unreleased".to_owned());
    let mut out = match day {
        Some(day) => format!("## {next} ({day})\n"),
        None => format!("## {next}\n"),
    };
    let shown = lines::shown(report);
    let part = |wanted: &dyn Fn(&Change) -> bool| -> Vec<(&Change, usize)> {
        shown.iter().filter(|(change, _)| wanted(change)).copied().collect()
    };
    let deprecated = |change: &Change| change.action == Action::Deprecated;
    section(&mut out, "Breaking for users of the crate", &part(&|change| change.krate == Crate::Major));
    section(&mut out, "Added", &part(&|change| change.krate == Crate::Minor && !deprecated(change)));
    section(&mut out, "Deprecated", &part(&|change| change.krate == Crate::Minor && deprecated(change)));
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for change in report.changes.iter().filter(|change| change.krate == Crate::Patch) {
        *words.entry(change.rule.name).or_default() += 1;
    }
    if !words.is_empty() {
        out.push_str("\n### Documentation and behaviour\n\n");
        for (rule, count) in words {
            let _ = writeln!(out, "- {rule}: {count}");
        }
    }
    out
}

fn section(out: &mut String, title: &str, changes: &[(&Change, usize)]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {title}\n");
    for (change, members) in changes.iter().take(MOST_LINES) {
        let kind = if change.element == Element::EnumMember { "member" } else { change.element.name() };
        let _ = write!(out, "- {} {} {}", kind, code(&lines::subject(change)), change.action.name());
        if *members > 0 {
            let _ = write!(out, ", with {members} members");
        }
        if let Some(step) = lines::step(change) {
            let _ = write!(out, ": {}", code(&step));
        }
        out.push('\n');
    }
    if changes.len() > MOST_LINES {
        let _ = writeln!(out, "- and {} more", changes.len() - MOST_LINES);
    }
}

/// A change log with a section put in front of its first one; a section of the same version is replaced.
#[must_use]
pub fn insert_section(existing: &str, section: &str) -> String {
    let heading = section.lines().next().unwrap_or_default();
    let version = heading.split(" (").next().unwrap_or(heading);
    let is_section = |line: &str| line.starts_with("## ");
    let same = |line: &str| line == version || line.strip_prefix(version).is_some_and(|rest| rest.starts_with(" ("));
    let mut out = String::new();
    let mut placed = false;
    let mut skipping = false;
    for line in existing.lines() {
        if is_section(line) {
            if !placed {
                out.push_str(section.trim_end());
                out.push_str("\n\n");
                placed = true;
            }
            skipping = same(line);
        }
        if !skipping {
            out.push_str(line);
            out.push('\n');
        }
    }
    if !placed {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.push_str(section.trim_end());
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
