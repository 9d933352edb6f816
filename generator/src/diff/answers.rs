//! Documented answers: statuses, what their bodies hold, headers, paging, error codes.

use std::collections::{BTreeMap, BTreeSet};

use super::address::type_text;
use super::comparison::Comparison;
use super::draft::Draft;
use super::endpoints::is_call;
use super::operations::Pair;
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use super::samples::{error_codes, is_paged};
use super::type_change::{TypeChange, between};
use super::verdict::Rest;
use crate::model::{Answer, AnswerContent, Operation, TypeRef};

const DECIDES: &str = "Send the request once and look at the answer.";

/// Headers without which a flow cannot go on.
const FLOW_HEADERS: [&str; 3] = ["location", "operation-location", "azure-asyncoperation"];

/// Compares the answers of a pair.
pub(super) fn compare(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>) {
    statuses(drafts, pair);
    if let (Some(before), Some(after)) = (first_success(pair.before), first_success(pair.after)) {
        content(drafts, comparison, pair, before, after);
        headers(drafts, pair, before, after);
    }
    if !is_paged(pair.before) && is_paged(pair.after) && !pair.before.examples.is_empty() {
        drafts.push(
            pair.draft(&rules::COLLECTION_PAGED, Element::Status, Action::Changed, "paging")
                .between("one page", "pages")
                .unproven(
                    "a sample of the revision carries @odata.nextLink, none of the base does: compatible by the policy for customers, breaking by the guideline",
                    "Whether answers were paged before: read a long collection once.",
                ),
        );
    } else if is_paged(pair.before) && !is_paged(pair.after) && !pair.after.examples.is_empty() {
        drafts.push(
            pair.draft(&rules::COLLECTION_PAGED, Element::Status, Action::Changed, "paging")
                .between("pages", "one page")
                .page_only(EvidenceKind::Documented, "a client that follows pages reads a single one as well"),
        );
    }
    codes(drafts, pair);
}

fn first_success(operation: &Operation) -> Option<&Answer> {
    operation.answers.iter().find(|answer| (200..300).contains(&answer.status))
}

fn statuses(drafts: &mut Vec<Draft>, pair: &Pair<'_>) {
    fn of(operation: &Operation) -> BTreeMap<u16, &Answer> {
        operation.answers.iter().map(|answer| (answer.status, answer)).collect()
    }
    let (old, new) = (of(pair.before), of(pair.after));
    if old.is_empty() || new.is_empty() {
        return;
    }
    let success = |status: u16| (200..400).contains(&status);
    for status in new.keys().filter(|status| !old.contains_key(*status)) {
        let rule = if success(*status) { &rules::STATUS_SUCCESS_ADDED } else { &rules::STATUS_ERROR_ADDED };
        let (left, right) = pair.items();
        drafts.push(
            pair.draft(rule, Element::Status, Action::Added, &status.to_string()).after(status.to_string()).items(left, right),
        );
    }
    for status in old.keys().filter(|status| !new.contains_key(*status)) {
        let (left, right) = pair.items();
        let draft = if success(*status) {
            pair.draft(&rules::STATUS_SUCCESS_REMOVED, Element::Status, Action::Removed, &status.to_string())
                .unproven("the page names another status; pages correct themselves here more often than services change", DECIDES)
        } else {
            pair.draft(&rules::STATUS_ERROR_REMOVED, Element::Status, Action::Removed, &status.to_string())
        };
        drafts.push(draft.before(status.to_string()).items(left, right));
    }
}

enum Carried<'a> {
    Nothing,
    Typed(&'a TypeRef, bool),
    Other(&'static str),
}

fn carried(content: &AnswerContent) -> Carried<'_> {
    match content {
        AnswerContent::None => Carried::Nothing,
        AnswerContent::Value(ty) | AnswerContent::Wrapped(ty) => Carried::Typed(ty, ty.collection),
        AnswerContent::Collection(ty) => Carried::Typed(ty, true),
        AnswerContent::Bytes => Carried::Other("bytes"),
        AnswerContent::Error => Carried::Other("error"),
        AnswerContent::Json => Carried::Other("JSON"),
    }
}

/// The content as a report writes it.
pub(super) fn content_text(content: &AnswerContent) -> String {
    match carried(content) {
        Carried::Nothing => "nothing".to_owned(),
        Carried::Typed(ty, true) => type_text(&TypeRef { kind: ty.kind.clone(), collection: true }),
        Carried::Typed(ty, false) => type_text(ty),
        Carried::Other(word) => word.to_owned(),
    }
}

fn content(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>, before: &Answer, after: &Answer) {
    let (old, new) = (content_text(&before.content), content_text(&after.content));
    if old == new {
        return;
    }
    let changed = |rule| {
        let (left, right) = pair.items();
        pair.draft(rule, Element::Status, Action::Changed, "answer").between(old.clone(), new.clone()).items(left, right)
    };
    let other =
        if is_call(pair.before) || is_call(pair.after) { &rules::ACTION_RETURN_CHANGED } else { &rules::RESP_TYPE_CHANGED };
    drafts.push(match (carried(&before.content), carried(&after.content)) {
        (_, Carried::Nothing) => changed(&rules::RESP_BODY_TO_NONE).unproven("the page no longer describes a body", DECIDES),
        (Carried::Nothing, _) => changed(&rules::RESP_NONE_TO_BODY),
        (Carried::Typed(left, many), Carried::Typed(right, several)) if many == several => {
            let single = |ty: &TypeRef| TypeRef { kind: ty.kind.clone(), collection: false };
            match between(comparison, &single(left), &single(right)) {
                Some(TypeChange::LinkFixed | TypeChange::Refined) | None => {
                    changed(other).page_only(EvidenceKind::Correction, "the same answer, more exactly named")
                }
                Some(TypeChange::ToDerived) => changed(other).rest(Rest::Additive).note("the new type derives from the old one"),
                Some(_) => changed(other).unproven("the page names another type", DECIDES),
            }
        }
        (Carried::Other("JSON"), _) | (_, Carried::Other("JSON")) => {
            changed(other).page_only(EvidenceKind::Correction, "one side does not document the shape of the answer")
        }
        _ => changed(other).unproven("the page describes another kind of answer", DECIDES),
    });
}

fn headers(drafts: &mut Vec<Draft>, pair: &Pair<'_>, before: &Answer, after: &Answer) {
    fn of(answer: &Answer) -> BTreeMap<String, &String> {
        answer.headers.iter().map(|name| (name.to_lowercase(), name)).collect()
    }
    let (old, new) = (of(before), of(after));
    for (_, name) in new.iter().filter(|(lower, _)| !old.contains_key(*lower)) {
        let (left, right) = pair.items();
        drafts.push(
            pair.draft(&rules::RESPONSE_HEADER_ADDED, Element::Header, Action::Added, name)
                .after((*name).clone())
                .items(left, right),
        );
    }
    for (lower, name) in old.iter().filter(|(lower, _)| !new.contains_key(*lower)) {
        let note = if FLOW_HEADERS.contains(&lower.as_str()) {
            "the page no longer shows a header that clients follow"
        } else {
            "the page no longer shows it"
        };
        drafts.push(
            pair.draft(&rules::RESPONSE_HEADER_REMOVED, Element::Header, Action::Removed, name)
                .before((*name).clone())
                .unproven(note, DECIDES)
                .items(pair.items().0, pair.items().1),
        );
    }
}

fn codes(drafts: &mut Vec<Draft>, pair: &Pair<'_>) {
    let (old, new) = (error_codes(pair.before), error_codes(pair.after));
    let text = |codes: &BTreeSet<String>| codes.iter().cloned().collect::<Vec<_>>().join(", ");
    if old.outer != new.outer {
        let draft = pair
            .draft(&rules::ERROR_CODE_CHANGED, Element::Status, Action::Changed, "error code")
            .between(text(&old.outer), text(&new.outer));
        drafts.push(if old.outer.is_empty() || new.outer.is_empty() {
            draft.page_only(EvidenceKind::Documented, "only one side has a sample of an error")
        } else {
            draft.unproven(
                "the samples show other codes",
                "Whether clients decide by the code: the policy for customers lets it change.",
            )
        });
    }
    for code in new.inner.difference(&old.inner) {
        drafts.push(pair.draft(&rules::ERROR_CODE_ADDED, Element::Status, Action::Added, code).after(code.clone()));
    }
    for code in old.inner.difference(&new.inner) {
        drafts.push(
            pair.draft(&rules::ERROR_CODE_ADDED, Element::Status, Action::Removed, code)
                .before(code.clone())
                .page_only(EvidenceKind::Documented, "inner codes are not promised"),
        );
    }
}
