//! Sections of GitHub's rendered view, which shows no heading at all: they are recognised by the sentences, tables and
//! request lines that open them.

use std::ops::Range;

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
    examples: u32,
    /// The example has its request.
    request: bool,
    /// The example has its response.
    response: bool,
    /// Properties with the values that their descriptions list, to name enumerations by.
    listed: Vec<(String, String)>,
}

/// Openings of a sentence that announces an example.
const EXAMPLE_SENTENCES: [&str; 6] = [
    "the following example",
    "the following is an example",
    "here is an example",
    "here's an example",
    "this example",
    "the following shows an example",
];

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

    /// A paragraph; `next` is the line behind it.
    pub(super) fn paragraph(&mut self, builder: &mut Builder<'_>, source: &str, line: &Range<usize>, next: &Range<usize>) {
        let lower = source.get(line.clone()).unwrap_or("").to_lowercase();
        let lower = lower.replace('\u{2019}', "'");
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| lower.starts_with(prefix));
        let api = self.stage >= Stage::Http;
        if starts(&["choose the permission", "one of the following permissions"]) {
            self.permissions(builder, line.start);
        } else if api && self.stage < Stage::Response && starts(&["if successful", "returns ", "this method returns", "this action returns"]) {
            self.enter(builder, Stage::Response, "Response", line.start);
        } else if api && self.stage < Stage::Body && is_about_body(&lower) {
            self.enter(builder, Stage::Body, "Request body", line.start);
        } else if api && self.stage < Stage::Headers && lower.contains("support") && (lower.contains("odata query") || lower.contains("query parameter")) {
            self.enter(builder, Stage::Query, "Optional query parameters", line.start);
        } else if self.stage >= Stage::Response {
            let sentence = |text: &str| EXAMPLE_SENTENCES.iter().any(|words| text.starts_with(words));
            let next = source.get(next.clone()).unwrap_or("").to_lowercase();
            // The sentence in front of the one that announces the request belongs to the example already.
            let opens = sentence(&lower) && !lower.contains("response") || sentence(&next) && next.contains("request");
            if opens && (self.examples == 0 || self.response) {
                self.example(builder, line.start);
            }
        } else if !api && lower.contains("json representation") {
            builder.inferred_heading(2, "JSON representation", line.start);
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
        if self.stage >= Stage::Http {
            match first {
                "name" | "header" if !typed && self.stage < Stage::Headers => {
                    self.enter(builder, Stage::Headers, "Request headers", at);
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
                self.list(table);
                builder.inferred_heading(2, "Properties", at);
            }
            "relationship" => builder.inferred_heading(2, "Relationships", at),
            "method" => builder.inferred_heading(2, "Methods", at),
            "member" | "value" => {
                let heading = self.enumeration(table).map_or_else(|| "Members".to_owned(), |name| format!("{name} values"));
                builder.inferred_heading(3, &heading, at);
            }
            _ => {}
        }
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
        let of = self.listed.iter().find(|(ty, description)| {
            !members.is_empty() && !starts_with_ignore_case(ty, "string") && lists(description)
        })?;
        Some(of.0.as_str())
    }
}

fn is_about_body(lower: &str) -> bool {
    lower.contains("supply a request body")
        || lower.contains("supply a json representation")
        || lower.starts_with("in the request body")
        || lower.starts_with("don't supply")
        || lower.contains("request body for this method")
}
