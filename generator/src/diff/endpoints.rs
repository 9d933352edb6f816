//! Request lines: what vanished, what appeared, and which of them are one line rewritten.

use std::collections::{BTreeMap, BTreeSet};

use super::address::PLACEHOLDER;
use super::comparison::{Comparison, of_operations};
use super::draft::Draft;
use super::index::{Form, Side, operation_key};
use super::pairing::{Candidate, choose, common_subsequence, few, name_likeness};
use super::prose::removal_date;
use super::report::{Action, Element, EvidenceKind};
use super::rewrites::judge_pair;
use super::rules::{self, Rule};
use super::verdict::Rest;
use crate::model::{BodyContent, Operation, Place, TargetRole};

/// Compares request lines, and finds which operations are the same on both sides.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let gone: Vec<String> =
        comparison.base.forms.keys().filter(|key| !comparison.revision.forms.contains_key(*key)).cloned().collect();
    let new: Vec<String> =
        comparison.revision.forms.keys().filter(|key| !comparison.base.forms.contains_key(*key)).cloned().collect();
    let pairs = if comparison.options.renames { pair(comparison, &gone, &new) } else { Vec::new() };
    match_operations(comparison, &pairs);

    let paired_gone: BTreeSet<&String> = pairs.iter().map(|pair| &pair.gone).collect();
    let paired_new: BTreeSet<&String> = pairs.iter().map(|pair| &pair.new).collect();
    for pair in &pairs {
        if let (Some(before), Some(after)) =
            (comparison.base.forms.get(&pair.gone).cloned(), comparison.revision.forms.get(&pair.new).cloned())
        {
            judge_pair(comparison, &before, &after, pair.score);
        }
    }
    for key in gone.iter().filter(|key| !paired_gone.contains(key)) {
        if let Some(form) = comparison.base.forms.get(key).cloned() {
            removed(comparison, key, &form);
        }
    }
    for key in new.iter().filter(|key| !paired_new.contains(key)) {
        if let Some(form) = comparison.revision.forms.get(key).cloned() {
            added(comparison, key, &form);
        }
    }
    kept(comparison);
}

/// Pairs what vanished with what appeared: lines that differ in case only wherever they stand, and lines on one page.
fn pair(comparison: &Comparison<'_>, gone: &[String], new: &[String]) -> Vec<Candidate> {
    let (base, revision) = (&comparison.base, &comparison.revision);
    let mut by_page: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    let mut by_lower: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for key in new {
        let Some(form) = revision.forms.get(key) else { continue };
        by_lower.entry(key.to_lowercase()).or_default().push(key);
        for page in revision.pages_of(form) {
            by_page.entry(page).or_default().push(key);
        }
    }
    let mut candidates = Vec::new();
    for key in gone {
        let Some(form) = base.forms.get(key) else { continue };
        for other in by_lower.get(&key.to_lowercase()).into_iter().flatten() {
            candidates.push(Candidate { gone: key.clone(), new: (*other).clone(), score: 1.0 });
        }
        let mut seen = BTreeSet::new();
        for page in base.pages_of(form) {
            let Some(page) = comparison.page_now(page) else { continue };
            let on_page = by_page.get(page).map_or(&[][..], Vec::as_slice);
            // A page that documents thousands of lines is compared by case only.
            if !few(on_page.len(), on_page.len()) {
                continue;
            }
            for other in on_page {
                let Some(candidate) = revision.forms.get(*other) else { continue };
                if !seen.insert(*other) {
                    continue;
                }
                let score = line_likeness(form, candidate);
                if score >= comparison.options.threshold {
                    candidates.push(Candidate { gone: key.clone(), new: (*other).clone(), score });
                }
            }
        }
    }
    choose(candidates)
}

/// How alike two request lines are. The end of a path says what it is about, the beginning only how one gets there, so
/// that a common ending counts more. Another method is a pair only where the path is the same.
#[expect(clippy::cast_precision_loss, reason = "paths are short")]
fn line_likeness(a: &Form<'_>, b: &Form<'_>) -> f64 {
    if a.method != b.method {
        return if a.segments == b.segments { 0.97 } else { 0.0 };
    }
    let (left, right) = (comparable(a), comparable(b));
    let ending = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let shorter = left.len().min(right.len()).max(1);
    let common = 2.0 * common_subsequence(&left, &right) as f64 / (left.len() + right.len()).max(1) as f64;
    let last = match (left.last(), right.last()) {
        (Some(a), Some(b)) => name_likeness(&a.0, &b.0),
        _ => 0.0,
    };
    (0.45 * common + 0.4 * (ending as f64 / shorter as f64) + 0.14 * last).min(0.99)
}

/// A segment that equals another one up to case and small slips.
struct Loose(String);

impl PartialEq for Loose {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
            || (self.0.len() > 4 && other.0.len() > 4 && self.0 != PLACEHOLDER && name_likeness(&self.0, &other.0) > 0.84)
    }
}

fn comparable(form: &Form<'_>) -> Vec<Loose> {
    // No path of a service is longer; a longer one is compared by its beginning.
    form.segments
        .iter()
        .take(64)
        .map(|segment| {
            let name = segment.split('(').next().unwrap_or(segment);
            Loose(name.trim_start_matches("microsoft.graph.").to_lowercase())
        })
        .collect()
}

/// Which operations are the same: the more lines they share, the surer.
fn match_operations(comparison: &mut Comparison<'_>, pairs: &[Candidate]) {
    let mut votes: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (base, revision) = (&comparison.base, &comparison.revision);
    for (key, form) in &base.forms {
        if let Some(other) = revision.forms.get(key) {
            *votes.entry((form.operation, other.operation)).or_default() += if form.main && other.main { 2.0 } else { 1.0 };
        }
    }
    for pair in pairs {
        if let (Some(form), Some(other)) = (base.forms.get(&pair.gone), revision.forms.get(&pair.new)) {
            *votes.entry((form.operation, other.operation)).or_default() += pair.score * 0.9;
        }
    }
    let most = votes.values().copied().fold(1.0, f64::max);
    let name = |side: &Side<'_>, number: usize| side.version.operations.get(number).map(operation_key).unwrap_or_default();
    let numbers: BTreeMap<(String, String), (usize, usize)> =
        votes.keys().map(|(left, right)| ((name(base, *left), name(revision, *right)), (*left, *right))).collect();
    let candidates = votes
        .iter()
        .map(|((left, right), score)| Candidate { gone: name(base, *left), new: name(revision, *right), score: score / most })
        .collect();
    comparison.operations =
        choose(candidates).into_iter().filter_map(|pair| numbers.get(&(pair.gone, pair.new)).copied()).collect();
    comparison.origins = comparison.operations.iter().map(|(left, right)| (*right, *left)).collect();
}

/// An action or a function: a call, not a resource.
pub(super) fn is_call(operation: &Operation) -> bool {
    matches!(operation.target.role, TargetRole::Action | TargetRole::Function)
        || operation.body.as_ref().is_some_and(|body| body.content == BodyContent::Parameters)
}

fn removed(comparison: &mut Comparison<'_>, key: &str, form: &Form<'_>) {
    let Some(operation) = comparison.base_operation(form) else { return };
    let written = form.written();
    let draft = |rule: &'static Rule| {
        Draft::new(rule, Element::Endpoint, Action::Removed, written.clone(), written.clone()).before(written.clone())
    };
    let pages = comparison.base.pages_of(form);
    let page_now = pages.iter().find_map(|page| comparison.page_now(page));
    let partner = comparison.partner(form.operation);
    let still = partner.and_then(|number| comparison.revision.version.operations.get(number));
    let removed = if is_call(operation) { &rules::ACTION_REMOVED } else { &rules::ENDPOINT_REMOVED };
    let stable = comparison.revision.version.version.starts_with('v');
    let mut draft = if stable && comparison.revision_elsewhere.contains(key) && !comparison.base_elsewhere.contains(key) {
        draft(&rules::ENDPOINT_STABILITY_LOWERED).proven("another version of the revision documents it, which the base's did not")
    } else if !stable && comparison.revision_elsewhere.contains(key) {
        let mut draft = draft(removed).unproven(
            "the preview no longer documents it, the stable version does",
            "Whether the preview still answers: callers should move to the stable version.",
        );
        draft.evidence.kind = EvidenceKind::OtherPageStillSays;
        draft
    } else if let Some(sentence) = &operation.deprecated {
        let date = removal_date(sentence);
        match (&date, &comparison.options.today) {
            (Some(date), Some(today)) if date > today => {
                draft(&rules::ENDPOINT_REMOVED_EARLY).proven(format!("the base announced the removal for {date}"))
            }
            _ => {
                let mut draft = draft(&rules::ENDPOINT_REMOVED_DEPRECATED).proven("the base marked it as deprecated");
                draft.evidence.kind = EvidenceKind::Announced;
                draft.evidence.decides = Some(
                    "Whether callers still depend on it: the notice of 24 months, and the service's own usage figures."
                        .to_owned(),
                );
                draft
            }
        }
    } else if let Some(still) = still {
        let mut draft = draft(&rules::ENDPOINT_FORM_REMOVED).unproven(
            format!("the operation is still documented as {} {}", still.method, super::address::written(&still.address)),
            "Send the old line once, or look the path up in the service metadata (`--metadata`).",
        );
        draft.evidence.kind = EvidenceKind::OtherPageStillSays;
        draft
    } else if let Some(page) = page_now {
        draft(if is_call(operation) { &rules::ACTION_REMOVED } else { &rules::ENDPOINT_FORM_REMOVED }).unproven(
            format!("its page {page} is still there, and no line on it is like the one that vanished"),
            "Look the path up in the service metadata (`--metadata`), or ask the page's owner whether the request went or only the line.",
        )
    } else if let Some(parent) = still_a_member(comparison, operation) {
        draft(removed).unproven(
            format!("its page is gone, but the revision still documents {} of {parent}", operation.target.member),
            "Look the path up in the service metadata (`--metadata`): what is still a member has an address.",
        )
    } else if let Some(below) = below_singleton(comparison, form) {
        draft(removed).unproven(
            format!("its page is gone, but {below} leads through it"),
            "Send the old line once, or look the path up in the service metadata (`--metadata`).",
        )
    } else if let Some(cousin) = cousin(comparison, form) {
        draft(removed).unproven(
            format!("its page is gone, but {cousin} is documented now"),
            "Look the path up in the service metadata (`--metadata`): if it is still there, the pages were merged.",
        )
    } else {
        draft(removed).proven("its page is gone, and no other page documents the request or one like it")
    };
    draft.subject = of_operations(Some(form.operation), None);
    draft.base_at.clone_from(&form.address.at);
    draft.nearest = page_now.map(str::to_owned);
    draft.revision_at = still.map(|operation| operation.address.at.clone()).unwrap_or_default();
    draft.group = Some(format!("request lines that went from below /{}", area(form)));
    if form.main || still.is_some() {
        let after = still.map(super::surface::operation_key);
        draft = draft.items(Some(super::surface::operation_key(operation)), after);
    }
    comparison.push(draft);
}

/// The type of the revision that still has the member which the address leads to.
fn still_a_member(comparison: &Comparison<'_>, operation: &Operation) -> Option<String> {
    let parent = operation.target.parent.as_ref()?;
    comparison.revision.property(&parent.0, &operation.target.member).map(|_| parent.0.clone())
}

/// A line of the revision that leads through the one object which a fixed address names: `/education/classes` through
/// `/education`.
fn below_singleton(comparison: &Comparison<'_>, form: &Form<'_>) -> Option<String> {
    let fixed = |segment: &String| !segment.contains(PLACEHOLDER);
    if form.method != "GET" || !form.segments.iter().all(fixed) {
        return None;
    }
    let leads_through = |other: &&Form<'_>| {
        let below = other.segments.strip_prefix(form.segments.as_slice());
        below.is_some_and(|rest| rest.first().is_some_and(fixed))
    };
    comparison.revision.forms.values().find(leads_through).map(Form::written)
}

/// A line of the revision, new or old, of the same method and with the same last words.
fn cousin(comparison: &Comparison<'_>, form: &Form<'_>) -> Option<String> {
    let literals = |segments: &[String]| -> Vec<String> {
        segments.iter().rev().filter(|segment| *segment != PLACEHOLDER).take(2).map(|segment| segment.to_lowercase()).collect()
    };
    let wanted = literals(&form.segments);
    let ends_open = form.segments.last().is_some_and(|segment| segment == PLACEHOLDER);
    comparison
        .revision
        .forms
        .values()
        .filter(|other| other.method == form.method && literals(&other.segments) == wanted)
        .find(|other| other.segments.last().is_some_and(|segment| segment == PLACEHOLDER) == ends_open)
        .map(Form::written)
}

fn added(comparison: &mut Comparison<'_>, key: &str, form: &Form<'_>) {
    let Some(operation) = comparison.revision.operation(form) else { return };
    let written = form.written();
    let pages = comparison.revision.pages_of(form);
    let on_old_page = pages.iter().any(|page| comparison.base.has_page(page));
    let origin = comparison.origin(form.operation);
    let stable = comparison.revision.version.version.starts_with('v');
    let was_preview = stable && comparison.base_elsewhere.contains(key);
    let rule = if was_preview {
        &rules::ENDPOINT_STABILITY_RAISED
    } else if origin.is_some() && other_key(comparison, form) {
        &rules::PATH_KEY_SYNTAX_ADDED
    } else if origin.is_some() || on_old_page {
        &rules::ENDPOINT_ADDED_TO_PAGE
    } else if is_call(operation) {
        &rules::ACTION_ADDED
    } else {
        &rules::ENDPOINT_ADDED
    };
    let mut draft = Draft::new(rule, Element::Endpoint, Action::Added, written.clone(), written.clone()).after(written);
    draft.subject = of_operations(None, Some(form.operation));
    draft.revision_at.clone_from(&form.address.at);
    draft.group = Some(format!("operations that came below /{}", area(form)));
    if form.main || origin.is_some() {
        let before = origin.and_then(|number| comparison.base.version.operations.get(number)).map(super::surface::operation_key);
        draft = draft.items(before, Some(super::surface::operation_key(operation)));
    }
    comparison.push(draft);
}

/// Whether the line addresses by another key what a line of the base addresses: `users(name={})` beside `users/{}`.
fn other_key(comparison: &Comparison<'_>, form: &Form<'_>) -> bool {
    let has_function = form.segments.iter().any(|segment| segment.contains('('));
    let plain: Vec<String> = form
        .segments
        .iter()
        .flat_map(|segment| match segment.split_once('(') {
            Some((name, _)) => vec![name.to_owned(), PLACEHOLDER.to_owned()],
            None => vec![segment.clone()],
        })
        .collect();
    has_function && comparison.base.forms.contains_key(&super::index::form_key(form.method, &plain))
}

/// The first fixed segment: the area that a line belongs to.
pub(super) fn area(form: &Form<'_>) -> String {
    let name = form.segments.iter().find(|segment| *segment != PLACEHOLDER).map_or("", String::as_str);
    name.split('(').next().unwrap_or(name).to_owned()
}

/// Lines that stayed: their page may be another, their placeholders may be called otherwise.
fn kept(comparison: &mut Comparison<'_>) {
    let mut drafts = Vec::new();
    for (key, before) in &comparison.base.forms {
        let Some(after) = comparison.revision.forms.get(key) else { continue };
        let (old, new) = (comparison.base.pages_of(before), comparison.revision.pages_of(after));
        let subject = || of_operations(Some(before.operation), Some(after.operation));
        let written = after.written();
        if !old.is_empty() && !new.is_empty() && old.is_disjoint(&new) {
            let (from, to) = (join(&old), join(&new));
            drafts.push(
                Draft::new(&rules::ENDPOINT_MOVED_PAGE, Element::Endpoint, Action::Changed, written.clone(), written.clone())
                    .before(from.clone())
                    .after(to.clone())
                    .page_only(EvidenceKind::PageMoved, "method and path are the same, only the page is another")
                    .subject(subject())
                    .group(format!("operations that moved from {from} to {to}"))
                    .at(&before.address.at, &after.address.at),
            );
        }
        let names = super::address::parameters(before.address).into_iter().zip(super::address::parameters(after.address));
        for (position, (old, new)) in names.enumerate() {
            if before.main && after.main && old.written != new.written && old.kind == crate::model::ParameterKind::Path {
                drafts.push(
                    Draft::new(
                        &rules::PATH_PLACEHOLDER_RENAMED,
                        Element::Param,
                        Action::Renamed,
                        written.clone(),
                        format!("#{}", position + 1),
                    )
                    .before(old.written.clone())
                    .after(new.written.clone())
                    .page_only(EvidenceKind::Correction, "the name in braces never travels")
                    .subject(subject())
                    .group(format!("placeholders called {} instead of {}", new.written, old.written))
                    .at(&before.address.at, &after.address.at),
                );
            }
            if before.main && after.main && old.ty != new.ty {
                drafts.push(
                    Draft::new(
                        &rules::PATH_PLACEHOLDER_TYPE_CHANGED,
                        Element::Param,
                        Action::Changed,
                        written.clone(),
                        new.name.clone(),
                    )
                    .between(super::address::type_text(&old.ty), super::address::type_text(&new.ty))
                    .unproven("the value stands in the address as text either way", "Send a value of the old type once.")
                    .subject(subject())
                    .items(item_key(&comparison.base, before), item_key(&comparison.revision, after))
                    .at(&before.address.at, &after.address.at),
                );
            }
        }
    }
    comparison.drafts.extend(drafts);
}

pub(super) fn item_key(side: &Side<'_>, form: &Form<'_>) -> Option<String> {
    form.main.then(|| side.operation(form).map(super::surface::operation_key)).flatten()
}

fn join(pages: &BTreeSet<&str>) -> String {
    pages.iter().copied().collect::<Vec<_>>().join(", ")
}

/// A change of a line that a pair shows, with the places of both sides.
pub(super) fn between_lines(
    comparison: &Comparison<'_>,
    rule: &'static Rule,
    element: Element,
    action: Action,
    before: &Form<'_>,
    after: &Form<'_>,
) -> Draft {
    let places: (&[Place], &[Place]) = (&before.address.at, &after.address.at);
    Draft::new(rule, element, action, after.written(), after.written())
        .between(before.written(), after.written())
        .rest(rule.rest.min(Rest::Breaking))
        .subject(of_operations(Some(before.operation), Some(after.operation)))
        .items(item_key(&comparison.base, before), item_key(&comparison.revision, after))
        .at(places.0, places.1)
}
