//! A type cell or a mention read against the declared names.

use super::library::{Library, LinkTarget};
use super::type_index::{NameKind, TypeIndex};
use crate::model::{Evidence, TypeKind, TypeRef};
use crate::page::{Primitive, TypeMention, TypeText, TypeWord};

/// What a text that names a type was found to mean.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) ty: TypeRef,
    pub(super) evidence: Evidence,
    /// Every reading of "A or B", in order; one entry elsewhere.
    pub(super) choices: Vec<TypeKind>,
    /// What is to be reported about it.
    pub(super) doubt: Option<Doubt>,
}

/// What was odd about a type's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No page declares the name.
    Unresolved(String),
    /// The link's target is missing.
    DeadLink(String),
    /// The cell names no type.
    NoType,
    /// Text and link name different types; the text was followed.
    LinkDiffers(String),
}

/// Reads type texts of one version.
pub(super) struct TypeReader<'l, 'a> {
    pub(super) library: &'l Library<'a>,
    pub(super) index: &'l TypeIndex,
}

impl TypeReader<'_, '_> {
    /// A type cell.
    pub(super) fn cell(&self, page: usize, cell: &TypeText) -> Reading {
        let mut choices = Vec::new();
        let mut evidence = Evidence::Table;
        let mut doubt = None;
        for word in &cell.names {
            match word {
                TypeWord::Primitive(primitive) => choices.push(TypeKind::Primitive(*primitive)),
                TypeWord::Named { name, link } => {
                    let named = self.named(page, name, link.as_deref());
                    evidence = evidence.max(named.evidence);
                    doubt = doubt.or(named.doubt);
                    choices.push(named.ty.kind);
                }
                TypeWord::Nothing | TypeWord::Prose => {}
            }
        }
        choices.dedup();
        let kind = match choices.as_slice() {
            [] => {
                doubt = doubt.or(Some(Doubt::NoType));
                TypeKind::Primitive(Primitive::Json)
            }
            [only] => only.clone(),
            // Alternatives are looked at again once the bases are known; until then the first structured one stands.
            several => several
                .iter()
                .find(|kind| matches!(kind, TypeKind::Structured(_)))
                .cloned()
                .unwrap_or(TypeKind::Primitive(Primitive::Json)),
        };
        Reading { ty: TypeRef { kind, collection: cell.collection }, evidence, choices, doubt }
    }

    /// A type that prose names.
    pub(super) fn mention(&self, page: usize, mention: &TypeMention) -> Reading {
        let mut reading = self.named(page, &mention.name.value, mention.link.as_ref().map(|link| link.value.as_str()));
        reading.ty.collection = mention.collection;
        reading
    }

    /// A name, with or without a link: what the link's target declares, then the name among all declared names.
    pub(super) fn named(&self, page: usize, name: &str, link: Option<&str>) -> Reading {
        let namespace = self.library.namespace(page);
        let by_name = self.index.find(name, namespace);
        let mut doubt = None;
        let target = match (link, self.library.pages.get(page)) {
            (Some(link), Some(from)) => self.library.follow(from.file, link),
            _ => LinkTarget::Outside,
        };
        let mut found = None;
        match target {
            LinkTarget::Page(target, fragment) => {
                found = self.on_target(target, name, fragment);
                if found.is_none()
                    && let Some(own) = self.own_type(target)
                {
                    // The text may name another declared type than the one that the link leads to. A link is
                    // copied and forgotten more often than the word that stands on the page.
                    found = match by_name {
                        Some(entry) => {
                            doubt = Some(Doubt::LinkDiffers(own.name().to_owned()));
                            Some((entry.type_kind(), Evidence::NameLookup))
                        }
                        None => Some((own, Evidence::Link)),
                    };
                }
            }
            LinkTarget::Dead => doubt = link.map(|link| Doubt::DeadLink(link.to_owned())),
            LinkTarget::Outside => {}
        }
        let named = found.or_else(|| by_name.map(|entry| (entry.type_kind(), Evidence::NameLookup)));
        let (kind, evidence) = if let Some(named) = named {
            named
        } else {
            doubt = Some(Doubt::Unresolved(name.to_owned()));
            (TypeKind::Unknown(name.to_owned()), Evidence::NameLookup)
        };
        Reading { ty: TypeRef { kind: kind.clone(), collection: false }, evidence, choices: vec![kind], doubt }
    }

    /// What the link's target declares under the name of the link's text or of its fragment.
    fn on_target(&self, target: usize, name: &str, fragment: Option<&str>) -> Option<(TypeKind, Evidence)> {
        let short = super::type_index::clean(name).rsplit('.').next().unwrap_or(name);
        let same = |candidate: &str| candidate.eq_ignore_ascii_case(short);
        let declared = || self.index.on_page(target);
        if let Some((_, entry)) = declared().find(|(_, entry)| same(entry.name.short())) {
            return Some((entry.type_kind(), Evidence::Link));
        }
        let fragment = fragment?.to_lowercase();
        let (_, entry) = declared().filter(|(_, entry)| entry.kind == NameKind::Enumeration).find(|(_, entry)| {
            fragment.strip_prefix(&entry.name.short().to_lowercase()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })?;
        Some((entry.type_kind(), Evidence::Link))
    }

    /// The type that a page is about.
    fn own_type(&self, page: usize) -> Option<TypeKind> {
        let mut structured = self.index.on_page(page).filter(|(_, entry)| entry.kind == NameKind::Structured);
        if let Some((_, first)) = structured.next() {
            // The first type of the page is its own: sites are in page order.
            let own = std::iter::once(first).chain(structured.map(|(_, entry)| entry)).min_by_key(|entry| {
                entry.sites.iter().filter(|site| site.page == page).map(|site| (site.evidence, site.span.start)).min()
            });
            return own.map(super::type_index::Entry::type_kind);
        }
        let mut enumerations = self.index.on_page(page).map(|(_, entry)| entry);
        let only = enumerations.next()?;
        enumerations.next().is_none().then(|| only.type_kind())
    }
}
