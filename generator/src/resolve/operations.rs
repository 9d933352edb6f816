//! Request lines of all pages grouped into operations: one for each method and path, `/me` beside `/users/{id}` as an alias.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use super::path::{self, Mended, PathFault};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Address, Segment};
use crate::page::{Page, RequestLine};

/// An operation in the making.
#[derive(Debug, Default)]
pub(super) struct OperationDraft {
    pub(super) method: String,
    /// The main address first.
    pub(super) addresses: Vec<Address>,
    /// The pages that document it, those that define it first, and of those the ones with the shorter file names: `user-list`
    /// stands for its operation before `intune-devices-user-list`, which says the same of a part of the service.
    pub(super) pages: Vec<usize>,
    /// The pages that say what the operation is. A page whose lines for it all have system query options
    /// (`GET /users?$expand=manager` on the page of the manager) shows a use of it, and what it says of the answer holds for that
    /// use. So does a page that sends the same to events, messages and contacts, where another page is about the one.
    pub(super) defining: BTreeSet<usize>,
    /// Whether a GET of it finds several objects, where request lines alone tell; see [`Grouping::tell_lists`].
    pub(super) lists: Option<bool>,
}

/// The operations of a version, and which of them each page documents.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    pub(super) operations: Vec<OperationDraft>,
    /// By page number: the page's operations in the order of its lines.
    pub(super) by_page: BTreeMap<usize, Vec<usize>>,
}

struct Line<'a> {
    page: usize,
    source: &'a RequestLine,
    method: String,
    key: String,
    segments: Vec<Segment>,
    query: Option<String>,
}

impl OperationDraft {
    /// Whether the page says what the operation is, rather than how to use it; all do where none does.
    pub(super) fn is_defined_by(&self, page: usize) -> bool {
        self.defining.is_empty() || self.defining.contains(&page)
    }
}

impl Grouping {
    /// Notes which GETs find one object and which a list, as far as request lines tell: what ends with a placeholder is one of
    /// several, and what some other request line continues with nothing but a placeholder holds them (OData 4.01 part 2,
    /// section 4.3.6, keys as segments).
    pub(super) fn tell_lists(&mut self) {
        let keys = |draft: &OperationDraft| -> Vec<String> {
            draft.addresses.iter().map(|address| path::key(&address.segments)).collect()
        };
        let lists: BTreeSet<String> =
            self.operations.iter().flat_map(keys).filter_map(|key| key.strip_suffix("/{}").map(str::to_owned)).collect();
        for draft in self.operations.iter_mut().filter(|draft| draft.method == "GET") {
            let keys = keys(draft);
            draft.lists = if keys.iter().all(|key| key.ends_with("/{}")) {
                Some(false)
            } else {
                keys.iter().any(|key| lists.contains(key)).then_some(true)
            };
        }
    }

    /// What [`tell_lists`](Self::tell_lists) found of a page's operations, if it is the same of all.
    pub(super) fn page_lists(&self, page: usize) -> Option<bool> {
        let own = self.by_page.get(&page)?;
        let mut told = own.iter().map(|&number| self.operations.get(number).and_then(|draft| draft.lists));
        let first = told.next()??;
        told.all(|other| other == Some(first)).then_some(first)
    }
}

/// `$expand=manager&$select=id`, and nothing that the operation has for itself (`startDateTime=...`).
fn only_system_options(query: &str) -> bool {
    query.split('&').all(|option| option.trim_start().starts_with('$'))
}

/// Groups the request lines of all pages.
pub(super) fn group(library: &Library<'_>, findings: &mut Vec<Diagnostic>) -> Grouping {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (number, page) in library.pages.iter().enumerate() {
        read_lines(number, page, &mut lines, findings);
    }
    let aliases = aliases(&lines);
    let writings = writings(&lines);
    let mut grouping = Grouping::default();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    // The keys of each operation's addresses, in the order of its addresses.
    let mut keys: Vec<Vec<String>> = Vec::new();
    for mut line in lines {
        correct_case(&mut line.segments, &writings);
        let main = aliases.get(&(line.method.clone(), line.key.clone())).unwrap_or(&line.key).clone();
        let number = *known.entry((line.method.clone(), main)).or_insert_with(|| {
            let draft = OperationDraft { method: line.method.clone(), ..OperationDraft::default() };
            grouping.operations.push(draft);
            keys.push(Vec::new());
            grouping.operations.len() - 1
        });
        let draft = &mut grouping.operations[number];
        if !line.query.as_deref().is_some_and(only_system_options) {
            draft.defining.insert(line.page);
        }
        let place = library.place(line.source.target.span);
        let own_keys = &mut keys[number];
        if let Some(address) = own_keys.iter().position(|key| *key == line.key).and_then(|at| draft.addresses.get_mut(at)) {
            address.at.push(place);
            address.query = address.query.take().or(line.query);
        } else {
            draft.addresses.push(Address { segments: line.segments, query: line.query, at: vec![place] });
            own_keys.push(line.key);
        }
        if !draft.pages.contains(&line.page) {
            draft.pages.push(line.page);
        }
        let own = grouping.by_page.entry(line.page).or_default();
        if !own.contains(&number) {
            own.push(number);
        }
    }
    let broad = broad_pages(&grouping);
    for draft in &mut grouping.operations {
        let is_broad = |page: &usize| broad.contains(&(*page, draft.method.clone()));
        if draft.defining.iter().any(|page| !is_broad(page)) {
            draft.defining = draft.defining.iter().filter(|page| !is_broad(page)).copied().collect();
        }
        let OperationDraft { pages, defining, .. } = draft;
        pages.sort_by_key(|page| (!defining.contains(page), library.stem_length(*page), *page));
        // The address with a user's identifier says more than `/me`, and works for applications too.
        draft.addresses.sort_by_key(
            |address| matches!(address.segments.first(), Some(Segment::Literal(first)) if first.eq_ignore_ascii_case("me")),
        );
    }
    grouping
}

/// The pages that have request lines of one method to things of different names, with that method.
fn broad_pages(grouping: &Grouping) -> BTreeSet<(usize, String)> {
    let mut things: BTreeMap<(usize, String), BTreeSet<String>> = BTreeMap::new();
    for draft in &grouping.operations {
        let named = |segment| literal(segment).filter(|text| !text.starts_with('$'));
        let thing = draft.addresses.first().and_then(|address| address.segments.iter().rev().find_map(named));
        for &page in &draft.pages {
            // `calendar` and `calendars` are one thing.
            let thing = thing.map(|thing| thing.to_lowercase().trim_end_matches('s').to_owned());
            things.entry((page, draft.method.clone())).or_default().extend(thing);
        }
    }
    things.into_iter().filter(|(_, things)| things.len() > 1).map(|(page, _)| page).collect()
}

fn read_lines<'a>(number: usize, page: &'a Page, lines: &mut Vec<Line<'a>>, findings: &mut Vec<Diagnostic>) {
    for line in &page.requests {
        match path::parse(&line.target.value) {
            Ok(template) => {
                report_mended(line, &template.mended, findings);
                lines.push(Line {
                    page: number,
                    source: line,
                    method: line.method.value.to_ascii_uppercase(),
                    key: path::key(&template.segments),
                    segments: template.segments,
                    query: template.query,
                });
            }
            Err(PathFault::Abbreviated) => {
                let message = format!("`{}` leaves out the beginning of the path; no operation is made of it", line.target.value);
                findings.push(Diagnostic::new(Code::AbbreviatedPath, line.target.span, message));
            }
            Err(PathFault::NoPath | PathFault::Empty) => {
                let message = format!("`{}` is no path", line.target.value);
                findings.push(Diagnostic::new(Code::UnreadableRequestLine, line.target.span, message));
            }
        }
    }
}

fn report_mended(line: &RequestLine, mended: &[Mended], findings: &mut Vec<Diagnostic>) {
    let mut words: Vec<&str> = Vec::new();
    for what in mended {
        match what {
            Mended::Host => words.push("the host is left out"),
            Mended::Version => words.push("the version is left out"),
            Mended::Tilde => words.push("the tilde is left out"),
            Mended::MissingSlash => words.push("a slash is put in front"),
            Mended::TrailingSlash => words.push("the slash at the end is left out"),
            Mended::TrailingText => words.push("the words behind the path are left out"),
            Mended::UnionOutsideBraces => words.push("the alternative outside the braces is read as part of the placeholder"),
            Mended::LiteralIdentifier => {
                let message = format!("`{}` holds a sample identifier, which is read as a placeholder", line.target.value);
                findings.push(Diagnostic::new(Code::LiteralIdentifier, line.target.span, message));
            }
        }
    }
    if !words.is_empty() {
        let message = format!("`{}`: {}", line.target.value, words.join(", "));
        findings.push(Diagnostic::new(Code::PathMended, line.target.span, message));
    }
}

/// `/me/...` lines whose page documents `/users/{id}/...` with the same method and rest: key of the one to key of
/// the other.
fn aliases(lines: &[Line<'_>]) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let mut start = 0;
    while let Some(first) = lines.get(start) {
        let end = lines[start..].iter().position(|line| line.page != first.page).map_or(lines.len(), |length| start + length);
        let on_page = &lines[start..end];
        for line in on_page {
            let Some(rest) = line.key.strip_prefix("/me").filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
                continue;
            };
            let long = format!("/users/{{}}{rest}");
            if on_page.iter().any(|other| other.method == line.method && other.key == long) {
                found.insert((line.method.clone(), line.key.clone()), long);
            }
        }
        start = end;
    }
    found
}

/// The most frequent writing of each segment: paths that differ in letter case only are one operation, and the
/// service's writing is the one that most pages use.
fn writings(lines: &[Line<'_>]) -> BTreeMap<String, String> {
    let mut votes: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for text in lines.iter().flat_map(|line| &line.segments).filter_map(literal) {
        *votes.entry(text.to_lowercase()).or_default().entry(text).or_default() += 1;
    }
    votes
        .into_iter()
        .filter(|(_, writings)| writings.len() > 1)
        .filter_map(|(lower, writings)| {
            let best = writings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
            Some((lower, (*best.0).to_owned()))
        })
        .collect()
}

fn literal(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(text) => Some(text),
        _ => None,
    }
}

fn correct_case(segments: &mut [Segment], writings: &BTreeMap<String, String>) {
    for segment in segments {
        if let Segment::Literal(text) = segment
            && let Some(best) = writings.get(&text.to_lowercase())
        {
            best.clone_into(text);
        }
    }
}
