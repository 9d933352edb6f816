//! What error answers and bad answers become.

use docwright_runtime::answer::Bytes;
use docwright_runtime::error::{Error, ErrorKind};
use docwright_runtime::model::{Collection, Single};
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Scripted};

use super::support::{READ, Thing, builder, client, run};

fn refused(answer: Scripted) -> Error {
    let transport = MemoryTransport::new().answer(answer);
    run(client(&transport).send(Request::<Thing>::new(&READ))).unwrap_err()
}

#[test]
fn the_wrapped_shape() {
    let body = r#"{"error": {"code": "invalidState", "message": "Wrong\nstate.", "target": "policy", "details": [{"code": "a", "message": "b", "target": "c"}],
        "innerError": {"date": "2024-02-03T04:05:06", "request-id": "11111111-2222-3333-4444-555555555555", "client-request-id": "c-1", "other": 5}}}"#;
    let error = refused(Scripted::json(403, body));
    let service = error.service().unwrap();
    assert_eq!(
        (error.kind(), error.status(), error.code(), error.message()),
        (ErrorKind::Service, Some(403), Some("invalidState"), Some("Wrong\nstate."))
    );
    assert_eq!(service.target.as_deref(), Some("policy"));
    assert_eq!(service.details[0].target.as_deref(), Some("c"));
    assert_eq!(error.request_id(), Some("11111111-2222-3333-4444-555555555555"));
    assert_eq!(error.client_request_id(), Some("c-1"));
    assert_eq!(service.date.as_deref(), Some("2024-02-03T04:05:06"));
    assert_eq!(service.inner.as_ref().unwrap().members["other"], 5);
    assert_eq!(error.raw_body().unwrap(), body.as_bytes());
    assert_eq!(error.operation().unwrap().name(), "thing::read");
    assert_eq!(
        error.to_string(),
        "thing::read: 403 invalidState (policy): Wrong state. (request id 11111111-2222-3333-4444-555555555555)"
    );
}

#[test]
fn the_bare_shape_and_inner_errors_in_inner_errors() {
    let body = r##"{"@odata.type": "#microsoft.graph.publicError", "code": "notAllowed", "message": "Outer.", "target": "billingPolicyId", "details": [],
        "innerError": {"code": "attached", "message": "Inner.", "target": "policyId", "details": [], "requestId": "r-1", "innererror": {"code": "deepest", "request-id": "r-2", "Date": "d-2"}}}"##;
    let error = refused(Scripted::json(403, body));
    let service = error.service().unwrap();
    assert_eq!(service.codes(), ["notAllowed", "attached", "deepest"]);
    assert_eq!(service.inner.as_ref().unwrap().target.as_deref(), Some("policyId"));
    assert_eq!((error.request_id(), service.date.as_deref()), (Some("r-1"), Some("d-2")));
}

#[test]
fn null_and_odd_members_do_not_stop_the_rest() {
    for (body, code, message) in [
        (r#"{"error": {"code": null, "message": "m", "details": null, "innerError": null}}"#, None, Some("m")),
        (r#"{"error": {"code": 42, "message": {"lang": "en", "value": "m"}}}"#, Some("42"), Some("m")),
        (r#"{"error": "invalid_grant", "error_description": "m"}"#, Some("invalid_grant"), Some("m")),
        (r#"{"Error": {"Code": "c", "Message": "m", "InnerError": []}}"#, Some("c"), Some("m")),
        (r#"{"error": null}"#, None, None),
        ("[]", None, None),
        ("", None, None),
        ("<html>Bad gateway</html>", None, None),
        ("{\"error\": {\"code\": ", None, None),
    ] {
        let error = refused(Scripted::json(400, body));
        assert_eq!((error.status(), error.code(), error.message()), (Some(400), code, message), "{body}");
        assert_eq!(error.raw_body().unwrap(), body.as_bytes());
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn identifiers_come_from_headers_too() {
    let error = refused(
        Scripted::status(404)
            .header("request-id", "r-9")
            .header("client-request-id", "c-9")
            .header("Date", "Mon, 01 Jan 2024 00:00:00 GMT"),
    );
    assert_eq!((error.request_id(), error.client_request_id()), (Some("r-9"), Some("c-9")));
    assert_eq!(error.service().unwrap().date.as_deref(), Some("Mon, 01 Jan 2024 00:00:00 GMT"));
    assert_eq!(error.to_string(), "thing::read: 404 Not Found (request id r-9)");
}

#[test]
fn a_bad_answer_says_where_and_what() {
    let transport = MemoryTransport::new().json(200, r#"{"value": [{"id": "a"}, {"id": "b", "done": "yes"}]}"#);
    let error = run(client(&transport).send(Request::<Collection<Thing>>::new(&READ))).unwrap_err();
    let bad = error.bad_answer().unwrap();
    assert_eq!((error.kind(), bad.path.as_str(), bad.status), (ErrorKind::Decode, "$.value[1].done", 200));
    assert_eq!((bad.type_name.as_str(), bad.found.as_str()), ("collection", "string"));
    assert!(bad.expected.contains("bool"), "{}", bad.expected);
    let text = error.to_string();
    assert!(
        text.contains("thing::read") && text.contains("https://example.com/thing") && text.contains("$.value[1].done"),
        "{text}"
    );
    assert!(error.raw_body().unwrap().starts_with(b"{\"value\""));
}

#[test]
fn bodies_that_are_no_json() {
    for (answer, words) in [
        (Scripted::bytes(200, "<html>").header("Content-Type", "text/html"), "content type text/html"),
        (Scripted::status(204), "no body"),
        (Scripted::json(200, "{\"id\": \"a\""), "EOF"),
        (Scripted::json(200, "[1]"), "found array"),
    ] {
        let error = refused(answer);
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn deep_json_is_an_error_and_not_an_overflow() {
    let deep = "[".repeat(200_000);
    for body in [deep.clone(), format!("{{\"id\": {deep}"), format!("{{\"unknown\": {deep}")] {
        let error = refused(Scripted::json(200, body.clone()));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().len() < 2000);
        let error = refused(Scripted::json(400, body));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Service, None));
    }
}

#[test]
fn bodies_beyond_the_limit_are_not_held() {
    let chunks = || (0..1000).map(|_| Ok(Bytes::from(vec![b' '; 1000])));
    let transport = MemoryTransport::new().answer(Scripted::chunks(200, chunks())).answer(Scripted::chunks(500, chunks()));
    let client = builder().max_body(10_000).transport(transport).build().unwrap();
    for _ in 0..2 {
        let error = run(client.send(Request::<Thing>::new(&READ))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
    }
}

#[test]
fn answers_of_all_kinds() {
    let transport = MemoryTransport::new()
        .status(204)
        .status(204)
        .json(200, r#"{"id": "a"}"#)
        .json(200, r#"{"@odata.context": "x", "value": true}"#)
        .answer(Scripted::bytes(200, "raw").header("Content-Type", "text/plain"))
        .json(304, "");
    let client = client(&transport);
    run(async {
        client.send(Request::<()>::new(&READ)).await.unwrap();
        assert!(client.send(Request::<Option<Thing>>::new(&READ)).await.unwrap().is_none());
        assert_eq!(client.send(Request::<Option<Thing>>::new(&READ)).await.unwrap().unwrap().id.as_deref(), Some("a"));
        assert_eq!(client.send(Request::<Single<bool>>::new(&READ)).await.unwrap().value, Some(true));
        assert_eq!(client.send(Request::<Bytes>::new(&READ)).await.unwrap(), "raw");
        assert_eq!(client.send_raw(Request::<Thing>::new(&READ)).await.unwrap().status, 304);
    });
}

#[test]
fn a_count_is_a_number_in_plain_text() {
    let text = |body: &'static [u8]| Scripted::bytes(200, body).header("Content-Type", "text/plain");
    let transport = MemoryTransport::new()
        .answer(text(b"893"))
        .answer(text(b"\xef\xbb\xbf893\r\n"))
        .json(200, "893")
        .answer(text(b"many"))
        .answer(text(b""));
    let client = client(&transport);
    run(async {
        for _ in 0..3 {
            assert_eq!(client.send(Request::<i64>::new(&READ)).await.unwrap(), 893);
        }
        let error = client.send(Request::<i64>::new(&READ)).await.unwrap_err();
        let bad = error.bad_answer().unwrap();
        assert_eq!((bad.expected.as_str(), &bad.raw[..]), ("an integer", &b"many"[..]));
        let error = client.send(Request::<i64>::new(&READ)).await.unwrap_err();
        assert_eq!(error.bad_answer().unwrap().found, "no body");
    });
    assert_eq!(transport.requests()[0].header("accept"), Some("text/plain, application/json"));
}

#[test]
fn errors_hold_no_secret() {
    let transport = MemoryTransport::new().json(401, "{}").json(401, "{}");
    let request =
        Request::<Thing>::new(&READ).query("$skiptoken", "SECRET-PAGE").json_of(&serde_json::json!({"password": "SECRET-BODY"}));
    let error = run(client(&transport).send(request)).unwrap_err();
    let text = format!("{error} {error:?} {transport:?}");
    assert!(!text.contains("SECRET-TOKEN") && !text.contains("SECRET-BODY"), "{text}");
}
