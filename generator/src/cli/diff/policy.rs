//! `docwright-diff.toml`: what a team has decided about changes. It is read beside the revision, never from the base.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cli::Failure;
use crate::config::nearest;
use crate::diff::{Crate, Ignore, Level, Rest};

/// The name of the file.
pub(super) const POLICY_FILE: &str = "docwright-diff.toml";

/// What the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Policy {
    /// How firm the promise behind a version is, as `--stability` has it.
    pub(super) stability: Option<String>,
    /// What to fail on, as `--fail-on` has it.
    pub(super) fail_on: Option<String>,
    /// Verdicts for callers, by rule.
    #[serde(default)]
    levels: BTreeMap<String, RestLevel>,
    /// Verdicts for the crate, by rule.
    #[serde(default)]
    crate_levels: BTreeMap<String, Crate>,
    /// Changes that are not reported.
    #[serde(default)]
    pub(super) ignore: Vec<Ignore>,
}

/// A verdict, or silence.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RestLevel {
    Breaking,
    Risky,
    Additive,
    Documentation,
    Off,
}

impl Policy {
    /// The policy of a file, or of the nearest one at or above the current folder; nothing where there is none.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named.map(Path::to_owned).or_else(beside) else { return Ok(Self::default()) };
        let text = super::read_text(&path)?;
        toml::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    }

    /// The levels of both columns, one entry a rule.
    pub(super) fn levels(&self) -> Vec<Level> {
        let mut out: BTreeMap<&str, Level> = BTreeMap::new();
        let entry = |rule: &str| Level { rule: rule.to_owned(), ..Level::default() };
        for (rule, level) in &self.levels {
            let asked = out.entry(rule).or_insert_with(|| entry(rule));
            asked.off = matches!(level, RestLevel::Off);
            asked.rest = match level {
                RestLevel::Breaking => Some(Rest::Breaking),
                RestLevel::Risky => Some(Rest::Risky),
                RestLevel::Additive => Some(Rest::Additive),
                RestLevel::Documentation => Some(Rest::Documentation),
                RestLevel::Off => None,
            };
        }
        for (rule, level) in &self.crate_levels {
            out.entry(rule).or_insert_with(|| entry(rule)).krate = Some(*level);
        }
        out.into_values().collect()
    }
}

fn beside() -> Option<PathBuf> {
    nearest(&std::env::current_dir().ok()?, POLICY_FILE)
}
