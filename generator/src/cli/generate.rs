//! `docwright generate`: pages to crate.

use std::path::Path;
use std::time::{Duration, Instant};

use super::args::GenerateArgs;
use super::findings;
use super::input;
use super::{Failure, Outcome, output, say};
use crate::config::ApiConfig;
use crate::diff::{ItemListChange, compare_items};
use crate::emit::ITEM_LIST;
use crate::generate::{self, CrateReport, GenerateError, Mode};
use crate::write::{self, Change, Changes, DiffLimits};

/// Runs the command.
pub(super) fn run(args: &GenerateArgs) -> Result<Outcome, Failure> {
    input::threads(&args.input)?;
    once(args)
}

/// Generates every crate of the configuration; `watch` does so again and again.
pub(super) fn once(args: &GenerateArgs) -> Result<Outcome, Failure> {
    let config = input::config(&args.input, args.out.as_deref(), args.crate_name.as_deref())?;
    let mut outcome = Outcome::Clean;
    for api in &config.apis {
        if one(args, api)? == Outcome::Findings {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

fn one(args: &GenerateArgs, api: &ApiConfig) -> Result<Outcome, Failure> {
    let start = Instant::now();
    write::keep_apart(&api.out, &api.docs).map_err(|error| Failure::new(error.to_string()))?;
    let understood = input::corrected(api, args.input.quiet)?;
    let waits = |folder: &Path| say(&format!("another run is writing to {}; waiting for it ...", folder.display()));
    let writes = !args.check && !args.dry_run;
    let mode = if writes { Mode::Write(write::Options { force: args.force, on_wait: &waits }) } else { Mode::Compare };
    let done = generate::generate(api, understood, mode).map_err(|error| {
        if let GenerateError::Nothing { understood, .. } = &error {
            findings::print_all(&findings::shown(&understood.findings, &api.lints), &understood.sources);
        }
        input::failure(&error)
    })?;
    if done.recovered {
        say("an earlier run was stopped while it wrote; what it left was put right first");
    }
    if args.timings {
        print_timings(&done.timings, start.elapsed());
    }
    let shown = findings::shown(&done.understood.findings, &api.lints);
    if args.verbose {
        findings::print_all(&shown, &done.understood.sources);
    }
    if !args.input.quiet {
        summary(&done);
        if !shown.is_empty() {
            say(&format!("findings: {} (docwright lint shows them)", findings::summary(&shown)));
        }
        say(&format!("{}: {} {}", api.out.display(), if writes { "wrote" } else { "would write" }, done.changes.summary()));
        if let Some(items) = items(&done.changes) {
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
    for warning in &done.warnings {
        say(&format!("warning: {warning}"));
    }
    for path in done.changes.edited() {
        let fate = if args.force && writes { "was overwritten" } else { "is kept; --force overwrites it" };
        say(&format!("warning: {path} was edited by hand and {fate}"));
    }
    if args.check && (done.lock_is_stale || !done.changes.is_up_to_date()) {
        output(&done.changes.diff(DiffLimits::default()))?;
        if done.lock_is_stale {
            output(&format!("{}: differs\n", api.lock.display()))?;
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
    let list = changes.files.iter().find(|file| file.path == ITEM_LIST)?;
    match (&list.old, &list.new) {
        (Some(old), Some(new)) => Some(compare_items(&String::from_utf8_lossy(old), new)),
        _ if list.change == Change::Unchanged => Some(ItemListChange::default()),
        _ => None,
    }
}

fn summary(done: &CrateReport) {
    input::say_left_out(done.left_out, false);
    let counts = done.counts;
    say(&format!("pages read {} = planned {} + skipped {}", counts.read, counts.planned, counts.skipped));
    say(&format!(
        "{} types, {} enumerations, {} operations; examples found {} = replayed {} + listed {}",
        counts.types,
        counts.enumerations,
        counts.operations,
        counts.examples,
        counts.examples - done.unreplayed.min(counts.examples),
        done.unreplayed,
    ));
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
