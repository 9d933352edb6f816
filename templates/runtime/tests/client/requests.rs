//! Requests as values: what they print, build and refuse.

use docwright_runtime::answer::Accepted;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::model::{Collection, Json};
use docwright_runtime::operation::Operation;
use docwright_runtime::path::{Me, PathArgument, UserArgument};
use docwright_runtime::query::{CanFilter, CanTop, text_literal};
use docwright_runtime::request::Request;
use docwright_runtime::wire::Documented;
use serde_json::{Value, json};

use super::support::{BASE, PLAIN};

static MESSAGES: Operation = Operation {
    text: "message::get\n\
           GET v1.0 /users/{}/messages/{}\n\
           also /me/messages/{}\n\
           also /groups/{}/inbox/{}\n\
           page https://example.com/thing\n\
           idempotent",
};
static ADDRESS: Operation =
    Operation { text: "range::get\nGET v1.0 /drives/{}/root:/{/}:/range(address='{}',row={})\nidempotent" };
static START: Operation = Operation { text: "job::start\nPOST v1.0 /jobs" };

enum FilterTop {}
impl CanFilter for FilterTop {}
impl CanTop for FilterTop {}

fn thing(id: impl Into<PathArgument>) -> Request<Value> {
    Request::new(&PLAIN).arg(id)
}

fn message(user: impl Into<UserArgument>, id: impl Into<PathArgument>) -> Request<Value> {
    Request::new(&MESSAGES).user(user).arg(id)
}

#[test]
fn plain_arguments_cannot_leave_their_segment() {
    for (argument, path) in [
        ("a b", "/things/a%20b"),
        ("a/b", "/things/a%2Fb"),
        ("a?b#c", "/things/a%3Fb%23c"),
        ("a%2Fb", "/things/a%252Fb"),
        ("19:ab@thread.v2", "/things/19:ab@thread.v2"),
        ("MjA=+/", "/things/MjA=%2B%2F"),
        ("näme", "/things/n%C3%A4me"),
        ("$ref", "/things/%24ref"),
        ("a\r\nb", "/things/a%0D%0Ab"),
        ("..a", "/things/..a"),
        ("a\\b", "/things/a%5Cb"),
    ] {
        assert_eq!(thing(argument).path().unwrap(), path);
    }
    for argument in ["", ".", ".."] {
        assert_eq!(thing(argument).path().unwrap_err().kind(), ErrorKind::Build, "{argument:?}");
    }
}

#[test]
fn literals_double_their_quotes_and_paths_keep_their_slashes() {
    let request: Request<Value> = Request::new(&ADDRESS).arg("b!1").arg("/a folder/it's.xlsx").arg("O'Brien/x").arg(5);
    assert_eq!(request.path().unwrap(), "/drives/b!1/root:/a%20folder/it%27s.xlsx:/range(address='O''Brien%2Fx',row=5)");
    let climbing: Request<Value> = Request::new(&ADDRESS).arg("b!1").arg("a/../b").arg("").arg(5);
    assert_eq!(climbing.path().unwrap_err().kind(), ErrorKind::Build);
    let empty_literal: Request<Value> = Request::new(&ADDRESS).arg("b!1").arg("a").arg("").arg(true);
    assert!(empty_literal.path().unwrap().ends_with("(address='',row=true)"));
}

#[test]
fn arguments_too_few_and_too_many_are_told() {
    let few: Request<Value> = Request::new(&ADDRESS).arg("b!1");
    assert_eq!(few.path().unwrap_err().kind(), ErrorKind::Build);
    assert_eq!(thing("a").arg("b").path().unwrap_err().kind(), ErrorKind::Build);
}

#[test]
fn the_signed_in_user_has_a_path_of_its_own() {
    assert_eq!(message(Me, "m").path().unwrap(), "/me/messages/m");
    assert_eq!(message("u", "m").path().unwrap(), "/users/u/messages/m");
    assert_eq!(message("u", "m").on("/groups/{}/inbox/{}", ["g", "m"]).path().unwrap(), "/groups/g/inbox/m");
    assert_eq!(message("u", "m").on("/elsewhere/{}", ["g"]).path().unwrap_err().kind(), ErrorKind::Build);
}

#[test]
fn queries_are_encoded_and_said_once() {
    let request: Request<Collection<Json>, FilterTop> =
        Request::new(&START).filter(format!("name eq {}", text_literal("A&B's +"))).top(5).top(7);
    let url = request.url(BASE).unwrap();
    assert_eq!(url, "https://graph.microsoft.com/v1.0/jobs?$filter=name%20eq%20'A%26B''s%20%2B'&$top=7");
    assert_eq!(docwright_runtime::query::decode(url.split_once('?').unwrap().1), request.query_pairs());
}

#[test]
fn header_values_cannot_make_headers() {
    for request in [
        thing("a").header("X-Name", "a\r\nX-Evil: 1"),
        thing("a").header("X Name", "a"),
        thing("a").header("X-Name\r\nX-Evil", "a"),
        thing("a").if_match("\"1\"\n"),
        thing("a").header("Content-Length", "5"),
        thing("a").header("host", "evil.example"),
    ] {
        assert_eq!(request.headers().unwrap_err().kind(), ErrorKind::Build);
    }
    let headers = thing("a").prefer("a").prefer("b").consistency_level_eventual().headers().unwrap();
    assert_eq!(headers.get_all("prefer").iter().count(), 2);
    assert_eq!(headers.get("consistencylevel").unwrap(), "eventual");
}

#[test]
fn bodies_are_json_members_or_bytes() {
    let request: Request<Accepted<Value>> = Request::new(&START).member("a", &1).member("b", &json!(null)).member("a", &"x\"y");
    assert_eq!(request.body().unwrap(), r#"{"a":"x\"y","b":null}"#);
    assert_eq!(request.headers().unwrap().get("content-type").unwrap(), "application/json");
    let bytes: Request<()> = Request::new(&START).bytes("text/plain", "hello");
    assert_eq!(bytes.headers().unwrap().get("content-type").unwrap(), "text/plain");
    assert_eq!(thing("a").body(), None);
}

fn sendable<T: Send + Sync + 'static>(_: &T) {}

#[test]
fn requests_are_values() {
    let request = thing("a").query("x", 1);
    assert_eq!(request, request.clone());
    assert_ne!(request, thing("b").query("x", 1));
    assert_ne!(request, request.clone().query("y", 1));
    sendable(&request);
}

#[test]
fn debug_shows_no_secret() {
    let request: Request<()> =
        Request::new(&START).header("Authorization", "Bearer SECRET1").query("$skiptoken", "SECRET2").query("$top", 5).json_of(
            &json!({"passwordProfile": {"password": "SECRET3"}, "name": "visible", "list": [{"clientSecret": "SECRET4"}]}),
        );
    let text = format!("{request:?}");
    assert!(!text.contains("SECRET"), "{text}");
    assert!(text.contains("visible") && text.contains("POST") && text.contains("/v1.0/jobs") && text.contains("$top"), "{text}");
}

#[test]
fn a_request_is_compared_with_a_documented_one_by_meaning() {
    let request =
        message("a b", "m").query("$select", "id,subject").query("$top", 5).prefer("x").json_of(&json!({"a": 1, "b": [2]}));
    let same = Documented {
        method: "get",
        url: "https://graph.microsoft.com/v1.0/users/a%20b/messages/m?$top=5&$select=id,subject",
        headers: &[("prefer", "x"), ("Content-type", "application/json; charset=utf-8")],
        body: Some("{\"b\":[2], \"a\": 1}"),
    };
    assert_eq!(request.parts().compare(&same), []);
    let parts = |documented: Documented<'_>| -> Vec<String> {
        request.parts().compare(&documented).into_iter().map(|difference| difference.part).collect()
    };
    assert_eq!(parts(Documented { method: "POST", ..same }), ["method"]);
    assert_eq!(parts(Documented { url: "/users/a b/messages/other?$select=id,subject&$top=5", ..same }), ["path"]);
    assert_eq!(parts(Documented { url: "/users/a b/messages/m?$select=id", ..same }), ["query"]);
    assert_eq!(parts(Documented { headers: &[("Prefer", "y")], ..same }), ["Prefer"]);
    assert_eq!(parts(Documented { body: None, ..same }), ["body"]);
}
