//! A server on loopback that does what it is told, and keeps what it was sent.
//!
//! It is a plain socket and no HTTP library, because a library would not let it break off, lie about lengths or fall silent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use docwright_runtime::client::{Client, ClientBuilder};
use docwright_runtime::retry::RetryPolicy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one connection.
#[derive(Clone)]
pub(crate) enum Act {
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// Writes these bytes, one after another, with a pause before each.
    Trickle(Vec<u8>, Duration),
    /// Writes the head and then so many blanks.
    Flood(Vec<u8>, usize),
    /// Reads the request and closes.
    Drop,
}

/// An answer with this status line and these headers, and its right length.
pub(crate) fn http(head: &str, body: &str) -> Act {
    Act::Write(format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

/// A server that does one act for each connection, the last one for ever, and keeps what it was sent.
pub(crate) struct Server {
    /// Its address, without a slash at the end.
    pub(crate) base: String,
    received: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Listens on a free port.
    pub(crate) async fn start(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        tokio::spawn(async move {
            let mut acts = acts.into_iter().peekable();
            let mut last = Act::Drop;
            while let Ok((socket, _)) = listener.accept().await {
                if let Some(act) = acts.next() {
                    last = act;
                }
                tokio::spawn(serve(socket, last.clone(), Arc::clone(&kept)));
            }
        });
        Self { base, received }
    }

    /// The requests so far, head and body, in the order in which they ended.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
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

async fn serve(mut socket: TcpStream, act: Act, received: Arc<Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !ended(&request) {
        match socket.read(&mut buffer).await {
            Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
            _ => return,
        }
    }
    received.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    // The client may go away at any moment; that is for it to judge.
    let _ = match act {
        Act::Write(bytes) => socket.write_all(&bytes).await,
        Act::Trickle(bytes, pause) => trickle(&mut socket, &bytes, pause).await,
        Act::Flood(head, count) => flood(&mut socket, &head, count).await,
        Act::Drop => Ok(()),
    };
    let _ = socket.shutdown().await;
}

async fn trickle(socket: &mut TcpStream, bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in bytes {
        tokio::time::sleep(pause).await;
        socket.write_all(std::slice::from_ref(byte)).await?;
    }
    Ok(())
}

async fn flood(socket: &mut TcpStream, head: &[u8], count: usize) -> std::io::Result<()> {
    socket.write_all(head).await?;
    let blanks = vec![b' '; 64 * 1024];
    for _ in 0..count / blanks.len() {
        socket.write_all(&blanks).await?;
    }
    Ok(())
}

/// Whether a request has arrived whole.
fn ended(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).and_then(|text| text.parse().ok());
    body.len() >= length.unwrap_or(0)
}
