//! Comes in: a docs folder. Goes out: [`Sources`], every file read once, and spans that point into them.
//!
//! This is the only module that reads pages from disk. It imports nothing of ours.

mod files;
mod lines;
mod span;

pub use files::{ReadError, SourceFile, Sources, UnreadableFile, Version};
pub use lines::LineColumn;
pub use span::{FileId, Span, Spanned};
