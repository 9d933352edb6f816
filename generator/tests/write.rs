//! The output folder: what a run writes, keeps, deletes, names and refuses.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use docwright::digest::sha256;
use docwright::output::OutputTree;
use docwright::write::{self, Change, DiffLimits, MANIFEST, Options, WriteError, Written};

fn tree(files: &[(&str, &str)]) -> OutputTree {
    let mut tree = OutputTree::default();
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

fn apply(files: &[(&str, &str)], folder: &Path) -> Result<Written, WriteError> {
    write::apply(&tree(files), folder, Options::default())
}

fn force(files: &[(&str, &str)], folder: &Path) -> Result<Written, WriteError> {
    write::apply(&tree(files), folder, Options { force: true, ..Options::default() })
}

fn paths(written: &Written, change: Change) -> Vec<&str> {
    written.changes.paths(change).collect()
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

fn time(path: impl AsRef<Path>) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

/// Sets the time of a file back, so that any writing shows.
fn age(path: impl AsRef<Path>) -> SystemTime {
    let path = path.as_ref();
    let old = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::open(path).unwrap().set_modified(old).unwrap();
    time(path)
}

const CRATE: &[(&str, &str)] = &[
    ("Cargo.toml", "[package]\n"),
    ("src/lib.rs", "mod users;\nmod sites;\n"),
    ("src/users/mod.rs", "mod user;\n"),
    ("src/users/user.rs", "struct User;\n"),
    ("src/sites/mod.rs", "mod site;\n"),
    ("src/sites/site.rs", "struct Site;\n"),
];

fn without<'a>(files: &[(&'a str, &'a str)], path: &str) -> Vec<(&'a str, &'a str)> {
    files.iter().copied().filter(|(other, _)| *other != path).collect()
}

fn with<'a>(files: &[(&'a str, &'a str)], path: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut files = without(files, path);
    files.push((path, text));
    files
}

/// No work folder is left, beside the output or in it.
fn assert_tidy(home: &Path, out: &Path) {
    for folder in [home, out] {
        let left: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(".docwright-tmp"))
            .collect();
        assert!(left.is_empty(), "{left:?} is left in {}", folder.display());
    }
}

#[test]
fn a_new_folder_receives_everything_and_a_second_run_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("deep/er/out");
    let first = apply(CRATE, &out).unwrap();
    assert_eq!(first.changes.count(Change::Created), 6);
    for (path, text) in CRATE {
        assert_eq!(read(out.join(path)), *text);
    }
    let times: Vec<_> = CRATE.iter().map(|(path, _)| age(out.join(path))).collect();
    let manifest = age(out.join(MANIFEST));
    let second = apply(CRATE, &out).unwrap();
    assert_eq!(second.changes.summary(), "0 created, 0 changed, 0 removed, 6 unchanged");
    assert!(second.changes.is_up_to_date());
    assert_eq!(times, CRATE.iter().map(|(path, _)| time(out.join(path))).collect::<Vec<_>>());
    assert_eq!(manifest, time(out.join(MANIFEST)));
    assert_tidy(out.parent().unwrap(), &out);
}

/// A run may be killed while it tries what the system can do; the work folder that it leaves kept later runs from being
/// quick.
#[test]
fn a_killed_trial_is_cleared_away() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    for left in [&["probe-1"][..], &["probe-2"], &["probe-1", "probe-2", "new/src"], &[]] {
        for name in left.iter().chain(&[""]) {
            fs::create_dir_all(home.path().join(".docwright-tmp.out").join(name)).unwrap();
        }
        assert!(apply(CRATE, &out).unwrap().changes.is_up_to_date());
        assert_tidy(home.path(), &out);
    }
}

#[test]
fn only_files_whose_bytes_differ_are_written() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    let times: Vec<_> = CRATE.iter().map(|(path, _)| age(out.join(path))).collect();
    let changed = with(&with(CRATE, "src/users/user.rs", "struct User2;\n"), "src/lib.rs", "mod users;\n");
    let run = apply(&changed, &out).unwrap();
    assert_eq!(paths(&run, Change::Changed), ["src/lib.rs", "src/users/user.rs"]);
    for ((path, _), before) in CRATE.iter().zip(times) {
        let same = time(out.join(path)) == before;
        assert_eq!(same, !matches!(*path, "src/lib.rs" | "src/users/user.rs"), "{path}");
    }
}

#[test]
fn files_of_a_page_that_is_gone_go_with_their_folder() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    let kept = age(out.join("Cargo.toml"));
    let fewer = without(&without(CRATE, "src/users/user.rs"), "src/users/mod.rs");
    let run = apply(&with(&fewer, "src/lib.rs", "mod sites;\n"), &out).unwrap();
    assert_eq!(paths(&run, Change::Removed), ["src/users/mod.rs", "src/users/user.rs"]);
    assert!(!out.join("src/users").exists());
    assert!(!read(out.join(MANIFEST)).contains("user.rs"));
    assert_eq!(kept, time(out.join("Cargo.toml")));
    // One file alone takes the other way, without a swap.
    apply(&without(&with(&fewer, "src/lib.rs", "mod sites;\n"), "Cargo.toml"), &out).unwrap();
    assert!(!out.join("Cargo.toml").exists());
    assert_tidy(home.path(), &out);
}

#[test]
fn what_somebody_put_there_survives() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    for path in ["NOTES.md", "src/users/mine.rs", "tests/mine/deep.rs", ".git/HEAD", "target/debug/big"] {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), path).unwrap();
        age(out.join(path));
    }
    fs::create_dir_all(out.join("src/empty")).unwrap();
    for files in [&without(CRATE, "src/users/user.rs")[..], &with(CRATE, "src/lib.rs", "2")[..], &[], CRATE] {
        apply(files, &out).unwrap();
        for path in ["NOTES.md", "src/users/mine.rs", "tests/mine/deep.rs", ".git/HEAD", "target/debug/big"] {
            assert_eq!(read(out.join(path)), path);
            assert_eq!(time(out.join(path)), SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000), "{path}");
        }
        assert!(out.join("src/empty").is_dir());
    }
    assert_tidy(home.path(), &out);
}

#[test]
fn an_edited_file_is_named_and_kept_until_forced() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    fs::write(out.join("src/users/user.rs"), "mine").unwrap();
    let changed = with(&with(CRATE, "src/users/user.rs", "struct User2;\n"), "src/lib.rs", "mod users;\n");
    for _ in 0..2 {
        let run = apply(&changed, &out).unwrap();
        assert_eq!(run.changes.edited().collect::<Vec<_>>(), ["src/users/user.rs"]);
        assert!(!run.changes.is_up_to_date());
        assert_eq!(read(out.join("src/users/user.rs")), "mine");
        assert_eq!(read(out.join("src/lib.rs")), "mod users;\n");
    }
    // The page goes: the edited file stays, and stays known.
    let gone = without(&changed, "src/users/user.rs");
    for _ in 0..2 {
        let run = apply(&gone, &out).unwrap();
        assert_eq!(paths(&run, Change::EditedAndGone), ["src/users/user.rs"]);
        assert_eq!(read(out.join("src/users/user.rs")), "mine");
    }
    force(&gone, &out).unwrap();
    assert!(!out.join("src/users/user.rs").exists());
    fs::write(out.join("src/lib.rs"), "mine").unwrap();
    force(&changed, &out).unwrap();
    assert_eq!(read(out.join("src/lib.rs")), "mod users;\n");
    assert!(write::compare(&tree(&changed), &out).unwrap().is_up_to_date());
}

#[test]
fn an_edit_that_says_what_the_tree_says_is_no_edit() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    fs::write(out.join("src/lib.rs"), "new").unwrap();
    let run = apply(&with(CRATE, "src/lib.rs", "new"), &out).unwrap();
    assert_eq!(run.changes.edited().count(), 0);
    assert!(write::compare(&tree(&with(CRATE, "src/lib.rs", "new")), &out).unwrap().is_up_to_date());
}

#[test]
fn a_foreign_file_in_the_way_stops_the_run_and_is_named() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fs::create_dir_all(out.join("src")).unwrap();
    fs::write(out.join("src/lib.rs"), "mine").unwrap();
    let error = apply(CRATE, &out).unwrap_err().to_string();
    assert!(error.contains("src/lib.rs") && error.contains("did not write") && error.contains("--force"), "{error}");
    assert!(!out.join("Cargo.toml").exists(), "nothing else is written either");
    assert_tidy(home.path(), &out);
    force(CRATE, &out).unwrap();
    assert_eq!(read(out.join("src/lib.rs")), "mod users;\nmod sites;\n");
}

#[test]
fn a_foreign_file_with_the_expected_bytes_is_taken_over() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    fs::remove_file(out.join(MANIFEST)).unwrap();
    let before = age(out.join("src/lib.rs"));
    assert!(!write::compare(&tree(CRATE), &out).unwrap().is_up_to_date());
    apply(CRATE, &out).unwrap();
    assert_eq!(before, time(out.join("src/lib.rs")));
    assert!(write::compare(&tree(CRATE), &out).unwrap().is_up_to_date());
}

#[test]
fn folders_and_links_in_the_way_are_never_replaced() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fs::create_dir_all(out.join("src/lib.rs/inner")).unwrap();
    let error = force(CRATE, &out).unwrap_err().to_string();
    assert!(error.contains("a folder stands where"), "{error}");
    fs::remove_dir_all(out.join("src")).unwrap();
    fs::write(out.join("src"), "a file").unwrap();
    let error = force(CRATE, &out).unwrap_err().to_string();
    assert!(error.contains("`src` is a file"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let elsewhere = home.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(&out).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("src")).unwrap();
    let error = force(CRATE, &out).unwrap_err().to_string();
    assert!(error.contains("`src` is a link"), "{error}");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    // A link that is in nobody's way stays a link.
    fs::remove_file(out.join("src")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("link")).unwrap();
    apply(CRATE, &out).unwrap();
    apply(&with(&with(CRATE, "src/lib.rs", "2"), "Cargo.toml", "2"), &out).unwrap();
    assert!(fs::symlink_metadata(out.join("link")).unwrap().is_symlink());
    // The output folder itself may be a link.
    let link = home.path().join("link-to-out");
    std::os::unix::fs::symlink(&out, &link).unwrap();
    apply(CRATE, &link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(out.join("Cargo.toml")), "[package]\n");
}

#[test]
fn an_output_path_that_is_a_file_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fs::write(&out, "mine").unwrap();
    for error in [apply(CRATE, &out).unwrap_err(), write::compare(&tree(CRATE), &out).unwrap_err()] {
        assert!(error.to_string().contains("is a file, and a folder is needed"), "{error}");
    }
    let error = apply(CRATE, &out.join("below")).unwrap_err().to_string();
    assert!(error.contains("a file stands where a folder is needed"), "{error}");
    assert_eq!(read(&out), "mine");
}

#[test]
fn paths_that_lead_out_or_fit_no_system_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let long = "x".repeat(300);
    let bad = [
        "../up",
        "/etc/x",
        "a/../b",
        "a//b",
        "",
        "a/",
        "./a",
        "C:/x",
        "a\\b",
        "con",
        "a/NUL.rs",
        "com1.txt",
        "a.",
        "b ",
        " c",
        "a\nb",
        "a?",
        long.as_str(),
        ".docwright-manifest",
        ".docwright-tmp/x",
        ".Docwright-Tmp.out",
    ];
    for path in bad {
        let error = apply(&[(path, "x")], &out).unwrap_err().to_string();
        assert!(error.contains("cannot be written"), "{path:?}: {error}");
    }
    for pair in [["a/B.rs", "a/b.rs"], ["A/x", "a/y"], ["a", "a/b"], ["a/b", "a/b/c"]] {
        assert!(apply(&[(pair[0], "x"), (pair[1], "x")], &out).is_err(), "{pair:?}");
    }
    assert!(!out.exists());
    for good in ["console.rs", "a/nullable.rs", ".gitignore", "a b.rs", "r#type.rs", "a.b/c"] {
        apply(&[(good, "x")], &out).unwrap();
    }
}

#[test]
fn a_damaged_list_of_owned_files_deletes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    let good = read(out.join(MANIFEST));
    let precious = home.path().join("precious");
    fs::write(&precious, "x").unwrap();
    let outside = format!("{good}{}  ../precious\n", sha256(b"x"));
    for bad in ["rubbish\n", &outside, "zz  src/lib.rs\n"] {
        fs::write(out.join(MANIFEST), bad).unwrap();
        let error = force(&[], &out).unwrap_err().to_string();
        assert!(error.contains(MANIFEST) && error.contains("line "), "{error}");
    }
    assert!(precious.exists());
    // A merge conflict in the list is no damage: what either side wrote is ours.
    let other = good.replace(&sha256(b"[package]\n"), &sha256(b"theirs"));
    fs::write(out.join(MANIFEST), format!("<<<<<<< ours\n{good}=======\n{other}>>>>>>> theirs\n")).unwrap();
    fs::write(out.join("Cargo.toml"), "theirs").unwrap();
    let run = apply(CRATE, &out).unwrap();
    assert_eq!(run.changes.edited().count(), 0);
    assert_eq!(read(out.join(MANIFEST)), good);
}

#[test]
fn line_ends_turned_by_a_checkout_are_no_edit() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    fs::write(out.join("src/lib.rs"), "mod users;\r\nmod sites;\r\n").unwrap();
    let run = apply(CRATE, &out).unwrap();
    assert_eq!(paths(&run, Change::Changed), ["src/lib.rs"]);
    assert_eq!(read(out.join("src/lib.rs")), "mod users;\nmod sites;\n");
}

#[test]
fn names_that_change_only_in_case_are_followed() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(&[("src/User.rs", "1"), ("src/a.rs", "1")], &out).unwrap();
    apply(&[("src/user.rs", "2"), ("src/a.rs", "1")], &out).unwrap();
    let names: Vec<_> = fs::read_dir(out.join("src")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(read(out.join("src/user.rs")), "2");
}

#[test]
fn the_check_shows_short_diffs_and_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let nothing = write::compare(&tree(CRATE), &out).unwrap();
    assert_eq!(nothing.count(Change::Created), 6);
    assert!(!out.exists());
    apply(CRATE, &out).unwrap();
    fs::write(out.join("src/sites/site.rs"), "mine\n").unwrap();
    let long = (0..100).fold(String::new(), |text, number| text + "line " + &number.to_string() + "\n");
    let next = with(&with(&without(CRATE, "src/users/user.rs"), "src/lib.rs", "mod users;\nmod rooms;\n"), "z.rs", &long);
    let changes = write::compare(&tree(&next), &out).unwrap();
    let text = changes.diff(DiffLimits { file_lines: 12, files: 8 });
    expect_test::expect![[r"
        stale    src/lib.rs
        --- a/src/lib.rs
        +++ b/src/lib.rs
        @@ -1,2 +1,2 @@
         mod users;
        -mod sites;
        +mod rooms;
        edited   src/sites/site.rs: differs from what docwright wrote; kept unless --force is given
        --- a/src/sites/site.rs
        +++ b/src/sites/site.rs
        @@ -1 +1 @@
        -mine
        +struct Site;
        left     src/users/user.rs: nothing is generated there any more
        --- a/src/users/user.rs
        +++ /dev/null
        @@ -1 +0,0 @@
        -struct User;
        missing  z.rs
        --- /dev/null
        +++ b/z.rs
        @@ -0,0 +1,100 @@
        +line 0
        +line 1
        +line 2
        +line 3
        +line 4
        +line 5
        +line 6
        +line 7
        +line 8
        ... 91 more lines
    "]]
    .assert_eq(&text);
    assert_eq!(changes.diff(DiffLimits { file_lines: 12, files: 0 }).lines().count(), 4);
}

#[cfg(unix)]
#[test]
fn permissions_and_folder_times_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    apply(CRATE, &out).unwrap();
    fs::set_permissions(out.join("src"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(out.join("src/lib.rs"), fs::Permissions::from_mode(0o640)).unwrap();
    let sites = age(out.join("src/sites"));
    apply(&with(&with(CRATE, "src/lib.rs", "2"), "src/users/new.rs", "2"), &out).unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("src"), mode("src/lib.rs")), (0o750, 0o640));
    assert_eq!(sites, time(out.join("src/sites")));
}

#[test]
fn the_docs_folder_is_never_the_output() {
    let home = tempfile::tempdir().unwrap();
    let docs = home.path().join("docs");
    fs::create_dir_all(docs.join("v1.0")).unwrap();
    for bad in [docs.clone(), docs.join("out"), docs.join("v1.0/../out")] {
        assert!(write::keep_apart(&bad, &docs).is_err(), "{}", bad.display());
    }
    assert!(write::keep_apart(&home.path().join("out"), &docs).is_ok());
}
