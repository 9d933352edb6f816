//! What requests are answered with, and how it is read.

use std::fmt;

pub use bytes::Bytes;
use http::HeaderMap;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Map;
pub use serde_json::Value;

use super::error::DecodeError;

/// An answer as it came: any status.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RawAnswer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Where it came from, after redirects.
    pub url: String,
    /// The client's identifier of the request.
    pub client_request_id: String,
    /// How often the request was sent.
    pub tries: u32,
}

impl RawAnswer {
    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether the status is one of success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// An answer with these parts, for what is read without a client: an item of a batch, a documented example.
    #[must_use]
    pub fn of(status: u16, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body, url: String::new(), client_request_id: String::new(), tries: 1 }
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("content_type", &self.header("content-type"))
            .field("request_id", &self.header("request-id"))
            .field("client_request_id", &self.client_request_id)
            .field("body", &format_args!("<{} bytes>", self.body.len()))
            .finish()
    }
}

/// A type that a successful answer can be read as.
pub trait Answer: Sized + 'static {
    /// Reads the answer.
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError>;

    /// The `Accept` header of the request.
    #[must_use]
    fn accept() -> &'static str {
        "application/json"
    }
}

/// A type that is one JSON text.
pub trait Json: DeserializeOwned + 'static {}

impl Json for Value {}
impl Json for String {}
impl Json for bool {}
impl Json for i32 {}
impl Json for i64 {}
impl Json for f64 {}
impl<T: Json> Json for Vec<T> {}

impl<T: Json> Answer for T {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        read_json(answer)
    }
}

/// Nothing is expected, and what came nevertheless is not looked at.
impl Answer for () {
    fn read(_: &RawAnswer) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// Content that is not JSON, whole. Use [`Client::download`](super::client::Client::download) for what does not fit in memory.
impl Answer for Bytes {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        Ok(answer.body.clone())
    }

    fn accept() -> &'static str {
        "*/*"
    }
}

/// An answer with a body, or `204` and none.
impl<T: Answer> Answer for Option<T> {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        if answer.status == 204 || answer.body.is_empty() { Ok(None) } else { T::read(answer).map(Some) }
    }

    fn accept() -> &'static str {
        T::accept()
    }
}

/// Reads the body as JSON.
pub(super) fn read_json<T: DeserializeOwned>(answer: &RawAnswer) -> Result<T, DecodeError> {
    serde_json::from_slice(&answer.body).map_err(|error| json_error(answer, &error))
}

/// What was wrong with a body of JSON.
fn json_error(answer: &RawAnswer, error: &serde_json::Error) -> DecodeError {
    let mut decode = if answer.body.is_empty() {
        DecodeError::new("a body of JSON", "no body")
    } else {
        DecodeError::from_json(&answer.body, error)
    };
    decode.status = answer.status;
    decode.content_type = answer.header("content-type").map(str::to_owned);
    decode.raw = answer.body.clone();
    decode
}

/// One value in an object of its own: `{"@odata.context": ..., "value": ...}`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Wrapped<T> {
    /// The value; `None` where the service sent null.
    pub value: Option<T>,
    /// What stands beside it: `@odata.context` and whatever else.
    pub annotations: Map<String, Value>,
}

impl<T: Json> Answer for Wrapped<T> {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        read_json(answer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Wrapped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Wrapped<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the member `value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut value = None;
                let mut annotations = Map::new();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "value" {
                        value = Some(map.next_value()?);
                    } else {
                        annotations.insert(name, map.next_value()?);
                    }
                }
                let value = value.ok_or_else(|| serde::de::Error::missing_field("value"))?;
                Ok(Wrapped { value, annotations })
            }
        }

        deserializer.deserialize_map(Members(std::marker::PhantomData))
    }
}

impl<T: Serialize> Serialize for Wrapped<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.annotations.len() + 1))?;
        for (name, value) in &self.annotations {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("value", &self.value)?;
        map.end()
    }
}

/// The answer to a request whose work goes on: where to look, and when.
///
/// [`Client::poll`](super::client::Client::poll) waits for the end of the work. `T` is what the address answers with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Accepted<T> {
    /// The status code: `202`, or that of an answer that came at once.
    pub status: u16,
    /// Where the state of the work can be read: `Operation-Location`, `Azure-AsyncOperation` or `Location`, as sent.
    pub monitor: Option<String>,
    /// `Location`, as sent.
    pub location: Option<String>,
    /// `Retry-After`, as sent.
    pub retry_after: Option<String>,
    /// The body, if there was one.
    pub body: Option<T>,
}

impl<T: Answer> Answer for Accepted<T> {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        let header = |name: &str| answer.header(name).map(str::to_owned);
        let location = header("location");
        Ok(Self {
            status: answer.status,
            monitor: header("operation-location").or_else(|| header("azure-asyncoperation")).or_else(|| location.clone()),
            location,
            retry_after: header("retry-after"),
            body: Option::<T>::read(answer)?,
        })
    }
}
