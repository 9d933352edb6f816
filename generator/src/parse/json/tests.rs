use super::*;
use crate::source::FileId;

fn read_all(source: &str) -> JsonText {
    read(&Text::slice(FileId(0), source, 0..source.len()))
}

/// What is read of a text, and each deviation with the text that it names.
fn check(source: &str, value: &str, deviations: &[(JsonDeviation, &str)]) {
    let json = read_all(source);
    assert_eq!(json.value.as_ref().map_or(String::new(), Json::to_compact), value, "{source}");
    let found: Vec<_> = json.deviations.iter().map(|found| (found.value, &source[found.span.range()])).collect();
    assert_eq!(found, deviations, "{source}");
    assert_eq!(json.strict, serde_json::from_str::<serde_json::Value>(source).is_ok(), "{source}");
}

#[test]
fn strict_json_has_no_deviations() {
    for source in ["null", "[]", "{}", "[1,-0.5,2e+3,true,false,null]", r#"{"a":{"b":["c","\n\"\\é"]}}"#] {
        check(source, source, &[]);
    }
    check(r#" "A😀\/" "#, "\"A\u{1f600}/\"", &[]);
}

#[test]
fn values_know_their_places() {
    let source = "{ \"a\": [1, \"two\"] }";
    let json = read_all(source).value.unwrap();
    let list = json.get("a").unwrap();
    assert_eq!(&source[json.span.range()], source);
    assert_eq!(&source[list.span.range()], "[1, \"two\"]");
    assert_eq!(&source[list.elements()[1].span.range()], "\"two\"");
    assert_eq!(&source[json.members()[0].0.span.range()], "\"a\"");
}

#[test]
fn commas_too_many_and_too_few() {
    check("[1,]", "[1]", &[(JsonDeviation::TrailingComma, ",")]);
    check("[,1]", "[1]", &[(JsonDeviation::TrailingComma, ",")]);
    check("{\"a\":1,}", "{\"a\":1}", &[(JsonDeviation::TrailingComma, ",")]);
    check("[1 2]", "[1,2]", &[(JsonDeviation::MissingComma, "2")]);
}

#[test]
fn words_that_are_not_json() {
    check("/* a */ 1 // b", "1", &[(JsonDeviation::Comment, "/* a */"), (JsonDeviation::Comment, "// b")]);
    check("{a:'b'}", "{\"a\":\"b\"}", &[(JsonDeviation::UnquotedKey, "a"), (JsonDeviation::SingleQuotes, "'")]);
    check(
        "[0x1F,.5,NaN]",
        "[31,0.5,\"NaN\"]",
        &[(JsonDeviation::OddNumber, "0x1F"), (JsonDeviation::OddNumber, ".5"), (JsonDeviation::OddNumber, "NaN")],
    );
    check("2026-01-02T03:04:05Z", "\"2026-01-02T03:04:05Z\"", &[(JsonDeviation::OddNumber, "2026-01-02T03:04:05Z")]);
    check("[1, ...]", "[1]", &[(JsonDeviation::Ellipsis, "...")]);
    check("[\u{a0}1]", "[1]", &[(JsonDeviation::OddBlank, "\u{a0}")]);
    check("\u{201c}a\u{201d}", "\"a\"", &[(JsonDeviation::SmartQuotes, "\u{201c}")]);
    check("\"a\tb\"", "\"a\\tb\"", &[(JsonDeviation::RawControl, "\t")]);
    check(r#""\q\ud800""#, "\"\\\\q\u{fffd}\"", &[(JsonDeviation::OddEscape, "\\")]);
    check("{\"a\":1,\"a\":2}", "{\"a\":2}", &[(JsonDeviation::DuplicateKey, "\"a\"")]);
}

#[test]
fn a_line_that_ends_with_a_typographic_quote_ends_the_string() {
    check("[\"a\u{201d},\n2]", "[\"a\",2]", &[(JsonDeviation::SmartQuotes, "\u{201d}")]);
}

#[test]
fn the_last_deviation_says_why_nothing_was_read() {
    check("{\"a\":", "", &[(JsonDeviation::Unclosed, "")]);
    check("[1", "", &[(JsonDeviation::Unclosed, "")]);
    check("\"a", "", &[(JsonDeviation::Unclosed, "\"")]);
    check("/* a", "", &[(JsonDeviation::Unclosed, "/")]);
    check("[}", "", &[(JsonDeviation::Unreadable, "}")]);
    check("[Zip file]", "", &[(JsonDeviation::Unreadable, "Z")]);
    check("", "", &[(JsonDeviation::Unclosed, "")]);
    check("1 x", "1", &[(JsonDeviation::TrailingText, "x")]);
}

#[test]
fn nesting_has_a_limit() {
    let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    assert!(read_all(&deep).value.is_some());
    assert!(read_all(&format!("[{deep}]")).value.is_none());
    assert!(read_all(&"[".repeat(200_000)).value.is_none());
}

#[test]
fn escapes_are_characters_and_pairs_are_one() {
    check(r#""\u00e9\u0041\b\f\n\r\t\/\\\"""#, "\"\u{e9}A\\u0008\\u000c\\n\\r\\t/\\\\\\\"\"", &[]);
    check(r#""\ud83d\ude00!""#, "\"\u{1f600}!\"", &[]);
    check(r#""\udbff\udfff\ud800\udc00""#, "\"\u{10ffff}\u{10000}\"", &[]);
    for half in [r#""\ud83dx""#, r#""\ud83d\u0041x""#, r#""\ude00x""#] {
        let json = read_all(half);
        let text = json.value.as_ref().and_then(Json::as_str).unwrap_or_default();
        assert!(text.starts_with('\u{fffd}') && text.ends_with('x') && json.deviations.is_empty(), "{half}");
    }
    assert_eq!(read_all(r#""\ud83d\u0041""#).value.as_ref().and_then(Json::as_str), Some("\u{fffd}A"));
    check(r#""\u12g4""#, r#""\\u12g4""#, &[(JsonDeviation::OddEscape, "\\")]);
    check(r#""\u12""#, r#""\\u12""#, &[(JsonDeviation::OddEscape, "\\")]);
    check(r#""\'""#, "\"'\"", &[(JsonDeviation::OddEscape, "\\")]);
    check("\"a\\", "", &[(JsonDeviation::Unclosed, "\"")]);
}

#[test]
fn quotes_of_every_kind() {
    check("'a\"b'", "\"a\\\"b\"", &[(JsonDeviation::SingleQuotes, "'")]);
    check("\u{2018}a\u{2019}", "\"a\"", &[(JsonDeviation::SmartQuotes, "\u{2018}")]);
    check("\u{201c}a\"", "\"a\"", &[(JsonDeviation::SmartQuotes, "\u{201c}")]);
    check("\u{201d}a\u{201c}", "\"a\"", &[(JsonDeviation::SmartQuotes, "\u{201d}")]);
    check("{\u{201c}a\u{201d}: 1}", "{\"a\":1}", &[(JsonDeviation::SmartQuotes, "\u{201c}")]);
    check("[\"a \u{201d} , \n2]", "[\"a \",2]", &[(JsonDeviation::SmartQuotes, "\u{201d}")]);
    check("[\"a\u{201c}\n]", "[\"a\"]", &[(JsonDeviation::SmartQuotes, "\u{201c}")]);
    check("\"a\nb\tc\"", "\"a\\nb\\tc\"", &[(JsonDeviation::RawControl, "\n")]);
    check("'a\u{201d}\nb'", "\"a\u{201d}\\nb\"", &[(JsonDeviation::SingleQuotes, "'"), (JsonDeviation::RawControl, "\n")]);
}

#[test]
fn numbers_that_are_mended_and_that_are_not() {
    let odd = |text: &'static str| (JsonDeviation::OddNumber, text);
    for (source, value, deviations) in [
        ("-0", "-0", &[][..]),
        ("10.50e-07", "10.50e-07", &[]),
        ("1E+2", "1E+2", &[]),
        ("+7", "7", &[odd("+7")]),
        ("-.5", "", &[(JsonDeviation::Unreadable, "-")]),
        ("+.5", "0.5", &[odd("+.5")]),
        ("5.", "5", &[odd("5.")]),
        ("0XfF", "255", &[odd("0XfF")]),
        ("01", "", &[(JsonDeviation::Unreadable, "0")]),
        ("1e", "", &[(JsonDeviation::Unreadable, "1")]),
        ("1e+", "", &[(JsonDeviation::Unreadable, "1")]),
        ("1.e2", "", &[(JsonDeviation::Unreadable, "1")]),
        ("1x", "", &[(JsonDeviation::Unreadable, "1")]),
        ("-", "", &[(JsonDeviation::Unreadable, "-")]),
        ("2026-01", "\"2026-01\"", &[odd("2026-01")]),
        ("2026-1", "", &[(JsonDeviation::Unreadable, "2")]),
        ("20261-1", "", &[(JsonDeviation::Unreadable, "2")]),
        ("True", "true", &[odd("True")]),
        ("False", "false", &[odd("False")]),
        ("Infinity", "\"Infinity\"", &[odd("Infinity")]),
        ("nulls", "", &[(JsonDeviation::Unreadable, "n")]),
    ] {
        check(source, value, deviations);
    }
}

#[test]
fn what_stands_between_members() {
    let comma = (JsonDeviation::TrailingComma, ",");
    check("{,\"a\":1,,\"b\":2}", "{\"a\":1,\"b\":2}", &[comma, comma]);
    check("[1,...]", "[1]", &[(JsonDeviation::Ellipsis, "...")]);
    check("[1 \u{2026} 2]", "[1,2]", &[(JsonDeviation::Ellipsis, "\u{2026}"), (JsonDeviation::MissingComma, "2")]);
    check("[...,1]", "[1]", &[(JsonDeviation::Ellipsis, "...")]);
    check("{\"a\":1 \"b\":2}", "{\"a\":1,\"b\":2}", &[(JsonDeviation::MissingComma, "\"")]);
    check("[1/* a */,2]", "[1,2]", &[(JsonDeviation::Comment, "/* a */")]);
    check("[1, // a\n2]", "[1,2]", &[(JsonDeviation::Comment, "// a")]);
    check("[1, /", "", &[(JsonDeviation::Unreadable, "/")]);
    check("{a_b.c-1@d$e#f: 1}", "{\"a_b.c-1@d$e#f\":1}", &[(JsonDeviation::UnquotedKey, "a_b.c-1@d$e#f")]);
    check("{-a: 1}", "", &[(JsonDeviation::Unreadable, "-")]);
    check("{\"a\" 1}", "", &[(JsonDeviation::Unreadable, "1")]);
    check("{\"a\"", "", &[(JsonDeviation::Unclosed, "")]);
    check("{", "", &[(JsonDeviation::Unclosed, "")]);
    check("[1}", "", &[(JsonDeviation::Unreadable, "}")]);
    check("{\"a\":\u{a0}\u{200b}1}", "{\"a\":1}", &[(JsonDeviation::OddBlank, "\u{a0}\u{200b}")]);
    check("1 /* a", "", &[(JsonDeviation::Unclosed, "/")]);
}
