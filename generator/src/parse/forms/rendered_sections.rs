//! Sections of GitHub's rendered view, which shows no heading at all: they are recognised by the sentences, tables and
//! request lines that open them.

use std::collections::BTreeSet;

use super::super::outline::{Table, TableRow};
use super::super::text::starts_with_ignore_case;
use super::builder::Builder;
use super::traffic::is_header_name;

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
    /// The section of query options was seen.
    options: bool,
    /// The page documents an operation: some line of it is a request without a host.
    operation: bool,
    examples: u32,
    /// The example has its request.
    request: bool,
    /// The example has its response.
    response: bool,
    /// The sentence about the answer is still to come.
    answer_to_come: bool,
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

    /// Says whether the page documents an operation, and whether a sentence tells of its answer.
    pub(super) fn set_operation(&mut self, operation: bool, answer: bool) {
        self.operation = operation;
        self.answer_to_come = answer;
    }

    /// A sentence about the answer: it names a status with its reason, or begins as such sentences do.
    pub(super) fn tells_answer(text: &str) -> bool {
        let message = starts_with_ignore_case(text, "http/");
        !message && (names_status(text) || starts_with_ignore_case(text, "if successful"))
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
        let answers = Self::tells_answer(text);
        match self.stage {
            Stage::Intro if lower.contains("permission") => self.permissions(builder, at),
            Stage::Intro | Stage::Permissions => {}
            stage if stage < Stage::Response && answers => {
                self.enter(builder, Stage::Response, "Response", at);
            }
            Stage::Parameters if speaks_of_options(&lower) && !self.options => {
                // Some pages put the parameters of a function first.
                self.options = true;
                builder.inferred_heading(2, "Optional query parameters", at);
            }
            stage if stage < Stage::Headers && speaks_of_options(&lower) => {
                self.options = true;
                self.enter(builder, Stage::Query, "Optional query parameters", at);
            }
            // What stands between the headers and the answer is about the body.
            Stage::Headers => self.enter(builder, Stage::Body, "Request body", at),
            stage if stage < Stage::Headers && lower.contains("body") => self.enter(builder, Stage::Body, "Request body", at),
            stage if stage >= Stage::Response => {
                let of_errors = ["error response", "status code", "error condition"].iter().any(|words| lower.contains(words));
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

    /// A request; `template` says that it may be a documented request line: it has no host, no header and no body.
    pub(super) fn request(&mut self, builder: &mut Builder<'_>, at: usize, template: bool) {
        if template && self.stage < Stage::Response {
            self.enter(builder, Stage::Http, "HTTP request", at);
            return;
        }
        if self.stage < Stage::Response && self.answer_to_come {
            // An example among the query options: the page has not come to its answer.
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
                "name" | "header" if (!typed || lists_headers(table)) && !lists_options(table) && self.stage < Stage::Headers => {
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
            "property" | "property name" | "name" if typed => {
                builder.inferred_heading(2, "Properties", at);
            }
            "relationship" => builder.inferred_heading(2, "Relationships", at),
            "method" => builder.inferred_heading(2, "Methods", at),
            "member" | "value" => self.members(builder, table, at),
            _ => {}
        }
    }

    fn members(&mut self, builder: &mut Builder<'_>, table: &Table<'_>, at: usize) {
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

    /// The name of the enumeration that a table lists: the type of the property whose description names most of its members.
    fn enumeration(&mut self, table: &Table<'_>) -> Option<String> {
        let members: Vec<&str> = table.rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.raw.as_ref()).collect();
        let shared = |description: &str| {
            let words: BTreeSet<&str> = description.split(|c: char| !c.is_alphanumeric()).collect();
            members.iter().filter(|member| words.contains(*member)).count()
        };
        let candidates = self.listed.iter().filter(|(ty, _)| !starts_with_ignore_case(ty, "string"));
        let (count, at) = candidates
            .enumerate()
            .map(|(at, (_, description))| (shared(description), at))
            .max_by_key(|&(count, at)| (count, std::cmp::Reverse(at)))?;
        // The sentinel value alone, which most enumerations have, says nothing.
        if count < 2 || count * 2 < members.len() {
            return None;
        }
        // An enumeration is listed once.
        self.listed.retain(|(ty, _)| !starts_with_ignore_case(ty, "string"));
        (at < self.listed.len()).then(|| self.listed.remove(at).0)
    }
}

/// The first column names query options.
fn lists_options(table: &Table<'_>) -> bool {
    table.rows.iter().filter_map(|row| row.cells.first()).any(|cell| cell.raw.trim_start_matches(['`', '\\']).starts_with('$'))
}

/// The first column names headers.
fn lists_headers(table: &Table<'_>) -> bool {
    let name = |row: &TableRow<'_>| row.cells.first().map(|cell| cell.raw.split(':').next().unwrap_or("").trim().to_owned());
    table.rows.iter().filter_map(name).any(|name| is_header_name(&name))
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
