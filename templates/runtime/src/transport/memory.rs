//! A transport that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::super::clock::{Clock, VirtualClock};
use super::super::future::BoxFuture;
use super::super::{query, secret};
use super::{AnswerBody, Chunks, Transport, TransportError, TransportErrorKind};

/// A transport without a network, for tests.
///
/// Answers come from a script, in order; when it is used up, from the responder, if there is one. Time is virtual: waits of
/// the client take none, and [`clock`](Self::virtual_clock) has a list of them. Clones share everything.
#[derive(Clone, Default)]
pub struct MemoryTransport {
    shared: Arc<Mutex<Shared>>,
    clock: VirtualClock,
}

type Responder = Box<dyn FnMut(&Recorded) -> Scripted + Send>;

#[derive(Default)]
struct Shared {
    script: VecDeque<Scripted>,
    responder: Option<Responder>,
    recorded: Vec<Recorded>,
}

impl MemoryTransport {
    /// A transport without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next answer.
    #[must_use]
    pub fn answer(self, answer: Scripted) -> Self {
        self.lock().script.push_back(answer);
        self
    }

    /// The next answer: a status and a body of JSON.
    #[must_use]
    pub fn json(self, status: u16, body: impl Into<String>) -> Self {
        self.answer(Scripted::json(status, body))
    }

    /// The next answer: a status without a body.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        self.answer(Scripted::status(status))
    }

    /// Answers for whatever the script has no answer for.
    #[must_use]
    pub fn respond(self, responder: impl FnMut(&Recorded) -> Scripted + Send + 'static) -> Self {
        self.lock().responder = Some(Box::new(responder));
        self
    }

    /// The requests so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.lock().recorded.clone()
    }

    /// How many scripted answers nobody has asked for yet.
    #[must_use]
    pub fn unused(&self) -> usize {
        self.lock().script.len()
    }

    /// The clock of this transport.
    #[must_use]
    pub fn virtual_clock(&self) -> &VirtualClock {
        &self.clock
    }

    /// The waits of the client so far, in order.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.clock.waits()
    }

    /// Checks that exactly these requests were sent, each written as `GET /v1.0/users?$top=5`; queries are compared decoded,
    /// in any order.
    ///
    /// # Panics
    ///
    /// If other requests were sent, with a list of them.
    pub fn assert_requests(&self, expected: &[&str]) {
        let requests = self.requests();
        let sent: Vec<String> = requests.iter().map(Recorded::line).collect();
        let same = sent.len() == expected.len() && sent.iter().zip(expected).all(|(sent, expected)| same_line(sent, expected));
        assert!(same, "expected requests:\n  {}\nsent:\n  {}", expected.join("\n  "), sent.join("\n  "));
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, recorded: Recorded) -> Scripted {
        let mut shared = self.lock();
        let scripted = match shared.script.pop_front() {
            Some(scripted) => scripted,
            None => match shared.responder.as_mut() {
                Some(responder) => responder(&recorded),
                None => Scripted::fail(TransportErrorKind::Other, format!("no answer is scripted for {}", recorded.line())),
            },
        };
        shared.recorded.push(recorded);
        scripted
    }
}

fn same_line(left: &str, right: &str) -> bool {
    let parts = |line: &str| {
        let (path, query) = line.split_once('?').unwrap_or((line, ""));
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let mut pairs = query::decode(query);
        pairs.sort();
        (path, pairs)
    };
    parts(left) == parts(right)
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("MemoryTransport")
            .field("unused", &shared.script.len())
            .field("requests", &shared.recorded)
            .finish_non_exhaustive()
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<AnswerBody>, TransportError>> {
        let (head, body) = request.into_parts();
        let recorded = Recorded { method: head.method.to_string(), url: head.uri.to_string(), headers: head.headers, body };
        let scripted = self.next(recorded);
        Box::pin(async move {
            match scripted.delay {
                Delay::None => {}
                Delay::After(time) => self.clock.sleep(time).await,
                Delay::Forever => std::future::pending().await,
            }
            let (status, headers, body) = scripted.outcome?;
            let mut response = http::Response::new(body.into_answer());
            *response.status_mut() = http::StatusCode::from_u16(status)
                .map_err(|_| TransportError::new(TransportErrorKind::Other, format!("{status} is no status code")))?;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(self.clock.clone()))
    }
}

/// A request as it would have gone over the wire.
#[derive(Clone, PartialEq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// The headers, those of the client included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Recorded {
    /// Method, path and query: `GET /v1.0/users?$top=5`.
    #[must_use]
    pub fn line(&self) -> String {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        format!("{} {path}", self.method)
    }

    /// The host and port of the address.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as text, if it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.body).ok()
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), secret::header(name.as_str(), value.to_str().unwrap_or("<no text>"))))
            .collect();
        let line = self.line();
        let (path, pairs) = line.split_once('?').unwrap_or((line.as_str(), ""));
        let pairs = query::decode(pairs);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name, secret::query(name, value))).collect();
        f.debug_struct("Recorded")
            .field("line", &path)
            .field("query", &pairs)
            .field("host", &self.host())
            .field("headers", &headers)
            .field("body", &format_args!("{}", secret::body(&self.body)))
            .finish_non_exhaustive()
    }
}

/// One answer of a script.
#[derive(Debug)]
pub struct Scripted {
    outcome: Result<(u16, HeaderMap, ScriptedBody), TransportError>,
    delay: Delay,
}

/// How long before the answer comes.
#[derive(Clone, Copy, Debug)]
enum Delay {
    None,
    After(Duration),
    Forever,
}

#[derive(Debug)]
enum ScriptedBody {
    Whole(Bytes),
    Chunks(VecDeque<Result<Bytes, TransportError>>),
}

impl ScriptedBody {
    fn into_answer(self) -> AnswerBody {
        match self {
            Self::Whole(bytes) => AnswerBody::whole(bytes),
            Self::Chunks(chunks) => AnswerBody::chunks(ScriptedChunks(chunks)),
        }
    }
}

struct ScriptedChunks(VecDeque<Result<Bytes, TransportError>>);

impl Chunks for ScriptedChunks {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(std::future::ready(self.0.pop_front().transpose()))
    }
}

impl Scripted {
    /// A status without a body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::bytes(status, Bytes::new())
    }

    /// A status and a body of JSON.
    #[must_use]
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, body.into()).header("Content-Type", "application/json")
    }

    /// A status and a body.
    #[must_use]
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self { outcome: Ok((status, HeaderMap::new(), ScriptedBody::Whole(body.into()))), delay: Delay::None }
    }

    /// A status and a body that comes in chunks, one of which may be a failure.
    #[must_use]
    pub fn chunks(status: u16, chunks: impl IntoIterator<Item = Result<Bytes, TransportError>>) -> Self {
        Self { outcome: Ok((status, HeaderMap::new(), ScriptedBody::Chunks(chunks.into_iter().collect()))), delay: Delay::None }
    }

    /// No answer at all.
    #[must_use]
    pub fn fail(kind: TransportErrorKind, text: impl Into<String>) -> Self {
        Self { outcome: Err(TransportError::new(kind, text)), delay: Delay::None }
    }

    /// Never an answer, and no failure either.
    #[must_use]
    pub fn silence() -> Self {
        Self { delay: Delay::Forever, ..Self::status(200) }
    }

    /// The answer comes after a time.
    #[must_use]
    pub fn after(mut self, time: Duration) -> Self {
        self.delay = Delay::After(time);
        self
    }

    /// The answer has this header too; what no header can hold turns the answer into a failure.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        if let Ok((_, headers, _)) = &mut self.outcome {
            match (HeaderName::try_from(name), HeaderValue::from_str(value.as_ref())) {
                (Ok(name), Ok(value)) => {
                    headers.append(name, value);
                }
                _ => {
                    self.outcome =
                        Err(TransportError::new(TransportErrorKind::Other, format!("`{name}` is scripted with a bad value")));
                }
            }
        }
        self
    }
}
