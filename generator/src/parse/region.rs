//! The lines between headings and code blocks: paragraphs, includes, and tables of every shape that authors write.

use std::ops::Range;

use super::masking::unquoted;
use super::outline::{Content, Table, TableRow};
use super::row::{cells, is_delimiter};
use super::text::{Text, is_blank, lines, starts_with_ignore_case, trim_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Include;
use crate::source::{FileId, Span, Spanned};

/// What a region holds, in order.
pub(super) enum Part<'a> {
    Block(Content<'a>),
    /// A heading whose number signs touch its text.
    Heading(u8),
    Rule,
}

/// Reads a region.
pub(super) fn read<'a>(
    source: &'a str,
    range: Range<usize>,
    file: FileId,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(Range<usize>, Part<'a>)> {
    let lines: Vec<Range<usize>> = lines(source, range).collect();
    let mut reader = Reader { source, file, findings, out: Vec::new(), paragraph: None };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        if let Some(next) = reader.table(&lines, index) {
            index = next;
        } else {
            reader.line(line.clone());
            index += 1;
        }
    }
    reader.flush();
    reader.out
}

struct Reader<'a, 'f> {
    source: &'a str,
    file: FileId,
    findings: &'f mut Vec<Diagnostic>,
    out: Vec<(Range<usize>, Part<'a>)>,
    paragraph: Option<(Range<usize>, Text<'a>)>,
}

impl<'a> Reader<'a, '_> {
    fn text(&self, line: &Range<usize>) -> &'a str {
        self.source.get(line.clone()).unwrap_or("")
    }

    fn flush(&mut self) {
        if let Some((range, text)) = self.paragraph.take() {
            self.out.push((range, Part::Block(Content::Paragraph(text))));
        }
    }

    fn line(&mut self, line: Range<usize>) {
        let text = self.text(&line);
        let inner = unquoted(text);
        if inner.chars().all(is_blank) {
            self.flush();
            return;
        }
        if is_rule(text) {
            self.flush();
            self.out.push((line, Part::Rule));
            return;
        }
        if let Some(level) = tight_heading(text) {
            self.flush();
            let span = Span::new(self.file, line.start, line.end);
            self.findings.push(Diagnostic::new(
                Code::HeadingMissingBlank,
                span,
                "a blank is missing between the number signs and the heading",
            ));
            self.out.push((line, Part::Heading(level)));
            return;
        }
        if is_definition(text) {
            self.flush();
            return;
        }
        if text.contains("[!") {
            let only = self.includes(&line);
            if only {
                return;
            }
        }
        let start = line.start + (text.len() - inner.len());
        let end = line.end;
        match &mut self.paragraph {
            Some((range, paragraph)) => {
                // Lines that follow one another stay one slice of the page; a quote mark between them is left out.
                if start == line.start && self.source.get(range.end..line.start).is_some_and(|gap| gap == "\n") {
                    paragraph.push("", self.source, range.end..end);
                } else {
                    paragraph.push("\n", self.source, start..end);
                }
                range.end = end;
            }
            None => self.paragraph = Some((line.start..end, Text::slice(self.file, self.source, start..end))),
        }
    }

    /// The includes of a line; says whether the line holds nothing else.
    fn includes(&mut self, line: &Range<usize>) -> bool {
        let text = self.text(line);
        let mut at = 0;
        let mut other = false;
        let mut found = false;
        while let Some(offset) = text[at..].find("[!") {
            let open = at + offset;
            other |= !text[at..open].trim_matches(|c: char| is_blank(c) || matches!(c, '>' | '*' | '-')).is_empty();
            at = open + 2;
            let Some(include) = self.include(line.start, text, open) else {
                other = true;
                continue;
            };
            if !found {
                self.flush();
            }
            found = true;
            at = include.0;
            let whole = line.start + open..line.start + at;
            self.out.push((whole, Part::Block(Content::Include(include.1))));
        }
        other |= !text[at..].chars().all(is_blank);
        found && !other
    }

    fn include(&self, base: usize, text: &str, open: usize) -> Option<(usize, Include)> {
        let rest = text.get(open..)?;
        if !starts_with_ignore_case(rest, "[!include") {
            return None;
        }
        let label = open + 9 + rest.get(9..)?.find('[')? + 1;
        let label_end = label + text.get(label..)?.find(']')?;
        let target = label_end + 2;
        if text.get(label_end + 1..target) != Some("(") {
            return None;
        }
        let target_end = target + text.get(target..)?.find(')')?;
        let end = if text.as_bytes().get(target_end + 1) == Some(&b']') { target_end + 2 } else { target_end + 1 };
        let spanned = |range: Range<usize>| {
            let span = Span::new(self.file, base + range.start, base + range.end);
            Spanned::new(text[range].trim().to_owned(), span)
        };
        Some((end, Include { label: spanned(label..label_end), target: spanned(target..target_end), section: None }))
    }

    /// Reads the table whose header is line `index`, if there is one; the number of the line behind it.
    fn table(&mut self, lines: &[Range<usize>], index: usize) -> Option<usize> {
        let header = lines.get(index)?;
        let delimiter = lines.get(index + 1)?;
        let text = self.text(header);
        if !text.contains('|') || !is_delimiter(self.text(delimiter)) || is_delimiter(text) {
            return None;
        }
        self.flush();
        let delimiters = cells(self.source, delimiter.clone(), self.file).len();
        let mut table = Table { header: self.row(header), width: delimiters, rows: Vec::new() };
        let width = table.header.cells.len();
        let piped = unquoted(text).starts_with('|');
        let mut next = index + 2;
        let mut end = delimiter.end;
        let mut first_detached = None;
        while let Some(line) = lines.get(next) {
            let text = self.text(line);
            if text.chars().all(is_blank) {
                let Some(row) = self.detached(lines, next, width) else { break };
                let span = Span::new(self.file, lines[row].start, lines[row].end);
                first_detached.get_or_insert(span);
                next = row;
                continue;
            }
            if !text.contains('|') || self.starts_table(lines, next) || text.trim_start().starts_with('#') {
                break;
            }
            let row = self.row(line);
            let continues = piped && !unquoted(text).starts_with('|') && row.cells.len() != width;
            match table.rows.last_mut() {
                Some(last) if continues => join(last, self.source, line),
                _ => table.rows.push(row),
            }
            end = line.end;
            next += 1;
        }
        if let Some(span) = first_detached {
            self.findings.push(Diagnostic::new(Code::DetachedRow, span, "a blank line cuts this row off its table"));
        }
        self.out.push((header.start..end, Part::Block(Content::Table(table))));
        Some(next)
    }

    fn row(&self, line: &Range<usize>) -> TableRow<'a> {
        let inner = trim_range(self.source, line.clone());
        TableRow { span: Span::new(self.file, inner.start, inner.end), cells: cells(self.source, line.clone(), self.file) }
    }

    /// Another table starts at the line.
    fn starts_table(&self, lines: &[Range<usize>], index: usize) -> bool {
        lines.get(index + 1).is_some_and(|next| is_delimiter(self.text(next)))
            && cells(self.source, lines[index].clone(), self.file).len() > 1
    }

    /// The next row of the same table behind blank lines.
    fn detached(&self, lines: &[Range<usize>], blank: usize, width: usize) -> Option<usize> {
        let row = (blank..lines.len()).find(|&index| !self.text(&lines[index]).chars().all(is_blank))?;
        let text = self.text(&lines[row]);
        let fits = unquoted(text).starts_with('|')
            && !is_delimiter(text)
            && !lines.get(row + 1).is_some_and(|next| is_delimiter(self.text(next)))
            && cells(self.source, lines[row].clone(), self.file).len().abs_diff(width) <= 1;
        fits.then_some(row)
    }
}

/// A row that was broken over two lines: the rest belongs to the last cell.
fn join<'a>(row: &mut TableRow<'a>, source: &'a str, line: &Range<usize>) {
    let rest = source.get(line.clone()).unwrap_or("").trim_end_matches(|c: char| is_blank(c) || c == '|');
    let rest = trim_range(source, line.start..line.start + rest.len());
    row.span.end = u32::try_from(line.end).unwrap_or(u32::MAX);
    if let Some(cell) = row.cells.last_mut() {
        cell.push(" ", source, rest);
    }
}

fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let Some(first) = text.bytes().next() else { return false };
    matches!(first, b'-' | b'*' | b'_')
        && text.bytes().all(|byte| byte == first || byte == b' ')
        && text.bytes().filter(|&byte| byte == first).count() >= 3
}

/// `##Heading`: no heading by the book.
fn tight_heading(text: &str) -> Option<u8> {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[indent..];
    let level = rest.bytes().take_while(|&byte| byte == b'#').count();
    let next = rest[level..].chars().next()?;
    (indent <= 3 && (2..=6).contains(&level) && next.is_alphanumeric()).then(|| u8::try_from(level).unwrap_or(6))
}

/// `[label]: target`
fn is_definition(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('[') && !text.starts_with("[!") && text.find("]:").is_some_and(|at| at > 1 && !text[1..at].contains(']'))
}
