//! docwright: API reference pages in, a Rust crate out.
//!
//! The data's path is the list of modules below.

pub mod config;
pub mod diagnostic;
pub mod errata;
pub mod json;
pub mod lock;
pub mod model;
pub mod emit;
pub mod format;
pub mod names;
pub mod output;
pub mod plan;
pub mod page;
pub mod parse;
pub mod source;
pub mod toml_file;
pub mod watch;
pub mod write;
