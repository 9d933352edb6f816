//! `docwright.lock`: what it keeps, what it says about damage, and how an asked rename leaves an alias.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::BTreeMap;
use std::path::Path;

use docwright::lock::{self, Alias, Lock, NameChanges, Names, Naming};

fn names(pairs: &[(&str, &str)]) -> Names {
    let mut names = Names::default();
    for (identity, name) in pairs {
        names.insert(*identity, *name);
    }
    names
}

fn sample() -> Lock {
    Lock {
        tool: "docwright 0.1.0".to_owned(),
        inputs: BTreeMap::from([("v1.0/api/user-get.md".to_owned(), "00ff".to_owned())]),
        names: names(&[
            ("type microsoft.graph.user", "User"),
            ("field microsoft.graph.user/type", "r#type"),
            ("operation GET /users/{}/range(address='{}')", "range"),
            ("variant microsoft.graph.odd/a \"b\" \\c\u{7f}", "AB"),
        ]),
        aliases: BTreeMap::from([(
            "type microsoft.graph.user".to_owned(),
            Alias { old: "Person".to_owned(), since: "0.2.0".to_owned() },
        )]),
    }
}

fn parse(text: &str) -> Result<Lock, String> {
    lock::parse(Path::new("docwright.lock"), text).map_err(|error| error.to_string())
}

#[test]
fn what_is_written_is_read() {
    let lock = sample();
    let text = lock::render(&lock);
    assert_eq!(parse(&text), Ok(lock));
    expect_test::expect![[r#"
        # Written by `docwright generate`; check it in. It keeps every Rust name that was given.
        # To change a name, ask for it under [api.NAME.rename] in docwright.toml.

        format = 1
        tool = "docwright 0.1.0"

        [inputs]
        "v1.0/api/user-get.md" = "00ff"

        [names]
        "field microsoft.graph.user/type" = "r#type"
        "operation GET /users/{}/range(address='{}')" = "range"
        "type microsoft.graph.user" = "User"
        "variant microsoft.graph.odd/a \"b\" \\c\u007F" = "AB"

        [aliases]
        "type microsoft.graph.user" = { old = "Person", since = "0.2.0" }
    "#]]
    .assert_eq(&text);
    assert_eq!(lock::load(Path::new("/nowhere/docwright.lock")), Ok(Lock::default()));
}

#[test]
fn identities_do_not_depend_on_what_placeholders_are_called() {
    assert_eq!(
        lock::operation_identity(None, "GET", "/users/{user-id}/x(a='{a}',b={b})"),
        "operation GET /users/{}/x(a='{}',b={})"
    );
    assert_eq!(lock::operation_identity(Some("beta"), "GET", "/users/{open"), "operation beta GET /users/{");
    assert_eq!(lock::field_identity(None, "microsoft.graph.user", "mail"), "field microsoft.graph.user/mail");
}

#[test]
fn damage_is_shown_with_its_place() {
    let good = lock::render(&sample());
    let line = |text: &str| good.replace("\"type microsoft.graph.user\" = \"User\"\n", text);
    for (text, expected) in [
        (
            line("<<<<<<< HEAD\n\"type a\" = \"A\"\n=======\n>>>>>>> x\n"),
            &["merge conflict", "--> docwright.lock:13:1", "keep the lines of both"][..],
        ),
        (line("\"type a\" = \"A\"\n\"type a\" = \"B\"\n"), &["one identity has one line", "already released"]),
        (line("\"type a\" = \"A; fn\"\n"), &["`A; fn` is not a Rust name", "13:12"]),
        (line("\"type a\" = \"type\"\n"), &["keyword of Rust"]),
        (line("\"type a\" = \"gen\"\n"), &["keyword of Rust"]),
        (line("\"type a\" = \"r#self\"\n"), &["keyword of Rust"]),
        (line("\"type a\" = \"\"\n"), &["is not a Rust name"]),
        (line("\"type a\" = 1\n"), &["a string is needed"]),
        (line("\"thing a\" = \"A\"\n"), &["does not name a thing"]),
        (line("type = \n"), &["--> docwright.lock:13", "version control"]),
        (good.replace("format = 1", "format = 2"), &["format 2", "a newer docwright wrote it"]),
        (good.replace("format = 1\n", ""), &["no format number"]),
        (good.replace("since = ", "sinse = "), &["did you mean `since`?", "needs `old` and `since`"]),
        (good.replace("old = \"Person\"", "old = \"a b\""), &["`a b` is not a Rust name"]),
    ] {
        let error = parse(&text).unwrap_err();
        for part in expected {
            assert!(error.contains(part), "{part:?} is missing:\n{error}");
        }
    }
    assert!(parse(&line("\"type a\" = \"r#gen\"\n")).is_ok());
}

#[test]
fn names_are_kept_and_renames_leave_an_alias_for_one_release() {
    let before = Lock { names: names(&[("type a", "A"), ("type b", "B")]), ..Lock::default() };
    let nothing = BTreeMap::new();
    let naming = Naming { lock: &before, renames: &nothing };
    assert_eq!((naming.get("type a"), naming.get("type c")), (Some("A"), None));
    assert!(naming.aliases(&before.names, "1.0.0").is_empty());

    let asked = BTreeMap::from([("type a".to_owned(), "Alpha".to_owned()), ("type bb".to_owned(), "Beta".to_owned())]);
    let naming = Naming { lock: &before, renames: &asked };
    assert_eq!(naming.get("type a"), Some("Alpha"));
    let given = names(&[("type a", "Alpha"), ("type b", "B")]);
    assert_eq!(naming.unused_renames(&given), [("type bb", Some("type b".to_owned()))]);
    let second = naming.next(given.clone(), BTreeMap::new(), "2.0.0");
    assert_eq!(second.aliases["type a"], Alias { old: "A".to_owned(), since: "2.0.0".to_owned() });

    // Run again, and rename again before the release: what was released is the alias.
    let again = BTreeMap::from([("type a".to_owned(), "Aleph".to_owned())]);
    let third = Naming { lock: &second, renames: &again }.next(names(&[("type a", "Aleph")]), BTreeMap::new(), "2.0.0");
    assert_eq!(third.aliases["type a"].old, "A");
    // Taken back before the release: no alias is needed.
    let back = Naming { lock: &third, renames: &nothing }.next(names(&[("type a", "A")]), BTreeMap::new(), "2.0.0");
    assert!(back.aliases.is_empty());
    // The next release drops it, the name stays.
    let fourth = Naming { lock: &second, renames: &nothing };
    assert_eq!(fourth.get("type a"), Some("Alpha"));
    assert!(fourth.next(given, BTreeMap::new(), "2.1.0").aliases.is_empty());
}

#[test]
fn changes_between_two_files_are_counted() {
    let changes =
        NameChanges::between(&names(&[("type a", "A"), ("type b", "B")]), &names(&[("type b", "Bee"), ("type c", "C")]));
    assert_eq!(changes.renamed, [("type b".to_owned(), "B".to_owned(), "Bee".to_owned())]);
    assert_eq!(changes.gone, [("type a".to_owned(), "A".to_owned())]);
    assert_eq!(changes.new, [("type c".to_owned(), "C".to_owned())]);
}

/// Prints the time for a lock of the whole reference; run with `--release -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn a_large_file_is_read_fast() {
    let mut lock = sample();
    for number in 0..60_000 {
        lock.names.insert(format!("field microsoft.graph.type{}/property{number}", number / 12), format!("property{number}"));
    }
    let text = lock::render(&lock);
    let begun = std::time::Instant::now();
    assert_eq!(parse(&text), Ok(lock));
    println!("{} bytes read in {:?}", text.len(), begun.elapsed());
}
