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
fn hostile_text_takes_linear_time() {
    for piece in ["[", "`", "``` `` ` ", "![", "[a](", "<", "&", "**", "(((", "[]["] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(visible(&text).len() <= text.len() + 1);
        let _ = links(&Text::slice(FileId(0), &text, 0..text.len()), &LinkDefinitions::default());
    }
}
