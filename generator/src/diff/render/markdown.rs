//! The report for a pull request: one comment, which GitHub cuts at 65,536 characters. Every breaking and risky line is
//! in it, in as many words as fit; what only adds or only rewords is folded, and counted where it does not fit.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::report::{Change, Element, Report};
use super::super::verdict::{Crate, Rest};
use super::in_short::in_short;
use super::lines;

/// The most characters that a comment may have; the report counts bytes, which are never fewer.
pub const MARKDOWN_LIMIT: usize = 65_536;

/// Kept free for what closes the report.
const RESERVE: usize = 1_500;

/// How much is said of a change that matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Evidence, what would decide, places and fingerprint.
    Full,
    /// Element, step and fingerprint.
    Short,
    /// The element.
    Name,
}

/// The report for a pull request.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let shown = lines::shown(report);
    let mut out = head(report);
    in_short(&mut out, &shown);
    // What is risky is told shorter first, then what is breaking.
    let wordings = [
        (Wording::Full, Wording::Full),
        (Wording::Full, Wording::Short),
        (Wording::Full, Wording::Name),
        (Wording::Short, Wording::Name),
        (Wording::Name, Wording::Name),
    ];
    for (wording, risky) in wordings {
        let mut body = String::new();
        grave(&mut body, report, &shown, Rest::Breaking, wording);
        grave(&mut body, report, &shown, Rest::Risky, risky);
        if out.len() + body.len() + RESERVE <= MARKDOWN_LIMIT || (wording, risky) == (Wording::Name, Wording::Name) {
            out.push_str(&body);
            break;
        }
    }
    // Beyond this nothing of weight is lost, only counted; a report with more risky names than fit says so itself.
    if out.len() + RESERVE > MARKDOWN_LIMIT {
        cut(&mut out, MARKDOWN_LIMIT - RESERVE);
        out.push_str("\n\n**More changes that matter than a comment can hold:** read the JSON or HTML report.\n");
    }
    additive(&mut out, &shown);
    counted(&mut out, report, Rest::Documentation, "Documentation only");
    groups(&mut out, report);
    ignored(&mut out, report);
    out
}

fn head(report: &Report) -> String {
    let mut out = format!(
        "## API diff: {} → {}\n\n**It {}.**\n",
        code(&report.base),
        code(&report.revision),
        text(&lines::verdict(report))
    );
    let counts = &report.counts;
    let _ = writeln!(
        out,
        "\n| breaking | risky | additive | documentation | crate major | crate minor |\n|--:|--:|--:|--:|--:|--:|\n| {} | {} | {} | {} | {} | {} |",
        counts.breaking, counts.risky, counts.additive, counts.documentation, counts.major, counts.minor
    );
    out.push('\n');
    for notice in &report.notices {
        let _ = writeln!(out, "\n> {}", text(notice));
    }
    out
}

/// The changes that matter, by rule: what they have in common is said once.
fn grave(out: &mut String, report: &Report, shown: &[(&Change, usize)], rest: Rest, wording: Wording) {
    let changes: Vec<&(&Change, usize)> = shown.iter().filter(|(change, _)| change.rest == rest).collect();
    if changes.is_empty() {
        return;
    }
    let (title, sentence) = match rest {
        Rest::Breaking => ("Breaking", "A correct client of the old pages can fail."),
        _ => ("Risky", "The pages do not decide whether the service changed."),
    };
    let _ = writeln!(out, "\n### {title} ({})\n\n{sentence}", changes.len());
    let mut by_rule: BTreeMap<&str, Vec<&(&Change, usize)>> = BTreeMap::new();
    for entry in changes {
        by_rule.entry(entry.0.rule.name).or_default().push(entry);
    }
    let mut rules: Vec<_> = by_rule.into_iter().collect();
    rules.sort_by_key(|(name, entries)| (entries.len(), *name));
    for (name, entries) in rules {
        let common = common_evidence(&entries);
        let _ = writeln!(out, "\n**{}** ({}): {}\n", name, entries.len(), text(entries[0].0.rule.change));
        if wording != Wording::Name
            && let Some((note, decides)) = &common
        {
            let _ = writeln!(out, "{}\n", prose(&sentences(note, decides)));
        }
        let folded = entries.len() > 12;
        if folded {
            let _ = writeln!(out, "<details><summary>all {}</summary>\n", entries.len());
        }
        for (change, members) in entries {
            one(out, report, change, *members, wording, common.is_some());
        }
        if folded {
            out.push_str("\n</details>\n");
        }
    }
}

/// The evidence that all of them share, so that it need not stand in each line.
fn common_evidence(entries: &[&(&Change, usize)]) -> Option<(String, String)> {
    let first = &entries.first()?.0.evidence;
    let same = entries.len() > 1
        && entries.iter().all(|(change, _)| change.evidence.note == first.note && change.evidence.decides == first.decides);
    same.then(|| (first.note.clone(), first.decides.clone().unwrap_or_default()))
}

/// The evidence and what would decide, as sentences.
fn sentences(note: &str, decides: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}. {decides}", letters.as_str()).trim_end().to_owned()
}

fn one(out: &mut String, report: &Report, change: &Change, members: usize, wording: Wording, said: bool) {
    let _ = write!(out, "- {}", code(&lines::subject(change)));
    if wording == Wording::Name {
        out.push('\n');
        return;
    }
    let _ = write!(out, " {}", change.action.name());
    if members > 0 {
        let _ = write!(out, ", with {members} members");
    }
    if let Some(step) = lines::step(change) {
        let _ = write!(out, ": {}", code(&step));
    }
    if wording == Wording::Full {
        let _ = write!(out, "; crate {}", change.krate);
        if let Some(reach) = lines::reach(change) {
            let _ = write!(out, "; {}", text(&reach));
        }
        if !said {
            let score = change.evidence.score.map(|score| format!(" ({score} %)")).unwrap_or_default();
            let note = format!("{}{score}", change.evidence.note);
            let _ = write!(out, ". {}", prose(&sentences(&note, change.evidence.decides.as_deref().unwrap_or_default())));
        }
        if let Some(place) = change.revision_at.first().or(change.base_at.first()) {
            let _ = write!(out, " {}", code(&format!("{}:{}", place.path, place.line)));
        }
    }
    if !report.groups.iter().any(|group| Some(&group.fingerprint) == change.group.as_ref()) {
        let _ = write!(out, " {}", code(&change.fingerprint));
    }
    out.push('\n');
}

/// What adds, by area, folded; as many as fit.
fn additive(out: &mut String, shown: &[(&Change, usize)]) {
    let changes: Vec<&(&Change, usize)> = shown
        .iter()
        .filter(|(change, _)| change.rest == Rest::Additive || change.rest == Rest::None && change.krate >= Crate::Minor)
        .collect();
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n<details><summary>Additive ({})</summary>\n", changes.len());
    let mut kinds: BTreeMap<&str, Vec<&(&Change, usize)>> = BTreeMap::new();
    for entry in &changes {
        kinds.entry(entry.0.element.name()).or_default().push(entry);
    }
    let mut left = 0;
    for (kind, entries) in kinds {
        let title = format!("\n**{kind}** ({})\n\n", entries.len());
        if out.len() + title.len() + 2 * RESERVE > MARKDOWN_LIMIT {
            left += entries.len();
            continue;
        }
        out.push_str(&title);
        for (change, members) in entries {
            let mut line = format!("- {} {}", code(&lines::subject(change)), change.action.name());
            if *members > 0 {
                let _ = write!(line, ", with {members} members");
            }
            if let Some(step) = lines::step(change).filter(|_| change.element != Element::Endpoint) {
                let _ = write!(line, ": {}", code(&step));
            }
            line.push('\n');
            if out.len() + line.len() + 2 * RESERVE > MARKDOWN_LIMIT {
                left += 1;
            } else {
                out.push_str(&line);
            }
        }
    }
    if left > 0 {
        let _ = writeln!(out, "\n… and {left} more, in the JSON or HTML report.");
    }
    out.push_str("\n</details>\n");
}

fn counted(out: &mut String, report: &Report, rest: Rest, title: &str) {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for change in report.changes.iter().filter(|change| change.rest == rest) {
        *rules.entry(change.rule.name).or_default() += 1;
    }
    let total: usize = rules.values().sum();
    if total == 0 {
        return;
    }
    let mut table = format!("\n<details><summary>{title} ({total})</summary>\n\n| rule | changes |\n|:--|--:|\n");
    for (rule, count) in rules {
        let _ = writeln!(table, "| {rule} | {count} |");
    }
    table.push_str("\n</details>\n");
    if out.len() + table.len() <= MARKDOWN_LIMIT {
        out.push_str(&table);
    }
}

fn groups(out: &mut String, report: &Report) {
    let mut part = String::new();
    for group in &report.groups {
        let line = format!("- {} {}: {} {}\n", group.members, text(&group.title), group.rule, code(&group.fingerprint));
        if out.len() + part.len() + line.len() + 400 > MARKDOWN_LIMIT {
            break;
        }
        part.push_str(&line);
    }
    if !part.is_empty() && out.len() + part.len() + 200 <= MARKDOWN_LIMIT {
        let _ = writeln!(
            out,
            "\n<details><summary>Groups that one decision settles ({})</summary>\n\n{part}\n</details>",
            report.groups.len()
        );
    }
}

fn ignored(out: &mut String, report: &Report) {
    if report.ignored.is_empty() || out.len() + 200 > MARKDOWN_LIMIT {
        return;
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for ignored in &report.ignored {
        *reasons.entry(ignored.reason.as_str()).or_default() += 1;
    }
    let mut part = format!("\n<details><summary>Ignored ({})</summary>\n\n", report.ignored.len());
    for (reason, count) in reasons {
        let _ = writeln!(part, "- {count}: {}", text(reason));
    }
    part.push_str("\n</details>\n");
    if out.len() + part.len() <= MARKDOWN_LIMIT {
        out.push_str(&part);
    }
}

fn cut(out: &mut String, most: usize) {
    let mut end = most.min(out.len());
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    let end = out[..end].rfind('\n').unwrap_or(end);
    let open = out[..end].matches("<details>").count() > out[..end].matches("</details>").count();
    out.truncate(end);
    if open {
        out.push_str("\n\n</details>\n");
    }
}

/// A text as a code span: nothing in it is Markdown, HTML or a mention.
pub(super) fn code(text: &str) -> String {
    let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let text = text.trim();
    if text.is_empty() {
        return "` `".to_owned();
    }
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A text of ours, in which backticks stand around code: in it and around it, nothing else is Markdown.
fn prose(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    let paired = !parts.len().is_multiple_of(2);
    let part = |(index, part): (usize, &&str)| match (paired, index % 2) {
        (true, 1) => code(part),
        _ => text(part),
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join(if paired { "" } else { "'" })
}

/// A text as Markdown that shows it as it is.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '@' | '[' | ']' | '*' | '_' | '`' | '#' | '|' | '\\' | '~' | '!' | '$' => {
                let _ = write!(out, "&#{};", character as u32);
            }
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_stays_text() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("one\ntwo"), "`one two`");
        assert_eq!(prose("look it up (`--metadata`), <b>"), "look it up (`--metadata`), &#60;b&#62;");
        assert_eq!(prose("one ` alone"), "one ' alone");
        assert_eq!(text("<b>@team [x](y)"), "&#60;b&#62;&#64;team &#91;x&#93;(y)");
    }
}
