//! Inline Markdown: visible text, links, code spans. One scanner, linear in the length of the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::text::{Text, is_blank};
use crate::source::Spanned;

/// The longest link text or target that is looked for; it bounds the work on text full of open brackets.
const MAX_LINK_BYTES: usize = 2_000;

/// The definitions of reference links on a page, by lower-cased label.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkDefinitions(BTreeMap<String, String>);

impl LinkDefinitions {
    /// Notes a definition; the first one of a label stands.
    pub(super) fn insert(&mut self, label: &str, target: &str) {
        self.0.entry(key(label)).or_insert_with(|| target.to_owned());
    }

    /// The target of a label.
    pub(super) fn get(&self, label: &str) -> Option<&str> {
        if self.0.is_empty() { None } else { self.0.get(&key(label)).map(String::as_str) }
    }
}

fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A piece of inline Markdown; ranges are into the text that was scanned.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Plain text.
    Plain(Range<usize>),
    /// A character that was written as an entity.
    Entity(char),
    /// The inside of a code span.
    Code(Range<usize>),
    /// A link: its text, and its target.
    Link {
        /// Between the brackets.
        text: Range<usize>,
        /// Where it leads.
        target: Target,
    },
    /// `**` or `__`.
    Strong,
    /// `<br>`
    Break,
    /// An image or another tag: nothing visible.
    Hidden,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Written behind the text.
    Inline(Range<usize>),
    /// The label of a definition.
    Reference(Range<usize>),
}

/// Scans a text.
pub(super) struct Pieces<'t> {
    raw: &'t str,
    at: usize,
    codes: CodeSpans,
}

impl<'t> Pieces<'t> {
    /// A scanner over the whole of `raw`.
    pub(super) fn of(raw: &'t str) -> Self {
        Self { raw, at: 0, codes: CodeSpans::default() }
    }

    fn special(&mut self) -> Option<(Piece, usize)> {
        let bytes = self.raw.as_bytes();
        let at = self.at;
        match bytes[at] {
            b'\\' => {
                let next = *bytes.get(at + 1)?;
                next.is_ascii_punctuation().then(|| (Piece::Plain(at + 1..at + 2), at + 2))
            }
            b'`' => Some(match self.codes.find(self.raw, at) {
                Some((inner, end)) => (Piece::Code(inner), end),
                // The whole run is text, so that its rest is not tried again.
                None => (Piece::Plain(at..at + run(bytes, at)), at + run(bytes, at)),
            }),
            b'*' | b'_' if bytes.get(at + 1) == Some(&bytes[at]) => Some((Piece::Strong, at + 2)),
            b'!' if bytes.get(at + 1) == Some(&b'[') => {
                let (piece, end) = link(self.raw, at + 1)?;
                matches!(piece, Piece::Link { target: Target::Inline(_), .. }).then_some((Piece::Hidden, end))
            }
            b'[' => link(self.raw, at),
            b'<' => tag(self.raw, at),
            b'&' => entity(self.raw, at),
            _ => None,
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let bytes = self.raw.as_bytes();
        let start = self.at;
        while self.at < bytes.len() {
            if matches!(bytes[self.at], b'\\' | b'`' | b'*' | b'_' | b'!' | b'[' | b'<' | b'&') {
                let at = self.at;
                if let Some((piece, end)) = self.special() {
                    if at > start {
                        // The piece is found again at the next call; it starts here, so the work is done at most twice.
                        return Some(Piece::Plain(start..at));
                    }
                    self.at = end;
                    return Some(piece);
                }
            }
            self.at += 1;
        }
        (start < bytes.len()).then_some(Piece::Plain(start..bytes.len()))
    }
}

/// Finds the ends of code spans; remembers which lengths of back-tick runs have no partner further on.
#[derive(Default)]
pub(super) struct CodeSpans {
    hopeless: u64,
}

impl CodeSpans {
    /// The inside and the end of the code span that opens at `at`, if it is closed.
    pub(super) fn find(&mut self, raw: &str, at: usize) -> Option<(Range<usize>, usize)> {
        let bytes = raw.as_bytes();
        let width = run(bytes, at);
        let bit = 1_u64.checked_shl(u32::try_from(width).ok()?)?;
        if self.hopeless & bit != 0 {
            return None;
        }
        let mut next = at + width;
        while next < bytes.len() {
            if bytes[next] == b'`' {
                let closing = run(bytes, next);
                if closing == width {
                    return Some((at + width..next, next + width));
                }
                next += closing;
            } else {
                next += 1;
            }
        }
        self.hopeless |= bit;
        None
    }
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == b'`').count()
}

/// The link that opens at `at`, in any of its spellings. A shortcut reference counts whether or not it is defined;
/// whoever asks for its target learns that.
fn link(raw: &str, at: usize) -> Option<(Piece, usize)> {
    let close = closing(raw, at, b'[', b']')?;
    let text = at + 1..close;
    let bytes = raw.as_bytes();
    // Authors leave a blank between text and target; renderers of the site follow such links.
    let mut open = close + 1;
    if bytes.get(open) == Some(&b' ') && bytes.get(open + 1) == Some(&b'(') {
        open += 1;
    }
    match bytes.get(open) {
        Some(b'(') => {
            let end = match closing(raw, open, b'(', b')') {
                Some(end) => end,
                // The closing parenthesis was forgotten at the end of the text.
                None if raw.len() - open < 200 && !raw[open..].contains(char::is_whitespace) => raw.len(),
                None => return None,
            };
            let inside = &raw[open + 1..end];
            let start = open + 1 + (inside.len() - inside.trim_start().len());
            let target = inside.trim_start().split([' ', '\t', '\n']).next().unwrap_or("");
            Some((Piece::Link { text, target: Target::Inline(start..start + target.len()) }, raw.len().min(end + 1)))
        }
        Some(b'[') => {
            let end = closing(raw, open, b'[', b']')?;
            let label = if end == open + 1 { text.clone() } else { open + 1..end };
            Some((Piece::Link { text, target: Target::Reference(label) }, end + 1))
        }
        _ => {
            let inside = &raw[text.clone()];
            let word = inside.starts_with(|c: char| c.is_ascii_alphabetic())
                && inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ' '));
            word.then(|| (Piece::Link { target: Target::Reference(text.clone()), text }, close + 1))
        }
    }
}

fn closing(raw: &str, at: usize, open: u8, close: u8) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut depth = 0_usize;
    let mut next = at;
    let limit = bytes.len().min(at + MAX_LINK_BYTES);
    while next < limit {
        let byte = bytes[next];
        if byte == b'\\' {
            next += 1;
        } else if byte == open {
            depth += 1;
            if depth > 8 {
                return None;
            }
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(next);
            }
        }
        next += 1;
    }
    None
}

/// Tags that show nothing of themselves. Everything else in angle brackets is text: `<address>` is a placeholder.
const HIDDEN_TAGS: [&str; 24] = [
    "sup", "sub", "b", "i", "em", "strong", "code", "a", "span", "p", "nobr", "u", "del", "s", "ul", "ol", "li", "table", "tr",
    "td", "th", "img", "div", "tbody",
];

fn tag(raw: &str, at: usize) -> Option<(Piece, usize)> {
    let rest = raw.get(at + 1..)?;
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let end = raw.as_bytes()[at..].iter().take(200).position(|&byte| byte == b'>')?;
    let word = &name[..length];
    if word.eq_ignore_ascii_case("br") {
        return Some((Piece::Break, at + end + 1));
    }
    HIDDEN_TAGS.iter().any(|known| word.eq_ignore_ascii_case(known)).then_some((Piece::Hidden, at + end + 1))
}

fn entity(raw: &str, at: usize) -> Option<(Piece, usize)> {
    let rest = raw.as_bytes().get(at + 1..)?;
    let length = rest.iter().take(10).position(|&byte| byte == b';')?;
    let name = raw.get(at + 1..at + 1 + length)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "vert" | "verbar" => '|',
        "ast" => '*',
        "lbrace" => '{',
        "rbrace" => '}',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            let character = char::from_u32(code)?;
            if is_blank(character) { ' ' } else { character }
        }
    };
    Some((Piece::Entity(character), at + 1 + length + 1))
}

/// What a reader sees: links as their text, no decoration, runs of blanks as one space.
pub(super) fn visible(raw: &str) -> String {
    if !raw.bytes().any(|byte| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'!') || byte >= 0x80) {
        return tidy(raw).into_owned();
    }
    let mut out = String::with_capacity(raw.len());
    push_visible(raw, &mut out, 0);
    let tidied = tidy(&out);
    let bare = undecorated(&tidied);
    if bare.len() == out.len() { out } else { bare.to_owned() }
}

fn push_visible(raw: &str, out: &mut String, depth: usize) {
    for piece in Pieces::of(raw) {
        match piece {
            Piece::Plain(range) | Piece::Code(range) => out.push_str(&raw[range]),
            Piece::Entity(character) => out.push(character),
            Piece::Link { text, .. } => {
                if depth < 3 {
                    push_visible(&raw[text], out, depth + 1);
                } else {
                    out.push_str(&raw[text]);
                }
            }
            Piece::Break => out.push(' '),
            Piece::Strong | Piece::Hidden => {}
        }
    }
}

/// Without one asterisk or underscore around the whole, and without a footnote asterisk at the end.
fn undecorated(text: &str) -> &str {
    if let Some(inner) = text.strip_prefix('_').and_then(|rest| rest.strip_suffix('_'))
        && !inner.contains('_')
        && !inner.is_empty()
    {
        return inner;
    }
    let text = match text.strip_prefix('*') {
        Some(rest) if rest.starts_with(|c: char| !c.is_whitespace()) => rest,
        _ => text,
    };
    match text.strip_suffix('*') {
        Some(rest) if rest.ends_with(|c: char| !c.is_whitespace()) => rest,
        _ => text,
    }
}

/// Blanks at the ends gone, runs of them made one space.
fn tidy(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_matches(is_blank);
    let mut previous = false;
    let neat = trimmed.chars().all(|c| {
        let blank = is_blank(c);
        let fine = !blank || (c == ' ' && !previous);
        previous = blank;
        fine
    });
    if neat {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut gap = false;
    for character in trimmed.chars() {
        if matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}') {
            continue;
        }
        if is_blank(character) {
            gap = true;
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// A link of a text: visible words and target.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Visible text, with the place between the brackets.
    pub(super) text: Spanned<String>,
    /// The target, with its place; a reference link's target has the place of its label.
    pub(super) target: Option<Spanned<String>>,
    /// The opening bracket; an offset in the text that was scanned.
    pub(super) at: usize,
    /// Behind the whole link.
    pub(super) end: usize,
}

/// The links of a text in order. Shortcut references without a definition are no links.
pub(super) fn links(text: &Text<'_>, definitions: &LinkDefinitions) -> Vec<Link> {
    let raw = text.raw.as_ref();
    if !raw.contains('[') {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut pieces = Pieces::of(raw);
    while let Some(piece) = pieces.next() {
        let Piece::Link { text: inner, target } = piece else { continue };
        let target = match target {
            Target::Inline(range) => Some(text.part(range)),
            Target::Reference(label) => match definitions.get(&raw[label.clone()]) {
                Some(target) => Some(Spanned::new(target.to_owned(), text.span_of(label))),
                None => continue,
            },
        };
        let at = inner.start - 1;
        out.push(Link { text: Spanned::new(visible(&raw[inner.clone()]), text.span_of(inner)), target, at, end: pieces.at });
    }
    out
}

/// The insides of the code spans of a text, in order.
pub(super) fn codes(raw: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    Pieces::of(raw).filter_map(|piece| match piece {
        Piece::Code(range) => Some(range),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
