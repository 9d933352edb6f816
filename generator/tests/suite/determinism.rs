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

/// A number that looks random; the same one every time.
fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Runs that differ in everything that must not show: threads, the order in which the files were made, line ends, locale,
/// time zone. `DOCWRIGHT_RUNS=100` asks for more than the usual four.
#[test]
fn runs_that_differ_in_all_of_it_have_one_hash() {
    let runs = std::env::var("DOCWRIGHT_RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(4_u64);
    let mut hashes: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for run in 0..runs {
        let home = tempfile::tempdir().unwrap();
        let mut pages = pages();
        pages.sort_by_cached_key(|(path, _)| path.bytes().fold(mix(run + 1), |hash, byte| mix(hash ^ u64::from(byte))));
        for (path, text) in pages {
            let text = if run % 2 == 1 { text.replace('\n', "\r\n") } else { text };
            crate::project::put(&home.path().join("docs").join(path), text.as_bytes());
        }
        let all = std::thread::available_parallelism().map_or(4, std::num::NonZeroUsize::get).to_string();
        let threads = ["1", "2", &all, "7"][usize::try_from(run % 4).unwrap()];
        let locale = ["C", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "ja_JP.eucJP"][usize::try_from(mix(run) % 4).unwrap()];
        let ended = crate::project::docwright(
            home.path(),
            &["generate", "--docs", "docs", "--out", "out", "--crate-name", "same", "--threads", threads],
        )
        .env("LC_ALL", locale)
        .env("LANG", locale)
        .env("TZ", if run % 3 == 0 { "Asia/Kathmandu" } else { "UTC" })
        .output()
        .unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        let mut whole = Vec::new();
        for (path, bytes) in files(&home.path().join("out")) {
            whole.extend(path.bytes().chain([0]).chain(bytes).chain([0]));
        }
        *hashes.entry(docwright::digest::sha256(&whole)).or_default() += 1;
    }
    println!("{runs} runs, by hash: {hashes:?}");
    assert_eq!(hashes.len(), 1, "{hashes:?}");
}
