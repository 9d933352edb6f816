//! A revision is read straight from the object store.

use std::path::Path;
use std::process::Command;

use docwright::diff::input::{GitError, merge_base, read_tree};

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[expect(clippy::disallowed_methods, reason = "a test makes its own repository")]
#[test]
fn a_tree_of_a_revision_is_read_without_a_checkout() {
    let folder = std::env::temp_dir().join(format!("docwright-diff-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("docs/api")).unwrap();
    git(&folder, &["init", "-q", "-b", "main"]);
    std::fs::write(folder.join("docs/api/a.md"), "# A\n").unwrap();
    std::fs::write(folder.join("docs/api/b c.md"), "").unwrap();
    std::fs::write(folder.join("docs/picture.png"), "x").unwrap();
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    std::fs::write(folder.join("docs/api/a.md"), "# Changed\n").unwrap();
    git(&folder, &["commit", "-q", "-a", "-m", "two"]);

    let read = |revision: &str, path: &str| {
        read_tree(&folder, revision, path)
            .map(|files| files.into_iter().map(|file| (file.path, String::from_utf8(file.bytes).unwrap())).collect::<Vec<_>>())
    };
    let pair = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    assert_eq!(read("main~1", "docs").unwrap(), [pair("api/a.md", "# A\n"), pair("api/b c.md", "")]);
    assert_eq!(read("main", "").unwrap()[0], pair("docs/api/a.md", "# Changed\n"));
    assert!(matches!(read("no-such", "docs"), Err(GitError::Refused { .. })));
    assert!(matches!(read("--output=x", "docs"), Err(GitError::Refused { .. })));
    assert_eq!(merge_base(&folder, "main", "main~1").unwrap().len(), 40);
    std::fs::remove_dir_all(&folder).unwrap();
}
