//! Structured types: rows and JSON blocks of every page of a type, merged, with their bases.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::declare::PageTypes;
use super::enumerations::paragraphs;
use super::inheritance::{self, BaseClaim, Bases};
use super::library::Library;
use super::property::{PropertyDraft, RowDraft, SampleDraft};
use super::reading::{Reading, TypeReader};
use super::sample;
use super::type_index::{NameKind, Site, TypeIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Evidence, QualifiedName, StructuredType};
use crate::page::{Page, ResourceBlock, Row, RowKind};
use crate::source::Spanned;

/// A structured type in the making.
pub(super) struct TypeDraft<'a> {
    pub(super) ty: StructuredType,
    pub(super) properties: Vec<PropertyDraft<'a>>,
    by_name: BTreeMap<String, usize>,
    /// By name in small letters.
    by_folded: BTreeMap<String, usize>,
    /// `keyProperty` of the annotations.
    pub(super) stated_key: Option<&'a str>,
}

impl<'a> TypeDraft<'a> {
    fn new(name: QualifiedName) -> Self {
        let ty = StructuredType {
            name,
            base: None,
            key: None,
            is_abstract: false,
            open: false,
            description: String::new(),
            properties: Vec::new(),
            deprecated: None,
            declared_at: Vec::new(),
            claims: Vec::new(),
        };
        Self { ty, properties: Vec::new(), by_name: BTreeMap::new(), by_folded: BTreeMap::new(), stated_key: None }
    }

    pub(super) fn property(&self, name: &str) -> Option<&PropertyDraft<'a>> {
        self.by_name.get(name).and_then(|&index| self.properties.get(index))
    }

    /// The property of a name in any letter case; the exact one first.
    pub(super) fn property_folded(&self, name: &str) -> Option<&PropertyDraft<'a>> {
        let folded = || self.by_folded.get(&name.to_ascii_lowercase()).and_then(|&index| self.properties.get(index));
        self.property(name).or_else(folded)
    }

    fn property_mut(&mut self, name: &str) -> &mut PropertyDraft<'a> {
        let next = self.properties.len();
        let index = *self.by_name.entry(name.to_owned()).or_insert(next);
        if index == next {
            self.properties.push(PropertyDraft::new(name));
            self.by_folded.entry(name.to_ascii_lowercase()).or_insert(index);
        }
        &mut self.properties[index]
    }
}

/// All structured types of a version in the making.
pub(super) struct Structures<'a> {
    pub(super) types: BTreeMap<QualifiedName, TypeDraft<'a>>,
    pub(super) bases: Bases,
}

impl<'a> Structures<'a> {
    /// The property of a type or of its bases.
    pub(super) fn property(&self, owner: &QualifiedName, name: &str) -> Option<(&QualifiedName, &PropertyDraft<'a>)> {
        std::iter::once(owner).chain(self.bases.chain(owner)).find_map(|ty| {
            let (key, draft) = self.types.get_key_value(ty)?;
            Some((key, draft.property_folded(name)?))
        })
    }
}

/// Reads every page's rows and blocks.
pub(super) fn collect<'a>(
    library: &Library<'a>,
    declared: &[PageTypes],
    index: &TypeIndex,
    findings: &mut Vec<Diagnostic>,
) -> Structures<'a> {
    let reader = TypeReader { library, index };
    let mut types: BTreeMap<QualifiedName, TypeDraft<'a>> = index
        .entries
        .iter()
        .filter(|entry| entry.kind == NameKind::Structured)
        .map(|entry| (entry.name.clone(), TypeDraft::new(entry.name.clone())))
        .collect();
    let mut base_claims: BTreeMap<QualifiedName, Vec<BaseClaim>> = BTreeMap::new();
    // Pages that declare their type by an annotation come before those that only have its name in the title, so that
    // the order of properties and the introduction are those of the main page.
    let mut order: Vec<(usize, (&&'a Page, &PageTypes))> = library.pages.iter().zip(declared).enumerate().collect();
    order.sort_by_key(|(number, (_, own))| (own.types.first().map(|site| site.evidence), *number));
    let read: Vec<PageReadings> = order.par_iter().map(|(number, (page, own))| reader.page(*number, page, own)).collect();
    for ((number, (&page, own)), PageReadings { names, rows, blocks, base: own_base }) in order.into_iter().zip(read) {
        let name_of = |owner: Option<usize>| owner.and_then(|owner| names.get(owner)).and_then(Option::as_ref);
        for ((row, owner), reading) in page.members.iter().zip(&own.row_owner).zip(rows) {
            let (Some(name), Some(RowReading { ty, origin })) = (name_of(Some(*owner)), reading) else { continue };
            if let (Some(reading), Some(origin)) = (origin, &row.markers.inherited_from) {
                add_base(&mut base_claims, name, &reading, Evidence::Table, origin.name.span);
            }
            if let Some(draft) = types.get_mut(name) {
                draft.property_mut(&row.name.value).rows.push(RowDraft { page: number, row, reading: ty });
            }
        }
        for ((block, owner), reading) in page.resources.iter().zip(&own.block_owner).zip(blocks) {
            let Some(name) = name_of(*owner) else { continue };
            if let Some(draft) = types.get_mut(name) {
                add_block(draft, block, number);
            }
            if let (Some(reading), Some(base)) = (reading, stated_base(block)) {
                add_base(&mut base_claims, name, &reading, Evidence::Annotation, base.span);
            }
        }
        let Some(name) = name_of(Some(0)) else { continue };
        if let (Some(reading), Some(base)) = (own_base, &page.base) {
            add_base(&mut base_claims, name, &reading, Evidence::Prose, base.name.span);
        }
        if let Some(draft) = types.get_mut(name) {
            add_page(draft, page);
        }
    }
    for (name, draft) in &mut types {
        let Some(entry) = index.find(&name.0, name.namespace()) else { continue };
        let mut sites: Vec<_> = entry.sites.iter().collect();
        // The page with the best evidence stands first, pages in path order behind it.
        sites.sort_by_key(|site| (site.evidence, site.page, site.span.start));
        draft.ty.declared_at = sites.iter().map(|site| library.place(site.span)).collect();
    }
    mention_bases(&mut types, &base_claims);
    let bases = inheritance::choose(library, &base_claims, findings);
    Structures { types, bases }
}

/// The types that a page names, in the page's order. They are read for all pages at once; what comes of them depends on the
/// order of the pages.
struct PageReadings {
    /// The structured types that it declares.
    names: Vec<Option<QualifiedName>>,
    /// What each row of a type says.
    rows: Vec<Option<RowReading>>,
    /// The bases that the annotations of its blocks state.
    blocks: Vec<Option<Reading>>,
    /// The base that its prose states.
    base: Option<Reading>,
}

/// The type of a row's property, and the one that the row says it is inherited from.
struct RowReading {
    ty: Reading,
    origin: Option<Reading>,
}

impl TypeReader<'_, '_> {
    fn page(&self, number: usize, page: &Page, own: &PageTypes) -> PageReadings {
        let declared = |site: &Site| {
            let entry = self.index.find(&site.written.0, site.written.namespace())?;
            (entry.kind == NameKind::Structured).then(|| entry.name.clone())
        };
        let names: Vec<Option<QualifiedName>> = own.types.iter().map(declared).collect();
        let row = |(row, owner): (&Row, &usize)| {
            names.get(*owner)?.as_ref()?;
            let origin = row.markers.inherited_from.as_ref().map(|origin| self.mention(number, origin));
            Some(RowReading { ty: self.cell(number, &row.ty), origin })
        };
        PageReadings {
            rows: page.members.iter().zip(&own.row_owner).map(row).collect(),
            blocks: page.resources.iter().map(|block| Some(self.named(number, &stated_base(block)?.value, None))).collect(),
            base: page.base.as_ref().map(|base| self.mention(number, base)),
            names,
        }
    }
}

fn stated_base(block: &ResourceBlock) -> Option<&Spanned<String>> {
    block.annotation.as_ref()?.base_type.as_ref()
}

fn add_base(
    claims: &mut BTreeMap<QualifiedName, Vec<BaseClaim>>,
    name: &QualifiedName,
    reading: &Reading,
    evidence: Evidence,
    span: crate::source::Span,
) {
    let base = match &reading.ty.kind {
        crate::model::TypeKind::Structured(base) => base.clone(),
        // A base that no page declares is kept only under its full name: `microsoft.graph.entity` is one.
        crate::model::TypeKind::Unknown(written) if written.contains('.') => super::declare::qualify(written, name.namespace()),
        _ => return,
    };
    if base != *name {
        let own = claims.entry(name.clone()).or_default();
        if !own.iter().any(|claim| claim.base == base && claim.evidence == evidence) {
            own.push(BaseClaim { base, evidence, span });
        }
    }
}

/// Bases that are only ever mentioned become types without a page.
fn mention_bases(types: &mut BTreeMap<QualifiedName, TypeDraft<'_>>, claims: &BTreeMap<QualifiedName, Vec<BaseClaim>>) {
    for claim in claims.values().flatten() {
        types.entry(claim.base.clone()).or_insert_with(|| TypeDraft::new(claim.base.clone()));
    }
}

/// The words of a notice without the marker of its box: `[!CAUTION]`.
pub(super) fn notice(text: &str) -> &str {
    let text = text.trim();
    let inside = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'));
    inside.filter(|(kind, _)| kind.chars().all(|c| c.is_ascii_uppercase())).map_or(text, |(_, words)| words.trim_start())
}

fn add_page(draft: &mut TypeDraft<'_>, page: &Page) {
    if draft.ty.description.is_empty() {
        draft.ty.description = paragraphs(&page.intro);
    }
    if draft.ty.deprecated.is_none() {
        draft.ty.deprecated = page.deprecation.as_ref().map(|text| notice(&text.value).to_owned());
    }
    draft.ty.is_abstract |= page.prose_flags.is_abstract.is_some();
    draft.ty.open |= page.prose_flags.open.is_some();
}

fn add_block<'a>(draft: &mut TypeDraft<'a>, block: &'a ResourceBlock, page: usize) {
    if let Some(annotation) = &block.annotation {
        draft.ty.open |= annotation.open_type == Some(true);
        draft.ty.is_abstract |= annotation.is_abstract == Some(true);
        if draft.stated_key.is_none() {
            draft.stated_key = annotation.key_property.as_ref().map(|key| key.value.as_str()).filter(|key| !key.is_empty());
        }
    }
    let Some(value) = &block.json.value else { return };
    for (key, value) in value.members() {
        // Keys with an at sign or a number sign are annotations of the payload, not properties.
        if key.value.is_empty() || key.value.contains(['@', '#']) {
            continue;
        }
        let (reading, array) = sample::read(value);
        let folded = draft.property_folded(&key.value);
        let name = folded.map_or_else(|| key.value.clone(), |property| property.name.clone());
        let property = draft.property_mut(&name);
        property.samples.push(SampleDraft { page, key, value, reading, array });
    }
}

/// Properties that several sources describe differently are reported once, at the later row.
pub(super) fn report_row_differences(structures: &Structures<'_>, findings: &mut Vec<Diagnostic>) {
    for (name, draft) in &structures.types {
        for property in &draft.properties {
            let Some((first, rest)) = property.rows.split_first() else { continue };
            for other in rest {
                if other.reading.ty != first.reading.ty && !both_pages_repeat(first, other) {
                    let message = format!(
                        "`{}.{}` is `{}` here and `{}` in another row; the other one is used",
                        name.short(),
                        property.name,
                        other.reading.ty,
                        first.reading.ty
                    );
                    findings.push(
                        Diagnostic::new(Code::RowsDiffer, other.row.ty.text.span, message)
                            .with_related(first.row.ty.text.span, "the type that is used"),
                    );
                }
            }
        }
    }
}

/// A relationship may stand in both tables of a page, once with the type of its items and once with a link's text.
fn both_pages_repeat(first: &RowDraft<'_>, other: &RowDraft<'_>) -> bool {
    first.page == other.page
        && first.reading.ty.kind == other.reading.ty.kind
        && (first.row.kind == RowKind::Relationship) != (other.row.kind == RowKind::Relationship)
}
