//! The tree beside the folder: what would be created, changed, removed, and what stands in the way. Only reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::error::WriteError;
use super::manifest::{MANIFEST, Manifest, possible_hashes};
use super::path;
use super::workroom;
use crate::digest::sha256;
use crate::output::{OutputFile, OutputTree};

/// What a run means for one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The same bytes are there already.
    Unchanged,
    /// The file is new.
    Created,
    /// The file is ours, and its text changes.
    Changed,
    /// The file is ours, and the tree no longer has it.
    Removed,
    /// The file is ours, somebody edited it, and the tree has another text for it.
    Edited,
    /// The file is ours, somebody edited it, and the tree no longer has it.
    EditedAndGone,
    /// Somebody else's file stands where the tree has one.
    InTheWay,
    /// Something that is not a file (a folder, a link) stands where the tree has a file or needs a folder.
    Blocked,
}

/// One path and what a run means for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path from the output folder.
    pub path: String,
    /// What happens.
    pub change: Change,
    /// The bytes that are there now, unless they stay.
    pub old: Option<Vec<u8>>,
    /// The file of the tree.
    pub new: Option<Arc<OutputFile>>,
    /// What blocks the path.
    pub reason: Option<String>,
}

/// The whole comparison, sorted by path. The list of owned files itself is not among the paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Every path of the tree or of the list of owned files.
    pub files: Vec<FileChange>,
    /// The list of owned files has to be written, or its bytes differ.
    pub manifest_differs: bool,
    /// An earlier run was stopped while it wrote; the next run that writes puts it right first.
    pub interrupted: bool,
    pub(super) manifest: Manifest,
    pub(super) old_manifest: Option<Vec<u8>>,
}

impl Changes {
    /// The paths of one kind.
    pub fn paths(&self, change: Change) -> impl Iterator<Item = &str> {
        self.files.iter().filter(move |file| file.change == change).map(|file| file.path.as_str())
    }

    /// How many paths are of one kind.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.paths(change).count()
    }

    /// Files that differ from the tree, edited ones among them.
    pub fn stale(&self) -> impl Iterator<Item = &FileChange> {
        self.files.iter().filter(|file| file.change != Change::Unchanged)
    }

    /// Owned files that somebody edited; they are kept unless the run is forced.
    pub fn edited(&self) -> impl Iterator<Item = &str> {
        let edited = |file: &&FileChange| matches!(file.change, Change::Edited | Change::EditedAndGone);
        self.files.iter().filter(edited).map(|file| file.path.as_str())
    }

    /// The folder holds exactly what a run would leave there.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        !self.manifest_differs && self.stale().next().is_none()
    }

    /// The list of owned files as a run leaves it.
    #[must_use]
    pub fn owned(&self) -> String {
        self.manifest.render()
    }

    /// The files that stop a run, as an error that names the first few.
    pub(super) fn refusal(&self, folder: &Path, force: bool) -> Option<WriteError> {
        if let Some(file) = self.files.iter().find(|file| file.change == Change::Blocked) {
            let reason = file.reason.clone().unwrap_or_default();
            let help = "move it away, or choose another folder with --out; docwright follows no link and deletes no folder";
            return Some(WriteError::new(&folder.join(&file.path), reason, help));
        }
        let strangers: Vec<&str> = if force { Vec::new() } else { self.paths(Change::InTheWay).collect() };
        let first = strangers.first()?;
        let reason = match strangers.len() {
            1 => "a file stands there that docwright did not write".to_owned(),
            count => format!("{count} files stand there that docwright did not write: {}", some_of(&strangers)),
        };
        let help = "move the file away, choose another folder with --out, or overwrite it with --force";
        Some(WriteError::new(&folder.join(first), reason, help))
    }
}

fn some_of(names: &[&str]) -> String {
    let shown = names.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 5 { format!("{shown} and {} more", names.len() - 5) } else { shown }
}

/// What is on disk at a path of the tree.
enum Found {
    Nothing,
    File(Vec<u8>),
    Other(String),
}

/// Compares a tree with a folder.
pub(super) fn compare(tree: &OutputTree, folder: &Path) -> Result<Changes, WriteError> {
    check_tree(tree, folder)?;
    let is_there = match std::fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => {
            let help = "move the file away, or choose another folder with --out";
            return Err(WriteError::new(folder, "the output path is a file, and a folder is needed", help));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(WriteError::io(folder, "the output folder cannot be looked at", &error));
        }
        found => found.is_ok(),
    };
    let old_manifest = match look(folder, MANIFEST, &BTreeMap::new())? {
        Found::Nothing => None,
        Found::File(bytes) => Some(bytes),
        Found::Other(reason) => {
            return Err(WriteError::new(&folder.join(MANIFEST), reason, "docwright keeps its list of files there; move it away"));
        }
    };
    let owned = read_manifest(folder, old_manifest.as_deref())?;
    let mut paths: BTreeSet<&str> = tree.iter().map(|(path, _)| path).collect();
    paths.extend(owned.paths());
    let blocked = if is_there { blocked_folders(folder, &paths)? } else { BTreeMap::new() };
    let by_case: BTreeMap<String, &str> = owned.paths().map(|path| (path::folded(path), path)).collect();
    let compared: Vec<(FileChange, Option<BTreeSet<String>>)> = paths
        .into_par_iter()
        .map(|path| {
            let found = if is_there { look(folder, path, &blocked)? } else { Found::Nothing };
            let known = owned.hashes(path).or_else(|| by_case.get(&path::folded(path)).and_then(|other| owned.hashes(other)));
            Ok(judge(path, tree.file(path), found, known))
        })
        .collect::<Result<_, WriteError>>()?;
    let mut changes = Changes { interrupted: workroom::is_left_between(folder), ..Changes::default() };
    for (file, hashes) in compared {
        if let Some(hashes) = hashes {
            changes.manifest.insert(&file.path, hashes);
        }
        if file.change != Change::Removed || file.old.is_some() {
            changes.files.push(file);
        }
    }
    changes.manifest_differs = old_manifest.as_deref() != Some(changes.manifest.render().as_bytes());
    changes.old_manifest = old_manifest;
    Ok(changes)
}

/// The list of owned files, if every file of it is there with the hash of the list and no earlier run was stopped.
#[must_use]
pub fn owned_and_unchanged(folder: &Path) -> Option<String> {
    if workroom::is_there(folder) {
        return None;
    }
    let text = std::fs::read_to_string(folder.join(MANIFEST)).ok()?;
    let owned = Manifest::parse(&text).ok()?;
    let paths: Vec<&str> = owned.paths().collect();
    let unchanged = paths.par_iter().all(|path| {
        let Ok(Found::File(bytes)) = look(folder, path, &BTreeMap::new()) else { return false };
        owned.hashes(path).is_some_and(|hashes| hashes.len() == 1 && hashes.contains(&sha256(&bytes)))
    });
    (unchanged && !paths.is_empty()).then_some(text)
}

fn check_tree(tree: &OutputTree, folder: &Path) -> Result<(), WriteError> {
    let reserved = |path: &str| {
        let first = path::folded(path.split('/').next().unwrap_or(path));
        first == MANIFEST || first.starts_with(workroom::PREFIX)
    };
    let fault = path::first_fault(tree.iter().map(|(path, _)| path)).or_else(|| {
        let taken = tree.iter().map(|(path, _)| path).find(|path| reserved(path))?;
        Some((taken, "docwright keeps that name for itself".to_owned()))
    });
    match fault {
        Some((path, reason)) => {
            let help =
                "this is a fault of docwright, not of the pages; please report it with the page that the file is made from";
            Err(WriteError::new(&folder.join(path), format!("the plan names a path that cannot be written: {reason}"), help))
        }
        None => Ok(()),
    }
}

fn read_manifest(folder: &Path, bytes: Option<&[u8]>) -> Result<Manifest, WriteError> {
    let Some(bytes) = bytes else { return Ok(Manifest::default()) };
    let text = std::str::from_utf8(bytes).map_err(|_| "the list of owned files is not UTF-8".to_owned());
    text.and_then(Manifest::parse).map_err(|reason| {
        let help = "take the file back from version control, or delete it: files with the expected bytes are then taken over, \
                    and all others are named";
        WriteError::new(&folder.join(MANIFEST), reason, help)
    })
}

/// The folders on the way to the paths that are something else, with the reason.
fn blocked_folders<'a>(folder: &Path, paths: &BTreeSet<&'a str>) -> Result<BTreeMap<&'a str, String>, WriteError> {
    let mut blocked = BTreeMap::new();
    let parents: BTreeSet<&str> = paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    for parent in parents {
        let place = folder.join(parent);
        match std::fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) => {
                let what = if metadata.is_symlink() { "a link" } else { "a file" };
                blocked.insert(parent, format!("`{parent}` is {what}, and a folder is needed"));
            }
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(WriteError::io(&place, "the folder cannot be looked at", &error)),
        }
    }
    Ok(blocked)
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
}

fn look(folder: &Path, path: &str, blocked: &BTreeMap<&str, String>) -> Result<Found, WriteError> {
    let mut parents = path.match_indices('/').map(|(at, _)| &path[..at]);
    if let Some(reason) = parents.find_map(|parent| blocked.get(parent)) {
        return Ok(Found::Other(reason.clone()));
    }
    let place = folder.join(path);
    match std::fs::symlink_metadata(&place) {
        Ok(metadata) if metadata.is_file() => match std::fs::read(&place) {
            Ok(bytes) => Ok(Found::File(bytes)),
            Err(error) => Err(WriteError::io(&place, "the file that is there cannot be read", &error)),
        },
        Ok(metadata) => {
            let what = if metadata.is_dir() { "a folder" } else { "a link or a special file" };
            Ok(Found::Other(format!("{what} stands where a file would be written")))
        }
        Err(error) if is_absent(&error) => Ok(Found::Nothing),
        Err(error) => Err(WriteError::io(&place, "the file cannot be looked at", &error)),
    }
}

/// The change of one path, and the hashes that it has in the new list of owned files.
fn judge(
    path: &str,
    new: Option<&Arc<OutputFile>>,
    found: Found,
    known: Option<&BTreeSet<String>>,
) -> (FileChange, Option<BTreeSet<String>>) {
    let file = |change, old, reason| FileChange {
        path: path.to_owned(),
        change,
        old,
        new: new.filter(|_| change != Change::Unchanged).cloned(),
        reason,
    };
    let fresh = || new.map(|file| BTreeSet::from([file.digest().to_owned()]));
    let old = match found {
        Found::Nothing if new.is_some() => return (file(Change::Created, None, None), fresh()),
        Found::Other(reason) if new.is_some() => return (file(Change::Blocked, None, Some(reason)), fresh()),
        // It is gone already, or somebody put a folder or a link in its place, which is theirs.
        Found::Nothing | Found::Other(_) => return (file(Change::Removed, None, None), None),
        Found::File(old) => old,
    };
    if new.is_some_and(|file| file.text().as_bytes() == old) {
        return (file(Change::Unchanged, None, None), fresh());
    }
    let ours = known.is_some_and(|known| possible_hashes(&old).iter().any(|hash| known.contains(hash)));
    match (ours, new.is_some(), known) {
        (true, true, _) => (file(Change::Changed, Some(old), None), fresh()),
        (true, false, _) => (file(Change::Removed, Some(old), None), None),
        (false, true, Some(known)) => (file(Change::Edited, Some(old), None), Some(known.clone())),
        (false, false, Some(known)) => (file(Change::EditedAndGone, Some(old), None), Some(known.clone())),
        (false, _, None) => (file(Change::InTheWay, Some(old), None), fresh()),
    }
}
