//! The title of a page whose form lost it.

use super::super::json;
use super::super::outline::{Content, Outline};
use super::super::text::{starts_with_ignore_case, trim_range};
use crate::page::{Inference, Inferred, SectionClass};
use crate::source::{FileId, Span};

/// Sets the title where none was captured: the type that the JSON representation names, else the first sentence, else the first heading.
pub(super) fn complete(outline: &mut Outline<'_>, source: &str, file: FileId) {
    let Some(first) = outline.sections.first() else { return };
    if !first.heading.value.is_empty() {
        return;
    }
    let found = of_representation(outline).or_else(|| of_intro(outline, source, file)).or_else(|| {
        let heading = &outline.sections.get(1)?.heading;
        Some((heading.value.clone(), heading.span))
    });
    let Some((value, span)) = found else { return };
    outline.inferences.push(Inference { what: Inferred::Title, value: value.clone(), place: span });
    if let Some(title) = outline.sections.first_mut() {
        title.heading.value = value;
        title.heading.span = span;
        title.class = SectionClass::Title;
    }
}

fn of_representation(outline: &Outline<'_>) -> Option<(String, Span)> {
    let code = outline.blocks.iter().find_map(|block| match &block.content {
        Content::Fence(fence) if fence.language == "json" => Some(&fence.code),
        _ => None,
    })?;
    let root = json::read(code).value?;
    let ty = root.get("@odata.type")?;
    let name = ty.as_str()?.trim_start_matches('#');
    let name = name.rsplit('.').next().unwrap_or(name);
    Some((format!("{name} resource type"), ty.span))
}

fn of_intro(outline: &Outline<'_>, source: &str, file: FileId) -> Option<(String, Span)> {
    outline.blocks.iter().filter(|block| block.section == Some(0)).find_map(|block| {
        let Content::Paragraph(_) = &block.content else { return None };
        let range = block.span.range();
        let text = source.get(range.clone())?;
        if starts_with_ignore_case(text.trim_start(), "namespace:") {
            return None;
        }
        let end = text.find(". ").or_else(|| text.find('\n')).unwrap_or(text.len());
        let sentence = trim_range(source, range.start..range.start + end);
        let words = source.get(sentence.clone())?.trim_end_matches('.');
        let end = sentence.start + words.len();
        (!words.is_empty()).then(|| (words.to_owned(), Span::new(file, sentence.start, end)))
    })
}
