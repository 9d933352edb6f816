//! `docwright.toml`: what it says, what flags put over it, and the schema and first file that go with it.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]
#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

use std::fs;
use std::path::{Path, PathBuf};

use docwright::config::{self, Config, Flags, Level, Start};
use docwright::diagnostic::Code;

/// A folder with a docs folder and an errata file, as the texts of the tests name them.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("pages")).unwrap();
    fs::write(home.path().join("errata.toml"), "").unwrap();
    home
}

fn load(home: &Path, text: &str) -> Config {
    config::parse(&home.join("docwright.toml"), text).unwrap()
}

const FULL: &str = r#"
[lints]
unclosed-fence = "warn"
broken-annotation = "deny"

[api.backup]
docs = "pages"
versions = ["v1.0", "beta"]
out = "crates/backup"
crate-name = "contoso-backup"
crate-version = "2.1.0-rc.1"
include = ["/solutions/**", "/users/{id}#GET"]
exclude = ["**/photo/**#PUT,DELETE"]
areas = { storage = ["/solutions/backupRestore/**"] }
features = { default = ["storage"], full = ["storage", "users"] }
lints = { unclosed-fence = "allow" }
errata = "errata.toml"

[api.backup.rename]
"type microsoft.graph.user" = "Person"
"field microsoft.graph.user/displayName" = "shown_name"

[api.people]
docs = "pages"
out = "crates/people"
"#;

#[test]
fn a_full_file_is_read() {
    let home = home();
    let config = load(home.path(), FULL);
    let [backup, people] = &config.apis[..] else { panic!("two APIs are needed") };
    assert_eq!(
        (backup.name.as_str(), backup.crate_name.as_str(), backup.crate_version.as_str()),
        ("backup", "contoso-backup", "2.1.0-rc.1")
    );
    assert_eq!((&backup.docs, &backup.out), (&home.path().join("pages"), &home.path().join("crates/backup")));
    assert_eq!(backup.versions, ["v1.0", "beta"]);
    assert_eq!(backup.features["full"], ["storage", "users"]);
    assert!(backup.areas["storage"][0].matches("/solutions/backupRestore/x", "GET"));
    assert_eq!(backup.renames["type microsoft.graph.user"], "Person");
    assert_eq!(backup.errata, Some(home.path().join("errata.toml")));
    assert_eq!(backup.lints.level(Code::UnclosedFence), Level::Allow);
    assert_eq!(backup.lints.level(Code::BrokenAnnotation), Level::Deny);
    assert_eq!(people.lints.level(Code::UnclosedFence), Level::Warn);
    assert_eq!(people.lints.level(Code::NotAReferencePage), Level::Warn, "the level of its severity");
    assert_eq!((people.crate_name.as_str(), people.crate_version.as_str(), people.versions.len()), ("people", "0.1.0", 0));
}

#[test]
fn patterns_choose_operations() {
    let home = home();
    let filter = load(home.path(), FULL).apis[0].filter.clone();
    for (path, method, expected) in [
        ("/solutions", "GET", true),
        ("/solutions/backupRestore/protectionUnits/{id}", "DELETE", true),
        ("/Solutions/BackupRestore", "GET", true),
        ("/users/{user-id}", "GET", true),
        ("/users/{user-id}", "PATCH", false),
        ("/users/{user-id}/messages", "GET", false),
        ("/solutions/x/photo/y", "PUT", false),
        ("/solutions/x/photo", "delete", false),
        ("/solutions/x/photo/y", "GET", true),
        ("/groups", "GET", false),
    ] {
        assert_eq!(filter.selects(path, method), expected, "{method} {path}");
    }
}

#[test]
fn patterns_that_match_nothing_are_told() {
    let filter = |include: &[&str], exclude: &[&str]| {
        let parse = |patterns: &[&str]| patterns.iter().map(|text| config::Pattern::parse(text).unwrap()).collect();
        config::Filter::new(parse(include), parse(exclude))
    };
    let copied = filter(&["/users/**", "/groups"], &["**#HEAD"]);
    assert!(copied.clone().selects("/users", "GET"));
    assert_eq!(copied.unused().collect::<Vec<_>>(), ["/groups", "**#HEAD"]);
    assert!(filter(&[], &[]).selects("/anything", "GET"));
    assert!(filter(&["users"], &[]).selects("/users", "GET"), "a slash at the front may be left out");
    assert!(filter(&["/a/range(address='{address}')"], &[]).selects("/a/range(address='{x}')", "GET"));
    assert!(filter(&["/{a,b}/c"], &[]).selects("/b/c", "GET"), "alternatives stay alternatives");
}

#[test]
fn the_nearest_file_is_found_and_flags_go_before_it() {
    let home = home();
    let deep = home.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    fs::write(home.path().join("docwright.toml"), FULL).unwrap();
    assert_eq!(config::find(&deep), Some(home.path().join("docwright.toml")));
    assert_eq!(config::load(&Flags::default(), &deep).unwrap().apis.len(), 2);

    let flags = Flags {
        api: Some("people".to_owned()),
        out: Some(PathBuf::from("here")),
        crate_name: Some("other".to_owned()),
        versions: vec!["beta".to_owned()],
        include: vec!["/me/**".to_owned()],
        exclude: vec!["**#DELETE".to_owned()],
        ..Flags::default()
    };
    let config = config::load(&flags, &deep).unwrap();
    let [people] = &config.apis[..] else { panic!("one API is needed") };
    assert_eq!((people.out.clone(), people.crate_name.as_str()), (deep.join("here"), "other"));
    assert_eq!(people.versions, ["beta"]);
    assert!(people.filter.selects("/me/messages", "GET") && !people.filter.selects("/me/messages", "DELETE"));
}

#[test]
fn a_docs_folder_alone_needs_no_file_and_passes_by_the_one_that_is_there() {
    let home = home();
    fs::write(home.path().join("docwright.toml"), FULL).unwrap();
    let flags = Flags { docs: Some(PathBuf::from("elsewhere")), out: Some(PathBuf::from("my-crate")), ..Flags::default() };
    let config = config::load(&flags, home.path()).unwrap();
    assert_eq!(config.file, None);
    let [api] = &config.apis[..] else { panic!("one API is needed") };
    assert_eq!((api.docs.clone(), api.out.clone()), (home.path().join("elsewhere"), home.path().join("my-crate")));
    assert_eq!(api.crate_name, "my-crate");
    assert!(api.filter.is_empty() && api.renames.is_empty());
}

#[test]
fn mistakes_in_flags_say_the_way_out() {
    let home = home();
    let failing = |flags: Flags| config::load(&flags, home.path()).unwrap_err().to_string();
    let nothing = failing(Flags::default());
    assert!(nothing.contains("there is no docwright.toml") && nothing.contains("docwright init"), "{nothing}");
    fs::write(home.path().join("docwright.toml"), FULL).unwrap();
    let with = |change: fn(&mut Flags)| {
        let mut flags = Flags::default();
        change(&mut flags);
        failing(flags)
    };
    for (message, expected) in [
        (with(|flags| flags.api = Some("poeple".to_owned())), "did you mean `people`?"),
        (with(|flags| flags.out = Some(PathBuf::from("x"))), "choose one with --api NAME"),
        (with(|flags| flags.versions = vec!["1.0".to_owned()]), "write beta, or v and a number: v1.0"),
        (with(|flags| flags.include = vec!["/users#FETCH".to_owned()]), "`FETCH` is not a method"),
        (with(|flags| flags.config = Some(PathBuf::from("none.toml"))), "name another file with --config"),
    ] {
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn the_schema_in_the_repository_is_in_step() {
    expect_test::expect_file!["../schema/docwright.schema.json"].assert_eq(&config::json_schema());
}

#[test]
fn the_first_file_is_valid_with_and_without_its_comments() {
    let home = home();
    let text = config::template(Start { name: "contoso", docs: "pages", out: "generated" });
    let config = load(home.path(), &text);
    assert_eq!((config.apis[0].name.as_str(), config.apis[0].crate_name.as_str()), ("contoso", "contoso"));
    let whole: String = text
        .lines()
        .map(|line| if line.contains(" = ") { line.trim_start_matches("# ") } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    let config = load(home.path(), &whole);
    assert!(!config.apis[0].areas.is_empty() && !config.apis[0].renames.is_empty(), "{whole}");
    // Names and paths that need quoting.
    let text = config::template(Start { name: "my api", docs: "pages", out: "a \"b\"\\c" });
    let error = config::parse(&home.path().join("docwright.toml"), &text).unwrap_err();
    assert_eq!(error.mistakes.len(), 1, "only that the name is none for a crate: {error}");
}
