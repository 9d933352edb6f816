//! JSON as the pages write it: strict where possible, else with everything that a forgiving reader lets pass.
//!
//! One pass, linear in the length of the text; nesting is limited. The strict verdict is `serde_json`'s.

mod scanner;

use std::collections::BTreeSet;

use scanner::Scanner;

use super::text::Text;
use crate::json::{Json, JsonDeviation, JsonText, JsonValue};
use crate::source::Spanned;

/// Values nested deeper than this are not read.
const MAX_DEPTH: usize = 100;

/// Reads a text that should be one JSON value.
pub(super) fn read(text: &Text<'_>) -> JsonText {
    let strict = serde_json::from_str::<serde::de::IgnoredAny>(text.raw.trim_matches([' ', '\t', '\n', '\r'])).is_ok();
    let mut reader = Reader { scan: Scanner::new(&text.raw), text, deviations: Vec::new() };
    let value = reader.document();
    JsonText { text: text.trimmed(), strict, value, deviations: reader.deviations }
}

struct Reader<'t, 'a> {
    scan: Scanner<'t>,
    text: &'t Text<'a>,
    deviations: Vec<Spanned<JsonDeviation>>,
}

/// The reader cannot go on; the reason is the last deviation.
struct GaveUp;

impl Reader<'_, '_> {
    fn document(&mut self) -> Option<Json> {
        let value = match self.blanks().and_then(|()| self.value(0)) {
            Ok(value) => value,
            Err(GaveUp) => return None,
        };
        if self.blanks().is_err() {
            return None;
        }
        if let Some(start) = self.scan.rest_start() {
            let rest = self.text.span_of(start..self.scan.len());
            self.deviations.push(Spanned::new(JsonDeviation::TrailingText, rest));
        }
        Some(value)
    }

    fn note(&mut self, deviation: JsonDeviation, start: usize) {
        let end = self.scan.at.max(self.scan.behind(start));
        self.deviations.push(Spanned::new(deviation, self.text.span_of(start..end)));
    }

    fn give_up<T>(&mut self, deviation: JsonDeviation) -> Result<T, GaveUp> {
        let at = self.scan.at;
        self.deviations.push(Spanned::new(deviation, self.text.span_of(at..self.scan.behind(at))));
        Err(GaveUp)
    }

    /// Passes blanks and comments.
    fn blanks(&mut self) -> Result<(), GaveUp> {
        loop {
            let start = self.scan.at;
            match self.scan.peek() {
                Some(' ' | '\t' | '\n' | '\r') => self.scan.bump(),
                Some('/') => {
                    let Some(closed) = self.scan.comment() else { return Ok(()) };
                    if !closed {
                        return self.give_up(JsonDeviation::Unclosed);
                    }
                    self.note(JsonDeviation::Comment, start);
                }
                Some(other) if super::text::is_blank(other) => {
                    self.scan.bump();
                    while self.scan.peek().is_some_and(super::text::is_blank) {
                        self.scan.bump();
                    }
                    self.note(JsonDeviation::OddBlank, start);
                }
                _ => return Ok(()),
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, GaveUp> {
        let start = self.scan.at;
        let value = match self.scan.peek() {
            None => return self.give_up(JsonDeviation::Unclosed),
            Some('{' | '[') if depth >= MAX_DEPTH => return self.give_up(JsonDeviation::TooDeep),
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some('"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}') => JsonValue::String(self.string()?),
            Some(first) if first.is_ascii_digit() || matches!(first, '-' | '+' | '.') => self.number()?,
            Some(first) if first.is_ascii_alphabetic() => self.word()?,
            Some(_) => return self.give_up(JsonDeviation::Unreadable),
        };
        Ok(Json { span: self.text.span_of(start..self.scan.at), value })
    }

    fn object(&mut self, depth: usize) -> Result<JsonValue, GaveUp> {
        self.scan.bump();
        let mut members: Vec<(Spanned<String>, Json)> = Vec::new();
        loop {
            if self.separator('}', !members.is_empty())? {
                break;
            }
            let start = self.scan.at;
            let key = match self.scan.peek() {
                None => return self.give_up(JsonDeviation::Unclosed),
                Some('"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}') => self.string()?,
                Some(first) if first.is_alphanumeric() || matches!(first, '_' | '@' | '$' | '#') => {
                    let key = self.scan.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '$' | '#' | '.' | '-'));
                    let key = key.to_owned();
                    self.note(JsonDeviation::UnquotedKey, start);
                    key
                }
                Some(_) => return self.give_up(JsonDeviation::Unreadable),
            };
            let key = Spanned::new(key, self.text.span_of(start..self.scan.at));
            self.blanks()?;
            if self.scan.peek() != Some(':') {
                let reason = if self.scan.peek().is_none() { JsonDeviation::Unclosed } else { JsonDeviation::Unreadable };
                return self.give_up(reason);
            }
            self.scan.bump();
            self.blanks()?;
            let value = self.value(depth + 1)?;
            members.push((key, value));
        }
        let mut seen = BTreeSet::new();
        for (key, _) in &members {
            if !seen.insert(key.value.as_str()) {
                self.deviations.push(Spanned::new(JsonDeviation::DuplicateKey, key.span));
            }
        }
        Ok(JsonValue::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<JsonValue, GaveUp> {
        self.scan.bump();
        let mut elements = Vec::new();
        loop {
            if self.separator(']', !elements.is_empty())? {
                break;
            }
            elements.push(self.value(depth + 1)?);
        }
        Ok(JsonValue::Array(elements))
    }

    /// Passes what stands before the next member or element; true at the closing bracket, which it passes too.
    fn separator(&mut self, close: char, after_value: bool) -> Result<bool, GaveUp> {
        let mut comma: Option<usize> = None;
        let mut expected = after_value;
        loop {
            self.blanks()?;
            let at = self.scan.at;
            match self.scan.peek() {
                None => return self.give_up(JsonDeviation::Unclosed),
                Some(',') => {
                    if !expected {
                        self.scan.bump();
                        self.note(JsonDeviation::TrailingComma, at);
                        continue;
                    }
                    expected = false;
                    comma = Some(at);
                    self.scan.bump();
                }
                Some('.') if self.scan.starts_with("...") => {
                    self.scan.take_while(|c| c == '.');
                    self.note(JsonDeviation::Ellipsis, at);
                    expected = true;
                    comma = None;
                }
                Some('\u{2026}') => {
                    self.scan.bump();
                    self.note(JsonDeviation::Ellipsis, at);
                    expected = true;
                    comma = None;
                }
                Some(other) if other == close => {
                    if let Some(comma) = comma {
                        let span = self.text.span_of(comma..comma + 1);
                        self.deviations.push(Spanned::new(JsonDeviation::TrailingComma, span));
                    }
                    self.scan.bump();
                    return Ok(true);
                }
                Some('}' | ']') => return self.give_up(JsonDeviation::Unreadable),
                Some(_) => {
                    if expected {
                        self.note(JsonDeviation::MissingComma, at);
                    }
                    return Ok(false);
                }
            }
        }
    }

    fn string(&mut self) -> Result<String, GaveUp> {
        let start = self.scan.at;
        let string = self.scan.string();
        for (deviation, at) in string.deviations {
            self.deviations.push(Spanned::new(deviation, self.text.span_of(at..self.scan.behind(at))));
        }
        if let Some(value) = string.value {
            return Ok(value);
        }
        self.scan.at = start;
        self.give_up(JsonDeviation::Unclosed)
    }

    fn number(&mut self) -> Result<JsonValue, GaveUp> {
        let start = self.scan.at;
        let text = self.scan.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        if is_number(text) {
            return Ok(JsonValue::Number(text.to_owned()));
        }
        let plain = text.strip_prefix('+').unwrap_or(text);
        let mended = if let Some(hex) = plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
            u64::from_str_radix(hex, 16).ok().map(|number| number.to_string())
        } else if plain.starts_with('.') && is_number(&format!("0{plain}")) {
            Some(format!("0{plain}"))
        } else if plain.ends_with('.') && is_number(&plain[..plain.len() - 1]) {
            Some(plain[..plain.len() - 1].to_owned())
        } else {
            is_number(plain).then(|| plain.to_owned())
        };
        match mended {
            Some(number) => {
                self.note(JsonDeviation::OddNumber, start);
                Ok(JsonValue::Number(number))
            }
            None if text.len() >= 7 && text.as_bytes()[4] == b'-' => {
                // A point in time without quotes.
                let rest = self.scan.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '-' | '+'));
                self.note(JsonDeviation::OddNumber, start);
                Ok(JsonValue::String(format!("{text}{rest}")))
            }
            None => {
                self.scan.at = start;
                self.give_up(JsonDeviation::Unreadable)
            }
        }
    }

    fn word(&mut self) -> Result<JsonValue, GaveUp> {
        let start = self.scan.at;
        let word = self.scan.take_while(|c| c.is_ascii_alphanumeric());
        let value = match word {
            "null" => return Ok(JsonValue::Null),
            "true" => return Ok(JsonValue::Bool(true)),
            "false" => return Ok(JsonValue::Bool(false)),
            "True" => JsonValue::Bool(true),
            "False" => JsonValue::Bool(false),
            // JSON has no number for them; a string keeps the word.
            "NaN" | "Infinity" => JsonValue::String(word.to_owned()),
            _ => {
                self.scan.at = start;
                return self.give_up(JsonDeviation::Unreadable);
            }
        };
        self.note(JsonDeviation::OddNumber, start);
        Ok(value)
    }
}

/// A number by RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let bytes = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let digits = |from: usize| bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let whole = digits(0);
    if whole == 0 || (whole > 1 && bytes[0] == b'0') {
        return false;
    }
    let mut at = whole;
    if bytes.get(at) == Some(&b'.') {
        let count = digits(at + 1);
        if count == 0 {
            return false;
        }
        at += 1 + count;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let count = digits(at + 1 + sign);
        if count == 0 {
            return false;
        }
        at += 1 + sign + count;
    }
    at == bytes.len()
}

#[cfg(test)]
mod tests;
