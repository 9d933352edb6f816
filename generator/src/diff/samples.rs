//! Samples: which are other ones now, what they show that no table does, and the codes of errors.

use std::collections::BTreeSet;

use serde_json::Value;

use super::comparison::Comparison;
use super::draft::Draft;
use super::operations::Pair;
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use crate::model::{AnswerContent, Example, ExampleContent, Operation, TypeKind};

/// Compares the samples of a pair: one change an operation, however many differ.
pub(super) fn compare(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>) {
    let (old, new) = (&pair.before.examples, &pair.after.examples);
    let (left, right) = (texts(old), texts(new));
    if left == right {
        return;
    }
    let count = |number: usize| format!("{number} samples");
    let draft =
        |rule, action| pair.draft(rule, Element::Page, action, "samples").before(count(old.len())).after(count(new.len()));
    if new.len() < old.len() {
        drafts.push(draft(&rules::EXAMPLE_REMOVED, Action::Removed));
    } else {
        drafts.push(draft(&rules::EXAMPLE_CHANGED, if new.len() > old.len() { Action::Added } else { Action::Changed }));
    }
    let before = undocumented(&comparison.base, pair.before);
    let after = undocumented(&comparison.revision, pair.after);
    let names = |set: &BTreeSet<String>, other: &BTreeSet<String>| -> Option<String> {
        let names: Vec<&str> = set.difference(other).map(String::as_str).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let notice = |action, arguments, note| {
        let mut draft = pair.draft(&rules::EXAMPLE_TYPE_CONTRADICTION, Element::Page, action, "samples");
        // One sample may contradict in one thing where it no longer does in another: two notices.
        draft.arguments = arguments;
        draft.page_only(EvidenceKind::Documented, note)
    };
    if let Some(came) = names(&after, &before) {
        drafts.push(notice(Action::Added, format!("\0{came}"), "a sample shows what no table of the type documents").after(came));
    }
    if let Some(gone) = names(&before, &after) {
        drafts
            .push(notice(Action::Removed, format!("{gone}\0"), "no sample contradicts the tables in this any more").before(gone));
    }
}

fn texts(examples: &[Example]) -> Vec<String> {
    let side = |content: &ExampleContent| match content {
        ExampleContent::None => String::new(),
        ExampleContent::Json { text, .. } | ExampleContent::BrokenJson { text, .. } | ExampleContent::Other(text) => text.clone(),
    };
    let mut out: Vec<String> = examples
        .iter()
        .map(|example| {
            let request = example
                .request
                .as_ref()
                .map(|request| (request.request_line.clone(), request.headers.clone(), side(&request.content)));
            let response = example.response.as_ref().map(|response| (response.status, side(&response.content)));
            format!("{request:?}{response:?}")
        })
        .collect();
    out.sort();
    out
}

fn answers(operation: &Operation) -> impl Iterator<Item = (Option<u16>, Value)> {
    operation.examples.iter().filter_map(|example| {
        let response = example.response.as_ref()?;
        let ExampleContent::Json { text, .. } = &response.content else { return None };
        Some((response.status, serde_json::from_str(text).ok()?))
    })
}

/// Names that samples of answers show and that the type of the answer does not document.
fn undocumented(side: &super::index::Side<'_>, operation: &Operation) -> BTreeSet<String> {
    let ty =
        operation.answers.iter().find(|answer| (200..300).contains(&answer.status)).and_then(|answer| match &answer.content {
            AnswerContent::Value(ty) | AnswerContent::Collection(ty) => match &ty.kind {
                TypeKind::Structured(name) => side.types.get(name.0.as_str()),
                _ => None,
            },
            _ => None,
        });
    let Some(ty) = ty.filter(|ty| !ty.open && !ty.declared_at.is_empty()) else { return BTreeSet::new() };
    let known: BTreeSet<&str> =
        ty.properties.iter().filter(|property| !property.rows.is_empty()).map(|property| property.name.as_str()).collect();
    let mut out = BTreeSet::new();
    for (status, value) in answers(operation) {
        if status.is_some_and(|status| !(200..300).contains(&status)) {
            continue;
        }
        let items: Vec<&Value> = match value.get("value") {
            Some(Value::Array(items)) => items.iter().collect(),
            _ => vec![&value],
        };
        for item in items.into_iter().filter_map(Value::as_object).filter(|item| !item.contains_key("@odata.type")) {
            out.extend(item.keys().filter(|name| !name.contains('@') && !known.contains(name.as_str())).cloned());
        }
    }
    out
}

/// A sample of an answer carries the link to the next page.
pub(super) fn is_paged(operation: &Operation) -> bool {
    operation.examples.iter().filter_map(|example| example.response.as_ref()).any(|response| match &response.content {
        ExampleContent::Json { text, .. } => text.contains("\"@odata.nextLink\""),
        _ => false,
    })
}

/// The codes of documented errors.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ErrorCodes {
    /// Those at the top.
    pub(super) outer: BTreeSet<String>,
    /// Those inside.
    pub(super) inner: BTreeSet<String>,
}

/// The codes that samples of errors show.
pub(super) fn error_codes(operation: &Operation) -> ErrorCodes {
    let mut codes = ErrorCodes::default();
    for example in &operation.examples {
        let Some(response) = &example.response else { continue };
        let ExampleContent::Json { text, .. } = &response.content else { continue };
        if !text.contains("\"error\"") {
            continue;
        }
        let Ok(Value::Object(body)) = serde_json::from_str(text) else { continue };
        let Some(mut current) = body.get("error") else { continue };
        if let Some(code) = current.get("code").and_then(Value::as_str) {
            codes.outer.insert(code.to_owned());
        }
        for _ in 0..8 {
            let Some(inner) = current.get("innerError").or_else(|| current.get("innererror")) else { break };
            if let Some(code) = inner.get("code").and_then(Value::as_str) {
                codes.inner.insert(code.to_owned());
            }
            current = inner;
        }
    }
    codes
}
