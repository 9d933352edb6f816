//! Pages changed by chance: a few in every run, twenty thousand of the reference itself where `DOCWRIGHT_CORPUS` names it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use docwright::run;
use docwright::source::Sources;
use rayon::prelude::*;

use super::mutator::{Chance as _, Seed, mutate};
use super::{configuration, docs, promises};

/// Path and text.
pub(crate) type Files = Vec<(String, String)>;

/// Reference pages as people wrote them, below `DOCWRIGHT_CORPUS`.
pub(crate) const REFERENCE: &str = "graph-v1.0-2021-07/api-reference";

/// The folder of the reference pages, if it is there.
pub(crate) fn reference() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("DOCWRIGHT_CORPUS")?).join(REFERENCE)).filter(|docs| docs.is_dir())
}

/// The pages of a docs folder.
pub(crate) fn pages(folder: &Path) -> Files {
    let sources = Sources::read(folder).unwrap();
    sources.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

/// A set of pages that stand beside each other, so that their links still lead somewhere, with changes.
pub(crate) fn mutated(pool: &Files, count: usize, seed: u64) -> Files {
    let mut chance = Seed(seed);
    let first = chance.below(pool.len());
    let chosen = (0..count.min(pool.len())).filter_map(|step| pool.get((first + step) % pool.len()));
    let mut set = Files::new();
    for (path, text) in chosen {
        let other = pool.get(chance.below(pool.len())).map_or("", |(_, text)| text);
        set.push((path.clone(), mutate(text, other, &mut chance)));
    }
    set
}

/// Reads sets of mutated pages and makes crates of them; names the seed of each that breaks a promise.
fn promises_hold(pool: &Files, sets: u64, count: usize) {
    let config = configuration();
    let broken: Vec<u64> = (0..sets)
        .into_par_iter()
        .filter(|seed| {
            let files = mutated(pool, count, *seed);
            catch_unwind(AssertUnwindSafe(|| promises::hold(files, &config))).is_err()
        })
        .collect();
    assert!(broken.is_empty(), "the sets of these seeds break a promise: {broken:?}");
}

#[test]
fn small_pages_changed_by_chance() {
    let own = pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input"));
    promises_hold(&own, 60, 12);
    promises_hold(&pages(&docs()), 60, 12);
}

#[test]
fn twenty_thousand_pages_of_the_reference_changed_by_chance() {
    let Some(docs) = reference() else {
        println!("left out: DOCWRIGHT_CORPUS names no folder with {REFERENCE}");
        return;
    };
    promises_hold(&pages(&docs), 400, 50);
}

#[test]
fn the_mutator_changes_every_kind_of_line() {
    let page = &pages(&docs())[0].1;
    let changed = (0..50).filter(|seed| mutate(page, "# other\n|a|b|\n", &mut Seed(*seed)) != *page).count();
    assert!(changed > 40, "only {changed} of 50 pages are changed");
    let understood = run::understand(Sources::default());
    assert!(understood.pages.is_empty());
}
