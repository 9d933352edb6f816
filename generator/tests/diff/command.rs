//! The command: formats, policy file, exit status, change log.

use std::path::Path;
use std::process::{Command, Output};

fn docwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(folder).arg("diff").args(arguments).output().unwrap()
}

const PAGE: &str = "---\ntitle: \"team resource type\"\ndoc_type: resourcePageType\n---\n\n# team resource type\n\nNamespace: microsoft.graph\n\n\
    A group of people.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The identifier.|\n";

#[expect(clippy::disallowed_methods, reason = "a test makes its own pages")]
fn pages() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (side, row) in [("old", "|size|Int32|How many people.|\n"), ("new", "|colour|String|The colour of the team.|\n")] {
        let resources = folder.path().join(side).join("v1.0/resources");
        std::fs::create_dir_all(&resources).unwrap();
        std::fs::write(resources.join("team.md"), format!("{PAGE}{row}")).unwrap();
    }
    folder
}

fn report(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// What the command prints keeps the schema that is published with it.
#[test]
fn the_json_is_valid_by_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../schema/diff.schema.json")).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("diff.schema.json", schema).unwrap();
    let schema = compiler.compile("diff.schema.json", &mut schemas).unwrap();
    let folder = pages();
    let mut printed = report(&docwright(folder.path(), &["old", "new", "--format", "json"]));
    assert!(printed["changes"].as_array().unwrap().len() >= 2);
    if let Err(fault) = schemas.validate(&printed, schema) {
        panic!("{fault:#}");
    }
    printed["changes"][0]["action"] = "vanished".into();
    assert!(schemas.validate(&printed, schema).is_err(), "the schema accepts any word");
}

#[test]
fn a_folder_compared_with_itself_is_empty_and_succeeds() {
    let folder = pages();
    let output = docwright(folder.path(), &["old", "old", "--format", "json", "--fail-on", "documentation"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(report(&output)["changes"].as_array().unwrap().len(), 0);
}

#[expect(clippy::disallowed_methods, reason = "a test makes its own policy")]
#[test]
fn the_policy_sets_levels_and_ignores_for_a_reason_and_a_time() {
    let folder = pages();
    let run = |policy: &str| {
        std::fs::write(folder.path().join("docwright-diff.toml"), policy).unwrap();
        docwright(folder.path(), &["old", "new", "--format", "json", "--today", "2026-11-22"])
    };
    let output = run("fail-on = \"breaking\"\n[levels]\nresp-prop-removed = \"breaking\"\nresp-prop-added = \"off\"\n");
    assert_eq!(output.status.code(), Some(1));
    let changes = &report(&output)["changes"];
    assert_eq!((changes[0]["rule"].as_str(), changes[0]["rest"].as_str()), (Some("resp-prop-removed"), Some("breaking")));
    assert!(changes.as_array().unwrap().iter().all(|change| change["rule"] != "resp-prop-added"));

    let entry = |until: &str| {
        format!(
            "fail-on = \"risky\"\n[[ignore]]\nrule = \"resp-prop-removed\"\nmatch = \"*.team size\"\nreason = \"never worked\"\nuntil = \"{until}\"\n"
        )
    };
    let output = run(&entry("2026-12-01"));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(report(&output)["ignored"][0]["reason"], "never worked");
    let output = run(&entry("2026-11-01"));
    assert_eq!(output.status.code(), Some(1));
    assert!(report(&output)["notices"][0].as_str().unwrap().contains("ended on 2026-11-01"));

    let output = run("fail_on = \"breaking\"\n");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("docwright-diff.toml") && told.contains("fail_on") && told.contains("fail-on"), "{told}");
}

/// What the reader says of a property reaches the verdict: a row may be a slip, a row and JSON are not.
#[expect(clippy::disallowed_methods, reason = "a test makes its own pages")]
#[test]
fn json_of_the_page_is_a_witness() {
    let folder = pages();
    let verdict = || {
        let report = report(&docwright(folder.path(), &["old", "new", "--format", "json"]));
        let changes = report["changes"].as_array().unwrap().clone();
        changes.into_iter().find(|change| change["rule"] == "resp-prop-removed").unwrap()["rest"].clone()
    };
    assert_eq!(verdict(), "risky");
    let page = folder.path().join("old/v1.0/resources/team.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let json = "\n## JSON representation\n\n``` json\n{\n  \"@odata.type\": \"#microsoft.graph.team\",\n  \"size\": 12\n}\n```\n";
    std::fs::write(&page, text + json).unwrap();
    assert_eq!(verdict(), "breaking");
}

/// What the page of a rule offers as configuration can be copied as it stands.
#[expect(clippy::disallowed_methods, reason = "a test makes its own policy")]
#[test]
fn the_configuration_of_an_explanation_is_one() {
    let folder = pages();
    let page = docwright(folder.path(), &["--explain", "resp-prop-removed"]).stdout;
    let page = String::from_utf8(page).unwrap();
    let policy = page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    std::fs::write(folder.path().join("docwright-diff.toml"), policy).unwrap();
    let output = docwright(folder.path(), &["old", "new", "--format", "json", "--today", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report = report(&output);
    let changes = report["changes"].as_array().unwrap();
    let removed = changes.iter().find(|change| change["rule"] == "resp-prop-removed").unwrap();
    assert_eq!(removed["rest"], "documentation");
    assert!(report["notices"][0].as_str().unwrap().contains("matches nothing"), "the ignore entry is not read");
}

#[expect(clippy::disallowed_methods, reason = "a test looks into the change log")]
#[test]
fn the_change_log_gets_its_section_once() {
    let folder = pages();
    let log = folder.path().join("CHANGELOG.md");
    std::fs::write(&log, "# Changes\n\n## 0.1.0\n\nThe first.\n").unwrap();
    let arguments = ["old", "new", "--format", "changelog", "--changelog", "CHANGELOG.md", "--crate-version", "0.1.0"];
    assert_eq!(docwright(folder.path(), &arguments).status.code(), Some(0));
    let once = std::fs::read_to_string(&log).unwrap();
    assert!(
        once.starts_with("# Changes\n\n## 0.2.0\n") && once.contains("team.size") && once.ends_with("The first.\n"),
        "{once}"
    );
    docwright(folder.path(), &arguments);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), once);
}

/// The crate's own list of public items says what a regeneration means.
#[test]
fn a_regeneration_says_what_it_means() {
    let folder = pages();
    let generate = |docs: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
            .current_dir(folder.path())
            .args(["generate", "--docs", docs, "--out", "crate", "--crate-name", "teams", "--verbose"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(!generate("old").contains("this regeneration"), "there was nothing to compare with");
    let told = generate("new");
    assert!(told.contains("1 came, 1 went, 0 changed: this regeneration is a major, 0.1.0 becomes 0.2.0"), "{told}");
    assert!(told.contains("- v1_0::Team::size: pub Option<i32>") && told.contains("+ v1_0::Team::colour: pub Option<String>"));
    assert!(!generate("new").contains("this regeneration"), "nothing changed");
}
