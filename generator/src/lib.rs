//! docwright: API reference pages in, a Rust crate out.
//!
//! The data's path is the list of modules below: nouns cross the borders, verbs do the work.
//!
//! | stage | comes in | goes out |
//! |---|---|---|
//! | [`source`] | a docs folder | [`Sources`](source::Sources): every file read once |
//! | [`parse`] | a file | [`Page`](page::Page): what one page says, with the place of every word |
//! | [`resolve`] | all pages | [`Api`](model::Api): what all pages say together, links followed |
//! | [`errata`], [`config`] | the model | the model with corrections, without what was left out |
//! | [`plan`] | the model | [`Plan`](plan::Plan): Rust names, types, modules, features |
//! | [`emit`], [`format`](mod@format) | the plan | [`OutputTree`](output::OutputTree): files that parse |
//! | [`write`](mod@write) | the tree | the folder on disk |
//!
//! [`run`] has the stages in their order, [`Generate`] all of it as one call for build scripts and xtasks, [`cli`] the
//! command line.
//!
//! Invariants, the absent things first: `parse` follows no link and never fails; `model` knows no Rust; `emit` decides
//! nothing; `plan` reads no page; only `source`, `write`, `lock`, `errata`, `config` and `cli` touch the disk. The table of
//! allowed imports is kept by `tests/suite/architecture.rs`.

pub mod digest;
pub mod source;

pub mod diagnostic;

pub mod json;
pub mod page;
pub mod parse;

pub mod model;
pub mod resolve;

pub mod config;
pub mod errata;
pub mod import;
pub mod lock;
pub mod toml_file;

pub mod names;
pub mod plan;

pub mod emit;
pub mod format;
pub mod output;

pub mod write;

pub mod diff;
pub mod export;

#[cfg(feature = "cli")]
pub mod cli;
pub mod generate;
pub mod run;
#[cfg(feature = "cli")]
pub mod watch;

pub use generate::{Generate, GenerateError, Report};
