//! Content as it arrives, taken up again where it broke off.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use super::client::{Client, Opened};
use super::error::{Error, ErrorKind};
use super::future::{BoxFuture, before};
use super::request::{Request, RequestParts};
use super::transport::{AnswerBody, TransportError};

impl Client {
    /// Opens the content that the request asks for; its bytes come with [`Download::chunk`]. [`Request::range`] asks for a
    /// part of it.
    ///
    /// Where the connection breaks, the rest is asked for, if the service marked the content so that it is known to be
    /// the same still (`ETag` or `Last-Modified`).
    pub async fn download<T, Q>(&self, request: Request<T, Q>) -> Result<Download, Error> {
        let mut parts = request.into_parts();
        // Offsets count bytes of the content, not of a compressed form of it.
        parts.set_header("Accept-Encoding", "identity".to_owned());
        let opened = self.open(&parts).await?;
        let (first, last) = parts.header_text("range").and_then(requested).unwrap_or((0, None));
        let first = if opened.status == 206 { content_range(&opened.headers).map_or(first, |range| range.first) } else { 0 };
        let last = last.filter(|_| opened.status == 206);
        let length = text(&opened.headers, "content-length").and_then(|text| text.parse::<u64>().ok());
        let mark = mark(&opened.headers);
        let Opened { headers, body, .. } = opened;
        let client = self.clone();
        Ok(Download { client, parts, headers, body, first, last, received: 0, length, mark, resumes: 5, broken: false })
    }
}

/// Content on its way.
pub struct Download {
    client: Client,
    parts: RequestParts,
    headers: HeaderMap,
    body: AnswerBody,
    /// The place of the first byte in the whole content.
    first: u64,
    /// The place of the last byte that was asked for.
    last: Option<u64>,
    received: u64,
    length: Option<u64>,
    mark: Option<String>,
    /// How often the rest may be asked for without a byte in between.
    resumes: u32,
    broken: bool,
}

/// How often in a row the rest is asked for before the download fails.
const RESUMES: u32 = 5;

impl Download {
    /// The next bytes; `None` at the end. Dropping the future loses none.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if self.broken {
                self.resume().await?;
            }
            let timer = self.client.clock().sleep(self.client.try_timeout());
            let result = before(Box::pin(self.body.chunk()), timer).await;
            match result {
                Some(Ok(Some(chunk))) => {
                    self.received = self.received.saturating_add(chunk.len() as u64);
                    self.resumes = RESUMES;
                    return Ok(Some(chunk));
                }
                Some(Ok(None)) if self.length.is_none_or(|length| self.received >= length) => return Ok(None),
                Some(Err(error)) => self.broke(Some(error))?,
                // It ended before its length, or fell silent.
                Some(Ok(None)) | None => self.broke(None)?,
            }
        }
    }

    /// The rest of the content in memory, if it is no larger than the limit.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, Error> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit.saturating_sub(all.len()) {
                return Err(self.error(ErrorKind::TooLarge, &format!("the content is larger than {limit} bytes")));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.into())
    }

    /// The headers of the answer: `Content-Type`, `Content-Length`, `ETag`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes the answer has, if it says so.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        self.length
    }

    /// Whether the answer says that it has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == Some(0)
    }

    /// How many bytes have arrived.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The download as a stream of its chunks.
    #[must_use]
    pub fn into_stream(self) -> DownloadStream {
        DownloadStream { state: State::Idle(Box::new(self)) }
    }

    /// Notes that the body broke off, if it can be taken up again.
    fn broke(&mut self, error: Option<TransportError>) -> Result<(), Error> {
        self.broken = true;
        self.resumes = self.resumes.saturating_sub(1);
        if self.mark.is_some() && self.resumes > 0 {
            return Ok(());
        }
        let text = format!("the content broke off after {} bytes", self.received);
        let failure = self.error(ErrorKind::Transport, &text);
        Err(match error {
            Some(error) => failure.with_source(error),
            None => failure,
        })
    }

    /// Asks for the rest and checks that it is the rest of the same content.
    async fn resume(&mut self) -> Result<(), Error> {
        let from = self.first.saturating_add(self.received);
        let last = self.last.map(|last| last.to_string()).unwrap_or_default();
        let mut parts = self.parts.clone();
        parts.set_header("Range", format!("bytes={from}-{last}"));
        if let Some(mark) = &self.mark {
            parts.set_header("If-Range", mark.clone());
        }
        let opened = self.client.open(&parts).await?;
        let range = content_range(&opened.headers);
        if opened.status != 206 || range.is_none_or(|range| range.first != from) || mark(&opened.headers) != self.mark {
            return Err(self.error(ErrorKind::Transport, "the content broke off and has changed since"));
        }
        self.body = opened.body;
        self.broken = false;
        Ok(())
    }

    fn error(&self, kind: ErrorKind, text: &str) -> Error {
        Error::new(kind, text).with_operation(self.parts.operation())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("received", &self.received).field("length", &self.length).finish_non_exhaustive()
    }
}

/// A [`Download`] as a stream.
pub struct DownloadStream {
    state: State,
}

/// The download again, and what it gave.
type Chunk = (Box<Download>, Result<Option<Bytes>, Error>);

enum State {
    Idle(Box<Download>),
    Busy(BoxFuture<'static, Chunk>),
    Ended,
}

impl Stream for DownloadStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Idle(mut download) => {
                    self.state = State::Busy(Box::pin(async move {
                        let chunk = download.chunk().await;
                        (download, chunk)
                    }));
                }
                State::Busy(mut busy) => match busy.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Busy(busy);
                        return Poll::Pending;
                    }
                    Poll::Ready((download, Ok(Some(chunk)))) => {
                        self.state = State::Idle(download);
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((_, Err(error))) => return Poll::Ready(Some(Err(error))),
                },
            }
        }
    }
}

/// `bytes 5-9/20`
struct ContentRange {
    first: u64,
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn content_range(headers: &HeaderMap) -> Option<ContentRange> {
    let (first, _) = text(headers, "content-range")?.strip_prefix("bytes ")?.split_once('-')?;
    Some(ContentRange { first: first.trim().parse().ok()? })
}

/// First and last byte of a `Range` header with one range.
fn requested(header: &str) -> Option<(u64, Option<u64>)> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()))
}

/// What tells whether content is the same still: a strong tag, or the time of the last change.
fn mark(headers: &HeaderMap) -> Option<String> {
    let tag = text(headers, "etag").filter(|tag| !tag.starts_with("W/"));
    tag.or_else(|| text(headers, "last-modified")).map(str::to_owned)
}
