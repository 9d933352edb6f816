//! A request as a value: pure data until a client sends it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Serialize;

use super::error::{Error, ErrorKind};
use super::model::{Model, ReadOnly, encode_body};
use super::operation::{Method, Operation};
use super::path::{self, PathArgument, UserArgument};
use super::query;
use super::secret;

/// A request for an operation: method, path, query, headers, body, and by type what it is answered with (`T`) and which query
/// options the page documents (`Q`).
///
/// It can be sent, batched, cloned, compared, stored and printed; `Debug` shows no secret.
///
/// What is wrong with its parts (an empty path argument, a line break in a header) is kept and told when it is sent or when
/// [`url`](Self::url), [`headers`](Self::headers) or [`body`](Self::body) are asked for.
pub struct Request<T, Q = ()> {
    parts: RequestParts,
    types: PhantomData<fn() -> (T, Q)>,
}

/// A [`Request`] without its types.
#[derive(Clone, PartialEq)]
pub struct RequestParts {
    operation: &'static Operation,
    target: Target,
    /// In place of the operation's own method, for what follows from it: the next page, the state of a job.
    verb: Option<Method>,
    arguments: Vec<PathArgument>,
    query: Vec<(String, String)>,
    headers: Vec<(Cow<'static, str>, String)>,
    body: Body,
    idempotent: Option<bool>,
    problem: Option<String>,
}

/// What the address is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    /// The documented path, or one of its aliases.
    Template(&'static str),
    /// The documented path, with `/me` for `/users/{}`.
    Me,
    /// A link that the service gave: used as it is.
    Link(String),
}

#[derive(Clone, PartialEq)]
enum Body {
    None,
    Bytes {
        content_type: Cow<'static, str>,
        bytes: Bytes,
    },
    /// Members of one JSON object, each already JSON.
    Members(Vec<(Cow<'static, str>, String)>),
}

const JSON: &str = "application/json";

impl<T, Q> Request<T, Q> {
    /// A request for the operation; its path arguments follow with [`arg`](Self::arg), in order.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self::from_parts(RequestParts::new(operation))
    }

    pub(super) fn from_parts(parts: RequestParts) -> Self {
        Self { parts, types: PhantomData }
    }

    /// The next path argument.
    #[must_use]
    pub fn arg(mut self, argument: impl Into<PathArgument>) -> Self {
        self.parts.arguments.push(argument.into());
        self
    }

    /// The first path argument of an operation below `/users/{id}` that the page documents for `/me` as well.
    #[must_use]
    pub fn user(mut self, user: impl Into<UserArgument>) -> Self {
        match user.into().0 {
            Some(argument) => self.parts.arguments.push(argument),
            None => self.parts.target = Target::Me,
        }
        self
    }

    /// The same operation at another of its documented paths, with the arguments of that path.
    #[must_use]
    pub fn on<A: Into<PathArgument>>(mut self, alias: &str, arguments: impl IntoIterator<Item = A>) -> Self {
        let operation = self.parts.operation;
        let documented = operation.aliases.iter().copied().chain([operation.path]).find(|path| *path == alias);
        match documented {
            Some(path) => self.parts.target = Target::Template(path),
            None => self.parts.fail(|| format!("`{alias}` is not a documented path of this operation")),
        }
        self.parts.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// A query option or parameter, encoded when it is sent; options of OData have methods of their own where documented.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.parts.query.push((name.into(), value.to_string()));
        self
    }

    /// A query option that can stand only once: the last value wins.
    pub(super) fn option(mut self, name: &'static str, value: String) -> Self {
        match self.parts.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.parts.query.push((name.to_owned(), value)),
        }
        self
    }

    /// A header. A value that no header can hold (a line break) makes the request fail before it is sent, and so do headers
    /// that frame the message (`Content-Length`, `Host`).
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.parts.headers.push((name.into(), value.into()));
        self
    }

    /// `ConsistencyLevel: eventual`, which advanced queries of directory objects need.
    #[must_use]
    pub fn consistency_level_eventual(self) -> Self {
        self.header("ConsistencyLevel", "eventual")
    }

    /// A `Prefer` header: `return=representation`, `odata.maxpagesize=50`. Several are sent as several headers.
    #[must_use]
    pub fn prefer(self, preference: impl Into<String>) -> Self {
        self.header("Prefer", preference)
    }

    /// `Prefer: include-unknown-enum-members`: the service sends enum members that it otherwise hides.
    #[must_use]
    pub fn include_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// `If-Match`: only if the resource still has this tag.
    #[must_use]
    pub fn if_match(self, etag: impl Into<String>) -> Self {
        self.header("If-Match", etag)
    }

    /// `If-None-Match`: only if the resource no longer has this tag.
    #[must_use]
    pub fn if_none_match(self, etag: impl Into<String>) -> Self {
        self.header("If-None-Match", etag)
    }

    /// A body as JSON, without what the reference calls read-only.
    #[must_use]
    pub fn json(self, body: &dyn Model) -> Self {
        self.json_with(body, ReadOnly::Omit)
    }

    /// A body as JSON, or none: for operations whose pages show both.
    #[must_use]
    pub fn json_optional(self, body: Option<&dyn Model>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// A body as JSON of anything that serde can write, or none.
    #[must_use]
    pub fn json_of_optional<B: Serialize + ?Sized>(self, body: Option<&B>) -> Self {
        match body {
            Some(body) => self.json_of(body),
            None => self,
        }
    }

    /// A body as JSON, with a say in what becomes of read-only properties.
    #[must_use]
    pub fn json_with(mut self, body: &dyn Model, read_only: ReadOnly) -> Self {
        self.parts.set_json(encode_body(body, read_only));
        self
    }

    /// A body as JSON of anything that serde can write.
    #[must_use]
    pub fn json_of<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        self.parts.set_json(serde_json::to_vec(body));
        self
    }

    /// A member of the JSON object that is the body: the parameters of an action. The last value of a name wins.
    #[must_use]
    pub fn member<B: Serialize + ?Sized>(mut self, name: impl Into<Cow<'static, str>>, value: &B) -> Self {
        let encoded = serde_json::to_string(value);
        self.parts.set_member(name.into(), encoded);
        self
    }

    /// A body of bytes.
    #[must_use]
    pub fn bytes(mut self, content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        self.parts.body = Body::Bytes { content_type: content_type.into(), bytes: bytes.into() };
        self
    }

    /// Only a part of the content, from a byte on, up to and with another if one is given.
    #[must_use]
    pub fn range(mut self, first: u64, last: Option<u64>) -> Self {
        let last = last.map(|last| last.to_string()).unwrap_or_default();
        self.parts.set_header("Range", format!("bytes={first}-{last}"));
        self
    }

    /// Whether it may be sent again when the answer is lost; the operation knows, this knows better.
    #[must_use]
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.parts.idempotent = Some(idempotent);
        self
    }

    /// The same request, whose answer is read as another type: raw JSON, say, of what a page documents too narrowly.
    #[must_use]
    pub fn answered_with<U>(self) -> Request<U, Q> {
        Request::from_parts(self.parts)
    }

    /// The request without its types.
    #[must_use]
    pub fn parts(&self) -> &RequestParts {
        &self.parts
    }

    /// The request without its types.
    #[must_use]
    pub fn into_parts(self) -> RequestParts {
        self.parts
    }

    /// The operation that it asks for.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.parts.method()
    }

    /// The path below the version, encoded, without the query.
    pub fn path(&self) -> Result<String, Error> {
        self.parts.path()
    }

    /// The address below a base such as `https://graph.microsoft.com`.
    pub fn url(&self, base: &str) -> Result<String, Error> {
        self.parts.url(base, None)
    }

    /// The pairs of the query, before encoding.
    #[must_use]
    pub fn query_pairs(&self) -> &[(String, String)] {
        self.parts.query_pairs()
    }

    /// The headers, `Content-Type` included; without what the client adds (the token, request ids, the user agent).
    pub fn headers(&self) -> Result<HeaderMap, Error> {
        self.parts.headers()
    }

    /// The body; `None` if there is none.
    #[must_use]
    pub fn body(&self) -> Option<Bytes> {
        self.parts.body()
    }
}

impl RequestParts {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            target: Target::Template(operation.path),
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
    pub(super) fn to_link(&self, verb: Method, link: String) -> Self {
        Self { target: Target::Link(link), verb: Some(verb), ..Self::new(self.operation) }
    }

    /// The same, with the headers of this request: the next page of what was asked for so.
    pub(super) fn follow(&self, link: String) -> Self {
        let tags = ["if-match", "if-none-match", "content-type"];
        let kept = self.headers.iter().filter(|(name, _)| !tags.iter().any(|tag| name.eq_ignore_ascii_case(tag)));
        Self { headers: kept.cloned().collect(), ..self.to_link(Method::Get, link) }
    }

    pub(super) fn set_bytes(&mut self, content_type: &'static str, bytes: Bytes) {
        self.body = Body::Bytes { content_type: content_type.into(), bytes };
    }

    pub(super) fn set_idempotent(&mut self, idempotent: bool) {
        self.idempotent = Some(idempotent);
    }

    /// The first problem is kept: the others may follow from it.
    fn fail(&mut self, problem: impl FnOnce() -> String) {
        self.problem.get_or_insert_with(problem);
    }

    fn set_json(&mut self, encoded: Result<Vec<u8>, serde_json::Error>) {
        match encoded {
            Ok(bytes) => self.body = Body::Bytes { content_type: JSON.into(), bytes: bytes.into() },
            Err(error) => self.fail(|| format!("the body cannot be written as JSON: {error}")),
        }
    }

    fn set_member(&mut self, name: Cow<'static, str>, encoded: Result<String, serde_json::Error>) {
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

    pub(super) fn set_header(&mut self, name: &'static str, value: String) {
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
        self.verb.unwrap_or(self.operation.method)
    }

    /// Whether it may be sent again when the answer is lost.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.idempotent.unwrap_or_else(|| self.verb.map_or(self.operation.idempotent, Method::is_idempotent))
    }

    /// A header as it was set.
    pub(super) fn header_text(&self, name: &str) -> Option<&str> {
        self.headers.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The link that it follows, if the service gave it.
    pub(super) fn link(&self) -> Option<&str> {
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
            Target::Me => match self.operation.path.strip_prefix("/users/{}") {
                Some(rest) => path::expand(rest, &self.arguments).map(|rest| format!("/me{rest}")),
                None => Err("the path has no place for the signed-in user".to_owned()),
            },
            Target::Link(link) => Ok(link.split(['?', '#']).next().unwrap_or_default().to_owned()),
        };
        expanded.map_err(|text| self.build_error(text))
    }

    /// Version, path and query: what stands after the host.
    pub fn path_and_query(&self, version: Option<&str>) -> Result<String, Error> {
        let mut text = format!("/{}{}", version.unwrap_or(self.operation.version), self.path()?);
        self.push_query(&mut text);
        Ok(text)
    }

    /// Path and query below the version: the address of a request in a batch.
    pub(super) fn relative(&self) -> Result<String, Error> {
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

impl<T, Q> Clone for Request<T, Q> {
    fn clone(&self) -> Self {
        Self::from_parts(self.parts.clone())
    }
}

impl<T, Q> PartialEq for Request<T, Q> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl<T, Q> fmt::Debug for Request<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(f)
    }
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().map(|path| match self.target {
            Target::Link(_) => path,
            _ => format!("/{}{path}", self.operation.version),
        });
        let path = path.unwrap_or_else(|error| format!("<{error}>"));
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name, secret::header(name, value))).collect();
        let query: Vec<_> = self.query.iter().map(|(name, value)| (name, secret::query(name, value))).collect();
        let mut debug = f.debug_struct("Request");
        debug.field("operation", &self.operation.name);
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
