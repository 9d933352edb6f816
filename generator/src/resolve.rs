//! Comes in: what each page says. Goes out: [`Api`], everything that all pages say together, links followed.
//!
//! The order is fixed: names first (`declare`, `type_index`), then types (`structure`, `inheritance`, `assemble`),
//! then operations (`operations`, `target`, `answer`, `body`, `describe`), then examples (`example`, `matching`).
//! Where sources disagree, the order of precedence in `generator/docs/precedence.md` decides, and every claim is kept.

mod answer;
mod answering;
mod assemble;
mod body;
mod contradiction;
mod declare;
mod describe;
mod enumerations;
mod example;
mod include;
mod inference;
mod inheritance;
mod learn;
mod library;
mod lineage;
mod listed_values;
mod matching;
mod operations;
mod page_records;
mod path;
mod permission;
mod placeholder;
mod placement;
mod property;
mod query;
mod reading;
mod sample;
mod shown;
mod structure;
mod target;
mod type_index;
mod unknown_members;
mod unnamed_enumerations;
mod version;

use std::collections::BTreeMap;

use self::target::Learned;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, ApiVersion, FileRecord, IR_VERSION, PageOutcome};
use crate::page::{Inferred, Page, PageKind};
use crate::source::{FileId, Sources, Version};

/// The version of pages that name none, in a flat folder of captured pages.
const DEFAULT_VERSION: &str = "v1.0";

/// The version is that of pages without a disclaimer, and nothing on the page says so.
fn guesses_version(page: &Page) -> bool {
    page.inferences.iter().any(|inference| inference.what == Inferred::Version && inference.value == DEFAULT_VERSION)
}

/// The version of each namespace all of whose other pages have one; the namespace of nearly everything tells nothing.
fn versions_of_namespaces(pages: &[Page]) -> BTreeMap<&str, Option<&Version>> {
    let mut out: BTreeMap<&str, Option<&Version>> = BTreeMap::new();
    for page in pages.iter().filter(|page| !guesses_version(page)) {
        let namespace = library::namespace_of(page);
        if let Some(version) = page.version.as_ref().filter(|_| namespace != library::DEFAULT_NAMESPACE) {
            let known = out.entry(namespace).or_insert(Some(version));
            *known = known.filter(|known| *known == version);
        }
    }
    out
}

/// Links the pages of each version with one another.
#[must_use]
pub fn resolve(sources: &Sources, pages: &[Page], findings: &mut Vec<Diagnostic>) -> Api {
    let mut by_version: BTreeMap<String, Vec<&Page>> = BTreeMap::new();
    let mut shared: Vec<&Page> = Vec::new();
    let namespaces = versions_of_namespaces(pages);
    for page in pages {
        let version = page.version.as_ref().or(sources.file(page.file).version.as_ref());
        let neighbours = namespaces.get(library::namespace_of(page)).filter(|_| guesses_version(page));
        match neighbours.copied().flatten().or(version) {
            Some(version) => by_version.entry(version.0.clone()).or_default().push(page),
            None => shared.push(page),
        }
    }
    // Captured pages that show no URL go with the first version there is; fragments are for the pages of every version.
    let (fragments, captured): (Vec<&Page>, Vec<&Page>) = shared.into_iter().partition(|page| page.kind == PageKind::Include);
    if !captured.is_empty() || (by_version.is_empty() && !fragments.is_empty()) {
        let first = by_version.keys().next().cloned().unwrap_or_else(|| DEFAULT_VERSION.to_owned());
        by_version.entry(first).or_default().extend(captured);
    }
    for pages in by_version.values_mut() {
        pages.extend(&fragments);
    }
    let mut api = Api {
        ir_version: IR_VERSION,
        files: sources.files().iter().map(|file| FileRecord { path: file.path.clone() }).collect(),
        versions: Vec::new(),
    };
    let mut drafts = Vec::with_capacity(by_version.len());
    for (name, mut pages) in by_version {
        pages.sort_by_key(|page| page.file);
        drafts.push(version::begin(sources, &name, pages, findings));
    }
    // Versions learn from each other; one has nobody to learn from.
    let learned: Vec<Learned> =
        if drafts.len() > 1 { drafts.iter().map(|draft| draft.learned.clone()).collect() } else { Vec::new() };
    for (number, mut draft) in drafts.into_iter().enumerate() {
        for (_, other) in learned.iter().enumerate().filter(|(other, _)| *other != number) {
            draft.learned.borrow(other);
        }
        api.versions.push(draft.finish(findings));
    }
    for fragment in fragments {
        keep_one_record(&mut api, fragment.file, &sources.file(fragment.file).path, findings);
    }
    api
}

/// A fragment of several versions is one file: it is planned if some version uses it, and skipped once if none does.
fn keep_one_record(api: &mut Api, file: FileId, path: &str, findings: &mut Vec<Diagnostic>) {
    let planned =
        |version: &ApiVersion| version.pages.iter().any(|record| record.file == file.0 && record.outcome == PageOutcome::Planned);
    let user = api.versions.iter().position(planned);
    for (number, version) in api.versions.iter_mut().enumerate() {
        if number != user.unwrap_or_default() {
            version.pages.retain(|record| record.file != file.0);
        }
    }
    if user.is_some() {
        let about = |finding: &Diagnostic| finding.span.map_or(finding.path.as_deref() == Some(path), |span| span.file == file);
        findings.retain(|finding| finding.code != Code::UnusedInclude || !about(finding));
    }
}
