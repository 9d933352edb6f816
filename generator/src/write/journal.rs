//! The switch from the old tree to the new one: a list of steps that is on disk before the first is taken.
//!
//! Most runs have one step, in which the folder that holds all changes trades places with its successor. Where several
//! are needed, a run that is killed between them leaves the list, and the next run takes the rest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::WriteError;
use super::exchange::{exchange, identity};
use super::manifest::{MANIFEST, possible_hashes};
use super::workroom::Workroom;

/// One step; paths are from the output folder, the empty path is the folder itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Step {
    /// A file goes.
    Remove(String),
    /// A file or a whole new folder is moved to its place.
    Place(String),
    /// A folder trades places with its successor, which is known by its identity.
    Swap(String, (u64, u64)),
}

/// What a switch consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
    /// The files that the switch changes, each with the hash that it had when it was compared.
    pub(super) was: BTreeMap<String, Option<String>>,
}

/// Who takes the steps: the run that planned them, or a later one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taker {
    Planner,
    Successor,
}

impl Journal {
    /// Writes the list down and takes all steps.
    pub(super) fn carry_out(&self, room: &Workroom, folder: &Path) -> Result<(), WriteError> {
        let part = room.root().join("journal.part");
        let fail = |error: &std::io::Error| WriteError::io(&part, "the journal cannot be written", error);
        let text = serde_json::to_vec(self).map_err(|error| fail(&error.into()))?;
        std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, room.journal())).map_err(|error| fail(&error))?;
        let taken = self.take(room, folder, Taker::Planner);
        if taken.is_err() && !self.begun(room, folder) {
            let _ = std::fs::remove_file(room.journal());
        }
        taken.and_then(|()| finish(room))
    }

    fn take(&self, room: &Workroom, folder: &Path, taker: Taker) -> Result<(), WriteError> {
        let staged = room.staged();
        for step in &self.steps {
            let outcome = match step {
                Step::Remove(path) => self.remove(folder, path),
                Step::Place(path) => self.place(&staged, folder, path),
                Step::Swap(path, successor) => self.swap(&staged, folder, path, *successor, taker),
            };
            let (Step::Remove(path) | Step::Place(path) | Step::Swap(path, _)) = step;
            outcome.map_err(|error| WriteError::io(&folder.join(path), "the new version cannot be put in place", &error))?;
        }
        Ok(())
    }

    /// Whether the first step was taken.
    fn begun(&self, room: &Workroom, folder: &Path) -> bool {
        match self.steps.first() {
            Some(Step::Remove(path)) => !folder.join(path).exists(),
            Some(Step::Place(path)) => !room.staged().join(path).exists(),
            Some(Step::Swap(path, successor)) => identity(&within(&room.staged(), path)).ok() != Some(*successor),
            None => false,
        }
    }

    /// Whether a file still is as it was when the switch was planned; what somebody saved since then is kept.
    fn is_as_it_was(&self, folder: &Path, path: &str) -> std::io::Result<bool> {
        match std::fs::read(folder.join(path)) {
            Ok(bytes) => Ok(self.is_old(path, &bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn is_old(&self, path: &str, bytes: &[u8]) -> bool {
        matches!(self.was.get(path), Some(Some(hash)) if possible_hashes(bytes).contains(hash))
    }

    fn remove(&self, folder: &Path, path: &str) -> std::io::Result<()> {
        let place = folder.join(path);
        if place.exists() && self.is_as_it_was(folder, path)? {
            std::fs::remove_file(&place)?;
        }
        let mut parent = Path::new(path).parent();
        while let Some(name) = parent.filter(|name| !name.as_os_str().is_empty()) {
            // Folders with anything left in them stay: that is what the error means.
            if std::fs::remove_dir(folder.join(name)).is_err() {
                break;
            }
            parent = name.parent();
        }
        Ok(())
    }

    fn place(&self, staged: &Path, folder: &Path, path: &str) -> std::io::Result<()> {
        let (from, to) = (within(staged, path), within(folder, path));
        let Ok(metadata) = std::fs::symlink_metadata(&from) else { return Ok(()) };
        let free = if metadata.is_dir() { !to.exists() } else { path == MANIFEST || self.is_as_it_was(folder, path)? };
        if !free {
            return Ok(());
        }
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::rename(from, to)
    }

    fn swap(&self, staged: &Path, folder: &Path, path: &str, successor: (u64, u64), taker: Taker) -> std::io::Result<()> {
        let (from, to) = (within(staged, path), within(folder, path));
        if identity(&from).ok() == Some(successor) {
            exchange(&from, &to)?;
        }
        self.sweep(&from, &to, path, taker)
    }

    /// Looks through the folder that was swapped out for what somebody saved there in the last moment, and carries it
    /// over. All else in it is either old text of ours or a second link to a file that stands in the new folder.
    fn sweep(&self, old: &Path, new: &Path, path: &str, taker: Taker) -> std::io::Result<()> {
        let entries = match std::fs::read_dir(old) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let (from, to) = (entry.path(), new.join(entry.file_name()));
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            if entry.file_type()?.is_dir() {
                self.sweep(&from, &to, &path, taker)?;
            } else if self.is_late(&from, &to, &path, taker)? {
                if let Some(parent) = to.parent() {
                    std::fs::create_dir_all(parent)?;
                }
                std::fs::rename(from, to)?;
            }
        }
        Ok(())
    }

    fn is_late(&self, old: &Path, new: &Path, path: &str, taker: Taker) -> std::io::Result<bool> {
        let late = match self.was.get(path) {
            Some(_) => !self.is_old(path, &std::fs::read(old)?),
            None => identity(old).ok() != identity(new).ok(),
        };
        if !late || taker == Taker::Planner {
            return Ok(late);
        }
        // Time has passed since the run was killed: the new place may hold what somebody saved after that.
        let time = |path: &Path| std::fs::symlink_metadata(path).and_then(|metadata| metadata.modified()).ok();
        Ok(time(old) > time(new))
    }
}

/// A path in a folder; the empty path is the folder itself, without a slash at the end.
pub(super) fn within(folder: &Path, path: &str) -> std::path::PathBuf {
    if path.is_empty() { folder.to_owned() } else { folder.join(path) }
}

/// From here on the switch is over.
fn finish(room: &Workroom) -> Result<(), WriteError> {
    std::fs::remove_file(room.journal())
        .and_then(|()| room.clear())
        .map_err(|error| WriteError::io(room.root(), "the work folder cannot be cleared", &error))
}

/// Puts right what a killed run left: nothing was switched, and what it made ready goes; or the switch is ended.
/// Tells whether there was anything.
pub(super) fn recover(room: &Workroom, folder: &Path) -> Result<bool, WriteError> {
    let place = room.journal();
    let left = room.staged().exists();
    let text = match std::fs::read(&place) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            room.clear().map_err(|error| WriteError::io(room.root(), "the work folder cannot be cleared", &error))?;
            return Ok(left);
        }
        Err(error) => return Err(WriteError::io(&place, "the journal of a killed run cannot be read", &error)),
    };
    let journal: Journal = serde_json::from_slice(&text).map_err(|error| {
        let help = "the file was changed by hand, or another version wrote it; take the output back from version control, delete \
                    the folder that the file is in, and run again";
        WriteError::new(&place, format!("the journal of a killed run cannot be understood: {error}"), help)
    })?;
    let paths = journal.steps.iter().map(|(Step::Remove(path) | Step::Place(path) | Step::Swap(path, _))| path.as_str());
    if let Some((path, reason)) = paths.filter(|path| !path.is_empty()).find_map(|path| Some((path, super::path::fault(path)?))) {
        let help = "the file was changed by hand; delete the folder that it is in and run again";
        return Err(WriteError::new(
            &place,
            format!("the journal names a path that docwright never writes: {path}: {reason}"),
            help,
        ));
    }
    if journal.begun(room, folder) {
        journal.take(room, folder, Taker::Successor)?;
    }
    finish(room)?;
    Ok(true)
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

    use std::fs;

    use super::*;
    use crate::digest::sha256;
    use crate::write::workroom::resolve;

    /// A folder whose successor is made ready: `ours` changes, `theirs` is carried over.
    fn ready(home: &Path) -> (Workroom, std::path::PathBuf, Journal) {
        let folder = resolve(&home.join("out")).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("ours"), "old").unwrap();
        fs::write(folder.join("theirs"), "theirs").unwrap();
        let room = Workroom::enter(&folder, &|_| {}).unwrap();
        fs::create_dir(room.staged()).unwrap();
        fs::write(room.staged().join("ours"), "new").unwrap();
        fs::hard_link(folder.join("theirs"), room.staged().join("theirs")).unwrap();
        let steps = vec![Step::Swap(String::new(), identity(&room.staged()).unwrap())];
        let was = BTreeMap::from([("ours".to_owned(), Some(sha256(b"old"))), ("born".to_owned(), None)]);
        (room, folder, Journal { steps, was })
    }

    fn save(path: &Path, text: &str) {
        // As editors do it: a new file in the place of the old one.
        fs::write(path.with_extension("part"), text).unwrap();
        fs::rename(path.with_extension("part"), path).unwrap();
    }

    #[test]
    fn what_somebody_saves_in_the_last_moment_is_carried_over() {
        let home = tempfile::tempdir().unwrap();
        let (room, folder, journal) = ready(home.path());
        save(&folder.join("ours"), "edited");
        save(&folder.join("theirs"), "saved");
        fs::create_dir(folder.join("fresh")).unwrap();
        fs::write(folder.join("fresh/file"), "made").unwrap();
        fs::write(folder.join("born"), "made").unwrap();
        journal.carry_out(&room, &folder).unwrap();
        drop(room);
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
        assert_eq!([read("ours"), read("theirs"), read("fresh/file"), read("born")], ["edited", "saved", "made", "made"]);
    }

    #[test]
    fn without_late_saves_the_successor_stays() {
        let home = tempfile::tempdir().unwrap();
        let (room, folder, journal) = ready(home.path());
        journal.carry_out(&room, &folder).unwrap();
        assert_eq!(fs::read_to_string(folder.join("ours")).unwrap(), "new");
        assert_eq!(fs::read_to_string(folder.join("theirs")).unwrap(), "theirs");
        assert!(!room.staged().exists() && !room.journal().exists());
    }

    #[test]
    fn a_switch_that_did_not_begin_is_forgotten_and_one_that_did_is_ended() {
        let home = tempfile::tempdir().unwrap();
        let (room, folder, journal) = ready(home.path());
        let text = serde_json::to_vec(&journal).unwrap();
        fs::write(room.journal(), &text).unwrap();
        assert!(recover(&room, &folder).unwrap());
        assert_eq!(fs::read_to_string(folder.join("ours")).unwrap(), "old");

        let home = tempfile::tempdir().unwrap();
        let (room, folder, mut journal) = ready(home.path());
        fs::write(room.staged().join("born"), "new").unwrap();
        journal.steps = vec![Step::Place("ours".to_owned()), Step::Place("born".to_owned())];
        fs::write(room.journal(), serde_json::to_vec(&journal).unwrap()).unwrap();
        fs::rename(room.staged().join("ours"), folder.join("ours")).unwrap();
        assert!(recover(&room, &folder).unwrap());
        assert_eq!(fs::read_to_string(folder.join("born")).unwrap(), "new");
        assert!(!room.staged().exists() && !room.journal().exists());
        assert!(!recover(&room, &folder).unwrap());
    }

    #[test]
    fn a_journal_of_somebody_else_moves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let (room, folder, mut journal) = ready(home.path());
        journal.steps = vec![Step::Remove("../precious".to_owned())];
        fs::write(home.path().join("precious"), "x").unwrap();
        for text in [serde_json::to_string(&journal).unwrap(), "{".to_owned()] {
            fs::write(room.journal(), text).unwrap();
            assert!(recover(&room, &folder).unwrap_err().to_string().contains("journal"));
        }
        assert!(home.path().join("precious").exists());
    }
}
