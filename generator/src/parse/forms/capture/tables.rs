//! Tables as each form shows them: with their pipes, one cell a line, or the cells of a row joined by blanks.

use std::ops::Range;

use super::super::super::outline::{Table, TableRow};
use super::super::super::row::{cells, is_delimiter};
use super::super::super::text::{lines, trim_range};
use super::super::{flat_table, redecorate, traffic};
use super::Reader;
use crate::page::{Form, Inferred};

impl<'a> Reader<'a, '_> {
    /// The table that begins at a line; the place behind it.
    pub(super) fn table(&mut self, line: &Range<usize>) -> Option<usize> {
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
            let mut split = flat_table::row(self.source, &titles, inner.clone());
            if split.is_none() && table.rows.is_empty() {
                split = flat_table::first_row(self.source, &titles, inner.clone());
            }
            if let Some(split) = split {
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
