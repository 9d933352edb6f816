//! Which of several things that share a scope gets which name: those that had one first, newcomers last.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::names::{self, Scope};

/// Names that are settled before anything is planned, each by identity.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Given in an earlier run. There are thousands: a clone shares them.
    pub kept: Arc<BTreeMap<String, String>>,
    /// Asked for; they go before the kept ones.
    pub asked: BTreeMap<String, String>,
    /// The names that things had before an asked rename, for as long as those are to work.
    pub former: BTreeMap<String, String>,
}

/// How firm a thing's hold on its name is, firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It has the name from an earlier run.
    Kept,
    /// It is to be renamed: not to the name of another thing.
    Asked,
    /// It is new: also an old name that still works is none for it.
    New,
}

/// A thing that wants a name.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// The identity in the lock file.
    pub(super) identity: String,
    /// The name that it would have if it were alone.
    pub(super) name: String,
}

/// A thing that has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// The name.
    pub(super) name: String,
    /// The name that it had before, where that still is free for it.
    pub(super) former: Option<String>,
}

impl Names {
    /// How firm an identity's hold on its name is.
    pub(super) fn claim(&self, identity: &str) -> Claim {
        if self.asked.get(identity).is_some_and(|asked| self.kept.get(identity) != Some(asked)) {
            Claim::Asked
        } else if self.kept.contains_key(identity) {
            Claim::Kept
        } else {
            Claim::New
        }
    }

    /// The name that an identity must have; `None` for a new thing.
    pub(super) fn get(&self, identity: &str) -> Option<&str> {
        self.asked.get(identity).or_else(|| self.kept.get(identity)).map(String::as_str)
    }

    /// The name that an identity had before it got this one.
    pub(super) fn former(&self, identity: &str, name: &str) -> Option<&str> {
        self.former.get(identity).map(String::as_str).filter(|former| *former != name)
    }

    /// Names things that share a scope; the result is in the order of the wishes.
    pub(super) fn settle(&self, scope: &mut Scope, wishes: &[Wish]) -> Vec<Settled> {
        let mut settled = vec![Settled::default(); wishes.len()];
        let mut order: Vec<(Claim, &Wish, &mut Settled)> =
            wishes.iter().zip(&mut settled).map(|(wish, settled)| (self.claim(&wish.identity), wish, settled)).collect();
        order.sort_by_key(|(claim, ..)| *claim);
        let newcomers = order.partition_point(|(claim, ..)| *claim < Claim::New);
        let (old, new) = order.split_at_mut(newcomers);
        for (_, wish, settled) in old.iter_mut() {
            settled.name = scope.give(self.get(&wish.identity).unwrap_or(&wish.name));
        }
        for (_, wish, settled) in old.iter_mut() {
            if let Some(former) = self.former(&wish.identity, &settled.name).filter(|former| scope.is_free(former)) {
                settled.former = Some(scope.give(former));
            }
        }
        for (_, wish, settled) in new {
            settled.name = scope.give(&wish.name);
        }
        settled
    }
}

/// The setter of a field.
pub(super) fn setter(field: &str) -> String {
    format!("with_{}", names::unraw(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(identity, name)| ((*identity).to_owned(), (*name).to_owned())).collect()
    }

    fn settled(names: &Names, wishes: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let wishes: Vec<Wish> =
            wishes.iter().map(|(identity, name)| Wish { identity: (*identity).to_owned(), name: (*name).to_owned() }).collect();
        let settled = names.settle(&mut Scope::default(), &wishes);
        settled.into_iter().map(|settled| (settled.name, settled.former)).collect()
    }

    #[test]
    fn newcomers_take_neither_names_nor_old_names() {
        let names = Names {
            kept: Arc::new(map(&[("a", "id"), ("b", "name")])),
            asked: map(&[("b", "title")]),
            former: map(&[("b", "name"), ("gone", "x")]),
        };
        let own = |name: &str| (name.to_owned(), None);
        assert_eq!(
            settled(&names, &[("new", "id"), ("newer", "name"), ("newest", "title"), ("b", "name"), ("a", "other")]),
            [own("id_2"), own("name_2"), own("title_2"), ("title".to_owned(), Some("name".to_owned())), own("id")]
        );
    }

    #[test]
    fn a_name_that_is_taken_cannot_be_asked_for() {
        let names = Names {
            kept: Arc::new(map(&[("a", "id"), ("b", "name")])),
            asked: map(&[("a", "name")]),
            former: map(&[("a", "id")]),
        };
        assert_eq!(
            settled(&names, &[("a", "id"), ("b", "name")]),
            [("name_2".to_owned(), Some("id".to_owned())), ("name".to_owned(), None)]
        );
    }
}
