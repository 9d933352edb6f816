//! HTML saved from the rendered site. `html5gum` says where tags and text are; what is not part of the page's main text is
//! passed over.

mod frame;
mod link;
mod run;

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

use super::super::outline::{Outline, Table, TableRow};
use super::super::text::{Text, find_ignore_case, trim_range};
use super::builder::Builder;
use super::detect::is_key;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Form;
use crate::source::{FileId, Span, Spanned, Version};

use run::Run;

/// Elements that have no end tag.
const VOID: [&str; 9] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"];

/// Elements deeper than this are read as if they were on this level.
const MAX_DEPTH: usize = 500;

/// Reads the outline of a saved page.
pub(super) fn outline<'a>(source: &'a str, file: FileId, findings: &mut Vec<Diagnostic>) -> Outline<'a> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let whole = find_ignore_case(source, "<main", 0).is_none();
    let mut reader = Reader {
        source,
        file,
        builder: Builder::new(Form::Html, file),
        open: Vec::new(),
        entered: whole,
        run: None,
        table: None,
        code: None,
        complete: false,
    };
    reader.builder.outline.version = version(source);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        // The reader of a text cannot fail.
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.start(&tag, findings),
            Token::EndTag(tag) => reader.end(&name(&tag.name), tag.span.start..tag.span.end),
            Token::String(text) => reader.text(text.span.start..text.span.end),
            _ => {}
        }
    }
    reader.finish(findings);
    reader.builder.outline
}

/// `?view=graph-rest-beta` in the page's own address, which stands first.
fn version(source: &str) -> Option<Version> {
    const VIEW: &str = "view=graph-rest-";
    let rest = &source[source.find(VIEW)? + VIEW.len()..];
    if rest.starts_with("beta") {
        return Some(Version("beta".to_owned()));
    }
    rest.starts_with("1.0").then(|| Version("v1.0".to_owned()))
}

/// The language that the page says it is in: `en-us`.
pub(super) fn page_language(source: &str) -> Option<&str> {
    let tag = &source[find_ignore_case(source, "<html", 0)?..];
    let tag = &tag[..tag.find('>')?];
    let value = &tag[find_ignore_case(tag, " lang=", 0)? + " lang=".len()..];
    let value = value.trim_start_matches(['"', '\'']);
    let language = &value[..value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(value.len())];
    (!language.is_empty()).then_some(language)
}

fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(&name.0).to_lowercase()
}

fn attribute(tag: &StartTag<usize>, wanted: &str) -> Option<String> {
    tag.attributes
        .iter()
        .find(|(name, _)| name.0.eq_ignore_ascii_case(wanted.as_bytes()))
        .map(|(_, value)| String::from_utf8_lossy(&value.value.0).into_owned())
}

/// An element that was opened and not closed.
struct Open {
    name: String,
    /// Its content is no part of the page.
    hidden: bool,
    /// It is a tab of another language than HTTP.
    foreign: bool,
    /// What is set behind its text.
    close: String,
}

/// A table while it is read.
struct OpenTable<'a> {
    start: usize,
    rows: Vec<TableRow<'a>>,
    row: Vec<Text<'a>>,
    row_start: usize,
}

struct Reader<'a> {
    source: &'a str,
    file: FileId,
    builder: Builder<'a>,
    open: Vec<Open>,
    /// The main text has begun.
    entered: bool,
    /// Running text: a paragraph, a heading, a cell.
    run: Option<Run<'a>>,
    table: Option<OpenTable<'a>>,
    /// The language of the code block that is open.
    code: Option<&'static str>,
    /// A second title would begin another page.
    complete: bool,
}

impl Reader<'_> {
    fn hidden(&self) -> bool {
        !self.entered || self.open.iter().any(|open| open.hidden)
    }

    fn foreign(&self) -> bool {
        self.open.iter().any(|open| open.foreign)
    }

    fn start(&mut self, tag: &StartTag<usize>, findings: &mut Vec<Diagnostic>) {
        let name = name(&tag.name);
        let place = tag.span.start..tag.span.end;
        if name == "meta" {
            self.meta(tag);
        }
        self.entered |= name == "main";
        let mut open = Open { hidden: frame::is_frame(&name, tag), foreign: foreign_tab(tag), close: String::new(), name };
        if !self.hidden() && !open.hidden {
            self.element(&mut open, tag, &place, findings);
        }
        if !VOID.contains(&open.name.as_str()) && !tag.self_closing && self.open.len() < MAX_DEPTH {
            self.open.push(open);
        }
    }

    fn element(&mut self, open: &mut Open, tag: &StartTag<usize>, place: &Range<usize>, findings: &mut Vec<Diagnostic>) {
        if self.code.is_some() {
            match open.name.as_str() {
                "code" => self.code = Some(language(tag)),
                "br" => self.mark("\n", place.end),
                _ => {}
            }
            return;
        }
        match open.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "li" | "dt" | "dd" if self.table.is_none() => {
                self.flush();
                if open.name == "h1" && self.complete {
                    let span = Span::new(self.file, place.start, place.end);
                    let message = "another captured page begins here; only the first one is read";
                    findings.push(Diagnostic::new(Code::SeveralCaptures, span, message));
                    self.entered = false;
                    self.complete = true;
                    return;
                }
                self.run = Some(Run::new(self.file, self.source, place.end));
            }
            "div" | "section" | "ul" | "ol" | "blockquote" if self.table.is_none() => self.flush(),
            "pre" => {
                self.flush();
                self.code = Some("");
                self.run = Some(Run::code(self.file, self.source, place.end));
            }
            "table" => {
                self.flush();
                self.table = Some(OpenTable { start: place.start, rows: Vec::new(), row: Vec::new(), row_start: place.start });
            }
            "tr" => {
                if let Some(table) = &mut self.table {
                    table.row = Vec::new();
                    table.row_start = place.start;
                }
            }
            "td" | "th" => self.run = Some(Run::new(self.file, self.source, place.end)),
            "br" => self.mark(if self.table.is_some() { "<br>" } else { "\n" }, place.end),
            "p" | "li" => self.mark(" ", place.end),
            "strong" | "b" => {
                self.mark("**", place.end);
                "**".clone_into(&mut open.close);
            }
            "code" => {
                if let Some(run) = &mut self.run {
                    run.open_code(place.end);
                }
                "`".clone_into(&mut open.close);
            }
            "a" => {
                if let Some(target) = attribute(tag, "href").and_then(|href| link::target(&href)) {
                    self.mark("[", place.end);
                    open.close = format!("]({target})");
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, mark: &str, at: usize) {
        if let Some(run) = &mut self.run {
            run.mark(mark, at);
        }
    }

    fn meta(&mut self, tag: &StartTag<usize>) {
        let value = |wanted: &str| {
            tag.attributes.iter().find(|(name, _)| name.0.eq_ignore_ascii_case(wanted.as_bytes())).map(|(_, value)| value)
        };
        let (Some(key), Some(content)) = (value("name"), value("content")) else { return };
        let part = |value: &html5gum::Spanned<HtmlString, usize>| {
            let span = Span::new(self.file, value.span.start, value.span.end);
            Spanned::new(String::from_utf8_lossy(&value.value.0).into_owned(), span)
        };
        let (key, content) = (part(key), part(content));
        if is_key(&key.value) && !self.builder.outline.front_matter.iter().any(|(known, _)| known.value == key.value) {
            self.builder.outline.front_matter.push((key, content));
        }
    }

    fn text(&mut self, place: Range<usize>) {
        if self.hidden() {
            return;
        }
        match &mut self.run {
            Some(run) => run.text(place),
            None if self.table.is_none() && !self.source.get(place.clone()).unwrap_or("").trim().is_empty() => {
                let mut run = Run::new(self.file, self.source, place.start);
                run.text(place);
                self.run = Some(run);
            }
            None => {}
        }
    }

    fn end(&mut self, name: &str, place: Range<usize>) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        let hidden = self.hidden();
        let closed = self.open.split_off(at);
        if hidden {
            return;
        }
        match name {
            "pre" => self.close_code(&place),
            _ if self.code.is_some() => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.table.is_none() => self.close_heading(name),
            "td" | "th" => {
                let text =
                    self.run.take().map_or_else(|| Text::slice(self.file, self.source, place.start..place.start), Run::finish);
                if let Some(table) = &mut self.table {
                    table.row.push(text);
                }
            }
            "tr" => {
                if let Some(table) = &mut self.table
                    && !table.row.is_empty()
                {
                    let span = Span::new(self.file, table.row_start, place.end);
                    let cells = std::mem::take(&mut table.row);
                    table.rows.push(TableRow { span, cells });
                }
            }
            "table" => self.close_table(&place),
            "main" => {
                self.flush();
                self.entered = false;
            }
            "p" | "li" | "div" | "section" | "dt" | "dd" if self.table.is_none() => self.flush(),
            "code" => {
                if let Some(run) = &mut self.run {
                    run.close_code(place.start);
                }
            }
            _ => {
                for open in closed.iter().rev().filter(|open| !open.close.is_empty()) {
                    self.mark(&open.close, place.start);
                }
            }
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        let foreign = self.foreign();
        if let Some(run) = self.run.take() {
            let text = run.finish();
            if !text.is_blank() {
                let range = text.span().range();
                self.builder.in_foreign_tab(foreign);
                self.builder.paragraph(text, &range);
            }
        }
    }

    fn close_heading(&mut self, name: &str) {
        let Some(run) = self.run.take() else { return };
        let text = run.finish();
        let level = name[1..].parse().unwrap_or(6);
        let heading = super::super::inline::visible(&text.raw);
        if heading.is_empty() || heading == "In this article" {
            return;
        }
        self.complete |= level > 1;
        let range = trim_range(self.source, text.span().range());
        self.builder.heading(level, heading, &range);
    }

    fn close_code(&mut self, place: &Range<usize>) {
        let language = self.code.take().unwrap_or("");
        let foreign = self.foreign();
        let Some(run) = self.run.take() else { return };
        let text = run.finish();
        let range = text.span().range();
        let other = !["", "http", "json", "msgraph-interactive"].contains(&language);
        self.builder.in_foreign_tab(foreign || other);
        self.builder.fence(if language == "json" { "json" } else { "http" }, text, &(range.start..place.start.max(range.start)));
    }

    fn close_table(&mut self, place: &Range<usize>) {
        let Some(table) = self.table.take() else { return };
        self.run = None;
        let mut rows = table.rows.into_iter();
        let Some(header) = rows.next() else { return };
        let out = Table { width: header.cells.len(), header, rows: rows.collect() };
        self.builder.in_foreign_tab(self.foreign());
        self.builder.table(out, &(table.start..place.end));
    }

    fn finish(&mut self, findings: &mut Vec<Diagnostic>) {
        if let Some(open) = self.code.take() {
            let end = self.source.len();
            let start = self.run.as_ref().map_or(end, Run::start);
            let message = "the captured text ends inside this code block; what follows on the page is missing";
            findings.push(Diagnostic::new(Code::CaptureCut, Span::new(self.file, start, end), message));
            self.code = Some(open);
            self.close_code(&(end..end));
        }
        self.close_table(&(self.source.len()..self.source.len()));
        self.flush();
    }
}

/// A panel of a tab group that shows something else than HTTP.
fn foreign_tab(tag: &StartTag<usize>) -> bool {
    let panel = attribute(tag, "role").is_some_and(|role| role == "tabpanel");
    let id = attribute(tag, "data-tab").or_else(|| attribute(tag, "id"));
    panel && id.is_some_and(|id| id.rsplit('_').next() != Some("http"))
}

/// The language of a code block, from its class.
fn language(tag: &StartTag<usize>) -> &'static str {
    let class = attribute(tag, "class").unwrap_or_default();
    let named = class.split_whitespace().find_map(|word| word.strip_prefix("lang-").or_else(|| word.strip_prefix("language-")));
    match named {
        None | Some("") => "",
        Some("http" | "HTTP" | "msgraph-interactive") => "http",
        Some("json" | "JSON") => "json",
        Some(_) => "other",
    }
}
