//! Small page sets and the crates that they make: each `crates/CASE.pages` holds pages parted by lines `=== PATH`, each
//! `crates/CASE.crate` what the crate says of them, and which examples it cannot replay and why.
//!
//! `UPDATE_EXPECT=1 cargo test --test crates` writes the latter anew; read the difference as you would read a change to code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use docwright::config::{self, ApiConfig, Flags};
use docwright::lock::{Lock, Naming};
use docwright::run;
use docwright::source::{SourceFile, Sources};
use expect_test::expect_file;

fn sources(text: &str) -> Sources {
    let pages = text.split("=== ").filter(|page| !page.trim().is_empty());
    Sources::from_files(pages.filter_map(|page| page.split_once('\n')).map(|(path, text)| SourceFile::new(path, text)).collect())
}

fn configuration() -> ApiConfig {
    let flags =
        Flags { docs: Some(".".into()), out: Some("out".into()), crate_name: Some("small".to_owned()), ..Flags::default() };
    config::load(&flags, Path::new(".")).expect("a configuration").apis.remove(0)
}

/// The files that say something of the pages, without what all crates have in common.
fn crate_of(pages: &str) -> String {
    let understood = run::understand(sources(pages));
    let lock = Lock::default();
    let generated = run::generate(&understood.api, &configuration(), &Naming { lock: &lock, renames: &BTreeMap::new() });
    docwright::format::check(&generated.tree, &|path| path.starts_with("src/runtime/")).expect("Rust");
    let mut out = String::new();
    for (path, text) in generated.tree.iter() {
        let own = ["src/v1_0/", "src/beta/", "tests/replay/v1_0/", "tests/replay/beta/"];
        if own.iter().any(|folder| path.starts_with(folder)) {
            let _ = writeln!(out, "=== {path}\n{}", text.trim_end());
        }
    }
    out.push_str("=== not replayed\n");
    for listed in &generated.plan.unreplayed {
        let _ = writeln!(out, "{}:{} {} {}: {}", listed.page, listed.line, listed.kind, listed.code, listed.reason);
    }
    out
}

fn check(case: &str, pages: &str) {
    expect_file![format!("./crates/{case}.crate")].assert_eq(&crate_of(pages));
}

#[test]
fn every_kind_of_operation_and_property() {
    check("workshop", include_str!("crates/workshop.pages"));
}
