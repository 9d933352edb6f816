//! From the text of `docwright.lock` to what it says.

use std::path::Path;

use super::check::name_fault;
use super::{Alias, FORMAT, KINDS, Lock};
use crate::toml_file::{Kind, Mistake, Table, TomlError};

const FROM_VERSION_CONTROL: &str =
    "docwright writes this file; take it back from version control, or ask for renames in docwright.toml";

/// Reads a text.
pub(super) fn text(path: &Path, text: &str) -> Result<Lock, TomlError> {
    let mut mistakes = Vec::new();
    let mut lock = Lock::default();
    if let Some(conflict) = conflict(text) {
        mistakes.push(conflict);
    } else {
        match Table::parse(text) {
            Ok(table) => lock = read(&table, &mut mistakes),
            Err(mut mistake) => {
                let twice = mistake.message.contains("duplicate key");
                FROM_VERSION_CONTROL.clone_into(&mut mistake.help);
                if twice {
                    "one identity has one line".clone_into(&mut mistake.message);
                    "two branches gave it a name; keep the line with the name that is already released"
                        .clone_into(&mut mistake.help);
                }
                mistakes.push(mistake);
            }
        }
    }
    TomlError::of(path, text, mistakes).map_or(Ok(lock), Err)
}

/// The first marker of a merge conflict.
fn conflict(text: &str) -> Option<Mistake> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marked = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker));
        if marked {
            let help = "remove the marker lines and keep the lines of both sides; where both name the same identity, keep the name \
                        that is already released; then run `docwright generate`, which sorts the file and brings the hashes up to date";
            return Some(Mistake::new(start..start + line.trim_end().len(), "a merge conflict stands in the lock file", help));
        }
        start += line.len();
    }
    None
}

fn read(table: &Table, mistakes: &mut Vec<Mistake>) -> Lock {
    let mut lock = Lock::default();
    match table.integer("format", mistakes) {
        Some(FORMAT) => {}
        Some(newer) if newer > FORMAT => {
            let span = table.get("format").map_or(0..0, |value| value.span.clone());
            let message = format!("the lock file has format {newer}, and this docwright reads format {FORMAT}");
            mistakes.push(Mistake::new(span, message, "a newer docwright wrote it; use that version"));
            return lock;
        }
        // A file without the number may be anything; what follows would only repeat that.
        found => {
            let span = table.get("format").map_or(0..0, |value| value.span.clone());
            let message =
                found.map_or("the lock file has no format number".to_owned(), |number| format!("there is no format {number}"));
            mistakes.push(Mistake::new(span, message, FROM_VERSION_CONTROL));
            return lock;
        }
    }
    table.check_keys("the lock file", &["format", "tool", "inputs", "names", "aliases"], mistakes);
    if let Some((tool, _)) = table.string("tool", mistakes) {
        tool.clone_into(&mut lock.tool);
    }
    for (key, value) in table.table("inputs", mistakes).map_or(&[][..], |table| &table.entries) {
        if let Some((hash, _)) = value.as_string(&key.name, mistakes) {
            lock.inputs.insert(key.name.clone(), hash.to_owned());
        }
    }
    for (key, value) in table.table("names", mistakes).map_or(&[][..], |table| &table.entries) {
        if let Some((name, span)) = value.as_string(&key.name, mistakes) {
            if let Some(reason) = name_fault(&key.name, name) {
                mistakes.push(Mistake::new(span, reason, FROM_VERSION_CONTROL));
            }
            if !key.name.split_once(' ').is_some_and(|(kind, _)| KINDS.contains(&kind)) {
                let message = format!("`{}` does not name a thing that has a Rust name", key.name);
                mistakes.push(Mistake::new(key.span.clone(), message, FROM_VERSION_CONTROL));
            }
            lock.names.insert(key.name.clone(), name);
        }
    }
    for (key, value) in table.table("aliases", mistakes).map_or(&[][..], |table| &table.entries) {
        let Kind::Table(alias) = &value.kind else {
            let message = format!("the alias of `{}` is {}, and a table is needed", key.name, value.kind_name());
            mistakes.push(Mistake::new(value.span.clone(), message, FROM_VERSION_CONTROL));
            continue;
        };
        alias.check_keys("an alias", &["old", "since"], mistakes);
        match (alias.string("old", mistakes), alias.string("since", mistakes)) {
            (Some((old, span)), Some((since, _))) => {
                if let Some(reason) = name_fault(&key.name, old) {
                    mistakes.push(Mistake::new(span, reason, FROM_VERSION_CONTROL));
                }
                lock.aliases.insert(key.name.clone(), Alias { old: old.to_owned(), since: since.to_owned() });
            }
            _ => mistakes.push(Mistake::new(value.span.clone(), "an alias needs `old` and `since`", FROM_VERSION_CONTROL)),
        }
    }
    lock
}
