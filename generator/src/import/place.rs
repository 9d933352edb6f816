//! Where a recovered page belongs: version, folder and name as upstream lays pages out.

use crate::page::{Page, PageKind};
use crate::source::SourceFile;

/// The path below a docs folder.
pub(super) fn of(page: &Page, file: &SourceFile) -> String {
    let version = page.version.as_ref().map_or("v1.0", |version| version.0.as_str());
    let folder = if page.kind == PageKind::Api { "api" } else { "resources" };
    let title = page.title.as_ref().map_or("", |title| title.value.as_str());
    let name = named(title, page.kind).unwrap_or_else(|| slug(file.stem()));
    format!("{version}/{folder}/{name}.md")
}

/// The file's name without folder and ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// `user-list-events` of "user: listEvents", `user-update` of "Update user", `user` of "user resource type".
fn named(title: &str, kind: PageKind) -> Option<String> {
    if kind != PageKind::Api {
        let noun = title.split_whitespace().next()?;
        let known = ["resource type", "enum type", "enumeration type", "complex type"].iter().any(|words| title.contains(words));
        return known.then(|| slug(noun));
    }
    if let Some((ty, member)) = title.split_once(':') {
        return Some(slug(&format!("{}-{}", ty.trim(), member.trim())));
    }
    let (verb, noun) = title.split_once(' ')?;
    let one_word = !noun.trim().contains(' ');
    let verbs = ["Get", "List", "Create", "Update", "Delete", "Add", "Remove"];
    (one_word && verbs.contains(&verb)).then(|| slug(&format!("{noun}-{verb}")))
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars().take(120) {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let name = out.trim_end_matches('-');
    if name.is_empty() { "page".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{named, slug};
    use crate::page::PageKind;

    #[test]
    fn names_follow_the_habit_of_the_reference() {
        assert_eq!(named("ruleBase: cancel", PageKind::Api).as_deref(), Some("rulebase-cancel"));
        assert_eq!(named("Update siteRule", PageKind::Api).as_deref(), Some("siterule-update"));
        assert_eq!(named("siteRule resource type", PageKind::Resource).as_deref(), Some("siterule"));
        assert_eq!(named("Cancel the offboarding of a unit", PageKind::Api), None);
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
    }
}
