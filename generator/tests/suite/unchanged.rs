//! A run that would find and leave what the last one did stops before it reads the pages' meaning. What it says is what the
//! last run kept, so a changed line there shows whether it stopped.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{COLOUR, GET_COLOUR, docs, docwright, put};

const PAGE: &str = "docs/v1.0/api/colour-get.md";
const MARK: &str = "said by the stamp";

struct Project {
    home: tempfile::TempDir,
    cache: tempfile::TempDir,
}

impl Project {
    /// Generated once, with a mark in the stamp.
    fn stamped() -> Self {
        let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
        let project = Self { home, cache: tempfile::tempdir().unwrap() };
        assert!(!project.stops(&[]));
        let stamp = project.stamp();
        let text = fs::read_to_string(&stamp).unwrap();
        fs::write(&stamp, text.replacen('\n', &format!("\n{MARK}\n"), 1)).unwrap();
        project
    }

    fn stamp(&self) -> PathBuf {
        let mut stamps = fs::read_dir(self.cache.path().join("docwright")).unwrap();
        stamps.next().expect("a run keeps a stamp").unwrap().path()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    /// Runs; what it says.
    fn run(&self, more: &[&str]) -> String {
        let arguments = [&["generate", "--docs", "docs", "--out", "out"], more].concat();
        let output = docwright(self.home.path(), &arguments).env("XDG_CACHE_HOME", self.cache.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        said
    }

    /// Runs; whether the run stopped at the stamp.
    fn stops(&self, more: &[&str]) -> bool {
        let said = self.run(more);
        assert!(said.contains("pages read 2 = planned 2 + skipped 0"), "{said}");
        said.contains(MARK)
    }
}

fn append(path: &Path, text: &str) {
    let before = fs::read_to_string(path).unwrap();
    fs::write(path, before + text).unwrap();
}

#[test]
fn a_run_that_changes_nothing_stops_and_says_the_same() {
    let project = Project::stamped();
    assert!(project.stops(&[]));
    assert!(project.stops(&["--threads", "1"]));
}

#[test]
fn every_input_is_looked_at() {
    let project = Project::stamped();
    let page = project.path(PAGE);
    let before = fs::read_to_string(&page).unwrap();
    append(&page, "\nMore.\n");
    assert!(!project.stops(&[]), "a page was edited");
    fs::write(&page, before).unwrap();

    let project = Project::stamped();
    assert!(!project.stops(&["--crate-name", "other"]), "the configuration is another");

    let project = Project::stamped();
    put(&project.path("docs/v1.0/resources/shade.md"), b"\xff\xfe");
    let said = project.run(&[]);
    assert!(said.contains("pages read 3 = planned 2 + skipped 1"), "a file that cannot be read is there: {said}");
}

#[test]
fn what_was_left_is_looked_at() {
    for (path, what) in [("out/src/lib.rs", "an owned file"), ("out/docwright.lock", "the lock file")] {
        let project = Project::stamped();
        append(&project.path(path), "# \n");
        assert!(!project.stops(&[]), "{what} was edited");
        assert!(!project.stops(&[]) || path.ends_with("lock"), "{what} is still edited, and told again");
    }
    for path in ["out/src/lib.rs", "out/docwright.lock", "out/.docwright-manifest"] {
        let project = Project::stamped();
        fs::remove_file(project.path(path)).unwrap();
        assert!(!project.stops(&[]), "{path} is gone");
        assert!(project.path(path).exists(), "{path} is made again");
    }
}

#[test]
fn runs_that_are_asked_for_more_do_not_stop() {
    let project = Project::stamped();
    for more in [&["--check"][..], &["--dry-run"], &["--verbose"], &["--timings"]] {
        assert!(!project.stops(more), "{more:?}");
    }
    assert!(!project.stops(&["--force"]));
}

#[test]
fn a_damaged_stamp_costs_a_full_run_and_no_more() {
    for text in ["", "docwright stamp 1", "\n\n", "\u{fffd}"] {
        let project = Project::stamped();
        fs::write(project.stamp(), text).unwrap();
        assert!(!project.stops(&[]), "{text:?}");
        let again = fs::read_to_string(project.stamp()).unwrap();
        assert!(again.starts_with("docwright stamp 1 "), "{again}");
    }
}
