//! An error answer of the service, in both shapes of the reference and in what proxies make of it.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value};

/// What the service said when it refused.
///
/// Read from `{"error": {...}}`, from the bare `publicError` (`{"code": ..., "message": ..., "innerError": ...}`), from the
/// OAuth shape (`{"error": "...", "error_description": "..."}`), and from bodies that are no JSON at all, of which only the
/// status and [`raw`](Self::raw) remain.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status code.
    pub status: u16,
    /// The service's code.
    pub code: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// What the error is about: the name of a property.
    pub target: Option<String>,
    /// More errors of the same request.
    pub details: Vec<ErrorDetail>,
    /// The error below this one, each more specific than the one above.
    pub inner: Option<Box<InnerError>>,
    /// The service's identifier of the request.
    pub request_id: Option<String>,
    /// The client's identifier of the request, as the service got it.
    pub client_request_id: Option<String>,
    /// When it happened, as the service wrote it.
    pub date: Option<String>,
    /// How long the service asked to wait.
    pub retry_after: Option<Duration>,
    /// The body as it came.
    pub raw: Bytes,
}

/// One of several errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// What it is about.
    pub target: Option<String>,
}

/// An error below another.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InnerError {
    /// The code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// What it is about.
    pub target: Option<String>,
    /// More errors.
    pub details: Vec<ErrorDetail>,
    /// The error below this one.
    pub inner: Option<Box<InnerError>>,
    /// All members, those without a field here included.
    pub members: Map<String, Value>,
}

impl ServiceError {
    pub(in super::super) fn read(status: u16, headers: &HeaderMap, raw: Bytes, retry_after: Option<Duration>) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let mut error = Self {
            status,
            code: None,
            message: None,
            target: None,
            details: Vec::new(),
            inner: None,
            request_id: header("request-id").or_else(|| header("x-ms-request-id")),
            client_request_id: header("client-request-id"),
            date: header("date"),
            retry_after,
            raw,
        };
        // A body that is deeper than the parser goes is no documented error; it stays readable as raw text.
        if let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&error.raw) {
            error.fill(body);
        }
        error
    }

    fn fill(&mut self, mut body: Map<String, Value>) {
        match take(&mut body, "error") {
            Some(Value::Object(wrapped)) => body = wrapped,
            Some(Value::String(code)) => {
                self.message = text(&mut body, "error_description").or_else(|| text(&mut body, "message"));
                self.code = Some(code);
                return;
            }
            Some(_) | None => {}
        }
        self.code = text(&mut body, "code");
        self.message = message(&mut body);
        self.target = text(&mut body, "target");
        self.details = details(&mut body);
        self.inner = take(&mut body, "innererror").and_then(inner);
        // The identifiers stand in the innermost error that has them; an outer one wins.
        let mut level = self.inner.as_deref();
        let (mut request_id, mut client_request_id, mut date) = (None, None, None);
        while let Some(inner) = level {
            let member = |name: &str| inner.members.iter().find(|(key, _)| same_name(key, name)).and_then(|(_, v)| v.as_str());
            request_id = request_id.or_else(|| member("request-id").map(str::to_owned));
            client_request_id = client_request_id.or_else(|| member("client-request-id").map(str::to_owned));
            date = date.or_else(|| member("date").map(str::to_owned));
            level = inner.inner.as_deref();
        }
        self.request_id = request_id.or(self.request_id.take());
        self.client_request_id = client_request_id.or(self.client_request_id.take());
        self.date = date.or(self.date.take());
    }

    /// All codes, from the outermost to the innermost: the last one is the most specific.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.code.as_deref().into_iter().collect();
        let mut level = self.inner.as_deref();
        while let Some(inner) = level {
            codes.extend(inner.code.as_deref());
            level = inner.inner.as_deref();
        }
        codes
    }

    /// The raw body as text, if it is text.
    #[must_use]
    pub fn raw_text(&self) -> Option<&str> {
        std::str::from_utf8(&self.raw).ok()
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if let Some(code) = &self.code {
            write!(f, " {code}")?;
        } else {
            let status = http::StatusCode::from_u16(self.status).ok();
            write!(f, " {}", status.and_then(|status| status.canonical_reason()).unwrap_or("without a reason"))?;
        }
        if let Some(target) = &self.target {
            write!(f, " ({target})")?;
        }
        if let Some(message) = self.message.as_deref().filter(|message| !message.is_empty()) {
            write!(f, ": {message}")?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, " (retry after {} s)", wait.as_secs_f64())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("inner", &self.inner)
            .field("request_id", &self.request_id)
            .field("client_request_id", &self.client_request_id)
            .field("date", &self.date)
            .field("retry_after", &self.retry_after)
            .field("raw", &format_args!("<{} bytes>", self.raw.len()))
            .finish()
    }
}

/// Names of members differ in case and in dashes between services: `innerError`, `innererror`, `requestId`, `request-id`.
fn same_name(key: &str, name: &str) -> bool {
    let letters =
        |text: &str| text.bytes().filter(|b| *b != b'-' && *b != b'_').map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>();
    letters(key) == letters(name)
}

fn take(body: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = body.keys().find(|key| same_name(key, name))?.clone();
    body.remove(&key)
}

fn text(body: &mut Map<String, Value>, name: &str) -> Option<String> {
    match take(body, name)? {
        Value::String(text) => Some(text),
        // Some services send numbers as codes.
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The message is text, or an object with the text in `value` (OData 3 verbose).
fn message(body: &mut Map<String, Value>) -> Option<String> {
    match take(body, "message")? {
        Value::String(text) => Some(text),
        Value::Object(mut object) => text(&mut object, "value"),
        _ => None,
    }
}

fn details(body: &mut Map<String, Value>) -> Vec<ErrorDetail> {
    let Some(Value::Array(details)) = take(body, "details") else { return Vec::new() };
    let detail = |value| match value {
        Value::Object(mut object) => Some(ErrorDetail {
            code: text(&mut object, "code"),
            message: message(&mut object),
            target: text(&mut object, "target"),
        }),
        _ => None,
    };
    details.into_iter().filter_map(detail).collect()
}

fn inner(value: Value) -> Option<Box<InnerError>> {
    let Value::Object(members) = value else { return None };
    let mut body = members.clone();
    let error = InnerError {
        code: text(&mut body, "code"),
        message: message(&mut body),
        target: text(&mut body, "target"),
        details: details(&mut body),
        inner: take(&mut body, "innererror").and_then(inner),
        members,
    };
    Some(Box::new(error))
}
