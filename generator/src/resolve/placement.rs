//! Which operation each example belongs to: the one whose template its URL follows, else the nearest on its page.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::example::{self, Pair, Pairing};
use super::library::Library;
use super::matching::{self, TemplateIndex, UrlPath};
use super::operations::{Grouping, OperationDraft};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Segment, Unplaced};
use crate::page::Page;
use crate::source::Spanned;

/// Where every example went.
#[derive(Debug, Default)]
pub(super) struct Placement<'a> {
    pub(super) placed: Placed<'a>,
    pub(super) unplaced: LeftOut,
}

/// The examples of each operation, each with the number of its page.
pub(super) type Placed<'a> = BTreeMap<usize, Vec<(usize, Pair<'a>)>>;

/// Those of an operation's examples that one page shows.
pub(super) fn on_page<'a>(placed: &[(usize, Pair<'a>)], page: usize) -> Vec<Pair<'a>> {
    placed.iter().filter(|(of, _)| *of == page).map(|(_, pair)| *pair).collect()
}

/// The examples of each page that belong to no operation.
pub(super) type LeftOut = BTreeMap<usize, Vec<Unplaced>>;

/// Places the examples of all pages.
pub(super) fn place<'a>(library: &Library<'a>, grouping: &Grouping, findings: &mut Vec<Diagnostic>) -> Placement<'a> {
    let mut index = TemplateIndex::default();
    for (number, draft) in grouping.operations.iter().enumerate() {
        for address in &draft.addresses {
            index.add(&draft.method, &address.segments, number);
        }
    }
    let of_pages: Vec<OfPage<'a>> = library
        .pages
        .par_iter()
        .zip(&library.examples)
        .enumerate()
        .map(|(number, (page, examples))| {
            let own: &[usize] = grouping.by_page.get(&number).map_or(&[], Vec::as_slice);
            place_page(library, grouping, &index, own, page, examples)
        })
        .collect();
    let mut placement = Placement::default();
    for (number, page) in of_pages.into_iter().enumerate() {
        for (operation, pair) in page.placed {
            placement.placed.entry(operation).or_default().push((number, pair));
        }
        if !page.unplaced.is_empty() {
            placement.unplaced.insert(number, page.unplaced);
        }
        findings.extend(page.findings);
    }
    placement
}

/// Where the examples of one page went.
#[derive(Default)]
struct OfPage<'a> {
    /// Each with its operation.
    placed: Vec<(usize, Pair<'a>)>,
    unplaced: Vec<Unplaced>,
    findings: Vec<Diagnostic>,
}

fn place_page<'a>(
    library: &Library<'a>,
    grouping: &Grouping,
    index: &TemplateIndex<'_>,
    own: &[usize],
    page: &'a Page,
    examples: &Pairing<'a>,
) -> OfPage<'a> {
    let mut of_page = OfPage::default();
    for &(block, code, reason) in &examples.left_out {
        let pair = match block.kind {
            crate::page::ExampleKind::Response => Pair { request: None, response: Some(block) },
            _ => Pair { request: Some(block), response: None },
        };
        of_page.unplaced.push(left_out(library, page, &pair, (code, reason)));
    }
    let mut last = None;
    for &pair in &examples.pairs {
        match find(grouping, index, own, page, &pair, last, &mut of_page.findings) {
            Ok(operation) => {
                last = Some(operation);
                of_page.placed.push((operation, pair));
            }
            Err((code, reason)) => {
                if let Some(block) = pair.first().filter(|block| !block.uncertain && code == Code::ExampleWithoutOperation) {
                    let message = format!("{reason}; the example is not replayed");
                    of_page.findings.push(Diagnostic::new(Code::ExampleWithoutOperation, block.span, message));
                }
                of_page.unplaced.push(left_out(library, page, &pair, (code, reason)));
            }
        }
    }
    of_page
}

/// Why an example belongs to no operation.
type Reason = (Code, &'static str);

const NO_OPERATION: Reason = (Code::ExampleWithoutOperation, "the page documents no operation");

fn left_out(library: &Library<'_>, page: &Page, pair: &Pair<'_>, (code, reason): Reason) -> Unplaced {
    let example = example::example(library, page, pair);
    Unplaced { example, reason: reason.to_owned(), code: code.name().to_owned() }
}

fn find(
    grouping: &Grouping,
    index: &TemplateIndex<'_>,
    own: &[usize],
    page: &Page,
    pair: &Pair<'_>,
    last: Option<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Result<usize, Reason> {
    let Some(request) = pair.request else {
        // An answer alone belongs to what the page documents: to the operation of the example before it, or the first.
        return last.or_else(|| own.first().copied()).ok_or(NO_OPERATION);
    };
    let Some((method, target)) = &request.request else {
        let reason = (Code::ExampleWithoutFirstLine, "the request has no request line");
        return only_with_body(grouping, own).ok_or(reason);
    };
    let method = method.value.to_ascii_uppercase();
    let url = matching::url_path(&target.value);
    let drafts = || own.iter().filter_map(|&number| Some((number, grouping.operations.get(number)?)));
    let of_method = || drafts().filter(|(_, draft)| draft.method == method);
    let addresses =
        of_method().flat_map(|(number, draft)| draft.addresses.iter().map(move |address| (number, address.segments.as_slice())));
    if let Some(found) = matching::best(addresses.clone(), &url.segments) {
        note_case(addresses.filter(|(number, _)| *number == found), &url, target, findings);
        return Ok(found);
    }
    // `/me/...` stands for `/users/{id}/...` whether or not the page says so.
    if let Some(long) = matching::as_user(&url)
        && let Some(found) = matching::best(addresses, &long.segments)
    {
        return Ok(found);
    }
    let differs = |findings: &mut Vec<Diagnostic>| {
        let message = format!("no request line of the page has the form of `{}`", shorten(&target.value));
        findings.push(Diagnostic::new(Code::ExamplePathDiffers, target.span, message));
    };
    if pair.leaves_api() {
        // What is read there is what the operation answers. What is sent there is another step of the work.
        let read = of_method().next().filter(|_| pair.reads()).map(|(number, _)| number);
        return read.ok_or((Code::ExampleOutsideApi, "the URL is not part of the API"));
    }
    let same_end = of_method().find(|(_, draft)| draft.addresses.iter().any(|address| ends_alike(&address.segments, &url)));
    if let Some((number, _)) = same_end {
        differs(findings);
        return Ok(number);
    }
    if let Some(found) = index.find(&method, &url).or_else(|| index.find(&method, &matching::as_user(&url)?)) {
        if page.sections.len() < 2 || !own.contains(&found) {
            differs(findings);
        }
        return Ok(found);
    }
    // The next page of what a POST answers is asked for at an address that the service gives.
    if method == "GET" && target.value.to_ascii_lowercase().contains("skiptoken=") {
        let follows = |draft: &OperationDraft| {
            draft.addresses.iter().any(|address| matching::score(&address.segments, &url.segments).is_some())
        };
        if let Some((number, _)) = drafts().find(|(_, draft)| follows(draft)) {
            return Ok(number);
        }
    }
    match of_method().next() {
        Some((number, _)) => {
            differs(findings);
            Ok(number)
        }
        None if own.is_empty() => Err(NO_OPERATION),
        None => Err((Code::ExampleWithoutOperation, "no operation has this method and path")),
    }
}

/// The operation that a body without a request line is sent to: the page's only one, or the first of those that send a body
/// if all of them do the same at different addresses.
fn only_with_body(grouping: &Grouping, own: &[usize]) -> Option<usize> {
    if let [only] = own {
        return Some(*only);
    }
    let last = |number: usize| {
        let draft = grouping.operations.get(number)?;
        let sends = matches!(draft.method.as_str(), "POST" | "PATCH" | "PUT");
        sends.then_some((&draft.method, draft.addresses.first()?.segments.last()?))
    };
    let mut sending = own.iter().copied().filter(|&number| last(number).is_some());
    let first = sending.next()?;
    sending.all(|other| last(other) == last(first)).then_some(first)
}

/// Reports a URL whose fixed segments agree with no template of its operation to the letter.
fn note_case<'t>(
    templates: impl Iterator<Item = (usize, &'t [Segment])>,
    url: &UrlPath,
    target: &Spanned<String>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut differs = None;
    for (_, template) in templates.filter(|(_, template)| matching::score(template, &url.segments).is_some()) {
        match matching::other_case(template, url) {
            None => return,
            Some((expected, written)) => {
                let message = format!("the URL has `{written}` where the request line has `{expected}`");
                differs.get_or_insert(message);
            }
        }
    }
    if let Some(message) = differs {
        findings.push(Diagnostic::new(Code::ExamplePathCase, target.span, message));
    }
}

/// The last named segments agree.
fn ends_alike(template: &[Segment], url: &UrlPath) -> bool {
    let last = template.iter().rev().find_map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Function { name, .. } => Some(name.as_str()),
        _ => None,
    });
    let item = matches!(template.last(), Some(Segment::Parameter(_)));
    let position = if item { url.segments.len().checked_sub(2) } else { url.segments.len().checked_sub(1) };
    let named = position.and_then(|position| url.segments.get(position)).map(|text| text.split('(').next().unwrap_or(text));
    matches!((last, named), (Some(last), Some(named)) if last.eq_ignore_ascii_case(named))
}

fn shorten(url: &str) -> &str {
    match url.char_indices().nth(120) {
        Some((end, _)) => &url[..end],
        None => url,
    }
}
