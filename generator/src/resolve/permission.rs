//! Permission tables: each cell as alternatives, from least to most privileged.

use std::collections::BTreeSet;

use super::library::Library;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Permission, PermissionSet};
use crate::page::{PermissionRow, PermissionTable};

/// The rows of the tables as sets.
pub(super) fn sets(library: &Library<'_>, tables: &[&PermissionTable], findings: &mut Vec<Diagnostic>) -> Vec<PermissionSet> {
    let mut sets: Vec<PermissionSet> = Vec::new();
    for table in tables {
        let heading = table_scope(library, table, tables.len());
        for row in &table.rows {
            let mut set = set_of(library, row, table.most_first, findings);
            set.scope = set.scope.or_else(|| heading.clone());
            sets.push(set);
        }
    }
    let mut first = are_first(&sets).into_iter();
    sets.retain(|_| first.next().unwrap_or_default());
    sets
}

/// Whether each set is the first that says what it says: the same row twice, wherever it stands, is one.
fn are_first(sets: &[PermissionSet]) -> Vec<bool> {
    let mut known = BTreeSet::new();
    sets.iter().map(|set| known.insert(said(set))).collect()
}

/// What a row says, wherever it stands.
fn said(set: &PermissionSet) -> impl Ord {
    (&set.caller, &set.scope, &set.alternatives, set.least, set.unsupported, &set.unread)
}

/// Several tables on one page apply to different things; the heading of each says to which.
fn table_scope(library: &Library<'_>, table: &PermissionTable, tables: usize) -> Option<String> {
    if tables < 2 {
        return None;
    }
    let page = library.pages.iter().find(|page| page.file == table.span.file)?;
    let section = page.sections.get(table.section?)?;
    (section.level > 2).then(|| section.heading.value.clone())
}

fn set_of(library: &Library<'_>, row: &PermissionRow, most_first: bool, findings: &mut Vec<Diagnostic>) -> PermissionSet {
    let lists = [row.least.as_ref(), row.higher.as_ref()].map(|cell| cell.map(|cell| read_cell(&cell.value)));
    let mut set = PermissionSet {
        caller: caller(&row.label.value).to_owned(),
        scope: row.scope.as_ref().map(|scope| scope.value.clone()),
        alternatives: Vec::new(),
        least: 0,
        unsupported: false,
        unread: None,
        at: library.place(row.label.span),
    };
    let [least, higher] = lists;
    let mut known = BTreeSet::new();
    // A cell that could not be read is no promise that the caller is shut out.
    let shut = |cell: &Cell| cell.unsupported || cell.whole && cell.alternatives.is_empty() && !cell.none;
    set.unsupported = least.as_ref().is_none_or(shut) && higher.as_ref().is_none_or(|cell| cell.alternatives.is_empty());
    for (cell, text) in [(least, &row.least), (higher, &row.higher)] {
        let (Some(mut cell), Some(text)) = (cell, text) else { continue };
        if most_first {
            cell.alternatives.reverse();
        }
        for alternative in cell.alternatives {
            if known.insert(alternative.clone()) {
                set.alternatives.push(alternative);
            }
        }
        if set.least == 0 {
            // The 2021 form has one list from least to most privileged; its first entry is the least privileged one.
            set.least = if row.higher.is_some() { set.alternatives.len() } else { set.alternatives.len().min(1) };
        }
        if !cell.whole {
            let message = format!("only the permission names of this cell are read: {}", text.value);
            findings.push(Diagnostic::new(Code::PermissionUnread, text.span, message));
            set.unread = Some(text.value.clone());
        }
    }
    set
}

fn caller(label: &str) -> &'static str {
    let label = label.to_ascii_lowercase();
    if label.contains("personal") {
        "delegated-personal"
    } else if label.contains("application") && !label.contains("delegated") {
        "application"
    } else {
        "delegated-work"
    }
}

/// What a cell says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) alternatives: Vec<Vec<Permission>>,
    pub(super) unsupported: bool,
    /// "None.": the call needs no permission.
    pub(super) none: bool,
    /// Every word was understood.
    pub(super) whole: bool,
}

/// Reads a cell: commas, "or" and line breaks part alternatives; "and" and a plus sign join what must be held together.
pub(super) fn read_cell(text: &str) -> Cell {
    let plain = plain_text(text);
    let lower = plain.trim().trim_end_matches('.').to_ascii_lowercase();
    let unsupported =
        lower.starts_with("not supported") || lower.starts_with("not available") || lower.starts_with("not applicable");
    let none = lower == "none" || lower == "no permission required" || lower == "no permissions required";
    let mut cell = Cell { alternatives: Vec::new(), unsupported, none, whole: true };
    if unsupported || none || lower.is_empty() || lower == "-" || lower == "n/a" {
        cell.unsupported |= !none && !lower.is_empty();
        return cell;
    }
    for part in plain.split([',', ';', '\n', '|']) {
        let mut held: Vec<Permission> = Vec::new();
        let mut join = false;
        for word in part.split_whitespace() {
            let word = word.trim_matches(|c: char| matches!(c, '.' | '*' | '(' | ')' | '"' | '\u{b9}' | '\u{b2}' | '\u{b3}'));
            let is = |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
            match word {
                "" => {}
                _ if is(&["and", "+", "&", "plus"]) => join = true,
                _ if is(&["or"]) => join = false,
                _ if is_permission(word) => {
                    if !join && !held.is_empty() {
                        cell.alternatives.push(std::mem::take(&mut held));
                    } else if join && held.is_empty() {
                        // "A, and B": the comma belongs to the "and".
                        held = cell.alternatives.pop().unwrap_or_default();
                    }
                    held.push(Permission(word.to_owned()));
                    join = false;
                }
                _ => cell.whole = false,
            }
        }
        if !held.is_empty() {
            cell.alternatives.push(held);
        }
    }
    cell.whole &= !cell.alternatives.is_empty();
    cell
}

/// `User.Read.All`, `Files.ReadWrite.AppFolder`, `offline_access`.
fn is_permission(word: &str) -> bool {
    let dotted =
        word.contains('.') && word.split('.').all(|part| !part.is_empty()) && word.starts_with(|c: char| c.is_ascii_alphabetic());
    let known = matches!(word, "openid" | "email" | "profile" | "offline_access");
    (dotted || known) && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// The cell without links, marks and markup.
fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '<'
            && let Some(end) = rest.find('>')
        {
            let tag = rest[1..end].trim_matches('/').trim().to_ascii_lowercase();
            if tag == "br" {
                plain.push('\n');
            }
            rest = &rest[end + 1..];
            continue;
        }
        if let Some(target) = rest.strip_prefix("](")
            && let Some(end) = target.find(')')
        {
            rest = &target[end + 1..];
            continue;
        }
        if !matches!(first, '[' | ']' | '`' | '\\') {
            plain.push(if first == '*' { ' ' } else { first });
        }
        rest = &rest[first.len_utf8()..];
    }
    plain.replace("&nbsp;", " ").replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let cell = read_cell(text);
        let alternatives: Vec<String> = cell
            .alternatives
            .iter()
            .map(|held| held.iter().map(|permission| permission.0.as_str()).collect::<Vec<_>>().join("+"))
            .collect();
        let mut shown = alternatives.join(" ");
        for (said, word) in [(cell.unsupported, " unsupported"), (cell.none, " none"), (!cell.whole, " partly")] {
            if said {
                shown.push_str(word);
            }
        }
        shown
    }

    #[test]
    fn and_joins_while_commas_and_or_part() {
        assert_eq!(shown("Mail.Read, Mail.ReadWrite"), "Mail.Read Mail.ReadWrite");
        assert_eq!(shown("Mail.Read and User.Read, or Mail.ReadWrite"), "Mail.Read+User.Read Mail.ReadWrite");
        assert_eq!(shown("Mail.Read* or **Mail.ReadWrite**<br>Mail.Send"), "Mail.Read Mail.ReadWrite Mail.Send");
        assert_eq!(shown("[Mail.Read](x.md#a) Mail.Send"), "Mail.Read Mail.Send");
    }

    #[test]
    fn words_for_nothing_are_told_apart() {
        assert_eq!(shown("Not supported."), " unsupported");
        assert_eq!(shown("None."), " none");
        assert_eq!(shown("For mail: Mail.Read"), "Mail.Read partly");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn words_around_permissions() {
        for (text, expected) in [
            ("Not available", " unsupported"),
            ("not applicable here", " unsupported"),
            ("-", " unsupported"),
            ("N/A", " unsupported"),
            ("No permission required.", " none"),
            ("No permissions required", " none"),
            ("Mail.Read; Mail.Send|A.B", "Mail.Read Mail.Send A.B"),
            ("Mail.Read + Mail.Send", "Mail.Read+Mail.Send"),
            ("Mail.Read & Mail.Send plus A.B", "Mail.Read+Mail.Send+A.B"),
            ("Mail.Read, and Mail.Send", "Mail.Read+Mail.Send"),
            ("and Mail.Read", "Mail.Read"),
            ("Mail.Read and or Mail.Send", "Mail.Read Mail.Send"),
            ("openid, email profile offline_access", "openid email profile offline_access"),
            ("offline, Mail", " partly"),
            ("Mail..Read .Read Mail.", " partly"),
            ("1.Read Mail.Re-ad A.B_c A.B/c", "Mail.Re-ad A.B_c partly"),
            ("(Mail.Read)\u{b9}, \"A.B\".", "Mail.Read A.B"),
            ("<b>Mail.Read</b><br/>A.B<BR>C.D", "Mail.Read A.B C.D"),
            ("`Mail.Read`&nbsp;A.B\u{a0}C.D", "Mail.Read A.B C.D"),
            ("[Mail.Read](a.b), [C.D](e", "Mail.Read partly"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn callers_by_their_label() {
        for (label, expected) in [
            ("Delegated (personal Microsoft account)", "delegated-personal"),
            ("Delegated (work or school account)", "delegated-work"),
            ("Application", "application"),
            ("Delegated by an application", "delegated-work"),
            ("Anything else", "delegated-work"),
        ] {
            assert_eq!(caller(label), expected, "{label}");
        }
    }
}
