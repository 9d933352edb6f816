//! Tables of enumeration members, and the name of the enumeration they belong to.

use super::columns::Columns;
use super::inline::visible;
use super::outline::Table;
use super::reading::{Reading, Side};
use super::text::Text;
use crate::page::{EnumerationMember, EnumerationTable, Inferred, SectionClass};
use crate::source::{Span, Spanned};

/// Titles of a first column that may hold members where the section is about an enumeration.
const MEMBERS: [&str; 11] = [
    "value",
    "values",
    "enum value",
    "enum values",
    "type value",
    "possible values",
    "possible value",
    "name",
    "enumeration",
    "string value",
    "string",
];

/// Titles of a column that holds the members' numbers.
const NUMBERS: [&str; 4] = ["value", "int value", "values", "numeric value"];

/// Whether a table lists members.
pub(super) fn is_enumeration(reading: &Reading<'_, '_>, columns: &Columns, section: Option<usize>) -> bool {
    if columns.ty.is_some() || matches!(reading.class(section), SectionClass::Methods | SectionClass::SeeAlso) {
        return false;
    }
    if columns.titled(&["member", "members", "member name", "enum member"]) {
        return true;
    }
    let about = reading.enumeration_page || ends_as_enumeration(reading.heading(section));
    reading.side == Side::Resources && about && (columns.titled(&MEMBERS) || columns.first().ends_with(" value"))
}

/// Words at the end of a heading that announces an enumeration.
const ENDINGS: [&str; 9] =
    ["values", "value", "members", "member", "options", "enumerations", "enumeration", "enum type", "enum"];

fn ends_as_enumeration(heading: &str) -> bool {
    let lower = heading.trim().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| lower.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
}

/// Reads a table that passed [`is_enumeration`].
pub(super) fn read(reading: &mut Reading<'_, '_>, table: &Table<'_>, columns: &Columns, section: Option<usize>) {
    let number =
        columns.titles.iter().enumerate().skip(1).find(|(_, title)| NUMBERS.contains(&title.as_str())).map(|(index, _)| index);
    let mut members = Vec::new();
    for row in &table.rows {
        let Some(first) = row.cells.first() else { continue };
        let name = visible(&first.raw);
        if name.is_empty() {
            continue;
        }
        let value = number.and_then(|column| row.cells.get(column)).map(|cell| Spanned::new(visible(&cell.raw), cell.span()));
        let description = description(row.cells.get(number.map_or(1, |column| column.max(1) + 1)..));
        let span = first.raw.find(&name).map_or(first.span(), |at| first.span_of(at..at + name.len()));
        members.push(EnumerationMember {
            name: Spanned::new(name, span),
            value: value.filter(|value| !value.value.is_empty()),
            description,
        });
    }
    let name = name(reading, section, table.header.span);
    reading.page.enumerations.push(EnumerationTable { name, span: table.header.span, section, flags: false, members });
}

fn description(cells: Option<&[Text<'_>]>) -> Option<Spanned<String>> {
    let mut cells = cells?.iter().filter(|cell| !cell.is_blank());
    let mut text = cells.next()?.clone();
    for cell in cells {
        text.append(" ", cell);
    }
    Some(text.trimmed())
}

/// The name: of the heading, else of the title.
fn name(reading: &Reading<'_, '_>, section: Option<usize>, table: Span) -> Spanned<String> {
    if let Some(heading) = section.and_then(|index| reading.page.sections.get(index)).map(|section| &section.heading) {
        let mut name = without_ending(&heading.value);
        if ["possible ", "supported ", "the "].iter().any(|word| name.to_ascii_lowercase().starts_with(word)) {
            name = name.split_whitespace().nth(1).unwrap_or(name);
        }
        if !name.is_empty()
            && !["member", "members", "value", "values", "properties"].contains(&name.to_ascii_lowercase().as_str())
        {
            return Spanned::new(name.to_owned(), heading.span);
        }
    }
    // A title that was taken from the text of a captured page names none: it may be the heading of all its tables.
    let written = reading.page.front_matter.iter().any(|(key, _)| key.value == "title");
    let lost = !written && reading.page.inferences.iter().any(|inference| inference.what == Inferred::Title);
    match &reading.page.title {
        // Nor does that of a page of many enumerations.
        Some(title) if !lost && names_enumeration(&title.value) => Spanned::new(of_title(&title.value).to_owned(), title.span),
        _ => Spanned::new(String::new(), table),
    }
}

/// `dayOfWeek enum type`, `dayOfWeek`; not `Enum values`.
fn names_enumeration(title: &str) -> bool {
    let name = of_title(title);
    let general = ["enum", "enums", "enumeration", "enumerations"].iter().any(|word| name.eq_ignore_ascii_case(word));
    !general && !name.contains(char::is_whitespace)
}

/// A heading without the words that announce the list: `color values`, `status enumeration members`.
fn without_ending(heading: &str) -> &str {
    let lower = heading.to_ascii_lowercase();
    let Some(rest) = ENDINGS.iter().find_map(|ending| {
        let rest = lower.trim_end().strip_suffix(ending)?;
        (rest.is_empty() || rest.ends_with(' ')).then_some(rest.trim_end().len())
    }) else {
        return heading.trim();
    };
    let name = heading[..rest].trim();
    let lower = name.to_ascii_lowercase();
    for word in [" enumeration", " enum", " type", " property"] {
        if let Some(rest) = lower.strip_suffix(word) {
            return name[..rest.len()].trim_end();
        }
    }
    name
}

/// `color enum type` is about `color`.
pub(super) fn of_title(title: &str) -> &str {
    let mut name = title.trim();
    for endings in
        [&["type", "types", "values", "value"][..], &["enum", "enumeration", "complex", "resource", "entity", "facet"][..]]
    {
        let lower = name.to_ascii_lowercase();
        if let Some(rest) = endings.iter().find_map(|ending| lower.strip_suffix(ending).filter(|rest| rest.ends_with(' '))) {
            name = name[..rest.len()].trim_end();
        }
    }
    name
}
