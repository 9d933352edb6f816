//! What a build script or an xtask asks for, step by step.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::cargo;
use super::{CrateReport, GenerateError, Mode, generate, read};
use crate::config::{self, Config, Flags};
use crate::write;

/// A run from pages to crates, as it is being put together. [`Generate::run`] starts it.
///
/// The bytes are those that the command line writes for the same pages and the same choices.
#[derive(Clone, Debug, Default)]
pub struct Generate {
    flags: Flags,
    errata: Option<PathBuf>,
    lock: Option<PathBuf>,
    module: Option<String>,
    force: bool,
    check: bool,
}

impl Generate {
    /// From a docs folder: it holds `v1.0/` or `beta/`, each with `api/` and `resources/`, or captured pages.
    ///
    /// Paths here and below start at the current folder, which is the package's in a build script.
    #[must_use]
    pub fn new(docs: impl Into<PathBuf>) -> Self {
        Self { flags: Flags { docs: Some(docs.into()), ..Flags::default() }, ..Self::default() }
    }

    /// From a `docwright.toml`: everything that it says, for each of its APIs.
    #[must_use]
    pub fn from_config(file: impl Into<PathBuf>) -> Self {
        Self { flags: Flags { config: Some(file.into()), ..Flags::default() }, ..Self::default() }
    }

    /// Only this API of the configuration.
    #[must_use]
    pub fn api(mut self, name: impl Into<String>) -> Self {
        self.flags.api = Some(name.into());
        self
    }

    /// Only this version of the API; may be called again.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.flags.versions.push(version.into());
        self
    }

    /// The folder of the crate. Files in it that docwright did not write are never touched.
    #[must_use]
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.flags.out = Some(folder.into());
        self
    }

    /// Into the folder that cargo gives a build script: the crate as `$OUT_DIR/NAME/`, and `$OUT_DIR/NAME.rs`, which
    /// declares it as `pub mod NAME` where it is included:
    ///
    /// ```ignore
    /// include!(concat!(env!("OUT_DIR"), "/NAME.rs"));
    /// ```
    ///
    /// The package needs the features and dependencies that `$OUT_DIR/NAME/Cargo.toml` lists, those of the features that it
    /// wants.
    #[must_use]
    pub fn into_out_dir(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// The name of the crate. The folder's name, when left out.
    #[must_use]
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.flags.crate_name = Some(name.into());
        self
    }

    /// Only operations that match, as GLOB or GLOB#METHOD over path templates; may be called again.
    #[must_use]
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.flags.include.push(pattern.into());
        self
    }

    /// Leaves out operations that match, as GLOB or GLOB#METHOD over path templates; may be called again.
    #[must_use]
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.flags.exclude.push(pattern.into());
        self
    }

    /// A file of corrections for wrong pages.
    #[must_use]
    pub fn errata(mut self, file: impl Into<PathBuf>) -> Self {
        self.errata = Some(file.into());
        self
    }

    /// The lock file that keeps names: beside the configuration, or in the crate, when left out. A crate in `OUT_DIR` goes
    /// with it, so that one wants a lock file among the sources.
    #[must_use]
    pub fn lock_file(mut self, file: impl Into<PathBuf>) -> Self {
        self.lock = Some(file.into());
        self
    }

    /// Overwrites files that were edited by hand or that stand in the way.
    #[must_use]
    pub fn force(mut self) -> Self {
        self.force = true;
        self
    }

    /// Compares and writes nothing: [`Report::is_up_to_date`] tells the outcome.
    #[must_use]
    pub fn check(mut self) -> Self {
        self.check = true;
        self
    }

    /// Reads, decides, writes what differs.
    ///
    /// # Errors
    /// When the configuration is wrong, the pages cannot be read, or the output cannot be written. A crate is then as it was.
    pub fn run(&self) -> Result<Report, GenerateError> {
        let out_dir = match &self.module {
            Some(_) => Some(PathBuf::from(std::env::var_os("OUT_DIR").ok_or(GenerateError::NoOutDir)?)),
            None => None,
        };
        self.run_in(out_dir.as_deref())
    }

    fn run_in(&self, out_dir: Option<&Path>) -> Result<Report, GenerateError> {
        let module = self.module.as_deref().zip(out_dir);
        let config = self.config(module)?;
        let mut report = Report::default();
        if let Some(file) = &config.file {
            report.inputs.push(file.clone());
        }
        for api in &config.apis {
            let (understood, corrected) = read(api)?;
            report.inputs.extend(cargo::inputs(api, &understood.sources));
            let options = write::Options { force: self.force, ..write::Options::default() };
            let mut done = generate(api, understood, if self.check { Mode::Compare } else { Mode::Write(options) })?;
            done.warnings.extend(corrected.and_then(|outcome| outcome.unused).map(|unused| unused.to_string()));
            // A lock file that this run wrote is newer than the run, and cargo would take that for a change.
            if !done.lock_is_stale && module.is_none_or(|(_, folder)| !api.lock.starts_with(folder)) {
                report.inputs.push(api.lock.clone());
            }
            if let Some((name, folder)) = module {
                report.features.extend(done.features.iter().cloned());
                if !self.check {
                    let file = folder.join(format!("{name}.rs"));
                    write::replace_file(&file, &cargo::module(name, &api.out)).map_err(GenerateError::Write)?;
                }
            }
            report.crates.push(done);
        }
        Ok(report)
    }

    fn config(&self, module: Option<(&str, &Path)>) -> Result<Config, GenerateError> {
        let mut flags = self.flags.clone();
        if let Some((name, folder)) = module {
            cargo::check_module(name).map_err(GenerateError::Config)?;
            flags.out = Some(folder.join(name));
        }
        let here = std::env::current_dir().unwrap_or_default();
        let mut config = config::load(&flags, &here).map_err(GenerateError::Config)?;
        for api in &mut config.apis {
            api.is_module = module.is_some();
            if let Some(errata) = &self.errata {
                api.errata = Some(here.join(errata));
            }
            if let Some(lock) = &self.lock {
                (api.lock, api.lock_before) = (here.join(lock), None);
            }
        }
        Ok(config)
    }
}

/// What became of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// One for each crate, in the order of the configuration.
    pub crates: Vec<CrateReport>,
    /// What was read: docs folders, configuration, errata, lock file.
    pub inputs: Vec<PathBuf>,
    features: Vec<String>,
}

impl Report {
    /// Every crate and its lock file are what this run makes of the pages; after a run that wrote: were so before it.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.crates.iter().all(|done| done.changes.is_up_to_date() && !done.lock_is_stale)
    }

    /// The lines that tell cargo what a build script read (`cargo:rerun-if-changed`), what the `cfg`s of the crate may be,
    /// and what has to be looked at (`cargo:warning`).
    #[must_use]
    pub fn cargo_lines(&self) -> String {
        cargo::lines(self, &self.features)
    }

    /// Prints [`Report::cargo_lines`] to standard output, where cargo reads it.
    pub fn tell_cargo(&self) {
        // A build script whose output nobody reads has nobody to tell.
        let _ = std::io::stdout().lock().write_all(self.cargo_lines().as_bytes());
    }
}
