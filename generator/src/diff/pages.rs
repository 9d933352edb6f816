//! Pages: which came, which went, which took the place of another, and what is only about their words.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::draft::Draft;
use super::index::Side;
use super::pairing::{Candidate, choose, few, name_likeness, overlap, text_likeness};
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use crate::model::{PageOutcome, PageRecord};

/// What a page documents, by identity.
fn contents<'a>(side: &Side<'a>) -> BTreeMap<&'a str, BTreeSet<String>> {
    let mut out: BTreeMap<&str, BTreeSet<String>> = side.pages.keys().map(|path| (*path, BTreeSet::new())).collect();
    for (key, form) in &side.forms {
        for page in side.pages_of(form) {
            out.entry(page).or_default().insert(key.clone());
        }
    }
    let declared = side.version.types.iter().map(|ty| (&ty.name, &ty.declared_at));
    for (name, places) in declared.chain(side.version.enumerations.iter().map(|item| (&item.name, &item.declared_at))) {
        for place in places {
            out.entry(side.path(place.file)).or_default().insert(name.0.clone());
        }
    }
    out
}

/// Finds the pages that took the place of others: they document the same, or carry the same title or name.
pub(super) fn pair(comparison: &mut Comparison<'_>) {
    if !comparison.options.renames {
        return;
    }
    let (old, new) = (contents(&comparison.base), contents(&comparison.revision));
    let gone: Vec<&str> =
        comparison.base.pages.keys().copied().filter(|path| !comparison.revision.pages.contains_key(path)).collect();
    let came: Vec<&str> =
        comparison.revision.pages.keys().copied().filter(|path| !comparison.base.pages.contains_key(path)).collect();
    if !few(gone.len(), came.len()) {
        return;
    }
    let empty = BTreeSet::new();
    let mut candidates = Vec::new();
    for left in &gone {
        for right in &came {
            if folder(left) != folder(right) {
                continue;
            }
            let shared = overlap(old.get(left).unwrap_or(&empty), new.get(right).unwrap_or(&empty));
            let titles = match (comparison.base.pages.get(left), comparison.revision.pages.get(right)) {
                (Some(a), Some(b)) if a.title == b.title && !a.title.is_empty() => 1.0,
                // A renamed file keeps the beginning of its name or its end; all others are not worth the comparison.
                (Some(a), Some(b)) if share_an_end(stem(left), stem(right)) && name_likeness(stem(left), stem(right)) > 0.8 => {
                    0.9 * text_likeness(&a.title, &b.title)
                }
                _ => 0.0,
            };
            let score = (0.7 * shared + 0.29 * titles).max(if titles > 0.6 { 0.6 * titles } else { 0.0 });
            if score >= 0.3 {
                candidates.push(Candidate { gone: (*left).to_owned(), new: (*right).to_owned(), score });
            }
        }
    }
    for pair in choose(candidates) {
        let left = comparison.base.pages.get_key_value(pair.gone.as_str()).map(|(path, _)| *path);
        let right = comparison.revision.pages.get_key_value(pair.new.as_str()).map(|(path, _)| *path);
        if let (Some(left), Some(right)) = (left, right) {
            comparison.page_pairs.insert(left, right);
        }
    }
}

fn share_an_end(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() > 6 && b.len() > 6 && (a[..5] == b[..5] || a[a.len() - 5..] == b[b.len() - 5..])
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..end])
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Compares pages as pages.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (contents(&comparison.base), contents(&comparison.revision));
    let mut drafts = Vec::new();
    let empty = BTreeSet::new();
    let page = |rule, action, path: &str| Draft::new(rule, Element::Page, action, path, path);
    let taken: BTreeSet<&str> = comparison.page_pairs.values().copied().collect();
    for (path, record) in &comparison.revision.pages {
        if comparison.base.pages.contains_key(path) || taken.contains(path) {
            continue;
        }
        let holds = new.get(path).unwrap_or(&empty);
        if holds.iter().all(|key| kept(&comparison.base, key)) {
            let note =
                if holds.is_empty() { "it documents no request and no type" } else { "other pages documented what it does" };
            drafts.push(
                page(&rules::DOC_PAGE_ADDED, Action::Added, path)
                    .after(record.title.clone())
                    .page_only(EvidenceKind::PageMoved, note),
            );
        }
    }
    for (path, record) in &comparison.base.pages {
        let now = comparison.page_now(path);
        let Some(after) = now.and_then(|now| comparison.revision.pages.get(now)) else {
            let held = old.get(path).unwrap_or(&empty);
            if held.iter().all(|key| kept(&comparison.revision, key)) {
                let note =
                    if held.is_empty() { "it documented no request and no type" } else { "other pages document what it did" };
                drafts.push(
                    page(&rules::DOC_PAGE_REMOVED, Action::Removed, path)
                        .before(record.title.clone())
                        .page_only(EvidenceKind::PageMoved, note),
                );
            }
            continue;
        };
        let now = now.unwrap_or(path);
        same_page(&mut drafts, path, now, record, after);
    }
    for draft in drafts {
        comparison.push(draft);
    }
}

/// Whether a side documents it on any page.
fn kept(side: &Side<'_>, key: &str) -> bool {
    side.forms.contains_key(key) || side.types.contains_key(key) || side.enumerations.contains_key(key)
}

fn same_page(drafts: &mut Vec<Draft>, old_path: &str, path: &str, before: &PageRecord, after: &PageRecord) {
    let changed = |rule| Draft::new(rule, Element::Page, Action::Changed, path, path);
    if old_path != path {
        drafts.push(
            Draft::new(&rules::DOC_PAGE_REMOVED, Element::Page, Action::Renamed, path, path)
                .between(old_path, path)
                .page_only(EvidenceKind::PageMoved, "another page took its place"),
        );
    }
    if before.title != after.title {
        drafts.push(changed(&rules::TITLE_CHANGED).before(before.title.clone()).after(after.title.clone()));
    }
    let word = |outcome: &PageOutcome| match outcome {
        PageOutcome::Planned => "read".to_owned(),
        PageOutcome::Skipped(code) => format!("skipped: {code}"),
    };
    if before.outcome != after.outcome {
        drafts.push(
            changed(&rules::EVIDENCE_PARSE_CHANGED)
                .between(word(&before.outcome), word(&after.outcome))
                .page_only(EvidenceKind::ReaderChanged, "what came or went with this page may be the reader's doing"),
        );
    }
}
