//! The first pass over raw Markdown: takes front matter and comments out of the text, so that what is commented out
//! can never be read as a table or a heading, and moves indented fences to the margin.
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
    /// Where a fence opens that nothing closes.
    pub(super) unclosed_fence: Option<Range<usize>>,
}

/// A comment: the whole, and what is between the marks.
pub(super) struct Comment {
    pub(super) whole: Range<usize>,
    pub(super) inside: Range<usize>,
    pub(super) closed: bool,
}

/// Runs the pass.
pub(super) fn mask(source: &str) -> Masked {
    let mut out = Masked { text: String::new(), front_matter: None, comments: Vec::new(), unclosed_fence: None };
    let mut bytes = source.as_bytes().to_vec();
    let mut at = 0;
    if let Some((inside, end)) = front_matter(source) {
        blank(&mut bytes, 0..end);
        out.front_matter = Some(inside);
        at = end;
    }
    let mut fence: Option<(FenceMark, Range<usize>)> = None;
    // The first `-->` that has not been passed yet; looked up again only when passed.
    let mut next_close = find(source, "-->", at);
    let mut line_end = at;
    // Nothing but blanks and comments stands before `at` on its line.
    let mut fresh = true;
    while at < source.len() {
        if fresh || at > line_end {
            line_end = find(source, "\n", at).unwrap_or(source.len());
        }
        let line = &source[at..line_end];
        if fresh && let Some(mark) = &fence {
            if mark.0.closed_by(line) {
                margin(&mut bytes, source, at);
                fence = None;
            }
            at = line_end + 1;
            continue;
        }
        if fresh && let Some(mark) = FenceMark::of(line) {
            margin(&mut bytes, source, at);
            fence = Some((mark, at..line_end));
            at = line_end + 1;
            continue;
        }
        let Some(open) = comment_start(line).map(|offset| at + offset) else {
            at = line_end + 1;
            fresh = true;
            continue;
        };
        while next_close.is_some_and(|close| close < open + 4) {
            next_close = find(source, "-->", next_close.map_or(0, |close| close + 1));
        }
        let comment = comment(source, open, next_close);
        fresh = fresh && source[at..open].bytes().all(|byte| byte.is_ascii_whitespace());
        at = comment.whole.end;
        blank(&mut bytes, comment.whole.clone());
        out.comments.push(comment);
        if at > line_end {
            line_end = find(source, "\n", at).unwrap_or(source.len());
            fresh = true;
        }
        if fresh && !source[at..line_end].bytes().all(|byte| byte.is_ascii_whitespace()) {
            // What follows the closing mark on its line starts a line of its own.
            bytes[at - 1] = b'\n';
        }
    }
    out.unclosed_fence = fence.map(|(_, range)| range);
    // Only ASCII bytes replaced whole characters, so this does not fail; if it did, the page would be read unmasked.
    out.text = String::from_utf8(bytes).unwrap_or_else(|_| source.to_owned());
    out
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
    let at = line.find("<!--")?;
    (line[..at].bytes().filter(|&byte| byte == b'`').count() % 2 == 0).then_some(at)
}

/// A comment ends at its mark. Where the mark is missing and the comment holds an object, it ends with the object.
fn comment(source: &str, open: usize, close: Option<usize>) -> Comment {
    let inside_start = open + 4;
    let end = close.unwrap_or(source.len());
    let inside = &source[inside_start.min(end)..end];
    let suspicious = close.is_none() || inside.contains("<!--");
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
    source.get(from..).and_then(|rest| rest.find(needle)).map(|at| from + at)
}

/// Blanks a range, line breaks excepted.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Moves an indented fence to the margin: the last blank before it becomes a line break.
fn margin(bytes: &mut [u8], source: &str, at: usize) {
    let indent = source[at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    if indent > 0 {
        bytes[at + indent - 1] = b'\n';
    }
}

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
        (width >= 3 && !(byte == b'`' && rest[width..].contains('`'))).then_some(Self { byte, width })
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
