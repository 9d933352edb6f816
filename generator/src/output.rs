//! The whole output in memory: path to text, sorted. Nothing is on disk before all of it is here.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Files to be written, by path from the output folder, `/` between parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<String, String>,
}

impl OutputTree {
    /// Adds a file.
    ///
    /// # Panics
    /// When the path is there already: two plans for one file are a fault of ours, never of the input.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        match self.files.entry(path.into()) {
            Entry::Vacant(entry) => {
                entry.insert(text.into());
            }
            Entry::Occupied(entry) => panic!("the plan names {} twice", entry.key()),
        }
    }

    /// All files in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
