//! The crate made of hostile pages is a crate like any other: it compiles without a warning, its documentation is built, its
//! doctests (there are none) and its replay tests pass.

use std::fs;

use docwright::output::OutputTree;

use super::made_crate::{cargo, text};
use super::mutated::{REFERENCE, mutated, pages, reference};
use super::{configuration, docs, promises};

/// A made crate on disk.
struct Made {
    folder: tempfile::TempDir,
    features: String,
}

impl Made {
    fn of(tree: &OutputTree) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in tree.iter() {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        // Everything but what would bring an HTTP client or credentials.
        let manifest: toml::Table = tree.get("Cargo.toml").unwrap().parse().unwrap();
        let features = manifest["features"].as_table().unwrap().keys();
        let own = features.filter(|name| !["default", "reqwest", "azure-identity", "tracing"].contains(&name.as_str()));
        let features = own.cloned().collect::<Vec<_>>().join(",");
        Self { folder, features }
    }

    /// Runs cargo; whatever it complains about is a failure.
    fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let output = cargo(self.folder.path(), &self.features, arguments);
        let printed = text(&output);
        if output.status.success() && !printed.contains("warning:") { Ok(()) } else { Err(printed) }
    }
}

#[test]
fn the_crate_compiles_documents_and_replays() {
    let (_, generated) = promises::hold(pages(&docs()), &configuration());
    let made = Made::of(&generated.tree);
    for arguments in [&["test"][..], &["doc", "--no-deps"]] {
        if let Err(printed) = made.cargo(arguments) {
            panic!("cargo {}:\n{printed}", arguments.join(" "));
        }
    }
}

/// Sets of mutated pages of the reference; how many is said by `DOCWRIGHT_MUTATED_CRATES`.
#[test]
fn crates_of_mutated_pages_compile() {
    let sets = std::env::var("DOCWRIGHT_MUTATED_CRATES").ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    let Some(docs) = reference().filter(|_| sets > 0) else {
        println!("left out: DOCWRIGHT_MUTATED_CRATES asks for none, or DOCWRIGHT_CORPUS names no folder with {REFERENCE}");
        return;
    };
    let pool = pages(&docs);
    let config = configuration();
    let mut broken = Vec::new();
    for seed in 1_000_000..1_000_000 + sets {
        let (_, generated) = promises::hold(mutated(&pool, 40, seed), &config);
        if let Err(printed) = Made::of(&generated.tree).cargo(&["check", "--tests"]) {
            println!("seed {seed}:\n{printed}");
            broken.push(seed);
        }
    }
    assert!(broken.is_empty(), "the crates of these seeds do not compile without a warning: {broken:?}");
}
