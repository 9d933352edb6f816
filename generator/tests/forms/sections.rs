//! The rendered view of GitHub has no headings: what opens each section tells it. `sections.captures` holds captures parted by
//! lines `=== WHAT`, `sections.headings` the headings that each gets, with the line that opens the section.

use std::fmt::Write as _;

use docwright::page::Form;
use docwright::parse::parse;
use docwright::source::{FileId, SourceFile, Sources};
use expect_test::expect_file;

use crate::parted::parts;

#[test]
fn sections_are_told_by_what_opens_them() {
    let mut out = String::new();
    for (what, text) in parts(include_str!("sections.captures")) {
        let sources = Sources::from_files(vec![SourceFile::new("capture.txt", text)]);
        let (page, _) = parse(sources.file(FileId(0)), FileId(0));
        assert_eq!(page.form, Form::GithubRendered, "{what}");
        let _ = writeln!(out, "=== {what}: {:?} page", page.kind);
        for section in &page.sections {
            let line = sources.line_column(section.heading.span).line;
            let opens = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
            let marks = "#".repeat(usize::from(section.level));
            let _ = writeln!(out, "{marks} {} <- {}", section.heading.value, opens.get(..60).unwrap_or(opens));
        }
        for table in &page.enumerations {
            let _ = writeln!(out, "enumeration {}", table.name.value);
        }
    }
    expect_file!["./sections.headings"].assert_eq(&out);
}
