//! Both sides of one version, and what was found so far.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Subject};
use super::index::{Form, Side};
use super::options::Options;
use crate::model::Operation;

/// Both sides of one version.
pub(super) struct Comparison<'a> {
    pub(super) base: Side<'a>,
    pub(super) revision: Side<'a>,
    pub(super) options: &'a Options,
    /// Request lines of all other versions of the base, by identity.
    pub(super) base_elsewhere: BTreeSet<String>,
    /// The same of the revision.
    pub(super) revision_elsewhere: BTreeSet<String>,
    /// Pages of the base whose place another page of the revision took.
    pub(super) page_pairs: BTreeMap<&'a str, &'a str>,
    /// Operations that are the same on both sides: the number in the base, and that in the revision.
    pub(super) operations: BTreeMap<usize, usize>,
    /// The same the other way round.
    pub(super) origins: BTreeMap<usize, usize>,
    pub(super) drafts: Vec<Draft>,
}

impl<'a> Comparison<'a> {
    pub(super) fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// The operation of the revision that is this one of the base.
    pub(super) fn partner(&self, base: usize) -> Option<usize> {
        self.operations.get(&base).copied()
    }

    /// The operation of the base that is this one of the revision.
    pub(super) fn origin(&self, revision: usize) -> Option<usize> {
        self.origins.get(&revision).copied()
    }

    pub(super) fn base_operation(&self, form: &Form<'_>) -> Option<&'a Operation> {
        self.base.operation(form)
    }

    /// The page of the revision that holds what this page of the base held, if it is still there.
    pub(super) fn page_now(&self, base_page: &'a str) -> Option<&'a str> {
        if let Some((path, _)) = self.revision.pages.get_key_value(base_page) {
            return Some(path);
        }
        self.page_pairs.get(base_page).copied()
    }
}

/// The subject of something that belongs to a pair of operations.
pub(super) fn of_operations(base: Option<usize>, revision: Option<usize>) -> Subject {
    Subject::Operation(base, revision)
}

/// The subject of something that belongs to a type of that name on both sides.
pub(super) fn of_type(name: &str) -> Subject {
    Subject::Type(Some(name.to_owned()), Some(name.to_owned()))
}
