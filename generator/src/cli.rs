//! The command line. Exit status: 0 done and clean; 1 done, and findings at or above the asked level; 2 could not be done.

mod args;
mod diff;
mod export;
mod findings;
mod generate;
mod import;
mod init;
mod input;
mod lint;
mod show;
mod stamp;
mod watch;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done and clean.
    Clean,
    /// Done, with findings at or above the asked level.
    Findings,
}

/// Why a command could not be done: text for people, complete with the way out.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version to stdout, everything else to stderr.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let outcome = match &cli.command {
        Command::Generate(args) => generate::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Show(args) => show::run(args),
        Command::Export(args) => export::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Import(args) => import::run(args),
        Command::Init(args) => init::run(args),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(message)) => {
            error_text(message.trim_end());
            ExitCode::from(2)
        }
    }
}

/// Prints text for machines. A closed pipe (`| head`) ends the run quietly.
fn output(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(format!("error: cannot write to standard output: {error}"))),
    }
}

/// Prints a line for people.
fn say(text: &str) {
    anstream::eprintln!("{text}");
}

fn error_text(text: &str) {
    if text.starts_with("error") {
        say(text);
    } else {
        say(&format!("error: {text}"));
    }
}
