//! `docwright diff`: what changed between two versions of the pages.

mod day;
mod policy;

use std::io::IsTerminal as _;
use std::path::Path;

use clap::ValueEnum as _;
use policy::Policy;

use super::args::{DiffArgs, DiffFormat, DiffLevel};
use super::{Failure, Outcome, output, say};
use crate::diff::input::{DiffInput, merge_base, read_tree};
use crate::diff::metadata::{self, MetadataPair};
use crate::diff::{self, Audience, FailOn, Options, Stability, render};
use crate::export;
use crate::lock::Names;
use crate::model::Api;
use crate::run;
use crate::source::{SourceFile, Sources};
use crate::write;

/// Runs the command.
pub(super) fn run(args: &DiffArgs) -> Result<Outcome, Failure> {
    if let Some(rule) = &args.explain {
        let text = diff::explain(rule)
            .ok_or_else(|| Failure::new(format!("there is no rule `{rule}`; the report names the rule of each change")))?;
        output(&format!("{}\n", text.trim_end()))?;
        return Ok(Outcome::Clean);
    }
    let (Some(base), Some(revision)) = (&args.base, &args.revision) else {
        return Err(Failure::new("name two sides: docwright diff BASE REVISION (a docs folder, an IR file, or git:REV[:PATH])"));
    };
    let mut old = DiffInput::parse(base).map_err(Failure::new)?;
    let new = DiffInput::parse(revision).map_err(Failure::new)?;
    if args.merge_base {
        old = at_merge_base(&old, &new)?;
    }
    let (old_api, new_api) = rayon::join(|| side(&old, &args.versions), || side(&new, &args.versions));
    let (old_api, new_api) = (old_api?, new_api?);
    let policy = Policy::load(args.policy.as_deref())?;
    let options = Options {
        base: base.clone(),
        revision: revision.clone(),
        stability: stability(args.stability.as_deref().or(policy.stability.as_deref()).unwrap_or("by-version"))?,
        levels: policy.levels(),
        ignore: policy.ignore.clone(),
        today: args.today.clone().or_else(day::today),
        metadata: metadata_of(args, &new_api)?,
        ..Options::default()
    };
    let surfaces = |old: &Api, new: &Api| run::surfaces(old, new, &Names::default());
    let report = diff::compare_crates(&old_api, &new_api, &options, surfaces).for_audience(args.audience.into());
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = match args.format {
        DiffFormat::Text => render::text(&report, colour),
        DiffFormat::Json => render::json(&report),
        DiffFormat::Markdown => render::markdown(&report),
        DiffFormat::Html => {
            let links =
                [(&args.base_link, &old), (&args.revision_link, &new)].map(|(asked, side)| asked.clone().or_else(|| link(side)));
            let [base, revision] = links;
            render::html(&report, &render::Links { base, revision })
        }
        DiffFormat::Github => render::github(&report, &prefix(revision)),
        DiffFormat::Changelog => {
            render::changelog(&report, args.crate_version.as_deref().unwrap_or_default(), args.today.as_deref())
        }
    };
    if let (DiffFormat::Changelog, Some(path)) = (args.format, &args.changelog) {
        let existing = if path.exists() { read_text(path)? } else { "# Changes\n".to_owned() };
        write::replace_file(path, &render::insert_section(&existing, &text)).map_err(|error| Failure::new(error.to_string()))?;
    } else {
        output(&text)?;
    }
    let asked = policy.fail_on.as_deref().map(|word| {
        DiffLevel::from_str(word, false)
            .map_err(|_| Failure::new(format!("`fail-on` of {} cannot be `{word}`", policy::POLICY_FILE)))
    });
    let level = args.fail_on.or(asked.transpose()?);
    let fails = level.is_some_and(|level| report.fails(level.into()));
    if fails {
        say("the report has changes at or above the asked level");
    }
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

/// The model of one side.
fn side(input: &DiffInput, versions: &[String]) -> Result<Api, Failure> {
    match input {
        DiffInput::Folder(folder) => {
            run::read(folder, versions).map(|understood| understood.api).map_err(|error| Failure::new(error.to_string()))
        }
        DiffInput::Ir(path) => {
            let text = read_text(path)?;
            export::read_ir(&text).map_err(|error| Failure::new(format!("{}:{error}", path.display())))
        }
        DiffInput::Git { revision, path } => {
            let files = read_tree(Path::new("."), revision, path).map_err(|error| Failure::new(error.to_string()))?;
            let mut unreadable = 0_usize;
            let files = files
                .into_iter()
                .filter_map(|file| {
                    let text = String::from_utf8(file.bytes).ok();
                    unreadable += usize::from(text.is_none());
                    text.map(|text| SourceFile::new(file.path, text))
                })
                .collect();
            if unreadable > 0 {
                say(&format!("warning: {unreadable} files of {revision} are not UTF-8 and are left out"));
            }
            let mut sources = Sources::from_files(files);
            if !versions.is_empty() {
                sources.keep_versions(versions);
            }
            if sources.files().is_empty() {
                return Err(Failure::new(format!(
                    "git:{revision}:{path} holds no page; write git:REV:PATH with the docs folder's path"
                )));
            }
            Ok(run::understand(sources).api)
        }
    }
}

fn at_merge_base(base: &DiffInput, revision: &DiffInput) -> Result<DiffInput, Failure> {
    let (DiffInput::Git { revision: old, path }, DiffInput::Git { revision: new, .. }) = (base, revision) else {
        return Err(Failure::new("--merge-base compares two revisions of a repository: write both sides as git:REV[:PATH]"));
    };
    let commit = merge_base(Path::new("."), old, new).map_err(|error| Failure::new(error.to_string()))?;
    Ok(DiffInput::Git { revision: commit, path: path.clone() })
}

fn metadata_of(args: &DiffArgs, revision: &Api) -> Result<Vec<MetadataPair>, Failure> {
    let [old, new] = args.metadata.as_slice() else { return Ok(Vec::new()) };
    let [version] = revision.versions.as_slice() else {
        return Err(Failure::new("service metadata describes one version; choose it with --api-version"));
    };
    let read = |path: &Path| {
        let text = read_text(path)?;
        metadata::read(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    };
    Ok(vec![MetadataPair { version: version.version.clone(), base: read(old)?, revision: read(new)? }])
}

fn read_text(path: &Path) -> Result<String, Failure> {
    #[expect(clippy::disallowed_methods, reason = "the file is named by the user and is no page")]
    std::fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}

fn stability(name: &str) -> Result<Stability, Failure> {
    match name {
        "by-version" => Ok(Stability::ByVersion),
        "stable" => Ok(Stability::Stable),
        "preview" => Ok(Stability::Preview),
        other => Err(Failure::new(format!("--stability takes by-version, stable or preview, not `{other}`"))),
    }
}

/// What stands before a page's path in links where nothing is asked for: the folder itself, for a report read where it was made.
fn link(side: &DiffInput) -> Option<String> {
    let DiffInput::Folder(folder) = side else { return None };
    render::Links::to_folder(&std::path::absolute(folder).ok()?)
}

/// What stands before a page's path in annotations: the docs folder, or its path in the repository.
fn prefix(revision: &str) -> String {
    match DiffInput::parse(revision) {
        Ok(DiffInput::Folder(folder)) => folder.display().to_string(),
        Ok(DiffInput::Git { path, .. }) => path,
        _ => String::new(),
    }
}

impl From<super::args::DiffAudience> for Audience {
    fn from(audience: super::args::DiffAudience) -> Self {
        match audience {
            super::args::DiffAudience::All => Self::All,
            super::args::DiffAudience::Rest => Self::Rest,
            super::args::DiffAudience::Crate => Self::Crate,
            super::args::DiffAudience::Docs => Self::Docs,
        }
    }
}

impl From<super::args::DiffLevel> for FailOn {
    fn from(level: super::args::DiffLevel) -> Self {
        match level {
            super::args::DiffLevel::Breaking => Self::Breaking,
            super::args::DiffLevel::Risky => Self::Risky,
            super::args::DiffLevel::Additive => Self::Additive,
            super::args::DiffLevel::Documentation => Self::Any,
            super::args::DiffLevel::Major => Self::Major,
            super::args::DiffLevel::Minor => Self::Minor,
        }
    }
}
