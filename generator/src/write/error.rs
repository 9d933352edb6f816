//! What stopped the writing: where, why, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// The output could not be compared or written. Nothing of the tree was changed, unless the reason says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    /// The file or folder that failed.
    pub path: PathBuf,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// What to do.
    pub help: String,
}

impl WriteError {
    pub(super) fn new(path: &Path, reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_owned(), reason: reason.into(), help: help.into() }
    }

    /// An error of the operating system, with the advice that fits its kind.
    pub(super) fn io(path: &Path, doing: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{NotADirectory, PermissionDenied, ReadOnlyFilesystem, StorageFull};
        let help = match error.kind() {
            PermissionDenied | ReadOnlyFilesystem => "make the folder writable, or choose another one with --out",
            NotADirectory => "a file stands where a folder is needed; move it away, or choose another folder with --out",
            StorageFull => "make room on the disk and run again; the old output is untouched",
            _ => "see the message of the operating system, mend the cause and run again",
        };
        Self::new(path, format!("{doing}: {error}"), help)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}\nhelp: {}", self.path.display(), self.reason, self.help)
    }
}

impl std::error::Error for WriteError {}
