//! What stands above the text of a captured page: what the site shows around it, front matter, the title.

use std::ops::Range;

use super::super::super::row::is_delimiter;
use super::super::super::text::{is_blank, lines, starts_with_ignore_case, trim_range};
use super::super::detect::{flat_key, is_chrome, is_key};
use super::Reader;
use crate::page::{Form, Inferred};
use crate::source::Spanned;

impl Reader<'_, '_> {
    /// Front matter and title; the place where the page's text begins.
    pub(super) fn top(&mut self) -> usize {
        let mut at = 0;
        let mut entered = false;
        let mut known_title = None;
        for line in lines(self.source, 0..self.source.len()) {
            let inner = trim_range(self.source, line.clone());
            let text = self.text(&inner);
            let entry = match self.form {
                Form::GithubRendered => self.rendered_entry(&inner),
                Form::GithubFile => flat_key(text).map(|key| {
                    let value = trim_range(self.source, inner.start + key.len()..inner.end);
                    (inner.start..inner.start + key.len(), value)
                }),
                _ => None,
            };
            match entry {
                Some((key, value)) => {
                    if self.text(&key) == "title" {
                        known_title = Some(value.clone());
                    }
                    let part = |range: Range<usize>| Spanned::new(self.text(&range).to_owned(), self.span(&range));
                    let entry = (part(key), part(value));
                    self.builder.outline.front_matter.push(entry);
                    entered = true;
                    at = line.end;
                }
                None if entered && !(text.is_empty() || self.form == Form::GithubRendered && is_delimiter(text)) => break,
                None if entered => at = line.end,
                None if self.form == Form::GithubFile && !text.is_empty() && line.start < 2_000 => {}
                None if self.form == Form::SiteText || text.is_empty() => {}
                None => break,
            }
        }
        if self.form == Form::GithubFile && !entered {
            at = self.behind_chrome();
        }
        let at = self.title(at, known_title.as_ref());
        if self.builder.outline.sections.is_empty() {
            // Everything that follows stands below a title, known or not.
            match known_title {
                Some(title) => {
                    let value = self.text(&title);
                    self.builder.heading(1, value, &title);
                    self.builder.infer(Inferred::Title, value, &title);
                }
                None => self.builder.heading(1, "", &(at..at)),
            }
        }
        at
    }

    /// `| key | value |` of front matter that was rendered as a table.
    pub(super) fn rendered_entry(&self, line: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let inner = self.text(line).strip_prefix('|')?;
        let (key, value) = inner.split_once('|')?;
        is_key(key.trim()).then_some(())?;
        let start = line.start + 1;
        let key = trim_range(self.source, start..start + key.len());
        let value_start = line.end - value.len();
        let value = value_start..value_start + value.trim_end().trim_end_matches('|').len();
        Some((key, trim_range(self.source, value)))
    }

    /// The first line behind what GitHub shows around a file.
    fn behind_chrome(&self) -> usize {
        let mut at = 0;
        for line in lines(self.source, 0..self.source.len().min(2_000)) {
            let text = self.text(&line).trim_matches(is_blank);
            if is_chrome(text) || text == "History" || text.contains(" lines (") {
                at = line.end;
            }
        }
        at
    }

    /// The title line, if there is one in front of the namespace line or it repeats the front matter.
    fn title(&mut self, from: usize, known: Option<&Range<usize>>) -> usize {
        let mut candidate: Option<Range<usize>> = None;
        for line in lines(self.source, from..self.source.len()).take(12) {
            let inner = trim_range(self.source, line.clone());
            let text = self.text(&inner);
            if text.is_empty() || is_site_furniture(text) {
                continue;
            }
            let repeats = known.is_some_and(|known| self.text(known).eq_ignore_ascii_case(text));
            if repeats {
                self.builder.heading(1, text, &inner);
                return line.end;
            }
            if starts_with_ignore_case(text, "namespace:") {
                break;
            }
            let sentence = text.ends_with('.') || text.contains("[!INCLUDE") || text.contains('|') || text.len() > 200;
            if candidate.is_none() && !sentence {
                candidate = Some(inner);
            } else {
                // Two lines in front of the namespace: neither is surely the title.
                break;
            }
        }
        let namespace = candidate.as_ref().and_then(|title| {
            lines(self.source, title.end..self.source.len())
                .map(|line| self.text(&line).trim_matches(is_blank))
                .find(|text| !text.is_empty())
                .map(|text| starts_with_ignore_case(text, "namespace:"))
        });
        match candidate {
            Some(title) if namespace == Some(true) || self.form == Form::GithubFile && known.is_none() => {
                let value = self.text(&title);
                self.builder.heading(1, value, &title);
                title.end
            }
            _ => from,
        }
    }
}

/// Lines of the rendered site between its frame and the page.
fn is_site_furniture(text: &str) -> bool {
    const FURNITURE: [&str; 8] =
        ["Article", "Feedback", "In this article", "Share via", "Table of contents", "Read in English", "Add", "Edit"];
    FURNITURE.contains(&text)
        || text.ends_with(" contributors") && text.len() < 20
        || text.len() <= 10 && text.split('/').count() == 3 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::is_site_furniture;

    #[test]
    fn what_the_site_shows_above_a_page() {
        for (line, expected) in [
            ("Article", true),
            ("In this article", true),
            ("in this article", false),
            ("Articles", false),
            ("3 contributors", true),
            ("many and more contributors", false),
            ("contributors", false),
            ("05/04/2026", true),
            ("5/4/26", true),
            ("05/2026", false),
            ("05/04/20261", false),
            ("a/b/c", false),
            ("Get a drawer", false),
        ] {
            assert_eq!(is_site_furniture(line), expected, "{line}");
        }
    }
}
