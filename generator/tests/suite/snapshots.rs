//! Two states of a whole reference, half a year apart: with the lock file of the first, no name of the second changes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use docwright::lock::{Lock, NameChanges, Names, Naming};
use docwright::run;

use crate::project::own_config;

/// The two states, as folders below `DOCWRIGHT_CORPUS`.
const STATES: [&str; 2] = ["graph-v1.0-2021-01", "graph-v1.0-2021-07"];

#[test]
fn no_name_of_the_corpus_changes_but_of_what_left() {
    let folder = std::env::var_os("DOCWRIGHT_CORPUS").map(PathBuf::from).unwrap_or_default();
    let docs = STATES.map(|state| folder.join(state).join("api-reference"));
    if !docs.iter().all(|docs| docs.is_dir()) {
        println!("left out: DOCWRIGHT_CORPUS names no folder with {} and {}", STATES[0], STATES[1]);
        return;
    }
    let [old, new] = docs.map(|docs| run::read(&docs, &[]).unwrap());
    let mut api = own_config().apis.remove(0);
    api.areas.clear();
    let nothing = BTreeMap::new();
    let names = |understood: &run::Understood, lock: &Lock| -> Names {
        run::given(&run::plan(&understood.api, &api, &Naming { lock, renames: &nothing }))
    };
    let before = names(&old, &Lock::default());
    let free = NameChanges::between(&before, &names(&new, &Lock::default()));
    let lock = Lock { names: before.clone(), ..Lock::default() };
    let kept = NameChanges::between(&before, &names(&new, &lock));
    println!(
        "{} names; {} left with their things, {} came; renamed: {} with the lock file, {} without it",
        before.len(),
        kept.gone.len(),
        kept.new.len(),
        kept.renamed.len(),
        free.renamed.len()
    );
    for (identity, was, is) in free.renamed.iter().take(20) {
        println!("  without it: {identity}: {was} -> {is}");
    }
    assert_eq!(kept.renamed, []);
    assert_eq!(kept.gone.len(), free.gone.len(), "a lock file takes nothing out of the docs");
}
