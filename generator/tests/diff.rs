//! Diffs: every rule has a pair that triggers it and a near miss that does not; reports keep their promises.

#![allow(clippy::print_stdout, reason = "a skipped test says why")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

#[path = "diff/browser.rs"]
mod browser;
#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/client_source.rs"]
mod client_source;
#[path = "diff/clients.rs"]
mod clients;
#[path = "diff/command.rs"]
mod command;
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
