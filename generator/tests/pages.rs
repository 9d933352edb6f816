//! Small pages, one irregularity each, beside what is read from them: `pages/FOLDER_NAME.md` and the same with `.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test --test pages` writes the expected texts anew; read the difference before you keep it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "pages/facts.rs"]
mod facts;

use std::path::{Path, PathBuf};

use docwright::diagnostic::{TextStyle, render_text, sort};
use docwright::parse::parse;
use docwright::source::{FileId, SourceFile, Sources};
use expect_test::expect_file;

#[expect(clippy::disallowed_methods, reason = "a test reads its own pages")]
fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// `api_glued-method.md` stands for `v1.0/api/glued-method.md`.
fn place(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    match name.split_once('_') {
        Some(("flat", rest)) => rest.to_owned(),
        Some(("includes", rest)) => format!("v1.0/includes/permissions/{rest}"),
        Some((folder, rest)) => format!("v1.0/{folder}/{rest}"),
        None => panic!("{name} does not say in which folder it stands"),
    }
}

#[test]
fn pages_are_read_as_expected() {
    let pages = pages();
    assert!(pages.len() > 30, "only {} pages found", pages.len());
    for (path, text) in pages {
        let sources = Sources::from_files(vec![SourceFile::new(place(&path), text)]);
        let (page, mut findings) = parse(sources.file(FileId(0)), FileId(0));
        sort(&mut findings);
        let mut out = facts::dump(&page, &sources);
        for finding in &findings {
            out.push('\n');
            out.push_str(&render_text(finding, &sources, TextStyle::Plain));
        }
        expect_file![path.with_extension("txt")].assert_eq(&out);
    }
}

/// Any page cut off anywhere is read without a panic, and every place named lies within it.
#[test]
fn every_beginning_of_a_page_can_be_read() {
    for (path, text) in pages() {
        let ends = (0..=text.len()).filter(|&end| text.is_char_boundary(end));
        for end in ends.step_by(3) {
            check(&path, &text[..end]);
        }
    }
}

/// So is any page with lines lost, doubled or cut.
#[test]
fn damaged_pages_can_be_read() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    for (path, text) in pages() {
        for _ in 0..60 {
            let mut lines: Vec<&str> = text.split('\n').collect();
            for _ in 0..=random(6) {
                let (at, other) = (random(lines.len()), random(lines.len()));
                match random(4) {
                    0 => drop(lines.remove(at)),
                    1 => lines.insert(at, lines[other]),
                    2 => lines.swap(at, other),
                    _ => {
                        let end = random(lines[at].len() + 1);
                        lines[at] = lines[at].get(..end).unwrap_or("");
                    }
                }
                if lines.is_empty() {
                    lines.push("");
                }
            }
            let ending = if random(4) == 0 { "\r\n" } else { "\n" };
            check(&path, &lines.join(ending));
        }
    }
}

fn check(path: &Path, text: &str) {
    let file = SourceFile::new(place(path), text);
    let (page, findings) = parse(&file, FileId(0));
    let all = facts::spans(&page).into_iter().chain(findings.iter().filter_map(|finding| finding.span));
    for span in all {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {} with {} bytes:\n{text}", path.display(), text.len());
    }
}
