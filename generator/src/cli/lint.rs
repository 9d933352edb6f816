//! `docwright lint`: what is irregular or contradictory on the pages.

use std::collections::BTreeMap;

use super::args::{LintArgs, LintFormat};
use super::{Failure, Outcome, findings, input, output, say};
use crate::config::{Level, Lints};
use crate::diagnostic::{self, Code, Severity, to_github, to_json, to_sarif};
use crate::lock::{Lock, Naming};
use crate::run;

/// Runs the command.
pub(super) fn run(args: &LintArgs) -> Result<Outcome, Failure> {
    if let Some(name) = &args.explain {
        return explain(name);
    }
    input::threads(&args.input)?;
    let denied = Denied::read(&args.deny)?;
    let allowed = args.allow.iter().map(|name| code(name)).collect::<Result<Vec<_>, _>>()?;
    let config = input::config(&args.input, None, None)?;
    let mut outcome = Outcome::Clean;
    for api in &config.apis {
        let understood = input::understood(api, args.input.quiet || args.format != LintFormat::Text)?;
        let lock = Lock::default();
        let plan = run::plan(&understood.api, api, &Naming { lock: &lock, renames: &BTreeMap::new() });
        let mut found = run::listed_examples(&understood, &plan);
        found.extend(understood.findings.iter().cloned());
        diagnostic::sort(&mut found);
        let mut shown = findings::shown(&found, &api.lints);
        shown.retain(|finding| !allowed.contains(&finding.code));
        if args.counts {
            findings::print_counts(&shown);
        } else {
            match args.format {
                LintFormat::Text => findings::print_all(&shown, &understood.sources),
                LintFormat::Json => output(&to_json(&shown, &understood.sources))?,
                LintFormat::Sarif => output(&to_sarif(&shown, &understood.sources))?,
                LintFormat::Github => output(&to_github(&shown, &understood.sources))?,
            }
        }
        if !args.input.quiet {
            say(&findings::summary(&shown));
        }
        if shown.iter().any(|finding| denied.denies(finding.code, &api.lints)) {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

/// What `--deny` asks for.
struct Denied {
    level: Option<Severity>,
    codes: Vec<Code>,
}

impl Denied {
    fn read(words: &[String]) -> Result<Self, Failure> {
        let mut denied = Self { level: None, codes: Vec::new() };
        for word in words {
            let level = match word.as_str() {
                "note" | "notes" => Some(Severity::Note),
                "warning" | "warnings" => Some(Severity::Warning),
                "error" | "errors" => Some(Severity::Error),
                _ => None,
            };
            match level {
                Some(level) => denied.level = Some(denied.level.map_or(level, |known| known.min(level))),
                None => denied.codes.push(code(word)?),
            }
        }
        Ok(denied)
    }

    fn denies(&self, code: Code, lints: &Lints) -> bool {
        let asked = lints.asked().find(|(known, _)| *known == code).map(|(_, level)| level);
        self.codes.contains(&code) || asked == Some(Level::Deny) || self.level.is_some_and(|level| code.severity() >= level)
    }
}

fn code(name: &str) -> Result<Code, Failure> {
    Code::from_name(name).ok_or_else(|| {
        let near = Code::ALL
            .iter()
            .map(|code| code.name())
            .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
        Failure::new(format!("there is no code or level `{name}`; did you mean `{}`?", near.unwrap_or_default()))
    })
}

fn explain(name: &str) -> Result<Outcome, Failure> {
    let code = code(name)?;
    output(&format!("{}\n\nLevel: {}. In short: {}.\n", code.explanation().trim_end(), code.severity(), code.help()))?;
    Ok(Outcome::Clean)
}
