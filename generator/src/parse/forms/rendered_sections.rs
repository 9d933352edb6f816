//! Sections of GitHub's rendered view, which shows no heading at all: they are recognised by the sentences, tables and
//! request lines that open them.

use super::super::outline::{Table, TableRow};
use super::super::text::starts_with_ignore_case;
use super::builder::Builder;

/// How far the page has come. Sections come in this order on nearly all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    #[default]
    Intro,
    Permissions,
    Http,
    Query,
    Parameters,
    Headers,
    Body,
    Response,
    Examples,
}

/// What was recognised so far.
#[derive(Debug, Default)]
pub(super) struct RenderedSections {
    stage: Stage,
    /// The page documents an operation: some line of it is a request without a host.
    operation: bool,
    examples: u32,
    /// The example has its request.
    request: bool,
    /// The example has its response.
    response: bool,
    /// Properties with the values that their descriptions list, to name enumerations by.
    listed: Vec<(String, String)>,
}

impl RenderedSections {
    /// The page has come to its examples.
    pub(super) fn in_examples(&self) -> bool {
        self.stage == Stage::Examples
    }

    fn enter(&mut self, builder: &mut Builder<'_>, stage: Stage, heading: &str, at: usize) {
        if self.stage < stage {
            self.stage = stage;
            builder.inferred_heading(2, heading, at);
        }
    }

    pub(super) fn permissions(&mut self, builder: &mut Builder<'_>, at: usize) {
        self.enter(builder, Stage::Permissions, "Permissions", at);
    }

    /// Says whether the page documents an operation.
    pub(super) fn set_operation(&mut self, operation: bool) {
        self.operation = operation;
    }

    /// A paragraph; `request_near` says that an example request follows it.
    pub(super) fn paragraph(&mut self, builder: &mut Builder<'_>, text: &str, at: usize, request_near: bool) {
        let lower = text.to_lowercase();
        if !self.operation {
            if lower.contains("json representation") && self.stage < Stage::Http {
                builder.inferred_heading(2, "JSON representation", at);
            }
            return;
        }
        let answers = names_status(text);
        match self.stage {
            Stage::Intro if lower.contains("permission") => self.permissions(builder, at),
            Stage::Intro | Stage::Permissions => {}
            stage if stage < Stage::Response && (answers || lower.starts_with("if successful")) => {
                self.enter(builder, Stage::Response, "Response", at);
            }
            stage if stage < Stage::Headers && speaks_of_options(&lower) => {
                self.enter(builder, Stage::Query, "Optional query parameters", at);
            }
            // What stands between the headers and the answer is about the body.
            Stage::Headers => self.enter(builder, Stage::Body, "Request body", at),
            stage if stage < Stage::Headers && lower.contains("body") => self.enter(builder, Stage::Body, "Request body", at),
            stage if stage >= Stage::Response => {
                let of_errors = lower.contains("error response");
                if request_near && !answers && !of_errors && (self.examples == 0 || self.response) {
                    self.example(builder, at);
                }
            }
            _ => {}
        }
    }

    fn example(&mut self, builder: &mut Builder<'_>, at: usize) {
        self.enter(builder, Stage::Examples, "Examples", at);
        self.examples += 1;
        self.request = false;
        self.response = false;
        builder.inferred_heading(3, &format!("Example {}", self.examples), at);
    }

    pub(super) fn request(&mut self, builder: &mut Builder<'_>, at: usize, absolute: bool) {
        if !absolute && self.stage < Stage::Examples {
            self.enter(builder, Stage::Http, "HTTP request", at);
            return;
        }
        if self.examples == 0 || self.request {
            self.example(builder, at);
        }
        self.request = true;
        builder.inferred_heading(4, "Request", at);
    }

    pub(super) fn status(&mut self, builder: &mut Builder<'_>, at: usize) {
        if self.examples == 0 {
            self.example(builder, at);
        }
        self.response = true;
        builder.inferred_heading(4, "Response", at);
    }

    /// JSON on its own: the representation of a type, where the page has no request.
    pub(super) fn json(&mut self, builder: &mut Builder<'_>, at: usize) {
        let announced = builder.current().is_some_and(|section| section.heading.value == "JSON representation");
        if self.stage < Stage::Http && !announced {
            builder.inferred_heading(2, "JSON representation", at);
        }
    }

    pub(super) fn table(&mut self, builder: &mut Builder<'_>, titles: &[String], table: &Table<'_>, at: usize) {
        let first = titles.first().map_or("", String::as_str);
        let typed = titles.iter().any(|title| title == "type");
        if typed {
            self.list(table);
        }
        if self.stage >= Stage::Http {
            match first {
                "member" | "value" => self.members(builder, table, at),
                "name" | "header" if !typed && self.stage < Stage::Headers => {
                    self.enter(builder, Stage::Headers, "Request headers", at);
                }
                "property" | "parameter" | "name" if typed && self.stage == Stage::Headers => {
                    self.enter(builder, Stage::Body, "Request body", at);
                }
                "parameter" if typed && self.stage < Stage::Headers => {
                    self.enter(builder, Stage::Parameters, "Function parameters", at);
                }
                _ => {}
            }
            return;
        }
        match first {
            "permission type" => self.permissions(builder, at),
            "property" if typed => {
                builder.inferred_heading(2, "Properties", at);
            }
            "relationship" => builder.inferred_heading(2, "Relationships", at),
            "method" => builder.inferred_heading(2, "Methods", at),
            "member" | "value" => self.members(builder, table, at),
            _ => {}
        }
    }

    fn members(&self, builder: &mut Builder<'_>, table: &Table<'_>, at: usize) {
        let heading = self.enumeration(table).map_or_else(|| "Members".to_owned(), |name| format!("{name} values"));
        builder.inferred_heading(3, &heading, at);
    }

    fn list(&mut self, table: &Table<'_>) {
        let cell = |row: &TableRow<'_>, index: usize| row.cells.get(index).map(|cell| cell.raw.to_string());
        for row in &table.rows {
            if let (Some(ty), Some(description)) = (cell(row, 1), cell(row, 2)) {
                let ty = ty.split_whitespace().next().unwrap_or("").to_owned();
                self.listed.push((ty, description));
            }
        }
    }

    /// The name of the enumeration that a table lists: the type of the property whose description lists the same members.
    fn enumeration(&self, table: &Table<'_>) -> Option<&str> {
        let members: Vec<&str> = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.raw.as_ref()).collect();
        let named = |text: &str, member: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == member);
        let lists = |description: &str| members.iter().all(|member| named(description, member));
        let of = self
            .listed
            .iter()
            .find(|(ty, description)| !members.is_empty() && !starts_with_ignore_case(ty, "string") && lists(description))?;
        Some(of.0.as_str())
    }
}

/// `200 OK`, `404 Not Found`: three digits with a reason behind them.
fn names_status(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let status =
            word.len() == 3 && matches!(word.as_bytes().first(), Some(b'2'..=b'5')) && word.bytes().all(|b| b.is_ascii_digit());
        if status && words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_uppercase())) {
            return true;
        }
    }
    false
}

/// A sentence about OData query options.
fn speaks_of_options(lower: &str) -> bool {
    lower.contains("odata query")
        || lower.contains("query parameter")
        || ["$select", "$expand", "$filter", "$top"].iter().any(|option| lower.contains(option))
}
