//! Whole pages, changed by the mutator of the tests; the bytes are its chances.
#![no_main]

#[path = "../../tests/hostile/mutator.rs"]
#[allow(dead_code, reason = "the tests take their chances from a seed")]
mod mutator;
#[path = "../../tests/hostile/promises.rs"]
mod promises;
#[path = "support.rs"]
mod support;

use std::path::Path;
use std::sync::OnceLock;

use docwright::source::Sources;
use libfuzzer_sys::fuzz_target;
use mutator::{Chance, mutate};

/// Bytes as chances, then zeros.
struct Bytes<'d>(&'d [u8]);

impl Chance for Bytes<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let mut number = 0;
        for _ in 0..if limit > 256 { 2 } else { 1 } {
            let Some((first, rest)) = self.0.split_first() else { return 0 };
            number = number << 8 | usize::from(*first);
            self.0 = rest;
        }
        number % limit.max(1)
    }
}

fn pool() -> &'static Vec<(String, String)> {
    static POOL: OnceLock<Vec<(String, String)>> = OnceLock::new();
    POOL.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = [folder.join("../../docs-input"), folder.join("../tests/hostile/docs")];
        let sources = folders.iter().map(|folder| Sources::read(folder).expect("the seed pages are there"));
        sources
            .flat_map(|sources| sources.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect::<Vec<_>>())
            .collect()
    })
}

fuzz_target!(|data: &[u8]| {
    let mut chance = Bytes(data);
    let pool = pool();
    let first = chance.below(pool.len());
    let mut files = Vec::new();
    for step in 0..3 {
        let (path, text) = &pool[(first + step) % pool.len()];
        let other = &pool[chance.below(pool.len())].1;
        files.push((path.clone(), mutate(text, other, &mut chance)));
    }
    promises::hold(files, support::configuration());
});
