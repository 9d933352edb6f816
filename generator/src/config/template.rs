//! The file that `docwright init` writes: the keys that are needed, and all others as comments.

use std::fmt::Write as _;

use super::keys::API;

/// What `init` knows when it writes the first file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start<'a> {
    /// The name behind `api.`.
    pub name: &'a str,
    /// The docs folder, from the folder of the file.
    pub docs: &'a str,
    /// The output folder, from the folder of the file.
    pub out: &'a str,
}

/// The text of a first `docwright.toml`.
#[must_use]
pub fn template(start: Start<'_>) -> String {
    let mut text = String::from(
        "# What docwright generates from which pages. `docwright generate` reads this file.\n\
         # Paths start at the folder of this file. Lines that are commented out show what else can be said.\n\n",
    );
    let _ = writeln!(text, "[api.{}]", key(start.name));
    for row in API {
        for line in wrapped(row.description) {
            let _ = writeln!(text, "# {line}");
        }
        let _ = match row.name {
            "docs" => writeln!(text, "docs = {}", string(start.docs)),
            "out" => writeln!(text, "out = {}", string(start.out)),
            name => writeln!(text, "# {name} = {}", row.example),
        };
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { string(name) }
}

/// A TOML string with every character that needs it escaped.
fn string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Comment lines of at most a hundred characters, broken between words.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.len() + word.len() >= 100 {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
