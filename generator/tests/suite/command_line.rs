//! The command line: texts, exit status, what goes where.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;

use expect_test::expect_file;

use crate::project::{COLOUR, GET_COLOUR, docs, docwright, files, own_copy, put, root, run_in};

#[test]
fn help_is_as_agreed() {
    let home = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for command in ["", "generate", "lint", "show", "export", "diff", "watch", "import", "init"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let ended = run_in(home.path(), &arguments).expect(0);
        assert_eq!(ended.stderr, "", "help goes to stdout");
        text.push_str(&format!("$ docwright {}\n{}\n", arguments.join(" "), ended.stdout));
    }
    expect_file!["help.txt"].assert_eq(&text);
}

#[test]
fn without_arguments_there_is_help_and_status_2() {
    let home = tempfile::tempdir().unwrap();
    run_in(home.path(), &[]).expect(2).says(&["Usage: docwright", "generate"]);
}

#[test]
fn check_is_clean_and_names_what_is_stale() {
    let home = own_copy();
    let clean = run_in(home.path(), &["generate", "--check"]).expect(0);
    assert_eq!(clean.stdout, "");
    let page = home.path().join("docs-input/beta/resources/siteprotectionunit.md");
    let text = fs::read_to_string(&page).unwrap();
    let changed = text.replace("Name of the site in SharePoint.", "What the site is called in SharePoint.");
    assert_ne!(text, changed);
    fs::write(&page, changed).unwrap();
    let before = files(home.path());
    let stale = run_in(home.path(), &["generate", "--check"]).expect(1);
    assert!(stale.stdout.contains("src/beta/backup/site_protection_unit.rs"), "{}", stale.stdout);
    assert!(stale.stdout.contains("What the site is called in SharePoint."), "{}", stale.stdout);
    assert!(!stale.stdout.contains("drive_protection_unit.rs"), "{}", stale.stdout);
    let stale = stale.says(&["is stale; run: docwright generate"]);
    drop(stale);
    assert!(files(home.path()) == before, "--check writes nothing");
    run_in(home.path(), &["generate"]).expect(0);
    run_in(home.path(), &["generate", "--check"]).expect(0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    run_in(home.path(), &["generate", "--docs", "docs", "--out", "out", "--dry-run"]).expect(0).says(&["would write"]);
    assert!(!home.path().join("out").exists());
}

#[test]
fn a_second_run_writes_no_file() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    let arguments = ["generate", "--docs", "docs", "--out", "out"];
    run_in(home.path(), &arguments).expect(0).says(&["0 changed, 0 removed, 0 unchanged"]);
    let before = times(&home.path().join("out"));
    run_in(home.path(), &arguments).expect(0).says(&["wrote 0 created, 0 changed, 0 removed"]);
    assert!(times(&home.path().join("out")) == before);
}

fn times(folder: &Path) -> Vec<(String, std::time::SystemTime)> {
    let paths = files(folder).into_iter().map(|(path, _)| path);
    paths.map(|path| (path.clone(), fs::metadata(folder.join(path)).unwrap().modified().unwrap())).collect()
}

#[test]
fn counts_add_up_and_go_to_people() {
    let home = own_copy();
    let ended = run_in(home.path(), &["generate"]).expect(0);
    assert_eq!(ended.stdout, "", "nothing of it is for machines");
    let line = ended.stderr.lines().find(|line| line.starts_with("pages read ")).unwrap();
    let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
    let pages = files(&home.path().join("docs-input")).iter().filter(|(path, _)| path != "README.md").count();
    assert!(matches!(numbers.as_slice(), [read, planned, skipped] if *read == pages && read == &(planned + skipped)), "{line}");
    let line = ended.stderr.lines().find(|line| line.contains("examples found")).unwrap();
    let (_, examples) = line.split_once("examples found ").unwrap();
    let numbers: Vec<usize> = examples.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!(matches!(numbers.as_slice(), [found, replayed, 0] if found == replayed && *found > 100), "{line}");
    let quiet = run_in(home.path(), &["generate", "--quiet"]).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn machines_read_stdout_and_nothing_else_is_there() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    for arguments in [
        vec!["export", "ir", "--docs", "docs"],
        vec!["export", "facts", "--docs", "docs"],
        vec!["lint", "--docs", "docs", "--format", "json"],
        vec!["lint", "--docs", "docs", "--format", "sarif"],
        vec!["diff", "docs", "docs", "--format", "json"],
    ] {
        let ended = run_in(home.path(), &arguments).expect(0);
        let json: Result<serde_json::Value, _> = serde_json::from_str(&ended.stdout);
        assert!(json.is_ok(), "{arguments:?}: {json:?}");
    }
}

#[test]
fn lint_denies_by_level_and_by_code() {
    let page = GET_COLOUR.replace("```\n\n## Response", "\n## Response");
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", page.as_str())]);
    run_in(home.path(), &["lint", "--docs", "docs"]).expect(0).says(&["unclosed-fence"]);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "note"]).expect(1);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "unclosed-fence"]).expect(1);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "unclosed-fence", "--allow", "unclosed-fence"]).expect(0);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "not-utf8"]).expect(2);
}

#[test]
fn every_code_is_explained() {
    let home = tempfile::tempdir().unwrap();
    for code in docwright::diagnostic::Code::ALL {
        let ended = run_in(home.path(), &["lint", "--explain", code.name()]).expect(0);
        assert!(ended.stdout.len() > 40, "{code}: {}", ended.stdout);
    }
}

#[test]
fn no_colour_where_no_terminal_is() {
    let page = GET_COLOUR.replace("```\n\n## Response", "\n## Response");
    let home = docs(&[("v1.0/api/colour-get.md", page.as_str())]);
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color")] {
        let output = docwright(home.path(), &["lint", "--docs", "docs"]).env(name, value).output().unwrap();
        assert!(!output.stderr.contains(&0x1b) && !output.stdout.contains(&0x1b), "{name}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = tempfile::tempdir().unwrap();
    let docs = root().join("docs-input");
    let mut child = docwright(home.path(), &["export", "ir", "--docs", docs.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0_u8; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_new_crate_elsewhere() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    run_in(home.path(), &["generate", "--docs", "docs", "--out", "deep/er/paint", "--crate-name", "paint"]).expect(0);
    let manifest = fs::read_to_string(home.path().join("deep/er/paint/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"paint\"") && !manifest.contains("workspace"), "{manifest}");
    assert!(home.path().join("deep/er/paint/src/runtime/mod.rs").is_file());
}

#[test]
fn init_makes_a_configuration_that_is_read() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    run_in(home.path(), &["init"]).expect(0);
    let path = home.path().join("docwright.toml");
    let text = fs::read_to_string(&path).unwrap().replace("docs = \"api-reference\"", "docs = \"docs\"");
    put(&path, text.as_bytes());
    run_in(home.path(), &["generate"]).expect(0);
    assert!(home.path().join("my-api/Cargo.toml").is_file());
    run_in(home.path(), &["init"]).expect(2).says(&["--force"]);
}

#[test]
fn show_finds_pages_types_operations_and_plans() {
    let home = own_copy();
    for (arguments, part) in [
        (vec!["show"], "fn update  PATCH"),
        (vec!["show", "siteProtectionUnit"], "billingPolicyId: Edm.String"),
        (vec!["show", "PATCH /backupRestore/siteProtectionUnits/{id}"], "answer 200 microsoft.graph.siteProtectionUnit\n"),
        (vec!["show", "site_protection_unit::update"], "in Rust beta::site_protection_unit::update  [backup]\n"),
        (vec!["show", "protectionSource"], "in Rust v1_0::ProtectionSource\n"),
        (vec!["show", "beta/api/siteprotectionunit-update.md"], "(planned)\n  Update siteProtectionUnit\noperation PATCH"),
        (vec!["show", "siteprotectionunit.md"], "billingPolicyId: Edm.String   (type by a table)"),
        (vec!["show", "siteprotectionunit-update.md", "--stage", "page"], "billingPolicyId"),
        (vec!["show", "SiteProtectionUnit", "--stage", "plan"], "billing_policy_id"),
    ] {
        let ended = run_in(home.path(), &arguments).expect(0);
        assert!(ended.stdout.contains(part), "{arguments:?} lacks `{part}`");
    }
    run_in(home.path(), &["show", "siteProtectionUnits"]).expect(2).says(&["nothing is called"]);
}
