//! What stands above the text of a capture: the frame of the site, front matter, the title. `tops.captures` holds captures parted
//! by lines `=== WHAT`, `tops.pages` what each is taken for.

use std::fmt::Write as _;

use docwright::parse::parse;
use docwright::source::{FileId, SourceFile};
use expect_test::expect_file;

use crate::parted::parts;

#[test]
fn titles_are_told_from_what_the_site_shows() {
    let mut out = String::new();
    for (what, text) in parts(include_str!("tops.captures")) {
        let (page, _) = parse(&SourceFile::new("capture.txt", text), FileId(0));
        let title = page.title.as_ref().map_or("-", |title| title.value.as_str());
        let _ = writeln!(out, "=== {what}: {:?} as {}, {title}", page.kind, super::name(page.form));
        for (key, value) in &page.front_matter {
            let _ = writeln!(out, "{} = {}", key.value, value.value);
            assert_eq!((&text[key.span.range()], &text[value.span.range()]), (key.value.as_str(), value.value.as_str()));
        }
        for intro in &page.intro {
            let _ = writeln!(out, "intro {}", intro.value);
        }
        for inference in &page.inferences {
            let _ = writeln!(out, "inferred {:?} {}", inference.what, inference.value);
        }
    }
    expect_file!["./tops.pages"].assert_eq(&out);
}
