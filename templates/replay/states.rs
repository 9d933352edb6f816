//! The three states of a property in an update: absent, null and with a value, each with the exact JSON that is sent.

use {{ crate_ident }}::model::{Model, from_str};
use {{ crate_ident }}::runtime::answer::Bytes;
use {{ crate_ident }}::runtime::request::Request;
use serde_json::Value;

/// An update: from a body to what is sent.
pub struct Update<'a, T> {
    line: &'static str,
    send: &'a dyn Fn(&T) -> Option<Bytes>,
}

impl<'a, T: Model + Default> Update<'a, T> {
    /// An update whose body, with nothing set, is an empty object.
    pub fn new(line: &'static str, send: &'a dyn Fn(&T) -> Option<Bytes>) -> Self {
        let update = Self { line, send };
        update.sends(&T::default(), "nothing set", "{}");
        update
    }

    /// A property with a setter: set to null, to a value, and taken back again.
    pub fn property(&self, wire: &str, null: fn(T) -> T, value: fn(T) -> T, absent: fn(T) -> T, json: &str) {
        self.sends(&null(T::default()), wire, &object(wire, "null"));
        self.sends(&value(T::default()), wire, &object(wire, json));
        self.sends(&absent(value(T::default())), wire, "{}");
        self.sends(&absent(null(T::default())), wire, "{}");
    }

    /// A read-only property that documented requests of this operation send all the same.
    pub fn without_setter(&self, wire: &str, json: &str) {
        for text in [object(wire, "null"), object(wire, json)] {
            self.sends(&self.body(&text), wire, &text);
        }
    }

    /// A read-only property: whatever its state, it is not sent.
    pub fn never_sent(&self, wire: &str, json: &str) {
        for text in [object(wire, "null"), object(wire, json)] {
            self.sends(&self.body(&text), wire, "{}");
        }
    }

    fn body(&self, text: &str) -> T {
        from_str(text).unwrap_or_else(|error| panic!("{}: {text} does not decode: {error}", self.line))
    }

    fn sends(&self, body: &T, what: &str, expected: &str) {
        let sent = (self.send)(body).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&sent), expected, "{}: {what}", self.line);
    }
}

/// An object of one member.
fn object(name: &str, json: &str) -> String {
    format!("{}{}:{json}{}", '{', Value::from(name), '}')
}

/// What a request would send.
pub fn sent<T, Q>(request: Request<T, Q>) -> Option<Bytes> {
    request.parts().body()
}

/// A property with its setter, a value, and the value's JSON.
macro_rules! property {
    ($update:ident, $setter:ident, $wire:literal, $value:expr, $json:literal) => {
        $update.property(
            $wire,
            |body| body.$setter($crate::states::Null),
            |body| body.$setter($value),
            |body| body.$setter($crate::states::Property::Absent),
            $json,
        )
    };
}
#[allow(unused_imports, reason = "not every API has updates")]
pub(crate) use property;
#[allow(unused_imports, reason = "likewise")]
pub use {{ crate_ident }}::model::{Null, Property};
