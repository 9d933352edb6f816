//! Findings as text for people: the line of the page, a caret, a label, and the help.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// How the text may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    /// No escape sequences.
    Plain,
    /// Colours, for a terminal.
    Coloured,
}

/// A page line longer than this is not shown: one cell of a broken table can hold megabytes.
const MAX_LINE_BYTES: usize = 400;

/// Renders one finding; the text ends with a line break.
#[must_use]
pub fn render_text(finding: &Diagnostic, sources: &Sources, style: TextStyle) -> String {
    let level = match finding.severity() {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = match &finding.path {
        Some(path) => format!("{path}: {}", finding.message),
        None => finding.message.clone(),
    };
    let mut group = Group::with_title(level.primary_title(title).id(finding.code.name()));
    if let Some(span) = finding.span {
        group = group.element(snippet(sources, span, None));
    }
    for (span, label) in &finding.related {
        group = group.element(snippet(sources, *span, Some(label)));
    }
    let help = finding.help();
    if !help.is_empty() {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = match style {
        TextStyle::Plain => Renderer::plain(),
        TextStyle::Coloured => Renderer::styled(),
    };
    let mut text: String = renderer.render(&[group]).chars().map(shown).collect();
    text.push('\n');
    text
}

/// The renderer replaces what a terminal obeys in the first 32 characters and in bidirectional text; there is more of both.
fn shown(character: char) -> char {
    match character {
        '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            '\u{fffd}'
        }
        other => other,
    }
}

/// The lines around a span, cut so that the snippet stays readable whatever the page holds.
fn snippet<'a>(sources: &'a Sources, span: Span, label: Option<&'a str>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = sources.file(span.file);
    let text = file.text.as_str();
    let range = span.range();
    let start = floor_boundary(text, range.start);
    let end = floor_boundary(text, range.end.max(range.start)).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = if start - line_start > MAX_LINE_BYTES { start } else { line_start };
    let to = floor_boundary(text, line_end.min(from + 2 * MAX_LINE_BYTES));
    let marked = (start - from).min(to - from)..(end.min(to).max(start) - from).min(to - from);
    let shown = text[from..to].trim_end_matches('\r');
    let marked = marked.start.min(shown.len())..marked.end.min(shown.len());
    let annotation = AnnotationKind::Primary.span(marked);
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Snippet::source(shown)
        .path(file.path.as_str())
        .line_start(file.line(u32::try_from(start).unwrap_or(u32::MAX)) as usize)
        .annotation(annotation)
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
