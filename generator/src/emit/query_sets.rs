//! Context of `templates/query_sets.rs`: a type for each combination of query options that a version documents.

use askama::Template;

use super::structure::rendered;
use crate::plan::{OperationPlan, QuerySetPlan, VersionPlan};

#[derive(Template)]
#[template(path = "query_sets.rs", escape = "txt")]
struct QuerySetsTemplate {
    header: String,
    up: String,
    sets: Vec<QuerySet>,
}

struct QuerySet {
    name: String,
    words: String,
    traits: Vec<&'static str>,
}

/// The text of a version's `query_sets.rs`.
pub(super) fn query_sets(plan: &VersionPlan) -> String {
    let sets = plan
        .query_sets
        .iter()
        .map(|set| QuerySet {
            name: set.name.clone(),
            words: set.options.iter().map(|option| format!("`${option}`")).collect::<Vec<_>>().join(", "),
            traits: traits(set).collect(),
        })
        .collect();
    rendered(&QuerySetsTemplate { header: super::header(&[]), up: "super::super".to_owned(), sets })
}

/// The query options that an operation has methods for, without the dollar sign.
pub(super) fn options_of<'p>(version: &'p VersionPlan, operation: &OperationPlan) -> &'p [String] {
    let set = version.query_sets.iter().find(|set| Some(&set.name) == operation.query_set.as_ref());
    set.map(|set| set.options.as_slice()).unwrap_or_default()
}

/// The traits of the runtime that a set has.
pub(super) fn traits(set: &QuerySetPlan) -> impl Iterator<Item = &'static str> {
    set.options.iter().filter_map(|option| option_trait(option))
}

fn option_trait(option: &str) -> Option<&'static str> {
    Some(match option {
        "count" => "CanCount",
        "expand" => "CanExpand",
        "filter" => "CanFilter",
        "orderby" => "CanOrderBy",
        "search" => "CanSearch",
        "select" => "CanSelect",
        "skip" => "CanSkip",
        "top" => "CanTop",
        _ => return None,
    })
}
