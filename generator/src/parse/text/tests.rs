use super::*;

const FILE: FileId = FileId(3);

/// `one`, a line mark that is left out, `two`: the text `one two` of the source `> one\n> two.`.
fn two_lines(source: &str) -> Text<'_> {
    let mut text = Text::slice(FILE, source, 2..5);
    text.push(" ", source, 8..11);
    text
}

fn place(text: &Text<'_>, part: Range<usize>) -> (usize, usize) {
    let span = text.span_of(part);
    assert_eq!(span.file, FILE);
    (span.range().start, span.range().end)
}

#[test]
fn a_text_of_pieces_knows_where_each_byte_stands() {
    let source = "> one\n> two.";
    let text = two_lines(source);
    assert_eq!(text.raw, "one two");
    assert_eq!(text.span().range(), 2..11);
    let offsets: Vec<usize> = (0..=7).map(|at| text.offset(at)).collect();
    assert_eq!(offsets, [2, 3, 4, 5, 8, 9, 10, 11], "the blank between the pieces stands at the end of the first");
    assert_eq!(place(&text, 0..3), (2, 5), "an end is the end of its last byte, not the start of the next piece");
    assert_eq!(place(&text, 4..7), (8, 11));
    assert_eq!(place(&text, 2..5), (4, 9));
    assert_eq!(place(&text, 4..4), (8, 8), "nothing stands where what follows it stands");
    assert_eq!(text.part(1..3).value, "ne");
    assert_eq!(text.offset(99), 11, "nothing stands behind the end");
}

#[test]
fn pieces_that_touch_stay_one() {
    let source = "abcdef";
    let mut text = Text::slice(FILE, source, 0..2);
    text.push("", source, 2..4);
    assert!(matches!(text.raw, Cow::Borrowed("abcd")));
    assert!(text.later.is_empty());
    text.push("", source, 5..6);
    assert_eq!(text.raw, "abcdf");
    assert_eq!((text.offset(3), text.offset(4)), (3, 5));
    text.push("", source, 9..12);
    assert_eq!((text.raw.as_ref(), text.span().range()), ("abcdf", 0..6), "what is no part of the source is not added");
}

#[test]
fn a_part_keeps_the_places_of_the_whole() {
    let source = "> one\n> two.";
    let text = two_lines(source);
    let inside = text.sub(1..6);
    assert_eq!(inside.raw, "ne tw");
    assert_eq!(inside.span().range(), 3..10);
    let offsets: Vec<usize> = (0..5).map(|at| inside.offset(at)).collect();
    assert_eq!(offsets, [3, 4, 5, 8, 9]);
    let second = text.sub(4..7);
    assert_eq!((second.raw.as_ref(), second.span().range(), second.later.len()), ("two", 8..11, 0));
    let first = text.sub(0..3);
    assert_eq!((first.raw.as_ref(), first.span().range(), first.later.len()), ("one", 2..5, 0));
    let to_the_seam = text.sub(0..4);
    assert_eq!((to_the_seam.raw.as_ref(), to_the_seam.later.len()), ("one ", 0));
    let nothing = text.sub(4..4);
    assert_eq!((nothing.raw.as_ref(), nothing.span().range()), ("", 8..8));
    assert_eq!(text.end().span().range(), 11..11);
    assert_eq!(text.end().raw, "");
}

#[test]
fn a_text_behind_a_text_keeps_its_places() {
    let source = "one [] > two\n> six";
    let mut text = Text::slice(FILE, source, 0..3);
    let mut other = Text::slice(FILE, source, 9..12);
    other.push(" ", source, 15..18);
    text.append("; ", &other);
    assert_eq!(text.raw, "one; two six");
    assert_eq!(place(&text, 5..8), (9, 12));
    assert_eq!(place(&text, 9..12), (15, 18));
    assert_eq!(text.span().range(), 0..18);
}

#[test]
fn blanks_of_every_kind_are_trimmed() {
    let source = "\u{feff}\u{a0} a b\u{200b}\t\n";
    let text = Text::slice(FILE, source, 0..source.len());
    let trimmed = text.trimmed();
    assert_eq!(trimmed.value, "a b");
    assert_eq!(&source[trimmed.span.range()], "a b");
    assert_eq!(trim_range(source, 0..source.len()), 6..9);
    assert_eq!(trim_range("\u{2060} ", 0..4), 4..4, "of blanks nothing stays");
    assert_eq!(trim_range("ab", 1..9), 1..9, "what is no range of the text is left as it is");
    assert!(Text::slice(FILE, " \u{200b}", 0..4).is_blank());
    assert!(!text.is_blank());
    let whole = Text::slice(FILE, source, 6..9).trimmed();
    assert_eq!((whole.value.as_str(), whole.span.range()), ("a b", 6..9));
}

#[test]
fn lines_have_no_ends() {
    let of = |text: &'static str, range: Range<usize>| lines(text, range).map(|line| &text[line]).collect::<Vec<_>>();
    assert_eq!(of("a\r\n\nbc\rd\n", 0..9), ["a", "", "bc\rd"]);
    assert_eq!(of("a\nbc", 0..99), ["a", "bc"]);
    assert_eq!(of("a\nbc\nd", 2..4), ["bc"]);
    assert_eq!(of("", 0..0), Vec::<&str>::new());
}

#[test]
fn words_are_found_whatever_their_case() {
    assert!(starts_with_ignore_case("NaMespace: x", "namespace:"));
    assert!(!starts_with_ignore_case("nam", "namespace"));
    assert!(!starts_with_ignore_case("a namespace", "namespace"));
    assert!(ends_with_ignore_case("such TYPES", "types"));
    assert!(!ends_with_ignore_case("types such", "types"));
    assert!(!ends_with_ignore_case("pes", "types"));
    assert_eq!(find_ignore_case("An an AN", "an", 0), Some(0));
    assert_eq!(find_ignore_case("An an AN", "an", 1), Some(3));
    assert_eq!(find_ignore_case("An an AN", "an", 6), Some(6));
    assert_eq!(find_ignore_case("An an AN", "an", 7), None);
    assert_eq!(find_ignore_case("An", "and", 0), None);
    assert_eq!(find_ignore_case("aab", "ab", 0), Some(1));
    assert_eq!(find_ignore_case("An", "", 0), None);
}
