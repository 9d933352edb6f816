//! From flags and files to understood pages: what every command begins with.

use std::io::IsTerminal as _;
use std::path::Path;

use super::args::InputArgs;
use super::{Failure, say};
use crate::config::{ApiConfig, Config, Flags, load};
use crate::diagnostic::TextStyle;
use crate::generate::{self, GenerateError};
use crate::run::{self, Understood};
use crate::source::Sources;

/// The configuration of a run.
pub(super) fn config(input: &InputArgs, out: Option<&Path>, crate_name: Option<&str>) -> Result<Config, Failure> {
    let flags = Flags {
        config: input.config.clone(),
        api: input.api.clone(),
        docs: input.docs.clone(),
        versions: input.versions.clone(),
        out: out.map(Path::to_owned),
        crate_name: crate_name.map(str::to_owned),
        include: input.include.clone(),
        exclude: input.exclude.clone(),
    };
    let here = std::env::current_dir().map_err(|error| Failure::new(format!("the current folder cannot be found: {error}")))?;
    load(&flags, &here).map_err(|error| Failure::new(error.render(style())))
}

/// Sets the number of threads; the result does not depend on it.
pub(super) fn threads(input: &InputArgs) -> Result<(), Failure> {
    if let Some(threads) = input.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .map_err(|error| Failure::new(format!("cannot start {threads} threads: {error}")))?;
    }
    Ok(())
}

/// Reads the pages of an API.
pub(super) fn sources(api: &ApiConfig, quiet: bool) -> Result<Sources, Failure> {
    if !quiet && std::io::stderr().is_terminal() {
        say(&format!("reading {} ...", api.docs.display()));
    }
    run::sources(&api.docs, &api.versions).map_err(|error| failure(&GenerateError::Pages(error)))
}

/// Understands the pages of an API, with its errata applied.
pub(super) fn corrected(api: &ApiConfig, sources: Sources, quiet: bool) -> Result<Understood, Failure> {
    let (understood, outcome) = generate::correct(api, run::understand(sources)).map_err(|error| failure(&error))?;
    if let Some(outcome) = outcome {
        if let Some(unused) = outcome.unused {
            say(unused.render(style()).trim_end());
        }
        if !quiet {
            say(&format!("errata applied: {}", outcome.applied));
        }
    }
    Ok(understood)
}

/// Reads and understands the pages of an API, with its filter and errata applied.
pub(super) fn understood(api: &ApiConfig, quiet: bool) -> Result<Understood, Failure> {
    let mut understood = corrected(api, sources(api, quiet)?, quiet)?;
    if let Some(line) = left_out(run::filter(&mut understood.api, &api.filter)).filter(|_| !quiet) {
        say(&line);
    }
    for pattern in api.filter.unused() {
        say(&format!("warning: the pattern `{pattern}` selects nothing"));
    }
    Ok(understood)
}

/// How many operations the filter left out, as a line.
pub(super) fn left_out(left_out: usize) -> Option<String> {
    (left_out > 0).then(|| format!("left out {left_out} operations by include and exclude"))
}

/// An error of the library as that of a command.
pub(super) fn failure(error: &GenerateError) -> Failure {
    Failure::new(error.render(style()))
}

/// Whether findings are coloured.
pub(super) fn style() -> TextStyle {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if coloured { TextStyle::Coloured } else { TextStyle::Plain }
}
