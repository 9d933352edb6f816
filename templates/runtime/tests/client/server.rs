//! A server on loopback that answers as it is told, and keeps what it was sent.
//!
//! What is HTTP is sent by hyper, so that the client meets a server as it is in use: its lengths, chunks, kept connections
//! and HTTP/2. What hyper refuses to send (silence after a request, heads that are none, lies about lengths) goes out as
//! bytes on the bare socket, by [`socket`](super::socket).

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use docwright_runtime::client::{Client, ClientBuilder};
use docwright_runtime::retry::RetryPolicy;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Channel, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::socket;

/// What the server does with one connection.
#[derive(Clone)]
pub(crate) enum Act {
    /// One answer for each request on the connection, which ends with the last.
    Answers(Vec<Answer>),
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// Writes these bytes, one after another, with a pause before each.
    Trickle(Vec<u8>, Duration),
    /// Writes the head and then so many blanks.
    Flood(Vec<u8>, usize),
    /// Reads the request and closes.
    Drop,
}

/// An answer that hyper sends.
#[derive(Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

#[derive(Clone)]
enum Body {
    Whole(Bytes),
    /// A byte at a time, with a pause before each.
    Slow(Bytes, Duration),
    /// So many blanks.
    Blanks(usize),
    /// Some bytes, and then the connection breaks.
    Broken(Bytes),
}

impl Answer {
    /// An answer with this head: the status and what it means, and a line for each header.
    pub(crate) fn new(head: &str, body: impl AsRef<[u8]>) -> Self {
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.get(..3)).unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap())
        });
        let body = Body::Whole(Bytes::copy_from_slice(body.as_ref()));
        Self { status: status.parse().unwrap(), headers: headers.collect(), body }
    }

    /// The body comes a byte at a time, with a pause before each.
    pub(crate) fn slowly(mut self, pause: Duration) -> Self {
        self.body = match self.body {
            Body::Whole(bytes) => Body::Slow(bytes, pause),
            other => other,
        };
        self
    }

    /// The connection breaks after the body.
    pub(crate) fn broken(mut self) -> Self {
        self.body = match self.body {
            Body::Whole(bytes) => Body::Broken(bytes),
            other => other,
        };
        self
    }

    /// The body is so many blanks.
    pub(crate) fn blanks(mut self, count: usize) -> Self {
        self.body = Body::Blanks(count);
        self
    }

    /// The only answer of a connection.
    pub(crate) fn alone(self) -> Act {
        Act::Answers(vec![self])
    }

    fn response(self) -> http::Response<BoxBody<Bytes, std::io::Error>> {
        let body = match self.body {
            Body::Whole(bytes) => BodyExt::map_err(Full::new(bytes), |never: Infallible| match never {}).boxed(),
            body => trickling(body),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// A body that is sent while the client reads.
fn trickling(body: Body) -> BoxBody<Bytes, std::io::Error> {
    let (mut sender, channel) = Channel::new(1);
    tokio::spawn(async move {
        // The client may go away at any moment; that is for it to judge.
        match body {
            Body::Whole(bytes) => drop(sender.send_data(bytes).await),
            Body::Slow(bytes, pause) => {
                for byte in bytes {
                    tokio::time::sleep(pause).await;
                    if sender.send_data(Bytes::copy_from_slice(&[byte])).await.is_err() {
                        return;
                    }
                }
            }
            Body::Blanks(count) => {
                let blanks = Bytes::from(vec![b' '; 64 * 1024]);
                for _ in 0..count / blanks.len() {
                    if sender.send_data(blanks.clone()).await.is_err() {
                        return;
                    }
                }
            }
            Body::Broken(bytes) => {
                drop(sender.send_data(bytes).await);
                // hyper drops what it has not written yet when a body fails; let it write.
                tokio::time::sleep(Duration::from_millis(20)).await;
                sender.abort(std::io::Error::other("the script breaks the connection"));
            }
        }
    });
    channel.boxed()
}

/// A connection with one answer, its right length included.
pub(crate) fn http(head: &str, body: impl AsRef<[u8]>) -> Act {
    Answer::new(head, body).alone()
}

/// A server that does one act for each connection, the last one for ever, and keeps what it was sent.
pub(crate) struct Server {
    /// Its address, without a slash at the end.
    pub(crate) base: String,
    received: Received,
    connections: Arc<AtomicUsize>,
}

/// The requests that arrived.
pub(super) type Received = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Listens on a free port.
    pub(crate) async fn start(acts: Vec<Act>) -> Self {
        Self::listen(acts, None).await
    }

    /// Listens on a free port, and speaks TLS.
    pub(crate) async fn start_tls(acts: Vec<Act>, tls: TlsAcceptor) -> Self {
        Self::listen(acts, Some(tls)).await
    }

    async fn listen(acts: Vec<Act>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let base = format!("{scheme}://{}", listener.local_addr().unwrap());
        let received = Received::default();
        let connections = Arc::new(AtomicUsize::new(0));
        let (kept, count) = (Arc::clone(&received), Arc::clone(&connections));
        tokio::spawn(async move {
            let mut acts = acts.into_iter();
            let mut last = Act::Drop;
            while let Ok((socket, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                if let Some(act) = acts.next() {
                    last = act;
                }
                tokio::spawn(meet(socket, tls.clone(), last.clone(), Arc::clone(&kept)));
            }
        });
        Self { base, received, connections }
    }

    /// The requests so far, head and body, in the order in which they ended.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// A builder with a token, quick retries and this server as the service.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let quick = RetryPolicy::default().back_off(Duration::from_millis(1), Duration::from_millis(2));
        Client::builder().token("SECRET-TOKEN").base_url(&self.base).retry(quick).try_timeout(Duration::from_secs(5))
    }

    /// A client of this server.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

async fn meet(socket: TcpStream, tls: Option<TlsAcceptor>, act: Act, received: Received) {
    match tls {
        None => serve(socket, act, received).await,
        // A client that does not trust the server breaks off here.
        Some(tls) => {
            if let Ok(stream) = tls.accept(socket).await {
                serve(stream, act, received).await;
            }
        }
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(stream: S, act: Act, received: Received) {
    let Act::Answers(answers) = act else { return socket::serve(stream, act, received).await };
    let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
    let answer = service_fn(move |request: http::Request<Incoming>| {
        let (answers, received) = (Arc::clone(&answers), Arc::clone(&received));
        async move {
            let text = written(request).await.map_err(std::io::Error::other)?;
            received.lock().unwrap().push(text);
            let mut answers = answers.lock().unwrap();
            let mut response = answers.pop_front().ok_or_else(|| std::io::Error::other("the script is over"))?.response();
            if answers.is_empty() {
                response.headers_mut().insert(http::header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, std::io::Error>(response)
        }
    });
    // A client that goes away is not the server's concern.
    let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), answer).await;
}

/// The request as HTTP/1.1 writes it.
async fn written(request: http::Request<Incoming>) -> Result<String, hyper::Error> {
    let (head, body) = request.into_parts();
    let mut text = format!("{} {} {:?}\r\n", head.method, head.uri, head.version);
    for (name, value) in &head.headers {
        text.push_str(&format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes())));
    }
    text.push_str("\r\n");
    text.push_str(&String::from_utf8_lossy(&body.collect().await?.to_bytes()));
    Ok(text)
}
