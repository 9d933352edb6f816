//! Addresses that a page shows in its examples and nowhere else: `/me/...` where it documents `/users/{id}/...`, a count or
//! a cast behind a documented collection, the arguments of a function whose request line leaves them out or shows samples,
//! request lines below headings of their own, and the requests of resource pages, which have no request lines.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::example;
use super::library::{DEFAULT_NAMESPACE, Library};
use super::matching::{self, UrlPath};
use super::operations::{Grouping, OperationDraft};
use super::path;
use super::type_index::{NameKind, TypeIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Address, Parameter, Place, Segment};
use crate::page::{ExampleKind, Page, PageKind};
use crate::source::Spanned;

/// Adds what the examples show to what the request lines say.
pub(super) fn add(library: &Library<'_>, index: &TypeIndex, grouping: &mut Grouping, findings: &mut Vec<Diagnostic>) {
    let keys = |draft: &OperationDraft| -> Vec<(String, String)> {
        draft.addresses.iter().map(|address| (draft.method.clone(), path::key(&address.segments))).collect()
    };
    let keys: Vec<Vec<(String, String)>> = grouping.operations.par_iter().map(keys).collect();
    let (known, of_pages): (_, Vec<Vec<Request<'_>>>) = rayon::join(
        || keys.into_iter().flatten().collect(),
        || library.examples.par_iter().enumerate().map(|(number, examples)| requests(library, number, examples)).collect(),
    );
    let mut shown = Shown { known, index, grouping, findings };
    for (page, requests) in library.pages.iter().zip(of_pages) {
        for request in requests {
            if shown.grouping.by_page.contains_key(&request.page) {
                shown.on_documented_page(page, &request);
            } else if request.answered {
                shown.on_resource_page(page, &request);
            }
        }
    }
}

/// The requests of a page's examples.
fn requests<'a>(library: &Library<'a>, number: usize, examples: &example::Pairing<'a>) -> Vec<Request<'a>> {
    let request = |pair: &example::Pair<'a>| {
        let block = pair.request.filter(|block| block.kind == ExampleKind::Request && !pair.leaves_api())?;
        let (method, target) = block.request.as_ref()?;
        Some(Request {
            page: number,
            method: method.value.to_ascii_uppercase(),
            target,
            url: matching::url_path(&target.value),
            at: library.place(target.span),
            answered: answered(pair),
        })
    };
    examples.pairs.iter().filter_map(request).collect()
}

fn answered(pair: &example::Pair<'_>) -> bool {
    let status = pair.response.and_then(|response| response.status.as_ref());
    status.is_some_and(|status| (200..300).contains(&status.value))
}

/// The request of an example.
struct Request<'a> {
    page: usize,
    method: String,
    target: &'a Spanned<String>,
    url: UrlPath,
    at: Place,
    /// With success.
    answered: bool,
}

struct Shown<'s> {
    /// Method and key of every address.
    known: BTreeSet<(String, String)>,
    index: &'s TypeIndex,
    grouping: &'s mut Grouping,
    findings: &'s mut Vec<Diagnostic>,
}

impl Shown<'_> {
    fn on_documented_page(&mut self, page: &Page, request: &Request<'_>) {
        let own = self.own(request);
        let followed = own.iter().copied().find_map(|(operation, address)| {
            let segments = &self.address(operation, address)?.segments;
            matching::score(segments, &request.url.segments).map(|_| (operation, address))
        });
        if followed.is_some() {
            self.free_samples(&own, request);
            return;
        }
        let _ = self.alias_of_user(&own, request)
            || self.behind_collection(&own, request)
            || self.with_arguments(page, &own, request)
            || self.written_as_template(request);
    }

    /// `GET /sites/{site-id}/drives` without a host is written as request lines are: older pages have a heading and a block
    /// for each address.
    fn written_as_template(&mut self, request: &Request<'_>) -> bool {
        let Ok(mut template) = path::parse(&request.target.value) else { return false };
        let known_start = || {
            let first = template.segments.first();
            let first = first.map(|segment| path::key(std::slice::from_ref(segment)));
            first.is_some_and(|first| self.known.iter().any(|(_, key)| key.split('/').nth(1) == first.get(1..)))
        };
        if !request.target.value.starts_with('/') || !self.is_plain(&template.segments) || !known_start() {
            return false;
        }
        for segment in &mut template.segments {
            free(segment, |_| true);
        }
        self.new_operation(request, vec![Address { segments: template.segments, query: template.query, at: vec![request.at] }])
    }

    /// No segment is a sample of an identifier.
    fn is_plain(&self, segments: &[Segment]) -> bool {
        segments.iter().all(|segment| match segment {
            Segment::Literal(text) => text.chars().all(|c| c.is_ascii_alphabetic()) || self.narrows(text),
            Segment::Parameter(_) | Segment::Function { .. } => true,
            Segment::PathAddress { anchor, .. } => self.is_plain(std::slice::from_ref(anchor)),
        })
    }

    /// Operation and address numbers of the request's page and method.
    fn own(&self, request: &Request<'_>) -> Vec<(usize, usize)> {
        let own = self.grouping.by_page.get(&request.page).into_iter().flatten();
        own.filter_map(|&number| Some((number, self.grouping.operations.get(number)?)))
            .filter(|(_, draft)| draft.method == request.method)
            .flat_map(|(number, draft)| (0..draft.addresses.len()).map(move |address| (number, address)))
            .collect()
    }

    fn address(&self, operation: usize, address: usize) -> Option<&Address> {
        self.grouping.operations.get(operation)?.addresses.get(address)
    }

    fn is_new(&self, method: &str, segments: &[Segment]) -> bool {
        !self.known.contains(&(method.to_owned(), path::key(segments)))
    }

    fn note(&mut self, method: &str, segments: &[Segment]) {
        self.known.insert((method.to_owned(), path::key(segments)));
    }

    /// `/me/...` means `/users/{id}/...` of the signed-in user.
    fn alias_of_user(&mut self, own: &[(usize, usize)], request: &Request<'_>) -> bool {
        let Some(long) = matching::as_user(&request.url) else { return false };
        let found = own.iter().find_map(|&(operation, address)| {
            let segments = &self.address(operation, address)?.segments;
            matching::score(segments, &long.segments)?;
            let (Some(Segment::Parameter(_)), Some(rest)) = (segments.get(1), segments.get(2..)) else { return None };
            Some((operation, std::iter::once(Segment::Literal("me".to_owned())).chain(rest.iter().cloned()).collect::<Vec<_>>()))
        });
        let Some((operation, segments)) = found.filter(|(_, segments)| self.is_new(&request.method, segments)) else {
            return false;
        };
        self.note(&request.method, &segments);
        if let Some(draft) = self.grouping.operations.get_mut(operation) {
            draft.addresses.push(Address { segments, query: None, at: vec![request.at] });
        }
        true
    }

    /// `/users/$count`, `/groups/{id}/members/microsoft.graph.user` where the page documents the collection.
    fn behind_collection(&mut self, own: &[(usize, usize)], request: &Request<'_>) -> bool {
        if request.method != "GET" {
            return false;
        }
        let url = &request.url.segments;
        let tail = url.iter().rev().take_while(|text| self.narrows(text)).count();
        let Some(split) = url.len().checked_sub(tail).filter(|_| tail > 0) else { return false };
        let (front, behind) = url.split_at(split);
        let found = own.iter().find_map(|&(operation, address)| {
            matching::score(&self.address(operation, address)?.segments, front).map(|_| operation)
        });
        let Some(draft) = found.and_then(|operation| self.grouping.operations.get(operation)) else { return false };
        let addresses: Vec<Address> = draft
            .addresses
            .iter()
            .map(|address| {
                let behind = behind.iter().map(|text| Segment::Literal(self.narrowing(text)));
                Address { segments: address.segments.iter().cloned().chain(behind).collect(), query: None, at: vec![request.at] }
            })
            .collect();
        self.new_operation(request, addresses)
    }

    /// Whether a segment counts what stands in front of it, or is a cast.
    fn narrows(&self, text: &str) -> bool {
        text.eq_ignore_ascii_case("$count")
            || (text.contains('.')
                && self
                    .index
                    .find(text, DEFAULT_NAMESPACE)
                    .is_some_and(|entry| entry.kind == NameKind::Structured && entry.name.0.eq_ignore_ascii_case(text)))
    }

    fn narrowing(&self, text: &str) -> String {
        let cast = self.index.find(text, DEFAULT_NAMESPACE).filter(|_| text.contains('.'));
        cast.map_or_else(|| text.to_ascii_lowercase(), |entry| entry.name.0.clone())
    }

    /// `.../cell(row=1,column=2)` where the request line says `.../cell`.
    fn with_arguments(&mut self, page: &Page, own: &[(usize, usize)], request: &Request<'_>) -> bool {
        let Some((last, front)) = request.url.segments.split_last() else { return false };
        let Some(call) = path::parse(last).ok().and_then(|template| template.segments.into_iter().next()) else { return false };
        let Segment::Function { name, parameters } = call else { return false };
        if parameters.is_empty() || request.method != "GET" {
            return false;
        }
        let mut call = Segment::Function { name: name.clone(), parameters };
        free(&mut call, |_| true);
        let found = own.iter().find_map(|&(operation, address)| {
            let segments = &self.address(operation, address)?.segments;
            let (Segment::Literal(named), start) = segments.split_last()? else { return None };
            (named.eq_ignore_ascii_case(&name) && matching::score(start, front).is_some()).then(|| (operation, start.to_vec()))
        });
        let Some((operation, mut segments)) = found else { return false };
        segments.push(call);
        if self.shows_plain(page, operation) {
            let address = Address { segments, query: None, at: vec![request.at] };
            return self.new_operation(request, vec![address]);
        }
        // Nothing calls it without arguments: the request line left them out.
        let Some(draft) = self.grouping.operations.get_mut(operation) else { return false };
        let Some(call) = segments.pop() else { return false };
        for address in &mut draft.addresses {
            let ends = matches!(address.segments.last(), Some(Segment::Literal(named)) if named.eq_ignore_ascii_case(&name));
            if let Some(last) = address.segments.last_mut().filter(|_| ends) {
                *last = call.clone();
                self.known.insert((request.method.clone(), path::key(&address.segments)));
            }
        }
        let names_it = |target: &str| target.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&name));
        if let Some(line) = page.requests.iter().find(|line| names_it(&line.target.value)) {
            let message = format!("`{}` leaves out the arguments that the example gives", line.target.value);
            self.findings.push(Diagnostic::new(Code::PathMended, line.target.span, message));
        }
        true
    }

    /// Some example of the page calls the operation as its request line is written.
    fn shows_plain(&self, page: &Page, operation: usize) -> bool {
        let Some(draft) = self.grouping.operations.get(operation) else { return false };
        page.examples.iter().filter_map(|block| block.request.as_ref()).any(|(_, target)| {
            let url = matching::url_path(&target.value);
            draft.addresses.iter().any(|address| matching::score(&address.segments, &url.segments).is_some())
        })
    }

    /// `filter(on='parameterValue')` beside an example with `filter(on='reviewer')`: what differs is a sample.
    fn free_samples(&mut self, own: &[(usize, usize)], request: &Request<'_>) {
        let url = &request.url.segments;
        let score = |&(operation, address): &(usize, usize)| {
            Some((matching::score(&self.address(operation, address)?.segments, url)?, operation, address))
        };
        let best = own.iter().filter_map(score).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        let Some((_, operation, address)) = best else { return };
        let Some(found) = self.address(operation, address) else { return };
        if !found.segments.iter().any(|segment| matches!(segment, Segment::Function { .. })) {
            return;
        }
        let mut segments = found.segments.clone();
        for (segment, text) in segments.iter_mut().zip(url) {
            if let Segment::Function { .. } = segment {
                let given = matching::arguments(text);
                free(segment, |parameter| {
                    let literal = parameter.literal.as_deref();
                    let value = given.iter().find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
                    value.is_some_and(|(_, value)| {
                        literal.is_some_and(|literal| !literal.eq_ignore_ascii_case(value)) && !value.starts_with(['{', '@', '<'])
                    })
                });
            }
        }
        if path::key(&segments) == path::key(&found.segments) || !self.is_new(&request.method, &segments) {
            return;
        }
        self.note(&request.method, &segments);
        if let Some(address) = self.grouping.operations.get_mut(operation).and_then(|draft| draft.addresses.get_mut(address)) {
            address.segments = segments;
        }
    }

    /// A request with its answer on the page of a resource whose path no page documents.
    fn on_resource_page(&mut self, page: &Page, request: &Request<'_>) {
        let Ok(template) = path::parse(&request.target.value) else { return };
        let foreign = page.kind != PageKind::Resource || !self.declares_type(request.page);
        if foreign || !self.is_plain(&template.segments) || !self.is_new(&request.method, &template.segments) {
            return;
        }
        let address = Address { segments: template.segments, query: None, at: vec![request.at] };
        self.new_operation(request, vec![address]);
    }

    fn declares_type(&self, page: usize) -> bool {
        self.index.on_page(page).any(|(_, entry)| entry.kind == NameKind::Structured)
    }

    fn new_operation(&mut self, request: &Request, addresses: Vec<Address>) -> bool {
        if !addresses.iter().all(|address| self.is_new(&request.method, &address.segments)) {
            return false;
        }
        for address in &addresses {
            self.note(&request.method, &address.segments);
        }
        let number = self.grouping.operations.len();
        self.grouping.operations.push(OperationDraft {
            method: request.method.clone(),
            addresses,
            pages: vec![request.page],
            ..OperationDraft::default()
        });
        self.grouping.by_page.entry(request.page).or_default().push(number);
        true
    }
}

/// Makes parameters of the fixed values that are samples.
fn free(segment: &mut Segment, is_sample: impl Fn(&Parameter) -> bool) {
    let parameters = match segment {
        Segment::Function { parameters, .. } => parameters.as_mut_slice(),
        Segment::PathAddress { path, .. } => std::slice::from_mut(path),
        Segment::Literal(_) | Segment::Parameter(_) => return,
    };
    for parameter in parameters {
        if is_sample(parameter) && parameter.literal.take().is_some() {
            parameter.name.clone_into(&mut parameter.written);
        }
    }
}
