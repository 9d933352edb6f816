//! What the last run of `generate` found and left, so that a run that would find and leave the same can stop there.
//!
//! A stamp stands in the user's cache folder, never in the crate. It is a hash of all that a run depends on (this program,
//! the configuration, every page) and of what it left (the lock file, the list of owned files), with the lines that the run
//! said. It only counts where every owned file still has the hash of the list; so a lost or wrong stamp costs one full run.

#![expect(clippy::disallowed_methods, reason = "the stamp is no page and no output, and nothing else reads it")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::config::ApiConfig;
use crate::digest::sha256;
use crate::source::Sources;
use crate::{run, write};

/// The first line of a stamp: what it is, and the shape of what follows.
const HEADER: &str = "docwright stamp 1";

/// The stamp of one crate, of a run that has read its pages.
pub(super) struct Stamp {
    file: PathBuf,
    /// All that the run depends on.
    depends: String,
    lock: PathBuf,
    out: PathBuf,
}

impl Stamp {
    /// The stamp of a crate; none where there is no place for it.
    pub(super) fn of(api: &ApiConfig, sources: &Sources) -> Option<Self> {
        let out = std::path::absolute(&api.out).ok()?;
        let name = format!("{}.stamp", sha256(out.as_os_str().as_encoded_bytes()));
        let mut depends = program()?;
        let _ = writeln!(depends, "{}\n{api:?}", std::env::current_dir().ok()?.display());
        for fault in sources.unreadable() {
            let _ = writeln!(depends, "{} {}", fault.path, fault.reason);
        }
        for (path, hash) in run::inputs(sources) {
            let _ = writeln!(depends, "{hash} {path}");
        }
        Some(Self { file: folder()?.join(name), depends, lock: api.lock.clone(), out: api.out.clone() })
    }

    /// What the last run said, if this one would find and leave the same.
    pub(super) fn said(&self) -> Option<Vec<String>> {
        let text = std::fs::read_to_string(&self.file).ok()?;
        let (head, said) = text.split_once('\n')?;
        let lock = std::fs::read_to_string(&self.lock).ok()?;
        let owned = write::owned_and_unchanged(&self.out)?;
        (head == self.head(&lock, &owned)).then(|| said.lines().map(str::to_owned).collect())
    }

    /// Keeps what a run left and said. A stamp that cannot be kept is none; the next run does everything again.
    pub(super) fn keep(&self, lock: &str, owned: &str, said: &[String]) {
        if let Some(folder) = self.file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = write::replace_file(&self.file, &format!("{}\n{}\n", self.head(lock, owned), said.join("\n")));
    }

    fn head(&self, lock: &str, owned: &str) -> String {
        let parts = [self.depends.as_str(), lock, owned].map(|part| sha256(part.as_bytes()));
        format!("{HEADER} {}", sha256(parts.concat().as_bytes()))
    }
}

/// This program: its file, which a build or an installation replaces.
fn program() -> Option<String> {
    let file = std::env::current_exe().ok()?;
    let metadata = std::fs::metadata(&file).ok()?;
    let written = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{} {} {} {}\n", env!("CARGO_PKG_VERSION"), file.display(), metadata.len(), written.as_nanos()))
}

/// Where stamps are kept: the cache folder of the system, or `XDG_CACHE_HOME`.
fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| set("HOME").map(|home| home.join(below));
    let system = || match std::env::consts::OS {
        "windows" => set("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    };
    set("XDG_CACHE_HOME").or_else(system).map(|folder: PathBuf| Path::join(&folder, "docwright"))
}
