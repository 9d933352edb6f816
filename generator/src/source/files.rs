//! Reads a docs folder: once, in parallel, in an order that does not depend on the file system.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::lines::{LineColumn, LineStarts};
use super::span::{FileId, Span};
use crate::digest::sha256;

/// A version of the API as the docs folder names it: `v1.0` or `beta`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub String);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file: its path from the docs root with `/` between parts, and its text without a byte order mark.
#[derive(Debug)]
pub struct SourceFile {
    /// Path from the docs root, `/` between parts, as on disk (`v1.0/api/user-get.md`).
    pub path: String,
    /// The version folder that the file lies in; `None` in a flat folder and for shared includes.
    pub version: Option<Version>,
    /// The text.
    pub text: String,
    lines: OnceLock<LineStarts>,
    digest: OnceLock<String>,
}

impl SourceFile {
    /// A file that is already in memory.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        let version = version_of(&path);
        Self { path, version, text: text.into(), lines: OnceLock::new(), digest: OnceLock::new() }
    }

    /// The folder below the version folder (`api`, `resources`, `includes/permissions`), empty in a flat folder.
    #[must_use]
    pub fn folder(&self) -> &str {
        let inner = self.path_in_version();
        inner.rfind('/').map_or("", |end| &inner[..end])
    }

    /// The path without the version folder: `api/user-get.md`.
    #[must_use]
    pub fn path_in_version(&self) -> &str {
        match version_folder(&self.path) {
            Some((_, inner)) => inner,
            None => &self.path,
        }
    }

    /// The file's name without folders and without its ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rfind('.').map_or(name, |dot| &name[..dot])
    }

    /// The SHA-256 of the text, in hexadecimal: the same for both kinds of line ends, as a checkout may have either.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let lines =
                if self.text.contains('\r') { Cow::Owned(self.text.replace("\r\n", "\n")) } else { self.text.as_str().into() };
            sha256(lines.as_bytes())
        })
    }

    fn lines(&self) -> &LineStarts {
        self.lines.get_or_init(|| LineStarts::of(&self.text))
    }

    /// The line, from 1, of a byte offset.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.lines().line(offset)
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines().line_column(&self.text, offset)
    }
}

fn version_of(path: &str) -> Option<Version> {
    version_folder(path).map(|(version, _)| Version(version.to_owned()))
}

/// Folders below a version folder.
const INNER_FOLDERS: [&str; 3] = ["api", "resources", "includes"];

/// The version folder on a path and what follows it. It may lie deeper than the docs root: people point at the whole
/// checkout, whose reference is one of its folders.
fn version_folder(path: &str) -> Option<(&str, &str)> {
    let mut rest = path;
    let mut top = true;
    while let Some((folder, inner)) = rest.split_once('/') {
        let holds_pages = || inner.split_once('/').is_some_and(|(next, _)| INNER_FOLDERS.contains(&next));
        if is_version(folder) && (top || holds_pages()) {
            return Some((folder, inner));
        }
        rest = inner;
        top = false;
    }
    None
}

fn is_version(folder: &str) -> bool {
    folder == "beta" || folder.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A file that exists and could not be read as text. The run goes on without it and names it.
#[derive(Debug)]
pub struct UnreadableFile {
    /// Path from the docs root.
    pub path: String,
    /// What was wrong, as a sentence without a full stop.
    pub reason: String,
}

/// The docs folder as a whole could not be read.
#[derive(Debug)]
pub struct ReadError {
    /// The folder or file that failed.
    pub path: PathBuf,
    /// Why, and what to do.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for ReadError {}

/// Every file of a docs folder.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    unreadable: Vec<UnreadableFile>,
}

/// Files above this size are not pages: the largest page of the whole reference has 0.2 MB.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// Folders below the docs root are followed to this depth; upstream has three levels.
const MAX_DEPTH: usize = 12;

impl Sources {
    /// Sources from files that are already in memory, sorted by path.
    #[must_use]
    pub fn from_files(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, unreadable: Vec::new() }
    }

    /// Reads every page below `root` (`.md`, `.txt`, `.html`), in parallel; the result is sorted by path.
    ///
    /// Symbolic links are not followed: they could lead out of the folder or in a circle.
    /// A file that is not UTF-8 or too large is listed in [`Sources::unreadable`] and costs only itself.
    ///
    /// # Errors
    /// When the folder cannot be listed or holds no page.
    pub fn read(root: &Path) -> Result<Self, ReadError> {
        let mut paths = Vec::new();
        let mut unreadable = Vec::new();
        list(root, "", 0, &mut paths, &mut unreadable)?;
        paths.sort();
        let mut files = Vec::with_capacity(paths.len());
        let read: Vec<_> = paths.into_par_iter().map(|path| read_file(root, path)).collect();
        for outcome in read {
            match outcome {
                Ok(file) => files.push(file),
                Err(fault) => unreadable.push(fault),
            }
        }
        if files.is_empty() && unreadable.is_empty() {
            return Err(ReadError {
                path: root.to_owned(),
                reason: "the folder holds no page (.md, .txt or .html); point --docs at a folder that holds v1.0/ or beta/ \
                         (upstream's api-reference), or at a folder of captured pages"
                    .to_owned(),
            });
        }
        unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files, unreadable })
    }

    /// Leaves out the files of other versions; files without a version (shared includes, captured pages) stay.
    pub fn keep_versions(&mut self, versions: &[String]) {
        self.files.retain(|file| file.version.as_ref().is_none_or(|version| versions.contains(&version.0)));
    }

    /// All files in path order.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// All files with their numbers, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }

    /// The files that could not be read as text.
    #[must_use]
    pub fn unreadable(&self) -> &[UnreadableFile] {
        &self.unreadable
    }

    /// The file behind a number that this value gave out.
    ///
    /// # Panics
    /// When the number is from other sources.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Line and column of a span's first byte.
    #[must_use]
    pub fn line_column(&self, span: Span) -> LineColumn {
        self.file(span.file).line_column(span.start)
    }

    /// The text that a span covers.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }
}

fn list(
    folder: &Path,
    prefix: &str,
    depth: usize,
    paths: &mut Vec<String>,
    unreadable: &mut Vec<UnreadableFile>,
) -> Result<(), ReadError> {
    let fail = |error: &std::io::Error| ReadError { path: folder.to_owned(), reason: error.to_string() };
    #[expect(clippy::disallowed_methods, reason = "source is the one reader of pages")]
    let entries = std::fs::read_dir(folder).map_err(|error| fail(&error))?;
    for entry in entries {
        let entry = entry.map_err(|error| fail(&error))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            unreadable.push(UnreadableFile {
                path: format!("{prefix}{}", entry.file_name().to_string_lossy()),
                reason: "the file name is not UTF-8".to_owned(),
            });
            continue;
        };
        let kind = entry.file_type().map_err(|error| fail(&error))?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            if depth < MAX_DEPTH && !name.starts_with('.') {
                list(&entry.path(), &format!("{path}/"), depth + 1, paths, unreadable)?;
            }
        } else if kind.is_file() && is_page_name(&name) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_page_name(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("");
    ["md", "txt", "html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known)) && !name.eq_ignore_ascii_case("readme.md")
}

fn read_file(root: &Path, path: String) -> Result<SourceFile, UnreadableFile> {
    let full = root.join(&path);
    let fault = |reason: String, path: String| UnreadableFile { path, reason };
    #[expect(clippy::disallowed_methods, reason = "source is the one reader of pages")]
    let size = match std::fs::metadata(&full) {
        Ok(metadata) => metadata.len(),
        Err(error) => return Err(fault(error.to_string(), path)),
    };
    if size > MAX_FILE_BYTES {
        return Err(fault(format!("the file has {size} bytes, more than the {MAX_FILE_BYTES} that a page may have"), path));
    }
    #[expect(clippy::disallowed_methods, reason = "source is the one reader of pages")]
    let bytes = match std::fs::read(&full) {
        Ok(bytes) => bytes,
        Err(error) => return Err(fault(error.to_string(), path)),
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Ok(SourceFile::new(path, text))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].split(|&byte| byte == b'\n').count();
            Err(fault(format!("the file is not UTF-8 (first bad byte at offset {at}, line {line}); save it as UTF-8"), path))
        }
    }
}
