//! The command line as types. Doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads API reference pages written for people and writes the Rust crate that a careful engineer would have written from them.
#[derive(Debug, Parser)]
#[command(
    name = "docwright",
    version,
    about,
    max_term_width = 110,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 done and clean; 1 done, with findings at or above the asked level (stale output, denied lint, \
                        breaking change); 2 could not be done.\n\nStart with `docwright init`, or try \
                        `docwright generate --docs DIR --out DIR` on a checkout of the docs."
)]
pub(super) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Pages to crate
    Generate(GenerateArgs),
    /// Say what is irregular or contradictory on the pages
    Lint(LintArgs),
    /// Show how a page, type or operation was understood, and why
    Show(ShowArgs),
    /// Write the facts or the whole model as JSON
    Export(ExportArgs),
    /// Compare two versions of the pages
    Diff(DiffArgs),
    /// Generate again whenever a page changes, until interrupted
    Watch(GenerateArgs),
    /// Turn captured pages (copied from the site or from GitHub, saved as HTML) into Markdown pages
    Import(ImportArgs),
    /// Write a commented docwright.toml into the current folder
    Init(InitArgs),
}

/// Where the pages are and where the crate goes: the same for every command.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct InputArgs {
    /// Configuration file [default: the nearest docwright.toml above the current folder]
    #[arg(long, value_name = "FILE", conflicts_with = "docs")]
    pub(super) config: Option<PathBuf>,
    /// The API of the configuration file that is meant [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) api: Option<String>,
    /// Docs folder: holds v1.0/ and / or beta/ (upstream's api-reference), or captured pages
    #[arg(long, value_name = "DIR")]
    pub(super) docs: Option<PathBuf>,
    /// Only this version of the API (may be repeated)
    #[arg(long = "api-version", value_name = "v1.0|beta")]
    pub(super) versions: Vec<String>,
    /// Only pages or operations that match (GLOB over page paths or API paths, #METHOD may follow)
    #[arg(long, value_name = "GLOB[#METHOD]")]
    pub(super) include: Vec<String>,
    /// Leave out pages or operations that match
    #[arg(long, value_name = "GLOB[#METHOD]")]
    pub(super) exclude: Vec<String>,
    /// Say nothing but findings and errors
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Number of threads [default: all cores]
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(super) threads: Option<usize>,
}

/// `docwright generate`
#[derive(Clone, Debug, Default, Args)]
pub(super) struct GenerateArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Output folder of the crate
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Name of the crate
    #[arg(long, value_name = "NAME")]
    pub(super) crate_name: Option<String>,
    /// Write nothing; exit with 1 and show what differs when the crate on disk is stale
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) check: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Overwrite files that were edited by hand or that stand in the way
    #[arg(long)]
    pub(super) force: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
    /// Show every finding, not only a count of each kind
    #[arg(long)]
    pub(super) verbose: bool,
}

/// `docwright lint`
#[derive(Clone, Debug, Args)]
pub(super) struct LintArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub(super) format: LintFormat,
    /// Exit with 1 on findings of this level (note, warning, error) or code (may be repeated)
    #[arg(long, value_name = "LEVEL|CODE")]
    pub(super) deny: Vec<String>,
    /// Leave out findings of this code (may be repeated)
    #[arg(long, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// Explain a code and exit
    #[arg(long, value_name = "CODE")]
    pub(super) explain: Option<String>,
    /// Print only the number of findings of each code
    #[arg(long)]
    pub(super) counts: bool,
}

/// How `lint` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LintFormat {
    /// The line of the page with a caret
    Text,
    /// One JSON object with all findings
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub workflow commands
    Github,
}

/// `docwright show`
#[derive(Clone, Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// A page (v1.0/api/user-get.md), a type (user), or an operation (GET /users/{id}, `user::get`); the tree of all where left out
    pub(super) name: Option<String>,
    /// Which stage to show
    #[arg(long, value_enum, default_value_t = ShowStage::Model)]
    pub(super) stage: ShowStage,
}

/// Stages of `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowStage {
    /// What the page says
    Page,
    /// What all pages say together, with the claims behind it
    Model,
    /// The Rust that will be written
    Plan,
}

/// `docwright export`
#[derive(Clone, Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// What to write
    #[arg(value_enum)]
    pub(super) what: ExportKind,
    /// File to write instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportKind {
    /// What stands on the pages, row by row
    Facts,
    /// The whole model
    Ir,
}

/// `docwright diff`
#[derive(Clone, Debug, Args)]
pub(super) struct DiffArgs {
    /// The older side: docs folder, IR file (.json), or git:REV[:PATH]
    #[arg(required_unless_present = "explain")]
    pub(super) base: Option<String>,
    /// The newer side
    #[arg(required_unless_present = "explain")]
    pub(super) revision: Option<String>,
    /// Only this version of the API (may be repeated)
    #[arg(long = "api-version", value_name = "v1.0|beta")]
    pub(super) versions: Vec<String>,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// Exit with 1 when a change of this level or above is found
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) fail_on: Option<DiffLevel>,
    /// Whose changes are shown
    #[arg(long = "for", value_enum, default_value_t = DiffAudience::All)]
    pub(super) audience: DiffAudience,
    /// How firm the promise is: by-version (the default: beta may break), stable, preview
    #[arg(long, value_name = "WORD")]
    pub(super) stability: Option<String>,
    /// Levels and ignored changes (default: the nearest docwright-diff.toml)
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
    /// Compare with the common ancestor of the two revisions instead of the base itself
    #[arg(long)]
    pub(super) merge_base: bool,
    /// Service metadata of both sides, to settle what the service really changed
    #[arg(long, num_args = 2, value_names = ["BASE.csdl", "REVISION.csdl"])]
    pub(super) metadata: Vec<PathBuf>,
    /// What stands before PATH#LLINE in links to the older pages
    #[arg(long, value_name = "URL")]
    pub(super) base_link: Option<String>,
    /// What stands before PATH#LLINE in links to the newer pages
    #[arg(long, value_name = "URL")]
    pub(super) revision_link: Option<String>,
    /// With --format changelog: put the section in front of this file instead of printing it
    #[arg(long, value_name = "FILE")]
    pub(super) changelog: Option<PathBuf>,
    /// The crate's version before the changes; the section is named after the next one
    #[arg(long, value_name = "VERSION")]
    pub(super) crate_version: Option<String>,
    /// Today, for the end of ignore entries and announced removals (default: the clock's)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
    /// Explain a rule and exit
    #[arg(long, value_name = "RULE")]
    pub(super) explain: Option<String>,
}

/// How `diff` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For a terminal
    Text,
    /// For machines
    Json,
    /// For a pull request
    Markdown,
    /// A page for a browser
    Html,
    /// GitHub workflow commands
    Github,
    /// A section for the crate's CHANGELOG.md
    Changelog,
}

/// Levels of `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffLevel {
    /// Callers break
    Breaking,
    /// Callers break, or might
    Risky,
    /// Anything of the contract
    Additive,
    /// Anything at all
    Documentation,
    /// Dependents of the crate break
    Major,
    /// The crate needs a minor version
    Minor,
}

/// Audiences of `--for`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffAudience {
    /// Everything
    All,
    /// The wire
    Rest,
    /// The crate
    Crate,
    /// The pages
    Docs,
}

/// `docwright init`
#[derive(Clone, Debug, Args)]
pub(super) struct InitArgs {
    /// Replace a docwright.toml that is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// `docwright import`
#[derive(Clone, Debug, Args)]
pub(super) struct ImportArgs {
    /// Captured pages
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Folder to write v1.0/api/x.md and so on into, instead of standard output
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}
