//! One version of the API from its pages, step by step.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::answer::{self, AtAddress, ResponseReading};
use super::declare::{PageTypes, declare};
use super::describe::Describer;
use super::example::Pair;
use super::include::{self, Fragments};
use super::library::Library;
use super::operations::{self, Grouping};
use super::placement::{self, Placed, Placement};
use super::reading::TypeReader;
use super::target::{Atlas, Learned};
use super::type_index::{NameKind, TypeIndex};
use super::{
    assemble, contradiction, enumerations, learn, page_records, shown, structure, unknown_members, unnamed_enumerations,
};
use crate::diagnostic::Diagnostic;
use crate::model::{ApiVersion, Enumeration, Operation, QualifiedName, StructuredType};
use crate::page::Page;
use crate::source::Sources;

/// What the later steps need of the earlier ones.
#[derive(Clone, Copy)]
pub(super) struct Linked<'v, 'a> {
    pub(super) library: &'v Library<'a>,
    pub(super) index: &'v TypeIndex,
    pub(super) types: &'v BTreeMap<QualifiedName, StructuredType>,
    pub(super) grouping: &'v Grouping,
    /// The reading of the response section by page, for pages that document an operation.
    pub(super) readings: &'v [Option<ResponseReading>],
    /// What each page includes.
    pub(super) fragments: &'v [Fragments<'a>],
}

/// A version whose types are known and whose operations are grouped, and not yet described.
pub(super) struct Draft<'a> {
    name: String,
    library: Library<'a>,
    declared: Vec<PageTypes>,
    index: TypeIndex,
    enumerations: BTreeMap<QualifiedName, Enumeration>,
    types: BTreeMap<QualifiedName, StructuredType>,
    grouping: Grouping,
    placement: Placement<'a>,
    readings: Vec<Option<ResponseReading>>,
    /// What stands at which address.
    pub(super) learned: Learned,
}

/// Reads the pages of one version; `pages` are in path order.
pub(super) fn begin<'a>(sources: &'a Sources, name: &str, pages: Vec<&'a Page>, findings: &mut Vec<Diagnostic>) -> Draft<'a> {
    let library = Library::new(sources, pages);
    let declared = declared(&library);
    let index = index(&declared);
    // What stands in the tables and what stands at which address need the names of types, and not each other.
    let ((known, mut types), ((grouping, placement), of_lines)) = rayon::join(
        || types_of(&library, &declared, &index, findings),
        || {
            let mut own = Vec::new();
            (addresses_of(&library, &index, &mut own), own)
        },
    );
    findings.extend(of_lines);
    let readings = readings(&library, &index, &types, &grouping, findings);
    let learned = learn::learn(&grouping, &readings);
    learn::correct(&mut types, &index, &learned, &grouping, &readings, findings);
    let name = name.to_owned();
    Draft { name, library, declared, index, enumerations: known, types, grouping, placement, readings, learned }
}

/// The types that each page declares.
fn declared(library: &Library<'_>) -> Vec<PageTypes> {
    let mut declared: Vec<PageTypes> = library.pages.par_iter().enumerate().map(|(number, page)| declare(page, number)).collect();
    unnamed_enumerations::name(library, &mut declared);
    declared
}

/// What the pages say of enumerations and of structured types.
fn types_of(
    library: &Library<'_>,
    declared: &[PageTypes],
    index: &TypeIndex,
    findings: &mut Vec<Diagnostic>,
) -> (BTreeMap<QualifiedName, Enumeration>, BTreeMap<QualifiedName, StructuredType>) {
    let mut known = enumerations::documented(library, declared, index, findings);
    let mut structures = structure::collect(library, declared, index, findings);
    assemble::decide_types(library, index, &mut structures, &mut known, findings);
    structure::report_row_differences(&structures, findings);
    contradiction::tables_and_json(&structures, findings);
    (known, assemble::finish(library, index, structures))
}

/// Which operations stand at which addresses, and where examples go.
fn addresses_of<'a>(library: &Library<'a>, index: &TypeIndex, findings: &mut Vec<Diagnostic>) -> (Grouping, Placement<'a>) {
    let mut grouping = operations::group(library, findings);
    shown::add(library, index, &mut grouping, findings);
    grouping.tell_lists();
    let placement = placement::place(library, &grouping, findings);
    (grouping, placement)
}

impl Draft<'_> {
    /// Describes the operations.
    pub(super) fn finish(self, findings: &mut Vec<Diagnostic>) -> ApiVersion {
        let Self { name, library, declared, index, enumerations, types, grouping, placement, readings, learned } = self;
        let fragments = fragments(&library, findings);
        let linked = Linked {
            library: &library,
            index: &index,
            types: &types,
            grouping: &grouping,
            readings: &readings,
            fragments: &fragments,
        };
        let Placement { placed, unplaced } = placement;
        let described = describe(&linked, &learned, &placed, findings);
        let ((), (records, of_records)) = rayon::join(
            || unknown_members::report(&types, &index, &described, &placed, findings),
            || {
                let mut own = Vec::new();
                (page_records::records(&linked, &declared, unplaced, &mut own), own)
            },
        );
        findings.extend(of_records);
        let sorted = || {
            let mut operations: Vec<Operation> = described.into_iter().flatten().collect();
            operations.par_sort_by(|a, b| (&a.address.segments, &a.method).cmp(&(&b.address.segments, &b.method)));
            operations
        };
        let (operations, ()) = rayon::join(sorted, || drop((declared, index, grouping, placed, readings, fragments, learned)));
        ApiVersion {
            version: name,
            pages: records,
            types: types.into_values().collect(),
            enumerations: enumerations.into_values().collect(),
            operations,
        }
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
    types: &BTreeMap<QualifiedName, StructuredType>,
    grouping: &Grouping,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<ResponseReading>> {
    let read: Vec<(Option<ResponseReading>, Vec<Diagnostic>)> = library
        .pages
        .par_iter()
        .zip(&library.examples)
        .enumerate()
        .map(|(number, (page, examples))| {
            let mut own = Vec::new();
            let reading = grouping.by_page.contains_key(&number).then(|| {
                let reader = TypeReader { library, index };
                let address = AtAddress { several: grouping.page_lists(number), item: None };
                // What comes back from another address is no answer of the page's operations, unless it is only read there.
                let answered: Vec<Pair<'_>> =
                    examples.pairs.iter().filter(|pair| !pair.leaves_api() || pair.reads()).copied().collect();
                answer::read(&reader, types, (number, page), &answered, address, &mut own)
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

/// What each page includes.
fn fragments<'a>(library: &Library<'a>, findings: &mut Vec<Diagnostic>) -> Vec<Fragments<'a>> {
    let followed: Vec<(Fragments<'a>, Vec<Diagnostic>)> = library
        .pages
        .par_iter()
        .map(|page| {
            let mut own = Vec::new();
            (include::fragments(library, page, &mut own), own)
        })
        .collect();
    followed
        .into_iter()
        .map(|(fragments, own)| {
            findings.extend(own);
            fragments
        })
        .collect()
}

/// The operation of each group of request lines; none where they describe nothing.
fn describe(
    linked: &Linked<'_, '_>,
    learned: &Learned,
    placed: &Placed<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<Operation>> {
    let Linked { library, index, types, grouping, readings, fragments } = *linked;
    let atlas = Atlas { types, index, learned };
    let describer = Describer { library, reader: TypeReader { library, index }, types, grouping, readings, fragments };
    let found: Vec<(Option<Operation>, Vec<Diagnostic>)> = grouping
        .operations
        .par_iter()
        .enumerate()
        .map(|(number, draft)| {
            let mut own = Vec::new();
            let placed = placed.get(&number).map_or(&[][..], Vec::as_slice);
            let target =
                draft.addresses.first().map(|address| atlas.target(&draft.method, &address.segments)).unwrap_or_default();
            (describer.describe(draft, target, placed, &mut own), own)
        })
        .collect();
    let mut operations = Vec::with_capacity(found.len());
    for (operation, own) in found {
        findings.extend(own);
        operations.push(operation);
    }
    operations
}
