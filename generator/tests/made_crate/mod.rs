//! Crates that tests generate, and cargo in their folders.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs cargo with features of a crate and no others: without a network, with the versions of the workspace's lock file. The
/// dependencies are built once for all crates that tests make.
pub(crate) fn cargo(folder: &Path, features: &str, arguments: &[&str]) -> Output {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock")).unwrap_or_else(|error| panic!("{}: {error}", lock.display()));
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet", "--no-default-features", "--features", features])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("made-crates"))
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("DOCWRIGHT_REPLAY_REPORT")
        .output()
        .unwrap_or_else(|error| panic!("cargo {}: {error}", arguments.join(" ")))
}

/// What cargo printed.
pub(crate) fn text(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
