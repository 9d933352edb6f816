//! Permission tables, in the form of 2021 (one list a row) and of today (least and higher privileged).

use super::inline::visible;
use super::outline::{Table, TableRow};
use super::text::find_ignore_case;
use crate::page::{PermissionRow, PermissionTable};
use crate::source::{Span, Spanned};

/// Whether a header row is one of a permission table.
pub(super) fn is_header(header: &[String]) -> bool {
    header.first().is_some_and(|first| first == "permission type" || first == "permission") || kind_columns(header).count() > 1
}

/// Columns that name a kind of caller.
fn kind_columns(header: &[String]) -> impl Iterator<Item = usize> + '_ {
    let kind = |cell: &String| cell.starts_with("delegated") || cell.starts_with("application");
    header.iter().enumerate().filter(move |(index, cell)| *index > 0 && kind(cell)).map(|(index, _)| index)
}

/// Reads a table whose header passed [`is_header`].
pub(super) fn read(table: &Table<'_>, header: &[String], section: Option<usize>, span: Span) -> PermissionTable {
    let most_first = header.iter().any(|cell| find_ignore_case(cell, "from most to least", 0).is_some());
    let columns: Vec<usize> = kind_columns(header).collect();
    let rows = if columns.len() > 1 { by_column(table, &columns) } else { by_row(table, header) };
    PermissionTable { span, section, most_first, rows }
}

/// Rows name what is accessed, columns the kind of caller.
fn by_column(table: &Table<'_>, columns: &[usize]) -> Vec<PermissionRow> {
    let mut out = Vec::new();
    for row in &table.rows {
        let scope = cell(row, 0);
        for &column in columns {
            let Some(label) = cell(&table.header, column) else { continue };
            out.push(PermissionRow { label, scope: scope.clone(), least: cell(row, column), higher: None });
        }
    }
    out
}

/// Rows name the kind of caller. A row below one without permissions of its own, indented by no-break spaces, is a part
/// of it: a workload.
fn by_row(table: &Table<'_>, header: &[String]) -> Vec<PermissionRow> {
    let modern = header.get(1).is_some_and(|title| title.starts_with("least"));
    let mut out: Vec<PermissionRow> = Vec::new();
    let mut caller: Option<Spanned<String>> = None;
    for row in &table.rows {
        let Some(label) = cell(row, 0) else { continue };
        let first = row.cells.first().map_or("", |cell| cell.raw.as_ref());
        let indented = first.starts_with("&nbsp;") || first.starts_with("&emsp;") || first.starts_with('\u{a0}');
        if indented && let Some(caller) = &caller {
            out.push(PermissionRow { label: caller.clone(), scope: Some(label), least: cell(row, 1), higher: None });
            continue;
        }
        if !modern && header.len() > 2 {
            // One column for each situation: acting on oneself, on others.
            for column in 1..header.len() {
                let scope = cell(&table.header, column);
                out.push(PermissionRow { label: label.clone(), scope, least: cell(row, column), higher: None });
            }
            continue;
        }
        caller = Some(label.clone());
        out.push(PermissionRow { label, scope: None, least: cell(row, 1), higher: if modern { cell(row, 2) } else { None } });
    }
    out
}

/// The visible text of a cell; `None` where it is empty.
fn cell(row: &TableRow<'_>, index: usize) -> Option<Spanned<String>> {
    let cell = row.cells.get(index)?;
    let text = visible(&cell.raw);
    (!text.is_empty()).then(|| Spanned::new(text, cell.span()))
}
