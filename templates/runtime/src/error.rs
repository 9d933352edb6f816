//! What can go wrong with a request, in one type.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

pub use self::bad_answer::BadAnswer;
pub use self::service::{ErrorDetail, InnerError, ServiceError};
use super::operation::Operation;

mod bad_answer;
mod service;

/// A request that failed.
///
/// `Display` is one line that says what was asked, what came back and the identifiers that support asks for. Neither it nor
/// `Debug` holds a token, a request body or the query of an address.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static Operation>,
    text: String,
    detail: Detail,
    client_request_id: Option<String>,
    tries: u32,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

enum Detail {
    None,
    Service(Box<ServiceError>),
    BadAnswer(Box<BadAnswer>),
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made from its parts; nothing was sent.
    Build,
    /// The credential gave no token; nothing was sent.
    Credential,
    /// No answer: the connection failed or broke.
    Transport,
    /// No answer in the time allowed.
    Timeout,
    /// The service asked to wait, and the retries were used up or the wait was longer than allowed.
    Throttled,
    /// The service answered with an error.
    Service,
    /// The answer was not what the page documents.
    Decode,
    /// The answer was larger than the client takes.
    TooLarge,
    /// A link of the answer points to a host that is not the service's.
    ForeignHost,
    /// Redirects without end, or one that must not be followed.
    Redirect,
    /// A collection without end: its links go round in a circle.
    EndlessPages,
    /// A long-running operation ended, without success.
    JobFailed,
    /// A request of a batch that was not sent or not answered, because one that it depends on failed or the answer was missing.
    Batch,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        let inner = Inner {
            kind,
            operation: None,
            text: text.into(),
            detail: Detail::None,
            client_request_id: None,
            tries: 0,
            source: None,
        };
        Self { inner: Box::new(inner) }
    }

    pub(super) fn of_service(kind: ErrorKind, service: ServiceError) -> Self {
        let mut error = Self::new(kind, service.to_string());
        error.inner.detail = Detail::Service(Box::new(service));
        error
    }

    pub(super) fn of_bad_answer(bad: Box<BadAnswer>) -> Self {
        let mut error = Self::new(ErrorKind::Decode, bad.to_string());
        error.inner.detail = Detail::BadAnswer(bad);
        error
    }

    pub(super) fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.inner.operation = Some(operation);
        self
    }

    pub(super) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    pub(super) fn with_client_request_id(mut self, id: Option<&str>) -> Self {
        self.inner.client_request_id = id.map(str::to_owned);
        self
    }

    pub(super) fn with_tries(mut self, tries: u32) -> Self {
        self.inner.tries = tries;
        self
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The operation that was asked for.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.inner.operation
    }

    /// What the service answered, if it answered with an error.
    #[must_use]
    pub fn service(&self) -> Option<&ServiceError> {
        match &self.inner.detail {
            Detail::Service(service) => Some(service),
            _ => None,
        }
    }

    /// Where the answer was not what the page documents.
    #[must_use]
    pub fn bad_answer(&self) -> Option<&BadAnswer> {
        match &self.inner.detail {
            Detail::BadAnswer(bad) => Some(bad),
            _ => None,
        }
    }

    /// The status code of the answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.service().map(|service| service.status).or_else(|| self.bad_answer().map(|bad| bad.status))
    }

    /// The service's code: `OperationNotAllowed`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.service().and_then(|service| service.code.as_deref())
    }

    /// The service's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.service().and_then(|service| service.message.as_deref())
    }

    /// How long the service asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.service().and_then(|service| service.retry_after)
    }

    /// The service's identifier of the request, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.service().and_then(|service| service.request_id.as_deref())
    }

    /// The client's identifier of the request.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        let of_service = self.service().and_then(|service| service.client_request_id.as_deref());
        of_service.or(self.inner.client_request_id.as_deref())
    }

    /// The body of the answer as it came.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.service().map(|service| &service.raw).or_else(|| self.bad_answer().map(|bad| &bad.raw))
    }

    /// How often the request was sent.
    #[must_use]
    pub fn tries(&self) -> u32 {
        self.inner.tries
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{}: ", operation.name())?;
        }
        write!(f, "{}", OneLine(&self.inner.text))?;
        if let Some(source) = &self.inner.source {
            write!(f, ": {}", OneLine(&source.to_string()))?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {})", OneLine(id))?;
        } else if let Some(id) = self.client_request_id() {
            write!(f, " (client request id {})", OneLine(id))?;
        }
        if self.inner.tries > 1 {
            write!(f, " (after {} tries)", self.inner.tries)?;
        }
        if let (Some(operation), Detail::BadAnswer(_)) = (self.inner.operation, &self.inner.detail) {
            write!(f, "; see {}", operation.page())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.inner.kind);
        debug.field("operation", &self.inner.operation.map(super::operation::Operation::name));
        match &self.inner.detail {
            Detail::None => debug.field("text", &self.inner.text),
            Detail::Service(service) => debug.field("service", service),
            Detail::BadAnswer(bad) => debug.field("bad_answer", bad),
        };
        debug.field("client_request_id", &self.inner.client_request_id);
        debug.field("tries", &self.inner.tries);
        debug.field("source", &self.inner.source);
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// Text of a stranger on one line: control characters are escaped, and what is too long is cut.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        const LONGEST: usize = 600;
        for (index, character) in self.0.chars().enumerate() {
            if index == LONGEST {
                return f.write_str("...");
            }
            if character == '\n' || character == '\r' || character == '\t' {
                f.write_char(' ')?;
            } else if character.is_control() {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}
