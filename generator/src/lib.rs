//! docwright: API reference pages in, a Rust crate out.
//!
//! The data's path is the list of modules below.

pub mod config;
pub mod diagnostic;
pub mod errata;
pub mod json;
pub mod lock;
pub mod model;
pub mod names;
pub mod output;
pub mod page;
pub mod source;
pub mod toml_file;
pub mod watch;
pub mod write;
