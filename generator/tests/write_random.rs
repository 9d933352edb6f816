//! Random trees over random folders: whatever stands where, what is ours follows the tree and what is not stays.
//!
//! The oracle is a second, simple account of who owns which bytes; `DOCWRIGHT_ROUNDS` asks for more rounds.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use docwright::output::OutputTree;
use docwright::write::{self, MANIFEST, Options};

/// A small generator (xorshift), so that a failing round can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// One of few paths, so that owners meet; no path is a folder of another.
    fn path(&mut self) -> String {
        let file = ["a.rs", "b.rs", "mod.rs"][usize::try_from(self.roll(3)).unwrap()];
        let folder = ["", "src/", "src/x/", "src/x/deep/", "src/y/", "tests/", "extra/"][usize::try_from(self.roll(7)).unwrap()];
        format!("{folder}{file}")
    }

    fn text(&mut self) -> String {
        format!("text {}\n", self.roll(4))
    }
}

type Files = BTreeMap<String, (String, SystemTime)>;

fn read_all(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            let before = files.len();
            read_all(&entry.path(), &format!("{name}/"), files);
            let users = name.starts_with(".git") || name.starts_with("keep");
            assert!(files.len() > before || users, "{name} was left empty");
        } else if name != MANIFEST {
            let time = entry.metadata().unwrap().modified().unwrap();
            files.insert(name, (fs::read_to_string(entry.path()).unwrap(), time));
        }
    }
}

fn snapshot(out: &Path) -> Files {
    let mut files = Files::new();
    if out.exists() {
        read_all(out, "", &mut files);
    }
    files
}

fn disturb(out: &Path, dice: &mut Dice) {
    let path = out.join(dice.path());
    match dice.roll(5) {
        0 if path.exists() => {
            fs::remove_file(&path).unwrap();
            let mut parent = path.parent();
            while let Some(folder) = parent.filter(|folder| *folder != out && fs::remove_dir(folder).is_ok()) {
                parent = folder.parent();
            }
        }
        1 => {
            // What keeps the folder from trading places as a whole.
            fs::create_dir_all(out.join(".git")).unwrap();
        }
        2 => {
            let _ = fs::remove_dir(out.join(".git"));
        }
        _ => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, dice.text()).unwrap();
        }
    }
}

/// One folder through many runs.
fn play(seed: u64, out: &Path) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    // What docwright wrote or took over, with the bytes that it had then.
    let mut ours: BTreeMap<String, String> = BTreeMap::new();
    for step in 0..12 {
        let round = format!("seed {seed}, step {step}");
        for _ in 0..dice.roll(4) {
            disturb(out, &mut dice);
        }
        let tree: BTreeMap<String, String> = (0..dice.roll(12)).map(|_| (dice.path(), dice.text())).collect();
        let mut output = OutputTree::default();
        for (path, text) in &tree {
            output.insert(path.as_str(), text.as_str());
        }
        let force = dice.roll(5) == 0;
        let before = snapshot(out);
        let planned = write::compare(&output, out).unwrap();
        assert_eq!(before, snapshot(out), "{round}: the comparison wrote");
        let run = write::apply(&output, out, Options { force, ..Options::default() });
        let after = snapshot(out);

        let foreign =
            |path: &String, text: &String| before.get(path).is_some_and(|(there, _)| !ours.contains_key(path) && there != text);
        if !force && tree.iter().any(|(path, text)| foreign(path, text)) {
            assert!(run.is_err(), "{round}: a foreign file was in the way");
            assert_eq!(before, after, "{round}: a refused run wrote");
            continue;
        }
        let run = run.unwrap_or_else(|error| panic!("{round}: {error}"));
        if !run.recovered && !force {
            assert_eq!(run.changes, planned, "{round}");
        }
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        let mut owned: BTreeMap<String, String> = BTreeMap::new();
        for (path, (text, _)) in &before {
            let edited = ours.get(path).is_some_and(|wrote| wrote != text);
            let stays = !ours.contains_key(path) || (edited && !force);
            if stays {
                expected.insert(path.clone(), text.clone());
            }
            if edited && stays {
                owned.insert(path.clone(), ours[path].clone());
            }
        }
        for (path, text) in &tree {
            let kept = expected.get(path).is_some_and(|there| there != text) && !force;
            if !kept {
                expected.insert(path.clone(), text.clone());
                owned.insert(path.clone(), text.clone());
            }
        }
        let texts: BTreeMap<String, String> = after.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect();
        assert_eq!(texts, expected, "{round}, force {force}");
        for (path, (text, time)) in &before {
            if after.get(path).is_some_and(|(now, _)| now == text) {
                assert_eq!(after[path].1, *time, "{round}: {path} was written again");
            }
        }
        ours = owned;
        let again = write::apply(&output, out, Options::default()).unwrap();
        let named: Vec<_> = again.changes.stale().map(|file| file.path.as_str()).collect();
        let edited: Vec<_> =
            ours.iter().filter(|(path, text)| expected.get(*path) != Some(text)).map(|(path, _)| path.as_str()).collect();
        assert_eq!(named, edited, "{round}");
        assert!(!again.changes.manifest_differs, "{round}");
        assert_eq!(after, snapshot(out), "{round}: a second run wrote");
    }
}

#[test]
fn random_trees_over_random_folders() {
    let rounds = std::env::var("DOCWRIGHT_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(40);
    let home = tempfile::tempdir().unwrap();
    for seed in 1..=rounds {
        play(seed, &home.path().join(format!("out{seed}")));
        let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "seed {seed}: {left:?}");
    }
}
