use super::*;

#[test]
fn every_byte_that_stays_keeps_its_place() {
    let source = "---\na: b\n---\n# T <!-- c -->\n\n<!-- d\n--> ```x\ncode\n```\nend \u{e9}<!--\u{e9}-->\u{e9}\n";
    let masked = mask(source);
    assert_eq!(masked.text.len(), source.len());
    assert!(masked.text.contains("# T"));
    assert!(!masked.text.contains("code") && !masked.text.contains("a: b"));
    assert_eq!(masked.text.find("end"), source.find("end"));
    assert_eq!(masked.text.rfind('\u{e9}'), source.rfind('\u{e9}'));
    assert_eq!(masked.fences.len(), 1);
    assert_eq!(masked.comments.len(), 3);
}

#[test]
fn code_spans_and_code_blocks_hold_no_comments() {
    let masked = mask("`<!--` is how a comment starts\n```\n<!-- code -->\n```\n");
    assert!(masked.comments.is_empty());
    assert_eq!(masked.fences.len(), 1);
}

#[test]
fn a_comment_hides_a_fence() {
    let masked = mask("<!--\n```\n-->\ntext\n");
    assert!(masked.fences.is_empty());
    assert!(masked.text.contains("text"));
}

#[test]
fn longer_marks_hold_shorter_ones() {
    let source = "````md\n```http\nGET /a\n```\n````\nend\n";
    let masked = mask(source);
    assert_eq!(masked.fences.len(), 1);
    assert_eq!(&source[masked.fences[0].inside.clone()], "```http\nGET /a\n```\n");
}

#[test]
fn hostile_text_takes_linear_time() {
    for piece in ["<!--", "<!-- -->", "<!-- { ", "<!---->``` ", "```a\n## b\n", "```\n", "~~~a\n```a\n", "--> ", "<!-- {} <!-- "]
    {
        let source = piece.repeat(200_000 / piece.len());
        assert_eq!(mask(&source).text.len(), source.len());
    }
    let mut widths = String::new();
    for width in (3..800).rev() {
        widths.push_str(&"`".repeat(width));
        widths.push_str("a\n## b\n");
    }
    assert_eq!(mask(&widths).text.len(), widths.len());
}

/// What stays of a text, without the blanks that stand for what went.
fn kept(source: &str) -> String {
    mask(source).text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The insides of comments, and whether each is closed.
fn comments(source: &str) -> Vec<(&str, bool)> {
    mask(source).comments.iter().map(|comment| (&source[comment.inside.clone()], comment.closed)).collect()
}

/// Language and inside of code blocks, and whether each is quoted and closed.
fn fences(source: &str) -> Vec<(&str, &str, bool, bool)> {
    let all = mask(source).fences;
    all.iter().map(|fence| (&source[fence.language.clone()], &source[fence.inside.clone()], fence.quoted, fence.closed)).collect()
}

#[test]
fn comments_end_at_their_mark_or_with_their_object() {
    assert_eq!(comments("a <!-- b --> c <!--d--> e"), [(" b ", true), ("d", true)]);
    assert_eq!(kept("a <!-- b --> c <!--d--> e"), "a c e");
    assert_eq!(comments("<!---->x<!-->y-->"), [("", true), (">y", true)]);
    assert_eq!(comments("<!-- { \"a\": \"}\\\"\" } text"), [(" { \"a\": \"}\\\"\" }", false)]);
    assert_eq!(kept("<!-- { \"a\": { } } text\nmore"), "text more");
    assert_eq!(comments("<!-- { \"a\": 1 }\n<!-- b -->"), [(" { \"a\": 1 }", false), (" b ", true)]);
    assert_eq!(comments("<!-- { \"a\": 1 } -->"), [(" { \"a\": 1 } ", true)]);
    assert_eq!(comments("<!-- { \"a\": <!-- } -->"), [(" { \"a\": <!-- } ", true)]);
    assert_eq!(comments("<!-- a"), [(" a", false)]);
    assert_eq!(comments("<!-- { a"), [(" { a", false)]);
    assert_eq!(comments("<!-"), []);
    assert_eq!(comments("`a` <!-- b -->"), [(" b ", true)]);
    assert_eq!(comments("`<!-- b -->`"), []);
    assert_eq!(comments("a <b <!-- c -->"), [(" c ", true)]);
}

#[test]
fn fences_end_at_their_mark_or_before_what_cannot_be_code() {
    assert_eq!(fences("```http\na\n```\n~~~ b c \nd\n~~~~ \ne"), [("http", "a\n", false, true), ("b c", "d\n", false, true)]);
    assert_eq!(kept("a\n```\nb\n```\nc"), "a c");
    assert_eq!(fences("> ```json\n> a\n> ```\nb"), [("json", "> a\n", true, true)]);
    assert_eq!(fences("  \t```a\nb\n  ```"), [("a", "b\n", false, true)]);
    assert_eq!(fences("``` a ` b\nc"), [], "back-ticks behind the mark make it a code span");
    assert_eq!(fences("~~~ a ` b\nc\n~~~"), [("a ` b", "c\n", false, true)]);
    assert_eq!(fences("``a\n``"), []);
    assert_eq!(fences("```a\n~~~\n```"), [("a", "~~~\n", false, true)]);
    assert_eq!(fences("```a\nb ```\n```"), [("a", "b ```\n", false, true)]);
    assert_eq!(fences("```a\n```` x\n```"), [("a", "```` x\n", false, true)]);
    assert_eq!(fences("```a\nb\n```c\nd\n```"), [("a", "b\n", false, false), ("c", "d\n", false, true)]);
    assert_eq!(fences("```a\nb\n# c\n## d\ne"), [("a", "b\n# c\n", false, false)]);
    assert_eq!(fences("```a\nb\n####### c\n##d\n"), [("a", "b\n####### c\n##d\n", false, false)]);
    assert_eq!(fences("```a"), [("a", "", false, false)]);
    let marked = |width: usize| fences(&format!("{}a\nb", "`".repeat(width))).len();
    assert_eq!((marked(2), marked(3), marked(MAX_MARK), marked(MAX_MARK + 1)), (0, 1, 1, 0));
    assert_eq!(kept("```a\nb\n\n## c\nd"), "## c d");
}

#[test]
fn what_follows_a_comment_on_its_line_is_a_line_of_its_own() {
    assert_eq!(fences("<!-- a --> ```b\nc\n```"), [("b", "c\n", false, true)]);
    assert_eq!(fences("x <!-- a --> ```b\nc\n```").len(), 1, "text in front: only the last line opens a fence");
    assert_eq!(fences("<!-- a\n--> ```b\nc\n```"), [("b", "c\n", false, true)]);
    assert_eq!(fences("x <!-- a\n--> ```b\nc\n```"), [("b", "c\n", false, true)]);
    assert!(mask("<!-- a -->## b").text.contains("\n## b"));
    assert!(!mask("x <!-- a -->## b").text.contains('\n'));
    assert_eq!(mask("<!-- a -->  \nb").text.matches('\n').count(), 1);
}

#[test]
fn front_matter_stands_between_two_rules_at_the_top() {
    let inside = |source: &'static str| mask(source).front_matter.map(|range| &source[range]);
    assert_eq!(inside("---\na: b\n---\nc"), Some("a: b\n"));
    assert_eq!(inside("--- \r\na: b\r\n--- \r\nc"), Some("a: b\r\n"));
    assert_eq!(inside("---\n---"), Some(""));
    assert_eq!(inside("---\na: b"), None);
    assert_eq!(inside("a\n---\nb\n---"), None);
    assert_eq!(inside("----\na\n----"), None);
    assert_eq!(kept("---\na: <!-- b\n---\nc --> d"), "c --> d");
}
