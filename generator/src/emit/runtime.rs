//! The runtime of every generated crate: its sources, written as they stand, and its part of the manifest.

use include_dir::{Dir, include_dir};

static SOURCES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/runtime/src");
static MANIFEST: &str = include_str!("../../../templates/runtime/Cargo.toml");

/// The runtime's files below `src/runtime/`.
pub(super) fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&SOURCES, &mut files);
    files.sort();
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let Some(text) = file.contents_utf8() else { continue };
        let path = if path == "lib.rs" { "mod.rs".to_owned() } else { path };
        files.push((format!("src/runtime/{path}"), format!("{}\n{text}", super::header(&[]))));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// The lines of the `[features]` table other than `default`, and the `[dependencies]` section.
pub(super) fn manifest_parts() -> (String, String) {
    let features = section("[features]")
        .lines()
        .filter(|line| !line.starts_with("default ") && !line.starts_with("default="))
        .fold(String::new(), |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        });
    (features.trim().to_owned(), format!("[dependencies]\n{}\n", section("[dependencies]").trim()))
}

/// The lines of the runtime's manifest below a header, up to the next one.
fn section(header: &str) -> String {
    let mut lines = MANIFEST.lines().skip_while(|line| line.trim() != header).skip(1).peekable();
    let mut text = String::new();
    while let Some(line) = lines.next_if(|line| !line.starts_with('[')) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gate lets them through unseen.
    #[test]
    fn the_sources_are_rust() {
        let files = files();
        assert!(files.len() > 40, "{}", files.len());
        for (path, text) in files {
            assert!(syn::parse_file(&text).is_ok(), "{path}");
        }
    }

    #[test]
    fn the_manifest_has_the_runtimes_features_and_dependencies() {
        let (features, dependencies) = manifest_parts();
        assert!(features.contains("reqwest = ["), "{features}");
        assert!(!features.contains("default = ["), "{features}");
        assert!(dependencies.contains("serde = {"), "{dependencies}");
        assert!(!dependencies.contains("[dev-dependencies]"), "{dependencies}");
    }

    #[test]
    fn sources_name_each_other_by_relative_paths() {
        for (path, text) in files() {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            assert!(!code.into_iter().any(|line| line.contains("crate::")), "{path} has a path from the crate's root");
        }
    }
}
