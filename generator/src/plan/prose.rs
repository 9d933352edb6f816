//! Page text as rustdoc: Markdown of strangers in, lines that cannot become code, markup or a doctest out.
//!
//! Code spans and bold stay; links keep their text, and absolute ones their address; everything else is escaped.
//! Blanks collapse, so no line is ever indented and no fence survives.

use std::borrow::Cow;

/// Text beyond this many bytes is cut: a description is a paragraph, not a book.
const MAX_BYTES: usize = 6_000;

/// Doc lines of one paragraph of page Markdown, wrapped at about `width` characters. Empty text gives no line.
#[must_use]
pub fn doc_lines(markdown: &str, width: usize) -> Vec<String> {
    let mut words = Words { width, ..Words::default() };
    inline(markdown, 0, &mut words);
    words.finish()
}

/// Text of ours (not from a page) as wrapped lines; blanks collapse as well.
#[must_use]
pub fn own_lines(text: &str, width: usize) -> Vec<String> {
    let mut words = Words { width, ..Words::default() };
    for word in text.split_whitespace() {
        words.raw(word);
        words.gap();
    }
    words.finish()
}

/// The visible text without any markup, blanks collapsed: for one-line summaries outside rustdoc.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut words = Words { plain: true, width: usize::MAX, ..Words::default() };
    inline(markdown, 0, &mut words);
    words.finish().concat()
}

/// A text that sits in a code span: back-ticks and control characters go.
#[must_use]
pub fn code_span(text: &str) -> String {
    let inner = if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'`') {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|&c| c != '`' && !is_unsafe(c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
    };
    let inner = inner.trim();
    if inner.is_empty() { String::new() } else { format!("`{inner}`") }
}

/// Words on lines of a width, as they come; a word holds no blank except inside a code span.
#[derive(Default)]
struct Words {
    lines: Vec<String>,
    /// The line at hand.
    line: String,
    width: usize,
    /// The word at hand.
    word: String,
    /// Bytes of all words before it, each with the blank behind it.
    taken: usize,
    plain: bool,
    full: bool,
}

impl Words {
    fn gap(&mut self) {
        if !self.word.is_empty() {
            self.taken += self.word.len() + 1;
            self.place();
            self.word.clear();
        }
        if self.taken > MAX_BYTES {
            self.full = true;
        }
    }

    /// Puts the word at hand on the line at hand, or on a new one where it does not fit.
    fn place(&mut self) {
        let word = if self.plain { Cow::Borrowed(self.word.as_str()) } else { guard_address(&self.word) };
        if !self.line.is_empty() && self.line.len() + 1 + word.len() <= self.width {
            self.line.push(' ');
            self.line.push_str(&word);
            return;
        }
        if !self.line.is_empty() {
            self.lines.push(self.line.clone());
            self.line.clear();
        }
        // A wrapped line that begins like a heading or a quote would change the block too; those characters stand escaped
        // at the start of every word.
        self.line.push_str(&word);
        if !self.plain {
            no_list_item(&mut self.line);
        }
    }

    fn raw(&mut self, text: &str) {
        if !self.full {
            self.word.push_str(text);
        }
    }

    /// One character of page text.
    fn text(&mut self, character: char) {
        if self.full || is_unsafe(character) {
            return;
        }
        if character.is_whitespace() {
            self.gap();
            return;
        }
        // `*` and `_` could open emphasis, brackets a link, `<` a tag, `&` an entity, `\` an escape, `|` a table,
        // `~` strike-through, `$` and `^` nothing in rustdoc, `#` a heading only at the start of a line.
        let special = match character {
            '*' | '_' | '[' | ']' | '<' | '>' | '\\' | '`' | '|' | '~' | '&' => true,
            '#' | '+' | '-' | '=' => self.word.is_empty(),
            _ => false,
        };
        if special && !self.plain {
            // An underscore between letters is no emphasis in CommonMark; escaping it would only hurt the reader.
            let inside_word = character == '_' && self.word.chars().last().is_some_and(char::is_alphanumeric);
            if !inside_word {
                self.word.push('\\');
            }
        }
        self.word.push(character);
        // `://` of a bare address would make rustdoc ask for angle brackets; a code span says the same.
    }

    fn code(&mut self, content: &str) {
        let inner: String = content.chars().filter(|&c| c != '`' && !is_unsafe(c)).collect();
        let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        if inner.is_empty() || self.full {
            return;
        }
        if self.plain {
            self.word.push_str(&inner);
        } else {
            self.word.push('`');
            self.word.push_str(&inner);
            self.word.push('`');
        }
    }

    /// All words, on their lines.
    fn finish(mut self) -> Vec<String> {
        self.gap();
        if self.full {
            self.word.push_str("...");
            self.place();
        }
        if !self.line.is_empty() {
            self.lines.push(self.line);
        }
        self.lines
    }
}

/// A number that stands first on its line would begin a list (`CommonMark` 0.31, section 5.2), as in "Microsoft 365.".
fn no_list_item(word: &mut String) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && word[digits..].starts_with(['.', ')']) {
        word.insert(digits, '\\');
    }
}

/// A bare web address becomes a code span (rustdoc's `bare_urls`).
fn guard_address(word: &str) -> Cow<'_, str> {
    let found = memchr::memchr_iter(b':', word.as_bytes()).find(|&at| word[at..].starts_with("://"));
    let Some(at) = found.filter(|_| !word.contains('`')) else { return Cow::Borrowed(word) };
    let scheme_start = word[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |index| index + 1);
    let (before, address) = word.split_at(scheme_start);
    let tail_at = address
        .rfind(|c: char| !matches!(c, '.' | ',' | ';' | ')' | ':'))
        .map_or(0, |index| index + address[index..].chars().next().map_or(1, char::len_utf8));
    let (address, tail) = address.split_at(tail_at);
    let clean: String = address.chars().filter(|&c| c != '\\').collect();
    Cow::Owned(format!("{before}`{clean}`{tail}"))
}

/// Characters that may not reach source code or a terminal: controls other than blanks, bidirectional overrides, zero-width
/// characters (Unicode TR36, section 2; the lint `text_direction_codepoint_in_comment`).
fn is_unsafe(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Nested link texts are followed to this depth; deeper ones are text.
const MAX_DEPTH: usize = 4;

fn inline(text: &str, depth: usize, words: &mut Words) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() && !words.full {
        let rest = &text[at..];
        match bytes[at] {
            b'\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                words.text(char::from(bytes[at + 1]));
                at += 2;
            }
            b'`' => {
                let ticks = rest.bytes().take_while(|&b| b == b'`').count();
                let marker = &rest[..ticks];
                match find_run(&rest[ticks..], marker) {
                    Some(end) => {
                        words.code(&rest[ticks..ticks + end]);
                        at += ticks + end + ticks;
                    }
                    None => at += ticks,
                }
            }
            b'!' if rest.starts_with("![") => at += 1,
            b'[' if rest.starts_with("[!") => at += matching(rest, b'[', b']').map_or(rest.len(), |end| end + 1),
            b'[' if depth < MAX_DEPTH => {
                if let Some(found) = link(rest) {
                    inline(found.label, depth + 1, words);
                    at += found.len;
                } else {
                    words.text('[');
                    at += 1;
                }
            }
            b'<' => {
                if let Some((len, breaks)) = tag(rest) {
                    if breaks {
                        words.gap();
                    }
                    at += len;
                } else {
                    words.text('<');
                    at += 1;
                }
            }
            b'&' => {
                let (character, len) = entity(rest);
                words.text(character);
                at += len;
            }
            b'*' if rest.starts_with("**") => {
                // Bold of ours would need to be balanced; the page's markers go, the words stay.
                at += 2;
            }
            b'*' | b'_' if is_emphasis(text, at) => at += 1,
            b'|' if depth == 0 && rest.starts_with("|\n") => at += 1,
            _ => match rest.bytes().take_while(|&byte| is_always_text(byte)).count() {
                0 => {
                    let character = rest.chars().next().unwrap_or(' ');
                    words.text(character);
                    at += character.len_utf8();
                }
                run => {
                    words.raw(&rest[..run]);
                    at += run;
                }
            },
        }
    }
}

/// What is text wherever it stands, most of a page, and is taken in runs.
fn is_always_text(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b';' | b':' | b'(' | b')' | b'/' | b'\'' | b'"' | b'?')
}

/// The offset of a run of exactly this marker.
fn find_run(text: &str, marker: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(marker) {
        let start = from + found;
        let run = text[start..].bytes().take_while(|&b| b == b'`').count();
        if run == marker.len() {
            return Some(start);
        }
        from = start + run;
    }
    None
}

struct Link<'a> {
    label: &'a str,
    len: usize,
}

/// `[label](target)`, `[label][reference]`; a lone `[label]` is text.
fn link(text: &str) -> Option<Link<'_>> {
    let close = matching(text, b'[', b']')?;
    let label = &text[1..close];
    let after = &text[close + 1..];
    if after.starts_with('(') {
        let end = matching(after, b'(', b')')?;
        return Some(Link { label, len: close + 1 + end + 1 });
    }
    if after.starts_with('[') {
        let end = matching(after, b'[', b']')?;
        return Some(Link { label, len: close + 1 + end + 1 });
    }
    None
}

/// The offset of the bracket that closes the first byte of `text`; the search ends after 2,000 bytes.
fn matching(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, &byte) in text.as_bytes().iter().enumerate().take(2_000) {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// HTML tags that stand within a word or a sentence.
const INLINE: &[&str] = &["a", "b", "strong", "i", "em", "code", "span", "sup", "sub", "u", "s", "del", "font", "nobr"];
/// HTML tags that end one.
const BLOCK: &[&str] = &["br", "p", "ul", "ol", "li", "div", "table", "tr", "td", "th", "tbody", "thead", "img", "hr"];

/// The length of an HTML tag or comment, and whether it separates words.
fn tag(text: &str) -> Option<(usize, bool)> {
    if text.starts_with("<!--") {
        return Some((text.find("-->").map_or(text.len(), |end| end + 3), true));
    }
    let name_at = if text.as_bytes().get(1) == Some(&b'/') { 2 } else { 1 };
    let name: String = text[name_at..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let breaks = BLOCK.contains(&name.as_str());
    if !breaks && !INLINE.contains(&name.as_str()) {
        return None;
    }
    let end = text.as_bytes().iter().take(500).position(|&byte| byte == b'>')?;
    Some((end + 1, breaks))
}

/// The character of an entity, and its length in the text; a lone ampersand is itself.
fn entity(text: &str) -> (char, usize) {
    const NAMED: &[(&str, char)] = &[
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&nbsp;", ' '),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&#124;", '|'),
        ("&#39;", '\''),
    ];
    NAMED.iter().find(|(name, _)| text.starts_with(name)).map_or(('&', 1), |(name, character)| (*character, name.len()))
}

/// Whether a `*` or `_` marks emphasis: it touches a word on one side only.
fn is_emphasis(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if text.as_bytes()[at] == b'_' {
        return word(before) != word(after);
    }
    word(after) && !word(before) || (word(before) || before == Some('.')) && !word(after) && text[..at].contains('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(markdown: &str) -> String {
        doc_lines(markdown, 10_000).join("\n")
    }

    #[test]
    fn a_line_may_have_any_width() {
        assert_eq!(doc_lines("One, two\nthree.", usize::MAX), ["One, two three."]);
        assert_eq!(doc_lines("One, two\nthree.", 0), ["One,", "two", "three."]);
    }

    #[test]
    fn markup_of_the_page_is_kept_or_taken_away() {
        let cases = [
            ("See [user](../resources/user.md) and **bold**.", "See user and bold."),
            ("Supports `$filter` (`eq`).", "Supports `$filter` (`eq`)."),
            ("a<br>b", "a b"),
            ("Use &lt;id&gt; here", "Use \\<id\\> here"),
            ("see https://example.com/a_b.", "see `https://example.com/a_b`."),
            ("snake_case and *emphasis* and _this_", "snake_case and emphasis and this"),
            ("1. first", "1\\. first"),
            ("- item", "\\- item"),
            ("[!INCLUDE [x](y.md)] after", "after"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(line(markdown), expected, "of {markdown:?}");
        }
    }

    #[test]
    fn nothing_becomes_code_or_markup() {
        let nasty = "*/ ```rust\npanic!()\n``` <script>alert(1)</script> [x]: y\n    indented()\n# Heading\n\u{202e}rtl\u{200b}";
        let lines = doc_lines(nasty, 60);
        assert!(lines.iter().all(|line| !line.starts_with(' ') && !line.contains("```") && !line.contains('\n')), "{lines:?}");
        assert!(lines.iter().all(|line| !line.contains('\u{202e}') && !line.contains('\u{200b}')), "{lines:?}");
        assert!(!lines.join(" ").contains("<script>"), "{lines:?}");
    }

    #[test]
    fn back_ticks_are_always_balanced() {
        for text in ["`", "``", "a ` b", "`` ` ``", "`a", "a `b` `c"] {
            let ticks = line(text).matches('`').count() - line(text).matches("\\`").count();
            assert_eq!(ticks % 2, 0, "of {text:?}: {:?}", line(text));
        }
    }

    #[test]
    fn long_text_is_cut() {
        let long = "word ".repeat(100_000);
        assert!(line(&long).len() < MAX_BYTES + 100);
    }

    #[test]
    fn marks_are_escaped_where_they_could_mean_something() {
        for (markdown, expected) in [
            ("\\*a\\* b", "\\*a\\* b"),
            ("a\\", "a\\\\"),
            ("a \\é", "a \\\\é"),
            ("a]b [c d", "a\\]b \\[c d"),
            ("x ~ y", "x \\~ y"),
            ("# x #y z#", "\\# x \\#y z#"),
            ("+ x 1+1", "\\+ x 1+1"),
            ("= x a=b", "\\= x a=b"),
            ("a-b -c", "a-b \\-c"),
            ("a_b _ c", "a_b \\_ c"),
            ("_a b_", "a b"),
            ("*a b* c", "a b c"),
            ("2 * 3 * 4", "2 \\* 3 \\* 4"),
            ("**a** *b.* c", "a b. c"),
            ("a*", "a\\*"),
            ("a|b", "a\\|b"),
            ("a |\nb", "a b"),
            ("$a ^b", "$a ^b"),
            ("a < b > c", "a \\< b \\> c"),
            ("`a``b`", "`ab`"),
            ("``a ` b``", "`a b`"),
            ("`` a  b ``", "`a b`"),
            ("` `x", "x"),
            ("`a b", "a b"),
            ("a & b &amp; &quot;c&apos; &#39;d&#124;", "a \\& b \\& \"c' 'd\\|"),
            ("a&nbsp;b", "a b"),
            ("a&lt;b&gt;", "a\\<b\\>"),
            ("![a](b) c", "a c"),
            ("[a][b] [c]", "a \\[c\\]"),
            ("[a](b", "\\[a\\](b"),
            ("[[a](b)](c)", "a"),
            ("[!NOTE] x", "x"),
            ("a [!x", "a"),
            ("<b>a</b><sup>2</sup><Br/>c", "a2 c"),
            ("a<!-- x -->b", "a b"),
            ("a<!-- x", "a"),
            ("<p>a</p>b<id>", "a b\\<id\\>"),
            ("<b a", "\\<b a"),
            ("2. a 3) b", "2\\. a 3) b"),
            ("2) a", "2\\) a"),
            ("2a. b", "2a. b"),
            ("a\u{202e}b\u{200b}c\u{7}d", "abcd"),
        ] {
            assert_eq!(line(markdown), expected, "of {markdown:?}");
        }
    }

    #[test]
    fn addresses_become_code() {
        for (markdown, expected) in [
            ("(https://a.b/c).", "(`https://a.b/c`)."),
            ("see:http://a/é;", "see:`http://a/é`;"),
            ("`http://a` x", "`http://a` x"),
            ("a:b", "a:b"),
            ("https://a.b/c_d-e,", "`https://a.b/c_d-e`,"),
        ] {
            assert_eq!(line(markdown), expected, "of {markdown:?}");
        }
    }

    #[test]
    fn lines_are_wrapped_at_the_width() {
        assert_eq!(doc_lines("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(doc_lines("aa bb cc", 4), ["aa", "bb", "cc"]);
        assert_eq!(doc_lines("aaaaaaaa b", 5), ["aaaaaaaa", "b"]);
        assert_eq!(doc_lines("aa 1. bb", 4), ["aa", "1\\.", "bb"]);
        assert_eq!(doc_lines("aa 1. bb", 9), ["aa 1. bb"]);
        assert_eq!(doc_lines("", 5), Vec::<String>::new());
        assert_eq!(own_lines("  a *b*  c ", 5), ["a *b*", "c"]);
    }

    #[test]
    fn plain_text_and_code_spans_have_no_marks() {
        assert_eq!(plain("**a** `b  c` [d](e)<br>f * g #h"), "a b c d f * g #h");
        assert_eq!(code_span(" a`b\u{202e}\nc "), "`ab c`");
        assert_eq!(code_span("` "), "");
        assert_eq!(plain("1. a"), "1. a");
    }

    #[test]
    fn nested_links_end_at_the_fourth_level() {
        let nested = |depth: usize| format!("{}a{}", "[".repeat(depth), "](b)".repeat(depth));
        assert_eq!(line(&nested(4)), "a");
        assert_eq!(line(&nested(5)), "\\[a\\](b)");
        let long = |bytes: usize| format!("[{}](b)", "x".repeat(bytes));
        assert_eq!(line(&long(1_998)), "x".repeat(1_998));
        assert!(line(&long(1_999)).starts_with("\\["));
        let tag = |blanks: usize| line(&format!("<b{}>a", " ".repeat(blanks)));
        assert_eq!(tag(497), "a");
        assert!(tag(498).starts_with("\\<b"));
    }
}
