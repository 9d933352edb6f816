//! Comes in: an [`OutputTree`] and a folder. Goes out: the folder, holding the tree and whatever is not ours.
//!
//! What is promised:
//!
//! - Only owned files are touched: those that the list in the folder ([`MANIFEST`]) names with the hash they have.
//!   A file that somebody made or edited is kept and named, unless the run is forced.
//! - A file whose bytes stay is not written; its time stays too.
//! - All or nothing. New files are made ready in a work folder beside the output. Then the folder that holds all changes
//!   trades places with its successor in one step of the system (`renameat2` on Linux, `renamex_np` on macOS), files that stay
//!   being linked into it. A run that is killed before that step has changed nothing, one that is killed after it has
//!   changed everything.
//! - Where one step cannot do it there are several, listed in a journal before the first: the system knows no exchange
//!   (Windows), the output folder holds a folder in use by others (`.git`, `target`, more than 500 files) or the folder that
//!   this process stands in. A run that is killed between two steps then leaves the tree between old and new, and the
//!   next run takes the remaining steps before anything else. One changed file needs no exchange.
//! - One run at a time writes; others wait for it.
//!
//! A power cut is not provided for: file contents are not forced to the disk, as all of them can be generated again.

#![expect(clippy::disallowed_methods, reason = "write is the one writer of output")]

mod compare;
mod error;
mod exchange;
mod journal;
mod manifest;
mod path;
mod report;
mod stage;
mod workroom;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use compare::{Change, Changes, FileChange, owned_and_unchanged};
pub use error::WriteError;
pub use manifest::MANIFEST;
pub use report::DiffLimits;

use crate::digest::sha256;
use crate::output::OutputTree;
use stage::Task;
use workroom::Workroom;

/// How a run writes.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Overwrite and delete what others made or edited, where the tree has a file of that name or once had one.
    pub force: bool,
    /// Called once with the output folder when another run is writing there and this one waits.
    pub on_wait: &'a dyn Fn(&Path),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { force: false, on_wait: &|_| {} }
    }
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The comparison that the run acted on. Edited files in it were kept, unless the run was forced.
    pub changes: Changes,
    /// An earlier run had been stopped, and what it left was put right first.
    pub recovered: bool,
}

/// Compares a tree with a folder. Writes nothing, takes no lock, needs only the right to read.
///
/// # Errors
/// When the folder or a file cannot be read, the folder is a file, or its list of owned files is damaged.
pub fn compare(tree: &OutputTree, folder: &Path) -> Result<Changes, WriteError> {
    compare::compare(tree, folder)
}

/// Brings a folder to the state that a tree describes.
///
/// # Errors
/// When files that are not ours stand in the way (they are named), or the system refuses. The folder is then as it was;
/// the one exception, a failure between two steps of a switch, is put right by the next run.
pub fn apply(tree: &OutputTree, folder: &Path, options: Options<'_>) -> Result<Written, WriteError> {
    // Faults that need no lock are found before anything is made, the parent folder included.
    let early = compare(tree, folder)?;
    if early.is_up_to_date() && !workroom::is_there(folder) {
        return Ok(Written { changes: early, recovered: false });
    }
    let folder = workroom::resolve(folder)?;
    let room = Workroom::enter(&folder, options.on_wait)?;
    let recovered = journal::recover(&room, &folder)?;
    let mut changes = compare(tree, &folder)?;
    changes.interrupted = false;
    if let Some(error) = changes.refusal(&folder, options.force) {
        return Err(error);
    }
    if options.force {
        changes.disown_edits();
    }
    if !changes.is_up_to_date() {
        switch(&changes, &folder, &room, options.force)?;
    }
    Ok(Written { changes, recovered })
}

fn switch(changes: &Changes, folder: &Path, room: &Workroom, force: bool) -> Result<(), WriteError> {
    let mut writes = BTreeMap::new();
    let mut removes = BTreeSet::new();
    let mut was = BTreeMap::from([(MANIFEST.to_owned(), changes.old_manifest.as_deref().map(sha256))]);
    for file in &changes.files {
        let ours = match file.change {
            Change::Created | Change::Changed | Change::Removed => true,
            Change::Edited | Change::EditedAndGone | Change::InTheWay => force,
            Change::Unchanged | Change::Blocked => false,
        };
        if !ours {
            continue;
        }
        match &file.new {
            Some(new) => {
                writes.insert(file.path.as_str(), new.text());
            }
            None => {
                removes.insert(file.path.as_str());
            }
        }
        was.insert(file.path.clone(), file.old.as_deref().map(sha256));
    }
    let manifest = changes.manifest.render();
    if writes.is_empty() && removes.is_empty() && changes.old_manifest.as_deref() == Some(manifest.as_bytes()) {
        return Ok(());
    }
    let paths = changes.files.iter().map(|file| file.path.as_str());
    let owned_folders = paths.flat_map(|path| path.match_indices('/').map(|(at, _)| path.get(..at).unwrap_or(path))).collect();
    let staged = room.staged();
    let mut task = Task { folder, staged: &staged, writes, removes, manifest: &manifest, owned_folders, swaps: true };
    task.swaps = exchange::is_possible(room.root());
    let tried = task.swaps.then(|| task.stage(was.clone()).map(|journal| journal.carry_out(room, folder)));
    if let Some(Ok(Ok(()))) = tried {
        return Ok(());
    }
    if room.journal().exists() {
        // Some step was taken and a later one failed: the next run goes on from there.
        return tried.and_then(Result::ok).unwrap_or(Ok(()));
    }
    // A mount inside the folder, a file system without links: what cannot be swapped can still be moved file by file.
    let fail = |error: &std::io::Error| WriteError::io(&staged, "the new files cannot be made ready", error);
    room.clear().map_err(|error| fail(&error))?;
    task.swaps = false;
    task.stage(was).map_err(|error| fail(&error))?.carry_out(room, folder)
}

/// Puts one file in place of another in one step: written beside it, then renamed. A file that holds the text already is
/// left alone.
///
/// # Errors
/// When the system refuses; the old file is then as it was.
pub fn replace_file(path: &Path, text: &str) -> Result<(), WriteError> {
    let fail = |error: &std::io::Error| WriteError::io(path, "the file cannot be written", error);
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    std::fs::write(&beside, text).map_err(|error| fail(&error))?;
    std::fs::rename(&beside, path).map_err(|error| fail(&error))
}

/// Refuses an output folder that is, holds or lies in the docs folder: pages are never written to. Refuses a file too,
/// before anything is looked for in it.
///
/// # Errors
/// When the two folders are not apart, or a file stands where the output folder is to be.
pub fn keep_apart(folder: &Path, docs: &Path) -> Result<(), WriteError> {
    let full = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let (out, pages) = (full(folder), full(docs));
    if out.is_file() {
        let reason = "a file stands where the output folder is to be";
        return Err(WriteError::new(folder, reason, "move it away, or choose another folder with --out"));
    }
    let reason = if out == pages {
        "the output folder is the docs folder".to_owned()
    } else if out.starts_with(&pages) {
        format!("the output folder lies in the docs folder {}", docs.display())
    } else if pages.starts_with(&out) && out.join("Cargo.toml").exists() && !out.join(MANIFEST).exists() {
        format!("the output folder is a crate of somebody's own that holds the docs folder {}", docs.display())
    } else {
        return Ok(());
    };
    Err(WriteError::new(folder, reason, "choose a folder apart from the pages with --out"))
}
