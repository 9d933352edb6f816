//! Batches: split, throttled, dependent, broken.

use std::collections::BTreeMap;
use std::time::Duration;

use docwright_runtime::answer::Bytes;
use docwright_runtime::batch::Batch;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::operation::{Method, Operation};
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Recorded, Scripted};
use serde_json::{Value, json};

use super::support::{CHANGE, PLAIN, READ, Thing, client, run};

static BETA: Operation = Operation { text: "thing::act\nGET beta /things/{}\npage https://example.com/thing\nidempotent" };

fn thing(id: usize) -> Request<Thing> {
    Request::new(&PLAIN).arg(id)
}

fn members(request: &Recorded) -> Vec<Value> {
    serde_json::from_slice::<Value>(&request.body).unwrap()["requests"].as_array().unwrap().clone()
}

fn ids(request: &Recorded) -> Vec<usize> {
    members(request).iter().map(|member| member["id"].as_str().unwrap().parse().unwrap()).collect()
}

/// A service that answers each member by its identifier and by how often it was asked for it, in reverse order.
fn service(mut answer: impl FnMut(usize, u32) -> Value + Send + 'static) -> MemoryTransport {
    let mut asked: BTreeMap<usize, u32> = BTreeMap::new();
    MemoryTransport::new().respond(move |request| {
        let mut responses: Vec<Value> = Vec::new();
        for id in ids(request) {
            let times = asked.entry(id).or_default();
            *times += 1;
            let mut response = answer(id, *times);
            response["id"] = id.to_string().into();
            responses.push(response);
        }
        responses.reverse();
        Scripted::json(200, json!({ "responses": responses }).to_string())
    })
}

fn found(id: usize) -> Value {
    json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": {"id": format!("thing {id}")}})
}

fn throttled(seconds: u32) -> Value {
    json!({"status": 429, "headers": {"Retry-After": seconds.to_string()}, "body": {"error": {"code": "TooManyRequests", "message": "Later."}}})
}

#[test]
fn forty_five_requests_of_which_seven_are_throttled() {
    let busy = [3, 19, 20, 21, 33, 44, 45];
    let transport = service(
        move |id, times| {
            if times == 1 && busy.contains(&id) { throttled(if id == 21 { 9 } else { 4 }) } else { found(id) }
        },
    );
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..45).map(|id| batch.add(thing(id))).collect();
    let mut answers = run(client(&transport).send_batch(batch));
    assert_eq!(answers.calls(), 4);
    let calls: Vec<Vec<usize>> = transport.requests().iter().map(ids).collect();
    assert_eq!(calls, [(1..=20).collect(), (21..=40).collect(), (41..=45).collect(), busy.to_vec()]);
    assert_eq!(transport.waits(), [Duration::from_secs(9)], "the longest wait of the seven");
    for (index, handle) in handles.into_iter().enumerate() {
        assert_eq!(answers.take(handle).unwrap().id.unwrap(), format!("thing {}", index + 1));
    }
    transport.assert_requests(&["POST /v1.0/$batch"; 4]);
}

#[test]
fn what_goes_over_the_wire() {
    let transport = service(|id, _| found(id));
    let mut batch = Batch::new();
    let first = batch.add(thing(1).query("$select", "id,a b").prefer("x").prefer("y"));
    let second = batch.add(Request::<Thing>::new(&CHANGE).json_of(&json!({"a": null})));
    let third = batch.add(Request::<Bytes>::new(&CHANGE).bytes("text/plain", "hello"));
    batch.after(second, first);
    batch.after(third, second);
    batch.after(third, first);
    batch.after(first, third);
    run(client(&transport).send_batch(batch));
    let expected = json!([
        {"id": "1", "method": "GET", "url": "/things/1?$select=id,a%20b", "headers": {"prefer": "x, y"}},
        {"id": "2", "method": "POST", "url": "/things", "headers": {"content-type": "application/json"}, "body": {"a": null}, "dependsOn": ["1"]},
        {"id": "3", "method": "POST", "url": "/things", "headers": {"content-type": "text/plain"}, "body": "aGVsbG8=", "dependsOn": ["2", "1"]},
    ]);
    assert_eq!(Value::from(members(&transport.requests()[0])), expected);
}

#[test]
fn each_result_has_its_own_type_and_its_own_error() {
    let transport = service(|id, _| match id {
        1 => found(1),
        2 => json!({"status": 204}),
        3 => json!({"status": 403, "headers": {"request-id": "r-3"}, "body": {"error": {"code": "Denied", "message": "No."}}}),
        4 => json!({"status": 200, "headers": {"Content-Type": "text/plain"}, "body": "aGVsbG8="}),
        5 => json!({"status": 200, "body": {"done": "yes"}}),
        _ => json!({"status": 200, "headers": {"Content-Type": "image/png"}, "body": "not base64!"}),
    });
    let mut batch = Batch::new();
    let good = batch.add(thing(1));
    let empty = batch.add(Request::<()>::new(&READ));
    let denied = batch.add(thing(3));
    let text = batch.add(Request::<Bytes>::new(&READ));
    let bad = batch.add(thing(5));
    let plain = batch.add(Request::<Bytes>::new(&READ));
    let mut answers = run(client(&transport).send_batch(batch));
    assert_eq!(answers.take(good).unwrap().id.as_deref(), Some("thing 1"));
    answers.take(empty).unwrap();
    let error = answers.take(denied).unwrap_err();
    assert_eq!((error.kind(), error.code(), error.request_id()), (ErrorKind::Service, Some("Denied"), Some("r-3")));
    assert_eq!(error.operation().unwrap().name(), "thing::act");
    assert_eq!(answers.take(text).unwrap(), "hello");
    assert_eq!(answers.take(bad).unwrap_err().bad_answer().unwrap().path, "$.done");
    assert_eq!(answers.take(plain).unwrap(), "not base64!");
    assert_eq!(answers.take(good).unwrap_err().kind(), ErrorKind::Batch);
}

#[test]
fn dependents_of_the_throttled_are_sent_again_with_them() {
    let transport = service(|id, times| match (id, times) {
        (1, 1) => throttled(4),
        (2 | 3, 1) => json!({"status": 424}),
        _ => found(id),
    });
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..4).map(|id| batch.add(thing(id))).collect();
    batch.after(handles[1], handles[0]);
    batch.after(handles[2], handles[1]);
    let mut answers = run(client(&transport).send_batch(batch));
    assert_eq!(transport.requests().iter().map(ids).collect::<Vec<_>>(), [vec![1, 2, 3, 4], vec![1, 2, 3]]);
    assert!(handles.into_iter().all(|handle| answers.take(handle).is_ok()));
}

#[test]
fn dependencies_reach_over_calls() {
    // The 25th needs the first: sent in the second call once the first has succeeded, without naming it.
    let run_with = |answer: fn(usize, u32) -> Value| {
        let transport = service(answer);
        let mut batch = Batch::new();
        let handles: Vec<_> = (0..25).map(|id| batch.add(thing(id))).collect();
        batch.after(handles[24], handles[0]);
        let mut answers = run(client(&transport).send_batch(batch));
        let last = answers.take(handles[24]).map(|thing| thing.id.unwrap());
        (transport.requests().iter().map(ids).collect::<Vec<_>>(), last, transport)
    };
    let (calls, last, transport) = run_with(|id, _| found(id));
    assert_eq!((calls.len(), last.unwrap().as_str()), (2, "thing 25"));
    assert!(members(&transport.requests()[1]).last().unwrap().get("dependsOn").is_none());

    let (calls, last, _) = run_with(|id, times| if id == 1 && times == 1 { throttled(1) } else { found(id) });
    assert_eq!((calls[1].len(), calls[2].clone(), last.is_ok()), (4, vec![1, 25], true));

    let (calls, last, _) = run_with(|id, _| if id == 1 { json!({"status": 500}) } else { found(id) });
    assert_eq!((calls[1].len(), last.unwrap_err().kind()), (4, ErrorKind::Batch));
}

#[test]
fn throttling_without_end_ends() {
    let transport = service(|_, _| throttled(1));
    let mut batch = Batch::new();
    let handle = batch.add(thing(1));
    let mut answers = run(client(&transport).send_batch(batch));
    let error = answers.take(handle).unwrap_err();
    assert_eq!((error.kind(), error.tries(), transport.waits().len()), (ErrorKind::Throttled, 4, 3));
}

#[test]
fn versions_do_not_share_a_call() {
    let transport = service(|id, _| found(id));
    let mut batch = Batch::new();
    batch.add(thing(1));
    batch.add(Request::<Thing>::new(&BETA).arg("x"));
    batch.add(thing(2));
    run(client(&transport).send_batch(batch));
    transport.assert_requests(&["POST /v1.0/$batch", "POST /beta/$batch"]);
    assert_eq!(transport.requests().iter().map(ids).collect::<Vec<_>>(), [vec![1, 3], vec![2]]);
}

#[test]
fn a_broken_call_fails_its_own_requests_only() {
    let transport = MemoryTransport::new()
        .status(400)
        .json(200, r#"{"responses": [{"id": "21", "status": 200, "body": {"id": "x"}}, {"id": 99, "status": 200}]}"#);
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..22).map(|id| batch.add(thing(id))).collect();
    let mut answers = run(client(&transport).send_batch(batch));
    assert_eq!(answers.take(handles[0]).unwrap_err().kind(), ErrorKind::Service);
    assert_eq!(answers.take(handles[20]).unwrap().id.as_deref(), Some("x"));
    assert_eq!(answers.take(handles[21]).unwrap_err().kind(), ErrorKind::Batch);
}

#[test]
fn hostile_answers_are_errors() {
    for body in [
        "",
        "[]",
        "null",
        "{}",
        r#"{"responses": {}}"#,
        r#"{"responses": [1]}"#,
        r#"{"responses": [{"id": "1"}]}"#,
        r#"{"responses": [{"id": "0", "status": 200}]}"#,
        r#"{"responses": [{"id": "1", "status": 99999}]}"#,
    ] {
        let transport = MemoryTransport::new().json(200, body);
        let mut batch = Batch::new();
        let handle = batch.add(thing(1));
        assert!(run(client(&transport).send_batch(batch)).take(handle).is_err(), "{body}");
    }
    let mut empty = run(client(&MemoryTransport::new()).send_batch(Batch::new()));
    assert_eq!((empty.calls(), empty.take(Batch::new().add(thing(1))).is_err()), (0, true));
}

#[test]
fn requests_that_cannot_be_built_fail_alone() {
    let transport = service(|id, _| found(id));
    let mut batch = Batch::new();
    let bad = batch.add(Request::<Thing>::new(&PLAIN).arg(""));
    let evil = batch.add(thing(2).header("X", "a\r\nb"));
    let good = batch.add(thing(3));
    let mut answers = run(client(&transport).send_batch(batch));
    assert_eq!(answers.take(bad).unwrap_err().kind(), ErrorKind::Build);
    assert_eq!(answers.take(evil).unwrap_err().kind(), ErrorKind::Build);
    assert!(answers.take(good).is_ok());
    assert_eq!(PLAIN.method(), Method::Get);
}
