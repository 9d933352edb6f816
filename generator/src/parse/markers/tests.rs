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

#[test]
fn flags_are_words_of_the_description() {
    let flags = |text: &str| {
        let found = read_text(text);
        [found.read_only, found.write_only, found.key, found.deprecated, found.only_on_select]
    };
    for (text, expected) in [
        ("", [false; 5]),
        ("The name.", [false; 5]),
        ("Read-only.", [true, false, false, false, false]),
        ("This is read only. Really", [true, false, false, false, false]),
        ("ReadOnly.", [true, false, false, false, false]),
        ("It reads only letters", [false; 5]),
        ("Write-only.", [false, true, false, false, false]),
        ("It is write only.", [false, true, false, false, false]),
        ("Key.", [false, false, true, false, false]),
        ("The id; (**Key of the entity**)", [false, false, true, false, false]),
        ("Primary key\nThe id.", [false, false, true, false, false]),
        ("The key to the door.", [false; 5]),
        ("Deprecated; use the other.", [false, false, false, true, false]),
        ("Returned only on `$select`.", [false, false, false, false, true]),
        ("Not returned by default.", [false, false, false, false, true]),
        ("Returned only when selected.", [false, false, false, false, true]),
        ("Returned by default.", [false; 5]),
    ] {
        assert_eq!(flags(text), expected, "{text}");
    }
}

#[test]
fn required_at_the_ends_of_sentences() {
    for (text, expected) in [
        ("`Required`", Some(true)),
        ("This property is required.", Some(true)),
        ("This parameter is required", Some(true)),
        ("This property is not required.", Some(false)),
        ("This value is required.", None),
        ("Required; the name", Some(true)),
        ("Required\nThe name", Some(true)),
        ("The name (required", Some(true)),
        ("The name **(optional).**", Some(false)),
        ("The name, optional.", None),
        ("(Optional) The name.", Some(false)),
        ("Optional: the name", Some(false)),
        ("Optional* the name", Some(false)),
        ("The name. optional", Some(false)),
        ("Optionality of it", None),
        ("Required by all.", None),
        ("Not required, though good", None),
        ("Not needed.", None),
    ] {
        assert_eq!(read_text(text).required, expected, "{text}");
    }
}

#[test]
fn nullable_behind_marks() {
    for (text, expected) in [
        ("It is not `nullable`.", Some(false)),
        ("Non nullable", Some(false)),
        ("It isn\u{2019}t nullable", Some(false)),
        ("This is _nullable_", Some(true)),
        ("A note. Nullable. Not nullable.", Some(true)),
    ] {
        assert_eq!(read_text(text).nullable, expected, "{text}");
    }
}

#[test]
fn literals_of_defaults() {
    for (text, expected) in [
        ("Default is ``a`b``.", Some("a`b")),
        ("Default is \"a b\".", Some("a b")),
        ("Default is 'c'.", Some("c")),
        ("Default is _d_.", Some("d")),
        ("Default is *e*.", Some("e")),
        ("Default is ` f `.", Some("f")),
        ("Default is ``.", None),
        ("Default is ` `.", None),
        ("Default is `g", None),
        ("Default is   -1.5.", Some("-1.5")),
        ("Default is 1-2, always.", Some("1-2")),
        ("Default is 10x.", None),
        ("Default is -x.", None),
        ("Default is True.", Some("True")),
        ("Default is FALSE.", Some("FALSE")),
        ("Default is null.", Some("null")),
        ("Default is Null.", None),
        ("Default is the first.", None),
        ("Default is .", None),
        ("Default is", None),
        ("The default setting is set to 7.", Some("7")),
        ("By default it is 3.", None),
        ("A default one. Defaults to 4", Some("4")),
        ("Default = 5", Some("5")),
        ("The default value value is 6.", None),
    ] {
        assert_eq!(read_text(text).default.map(|default| default.value).as_deref(), expected, "{text}");
    }
    let quoted = |bytes: usize| read_text(&format!("Default is `{}`.", "x".repeat(bytes))).default.is_some();
    assert!(quoted(100) && !quoted(101), "a literal is short");
    let text = "The default value is  `10`.";
    let found = read_text(text).default.unwrap();
    assert_eq!(&text[found.span.range()], "10");
    let text = "Default is  42.";
    assert_eq!(&text[read_text(text).default.unwrap().span.range()], "42");
}

#[test]
fn lists_of_values() {
    for (text, expected) in [
        ("Allowed values are `a`.", &["a"][..]),
        ("Valid values include `a`, `b`.", &["a", "b"]),
        ("Supported values is: `a`.", &["a"]),
        ("Accepted values: `a`.", &["a"]),
        ("The possible value is `a`.", &["a"]),
        ("Possible values for the door include: `a`.", &["a"]),
        ("Possible values of this kind of thing: `a`. Others are: `b`.", &["a"]),
        ("Possible values. The rest: `b`.", &[]),
        ("Possible values are: **a**, **b.c**.", &["a", "b.c"]),
        ("Possible values are: **a b**, **c_d-e**.", &["c_d-e"]),
        ("Possible values are: \"a\", \"b\", \"c\".", &["a", "b", "c"]),
        ("Possible values are a, b and c.", &["a", "b", "c"]),
        ("Possible values are a or b", &["a", "b"]),
        ("Possible values are a b, c.", &[]),
        ("Possible values are alone.", &[]),
        ("Possible values are [a](b), c.", &[]),
        ("Possible values are: `a`.Then `b`.", &["a"]),
        ("Possible values are: `a`, 1.5 and `b`.", &["a", "b"]),
        ("Possible values are: `a`, c.d, `b`.<br>More: `e`.", &["a", "b"]),
        ("Possible values are: `'a'`, `\"b\"`, `$c`, ` d `, ``.", &["a", "b", "d"]),
        ("Possible values are: `a`, `b`", &["a", "b"]),
        ("Possible values are `a, b ,c`.", &["a", "b", "c"]),
        ("Possible values are `a,b`, `c`.", &["a,b", "c"]),
        ("Possible values, sorted: nothing here.", &[]),
        ("Possible values differ. Supported values are `a`.", &["a"]),
        ("Possible values are `x.y.", &[]),
    ] {
        let found: Vec<String> = read_text(text).values.into_iter().map(|value| value.value).collect();
        assert_eq!(found, expected, "{text}");
    }
    let word = |bytes: usize| read_text(&format!("Possible values are: `{}`.", "x".repeat(bytes))).values.len();
    assert_eq!((word(200), word(201)), (1, 0));
    // The colon that opens the list stands near the words.
    let near = |letters: usize| read_text(&format!("Possible values {}: `a`.", "x".repeat(letters))).values.len();
    assert_eq!((near(58), near(59)), (1, 1), "without an introducer the list begins behind the words");
    for text in ["Possible values for one are: `one`, 'x'.", "Possible values by hand: one, two.", "Valid values: *o*, *p*."] {
        for value in read_text(text).values {
            assert_eq!(&text[value.span.range()], value.value, "{text}");
        }
    }
}

#[test]
fn origins_in_all_their_spellings() {
    let base = |text: &str| read_text(text).inherited_from.map(|base| (base.name.value, base.link.map(|link| link.value)));
    let link = |name: &str, target: &str| Some((name.to_owned(), Some(target.to_owned())));
    let word = |name: &str| Some((name.to_owned(), None));
    assert_eq!(base("Inherited from the type [a](b.md)."), link("a", "b.md"));
    assert_eq!(base("See [x](y.md). Inherited from [a](b.md)."), link("a", "b.md"));
    assert_eq!(base("Inherited from: [a](b.md)"), link("a", "b.md"));
    assert_eq!(base("Inherited from c, not [a](b.md)."), word("c"), "a link of another word is not it");
    assert_eq!(base("Inherited from c. See [a](b.md)."), word("c"));
    assert_eq!(
        base("Inherited from c with quite a number of words between [a](b.md)."),
        word("c"),
        "a link that stands far away is not it"
    );
    assert_eq!(base("Inherited from microsoft.graph.c."), word("microsoft.graph.c"));
    assert_eq!(base("Inherited from `a_b`, too."), word("a_b"));
    assert_eq!(base("Inherited from _b_."), word("b"));
    for text in
        ["Inherited from the other.", "Inherited from a base.", "Inherited from its base.", "Inherited from", "Inherited from ."]
    {
        assert_eq!(base(text), None, "{text}");
    }
    let text = "The key. Inherited from  **b**.";
    assert_eq!(&text[read_text(text).inherited_from.unwrap().name.span.range()], "b");
}

#[test]
fn options_and_what_stands_between_them() {
    let support = |text: &str| {
        let found = read_text(text).query_support;
        found.iter().map(|(name, words)| format!("{name}({})", words.join(" "))).collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("Supports `$filter`.", "$filter()"),
        ("supports `$filter(eq, ne)`.", "$filter(eq ne)"),
        ("Supports `$filter eq` and `$top=5`.", "$filter() $top()"),
        ("Supports `$filter` (`eq,ge`, `in`) and `le`.", "$filter(eq ge in)"),
        ("Supports `$filter` `eq`.", "$filter()"),
        ("Supports (`eq`) `$filter`.", "$filter()"),
        ("Supports `$filter` (`eq`) and `$orderby` (`asc`).", "$filter(eq) $orderby(asc)"),
        ("Supports `$filter` (`eq, `).", "$filter(eq)"),
        ("Does not supports `$filter`.", ""),
        ("It `$counts`, and supports `$top`.", "$top()"),
        ("Nothing of that.", ""),
    ] {
        assert_eq!(support(text), expected, "{text}");
    }
}
