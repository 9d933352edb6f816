//! docwright: API reference pages in, a Rust crate out.
//!
//! The data's path is the list of modules below.

pub mod diagnostic;
pub mod diff;
pub mod export;
pub mod json;
pub mod model;
pub mod names;
pub mod output;
pub mod page;
pub mod parse;
pub mod resolve;
pub mod source;
