//! What the readers share: the page so far, the findings, and what is known of the page as a whole.

use super::inline::LinkDefinitions;
use super::outline::Outline;
use super::sections::within;
use crate::diagnostic::Diagnostic;
use crate::page::{Page, RequestLine, Section, SectionClass};
use crate::source::{SourceFile, Version};

/// A page while it is read.
pub(super) struct Reading<'o, 'f> {
    pub(super) page: Page,
    pub(super) findings: &'f mut Vec<Diagnostic>,
    pub(super) links: &'o LinkDefinitions,
    /// The version that the outline knows.
    pub(super) version: Option<Version>,
    pub(super) side: Side,
    /// `doc_type` calls the page conceptual.
    pub(super) conceptual: bool,
    /// `doc_type` or title say that the page is about an enumeration.
    pub(super) enumeration_page: bool,
    /// Tables read so far.
    pub(super) tables: usize,
    /// Code blocks read so far.
    pub(super) fences: usize,
    /// Request lines under headings of their own; they count where the page has no others.
    pub(super) loose: Vec<RequestLine>,
}

/// The half of the reference that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Api,
    Resources,
    Include,
}

impl Side {
    /// From the folder; in a flat folder from the headings.
    pub(super) fn of(file: &SourceFile, sections: &[Section]) -> Self {
        for part in file.folder().rsplit('/') {
            match part {
                "api" => return Self::Api,
                "resources" => return Self::Resources,
                "includes" => return Self::Include,
                _ => {}
            }
        }
        let has = |classes: &[SectionClass]| sections.iter().any(|section| classes.contains(&section.class));
        if has(&[SectionClass::HttpRequest]) {
            Self::Api
        } else if has(&[SectionClass::Properties, SectionClass::JsonRepresentation, SectionClass::Members]) {
            Self::Resources
        } else if has(&[SectionClass::Response, SectionClass::RequestBody, SectionClass::ExampleRequest]) {
            Self::Api
        } else if has(&[SectionClass::Title]) {
            Self::Resources
        } else {
            Self::Include
        }
    }
}

impl Reading<'_, '_> {
    /// The class of a section.
    pub(super) fn class(&self, section: Option<usize>) -> SectionClass {
        section.and_then(|index| self.page.sections.get(index)).map_or(SectionClass::Other, |section| section.class)
    }

    /// The heading of a section.
    pub(super) fn heading(&self, section: Option<usize>) -> &str {
        section.and_then(|index| self.page.sections.get(index)).map_or("", |section| section.heading.value.as_str())
    }

    /// The section or one above it is of the class.
    pub(super) fn within(&self, section: Option<usize>, class: SectionClass) -> bool {
        within(&self.page.sections, section, class)
    }
}

/// The value of a front matter key.
pub(super) fn front_matter<'o>(outline: &'o Outline<'_>, key: &str) -> &'o str {
    let entry = outline.front_matter.iter().find(|(name, _)| name.value == key);
    entry.map_or("", |(_, value)| value.value.as_str())
}
