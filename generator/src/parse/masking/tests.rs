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
