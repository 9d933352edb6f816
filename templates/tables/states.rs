//! The three states of a property in an update: absent, null and with a value, each with the exact JSON that is sent.

use {{ crate_ident }}::model::{Model, from_str};
use {{ crate_ident }}::runtime::answer::Bytes;
use {{ crate_ident }}::runtime::request::Request;
use serde_json::Value;

/// The state that a setter is to give to its property.
#[derive(Clone, Copy)]
pub enum State {
    Absent,
    Null,
    Value,
}

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
    pub fn property(&self, wire: &str, set: fn(T, State) -> T, json: &str) {
        let empty = T::default;
        self.sends(&set(empty(), State::Null), wire, &object(wire, "null"));
        self.sends(&set(empty(), State::Value), wire, &object(wire, json));
        self.sends(&set(set(empty(), State::Value), State::Absent), wire, "{}");
        self.sends(&set(set(empty(), State::Null), State::Absent), wire, "{}");
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
            |body, state| {
                body.$setter(match state {
                    $crate::states::State::Absent => $crate::states::Property::Absent,
                    $crate::states::State::Null => $crate::states::IntoProperty::into_property($crate::states::Null),
                    $crate::states::State::Value => $crate::states::IntoProperty::into_property($value),
                })
            },
            $json,
        )
    };
}
pub(crate) use property;
pub use {{ crate_ident }}::model::{IntoProperty, Null, Property};
