//! The page that explains a rule, made from the table.

use std::fmt::Write as _;

use super::rules::{self, source_of};
use super::verdict::{Crate, Rest};

/// The page of a rule, as Markdown; nothing for a name that no rule has.
#[must_use]
pub fn explain(name: &str) -> Option<String> {
    let rule = rules::by_name(name)?;
    let mut out = format!("# {}\n\n", rule.name);
    let _ = writeln!(out, "About: {}. It reports: {}.\n", rule.about, rule.change);
    if let Some(never) = rule.never {
        let _ = writeln!(out, "This check never reports: {never}.\n");
    }
    let _ = writeln!(out, "## For callers: {}\n", rule.rest_cases);
    let _ = writeln!(out, "{}\n", rule.why);
    let _ = writeln!(out, "{}\n", callers(rule.rest));
    let _ = writeln!(out, "## For dependents of the crate: {}\n", rule.crate_cases);
    let _ = writeln!(out, "{}\n", dependents(rule.krate));
    out.push_str("## Sources\n\n");
    for mark in marks(rule.sources) {
        match source(mark) {
            Some(source) => {
                let _ = writeln!(out, "* {mark}: {source}");
            }
            None => {
                let _ = writeln!(out, "* {mark}");
            }
        }
    }
    if rule.never.is_none() {
        let _ = write!(
            out,
            "\n## To judge it otherwise\n\nIn `docwright-diff.toml`, for all of them or for one:\n\n```toml\n[levels]\n{0} = \"documentation\"\n\n[[ignore]]\nrule = \"{0}\"\nmatch = \"microsoft.graph.user *\"\nreason = \"say why\"\nuntil = \"2027-01-01\"\n```\n",
            rule.name
        );
    }
    Some(out)
}

/// The sources of a rule one by one. A comma parts two of them only where a source follows it.
fn marks(sources: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in sources.match_indices([';', ',']) {
        let next = sources.get(at + 1..).unwrap_or_default();
        let next = next.split([';', ',']).next().unwrap_or_default().trim();
        if source(next).is_some() {
            out.extend(sources.get(start..at));
            start = at + 1;
        }
    }
    out.extend(sources.get(start..));
    out.into_iter().map(str::trim).filter(|mark| !mark.is_empty()).collect()
}

/// What the first word of a mark stands for.
fn source(mark: &str) -> Option<&'static str> {
    source_of(mark.split_whitespace().next().unwrap_or(mark))
}

fn callers(rest: Rest) -> &'static str {
    match rest {
        Rest::Breaking => {
            "Proven, it is breaking. Without proof (a page gone without a trace, several witnesses that agree, or the service metadata) it is reported as risky, with what would decide it."
        }
        Rest::Risky => "The pages alone cannot decide it; the report says what would.",
        Rest::Additive => "Correct clients of the old pages go on as before.",
        Rest::Documentation => "The contract is the same; reviewers of the pages see it, others need not.",
        Rest::None => "It is not reported to callers.",
    }
}

fn dependents(krate: Crate) -> &'static str {
    match krate {
        Crate::Major => {
            "A public item goes, or its type moves: code that compiled may stop compiling. The Rust items decide in each case."
        }
        Crate::Minor => {
            "A public item comes, or one is deprecated. Structs and enumerations are open, so nothing stops compiling."
        }
        Crate::Patch => "Only documentation or behaviour; where a Rust item moves with it all the same, the verdict is major.",
        Crate::None => "The crate stays as it is.",
    }
}

/// The checks that can never report, with the reason.
#[must_use]
pub fn inapplicable() -> Vec<(&'static str, &'static str)> {
    rules::all().iter().filter_map(|rule| rule.never.map(|never| (rule.name, never))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_part_sources_and_nothing_else() {
        assert_eq!(
            marks("V-add (nullable), OD; C: no lint, struct is open"),
            ["V-add (nullable)", "OD", "C: no lint, struct is open"]
        );
        assert_eq!(marks("noise: ~7,000 files"), ["noise: ~7,000 files"]);
        assert_eq!(marks(""), Vec::<&str>::new());
    }
}
