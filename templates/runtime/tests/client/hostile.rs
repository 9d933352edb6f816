//! A service that means harm, over a real socket: every answer ends as a typed error or as a value, in time, and no other
//! host ever sees the token.
//!
//! Both are asserted on what the servers received. What the in-memory transport can say is in `hosts`, what a careless
//! server does in `loopback`.

use std::future::Future;
use std::time::Duration;

use docwright_runtime::answer::{Accepted, Bytes};
use docwright_runtime::batch::Batch;
use docwright_runtime::error::{Error, ErrorKind};
use docwright_runtime::model::{Collection, Json};
use docwright_runtime::request::Request;
use docwright_runtime::upload::PIECE_UNIT;

use super::server::{Act, Server, http};
use super::support::{CHANGE, PLAIN, READ, Thing, run};

/// No case takes longer than this, whatever the server does.
const LIMIT: Duration = Duration::from_secs(30);

/// Runs a future that must end by itself.
fn ends<F: Future>(case: &str, future: F) -> F::Output {
    run(async { tokio::time::timeout(LIMIT, future).await }).unwrap_or_else(|_| panic!("{case}: no end in {LIMIT:?}"))
}

/// A GET that is answered so: what the caller sees, and how often the server was asked.
fn sent_to(case: &str, acts: Vec<Act>) -> (Result<Thing, Error>, usize) {
    ends(case, async {
        let server = Server::start(acts).await;
        let client = server.builder().max_body(1_000_000).try_timeout(Duration::from_secs(2)).build().unwrap();
        let result = client.send(Request::<Thing>::new(&READ)).await;
        (result, server.received().len())
    })
}

/// A few hundred kilobytes of gzip that stand for a hundred megabytes: one letter, and copies of it.
fn gzip_bomb() -> Vec<u8> {
    // The last block, with the fixed codes: a literal, then copies of 258 bytes from one byte before.
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(0b01, 2);
    bits.push_code(0x30 + u32::from(b'a'), 8);
    for _ in 0..400_000 {
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    let mut bytes = vec![31, 139, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend(bits.bytes);
    bytes.extend([0; 8]);
    bytes
}

/// Bits in the order of deflate: from the lowest of each byte; codes come with their highest bit first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= u8::try_from((value >> bit) & 1).unwrap() << (self.used % 8);
            self.used += 1;
        }
    }

    fn push_code(&mut self, code: u32, count: u32) {
        for bit in (0..count).rev() {
            self.push(code >> bit, 1);
        }
    }
}

#[test]
fn bodies_that_are_not_what_they_say() {
    let deep = |open: &str| format!("{{\"id\": \"a\", \"deep\": {}", open.repeat(150_000));
    let json = "200 OK\r\nContent-Type: application/json";
    for (case, act, kind) in [
        ("a page to sign in", http("200 OK\r\nContent-Type: text/html", "<html>"), ErrorKind::Decode),
        ("JSON that is cut", http(json, "{\"id\": \"a\", \"done\":"), ErrorKind::Decode),
        ("JSON and more", http(json, "{} {}"), ErrorKind::Decode),
        ("another type", http(json, "[{}]"), ErrorKind::Decode),
        ("a number that is none", http(json, "{\"done\": 1e99999999}"), ErrorKind::Decode),
        ("bytes that are no UTF-8", http(json, b"{\"id\": \"\xff\xfe\"}"), ErrorKind::Decode),
        ("UTF-16", http(json, b"\xff\xfe{\0}\0"), ErrorKind::Decode),
        ("zeros", http(json, [0; 1000]), ErrorKind::Decode),
        ("deep arrays", http(json, deep("[")), ErrorKind::Decode),
        ("deep objects", http(json, deep("{\"a\":")), ErrorKind::Decode),
        (
            "deep JSON of an error",
            http("400 Bad", format!("{{\"error\": {}", "{\"innererror\":".repeat(60_000))),
            ErrorKind::Service,
        ),
        ("no length and no end", Act::Flood(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), 104_857_600), ErrorKind::TooLarge),
        ("an error of 100 MB", Act::Flood(b"HTTP/1.1 500 Bad\r\n\r\n".to_vec(), 104_857_600), ErrorKind::TooLarge),
        ("a gzip bomb", http("200 OK\r\nContent-Encoding: gzip", gzip_bomb()), ErrorKind::TooLarge),
    ] {
        let (result, asked) = sent_to(case, vec![act]);
        let error = result.unwrap_err();
        assert_eq!((error.kind(), asked), (kind, 1), "{case}: {error}");
        assert!(error.to_string().len() < 2_000 && !error.to_string().contains('\n'), "{case}: {error}");
    }
}

#[test]
fn messages_that_are_no_messages() {
    let raw = |text: &str| Act::Write(text.as_bytes().to_vec());
    for (case, act) in [
        ("gzip that is none", http("200 OK\r\nContent-Encoding: gzip", b"not zipped")),
        ("a chunk of no size", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")),
        ("a chunk too large to count", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}")),
        ("two lengths", raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ")),
        ("a negative length", raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")),
        ("a status above all", raw("HTTP/1.1 1000 OK\r\nContent-Length: 2\r\n\r\n{}")),
    ] {
        let (result, asked) = sent_to(case, vec![act]);
        assert_eq!((result.unwrap_err().kind(), asked), (ErrorKind::Transport, 4), "{case}");
    }
    // The status line never comes; each try ends, and so do the tries.
    let hints = Act::Trickle(b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(10_000), Duration::from_micros(100));
    let error = ends("hints without end", async {
        let server = Server::start(vec![hints]).await;
        let client =
            server.builder().try_timeout(Duration::from_millis(200)).total_timeout(Duration::from_millis(600)).build().unwrap();
        client.send(Request::<Thing>::new(&READ)).await.unwrap_err()
    });
    assert!(matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Transport), "{error}");
}

#[test]
fn waits_that_nobody_would_wait() {
    for (case, value, kind, asked) in [
        ("ten years", "315360000", ErrorKind::Throttled, 1),
        ("more than a number holds", "99999999999999999999999999", ErrorKind::Throttled, 1),
        ("the end of time", "Fri, 31 Dec 9999 23:59:59 GMT", ErrorKind::Throttled, 1),
        ("a huge decimal", "1000000000.5", ErrorKind::Throttled, 1),
        // What is no wait is none: the client's own back-off applies, and ends.
        ("negative", "-1", ErrorKind::Throttled, 4),
        ("negative and long", "-315360000", ErrorKind::Throttled, 4),
        ("the past", "Thu, 01 Jan 1970 00:00:00 GMT", ErrorKind::Throttled, 4),
        ("no number", "NaN", ErrorKind::Throttled, 4),
        ("infinite", "inf", ErrorKind::Throttled, 4),
        ("dots", "...", ErrorKind::Throttled, 4),
    ] {
        let (result, count) = sent_to(case, vec![http(&format!("429 Later\r\nRetry-After: {value}"), "")]);
        let error = result.unwrap_err();
        assert_eq!((error.kind(), count), (kind, asked), "{case}: {error}");
    }
}

#[test]
fn what_a_caller_passes_on_cannot_make_headers() {
    for argument in
        ["a\r\nX-Evil: 1", "a HTTP/1.1\r\nX-Evil: 1\r\n\r\n", "a\nX-Evil: 1", "a\0b", "a?x=1#y", "..%2f..", "é\u{2028}"]
    {
        let received = ends(argument, async {
            let server = Server::start(vec![http("200 OK", "{}")]).await;
            let request = Request::<Thing>::new(&PLAIN).arg(argument).query("$filter", argument);
            server.client().send(request).await.unwrap();
            server.received()
        });
        let head = received[0].split("\r\n\r\n").next().unwrap();
        let mut lines = head.split(['\r', '\n']).filter(|line| !line.is_empty());
        let first = lines.next().unwrap();
        assert!(first.starts_with("GET /v1.0/things/") && first.ends_with(" HTTP/1.1"), "{first}");
        assert_eq!(first.split(' ').count(), 3, "{first}");
        assert_eq!(first.matches('?').count(), 1, "{first}");
        assert!(lines.all(|line| !line.to_ascii_lowercase().starts_with("x-evil")), "{head}");
    }
    for (name, value) in
        [("X-Name", "a\r\nX-Evil: 1"), ("X-Name\r\nX-Evil", "a"), ("X-Name", "a\0"), ("Transfer-Encoding", "chunked")]
    {
        let (result, received) = ends(name, async {
            let server = Server::start(vec![http("200 OK", "{}")]).await;
            let result = server.client().send(Request::<Thing>::new(&PLAIN).arg("a").header(name, value)).await;
            (result, server.received())
        });
        assert_eq!((result.unwrap_err().kind(), received.len()), (ErrorKind::Build, 0), "{name}: {value:?}");
    }
}

/// What both servers were sent: the service's own, then the other.
type Received = (Vec<String>, Vec<String>);

/// A service whose acts name another server's address as `OTHER`, and what both received in the end.
async fn two_servers<T>(acts: &[(&str, &str)], other: Act, task: impl AsyncFnOnce(&Server) -> T) -> (T, Received) {
    let other = Server::start(vec![other]).await;
    let named = |text: &str| text.replace("OTHER", &other.base);
    let own = Server::start(acts.iter().map(|(head, body)| http(&named(head), named(body))).collect()).await;
    let result = task(&own).await;
    (result, (own.received(), other.received()))
}

fn knows_nothing(case: &str, received: &[String]) {
    for request in received {
        let request = request.to_ascii_lowercase();
        for secret in ["secret", "authorization", "bearer", "client-request-id", "x-own"] {
            assert!(!request.contains(secret), "{case}: {request}");
        }
    }
}

#[test]
fn the_token_stays_at_home() {
    // The next page at another host is not asked for at all.
    for link in ["OTHER/next", "OTHER/v1.0/things?$skiptoken=1"] {
        let page = format!("{{\"value\": [{{}}], \"@odata.nextLink\": \"{link}\"}}");
        let (result, (own, other)) = ends(
            link,
            two_servers(&[("200 OK", &page)], http("200 OK", "{\"value\": []}"), async |own| {
                own.client().items(Request::<Collection<Json>>::new(&READ).header("X-Own", "1")).all().await
            }),
        );
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ForeignHost);
        assert_eq!((own.len(), other.len()), (1, 0));
        assert!(own[0].contains("SECRET-TOKEN"));
    }
    // The state of work at another host is asked for, without the token; and so is what it sends on to.
    for name in ["Location", "Operation-Location", "Azure-AsyncOperation"] {
        let head = format!("202 Accepted\r\nRetry-After: 0\r\n{name}: OTHER/monitor");
        let (result, (own, other)) = ends(
            name,
            two_servers(&[(&head, "")], http("200 OK", "{\"status\": \"completed\"}"), async |own| {
                own.client().poll(Request::<Accepted<Json>>::new(&CHANGE).header("X-Own", "1")).await
            }),
        );
        assert!(result.is_ok(), "{name}");
        assert_eq!((own.len(), other.len()), (1, 1), "{name}");
        assert!(own[0].contains("SECRET-TOKEN"));
        knows_nothing(name, &other);
    }
    // Uploads and downloads of addresses that are permissions themselves.
    let (status, received) = ends("upload to another host", async {
        let other = Server::start(vec![http("404 Gone", "")]).await;
        let own = Server::start(vec![http("200 OK", "{}")]).await;
        let content = Bytes::from(vec![0; usize::try_from(PIECE_UNIT).unwrap()]);
        let error = own.client().upload(format!("{}/session", other.base), content).finish::<Thing>().await.unwrap_err();
        (error.status(), other.received())
    });
    assert_eq!((status, received.len()), (Some(404), 1));
    knows_nothing("upload", &received);
    let redirect = [("302 Found\r\nLocation: OTHER/file", "")];
    let (result, (own, other)) = ends(
        "download",
        two_servers(&redirect, http("200 OK", "content"), async |own| {
            own.client().download(Request::<Bytes>::new(&READ).header("X-Own", "1")).await?.bytes(100).await
        }),
    );
    assert_eq!(result.unwrap(), "content");
    assert!(own[0].contains("SECRET-TOKEN"));
    assert_eq!(other.len(), 1);
    knows_nothing("download", &other);
}

#[test]
fn redirects_between_two_hosts_end() {
    let (result, second, third) = ends("a chain of strangers", async {
        let third = Server::start(vec![http("200 OK", "{}")]).await;
        let second = Server::start(vec![http(&format!("302 Found\r\nLocation: {}/v1.0/things", third.base), "")]).await;
        let first = Server::start(vec![http(&format!("302 Found\r\nLocation: {}/a", second.base), "")]).await;
        let result = first.client().send(Request::<Thing>::new(&READ)).await;
        (result, second.received(), third.received())
    });
    assert!(result.is_ok());
    assert_eq!((second.len(), third.len()), (1, 1));
    knows_nothing("the second host", &second);
    knows_nothing("the third host", &third);
    let (error, (own, other)) = ends(
        "round and round",
        two_servers(&[("302 Found\r\nLocation: OTHER/a", "")], http("302 Found\r\nLocation: a", ""), async |own| {
            own.client().send(Request::<Thing>::new(&READ)).await.unwrap_err()
        }),
    );
    assert_eq!((error.kind(), own.len(), other.len()), (ErrorKind::Redirect, 1, 5));
    knows_nothing("the circle", &other);
    let (error, (own, other)) = ends(
        "a change is not sent on",
        two_servers(&[("307 Over there\r\nLocation: OTHER/a", "")], http("200 OK", "{}"), async |own| {
            own.client().send(Request::<Thing>::new(&CHANGE).json_of("SECRET-BODY")).await.unwrap_err()
        }),
    );
    assert_eq!((error.kind(), own.len(), other.len()), (ErrorKind::Redirect, 1, 0));
}

#[test]
fn pages_without_end_end() {
    let pages = |count: usize| -> Vec<Act> {
        let page = |n: usize| format!("{{\"value\": [{{}}], \"@odata.nextLink\": \"/v1.0/things?$skiptoken={n}\"}}");
        (0..count).map(|n| http("200 OK", page(n))).collect()
    };
    // A new link on each page: only the caller's limit ends it.
    let (error, asked) = ends("new links", async {
        let server = Server::start(pages(40)).await;
        let client = server.builder().max_pages(20).build().unwrap();
        let error = client.items(Request::<Collection<Json>>::new(&READ)).all().await.unwrap_err();
        (error, server.received().len())
    });
    assert_eq!((error.kind(), asked), (ErrorKind::EndlessPages, 20));
    // The last of three pages links to itself.
    let error = ends("a circle", async {
        let server = Server::start(pages(3)).await;
        server.client().items(Request::<Collection<Json>>::new(&READ)).all().await.unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::EndlessPages);
}

#[test]
fn batch_answers_that_do_not_fit() {
    let many =
        (1..=20_000).map(|id| format!("{{\"id\": \"{id}\", \"status\": 200, \"body\": {{}}}}")).collect::<Vec<_>>().join(",");
    for (case, body) in [
        ("nothing", String::new()),
        ("no member of ours", "{\"responses\": [{\"id\": \"7\", \"status\": 200}]}".to_owned()),
        ("an identifier below the first", "{\"responses\": [{\"id\": \"0\", \"status\": 200}]}".to_owned()),
        ("a status that is none", "{\"responses\": [{\"id\": \"1\", \"status\": -1}]}".to_owned()),
        ("deep", format!("{{\"responses\": [{{\"id\": \"1\", \"status\": 200, \"body\": {}", "[".repeat(150_000))),
        ("cut", "{\"responses\": [{\"id\": \"1\"".to_owned()),
    ] {
        let error = ends(case, async {
            let server = Server::start(vec![http("200 OK", &body)]).await;
            let mut batch = Batch::new();
            let handle = batch.add(Request::<Thing>::new(&PLAIN).arg("a"));
            server.client().send_batch(batch).await.take(handle).unwrap_err()
        });
        assert!(matches!(error.kind(), ErrorKind::Decode | ErrorKind::Batch), "{case}: {error}");
    }
    let thing = ends("twenty thousand answers to one question", async {
        let server = Server::start(vec![http("200 OK", format!("{{\"responses\": [{many}]}}"))]).await;
        let mut batch = Batch::new();
        let handle = batch.add(Request::<Thing>::new(&PLAIN).arg("a"));
        server.client().send_batch(batch).await.take(handle)
    });
    assert!(thing.is_ok());
}
