//! How much of a page is read: a page of millions of rows, names of megabytes, lists without end would cost every later stage
//! more than the page. Each bound is several times what the largest page of the whole reference has; what lies beyond it is
//! left out, and a finding says so.

use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, Row};
use crate::source::Span;

/// Rows of all tables of a page; the largest page has 828.
const MAX_ROWS: usize = 4_000;

/// Request lines of a page; the largest number is 65.
const MAX_REQUESTS: usize = 400;

/// Examples of a page, and headers of one.
const MAX_EXAMPLES: usize = 400;
const MAX_HEADERS: usize = 100;

/// Bytes of a name or a type cell; the longest name of the reference has 96.
const MAX_NAME: usize = 512;

/// Bytes of a request line's target; the longest has 412.
const MAX_TARGET: usize = 4_096;

/// Bytes of a list of permissions; a long one has 500.
const MAX_PERMISSIONS: usize = 16_384;

/// Leaves out what is beyond the bounds.
pub(super) fn keep_within(page: &mut Page, findings: &mut Vec<Diagnostic>) {
    names(page, findings);
    let mut rows = Room { left: MAX_ROWS, first_out: None };
    rows.cut(&mut page.members, |row| row.span);
    rows.cut(&mut page.rows, |row| row.span);
    for table in &mut page.enumerations {
        rows.cut(&mut table.members, |member| member.name.span);
    }
    for table in &mut page.permissions {
        rows.cut(&mut table.rows, |row| row.label.span);
    }
    rows.cut(&mut page.methods, |row| row.name.span);
    rows.cut(&mut page.request_headers, |row| row.name.span);
    rows.report(MAX_ROWS, "rows in its tables", findings);
    let mut requests = Room { left: MAX_REQUESTS, first_out: None };
    requests.cut(&mut page.requests, |line| line.target.span);
    requests.report(MAX_REQUESTS, "request lines", findings);
    let mut examples = Room { left: MAX_EXAMPLES, first_out: None };
    examples.cut(&mut page.examples, |example| example.span);
    examples.report(MAX_EXAMPLES, "examples", findings);
    for example in &mut page.examples {
        let mut headers = Room { left: MAX_HEADERS, first_out: None };
        headers.cut(&mut example.headers, |(name, _)| name.span);
        headers.report(MAX_HEADERS, "headers in one message", findings);
    }
}

/// Leaves out rows, members, request lines and lists whose text is too long to be what it should be.
fn names(page: &mut Page, findings: &mut Vec<Diagnostic>) {
    let mut long = |fits: bool, span: Span, what: &str, bound: usize| {
        if !fits {
            let message = format!("this {what} is longer than {bound} bytes and is not read");
            findings.push(Diagnostic::new(Code::NameTooLong, span, message));
        }
        fits
    };
    let mut row = |row: &Row| {
        long(row.name.value.len() <= MAX_NAME, row.name.span, "name", MAX_NAME)
            && long(row.ty.text.value.len() <= MAX_NAME, row.ty.text.span, "type", MAX_NAME)
    };
    page.members.retain(&mut row);
    page.rows.retain(&mut row);
    for table in &mut page.enumerations {
        table.members.retain(|member| long(member.name.value.len() <= MAX_NAME, member.name.span, "name", MAX_NAME));
    }
    page.title.take_if(|title| !long(title.value.len() <= MAX_NAME, title.span, "title", MAX_NAME));
    page.request_headers.retain(|row| long(row.name.value.len() <= MAX_NAME, row.name.span, "name", MAX_NAME));
    page.requests.retain(|line| long(line.target.value.len() <= MAX_TARGET, line.target.span, "address", MAX_TARGET));
    for example in &mut page.examples {
        let fits = |(_, target): &(_, crate::source::Spanned<String>)| target.value.len() <= MAX_TARGET;
        example.request.take_if(|request| !long(fits(request), request.1.span, "address", MAX_TARGET));
    }
    for cell in page.permissions.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| [&mut row.least, &mut row.higher]) {
        cell.take_if(|cell| !long(cell.value.len() <= MAX_PERMISSIONS, cell.span, "list", MAX_PERMISSIONS));
    }
}

/// How many more of a kind there may be.
struct Room {
    left: usize,
    first_out: Option<Span>,
}

impl Room {
    fn cut<T>(&mut self, list: &mut Vec<T>, span: impl Fn(&T) -> Span) {
        if let Some(first) = list.get(self.left) {
            self.first_out = self.first_out.or_else(|| Some(span(first)));
            list.truncate(self.left);
        }
        self.left -= list.len();
    }

    fn report(self, bound: usize, what: &str, findings: &mut Vec<Diagnostic>) {
        if let Some(span) = self.first_out {
            let message = format!("the page has more than {bound} {what}; what stands from here on is not read");
            findings.push(Diagnostic::new(Code::PageTooLarge, span, message));
        }
    }
}
