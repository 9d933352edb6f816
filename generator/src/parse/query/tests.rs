use super::*;

fn found(raw: &str) -> Vec<&str> {
    options(raw).into_iter().map(|place| &raw[place]).collect()
}

#[test]
fn options_are_words_behind_a_dollar_sign() {
    assert_eq!(found("`$filter`, $top and ($skip) $a $ $$count"), ["$filter", "$top", "$skip", "$count"]);
    assert_eq!(found("a$filter 1$top /$ref /x/$value $orderBy=2"), ["$orderBy"]);
    assert_eq!(found("$select"), ["$select"]);
    assert_eq!(found("x $"), Vec::<&str>::new());
}

#[test]
fn a_refusal_is_a_negation_in_front_of_support() {
    for (raw, expected) in [
        ("None.", true),
        ("  none ", true),
        ("None of them.", false),
        ("This method doesn't support the OData query parameters.", true),
        ("This method doesn\u{2019}t support OData options.", true),
        ("This method does not support query parameters.", true),
        ("This method does **not** support query parameters.", true),
        ("There is no support for OData here.", true),
        ("Query parameters are not supported.", true),
        ("This is not supported.", true),
        ("This is not supported here.", false),
        ("This is not supported here. OData is.", true),
        ("This method supports the OData query parameters.", false),
        ("Not now. This method supports the OData query parameters.", false),
        ("This is not a method that always and everywhere supports OData.", false),
        ("This method doesn't support `$filter` of OData.", false),
        ("Here `$filter` isn't supported by OData.", false),
        ("This method doesn't support OData. It had `$top`.", true),
        ("It supports much. It doesn't support OData.", true),
        ("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9} doesn't support OData", true),
        ("", false),
    ] {
        assert_eq!(refusal(raw).is_some(), expected, "{raw}");
    }
    let place = |raw: &'static str| refusal(raw).map(|place| &raw[place]);
    assert_eq!(place("None."), Some("None."));
    assert_eq!(place("Here this method doesn't support OData."), Some("ere this method doesn't support"));
    let weighed = |sentences: usize| refusal(&("It supports x. ".repeat(sentences) + "It doesn't support OData.")).is_some();
    assert!(weighed(19) && !weighed(20), "a paragraph of many statements is read up to the twentieth");
}
