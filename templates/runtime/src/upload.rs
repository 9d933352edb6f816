//! Upload sessions: a large file in pieces, taken up again where it broke off.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::answer::{Answer, RawAnswer};
use super::client::{self, Client};
use super::error::{Error, ErrorKind};
use super::future::{BoxFuture, MaybeSend};
use super::operation::{Method, Operation};
use super::request::RequestParts;

/// Pieces are multiples of this many bytes, save the last one.
pub const PIECE_UNIT: u64 = 320 * 1024;

/// The largest piece that the service takes.
const LARGEST_PIECE: u64 = 60 * 1024 * 1024 / PIECE_UNIT * PIECE_UNIT;

static UPLOAD: Operation = Operation {
    text: "upload_session\nPUT v1.0 \npage https://learn.microsoft.com/graph/api/driveitem-createuploadsession\nidempotent",
};

/// What is uploaded: bytes in memory, or anything that can give a part of itself more than once.
pub trait UploadSource: MaybeSend + 'static {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// So many bytes from a place on.
    fn read(&mut self, from: u64, count: usize) -> BoxFuture<'_, std::io::Result<Bytes>>;
}

impl UploadSource for Bytes {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&mut self, from: u64, count: usize) -> BoxFuture<'_, std::io::Result<Bytes>> {
        let start = usize::try_from(from).unwrap_or(usize::MAX).min(self.len());
        let end = start.saturating_add(count).min(self.len());
        Box::pin(std::future::ready(Ok(self.slice(start..end))))
    }
}

impl Client {
    /// An upload to the address that `createUploadSession` answered with (`uploadUrl`). The address itself is the permission:
    /// the token is not sent there, save where it is the service's own host.
    pub fn upload(&self, upload_url: impl Into<String>, source: impl UploadSource) -> Upload {
        let size = source.size();
        let source = Box::new(source);
        Upload { client: self.clone(), url: upload_url.into(), source, size, piece: 16 * PIECE_UNIT, next: Some(0), last: None }
    }
}

/// An upload in pieces.
#[must_use = "nothing is sent until it is finished"]
pub struct Upload {
    client: Client,
    url: String,
    source: Box<dyn UploadSource>,
    size: u64,
    piece: u64,
    /// The place of the first byte that the service lacks; `None` where it must be asked.
    next: Option<u64>,
    last: Option<RawAnswer>,
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many bytes the service has.
    pub sent: u64,
    /// How many there are.
    pub size: u64,
}

impl Upload {
    /// How large the pieces are: rounded down to a multiple of [`PIECE_UNIT`], 5 MiB by default, 60 MiB at most.
    pub fn piece_size(mut self, bytes: u64) -> Self {
        self.piece = (bytes / PIECE_UNIT * PIECE_UNIT).clamp(PIECE_UNIT, LARGEST_PIECE);
        self
    }

    /// Asks the service first what it has already: for a session that was begun before.
    pub fn resumed(mut self) -> Self {
        self.next = None;
        self
    }

    /// Sends the next piece; `None` when the service has them all. A piece whose future was dropped is asked about and, where
    /// needed, sent again.
    pub async fn next(&mut self) -> Option<Result<Progress, Error>> {
        if self.last.is_some() {
            return None;
        }
        Some(self.step().await)
    }

    /// Sends all that is left and reads the last answer: the file that was made.
    pub async fn finish<T: Answer>(mut self) -> Result<T, Error> {
        while let Some(progress) = self.next().await {
            progress?;
        }
        match &self.last {
            Some(answer) => client::read(&RequestParts::new(&UPLOAD), answer),
            None => Err(fail(ErrorKind::Transport, "the upload has not ended")),
        }
    }

    /// Ends the session; what was sent is thrown away.
    pub async fn cancel(self) -> Result<(), Error> {
        self.client.success(&self.request(Method::Delete), "application/json").await.map(|_| ())
    }

    /// The address of the session, to be stored and [`resumed`](Self::resumed).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn request(&self, method: Method) -> RequestParts {
        RequestParts::new(&UPLOAD).to_link(method, self.url.clone())
    }

    async fn step(&mut self) -> Result<Progress, Error> {
        if !self.client.is_safe(&self.url) {
            return Err(fail(ErrorKind::ForeignHost, "the address of the upload session must not be followed"));
        }
        // Taken out while the piece is on its way: if this future is dropped, the service is asked what it has.
        let from = match self.next.take() {
            Some(from) => from,
            None => self.ask().await?,
        };
        let count = self.piece.min(self.size.saturating_sub(from));
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        let bytes = self.source.read(from, wanted).await;
        let bytes = bytes.map_err(|error| fail(ErrorKind::Build, "the content cannot be read").with_source(error))?;
        if bytes.len() != wanted {
            return Err(fail(ErrorKind::Build, "the content is shorter than it said"));
        }
        let mut request = self.request(Method::Put);
        let range = match count {
            0 => format!("bytes */{}", self.size),
            _ => format!("bytes {from}-{}/{}", from + count - 1, self.size),
        };
        request.set_header("Content-Range", range);
        request.set_bytes("application/octet-stream", bytes);
        let answer = self.client.raw(&request, "application/json").await?;
        match answer.status {
            202 => {
                // A service that asks for the same piece for ever would be sent it for ever.
                let next = self.expected(&answer)?.unwrap_or(from + count);
                if next <= from {
                    return Err(fail(ErrorKind::Transport, "the service asks for the same piece again"));
                }
                self.next = Some(next);
                Ok(self.progress(next))
            }
            200..=299 => {
                self.last = Some(answer);
                Ok(self.progress(self.size))
            }
            // The service has this piece, or lacks one before it: an answer was lost on the way.
            416 => {
                let next = self.ask().await?;
                if next <= from {
                    return Err(self.client.refusal(&request, answer));
                }
                self.next = Some(next);
                Ok(self.progress(next))
            }
            _ => Err(self.client.refusal(&request, answer)),
        }
    }

    /// Asks which byte is the first that the service lacks.
    async fn ask(&self) -> Result<u64, Error> {
        let answer = self.client.success(&self.request(Method::Get), "application/json").await?;
        self.expected(&answer)?.ok_or_else(|| fail(ErrorKind::Decode, "the session does not say which bytes it expects"))
    }

    /// The first of `nextExpectedRanges`: `["26-", "12345-55231"]`.
    fn expected(&self, answer: &RawAnswer) -> Result<Option<u64>, Error> {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let Some(ranges) = body.get("nextExpectedRanges").and_then(Value::as_array) else { return Ok(None) };
        let mut first = None;
        for range in ranges {
            let start =
                range.as_str().and_then(|range| range.split('-').next()).and_then(|start| start.trim().parse::<u64>().ok());
            let start = start.filter(|start| *start <= self.size);
            let start =
                start.ok_or_else(|| fail(ErrorKind::Decode, "the session expects a range that the content does not have"))?;
            first = Some(first.map_or(start, |first: u64| first.min(start)));
        }
        Ok(first)
    }

    fn progress(&self, sent: u64) -> Progress {
        Progress { sent, size: self.size }
    }
}

impl fmt::Debug for Upload {
    /// Without the address, which is the permission to write.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("size", &self.size).field("next", &self.next).finish_non_exhaustive()
    }
}

fn fail(kind: ErrorKind, text: &str) -> Error {
    Error::new(kind, text).with_operation(&UPLOAD)
}
