use super::*;
use crate::source::FileId;

fn read_text(description: &str) -> RowMarkers {
    read(&Text::slice(FileId(0), description, 0..description.len()), &LinkDefinitions::default())
}

#[test]
fn required_and_optional() {
    for (text, expected) in [
        ("Required.", Some(true)),
        ("The name. Required.", Some(true)),
        ("The name. **Required**", Some(true)),
        ("Required, but only once.", Some(true)),
        ("The name (required).", Some(true)),
        ("Optional. The name.", Some(false)),
        ("Optional, default value is false.", Some(false)),
        ("Not required.", Some(false)),
        ("Required if the other is set.", None),
        ("What is required to open it.", None),
        ("Optionally named.", None),
    ] {
        assert_eq!(read_text(text).required, expected, "{text}");
    }
}

#[test]
fn defaults() {
    for (text, expected) in [
        ("The default value is `10`.", Some("10")),
        ("Default is **a b**.", Some("a b")),
        ("Default: false.", Some("false")),
        ("It defaults to 20.", Some("20")),
        ("Default value = \"x\"", Some("x")),
        ("The default is whatever comes first.", None),
        ("The default printer.", None),
        ("Possible values are: `default`, `other`.", None),
    ] {
        assert_eq!(read_text(text).default.map(|default| default.value).as_deref(), expected, "{text}");
    }
}

#[test]
fn values_end_with_their_sentence() {
    for (text, expected) in [
        ("Possible values are: `a`, `b` and `c.d`. Use `e`.", &["a", "b", "c.d"][..]),
        ("The possible values are `a` or `b`.", &["a", "b"]),
        ("Possible values: *a*, *b*", &["a", "b"]),
        ("Possible values: \"a\", \"b\".", &["a", "b"]),
        ("Supported values for x are: D7, and D30.", &["D7", "D30"]),
        ("Supported values are listed below. Possible values are: `a`.", &["a"]),
        ("Possible values are `a,b`.", &["a", "b"]),
        ("Possible values are listed in the table below.", &[]),
        ("Valid values 1 to 10", &[]),
    ] {
        let found: Vec<String> = read_text(text).values.into_iter().map(|value| value.value).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn values_know_their_places() {
    let text = "Possible values are: `one`, `'two'`.";
    for value in read_text(text).values {
        assert_eq!(&text[value.span.range()], value.value);
    }
}

#[test]
fn nullable_and_its_negations() {
    assert_eq!(read_text("Nullable.").nullable, Some(true));
    for text in ["Not nullable.", "Non-nullable.", "This isn't nullable", "It is **not** nullable"] {
        assert_eq!(read_text(text).nullable, Some(false), "{text}");
    }
    assert_eq!(read_text("May be null.").nullable, None);
}

#[test]
fn origin() {
    let base = |text: &str| read_text(text).inherited_from.map(|base| (base.name.value, base.link.map(|link| link.value)));
    assert_eq!(base("Inherited from [a](../a.md)"), Some(("a".to_owned(), Some("../a.md".to_owned()))));
    assert_eq!(base("The key. Inherited from **b**."), Some(("b".to_owned(), None)));
    assert_eq!(base("Inherited from ruleBase.The values follow."), Some(("ruleBase".to_owned(), None)));
    assert_eq!(base("It is inherited from an ancestor."), None);
}

#[test]
fn query_options_with_their_operators() {
    let support = |text: &str| read_text(text).query_support;
    let operators = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        support("Supports `$filter` (`eq`, `ne`), `$search` and `$orderby`."),
        [
            ("$filter".to_owned(), operators(&["eq", "ne"])),
            ("$search".to_owned(), Vec::new()),
            ("$orderby".to_owned(), Vec::new()),
        ]
    );
    assert_eq!(support("Supports $filter(eq)."), []);
}
