//! Captured text as Markdown: characters that mean something in Markdown are escaped, and the code marks that later stages
//! rely on are set again. The marks belong to no place; every other byte keeps its own.

use std::ops::Range;

use super::super::text::{Text, find_ignore_case, trim_range};
use crate::source::FileId;

/// A range of captured text as Markdown.
pub(super) fn markdown(file: FileId, source: &str, range: Range<usize>) -> Text<'_> {
    let range = trim_range(source, range);
    let raw = source.get(range.clone()).unwrap_or("");
    let mut marks = marks(raw);
    if marks.is_empty() {
        return Text::slice(file, source, range);
    }
    marks.sort_by_key(|&(at, _)| at);
    let mut out = Text::slice(file, source, range.start..range.start);
    let mut from = 0;
    let mut pending = String::new();
    for (at, mark) in marks {
        if at > from {
            out.push(&pending, source, range.start + from..range.start + at);
            pending.clear();
            from = at;
        }
        pending.push_str(mark);
    }
    out.push(&pending, source, range.start + from..range.end);
    out
}

/// What is to be set in front of which byte.
fn marks(raw: &str) -> Vec<(usize, &'static str)> {
    if !raw.bytes().any(|byte| matches!(byte, b'$' | b'<' | b'*' | b'`' | b'[' | b'_' | b'\\' | b'&'))
        && find_ignore_case(raw, "default", 0).is_none()
        && find_ignore_case(raw, "inherits from ", 0).is_none()
    {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut codes: Vec<Range<usize>> = options(raw);
    codes.extend(default(raw));
    for code in &codes {
        out.push((code.start, "`"));
        out.push((code.end, "`"));
    }
    if let Some(name) = base(raw) {
        out.push((name.start, "**"));
        out.push((name.end, "**"));
    }
    let bytes = raw.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let special = match byte {
            b'*' | b'`' | b'[' => true,
            b'<' => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'),
            b'_' => next == b'_' || at > 0 && bytes[at - 1] == b'_',
            b'\\' => next.is_ascii_punctuation(),
            b'&' => next.is_ascii_alphabetic() || next == b'#',
            _ => false,
        };
        if special && !codes.iter().any(|code| code.contains(&at)) {
            out.push((at, "\\"));
        }
    }
    out
}

/// `$filter` and the operators in the parentheses behind it: `$filter (eq, ne)`.
fn options(raw: &str) -> Vec<Range<usize>> {
    let bytes = raw.as_bytes();
    let mut out = Vec::new();
    for (at, _) in raw.match_indices('$') {
        let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        if length < 2 || before.is_ascii_alphanumeric() || matches!(before, b'/' | b'?' | b'&' | b'=' | b'`') {
            continue;
        }
        let end = at + 1 + length;
        out.push(at..end);
        let Some(inside) = raw[end..].strip_prefix(" (") else { continue };
        let Some(close) = inside.find(')') else { continue };
        let words = inside[..close].split([',', ' ']).filter(|word| !word.is_empty() && *word != "and");
        let operators =
            words.clone().count() > 0 && words.clone().all(|word| word.len() <= 12 && word.chars().all(char::is_alphabetic));
        if operators {
            let base = end + 2;
            out.extend(words.map(|word| {
                let start = base + (word.as_ptr() as usize - inside.as_ptr() as usize);
                start..start + word.len()
            }));
        }
    }
    out
}

/// The type of "Inherits from x.": one word in front of a full stop.
fn base(raw: &str) -> Option<Range<usize>> {
    let at = find_ignore_case(raw, "inherits from ", 0)? + "inherits from ".len();
    let rest = raw.get(at..)?;
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
    // The next sentence may follow without a blank: `ruleBase.The values are`.
    let next = rest[..length]
        .match_indices('.')
        .map(|(at, _)| at)
        .find(|&at| rest[at + 1..].starts_with(|c: char| c.is_ascii_uppercase()));
    let word = rest[..next.unwrap_or(length)].trim_end_matches('.');
    let ends = rest[word.len()..].is_empty() || rest[word.len()..].starts_with('.');
    (ends && !word.is_empty()).then_some(at..at + word.len())
}

/// The literal of "the default value is x."
fn default(raw: &str) -> Option<Range<usize>> {
    let at = ["default value is ", "the default is "].iter().find_map(|words| {
        let at = find_ignore_case(raw, words, 0)?;
        Some(at + words.len())
    })?;
    let rest = raw.get(at..)?;
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let word = &rest[..length];
    let literal = word.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let ends = rest[length..].is_empty() || rest[length..].starts_with(['.', ',', ';']);
    (literal && ends && !word.is_empty()).then_some(at..at + length)
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::source::FileId;

    fn marked(text: &str) -> String {
        markdown(FileId(0), text, 0..text.len()).raw.into_owned()
    }

    #[test]
    fn options_and_their_operators_are_code_again() {
        assert_eq!(marked("Supports $filter (eq, ne) and $top."), "Supports `$filter` (`eq`, `ne`) and `$top`.");
        assert_eq!(marked("GET /users?$top=5"), "GET /users?$top=5");
    }

    #[test]
    fn a_default_is_code_again_where_it_is_one_word() {
        assert_eq!(marked("The default value is none."), "The default value is `none`.");
        assert_eq!(marked("The default value is the one of the policy."), "The default value is the one of the policy.");
    }

    #[test]
    fn marks_of_markdown_are_text() {
        assert_eq!(marked("a*b <id> [x] a_b __c"), "a\\*b \\<id> \\[x] a_b \\_\\_c");
    }

    #[test]
    fn every_byte_keeps_its_place() {
        let text = markdown(FileId(0), "The $top option", 0..15);
        let at = text.raw.find("option").map(|at| text.offset(at));
        assert_eq!(at, Some(9));
    }

    #[test]
    fn words_that_were_code_or_bold() {
        for (text, expected) in [
            ("Use $top", "Use `$top`"),
            ("a$top /$ref =$top &$top ?$top `$top $a", "a$top /$ref =$top &$top ?$top \\`$top $a"),
            ("$filter (eq and ne)", "`$filter` (`eq` and `ne`)"),
            ("$filter (see below!)", "`$filter` (see below!)"),
            ("$filter (averyveryverylongword)", "`$filter` (averyveryverylongword)"),
            ("$filter ()", "`$filter` ()"),
            ("$filter (eq", "`$filter` (eq"),
            ("$filter(eq)", "`$filter`(eq)"),
            ("Inherits from cover.", "Inherits from **cover**."),
            ("inherits from a.b.c", "inherits from **a.b.c**"),
            ("Inherits from cover.The rest", "Inherits from **cover**.The rest"),
            ("Inherits from the cover", "Inherits from the cover"),
            ("Inherits from .", "Inherits from ."),
            ("The Default Value Is 10, or so", "The Default Value Is `10`, or so"),
            ("The default is a_b-c", "The default is `a_b-c`"),
            ("The default is -1;", "The default is `-1`;"),
            ("The default is None.", "The default is None."),
            ("The default is a b.", "The default is a b."),
            ("The default is .", "The default is ."),
            ("a < b </c> <!d> <1>", "a < b \\</c> \\<!d> <1>"),
            ("_a_b_ __c", "_a_b_ \\_\\_c"),
            ("\\* \\a", "\\\\\\* \\a"),
            ("a & b &amp; &#1;", "a & b \\&amp; \\&#1;"),
            ("plain", "plain"),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
        let whole = "  a $top b  ";
        let text = markdown(FileId(0), whole, 2..10);
        assert_eq!(text.raw, "a `$top` b");
        assert_eq!(&whole[text.span().range()], "a $top b");
        let place = |word: &str| text.raw.find(word).map(|at| text.offset(at));
        assert_eq!((place("$top"), place("b")), (Some(4), Some(9)));
    }
}
