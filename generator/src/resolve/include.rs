//! Includes followed to the fragment that they name: permission tables and deprecation notes live in files of their own.

use super::library::{Library, LinkTarget};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Include, Page, PageKind, PermissionTable};

/// The fragments that a page includes: page number and page.
pub(super) type Fragments<'a> = Vec<(usize, &'a Page)>;

/// Fragments include fragments at most this deep; upstream has one level.
const MAX_DEPTH: usize = 8;

/// The fragments that a page includes, in order, with the ones that they include.
pub(super) fn fragments<'a>(library: &Library<'a>, page: &Page, findings: &mut Vec<Diagnostic>) -> Vec<(usize, &'a Page)> {
    let mut found = Vec::new();
    let mut trail = Vec::new();
    follow(library, page, &mut trail, &mut found, findings);
    found
}

fn follow<'a>(
    library: &Library<'a>,
    page: &Page,
    trail: &mut Vec<usize>,
    found: &mut Vec<(usize, &'a Page)>,
    findings: &mut Vec<Diagnostic>,
) {
    for include in &page.includes {
        let target = include.target.value.trim();
        // Captured pages keep the label only; snippets of other languages lie outside the reference.
        if target.is_empty() || !library.may_be_page(target) && !brings_permissions(include) {
            continue;
        }
        let file = library.sources.file(page.file);
        if super::library::join(&file.path, target).is_none() {
            if file.version.is_none() && file.folder().is_empty() && brings_permissions(include) {
                let message = format!("the permissions of the page stand in `{target}`, which a flat folder has no place for");
                findings.push(Diagnostic::new(Code::MissingInclude, include.target.span, message));
                continue;
            }
            // Shared notes lie beside the docs folder upstream (`../../includes/...`); only what matters here must be inside.
            if brings_permissions(include) {
                let message = format!("`{target}` lies outside the docs folder and is not read");
                findings.push(Diagnostic::new(Code::IncludeOutsideRoot, include.target.span, message));
            }
            continue;
        }
        match library.follow(page.file, target) {
            LinkTarget::Page(number, _) if trail.contains(&number) || trail.len() >= MAX_DEPTH => {
                let message = format!("`{target}` includes itself, or is included more than {MAX_DEPTH} levels deep");
                findings.push(Diagnostic::new(Code::IncludeCycle, include.target.span, message));
            }
            LinkTarget::Page(number, _) => {
                let Some(&fragment) = library.pages.get(number) else { continue };
                if fragment.kind != PageKind::Include || found.iter().any(|(known, _)| *known == number) {
                    continue;
                }
                found.push((number, fragment));
                trail.push(number);
                follow(library, fragment, trail, found, findings);
                trail.pop();
            }
            LinkTarget::Dead if brings_permissions(include) => {
                let message = format!("the permissions of the page stand in `{target}`, which is not there");
                findings.push(Diagnostic::new(Code::MissingInclude, include.target.span, message));
            }
            LinkTarget::Outside if brings_permissions(include) => {
                let message = format!("`{target}` lies outside the docs folder and is not read");
                findings.push(Diagnostic::new(Code::IncludeOutsideRoot, include.target.span, message));
            }
            LinkTarget::Dead | LinkTarget::Outside => {}
        }
    }
}

fn brings_permissions(include: &Include) -> bool {
    include.label.value.to_ascii_lowercase().contains("permissions-table") || include.target.value.contains("/permissions/")
}

/// The permission tables of a page, its own and included ones.
pub(super) fn permission_tables<'a>(page: &'a Page, fragments: &[(usize, &'a Page)]) -> Vec<&'a PermissionTable> {
    let own = page.permissions.iter().filter(|table| !table.rows.is_empty());
    own.chain(fragments.iter().flat_map(|(_, fragment)| &fragment.permissions)).collect()
}
