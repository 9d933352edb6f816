//! Comes in: a TOML text that somebody wrote. Goes out: tables whose every value knows its place, and mistakes shown with
//! line, column, caret and the way out. The configuration, the lock file and the errata are read through it.

mod mistake;
mod value;

pub use mistake::{Mistake, TomlError};
pub use value::{Key, Kind, Table, Value};

/// The known name that was most likely meant: at most a third of its letters differ.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let distance = strsim::osa_distance(&lower, &name.to_lowercase());
        let allowed = (name.len().max(written.len()) / 3).max(1);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}
