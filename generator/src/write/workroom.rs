//! The folder in which new files are made ready, and the lock that lets one run in at a time.
//!
//! It is `.docwright-tmp.NAME` beside the output folder `NAME`; where that cannot be made (the output folder is a mount
//! point, or its parent may not be written), `.docwright-tmp` inside it. It is gone when the run is over.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::error::WriteError;
use super::exchange;

/// How the names of work folders begin.
pub(super) const PREFIX: &str = ".docwright-tmp";

/// A work folder that this run alone may use.
pub(super) struct Workroom {
    root: PathBuf,
    /// Held for its lock.
    lock: Option<File>,
}

impl Workroom {
    /// Opens the work folder of an output folder, whose path is [`resolve`]d. Waits for another run; `on_wait` is told.
    pub(super) fn enter(folder: &Path, on_wait: &dyn Fn(&Path)) -> Result<Self, WriteError> {
        let mut refused = None;
        for root in candidates(folder) {
            match Self::lock(&root, folder, on_wait) {
                Ok(room) => return Ok(room),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        let error = refused.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound));
        Err(WriteError::io(folder, "no work folder can be made beside it or in it", &error))
    }

    fn lock(root: &Path, folder: &Path, on_wait: &dyn Fn(&Path)) -> std::io::Result<Self> {
        let path = root.join("lock");
        let mut told = false;
        loop {
            match std::fs::create_dir(root) {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            if folder.is_dir() && !exchange::same_device(root, folder) {
                let _ = std::fs::remove_dir(root);
                return Err(std::io::Error::from(std::io::ErrorKind::CrossesDevices));
            }
            let file = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                // The run before us cleared the folder away in this moment.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if !told {
                        on_wait(folder);
                        told = true;
                    }
                    file.lock()?;
                }
                // Some network file systems know no locks. Refusing to write there would be worse than going on.
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // The run before us may have removed the file that we waited for; then the lock is worth nothing.
            let current = Handle::from_path(&path);
            let held = file.try_clone().and_then(Handle::from_file);
            if matches!((current, held), (Ok(current), Ok(held)) if current == held) {
                return Ok(Self { root: root.to_owned(), lock: Some(file) });
            }
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where new files are made ready, as they will stand in the output folder.
    pub(super) fn staged(&self) -> PathBuf {
        self.root.join("new")
    }

    /// Where the steps of a switch stand from its beginning to its end.
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("journal.json")
    }

    /// Removes what was made ready.
    pub(super) fn clear(&self) -> std::io::Result<()> {
        match std::fs::remove_dir_all(self.staged()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Drop for Workroom {
    fn drop(&mut self) {
        // A switch that could not be ended is left to the next run.
        if !self.journal().exists() {
            let _ = self.clear();
            exchange::remove_probes(&self.root);
            let _ = std::fs::remove_file(self.root.join("journal.part"));
            let _ = std::fs::remove_file(self.root.join("lock"));
            let _ = std::fs::remove_dir(&self.root);
        }
        self.lock = None;
    }
}

/// The output folder's path without links and relative parts; its parent is made if need be.
pub(super) fn resolve(folder: &Path) -> Result<PathBuf, WriteError> {
    if let Ok(path) = folder.canonicalize() {
        return Ok(path);
    }
    let absolute = std::path::absolute(folder).map_err(|error| WriteError::io(folder, "the path is not usable", &error))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(WriteError::new(folder, "the path names no folder", "name a folder with --out"));
    };
    std::fs::create_dir_all(parent)
        .and_then(|()| parent.canonicalize())
        .map(|parent| parent.join(name))
        .map_err(|error| WriteError::io(parent, "the folder above the output folder cannot be made", &error))
}

fn candidates(folder: &Path) -> Vec<PathBuf> {
    let beside = folder.parent().zip(folder.file_name()).map(|(parent, name)| {
        let mut own = std::ffi::OsString::from(PREFIX);
        own.push(".");
        own.push(name);
        parent.join(own)
    });
    beside.into_iter().chain([folder.join(PREFIX)]).collect()
}

/// Whether a run was stopped between two steps of its switch. Takes no lock and changes nothing.
pub(super) fn is_left_between(folder: &Path) -> bool {
    any_candidate(folder, |root| root.join("journal.json").exists())
}

/// Whether there is a work folder: of a run that was stopped, or of one that is at work.
pub(super) fn is_there(folder: &Path) -> bool {
    any_candidate(folder, Path::exists)
}

fn any_candidate(folder: &Path, test: impl Fn(&Path) -> bool) -> bool {
    let resolved = folder.canonicalize().or_else(|_| std::path::absolute(folder));
    resolved.is_ok_and(|folder| candidates(&folder).iter().any(|root| test(root)))
}
