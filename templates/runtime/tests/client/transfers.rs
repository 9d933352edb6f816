//! Uploads in pieces and downloads that break off.

use docwright_runtime::answer::Bytes;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Recorded, Scripted, TransportError, TransportErrorKind};
use docwright_runtime::upload::PIECE_UNIT;

use super::support::{READ, Thing, client, run};

const UPLOAD_URL: &str = "https://tenant.example/upload?tempauth=SECRET-URL";

fn lost() -> TransportError {
    TransportError::new(TransportErrorKind::Broken, "reset")
}

fn content(size: u64) -> Bytes {
    (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

fn expects(range: &str) -> Scripted {
    Scripted::json(202, format!(r#"{{"nextExpectedRanges": ["{range}"]}}"#))
}

fn ranges(transport: &MemoryTransport) -> Vec<String> {
    let line = |request: &Recorded| format!("{} {}", request.method, request.header("content-range").unwrap_or_default());
    transport.requests().iter().map(line).collect()
}

#[test]
fn pieces_in_order_without_the_token() {
    let size = 2 * PIECE_UNIT + 10;
    let bytes = content(size);
    let transport = MemoryTransport::new().answer(expects("327680-")).answer(expects("655360-")).json(201, r#"{"id": "file"}"#);
    let upload = client(&transport).upload(UPLOAD_URL, bytes.clone()).piece_size(PIECE_UNIT + 5);
    assert!(!format!("{upload:?}").contains("SECRET"));
    let thing: Thing = run(upload.finish()).unwrap();
    assert_eq!(thing.id.as_deref(), Some("file"));
    assert_eq!(
        ranges(&transport),
        ["PUT bytes 0-327679/655370", "PUT bytes 327680-655359/655370", "PUT bytes 655360-655369/655370"]
    );
    let sent: Vec<u8> = transport.requests().iter().flat_map(|request| request.body.to_vec()).collect();
    assert_eq!(sent, bytes);
    assert!(transport.requests().iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn the_service_says_what_it_lacks() {
    let bytes = content(2 * PIECE_UNIT);
    // The first piece arrived, its answer did not; sent again it is refused.
    let transport = MemoryTransport::new()
        .answer(Scripted::fail(TransportErrorKind::Broken, "reset"))
        .status(416)
        .answer(Scripted::json(200, r#"{"nextExpectedRanges": ["327680-655359"]}"#))
        .json(200, r#"{"id": "file"}"#);
    let thing: Thing = run(client(&transport).upload(UPLOAD_URL, bytes.clone()).piece_size(PIECE_UNIT).finish()).unwrap();
    assert_eq!(thing.id.as_deref(), Some("file"));
    assert_eq!(
        ranges(&transport),
        ["PUT bytes 0-327679/655360", "PUT bytes 0-327679/655360", "GET ", "PUT bytes 327680-655359/655360"]
    );

    let transport = MemoryTransport::new()
        .answer(Scripted::json(200, r#"{"nextExpectedRanges": ["400000-", "327680-350000"]}"#))
        .json(200, "{}");
    let _: Thing = run(client(&transport).upload(UPLOAD_URL, bytes).piece_size(PIECE_UNIT).resumed().finish()).unwrap();
    assert_eq!(ranges(&transport), ["GET ", "PUT bytes 327680-655359/655360"]);
}

#[test]
fn hostile_sessions_end() {
    for answer in ["0-", "999999999-", "x", "-5", "18446744073709551616-"] {
        let transport = MemoryTransport::new().respond(move |_| expects(answer));
        let error =
            run(client(&transport).upload(UPLOAD_URL, content(PIECE_UNIT * 2)).piece_size(1).finish::<Thing>()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode | ErrorKind::Transport), "{answer}: {error}");
        assert!(transport.requests().len() <= 2, "{answer}");
    }
    let transport = MemoryTransport::new().status(404);
    let error = run(client(&transport).upload(UPLOAD_URL, content(5)).finish::<Thing>()).unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert!(!format!("{error} {error:?}").contains("SECRET"));
    let transport = MemoryTransport::new();
    let error = run(client(&transport).upload("http://tenant.example/upload", content(5)).finish::<Thing>()).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::ForeignHost, 0));
}

#[test]
fn progress_and_cancel() {
    let transport = MemoryTransport::new().answer(expects("327680-")).status(204);
    run(async {
        let mut upload = client(&transport).upload(UPLOAD_URL, content(PIECE_UNIT * 2)).piece_size(PIECE_UNIT);
        let progress = upload.next().await.unwrap().unwrap();
        assert_eq!((progress.sent, progress.size), (PIECE_UNIT, 2 * PIECE_UNIT));
        upload.cancel().await.unwrap();
    });
    assert_eq!(ranges(&transport), ["PUT bytes 0-327679/655360", "DELETE "]);
}

fn part(status: u16, chunks: Vec<Result<Bytes, TransportError>>) -> Scripted {
    Scripted::chunks(status, chunks).header("ETag", "\"1\"")
}

#[test]
fn a_download_is_taken_up_where_it_broke_off() {
    let transport = MemoryTransport::new()
        .answer(part(200, vec![Ok("abc".into()), Err(lost())]).header("Content-Length", "10"))
        .answer(part(206, vec![Ok("defg".into())]).header("Content-Range", "bytes 3-9/10"))
        .answer(part(206, vec![Ok("hij".into())]).header("Content-Range", "bytes 7-9/10"));
    let bytes = run(async { client(&transport).download(Request::<Bytes>::new(&READ)).await?.bytes(100).await }).unwrap();
    assert_eq!(bytes, "abcdefghij");
    let asked: Vec<_> = transport
        .requests()
        .iter()
        .map(|request| (request.header("range").map(str::to_owned), request.header("if-range").map(str::to_owned)))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(asked, [(None, None), (some("bytes=3-"), some("\"1\"")), (some("bytes=7-"), some("\"1\""))]);
    assert_eq!(transport.requests()[0].header("accept-encoding"), Some("identity"));
}

#[test]
fn a_part_stays_a_part() {
    let transport = MemoryTransport::new()
        .answer(
            part(206, vec![Ok("c".into()), Err(lost())]).header("Content-Range", "bytes 2-4/10").header("Content-Length", "3"),
        )
        .answer(part(206, vec![Ok("de".into())]).header("Content-Range", "bytes 3-4/10"));
    let request = Request::<Bytes>::new(&READ).range(2, Some(4));
    let bytes = run(async { client(&transport).download(request).await?.bytes(100).await }).unwrap();
    assert_eq!(bytes, "cde");
    assert_eq!(transport.requests()[1].header("range"), Some("bytes=3-4"));
}

#[test]
fn content_that_changed_or_cannot_be_told_is_not_mixed() {
    let broken = || Scripted::chunks(200, vec![Ok(Bytes::from("abc")), Err(lost())]);
    let changed = part(206, vec![Ok("xyz".into())]).header("Content-Range", "bytes 3-5/6");
    for (first, second) in [
        (broken(), None),
        (broken().header("ETag", "W/\"1\""), None),
        (broken().header("ETag", "\"0\""), Some(changed)),
        (broken().header("ETag", "\"1\""), Some(part(200, vec![Ok("abcdef".into())]))),
        (broken().header("ETag", "\"1\""), Some(part(206, vec![Ok("f".into())]).header("Content-Range", "bytes 5-5/6"))),
    ] {
        let transport = second.into_iter().fold(MemoryTransport::new().answer(first), MemoryTransport::answer);
        let error = run(async { client(&transport).download(Request::<Bytes>::new(&READ)).await?.bytes(100).await }).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(transport.unused(), 0);
    }
}

#[test]
fn downloads_that_never_get_on_end() {
    let transport = MemoryTransport::new()
        .answer(part(200, vec![Err(lost())]))
        .respond(|_| part(206, vec![Err(lost())]).header("Content-Range", "bytes 0-9/10"));
    let error = run(async { client(&transport).download(Request::<Bytes>::new(&READ)).await?.bytes(100).await }).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::Transport, 5));
    let transport = MemoryTransport::new().answer(Scripted::bytes(200, vec![0; 1000]));
    let error = run(async { client(&transport).download(Request::<Bytes>::new(&READ)).await?.bytes(100).await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[test]
fn refusals_of_downloads_are_typed() {
    let transport = MemoryTransport::new().json(403, r#"{"error": {"code": "Denied"}}"#);
    let error = run(client(&transport).download(Request::<Bytes>::new(&READ))).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("Denied")));
}

#[test]
fn a_download_is_a_stream() {
    use futures_core::Stream;
    let transport = MemoryTransport::new().answer(part(200, vec![Ok("a".into()), Ok("b".into())]));
    let chunks = run(async {
        let mut stream = client(&transport).download(Request::<Bytes>::new(&READ)).await.unwrap().into_stream();
        let mut chunks = Vec::new();
        while let Some(chunk) = std::future::poll_fn(|context| std::pin::Pin::new(&mut stream).poll_next(context)).await {
            chunks.push(chunk.unwrap());
        }
        chunks
    });
    assert_eq!(chunks, ["a", "b"]);
}
