//! A page as a browser saves it from the rendered site: cookies, contents, breadcrumbs, tabs of languages, coloured code,
//! feedback. It says what its Markdown says, and nothing else.

use docwright::diagnostic::{Code, Severity};
use docwright::import::import;
use docwright::page::{Form, Page};
use docwright::parse::parse;
use docwright::source::{FileId, SourceFile, Sources};

use super::facts;

const SAVED: &str = include_str!("fridge-update.html");
const WRITTEN: &str = include_str!("fridge-update.md");

fn headings(page: &Page) -> Vec<&str> {
    page.sections.iter().map(|section| section.heading.value.as_str()).collect()
}

#[test]
fn a_saved_page_says_what_its_markdown_says() {
    let (written, _) = parse(&SourceFile::new("beta/api/fridge-update.md", WRITTEN), FileId(0));
    let (saved, findings) = parse(&SourceFile::new("Update fridge - Microsoft Graph beta.html", SAVED), FileId(0));
    assert_eq!(saved.form, Form::Html);
    assert_eq!(facts::of(&saved), facts::of(&written));
    assert_eq!(headings(&saved), headings(&written), "the frame of the site has headings too");
    assert!(findings.iter().all(|finding| finding.code.severity() < Severity::Warning), "{findings:#?}");
    assert_eq!((saved.permissions[0].rows.len(), saved.examples.len(), saved.rows.len()), (3, 2, 3));
}

#[test]
fn a_saved_page_becomes_one_operation() {
    let sources = Sources::from_files(vec![SourceFile::new("a.html", SAVED)]);
    let understood = docwright::run::understand(sources);
    let operations: Vec<String> = understood
        .api
        .versions
        .iter()
        .flat_map(|version| version.operations.iter().map(|operation| format!("{} {}", version.version, operation.method)))
        .collect();
    assert_eq!(operations, ["beta PATCH"]);
    assert!(!understood.findings.iter().any(|finding| finding.code == Code::SeveralCaptures));
}

#[test]
fn a_saved_page_is_imported_as_its_markdown() {
    let imported = import(&SourceFile::new("a.html", SAVED));
    assert!(imported.is_page() && !imported.is_damaged());
    for frame in ["cookie", "helpful", "not/an/operation", "contributors", "Copy", "breadcrumb", "In this article", "PatchAsync"]
    {
        assert!(!imported.markdown.contains(frame), "`{frame}` is left in:\n{}", imported.markdown);
    }
    let (page, _) = parse(&SourceFile::new(imported.path, imported.markdown), FileId(0));
    assert_eq!(facts::of(&page), facts::of(&parse(&SourceFile::new("beta/api/x.md", WRITTEN), FileId(0)).0));
}
