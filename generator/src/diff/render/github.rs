//! Annotations of GitHub: workflow commands that mark lines of the revision.

use std::fmt::Write as _;

use super::super::report::Report;
use super::super::verdict::Rest;
use super::lines;

/// GitHub shows so many annotations of a level in one step and drops the rest.
const MOST_OF_LEVEL: usize = 10;

/// The report as workflow commands; paths get `prefix` in front, which is the docs folder within the repository.
#[must_use]
pub fn github(report: &Report, prefix: &str) -> String {
    let mut out = String::new();
    for (rest, command) in [(Rest::Breaking, "error"), (Rest::Risky, "warning")] {
        let changes: Vec<_> = report.changes.iter().filter(|change| change.rest == rest).collect();
        for change in changes.iter().take(MOST_OF_LEVEL) {
            let mut message = format!("{} {}", lines::subject(change), change.action.name());
            if let Some(step) = lines::step(change) {
                let _ = write!(message, ": {step}");
            }
            let _ = write!(message, ". {}", change.evidence.note);
            if let Some(decides) = &change.evidence.decides {
                let _ = write!(message, ". What would decide: {decides}");
            }
            let mut properties = format!("title={}", property(&format!("{}: {}", rest.name(), change.rule.name)));
            if let Some(place) = change.revision_at.first() {
                let folder = prefix.trim_end_matches('/');
                let path = if folder.is_empty() { place.path.clone() } else { format!("{folder}/{}", place.path) };
                let _ = write!(properties, ",file={},line={},col={}", property(&path), place.line, place.column);
            }
            let _ = writeln!(out, "::{command} {properties}::{}", data(&message));
        }
        if changes.len() > MOST_OF_LEVEL {
            let more = format!("{} more {} changes; the report has them all", changes.len() - MOST_OF_LEVEL, rest.name());
            let _ = writeln!(out, "::notice title=docwright diff::{}", data(&more));
        }
    }
    let _ = writeln!(out, "::notice title=docwright diff::{}", data(&lines::verdict(report)));
    out
}

/// The text of a command, escaped as GitHub's own toolkit does.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
