//! A request as a value: pure data until a client sends it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

pub use self::content::{Content, JsonOrContent};
pub use self::parts::RequestParts;
use self::parts::{Body, Target};
use super::error::Error;
use super::model::{Model, ReadOnly, encode_body};
use super::operation::{Method, Operation};
use super::path::{PathArgument, UserArgument};

mod content;
mod parts;

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
        let documented = operation.aliases().chain([operation.path()]).find(|path| *path == alias);
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
    pub fn json_optional(self, body: Option<&dyn Model>, read_only: ReadOnly) -> Self {
        match body {
            Some(body) => self.json_with(body, read_only),
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

    /// A body of bytes, or none: for operations whose pages show both.
    #[must_use]
    pub fn bytes_optional(self, content_type: impl Into<Cow<'static, str>>, bytes: Option<Bytes>) -> Self {
        match bytes {
            Some(bytes) => self.bytes(content_type, bytes),
            None => self,
        }
    }

    /// A body as JSON of a model, or as content of another media type.
    #[must_use]
    pub fn json_or_content<M: Model>(mut self, body: impl JsonOrContent<M>, read_only: ReadOnly) -> Self {
        body.put(&mut self.parts, read_only);
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
