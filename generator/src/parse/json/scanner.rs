//! Characters of a JSON text, and the parts of it that have no inner structure: comments and strings.

use crate::json::JsonDeviation;

/// A place in a text.
pub(super) struct Scanner<'t> {
    raw: &'t str,
    /// The next byte; always at the start of a character.
    pub(super) at: usize,
}

/// A string as read; no value where it is not closed.
pub(super) struct QuotedString {
    pub(super) value: Option<String>,
    pub(super) deviations: Vec<(JsonDeviation, usize)>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(raw: &'t str) -> Self {
        Self { raw, at: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.raw.len()
    }

    /// The place behind the character at a place.
    pub(super) fn behind(&self, at: usize) -> usize {
        at + self.raw.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }

    fn rest(&self) -> &'t str {
        self.raw.get(self.at..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        match self.raw.as_bytes().get(self.at) {
            Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
            _ => self.rest().chars().next(),
        }
    }

    pub(super) fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    pub(super) fn starts_with(&self, prefix: &str) -> bool {
        self.rest().starts_with(prefix)
    }

    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Where the unread text starts, if there is any.
    pub(super) fn rest_start(&self) -> Option<usize> {
        (self.at < self.raw.len()).then_some(self.at)
    }

    /// Passes a comment; `None` where there is none, else whether it is closed.
    pub(super) fn comment(&mut self) -> Option<bool> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Some(true);
        }
        if !rest.starts_with("/*") {
            return None;
        }
        match rest.get(2..).and_then(|inside| inside.find("*/")) {
            Some(length) => {
                self.at += length + 4;
                Some(true)
            }
            None => Some(false),
        }
    }

    /// Passes a string in any kind of quotes.
    pub(super) fn string(&mut self) -> QuotedString {
        let mut out = QuotedString { value: None, deviations: Vec::new() };
        let start = self.at;
        let Some(open) = self.peek() else { return out };
        self.bump();
        let typographic = !open.is_ascii();
        let closes = |c: char| match open {
            '"' | '\'' => c == open,
            '\u{2018}' | '\u{2019}' => matches!(c, '\u{2018}' | '\u{2019}'),
            _ => matches!(c, '\u{201c}' | '\u{201d}' | '"'),
        };
        if typographic {
            out.deviations.push((JsonDeviation::SmartQuotes, start));
        } else if open == '\'' {
            out.deviations.push((JsonDeviation::SingleQuotes, start));
        }
        let mut value = String::new();
        loop {
            let plain = self.take_while(|c| c != '\\' && c >= ' ' && !closes(c));
            value.push_str(plain);
            let at = self.at;
            let Some(next) = self.peek() else { return out };
            self.bump();
            if closes(next) {
                out.value = Some(value);
                return out;
            }
            if next == '\\' {
                self.escape(at, &mut value, &mut out.deviations);
            } else if next == '\n' && open == '"' && self.closed_by_smart_quote(at, &mut value) {
                out.deviations.push((JsonDeviation::SmartQuotes, self.at - '\u{201d}'.len_utf8()));
                out.value = Some(value);
                return out;
            } else {
                // One note a string: a text of many lines is one mistake.
                if !out.deviations.iter().any(|&(deviation, _)| deviation == JsonDeviation::RawControl) {
                    out.deviations.push((JsonDeviation::RawControl, at));
                }
                value.push(next);
            }
        }
    }

    /// A line that ends with a typographic quote, or with one and a comma: the string ended there. Goes back to that place.
    fn closed_by_smart_quote(&mut self, line_end: usize, value: &mut String) -> bool {
        let written = value.trim_end_matches(['\r', ' ', '\t']);
        let written = written.strip_suffix(',').unwrap_or(written).trim_end_matches(' ');
        let Some(inner) = written.strip_suffix(['\u{201d}', '\u{201c}']) else { return false };
        // Nothing behind the quote is an escape, so what was read and what is written have the same length from here.
        self.at = line_end - (value.len() - written.len());
        value.truncate(inner.len());
        true
    }

    fn escape(&mut self, at: usize, value: &mut String, deviations: &mut Vec<(JsonDeviation, usize)>) {
        let Some(kind) = self.peek() else { return };
        self.bump();
        match kind {
            '"' | '\\' | '/' => value.push(kind),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            'u' => {
                if let Some(unit) = self.unit() {
                    value.push(self.scalar(unit));
                } else {
                    deviations.push((JsonDeviation::OddEscape, at));
                    value.push_str("\\u");
                }
            }
            other => {
                deviations.push((JsonDeviation::OddEscape, at));
                if other != '\'' {
                    value.push('\\');
                }
                value.push(other);
            }
        }
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.raw.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// The character of one escaped unit, or of two that make a pair. Half a pair becomes the replacement character.
    fn scalar(&mut self, unit: u32) -> char {
        if (0xd800..0xdc00).contains(&unit) && self.starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            if let Some(low) = self.unit()
                && (0xdc00..0xe000).contains(&low)
            {
                let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.at = before;
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}
