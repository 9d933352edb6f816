//! `docwright generate`: pages to crate.

use std::path::Path;
use std::time::{Duration, Instant};

use super::args::GenerateArgs;
use super::findings;
use super::input;
use super::stamp::Stamp;
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
    let sources = input::sources(api, args.input.quiet)?;
    let read = start.elapsed();
    let stamp = if may_stop_early(args, api) { Stamp::of(api, &sources) } else { None };
    if let Some(said) = stamp.as_ref().and_then(Stamp::said) {
        if !args.input.quiet {
            for line in &said {
                say(line);
            }
        }
        return Ok(Outcome::Clean);
    }
    let mut understood = input::corrected(api, sources, args.input.quiet)?;
    understood.timings.insert(0, ("read", read));
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
    let shown = findings::shown(&done.findings, &api.lints);
    if args.verbose {
        findings::print_all(&shown, &done.sources);
    }
    let mut lines = summary(&done);
    if !shown.is_empty() {
        lines.push(format!("findings: {} (docwright lint shows them)", findings::summary(&shown)));
    }
    if let Some(stamp) = stamp.filter(|_| done.warnings.is_empty() && done.changes.edited().next().is_none()) {
        let mut again = lines.clone();
        again.push(wrote(api, &done.changes.when_repeated()));
        stamp.keep(&done.lock, &done.changes.owned(), &again);
    }
    if !args.input.quiet {
        lines.push(if writes {
            wrote(api, &done.changes.summary())
        } else {
            format!("{}: would write {}", api.out.display(), done.changes.summary())
        });
        for line in &lines {
            say(line);
        }
        if let Some(items) = items(&done.changes) {
            say(&bump_line(&items, api));
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

/// Whether a run that would find and leave what the last one did may stop there: one that only writes and tells nothing but
/// its summary.
fn may_stop_early(args: &GenerateArgs, api: &ApiConfig) -> bool {
    let asks_more = args.check || args.dry_run || args.force || args.verbose || args.timings;
    !asks_more && api.errata.is_none()
}

fn wrote(api: &ApiConfig, what: &str) -> String {
    format!("{}: wrote {what}", api.out.display())
}

/// What the run means for the crate's public items, where it had a list of them and any of its files changes.
fn items(changes: &Changes) -> Option<ItemListChange> {
    if changes.is_up_to_date() {
        return None;
    }
    let list = changes.files.iter().find(|file| file.path == ITEM_LIST)?;
    match (&list.old, &list.new) {
        (Some(old), Some(new)) => Some(compare_items(&String::from_utf8_lossy(old), new.text())),
        _ if list.change == Change::Unchanged => Some(ItemListChange::default()),
        _ => None,
    }
}

fn bump_line(items: &ItemListChange, api: &ApiConfig) -> String {
    let bump = items.bump(true);
    let next = bump.bump(&api.crate_version).map(|next| format!(", {} becomes {next}", api.crate_version));
    format!(
        "public items: {} came, {} went, {} changed: this regeneration is a {bump}{}",
        items.came.len(),
        items.went.len(),
        items.changed.len(),
        next.unwrap_or_default()
    )
}

/// What a run found, in lines.
fn summary(done: &CrateReport) -> Vec<String> {
    let mut lines: Vec<String> = input::left_out(done.left_out).into_iter().collect();
    let counts = done.counts;
    lines.push(format!("pages read {} = planned {} + skipped {}", counts.read, counts.planned, counts.skipped));
    lines.push(format!(
        "{} types, {} enumerations, {} operations; examples found {} = replayed {} + listed {}",
        counts.types,
        counts.enumerations,
        counts.operations,
        counts.examples,
        counts.examples - done.unreplayed.min(counts.examples),
        done.unreplayed,
    ));
    lines
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
