//! What a side of a comparison may be: a docs folder, an IR file, or a revision of a git repository.

mod git;

use std::path::PathBuf;

pub use git::{GitError, GitFile, merge_base, read_tree};

/// What a side of a comparison may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffInput {
    /// A docs folder.
    Folder(PathBuf),
    /// A file that `export ir` wrote.
    Ir(PathBuf),
    /// `git:REV[:PATH]`: a docs folder in a revision of the repository that the command runs in.
    Git {
        /// A commit, branch or tag.
        revision: String,
        /// The docs folder from the repository's root; empty for the root.
        path: String,
    },
}

impl DiffInput {
    /// Reads an argument. A path that ends in `.json` is an IR file, any other a folder.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("git:") {
            let (revision, path) = rest.split_once(':').unwrap_or((rest, ""));
            if revision.is_empty() {
                return Err(format!("`{text}` names no revision; write git:REV or git:REV:PATH"));
            }
            if revision.starts_with('-') {
                return Err(format!("`{revision}` is not the name of a revision"));
            }
            let path = path.trim_start_matches("./").trim_matches('/').to_owned();
            return Ok(Self::Git { revision: revision.to_owned(), path });
        }
        if text.is_empty() {
            return Err("an empty argument names no docs; give a folder, an IR file or git:REV[:PATH]".to_owned());
        }
        let is_ir = std::path::Path::new(text).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        Ok(if is_ir { Self::Ir(PathBuf::from(text)) } else { Self::Folder(PathBuf::from(text)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_name_their_kind() {
        let git = |revision: &str, path: &str| Ok(DiffInput::Git { revision: revision.to_owned(), path: path.to_owned() });
        assert_eq!(DiffInput::parse("git:main"), git("main", ""));
        assert_eq!(DiffInput::parse("git:v1~2:./api-reference/"), git("v1~2", "api-reference"));
        assert_eq!(DiffInput::parse("old/ir.JSON"), Ok(DiffInput::Ir(PathBuf::from("old/ir.JSON"))));
        assert_eq!(DiffInput::parse("docs"), Ok(DiffInput::Folder(PathBuf::from("docs"))));
        assert!(DiffInput::parse("git:").is_err());
        assert!(DiffInput::parse("git:--upload-pack=x").is_err());
        assert!(DiffInput::parse("").is_err());
    }
}
