//! The action and the hooks of this repository, run as a workflow and a commit would run them.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{COLOUR, GET_COLOUR, docs, put, root, run_in};

/// Runs the action's step in a folder: status, what it printed, the outputs, the summary.
fn step(folder: &Path, config: &str) -> (Option<i32>, String, String, String) {
    let (outputs, summary) = (folder.join("outputs"), folder.join("summary"));
    for path in [&outputs, &summary] {
        fs::write(path, "").unwrap();
    }
    let ended = Command::new("bash")
        .arg(root().join(".github/actions/generate/check.sh"))
        .current_dir(folder)
        .env("DOCWRIGHT", env!("CARGO_BIN_EXE_docwright"))
        .env("DOCWRIGHT_CONFIG", config)
        .env("DOCWRIGHT_ARGUMENTS", "--quiet --threads 1")
        .env("GITHUB_OUTPUT", &outputs)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    (ended.status.code(), String::from_utf8(ended.stdout).unwrap(), read(&outputs), read(&summary))
}

#[test]
fn the_action_passes_fails_and_shows_why() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    put(&home.path().join("the docwright.toml"), b"[api.a]\ndocs = \"docs\"\nout = \"out\"\n");
    run_in(home.path(), &["generate", "--config", "the docwright.toml"]).expect(0);
    let clean = step(home.path(), "the docwright.toml");
    assert_eq!(clean, (Some(0), String::new(), "stale=false\n".to_owned(), String::new()));

    put(&home.path().join("docs/v1.0/resources/colour.md"), COLOUR.replace("How dark it is.", "Its shade.").as_bytes());
    let (code, log, outputs, summary) = step(home.path(), "the docwright.toml");
    assert_eq!((code, outputs.as_str()), (Some(1), "stale=true\n"));
    for text in [&log, &summary] {
        assert!(text.contains("+    /// Its shade."), "{text}");
    }
    assert!(log.contains("::error title=") && summary.contains("````diff\n"), "{log}{summary}");

    let (code, log, outputs, _) = step(home.path(), "none.toml");
    assert_eq!((code, outputs.as_str()), (Some(2), ""));
    assert!(log.contains("::error title=docwright could not run"), "{log}");
}

/// Every path that the action names is in this repository.
#[test]
fn the_action_names_what_is_there() {
    let action = root().join(".github/actions/generate/action.yml");
    let text = fs::read_to_string(&action).unwrap();
    let named: Vec<&str> = text.split("$GITHUB_ACTION_PATH/").skip(1).filter_map(|rest| rest.split(['"', ' ']).next()).collect();
    assert!(named.len() >= 3, "{named:?}");
    for path in named {
        assert!(action.parent().unwrap().join(path).exists(), "{path}");
    }
}

/// The hooks are commands that there are.
#[test]
fn the_hooks_are_commands() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: docwright ")).collect();
    assert_eq!(entries.len(), 2);
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    put(&home.path().join("docwright.toml"), b"[api.a]\ndocs = \"docs\"\nout = \"out\"\n");
    let run = |entry: &str| run_in(home.path(), &entry.split(' ').collect::<Vec<_>>());
    run(entries[0]).expect(1);
    run(entries[1]).expect(0);
    run(entries[0]).expect(0);
}
