//! The form of a text, from its content alone.

use super::super::row::is_delimiter;
use super::super::text::{is_blank, starts_with_ignore_case};
use super::headings::{Announces, announces};
use crate::page::Form;

/// Lines at the top in which the marks of a form are looked for.
const TOP: usize = 40;

/// Keys of the front matter of reference pages.
const KEYS: [&str; 13] = [
    "title",
    "description",
    "author",
    "ms.author",
    "ms.reviewer",
    "ms.date",
    "ms.localizationpriority",
    "localization_priority",
    "ms.subservice",
    "ms.prod",
    "ms.topic",
    "doc_type",
    "toc.title",
];

/// Whether a word is a key of the front matter.
pub(super) fn is_key(word: &str) -> bool {
    KEYS.contains(&word)
}

/// The form of a text. What has the marks of no capture is Markdown.
pub(in crate::parse) fn detect(text: &str) -> Form {
    let lines = || text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let Some(first) = lines().next() else { return Form::Markdown };
    if first == "---" {
        return Form::Markdown;
    }
    if is_html(first, text) {
        return Form::Html;
    }
    if first.starts_with('|') && rendered_key(first) {
        return Form::GithubRendered;
    }
    if lines().take(TOP).any(is_chrome) {
        return Form::GithubFile;
    }
    if first.starts_with("# ") || first.starts_with("<!--") {
        return Form::Markdown;
    }
    let keyed = lines().take(3).filter(|line| flat_key(line).is_some()).count();
    if keyed >= 2 && first.starts_with("title ") {
        return Form::GithubFile;
    }
    // Old pages have no namespace line; the titles of their sections stand alone on their lines.
    let titles = || lines().filter(|line| announces(line, false) == Some(Announces::Section)).take(2).count();
    let namespace = lines().take(TOP).any(|line| starts_with_ignore_case(line, "namespace:"));
    if is_markdown(text) || !namespace && titles() < 2 {
        return Form::Markdown;
    }
    if text.lines().any(is_delimiter) {
        Form::GithubRendered
    } else if text.lines().any(|line| line.trim_start().starts_with("[!INCLUDE ")) {
        Form::GithubFile
    } else {
        Form::SiteText
    }
}

fn is_html(first: &str, text: &str) -> bool {
    let opens = ["<!doctype html", "<html", "<head", "<body", "<main", "<div", "<h1", "<article", "<section"];
    opens.iter().any(|tag| starts_with_ignore_case(first, tag)) && (text.contains("</") || starts_with_ignore_case(first, "<!"))
}

/// Words of GitHub's file view around the page.
pub(super) fn is_chrome(line: &str) -> bool {
    line == "Skip to content" || line == "File metadata and controls" || line == "Latest commit"
}

/// `| title | ... |`, the first row of front matter that was rendered as a table.
fn rendered_key(line: &str) -> bool {
    line.trim_matches('|').split('|').next().is_some_and(|cell| is_key(cell.trim()))
}

/// The key of a line `key value`.
pub(super) fn flat_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(char::is_whitespace)?;
    is_key(key).then_some(key)
}

/// Fences, comments, or headings below the first level: none of them survives in a capture.
fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("```") || line.starts_with("<!--") || line.starts_with("## ") || line.starts_with("### ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_told_by_its_marks() {
        for (text, expected) in [
            ("", Form::Markdown),
            ("\n \u{feff}\n", Form::Markdown),
            ("---\ntitle: a\n---\n<html></html>", Form::Markdown),
            ("<!DOCTYPE html>", Form::Html),
            ("\n<HTML lang=en>\n</html>", Form::Html),
            ("<div>no end", Form::Markdown),
            ("<main>a</main>", Form::Html),
            ("<span>a</span>", Form::Markdown),
            ("|title|a|\n|--|--|", Form::GithubRendered),
            ("| ms.date | a |", Form::GithubRendered),
            ("|heading|a|", Form::Markdown),
            ("a\nSkip to content\n# b", Form::GithubFile),
            ("File metadata and controls", Form::GithubFile),
            ("Latest commit", Form::GithubFile),
            ("# a\nNamespace: b", Form::Markdown),
            ("<!-- a -->\nNamespace: b", Form::Markdown),
            ("title a\ndescription b\nc", Form::GithubFile),
            ("title a\nb\nc", Form::Markdown),
            ("description a\nauthor b", Form::Markdown),
            ("a\nNAMESPACE: b", Form::SiteText),
            ("a\nnamespace: b\n|a|b|\n|--|--|", Form::GithubRendered),
            ("a\nnamespace: b\n  [!INCLUDE c]", Form::GithubFile),
            ("a\nnamespace: b\n```", Form::Markdown),
            ("a\nnamespace: b\n<!-- c", Form::Markdown),
            ("a\nnamespace: b\n## c", Form::Markdown),
            ("a\nnamespace: b\n### c", Form::Markdown),
            ("a\nnamespace: b\n#### c", Form::SiteText),
            ("a\nHTTP request\nResponse", Form::SiteText),
            ("a\nHTTP request\nb", Form::Markdown),
        ] {
            assert_eq!(detect(text), expected, "{text:?}");
        }
        let late = |lines: usize| detect(&format!("{}Skip to content", "a\n".repeat(lines)));
        assert_eq!((late(39), late(40)), (Form::GithubFile, Form::Markdown));
        assert_eq!(flat_key("title  a b"), Some("title"));
        assert_eq!(flat_key("title"), None);
    }
}
