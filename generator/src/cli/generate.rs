//! `docwright generate`: pages to crate.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::args::GenerateArgs;
use super::findings;
use super::input;
use super::{Failure, Outcome, output, say};
use crate::config::{ApiConfig, Config};
use crate::diff::{ItemListChange, compare_items};
use crate::emit;
use crate::format;
use crate::lock::{self, LOCK_FILE, Lock, Naming};
use crate::run;
use crate::write::{self, Change, Changes, DiffLimits};

/// Runs the command.
pub(super) fn run(args: &GenerateArgs) -> Result<Outcome, Failure> {
    input::threads(&args.input)?;
    let config = input::config(&args.input, args.out.as_deref(), args.crate_name.as_deref())?;
    let mut outcome = Outcome::Clean;
    for api in &config.apis {
        if one(args, &config, api)? == Outcome::Findings {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

fn one(args: &GenerateArgs, config: &Config, api: &ApiConfig) -> Result<Outcome, Failure> {
    let start = Instant::now();
    write::keep_apart(&api.out, &api.docs).map_err(|error| Failure::new(error.to_string()))?;
    let understood = input::understood(api, args.input.quiet)?;
    let counts = understood.counts();
    let shown = findings::shown(&understood.findings, &api.lints);
    if args.verbose {
        findings::print_all(&shown, &understood.sources);
    }
    if counts.planned == 0 {
        findings::print_all(&shown, &understood.sources);
        return Err(Failure::new(format!(
            "no page of {} documents an operation or a type; is it the right folder? It should hold v1.0/ or beta/ with api/ and resources/",
            api.docs.display()
        )));
    }
    let lock_path = lock_path(config, api);
    let lock = lock::load(&lock_path).map_err(|error| Failure::new(error.render(input::style())))?;
    let naming = Naming { lock: &lock, renames: &api.renames };
    let generated = run::generate(&understood.api, api, &naming);
    let next = naming.next(run::given(&generated.plan), run::inputs(&understood.sources), &api.crate_version);
    for (identity, near) in naming.unused_renames(&next.names) {
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        say(&format!("warning: the rename of `{identity}` fits nothing{near}"));
    }
    let mut timings = understood.timings.clone();
    timings.extend(generated.timings.iter().copied());
    let before_check = Instant::now();
    check(&generated.tree, api)?;
    timings.push(("check", before_check.elapsed()));
    let before_write = Instant::now();
    let (changes, verb) = write_or_compare(args, api, &generated.tree)?;
    let lock_is_stale = keep_lock(args, &lock_path, &lock, &next, &changes)?;
    timings.push(("write", before_write.elapsed()));
    if args.timings {
        print_timings(&timings, start.elapsed());
    }
    if !args.input.quiet {
        say(&format!("pages read {} = planned {} + skipped {}", counts.read, counts.planned, counts.skipped));
        let listed = generated.plan.unreplayed.len();
        say(&format!(
            "{} types, {} enumerations, {} operations; examples found {} = replayed {} + listed {listed}",
            counts.types,
            counts.enumerations,
            counts.operations,
            counts.examples,
            counts.examples - listed.min(counts.examples),
        ));
        if !shown.is_empty() {
            say(&format!("findings: {} (docwright lint shows them)", findings::summary(&shown)));
        }
        say(&format!("{}: {verb} {}", api.out.display(), changes.summary()));
        if let Some(items) = items(&changes) {
            let bump = items.bump(true);
            let next = bump.bump(&api.crate_version).map(|next| format!(", {} becomes {next}", api.crate_version));
            say(&format!(
                "public items: {} came, {} went, {} changed: this regeneration is a {bump}{}",
                items.came.len(),
                items.went.len(),
                items.changed.len(),
                next.unwrap_or_default()
            ));
            if args.verbose {
                items.lines().lines().for_each(say);
            }
        }
    }
    for path in changes.edited() {
        say(&format!("warning: {path} was edited by hand and is kept; --force overwrites it"));
    }
    if args.check && (lock_is_stale || !changes.is_up_to_date()) {
        output(&changes.diff(DiffLimits::default()))?;
        if lock_is_stale {
            output(&format!("{}: differs\n", lock_path.display()))?;
        }
        say(&format!("{} is stale; run: {}", api.out.display(), command(args)));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Clean)
}

/// What the run means for the crate's public items, where it had a list of them and any of its files changes.
fn items(changes: &Changes) -> Option<ItemListChange> {
    if changes.is_up_to_date() {
        return None;
    }
    let list = changes.files.iter().find(|file| file.path == emit::ITEM_LIST)?;
    match (&list.old, &list.new) {
        (Some(old), Some(new)) => Some(compare_items(&String::from_utf8_lossy(old), new)),
        _ if list.change == Change::Unchanged => Some(ItemListChange::default()),
        _ => None,
    }
}

/// Lets the tree through the gate: files that are on disk with the same bytes passed it when they were written.
fn check(tree: &crate::output::OutputTree, api: &ApiConfig) -> Result<(), Failure> {
    let changes = write::compare(tree, &api.out).map_err(|error| Failure::new(error.to_string()))?;
    let unchanged: BTreeSet<&str> = changes.paths(Change::Unchanged).collect();
    format::check(tree, &|path| unchanged.contains(path)).map_err(|error| Failure::new(error.to_string()))
}

/// The lock file stands beside the configuration, or in the crate where there is none.
fn lock_path(config: &Config, api: &ApiConfig) -> PathBuf {
    match config.file.as_deref().and_then(Path::parent) {
        Some(folder) if config.apis.len() == 1 => folder.join(LOCK_FILE),
        Some(folder) => folder.join(format!("docwright-{}.lock", api.name)),
        None => api.out.join(LOCK_FILE),
    }
}

/// Writes the lock file after the crate, when its text changes; whether it is out of date.
fn keep_lock(args: &GenerateArgs, path: &Path, before: &Lock, next: &Lock, changes: &Changes) -> Result<bool, Failure> {
    let text = lock::render(next);
    if lock::render(before) == text && (path.exists() || changes.files.is_empty()) {
        return Ok(false);
    }
    if args.check || args.dry_run {
        return Ok(true);
    }
    write::replace_file(path, &text).map_err(|error| Failure::new(error.to_string()))?;
    Ok(false)
}

fn write_or_compare(
    args: &GenerateArgs,
    api: &ApiConfig,
    tree: &crate::output::OutputTree,
) -> Result<(Changes, &'static str), Failure> {
    let failure = |error: write::WriteError| Failure::new(error.to_string());
    if args.check || args.dry_run {
        return write::compare(tree, &api.out).map(|changes| (changes, "would write")).map_err(failure);
    }
    let waits = |folder: &Path| say(&format!("another run is writing to {}; waiting for it ...", folder.display()));
    let options = write::Options { force: args.force, on_wait: &waits };
    let written = write::apply(tree, &api.out, options).map_err(failure)?;
    if written.recovered {
        say("an earlier run was stopped while it wrote; what it left was put right first");
    }
    Ok((written.changes, "wrote"))
}

/// The command that brings the crate up to date: this one without `--check`.
fn command(args: &GenerateArgs) -> String {
    let mut words = vec!["docwright generate".to_owned()];
    if let Some(config) = &args.input.config {
        words.push(format!("--config {}", config.display()));
    }
    if let Some(docs) = &args.input.docs {
        words.push(format!("--docs {}", docs.display()));
    }
    if let Some(out) = &args.out {
        words.push(format!("--out {}", out.display()));
    }
    if let Some(name) = &args.crate_name {
        words.push(format!("--crate-name {name}"));
    }
    for version in &args.input.versions {
        words.push(format!("--api-version {version}"));
    }
    for pattern in &args.input.include {
        words.push(format!("--include '{pattern}'"));
    }
    for pattern in &args.input.exclude {
        words.push(format!("--exclude '{pattern}'"));
    }
    words.join(" ")
}

fn print_timings(timings: &[(&'static str, Duration)], total: Duration) {
    for (stage, time) in timings {
        say(&format!("{stage:>9} {:>8.1} ms", time.as_secs_f64() * 1000.0));
    }
    say(&format!("{:>9} {:>8.1} ms", "total", total.as_secs_f64() * 1000.0));
}
