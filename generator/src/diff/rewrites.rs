//! What a pair of request lines means: a line that was only rewritten, another method, another number of values,
//! another way of calling.

use super::address::PLACEHOLDER;
use super::comparison::Comparison;
use super::draft::Draft;
use super::endpoints::{between_lines, is_call};
use super::index::Form;
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use super::verdict::Rest;
use crate::model::{Operation, Parameter, Segment};

const DECIDES: &str = "Look both paths up in the service metadata (`--metadata`), or send the old line once.";

/// Reports a pair.
pub(super) fn judge_pair(comparison: &mut Comparison<'_>, before: &Form<'_>, after: &Form<'_>, score: f64) {
    let line = |rule, action| between_lines(comparison, rule, Element::Endpoint, action, before, after);
    let old = comparison.base.operation(before);
    let new = comparison.revision.operation(after);
    let call = old.is_some_and(is_call) || new.is_some_and(is_call);
    let draft = if before.method != after.method {
        let turned = matches!((before.method, after.method), ("GET", "POST") | ("POST", "GET"));
        let rule = if call && turned { &rules::ACTION_TO_FUNCTION } else { &rules::ENDPOINT_METHOD_CHANGED };
        let draft = line(rule, Action::Changed);
        if examples_follow(old, new, before, after) {
            draft.proven("the samples of the base use the old method, those of the revision the new one")
        } else {
            draft.unproven("the page names another method for the same path", DECIDES)
        }
    } else if let Some(drafts) = argument_changes(comparison, before, after) {
        comparison.drafts.extend(drafts);
        return;
    } else if before.segments.join("/").eq_ignore_ascii_case(&after.segments.join("/")) {
        line(&rules::ENDPOINT_PATH_REWRITTEN, Action::Renamed)
            .page_only(EvidenceKind::Rewritten, "only the case of letters differs")
    } else if literals(before) == literals(after) && before.arguments() != after.arguments() {
        let rule = if before.arguments() < after.arguments() {
            &rules::PATH_PLACEHOLDER_ADDED
        } else {
            &rules::PATH_PLACEHOLDER_REMOVED
        };
        line(rule, Action::Changed).unproven("the same fixed segments with another number of values, on the same page", DECIDES)
    } else if call && bound_elsewhere(before, after) {
        line(&rules::ACTION_BINDING_CHANGED, Action::Changed)
            .unproven("the same call on something else, on the same page", DECIDES)
    } else {
        let draft = line(&rules::ENDPOINT_PATH_REWRITTEN, Action::Renamed).group(edit(before, after));
        let note = "a line of the same method on the same page took its place";
        if score >= 0.5 || reroutes(before, after) {
            draft.page_only(EvidenceKind::Rewritten, note)
        } else {
            let mut draft = draft.rest(Rest::Risky).unproven(note, DECIDES);
            draft.evidence.kind = EvidenceKind::Rewritten;
            draft
        }
    };
    comparison.push(draft.score(score));
}

/// The fixed segments.
fn literals<'f>(form: &'f Form<'_>) -> Vec<&'f str> {
    form.segments.iter().map(String::as_str).filter(|segment| *segment != PLACEHOLDER).collect()
}

/// One line ends with the whole other one: a shorthand was written out, or the other way round.
fn reroutes(a: &Form<'_>, b: &Form<'_>) -> bool {
    a.segments.ends_with(&b.segments) || b.segments.ends_with(&a.segments)
}

/// The same last segment behind another fixed segment.
fn bound_elsewhere(a: &Form<'_>, b: &Form<'_>) -> bool {
    let (left, right) = (literals(a), literals(b));
    let (Some((last, rest)), Some((other, others))) = (left.split_last(), right.split_last()) else { return false };
    last == other && rest.last() != others.last() && !reroutes(a, b)
}

/// What the lines of one edit have in common: what stands in front of the ending that they share.
fn edit(before: &Form<'_>, after: &Form<'_>) -> String {
    let ending = before.segments.iter().rev().zip(after.segments.iter().rev()).take_while(|(a, b)| a == b).count();
    let front = |form: &Form<'_>| form.segments[..form.segments.len().saturating_sub(ending)].join("/");
    let (old, new) = (front(before), front(after));
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("request lines with /{new} in front"),
        (_, true) => format!("request lines without /{old} in front"),
        _ => format!("request lines with /{new} instead of /{old}"),
    }
}

/// The samples of both sides use the line of their side.
fn examples_follow(old: Option<&Operation>, new: Option<&Operation>, before: &Form<'_>, after: &Form<'_>) -> bool {
    let uses = |operation: Option<&Operation>, method: &str| {
        operation.is_some_and(|operation| {
            operation
                .examples
                .iter()
                .filter_map(|example| example.request.as_ref()?.request_line.as_ref())
                .any(|(used, _)| used.eq_ignore_ascii_case(method))
        })
    };
    uses(old, before.method) && uses(new, after.method) && !uses(old, after.method) && !uses(new, before.method)
}

/// Where only the arguments of a function differ: a change for each of them.
fn argument_changes(comparison: &Comparison<'_>, before: &Form<'_>, after: &Form<'_>) -> Option<Vec<Draft>> {
    if before.segments.len() != after.segments.len() {
        return None;
    }
    let mut changed = None;
    for (index, (old, new)) in before.segments.iter().zip(&after.segments).enumerate() {
        if old != new {
            if changed.is_some() {
                return None;
            }
            changed = Some(index);
        }
    }
    let index = changed?;
    let call = |form: &Form<'_>| match form.address.segments.get(index)? {
        Segment::Function { name, parameters } => Some((name.clone(), parameters.clone())),
        Segment::Literal(name) => Some((name.clone(), Vec::new())),
        _ => None,
    };
    let ((old_name, old), (new_name, new)) = (call(before)?, call(after)?);
    if old_name != new_name {
        return None;
    }
    let missing = |from: &[Parameter], other: &[Parameter]| -> Vec<Parameter> {
        from.iter().filter(|parameter| !other.iter().any(|known| known.name == parameter.name)).cloned().collect()
    };
    let (gone, came) = (missing(&old, &new), missing(&new, &old));
    let mut drafts = Vec::new();
    let draft = |rule, action, name: &str| {
        let mut draft = between_lines(comparison, rule, Element::Param, action, before, after);
        name.clone_into(&mut draft.name);
        draft.unproven("the page writes the call with other arguments", DECIDES)
    };
    if gone.is_empty() && came.is_empty() {
        let text = |parameters: &[Parameter]| -> Vec<String> { parameters.iter().map(|p| p.name.clone()).collect() };
        if text(&old) == text(&new) {
            return None;
        }
        let mut reordered = draft(&rules::ACTION_PARAM_REORDERED, Action::Changed, &new_name);
        reordered = reordered.page_only(EvidenceKind::Rewritten, "arguments of a call travel by name");
        return Some(vec![reordered]);
    }
    if let ([only_gone], [only_new]) = (gone.as_slice(), came.as_slice()) {
        let mut renamed = draft(&rules::ACTION_PARAM_RENAMED, Action::Renamed, &only_new.name);
        renamed.before = Some(only_gone.name.clone());
        renamed.after = Some(only_new.name.clone());
        return Some(vec![renamed]);
    }
    for parameter in &gone {
        let mut removed = draft(&rules::ACTION_PARAM_REMOVED, Action::Removed, &parameter.name);
        removed.after = None;
        removed.before = Some(parameter.name.clone());
        drafts.push(removed);
    }
    for parameter in &came {
        let rule = if parameter.required == Some(false) {
            &rules::ACTION_PARAM_ADDED_NULLABLE
        } else {
            &rules::ACTION_PARAM_ADDED_REQUIRED
        };
        let mut added = draft(rule, Action::Added, &parameter.name);
        added.before = None;
        added.after = Some(parameter.name.clone());
        drafts.push(added);
    }
    Some(drafts)
}
