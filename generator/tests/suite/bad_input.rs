//! Bad input: a clear message, the right exit status, and never a half-written tree.

use std::fs;
use std::path::Path;

use crate::project::{COLOUR, Ended, GET_COLOUR, docs, files, put, run_in};

fn generate(home: &Path) -> Ended {
    run_in(home, &["generate", "--docs", "docs", "--out", "out"])
}

#[track_caller]
fn nothing_written(home: &Path) {
    assert!(files(&home.join("out")).is_empty());
    let left: Vec<_> =
        fs::read_dir(home).unwrap().map(|entry| entry.unwrap().file_name()).filter(|name| name != "docs").collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn a_folder_that_is_not_there() {
    let home = tempfile::tempdir().unwrap();
    generate(home.path()).expect(2).says(&["error: ", "docs"]);
    nothing_written(home.path());
}

#[test]
fn a_folder_that_is_a_file() {
    let home = tempfile::tempdir().unwrap();
    put(&home.path().join("docs"), b"text");
    generate(home.path()).expect(2).says(&["error: ", "docs"]);
    nothing_written(home.path());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = docs(&[("v1.0/resources/colour.md", COLOUR)]);
    let locked = home.path().join("docs/v1.0/resources");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything, and then there is nothing to show.
    if fs::read_dir(&locked).is_err() {
        generate(home.path()).expect(2).says(&["error: cannot read", "resources", "ermission"]);
        nothing_written(home.path());
    } else {
        println!("left out: this user may read every folder");
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_empty_folder() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("docs")).unwrap();
    generate(home.path()).expect(2).says(&["the folder holds no page", "--docs"]);
    nothing_written(home.path());
}

#[test]
fn a_folder_with_nothing_that_documents() {
    let home = docs(&[("notes/plan.md", "# Plans\n\nNothing here is a reference page.\n")]);
    generate(home.path()).expect(2).says(&["is it the right folder?"]);
    nothing_written(home.path());
}

#[test]
fn a_page_that_is_not_utf8_costs_itself() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    put(&home.path().join("docs/v1.0/api/colour-list.md"), b"# List colours\n\n\xff\xfe\n");
    generate(home.path()).expect(0).says(&["pages read 3 = planned 2 + skipped 1"]);
    let lint = run_in(home.path(), &["lint", "--docs", "docs", "--deny", "unreadable-file"]).expect(1);
    lint.says(&["v1.0/api/colour-list.md", "not UTF-8", "line 3"]);
    assert!(home.path().join("out/src/lib.rs").is_file());
}

#[test]
fn a_fence_without_an_end_costs_what_is_behind_it() {
    let page = GET_COLOUR.replace("```\n\n## Response", "\n## Response");
    assert_ne!(page, GET_COLOUR);
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", page.as_str())]);
    generate(home.path()).expect(0).says(&["pages read 2 = planned 2 + skipped 0", "warning"]);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "unclosed-fence"])
        .expect(1)
        .says(&["unclosed-fence", "v1.0/api/colour-get.md:9"]);
}

#[test]
fn a_broken_annotation_is_told() {
    let page = GET_COLOUR.replace("``` http", "<!-- { \"blockType\": \"ignored\", -->\n``` http");
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", page.as_str())]);
    generate(home.path()).expect(0).says(&["planned 2 + skipped 0"]);
    let text = fs::read_to_string(home.path().join("out/src/v1_0/mod.rs")).unwrap();
    assert!(text.contains("colour"), "{text}");
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "warning"]).expect(1).says(&["annotation", "colour-get.md:9"]);
}

#[test]
fn one_operation_on_two_pages_with_different_bodies() {
    let post = |body: &str| {
        format!(
            "# Create colour\n\nNamespace: microsoft.graph\n\nMix one.\n\n## HTTP request\n\n``` http\nPOST /colours\n```\n\n\
             ## Request body\n\n|Property|Type|Description|\n|:---|:---|:---|\n{body}\n\n## Response\n\n\
             On success a `201 Created` and a [colour](../resources/colour.md) object.\n"
        )
    };
    let (one, two) = (post("|shade|String|How dark.|"), post("|shade|Int32|How dark.|"));
    let home = docs(&[
        ("v1.0/resources/colour.md", COLOUR),
        ("v1.0/api/colour-create.md", one.as_str()),
        ("v1.0/api/colour-post.md", two.as_str()),
    ]);
    generate(home.path()).expect(0).says(&["pages read 3 =", "1 operations"]);
    run_in(home.path(), &["lint", "--docs", "docs", "--deny", "warning"]).expect(1).says(&[
        "operation-bodies-differ",
        "v1.0/api/colour-post.md:17",
        "v1.0/api/colour-create.md:17",
        "`shade`",
    ]);
}

#[test]
fn an_output_path_that_is_a_file() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    put(&home.path().join("out"), b"mine");
    generate(home.path()).expect(2).says(&["error: cannot write", "help: "]);
    assert_eq!(fs::read(home.path().join("out")).unwrap(), b"mine");
}

#[test]
fn an_output_folder_with_files_of_others() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR), ("v1.0/api/colour-get.md", GET_COLOUR)]);
    put(&home.path().join("out/Cargo.toml"), b"# mine\n");
    let before = files(&home.path().join("out"));
    generate(home.path()).expect(2).says(&["Cargo.toml"]);
    assert_eq!(files(&home.path().join("out")), before, "all or nothing");
}

#[test]
fn an_output_folder_among_the_pages() {
    let home = docs(&[("v1.0/resources/colour.md", COLOUR)]);
    run_in(home.path(), &["generate", "--docs", "docs", "--out", "docs/out"]).expect(2).says(&["lies in the docs folder"]);
    assert!(!home.path().join("docs/out").exists());
}

#[test]
fn wrong_arguments() {
    let home = tempfile::tempdir().unwrap();
    run_in(home.path(), &["generate"]).expect(2).says(&["there is no docwright.toml", "--docs DIR"]);
    run_in(home.path(), &["generte"]).expect(2).says(&["generate"]);
    run_in(home.path(), &["generate", "--check", "--dry-run"]).expect(2).says(&["cannot be used with"]);
    run_in(home.path(), &["lint", "--docs", ".", "--deny", "unclosed-fense"]).expect(2).says(&["did you mean `unclosed-fence`?"]);
    run_in(home.path(), &["lint", "--explain", "nonsense"]).expect(2);
}
