//! Raw Markdown to outline.
//!
//! `pulldown-cmark` says where headings, code blocks and rules are, and what the reference links mean. The lines between
//! them are read here, because authors' tables are often none by the book and are meant all the same.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::front_matter;
use super::inline::LinkDefinitions;
use super::inline::visible;
use super::masking::{Comment, Masked, mask};
use super::outline::{Block, Content, Fence, Outline};
use super::region;
use super::tabs::Tabs;
use super::text::{Text, trim_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Form, Section, SectionClass};
use crate::source::{FileId, Span, Spanned};

/// The masked text of a page; it lives longer than the outline that borrows from it.
pub(super) struct Markdown {
    masked: Masked,
}

/// A heading, code block or rule, by the book.
struct Landmark<'a> {
    range: Range<usize>,
    kind: LandmarkKind<'a>,
}

enum LandmarkKind<'a> {
    Heading(u8),
    Fence(Fence<'a>),
    Rule,
    Comment(usize),
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
        let mut landmarks = landmarks(parser, masked, file);
        for (index, comment) in self.masked.comments.iter().enumerate() {
            landmarks.push(Landmark { range: comment.whole.clone(), kind: LandmarkKind::Comment(index) });
        }
        landmarks.sort_by_key(|landmark| (landmark.range.start, landmark.range.end));

        if let Some(range) = &self.masked.unclosed_fence {
            let span = Span::new(file, range.start, range.end);
            findings.push(Diagnostic::new(Code::UnclosedFence, span, "this code block is never closed"));
        }
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
            },
            path: Vec::new(),
        };
        builder.build(landmarks, &self.masked.comments);
        builder.outline
    }
}

fn landmarks<'a>(parser: Parser<'a>, masked: &'a str, file: FileId) -> Vec<Landmark<'a>> {
    let mut out = Vec::new();
    let mut fence: Option<(Range<usize>, Option<Text<'a>>)> = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if is_heading(masked, &range) => {
                out.push(Landmark { range, kind: LandmarkKind::Heading(level as u8) });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => fence = Some((range, None)),
            Event::Text(_) => {
                if let Some((_, text)) = &mut fence {
                    match text {
                        Some(text) => {
                            let separator =
                                if text.raw.ends_with('\n') || text.offset(text.raw.len()) == range.start { "" } else { "\n" };
                            text.push(separator, masked, range);
                        }
                        None => *text = Some(Text::slice(file, masked, range)),
                    }
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((range, text)) = fence.take() {
                    let first = masked.get(range.clone()).and_then(|block| block.lines().next()).unwrap_or("");
                    let language = first.trim_start_matches(['`', '~']).trim();
                    let code = text.unwrap_or_else(|| Text::slice(file, masked, range.start..range.start));
                    let whole = trim_range(masked, range);
                    out.push(Landmark { range: whole, kind: LandmarkKind::Fence(Fence { language, code }) });
                }
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
    fn build(&mut self, landmarks: Vec<Landmark<'a>>, comments: &[Comment]) {
        let mut at = 0;
        for landmark in landmarks {
            let Range { start, end } = landmark.range.clone();
            if start < at {
                // A comment inside a heading or a quoted block: it was masked there already.
                if let LandmarkKind::Comment(index) = landmark.kind {
                    self.comment(&comments[index]);
                }
                continue;
            }
            self.region(at..start);
            at = end;
            match landmark.kind {
                LandmarkKind::Heading(level) => self.heading(level, landmark.range),
                LandmarkKind::Fence(fence) => self.push(start..end, Content::Fence(fence)),
                LandmarkKind::Rule => self.tabs.rule(),
                LandmarkKind::Comment(index) => self.comment(&comments[index]),
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
