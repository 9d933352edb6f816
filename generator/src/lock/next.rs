//! Names for the next crate: asked, kept, or free to choose; and the lock file that follows from them.

use std::collections::BTreeMap;

use super::{Alias, Lock, Names};
use crate::toml_file::nearest;

/// What the planner asks before it chooses a name.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// The lock file of the last run.
    pub lock: &'a Lock,
    /// Renames that `docwright.toml` asks for, by identity.
    pub renames: &'a BTreeMap<String, String>,
}

impl<'a> Naming<'a> {
    /// The name that an identity must have: the asked one, or the one that it has had; `None` for a new thing.
    #[must_use]
    pub fn get(&self, identity: &str) -> Option<&'a str> {
        self.renames.get(identity).map(String::as_str).or_else(|| self.lock.names.get(identity))
    }

    /// The names that things had before: of asked renames, and of earlier ones while the version of the crate is the same.
    #[must_use]
    pub fn former(&self, crate_version: &str) -> BTreeMap<String, String> {
        let asked =
            self.renames.keys().filter_map(|identity| Some((identity.clone(), self.lock.names.get(identity)?.to_owned())));
        let mut former: BTreeMap<String, String> = asked.collect();
        let earlier = self.lock.aliases.iter().filter(|(_, alias)| alias.since == crate_version);
        former.extend(earlier.map(|(identity, alias)| (identity.clone(), alias.old.clone())));
        former
    }

    /// Old names that still work next to the given ones, by identity: asked renames of things that had another name, and
    /// earlier aliases while the version of the crate is the same.
    #[must_use]
    pub fn aliases(&self, given: &Names, crate_version: &str) -> BTreeMap<String, Alias> {
        let mut aliases = BTreeMap::new();
        for (identity, name) in given.iter() {
            let kept = self.lock.aliases.get(identity).filter(|alias| alias.since == crate_version);
            let renamed = self.lock.names.get(identity).filter(|old| *old != name);
            // A name that was changed twice before it was released was never anybody's to use.
            let alias = match (kept, renamed) {
                (Some(kept), _) => kept.clone(),
                (None, Some(old)) => Alias { old: old.to_owned(), since: crate_version.to_owned() },
                (None, None) => continue,
            };
            if alias.old != name {
                aliases.insert(identity.to_owned(), alias);
            }
        }
        aliases
    }

    /// The lock as if these names had been given already.
    #[must_use]
    pub fn settled(&self, given: Names, crate_version: &str) -> Lock {
        let aliases = self.aliases(&given, crate_version);
        Lock { names: given, aliases, ..self.lock.clone() }
    }

    /// The lock file after a run that gave these names to what it read.
    #[must_use]
    pub fn next(&self, given: Names, inputs: BTreeMap<String, String>, crate_version: &str) -> Lock {
        let aliases = self.aliases(&given, crate_version);
        Lock { tool: concat!("docwright ", env!("CARGO_PKG_VERSION")).to_owned(), inputs, names: given, aliases }
    }

    /// Asked renames that were not made, because something else has the name.
    #[must_use]
    pub fn refused_renames(&self, given: &Names) -> Vec<(String, String)> {
        let refused = self.renames.iter().filter(|(identity, asked)| {
            // A function's name stands behind its module.
            let given = given.get(identity).map(|name| name.rsplit("::").next().unwrap_or(name));
            given.is_some_and(|given| given != asked.as_str())
        });
        refused.map(|(identity, asked)| (identity.clone(), asked.clone())).collect()
    }

    /// Asked renames of things that do not exist, each with the nearest identity that does.
    #[must_use]
    pub fn unused_renames(&self, given: &Names) -> Vec<(&'a str, Option<String>)> {
        let unused = self.renames.keys().filter(|identity| given.get(identity).is_none());
        unused
            .map(|identity| {
                let near = nearest(identity, given.iter().map(|(identity, _)| identity));
                (identity.as_str(), near.map(str::to_owned))
            })
            .collect()
    }
}

/// What became of the names between two lock files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameChanges {
    /// Identities in both whose name differs, with the old and the new name.
    pub renamed: Vec<(String, String, String)>,
    /// Identities that left the docs, with their name.
    pub gone: Vec<(String, String)>,
    /// Identities that are new, with their name.
    pub new: Vec<(String, String)>,
}

impl NameChanges {
    /// Compares the names of two lock files.
    #[must_use]
    pub fn between(before: &Names, after: &Names) -> Self {
        let mut changes = Self::default();
        for (identity, old) in before.iter() {
            match after.get(identity) {
                Some(new) if new == old => {}
                Some(new) => changes.renamed.push((identity.to_owned(), old.to_owned(), new.to_owned())),
                None => changes.gone.push((identity.to_owned(), old.to_owned())),
            }
        }
        let new = after.iter().filter(|(identity, _)| before.get(identity).is_none());
        changes.new = new.map(|(identity, name)| (identity.to_owned(), name.to_owned())).collect();
        changes
    }
}
