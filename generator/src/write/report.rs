//! A comparison as text for people: what is stale, as short unified diffs.

use std::fmt::Write as _;

use similar::TextDiff;

use super::compare::{Change, Changes, FileChange};
use super::manifest::{MANIFEST, Manifest};

/// How much of a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiffLimits {
    /// Lines of one file.
    pub file_lines: usize,
    /// Files that are shown with their lines; further ones are named.
    pub files: usize,
}

impl Default for DiffLimits {
    fn default() -> Self {
        Self { file_lines: 24, files: 8 }
    }
}

/// A line longer than this is cut.
const MAX_LINE: usize = 200;

impl Changes {
    /// What differs, as unified diffs (`a/` is the folder, `b/` the tree), cut to some length; empty when nothing does.
    #[must_use]
    pub fn diff(&self, limits: DiffLimits) -> String {
        let mut text = String::new();
        let mut shown = 0;
        for file in self.stale() {
            let with_lines = shown < limits.files && file.change != Change::Blocked;
            shown += usize::from(with_lines);
            let _ = writeln!(text, "{}", headline(file));
            if with_lines {
                text.push_str(&unified(file, limits.file_lines));
            }
        }
        if self.manifest_differs && text.is_empty() {
            let _ = writeln!(text, "stale    {MANIFEST}: the list of owned files does not fit the files");
        }
        text
    }

    /// The summary of the next run, if nothing is touched in between.
    #[must_use]
    pub fn when_repeated(&self) -> String {
        let there = [Change::Created, Change::Changed, Change::Unchanged].map(|change| self.count(change));
        format!("0 created, 0 changed, 0 removed, {} unchanged", there.iter().sum::<usize>())
    }

    /// `3 created, 1 changed, 2 removed, 40 unchanged`, and what was kept.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |change| self.count(change);
        let mut text = format!(
            "{} created, {} changed, {} removed, {} unchanged",
            count(Change::Created),
            count(Change::Changed),
            count(Change::Removed),
            count(Change::Unchanged)
        );
        let edited = self.edited().count();
        if edited > 0 {
            let _ = write!(text, ", {edited} edited by hand");
        }
        text
    }

    /// A forced run owns again what somebody edited.
    pub(super) fn disown_edits(&mut self) {
        let mut manifest = Manifest::default();
        for file in &self.files {
            if matches!(file.change, Change::Removed | Change::EditedAndGone) {
                continue;
            }
            let hashes = match (&file.new, self.manifest.hashes(&file.path)) {
                (Some(new), _) => [new.digest().to_owned()].into(),
                (None, Some(hashes)) => hashes.clone(),
                (None, None) => continue,
            };
            manifest.insert(&file.path, hashes);
        }
        self.manifest = manifest;
    }
}

fn headline(file: &FileChange) -> String {
    let path = &file.path;
    match file.change {
        Change::Unchanged => format!("same     {path}"),
        Change::Created => format!("missing  {path}"),
        Change::Changed => format!("stale    {path}"),
        Change::Removed => format!("left     {path}: nothing is generated there any more"),
        Change::Edited => format!("edited   {path}: differs from what docwright wrote; kept unless --force is given"),
        Change::EditedAndGone => {
            format!("edited   {path}: nothing is generated there any more, but it was edited; kept unless --force is given")
        }
        Change::InTheWay => format!("foreign  {path}: docwright did not write it"),
        Change::Blocked => format!("blocked  {path}: {}", file.reason.as_deref().unwrap_or_default()),
    }
}

fn unified(file: &FileChange, limit: usize) -> String {
    let old = file.old.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
    let new = file.new.as_ref().map_or("", |new| new.text());
    let name = |side: &str, there: bool| if there { format!("{side}/{}", file.path) } else { "/dev/null".to_owned() };
    let diff = TextDiff::from_lines(old.as_ref(), new);
    let whole =
        diff.unified_diff().context_radius(2).header(&name("a", file.old.is_some()), &name("b", file.new.is_some())).to_string();
    let mut text = String::new();
    for line in whole.lines().take(limit) {
        let cut: String = line.chars().take(MAX_LINE).collect();
        let _ = writeln!(text, "{cut}{}", if cut.len() < line.len() { " ..." } else { "" });
    }
    let rest = whole.lines().count().saturating_sub(limit);
    if rest > 0 {
        let _ = writeln!(text, "... {rest} more lines");
    }
    text
}
