//! The one gate before anything is written: what is not Rust never reaches the disk.

mod shape;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use rayon::prelude::*;

use crate::output::OutputTree;

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
    let files: Vec<(&str, &str)> = tree.iter().filter(|(path, _)| is_rust(path) && !known(path)).collect();
    files.into_par_iter().map(|(path, text)| check_file(path, text)).collect()
}

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

thread_local! {
    /// Shapes that parsed, of this thread.
    static PARSED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Parses a file by its shapes, most of which have parsed before; as a whole where one of them does not parse.
fn check_file(path: &str, text: &str) -> Result<(), FormatError> {
    if shape::shapes(text).is_some_and(|shapes| shapes.pieces.into_iter().all(parses)) {
        return Ok(());
    }
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

fn parses(shape: String) -> bool {
    PARSED.with_borrow_mut(|parsed| parsed.contains(&shape) || (syn::parse_file(&shape).is_ok() && { parsed.insert(shape) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_rust_is_told_with_its_line() {
        let error = check_file("src/x.rs", "pub struct A;\npub struct {}\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert_eq!(error.text, "pub struct {}");
    }
}
