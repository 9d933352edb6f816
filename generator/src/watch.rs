//! Comes in: the folders and files that a run reads. Goes out: a call after each change of them, once the writing is over.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

/// An editor saves in several steps; a run begins when none has followed for this long.
const QUIET: Duration = Duration::from_millis(15);

/// A run begins at the latest this long after the first change, however many follow (a checkout changes thousands of files).
const LONGEST_WAIT: Duration = Duration::from_millis(250);

/// What is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Docs folders, with everything in them that can be a page.
    pub folders: Vec<PathBuf>,
    /// Single files: configuration, errata.
    pub files: Vec<PathBuf>,
}

/// The folders cannot be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchError {
    /// The folder that failed.
    pub path: PathBuf,
    /// Why, and what to do.
    pub reason: String,
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot watch {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for WatchError {}

/// Calls `run` once when the watch has begun, so that no change is missed, and again after each change, with the paths that
/// changed; until it breaks. Changes that come while it runs are gathered for the next call.
///
/// # Errors
/// When a folder cannot be watched.
pub fn watch(watched: &Watched, run: &mut dyn FnMut(&BTreeSet<PathBuf>) -> ControlFlow<()>) -> Result<(), WatchError> {
    let (sender, events) = channel();
    let fail = |path: &Path, error: &notify::Error| {
        let help = match error.kind {
            notify::ErrorKind::MaxFilesWatch => "; the system allows no more watches: raise fs.inotify.max_user_watches",
            notify::ErrorKind::PathNotFound => "; make the folder, or name another one in docwright.toml",
            _ => "",
        };
        WatchError { path: path.to_owned(), reason: format!("{error}{help}") }
    };
    let here = Path::new(".");
    let mut notifier = notify::recommended_watcher(move |event| {
        // The receiver is gone when the watch is over.
        let _ = sender.send(event);
    })
    .map_err(|error| fail(here, &error))?;
    let scope = Scope::of(watched).map_err(|(path, error)| fail(&path, &notify::Error::io(error)))?;
    for folder in &scope.folders {
        notifier.watch(folder, RecursiveMode::Recursive).map_err(|error| fail(folder, &error))?;
    }
    // Editors put a new file in the place of the old one, which ends a watch of the file itself.
    let parents: BTreeSet<&Path> = scope.files.iter().filter_map(|file| file.parent()).collect();
    for parent in parents.into_iter().filter(|parent| !scope.folders.iter().any(|folder| parent.starts_with(folder))) {
        notifier.watch(parent, RecursiveMode::NonRecursive).map_err(|error| fail(parent, &error))?;
    }
    let mut changed = BTreeSet::new();
    loop {
        if run(&changed).is_break() {
            return Ok(());
        }
        match next_changes(&events, &scope) {
            Some(next) => changed = next,
            None => return Ok(()),
        }
    }
}

/// Waits for a change and for the quiet after it; `None` when the watcher is gone.
fn next_changes(events: &Receiver<notify::Result<Event>>, scope: &Scope) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        scope.gather(events.recv().ok()?, &mut changed);
    }
    let first = Instant::now();
    while first.elapsed() < LONGEST_WAIT {
        match events.recv_timeout(QUIET) {
            Ok(event) => scope.gather(event, &mut changed),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    Some(changed)
}

/// Folders and files, as the system names them.
struct Scope {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Scope {
    fn of(watched: &Watched) -> Result<Self, (PathBuf, std::io::Error)> {
        let full = |path: &Path| path.canonicalize().map_err(|error| (path.to_owned(), error));
        let folders = watched.folders.iter().map(|folder| full(folder)).collect::<Result<_, _>>()?;
        let mut files = Vec::new();
        for file in &watched.files {
            let (parent, name) = (file.parent().unwrap_or(Path::new("")), file.file_name().unwrap_or_default());
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            files.push(full(parent)?.join(name));
        }
        Ok(Self { folders, files })
    }

    /// Adds the paths of an event that a run would see.
    fn gather(&self, event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
        match event {
            Ok(event) if event.need_rescan() => changed.extend(self.folders.iter().cloned()),
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) => changed.extend(event.paths.into_iter().filter(|path| self.concerns(path))),
            // What was lost is not known, so everything may have changed.
            Err(_) => changed.extend(self.folders.iter().cloned()),
        }
    }

    fn concerns(&self, path: &Path) -> bool {
        if self.files.iter().any(|file| file == path) {
            return true;
        }
        // Swap files and backups of editors have other endings; a folder that comes or goes has none.
        let page = path.extension().is_none_or(|ending| {
            ["md", "txt", "html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known)) || path.is_dir()
        });
        page && self.folders.iter().any(|folder| path.starts_with(folder))
    }
}
