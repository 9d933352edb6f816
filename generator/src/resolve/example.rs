//! Examples: requests and responses of a page paired in page order, and both sides as the model keeps them.

use super::library::Library;
use crate::diagnostic::Code;
use crate::json::JsonDeviation;
use crate::model::{Example, ExampleContent, ExampleSide};
use crate::page::{ExampleBlock, ExampleBody, ExampleKind, Page, SectionClass};

/// A request and its response, or one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) request: Option<&'a ExampleBlock>,
    pub(super) response: Option<&'a ExampleBlock>,
}

impl<'a> Pair<'a> {
    /// The block that stands first.
    pub(super) fn first(&self) -> Option<&'a ExampleBlock> {
        self.request.or(self.response)
    }

    /// Whether the request is a GET.
    pub(super) fn reads(&self) -> bool {
        let method = self.request.and_then(|request| request.request.as_ref()).map(|(method, _)| method.value.as_str());
        method.is_some_and(|method| method.eq_ignore_ascii_case("GET"))
    }

    /// Whether the request goes to another address than the API's: an upload session's, or another service's. Every cloud's host
    /// has `graph` in its name.
    pub(super) fn leaves_api(&self) -> bool {
        let Some(request) = self.request else { return false };
        let host = request.request.as_ref().and_then(|(_, target)| {
            let (_, rest) = target.value.split_once("://")?;
            Some(rest.split('/').next().unwrap_or_default().to_ascii_lowercase())
        });
        let foreign = host.is_some_and(|host| !host.contains("graph") && !host.contains(['{', '<']));
        foreign || request.annotation.as_ref().is_some_and(|annotation| annotation.opaque_url)
    }
}

/// Blocks of the page that are no exchange with the service, with the reason.
pub(super) struct Pairing<'a> {
    pub(super) pairs: Vec<Pair<'a>>,
    pub(super) left_out: Vec<(&'a ExampleBlock, Code, &'static str)>,
}

/// Pairs the blocks of a page: a response belongs to the request that it names, else to the last one before it
/// that has none yet.
pub(super) fn pair(page: &Page) -> Pairing<'_> {
    let mut pairing = Pairing { pairs: Vec::new(), left_out: Vec::new() };
    for block in &page.examples {
        if in_notification(page, block) {
            pairing.left_out.push((block, Code::NotificationExample, "the service sends it to the client"));
            continue;
        }
        match block.kind {
            ExampleKind::Request => pairing.pairs.push(Pair { request: Some(block), response: None }),
            ExampleKind::Response => match named_request(&pairing.pairs, block).or_else(|| last_open(&pairing.pairs)) {
                Some(open) => pairing.pairs[open].response = Some(block),
                None => pairing.pairs.push(Pair { request: None, response: Some(block) }),
            },
            ExampleKind::Json => {
                let reason = "the block has neither a request line nor a status line";
                pairing.left_out.push((block, Code::ExampleWithoutFirstLine, reason));
            }
        }
    }
    pairing
}

fn in_notification(page: &Page, block: &ExampleBlock) -> bool {
    let mut next = block.section;
    while let Some(section) = next.and_then(|number| page.sections.get(number)) {
        if section.class == SectionClass::Notification {
            return true;
        }
        next = section.parent;
    }
    false
}

fn named_request(pairs: &[Pair<'_>], response: &ExampleBlock) -> Option<usize> {
    let names = &response.annotation.as_ref()?.names;
    pairs.iter().position(|pair| {
        pair.response.is_none()
            && pair.request.and_then(|request| request.annotation.as_ref()).is_some_and(|annotation| {
                annotation.names.iter().any(|name| names.iter().any(|wanted| wanted.value == name.value))
            })
    })
}

/// Only the last request can be meant: a response far below an unanswered request is not its own.
fn last_open(pairs: &[Pair<'_>]) -> Option<usize> {
    let last = pairs.len().checked_sub(1)?;
    pairs.get(last).filter(|pair| pair.response.is_none() && pair.request.is_some()).map(|_| last)
}

/// The pair as the model keeps it.
pub(super) fn example(library: &Library<'_>, page: &Page, pair: &Pair<'_>) -> Example {
    Example {
        name: name(page, pair),
        request: pair.request.map(|block| side(library, block)),
        response: pair.response.map(|block| side(library, block)),
    }
}

/// The name of the annotation, else the nearest heading that says more than "Request".
fn name(page: &Page, pair: &Pair<'_>) -> String {
    let Some(block) = pair.first() else { return String::new() };
    if let Some(name) = block.annotation.as_ref().and_then(|annotation| annotation.names.first()) {
        return name.value.clone();
    }
    let mut next = block.section;
    let mut heading = "";
    while let Some(section) = next.and_then(|number| page.sections.get(number)) {
        match section.class {
            SectionClass::ExampleRequest | SectionClass::ExampleResponse => next = section.parent,
            SectionClass::Title => break,
            _ => {
                heading = section.heading.value.as_str();
                break;
            }
        }
    }
    let heading = heading.trim();
    if heading.is_empty() { "Example".to_owned() } else { heading.to_owned() }
}

/// One block as the model keeps it.
pub(super) fn side(library: &Library<'_>, block: &ExampleBlock) -> ExampleSide {
    let file = library.sources.file(block.span.file);
    let annotated = block.annotation.as_ref().and_then(|annotation| annotation.block_type.as_ref());
    ExampleSide {
        at: library.place(block.span),
        end_line: file.line(block.span.end.saturating_sub(1).max(block.span.start)),
        request_line: block.request.as_ref().map(|(method, target)| (method.value.to_uppercase(), target.value.clone())),
        status: block.status.as_ref().map(|status| status.value),
        headers: block.headers.iter().map(|(name, value)| (name.value.clone(), value.value.clone())).collect(),
        content: content(&block.body),
        odata_type: block.annotation.as_ref().and_then(|annotation| annotation.odata_type.as_ref()).map(|ty| ty.value.clone()),
        is_collection: block.annotation.as_ref().is_some_and(|annotation| annotation.is_collection),
        truncated: block.annotation.as_ref().is_some_and(|annotation| annotation.truncated),
        annotated: annotated
            .is_some_and(|kind| kind.value.eq_ignore_ascii_case("request") || kind.value.eq_ignore_ascii_case("response")),
    }
}

fn content(body: &ExampleBody) -> ExampleContent {
    match body {
        ExampleBody::None => ExampleContent::None,
        ExampleBody::Other(text) => ExampleContent::Other(text.value.clone()),
        ExampleBody::Json(json) => match &json.value {
            Some(value) => ExampleContent::Json { text: value.to_compact(), strict: json.strict },
            None => ExampleContent::BrokenJson {
                text: json.text.value.clone(),
                reason: json.deviations.last().map_or("it is no JSON", |deviation| reason(deviation.value)).to_owned(),
            },
        },
    }
}

fn reason(deviation: JsonDeviation) -> &'static str {
    match deviation {
        JsonDeviation::MissingComma => "a comma is missing",
        JsonDeviation::Ellipsis => "an ellipsis stands in place of members",
        JsonDeviation::TrailingText => "text follows the value",
        JsonDeviation::Unclosed => "the value ends before its brackets are closed",
        _ => "it is no JSON",
    }
}
