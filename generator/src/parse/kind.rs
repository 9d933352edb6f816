//! What a page is for, from its folder and what was found on it.

use super::reading::{Reading, Side};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{PageKind, SectionClass};
use crate::source::{SourceFile, Version};

/// The kind of a page that has been read.
pub(super) fn of(reading: &mut Reading<'_, '_>, file: &SourceFile) -> PageKind {
    let page = &reading.page;
    let has_type = !page.resources.is_empty() || !page.members.is_empty();
    let has = |class: SectionClass| page.sections.iter().any(|section| section.class == class);
    match reading.side {
        Side::Include => PageKind::Include,
        _ if page.title.is_none() => {
            let message = "the page has no title and is not read as a reference page";
            reading.findings.push(Diagnostic::about(Code::NotAReferencePage, file.path.clone(), message));
            PageKind::Foreign
        }
        Side::Api => {
            let annotated = page.resources.iter().any(|block| block.annotation.is_some());
            if page.requests.is_empty()
                && page.examples.is_empty()
                && !has(SectionClass::HttpRequest)
                && (annotated || has(SectionClass::JsonRepresentation))
            {
                PageKind::Resource
            } else if page.requests.is_empty() && page.examples.is_empty() && !has(SectionClass::HttpRequest) {
                PageKind::Conceptual
            } else {
                PageKind::Api
            }
        }
        Side::Resources => {
            let typed =
                has(SectionClass::Properties) || has(SectionClass::JsonRepresentation) || has(SectionClass::Relationships);
            if has_type || typed && !reading.conceptual {
                PageKind::Resource
            } else if !page.enumerations.is_empty() {
                PageKind::Enumeration
            } else {
                PageKind::Conceptual
            }
        }
    }
}

/// The version: of the folder, else of the URLs in examples, else of the disclaimer.
pub(super) fn version(reading: &Reading<'_, '_>, file: &SourceFile) -> Option<Version> {
    // A fragment of no version folder is for the pages of all versions, whatever it links to.
    if file.version.is_some() || file.folder().split('/').any(|part| part == "includes") {
        return file.version.clone();
    }
    if let Some(version) = &reading.version {
        return Some(version.clone());
    }
    let page = &reading.page;
    let targets = page.examples.iter().filter_map(|example| example.request.as_ref()).map(|(_, target)| target.value.as_str());
    for target in targets.chain(page.requests.iter().map(|request| request.target.value.as_str())) {
        let Some(path) = target.split_once("://graph.microsoft.com/").map(|(_, path)| path) else { continue };
        match path.split('/').next() {
            Some("v1.0") => return Some(Version("v1.0".to_owned())),
            Some("beta") => return Some(Version("beta".to_owned())),
            _ => {}
        }
    }
    let disclaimer = page.includes.iter().any(|include| include.label.value.contains("beta-disclaimer"));
    disclaimer.then(|| Version("beta".to_owned()))
}
