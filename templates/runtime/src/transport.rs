//! How bytes go out and come back: the seam below authentication, retry and redirects.
//!
//! A transport sends one HTTP request and gives one answer. It does not follow redirects, does not send again and adds no
//! credentials; the client does. [`MemoryTransport`] answers from a script, for tests of programs that use this crate.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

pub use self::memory::{MemoryTransport, Recorded, Scripted};
#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
pub use self::over_reqwest::ReqwestTransport;
use super::clock::Clock;
use super::future::{BoxFuture, MaybeSend, MaybeSync};

mod memory;
#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
mod over_reqwest;

/// Sends one HTTP request.
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends the request and gives the answer when its head is there.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<AnswerBody>, TransportError>>;

    /// The clock that belongs to this transport, used where the client is not given another.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<AnswerBody>, TransportError>> {
        (**self).send(request)
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        (**self).clock()
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    text: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// How far a request came that has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransportErrorKind {
    /// No connection: the service has seen nothing, so that any request may be sent again.
    Connect,
    /// The connection broke: the service may have seen the request.
    Broken,
    /// The transport's own time limit passed.
    Timeout,
    /// Anything else, which sending again does not mend.
    Other,
}

impl TransportError {
    /// An error of a kind.
    pub fn new(kind: TransportErrorKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), source: None }
    }

    /// The same error with what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How far the request came.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        let mut source = self.source.as_deref().map(|source| source as &dyn StdError);
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// The body of an answer, as it arrives.
pub struct AnswerBody {
    content: Content,
}

enum Content {
    Whole(Option<Bytes>),
    Chunks(Box<dyn Chunks>),
}

/// Where chunks of a body come from.
pub trait Chunks: MaybeSend + 'static {
    /// The next chunk; `None` at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body that could not be collected.
pub(super) enum CollectError {
    TooLarge,
    Transport(TransportError),
}

impl AnswerBody {
    /// A body that is there already.
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self { content: Content::Whole(Some(bytes.into())) }
    }

    /// A body that comes in chunks.
    pub fn chunks(chunks: impl Chunks) -> Self {
        Self { content: Content::Chunks(Box::new(chunks)) }
    }

    /// The next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.content {
            Content::Whole(bytes) => Ok(bytes.take().filter(|bytes| !bytes.is_empty())),
            Content::Chunks(chunks) => chunks.chunk().await,
        }
    }

    /// The whole body, if it is no larger than the limit; no more than the limit is ever held.
    pub(super) async fn collect(mut self, limit: usize) -> Result<Bytes, CollectError> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await.map_err(CollectError::Transport)? {
            if chunk.len() > limit.saturating_sub(all.len()) {
                return Err(CollectError::TooLarge);
            }
            if all.is_empty() && matches!(self.content, Content::Whole(_)) {
                return Ok(chunk);
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Whole(bytes) => write!(f, "<{} bytes>", bytes.as_ref().map_or(0, Bytes::len)),
            Content::Chunks(_) => f.write_str("<chunks>"),
        }
    }
}
