//! The table of checks: what each is called, how grave it is for a caller and for the crate, and why.
//!
//! A rule's name and meaning are a promise: configurations, approvals and fingerprints refer to it. The verdicts here
//! are those of a proven change; [`Evidence`](super::Evidence) decides what a reviewer is told.

mod addresses;
mod answers;
mod pages;
mod requests;
mod types;

use std::sync::LazyLock;

use super::verdict::{Crate, Rest};

pub(crate) use addresses::*;
pub(crate) use answers::*;
pub(crate) use pages::*;
pub(crate) use requests::*;
pub(crate) use types::*;

/// One check.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `endpoint-removed`
    pub name: &'static str,
    /// What a caller over the wire has to expect once the change is proven.
    pub rest: Rest,
    /// What a dependent of the crate has to expect where the Rust items do not say it more exactly.
    pub krate: Crate,
    /// What it is about, in words: `path placeholder`.
    pub about: &'static str,
    /// What changed.
    pub change: &'static str,
    /// The verdict over the wire with its cases.
    pub rest_cases: &'static str,
    /// The verdict for the crate with its cases.
    pub crate_cases: &'static str,
    /// Why.
    pub why: &'static str,
    /// Where the verdict comes from, as short marks; [`source_of`] says what each mark stands for.
    pub sources: &'static str,
    /// Why this check can never report: the model does not hold what it needs.
    pub never: Option<&'static str>,
}

/// Writes a family of rules as statics, and the list of them.
macro_rules! table {
    ($($id:ident = $name:literal, $rest:ident, $krate:ident,
        $about:literal, $change:literal,
        $rest_cases:literal, $crate_cases:literal,
        $why:literal,
        $sources:literal $(, never $never:literal)?;)+) => {
        $(
            pub(crate) static $id: $crate::diff::rules::Rule = $crate::diff::rules::Rule {
                name: $name,
                rest: $crate::diff::verdict::Rest::$rest,
                krate: $crate::diff::verdict::Crate::$krate,
                about: $about,
                change: $change,
                rest_cases: $rest_cases,
                crate_cases: $crate_cases,
                why: $why,
                sources: $sources,
                never: [$($never,)?].first().copied(),
            };
        )+
        pub(super) static FAMILY: &[&$crate::diff::rules::Rule] = &[$(&$id),+];
    };
}
use table;

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut all: Vec<&'static Rule> =
        [addresses::FAMILY, answers::FAMILY, pages::FAMILY, requests::FAMILY, types::FAMILY].concat();
    all.sort_by_key(|rule| rule.name);
    all
});

/// Every rule, by name; those that can never report are among them and say why.
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    &ALL
}

/// The rule of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.binary_search_by(|rule| rule.name.cmp(name)).ok().map(|index| ALL[index])
}

/// What a mark in [`Rule::sources`] stands for.
#[must_use]
pub fn source_of(mark: &str) -> Option<&'static str> {
    Some(match mark.split([':', '-']).next().unwrap_or(mark) {
        "V" => "Microsoft Graph, \"Versioning, support, and breaking change policies\": what customers are promised",
        "G" => "Microsoft REST API guidelines for Graph, section on the API contract: what service teams may change",
        "E" => "Microsoft REST API guidelines for Graph, pattern \"evolvable enumerations\"",
        "O" => "Microsoft REST API guidelines for Graph, pattern \"operations\"",
        "N" => "Microsoft REST API guidelines for Graph, pattern \"namespaces\"",
        "P" => "Microsoft REST API guidelines for Graph, pattern \"default properties\"",
        "ER" => "Microsoft REST API guidelines for Graph, article on error responses",
        "DP" => "Microsoft REST API guidelines for Graph, article on deprecation",
        "OD" => "OData 4.01 part 1, Protocol, section on model versioning",
        "S" => "The Cargo Book, \"SemVer Compatibility\"",
        "C" => "cargo-semver-checks, lint of that name",
        "oas" => "oasdiff, check of that name",
        "graphql" => "GraphQL Inspector, rule of that name",
        "Azure" => "Azure openapi-diff, check of that number",
        "J" => "own judgement, from what the pages and the service really did",
        _ => return None,
    })
}
