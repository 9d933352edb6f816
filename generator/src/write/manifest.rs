//! The list of owned files: path and hash, one line a file, sorted. It stands in the output folder and is checked in.

use std::collections::{BTreeMap, BTreeSet};

use super::path;
use crate::digest::sha256;

/// The name of the list in the output folder.
pub const MANIFEST: &str = ".docwright-manifest";

const HEADER: &str =
    "# The files of this folder that docwright wrote, with the SHA-256 of each. Written by `docwright generate`.\n";

/// The owned files as the last run left them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Several hashes where two branches were merged by hand or by the version control system: each was ours.
    hashes: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// Reads the list. Markers of a merge conflict are passed over: what either side owned is ours.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut hashes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let marker = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
            if line.is_empty() || line.starts_with('#') || marker {
                continue;
            }
            let number = index + 1;
            let (hash, path) = line.split_once("  ").ok_or_else(|| format!("line {number} is not `HASH  PATH`"))?;
            if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(format!("line {number} does not begin with a SHA-256 in hexadecimal"));
            }
            // The list decides what may be deleted, so a path that leads out of the folder must not pass.
            if let Some(reason) = path::fault(path) {
                return Err(format!("line {number} names a path that docwright never writes: {reason}"));
            }
            hashes.entry(path.to_owned()).or_default().insert(hash.to_ascii_lowercase());
        }
        Ok(Self { hashes })
    }

    pub(super) fn insert(&mut self, path: &str, hashes: BTreeSet<String>) {
        self.hashes.insert(path.to_owned(), hashes);
    }

    pub(super) fn hashes(&self, path: &str) -> Option<&BTreeSet<String>> {
        self.hashes.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.hashes.keys().map(String::as_str)
    }

    pub(super) fn render(&self) -> String {
        let mut text = HEADER.to_owned();
        for (path, hashes) in &self.hashes {
            for hash in hashes {
                for part in [hash, "  ", path, "\n"] {
                    text.push_str(part);
                }
            }
        }
        text
    }
}

/// The hashes under which a file may stand in the list: as it is, and as it was before a checkout on Windows turned
/// its line ends.
pub(super) fn possible_hashes(bytes: &[u8]) -> Vec<String> {
    let mut hashes = vec![sha256(bytes)];
    // The search for one byte is far faster than that for two, and hardly any file has it.
    if bytes.contains(&b'\r') && bytes.windows(2).any(|pair| pair == b"\r\n") {
        let mut turned = Vec::with_capacity(bytes.len());
        for (index, &byte) in bytes.iter().enumerate() {
            if !(byte == b'\r' && bytes.get(index + 1) == Some(&b'\n')) {
                turned.push(byte);
            }
        }
        hashes.push(sha256(&turned));
    }
    hashes
}
