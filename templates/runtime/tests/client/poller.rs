//! Work that goes on after the answer.

use std::time::Duration;

use docwright_runtime::answer::Accepted;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::poller::Phase;
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Scripted};

use super::support::{CHANGE, Thing, client, run};

fn job() -> Request<Accepted<Thing>> {
    Request::new(&CHANGE)
}

fn accepted(name: &str, monitor: &str) -> Scripted {
    Scripted::status(202).header(name, monitor)
}

fn state(status: &str) -> Scripted {
    Scripted::json(200, format!(r#"{{"id": "1", "status": "{status}", "percentageComplete": 50}}"#))
}

fn milliseconds(transport: &MemoryTransport) -> Vec<u128> {
    transport.waits().iter().map(Duration::as_millis).collect()
}

#[test]
fn awaited_it_ends_with_the_last_state() {
    for (name, monitor) in [
        ("Location", "https://graph.microsoft.com/v1.0/jobs/1"),
        ("Operation-Location", "https://graph.microsoft.com/v1.0/jobs/1"),
        ("Azure-AsyncOperation", "/v1.0/jobs/1"),
        ("Location", "/jobs/1"),
        ("Location", "jobs/1"),
    ] {
        let transport = MemoryTransport::new()
            .answer(accepted(name, monitor).header("Retry-After", "3"))
            .answer(state("notStarted"))
            .answer(state("inProgress").header("Retry-After", "20"))
            .answer(Scripted::status(202))
            .answer(state("succeeded"));
        let thing = run(async { client(&transport).poll(job()).await }).unwrap();
        assert_eq!(thing.id.as_deref(), Some("1"));
        assert_eq!(milliseconds(&transport), [3000, 5000, 20_000, 5000]);
        let requests = transport.requests();
        assert!(
            requests
                .iter()
                .skip(1)
                .all(|request| request.url == "https://graph.microsoft.com/v1.0/jobs/1" && request.method == "GET")
        );
    }
}

#[test]
fn as_a_stream_it_gives_every_state() {
    let transport = MemoryTransport::new()
        .answer(accepted("Location", "/jobs/1"))
        .answer(state("running"))
        .answer(state("aNewWord"))
        .answer(state("completedWithErrors"));
    let states = run(async {
        let mut poller = client(&transport).poll(job()).interval(Duration::from_secs(1));
        let mut states = Vec::new();
        while let Some(state) = poller.next().await {
            let state = state.unwrap();
            states.push((state.phase, state.status.unwrap_or_default(), state.value.is_some()));
        }
        assert_eq!(poller.monitor(), Some("https://graph.microsoft.com/v1.0/jobs/1"));
        states
    });
    assert_eq!(
        states,
        [
            (Phase::Running, String::new(), false),
            (Phase::Running, "running".to_owned(), true),
            (Phase::Running, "aNewWord".to_owned(), true),
            (Phase::Succeeded, "completedWithErrors".to_owned(), true),
        ]
    );
    assert_eq!(milliseconds(&transport), [1000, 1000, 1000]);
}

#[test]
fn work_that_fails_is_an_error_with_its_words() {
    let body = r#"{"status": "failed", "error": {"code": "quotaExceeded", "message": "Full."}}"#;
    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1")).json(200, body);
    let error = run(async { client(&transport).poll(job()).await }).unwrap_err();
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::JobFailed, Some("quotaExceeded"), Some("Full.")));

    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1")).answer(state("cancelled"));
    let error = run(async { client(&transport).poll(job()).await }).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::JobFailed, Some("cancelled")));
}

#[test]
fn a_redirect_or_a_body_without_a_status_is_the_end() {
    let transport = MemoryTransport::new()
        .answer(accepted("Location", "/jobs/1"))
        .answer(Scripted::status(303).header("Location", "/v1.0/things/9"))
        .json(200, r#"{"id": "9", "status": "enabled"}"#);
    assert_eq!(run(async { client(&transport).poll(job()).await }).unwrap().id.as_deref(), Some("9"));
    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1")).json(200, r#"{"id": "9"}"#);
    assert_eq!(run(async { client(&transport).poll(job()).await }).unwrap().id.as_deref(), Some("9"));
}

#[test]
fn work_that_is_done_at_once_needs_no_second_look() {
    let transport = MemoryTransport::new().answer(Scripted::json(201, r#"{"id": "9"}"#).header("Location", "/v1.0/things/9"));
    assert_eq!(run(async { client(&transport).poll(job()).await }).unwrap().id.as_deref(), Some("9"));
    assert_eq!(transport.requests().len(), 1);
}

#[test]
fn what_cannot_be_followed_is_told() {
    let transport = MemoryTransport::new().status(202);
    assert_eq!(run(async { client(&transport).poll(job()).await }).unwrap_err().kind(), ErrorKind::JobFailed);
    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1")).status(404);
    assert_eq!(run(async { client(&transport).poll(job()).await }).unwrap_err().status(), Some(404));
}

#[test]
fn endless_work_and_endless_waits_end_in_time() {
    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1")).respond(|_| state("running"));
    let error = run(async { client(&transport).poll(job()).timeout(Duration::from_mins(1)).await }).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::Timeout, 13));

    let transport = MemoryTransport::new().answer(accepted("Location", "/jobs/1").header("Retry-After", "315360000"));
    let error = run(async { client(&transport).poll(job()).await }).unwrap_err();
    assert_eq!((error.kind(), transport.waits().len()), (ErrorKind::Timeout, 0));
}

#[test]
fn a_service_that_asks_for_no_wait_is_not_asked_without_a_pause() {
    let answers = || {
        let at_once = |scripted: Scripted| scripted.header("Retry-After", "0");
        MemoryTransport::new()
            .answer(at_once(accepted("Location", "/jobs/1")))
            .answer(at_once(state("running")))
            .answer(state("succeeded"))
    };
    let transport = answers();
    run(async { client(&transport).poll(job()).await }).unwrap();
    assert_eq!(milliseconds(&transport), [100, 100]);

    let transport = answers();
    run(async { client(&transport).poll(job()).interval(Duration::ZERO).await }).unwrap();
    assert!(transport.waits().is_empty(), "the caller may ask without a pause");
}

#[test]
fn a_stored_monitor_is_followed_without_the_start() {
    let transport = MemoryTransport::new().answer(state("succeeded"));
    let thing: Thing = run(async { client(&transport).poll_at("https://graph.microsoft.com/v1.0/jobs/1").await }).unwrap();
    assert_eq!((thing.id.as_deref(), transport.waits().len()), (Some("1"), 0));
}

#[test]
fn throttled_looks_are_retried_like_all_requests() {
    let transport = MemoryTransport::new()
        .answer(accepted("Location", "/jobs/1"))
        .answer(Scripted::status(429).header("Retry-After", "7"))
        .answer(state("succeeded"));
    run(async { client(&transport).poll(job()).await }).unwrap();
    assert_eq!(milliseconds(&transport), [5000, 7000]);
}
