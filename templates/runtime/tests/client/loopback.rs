//! The reqwest transport against a server on loopback: what arrives, and what comes back.

use std::time::Duration;

use docwright_runtime::answer::{Bytes, RawAnswer};
use docwright_runtime::client::Client;
use docwright_runtime::error::{Error, ErrorKind};
use docwright_runtime::model::{Collection, Json};
use docwright_runtime::request::Request;
use docwright_runtime::retry::RetryPolicy;
use tokio::net::TcpListener;

use super::server::{Act, Answer, Server, http};
use super::support::{CHANGE, READ, Thing, run};

/// `{"id":"zipped"}`
const GZIP: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 170, 202, 44, 40, 72, 77, 81, 170, 5, 0, 207, 140, 11, 151,
    15, 0, 0, 0,
];

fn read() -> Request<Thing> {
    Request::new(&READ)
}

/// Sends a read to a server that acts so.
fn answer_to(acts: Vec<Act>) -> (Result<Thing, Error>, Vec<String>) {
    run(async {
        let server = Server::start(acts).await;
        let result = server.client().send(read()).await;
        (result, server.received())
    })
}

#[test]
fn a_request_arrives_as_built() {
    let (thing, received) = run(async {
        let server = Server::start(vec![http("200 OK", r#"{"id": "a"}"#)]).await;
        let request = Request::<Thing>::new(&CHANGE)
            .query("$filter", "a eq 'b c+d'")
            .if_match("W/\"1\"")
            .json_of(&serde_json::json!({"n": "ü"}));
        (server.client().send(request).await, server.received())
    });
    assert_eq!(thing.unwrap().id.as_deref(), Some("a"));
    let text = received[0].to_ascii_lowercase();
    assert!(text.starts_with("post /v1.0/things?$filter=a%20eq%20%27b%20c%2bd%27 http/1.1\r\n"), "{text}");
    for line in [
        "authorization: bearer secret-token",
        "content-type: application/json",
        "if-match: w/\"1\"",
        "accept-encoding: gzip",
        "accept: application/json",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is missing in {text}");
    }
    assert!(text.ends_with("{\"n\":\"ü\"}"));
}

#[test]
fn gzip_is_read() {
    let zipped = http("200 OK\r\nContent-Encoding: gzip", GZIP);
    assert_eq!(answer_to(vec![zipped]).0.unwrap().id.as_deref(), Some("zipped"));
}

#[test]
fn no_content_and_wrong_content() {
    run(async {
        let server = Server::start(vec![http("204 No Content", "")]).await;
        server.client().send(Request::<()>::new(&READ)).await.unwrap();
        assert!(server.client().send(Request::<Option<Thing>>::new(&READ)).await.unwrap().is_none());
        assert_eq!(server.client().send(read()).await.unwrap_err().kind(), ErrorKind::Decode);
    });
    let (result, _) = answer_to(vec![http("200 OK\r\nContent-Type: text/html", "<html>Sign in</html>")]);
    let error = result.unwrap_err();
    assert_eq!(error.bad_answer().unwrap().content_type.as_deref(), Some("text/html"));
    let (result, _) = answer_to(vec![http("200 OK\r\nContent-Type: application/json", "{\"id\": \"a\"")]);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn dropped_connections_are_tried_again_for_reads_only() {
    let (result, received) = answer_to(vec![Act::Drop, Act::Drop, http("200 OK", "{}")]);
    assert_eq!((result.is_ok(), received.len()), (true, 3));
    for head in ["200 OK\r\nContent-Length: 100", "200 OK"] {
        let broken = Answer::new(head, "{\"id\":").broken().alone();
        let (result, received) = answer_to(vec![broken, http("200 OK", "{}")]);
        assert_eq!((result.is_ok(), received.len()), (true, 2), "{head}");
    }
    // A length that is a lie, which hyper does not tell.
    let short = Act::Write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":".to_vec());
    let (result, received) = answer_to(vec![short, http("200 OK", "{}")]);
    assert_eq!((result.is_ok(), received.len()), (true, 2));
    let (result, received) = run(async {
        let server = Server::start(vec![Act::Drop, http("200 OK", "{}")]).await;
        (server.client().send(Request::<Thing>::new(&CHANGE)).await, server.received())
    });
    assert_eq!((result.unwrap_err().kind(), received.len()), (ErrorKind::Transport, 1));
}

#[test]
fn nobody_listens() {
    let error = run(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let quick = RetryPolicy::default().back_off(Duration::from_millis(1), Duration::from_millis(2));
        let client = Client::builder().base_url(base).retry(quick).build().unwrap();
        client.send(Request::<Thing>::new(&CHANGE).query("secret", "SECRET-QUERY")).await.unwrap_err()
    });
    assert_eq!((error.kind(), error.tries()), (ErrorKind::Transport, 4), "a change that was never sent is tried again");
    assert!(!format!("{error} {error:?}").contains("SECRET-QUERY"));
}

#[test]
fn slow_bodies_end_in_time() {
    let slow = Answer::new("200 OK", " ".repeat(1000)).slowly(Duration::from_millis(30)).alone();
    let error = run(async {
        let server = Server::start(vec![slow]).await;
        let client =
            server.builder().try_timeout(Duration::from_millis(200)).total_timeout(Duration::from_millis(500)).build().unwrap();
        client.send(read()).await.unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let patient = Answer::new("200 OK", r#"{"id": "slow"}"#).slowly(Duration::from_millis(2)).alone();
    assert_eq!(answer_to(vec![patient]).0.unwrap().id.as_deref(), Some("slow"));
    // A head that comes a byte at a time.
    let head = Act::Trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec(), Duration::from_millis(2));
    assert!(answer_to(vec![head]).0.is_ok());
}

#[test]
fn a_hundred_megabytes_meet_the_limit() {
    for head in ["200 OK\r\nContent-Length: 104857600", "200 OK"] {
        let error = run(async {
            let server = Server::start(vec![Answer::new(head, "").blanks(104_857_600).alone()]).await;
            server.builder().max_body(1_000_000).build().unwrap().send(read()).await.unwrap_err()
        });
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{head}");
    }
}

#[test]
fn redirects_go_round_and_to_others() {
    let (result, received) = answer_to(vec![http("302 Found\r\nLocation: /v1.0/things", "")]);
    assert_eq!((result.unwrap_err().kind(), received.len()), (ErrorKind::Redirect, 6));

    let (answer, own, other): (Result<RawAnswer, Error>, _, _) = run(async {
        let other = Server::start(vec![http("200 OK", "content")]).await;
        let own = Server::start(vec![http(&format!("302 Found\r\nLocation: {}/file?sig=1", other.base), "")]).await;
        let answer = own.client().send_raw(Request::<Bytes>::new(&READ).header("X-Own", "1")).await;
        (answer, own.received(), other.received())
    });
    assert_eq!(answer.unwrap().body, "content");
    assert!(own[0].contains("SECRET-TOKEN"));
    assert!(
        other[0].starts_with("GET /file?sig=1 ")
            && !other[0].contains("SECRET")
            && !other[0].to_ascii_lowercase().contains("x-own"),
        "{}",
        other[0]
    );
}

#[test]
fn a_next_link_to_another_host_sees_nothing() {
    let (result, other) = run(async {
        let other = Server::start(vec![http("200 OK", r#"{"value": []}"#)]).await;
        let page = format!(r#"{{"value": [{{}}], "@odata.nextLink": "{}/v1.0/things"}}"#, other.base);
        let own = Server::start(vec![http("200 OK", &page)]).await;
        let result = own.client().items(Request::<Collection<Json>>::new(&READ)).all().await;
        (result, other.received())
    });
    assert_eq!((result.unwrap_err().kind(), other.len()), (ErrorKind::ForeignHost, 0));
}

#[test]
fn heads_that_are_no_http() {
    for bytes in [
        "",
        "\r\n",
        "SSH-2.0-x\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nBad\0Name: x\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
    ] {
        let (result, _) = answer_to(vec![Act::Write(bytes.as_bytes().to_vec())]);
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Transport, "{bytes:?}");
    }
    let endless = Act::Flood(b"HTTP/1.1 200 OK\r\nX: ".to_vec(), 10_000_000);
    assert_eq!(answer_to(vec![endless]).0.unwrap_err().kind(), ErrorKind::Transport);
}

#[test]
fn throttling_in_real_time() {
    let (result, received) = answer_to(vec![
        http("429 Too Many Requests\r\nRetry-After: 0", ""),
        http("503 Wait\r\nRetry-After: -1", ""),
        http("200 OK", "{}"),
    ]);
    assert_eq!((result.is_ok(), received.len()), (true, 3));
    let (result, received) = answer_to(vec![http("429 Too Many Requests\r\nRetry-After: 315360000", "")]);
    assert_eq!((result.unwrap_err().kind(), received.len()), (ErrorKind::Throttled, 1));
}

#[test]
fn a_download_goes_on_after_a_break() {
    let first = Answer::new("200 OK\r\nETag: \"1\"\r\nContent-Length: 10", "abcde").broken().alone();
    let second = http("206 Partial Content\r\nETag: \"1\"\r\nContent-Range: bytes 5-9/10", "fghij");
    let (bytes, received) = run(async {
        let server = Server::start(vec![first, second]).await;
        let bytes = async { server.client().download(Request::<Bytes>::new(&READ)).await?.bytes(100).await }.await;
        (bytes, server.received())
    });
    assert_eq!(bytes.unwrap(), "abcdefghij");
    assert!(received[1].to_ascii_lowercase().contains("range: bytes=5-\r\n"));
}

#[test]
fn pages_come_over_one_connection() {
    let page = |next: &str| Answer::new("200 OK", format!(r#"{{"value": [{{}}]{next}}}"#));
    let next = r#", "@odata.nextLink": "/v1.0/things?$skiptoken=2""#;
    let (items, asked, connections) = run(async {
        let server = Server::start(vec![Act::Answers(vec![page(next), page("")])]).await;
        let items = server.client().items(Request::<Collection<Json>>::new(&READ)).all().await;
        (items, server.received().len(), server.connections())
    });
    assert_eq!((items.unwrap().len(), asked, connections), (2, 2, 1));
}
