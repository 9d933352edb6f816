//! What only the whole of a captured page shows: whether it is a reference page at all, its version, and what to report.

use super::super::outline::Outline;
use super::super::text::{find_ignore_case, starts_with_ignore_case};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{ExampleBlock, ExampleKind, Form, Inference, Inferred, Page, PageKind, Section, SectionClass};
use crate::source::{SourceFile, Span, Version};

/// Empties the outline of a capture that is no English page of the reference; says whether it is one. The classes of
/// `sections` are set.
pub(in crate::parse) fn understood(
    outline: &mut Outline<'_>,
    sections: &mut Vec<Section>,
    file: &SourceFile,
    findings: &mut Vec<Diagnostic>,
) {
    if outline.form == Form::Markdown {
        return;
    }
    // Headings such as `Related content` and `Example 1` survive in pages of other languages.
    let known = |section: &Section| is_telling(section.class);
    let of_graph = ["graph.microsoft.com", "microsoft.graph", "microsoft graph", "docs.microsoft.com/graph", "/graph/"]
        .iter()
        .any(|words| find_ignore_case(&file.text, words, 0).is_some());
    let language = super::html::page_language(&file.text).filter(|_| outline.form == Form::Html);
    let foreign = language.filter(|language| !starts_with_ignore_case(language, "en"));
    if of_graph && foreign.is_none() && sections.iter().any(known) {
        return;
    }
    let message = match foreign {
        _ if !of_graph => "this capture doesn't come from the Graph reference; nothing is read from it".to_owned(),
        Some(language) => format!("this page is in the language `{language}`; nothing is read from it"),
        None => "none of the headings and sentences of an English reference page is found; nothing is read from this capture"
            .to_owned(),
    };
    findings.push(Diagnostic::about(Code::CaptureNotUnderstood, file.path.clone(), message));
    outline.blocks.clear();
    outline.inferences.clear();
    sections.clear();
}

/// Sections that pages of the reference have and others have not. Those about headers are told by a word that German and Dutch
/// pages have too.
fn is_telling(class: SectionClass) -> bool {
    matches!(
        class,
        SectionClass::Permissions
            | SectionClass::HttpRequest
            | SectionClass::QueryParameters
            | SectionClass::FunctionParameters
            | SectionClass::PathParameters
            | SectionClass::RequestBody
            | SectionClass::Response
            | SectionClass::Properties
            | SectionClass::Relationships
            | SectionClass::Methods
            | SectionClass::JsonRepresentation
            | SectionClass::Members
    )
}

/// The version of a page in a flat folder that names none, whatever its form: beta pages carry a disclaimer.
pub(in crate::parse) fn version(page: &Page, file: &SourceFile) -> Option<(Version, Option<Inference>)> {
    if !matches!(page.kind, PageKind::Api | PageKind::Resource | PageKind::Enumeration) {
        return None;
    }
    // The disclaimer of the rendered site: "APIs under the /beta version in Microsoft Graph are subject to change".
    let says =
        |text: &str| find_ignore_case(text, "/beta", 0).is_some() && find_ignore_case(text, "subject to change", 0).is_some();
    let disclaimer = page.intro.iter().find(|text| says(&text.value));
    if let Some(text) = disclaimer {
        let inference = Inference { what: Inferred::Version, value: "beta".to_owned(), place: text.span };
        return Some((Version("beta".to_owned()), Some(inference)));
    }
    let start = Span::new(page.file, 0, file.text.find('\n').unwrap_or(file.text.len()));
    let inference = Inference { what: Inferred::Version, value: "v1.0".to_owned(), place: start };
    Some((Version("v1.0".to_owned()), Some(inference)))
}

/// Reports a page that ends where no page ends: in front of its request line, of its answer, of its last response.
fn report_cut(page: &Page, findings: &mut Vec<Diagnostic>) {
    if page.form == Form::Markdown || findings.iter().any(|finding| finding.code == Code::CaptureCut) {
        return;
    }
    let section = |class: SectionClass| page.sections.iter().rfind(|section| section.class == class);
    let last = page.examples.last().filter(|block| block.kind == ExampleKind::Request && block.request.is_some());
    let operation = page.kind == PageKind::Api;
    let (place, message) = match (section(SectionClass::Permissions), last) {
        (Some(permissions), _) if page.requests.is_empty() => {
            (permissions.heading.span, "the page tells of permissions and shows no request line; it is cut here, or has gaps")
        }
        (_, Some(request)) if operation && section(SectionClass::ExampleResponse).is_some_and(|seen| before(seen, request)) => {
            (request.span, "the last example has no response; the capture is cut behind its request")
        }
        _ if operation && page.examples.is_empty() && section(SectionClass::Response).is_none() => {
            let Some(request) = page.requests.last() else { return };
            (request.target.span, "nothing tells of the answer; the capture is cut behind its request line")
        }
        _ => return,
    };
    findings.push(Diagnostic::new(Code::CaptureCut, place, message));
}

/// Other examples of the page have their responses, and this one comes behind them.
fn before(section: &Section, request: &ExampleBlock) -> bool {
    section.heading.span.range().start < request.span.range().start
}

/// Reports what was inferred: guesses one by one, the rest once a page.
pub(in crate::parse) fn report(page: &Page, findings: &mut Vec<Diagnostic>) {
    report_cut(page, findings);
    let of = |what: Inferred| page.inferences.iter().filter(move |inference| inference.what == what);
    for inference in of(Inferred::Title) {
        let message = format!("the title is lost; `{}` is taken in its place", inference.value);
        findings.push(Diagnostic::new(Code::InferredTitle, inference.place, message));
    }
    for inference in of(Inferred::Version) {
        // A disclaimer is a statement, not a guess.
        if inference.value != "beta" {
            let message =
                "nothing names the version of the API; it is taken from the other pages of the namespace, else for v1.0";
            findings.push(Diagnostic::new(Code::InferredVersion, inference.place, message));
        }
    }
    for inference in of(Inferred::TypeCell) {
        let message = format!("`{}` is taken for the type, though it could begin the description", inference.value);
        findings.push(Diagnostic::new(Code::InferredTypeCell, inference.place, message));
    }
    let headings: Vec<&Inference> = of(Inferred::Heading).collect();
    if let Some(first) = headings.first() {
        let message = format!("headings are lost; {} sections are told apart by what opens them", headings.len());
        findings.push(Diagnostic::new(Code::InferredHeadings, first.place, message));
    }
    let code: Vec<&Inference> = of(Inferred::ForeignCode).collect();
    if let (Some(first), Some(last)) = (code.first(), code.last()) {
        let message = format!("{} lines between requests and responses are code of other languages and are left out", code.len());
        let finding = Diagnostic::new(Code::ForeignCodeSkipped, first.place, message);
        findings.push(finding.with_related(last.place, "the last of them"));
    }
}
