//! The first pass over raw Markdown: takes front matter, comments and code blocks out of the text, so that what is
//! commented out can never be read as a table or a heading, nor a code block's line.
//!
//! The masked text has the length of the original, and every byte that stays keeps its offset.

use std::ops::Range;

use super::text::{lines, trim_range};

/// What the pass found.
pub(super) struct Masked {
    /// The text to read on.
    pub(super) text: String,
    /// The inside of the front matter.
    pub(super) front_matter: Option<Range<usize>>,
    /// The comments, in order.
    pub(super) comments: Vec<Comment>,
    /// The code blocks, in order.
    pub(super) fences: Vec<FenceRange>,
}

/// A comment: the whole, and what is between the marks.
pub(super) struct Comment {
    pub(super) whole: Range<usize>,
    pub(super) inside: Range<usize>,
    pub(super) closed: bool,
}

/// A code block: the whole, the words behind the opening mark, and the lines between the marks.
pub(super) struct FenceRange {
    pub(super) whole: Range<usize>,
    pub(super) language: Range<usize>,
    pub(super) inside: Range<usize>,
    /// It stands in a quote; so does each of its lines.
    pub(super) quoted: bool,
    pub(super) closed: bool,
}

/// Runs the pass.
pub(super) fn mask(source: &str) -> Masked {
    let out = Masked { text: String::new(), front_matter: None, comments: Vec::new(), fences: Vec::new() };
    let mut pass = Pass { source, bytes: source.as_bytes().to_vec(), out, next_close: None };
    let mut at = 0;
    if let Some((inside, end)) = front_matter(source) {
        blank(&mut pass.bytes, 0..end);
        pass.out.front_matter = Some(inside);
        at = end;
    }
    pass.next_close = find(source, "-->", at);
    pass.run(at);
    // Whole characters were replaced by ASCII, so this does not fail; if it did, the page would be read unmasked.
    pass.out.text = String::from_utf8(pass.bytes).unwrap_or_else(|_| source.to_owned());
    pass.out
}

struct Pass<'s> {
    source: &'s str,
    bytes: Vec<u8>,
    out: Masked,
    /// The first `-->` that has not been passed yet; looked up again only when passed.
    next_close: Option<usize>,
}

impl Pass<'_> {
    fn run(&mut self, mut at: usize) {
        let source = self.source;
        let mut line_end = at;
        // Nothing but blanks and comments stands before `at` on its line.
        let mut fresh = true;
        while at < source.len() {
            if fresh || at > line_end {
                line_end = line_end_from(source, at);
            }
            let line = &source[at..line_end];
            if fresh && let Some(mark) = FenceMark::of(line) {
                let fence = fence(source, at, line_end, &mark);
                blank(&mut self.bytes, fence.whole.clone());
                at = line_end_from(source, fence.whole.end) + 1;
                self.out.fences.push(fence);
                continue;
            }
            let Some(open) = comment_start(line).map(|offset| at + offset) else {
                at = line_end + 1;
                fresh = true;
                continue;
            };
            fresh = fresh && source[at..open].bytes().all(|byte| byte.is_ascii_whitespace());
            at = self.comment(open);
            if at > line_end {
                line_end = line_end_from(source, at);
                fresh = true;
            }
            if fresh && !source[at..line_end].bytes().all(|byte| byte.is_ascii_whitespace()) {
                // What follows the closing mark on its line starts a line of its own.
                self.bytes[at - 1] = b'\n';
            }
        }
    }

    /// Takes the comment out that opens at a place; the place behind it.
    fn comment(&mut self, open: usize) -> usize {
        while self.next_close.is_some_and(|close| close < open + 4) {
            self.next_close = find(self.source, "-->", self.next_close.map_or(0, |close| close + 1));
        }
        let comment = comment(self.source, open, self.next_close);
        let end = comment.whole.end;
        blank(&mut self.bytes, comment.whole.clone());
        self.out.comments.push(comment);
        end
    }
}

/// The code block whose opening line is `at..line_end`. Where its closing mark is missing, it ends before the next heading,
/// or before the next block that opens with a language.
fn fence(source: &str, at: usize, line_end: usize, mark: &FenceMark) -> FenceRange {
    let line = &source[at..line_end];
    let quoted = line.trim_start().starts_with('>');
    let words = at + (line.len() - unquoted(line).len()) + mark.width;
    let language = trim_range(source, words..line_end);
    let start = source.len().min(line_end + 1);
    let mut heading = None;
    let mut end = source.len();
    for inner in lines(source, start..source.len()) {
        let text = &source[inner.clone()];
        if mark.closed_by(text) {
            return FenceRange { whole: at..inner.end, language, inside: start..inner.start, quoted, closed: true };
        }
        if heading.is_none() && is_heading(text) {
            heading = Some(inner.start);
        }
        if FenceMark::of(text).is_some_and(|other| other.byte == mark.byte && other.width == mark.width) {
            end = inner.start;
            break;
        }
    }
    let end = heading.unwrap_or(end).max(start);
    let inside = start..end;
    let whole = at..trim_range(source, inside.clone()).end.max(line_end);
    FenceRange { whole, language, inside, quoted, closed: false }
}

/// A heading below the first level; `# ` opens a remark in many languages.
fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    (2..=6).contains(&level) && line[level..].starts_with(' ')
}

/// Front matter: everything between a first line `---` and the next one.
fn front_matter(source: &str) -> Option<(Range<usize>, usize)> {
    let mut all = lines(source, 0..source.len());
    let first = all.next()?;
    if source[first].trim_end() != "---" {
        return None;
    }
    let mut start = None;
    for line in all {
        let start = *start.get_or_insert(line.start);
        if source[line.clone()].trim_end() == "---" {
            let end = source[line.end..].find('\n').map_or(source.len(), |offset| line.end + offset + 1);
            return Some((start..line.start, end));
        }
    }
    None
}

/// Where a comment opens on a line, outside code spans.
fn comment_start(line: &str) -> Option<usize> {
    let at = memchr::memchr_iter(b'<', line.as_bytes()).find(|&at| line[at..].starts_with("<!--"))?;
    (line[..at].bytes().filter(|&byte| byte == b'`').count() % 2 == 0).then_some(at)
}

/// A comment ends at its mark. Where the mark is missing and the comment holds an object, it ends with the object.
fn comment(source: &str, open: usize, close: Option<usize>) -> Comment {
    let inside_start = open + 4;
    let end = close.unwrap_or(source.len());
    let inside = &source[inside_start.min(end)..end];
    let suspicious = close.is_none() || find(inside, "<!--", 0).is_some();
    if suspicious && let Some(length) = object_length(inside) {
        let end = inside_start + length;
        let tail = source[end..].trim_start();
        if !tail.starts_with("-->") {
            return Comment { whole: open..end, inside: inside_start..end, closed: false };
        }
    }
    match close {
        Some(close) => Comment { whole: open..close + 3, inside: inside_start..close, closed: true },
        None => Comment { whole: open..source.len(), inside: inside_start.min(source.len())..source.len(), closed: false },
    }
}

/// The length of a leading object, blanks before it included.
fn object_length(text: &str) -> Option<usize> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn find(source: &str, needle: &str, from: usize) -> Option<usize> {
    source.get(from..).and_then(|rest| memchr::memmem::find(rest.as_bytes(), needle.as_bytes())).map(|at| from + at)
}

/// The end of the line that a place lies in.
fn line_end_from(source: &str, at: usize) -> usize {
    source.get(at..).and_then(|rest| memchr::memchr(b'\n', rest.as_bytes())).map_or(source.len(), |length| at + length)
}

/// Blanks a range, line breaks excepted.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Wider marks open nothing; the bound keeps the search for closing marks linear on any page.
const MAX_MARK: usize = 32;

/// The mark that opened a fence.
struct FenceMark {
    byte: u8,
    width: usize,
}

impl FenceMark {
    /// The mark, if the line opens a fence; quote marks may stand before it.
    fn of(line: &str) -> Option<Self> {
        let rest = unquoted(line);
        let byte = *rest.as_bytes().first()?;
        if !matches!(byte, b'`' | b'~') {
            return None;
        }
        let width = rest.bytes().take_while(|&other| other == byte).count();
        ((3..=MAX_MARK).contains(&width) && !(byte == b'`' && rest[width..].contains('`'))).then_some(Self { byte, width })
    }

    fn closed_by(&self, line: &str) -> bool {
        let rest = unquoted(line);
        let width = rest.bytes().take_while(|&other| other == self.byte).count();
        width >= self.width && trim_range(rest, width..rest.len()).is_empty()
    }
}

/// A line without indentation and quote marks.
pub(super) fn unquoted(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

#[cfg(test)]
mod tests;
