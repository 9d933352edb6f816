//! From pages to a crate on disk in one call: what `docwright generate` does, for build scripts and xtasks as well.
//!
//! In a `build.rs`, with the crate as a module of the package that is being built:
//!
//! ```no_run
//! docwright::Generate::new("pages").into_out_dir("contoso").run()?.tell_cargo();
//! # Ok::<(), docwright::GenerateError>(())
//! ```
//!
//! and in the package itself:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/contoso.rs"));
//! ```
//!
//! In an xtask, with the crate in a source folder that is checked in:
//!
//! ```no_run
//! let report = docwright::Generate::from_config("docwright.toml").run()?;
//! for done in &report.crates {
//!     println!("{}: {}", done.out.display(), done.changes.summary());
//! }
//! # Ok::<(), docwright::GenerateError>(())
//! ```

mod builder;
mod cargo;
mod error;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use builder::{Generate, Report};
pub use error::GenerateError;

use crate::config::ApiConfig;
use crate::diagnostic::Diagnostic;
use crate::errata;
use crate::format;
use crate::lock::{self, Lock, Naming};
use crate::run::{self, Counts, Understood};
use crate::source::Sources;
use crate::write::{self, Change, Changes};

/// Whether and how a run writes.
#[derive(Clone, Copy)]
pub enum Mode<'a> {
    /// It writes what differs.
    Write(write::Options<'a>),
    /// It compares and writes nothing.
    Compare,
}

/// What became of one crate.
#[derive(Debug)]
pub struct CrateReport {
    /// The folder of the crate.
    pub out: PathBuf,
    /// The files of the crate beside the ones on disk. A run that wrote has made them so, edited files left out.
    pub changes: Changes,
    /// The lock file has other names or hashes than this run gives. A run that wrote has brought it up to date.
    pub lock_is_stale: bool,
    /// The lock file as this run gives it.
    pub lock: String,
    /// An earlier run had been stopped while it wrote, and what it left was put right first.
    pub recovered: bool,
    /// The pages, as they were read.
    pub sources: Sources,
    /// What is wrong with them, sorted.
    pub findings: Vec<Diagnostic>,
    /// The counts of the summary line.
    pub counts: Counts,
    /// How many sides of examples are listed with a reason and not replayed.
    pub unreplayed: usize,
    /// How many operations the filter left out.
    pub left_out: usize,
    /// The features that the crate has, the runtime's left out.
    pub features: Vec<String>,
    /// What was asked for and fits nothing, each as a sentence.
    pub warnings: Vec<String>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Reads the pages of an API and corrects them by its errata.
///
/// # Errors
/// When the pages cannot be read, or an erratum no longer applies.
pub fn read(api: &ApiConfig) -> Result<(Understood, Option<errata::Outcome>), GenerateError> {
    correct(api, run::read(&api.docs, &api.versions).map_err(GenerateError::Pages)?)
}

/// Corrects what was understood by the errata of an API.
///
/// # Errors
/// When an erratum no longer applies.
pub fn correct(api: &ApiConfig, mut understood: Understood) -> Result<(Understood, Option<errata::Outcome>), GenerateError> {
    let Some(path) = &api.errata else { return Ok((understood, None)) };
    let corrections = errata::load(path).map_err(GenerateError::Errata)?;
    let mut outcome = errata::apply(&corrections, &mut understood.api);
    match outcome.errors.take() {
        Some(errors) => Err(GenerateError::Errata(errors)),
        None => Ok((understood, Some(outcome))),
    }
}

/// The lock file of an API, as the last run left it.
///
/// # Errors
/// When it cannot be read or understood.
pub fn lock_of(api: &ApiConfig) -> Result<Lock, GenerateError> {
    let before = api.lock_before.as_deref().filter(|before| !api.lock.exists() && before.exists());
    lock::load(before.unwrap_or(&api.lock)).map_err(GenerateError::Lock)
}

/// Makes the crate of an API from its pages, as [`read`] gave them.
///
/// # Errors
/// When there is nothing to generate, an asked name cannot be given, or the output cannot be written.
pub fn generate(api: &ApiConfig, mut understood: Understood, mode: Mode<'_>) -> Result<CrateReport, GenerateError> {
    write::keep_apart(&api.out, &api.docs).map_err(GenerateError::Write)?;
    let lock = lock_of(api)?;
    let mut naming = Naming { lock: &lock, renames: &api.renames };
    // What is left out has a name all the same: a filter must not change the names of what stays, nor of what returns.
    let of_all = (!api.filter.is_empty())
        .then(|| naming.settled(run::given(&run::plan(&understood.api, api, &naming)), &api.crate_version));
    if let Some(of_all) = &of_all {
        naming.lock = of_all;
    }
    let left_out = run::filter(&mut understood.api, &api.filter);
    let counts = understood.counts();
    if counts.planned == 0 {
        return Err(GenerateError::Nothing { docs: api.docs.clone(), understood: Box::new(understood) });
    }
    if left_out > 0 && counts.operations == 0 {
        return Err(GenerateError::NothingSelected(left_out));
    }
    let Understood { sources, pages, api: model, findings, mut timings } = understood;
    // What is not needed any more makes room for what comes, on a thread that has nothing else to do.
    rayon::spawn(move || drop(pages));
    let before_plan = Instant::now();
    let (plan, mut inputs) = rayon::join(|| run::plan(&model, api, &naming), || run::inputs(&sources));
    timings.push(("plan", before_plan.elapsed()));
    let mut given = run::given(&plan);
    let refused = naming.refused_renames(&given);
    if !refused.is_empty() {
        return Err(GenerateError::NamesTaken(refused));
    }
    if let Some(of_all) = &of_all {
        given.fill_up(&of_all.names, &|_| true);
    }
    given.fill_up(&lock.names, &|identity| !is_read(identity, api));
    inputs
        .extend(lock.inputs.iter().filter(|(path, _)| !is_page_read(path, api)).map(|(path, hash)| (path.clone(), hash.clone())));
    let next = Naming { lock: &lock, renames: &api.renames }.next(given, inputs, &api.crate_version);
    let warnings = warnings(api, &plan, &next.names, &naming);
    let unreplayed = plan.unreplayed.len();
    let features = plan.features.iter().map(|feature| feature.name.clone()).collect();
    let before_emit = Instant::now();
    let tree = run::emit(&plan);
    timings.push(("emit", before_emit.elapsed()));
    let before_check = Instant::now();
    let (passed, text) = rayon::join(|| check(&tree, &api.out), || lock::render(&next));
    passed?;
    timings.push(("check", before_check.elapsed()));
    let before_write = Instant::now();
    let lock_is_stale = lock != next || !api.lock.exists();
    let (changes, recovered) = match mode {
        Mode::Compare => (write::compare(&tree, &api.out).map_err(GenerateError::Write)?, false),
        Mode::Write(options) => {
            let written = write::apply(&tree, &api.out, options).map_err(GenerateError::Write)?;
            if lock_is_stale {
                write::replace_file(&api.lock, &text).map_err(GenerateError::Write)?;
            }
            (written.changes, written.recovered)
        }
    };
    timings.push(("write", before_write.elapsed()));
    let report = CrateReport {
        out: api.out.clone(),
        changes,
        lock_is_stale,
        lock: text,
        recovered,
        counts,
        unreplayed,
        left_out,
        features,
        warnings,
        timings,
        sources,
        findings,
    };
    rayon::spawn(move || drop((plan, tree, model)));
    Ok(report)
}

/// What was asked for and fits nothing.
fn warnings(api: &ApiConfig, plan: &crate::plan::Plan, given: &lock::Names, naming: &Naming<'_>) -> Vec<String> {
    let mut warnings: Vec<String> =
        api.filter.unused().map(|pattern| format!("the pattern `{pattern}` selects nothing")).collect();
    for (identity, near) in naming.unused_renames(given) {
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        warnings.push(format!("the rename of `{identity}` fits nothing{near}"));
    }
    for (feature, part) in &plan.unknown_features {
        let known = plan.features.iter().map(|feature| feature.name.as_str());
        let near = crate::toml_file::nearest(part, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        warnings.push(format!("the feature `{feature}` is to switch on `{part}`, which is no area, version or feature{near}"));
    }
    warnings
}

/// Whether this run read the version that an identity names (`type v1.0 microsoft.graph.user`); what it was told not to
/// read keeps its names.
fn is_read(identity: &str, api: &ApiConfig) -> bool {
    let version = identity.split(' ').nth(1).unwrap_or_default();
    api.versions.is_empty() || api.versions.iter().any(|read| read == version)
}

fn is_page_read(path: &str, api: &ApiConfig) -> bool {
    let file = crate::source::SourceFile::new(path, "");
    api.versions.is_empty() || file.version.is_none_or(|version| api.versions.contains(&version.0))
}

/// Lets the tree through the gate: files that are on disk with the same bytes passed it when they were written.
fn check(tree: &crate::output::OutputTree, out: &Path) -> Result<(), GenerateError> {
    let changes = write::compare(tree, out).map_err(GenerateError::Write)?;
    let unchanged: BTreeSet<&str> = changes.paths(Change::Unchanged).collect();
    format::check(tree, &|path| unchanged.contains(path)).map_err(GenerateError::NotRust)
}
