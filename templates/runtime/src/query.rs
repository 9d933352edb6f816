//! Query options: where they may be said, and how they are written.
//!
//! A request has `select`, `expand` and the like only where the page documents the option: the second type parameter of
//! [`Request`](super::request::Request) is a marker that implements the traits of the documented options.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::request::Request;

/// What must be encoded in a value: all but the unreserved characters of RFC 3986 and the punctuation of OData expressions
/// that a query may hold as it is. A space becomes `%20`, never `+`.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'\'')
    .remove(b',')
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'*')
    .remove(b'=');

/// The same for a name, in which an equals sign would end it.
const NAME: &AsciiSet = &VALUE.add(b'=');

/// Marker: the page documents `$select`.
pub trait CanSelect {}
/// Marker: the page documents `$expand`.
pub trait CanExpand {}
/// Marker: the page documents `$filter`.
pub trait CanFilter {}
/// Marker: the page documents `$orderby`.
pub trait CanOrderBy {}
/// Marker: the page documents `$search`.
pub trait CanSearch {}
/// Marker: the page documents `$top`.
pub trait CanTop {}
/// Marker: the page documents `$skip`.
pub trait CanSkip {}
/// Marker: the page documents `$count`.
pub trait CanCount {}

impl<T, Q: CanSelect> Request<T, Q> {
    /// `$select`: only these properties.
    #[must_use]
    pub fn select<S: AsRef<str>>(self, properties: impl IntoIterator<Item = S>) -> Self {
        self.option("$select", joined(properties))
    }
}

impl<T, Q: CanExpand> Request<T, Q> {
    /// `$expand`: these related resources too, each with its own options if any: `members($select=id)`.
    #[must_use]
    pub fn expand<S: AsRef<str>>(self, relationships: impl IntoIterator<Item = S>) -> Self {
        self.option("$expand", joined(relationships))
    }
}

impl<T, Q: CanFilter> Request<T, Q> {
    /// `$filter`: only what the expression holds for. [`text_literal`] writes a string value safely.
    #[must_use]
    pub fn filter(self, expression: impl Into<String>) -> Self {
        self.option("$filter", expression.into())
    }
}

impl<T, Q: CanOrderBy> Request<T, Q> {
    /// `$orderby`: sorted by these, in this order: `displayName desc`.
    #[must_use]
    pub fn order_by<S: AsRef<str>>(self, properties: impl IntoIterator<Item = S>) -> Self {
        self.option("$orderby", joined(properties))
    }
}

impl<T, Q: CanSearch> Request<T, Q> {
    /// `$search`: the expression as it stands, with its own quotes: `"displayName:contoso"`.
    #[must_use]
    pub fn search(self, expression: impl Into<String>) -> Self {
        self.option("$search", expression.into())
    }
}

impl<T, Q: CanTop> Request<T, Q> {
    /// `$top`: at most this many on a page.
    #[must_use]
    pub fn top(self, count: u32) -> Self {
        self.option("$top", count.to_string())
    }
}

impl<T, Q: CanSkip> Request<T, Q> {
    /// `$skip`: not the first so many.
    #[must_use]
    pub fn skip(self, count: u32) -> Self {
        self.option("$skip", count.to_string())
    }
}

impl<T, Q: CanCount> Request<T, Q> {
    /// `$count`: with the number of all that match.
    #[must_use]
    pub fn count(self) -> Self {
        self.option("$count", "true".to_owned())
    }
}

/// A string literal of OData: in quotes, quotes inside doubled. `O'Brien` becomes `'O''Brien'`.
#[must_use]
pub fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn joined<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(item.as_ref());
    }
    text
}

/// The query string of the pairs, without the question mark; empty without pairs.
pub(super) fn encode(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        let _ = write!(text, "{}={}", utf8_percent_encode(name, NAME), utf8_percent_encode(value, VALUE));
    }
    text
}

/// The pairs of a query string, decoded; the opposite of what a request does when it is sent.
#[must_use]
pub fn decode(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}
