//! Same input, same bytes: whatever the number of threads, the order of files, the line ends.

use docwright::run;
use docwright::source::{SourceFile, Sources};

use crate::project::{crate_of, files, own_crate, own_pages, root, run_in};

/// Path and text of every page of docs-input.
fn pages() -> Vec<(String, String)> {
    own_pages().sources.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

fn generated_from(pages: Vec<(String, String)>) -> docwright::output::OutputTree {
    let files = pages.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
    crate_of(&run::understand(Sources::from_files(files))).tree
}

fn assert_same(tree: &docwright::output::OutputTree) {
    for ((path, text), (own_path, own_text)) in tree.iter().zip(own_crate().tree.iter()) {
        assert_eq!(path, own_path);
        assert!(text == own_text, "{path} differs");
    }
    assert_eq!(tree.len(), own_crate().tree.len());
}

#[test]
fn the_order_of_files_does_not_show() {
    let mut reversed = pages();
    reversed.reverse();
    assert_same(&generated_from(reversed));
    let mut turned = pages();
    let half = turned.len() / 2;
    turned.rotate_left(half);
    assert_same(&generated_from(turned));
}

#[test]
fn line_ends_do_not_show() {
    let crlf: Vec<(String, String)> = pages().into_iter().map(|(path, text)| (path, text.replace('\n', "\r\n"))).collect();
    assert!(crlf.iter().all(|(_, text)| text.contains("\r\n")));
    assert_same(&generated_from(crlf));
}

#[test]
fn a_byte_order_mark_does_not_show() {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in pages() {
        crate::project::put(&home.path().join(path), format!("\u{feff}{text}").as_bytes());
    }
    assert_same(&crate_of(&run::read(home.path(), &[]).unwrap()).tree);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let home = tempfile::tempdir().unwrap();
    let docs = root().join("docs-input");
    let docs = docs.to_str().unwrap();
    let mut first = None;
    for threads in ["1", "2", "7"] {
        run_in(home.path(), &["generate", "--docs", docs, "--out", threads, "--crate-name", "same", "--threads", threads])
            .expect(0);
        let found = files(&home.path().join(threads));
        assert!(found.len() > 100);
        let ir = run_in(home.path(), &["export", "ir", "--docs", docs, "--threads", threads]).expect(0).stdout;
        let lint = run_in(home.path(), &["lint", "--docs", docs, "--format", "json", "--threads", threads]).expect(0).stdout;
        let this = (found, ir, lint);
        match &first {
            None => first = Some(this),
            Some(first) => assert!(*first == this, "{threads} threads give other bytes"),
        }
    }
}
