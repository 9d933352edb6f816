//! What a page declares: its structured types, its enumerations, and which of its types each table row belongs to.

use super::library::{DEFAULT_NAMESPACE, namespace_of};
use super::type_index::{Site, clean};
use crate::json::Json;
use crate::model::{Evidence, QualifiedName};
use crate::page::{Page, PageKind, ResourceBlock, Section, SectionClass};

/// What one page declares.
#[derive(Debug, Default)]
pub(super) struct PageTypes {
    /// The structured types, the page's own first.
    pub(super) types: Vec<Site>,
    /// For each row of `Page::members`: the index of its type in `types`.
    pub(super) row_owner: Vec<usize>,
    /// For each block of `Page::resources`: the index of its type in `types`.
    pub(super) block_owner: Vec<Option<usize>>,
    /// For each table of `Page::enumerations`: its name, `None` where nothing names it.
    pub(super) enumerations: Vec<Option<Site>>,
    /// The title's noun, another name for the page's own type.
    pub(super) title: Option<String>,
}

/// Reads the declarations of page number `index`.
pub(super) fn declare(page: &Page, index: usize) -> PageTypes {
    let mut found = PageTypes { enumerations: enumerations(page, index), ..PageTypes::default() };
    if matches!(page.kind, PageKind::Include | PageKind::Foreign) || (page.members.is_empty() && page.resources.is_empty()) {
        return found;
    }
    found.title = page.title.as_ref().map(|title| title_noun(&title.value).to_owned()).filter(|noun| is_type_name(noun));
    for block in &page.resources {
        let owner = block_type(block, page).map(|written| {
            let span = block.annotation.as_ref().map_or(block.span, |annotation| annotation.span);
            add(&mut found.types, index, span, block_evidence(block), written)
        });
        found.block_owner.push(owner);
    }
    if found.types.is_empty() {
        let Some((noun, span)) = name_without_annotation(page) else {
            // Rows without an owner cannot be placed; the caller reports the page.
            return PageTypes { enumerations: found.enumerations, ..PageTypes::default() };
        };
        add(&mut found.types, index, span, Evidence::Title, qualify(&noun, namespace_of(page)));
    }
    for owner in &mut found.block_owner {
        owner.get_or_insert(0);
    }
    for row in &page.members {
        let owner = owner_by_heading(page, row.section, &mut found.types, index).unwrap_or(0);
        found.row_owner.push(owner);
    }
    found
}

fn add(types: &mut Vec<Site>, page: usize, span: crate::source::Span, evidence: Evidence, written: QualifiedName) -> usize {
    if let Some(known) = types.iter().position(|site| site.written.0.eq_ignore_ascii_case(&written.0)) {
        return known;
    }
    types.push(Site { page, span, evidence, written });
    types.len() - 1
}

fn block_evidence(block: &ResourceBlock) -> Evidence {
    let annotated = block.annotation.as_ref().is_some_and(|annotation| annotation.odata_type.is_some());
    if annotated { Evidence::Annotation } else { Evidence::JsonRepresentation }
}

/// The type that a JSON block shows: by its annotation, else by its root.
fn block_type(block: &ResourceBlock, page: &Page) -> Option<QualifiedName> {
    let annotated = block.annotation.as_ref().and_then(|annotation| annotation.odata_type.as_ref()).map(|ty| ty.value.as_str());
    let root = || block.json.value.as_ref().and_then(root_type);
    let written = clean(annotated.filter(|written| !clean(written).is_empty()).or_else(root)?);
    is_type_name(written).then(|| qualify(written, namespace_of(page)))
}

/// The `@odata.type` (or `@type`) of a JSON object.
pub(super) fn root_type(value: &Json) -> Option<&str> {
    value.get("@odata.type").or_else(|| value.get("@type")).and_then(Json::as_str)
}

/// The type's name where no annotation gives it: the title's noun, else the last part of the first heading that
/// names one.
fn name_without_annotation(page: &Page) -> Option<(String, crate::source::Span)> {
    let title = page.title.as_ref()?;
    let noun = title_noun(&title.value);
    if is_type_name(noun) {
        return Some((noun.to_owned(), title.span));
    }
    // "List of access reviews": a title of several words names no type; nothing else on the page does.
    None
}

/// A name with the page's namespace, unless it has its own.
pub(super) fn qualify(written: &str, namespace: &str) -> QualifiedName {
    let written = clean(written);
    if let Some(dot) = written.rfind('.') {
        let own = &written[..dot];
        let main = own.get(..DEFAULT_NAMESPACE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DEFAULT_NAMESPACE));
        // `Microsoft.Graph.x`: the first two parts have one writing only.
        let own = if main { format!("{DEFAULT_NAMESPACE}{}", &own[DEFAULT_NAMESPACE.len()..]) } else { own.to_owned() };
        return QualifiedName::new(&own, &written[dot + 1..]);
    }
    QualifiedName::new(namespace, written)
}

/// Whether a text can be a type's name.
pub(super) fn is_type_name(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

/// The noun of a resource page's title: `user` of "user resource type".
pub(super) fn title_noun(title: &str) -> &str {
    const WORDS: [&str; 10] =
        ["type", "types", "resource", "resources", "complex", "entity", "enum", "enumeration", "facet", "properties"];
    let mut noun = title.trim();
    while let Some(space) = noun.rfind(char::is_whitespace) {
        let last = noun[space..].trim();
        if !WORDS.iter().any(|word| last.eq_ignore_ascii_case(word)) {
            break;
        }
        noun = noun[..space].trim_end();
    }
    noun
}

/// The type that a heading above a table names: `### callRoute resource type`, or one of the page's own types.
fn owner_by_heading(page: &Page, section: Option<usize>, types: &mut Vec<Site>, index: usize) -> Option<usize> {
    let mut next = section;
    while let Some(section) = next.and_then(|number| page.sections.get(number)) {
        if section.class == SectionClass::Title {
            return None;
        }
        if let Some(owner) = owner_of_heading(page, section, types, index) {
            return Some(owner);
        }
        next = section.parent;
    }
    None
}

fn owner_of_heading(page: &Page, section: &Section, types: &mut Vec<Site>, index: usize) -> Option<usize> {
    let heading = section.heading.value.trim();
    let noun = title_noun(heading);
    if !is_type_name(noun) {
        return None;
    }
    let known = |site: &Site| site.written.short().eq_ignore_ascii_case(clean(noun).rsplit('.').next().unwrap_or(noun));
    if let Some(owner) = types.iter().position(known) {
        return Some(owner);
    }
    let says_type = heading.len() > noun.len() && {
        let rest = heading[noun.len()..].to_ascii_lowercase();
        rest.contains("type") || rest.contains("resource")
    };
    (says_type && section.class == SectionClass::Other)
        .then(|| add(types, index, section.heading.span, Evidence::Title, qualify(noun, namespace_of(page))))
}

fn enumerations(page: &Page, index: usize) -> Vec<Option<Site>> {
    page.enumerations
        .iter()
        .map(|table| {
            let name = clean(&table.name.value);
            let evidence = if page.kind == PageKind::Enumeration { Evidence::Title } else { Evidence::Table };
            is_type_name(name).then(|| Site {
                page: index,
                span: table.name.span,
                evidence,
                written: qualify(name, namespace_of(page)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_of_a_title_is_what_stands_before_the_words_for_kinds() {
        assert_eq!(title_noun("user resource type"), "user");
        assert_eq!(title_noun("ageGroup enum type"), "ageGroup");
        assert_eq!(title_noun("type"), "type");
        assert_eq!(title_noun("Working with files"), "Working with files");
    }

    #[test]
    fn a_qualified_name_keeps_its_namespace() {
        assert_eq!(qualify("#Microsoft.Graph.Maps.place", "x").0, "microsoft.graph.Maps.place");
        assert_eq!(qualify("place", "microsoft.graph.maps").0, "microsoft.graph.maps.place");
    }
}
