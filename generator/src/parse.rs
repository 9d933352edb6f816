//! Comes in: one file. Goes out: [`Page`], what it says, each fact with its place, and findings.
//!
//! Reading never fails: what cannot be understood is left out and named. No other page is looked at here.

mod about;
mod annotation;
mod bounds;
mod code_blocks;
mod columns;
mod enumerations;
mod findings;
mod forms;
mod front_matter;
mod http;
mod inline;
mod json;
mod kind;
mod markdown;
mod markers;
mod masking;
mod outline;
mod permissions;
mod prose;
mod query;
mod reading;
mod region;
mod row;
mod sections;
mod tables;
mod tabs;
mod text;
mod type_text;

use crate::diagnostic::{Code, Diagnostic};
use crate::page::{
    Annotation, BodyProse, Form, Page, PageKind, PermissionTable, ProseFlags, QueryOptions, ResponseProse, RowKind, Section,
    SectionClass,
};
use crate::source::{FileId, SourceFile, Span, Spanned};

use annotation::CommentKind;
use code_blocks::Placed;
use markdown::Markdown;
use outline::{Block, Content, Outline};
use reading::{Reading, Side};
use text::{Text, find_ignore_case};

/// Reads one page.
#[must_use]
pub fn parse(file: &SourceFile, id: FileId) -> (Page, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let page = match forms::detect(&file.text) {
        Form::Markdown => {
            let markdown = Markdown::of(&file.text);
            let mut outline = markdown.outline(&file.text, id, &mut findings);
            page(file, id, &mut outline, &mut findings)
        }
        form => {
            let mut outline = forms::outline(form, &file.text, id, &mut findings);
            page(file, id, &mut outline, &mut findings)
        }
    };
    (page, findings)
}

/// A page with the Markdown that it was before it was captured.
#[derive(Debug)]
pub struct Recovered {
    /// What the page says.
    pub page: Page,
    /// The page as Markdown; of a Markdown page its text as it stands.
    pub markdown: String,
    /// Labels of includes whose targets nobody knows, each once.
    pub dropped_includes: Vec<String>,
    /// What is wrong with the page.
    pub findings: Vec<Diagnostic>,
}

/// Reads one page and writes it as Markdown. `name` gives the name of its file, which targets of includes repeat.
#[must_use]
pub fn recover(file: &SourceFile, id: FileId, name: &dyn Fn(&Page) -> String) -> Recovered {
    let form = forms::detect(&file.text);
    if form == Form::Markdown {
        let (page, findings) = parse(file, id);
        return Recovered { page, markdown: file.text.clone(), dropped_includes: Vec::new(), findings };
    }
    let mut findings = Vec::new();
    let read = page(file, id, &mut forms::outline(form, &file.text, id, &mut findings), &mut findings);
    // The blocks went into the page; the text is written from a second reading of them.
    let outline = forms::outline(form, &file.text, id, &mut Vec::new());
    let markdown = forms::write(&outline, &read, &name(&read));
    let mut dropped_includes: Vec<String> = Vec::new();
    for include in &read.includes {
        if !forms::is_known_include(&include.label.value) && !dropped_includes.contains(&include.label.value) {
            dropped_includes.push(include.label.value.clone());
        }
    }
    Recovered { page: read, markdown, dropped_includes, findings }
}

fn page(file: &SourceFile, id: FileId, outline: &mut Outline<'_>, findings: &mut Vec<Diagnostic>) -> Page {
    let mut sections = std::mem::take(&mut outline.sections);
    sections::classify(&mut sections);
    forms::understood(outline, &mut sections, file, findings);
    let title = sections.iter().find(|section| section.class == SectionClass::Title).map(|section| section.heading.clone());
    let doc_type = reading::front_matter(outline, "doc_type").to_ascii_lowercase();
    let front_matter = std::mem::take(&mut outline.front_matter);
    let enumeration_title = title.as_ref().is_some_and(|title| title.value.to_ascii_lowercase().ends_with("enum type"));
    let inferences = std::mem::take(&mut outline.inferences);
    let mut reading = Reading {
        version: outline.version.take(),
        side: Side::of(file, &sections),
        conceptual: doc_type.starts_with("conceptual"),
        enumeration_page: doc_type.starts_with("enum") || enumeration_title,
        links: &outline.links,
        findings,
        tables: 0,
        fences: 0,
        loose: Vec::new(),
        page: Page { inferences, ..empty(id, front_matter, outline.form, title, sections) },
    };
    blocks(&mut reading, std::mem::take(&mut outline.blocks));
    finish(&mut reading, file);
    reading.page
}

fn empty(
    file: FileId,
    front_matter: Vec<(Spanned<String>, Spanned<String>)>,
    form: Form,
    title: Option<Spanned<String>>,
    sections: Vec<Section>,
) -> Page {
    Page {
        file,
        version: None,
        kind: PageKind::Foreign,
        form,
        front_matter,
        title,
        namespace: None,
        intro: Vec::new(),
        sections,
        includes: Vec::new(),
        deprecation: None,
        base: None,
        prose_flags: ProseFlags::default(),
        requests: Vec::new(),
        permissions: Vec::new(),
        query: QueryOptions::default(),
        request_headers: Vec::new(),
        rows: Vec::new(),
        body: BodyProse::default(),
        response: ResponseProse::default(),
        examples: Vec::new(),
        members: Vec::new(),
        methods: Vec::new(),
        enumerations: Vec::new(),
        resources: Vec::new(),
        inferences: Vec::new(),
    }
}

/// Reads all blocks in order; an annotation waits for the code block behind it.
fn blocks(reading: &mut Reading<'_, '_>, blocks: Vec<Block<'_>>) {
    let mut waiting: Option<Annotation> = None;
    let mut section = None;
    for block in blocks {
        if block.section != section {
            section = block.section;
            // `Request` between an annotation and its block is a caption; other headings part the two.
            let caption = reading.heading(section).to_ascii_lowercase();
            if !["request", "response", "example"].iter().any(|word| caption.starts_with(word)) {
                unused(reading, waiting.take());
            }
        }
        match block.content {
            Content::Comment(inside) => {
                commented_table(reading, &inside, block.span);
                match annotation::read(&inside, block.span, reading.findings) {
                    CommentKind::Block(annotation) => unused(reading, waiting.replace(*annotation)),
                    CommentKind::Page(Some(namespace)) if reading.page.namespace.is_none() => {
                        reading.page.namespace = Some(namespace);
                    }
                    CommentKind::Page(_) | CommentKind::Other => {}
                }
            }
            Content::Fence(fence) => {
                let annotation = waiting.take();
                if !block.foreign_tab {
                    code_blocks::read(reading, Placed { fence: &fence, annotation, section, span: block.span });
                }
            }
            Content::Table(table) => {
                unused(reading, waiting.take());
                tables::read(reading, &table, section, block.span);
            }
            Content::Include(mut include) => {
                include.section = section;
                if reading.page.deprecation.is_none() && reading.class(section) == SectionClass::Title {
                    reading.page.deprecation = about::deprecating_include(&include);
                }
                if include.label.value.contains("permissions-table") {
                    let table = PermissionTable { span: block.span, section, most_first: false, rows: Vec::new() };
                    reading.page.permissions.push(table);
                }
                reading.page.includes.push(include);
            }
            Content::Paragraph(text) if !block.foreign_tab => paragraph(reading, &text, section),
            Content::Paragraph(_) => {}
        }
    }
    unused(reading, waiting);
}

/// Reports an annotation of traffic or of a type that no code block followed.
fn unused(reading: &mut Reading<'_, '_>, annotation: Option<Annotation>) {
    let Some(annotation) = annotation else { return };
    let kind = annotation.block_type.as_ref().map_or("", |kind| kind.value.as_str());
    if ["request", "response", "resource"].contains(&kind) {
        let message = format!("no code block follows this annotation of a {kind}");
        reading.findings.push(Diagnostic::new(Code::AnnotationWithoutBlock, annotation.span, message));
    }
}

/// A table that is commented out is not read; the finding says so.
fn commented_table(reading: &mut Reading<'_, '_>, inside: &Text<'_>, span: Span) {
    let raw = inside.raw.as_ref();
    if !raw.trim_start().starts_with('{') && raw.contains('|') && raw.lines().any(row::is_delimiter) {
        reading.findings.push(Diagnostic::new(Code::TableInComment, span, "this table is commented out and is not read"));
    }
}

fn paragraph(reading: &mut Reading<'_, '_>, text: &Text<'_>, section: Option<usize>) {
    about::subject(reading, text, section);
    let class = reading.class(section);
    match class {
        SectionClass::Title => about::intro(reading, text),
        SectionClass::RequestBody => prose::request_body(reading, text),
        SectionClass::Response => prose::response(reading, text),
        SectionClass::QueryParameters => query::read(reading, text),
        SectionClass::HttpRequest => code_blocks::prose_requests(reading, text, section),
        _ if reading.within(section, SectionClass::Response) => prose::response(reading, text),
        _ if reading.within(section, SectionClass::HttpRequest) => code_blocks::prose_requests(reading, text, section),
        _ => {}
    }
}

/// What only the whole page shows.
fn finish(reading: &mut Reading<'_, '_>, file: &SourceFile) {
    if reading.page.requests.is_empty() {
        reading.page.requests = std::mem::take(&mut reading.loose);
    }
    let first =
        |class: SectionClass, reading: &Reading<'_, '_>| reading.page.sections.iter().position(|section| section.class == class);
    reading.page.query.section = first(SectionClass::QueryParameters, reading);
    reading.page.body.section = first(SectionClass::RequestBody, reading);
    reading.page.response.section = first(SectionClass::Response, reading);
    let table = reading.page.rows.iter().any(|row| row.kind == RowKind::Body);
    let block = reading.page.examples.iter().any(|example| reading.class(example.section) == SectionClass::RequestBody);
    if table || block {
        reading.page.body.none = None;
    }
    flags(reading);
    if reading.page.deprecation.is_none()
        && let Some(title) = &reading.page.title
        && find_ignore_case(&title.value, "deprecated", 0).is_some()
    {
        reading.page.deprecation = Some(title.clone());
    }
    reading.page.kind = kind::of(reading, file);
    reading.page.version = kind::version(reading, file);
    if reading.page.version.is_none()
        && let Some((version, inference)) = forms::version(&reading.page, file)
    {
        reading.page.version = Some(version);
        reading.page.inferences.extend(inference);
    }
    forms::report(&reading.page, reading.findings);
    bounds::keep_within(&mut reading.page, reading.findings);
}

/// An enumeration is multi-valued where the title, its heading or the intro says so.
fn flags(reading: &mut Reading<'_, '_>) {
    let says = |text: &str| {
        ["flags enum", "flagged enum", "multi-valued enum", "multivalued enum", "bitmask"]
            .iter()
            .any(|words| find_ignore_case(text, words, 0).is_some())
    };
    let page = &mut reading.page;
    let intro = page.title.as_ref().is_some_and(|title| says(&title.value)) || page.intro.iter().any(|text| says(&text.value));
    for table in &mut page.enumerations {
        let heading =
            table.section.and_then(|index| page.sections.get(index)).is_some_and(|section| says(&section.heading.value));
        table.flags = intro || heading;
    }
}
