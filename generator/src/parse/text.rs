//! A run of page text that remembers where each of its bytes stands, even when a quote mark or a line break between
//! two pieces was left out.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{FileId, Span, Spanned};

/// A run of page text.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    file: FileId,
    /// The text itself.
    pub(super) raw: Cow<'a, str>,
    /// Where `raw` starts in the file.
    start: usize,
    /// Where later pieces start: offset in `raw`, offset in the file. Empty for text in one piece.
    later: Vec<(usize, usize)>,
    end: usize,
}

impl<'a> Text<'a> {
    /// One piece: `source[range]`.
    pub(super) fn slice(file: FileId, source: &'a str, range: Range<usize>) -> Self {
        let raw = source.get(range.clone()).unwrap_or("");
        Self { file, raw: Cow::Borrowed(raw), start: range.start, later: Vec::new(), end: range.start + raw.len() }
    }

    /// Adds `source[range]` behind what is there; `separator` stands between the two and belongs to no place.
    pub(super) fn push(&mut self, separator: &str, source: &'a str, range: Range<usize>) {
        let Some(piece) = source.get(range.clone()) else { return };
        if separator.is_empty() && range.start == self.end {
            if let Cow::Borrowed(_) = self.raw
                && let Some(whole) = source.get(self.start..range.end)
            {
                self.raw = Cow::Borrowed(whole);
            } else {
                self.raw.to_mut().push_str(piece);
            }
        } else {
            let raw = self.raw.to_mut();
            raw.push_str(separator);
            self.later.push((raw.len(), range.start));
            raw.push_str(piece);
        }
        self.end = range.end;
    }

    /// Adds another text behind a separator.
    pub(super) fn append(&mut self, separator: &str, other: &Text<'a>) {
        let raw = self.raw.to_mut();
        raw.push_str(separator);
        let base = raw.len();
        raw.push_str(&other.raw);
        self.later.push((base, other.start));
        self.later.extend(other.later.iter().map(|&(own, place)| (base + own, place)));
        self.end = other.end;
    }

    /// A part as a text of its own.
    pub(super) fn sub(&self, part: Range<usize>) -> Self {
        let start = self.offset(part.start);
        let later = self
            .later
            .iter()
            .filter(|&&(own, _)| part.start < own && own < part.end)
            .map(|&(own, place)| (own - part.start, place))
            .collect();
        let end = if part.end > part.start { self.offset(part.end - 1) + 1 } else { start };
        let raw = match &self.raw {
            Cow::Borrowed(raw) => Cow::Borrowed(raw.get(part).unwrap_or("")),
            Cow::Owned(raw) => Cow::Owned(raw.get(part).unwrap_or("").to_owned()),
        };
        Self { file: self.file, raw, start, later, end }
    }

    /// The empty text behind this one.
    pub(super) fn end(&self) -> Self {
        Self { file: self.file, raw: Cow::Borrowed(""), start: self.end, later: Vec::new(), end: self.end }
    }

    /// Where a byte of `raw` stands in the file.
    pub(super) fn offset(&self, at: usize) -> usize {
        let index = self.later.partition_point(|&(own, _)| own <= at);
        let (own, place) = match index.checked_sub(1).and_then(|index| self.later.get(index)) {
            Some(&piece) => piece,
            None => (0, self.start),
        };
        (place + (at - own)).min(self.end)
    }

    /// The place of a part of `raw`.
    pub(super) fn span_of(&self, part: Range<usize>) -> Span {
        let start = self.offset(part.start);
        // The end is the end of the last byte, not the start of the piece that follows.
        let end = if part.end > part.start { self.offset(part.end - 1) + 1 } else { start };
        Span::new(self.file, start, end)
    }

    /// The place of the whole.
    pub(super) fn span(&self) -> Span {
        Span::new(self.file, self.start, self.end)
    }

    /// A part of the text with its place.
    pub(super) fn part(&self, part: Range<usize>) -> Spanned<String> {
        Spanned::new(self.raw.get(part.clone()).unwrap_or("").to_owned(), self.span_of(part))
    }

    /// The text without blanks at its ends, with its place.
    pub(super) fn trimmed(&self) -> Spanned<String> {
        let range = trim_range(&self.raw, 0..self.raw.len());
        if range == (0..self.raw.len()) {
            return Spanned::new(self.raw.clone().into_owned(), self.span());
        }
        self.part(range)
    }

    /// Whether there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.raw.chars().all(is_blank)
    }
}

/// Blanks of any kind: white space, the no-break spaces, and the characters that show nothing.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// `range` without the blanks at its ends.
pub(super) fn trim_range(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else { return range };
    let tail = part.trim_start_matches(is_blank);
    let start = range.start + (part.len() - tail.len());
    start..start + tail.trim_end_matches(is_blank).len()
}

/// Lines of a text as ranges without their ends, `\n` and `\r\n` alike.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = range.start;
    let end = range.end.min(text.len());
    std::iter::from_fn(move || {
        let rest = text.get(next..end).filter(|rest| !rest.is_empty())?;
        let start = next;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        next = start + length + 1;
        Some(start..start + rest[..length].strip_suffix('\r').map_or(length, str::len))
    })
}

/// `text` starts with `prefix`, whatever the case of ASCII letters.
pub(super) fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// `text` ends with `suffix`, whatever the case of ASCII letters.
pub(super) fn ends_with_ignore_case(text: &str, suffix: &str) -> bool {
    let at = text.len().checked_sub(suffix.len());
    at.and_then(|at| text.as_bytes().get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(suffix.as_bytes()))
}

/// Where `needle` (lower case ASCII) occurs in `text`, whatever the case, at or behind `from`.
pub(super) fn find_ignore_case(text: &str, needle: &str, from: usize) -> Option<usize> {
    let haystack = text.as_bytes();
    let needle = needle.as_bytes();
    let first = *needle.first()?;
    let last = haystack.len().checked_sub(needle.len())?;
    let starts = memchr::memchr2_iter(first, first.to_ascii_uppercase(), haystack.get(from..=last)?);
    starts.map(|at| from + at).find(|&at| haystack[at..at + needle.len()].eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests;
