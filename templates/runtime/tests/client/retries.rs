//! Scripts of servers that throttle, fail and fall silent, each with the exact list of waits on virtual time.

use std::time::Duration;

use docwright_runtime::error::ErrorKind;
use docwright_runtime::operation::Operation;
use docwright_runtime::request::Request;
use docwright_runtime::retry::RetryPolicy;
use docwright_runtime::transport::{MemoryTransport, Scripted, TransportErrorKind};
use serde_json::Value;

use super::support::{CHANGE, READ, Stopped, builder, client, run};

/// One script: what is sent, what is answered, how long the client waits between, and how it ends.
struct Script {
    name: &'static str,
    operation: &'static Operation,
    answers: Vec<Scripted>,
    /// In milliseconds.
    waits: &'static [u64],
    end: Result<(), ErrorKind>,
}

fn ok() -> Scripted {
    Scripted::json(200, "{}")
}

fn busy(status: u16, retry_after: &str) -> Scripted {
    Scripted::status(status).header("Retry-After", retry_after)
}

fn lost() -> Scripted {
    Scripted::fail(TransportErrorKind::Broken, "connection reset")
}

fn unreachable() -> Scripted {
    Scripted::fail(TransportErrorKind::Connect, "no route")
}

fn scripts() -> Vec<Script> {
    let script = |name, operation, answers, waits, end| Script { name, operation, answers, waits, end };
    let throttled = Err(ErrorKind::Throttled);
    let refused = Err(ErrorKind::Service);
    vec![
        script("nothing wrong", &READ, vec![ok()], &[], Ok(())),
        script("429 in seconds", &READ, vec![busy(429, "7"), ok()], &[7000], Ok(())),
        script("429 in seconds with blanks", &READ, vec![busy(429, " 7 "), ok()], &[7000], Ok(())),
        script("429 with decimals", &READ, vec![busy(429, "1.5"), ok()], &[1500], Ok(())),
        script("429 at once", &READ, vec![busy(429, "0"), ok()], &[0], Ok(())),
        script("429 as a date", &READ, vec![busy(429, "Mon, 01 Jan 2024 00:00:42 GMT"), ok()], &[42_000], Ok(())),
        script("429 as an old date form", &READ, vec![busy(429, "Monday, 01-Jan-24 00:00:09 GMT"), ok()], &[9000], Ok(())),
        script("429 as asctime", &READ, vec![busy(429, "Mon Jan  1 00:00:03 2024"), ok()], &[3000], Ok(())),
        script(
            "a date that has passed is no wait asked for",
            &READ,
            vec![busy(429, "Sun, 31 Dec 2023 23:59:00 GMT"), ok()],
            &[500],
            Ok(()),
        ),
        script("a negative number is no wait asked for", &READ, vec![busy(429, "-5"), ok()], &[500], Ok(())),
        script("words are no wait asked for", &READ, vec![busy(429, "soon"), ok()], &[500], Ok(())),
        script("an empty value is no wait asked for", &READ, vec![busy(429, ""), ok()], &[500], Ok(())),
        script("infinity is no wait asked for", &READ, vec![busy(429, "inf"), ok()], &[500], Ok(())),
        script("ten years end it at once", &READ, vec![busy(429, "315360000"), ok()], &[], throttled),
        script(
            "ten years as a date end it at once",
            &READ,
            vec![busy(429, "Sun, 01 Jan 2034 00:00:00 GMT"), ok()],
            &[],
            throttled,
        ),
        script("more seconds than a number holds", &READ, vec![busy(503, "99999999999999999999999"), ok()], &[], throttled),
        script("three minutes are still obeyed", &READ, vec![busy(429, "180"), ok()], &[180_000], Ok(())),
        script("a second more is not", &READ, vec![busy(429, "181"), ok()], &[], throttled),
        script(
            "milliseconds of Azure go before seconds",
            &READ,
            vec![busy(429, "9").header("x-ms-retry-after-ms", "250"), ok()],
            &[250],
            Ok(()),
        ),
        script(
            "back-off doubles",
            &READ,
            vec![Scripted::status(503), Scripted::status(504), Scripted::status(429), ok()],
            &[500, 1000, 2000],
            Ok(()),
        ),
        script(
            "tries end",
            &READ,
            vec![Scripted::status(503), Scripted::status(503), Scripted::status(503), Scripted::status(503), ok()],
            &[500, 1000, 2000],
            refused,
        ),
        script(
            "asked waits and back-off mix",
            &READ,
            vec![busy(429, "3"), Scripted::status(503), busy(503, "1"), ok()],
            &[3000, 1000, 1000],
            Ok(()),
        ),
        script(
            "throttled to the end",
            &READ,
            vec![busy(429, "1"), busy(429, "2"), busy(429, "3"), busy(429, "4")],
            &[1000, 2000, 3000],
            throttled,
        ),
        script("500 is not for retries", &READ, vec![Scripted::status(500), ok()], &[], refused),
        script("502 is not for retries", &READ, vec![Scripted::status(502), ok()], &[], refused),
        script("400 with Retry-After is not for retries", &READ, vec![busy(400, "1"), ok()], &[], refused),
        script("404 is not for retries", &READ, vec![Scripted::status(404), ok()], &[], refused),
        script("a lost answer of a read", &READ, vec![lost(), lost(), ok()], &[500, 1000], Ok(())),
        script("no connection for a read", &READ, vec![unreachable(), ok()], &[500], Ok(())),
        script("silence of a read", &READ, vec![Scripted::silence(), ok()], &[100_000, 500], Ok(())),
        script(
            "silence to the end of the tries",
            &READ,
            vec![Scripted::silence(), Scripted::silence(), Scripted::silence(), Scripted::silence()],
            &[100_000, 500, 100_000, 1000, 100_000, 2000, 100_000],
            Err(ErrorKind::Timeout),
        ),
        script(
            "a body that breaks off",
            &READ,
            vec![
                Scripted::chunks(
                    200,
                    [Ok("{".into()), Err(docwright_runtime::transport::TransportError::new(TransportErrorKind::Broken, "reset"))],
                ),
                ok(),
            ],
            &[500],
            Ok(()),
        ),
        script(
            "what the transport cannot do at all",
            &READ,
            vec![Scripted::fail(TransportErrorKind::Other, "bad"), ok()],
            &[],
            Err(ErrorKind::Transport),
        ),
        script("a change that was throttled with a wait", &CHANGE, vec![busy(429, "2"), ok()], &[2000], Ok(())),
        script("a change that met 503 with a wait", &CHANGE, vec![busy(503, "2"), ok()], &[2000], Ok(())),
        script("a change that was throttled without a wait", &CHANGE, vec![Scripted::status(429), ok()], &[], throttled),
        script("a change that met 503 without a wait", &CHANGE, vec![Scripted::status(503), ok()], &[], refused),
        script("a change that met 504, even with a wait", &CHANGE, vec![busy(504, "2"), ok()], &[], refused),
        script("a change whose answer is lost", &CHANGE, vec![lost(), ok()], &[], Err(ErrorKind::Transport)),
        script("a change that was never sent", &CHANGE, vec![unreachable(), ok()], &[500], Ok(())),
        script("a change without an answer", &CHANGE, vec![Scripted::silence(), ok()], &[100_000], Err(ErrorKind::Timeout)),
    ]
}

#[test]
fn every_script_waits_as_it_should() {
    let scripts = scripts();
    assert!(scripts.len() >= 20);
    for Script { name, operation, answers, waits, end } in scripts {
        let transport = MemoryTransport::new();
        let count = answers.len();
        let transport = answers.into_iter().fold(transport, MemoryTransport::answer);
        let result = run(client(&transport).send(Request::<Value>::new(operation)));
        let milliseconds: Vec<u64> = transport.waits().iter().map(|wait| u64::try_from(wait.as_millis()).unwrap()).collect();
        assert_eq!(milliseconds, waits, "{name}");
        assert_eq!(result.as_ref().map(|_| ()).map_err(docwright_runtime::error::Error::kind), end, "{name}: {result:?}");
        let sent = count - transport.unused();
        if let Err(error) = &result {
            assert_eq!(error.tries() as usize, sent, "{name}");
        }
        // All tries are one request to the service: they have one identifier.
        let requests = transport.requests();
        let first = requests[0].header("client-request-id").unwrap().to_owned();
        assert!(requests.iter().all(|request| request.header("client-request-id") == Some(&first)), "{name}");
        assert_eq!(requests.last().unwrap().header("retry-attempt").is_some(), sent > 1, "{name}");
    }
}

#[test]
fn a_change_that_says_it_is_idempotent_is_sent_again() {
    let transport = MemoryTransport::new().answer(lost()).answer(ok());
    run(client(&transport).send(Request::<Value>::new(&CHANGE).idempotent(true))).unwrap();
    assert_eq!(transport.requests().len(), 2);
}

#[test]
fn a_policy_of_one_try_sends_once() {
    let transport = MemoryTransport::new().answer(busy(429, "1")).answer(ok());
    let client = builder().retry(RetryPolicy::never()).transport(transport.clone()).build().unwrap();
    let error = run(client.send(Request::<Value>::new(&READ))).unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Throttled, Some(Duration::from_secs(1))));
    assert_eq!(transport.requests().len(), 1);
}

#[test]
fn back_off_ends_at_its_cap() {
    let policy = RetryPolicy::default().tries(6).back_off(Duration::from_secs(1), Duration::from_secs(3)).without_jitter();
    let transport = (0..5).fold(MemoryTransport::new(), |transport, _| transport.status(503)).json(200, "{}");
    let client = builder().retry(policy).transport(transport.clone()).build().unwrap();
    run(client.send(Request::<Value>::new(&READ))).unwrap();
    assert_eq!(transport.waits(), [1, 2, 3, 3, 3].map(Duration::from_secs));
}

#[test]
fn jitter_takes_at_most_half() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..50 {
        let policy = RetryPolicy::default().seeded_jitter(seed);
        let transport = MemoryTransport::new().status(503).json(200, "{}");
        let client = builder().retry(policy).transport(transport.clone()).build().unwrap();
        run(client.send(Request::<Value>::new(&READ))).unwrap();
        let wait = transport.waits()[0];
        assert!(wait >= Duration::from_millis(250) && wait <= Duration::from_millis(500), "{wait:?}");
        seen.insert(wait);
    }
    assert!(seen.len() > 40, "{} different waits", seen.len());
}

#[test]
fn the_budget_ends_retries_and_success_fills_it() {
    let policy = RetryPolicy::default().without_jitter().budget(3);
    let transport = MemoryTransport::new().respond(|_| Scripted::status(503));
    let client = builder().retry(policy).transport(transport.clone()).build().unwrap();
    for _ in 0..5 {
        run(client.send(Request::<Value>::new(&READ))).unwrap_err();
    }
    assert_eq!(transport.requests().len(), 5 + 3, "three retries are paid for");
    let transport = transport.respond(|_| Scripted::json(200, "{}"));
    for _ in 0..5 {
        run(client.send(Request::<Value>::new(&READ))).unwrap();
    }
    let before = transport.requests().len();
    let transport = transport.respond(|_| Scripted::status(503));
    run(client.send(Request::<Value>::new(&READ))).unwrap_err();
    assert_eq!(transport.requests().len(), before + 2, "five successes pay for one retry");
}

#[test]
fn waits_end_with_the_total_time() {
    let transport = MemoryTransport::new().respond(|_| busy(429, "40"));
    let client = builder().total_timeout(Duration::from_secs(100)).transport(transport.clone()).build().unwrap();
    let error = run(client.send(Request::<Value>::new(&READ))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttled);
    assert_eq!(transport.waits(), [40, 40].map(Duration::from_secs), "a third wait would end after the time allowed");
}

#[test]
fn an_answer_that_comes_late_is_a_timeout() {
    let transport = MemoryTransport::new().answer(ok().after(Duration::from_secs(99)));
    run(client(&transport).send(Request::<Value>::new(&READ))).unwrap();
}

#[test]
fn a_dropped_future_sends_nothing_more() {
    let transport = MemoryTransport::new().answer(Scripted::silence()).answer(ok());
    let client = builder()
        .total_timeout(None)
        .try_timeout(Duration::from_secs(1))
        .clock(Stopped)
        .transport(transport.clone())
        .build()
        .unwrap();
    run(async {
        let mut future = Box::pin(client.send(Request::<Value>::new(&READ)));
        let pending = std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context).is_pending())).await;
        assert!(pending);
    });
    assert_eq!(transport.requests().len(), 1);
    assert_eq!(transport.unused(), 1);
}
