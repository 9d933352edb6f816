//! Every name that the pages declare: structured types and enumerations, found by name whatever the letter case.

use std::collections::{BTreeMap, BTreeSet};

use super::library::DEFAULT_NAMESPACE;
use crate::model::{Evidence, QualifiedName, TypeKind};
use crate::source::Span;

/// What a declared name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    Structured,
    Enumeration,
}

/// A place that declares a name.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) page: usize,
    pub(super) span: Span,
    pub(super) evidence: Evidence,
    /// The name as this place writes it.
    pub(super) written: QualifiedName,
}

/// A declared name with all its places.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: QualifiedName,
    pub(super) kind: NameKind,
    pub(super) sites: Vec<Site>,
}

impl Entry {
    pub(super) fn type_kind(&self) -> TypeKind {
        match self.kind {
            NameKind::Structured => TypeKind::Structured(self.name.clone()),
            NameKind::Enumeration => TypeKind::Enumeration(self.name.clone()),
        }
    }
}

/// All declared names of a version.
#[derive(Debug, Default)]
pub(super) struct TypeIndex {
    pub(super) entries: Vec<Entry>,
    by_full: BTreeMap<String, Vec<usize>>,
    by_short: BTreeMap<String, Vec<usize>>,
    by_title: BTreeMap<String, Vec<usize>>,
    by_page: BTreeMap<usize, Vec<usize>>,
}

impl TypeIndex {
    /// Groups the sites by name. Names that differ in letter case only are one: annotations write them with more
    /// care than titles, and the more frequent writing wins among equals. An enumeration whose name a structured type
    /// has as well is told apart by a word behind it.
    pub(super) fn new(sites: Vec<(NameKind, Site)>) -> Self {
        let mut groups: BTreeMap<(String, NameKind), Vec<Site>> = BTreeMap::new();
        for (kind, site) in sites {
            groups.entry((site.written.0.to_lowercase(), kind)).or_default().push(site);
        }
        let structured: BTreeSet<String> =
            groups.keys().filter(|(_, kind)| *kind == NameKind::Structured).map(|(lower, _)| lower.clone()).collect();
        let mut index = Self::default();
        for ((lower, kind), sites) in groups {
            let mut name = best_writing(&sites);
            while kind == NameKind::Enumeration && structured.contains(&name.0.to_lowercase()) {
                name.0.push_str("Values");
            }
            let number = index.entries.len();
            index.by_full.entry(lower).or_default().push(number);
            index.by_short.entry(name.short().to_lowercase()).or_default().push(number);
            for site in &sites {
                let on_page = index.by_page.entry(site.page).or_default();
                if !on_page.contains(&number) {
                    on_page.push(number);
                }
            }
            index.entries.push(Entry { name, kind, sites });
        }
        index
    }

    /// Makes a page's title another way to name its type: `Chart` for a page that declares `workbookChart`.
    pub(super) fn add_title(&mut self, title: &str, entry: usize) {
        let known = self.by_title.entry(title.to_lowercase()).or_default();
        if !known.contains(&entry) {
            known.push(entry);
        }
    }

    /// The names that a page declares, structured types first.
    pub(super) fn on_page(&self, page: usize) -> impl Iterator<Item = (usize, &Entry)> {
        self.by_page.get(&page).into_iter().flatten().filter_map(|&number| Some((number, self.entries.get(number)?)))
    }

    /// Whether an enumeration has a page of its own, or stands on a page that declares no structured type.
    pub(super) fn stands_alone(&self, name: &QualifiedName) -> bool {
        let entry = self.by_full.get(&name.0.to_lowercase()).into_iter().flatten().filter_map(|&number| self.entries.get(number));
        let mut sites = entry.filter(|entry| entry.kind == NameKind::Enumeration).flat_map(|entry| &entry.sites);
        sites.any(|site| !self.on_page(site.page).any(|(_, other)| other.kind == NameKind::Structured))
    }

    /// Finds a name as a text writes it: with or without namespace, in any letter case. Where several namespaces
    /// have it, the page's own comes first, then the main one.
    pub(super) fn find(&self, written: &str, namespace: &str) -> Option<&Entry> {
        let written = clean(written);
        if written.is_empty() {
            return None;
        }
        let lower = written.to_lowercase();
        if lower.contains('.') {
            if let Some(entry) = self.first(self.by_full.get(&lower)) {
                return Some(entry);
            }
            // `callRecords.session` leaves out the first part of the namespace.
            let padded = format!("{DEFAULT_NAMESPACE}.{lower}");
            if let Some(entry) = self.first(self.by_full.get(&padded)) {
                return Some(entry);
            }
        }
        let short = lower.rsplit('.').next().unwrap_or(&lower);
        self.pick(self.by_short.get(short), namespace).or_else(|| self.pick(self.by_title.get(short), namespace))
    }

    /// Like [`find`](Self::find), but only an enumeration.
    pub(super) fn find_enumeration(&self, written: &str, namespace: &str) -> Option<&Entry> {
        let short = clean(written).rsplit('.').next().unwrap_or("").to_lowercase();
        let numbers: Vec<usize> = self
            .by_short
            .get(&short)?
            .iter()
            .copied()
            .filter(|&number| self.entries.get(number).is_some_and(|entry| entry.kind == NameKind::Enumeration))
            .collect();
        self.pick(Some(&numbers), namespace)
    }

    fn first(&self, numbers: Option<&Vec<usize>>) -> Option<&Entry> {
        numbers?.first().and_then(|&number| self.entries.get(number))
    }

    fn pick(&self, numbers: Option<&Vec<usize>>, namespace: &str) -> Option<&Entry> {
        let candidates: Vec<&Entry> = numbers?.iter().filter_map(|&number| self.entries.get(number)).collect();
        let within = |wanted: &str| candidates.iter().find(|entry| entry.name.namespace().eq_ignore_ascii_case(wanted)).copied();
        within(namespace).or_else(|| within(DEFAULT_NAMESPACE)).or_else(|| candidates.first().copied())
    }
}

/// A type name without the decoration that annotations put around it: `#microsoft.graph.user`, `Collection(user)`.
pub(super) fn clean(written: &str) -> &str {
    let mut text = written.trim().trim_start_matches('#');
    if let Some(open) = text.find('(')
        && text[..open].trim().eq_ignore_ascii_case("collection")
    {
        text = text[open + 1..].trim_end_matches(')');
    }
    text.trim().trim_start_matches('#').trim_matches('.')
}

fn best_writing(sites: &[Site]) -> QualifiedName {
    let mut votes: BTreeMap<&QualifiedName, (Evidence, usize)> = BTreeMap::new();
    for site in sites {
        let vote = votes.entry(&site.written).or_insert((site.evidence, 0));
        vote.0 = vote.0.min(site.evidence);
        vote.1 += 1;
    }
    let best = votes.iter().min_by(|a, b| (a.1.0).cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)).then(a.0.cmp(b.0)));
    best.map(|(name, _)| (*name).clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(written: &str, evidence: Evidence) -> Site {
        Site { page: 0, span: Span::default(), evidence, written: QualifiedName(written.to_owned()) }
    }

    #[test]
    fn the_writing_of_annotations_wins_and_the_own_namespace_comes_first() {
        let index = TypeIndex::new(vec![
            (NameKind::Structured, site("microsoft.graph.Place", Evidence::Title)),
            (NameKind::Structured, site("microsoft.graph.place", Evidence::Annotation)),
            (NameKind::Structured, site("microsoft.graph.maps.place", Evidence::Annotation)),
        ]);
        assert_eq!(index.entries.len(), 2);
        let found = |name: &str, namespace: &str| index.find(name, namespace).map(|entry| entry.name.0.clone());
        assert_eq!(found("PLACE", "microsoft.graph").as_deref(), Some("microsoft.graph.place"));
        assert_eq!(found("place", "microsoft.graph.maps").as_deref(), Some("microsoft.graph.maps.place"));
        assert_eq!(found("#maps.place", "microsoft.graph").as_deref(), Some("microsoft.graph.maps.place"));
        assert_eq!(found("nowhere", "microsoft.graph"), None);
    }

    #[test]
    fn an_enumeration_has_no_name_of_a_structured_type() {
        let index = TypeIndex::new(vec![
            (NameKind::Enumeration, site("n.Lid", Evidence::Table)),
            (NameKind::Structured, site("n.lid", Evidence::Annotation)),
            (NameKind::Structured, site("n.lidValues", Evidence::Annotation)),
        ]);
        let names: Vec<&str> = index.entries.iter().map(|entry| entry.name.0.as_str()).collect();
        assert_eq!(names, ["n.lid", "n.LidValuesValues", "n.lidValues"]);
    }
}
