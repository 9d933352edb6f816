//! The JSON of a batch call, both ways.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::answer::RawAnswer;
use super::super::client::Client;
use super::super::error::{BadAnswer, Error, ErrorKind};
use super::super::model::Json;
use super::super::operation::{Method, Operation};
use super::super::request::RequestParts;
use super::super::value::Binary;

static BATCH: Operation = Operation { text: "batch\nPOST v1.0 /$batch\npage https://learn.microsoft.com/graph/json-batching" };

/// One request of a call.
pub(super) struct Member {
    id: String,
    method: &'static str,
    url: String,
    headers: BTreeMap<String, String>,
    body: Option<Box<RawValue>>,
    after: Vec<String>,
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("method", self.method)?;
        map.serialize_entry("url", &self.url)?;
        if !self.headers.is_empty() {
            map.serialize_entry("headers", &self.headers)?;
        }
        if let Some(body) = &self.body {
            map.serialize_entry("body", body)?;
        }
        if !self.after.is_empty() {
            map.serialize_entry("dependsOn", &self.after)?;
        }
        map.end()
    }
}

struct Call(Vec<Member>);

impl Serialize for Call {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("requests", &self.0)?;
        map.end()
    }
}

fn id(index: usize) -> String {
    (index + 1).to_string()
}

/// A request as a member of a call. JSON stands as it is, other bytes in base64.
pub(super) fn request(client: &Client, index: usize, parts: &RequestParts, after: &[usize]) -> Result<Member, Error> {
    let mut headers = BTreeMap::new();
    let built = parts.headers()?;
    for name in built.keys() {
        let values: Vec<&str> = built.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        headers.insert(name.as_str().to_owned(), values.join(", "));
    }
    let is_json = headers.get("content-type").is_some_and(|ty| ty.contains("json"));
    let body = match parts.body() {
        None => None,
        Some(body) => {
            let text = if is_json {
                String::from_utf8_lossy(&body).into_owned()
            } else {
                Value::from(Binary::from_bytes(&body).as_str()).to_string()
            };
            let raw = RawValue::from_string(text);
            Some(raw.map_err(|_| {
                Error::new(ErrorKind::Build, "the body says that it is JSON, and is not").with_operation(parts.operation())
            })?)
        }
    };
    Ok(Member {
        id: id(index),
        method: parts.method().as_str(),
        url: client.relative(parts)?,
        headers,
        body,
        after: after.iter().map(|index| id(*index)).collect(),
    })
}

/// The request that carries the members.
pub(super) fn call(client: &Client, version: &str, members: Vec<Member>, idempotent: bool) -> RequestParts {
    let parts = RequestParts::new(&BATCH);
    let mut request = parts.to_link(Method::Post, client.resolve(&parts, &format!("/{version}/$batch")));
    // Members are text and raw JSON: they cannot fail to be written.
    request.set_bytes("application/json", serde_json::to_vec(&Call(members)).unwrap_or_default().into());
    request.set_idempotent(idempotent);
    request
}

/// The answers of a call, by the place of their requests.
pub(super) fn answers(request: &RequestParts, answer: &RawAnswer) -> Result<BTreeMap<usize, RawAnswer>, Error> {
    let bad = |expected: &str, found: String| {
        let mut bad = BadAnswer::new("batch", expected, found);
        bad.status = answer.status;
        bad.raw = answer.body.clone();
        Error::of_bad_answer(Box::new(bad)).with_operation(request.operation())
    };
    let envelope: BTreeMap<String, Json> =
        serde_json::from_slice(&answer.body).map_err(|error| bad("JSON", error.to_string()))?;
    let responses = envelope.get("responses").and_then(|responses| responses.decode::<Vec<BTreeMap<String, Json>>>().ok());
    let responses = responses.ok_or_else(|| bad("a member `responses` of objects", "something else".to_owned()))?;
    let mut answers = BTreeMap::new();
    for response in responses {
        let index = response.get("id").and_then(place);
        let status = response.get("status").and_then(|status| status.decode::<u16>().ok());
        let (Some(index), Some(status)) = (index, status) else {
            return Err(bad("`id` and `status` in each response", "a response without".to_owned()));
        };
        let headers = response.get("headers").map(headers).unwrap_or_default();
        let body = response.get("body").map(|body| body_of(&headers, body)).unwrap_or_default();
        answers.insert(index, RawAnswer::of(status, headers, body));
    }
    Ok(answers)
}

/// The identifier comes back as text, from some services as a number.
fn place(id: &Json) -> Option<usize> {
    let text = id.decode::<String>().unwrap_or_else(|_| id.as_str().to_owned());
    text.parse::<usize>().ok()?.checked_sub(1)
}

fn headers(json: &Json) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in json.decode::<BTreeMap<String, Json>>().unwrap_or_default() {
        let text = value.decode::<String>().unwrap_or_else(|_| value.as_str().to_owned());
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            headers.append(name, value);
        }
    }
    headers
}

/// A body of JSON as its text; text in a body of another content type is base64, or the content itself.
fn body_of(headers: &HeaderMap, body: &Json) -> Bytes {
    let ty = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("application/json");
    if !ty.contains("json")
        && let Ok(text) = body.decode::<String>()
    {
        return Binary::from(text.as_str()).bytes().map_or_else(|| text.into(), Bytes::from);
    }
    if body.as_str() == "null" { Bytes::new() } else { Bytes::copy_from_slice(body.as_str().as_bytes()) }
}
