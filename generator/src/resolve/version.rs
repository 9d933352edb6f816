//! One version of the API from its pages, step by step.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::answer::{self, ResponseReading, Shape};
use super::declare::{PageTypes, declare};
use super::describe::Describer;
use super::example;
use super::library::Library;
use super::operations::{self, Grouping};
use super::placement::{self, Placement};
use super::reading::TypeReader;
use super::target::{Atlas, Learned};
use super::type_index::{NameKind, TypeIndex};
use super::{assemble, contradiction, enumerations, include, query, structure};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    ApiVersion, Operation, PageOutcome, PageRecord, ParameterKind, Place, PropertyKind, QualifiedName, Segment, StructuredType,
    TypeKind,
};
use crate::page::{Page, PageKind, RowKind};
use crate::source::Sources;

/// Resolves the pages of one version; `pages` are in path order.
pub(super) fn resolve(sources: &Sources, name: &str, pages: Vec<&Page>, findings: &mut Vec<Diagnostic>) -> ApiVersion {
    let library = Library::new(sources, pages);
    let declared: Vec<PageTypes> = library.pages.par_iter().enumerate().map(|(number, page)| declare(page, number)).collect();
    let index = index(&declared);
    let mut known = enumerations::documented(&library, &declared, &index, findings);
    let mut structures = structure::collect(&library, &declared, &index, findings);
    assemble::decide_types(&library, &index, &mut structures, &mut known, findings);
    structure::report_row_differences(&structures, findings);
    contradiction::tables_and_json(&structures, findings);
    let mut types = assemble::finish(&library, &index, structures);

    let grouping = operations::group(&library, findings);
    let placement = placement::place(&library, &grouping, findings);
    let readings = readings(&library, &index, &grouping, findings);
    let learned = learn(&grouping, &readings);
    correct_relationships(&mut types, &index, &learned, &grouping, &readings, findings);
    let operations = describe(&library, &index, &types, &learned, &grouping, &placement, &readings, findings);

    let records = records(&library, &index, &types, &declared, &grouping, placement, findings);
    ApiVersion {
        version: name.to_owned(),
        pages: records,
        types: types.into_values().collect(),
        enumerations: known.into_values().collect(),
        operations,
    }
}

fn index(declared: &[PageTypes]) -> TypeIndex {
    let mut sites = Vec::new();
    for page in declared {
        sites.extend(page.types.iter().map(|site| (NameKind::Structured, site.clone())));
        sites.extend(page.enumerations.iter().flatten().map(|site| (NameKind::Enumeration, site.clone())));
    }
    let mut index = TypeIndex::new(sites);
    let mut titles = Vec::new();
    for page in declared {
        if let (Some(title), Some(own)) = (&page.title, page.types.first())
            && let Some(number) =
                index.on_page(own.page).find(|(_, entry)| entry.name.0.eq_ignore_ascii_case(&own.written.0)).map(|found| found.0)
        {
            titles.push((title.clone(), number));
        }
    }
    for (title, number) in titles {
        index.add_title(&title, number);
    }
    index
}

/// The response section of each page that documents an operation, read with all examples of the page.
fn readings(
    library: &Library<'_>,
    index: &TypeIndex,
    grouping: &Grouping,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<ResponseReading>> {
    let read: Vec<(Option<ResponseReading>, Vec<Diagnostic>)> = library
        .pages
        .par_iter()
        .enumerate()
        .map(|(number, page)| {
            let mut own = Vec::new();
            let reading = grouping.by_page.contains_key(&number).then(|| {
                let reader = TypeReader { library, index };
                answer::read(&reader, number, page, &example::pair(page).pairs, &mut own)
            });
            (reading, own)
        })
        .collect();
    read.into_iter()
        .map(|(reading, own)| {
            findings.extend(own);
            reading
        })
        .collect()
}

/// What the answers say about the types at addresses.
fn learn(grouping: &Grouping, readings: &[Option<ResponseReading>]) -> Learned {
    let mut learned = Learned::default();
    for draft in &grouping.operations {
        for address in &draft.addresses {
            learned.visit(&address.segments);
        }
        let shapes = || {
            let of_page =
                |&page: &usize| readings.get(page).and_then(Option::as_ref).and_then(|reading| reading.content.as_ref());
            draft.pages.iter().filter_map(of_page)
        };
        for address in &draft.addresses {
            let Some(last) = address.segments.last() else { continue };
            if matches!(last, Segment::Literal(text) if text.starts_with('$')) {
                continue;
            }
            for shape in shapes() {
                let Some((TypeKind::Structured(name), several)) = shape.item() else { continue };
                match draft.method.as_str() {
                    "GET" => learned.learn(&address.segments, name, several),
                    "PATCH" | "PUT" if !several => learned.learn(&address.segments, name, false),
                    // `POST /users/{id}/events` answers an event: the address is a collection of them.
                    "POST" if !several && is_named_after(last, name) => learned.learn(&address.segments, name, true),
                    _ => {}
                }
            }
        }
    }
    learned.complete();
    learned
}

/// `events` and `event`; not so `createForward` and `message`.
fn is_named_after(segment: &Segment, name: &QualifiedName) -> bool {
    let Segment::Literal(text) = segment else { return false };
    let text = text.to_lowercase();
    let stem = text.strip_suffix("ies").or_else(|| text.strip_suffix('s')).unwrap_or(&text);
    text.ends_with('s') && stem.len() > 2 && name.short().to_lowercase().contains(stem)
}

/// A relationship documented as one object whose own address lists several is a collection: two sections of a
/// page about the list outweigh one missing word in a table cell.
fn correct_relationships(
    types: &mut BTreeMap<QualifiedName, StructuredType>,
    index: &TypeIndex,
    learned: &Learned,
    grouping: &Grouping,
    readings: &[Option<ResponseReading>],
    findings: &mut Vec<Diagnostic>,
) {
    let mut corrections: BTreeSet<(QualifiedName, String, QualifiedName)> = BTreeSet::new();
    {
        let atlas = Atlas { types, index, learned };
        for draft in grouping.operations.iter().filter(|draft| draft.method == "GET") {
            let Some(address) = draft.addresses.first() else { continue };
            let listed = draft.pages.iter().find_map(|&page| match readings.get(page)?.as_ref()?.content.as_ref()? {
                Shape::Many(TypeKind::Structured(name)) => Some(name.clone()),
                _ => None,
            });
            let target = atlas.target(&draft.method, &address.segments);
            if !matches!(address.segments.last(), Some(Segment::Literal(last)) if *last == target.member) {
                continue;
            }
            if let (Some(listed), Some(parent)) = (listed, target.parent) {
                corrections.insert((parent, target.member, listed));
            }
        }
    }
    for (parent, member, listed) in corrections {
        let chain = |mut name: QualifiedName| {
            let mut names = vec![name.clone()];
            while let Some(base) = types.get(&name).and_then(|ty| ty.base.clone()) {
                names.push(base.clone());
                name = base;
            }
            names
        };
        let Some(owner) = types.get(&parent) else { continue };
        let Some(property) = owner.properties.iter().find(|property| property.name.eq_ignore_ascii_case(&member)) else {
            continue;
        };
        let TypeKind::Structured(item) = &property.ty.kind else { continue };
        let related = chain(listed.clone()).contains(item) || chain(item.clone()).contains(&listed);
        // A relationship that is called as its type is one object, whatever its page says.
        let named_as_one = property.name.eq_ignore_ascii_case(item.short());
        if property.kind != PropertyKind::Navigation || property.ty.collection || !related || named_as_one {
            continue;
        }
        if let Some(row) = property.rows.first() {
            let message = format!(
                "`{}.{}` is documented as one object, and its own page lists several; it is read as a collection",
                parent.short(),
                property.name
            );
            findings.push(Diagnostic::new(Code::RelationshipIsCollection, Place::span(*row), message));
        }
        let (declared_in, name) = (property.declared_in.clone(), property.name.clone());
        for ty in types.values_mut() {
            for property in &mut ty.properties {
                if property.name == name && property.declared_in == declared_in {
                    property.ty.collection = true;
                }
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the step needs what all steps before it found")]
fn describe(
    library: &Library<'_>,
    index: &TypeIndex,
    types: &BTreeMap<QualifiedName, StructuredType>,
    learned: &Learned,
    grouping: &Grouping,
    placement: &Placement<'_>,
    readings: &[Option<ResponseReading>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Operation> {
    let atlas = Atlas { types, index, learned };
    let describer = Describer { library, reader: TypeReader { library, index }, types, readings };
    let described: Vec<(Option<Operation>, Vec<Diagnostic>)> = grouping
        .operations
        .par_iter()
        .enumerate()
        .map(|(number, draft)| {
            let mut own = Vec::new();
            let placed = placement.placed.get(&number).map_or(&[][..], Vec::as_slice);
            let target =
                draft.addresses.first().map(|address| atlas.target(&draft.method, &address.segments)).unwrap_or_default();
            (describer.describe(draft, target, placed, &mut own), own)
        })
        .collect();
    let mut operations = Vec::with_capacity(described.len());
    for (operation, own) in described {
        findings.extend(own);
        operations.extend(operation);
    }
    operations.sort_by(|a, b| (&a.address.segments, &a.method).cmp(&(&b.address.segments, &b.method)));
    operations
}

fn records(
    library: &Library<'_>,
    index: &TypeIndex,
    types: &BTreeMap<QualifiedName, StructuredType>,
    declared: &[PageTypes],
    grouping: &Grouping,
    mut placement: Placement<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<PageRecord> {
    let reader = TypeReader { library, index };
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for page in &library.pages {
        used.extend(include::fragments(library, page, &mut Vec::new()).into_iter().map(|(number, _)| number));
    }
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
            unplaced: placement.unplaced.remove(&number).unwrap_or_default(),
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
