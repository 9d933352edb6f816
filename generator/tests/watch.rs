//! The watch: a call after each change, soon, and none for what no run reads.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and change them")]
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use docwright::watch::{Watched, watch};

/// Watches `pages` and `docwright.toml` of a folder in a thread; every call comes out of the channel.
fn begin(home: &std::path::Path) -> Receiver<BTreeSet<PathBuf>> {
    fs::create_dir_all(home.join("pages/v1.0/api")).unwrap();
    fs::write(home.join("docwright.toml"), "").unwrap();
    fs::write(home.join("pages/v1.0/api/a.md"), "1").unwrap();
    let watched = Watched { folders: vec![home.join("pages")], files: vec![home.join("docwright.toml")] };
    let (sender, calls) = channel();
    std::thread::spawn(move || {
        watch(&watched, &mut |changed| match sender.send(changed.clone()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    });
    assert_eq!(calls.recv_timeout(Duration::from_secs(10)).unwrap(), BTreeSet::new(), "the first call");
    calls
}

fn names(calls: &Receiver<BTreeSet<PathBuf>>) -> Vec<String> {
    let changed = calls.recv_timeout(Duration::from_secs(10)).unwrap();
    changed.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_saved_page_is_told_within_a_tenth_of_a_second() {
    let home = tempfile::tempdir().unwrap();
    let calls = begin(home.path());
    let mut times = Vec::new();
    for round in 0..20 {
        let begun = Instant::now();
        fs::write(home.path().join("pages/v1.0/api/a.md"), format!("{round}")).unwrap();
        assert_eq!(names(&calls), ["a.md"]);
        times.push(begun.elapsed());
    }
    times.sort();
    println!("from the save to the call: median {:?}, longest {:?}", times[10], times[19]);
    assert!(times[10] < Duration::from_millis(100), "{times:?}");
}

#[test]
fn every_way_of_changing_is_seen_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let calls = begin(home.path());
    let pages = home.path().join("pages/v1.0");
    // An editor that writes a file beside and puts it in place.
    fs::write(pages.join("api/.a.md.swp"), "x").unwrap();
    fs::write(home.path().join("docwright.toml.new"), "x").unwrap();
    fs::rename(home.path().join("docwright.toml.new"), home.path().join("docwright.toml")).unwrap();
    assert_eq!(names(&calls), ["docwright.toml"]);
    fs::write(home.path().join("notes.md"), "x").unwrap();
    let _ = fs::read(pages.join("api/a.md")).unwrap();
    assert!(calls.recv_timeout(Duration::from_millis(150)).is_err(), "files beside the docs folder and reading are not told");
    fs::remove_file(pages.join("api/a.md")).unwrap();
    assert_eq!(names(&calls), ["a.md"]);
    // A page in a folder that is new.
    fs::create_dir(pages.join("resources")).unwrap();
    assert_eq!(names(&calls), ["resources"]);
    fs::write(pages.join("resources/b.md"), "x").unwrap();
    assert_eq!(names(&calls), ["b.md"]);
    // Several at once are few calls: one, unless the machine is so busy that a pause lies between the writes.
    for number in 0..50 {
        fs::write(pages.join(format!("api/{number}.md")), "x").unwrap();
    }
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    while seen.len() < 50 {
        seen.extend(names(&calls));
        count += 1;
    }
    assert!(count < 25, "{count} calls");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let watched = Watched { folders: vec![PathBuf::from("/nowhere/pages")], files: Vec::new() };
    let error = watch(&watched, &mut |_| ControlFlow::Break(())).unwrap_err().to_string();
    assert!(error.contains("cannot watch /nowhere/pages"), "{error}");
}
