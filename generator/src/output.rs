//! The whole output in memory: path to text, sorted. Nothing is on disk before all of it is here.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, OnceLock};

use crate::digest::sha256;

/// A file of the output.
#[derive(Debug)]
pub struct OutputFile {
    text: String,
    is_own_source: bool,
    digest: OnceLock<String>,
}

impl OutputFile {
    /// What stands in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text is a source file of docwright's own, which was compiled before docwright was.
    #[must_use]
    pub fn is_own_source(&self) -> bool {
        self.is_own_source
    }

    /// The SHA-256 of the text, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| sha256(self.text.as_bytes()))
    }
}

impl PartialEq for OutputFile {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for OutputFile {}

/// Files to be written, by path from the output folder, `/` between parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<String, Arc<OutputFile>>,
}

impl OutputTree {
    /// Adds a file.
    ///
    /// # Panics
    /// When the path is there already: two plans for one file are a fault of ours, never of the input.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.add(path.into(), text.into(), false);
    }

    /// Adds a source file of docwright's own, as it stands.
    ///
    /// # Panics
    /// As [`insert`](Self::insert).
    pub fn insert_own_source(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.add(path.into(), text.into(), true);
    }

    fn add(&mut self, path: String, text: String, is_own_source: bool) {
        match self.files.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(Arc::new(OutputFile { text, is_own_source, digest: OnceLock::new() }));
            }
            Entry::Occupied(entry) => panic!("the plan names {} twice", entry.key()),
        }
    }

    /// All files in path order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<OutputFile>)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// All paths and texts in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().map(|(path, file)| (path, file.text()))
    }

    /// A file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&Arc<OutputFile>> {
        self.files.get(path)
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.file(path).map(|file| file.text())
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
