//! Small page sets and the crates that they make: each `crates/CASE.pages` holds pages parted by lines `=== PATH`, each
//! `crates/CASE.crate` what the crate says of them, and which examples it cannot replay and why.
//!
//! `UPDATE_EXPECT=1 cargo test --test crates` writes the latter anew; read the difference as you would read a change to code.

mod in_memory;
mod parted;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use docwright::lock::{Lock, Naming};
use docwright::run;
use docwright::source::{SourceFile, Sources};
use expect_test::expect_file;
use in_memory::configuration;
use parted::parts;

fn sources(text: &str) -> Sources {
    Sources::from_files(parts(text).map(|(path, text)| SourceFile::new(path, text)).collect())
}

/// The files of some folders that say something of the pages, without what all crates have in common.
fn crate_of(pages: &str, folders: &[&str]) -> String {
    let understood = run::understand(sources(pages));
    let lock = Lock::default();
    let generated = run::generate(&understood.api, &configuration("small"), &Naming { lock: &lock, renames: &BTreeMap::new() });
    docwright::format::check(&generated.tree, &|path| path.starts_with("src/runtime/")).expect("Rust");
    let mut out = String::new();
    for (path, text) in generated.tree.iter() {
        if folders.iter().any(|folder| path.starts_with(folder)) {
            let _ = writeln!(out, "=== {path}\n{}", text.trim_end());
        }
    }
    out.push_str("=== names\n");
    for (identity, name) in run::given(&generated.plan).iter() {
        let _ = writeln!(out, "{identity}: {name}");
    }
    out.push_str("=== not replayed\n");
    for listed in &generated.plan.unreplayed {
        let _ = writeln!(out, "{}:{} {} {}: {}", listed.page, listed.line, listed.kind, listed.code, listed.reason);
    }
    out
}

fn check(case: &str, pages: &str, folders: &[&str]) {
    expect_file![format!("./crates/{case}.crate")].assert_eq(&crate_of(pages, folders));
}

#[test]
fn every_kind_of_operation_and_property() {
    let folders =
        ["README.md", "examples/", "src/v1_0/", "src/beta/", "tests/replay/v1_0/", "tests/replay/beta/", "tests/tables/v1_0/"];
    check("workshop", include_str!("crates/workshop.pages"), &folders);
}

#[test]
fn features_bring_in_what_their_areas_need() {
    check("areas", include_str!("crates/areas.pages"), &["Cargo.toml", "src/v1_0/"]);
}

#[test]
fn examples_that_do_not_fit_are_listed_with_the_reason() {
    check("misfits", include_str!("crates/misfits.pages"), &["tests/replay/v1_0/"]);
}
