//! The table of allowed imports, and the names that belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::project::root;

/// Which modules of ours a module may name. What is absent matters more than what is there: `parse` has no model, `model`
/// no Rust names, `emit` no model and no page, `plan` no page, `write` nothing but files.
const ALLOWED: &[(&str, &[&str])] = &[
    ("digest", &[]),
    ("source", &["digest"]),
    ("names", &[]),
    ("output", &["digest"]),
    ("watch", &[]),
    ("diagnostic", &["source"]),
    ("json", &["source"]),
    ("page", &["source", "json"]),
    ("model", &["source", "page"]),
    ("parse", &["source", "diagnostic", "json", "page"]),
    // Captured pages become canonical pages before they are read as such.
    ("import", &["source", "diagnostic", "page", "parse"]),
    ("resolve", &["source", "diagnostic", "json", "page", "model"]),
    ("toml_file", &["diagnostic"]),
    ("lock", &["toml_file"]),
    // Of the plan, the names of the features that are always there.
    ("config", &["diagnostic", "lock", "model", "plan", "toml_file"]),
    ("errata", &["config", "lock", "model", "toml_file"]),
    ("plan", &["diagnostic", "model", "names"]),
    ("emit", &["plan", "output", "names"]),
    ("format", &["output"]),
    ("write", &["digest", "output"]),
    // Everything in one call, for build scripts.
    ("generate", &["config", "diagnostic", "errata", "format", "lock", "output", "plan", "run", "source", "toml_file", "write"]),
    ("export", &["source", "page", "model"]),
    ("diff", &["model"]),
    ("run", &["config", "diagnostic", "diff", "emit", "lock", "model", "output", "page", "parse", "plan", "resolve", "source"]),
];

/// These name whatever they need.
const FREE: &[&str] = &["lib", "main", "cli"];

#[test]
fn modules_import_what_the_table_allows() {
    let source = root().join("generator/src");
    let mut named: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for (path, text) in rust_files(&source) {
        let module = path.split(['/', '.']).next().unwrap().to_owned();
        let imports = named.entry(module).or_default();
        imports.extend(imports_of(&text).into_iter().map(|name| (name, path.clone())));
    }
    let mut faults = Vec::new();
    for (module, imports) in &named {
        if FREE.contains(&module.as_str()) {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| name == module) else {
            faults.push(format!("`{module}` has no row in the table"));
            continue;
        };
        for (import, path) in imports {
            if import != module && named.contains_key(import) && !allowed.contains(&import.as_str()) {
                faults.push(format!("{path} names crate::{import}"));
            }
        }
        // A row that allows more than is used would let it in unseen.
        for name in *allowed {
            if !imports.iter().any(|(import, _)| import == name) {
                faults.push(format!("the table lets `{module}` name `{name}`, which it does not"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The modules behind `crate::` in code; comments may link to anything.
fn imports_of(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (at, marker) in code.match_indices("crate::") {
        let rest = &code[at + marker.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inner = group.split(';').next().unwrap_or_default();
            found.extend(inner.split([',', '{', '}']).filter_map(first_name));
        } else {
            found.extend(first_name(rest));
        }
    }
    found
}

fn first_name(text: &str) -> Option<String> {
    let name: String = text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn groups_are_read_too() {
    let names = imports_of("use crate::{page::Page, model};\n// crate::write\nlet x = crate::names::case(y);");
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["model", "names", "page"]);
}

#[test]
fn only_named_modules_touch_the_disk() {
    let may = ["source/", "write/", "write.rs", "lock.rs", "lock/", "errata", "config/", "cli", "diff/input"];
    let mut faults = Vec::new();
    for (path, text) in rust_files(&root().join("generator/src")) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let touches = code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains("std::fs"));
        if touches && !may.iter().any(|prefix| path.starts_with(prefix)) {
            faults.push(path);
        }
    }
    assert!(faults.is_empty(), "these touch the disk: {faults:?}");
}

/// `templates/x.rs`, `emit/x.rs`, `struct XTemplate`.
#[test]
fn every_template_has_an_emit_file_of_its_name() {
    let templates = root().join("templates");
    for entry in fs::read_dir(&templates).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|ending| ending == "md") {
            continue;
        }
        let emit = root().join("generator/src/emit").join(format!("{stem}.rs"));
        assert!(emit.is_file(), "{} has no {}", path.display(), emit.display());
    }
}

#[test]
fn files_are_small() {
    let mut large = Vec::new();
    for folder in ["generator/src", "templates/runtime/src"] {
        for (path, text) in rust_files(&root().join(folder)) {
            let lines = text.lines().count();
            if lines > 700 {
                large.push(format!("{folder}/{path}: {lines} lines"));
            }
        }
    }
    assert!(large.is_empty(), "these files want to be split:\n{}", large.join("\n"));
}

fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let files = crate::project::files(folder).into_iter();
    files
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}
