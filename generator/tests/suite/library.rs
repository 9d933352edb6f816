//! The library as build scripts use it: the bytes of the command line, and cargo told exactly what was read.

use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::Generate;

use crate::project::{COLOUR, GET_COLOUR, docs, docwright, files, own_copy, put, root, run_in};

#[test]
fn the_library_writes_what_the_command_line_writes() {
    let home = tempfile::tempdir().unwrap();
    let pages = root().join("docs-input");
    let arguments = ["generate", "--docs", pages.to_str().unwrap(), "--out", "line", "--crate-name", "same"];
    run_in(home.path(), &arguments).expect(0);
    let by_library = home.path().join("library");
    let report = Generate::new(&pages).out(&by_library).crate_name("same").run().unwrap();
    assert!(!report.is_up_to_date() && report.crates[0].counts.operations > 50);
    assert!(files(&by_library) == files(&home.path().join("line")), "the two differ");
    assert!(Generate::new(&pages).out(&by_library).crate_name("same").check().run().unwrap().is_up_to_date());

    let filtered = [&arguments[..4], &["filtered-line", "--include", "/solutions/**#GET", "--api-version", "v1.0"]].concat();
    run_in(home.path(), &filtered).expect(0);
    let by_library = home.path().join("filtered-library");
    let filtered =
        Generate::new(&pages).out(&by_library).crate_name("filtered-line").version("v1.0").include("/solutions/**#GET");
    filtered.run().unwrap();
    assert!(files(&by_library) == files(&home.path().join("filtered-line")), "the two differ where a filter is given");
}

#[test]
fn a_configuration_is_one_call_too() {
    let home = own_copy();
    let before = files(home.path());
    let generate = Generate::from_config(home.path().join("docwright.toml"));
    assert!(generate.clone().check().run().unwrap().is_up_to_date());
    let lines = generate.run().unwrap().cargo_lines();
    assert!(files(home.path()) == before, "nothing changed, nothing is written");
    let at = |path: &str| format!("cargo:rerun-if-changed={}\n", home.path().join(path).display());
    assert_eq!(lines, [at("docwright.toml"), at("docs-input"), at("docwright.lock")].concat());
    let error = generate.api("msgraph-backp").run().map(|_| ()).unwrap_err();
    assert!(format!("{error:?}").contains("did you mean `msgraph-backup`?"), "{error:?}");
}

/// What the build script of the test below does, in a process of its own: not a test.
#[test]
#[ignore = "started by the build script of another test"]
fn build_script() {
    let Ok(mark) = std::env::var("DOCWRIGHT_TEST_RUNS") else { return };
    // What libtest prints stands before the lines; cargo reads lines of its own only.
    println!();
    Generate::new("pages").version("v1.0").into_out_dir("colours").lock_file("docwright.lock").run().unwrap().tell_cargo();
    fs::write(&mark, format!("{}x", fs::read_to_string(&mark).unwrap_or_default())).unwrap();
}

/// A package whose build script generates, and how often that ran.
struct Package {
    home: tempfile::TempDir,
}

impl Package {
    fn build(&self) -> usize {
        let mark = self.home.path().join("runs");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet"])
            .current_dir(self.home.path().join("package"))
            .env("DOCWRIGHT_TEST_RUNS", &mark)
            .env("CARGO_TARGET_DIR", self.home.path().join("target"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read_to_string(mark).unwrap().len()
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.home.path().join("package").join(path), text.as_bytes());
    }
}

#[test]
fn a_build_script_runs_again_when_a_page_changes_and_at_no_other_time() {
    let package = Package { home: tempfile::tempdir().unwrap() };
    package.put("Cargo.toml", "[package]\nname = \"colours\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n");
    let this = proc_macro2::Literal::string(std::env::current_exe().unwrap().to_str().unwrap()).to_string();
    package.put(
        "build.rs",
        &format!(
            "fn main() {{ assert!(std::process::Command::new({this}).args([\"--exact\", \"library::build_script\", \"--ignored\", \
             \"--nocapture\"]).status().unwrap().success()); }}"
        ),
    );
    package.put(
        "src/lib.rs",
        "pub const COLOUR: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/colours/src/v1_0/colours/colour.rs\"));",
    );
    package.put("pages/v1.0/resources/colour.md", COLOUR);
    package.put("pages/v1.0/api/colour-get.md", GET_COLOUR);
    assert_eq!(package.build(), 1);
    assert_eq!(package.build(), 1, "nothing changed");
    package.put("src/lib.rs", &fs::read_to_string(package.home.path().join("package/src/lib.rs")).unwrap());
    package.put("README.md", "# Notes\n");
    package.put("pages/beta/resources/colour.md", COLOUR);
    assert_eq!(package.build(), 1, "the package's own sources and pages of another version are not read");
    package.put("pages/v1.0/resources/colour.md", &COLOUR.replace("How dark it is.", "How light it is."));
    assert_eq!(package.build(), 2, "a page changed");
    assert_eq!(package.build(), 2, "the lock file that the run wrote is no change");
    package.put(
        "pages/v1.0/api/colour-list.md",
        &GET_COLOUR.replace("GET /colours/{id}", "GET /colours").replace("# Get", "# List"),
    );
    assert_eq!(package.build(), 3, "a page is new");
    fs::remove_file(package.home.path().join("package/pages/v1.0/api/colour-list.md")).unwrap();
    assert_eq!(package.build(), 4, "a page is gone");
    assert_eq!(package.build(), 4);
}

#[test]
fn outside_of_a_build_script_there_is_no_out_dir() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR)]);
    let generate = Generate::new(home.path().join("docs")).into_out_dir("colours");
    assert!(generate.run().map(|_| ()).unwrap_err().to_string().contains("OUT_DIR is not set"));
}

/// The checked-in example is what its pages make: its lock file is in step.
#[test]
fn the_example_keeps_its_names() {
    let example = root().join("generator/examples/build-script");
    let home = tempfile::tempdir().unwrap();
    let report =
        Generate::new(example.join("pages")).out(home.path().join("out")).lock_file(example.join("docwright.lock")).check().run();
    assert!(!report.unwrap().crates[0].lock_is_stale, "run: cargo build -p docwright-example-build-script");
}

#[test]
fn names_do_not_depend_on_a_filter() {
    let list = GET_COLOUR.replace("GET /colours/{id}", "GET /colours").replace("# Get", "# List");
    let home = docs(&[
        ("v1.0/resources/colour.md", COLOUR),
        ("v1.0/api/colour-get.md", GET_COLOUR),
        ("v1.0/api/colour-list.md", &list),
        ("beta/resources/colour.md", COLOUR),
    ]);
    put(&home.path().join("docwright.toml"), b"[api.a]\ndocs = \"docs\"\nout = \"out\"\n");
    let lock = || fs::read_to_string(home.path().join("docwright.lock")).unwrap();
    docwright(home.path(), &["generate"]).output().unwrap();
    let whole = lock();
    for arguments in [
        &["--include", "/colours/*#GET"][..],
        &["--exclude", "/colours#GET"],
        &["--api-version", "beta"],
        &["--api-version", "v1.0"],
    ] {
        run_in(home.path(), &[&["generate"], arguments].concat()).expect(0);
        assert_eq!(lock(), whole, "{arguments:?}");
    }
    assert!(Path::new(&home.path().join("out/src/v1_0")).is_dir());
}
