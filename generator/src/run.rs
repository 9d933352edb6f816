//! One run from pages to files: the stages in order, each with its time.

mod surface;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use surface::surfaces;

use rayon::prelude::*;

use crate::config::{ApiConfig, Filter};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::emit;
use crate::lock::{Names, Naming};
use crate::model::{Api, PageOutcome};
use crate::output::OutputTree;
use crate::page::Page;
use crate::plan::{self, Plan, PlanOptions};
use crate::source::{ReadError, Sources};

/// What was read and understood.
#[derive(Debug)]
pub struct Understood {
    /// The files.
    pub sources: Sources,
    /// What each page says.
    pub pages: Vec<Page>,
    /// What all pages say together.
    pub api: Api,
    /// What is wrong with them, sorted.
    pub findings: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// How many pages were read, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files read.
    pub read: usize,
    /// Pages of which something is in the model.
    pub planned: usize,
    /// Pages of which nothing is, each with a code.
    pub skipped: usize,
    /// Structured types.
    pub types: usize,
    /// Enumerations.
    pub enumerations: usize,
    /// Operations.
    pub operations: usize,
    /// Examples, requests and answers counted one by one.
    pub examples: usize,
}

/// Reads a docs folder and understands its pages. `versions` empty means all.
///
/// # Errors
/// When the folder cannot be read or holds no page.
pub fn read(docs: &std::path::Path, versions: &[String]) -> Result<Understood, ReadError> {
    let start = Instant::now();
    let sources = sources(docs, versions)?;
    let read = start.elapsed();
    let mut understood = understand(sources);
    understood.timings.insert(0, ("read", read));
    Ok(understood)
}

/// Reads a docs folder. `versions` empty means all.
///
/// # Errors
/// When the folder cannot be read or holds no page.
pub fn sources(docs: &std::path::Path, versions: &[String]) -> Result<Sources, ReadError> {
    let mut sources = Sources::read(docs)?;
    if !versions.is_empty() {
        sources.keep_versions(versions);
        if sources.files().is_empty() {
            return Err(ReadError {
                path: docs.to_owned(),
                reason: format!("the folder holds no page of version {}", versions.join(" or ")),
            });
        }
    }
    Ok(sources)
}

/// Understands pages that are in memory.
#[must_use]
pub fn understand(sources: Sources) -> Understood {
    let start = Instant::now();
    let files: Vec<_> = sources.iter().collect();
    let (mut pages, mut of_pages): (Vec<Page>, Vec<Vec<Diagnostic>>) = (Vec::new(), Vec::new());
    files.into_par_iter().map(|(id, file)| crate::parse::parse(file, id)).unzip_into_vecs(&mut pages, &mut of_pages);
    let mut findings: Vec<Diagnostic> = sources
        .unreadable()
        .iter()
        .map(|fault| Diagnostic::about(Code::UnreadableFile, fault.path.clone(), fault.reason.clone()))
        .collect();
    findings.extend(of_pages.into_iter().flatten());
    let parsed_at = Instant::now();
    let api = crate::resolve::resolve(&sources, &pages, &mut findings);
    diagnostic::sort(&mut findings);
    let timings = vec![("parse", parsed_at - start), ("resolve", parsed_at.elapsed())];
    Understood { sources, pages, api, findings, timings }
}

impl Understood {
    /// The counts of the summary line.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { read: self.sources.files().len() + self.sources.unreadable().len(), ..Counts::default() };
        counts.skipped += self.sources.unreadable().len();
        for version in &self.api.versions {
            counts.types += version.types.len();
            counts.enumerations += version.enumerations.len();
            counts.operations += version.operations.len();
            for page in &version.pages {
                match page.outcome {
                    PageOutcome::Planned => counts.planned += 1,
                    PageOutcome::Skipped(_) => counts.skipped += 1,
                }
            }
            counts.examples += plan::examples_found(version);
        }
        counts
    }
}

/// Findings about the examples that a plan lists and does not replay. What the reader has found about a block already is not
/// said again, nor is what holds for a response because it holds for its request.
#[must_use]
pub fn listed_examples(understood: &Understood, plan: &Plan) -> Vec<Diagnostic> {
    let known: BTreeSet<(Code, u32, u32)> = understood
        .findings
        .iter()
        .filter_map(|finding| finding.span.map(|span| (finding.code, span.file.0, span.start)))
        .collect();
    let said = |entry: &plan::Unreplayed| {
        let block = (entry.code, entry.at.file, entry.at.start)..=(entry.code, entry.at.file, entry.at.end);
        known.range(block).next().is_some()
    };
    let mut findings = Vec::new();
    let mut before: Option<&plan::Unreplayed> = None;
    for entry in &plan.unreplayed {
        let follows = before.is_some_and(|request| {
            (request.at.file, request.code, request.kind, entry.kind) == (entry.at.file, entry.code, "request", "response")
        });
        if !follows && !said(entry) {
            findings.push(entry.finding());
        }
        before = Some(entry);
    }
    diagnostic::sort(&mut findings);
    findings
}

/// A crate in memory.
#[derive(Debug)]
pub struct Generated {
    /// What was decided.
    pub plan: Plan,
    /// The files.
    pub tree: OutputTree,
}

/// Decides everything about the crate of a configuration.
#[must_use]
pub fn plan(api: &Api, config: &ApiConfig, naming: &Naming<'_>) -> Plan {
    let mut areas = Vec::new();
    for (area, patterns) in &config.areas {
        // An area is the paths below a prefix; what follows the first wildcard of a pattern does not sharpen it.
        let prefix =
            |written: &str| written.split(['*', '?', '[', '{']).next().unwrap_or_default().trim_end_matches('/').to_owned();
        areas.extend(patterns.iter().map(|pattern| (prefix(pattern.written()), area.clone())));
    }
    let options = PlanOptions {
        crate_name: config.crate_name.clone(),
        crate_version: config.crate_version.clone(),
        areas,
        features: config.features.clone(),
        is_module: config.is_module,
        items_only: false,
    };
    let names = plan::Names {
        kept: naming.lock.names.shared(),
        asked: naming.renames.clone(),
        former: naming.former(&config.crate_version),
    };
    plan::plan(api, &options, &names)
}

/// The files of the crate that a plan decides. Before anything of it is written, [`format::check`](crate::format::check) must
/// have passed.
#[must_use]
pub fn emit(plan: &Plan) -> OutputTree {
    emit::emit(plan)
}

/// Plans and emits the crate of a configuration.
#[must_use]
pub fn generate(api: &Api, config: &ApiConfig, naming: &Naming<'_>) -> Generated {
    let plan = plan(api, config, naming);
    let tree = emit(&plan);
    Generated { plan, tree }
}

/// Leaves out the operations that a filter does not select; the number of those.
pub fn filter(api: &mut Api, filter: &Filter) -> usize {
    if filter.is_empty() { 0 } else { filter.apply(api) }
}

/// The names that a plan gave, for the lock file.
#[must_use]
pub fn given(plan: &Plan) -> Names {
    Arc::clone(&plan.names).into()
}

/// The digest of every file that was read, for the lock file.
#[must_use]
pub fn inputs(sources: &Sources) -> std::collections::BTreeMap<String, String> {
    let files = sources.files().par_iter().map(|file| (file.path.clone(), file.digest().to_owned()));
    files.collect::<Vec<_>>().into_iter().collect()
}
