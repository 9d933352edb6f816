//! The report for a terminal.

use std::fmt::Write as _;

use super::super::report::{Change, Location, Report};
use super::super::verdict::{Crate, Rest};
use super::lines;

/// The report for a terminal; with `colour`, the verdicts carry ANSI colours.
#[must_use]
pub fn text(report: &Report, colour: bool) -> String {
    let paint = Paint(colour);
    let mut out = String::new();
    let _ = writeln!(out, "{} → {}: {}", printable(&report.base), printable(&report.revision), lines::verdict(report));
    let shown = lines::shown(report);
    for rest in Rest::ALL {
        let changes: Vec<_> = shown.iter().filter(|(change, _)| change.rest == rest).collect();
        if changes.is_empty() || rest == Rest::None && changes.iter().all(|(change, _)| change.krate < Crate::Minor) {
            continue;
        }
        let heading = if rest == Rest::None { "the crate only" } else { rest.name() };
        let _ = writeln!(out, "\n{} ({})", paint.rest(rest, heading), changes.len());
        for (change, members) in changes {
            one(&mut out, change, *members, rest >= Rest::Risky);
        }
    }
    if !report.groups.is_empty() {
        out.push_str("\ngroups that one decision settles\n");
        for group in &report.groups {
            let _ = writeln!(out, "  {} {} [{}] {}", group.members, printable(&group.title), group.rule, group.fingerprint);
        }
    }
    for ignored in &report.ignored {
        let _ = writeln!(out, "ignored: {} ({})", printable(&lines::subject(&ignored.change)), printable(&ignored.reason));
    }
    for notice in &report.notices {
        let _ = writeln!(out, "note: {}", printable(notice));
    }
    out
}

fn one(out: &mut String, change: &Change, members: usize, whole: bool) {
    let _ = write!(out, "  {} {} [{}]", printable(&lines::subject(change)), change.action.name(), change.rule.name);
    if members > 0 {
        let _ = write!(out, ", with {members} members");
    }
    if let Some(step) = lines::step(change) {
        let _ = write!(out, ": {}", printable(&step));
    }
    let _ = write!(out, "; crate {}", change.krate);
    if let Some(reach) = lines::reach(change) {
        let _ = write!(out, "; {}", printable(&reach));
    }
    out.push('\n');
    if !whole {
        return;
    }
    let score = change.evidence.score.map(|score| format!(" ({score} %)")).unwrap_or_default();
    let _ = writeln!(out, "      {}{score}: {}", change.evidence.kind.name(), printable(&change.evidence.note));
    if let Some(decides) = &change.evidence.decides {
        let _ = writeln!(out, "      what would decide: {}", printable(decides));
    }
    for (side, places) in [("base", &change.base_at), ("revision", &change.revision_at)] {
        if let Some(Location { path, line, .. }) = places.first() {
            let _ = writeln!(out, "      {side}: {}:{line}", printable(path));
        }
    }
    let _ = writeln!(out, "      fingerprint {}", change.fingerprint);
}

/// A text without what a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

struct Paint(bool);

impl Paint {
    fn rest(&self, rest: Rest, text: &str) -> String {
        let code = match rest {
            Rest::Breaking => "1;31",
            Rest::Risky => "1;33",
            Rest::Additive => "1;32",
            Rest::Documentation | Rest::None => "1",
        };
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
