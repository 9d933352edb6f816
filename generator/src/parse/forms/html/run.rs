//! A run of text in HTML as Markdown: entities decoded, marks set, every byte with its place.

use std::ops::Range;

use super::super::super::text::Text;
use crate::source::FileId;

/// Running text while it is read.
pub(super) struct Run<'a> {
    source: &'a str,
    text: Text<'a>,
    start: usize,
    /// Blanks and line breaks mean themselves.
    verbatim: bool,
    /// Within a code span nothing is escaped.
    in_code: bool,
}

impl<'a> Run<'a> {
    pub(super) fn new(file: FileId, source: &'a str, at: usize) -> Self {
        Self { source, text: Text::slice(file, source, at..at), start: at, verbatim: false, in_code: false }
    }

    /// A code block.
    pub(super) fn code(file: FileId, source: &'a str, at: usize) -> Self {
        Self { verbatim: true, ..Self::new(file, source, at) }
    }

    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn finish(self) -> Text<'a> {
        self.text
    }

    /// Characters that stand nowhere.
    pub(super) fn mark(&mut self, mark: &str, at: usize) {
        self.text.push(mark, self.source, at..at);
    }

    pub(super) fn open_code(&mut self, at: usize) {
        self.in_code = true;
        self.mark("`", at);
    }

    pub(super) fn close_code(&mut self, at: usize) {
        if self.in_code {
            self.in_code = false;
            self.mark("`", at);
        }
    }

    /// A piece of the page's text.
    pub(super) fn text(&mut self, place: Range<usize>) {
        let Some(raw) = self.source.get(place.clone()) else { return };
        let mut from = 0;
        let bytes = raw.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            if at < from {
                continue;
            }
            if byte == b'&'
                && let Some((character, length)) = entity(&raw[at..])
            {
                self.slice(place.start + from..place.start + at);
                let mut decoded = String::new();
                if self.escapes(character) {
                    decoded.push('\\');
                }
                decoded.push(character);
                from = at + length;
                self.text.push(&decoded, self.source, place.start + from..place.start + from);
            } else if byte.is_ascii() && self.escapes(char::from(byte)) {
                self.slice(place.start + from..place.start + at);
                self.text.push("\\", self.source, place.start + at..place.start + at + 1);
                from = at + 1;
            }
        }
        self.slice(place.start + from..place.end);
    }

    /// The character would mean something in Markdown.
    fn escapes(&self, character: char) -> bool {
        !self.verbatim && !self.in_code && matches!(character, '*' | '`' | '[' | ']' | '<' | '\\')
    }

    fn slice(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.text.push("", self.source, range);
        }
    }
}

/// The character reference that a text begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "hellip" => '\u{2026}',
        "check" => '\u{2713}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, end + 1))
}
