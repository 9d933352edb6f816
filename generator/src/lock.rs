//! Comes in: `docwright.lock`, as the last run left it. Goes out: the names that were given, and the next lock file.
//!
//! A name once given to a type, field, variant, operation or module is kept, whatever is reworded on its page or added
//! beside it. It changes when `docwright.toml` asks for it; the old name then stays as a deprecated alias for as long as the
//! crate's version stays the one in which it was changed.

mod check;
mod next;
mod read;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

pub use next::{NameChanges, Naming};

use crate::toml_file::TomlError;

/// The name of the lock file.
pub const LOCK_FILE: &str = "docwright.lock";

/// The kinds of thing that have a Rust name; identities begin with one of them.
pub const KINDS: &[&str] = &["body", "field", "module", "operation", "parameter", "type", "variant"];

/// The number of the file's shape.
const FORMAT: i64 = 1;

/// Rust names by identity. There are thousands: a clone shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    names: Arc<BTreeMap<String, String>>,
}

impl From<Arc<BTreeMap<String, String>>> for Names {
    fn from(names: Arc<BTreeMap<String, String>>) -> Self {
        Self { names }
    }
}

impl Names {
    /// The name that was given to an identity.
    #[must_use]
    pub fn get(&self, identity: &str) -> Option<&str> {
        self.names.get(identity).map(String::as_str)
    }

    /// Gives a name.
    pub fn insert(&mut self, identity: impl Into<String>, name: impl Into<String>) {
        Arc::make_mut(&mut self.names).insert(identity.into(), name.into());
    }

    /// Takes over the names of identities that have none here.
    pub fn fill_up(&mut self, others: &Self, wanted: &dyn Fn(&str) -> bool) {
        let missing: Vec<(&str, &str)> =
            others.iter().filter(|(identity, _)| wanted(identity) && self.get(identity).is_none()).collect();
        for (identity, name) in missing {
            self.insert(identity, name);
        }
    }

    /// All names, as the planner takes them.
    #[must_use]
    pub fn shared(&self) -> Arc<BTreeMap<String, String>> {
        Arc::clone(&self.names)
    }

    /// All names, by identity.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(identity, name)| (identity.as_str(), name.as_str()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// An old name that still works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name that the last release had.
    pub old: String,
    /// The version of the crate in which the new name appears; the alias goes with the next version.
    pub since: String,
}

/// What the lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The tool and its version: `docwright 0.1.0`.
    pub tool: String,
    /// The SHA-256 of each page, by its path from the docs root.
    pub inputs: BTreeMap<String, String>,
    /// The names.
    pub names: Names,
    /// Old names that still work, by identity.
    pub aliases: BTreeMap<String, Alias>,
}

/// Reads a lock file; one that is not there is empty.
///
/// # Errors
/// When the file cannot be read or understood; a merge conflict in it is explained.
pub fn load(path: &Path) -> Result<Lock, TomlError> {
    #[expect(clippy::disallowed_methods, reason = "the lock file is no page, and nothing else reads it")]
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Lock::default()),
        Err(error) => {
            let help = "take the file back from version control; without it names may change";
            Err(TomlError::unreadable(path, &error.to_string(), help))
        }
    }
}

/// Reads the text of a lock file; `path` is named in mistakes.
///
/// # Errors
/// When the text cannot be understood.
pub fn parse(path: &Path, text: &str) -> Result<Lock, TomlError> {
    read::text(path, text)
}

/// The text of a lock file: sorted, one line for each page and each name.
#[must_use]
pub fn render(lock: &Lock) -> String {
    let mut text = String::from(
        "# Written by `docwright generate`; check it in. It keeps every Rust name that was given.\n\
         # To change a name, ask for it under [api.NAME.rename] in docwright.toml.\n\n",
    );
    let _ = writeln!(text, "format = {FORMAT}\ntool = {}\n\n[inputs]", quoted(&lock.tool));
    for (path, hash) in &lock.inputs {
        let _ = writeln!(text, "{} = {}", quoted(path), quoted(hash));
    }
    text.push_str("\n[names]\n");
    for (identity, name) in lock.names.iter() {
        let _ = writeln!(text, "{} = {}", quoted(identity), quoted(name));
    }
    if !lock.aliases.is_empty() {
        text.push_str("\n[aliases]\n");
        for (identity, alias) in &lock.aliases {
            let _ = writeln!(text, "{} = {{ old = {}, since = {} }}", quoted(identity), quoted(&alias.old), quoted(&alias.since));
        }
    }
    text
}

/// A TOML basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0x7f..) && byte >= b' ';
    if text.bytes().all(is_plain) {
        quoted.push_str(text);
        quoted.push('"');
        return quoted;
    }
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The identity of a type or enumeration: `type microsoft.graph.user`, `type beta microsoft.graph.user`.
///
/// Versions that are generated side by side name theirs; the one that stands at the crate's root gives none.
#[must_use]
pub fn type_identity(version: Option<&str>, name: &str) -> String {
    identity("type", version, name)
}

/// The identity of a field: `field microsoft.graph.user/displayName`.
#[must_use]
pub fn field_identity(version: Option<&str>, type_name: &str, property: &str) -> String {
    identity("field", version, &format!("{type_name}/{property}"))
}

/// The identity of a variant: `variant microsoft.graph.status/active`.
#[must_use]
pub fn variant_identity(version: Option<&str>, enumeration: &str, member: &str) -> String {
    identity("variant", version, &format!("{enumeration}/{member}"))
}

/// The identity of an operation: `operation GET /users/{}/messages`. What placeholders are called does not count.
#[must_use]
pub fn operation_identity(version: Option<&str>, method: &str, path_template: &str) -> String {
    identity("operation", version, &format!("{method} {}", without_placeholders(path_template)))
}

/// The identity of a parameter: `parameter GET /users/{}/messages#filter`.
#[must_use]
pub fn parameter_identity(version: Option<&str>, method: &str, path_template: &str, parameter: &str) -> String {
    identity("parameter", version, &format!("{method} {}#{parameter}", without_placeholders(path_template)))
}

/// The identity of a module: `module users`; `what` is chosen by the plan and says what is in it.
#[must_use]
pub fn module_identity(version: Option<&str>, what: &str) -> String {
    identity("module", version, what)
}

fn identity(kind: &str, version: Option<&str>, what: &str) -> String {
    match version {
        Some(version) => format!("{kind} {version} {what}"),
        None => format!("{kind} {what}"),
    }
}

fn without_placeholders(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        inside = inside && c != '}';
        if !inside {
            plain.push(c);
        }
        inside = inside || c == '{';
    }
    plain
}
