//! Reads a capture that is plain text, line by line: text of the rendered site, GitHub's rendered view, GitHub's file view.

mod tables;
mod top;

use std::ops::Range;

use super::super::outline::Outline;
use super::super::text::{Text, is_blank, lines, starts_with_ignore_case, trim_range};
use super::builder::Builder;
use super::headings::{Announces, announces};
use super::rendered_sections::RenderedSections;
use super::traffic::{self, Opening};
use super::{redecorate, title};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Form, Inferred};
use crate::source::{FileId, Span};

/// Reads the outline of a capture.
pub(super) fn outline<'a>(form: Form, source: &'a str, file: FileId, findings: &mut Vec<Diagnostic>) -> Outline<'a> {
    let mut reader = Reader {
        source,
        file,
        form,
        findings,
        builder: Builder::new(form, file),
        rendered: RenderedSections::default(),
        paragraph: None,
        examples: Examples::default(),
        complete: false,
        ended: false,
    };
    let start = reader.top();
    if reader.glued() {
        let template = |line| matches!(traffic::opening(source, line, true), Some((Opening::Request { absolute: false }, _)));
        let answers = |line| RenderedSections::tells_answer(source.get(line).unwrap_or(""));
        let rest = || lines(source, start..source.len());
        reader.rendered.set_operation(rest().any(template), rest().any(answers));
    }
    reader.read(start);
    let mut out = reader.builder.outline;
    title::complete(&mut out, source, file);
    out
}

/// Where the reader is among the examples of the page.
#[derive(Default)]
struct Examples {
    inside: bool,
    /// A heading `Example 1` stands below `Examples`.
    numbered: bool,
    /// `Examples` was seen, so that numbered ones lie below it.
    group: bool,
    /// A request was read and its response was not: code of other languages may stand between.
    waiting: bool,
}

pub(super) struct Reader<'a, 'f> {
    pub(super) source: &'a str,
    file: FileId,
    form: Form,
    findings: &'f mut Vec<Diagnostic>,
    pub(super) builder: Builder<'a>,
    rendered: RenderedSections,
    paragraph: Option<Range<usize>>,
    examples: Examples,
    /// A section of the page was seen: what begins like a page now is another one.
    complete: bool,
    /// Only links to other pages follow.
    ended: bool,
}

impl<'a> Reader<'a, '_> {
    fn text(&self, range: &Range<usize>) -> &'a str {
        self.source.get(range.clone()).unwrap_or("")
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn glued(&self) -> bool {
        self.form == Form::GithubRendered
    }

    fn read(&mut self, start: usize) {
        let mut at = start;
        while at < self.source.len() {
            let end = traffic::line_end(self.source, at);
            let line = trim_range(self.source, at..end);
            if line.is_empty() {
                self.flush();
                at = end;
                continue;
            }
            if self.another_page(&line) {
                break;
            }
            at = match self.line(&line) {
                Some(next) if next > at => next,
                _ => end,
            };
        }
        self.flush();
    }

    /// The line begins another page in the same file.
    fn another_page(&mut self, line: &Range<usize>) -> bool {
        let text = self.text(line);
        let begins = starts_with_ignore_case(text, "namespace:") && !text[10..].trim().contains(' ')
            || text == "Skip to content"
            || text == "File metadata and controls"
            || text == "---" && self.text(&(line.end..self.source.len())).trim_start().starts_with("title:")
            || self.rendered_entry(line).is_some_and(|(key, _)| self.text(&key) == "title");
        if !(begins && self.complete) {
            return false;
        }
        let message = "another captured page begins here; only the first one is read";
        self.findings.push(Diagnostic::new(Code::SeveralCaptures, self.span(line), message));
        true
    }

    fn flush(&mut self) {
        if let Some(range) = self.paragraph.take() {
            self.builder.paragraph(redecorate::markdown(self.file, self.source, range.clone()), &range);
        }
    }

    /// Reads what begins at a line; the place behind it where that is not the line's end.
    fn line(&mut self, line: &Range<usize>) -> Option<usize> {
        let text = self.text(line);
        if self.ended {
            self.prose(line);
            return None;
        }
        if text.contains("[!INCLUDE") {
            return Some(self.includes(line));
        }
        if !self.glued()
            && let Some(what) = self.announces(line)
        {
            self.flush();
            self.heading(what, line);
            return None;
        }
        if let Some((opening, first)) = traffic::opening(self.source, line.clone(), self.glued()) {
            return Some(self.traffic(&opening, first));
        }
        if text.starts_with('{') || text.starts_with('[') && text.len() <= 2 {
            return self.json(line);
        }
        if let Some(next) = self.table(line) {
            return Some(next);
        }
        self.prose(line);
        None
    }

    fn announces(&self, line: &Range<usize>) -> Option<Announces> {
        if self.form == Form::GithubFile {
            // A heading stands between blank lines.
            let before = self.source[..line.start].trim_end_matches([' ', '\t', '\r', '\u{a0}']);
            let before = before.strip_suffix('\n').unwrap_or(before).trim_end_matches([' ', '\t', '\r', '\u{a0}']);
            let after = traffic::line_end(self.source, line.end);
            let next = trim_range(self.source, after..traffic::line_end(self.source, after));
            if !(before.is_empty() || before.ends_with('\n')) || !next.is_empty() {
                return None;
            }
        }
        announces(self.text(line), self.examples.inside)
    }

    fn heading(&mut self, what: Announces, line: &Range<usize>) {
        let text = self.text(line);
        let lower = text.to_lowercase();
        self.complete |= what != Announces::OfType;
        let level = match what {
            // Some examples call their request `HTTP request`.
            Announces::Section if self.examples.inside && lower.starts_with("http request") => {
                2 + u8::from(self.examples.group) + u8::from(self.examples.numbered)
            }
            Announces::Section => {
                let example = lower.starts_with("example");
                self.examples = Examples { inside: example, group: example, ..Examples::default() };
                2
            }
            Announces::Example => {
                let group = self.examples.group;
                self.examples = Examples { inside: true, numbered: true, group, waiting: false };
                if group { 3 } else { 2 }
            }
            Announces::Side => {
                self.examples.waiting &= !lower.starts_with("response");
                2 + u8::from(self.examples.group) + u8::from(self.examples.numbered)
            }
            Announces::OfType => 3,
            Announces::End => {
                self.ended = true;
                2
            }
        };
        self.builder.heading(level, text, line);
    }

    /// Each `[!INCLUDE label]` of a line; the rest of the line is read on its own.
    fn includes(&mut self, line: &Range<usize>) -> usize {
        let text = self.text(line);
        let open = text.find("[!INCLUDE").unwrap_or(0);
        if open > 0 {
            let before = trim_range(self.source, line.start..line.start + open);
            let message = traffic::opening(self.source, before.clone(), self.glued());
            if let Some((opening, first)) = message {
                self.traffic(&opening, first);
            } else {
                self.prose(&before);
            }
        }
        self.flush();
        let Some(length) = text[open..].find(']') else { return line.end };
        let label = trim_range(self.source, line.start + open + "[!INCLUDE".len()..line.start + open + length);
        let words = self.text(&label).trim_start_matches('[');
        if words == "permissions-table" && self.glued() {
            self.rendered.permissions(&mut self.builder, label.start);
        }
        self.builder.include(words, &label);
        line.start + open + length + 1
    }

    fn traffic(&mut self, opening: &Opening, first: Range<usize>) -> usize {
        self.flush();
        match opening {
            Opening::Foreign => {
                let message = "this request goes to another host than graph.microsoft.com and is not read";
                self.findings.push(Diagnostic::new(Code::ForeignHost, self.span(&first), message));
                // Its headers and its body are no part of the API either.
                return self.message(first).whole.end;
            }
            Opening::Request { absolute } => {
                if self.glued() {
                    let template = !*absolute && !self.has_more(&first);
                    self.rendered.request(&mut self.builder, first.start, template);
                    self.examples.inside = self.rendered.in_examples();
                }
                if !*absolute && !self.examples.inside {
                    self.complete = true;
                    return self.templates(first);
                }
                self.examples.waiting = self.examples.inside;
            }
            Opening::Status => {
                if self.glued() {
                    self.rendered.status(&mut self.builder, first.start);
                }
                self.examples.waiting = false;
            }
        }
        self.complete = true;
        let message = self.message(first);
        self.fence("http", &message)
    }

    /// The message that begins with a line.
    fn message(&self, first: Range<usize>) -> traffic::MessageRange {
        let in_example = self.examples.inside;
        traffic::message(self.source, first, self.glued(), &|line| announces(line, in_example).is_some())
    }

    /// Headers or a body follow: what a documented request line never has.
    fn has_more(&self, first: &Range<usize>) -> bool {
        self.message(first.clone()).whole.end > first.end
    }

    /// Documented request lines that follow one another are one code block.
    fn templates(&mut self, first: Range<usize>) -> usize {
        let mut whole = first;
        for line in lines(self.source, whole.end..self.source.len()) {
            let inner = trim_range(self.source, line);
            if inner.is_empty() && inner.start <= whole.end {
                continue;
            }
            if !self.source[whole.end..inner.start].chars().all(is_blank) {
                break;
            }
            match traffic::opening(self.source, inner, self.glued()) {
                Some((Opening::Request { absolute: false }, range)) => whole.end = range.end,
                _ => break,
            }
        }
        let code = Text::slice(self.file, self.source, whole.clone());
        self.builder.fence("http", code, &whole);
        whole.end
    }

    fn fence(&mut self, language: &'static str, message: &traffic::MessageRange) -> usize {
        if message.cut {
            let text = "the captured text ends inside this code block; what follows on the page is missing";
            let end = message.whole.end;
            self.findings.push(Diagnostic::new(Code::CaptureCut, self.span(&(message.whole.start..end)), text));
        }
        let code = Text::slice(self.file, self.source, message.whole.clone());
        self.builder.fence(language, code, &message.whole);
        message.whole.end
    }

    /// JSON without a request or a status line in front.
    fn json(&mut self, line: &Range<usize>) -> Option<usize> {
        if self.examples.waiting && self.form == Form::SiteText {
            return None;
        }
        self.flush();
        if self.glued() {
            self.rendered.json(&mut self.builder, line.start);
        }
        let in_example = self.examples.inside;
        let body = traffic::body(self.source, line.start, line.start, &|line| announces(line, in_example).is_some());
        Some(self.fence("json", &body))
    }

    fn prose(&mut self, line: &Range<usize>) {
        if self.form == Form::SiteText && self.examples.waiting {
            // Between a request and its response the site shows the same request in other languages.
            self.builder.infer(Inferred::ForeignCode, "", line);
            return;
        }
        if self.glued() && !self.ended {
            self.flush();
            let near = self.request_is_near(line);
            let text = self.text(line);
            self.rendered.paragraph(&mut self.builder, text, line.start, near);
            self.examples.inside = self.rendered.in_examples();
        }
        match &mut self.paragraph {
            // Blank lines part paragraphs in GitHub's file view only; elsewhere each line is one.
            Some(range) if self.form == Form::GithubFile => range.end = line.end,
            _ => {
                self.flush();
                self.paragraph = Some(line.clone());
            }
        }
    }

    /// An example request follows, with at most one line of prose between.
    fn request_is_near(&self, line: &Range<usize>) -> bool {
        let next = traffic::line_end(self.source, line.end);
        lines(self.source, next..self.source.len())
            .filter(|line| !self.text(line).chars().all(is_blank))
            .take(2)
            .take_while(|line| !matches!(traffic::opening(self.source, line.clone(), true), Some((Opening::Status, _))))
            .any(|line| matches!(traffic::opening(self.source, line, true), Some((Opening::Request { absolute: true }, _))))
    }
}
