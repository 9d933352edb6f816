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

#[test]
fn methods_in_any_case_need_a_path() {
    for method in METHODS {
        let line = format!("{method} /a");
        assert_eq!(request(&line), Some((method, "/a", None)));
        let lower = line.to_ascii_lowercase();
        assert_eq!(request(&lower).unwrap().2, Some(RequestLineFault::LowerCaseMethod));
    }
    assert_eq!(request("get https://a"), Some(("get", "https://a", Some(RequestLineFault::LowerCaseMethod))));
    assert_eq!(request("POST\u{a0}/a"), Some(("POST", "/a", None)));
    assert_eq!(request("GET /a http/2"), Some(("GET", "/a", None)));
    assert_eq!(request("GET /a HTTPS"), Some(("GET", "/a HTTPS", None)));
    assert_eq!(request("GET /a\u{a0}HTTP/1.1"), Some(("GET", "/a", None)));
    assert_eq!(request("GET HTTP/1.1"), Some(("GET", "HTTP/1.1", None)));
    for line in ["post a", "POSThttp://a", "post/", "GET \u{200b}"] {
        assert_eq!(
            request(line).map(|found| found.2),
            if line == "post/" { Some(Some(RequestLineFault::MissingBlank)) } else { None },
            "{line}"
        );
    }
    let text = "x\n  PUT  /a b  \ny";
    let found = request_line(text, 2..15).unwrap();
    assert_eq!((&text[found.method], &text[found.target]), ("PUT", "/a b"));
}

#[test]
fn statuses_have_three_digits_and_a_place() {
    for (line, expected) in [
        ("HTTP/1.1 100 Continue", Some((100, true))),
        ("HTTP/1.1 099 Odd", None),
        ("HTTP/1.1 599 Odd", Some((599, true))),
        ("HTTP/1.1 600 Odd", None),
        ("HTTP/1.1 20", None),
        ("HTTP/1.1 200OK", None),
        ("HTTP/1.1 200-OK", Some((200, true))),
        ("HTTP200", None),
        ("HTTP: 200", Some((200, false))),
        ("HTTP", None),
        ("HTTP/1.1", None),
        ("HTTP status 200", None),
        ("200 OK", Some((200, false))),
        ("200  OK", Some((200, false))),
        ("200: ok", None),
        ("Status 200 OK", None),
    ] {
        assert_eq!(status(line), expected, "{line}");
    }
    let text = "a\n HTTP/1.1 204 No Content \n";
    let found = status_line(text, 2..28, false).unwrap();
    assert_eq!(&text[found.place], "204");
}

#[test]
fn headers_behind_a_blank_line() {
    for (source, expected, rest) in [
        ("GET /a\nPrefer: x\n\nLocation: y\n", &[("Prefer", "x"), ("Location", "y")][..], ""),
        ("GET /a\nPrefer: x\n\nPREFER: y\n", &[("Prefer", "x")], "PREFER: y"),
        ("GET /a\nPrefer: x\n\nOther: y\n", &[("Prefer", "x")], "Other: y"),
        ("GET /a\n\nOther: y\nMore: z", &[("Other", "y")], "More: z"),
        ("GET /a\n\nPrefer: y\nIf-Match: z", &[("Prefer", "y"), ("If-Match", "z")], ""),
        ("A: b\n\nc", &[("A", "b")], "c"),
        ("GET /a\nA_b-1:c:d\n", &[("A_b-1", "c:d")], ""),
        ("GET /a\n1A: c\n", &[], "1A: c"),
        ("GET /a\nA b: c\n", &[], "A b: c"),
        ("GET /a\n: c\n", &[], ": c"),
        ("GET /a\nno colon\n\nmore \n", &[], "no colon\n\nmore"),
        ("\n \u{a0}\nHTTP/1.1 200 OK\nA: b\n", &[("A", "b")], ""),
        ("204 No Content\nA: b\n", &[("A", "b")], ""),
        ("", &[], ""),
        ("\n\n", &[], ""),
    ] {
        let (_, headers, body) = read(source);
        assert_eq!((headers.as_slice(), body), (expected, rest), "{source:?}");
    }
    let late = |source: &'static str| read(source).0.late_headers.map(|place| &source[place]);
    assert_eq!(late("GET /a\n\nPrefer: y\nIf-Match: z"), Some("Prefer: y"));
    assert_eq!(late("GET /a\nPrefer: x\n\nLocation: y\n"), Some("Location: y"));
    assert_eq!(late("A: b\n\nPrefer: c"), None, "without a first line nothing is late");
    let whole = "GET /x\nGET /a\nB: c\n\nd\nGET /y";
    let part = message(&Text::slice(FileId(0), whole, 0..whole.len()), 7..22, true);
    assert_eq!((&whole[part.request.unwrap().target], &whole[part.body]), ("/a", "d"));
}

#[test]
fn lines_that_go_on_with_the_target() {
    let wrapped = |source: &'static str| read(source).0.wrapped.into_iter().map(|part| &source[part]).collect::<Vec<_>>();
    assert_eq!(wrapped("GET /a\n/b\n?c\nD: e"), ["/b", "?c"]);
    assert_eq!(wrapped("GET /a\n// remark"), Vec::<&str>::new());
    assert_eq!(wrapped("GET /a\nb"), Vec::<&str>::new());
}

#[test]
fn a_second_message_begins_with_a_versioned_status() {
    let at = |source: &str| second_message(&Text::slice(FileId(0), source, 0..source.len()));
    assert_eq!(at("\n\nGET /a\n200 OK\nHTTP 200 OK\nHTTP/1.1 200 OK\n"), Some(28));
    assert_eq!(at("\nHTTP 200 OK\nHTTP/1.1 200 OK\n"), None);
    assert_eq!(at(""), None);
}
