//! Which paths a tree may name, so that it can be written on every system and never outside its folder.

use std::collections::BTreeMap;

/// Names that Windows keeps for devices, with any ending ("Naming Files, Paths, and Namespaces").
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Most systems take 255 bytes for one name.
const MAX_NAME: usize = 255;

/// Room is left for the path of the output folder itself.
const MAX_PATH: usize = 1024;

/// Why a path cannot be used, as a sentence without a full stop.
pub(super) fn fault(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("the path is empty".to_owned());
    }
    if path.len() > MAX_PATH {
        return Some(format!("the path has more than {MAX_PATH} bytes"));
    }
    if path.starts_with('/') {
        return Some("the path is absolute".to_owned());
    }
    path.split('/').find_map(name_fault)
}

fn name_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("the path holds an empty part".to_owned());
    }
    if name == "." || name == ".." {
        return Some(format!("`{name}` would lead to another folder"));
    }
    if name.len() > MAX_NAME {
        return Some(format!("a part of the path has more than {MAX_NAME} bytes"));
    }
    if let Some(bad) = name.chars().find(|&c| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')) {
        return Some(format!("{bad:?} is not allowed in file names on every system"));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(format!("`{name}` begins or ends with a character that Windows drops"));
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    DEVICES.contains(&stem.as_str()).then(|| format!("`{name}` is the name of a device on Windows"))
}

/// A path as systems see it that do not distinguish case.
pub(super) fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// The first path of a tree that cannot be written, and why.
pub(super) fn first_fault<'a>(paths: impl Iterator<Item = &'a str>) -> Option<(&'a str, String)> {
    /// How a name was spelt first, and whether it is a folder.
    struct Seen<'a> {
        written: &'a str,
        folder: bool,
    }
    let mut seen: BTreeMap<String, Seen<'a>> = BTreeMap::new();
    let mut before_it = "";
    for path in paths {
        if let Some(reason) = fault(path) {
            return Some((path, reason));
        }
        // Folders that the path has in common with the one before it are known.
        let common = path.bytes().zip(before_it.bytes()).take_while(|(one, other)| one == other).count();
        before_it = path;
        let ends = path.match_indices('/').map(|(at, _)| (at, true)).chain([(path.len(), false)]);
        for (end, folder) in ends.filter(|(end, folder)| !folder || *end >= common) {
            let written = path.get(..end).unwrap_or(path);
            if let Some(before) = seen.insert(folded(written), Seen { written, folder }) {
                if before.written != written {
                    return Some((path, format!("`{written}` and `{}` differ in case only", before.written)));
                }
                if !(before.folder && folder) {
                    return Some((path, format!("`{written}` would be a file and a folder")));
                }
            }
        }
    }
    None
}
