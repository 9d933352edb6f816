use super::*;

#[test]
fn entries_are_keys_with_values_in_one_line() {
    let source = "title: \"A: b\"\nauthor: 'c'\nplain:  d e \nempty:\n - item: x\n- y: z\n#no: a\n  deep: b\ntwo words: c\nno colon\n: d\nopen: \"e\nboth: 'f\"\none: \"\nr: \"\"\r\n";
    let found = entries(source, 0..source.len(), FileId(1));
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(key, value)| {
            assert_eq!((&source[key.span.range()], &source[value.span.range()]), (key.value.as_str(), value.value.as_str()));
            assert_eq!((key.span.file, value.span.file), (FileId(1), FileId(1)));
            (key.value.as_str(), value.value.as_str())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("title", "A: b"),
            ("author", "c"),
            ("plain", "d e"),
            ("empty", ""),
            ("open", "\"e"),
            ("both", "'f\""),
            ("one", "\""),
            ("r", ""),
        ]
    );
    assert_eq!(entries("a: b\nc: d\ne: f", 5..9, FileId(0)).len(), 1, "only of the range");
}
