//! From drafts to changes: reach, verdict for the crate, fingerprint, places, groups, order.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::Surfaces;
use super::address::{is_sample, written};
use super::comparison::Comparison;
use super::crate_verdict;
use super::draft::{Draft, Subject};
use super::index::Side;
use super::reach::Reached;
use super::report::{Action, Change, EvidenceKind, Group, Location, Reach};
use super::verdict::Rest;
use crate::model::{PageOutcome, Place};

/// So many places of one side are told at most.
const MOST_PLACES: usize = 5;

/// So many operations are told by name.
const MOST_EXAMPLES: usize = 3;

/// So many changes make a group.
const LEAST_GROUP: usize = 3;

/// Finishes the drafts of one version. Titles of groups stand in `group` until [`groups`] has replaced them.
pub(super) fn finish(comparison: &mut Comparison<'_>, surfaces: Option<&Surfaces>) -> Vec<Change> {
    let drafts = std::mem::take(&mut comparison.drafts);
    let explained = crate_verdict::explained(&drafts);
    drafts.into_iter().map(|draft| change(comparison, reader(comparison, draft), &explained, surfaces)).collect()
}

/// What went with a page that is no longer read may be the reader's doing.
fn reader(comparison: &Comparison<'_>, mut draft: Draft) -> Draft {
    let skipped = |place: &Place| {
        let path = comparison.base.path(place.file);
        comparison.revision.pages.get(path).is_some_and(|page| matches!(page.outcome, PageOutcome::Skipped(_)))
    };
    if draft.action == Action::Removed
        && draft.rest >= Rest::Risky
        && !draft.base_at.is_empty()
        && draft.base_at.iter().all(skipped)
    {
        draft = draft.unproven(
            "the page is there, but was not understood this time",
            "Run `docwright lint` on the revision: the page's diagnostic says what could not be read.",
        );
        draft.evidence.kind = EvidenceKind::ReaderChanged;
    }
    draft
}

fn change(comparison: &Comparison<'_>, draft: Draft, explained: &BTreeMap<String, u8>, surfaces: Option<&Surfaces>) -> Change {
    let version = comparison.revision.version.version.clone();
    let krate = crate_verdict::judge(&draft, &version, explained, surfaces);
    let rest = comparison.options.stability.cap(&version, draft.rest);
    let mut evidence = draft.evidence;
    if rest < draft.rest && evidence.decides.is_none() {
        evidence.decides = Some("Whether anyone depends on it: a preview may break.".to_owned());
    }
    if evidence.note.is_empty() {
        draft.rule.why.clone_into(&mut evidence.note);
    }
    let mut revision_at = places(&comparison.revision, &draft.revision_at);
    if revision_at.is_empty()
        && let Some(page) = &draft.nearest
    {
        revision_at.push(nearest(&comparison.revision, page));
    }
    let fingerprint = fingerprint(&[
        draft.rule.name,
        &version,
        draft.element.name(),
        &nameless_text(&draft.owner),
        &nameless_text(&draft.name),
        &draft.arguments,
    ]);
    Change {
        rule: draft.rule,
        version,
        element: draft.element,
        action: draft.action,
        reach: reach(comparison, &draft.subject),
        owner: draft.owner,
        name: draft.name,
        before: draft.before,
        after: draft.after,
        rest,
        krate,
        evidence,
        fingerprint,
        group: draft.group,
        base_at: places(&comparison.base, &draft.base_at),
        revision_at,
    }
}

fn places(side: &Side<'_>, places: &[Place]) -> Vec<Location> {
    let mut out: Vec<Location> = places.iter().take(MOST_PLACES).map(|place| side.location(*place)).collect();
    out.retain(|location| !location.path.is_empty());
    out.dedup();
    out
}

/// The first place of a page that still documents something: GitHub can only annotate what is there.
fn nearest(side: &Side<'_>, page: &str) -> Location {
    let forms = side.forms.values().flat_map(|form| &form.address.at);
    let types = side.version.types.iter().flat_map(|ty| &ty.declared_at);
    forms
        .chain(types)
        .filter(|place| side.path(place.file) == page)
        .min()
        .map_or_else(|| Location { path: page.to_owned(), line: 1, column: 1 }, |place| side.location(*place))
}

fn reach(comparison: &Comparison<'_>, subject: &Subject) -> Reach {
    let named = |side: &Side<'_>, numbers: &mut dyn Iterator<Item = usize>| -> Vec<String> {
        numbers
            .filter_map(|number| side.version.operations.get(number))
            .map(|operation| format!("{} {}", operation.method, written(&operation.address)))
            .collect()
    };
    match subject {
        Subject::Nothing => Reach::default(),
        Subject::Operation(base, revision) => {
            let examples = match (base, revision) {
                (_, Some(number)) => named(&comparison.revision, &mut std::iter::once(*number)),
                (Some(number), None) => named(&comparison.base, &mut std::iter::once(*number)),
                (None, None) => Vec::new(),
            };
            Reach { operations: examples.len(), requests: 0, answers: 0, examples }
        }
        Subject::Type(base, revision) => {
            let of = |side: &Side<'_>, name: &Option<String>| name.as_ref().map(|name| side.reach.of(name)).unwrap_or_default();
            let (old, new) = (of(&comparison.base, base), of(&comparison.revision, revision));
            let all = |reached: &Reached| reached.requests.union(&reached.answers).copied().collect::<Vec<_>>();
            let (before, after) = (all(&old), all(&new));
            // The side with more is told, and of equal ones the revision, so that both directions count the same.
            let (side, reached, numbers) =
                if before.len() > after.len() { (&comparison.base, &old, before) } else { (&comparison.revision, &new, after) };
            Reach {
                operations: numbers.len(),
                requests: reached.requests.len(),
                answers: reached.answers.len(),
                examples: named(side, &mut numbers.into_iter().take(MOST_EXAMPLES)),
            }
        }
    }
}

/// Sixteen hexadecimal digits that stand for the parts, without regard to case and to the common namespace.
pub(super) fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.to_lowercase().replace("microsoft.graph.", ""));
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut out, byte| {
        use std::fmt::Write as _;
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A request line without the names of its placeholders, and without the values that a page shows in their place.
fn nameless_text(text: &str) -> String {
    text.split('/')
        .map(|segment| if is_sample(segment) { "{}".to_owned() } else { nameless_part(segment) })
        .collect::<Vec<_>>()
        .join("/")
}

fn nameless_part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    for character in text.chars() {
        match character {
            '{' => {
                depth += 1;
                if depth == 1 {
                    out.push('{');
                }
            }
            '}' => {
                if depth == 1 {
                    out.push('}');
                }
                depth = depth.saturating_sub(1);
            }
            _ if depth > 0 => {}
            '\'' => {}
            _ => out.push(character),
        }
    }
    out
}

/// Puts changes into order, the gravest first; exact repetitions go.
pub(super) fn order(changes: &mut Vec<Change>) {
    fn key(change: &Change) -> (std::cmp::Reverse<Rest>, std::cmp::Reverse<super::verdict::Crate>, &str, &str, &str, &str, &str) {
        (
            std::cmp::Reverse(change.rest),
            std::cmp::Reverse(change.krate),
            change.rule.name,
            &change.version,
            &change.owner,
            &change.name,
            &change.fingerprint,
        )
    }
    changes.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after))));
    changes.dedup_by(|a, b| a.fingerprint == b.fingerprint && a.before == b.before && a.after == b.after);
}

/// Replaces titles by the fingerprints of groups; what stands alone belongs to none.
pub(super) fn groups(changes: &mut [Change]) -> Vec<Group> {
    let mut members: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        if let Some(title) = &change.group {
            members.entry((change.rule.name.to_owned(), title.clone())).or_default().push(index);
        }
    }
    let mut groups = Vec::new();
    for ((rule, title), indices) in members {
        if indices.len() < LEAST_GROUP {
            for index in indices {
                changes[index].group = None;
            }
            continue;
        }
        let mut prints: Vec<&str> = indices.iter().map(|index| changes[*index].fingerprint.as_str()).collect();
        prints.sort_unstable();
        let print = fingerprint(&prints);
        for index in &indices {
            changes[*index].group = Some(print.clone());
        }
        groups.push(Group { fingerprint: print, rule, title, members: indices.len() });
    }
    groups.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| (&a.rule, &a.title).cmp(&(&b.rule, &b.title))));
    groups
}
