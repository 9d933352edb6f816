//! Nothing outside the docs folder is read, and nothing outside the output folder is written.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use docwright::diagnostic::Code;
use docwright::run;

const PAGE: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## Permissions\n\n[!INCLUDE [permissions-table](TARGET)]\n\n\
    ## HTTP request\n\n``` http\nGET /lids/{id}\n```\n\n## Response\n\nOn success a `200 OK`.\n";

const TABLE: &str = "|Permission type|Least|Higher|\n|:--|:--|:--|\n|Application|Secret.Read|None|\n";

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn generate(home: &Path, docs: &str, out: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    command.current_dir(home).args(["generate", "--docs", docs, "--out", out, "--crate-name", "lids"]).output().unwrap()
}

#[test]
fn includes_do_not_climb_out() {
    let home = tempfile::tempdir().unwrap();
    put(&home.path().join("secret/permissions/table.md"), TABLE);
    let inside = home.path().join("docs/v1.0/includes/permissions/table.md");
    put(&inside, TABLE);
    let secret = home.path().join("secret/permissions/table.md").display().to_string();
    for (target, reads) in [
        ("../includes/permissions/table.md", true),
        ("../../../secret/permissions/table.md", false),
        ("../../../../../../../../../../../../../../tmp/permissions/table.md", false),
        (secret.as_str(), false),
        ("file:///secret/permissions/table.md", false),
        ("..\\..\\..\\secret\\permissions\\table.md", false),
        ("../includes/permissions/../../../../secret/permissions/table.md", false),
    ] {
        put(&home.path().join("docs/v1.0/api/lid-get.md"), &PAGE.replace("TARGET", target));
        let understood = run::read(&home.path().join("docs"), &[]).unwrap();
        let granted = !understood.api.versions[0].operations[0].permissions.is_empty();
        assert_eq!(granted, reads, "{target}");
        let told =
            understood.findings.iter().any(|finding| matches!(finding.code, Code::IncludeOutsideRoot | Code::MissingInclude));
        assert_eq!(told, !reads, "{target}: {:?}", understood.findings);
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    put(&home.path().join("secret/lid-get.md"), PAGE);
    put(&home.path().join("docs/v1.0/resources/lid.md"), "# lid resource type\n\nNamespace: microsoft.graph\n");
    let api = home.path().join("docs/v1.0/api");
    fs::create_dir_all(&api).unwrap();
    symlink(home.path().join("secret/lid-get.md"), api.join("lid-get.md")).unwrap();
    symlink(home.path().join("secret"), home.path().join("docs/v1.0/more")).unwrap();
    symlink(home.path().join("docs"), home.path().join("docs/v1.0/round")).unwrap();
    symlink("/etc/passwd", home.path().join("docs/v1.0/passwd.md")).unwrap();
    let understood = run::read(&home.path().join("docs"), &[]).unwrap();
    let paths: Vec<&str> = understood.sources.files().iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["v1.0/resources/lid.md"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    put(&home.path().join("docs/v1.0/api/lid-get.md"), PAGE);
    put(&home.path().join("secret/mine.rs"), "// mine\n");
    fs::create_dir_all(home.path().join("out")).unwrap();
    symlink(home.path().join("secret"), home.path().join("out/src")).unwrap();
    let output = generate(home.path(), "docs", "out");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let names: Vec<_> = fs::read_dir(home.path().join("secret")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["mine.rs"]);
}

#[cfg(target_os = "linux")]
#[test]
fn file_names_are_text_of_strangers_too() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let home = tempfile::tempdir().unwrap();
    let api = home.path().join("docs/v1.0/api");
    fs::create_dir_all(&api).unwrap();
    for (index, name) in [
        &b"new\nline.md"[..],
        b"quote\"evil!();\".md",
        b"*star*.md",
        b"esc\x1b[31m.md",
        b"bidi\xe2\x80\xae.md",
        b"back\\slash.md",
        b"con.md",
        b"bytes\xff\xfe.md",
        b"-rf.md",
        b" .md",
        b"....md",
    ]
    .into_iter()
    .enumerate()
    {
        let page = PAGE.replace("/lids/", &format!("/lids{index}/")).replace("[!INCLUDE [permissions-table](TARGET)]", "");
        fs::write(api.join(OsStr::from_bytes(name)), page).unwrap();
    }
    let output = generate(home.path(), "docs", "out");
    let printed = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(printed.contains("pages read 11 = planned 10 + skipped 1"), "{printed}");
    assert!(!printed.contains('\u{1b}') && !printed.contains('\u{202e}'), "{printed:?}");
    let lint =
        Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(home.path()).args(["lint", "--docs", "docs"]).output().unwrap();
    let printed = format!("{}{}", String::from_utf8_lossy(&lint.stdout), String::from_utf8_lossy(&lint.stderr));
    assert!(!printed.contains('\u{1b}') && !printed.contains('\u{202e}'), "{printed:?}");
}
