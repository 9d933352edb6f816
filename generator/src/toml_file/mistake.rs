//! A mistake in a TOML file, and how it is shown.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::TextStyle;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes that are wrong.
    pub span: Range<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Mistake {
    /// A mistake at a place.
    #[must_use]
    pub fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

/// All mistakes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlError {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: String,
    /// The mistakes in the order in which they stand in the file; never empty.
    pub mistakes: Vec<Mistake>,
}

impl TomlError {
    /// The mistakes of a file, put in order; `None` when there is none.
    #[must_use]
    pub fn of(path: &Path, text: &str, mut mistakes: Vec<Mistake>) -> Option<Self> {
        mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
        mistakes.dedup();
        (!mistakes.is_empty()).then(|| Self { path: path.to_owned(), text: text.to_owned(), mistakes })
    }

    /// A file that could not be read at all.
    #[must_use]
    pub fn unreadable(path: &Path, reason: &str, help: &str) -> Self {
        let mistake = Mistake::new(0..0, format!("cannot read {}: {reason}", path.display()), help);
        Self { path: path.to_owned(), text: String::new(), mistakes: vec![mistake] }
    }

    /// All mistakes as text for people; it ends with a line break.
    #[must_use]
    pub fn render(&self, style: TextStyle) -> String {
        let renderer = match style {
            TextStyle::Plain => Renderer::plain(),
            TextStyle::Coloured => Renderer::styled(),
        };
        let path = self.path.display().to_string();
        let mut text = String::new();
        for mistake in &self.mistakes {
            let mut group = Group::with_title(Level::ERROR.primary_title(mistake.message.as_str()));
            if !self.text.is_empty() {
                let start = floor(&self.text, mistake.span.start);
                let end = floor(&self.text, mistake.span.end.max(mistake.span.start)).max(start);
                // A span of several lines (a whole table) is shown by its first.
                let end = self.text.get(start..end).and_then(|text| text.find('\n')).map_or(end, |at| start + at);
                let annotation = AnnotationKind::Primary.span(start..end);
                group = group.element(Snippet::source(self.text.as_str()).path(path.as_str()).annotation(annotation));
            }
            if !mistake.help.is_empty() {
                group = group.element(Level::HELP.message(mistake.help.as_str()));
            }
            text.push_str(&renderer.render(&[group]));
            text.push('\n');
        }
        text
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl fmt::Display for TomlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(TextStyle::Plain).trim_end())
    }
}

impl std::error::Error for TomlError {}
