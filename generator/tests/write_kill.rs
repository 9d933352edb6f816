//! Runs that are killed at any moment, and runs at the same time: the folder is always one whole tree.
//!
//! The test starts itself again as the run that is killed. `DOCWRIGHT_KILLS=2000` asks for more kills than the usual 60.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]
#![expect(clippy::print_stdout, reason = "the count of kills is printed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use docwright::output::OutputTree;
use docwright::write::{self, MANIFEST, Options};

/// A number that looks random; the same one every time.
fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A tree of some 200 files; two trees have most paths in common and half of the texts.
fn tree(seed: u64) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for area in 0..8 {
        for file in 0..30 {
            let dice = mix(seed * 1000 + area * 100 + file);
            if !dice.is_multiple_of(6) {
                let text = format!("{}\n", if dice.is_multiple_of(2) { 0 } else { seed }).repeat(40);
                files.insert(format!("src/area{area}/file{file}.rs"), text);
            }
        }
    }
    files.insert("Cargo.toml".to_owned(), format!("version = {seed}\n"));
    files.insert(format!("src/only{seed}/mod.rs"), "x\n".to_owned());
    files
}

fn output(files: &BTreeMap<String, String>) -> OutputTree {
    let mut tree = OutputTree::default();
    for (path, text) in files {
        tree.insert(path.as_str(), text.as_str());
    }
    tree
}

/// The run that is killed: not a test of its own.
#[test]
#[ignore = "started by the other tests"]
fn child() {
    let (Ok(out), Ok(seed)) = (std::env::var("DOCWRIGHT_TEST_OUT"), std::env::var("DOCWRIGHT_TEST_SEED")) else { return };
    write::apply(&output(&tree(seed.parse().unwrap())), Path::new(&out), Options::default()).unwrap();
}

fn start(out: &Path, seed: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("DOCWRIGHT_TEST_OUT", out)
        .env("DOCWRIGHT_TEST_SEED", seed.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// All files below a folder, work folders left out.
fn read_all(folder: &Path) -> BTreeMap<String, String> {
    fn walk(folder: PathBuf, prefix: &str, files: &mut BTreeMap<String, String>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder.to_owned(), "", &mut files);
    files
}

fn kills() -> u64 {
    std::env::var("DOCWRIGHT_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// Two trees with their lists of owned files and two files of the user's.
fn expected(home: &Path, seed: u64) -> BTreeMap<String, String> {
    let out = home.join(format!("expected{seed}"));
    write::apply(&output(&tree(seed)), &out, Options::default()).unwrap();
    let mut files = read_all(&out);
    files.insert("NOTES.md".to_owned(), "mine".to_owned());
    files.insert("src/area0/mine.rs".to_owned(), "mine".to_owned());
    files
}

/// What stands in a folder beside what users see, with the files in it.
fn left_beside(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let hidden = names.filter(|name| name.starts_with('.'));
    hidden.map(|name| (name.clone(), read_all(&folder.join(name)).into_keys().collect())).collect()
}

#[test]
fn a_killed_run_leaves_a_whole_tree() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let states = [expected(home.path(), 1), expected(home.path(), 2)];
    write::apply(&output(&tree(1)), &out, Options::default()).unwrap();
    fs::write(out.join("NOTES.md"), "mine").unwrap();
    fs::write(out.join("src/area0/mine.rs"), "mine").unwrap();
    let begun = Instant::now();
    assert!(start(&out, 2).wait().unwrap().success());
    // Kills are spread over one and a half times what a whole run takes.
    let span = begun.elapsed().as_micros() * 3 / 2;
    let mut seen = [0_u64; 2];
    let mut killed = 0;
    for round in 0..kills() {
        let was = usize::from(read_all(&out) == states[1]);
        let mut run = start(&out, if was == 0 { 2 } else { 1 });
        std::thread::sleep(Duration::from_micros(mix(round) % u64::try_from(span).unwrap()));
        run.kill().unwrap();
        killed += u64::from(!run.wait().unwrap().success());
        let files = read_all(&out);
        let now = states.iter().position(|state| *state == files);
        let Some(now) = now else {
            let wrong: Vec<_> =
                states[was].iter().filter(|(path, text)| files.get(*path) != Some(text)).map(|(path, _)| path).collect();
            panic!("round {round}: neither tree; beside the old one {} files differ: {wrong:?}", wrong.len());
        };
        seen[usize::from(now != was)] += 1;
    }
    println!("{killed} of {} runs were killed; {} left the old tree, {} the new one", kills(), seen[0], seen[1]);
    assert!(killed > kills() / 4 && seen[0] > 0 && seen[1] > 0, "the kills miss the run: {seen:?}, {killed} killed");
    assert!(start(&out, 1).wait().unwrap().success());
    assert_eq!(read_all(&out), states[0]);
    assert_eq!(left_beside(home.path()), BTreeMap::new());
}

#[test]
fn where_several_steps_are_needed_the_next_run_ends_them() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    // A folder in use by others keeps the output folder from trading places as a whole.
    let mut states = [expected(home.path(), 1), expected(home.path(), 2)];
    write::apply(&output(&tree(1)), &out, Options::default()).unwrap();
    fs::create_dir_all(out.join("src/.busy")).unwrap();
    for path in ["NOTES.md", "src/area0/mine.rs", "src/.busy/x"] {
        fs::write(out.join(path), "mine").unwrap();
    }
    for state in &mut states {
        state.insert("src/.busy/x".to_owned(), "mine".to_owned());
    }
    let begun = Instant::now();
    assert!(start(&out, 2).wait().unwrap().success());
    let span = begun.elapsed().as_micros() * 3 / 2;
    let (mut recovered, mut between) = (0, 0);
    for round in 0..kills() {
        let mut run = start(&out, round % 2 + 1);
        std::thread::sleep(Duration::from_micros(mix(round) % u64::try_from(span).unwrap()));
        run.kill().unwrap();
        run.wait().unwrap();
        let next = mix(round * 7) % 2;
        between += u64::from(!states.contains(&read_all(&out)));
        recovered += u64::from(write::apply(&output(&tree(next + 1)), &out, Options::default()).unwrap().recovered);
        assert_eq!(read_all(&out), states[usize::try_from(next).unwrap()], "round {round}");
    }
    println!("of {} runs {recovered} left something to put right, {between} a tree between two steps", kills());
    assert!(recovered > 0, "the kills miss the run");
}

#[test]
fn runs_at_the_same_time_leave_one_whole_tree() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    for round in 0..20 {
        let runs: Vec<_> = (1..5).map(|seed| start(&out, seed)).collect();
        for mut run in runs {
            assert!(run.wait().unwrap().success(), "round {round}");
        }
        let mut files = read_all(&out);
        files.remove(MANIFEST);
        let whole = (1..5).find(|seed| tree(*seed) == files);
        assert!(whole.is_some(), "round {round}: {} files of several trees", files.len());
        assert!(write::compare(&output(&files), &out).unwrap().is_up_to_date());
    }
}
