//! A request without its types: what is sent.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::super::error::{Error, ErrorKind};
use super::super::operation::{Method, Operation};
use super::super::path::{self, PathArgument};
use super::super::{query, secret};

/// A [`Request`](super::Request) without its types.
#[derive(Clone, PartialEq)]
pub struct RequestParts {
    pub(super) operation: &'static Operation,
    pub(super) target: Target,
    /// In place of the operation's own method, for what follows from it: the next page, the state of a job.
    verb: Option<Method>,
    pub(super) arguments: Vec<PathArgument>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(Cow<'static, str>, String)>,
    pub(super) body: Body,
    pub(super) idempotent: Option<bool>,
    problem: Option<String>,
}

/// What the address is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The documented path, or one of its aliases.
    Template(&'static str),
    /// The documented path, with `/me` for `/users/{}`.
    Me,
    /// A link that the service gave: used as it is.
    Link(String),
}

#[derive(Clone, PartialEq)]
pub(super) enum Body {
    None,
    Bytes {
        content_type: Cow<'static, str>,
        bytes: Bytes,
    },
    /// Members of one JSON object, each already JSON.
    Members(Vec<(Cow<'static, str>, String)>),
}

const JSON: &str = "application/json";

impl RequestParts {
    pub(in super::super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            target: Target::Template(operation.path()),
            verb: None,
            arguments: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            idempotent: None,
            problem: None,
        }
    }

    /// A request to an address that the service gave, for the same operation.
    pub(in super::super) fn to_link(&self, verb: Method, link: String) -> Self {
        Self { target: Target::Link(link), verb: Some(verb), ..Self::new(self.operation) }
    }

    /// The same, with the headers of this request: the next page of what was asked for so.
    pub(in super::super) fn follow(&self, link: String) -> Self {
        let tags = ["if-match", "if-none-match", "content-type"];
        let kept = self.headers.iter().filter(|(name, _)| !tags.iter().any(|tag| name.eq_ignore_ascii_case(tag)));
        Self { headers: kept.cloned().collect(), ..self.to_link(Method::Get, link) }
    }

    pub(in super::super) fn set_bytes(&mut self, content_type: &'static str, bytes: Bytes) {
        self.body = Body::Bytes { content_type: content_type.into(), bytes };
    }

    pub(in super::super) fn set_idempotent(&mut self, idempotent: bool) {
        self.idempotent = Some(idempotent);
    }

    /// The first problem is kept: the others may follow from it.
    pub(super) fn fail(&mut self, problem: impl FnOnce() -> String) {
        self.problem.get_or_insert_with(problem);
    }

    pub(super) fn set_json(&mut self, encoded: Result<Vec<u8>, serde_json::Error>) {
        match encoded {
            Ok(bytes) => self.body = Body::Bytes { content_type: JSON.into(), bytes: bytes.into() },
            Err(error) => self.fail(|| format!("the body cannot be written as JSON: {error}")),
        }
    }

    pub(super) fn set_member(&mut self, name: Cow<'static, str>, encoded: Result<String, serde_json::Error>) {
        let value = match encoded {
            Ok(value) => value,
            Err(error) => return self.fail(|| format!("the member `{name}` cannot be written as JSON: {error}")),
        };
        if !matches!(self.body, Body::Members(_)) {
            self.body = Body::Members(Vec::new());
        }
        if let Body::Members(members) = &mut self.body {
            match members.iter_mut().find(|(known, _)| *known == name) {
                Some((_, old)) => *old = value,
                None => members.push((name, value)),
            }
        }
    }

    pub(in super::super) fn set_header(&mut self, name: &'static str, value: String) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.into(), value));
    }

    /// The operation that it asks for.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.verb.unwrap_or_else(|| self.operation.method())
    }

    /// Whether it may be sent again when the answer is lost.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.idempotent.unwrap_or_else(|| self.verb.map_or(self.operation.is_idempotent(), Method::is_idempotent))
    }

    /// A header as it was set.
    pub(in super::super) fn header_text(&self, name: &str) -> Option<&str> {
        self.headers.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The link that it follows, if the service gave it.
    pub(in super::super) fn link(&self) -> Option<&str> {
        match &self.target {
            Target::Link(link) => Some(link),
            _ => None,
        }
    }

    /// The path below the version, encoded, without the query; of a link, the whole link without the query.
    pub fn path(&self) -> Result<String, Error> {
        self.check()?;
        let expanded = match &self.target {
            Target::Template(template) => path::expand(template, &self.arguments),
            Target::Me => match self.operation.path().strip_prefix("/users/{}") {
                Some(rest) => path::expand(rest, &self.arguments).map(|rest| format!("/me{rest}")),
                None => Err("the path has no place for the signed-in user".to_owned()),
            },
            Target::Link(link) => Ok(link.split(['?', '#']).next().unwrap_or_default().to_owned()),
        };
        expanded.map_err(|text| self.build_error(text))
    }

    /// Version, path and query: what stands after the host.
    pub fn path_and_query(&self, version: Option<&str>) -> Result<String, Error> {
        let mut text = format!("/{}{}", version.unwrap_or_else(|| self.operation.version()), self.path()?);
        self.push_query(&mut text);
        Ok(text)
    }

    /// Path and query below the version: the address of a request in a batch.
    pub(in super::super) fn relative(&self) -> Result<String, Error> {
        let mut text = self.path()?;
        self.push_query(&mut text);
        Ok(text)
    }

    /// The whole address; a version given here replaces the documented one.
    pub fn url(&self, base: &str, version: Option<&str>) -> Result<String, Error> {
        self.check()?;
        match &self.target {
            Target::Link(link) => Ok(link.clone()),
            _ => Ok(format!("{}{}", base.trim_end_matches('/'), self.path_and_query(version)?)),
        }
    }

    fn push_query(&self, text: &mut String) {
        let query = query::encode(&self.query);
        if !query.is_empty() {
            text.push('?');
            text.push_str(&query);
        }
    }

    /// The pairs of the query, before encoding.
    #[must_use]
    pub fn query_pairs(&self) -> &[(String, String)] {
        &self.query
    }

    /// The headers, `Content-Type` included.
    pub fn headers(&self) -> Result<HeaderMap, Error> {
        self.check()?;
        let mut headers = HeaderMap::new();
        match &self.body {
            Body::None => {}
            Body::Bytes { content_type, .. } => {
                let value =
                    HeaderValue::from_str(content_type).map_err(|_| self.build_error("the content type is no header value"))?;
                headers.insert(header::CONTENT_TYPE, value);
            }
            Body::Members(_) => {
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
            }
        }
        for (name, value) in &self.headers {
            let parsed = HeaderName::try_from(name.as_ref())
                .map_err(|_| self.build_error(format!("`{}` is no header name", name.escape_debug())))?;
            let value = HeaderValue::from_str(value).map_err(|_| {
                self.build_error(format!("the value of the header `{parsed}` has characters that no header can hold"))
            })?;
            if frames_the_message(&parsed) {
                return Err(self.build_error(format!("the header `{parsed}` is set by the transport")));
            }
            if parsed == header::CONTENT_TYPE {
                headers.insert(parsed, value);
            } else {
                headers.append(parsed, value);
            }
        }
        Ok(headers)
    }

    /// The body; `None` if there is none.
    #[must_use]
    pub fn body(&self) -> Option<Bytes> {
        match &self.body {
            Body::None => None,
            Body::Bytes { bytes, .. } => Some(bytes.clone()),
            Body::Members(members) => {
                let mut text = String::from("{");
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    text.push_str(&serde_json::Value::from(name.as_ref()).to_string());
                    text.push(':');
                    text.push_str(value);
                }
                text.push('}');
                Some(text.into())
            }
        }
    }

    fn check(&self) -> Result<(), Error> {
        match &self.problem {
            None => Ok(()),
            Some(problem) => Err(self.build_error(problem.clone())),
        }
    }

    fn build_error(&self, text: impl Into<String>) -> Error {
        Error::new(ErrorKind::Build, text).with_operation(self.operation)
    }
}

/// Headers that say where the message ends or goes: whoever sets them could smuggle a second message.
fn frames_the_message(name: &HeaderName) -> bool {
    [
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::HOST,
        header::CONNECTION,
        header::UPGRADE,
        header::TE,
        header::TRAILER,
    ]
    .contains(name)
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().map(|path| match self.target {
            Target::Link(_) => path,
            _ => format!("/{}{path}", self.operation.version()),
        });
        let path = path.unwrap_or_else(|error| format!("<{error}>"));
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name, secret::header(name, value))).collect();
        let query: Vec<_> = self.query.iter().map(|(name, value)| (name, secret::query(name, value))).collect();
        let mut debug = f.debug_struct("Request");
        debug.field("operation", &self.operation.name());
        debug.field("method", &format_args!("{}", self.method()));
        debug.field("path", &format_args!("{path}"));
        debug.field("query", &query);
        debug.field("headers", &headers);
        if let Some(body) = self.body() {
            debug.field("body", &format_args!("{}", secret::body(&body)));
        }
        debug.finish_non_exhaustive()
    }
}
