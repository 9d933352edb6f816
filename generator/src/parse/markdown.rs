//! Raw Markdown to outline.
//!
//! `pulldown-cmark` says where headings and rules are, and what the reference links mean. Comments and code blocks are found
//! before, in [`masking`](super::masking); the lines between all of them are read in [`region`], because authors' tables are
//! often none by the book and are meant all the same.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::front_matter;
use super::inline::LinkDefinitions;
use super::inline::visible;
use super::masking::{Comment, FenceRange, Masked, mask};
use super::outline::{Block, Content, Fence, Outline};
use super::region;
use super::tabs::Tabs;
use super::text::{Text, lines, trim_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Form, Section, SectionClass};
use crate::source::{FileId, Span, Spanned};

/// The masked text of a page; it lives longer than the outline that borrows from it.
pub(super) struct Markdown {
    masked: Masked,
}

/// What parts the regions of prose.
struct Landmark<'m> {
    range: Range<usize>,
    kind: LandmarkKind<'m>,
}

enum LandmarkKind<'m> {
    Heading(u8),
    Rule,
    Fence(&'m FenceRange),
    Comment(&'m Comment),
}

impl Markdown {
    /// Prepares a text.
    pub(super) fn of(source: &str) -> Self {
        Self { masked: mask(source) }
    }

    /// Reads the outline. `source` is the text that `self` was made of.
    pub(super) fn outline<'a>(&'a self, source: &'a str, file: FileId, findings: &mut Vec<Diagnostic>) -> Outline<'a> {
        let masked = self.masked.text.as_str();
        let parser = Parser::new_ext(masked, Options::ENABLE_TABLES);
        let mut links = LinkDefinitions::default();
        for (label, definition) in parser.reference_definitions().iter() {
            links.insert(label, &definition.dest);
        }
        let mut landmarks = headings_and_rules(parser, masked);
        landmarks.extend(self.masked.comments.iter().map(Landmark::from));
        landmarks.extend(self.masked.fences.iter().map(Landmark::from));
        landmarks.sort_by_key(|landmark| (landmark.range.start, landmark.range.end));
        let mut builder = Builder {
            source,
            masked,
            file,
            findings,
            tabs: Tabs::default(),
            outline: Outline {
                form: Form::Markdown,
                front_matter: self
                    .masked
                    .front_matter
                    .as_ref()
                    .map_or_else(Vec::new, |range| front_matter::entries(source, range.clone(), file)),
                sections: Vec::new(),
                blocks: Vec::new(),
                links,
                version: None,
                inferences: Vec::new(),
            },
            path: Vec::new(),
        };
        builder.build(landmarks);
        builder.outline
    }
}

impl<'m> From<&'m Comment> for Landmark<'m> {
    fn from(comment: &'m Comment) -> Self {
        Self { range: comment.whole.clone(), kind: LandmarkKind::Comment(comment) }
    }
}

impl<'m> From<&'m FenceRange> for Landmark<'m> {
    fn from(fence: &'m FenceRange) -> Self {
        Self { range: fence.whole.clone(), kind: LandmarkKind::Fence(fence) }
    }
}

fn headings_and_rules<'m>(parser: Parser<'_>, masked: &str) -> Vec<Landmark<'m>> {
    let mut out = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if is_heading(masked, &range) => {
                out.push(Landmark { range, kind: LandmarkKind::Heading(level as u8) });
            }
            Event::Rule => out.push(Landmark { range: trim_range(masked, range), kind: LandmarkKind::Rule }),
            _ => {}
        }
    }
    out
}

/// An ATX heading at the margin, or a title underlined with `=`. A line above `---` is text above a rule: tab groups end so.
fn is_heading(masked: &str, range: &Range<usize>) -> bool {
    let text = masked.get(range.clone()).unwrap_or("").trim();
    let line_start = masked[..range.start].bytes().rev().take_while(|&byte| byte != b'\n').take(8).all(|byte| byte == b' ');
    line_start && (text.starts_with('#') || text.ends_with('='))
}

struct Builder<'a, 'f> {
    source: &'a str,
    masked: &'a str,
    file: FileId,
    findings: &'f mut Vec<Diagnostic>,
    tabs: Tabs,
    outline: Outline<'a>,
    /// The open headings: level and number.
    path: Vec<(u8, usize)>,
}

impl<'a> Builder<'a, '_> {
    fn build(&mut self, landmarks: Vec<Landmark<'_>>) {
        let mut at = 0;
        for landmark in landmarks {
            let Range { start, end } = landmark.range.clone();
            if start < at {
                // A comment in a heading's line: it is masked there already.
                if let LandmarkKind::Comment(comment) = landmark.kind {
                    self.comment(comment);
                }
                continue;
            }
            self.region(at..start);
            at = end;
            match landmark.kind {
                LandmarkKind::Heading(level) => self.heading(level, landmark.range),
                LandmarkKind::Rule => self.tabs.rule(),
                LandmarkKind::Fence(fence) => self.fence(fence),
                LandmarkKind::Comment(comment) => self.comment(comment),
            }
        }
        self.region(at..self.masked.len());
        self.tabs.end(self.findings);
    }

    fn push(&mut self, range: Range<usize>, content: Content<'a>) {
        self.outline.blocks.push(Block {
            span: Span::new(self.file, range.start, range.end),
            section: self.path.last().map(|&(_, section)| section),
            foreign_tab: self.tabs.foreign(),
            content,
        });
    }

    /// The lines between two landmarks.
    fn region(&mut self, range: Range<usize>) {
        if self.masked.get(range.clone()).is_none_or(|text| text.trim().is_empty()) {
            return;
        }
        for (range, part) in region::read(self.masked, range, self.file, self.findings) {
            match part {
                region::Part::Block(content) => self.push(range, content),
                region::Part::Heading(level) => self.heading(level, range),
                region::Part::Rule => self.tabs.rule(),
            }
        }
    }

    fn fence(&mut self, fence: &FenceRange) {
        if !fence.closed {
            let first = lines(self.source, fence.whole.clone()).next().unwrap_or(fence.whole.clone());
            let span = Span::new(self.file, first.start, first.end);
            self.findings.push(Diagnostic::new(Code::UnclosedFence, span, "this code block is never closed"));
        }
        let code = if fence.quoted {
            unquoted_lines(self.source, fence.inside.clone(), self.file)
        } else {
            Text::slice(self.file, self.source, fence.inside.clone())
        };
        let language = self.source.get(fence.language.clone()).unwrap_or("");
        self.push(fence.whole.clone(), Content::Fence(Fence { language, code }));
    }

    fn comment(&mut self, comment: &Comment) {
        let span = Span::new(self.file, comment.whole.start, comment.whole.end);
        if !comment.closed {
            self.findings.push(Diagnostic::new(Code::UnclosedComment, span, "this comment is never closed"));
        }
        let inside = Text::slice(self.file, self.source, comment.inside.clone());
        self.push(comment.whole.clone(), Content::Comment(inside));
    }

    fn heading(&mut self, level: u8, range: Range<usize>) {
        let raw = self.masked.get(range.clone()).unwrap_or("");
        let first = raw.lines().next().unwrap_or("");
        let indent = first.len() - first.trim_start_matches([' ', '#']).len();
        let inner = trim_range(self.masked, range.start + indent..range.start + first.len());
        let text = self.masked.get(inner.clone()).unwrap_or("");
        let text = text.trim_end_matches('#').trim_end();
        let span = Span::new(self.file, inner.start, inner.start + text.len());
        if self.tabs.label(text, span) {
            return;
        }
        self.tabs.heading(self.findings);
        while self.path.last().is_some_and(|&(open, _)| open >= level) {
            self.path.pop();
        }
        let parent = self.path.last().map(|&(_, section)| section);
        self.path.push((level, self.outline.sections.len()));
        let heading = Spanned::new(visible(text), span);
        self.outline.sections.push(Section { heading, level, class: SectionClass::Other, parent });
    }
}

/// The lines of a quoted code block without their quote marks.
fn unquoted_lines(source: &str, range: Range<usize>, file: FileId) -> Text<'_> {
    let mut out: Option<Text<'_>> = None;
    for line in lines(source, range.clone()) {
        let text = source.get(line.clone()).unwrap_or("");
        let inner = text.trim_start();
        let inner = inner.strip_prefix('>').map_or(text, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        let part = line.start + (text.len() - inner.len())..line.end;
        match &mut out {
            Some(out) => out.push("\n", source, part),
            None => out = Some(Text::slice(file, source, part)),
        }
    }
    out.unwrap_or_else(|| Text::slice(file, source, range.start..range.start))
}
