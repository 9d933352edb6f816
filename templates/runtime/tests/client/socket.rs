//! What a server does that is no HTTP: silence, falsehood, endlessness. hyper would not let it.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::server::{Act, Received};

/// Reads one request, acts, and closes.
pub(super) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, act: Act, received: Received) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !ended(&request) {
        match stream.read(&mut buffer).await {
            Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
            _ => return,
        }
    }
    received.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    // The client may go away at any moment; that is for it to judge.
    let _ = match act {
        Act::Write(bytes) => stream.write_all(&bytes).await,
        Act::Trickle(bytes, pause) => trickle(&mut stream, &bytes, pause).await,
        Act::Flood(head, count) => flood(&mut stream, &head, count).await,
        Act::Drop | Act::Answers(_) => Ok(()),
    };
    let _ = stream.shutdown().await;
}

async fn trickle(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8], pause: Duration) -> std::io::Result<()> {
    for byte in bytes {
        tokio::time::sleep(pause).await;
        stream.write_all(std::slice::from_ref(byte)).await?;
    }
    Ok(())
}

async fn flood(stream: &mut (impl AsyncWrite + Unpin), head: &[u8], count: usize) -> std::io::Result<()> {
    stream.write_all(head).await?;
    let blanks = vec![b' '; 64 * 1024];
    for _ in 0..count / blanks.len() {
        stream.write_all(&blanks).await?;
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
