//! What holds for the tool as a whole: its structure, its command line, its output on this repository's own pages and on
//! the reference itself. Expected texts are rewritten with `UPDATE_EXPECT=1`.

#![allow(clippy::print_stdout, reason = "a skipped test says why")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

mod architecture;
mod bad_input;
mod bodies;
mod command_line;
mod comparison;
mod corpus;
mod corpus_diff;
mod determinism;
mod filters;
mod gates;
mod in_ci;
mod library;
#[path = "../made_crate/mod.rs"]
mod made_crate;
mod project;
mod public_items;
mod regeneration;
mod renames;
mod replay_catches;
mod seeds_facts;
mod snapshots;
mod unchanged;
mod up_to_date;
