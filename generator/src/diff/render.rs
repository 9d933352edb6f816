//! Reports for people and machines. Page text is untrusted: every renderer escapes for its own format.

mod changelog;
mod github;
mod html;
mod in_short;
mod lines;
mod markdown;
mod text;

pub use changelog::{changelog, insert_section};
pub use github::github;
pub use html::{Links, html};
pub use markdown::{MARKDOWN_LIMIT, markdown};
pub use text::text;

use super::report::Report;

/// The report as JSON; its schema is `generator/schema/diff.schema.json`.
#[must_use]
pub fn json(report: &Report) -> String {
    // Plain data of strings and numbers: there is nothing that could fail.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
