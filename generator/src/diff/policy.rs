//! What a configuration may say: other levels, and changes that are not reported, each with a reason and an end.

use serde::{Deserialize, Serialize};

use super::report::{Change, Ignored};
use super::rules;
use super::verdict::{Crate, Rest};

/// Another level than the table's, for a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The rule's name.
    pub rule: String,
    /// The verdict for callers; `none` leaves the change out unless the crate needs it.
    pub rest: Option<Rest>,
    /// The verdict for the crate.
    #[serde(rename = "crate")]
    pub krate: Option<Crate>,
    /// The rule does not report at all.
    #[serde(default)]
    pub off: bool,
}

/// A change that is not reported. Either a fingerprint (of a change or of a group), or a rule, a glob, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignore {
    /// The fingerprint of a change or of a group.
    pub fingerprint: Option<String>,
    /// The rule's name.
    pub rule: Option<String>,
    /// A glob over `OWNER NAME` (for operations: over the owner): `*` stands for any text, `?` for one character.
    #[serde(rename = "match")]
    pub matching: Option<String>,
    /// Why; an entry without a reason does not apply.
    #[serde(default)]
    pub reason: String,
    /// The last day on which it applies, as `2026-11-22`.
    pub until: Option<String>,
}

impl Ignore {
    fn applies(&self, change: &Change) -> bool {
        let fingerprint =
            self.fingerprint.as_ref().is_none_or(|wanted| *wanted == change.fingerprint || change.group.as_ref() == Some(wanted));
        let rule = self.rule.as_ref().is_none_or(|wanted| wanted == change.rule.name);
        let matching = self
            .matching
            .as_ref()
            .is_none_or(|pattern| glob(pattern, &change.owner) || glob(pattern, &format!("{} {}", change.owner, change.name)));
        fingerprint && rule && matching
    }

    fn says(&self) -> String {
        let parts: Vec<String> = [&self.fingerprint, &self.rule, &self.matching].into_iter().flatten().cloned().collect();
        format!("ignore entry `{}`", parts.join(" "))
    }
}

/// Applies levels.
pub(super) fn level(levels: &[Level], changes: &mut Vec<Change>) {
    changes.retain_mut(|change| {
        for level in levels.iter().filter(|level| level.rule == change.rule.name) {
            if level.off {
                return false;
            }
            change.rest = level.rest.unwrap_or(change.rest);
            change.krate = level.krate.unwrap_or(change.krate);
        }
        true
    });
}

/// Takes ignored changes out, and says which entries are of no use.
pub(super) fn ignore(entries: &[Ignore], today: Option<&str>, changes: &mut Vec<Change>) -> (Vec<Ignored>, Vec<String>) {
    let mut ignored = Vec::new();
    let mut notices = Vec::new();
    let mut used = vec![false; entries.len()];
    let usable: Vec<bool> = entries
        .iter()
        .map(|entry| {
            let expired = matches!((&entry.until, today), (Some(until), Some(today)) if until.as_str() < today);
            let empty = entry.fingerprint.is_none() && entry.rule.is_none() && entry.matching.is_none();
            if expired {
                notices.push(format!(
                    "{} ended on {} and no longer applies",
                    entry.says(),
                    entry.until.as_deref().unwrap_or_default()
                ));
            } else if entry.reason.trim().is_empty() {
                notices.push(format!("{} gives no reason and does not apply", entry.says()));
            } else if empty {
                notices.push("an ignore entry names neither fingerprint, rule nor match and does not apply".to_owned());
            }
            !expired && !entry.reason.trim().is_empty() && !empty
        })
        .collect();
    changes.retain(|change| {
        let found = entries.iter().enumerate().find(|(index, entry)| usable[*index] && entry.applies(change));
        let Some((index, entry)) = found else { return true };
        used[index] = true;
        ignored.push(Ignored { change: change.clone(), reason: entry.reason.clone(), until: entry.until.clone() });
        false
    });
    for ((entry, used), usable) in entries.iter().zip(used).zip(usable) {
        if usable && !used {
            notices.push(format!("{} matches nothing", entry.says()));
        }
    }
    (ignored, notices)
}

/// Rules that a configuration names and that do not exist.
pub(super) fn unknown_rules(levels: &[Level], entries: &[Ignore]) -> Vec<String> {
    let named = levels.iter().map(|level| &level.rule).chain(entries.iter().filter_map(|entry| entry.rule.as_ref()));
    let mut out: Vec<String> =
        named.filter(|name| rules::by_name(name).is_none()).map(|name| format!("no rule is called `{name}`")).collect();
    out.sort();
    out.dedup();
    out
}

/// `*` stands for any text, `?` for one character. Linear in the text for each star, so that no pattern takes long.
fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut position) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while position < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, position));
                at += 1;
            }
            Some(character) if *character == '?' || *character == text[position] => {
                at += 1;
                position += 1;
            }
            _ => match star {
                Some((after, from)) => {
                    at = after + 1;
                    position = from + 1;
                    star = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|character| *character == '*')
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs_match_whole_texts() {
        assert!(glob("GET /users/*", "GET /users/{id}/manager"));
        assert!(glob("*.user *Name", "microsoft.graph.user displayName"));
        assert!(!glob("GET /users", "GET /users/{id}"));
        assert!(glob("a?c", "abc") && !glob("a?c", "ac"));
        assert!(!glob("*a*a*a*a*a*b", &"a".repeat(2000)));
    }
}
