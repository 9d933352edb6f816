//! Reads a capture that is plain text, line by line: text of the rendered site, GitHub's rendered view, GitHub's file view.

use std::ops::Range;

use super::super::outline::{Outline, Table, TableRow};
use super::super::row::{cells, is_delimiter};
use super::super::text::{Text, is_blank, lines, starts_with_ignore_case, trim_range};
use super::builder::Builder;
use super::detect::{flat_key, is_chrome, is_key};
use super::headings::{Announces, announces};
use super::rendered_sections::RenderedSections;
use super::traffic::{self, Opening};
use super::{flat_table, redecorate, title};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Form, Inferred};
use crate::source::{FileId, Span, Spanned};

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
        reader.rendered.set_operation(lines(source, start..source.len()).any(template));
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

    /// Front matter and title; the place where the page's text begins.
    fn top(&mut self) -> usize {
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
    fn rendered_entry(&self, line: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
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
                return first.end;
            }
            Opening::Request { absolute } => {
                if self.glued() {
                    self.rendered.request(&mut self.builder, first.start, *absolute);
                    self.examples.inside = self.rendered.in_examples();
                }
                if !*absolute && !self.examples.inside {
                    self.complete = true;
                    return self.templates(first);
                }
                self.examples.waiting = true;
            }
            Opening::Status => {
                if self.glued() {
                    self.rendered.status(&mut self.builder, first.start);
                }
                self.examples.waiting = false;
            }
        }
        self.complete = true;
        let in_example = self.examples.inside;
        let message = traffic::message(self.source, first, self.glued(), &|line| announces(line, in_example).is_some());
        self.fence("http", &message)
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

    /// The table that begins at a line; the place behind it.
    fn table(&mut self, line: &Range<usize>) -> Option<usize> {
        let found = match self.form {
            Form::GithubRendered => self.pipe_table(line),
            Form::SiteText => self.cell_table(line),
            _ => self.flat_table(line),
        };
        let (table, whole) = found?;
        self.flush();
        if self.glued() {
            let titles: Vec<String> = table.header.cells.iter().map(|cell| cell.raw.to_lowercase()).collect();
            self.rendered.table(&mut self.builder, &titles, &table, whole.start);
        }
        self.builder.table(table, &whole);
        Some(whole.end)
    }

    fn row(&self, cells: Vec<Range<usize>>, whole: &Range<usize>) -> TableRow<'a> {
        let cells = cells.into_iter().map(|cell| redecorate::markdown(self.file, self.source, cell)).collect();
        TableRow { span: self.span(whole), cells }
    }

    /// A table with its pipes.
    fn pipe_table(&self, line: &Range<usize>) -> Option<(Table<'a>, Range<usize>)> {
        let next = traffic::line_end(self.source, line.end);
        let delimiter = trim_range(self.source, next..traffic::line_end(self.source, next));
        if !self.text(line).starts_with('|') || !is_delimiter(self.text(&delimiter)) {
            return None;
        }
        let piped = |line: &Range<usize>| {
            let ranges = cells(self.source, line.clone(), self.file).iter().map(|cell| cell.span().range()).collect();
            self.row(ranges, line)
        };
        let header = piped(line);
        let mut table = Table { width: header.cells.len(), header, rows: Vec::new() };
        let mut end = delimiter.end;
        for line in lines(self.source, traffic::line_end(self.source, delimiter.end)..self.source.len()) {
            let inner = trim_range(self.source, line);
            let below = traffic::line_end(self.source, inner.end);
            let below = trim_range(self.source, below..traffic::line_end(self.source, below));
            // A delimiter below makes this line the header of the next table.
            if !self.text(&inner).starts_with('|') || is_delimiter(self.text(&below)) {
                break;
            }
            // The last row may have the next block glued on.
            let close = self.text(&inner).rfind('|').map_or(inner.end, |at| inner.start + at + 1);
            table.rows.push(piped(&(inner.start..close)));
            end = close;
            if close < inner.end {
                break;
            }
        }
        Some((table, line.start..end))
    }

    /// `| a |` opens a row; the further cells, `b |`, have a line each.
    fn cell_table(&self, line: &Range<usize>) -> Option<(Table<'a>, Range<usize>)> {
        if !self.text(line).starts_with("| ") {
            return None;
        }
        let mut rows: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
        let mut open: Option<Range<usize>> = None;
        for next in lines(self.source, line.start..self.source.len()) {
            let inner = trim_range(self.source, next);
            let text = self.text(&inner);
            let opens = text.starts_with("| ") || text == "|" && open.is_none() && rows.last().is_none_or(|row| row.1.is_empty());
            let width = rows.first().map_or(0, |row| row.1.len());
            let full = rows.len() > 1 && rows.last().is_some_and(|row| row.1.len() >= width) && open.is_none();
            if text.is_empty() || full && !opens {
                break;
            }
            if opens && open.is_none() {
                rows.push((inner.clone(), Vec::new()));
            }
            let start = if opens { trim_range(self.source, inner.start + 1..inner.end).start } else { inner.start };
            let cell_start = open.take().map_or(start, |cell: Range<usize>| cell.start);
            let Some(row) = rows.last_mut() else { break };
            row.0.end = inner.end;
            match text.strip_suffix('|') {
                Some(_) => row.1.push(trim_range(self.source, cell_start.min(inner.end - 1)..inner.end - 1)),
                // A cell of several lines goes on, while its row is not full; what has no end is no cell.
                None if rows.len() == 1 => return None,
                None => open = Some(cell_start..inner.end),
            }
        }
        if let (Some(_), Some(row)) = (&open, rows.last_mut()) {
            // A cell that nothing closes: the text ran on behind the table, or was cut.
            row.0.end = row.1.last().map_or(row.0.start, |cell| cell.end);
        }
        let mut rows = rows.into_iter();
        let (header_range, header) = rows.next()?;
        let header = self.row(header, &header_range);
        let mut end = header_range.end;
        let mut table = Table { width: header.cells.len(), header, rows: Vec::new() };
        for (range, cells) in rows {
            end = range.end.max(end);
            table.rows.push(self.row(cells, &range));
        }
        Some((table, line.start..end))
    }

    /// A header line of known titles, then one row a line.
    fn flat_table(&mut self, line: &Range<usize>) -> Option<(Table<'a>, Range<usize>)> {
        let header = flat_table::header(self.source, line.clone())?;
        let titles: Vec<String> = header.iter().map(|range| self.text(range).to_lowercase()).collect();
        let header = self.row(header, line);
        let mut table = Table { width: header.cells.len(), header, rows: Vec::new() };
        let mut end = line.end;
        for next in lines(self.source, traffic::line_end(self.source, line.end)..self.source.len()) {
            let inner = trim_range(self.source, next);
            if inner.is_empty() {
                break;
            }
            if let Some(split) = flat_table::row(self.source, &titles, inner.clone()) {
                if split.guessed {
                    let ty = split.cells.get(1).cloned().unwrap_or_else(|| inner.clone());
                    self.builder.infer(Inferred::TypeCell, self.text(&ty), &ty);
                }
                table.rows.push(self.row(split.cells, &inner));
            } else {
                // A cell of several lines goes on.
                let more = redecorate::markdown(self.file, self.source, inner.clone());
                table.rows.last_mut()?.cells.last_mut()?.append(" ", &more);
            }
            end = inner.end;
        }
        Some((table, line.start..end))
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
