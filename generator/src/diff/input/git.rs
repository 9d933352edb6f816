//! Reads a docs folder of a revision straight from the object store: no checkout, no temporary files.
//!
//! `git` itself does it as a child process, one for the list of files and one for all their contents. A library that
//! reads object stores would add well over a hundred crates to the build for these two questions, and would have to
//! know every form of repository (alternates, partial clones, worktrees, SHA-256) that `git` knows anyway.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitFile {
    /// Path from the docs folder, `/` between parts.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a revision could not be read.
#[derive(Debug)]
pub enum GitError {
    /// `git` could not be started.
    Start(std::io::Error),
    /// `git` said no: what was asked, and its words.
    Refused {
        /// What was asked.
        asked: String,
        /// What `git` said.
        said: String,
    },
    /// The answer of `git` was cut off or has another form than it documents.
    Answer(String),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => write!(f, "git could not be started: {error}"),
            Self::Refused { asked, said } => {
                write!(f, "git has no {asked}: {said}")?;
                f.write_str("\nIn a shallow clone, fetch it first: git fetch origin REV, or git fetch --unshallow")
            }
            Self::Answer(what) => write!(f, "git answered otherwise than expected: {what}"),
        }
    }
}

impl std::error::Error for GitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Start(error) => Some(error),
            _ => None,
        }
    }
}

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command
}

/// Runs a short command and returns what it prints.
fn ask(repository: &Path, arguments: &[&str], asked: impl Into<String>) -> Result<Vec<u8>, GitError> {
    let output = git(repository).args(arguments).stdin(Stdio::null()).output().map_err(GitError::Start)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(GitError::Refused { asked: asked.into(), said: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
}

/// The best common ancestor of two revisions: what a pull request started from.
pub fn merge_base(repository: &Path, one: &str, other: &str) -> Result<String, GitError> {
    for revision in [one, other] {
        refuse_option(revision)?;
    }
    let out = ask(repository, &["merge-base", one, other], format!("common ancestor of `{one}` and `{other}`"))?;
    Ok(String::from_utf8_lossy(&out).trim().to_owned())
}

fn refuse_option(revision: &str) -> Result<(), GitError> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(GitError::Refused {
            asked: format!("revision `{revision}`"),
            said: "this is not the name of a revision".to_owned(),
        });
    }
    Ok(())
}

/// Every Markdown file below a folder of a revision, by path. Symbolic links and submodules are not followed.
pub fn read_tree(repository: &Path, revision: &str, folder: &str) -> Result<Vec<GitFile>, GitError> {
    refuse_option(revision)?;
    let tree = if folder.is_empty() { format!("{revision}^{{tree}}") } else { format!("{revision}:{folder}") };
    let list =
        ask(repository, &["ls-tree", "-r", "-z", "--full-tree", &tree], format!("folder `{folder}` in revision `{revision}`"))?;
    let mut entries = Vec::new();
    for line in list.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let line = String::from_utf8_lossy(line);
        let (facts, path) = line.split_once('\t').ok_or_else(|| GitError::Answer(format!("tree entry `{line}`")))?;
        let facts: Vec<&str> = facts.split(' ').collect();
        let &[mode, "blob", object] = facts.as_slice() else { continue };
        if mode.starts_with("100") && path.to_lowercase().ends_with(".md") {
            entries.push((path.to_owned(), object.to_owned()));
        }
    }
    entries.sort();
    contents(repository, entries)
}

/// The contents of objects, through one process that is asked for all of them.
fn contents(repository: &Path, entries: Vec<(String, String)>) -> Result<Vec<GitFile>, GitError> {
    let mut child = git(repository)
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(GitError::Start)?;
    let (Some(mut questions), Some(mut answers)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(GitError::Answer("no pipes".to_owned()));
    };
    let asked: String = entries.iter().flat_map(|(_, object)| [object.as_str(), "\n"]).collect();
    // Asked from a thread of its own: both pipes are short, and neither side may wait for the other.
    let writer = std::thread::spawn(move || questions.write_all(asked.as_bytes()));
    let mut bytes = Vec::new();
    let read = answers.read_to_end(&mut bytes);
    let status = child.wait().map_err(GitError::Start)?;
    let written = writer.join();
    read.map_err(GitError::Start)?;
    if !status.success() || !matches!(written, Ok(Ok(()))) {
        return Err(GitError::Answer("cat-file ended early".to_owned()));
    }
    let mut files = Vec::with_capacity(entries.len());
    let mut rest = bytes.as_slice();
    for (path, object) in entries {
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(|| GitError::Answer(format!("nothing for {object}")))?;
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        let size = head.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.filter(|_| head.contains(" blob ")).ok_or_else(|| GitError::Answer(format!("`{head}` for {path}")))?;
        let body =
            rest.get(end + 1..(end + 1).saturating_add(size)).ok_or_else(|| GitError::Answer(format!("{path} is cut off")))?;
        files.push(GitFile { path, bytes: body.to_vec() });
        rest = rest.get((end + 2).saturating_add(size)..).unwrap_or_default();
    }
    Ok(files)
}
