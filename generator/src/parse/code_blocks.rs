//! Code blocks: documented request lines, JSON representations, and examples.

use std::ops::Range;

use super::findings::report_json;
use super::http::{Message, RequestParts, message, request_line, second_message, status_line};
use super::json;
use super::outline::Fence;
use super::reading::{Reading, Side};
use super::sections::path;
use super::text::{Text, find_ignore_case, is_blank, lines, trim_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{
    Annotation, ExampleBlock, ExampleBody, ExampleKind, RequestLine, RequestLineFault, ResourceBlock, SectionClass,
};
use crate::source::{Span, Spanned};

/// A code block with what stands around it.
pub(super) struct Placed<'b, 'a> {
    pub(super) fence: &'b Fence<'a>,
    pub(super) annotation: Option<Annotation>,
    pub(super) section: Option<usize>,
    pub(super) span: Span,
}

/// Reads a code block into the page.
pub(super) fn read(reading: &mut Reading<'_, '_>, placed: Placed<'_, '_>) {
    let block = reading.fences;
    reading.fences += 1;
    let raw = placed.fence.code.raw.as_ref();
    let block_type =
        placed.annotation.as_ref().and_then(|annotation| annotation.block_type.as_ref()).map(|name| name.value.as_str());
    let block_type = BlockType::of(block_type);
    let first = first_line(raw);
    let is_request = request_line(raw, first.clone()).is_some_and(|line| line.fault.is_none());
    let is_response = status_line(raw, first.clone(), false).is_some();

    if reading.side == Side::Api && block_type != BlockType::Response && documents_requests(reading, &placed, block_type) {
        let requests = request_lines(reading, &placed, block, block_type == BlockType::Request);
        reading.page.requests.extend(requests);
        if block_type != BlockType::Request {
            return;
        }
    } else if reading.side == Side::Api
        && matches!(block_type, BlockType::None | BlockType::Ignored)
        && is_request
        && !in_example(reading, placed.section)
    {
        let requests = request_lines(reading, &placed, block, false);
        reading.loose.extend(requests);
        return;
    }
    let language = placed.fence.language;
    let json_language = language.eq_ignore_ascii_case("json");
    let representation = block_type == BlockType::None
        && reading.side == Side::Resources
        && reading.within(placed.section, SectionClass::JsonRepresentation)
        && (json_language || language.is_empty());
    if block_type == BlockType::Resource || representation {
        let json = json::read(&placed.fence.code);
        report_json(&json, reading.findings);
        reading.page.resources.push(ResourceBlock {
            span: placed.span,
            annotation: placed.annotation,
            section: placed.section,
            json,
        });
        return;
    }
    let in_example = in_example(reading, placed.section);
    let json_first = raw.get(first).is_some_and(|line| line.trim_start().starts_with(['{', '[']));
    let kind = match block_type {
        BlockType::Request => ExampleKind::Request,
        BlockType::Response => ExampleKind::Response,
        BlockType::None | BlockType::Ignored | BlockType::Other
            if is_response && (in_example || block_type != BlockType::Ignored) =>
        {
            ExampleKind::Response
        }
        BlockType::Example if is_response => ExampleKind::Response,
        BlockType::Example if is_request => ExampleKind::Request,
        _ if is_request && (in_example || block_type == BlockType::Example) => ExampleKind::Request,
        BlockType::None | BlockType::Ignored if reading.side == Side::Api && in_example && json_language && json_first => {
            json_kind(reading.class(placed.section))
        }
        BlockType::Example => ExampleKind::Json,
        _ => return,
    };
    let sure = is_request || is_response || matches!(block_type, BlockType::Request | BlockType::Response);
    examples(reading, placed, kind, block_type, !sure);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockType {
    /// No annotation.
    None,
    Ignored,
    Request,
    Response,
    Resource,
    Example,
    Other,
}

impl BlockType {
    fn of(name: Option<&str>) -> Self {
        match name {
            None => Self::None,
            Some("ignored" | "ignore") => Self::Ignored,
            Some("request") => Self::Request,
            Some("response" | "simulatedResponse") => Self::Response,
            Some("resource") => Self::Resource,
            Some("example") => Self::Example,
            Some(_) => Self::Other,
        }
    }
}

/// The first line that is not blank.
fn first_line(raw: &str) -> Range<usize> {
    lines(raw, 0..raw.len()).find(|line| !raw[line.clone()].chars().all(is_blank)).unwrap_or(0..0)
}

/// The section's own requests: it lies under an HTTP request heading, and the block is no example that strayed there.
fn documents_requests(reading: &Reading<'_, '_>, placed: &Placed<'_, '_>, block_type: BlockType) -> bool {
    if !reading.within(placed.section, SectionClass::HttpRequest) {
        return false;
    }
    if block_type != BlockType::Request {
        return true;
    }
    let nested = path(&reading.page.sections, placed.section)
        .take_while(|section| section.class != SectionClass::HttpRequest)
        .any(|section| example_words(&section.heading.value));
    let raw = placed.fence.code.raw.as_ref();
    let json = lines(raw, 0..raw.len()).any(|line| raw[line].trim_start().starts_with(['{', '[']));
    !nested && !json
}

fn example_words(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    ["example", "request", "response", "sample"].iter().any(|word| lower.starts_with(word))
}

/// The block stands where traffic is shown: under an example, a request, or a response heading.
fn in_example(reading: &Reading<'_, '_>, section: Option<usize>) -> bool {
    path(&reading.page.sections, section).any(|section| {
        matches!(section.class, SectionClass::ExampleRequest | SectionClass::ExampleResponse | SectionClass::Example)
            || section.class != SectionClass::Title && example_words(&section.heading.value)
    })
}

fn json_kind(class: SectionClass) -> ExampleKind {
    match class {
        SectionClass::Response | SectionClass::ExampleResponse => ExampleKind::Response,
        SectionClass::RequestBody | SectionClass::ExampleRequest => ExampleKind::Request,
        _ => ExampleKind::Json,
    }
}

/// Every line with a verb.
fn request_lines(reading: &mut Reading<'_, '_>, placed: &Placed<'_, '_>, block: usize, is_example: bool) -> Vec<RequestLine> {
    let code = &placed.fence.code;
    let raw = code.raw.as_ref();
    let mut out: Vec<RequestLine> = Vec::new();
    let mut previous: Option<RequestParts> = None;
    for line in lines(raw, 0..raw.len()) {
        if let Some(parts) = request_line(raw, line.clone()) {
            fault(reading, parts.fault, code.span_of(line));
            out.push(request(code, &parts, &[], placed.section, block, is_example));
            previous = Some(parts);
            continue;
        }
        let part = trim_range(raw, line);
        if raw[part.clone()].starts_with(['?', '&'])
            && previous.is_some()
            && let Some(last) = out.last_mut()
        {
            // The query string goes on here.
            last.target.value.push_str(&raw[part.clone()]);
            last.target.span = last.target.span.to(code.span_of(part));
        } else {
            if raw[part.clone()].starts_with('/') {
                let message = "this path has no method in front";
                reading.findings.push(Diagnostic::new(Code::RequestLineMissingMethod, code.span_of(part), message));
            }
            previous = None;
        }
    }
    out
}

fn request(
    text: &Text<'_>,
    parts: &RequestParts,
    wrapped: &[Range<usize>],
    section: Option<usize>,
    block: usize,
    is_example: bool,
) -> RequestLine {
    let (method, target) = request_words(text, parts, wrapped);
    RequestLine { method, target, section, block, is_example, bridged: parts.fault }
}

/// Method and target; a wrapped target in one piece.
fn request_words(text: &Text<'_>, parts: &RequestParts, wrapped: &[Range<usize>]) -> (Spanned<String>, Spanned<String>) {
    let method = text.part(parts.method.clone()).map(|method| method.to_ascii_uppercase());
    let mut target = text.part(parts.target.clone());
    for part in wrapped {
        target.value.push_str(&text.raw[part.clone()]);
        target.span = target.span.to(text.span_of(part.clone()));
    }
    (method, target)
}

fn fault(reading: &mut Reading<'_, '_>, fault: Option<RequestLineFault>, span: Span) {
    let (code, message) = match fault {
        None => return,
        Some(RequestLineFault::MissingBlank) => (Code::RequestLineMissingBlank, "a blank is missing between method and path"),
        Some(RequestLineFault::LowerCaseMethod) => (Code::RequestLineLowerCase, "the method is not in upper case"),
        Some(RequestLineFault::OutsideFence) => (Code::RequestLineOutsideFence, "this request line stands outside a code block"),
    };
    reading.findings.push(Diagnostic::new(code, span, message));
}

/// Request lines among the prose of an HTTP request section.
pub(super) fn prose_requests(reading: &mut Reading<'_, '_>, text: &Text<'_>, section: Option<usize>) {
    if reading.side != Side::Api || !reading.within(section, SectionClass::HttpRequest) {
        return;
    }
    let raw = text.raw.as_ref();
    for line in lines(raw, 0..raw.len()) {
        let trimmed = raw[line.clone()].trim_start_matches(['`', '*', ' ', '\t']);
        let start = line.end - trimmed.len();
        let inner = start..start + trimmed.trim_end_matches(['`', '*', ' ', '\t']).len();
        let Some(mut parts) = request_line(raw, inner) else { continue };
        let target = &raw[parts.target.clone()];
        if target.starts_with('/') || target.starts_with("http") {
            parts.fault = Some(RequestLineFault::OutsideFence);
            fault(reading, parts.fault, text.span_of(parts.method.start..parts.target.end));
            let block = reading.fences;
            reading.page.requests.push(request(text, &parts, &[], section, block, false));
        }
    }
}

/// Reads a block as one example, or as two where a request and its response share it.
fn examples(
    reading: &mut Reading<'_, '_>,
    mut placed: Placed<'_, '_>,
    kind: ExampleKind,
    block_type: BlockType,
    uncertain: bool,
) {
    let code = &placed.fence.code;
    let whole = 0..code.raw.len();
    let Some(at) = second_message(code).filter(|_| kind != ExampleKind::Json) else {
        let annotation = placed.annotation.take();
        let example = example(reading, &placed, whole, kind, annotation);
        if kind == ExampleKind::Response && example.request.is_some() {
            let message = "this response begins with a request line";
            reading.findings.push(Diagnostic::new(Code::ResponseIsRequest, example.span, message));
        }
        reading.page.examples.push(ExampleBlock { uncertain, ..example });
        return;
    };
    let place = code.span_of(lines(&code.raw, at..whole.end).next().unwrap_or(at..at));
    let message = "a response follows the request in the same code block";
    reading.findings.push(Diagnostic::new(Code::MergedRequestResponse, place, message));
    let annotation = placed.annotation.take();
    let (for_request, for_response) = if block_type == BlockType::Response { (None, annotation) } else { (annotation, None) };
    let request = example(reading, &placed, 0..at, ExampleKind::Request, for_request);
    let response = example(reading, &placed, at..whole.end, ExampleKind::Response, for_response);
    reading.page.examples.push(request);
    reading.page.examples.push(ExampleBlock { split: true, ..response });
}

fn example(
    reading: &mut Reading<'_, '_>,
    placed: &Placed<'_, '_>,
    range: Range<usize>,
    kind: ExampleKind,
    annotation: Option<Annotation>,
) -> ExampleBlock {
    let code = &placed.fence.code;
    let message = message(code, range.clone(), kind == ExampleKind::Response);
    report_message(reading, code, &message);
    let headers: Vec<(Spanned<String>, Spanned<String>)> =
        message.headers.iter().map(|(name, value)| (code.part(name.clone()), code.part(value.clone()))).collect();
    let body = body(reading, code, &message, &headers);
    let whole = range == (0..code.raw.len());
    ExampleBlock {
        span: if whole { placed.span } else { code.span_of(trim_range(&code.raw, range)) },
        annotation,
        section: placed.section,
        kind,
        language: placed.fence.language.to_owned(),
        request: message.request.as_ref().map(|parts| request_words(code, parts, &message.wrapped)),
        status: message.status.as_ref().map(|status| Spanned::new(status.status, code.span_of(status.place.clone()))),
        headers,
        body,
        split: false,
        uncertain: false,
    }
}

fn body(
    reading: &mut Reading<'_, '_>,
    code: &Text<'_>,
    message: &Message,
    headers: &[(Spanned<String>, Spanned<String>)],
) -> ExampleBody {
    let text = code.raw.get(message.body.clone()).unwrap_or("");
    if text.is_empty() {
        return ExampleBody::None;
    }
    let content_type = headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-type"));
    let json_content = content_type.map(|(_, value)| find_ignore_case(&value.value, "json", 0).is_some());
    if text.starts_with(['{', '[']) || json_content == Some(true) && text.starts_with('"') {
        let json = json::read(&code.sub(message.body.clone()));
        // `[Zip file ...]`, `{Raw bytes ...}`: words in place of bytes.
        let placeholder = json.value.is_none() && (json_content == Some(false) || !text.contains(['"', ':', '\n']));
        if !placeholder {
            report_json(&json, reading.findings);
            return ExampleBody::Json(json);
        }
    }
    ExampleBody::Other(code.part(message.body.clone()))
}

fn report_message(reading: &mut Reading<'_, '_>, code: &Text<'_>, message: &Message) {
    if let Some(request) = &message.request {
        fault(reading, request.fault, code.span_of(request.method.start..request.target.end));
    }
    if let Some(status) = message.status.as_ref().filter(|status| !status.versioned) {
        let text = "this status line has no HTTP version";
        reading.findings.push(Diagnostic::new(Code::StatusLineWithoutVersion, code.span_of(status.place.clone()), text));
    }
    if let Some(late) = &message.late_headers {
        let text = "a blank line parts this header from the first line";
        reading.findings.push(Diagnostic::new(Code::HeadersAfterBlankLine, code.span_of(late.clone()), text));
    }
}
