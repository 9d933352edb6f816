//! Bodies that may be JSON of a model or content of another media type.

use std::borrow::Cow;

use bytes::Bytes;

use super::super::model::{Model, ReadOnly, encode_body};
use super::parts::{Body, RequestParts};

/// A body as bytes of a media type, in place of the JSON that the operation takes too: MIME as `text/plain`, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    media_type: Cow<'static, str>,
    bytes: Bytes,
}

impl Content {
    /// Content of a media type (RFC 9110, section 8.3), which is sent as `Content-Type`.
    pub fn new(media_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Self { media_type: media_type.into(), bytes: bytes.into() }
    }
}

/// The body of an operation that takes JSON of the model `M` or, by its page, content of another media type: the model itself,
/// a reference to it, [`Content`], or, where nothing need be sent, an `Option` of a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no body of this operation",
    label = "expected `{M}`, a reference to it, or `Content`"
)]
pub trait JsonOrContent<M> {
    /// Puts it into a request.
    #[doc(hidden)]
    fn put(self, parts: &mut RequestParts, read_only: ReadOnly);
}

impl<M: Model> JsonOrContent<M> for M {
    fn put(self, parts: &mut RequestParts, read_only: ReadOnly) {
        parts.set_json(encode_body(&self, read_only));
    }
}

impl<M: Model> JsonOrContent<M> for &M {
    fn put(self, parts: &mut RequestParts, read_only: ReadOnly) {
        parts.set_json(encode_body(self, read_only));
    }
}

impl<M: Model> JsonOrContent<M> for Option<&M> {
    fn put(self, parts: &mut RequestParts, read_only: ReadOnly) {
        if let Some(body) = self {
            body.put(parts, read_only);
        }
    }
}

impl<M: Model> JsonOrContent<M> for Content {
    fn put(self, parts: &mut RequestParts, _: ReadOnly) {
        parts.body = Body::Bytes { content_type: self.media_type, bytes: self.bytes };
    }
}
