//! The one gate before anything is written: what is not Rust never reaches the disk.

#![expect(clippy::disallowed_types, reason = "shapes are many and alike, and nothing depends on their order")]

mod shape;

use std::collections::HashSet;
use std::fmt;

use rayon::prelude::*;

use crate::output::{OutputFile, OutputTree};

/// A generated file does not parse: our fault, never the input's.
#[derive(Debug)]
pub struct FormatError {
    /// The file.
    pub path: String,
    /// Line of the generated text, from 1.
    pub line: usize,
    /// What the parser says.
    pub message: String,
    /// The line's text.
    pub text: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the generated file {} is not Rust: line {}: {}\n  {}\nThis is a fault of docwright; nothing was written. Please report it with \
             the page that it was made from.",
            self.path, self.line, self.message, self.text
        )
    }
}

impl std::error::Error for FormatError {}

/// Refuses files that are not Rust. `known` tells which paths need no look, because the same bytes passed before: the
/// unchanged files of the output folder.
///
/// # Errors
/// The first file, in path order, that does not parse.
pub fn check(tree: &OutputTree, known: &(dyn Fn(&str) -> bool + Sync)) -> Result<(), FormatError> {
    let is_to_be_parsed = |path: &str, file: &OutputFile| is_rust(path) && !file.is_own_source() && !known(path);
    let files: Vec<(&str, &str)> =
        tree.files().filter(|(path, file)| is_to_be_parsed(path, file)).map(|(path, file)| (path, file.text())).collect();
    let cut = files.par_iter().fold(Cut::default, Cut::and).reduce(Cut::default, Cut::merged);
    let wrong: HashSet<String> = cut.shapes.into_par_iter().filter(|shape| syn::parse_file(shape).is_err()).collect();
    let as_a_whole = |file: &(&str, &str)| cut.without_shapes.contains(file.0) || has_any(file.1, &wrong);
    files.par_iter().filter(|file| as_a_whole(file)).find_map_first(|(path, text)| parse(path, text).err()).map_or(Ok(()), Err)
}

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// Files cut into shapes, each of which needs to be parsed only once.
#[derive(Default)]
struct Cut<'t> {
    shapes: HashSet<String>,
    /// Files that the parser has to see as they stand.
    without_shapes: HashSet<&'t str>,
}

impl<'t> Cut<'t> {
    fn and(mut self, (path, text): &(&'t str, &'t str)) -> Self {
        let mut new = Vec::new();
        let mut note = |shape: &str| {
            if !self.shapes.contains(shape) {
                new.push(shape.to_owned());
            }
        };
        match shape::shapes(text, &mut note) {
            Some(()) => self.shapes.extend(new),
            None => self.without_shapes.extend([*path]),
        }
        self
    }

    fn merged(self, other: Self) -> Self {
        let (mut more, fewer) = if self.shapes.len() < other.shapes.len() { (other, self) } else { (self, other) };
        more.shapes.extend(fewer.shapes);
        more.without_shapes.extend(fewer.without_shapes);
        more
    }
}

/// Whether a file has one of the shapes that do not parse.
fn has_any(text: &str, wrong: &HashSet<String>) -> bool {
    let mut found = false;
    if !wrong.is_empty() {
        let _ = shape::shapes(text, &mut |shape| found |= wrong.contains(shape));
    }
    found
}

fn parse(path: &str, text: &str) -> Result<(), FormatError> {
    syn::parse_file(text).map(|_| ()).map_err(|error| {
        let line = error.span().start().line;
        FormatError {
            path: path.to_owned(),
            line,
            message: error.to_string(),
            text: text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_rust_is_told_with_its_line() {
        let mut tree = OutputTree::default();
        for (path, text) in [
            ("src/a.rs", "pub struct B;\n"),
            ("src/x.rs", "pub struct A;\npub struct {}\n"),
            ("src/y.rs", "const A: char = 'a\n"),
            ("src/z.md", "no Rust"),
        ] {
            tree.insert(path, text);
        }
        let error = check(&tree, &|_| false).unwrap_err();
        assert_eq!((error.path.as_str(), error.line, error.text.as_str()), ("src/x.rs", 2, "pub struct {}"));
        assert_eq!(check(&tree, &|path| path == "src/x.rs").unwrap_err().path, "src/y.rs");
        assert!(check(&tree, &|path| path != "src/a.rs").is_ok());
    }
}
