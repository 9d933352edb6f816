//! The one gate before anything is written: what is not Rust never reaches the disk.

use std::fmt;

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

/// The text, once it parses as a Rust file.
pub(crate) fn checked(path: &str, text: String) -> Result<String, FormatError> {
    match syn::parse_file(&text) {
        Ok(_) => Ok(text),
        Err(error) => {
            let line = error.span().start().line;
            Err(FormatError {
                path: path.to_owned(),
                line,
                message: error.to_string(),
                text: text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_rust_is_told_with_its_line() {
        let error = checked("src/x.rs", "pub struct A;\npub struct {}\n".to_owned()).unwrap_err();
        assert_eq!(error.line, 2);
        assert_eq!(error.text, "pub struct {}");
    }
}
