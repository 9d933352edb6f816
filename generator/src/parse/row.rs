//! One line of a table: where its cells are.

use std::ops::Range;

use super::inline::CodeSpans;
use super::masking::unquoted;
use super::text::{Text, trim_range};
use crate::source::FileId;

/// The cells of a line, without the blanks at their ends. Pipes that are escaped or stand in a code span do not part
/// cells; the pipes at the ends of the line may be missing.
pub(super) fn cells(source: &str, line: Range<usize>, file: FileId) -> Vec<Text<'_>> {
    let Some(text) = source.get(line.clone()) else { return Vec::new() };
    let start = line.start + (text.len() - unquoted(text).len());
    let inner = trim_range(source, start..line.end);
    let raw = source.get(inner.clone()).unwrap_or("");
    let mut out = Vec::with_capacity(4);
    let mut push = |from: usize, to: usize| {
        let cell = trim_range(source, inner.start + from..inner.start + to);
        out.push(Text::slice(file, source, cell));
    };
    let bytes = raw.as_bytes();
    let mut codes = CodeSpans::default();
    let mut from = usize::from(raw.starts_with('|'));
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                at = match codes.find(raw, at) {
                    Some((_, end)) => end,
                    None => at + bytes[at..].iter().take_while(|&&byte| byte == b'`').count(),
                }
            }
            b'|' => {
                push(from, at);
                at += 1;
                from = at;
            }
            _ => at += 1,
        }
    }
    // Behind a closing pipe there is no further cell.
    if from < bytes.len() || out.is_empty() {
        let cell = trim_range(source, inner.start + from.min(raw.len())..inner.end);
        out.push(Text::slice(file, source, cell));
    }
    out
}

/// `|:---|---:|`, with at least one pipe.
pub(super) fn is_delimiter(text: &str) -> bool {
    let text = unquoted(text).trim_end();
    let mut pipes = 0;
    let mut dashes = false;
    let mut cell_has_dash = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'|' => {
                if at > 0 && !cell_has_dash {
                    return false;
                }
                cell_has_dash = false;
                pipes += 1;
            }
            b'-' => {
                dashes = true;
                cell_has_dash = true;
            }
            b':' | b' ' | b'\t' => {}
            _ => return false,
        }
    }
    pipes > 0 && dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_has_a_dash_in_each_cell() {
        for (line, expected) in [
            ("|:---|---:|:-:|", true),
            ("---|---", true),
            ("|-|", true),
            (" > | - | - | ", true),
            ("|---|\t", true),
            ("---", false),
            ("|:|", false),
            ("|", false),
            ("||", false),
            ("|-||-|", false),
            ("|-|:|", false),
            ("|-|a|", false),
            ("", false),
        ] {
            assert_eq!(is_delimiter(line), expected, "{line}");
        }
    }

    #[test]
    fn cells_stand_between_pipes_that_are_no_text() {
        for (line, expected) in [
            ("|a|b|", &["a", "b"][..]),
            ("a|b", &["a", "b"]),
            ("| a | |", &["a", ""]),
            ("|a|b", &["a", "b"]),
            ("|a\\|b|c|", &["a\\|b", "c"]),
            ("|`a|b`|c|", &["`a|b`", "c"]),
            ("|``a`|b``|c|", &["``a`|b``", "c"]),
            ("|`a|b|", &["`a", "b"]),
            ("|`` `|b|", &["`` `", "b"]),
            ("> |a|b|", &["a", "b"]),
            ("|", &[""]),
            ("", &[""]),
            ("|a\\", &["a\\"]),
        ] {
            let found: Vec<String> =
                cells(line, 0..line.len(), FileId(0)).into_iter().map(|cell| cell.raw.into_owned()).collect();
            assert_eq!(found, expected, "{line}");
        }
        let line = "x\n| a |  b c |\ny";
        let places: Vec<&str> = cells(line, 2..14, FileId(0)).iter().map(|cell| &line[cell.span().range()]).collect();
        assert_eq!(places, ["a", "b c"]);
    }
}
