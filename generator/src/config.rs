//! Comes in: `docwright.toml` and the flags of the command line. Goes out: [`Config`], one [`ApiConfig`] for each crate.
//!
//! The keys, their kinds and their descriptions stand in one table (`config/keys.rs`); the reader, the JSON schema and the
//! file that `docwright init` writes are made from it.

mod check;
mod filter;
mod flags;
mod keys;
mod needed;
mod read;
mod schema;
mod template;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use filter::{Filter, Pattern, path_template};
pub use flags::Flags;
pub use schema::json_schema;
pub use template::{Start, template};

use crate::diagnostic::{Code, Severity, TextStyle};
use crate::toml_file::TomlError;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "docwright.toml";

/// Everything that a run is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// The configuration file, where there is one.
    pub file: Option<PathBuf>,
    /// The crates to generate, in the order of the file.
    pub apis: Vec<ApiConfig>,
}

/// One crate and the pages that it is made from. Paths are complete: those of the file start at its folder.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// The name behind `api.`; the crate's name for a run without a file.
    pub name: String,
    /// The folder that holds `v1.0/` or `beta/`, or captured pages.
    pub docs: PathBuf,
    /// The versions to read; empty for all that are found.
    pub versions: Vec<String>,
    /// The folder of the crate.
    pub out: PathBuf,
    /// The name of the crate.
    pub crate_name: String,
    /// The version of the crate.
    pub crate_version: String,
    /// Which operations are generated.
    pub filter: Filter,
    /// Areas by name, each with the patterns of its paths; an operation that none matches falls to the area of its first
    /// segment.
    pub areas: BTreeMap<String, Vec<Pattern>>,
    /// Cargo features by name, each with the areas or features that it switches on.
    pub features: BTreeMap<String, Vec<String>>,
    /// Levels that differ from the usual ones.
    pub lints: Lints,
    /// Corrections for wrong pages.
    pub errata: Option<PathBuf>,
    /// Asked renames: the identity of a thing, as the lock file writes it, and its new Rust name.
    pub renames: BTreeMap<String, String>,
    /// The lock file: beside the configuration, or in the crate where there is none.
    pub lock: PathBuf,
    /// What the lock file was called while the configuration had one API, or several: its names are not lost when that
    /// changes.
    pub lock_before: Option<PathBuf>,
    /// The output becomes a module of another crate, whose tests cannot name it as a crate.
    pub is_module: bool,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not shown.
    Allow,
    /// It is shown.
    Note,
    /// It is shown as a warning.
    Warn,
    /// It is shown, and the run ends with status 1.
    Deny,
}

impl Level {
    /// All levels by name, from the mildest to the gravest.
    pub const ALL: [(&'static str, Self); 4] =
        [("allow", Self::Allow), ("note", Self::Note), ("warn", Self::Warn), ("deny", Self::Deny)];

    /// The level of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, level)| *level)
    }
}

/// Levels of findings by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lints {
    levels: BTreeMap<Code, Level>,
}

impl Lints {
    /// Sets the level of a code.
    pub fn set(&mut self, code: Code, level: Level) {
        self.levels.insert(code, level);
    }

    /// The level of a code: the asked one, or the one that its severity stands for.
    #[must_use]
    pub fn level(&self, code: Code) -> Level {
        self.levels.get(&code).copied().unwrap_or(match code.severity() {
            Severity::Note => Level::Note,
            Severity::Warning => Level::Warn,
            Severity::Error => Level::Deny,
        })
    }

    /// The levels that were asked for.
    pub fn asked(&self) -> impl Iterator<Item = (Code, Level)> {
        self.levels.iter().map(|(code, level)| (*code, *level))
    }
}

/// Why there is no usable configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// Mistakes in a file.
    File(TomlError),
    /// A mistake in the flags: what is wrong, and the way out.
    Flags {
        /// What is wrong, without a full stop.
        message: String,
        /// The way out.
        help: String,
    },
}

impl ConfigError {
    /// The error as text for people.
    #[must_use]
    pub fn render(&self, style: TextStyle) -> String {
        match self {
            Self::File(error) => error.render(style),
            Self::Flags { message, help } => format!("error: {message}\nhelp: {help}\n"),
        }
    }
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.render(TextStyle::Plain).trim_end())
    }
}

impl std::error::Error for ConfigError {}

/// The nearest `docwright.toml` in a folder or above it.
#[must_use]
pub fn find(from: &Path) -> Option<PathBuf> {
    nearest(from, CONFIG_FILE)
}

/// The nearest file of a name in a folder or above it.
pub(crate) fn nearest(from: &Path, name: &str) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The configuration of a run: from the file that the flags name, from the flags alone when they name a docs folder, else
/// from the nearest file at or above `here`; flags that say more are put over the file.
///
/// # Errors
/// When there is neither a file nor a docs folder, or one of them holds a mistake.
pub fn load(flags: &Flags, here: &Path) -> Result<Config, ConfigError> {
    if flags.config.is_none() && flags.docs.is_some() {
        return flags.alone(here);
    }
    let path = match &flags.config {
        Some(path) => here.join(path),
        None => find(here).ok_or_else(|| ConfigError::Flags {
            message: format!("there is no {CONFIG_FILE} in {} or above it", here.display()),
            help: "run `docwright init` to make one, name one with --config FILE, or name the pages with --docs DIR".to_owned(),
        })?,
    };
    let config = read::file(&path).map_err(ConfigError::File)?;
    flags.over(config, here)
}

/// Reads a configuration from a text; `path` is named in mistakes, and its folder is where the paths of the text start.
///
/// # Errors
/// When the text holds mistakes; all of them are told.
pub fn parse(path: &Path, text: &str) -> Result<Config, TomlError> {
    read::text(path, text)
}
