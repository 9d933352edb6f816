//! The columns of a table, by the words of its header row.

use super::inline::visible;
use super::outline::{Table, TableRow};
use super::text::Text;

/// What each column is.
pub(super) struct Columns {
    /// Visible text of the header cells, lower case.
    pub(super) titles: Vec<String>,
    /// The type column.
    pub(super) ty: Option<usize>,
    /// A column that says whether a value is required.
    pub(super) required: Option<usize>,
}

/// Titles of a first column that holds names of values.
const NAMES: [&str; 21] = [
    "required parameter",
    "property",
    "property name",
    "properties",
    "name",
    "field",
    "attribute",
    "property/annotation",
    "parameter",
    "parameters",
    "parameter name",
    "query parameter",
    "relationship",
    "relationships",
    "relationship name",
    "navigation property",
    "attribute name",
    "setting",
    "facet name",
    "query parameters",
    "field name",
];

/// Titles of a first column that holds names of relationships.
const RELATIONSHIPS: [&str; 4] = ["relationship", "relationships", "relationship name", "navigation property"];

/// Titles of a type column.
const TYPES: [&str; 7] = ["type", "data type", "property type", "types", "value type", "parameter type", "return type"];

/// The pages of files name what a parameter takes its value: `Name`, `Value`, `Description`.
fn values(titles: &[String]) -> Option<usize> {
    matches!(titles, [name, value, text] if NAMES.contains(&name.as_str()) && value == "value" && text == "description")
        .then_some(1)
}

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let titles: Vec<String> = table.header.cells.iter().map(|cell| visible(&cell.raw).to_lowercase()).collect();
        let ty = titles.iter().position(|title| TYPES.contains(&title.as_str())).or_else(|| values(&titles));
        let required = titles.iter().enumerate().skip(1).find(|(_, title)| title.starts_with("required")).map(|(index, _)| index);
        Self { titles, ty, required }
    }

    /// The first column's title.
    pub(super) fn first(&self) -> &str {
        self.titles.first().map_or("", String::as_str)
    }

    /// The first column has one of the titles.
    pub(super) fn titled(&self, titles: &[&str]) -> bool {
        titles.contains(&self.first())
    }

    pub(super) fn first_is_name(&self) -> bool {
        self.titled(&NAMES)
    }

    pub(super) fn first_is_relationship(&self) -> bool {
        self.titled(&RELATIONSHIPS)
    }

    /// A row that is a title of the rows below it: only its first cell says something, and that in bold or in words.
    pub(super) fn is_group_title(&self, row: &TableRow<'_>, name: &str) -> bool {
        self.titles.len() > 1
            && row.cells.iter().skip(1).all(|cell| visible(&cell.raw).is_empty())
            && (name.contains(' ') || row.cells.first().is_some_and(|cell| cell.raw.starts_with("**")))
    }

    /// Everything behind the type column (or behind the name). Cells beyond the header's width were parted by a pipe that
    /// was meant as text.
    pub(super) fn description<'a>(&self, row: &TableRow<'a>, first: &Text<'a>) -> Text<'a> {
        let from = self.ty.map_or(1, |column| column + 1);
        let mut out: Option<Text<'a>> = None;
        for (index, cell) in row.cells.iter().enumerate().skip(from) {
            if Some(index) == self.required || cell.raw.is_empty() {
                continue;
            }
            match &mut out {
                Some(text) => text.append(if index >= self.titles.len() { " | " } else { " " }, cell),
                None => out = Some(cell.clone()),
            }
        }
        out.unwrap_or_else(|| first.end())
    }
}
