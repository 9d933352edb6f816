//! Builds an outline block by block, whatever the form.

use std::ops::Range;

use super::super::inline::LinkDefinitions;
use super::super::outline::{Block, Content, Fence, Outline, Table};
use super::super::text::Text;
use crate::page::{Form, Include, Inference, Inferred, Section, SectionClass};
use crate::source::{FileId, Span, Spanned};

/// An outline in the making.
pub(super) struct Builder<'a> {
    pub(super) outline: Outline<'a>,
    file: FileId,
    /// The open headings: level and number.
    path: Vec<(u8, usize)>,
    /// What comes stands in a tab of another language.
    foreign_tab: bool,
    /// `Note`, `Important`: the title of a box, whose text comes next.
    alert: Option<String>,
}

/// Titles of the boxes that the pages use.
pub(super) const ALERTS: [&str; 5] = ["Note", "Important", "Tip", "Warning", "Caution"];

impl<'a> Builder<'a> {
    pub(super) fn new(form: Form, file: FileId) -> Self {
        let outline = Outline {
            form,
            front_matter: Vec::new(),
            sections: Vec::new(),
            blocks: Vec::new(),
            links: LinkDefinitions::default(),
            version: None,
            inferences: Vec::new(),
        };
        Self { outline, file, path: Vec::new(), foreign_tab: false, alert: None }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The words of the heading that stands directly above what comes next.
    pub(super) fn current(&self) -> Option<&Section> {
        self.path.last().and_then(|&(_, section)| self.outline.sections.get(section))
    }

    /// Opens a section.
    pub(super) fn heading(&mut self, level: u8, heading: impl Into<String>, range: &Range<usize>) {
        while self.path.last().is_some_and(|&(open, _)| open >= level) {
            self.path.pop();
        }
        let parent = self.path.last().map(|&(_, section)| section);
        self.path.push((level, self.outline.sections.len()));
        let heading = Spanned::new(heading.into(), self.span(range));
        self.outline.sections.push(Section { heading, level, class: SectionClass::Other, parent });
    }

    /// Opens a section whose heading the form lost.
    pub(super) fn inferred_heading(&mut self, level: u8, heading: &str, at: usize) {
        self.heading(level, heading, &(at..at));
        self.infer(Inferred::Heading, heading, &(at..at));
    }

    /// Notes that something was found where the form lost it.
    pub(super) fn infer(&mut self, what: Inferred, value: &str, range: &Range<usize>) {
        let inference = Inference { what, value: value.to_owned(), place: self.span(range) };
        self.outline.inferences.push(inference);
    }

    fn push(&mut self, range: &Range<usize>, content: Content<'a>) {
        let section = self.path.last().map(|&(_, section)| section);
        let block = Block { span: self.span(range), section, foreign_tab: self.foreign_tab, content };
        self.outline.blocks.push(block);
    }

    /// Says where what comes next stands.
    pub(super) fn in_foreign_tab(&mut self, foreign: bool) {
        self.foreign_tab = foreign;
    }

    pub(super) fn paragraph(&mut self, text: Text<'a>, range: &Range<usize>) {
        if self.alert.is_none() && ALERTS.contains(&text.raw.trim()) {
            self.alert = Some(text.raw.trim().to_uppercase());
            return;
        }
        let text = match self.alert.take() {
            Some(alert) => {
                let start = range.start;
                let mut marked = Text::slice(self.file, "", start..start);
                marked.append(&format!("[!{alert}]\n"), &text);
                marked
            }
            None => text,
        };
        self.push(range, Content::Paragraph(text));
    }

    pub(super) fn table(&mut self, table: Table<'a>, range: &Range<usize>) {
        self.push(range, Content::Table(table));
    }

    pub(super) fn fence(&mut self, language: &'a str, code: Text<'a>, range: &Range<usize>) {
        self.push(range, Content::Fence(Fence { language, code }));
    }

    /// An include of which only the label is left.
    pub(super) fn include(&mut self, label: &str, range: &Range<usize>) {
        let end = range.end..range.end;
        let include = Include {
            label: Spanned::new(label.to_owned(), self.span(range)),
            target: Spanned::new(String::new(), self.span(&end)),
            section: None,
        };
        self.push(range, Content::Include(include));
    }
}
