use super::*;
use crate::source::FileId;

#[test]
fn visible_text() {
    for (raw, expected) in [
        ("plain", "plain"),
        ("  two   words\n here ", "two words here"),
        ("**bold** and __too__", "bold and too"),
        ("*name*", "name"),
        ("_name_", "name"),
        ("snake_case_name", "snake_case_name"),
        ("name*", "name"),
        ("`code * _x_`", "code * _x_"),
        ("``a ` b``", "a ` b"),
        ("one ` alone", "one ` alone"),
        ("[a **b**](c.md) d", "a b d"),
        ("[a](c(d).md)", "a"),
        ("[a] (b.md)", "a"),
        ("[a][b] [c][] [d]", "a c d"),
        ("[1, 2]", "[1, 2]"),
        ("![picture](a.png)text", "text"),
        ("a<br/>b<sup>2</sup>", "a b2"),
        ("<address>", "<address>"),
        ("&lt;a&gt;&nbsp;&amp;&#124;&#x41;&nope;", "<a> &|A&nope;"),
        ("a\\_b\\|c\\d", "a_b|c\\d"),
        ("a\u{a0}\u{200b}b", "a b"),
        ("", ""),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
}

#[test]
fn links_have_targets_and_places() {
    let raw = "see [a](b.md \"title\"), [c][D], `[no](link)`, [e] and [f](#g)";
    let mut definitions = LinkDefinitions::default();
    definitions.insert("d", "d.md");
    let found = links(&Text::slice(FileId(0), raw, 0..raw.len()), &definitions);
    let found: Vec<_> = found
        .iter()
        .map(|link| {
            let target = link.target.as_ref().unwrap();
            (link.text.value.as_str(), target.value.as_str(), &raw[target.span.range()], &raw[link.at..link.end])
        })
        .collect();
    assert_eq!(
        found,
        [("a", "b.md", "b.md", "[a](b.md \"title\")"), ("c", "d.md", "D", "[c][D]"), ("f", "#g", "#g", "[f](#g)"),]
    );
}

#[test]
fn marks_that_a_reader_does_not_see() {
    for (raw, expected) in [
        ("x \\*a\\* y", "x *a* y"),
        ("a\\", "a\\"),
        ("\\\\a", "\\a"),
        ("!not a picture", "!not a picture"),
        ("![a][b] c", "!a c"),
        ("![a](b", ""),
        ("*a", "a"),
        ("a *", "a *"),
        ("* a", "* a"),
        ("_a_b_", "_a_b_"),
        ("__", ""),
        ("_", "_"),
        ("\u{e9}*", "\u{e9}"),
        ("a ** b", "a b"),
        ("a * b * c", "a * b * c"),
        ("x__y", "xy"),
        ("a\u{2060}b", "ab"),
        ("\u{feff}a", "a"),
        ("a\n\nb\tc", "a b c"),
        ("a &  b", "a & b"),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
}

#[test]
fn entities_are_characters() {
    for (raw, expected) in [
        ("a&quot;b", "a\"b"),
        ("a&apos;b", "a'b"),
        ("a&lt;b&gt;c", "a<b>c"),
        ("a&amp;b", "a&b"),
        ("a&ensp;b&emsp;c&thinsp;d", "a b c d"),
        ("a&vert;b&verbar;c", "a|b|c"),
        ("a&ast;b", "a*b"),
        ("&lbrace;a&rbrace;", "{a}"),
        ("1&ndash;2&mdash;3", "1\u{2013}2\u{2014}3"),
        ("&#65;&#x42;&#X43;", "ABC"),
        ("a&#160;b&#x200b;c", "a b c"),
        ("&#xd800;", "&#xd800;"),
        ("&#;", "&#;"),
        ("&#zz;", "&#zz;"),
        ("&aaaaaaaaa;", "&aaaaaaaaa;"),
        ("a & b;", "a & b;"),
        ("&", "&"),
        ("&#0000065;x", "Ax"),
        ("&#00000065;x", "Ax"),
        ("&#000000065;x", "&#000000065;x"),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
}

#[test]
fn tags_show_nothing_and_placeholders_show() {
    for tag in HIDDEN_TAGS {
        assert_eq!(visible(&format!("x<{tag}>y</{tag}>z")), "xyz");
    }
    for (raw, expected) in [
        ("a<BR>b<br />c</br>d", "a b c d"),
        ("<Span class=\"x\">a</SPAN>", "a"),
        ("<id> and </id>", "<id> and </id>"),
        ("a < b > c", "a < b > c"),
        ("<b", "<b"),
        ("<brown>", "<brown>"),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
    // A tag ends within two hundred bytes, or it is text.
    let tag = |blanks: usize| format!("<b{}>a", " ".repeat(blanks));
    assert_eq!(visible(&tag(197)), "a");
    assert_eq!(visible(&tag(198)), "<b >a");
}

#[test]
fn code_spans_end_with_as_many_ticks() {
    for (raw, expected) in [
        ("`a``b`", "a``b"),
        ("``a`b``", "a`b"),
        ("```a``", "```a``"),
        ("``a` `b``", "a` `b"),
        ("`a` ``b` c`` `d`", "a b` c d"),
        ("``` `a`", "``` a"),
        ("`a ``", "`a ``"),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
    let inside = |raw: &'static str| codes(raw).map(|range| &raw[range]).collect::<Vec<_>>();
    assert_eq!(inside("a `b` ``c ` d`` [`e`](f) `"), ["b", "c ` d"]);
    assert_eq!(inside("`` ` ` `a` ``"), [" ` ` `a` "]);
}

#[test]
fn links_in_all_their_spellings() {
    for (raw, expected) in [
        ("[a [b] c](d)", "a b c"),
        ("[a\\]b](c)", "a]b"),
        ("[a](b\\)c) d", "a d"),
        ("[a](b.md", "a"),
        ("[a](b c.md", "[a](b c.md"),
        ("[a][b", "[a][b"),
        ("[a]  (b)", "a (b)"),
        ("[a b] c", "a b c"),
        ("[a-b] c", "[a-b] c"),
        ("[_a] c", "[_a] c"),
        ("[a](<b>) c", "a c"),
        ("[![p](q)](r) x", "x"),
        ("[[a](b)](c)", "a"),
        ("[[[[[a](b)](c)](d)](e)](f)", "[a](b)"),
        ("[](b) c", "c"),
        ("[ c", "[ c"),
    ] {
        assert_eq!(visible(raw), expected, "{raw}");
    }
    // Brackets are followed to the eighth level.
    let nested = |depth: usize| format!("{}a{}(b)", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(visible(&nested(8)), format!("{}a{}", "[".repeat(6), "]".repeat(6)));
    assert!(visible(&nested(9)).starts_with("[["));
    // What a link's text or target may be long: two thousand bytes with its bracket.
    let long = |bytes: usize| format!("[a]({}) b", "x".repeat(bytes));
    assert_eq!(visible(&long(1_998)), "a b");
    assert_eq!(visible(&long(1_999)), long(1_999));
    // A forgotten parenthesis at the end of the text.
    let open = |bytes: usize| format!("[a]({}", "x".repeat(bytes));
    assert_eq!(visible(&open(198)), "a");
    assert_eq!(visible(&open(199)), open(199));
}

#[test]
fn a_target_is_a_word_and_a_label_has_no_case() {
    let raw = "[a]( b.md  'x') [c] (d.md) [Two  Words][] [x][two words] [E] ![p](q)";
    let mut definitions = LinkDefinitions::default();
    definitions.insert("two WORDS", "w.md");
    definitions.insert("Two words", "later.md");
    definitions.insert("e", "e.md");
    let found = links(&Text::slice(FileId(0), raw, 0..raw.len()), &definitions);
    let found: Vec<_> = found
        .iter()
        .map(|link| (link.text.value.as_str(), link.target.as_ref().unwrap().value.as_str(), &raw[link.at..link.end]))
        .collect();
    assert_eq!(
        found,
        [
            ("a", "b.md", "[a]( b.md  'x')"),
            ("c", "d.md", "[c] (d.md)"),
            ("Two Words", "w.md", "[Two  Words][]"),
            ("x", "w.md", "[x][two words]"),
            ("E", "e.md", "[E]"),
        ]
    );
    assert_eq!(LinkDefinitions::default().get("e"), None);
    assert_eq!(definitions.get("f"), None);
    let place = |raw: &str| links(&Text::slice(FileId(0), raw, 0..raw.len()), &definitions)[0].text.span.range();
    assert_eq!(place("see [x](y)"), 5..6);
}

#[test]
fn hostile_text_takes_linear_time() {
    for piece in ["[", "`", "``` `` ` ", "![", "[a](", "<", "&", "**", "(((", "[]["] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(visible(&text).len() <= text.len() + 1);
        let _ = links(&Text::slice(FileId(0), &text, 0..text.len()), &LinkDefinitions::default());
    }
}
