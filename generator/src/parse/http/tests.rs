use super::*;
use crate::source::FileId;

fn request(line: &str) -> Option<(&str, &str, Option<RequestLineFault>)> {
    request_line(line, 0..line.len()).map(|parts| (&line[parts.method], &line[parts.target], parts.fault))
}

#[test]
fn request_lines() {
    assert_eq!(request("GET /me"), Some(("GET", "/me", None)));
    assert_eq!(request("  PATCH   users/{id | name} "), Some(("PATCH", "users/{id | name}", None)));
    assert_eq!(request("GET /a?$filter=b eq 'c d'"), Some(("GET", "/a?$filter=b eq 'c d'", None)));
    assert_eq!(request("POST /a HTTP/1.1"), Some(("POST", "/a", None)));
    assert_eq!(request("DELETE/a/b"), Some(("DELETE", "/a/b", Some(RequestLineFault::MissingBlank))));
    assert_eq!(request("get /a"), Some(("get", "/a", Some(RequestLineFault::LowerCaseMethod))));
    for line in ["", "GET", "GETTING /a", "get the thing", "/me", "or", "HTTP/1.1 200 OK", "Put it down"] {
        assert_eq!(request(line), None, "{line}");
    }
}

fn status(line: &str) -> Option<(u16, bool)> {
    status_line(line, 0..line.len(), true).map(|parts| (parts.status, parts.versioned))
}

#[test]
fn status_lines() {
    for (line, expected) in [
        ("HTTP/1.1 200 OK", Some((200, true))),
        ("http/1.1 204", Some((204, true))),
        ("HTTP/2 404 Not Found", Some((404, true))),
        ("HTTP 201 Created", Some((201, false))),
        ("HTTP/1.1: 202", Some((202, true))),
        ("403 Forbidden", Some((403, false))),
        ("403", None),
        ("403 things", None),
        ("HTTP/1.1 2000", None),
        ("HTTP/1.1 700 Odd", None),
        ("https://graph.microsoft.com/v1.0/200 OK", None),
        ("HTTPS 200", None),
    ] {
        assert_eq!(status(line), expected, "{line}");
    }
    assert_eq!(status_line("403 Forbidden", 0..13, false), None);
}

fn read(source: &str) -> (Message, Vec<(&str, &str)>, &str) {
    let message = message(&Text::slice(FileId(0), source, 0..source.len()), 0..source.len(), true);
    let headers = message.headers.iter().map(|(name, value)| (&source[name.clone()], &source[value.clone()])).collect();
    let body = &source[message.body.clone()];
    (message, headers, body)
}

#[test]
fn a_message_has_headers_and_body() {
    let (message, headers, body) = read("\nPOST /a\nContent-Type: text/plain\nEmpty:\n\nA: b is text\nC: d\n\nend\n");
    assert!(message.request.is_some());
    // What looks like a header behind the blank line is read as one: authors put the blank line too early.
    assert_eq!(headers, [("Content-Type", "text/plain"), ("Empty", "")]);
    assert_eq!(body, "A: b is text\nC: d\n\nend");
    assert_eq!(message.late_headers, None);
}

#[test]
fn headers_may_come_late() {
    let (message, headers, body) = read("POST /a\n\nContent-Type: application/json\n\n{ \"a\": 1 }");
    assert_eq!(headers, [("Content-Type", "application/json")]);
    assert_eq!(body, "{ \"a\": 1 }");
    assert!(message.late_headers.is_some());
}

#[test]
fn a_body_may_follow_the_headers_at_once() {
    let (_, headers, body) = read("HTTP/1.1 200 OK\r\nA: b\r\n{\r\n  \"c\": 1\r\n}\r\n");
    assert_eq!(headers, [("A", "b")]);
    assert_eq!(body, "{\r\n  \"c\": 1\r\n}");
}

#[test]
fn a_target_may_be_wrapped() {
    let source = "GET /a\n  ?b=1\n  &c=2\nD: e\n";
    let (message, headers, _) = read(source);
    let parts: Vec<_> = message.wrapped.iter().map(|part| &source[part.clone()]).collect();
    assert_eq!(parts, ["?b=1", "&c=2"]);
    assert_eq!(headers, [("D", "e")]);
}

#[test]
fn two_messages_in_one_block() {
    let at = |source: &str| second_message(&Text::slice(FileId(0), source, 0..source.len()));
    assert_eq!(at("GET /a\n\nHTTP/1.1 200 OK\n"), Some(8));
    assert_eq!(at("HTTP/1.1 200 OK\n\nHTTP/1.1 200 OK\n"), None);
    assert_eq!(at("GET /a\nHTTP is a protocol\n"), None);
}
