//! The client: where requests go, with which token, through which transport, how patiently.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;

pub use self::builder::ClientBuilder;
pub(super) use self::exchange::Opened;
use super::address::{Base, Origin};
use super::answer::{Answer, RawAnswer};
use super::clock::Clock;
use super::credential::Credential;
use super::error::{Error, ErrorKind, ServiceError};
use super::request::{Request, RequestParts};
use super::retry::{self, Retrier};
use super::transport::Transport;

mod builder;
mod exchange;

/// Sends requests. Clones share one transport, credential and retry budget.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base: Base,
    version: Option<String>,
    scopes: Vec<String>,
    credential: Option<Arc<dyn Credential>>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    retrier: Retrier,
    user_agent: HeaderValue,
    try_timeout: Duration,
    total_timeout: Option<Duration>,
    max_body: usize,
    max_redirects: u32,
    max_pages: Option<u64>,
    allowed_hosts: Vec<Origin>,
    ids: Mutex<fastrand::Rng>,
}

impl Client {
    /// A client in the making.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    ///
    /// Every failure is an [`Error`]: its [`kind`](Error::kind) tells which. Dropping the future ends the request; nothing
    /// is sent after that.
    pub async fn send<T: Answer, Q>(&self, request: Request<T, Q>) -> Result<T, Error> {
        let parts = request.into_parts();
        let answer = self.success(&parts, T::accept()).await?;
        read(&parts, &answer)
    }

    /// Sends the request and gives the answer as it came, whatever its status; retries and redirects are done before.
    pub async fn send_raw<T: Answer, Q>(&self, request: Request<T, Q>) -> Result<RawAnswer, Error> {
        self.raw(&request.into_parts(), T::accept()).await
    }

    /// The answer whatever its status.
    pub(super) async fn raw(&self, parts: &RequestParts, accept: &'static str) -> Result<RawAnswer, Error> {
        exchange::buffered(self, parts, accept).await
    }

    /// The answer of a success.
    pub(super) async fn success(&self, parts: &RequestParts, accept: &'static str) -> Result<RawAnswer, Error> {
        let answer = self.raw(parts, accept).await?;
        if answer.is_success() { Ok(answer) } else { Err(self.refusal(parts, answer)) }
    }

    /// The head of a success, with its body still to come.
    pub(super) async fn open(&self, parts: &RequestParts) -> Result<Opened, Error> {
        exchange::opened(self, parts).await
    }

    /// The error of an answer that is no success.
    pub(super) fn refusal(&self, parts: &RequestParts, answer: RawAnswer) -> Error {
        let asked = retry::retry_after(&answer.headers, self.inner.clock.now());
        refusal(parts, answer, asked)
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    pub(super) fn retrier(&self) -> &Retrier {
        &self.inner.retrier
    }

    pub(super) fn try_timeout(&self) -> Duration {
        self.inner.try_timeout
    }

    pub(super) fn max_pages(&self) -> Option<u64> {
        self.inner.max_pages
    }

    /// The version that a request of the operation goes to.
    pub(super) fn version<'a>(&'a self, parts: &RequestParts) -> &'a str {
        self.inner.version.as_deref().unwrap_or_else(|| parts.operation().version())
    }

    /// The address that a link of an answer to this request means.
    pub(super) fn resolve(&self, parts: &RequestParts, link: &str) -> String {
        self.inner.base.resolve(link, self.version(parts))
    }

    /// The address of a request below the version, for a batch.
    pub(super) fn relative(&self, parts: &RequestParts) -> Result<String, Error> {
        let Some(link) = parts.link() else { return parts.relative() };
        let root = format!("{}/{}", self.inner.base.url, self.version(parts));
        let rest = link.strip_prefix(&root).filter(|rest| rest.starts_with('/'));
        let outside = || Error::new(ErrorKind::ForeignHost, "a link outside of the service cannot be in a batch");
        rest.map(str::to_owned).ok_or_else(|| outside().with_operation(parts.operation()))
    }

    /// Whether a link stays with the service.
    pub(super) fn is_own(&self, url: &str) -> bool {
        Origin::of(url).is_some_and(|origin| origin == self.inner.base.origin)
    }

    /// Whether a link stays with the service or goes to a host that the builder was told to allow.
    pub(super) fn is_allowed(&self, url: &str) -> bool {
        Origin::of(url).is_some_and(|origin| origin == self.inner.base.origin || self.inner.allowed_hosts.contains(&origin))
    }

    /// Whether an address can be used at all: no step down from TLS, save to this machine.
    pub(super) fn is_safe(&self, url: &str) -> bool {
        Origin::of(url).is_some_and(|origin| origin.is_secure() || (origin.is_loopback() && !self.inner.base.origin.is_secure()))
    }

    /// A new identifier in the form of a version 4 UUID.
    pub(super) fn new_id(&self) -> String {
        let bits = self.inner.ids.lock().unwrap_or_else(PoisonError::into_inner).u128(..);
        let bits = (bits & !(0xF << 76) & !(0b11 << 62)) | (4 << 76) | (0b10 << 62);
        let hex = format!("{bits:032x}");
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
    }
}

/// Reads a success.
pub(super) fn read<T: Answer>(parts: &RequestParts, answer: &RawAnswer) -> Result<T, Error> {
    T::read(answer).map_err(|bad| {
        Error::of_bad_answer(bad)
            .with_operation(parts.operation())
            .with_client_request_id(Some(&answer.client_request_id))
            .with_tries(answer.tries)
    })
}

/// The error of an answer that is no success.
pub(super) fn refusal(parts: &RequestParts, answer: RawAnswer, asked: Option<Duration>) -> Error {
    let service = ServiceError::read(answer.status, &answer.headers, answer.body, asked);
    let throttled = answer.status == 429 || (answer.status == 503 && asked.is_some());
    let kind = if throttled { ErrorKind::Throttled } else { ErrorKind::Service };
    Error::of_service(kind, service)
        .with_operation(parts.operation())
        .with_client_request_id(Some(answer.client_request_id.as_str()).filter(|id| !id.is_empty()))
        .with_tries(answer.tries)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.inner.base.url).field("version", &self.inner.version).finish_non_exhaustive()
    }
}
