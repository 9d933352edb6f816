//! One string, and the field that it becomes.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::error::Trace;
use super::value::Outcome;

/// Reads a string into its field: what the most frequent fields take the short way by.
pub(super) struct TextVisitor<'a> {
    pub(super) slot: &'a mut Option<String>,
    pub(super) trace: &'a Trace,
}

impl<'de> DeserializeSeed<'de> for TextVisitor<'_> {
    type Value = Outcome;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! no_text {
    ($($visit:ident: $type:ty = $found:literal),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $type) -> Result<Outcome, E> {
            Err(self.trace.refuse("string", $found))
        }
    )*};
}

impl<'de> Visitor<'de> for TextVisitor<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("string")
    }

    #[inline]
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Outcome, E> {
        *self.slot = Some(text.to_owned());
        Ok(Outcome::Value)
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Outcome, E> {
        *self.slot = Some(text);
        Ok(Outcome::Value)
    }

    #[inline]
    fn visit_unit<E: serde::de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Outcome, A::Error> {
        Err(self.trace.refuse("string", "object"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Outcome, A::Error> {
        Err(self.trace.refuse("string", "array"))
    }

    no_text!(visit_bool: bool = "boolean", visit_i64: i64 = "number", visit_u64: u64 = "number", visit_f64: f64 = "number");
}
