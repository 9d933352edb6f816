//! Front matter: one `key: value` a line. Values are kept as text; no YAML beyond quotes occurs on these pages.

use std::ops::Range;

use super::text::{lines, trim_range};
use crate::source::{FileId, Span, Spanned};

/// The entries of a front matter block, in order.
pub(super) fn entries(source: &str, range: Range<usize>, file: FileId) -> Vec<(Spanned<String>, Spanned<String>)> {
    lines(source, range).filter_map(|line| entry(source, line, file)).collect()
}

fn entry(source: &str, line: Range<usize>, file: FileId) -> Option<(Spanned<String>, Spanned<String>)> {
    let text = source.get(line.clone())?;
    let colon = text.find(':')?;
    let key = trim_range(source, line.start..line.start + colon);
    let name = source.get(key.clone())?;
    // A list item or a continued value holds blanks before its first colon.
    if name.is_empty() || name.contains(char::is_whitespace) || name.starts_with(['-', '#']) || text.starts_with(' ') {
        return None;
    }
    let mut value = trim_range(source, line.start + colon + 1..line.end);
    let written = source.get(value.clone())?;
    for quote in ['"', '\''] {
        if written.len() >= 2 && written.starts_with(quote) && written.ends_with(quote) {
            value = value.start + 1..value.end - 1;
            break;
        }
    }
    let spanned = |range: Range<usize>| {
        Spanned::new(source.get(range.clone()).unwrap_or("").to_owned(), Span::new(file, range.start, range.end))
    };
    Some((spanned(key), spanned(value)))
}

#[cfg(test)]
mod tests;
