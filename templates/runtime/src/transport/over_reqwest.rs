//! The transport of `reqwest`, with rustls.

use std::error::Error as _;
use std::sync::Arc;

use bytes::Bytes;

use super::super::clock::{Clock, TokioClock};
use super::super::future::BoxFuture;
use super::{AnswerBody, Chunks, Transport, TransportError, TransportErrorKind};

/// Sends over the network with `reqwest`.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport that follows no redirects and reads gzip.
    pub fn new() -> Result<Self, TransportError> {
        Self::from_builder(reqwest::Client::builder())
    }

    /// A transport from one's own settings (proxies, certificates); redirects are switched off, since the client follows
    /// them and decides who sees the token.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let client = builder.redirect(reqwest::redirect::Policy::none()).referer(false).retry(reqwest::retry::never()).build();
        Ok(Self { client: client.map_err(|error| failure(error, "the HTTP client cannot be made"))? })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<AnswerBody>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(|error| failure(error, "the request cannot be sent"))?;
            let mut response = self.client.execute(request).await.map_err(|error| failure(error, "the exchange failed"))?;
            let mut answer = http::Response::new(());
            *answer.status_mut() = response.status();
            std::mem::swap(answer.headers_mut(), response.headers_mut());
            Ok(answer.map(|()| AnswerBody::chunks(Body(response))))
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(TokioClock::new()))
    }
}

struct Body(reqwest::Response);

impl Chunks for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.map_err(|error| failure(error, "the answer broke off")) })
    }
}

/// The error without its address, whose query may hold secrets.
fn failure(error: reqwest::Error, text: &str) -> TransportError {
    let kind = if error.is_connect() {
        if is_distrust(&error) { TransportErrorKind::Other } else { TransportErrorKind::Connect }
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Broken
    };
    TransportError::new(kind, text).with_source(error.without_url())
}

/// Whether TLS was refused: rustls says so of a certificate that it does not trust, in an I/O error of this kind, which
/// others wrap. The next try would meet the same certificate.
fn is_distrust(error: &reqwest::Error) -> bool {
    let mut next = error.source();
    while let Some(cause) = next {
        let io = cause.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            return true;
        }
        // `source` of an I/O error leaves out the error that it wraps.
        next = match io.and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}
