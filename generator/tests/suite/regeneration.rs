//! Runs over and over on this repository's own pages: what changes on disk is what changed on the pages, and nothing of
//! somebody else's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use crate::project::{docwright, files, own_copy, put, run_in};

/// The paths below `generated/` that differ, came or went between two looks, and those of which only the time differs.
fn changed(before: &[(String, Vec<u8>, SystemTime)], after: &[(String, Vec<u8>, SystemTime)]) -> (Vec<String>, Vec<String>) {
    let path = |(path, ..): &(String, Vec<u8>, SystemTime)| path.clone();
    let all: BTreeSet<String> = before.iter().chain(after).map(path).filter(|path| path != ".docwright-manifest").collect();
    let find = |looked: &[(String, Vec<u8>, SystemTime)], path: &str| looked.iter().find(|file| file.0 == path).cloned();
    let (mut bytes, mut times) = (Vec::new(), Vec::new());
    for path in all {
        match (find(before, &path), find(after, &path)) {
            (Some(old), Some(new)) if old.1 == new.1 => times.extend((old.2 != new.2).then_some(path)),
            _ => bytes.push(path),
        }
    }
    (bytes, times)
}

fn look(home: &Path) -> Vec<(String, Vec<u8>, SystemTime)> {
    let out = home.join("generated");
    let found = files(&out).into_iter();
    found
        .map(|(path, bytes)| {
            let time = fs::metadata(out.join(&path)).unwrap().modified().unwrap();
            (path, bytes, time)
        })
        .collect()
}

#[test]
fn what_changes_on_disk_is_what_changed_on_the_pages() {
    let home = own_copy();
    let before = look(home.path());
    run_in(home.path(), &["generate"]).expect(0).says(&["0 created, 0 changed, 0 removed"]);
    assert!(look(home.path()) == before, "a second run writes nothing, by bytes and by times");

    let page = home.path().join("docs-input/beta/resources/siteprotectionunit.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("Name of the site in SharePoint.", "What the site is called.")).unwrap();
    run_in(home.path(), &["generate"]).expect(0).says(&["0 created, 1 changed, 0 removed"]);
    let edited = look(home.path());
    let nothing: Vec<String> = Vec::new();
    assert_eq!(changed(&before, &edited), (vec!["src/beta/backup/site_protection_unit.rs".to_owned()], nothing.clone()));

    fs::remove_file(home.path().join("docs-input/beta/resources/entrarecoveryservices-recoveryjobentitynamesfilter.md")).unwrap();
    run_in(home.path(), &["generate"]).expect(0);
    let removed = look(home.path());
    let gone: Vec<&String> =
        edited.iter().map(|file| &file.0).filter(|path| !removed.iter().any(|file| file.0 == **path)).collect();
    assert_eq!(gone, ["src/beta/entra_recovery_services/recovery_job_entity_names_filter.rs"], "exactly its file goes");
    let (bytes, times) = changed(&edited, &removed);
    assert_eq!(times, nothing);
    let others: Vec<&String> = bytes.iter().filter(|path| !gone.contains(path)).collect();
    // A list of the crate, or a file that named the type: its base, an action that takes it, an example of that.
    let lists = ["README.md", "src/lib.rs", "public-items.txt"];
    let named = |path: &str| {
        let text = edited.iter().find(|file| file.0 == path).map(|file| String::from_utf8_lossy(&file.1).into_owned());
        text.is_some_and(|text| {
            text.contains("RecoveryJobEntityNamesFilter") || text.contains("mod recovery_job_entity_names_filter")
        })
    };
    let strange: Vec<&&String> = others.iter().filter(|path| !lists.contains(&path.as_str()) && !named(path)).collect();
    assert!(strange.is_empty() && others.iter().any(|path| path.ends_with("/mod.rs")), "{strange:?} of {others:?}");
}

#[test]
fn files_of_others_survive_and_edits_are_named() {
    let home = own_copy();
    let own = home.path().join("generated/src/beta/backup/mine.rs");
    put(&own, b"// mine\n");
    let page = "docs-input/beta/resources/siteprotectionunit.md";
    let text = fs::read_to_string(home.path().join(page)).unwrap();
    let owned = home.path().join("generated/src/beta/backup/site_protection_unit.rs");
    let mut edited = fs::read_to_string(&owned).unwrap();
    edited.push_str("// edited\n");
    fs::write(&owned, &edited).unwrap();
    fs::write(home.path().join(page), text.replace("Name of the site in SharePoint.", "What the site is called.")).unwrap();
    run_in(home.path(), &["generate"]).expect(0).says(&["site_protection_unit.rs was edited by hand and is kept; --force"]);
    assert_eq!(fs::read_to_string(&owned).unwrap(), edited);
    run_in(home.path(), &["generate", "--check"]).expect(1);
    let forced = run_in(home.path(), &["generate", "--force"])
        .expect(0)
        .says(&["site_protection_unit.rs was edited by hand and was over"]);
    assert!(!forced.stderr.contains("is kept"), "{}", forced.stderr);
    let now = fs::read_to_string(&owned).unwrap();
    assert!(now.contains("What the site is called.") && !now.contains("// edited"));
    fs::remove_dir_all(home.path().join("docs-input/beta")).unwrap();
    run_in(home.path(), &["generate"]).expect(0);
    assert!(!owned.exists());
    assert_eq!(fs::read(&own).unwrap(), b"// mine\n", "it survives the folder around it");
}

/// `--check` where nothing can be written; somebody who may write everywhere (root) sees it in the bytes only.
#[cfg(unix)]
#[test]
fn a_check_needs_only_the_right_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    fn set(folder: &Path, mode: u32) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                set(&entry.path(), mode);
            }
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    }
    let home = own_copy();
    set(home.path(), 0o555);
    let clean = run_in(home.path(), &["generate", "--check"]);
    let before = look(home.path());
    set(home.path(), 0o755);
    clean.expect(0);
    assert!(look(home.path()) == before);
}

/// Ends with the test, whatever comes of it.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// From the save of a page to the written file, by the running command; the time is printed, not judged.
#[test]
fn a_watch_writes_what_a_save_changes() {
    let home = own_copy();
    let page = home.path().join("docs-input/beta/resources/siteprotectionunit.md");
    let written = home.path().join("generated/src/beta/backup/site_protection_unit.rs");
    let text = fs::read_to_string(&page).unwrap();
    let mut watch = Running(docwright(home.path(), &["watch", "--quiet"]).stderr(Stdio::null()).spawn().unwrap());
    for round in 0..2 {
        let sentence = format!("The site, round {round}.");
        let begun = Instant::now();
        fs::write(&page, text.replace("Name of the site in SharePoint.", &sentence)).unwrap();
        while !fs::read_to_string(&written).is_ok_and(|text| text.contains(&sentence)) {
            assert!(begun.elapsed() < Duration::from_mins(5), "the watch does not write");
            assert!(watch.0.try_wait().unwrap().is_none(), "the watch has ended");
            std::thread::sleep(Duration::from_millis(1));
        }
        let start = if round == 0 { ", the start of the command included" } else { "" };
        println!("from the save to the written file: {:?}{start}", begun.elapsed());
    }
}
