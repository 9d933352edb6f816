//! Which table is what, and its rows as facts: members, parameters, headers, methods, permissions, enumerations.

use super::columns::Columns;
use super::enumerations;
use super::inline::visible;
use super::markers;
use super::outline::{Table, TableRow};
use super::permissions;
use super::reading::{Reading, Side};
use super::sections::{path, within};
use super::text::{Text, starts_with_ignore_case};
use super::type_text;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{HeaderRow, MethodRow, Row, RowKind, SectionClass, TypeText};
use crate::source::{Span, Spanned};

/// Reads a table into the page.
pub(super) fn read(reading: &mut Reading<'_, '_>, table: &Table<'_>, section: Option<usize>, span: Span) {
    let columns = Columns::of(table);
    let number = reading.tables;
    reading.tables += 1;
    let class = reading.class(section);
    // A body's table with a type column may sort its rows by the type of a permission that is sent.
    let of_body = class == SectionClass::RequestBody && columns.ty.is_some();
    let placed = class == SectionClass::Permissions || (reading.side != Side::Resources && !of_body);
    if permissions::is_header(&columns.titles) && placed {
        let read = permissions::read(table, &columns.titles, section, span);
        reading.page.permissions.push(read);
        return;
    }
    if enumerations::is_enumeration(reading, &columns, section) {
        enumerations::read(reading, table, &columns, section);
        return;
    }
    if is_header_table(reading, &columns, section) {
        if class != SectionClass::ResponseHeaders && reading.side == Side::Api {
            headers(reading, table);
        }
        return;
    }
    if class == SectionClass::Methods || columns.titled(&["method", "methods", "function", "task", "common task", "action name"])
    {
        methods(reading, table, &columns);
        return;
    }
    if let Some(kind) = row_kind(reading, &columns, section) {
        widths(reading, table);
        rows(reading, table, &columns, section, kind, number);
    } else if columns.ty.is_some() && !columns.first_is_name() {
        let message = format!("nothing is known of a table whose first column is `{}`", columns.first());
        reading.findings.push(Diagnostic::new(Code::UnreadTable, table.header.span, message));
    }
}

fn is_header_table(reading: &Reading<'_, '_>, columns: &Columns, section: Option<usize>) -> bool {
    columns.titled(&["header", "headers", "request header", "header name"])
        || matches!(reading.class(section), SectionClass::RequestHeaders | SectionClass::ResponseHeaders)
}

/// What kind of rows a table of names and types holds; `None` where it holds something else.
fn row_kind(reading: &Reading<'_, '_>, columns: &Columns, section: Option<usize>) -> Option<RowKind> {
    let sections = &reading.page.sections;
    let class = reading.class(section);
    let named = columns.first_is_name();
    if columns.ty.is_none() {
        let parameters = matches!(
            class,
            SectionClass::RequestBody
                | SectionClass::QueryParameters
                | SectionClass::FunctionParameters
                | SectionClass::PathParameters
        );
        let plain = columns.titled(&["property", "parameter", "relationship", "property name", "parameter name"]);
        if !(plain || reading.side == Side::Api && named && parameters) {
            return None;
        }
    }
    if reading.side == Side::Resources {
        let members = path(sections, section).any(|section| starts_with_ignore_case(&section.heading.value, "propert"))
            || within(sections, section, SectionClass::Relationships);
        if !named && !matches!(class, SectionClass::Properties | SectionClass::Relationships) {
            return None;
        }
        if columns.titled(&["parameter", "parameters", "parameter name", "query parameter"]) {
            return Some(RowKind::Parameter);
        }
        if columns.first_is_relationship() || within(sections, section, SectionClass::Relationships) {
            return Some(RowKind::Relationship);
        }
        return (members || !reading.conceptual).then_some(RowKind::Property);
    }
    if !named {
        return None;
    }
    let above = |wanted: &[SectionClass]| path(sections, section).any(|section| wanted.contains(&section.class));
    Some(if above(&[SectionClass::RequestBody]) {
        RowKind::Body
    } else if above(&[SectionClass::Response, SectionClass::ExampleResponse]) {
        RowKind::Response
    } else if above(&[SectionClass::QueryParameters]) || columns.titled(&["query parameter"]) {
        RowKind::Query
    } else if above(&[SectionClass::FunctionParameters, SectionClass::PathParameters])
        || path(sections, section).any(|section| section.heading.value.to_lowercase().ends_with("parameters"))
    {
        RowKind::Parameter
    } else {
        RowKind::Other
    })
}

/// Rows of names, types and descriptions.
fn rows(
    reading: &mut Reading<'_, '_>,
    table: &Table<'_>,
    columns: &Columns,
    section: Option<usize>,
    kind: RowKind,
    number: usize,
) {
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let name = visible(&first.raw);
        if name.is_empty() || columns.is_group_title(row, &name) {
            continue;
        }
        let (name, note) = split_note(&name);
        let name = Spanned::new(name.to_owned(), name_span(first, name));
        let ty = match columns.ty.and_then(|column| row.cells.get(column)) {
            Some(cell) => type_text::read(cell, reading.links),
            None => TypeText { text: Spanned::new(String::new(), end_of(name.span)), collection: false, names: Vec::new() },
        };
        let description = columns.description(row, first);
        let mut markers = markers::read(&description, reading.links);
        if let Some(required) = columns.required.and_then(|column| row.cells.get(column)) {
            markers.required = yes_or_no(&visible(&required.raw)).or(markers.required);
        }
        if note.is_some_and(|note| note.to_ascii_lowercase().contains("deprecated")) {
            markers.deprecated = true;
        }
        let fact = Row {
            name,
            span: row.span,
            note: note.map(str::to_owned),
            kind,
            section,
            table: number,
            ty,
            description: description.trimmed(),
            markers,
        };
        if matches!(kind, RowKind::Property | RowKind::Relationship) {
            reading.page.members.push(fact);
        } else {
            reading.page.rows.push(fact);
        }
    }
}

/// The place of a name within its cell, without decoration.
fn name_span(cell: &Text<'_>, name: &str) -> Span {
    match cell.raw.find(name) {
        Some(at) => cell.span_of(at..at + name.len()),
        None => cell.span(),
    }
}

fn end_of(span: Span) -> Span {
    Span { start: span.end, ..span }
}

/// `name (note)`: the note says something about the row.
fn split_note(name: &str) -> (&str, Option<&str>) {
    let Some((word, rest)) = name.split_once('(') else { return (name, None) };
    let word = word.trim_end();
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '@' | '#' | '$' | '_' | '.' | '-'));
    match rest.strip_suffix(')') {
        Some(note) if plain && !note.contains(['(', ')']) => (word, Some(note.trim())),
        _ => (name, None),
    }
}

fn yes_or_no(cell: &str) -> Option<bool> {
    let cell = cell.trim_end_matches('.');
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if is(&["yes", "y", "required", "true"]) {
        Some(true)
    } else if is(&["no", "n", "optional", "not required", "false"]) {
        Some(false)
    } else {
        None
    }
}

/// Reports rows and delimiters whose number of cells differs from the header's, one finding a table.
fn widths(reading: &mut Reading<'_, '_>, table: &Table<'_>) {
    let titles = table.header.cells.len() - table.header.cells.iter().rev().take_while(|cell| cell.is_blank()).count();
    let width = table.header.cells.len();
    if table.width != width {
        let message = format!("the header has {width} cells, the line below it {}", table.width);
        reading.findings.push(Diagnostic::new(Code::MissingDelimiterCells, table.header.span, message));
    }
    let report = |found: Option<&TableRow<'_>>, code: Code, reading: &mut Reading<'_, '_>| {
        if let Some(row) = found {
            let message = format!("this row has {} cells, the table has {width}", row.cells.len());
            reading.findings.push(Diagnostic::new(code, row.span, message));
        }
    };
    let wide = table.rows.iter().find(|row| row.cells.iter().skip(width).any(|cell| !cell.is_blank()));
    report(wide, Code::RowTooWide, reading);
    let narrow = table.rows.iter().find(|row| row.cells.len() < titles && row.cells.len() > 1);
    report(narrow, Code::RowTooNarrow, reading);
}

fn headers(reading: &mut Reading<'_, '_>, table: &Table<'_>) {
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let name = visible(&first.raw);
        if name.is_empty() {
            continue;
        }
        let mut others = row.cells.iter().skip(1).filter(|cell| !cell.is_blank());
        let description = match others.next() {
            Some(cell) => {
                let mut value = cell.raw.as_ref().to_owned();
                let mut span = cell.span();
                for other in others {
                    value.push(' ');
                    value.push_str(&other.raw);
                    span = span.to(other.span());
                }
                Spanned::new(value, span)
            }
            None => Spanned::new(String::new(), end_of(first.span())),
        };
        let lower = description.value.to_ascii_lowercase();
        let required = lower.contains("required") && !lower.contains("not required") && !lower.contains("optional");
        let span = name_span(first, &name);
        reading.page.request_headers.push(HeaderRow { name: Spanned::new(name, span), description, required });
    }
}

fn methods(reading: &mut Reading<'_, '_>, table: &Table<'_>, columns: &Columns) {
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let name = visible(&first.raw);
        if name.is_empty() || columns.is_group_title(row, &name) {
            continue;
        }
        let link = super::inline::links(first, reading.links).into_iter().find_map(|link| link.target);
        let ty = match columns.ty.and_then(|column| row.cells.get(column)) {
            Some(cell) => type_text::read(cell, reading.links),
            None => TypeText { text: Spanned::new(String::new(), end_of(first.span())), collection: false, names: Vec::new() },
        };
        let description = columns.description(row, first).trimmed();
        let span = name_span(first, &name);
        reading.page.methods.push(MethodRow { name: Spanned::new(name, span), link, ty, description });
    }
}
