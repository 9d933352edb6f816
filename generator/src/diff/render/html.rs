//! The report as one HTML file: no request leaves it, it reads without scripts and on a phone. With scripts, a field
//! filters the list. All text goes through [`escaped`]; the content security policy allows nothing but the file's own
//! style and script.

use std::fmt::Write as _;
use std::path::Path;

use super::super::report::{Change, Location, Report};
use super::super::verdict::{Crate, Rest};
use super::lines;

/// Where the pages of both sides can be seen: what stands in front of `PATH#LLINE`. Without one, places are text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// `https://github.com/OWNER/REPO/blob/REV/docs`, or `file:///home/me/docs`.
    pub base: Option<String>,
    /// The same of the revision.
    pub revision: Option<String>,
}

impl Links {
    /// What stands in front of the pages of a folder, given by its absolute path: for a report that is read where it was made.
    #[must_use]
    pub fn to_folder(folder: &Path) -> Option<String> {
        // A path may hold what a URL may not, and begins with a drive on some systems.
        let path = folder.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        Some(format!("file:///{}", url_path(path.trim_start_matches('/'))))
    }
}

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The report as one HTML file.
#[must_use]
pub fn html(report: &Report, links: &Links) -> String {
    let mut out = String::with_capacity(report.changes.len() * 600 + 8_000);
    let title = format!("API diff: {} → {}", report.base, report.revision);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{0}</h1>\n<p class=\"verdict\">It {1}.</p>\n",
        escaped(&title),
        escaped(&lines::verdict(report))
    );
    for notice in &report.notices {
        let _ = writeln!(out, "<p class=\"notice\">{}</p>", escaped(notice));
    }
    out.push_str(
        "<p id=\"search\" hidden><label>Search <input type=\"search\" id=\"filter\" autocomplete=\"off\"></label> <span id=\"found\" role=\"status\"></span></p>\n</header>\n<main>\n",
    );
    let shown = lines::shown(report);
    for rest in Rest::ALL {
        let entries: Vec<&(&Change, usize)> = shown
            .iter()
            .filter(|(change, _)| change.rest == rest && (rest != Rest::None || change.krate >= Crate::Minor))
            .collect();
        section(&mut out, rest, &entries, links);
    }
    groups(&mut out, report);
    ignored(&mut out, report);
    let _ = write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn section(out: &mut String, rest: Rest, entries: &[&(&Change, usize)], links: &Links) {
    if entries.is_empty() {
        return;
    }
    let open = if rest >= Rest::Risky { " open" } else { "" };
    let heading = if rest == Rest::None { "the crate only" } else { rest.name() };
    let _ = writeln!(
        out,
        "<details class=\"level {}\"{open}><summary><h2>{heading}</h2> <span class=\"count\">{}</span></summary>",
        rest.name(),
        entries.len()
    );
    let mut rule = "";
    for (change, members) in entries {
        if change.rule.name != rule {
            if !rule.is_empty() {
                out.push_str("</ul></section>\n");
            }
            rule = change.rule.name;
            let count = entries.iter().filter(|(other, _)| other.rule.name == rule).count();
            let _ = writeln!(
                out,
                "<section class=\"rule\"><h3>{} <span class=\"count\">{count}</span></h3><p>{}</p><ul>",
                escaped(rule),
                escaped(change.rule.change)
            );
        }
        one(out, change, *members, links);
    }
    out.push_str("</ul></section></details>\n");
}

fn one(out: &mut String, change: &Change, members: usize, links: &Links) {
    let _ = write!(
        out,
        "<li id=\"c{}\"><code>{}</code> {}",
        escaped(&change.fingerprint),
        escaped(&lines::subject(change)),
        change.action.name()
    );
    if members > 0 {
        let _ = write!(out, ", with {members} members");
    }
    let _ = write!(out, " <span class=\"tag {0}\">crate {0}</span>", change.krate.name());
    if let (Some(before), Some(after)) = (&change.before, &change.after)
        && before != after
    {
        let _ = write!(
            out,
            "<p class=\"step\"><del>{}</del> <span aria-hidden=\"true\">→</span> <ins>{}</ins></p>",
            escaped(lines::side(before)),
            escaped(lines::side(after))
        );
    }
    let score = change.evidence.score.map(|score| format!(" ({score} %)")).unwrap_or_default();
    let _ =
        write!(out, "<details><summary>{}{score}</summary><p>{}</p>", change.evidence.kind.name(), prose(&change.evidence.note));
    if let Some(decides) = &change.evidence.decides {
        let _ = write!(out, "<p><b>What would decide:</b> {}</p>", prose(decides));
    }
    let _ = write!(out, "<p>{}</p>", escaped(change.rule.why));
    if change.reach.operations > 0 {
        let _ = write!(
            out,
            "<p>Operations: {} ({} send it, {} answer with it)",
            change.reach.operations, change.reach.requests, change.reach.answers
        );
        for example in &change.reach.examples {
            let _ = write!(out, "<br><code>{}</code>", escaped(example));
        }
        out.push_str("</p>");
    }
    out.push_str("<p class=\"places\">");
    places(out, "base", &change.base_at, links.base.as_deref());
    places(out, "revision", &change.revision_at, links.revision.as_deref());
    let _ = writeln!(out, "</p><p>fingerprint <code>{}</code></p></details></li>", escaped(&change.fingerprint));
}

fn places(out: &mut String, side: &str, places: &[Location], link: Option<&str>) {
    for place in places {
        let label = format!("{side}: {}:{}", place.path, place.line);
        match link.filter(|link| ["https://", "http://", "file:///"].iter().any(|scheme| link.starts_with(scheme))) {
            Some(link) => {
                let _ = write!(
                    out,
                    "<a href=\"{}/{}#L{}\" rel=\"noopener\">{}</a> ",
                    escaped(link.trim_end_matches('/')),
                    escaped(&url_path(&place.path)),
                    place.line,
                    escaped(&label)
                );
            }
            None => {
                let _ = write!(out, "<span>{}</span> ", escaped(&label));
            }
        }
    }
}

fn groups(out: &mut String, report: &Report) {
    if report.groups.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<details class=\"level\"><summary><h2>groups that one decision settles</h2> <span class=\"count\">{}</span></summary><ul>",
        report.groups.len()
    );
    for group in &report.groups {
        let _ = writeln!(
            out,
            "<li>{} {} <span class=\"tag\">{}</span> <code>{}</code></li>",
            group.members,
            escaped(&group.title),
            escaped(&group.rule),
            escaped(&group.fingerprint)
        );
    }
    out.push_str("</ul></details>\n");
}

fn ignored(out: &mut String, report: &Report) {
    if report.ignored.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<details class=\"level\"><summary><h2>ignored</h2> <span class=\"count\">{}</span></summary><ul>",
        report.ignored.len()
    );
    for ignored in &report.ignored {
        let until = ignored.until.as_ref().map(|until| format!(", until {until}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "<li><code>{}</code> {} <span class=\"tag\">{}</span>: {}</li>",
            escaped(&lines::subject(&ignored.change)),
            ignored.change.action.name(),
            escaped(ignored.change.rule.name),
            escaped(&format!("{}{until}", ignored.reason))
        );
    }
    out.push_str("</ul></details>\n");
}

/// A text of ours, in which backticks stand around code.
fn prose(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(words);
    }
    let part = |(index, part): (usize, &&str)| {
        if index % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }
    };
    parts.iter().enumerate().map(part).collect()
}

/// Text for an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A path as part of a URL: everything but what is plain in a path is written in hexadecimal.
fn url_path(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_stays_text() {
        assert_eq!(escaped("<script>'\"&\u{7}"), "&lt;script&gt;&#39;&quot;&amp; ");
        assert_eq!(prose("look (`<a>`)"), "look (<code>&lt;a&gt;</code>)");
        assert_eq!(prose("one ` alone"), "one ` alone");
        assert_eq!(Links::to_folder(Path::new("/my docs/api")).as_deref(), Some("file:///my%20docs/api"));
        assert_eq!(url_path("v1.0/api/a b\"c.md"), "v1.0/api/a%20b%22c.md");
    }
}
