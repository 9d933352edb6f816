//! The pages of one version, and the way from a link to the page that it means.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::example::{self, Pairing};
use crate::model::Place;
use crate::page::Page;
use crate::source::{FileId, Sources, Span};

/// The namespace of a page that names none.
pub(super) const DEFAULT_NAMESPACE: &str = "microsoft.graph";

/// The pages of one version.
pub(super) struct Library<'a> {
    pub(super) sources: &'a Sources,
    /// In path order.
    pub(super) pages: Vec<&'a Page>,
    /// The examples of each page, requests with their responses.
    pub(super) examples: Vec<Pairing<'a>>,
    by_path: BTreeMap<String, usize>,
    /// Pages by file name alone: captured pages lie in a flat folder. `None` where two pages share the name.
    by_stem: BTreeMap<String, Option<usize>>,
}

/// What a link means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkTarget<'l> {
    /// A page of this version, and the fragment behind `#`.
    Page(usize, Option<&'l str>),
    /// A page that should be there by its form and is not.
    Dead,
    /// Something outside the reference.
    Outside,
}

impl<'a> Library<'a> {
    pub(super) fn new(sources: &'a Sources, pages: Vec<&'a Page>) -> Self {
        let examples = pages.par_iter().map(|page| example::pair(page)).collect();
        let mut by_path = BTreeMap::new();
        let mut by_stem: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            let file = sources.file(page.file);
            by_path.insert(file.path.to_lowercase(), index);
            by_stem.entry(file.stem().to_lowercase()).and_modify(|known| *known = None).or_insert(Some(index));
        }
        Self { sources, pages, examples, by_path, by_stem }
    }

    /// How long the name of a page's file is, in bytes.
    pub(super) fn stem_length(&self, page: usize) -> usize {
        self.pages.get(page).map_or(usize::MAX, |page| self.sources.file(page.file).stem().len())
    }

    /// Follows a link as GitHub and the publishing system do, except that letter case does not matter:
    /// hundreds of links differ from their file in case only.
    pub(super) fn follow<'l>(&self, from: FileId, link: &'l str) -> LinkTarget<'l> {
        let link = link.trim();
        let (path, fragment) = match link.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (link, None),
        };
        if path.is_empty() {
            return self.page_of_file(from).map_or(LinkTarget::Outside, |page| LinkTarget::Page(page, fragment));
        }
        // A stray word behind the target (`timezoneinformation.md collection`) is not part of it.
        let path = path.split_whitespace().next().unwrap_or(path);
        let path = path.split('?').next().unwrap_or(path);
        if path.starts_with('/') || path.contains("://") || path.starts_with("mailto:") {
            return LinkTarget::Outside;
        }
        let full = join(&self.sources.file(from).path, path);
        if let Some(&page) = full.as_deref().and_then(|full| self.by_path.get(full)) {
            return LinkTarget::Page(page, fragment);
        }
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
        let Some(stem) = name.strip_suffix(".md") else { return LinkTarget::Outside };
        match self.by_stem.get(stem) {
            Some(Some(page)) => LinkTarget::Page(*page, fragment),
            _ => LinkTarget::Dead,
        }
    }

    /// Whether some page has the file name that a link ends with: most includes of a page name snippets of code that
    /// are no part of the reference, and this is the cheap way to see it.
    pub(super) fn may_be_page(&self, link: &str) -> bool {
        let name = link.rsplit(['/', '\\']).next().unwrap_or(link);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.by_stem.contains_key(&stem.to_lowercase())
    }

    fn page_of_file(&self, file: FileId) -> Option<usize> {
        self.pages.binary_search_by_key(&file, |page| page.file).ok()
    }

    /// The page's namespace as its text states it.
    pub(super) fn namespace(&self, page: usize) -> &'a str {
        self.pages.get(page).map_or(DEFAULT_NAMESPACE, |page| namespace_of(page))
    }

    /// A place with line and column.
    pub(super) fn place(&self, span: Span) -> Place {
        place(self.sources, span)
    }
}

/// A place with line and column.
pub(super) fn place(sources: &Sources, span: Span) -> Place {
    let at = sources.line_column(span);
    Place { file: span.file.0, line: at.line, column: at.column, start: span.start, end: span.end }
}

/// The namespace that a page states, without a stray full stop.
pub(super) fn namespace_of(page: &Page) -> &str {
    let stated = page.namespace.as_ref().map_or("", |namespace| namespace.value.trim().trim_matches('.'));
    if stated.is_empty() { DEFAULT_NAMESPACE } else { stated }
}

/// The path of `link` as seen from the file `from`, in lower case; `None` where it leads out of the docs root.
pub(super) fn join(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn links_are_joined_and_never_leave_the_root() {
        assert_eq!(join("v1.0/api/a.md", "../Resources/B.md").as_deref(), Some("v1.0/resources/b.md"));
        assert_eq!(join("v1.0/api/a.md", r"..\resources\b.md").as_deref(), Some("v1.0/resources/b.md"));
        assert_eq!(join("a.md", "../b.md"), None);
    }
}
