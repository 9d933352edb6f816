//! What requests are answered with, and how it is read.

use std::fmt;

pub use bytes::Bytes;
use http::HeaderMap;

use super::error::BadAnswer;
use super::model::{self, Json, Model};

/// An answer as it came: any status.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RawAnswer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Where it came from, after redirects.
    pub url: String,
    /// The client's identifier of the request.
    pub client_request_id: String,
    /// How often the request was sent.
    pub tries: u32,
}

impl RawAnswer {
    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether the status is one of success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// An answer with these parts, for what is read without a client: an item of a batch, a documented example.
    #[must_use]
    pub fn of(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body, url: String::new(), client_request_id: String::new(), tries: 1 }
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("content_type", &self.header("content-type"))
            .field("request_id", &self.header("request-id"))
            .field("client_request_id", &self.client_request_id)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// A type that a successful answer can be read as.
pub trait Answer: Sized + 'static {
    /// Reads the answer.
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>>;

    /// The `Accept` header of the request.
    #[must_use]
    fn accept() -> &'static str {
        "application/json"
    }
}

/// A model, a [`Collection`](super::model::Collection) or a [`Single`](super::model::Single).
impl<T: Model + Default> Answer for T {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        let mut model = T::default();
        match read_into(&mut model, answer) {
            Ok(()) => Ok(model),
            Err(error) => Err(error),
        }
    }
}

/// Reads the answer into a model: compiled once for all types.
fn read_into(model: &mut dyn Model, answer: &RawAnswer) -> Result<(), Box<BadAnswer>> {
    let name = model.table().short_name();
    model::slice_into(model, &answer.body).map_err(|error| bad(answer, BadAnswer::from_model(name, &error)))
}

/// JSON of any shape, as its text.
impl Answer for Json {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        serde_json::from_slice(&answer.body).map_err(|error| bad(answer, BadAnswer::from_json(&error)))
    }
}

/// JSON of any shape, as a tree.
impl Answer for serde_json::Value {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        serde_json::from_slice(&answer.body).map_err(|error| bad(answer, BadAnswer::from_json(&error)))
    }
}

/// A number that stands alone, as `/$count` answers it: plain text (OData 4.01 URL conventions, section 4.8), which some services
/// begin with a byte order mark.
impl Answer for i64 {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        let text = std::str::from_utf8(&answer.body).unwrap_or_default().trim_start_matches('\u{feff}').trim();
        text.parse().map_err(|_| bad(answer, BadAnswer::new("Int64", "an integer", "something else")))
    }

    fn accept() -> &'static str {
        "text/plain, application/json"
    }
}

/// Nothing is expected, and what came nevertheless is not looked at.
impl Answer for () {
    fn read(_: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        Ok(())
    }
}

/// Content that is not JSON, whole. Use [`Client::download`](super::client::Client::download) for what does not fit in memory.
impl Answer for Bytes {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        Ok(answer.body.clone())
    }

    fn accept() -> &'static str {
        "*/*"
    }
}

/// An answer with a body, or `204` and none.
impl<T: Answer> Answer for Option<T> {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        if answer.status == 204 || answer.body.is_empty() { Ok(None) } else { T::read(answer).map(Some) }
    }

    fn accept() -> &'static str {
        T::accept()
    }
}

/// What was wrong, with the answer that it was found in.
fn bad(answer: &RawAnswer, bad: BadAnswer) -> Box<BadAnswer> {
    let mut bad = if answer.body.is_empty() { BadAnswer::new(bad.type_name, "a body of JSON", "no body") } else { bad };
    bad.status = answer.status;
    bad.content_type = answer.header("content-type").map(str::to_owned);
    bad.raw = answer.body.clone();
    Box::new(bad)
}

/// The answer to a request whose work goes on: where to look, and when.
///
/// [`Client::poll`](super::client::Client::poll) waits for the end of the work. `T` is what the address answers with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Accepted<T> {
    /// The status code: `202`, or that of an answer that came at once.
    pub status: u16,
    /// Where the state of the work can be read: `Operation-Location`, `Azure-AsyncOperation` or `Location`, as sent.
    pub monitor: Option<String>,
    /// `Location`, as sent.
    pub location: Option<String>,
    /// `Retry-After`, as sent.
    pub retry_after: Option<String>,
    /// The body, if there was one.
    pub body: Option<T>,
}

impl<T: Answer> Answer for Accepted<T> {
    fn read(answer: &RawAnswer) -> Result<Self, Box<BadAnswer>> {
        let header = |name: &str| answer.header(name).map(str::to_owned);
        let location = header("location");
        Ok(Self {
            status: answer.status,
            monitor: header("operation-location").or_else(|| header("azure-asyncoperation")).or_else(|| location.clone()),
            location,
            retry_after: header("retry-after"),
            body: Option::<T>::read(answer)?,
        })
    }
}
