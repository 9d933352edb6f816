//! Diffs: every rule has a pair that triggers it and a near miss that does not; reports keep their promises.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

#[path = "diff/reports.rs"]
mod reports;
#[path = "diff/revision.rs"]
mod revision;
#[path = "diff/rules.rs"]
mod rules;
#[path = "diff/service.rs"]
mod service;
#[path = "diff/text_model.rs"]
mod text_model;
