//! Comes in: a captured page. Goes out: [`Imported`], the Markdown page that it was, with what was lost and what was inferred.
//!
//! A page that is Markdown already goes out as it came in, so importing a result again changes nothing.

mod place;

use crate::diagnostic::{Diagnostic, Severity};
use crate::page::{Form, Inferred, Page, PageKind};
use crate::parse::{Recovered, recover};
use crate::source::{FileId, SourceFile};

/// A page recovered from a capture.
#[derive(Debug)]
pub struct Imported {
    /// The page as Markdown.
    pub markdown: String,
    /// What the page says.
    pub page: Page,
    /// Where the page belongs below a docs folder: `beta/api/user-get.md`.
    pub path: String,
    /// What the form lost and nothing on the page tells, one line each.
    pub lost: Vec<String>,
    /// What was lost and found elsewhere, one line each.
    pub inferred: Vec<String>,
    /// What is wrong with the capture.
    pub findings: Vec<Diagnostic>,
}

impl Imported {
    /// Whether a page came out at all.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !matches!(self.page.kind, PageKind::Foreign | PageKind::Include)
    }

    /// Whether part of the capture could not be used.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.page.form != Form::Markdown && self.findings.iter().any(|finding| finding.code.severity() == Severity::Error)
    }
}

/// Recovers the Markdown page behind a capture.
#[must_use]
pub fn import(file: &SourceFile) -> Imported {
    let place = |page: &Page| place::of(page, file);
    let Recovered { page, markdown, dropped_includes, findings } =
        recover(file, FileId(0), &|page| place::stem(&place(page)).to_owned());
    let path = place(&page);
    let (lost, inferred) =
        if page.form == Form::Markdown { (Vec::new(), Vec::new()) } else { account(&page, &dropped_includes, &path) };
    Imported { markdown, page, path, lost, inferred, findings }
}

/// The name of a form.
#[must_use]
pub fn form_name(form: Form) -> &'static str {
    match form {
        Form::Markdown => "Markdown",
        Form::SiteText => "text of the rendered site",
        Form::GithubRendered => "GitHub's rendered view",
        Form::GithubFile => "GitHub's file view",
        Form::Html => "HTML of the rendered site",
    }
}

fn account(page: &Page, dropped: &[String], path: &str) -> (Vec<String>, Vec<String>) {
    let mut lost = vec!["annotations of code blocks, but for what the blocks themselves show".to_owned()];
    if page.form != Form::Html {
        lost.push("links: types are named without them".to_owned());
        lost.push("bold and code marks in sentences, but for query options and literals".to_owned());
    }
    if matches!(page.form, Form::SiteText | Form::Html) && page.front_matter.is_empty() {
        lost.push("front matter".to_owned());
    }
    if !dropped.is_empty() {
        lost.push(format!("includes of which only the label is left: {}", dropped.join(", ")));
    }
    let of = |what: Inferred| page.inferences.iter().filter(move |inference| inference.what == what);
    let code = of(Inferred::ForeignCode).count();
    if code > 0 {
        lost.push(format!("{code} lines between requests and responses: code of other languages"));
    }
    let mut inferred = Vec::new();
    for inference in of(Inferred::Title) {
        inferred.push(format!("the title: `{}`", inference.value));
    }
    for inference in of(Inferred::Version) {
        inferred.push(format!("the version: {}", inference.value));
    }
    let headings: Vec<String> = of(Inferred::Heading).map(|inference| inference.value.clone()).collect();
    if !headings.is_empty() {
        inferred.push(format!("{} headings: {}", headings.len(), headings.join(", ")));
    }
    for inference in of(Inferred::TypeCell) {
        inferred.push(format!("a type cell: `{}`", inference.value));
    }
    if page.form != Form::Html && page.includes.iter().any(|include| include.label.value == "permissions-table") {
        inferred.push(format!("the target of the permission table's include, from the page's name `{}`", place::stem(path)));
    }
    (lost, inferred)
}
