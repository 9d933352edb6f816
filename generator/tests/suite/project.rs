//! What the tests share: the repository's folders, the binary, pages made for one test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use docwright::config::{self, Config, Flags};
use docwright::lock::{LOCK_FILE, Lock, Naming};
use docwright::run::{self, Generated, Understood};

/// The workspace root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// This repository's configuration.
pub(crate) fn own_config() -> Config {
    config::load(&Flags { config: Some(root().join("docwright.toml")), ..Flags::default() }, &root()).unwrap()
}

/// The model of docs-input, read once for all tests.
pub(crate) fn own_pages() -> &'static Understood {
    static UNDERSTOOD: OnceLock<Understood> = OnceLock::new();
    UNDERSTOOD.get_or_init(|| {
        let config = own_config();
        let api = &config.apis[0];
        let mut understood = run::read(&api.docs, &api.versions).unwrap();
        assert!(api.errata.is_none(), "the tests would have to apply them");
        run::filter(&mut understood.api, &api.filter);
        understood
    })
}

/// The crate of docs-input in memory, with the names of the lock file.
pub(crate) fn own_crate() -> &'static Generated {
    static GENERATED: OnceLock<Generated> = OnceLock::new();
    GENERATED.get_or_init(|| crate_of(own_pages()))
}

/// The crate that this repository's configuration makes of some pages.
pub(crate) fn crate_of(understood: &Understood) -> Generated {
    let config = own_config();
    let api = &config.apis[0];
    let lock: Lock = docwright::lock::load(&root().join(LOCK_FILE)).unwrap();
    run::generate(&understood.api, api, &Naming { lock: &lock, renames: &api.renames })
}

/// The binary, run in a folder.
pub(crate) fn docwright(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR");
    // Not into the cache of the person who tests.
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ended {
    ended(docwright(folder, arguments).output().unwrap())
}

fn ended(output: Output) -> Ended {
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ended {
    /// The status, with what was printed where it is another one.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Every text stands in what was printed for people.
    #[track_caller]
    pub(crate) fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "`{text}` is missing in:\n{}", self.stderr);
        }
        self
    }
}

/// A docs folder with these files, below a new folder.
pub(crate) fn docs(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in files {
        put(&home.path().join("docs").join(path), text.as_bytes());
    }
    home
}

/// Writes a file and the folders above it.
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Copies a folder with everything below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// This repository's pages, configuration and crate in another folder.
pub(crate) fn own_copy() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for folder in ["docs-input", "generated"] {
        copy(&root().join(folder), &home.path().join(folder));
    }
    for file in ["docwright.toml", "docwright.lock"] {
        fs::copy(root().join(file), home.path().join(file)).unwrap();
    }
    home
}

/// Every file below a folder: path and bytes, sorted by path. A folder that is not there has none.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.push((path, fs::read(entry.path()).unwrap()));
        }
    }
}

/// A type's page in its shortest form.
pub(crate) const COLOUR: &str = "# colour resource type\n\nNamespace: microsoft.graph\n\nA paint.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The id.|\n|shade|String|How dark it is.|\n";

/// An operation's page in its shortest form.
pub(crate) const GET_COLOUR: &str = "# Get colour\n\nNamespace: microsoft.graph\n\nRead a colour.\n\n## HTTP request\n\n\
    ``` http\nGET /colours/{id}\n```\n\n## Response\n\nOn success a `200 OK` and a [colour](../resources/colour.md) object.\n";
