//! Damaged captures on the command line: what is said, the exit status, and that no operation is made up.

#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::page::Form;
use docwright::source::{SourceFile, Sources};

use super::{FORMS, name, rendered};

/// The page in a form.
fn captured(form: Form) -> String {
    let file = SourceFile::new("beta/api/fridge-update.md", include_str!("fridge-update.md"));
    rendered(&file, form, &Sources::from_files(Vec::new()))
}

/// Runs a command: its status, what it said, what it printed.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stderr), text(output.stdout))
}

/// What the three commands say of a folder with one capture.
struct Said {
    import: Option<i32>,
    generate: Option<i32>,
    lint: Option<i32>,
    /// All that was written to standard error.
    text: String,
    /// Request lines of the operations: `beta PATCH /kitchen/fridges/{fridgeId}`.
    operations: Vec<String>,
}

fn said(text: &str) -> Said {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    fs::create_dir(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/capture.txt"), text).unwrap();
    let (import, first, _) = run(folder, &["import", "docs/capture.txt"]);
    let (generate, second, _) = run(folder, &["generate", "--docs", "docs", "--out", "out"]);
    let (lint, third, _) = run(folder, &["lint", "--docs", "docs", "--deny", "error"]);
    let (_, _, ir) = run(folder, &["export", "ir", "--docs", "docs"]);
    let ir: serde_json::Value = serde_json::from_str(&ir).unwrap_or_default();
    let versions = ir["versions"].as_array().cloned().unwrap_or_default();
    let operations = versions.iter().flat_map(|version| {
        let of = |operation: &serde_json::Value| format!("{} {}", version["version"], operation["method"]).replace('"', "");
        version["operations"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    });
    Said { import, generate, lint, operations: operations.collect(), text: [first, second, third].concat() }
}

#[test]
fn a_whole_capture_is_done_and_clean() {
    for form in FORMS {
        let said = said(&captured(form));
        assert_eq!((said.import, said.generate, said.lint), (Some(0), Some(0), Some(0)), "{}: {}", name(form), said.text);
        assert_eq!(said.operations, ["beta PATCH"], "{}", name(form));
    }
}

#[test]
fn a_capture_cut_in_the_middle_is_read_to_there_and_told() {
    for form in FORMS {
        let text = captured(form);
        let at = text.rfind("shelves").unwrap();
        let said = said(&text[..at]);
        assert_eq!((said.import, said.generate, said.lint), (Some(1), Some(0), Some(1)), "{}: {}", name(form), said.text);
        assert!(said.text.contains("error[capture-cut]"), "{}: {}", name(form), said.text);
        assert_eq!(said.operations, ["beta PATCH"], "{}", name(form));
    }
}

#[test]
fn the_first_of_two_captures_is_read_and_the_other_told() {
    for form in FORMS {
        let text = captured(form);
        let said = said(&format!("{text}\n{}", text.replace("PATCH", "DELETE")));
        assert_eq!((said.import, said.generate, said.lint), (Some(1), Some(0), Some(1)), "{}: {}", name(form), said.text);
        assert!(said.text.contains("error[several-captures]"), "{}: {}", name(form), said.text);
        assert_eq!(said.operations, ["beta PATCH"], "{}", name(form));
    }
}

/// The page as the site shows it to readers of German: code stays as it is.
fn german(text: &str) -> String {
    [
        ("Permissions", "Berechtigungen"),
        ("permissions", "Berechtigungen"),
        ("Permission type", "Berechtigungstyp"),
        ("HTTP request", "HTTP-Anforderung"),
        ("Request headers", "Anforderungsheader"),
        ("Request body", "Anforderungstext"),
        ("In the request body, supply", "Geben Sie im Anforderungstext Folgendes an:"),
        ("If successful, this method returns a", "Bei Erfolg gibt die Methode Folgendes zur\u{fc}ck:"),
        ("response code and an updated", "und ein aktualisiertes"),
        ("The following example shows", "Das folgende Beispiel zeigt"),
        ("Examples", "Beispiele"),
        ("Request", "Anforderung"),
        ("Response", "Antwort"),
        ("Related content", "Verwandte Inhalte"),
        ("lang=\"en-us\"", "lang=\"de-de\""),
    ]
    .iter()
    .fold(text.to_owned(), |text, (english, german)| text.replace(english, german))
}

#[test]
fn another_language_and_another_api_are_refused() {
    for form in [Form::SiteText, Form::GithubFile, Form::Html] {
        let said = said(&german(&captured(form)));
        assert_eq!((said.import, said.generate, said.lint), (Some(2), Some(2), Some(1)), "{}: {}", name(form), said.text);
        assert!(said.text.contains("error[capture-not-understood]"), "{}: {}", name(form), said.text);
        assert!(said.operations.is_empty(), "{}: {:?}", name(form), said.operations);
    }
    // A page that says what its language is needs no other sign.
    let half = said(&captured(Form::Html).replace("lang=\"en-us\"", "lang=\"fr-fr\""));
    assert_eq!((half.import, half.operations.len()), (Some(2), 0), "{}", half.text);
    assert!(half.text.contains("the language `fr-fr`"), "{}", half.text);

    for form in FORMS {
        let other = captured(form)
            .replace("graph.microsoft.com", "api.shop.example")
            .replace("microsoft.graph", "shop.orders")
            .replace("/graph/", "/shop/");
        let said = said(&other);
        assert_eq!((said.import, said.generate, said.lint), (Some(2), Some(2), Some(1)), "{}: {}", name(form), said.text);
        assert!(said.text.contains("error[capture-not-understood]"), "{}: {}", name(form), said.text);
        assert!(said.operations.is_empty(), "{}: {:?}", name(form), said.operations);
    }
}
