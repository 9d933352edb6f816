//! Findings on a terminal: all of them, or how many of each kind.

use std::collections::BTreeMap;

use super::say;
use crate::config::{Level, Lints};
use crate::diagnostic::{Code, Diagnostic, Severity, render_text};
use crate::source::Sources;

/// Findings that the levels do not silence.
pub(super) fn shown<'f>(findings: &'f [Diagnostic], lints: &Lints) -> Vec<&'f Diagnostic> {
    findings.iter().filter(|finding| lints.level(finding.code) != Level::Allow).collect()
}

/// Prints every finding.
pub(super) fn print_all(findings: &[&Diagnostic], sources: &Sources) {
    for finding in findings {
        say(&render_text(finding, sources, super::input::style()));
    }
}

/// Prints one line for each code: how often, and what it asks for.
pub(super) fn print_counts(findings: &[&Diagnostic]) {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, Code), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((std::cmp::Reverse(finding.severity()), finding.code)).or_default() += 1;
    }
    for ((severity, code), count) in counts {
        say(&format!("{count:>7}  {:<8} {}", severity.0.name(), code.name()));
    }
}

/// "2 errors, 10 warnings, 3 notes"
pub(super) fn summary(findings: &[&Diagnostic]) -> String {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")].map(|(severity, word)| {
        let count = count(severity);
        if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
    });
    words.join(", ")
}
