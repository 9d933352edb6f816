//! Pages of a stranger who means harm: what `SECURITY.md` promises, tried out.
//!
//! `tests/hostile/docs` is a docs folder like any other; `tests/hostile/findings.txt` says what is found in it, and is written
//! anew with `UPDATE_EXPECT=1 cargo test --test hostile`. What is too large to be kept is made in `huge`; what nobody
//! thought of is made by chance in `mutated`, with the mutator that the fuzz targets use too.

#![allow(clippy::print_stdout, reason = "a skipped test says why")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

#[path = "hostile/built.rs"]
mod built;
#[path = "hostile/huge.rs"]
mod huge;
mod in_memory;
mod made_crate;
#[path = "hostile/mutated.rs"]
mod mutated;
#[path = "hostile/mutator.rs"]
mod mutator;
#[path = "hostile/outside.rs"]
mod outside;
#[path = "hostile/pages.rs"]
mod pages;
#[path = "hostile/positions.rs"]
mod positions;
#[path = "hostile/promises.rs"]
mod promises;
#[path = "hostile/syntax.rs"]
mod syntax;

use std::path::{Path, PathBuf};

use docwright::config::ApiConfig;

/// The folder of hostile pages.
fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/docs")
}

fn configuration() -> ApiConfig {
    in_memory::configuration("hostile")
}
