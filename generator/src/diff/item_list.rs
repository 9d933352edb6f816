//! Two lists of public items, as the generator writes them, beside each other: what a regeneration means for the crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crate_verdict::accepts;
use super::verdict::Crate;

/// What happened between two lists of public items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemListChange {
    /// Lines of items that are new, or newly deprecated.
    pub came: Vec<String>,
    /// Lines of items that are gone.
    pub went: Vec<String>,
    /// Lines of items that have other types now: the old one, the new one.
    pub changed: Vec<(String, String)>,
}

/// Compares two lists, each of lines `PATH: SIGNATURE`.
#[must_use]
pub fn compare_items(before: &str, after: &str) -> ItemListChange {
    let (old, new) = (by_path(before), by_path(after));
    let mut out = ItemListChange::default();
    for (path, signatures) in &old {
        let now = new.get(path).map_or(&[][..], Vec::as_slice);
        let kept = |signature: &str| now.iter().any(|other| same(signature, other));
        let mut lost: Vec<&str> = signatures.iter().copied().filter(|signature| !kept(signature)).collect();
        let mut other = now.iter().filter(|now| !signatures.iter().any(|signature| same(signature, now)));
        for signature in lost.drain(..) {
            match other.next() {
                Some(now) => out.changed.push((line(path, signature), line(path, now))),
                None => out.went.push(line(path, signature)),
            }
        }
        out.came.extend(other.map(|now| line(path, now)));
        let deprecated = now.iter().filter(|now| now.ends_with(MARK) && !signatures.contains(now));
        out.came.extend(deprecated.filter(|now| signatures.iter().any(|old| same(old, now))).map(|now| line(path, now)));
    }
    for (path, signatures) in new.iter().filter(|(path, _)| !old.contains_key(*path)) {
        out.came.extend(signatures.iter().map(|signature| line(path, signature)));
    }
    out
}

/// The mark of an item that carries `#[deprecated]`.
const MARK: &str = " #[deprecated]";

fn by_path(list: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, signature) in list.lines().filter_map(|line| line.split_once(": ")) {
        // What a set is called follows from its options; the options of each function are items themselves.
        if !path.contains("::query_sets::") {
            out.entry(path).or_default().push(signature);
        }
    }
    out
}

fn same(old: &str, new: &str) -> bool {
    let bare = |signature: &str| signature.strip_suffix(MARK).unwrap_or(signature).to_owned();
    accepts(&bare(old), &bare(new))
}

fn line(path: &str, signature: &str) -> String {
    format!("{path}: {signature}")
}

impl ItemListChange {
    /// The bump that the crate needs; `files` says whether any of its files changes at all.
    #[must_use]
    pub fn bump(&self, files: bool) -> Crate {
        if !self.went.is_empty() || !self.changed.is_empty() {
            Crate::Major
        } else if !self.came.is_empty() {
            Crate::Minor
        } else if files {
            Crate::Patch
        } else {
            Crate::None
        }
    }

    /// The lines as a diff: `-` gone or as it was, `+` new or as it is.
    #[must_use]
    pub fn lines(&self) -> String {
        let mut out = String::new();
        for line in &self.went {
            let _ = writeln!(out, "- {line}");
        }
        for (before, after) in &self.changed {
            let _ = writeln!(out, "- {before}\n+ {after}");
        }
        for line in &self.came {
            let _ = writeln!(out, "+ {line}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "v1_0::User: pub struct\nv1_0::User::name: pub Option<String>\n";

    #[test]
    fn what_goes_or_changes_is_major_and_what_comes_is_minor() {
        let bump = |after: &str| compare_items(BASE, after).bump(true);
        assert_eq!(bump(BASE), Crate::Patch);
        assert_eq!(compare_items(BASE, BASE).bump(false), Crate::None);
        assert_eq!(bump(&format!("{BASE}v1_0::User::size: pub Option<i32>\n")), Crate::Minor);
        assert_eq!(bump("v1_0::User: pub struct\nv1_0::User::name: pub Option<String> #[deprecated]\n"), Crate::Minor);
        assert_eq!(bump("v1_0::User: pub struct\n"), Crate::Major);
        assert_eq!(bump("v1_0::User: pub struct\nv1_0::User::name: pub Option<i32>\n"), Crate::Major);
        assert_eq!(bump(&format!("{BASE}v1_0::query_sets::Top: pub enum of $top\n")), Crate::Patch);
    }

    #[test]
    fn the_lines_show_both_sides() {
        let change = compare_items(BASE, "v1_0::User::name: pub Option<i32>\n");
        assert_eq!(
            change.lines(),
            "- v1_0::User: pub struct\n- v1_0::User::name: pub Option<String>\n+ v1_0::User::name: pub Option<i32>\n"
        );
    }
}
