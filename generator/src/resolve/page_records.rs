//! What became of each page: planned, or skipped with a code.

use std::collections::BTreeSet;

use super::declare::PageTypes;
use super::library::Library;
use super::placement::LeftOut;
use super::query;
use super::reading::TypeReader;
use super::version::Linked;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{PageOutcome, PageRecord, ParameterKind};
use crate::page::{Page, PageKind, RowKind};

/// The records of all pages, in path order.
pub(super) fn records(
    linked: &Linked<'_, '_>,
    declared: &[PageTypes],
    mut unplaced: LeftOut,
    findings: &mut Vec<Diagnostic>,
) -> Vec<PageRecord> {
    let Linked { library, index, types, grouping, fragments, .. } = *linked;
    let reader = TypeReader { library, index };
    let mut used: BTreeSet<usize> = BTreeSet::new();
    used.extend(fragments.iter().flatten().map(|(number, _)| *number));
    let mut records = Vec::with_capacity(library.pages.len());
    for (number, (&page, own)) in library.pages.iter().zip(declared).enumerate() {
        let has_types =
            own.types.iter().any(|site| types.contains_key(&site.written) || index.find(&site.written.0, "").is_some());
        let planned = grouping.by_page.contains_key(&number)
            || has_types
            || own.enumerations.iter().any(Option::is_some)
            || used.contains(&number);
        let outcome =
            if planned { PageOutcome::Planned } else { PageOutcome::Skipped(skip(library, page, findings).name().to_owned()) };
        records.push(PageRecord {
            file: page.file.0,
            title: page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            outcome,
            unplaced: unplaced.remove(&number).unwrap_or_default(),
            rows: page
                .rows
                .iter()
                .map(|row| {
                    let kind = match row.kind {
                        RowKind::Query => ParameterKind::Query,
                        RowKind::Parameter => ParameterKind::Path,
                        _ => ParameterKind::Body,
                    };
                    query::parameter(library, row, kind, reader.cell(number, &row.ty).ty)
                })
                .collect(),
        });
    }
    records
}

/// Why nothing of a page is in the model.
fn skip(library: &Library<'_>, page: &Page, findings: &mut Vec<Diagnostic>) -> Code {
    let path = library.sources.file(page.file).path.clone();
    let (code, message) = match page.kind {
        PageKind::Foreign => return Code::NotAReferencePage,
        PageKind::Include => (Code::UnusedInclude, "no page includes this file"),
        PageKind::Conceptual => (Code::ConceptualPage, "the page describes no type and no operation of its own"),
        PageKind::Api => (Code::NothingUsable, "the page documents no request line"),
        PageKind::Resource => (Code::NothingUsable, "the page names no type that its tables could belong to"),
        PageKind::Enumeration => (Code::NothingUsable, "the page holds no table of members"),
    };
    let finding = match &page.title {
        Some(title) => Diagnostic::new(code, title.span, message),
        None => Diagnostic::about(code, path, message),
    };
    findings.push(finding);
    code
}
