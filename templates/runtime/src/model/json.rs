//! JSON of any kind, kept as its text.

use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};

use super::scalar::Token;

/// A JSON value whose kind is not documented, kept as the text that it arrived as: no digit of a number, no order of
/// members is lost. Always well-formed.
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// `null`
    #[must_use]
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The JSON of any value that serde can write.
    pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(|text| Self(text.into_boxed_str()))
    }

    /// Reads it as a type: a model, a `Vec`, `serde_json::Value`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// As a tree; numbers that no 64-bit number holds are rounded.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(&self.0).unwrap_or_default()
    }

    /// A text that was read as JSON before.
    pub(super) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

/// Blanks between the tokens do not count; everything else does.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || tokens(&self.0).eq(tokens(&other.0))
    }
}

/// The characters of a JSON text without the blanks between its tokens.
fn tokens(text: &str) -> impl Iterator<Item = u8> {
    let mut quoted = false;
    let mut escaped = false;
    text.bytes().filter(move |byte| {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            return true;
        }
        quoted = *byte == b'"';
        !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
    })
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str::<serde::de::IgnoredAny>(text)?;
        Ok(Self(text.trim_ascii().into()))
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into_boxed_str())
    }
}

impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Self {
        Self(value.to_string().into_boxed_str())
    }
}

macro_rules! json_from {
    ($($type:ty),*) => {$(
        impl From<$type> for Json {
            fn from(value: $type) -> Self {
                serde_json::Value::from(value).into()
            }
        }
    )*};
}

json_from!(bool, i32, i64, u32, u64, f64, &str, String);

/// The name under which `serde_json` hands over the text of a value. It is what its own `RawValue` uses; a test holds it.
const RAW: &str = "$serde_json::private::RawValue";

/// The name under which `serde_json` hands over the digits of a number where some crate of the build has switched on its
/// feature `arbitrary_precision`; features are one for all crates.
const NUMBER: &str = "$serde_json::private::Number";

/// Whether `serde_json` was built so.
fn keeps_digits() -> bool {
    static KEEPS: OnceLock<bool> = OnceLock::new();
    *KEEPS.get_or_init(|| serde_json::from_str::<serde_json::Number>("1.10").is_ok_and(|number| number.to_string() == "1.10"))
}

/// The number that a map stands for.
pub(super) fn digits<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    if is_serde_json::<A::Error>() && keeps_digits() && map.next_key::<String>()?.is_some_and(|key| key == NUMBER) {
        return map.next_value().map(Some);
    }
    Ok(None)
}

/// The token of a number's digits, as a build without the feature hands it over.
pub(super) fn number_token(digits: &str) -> Option<Token<'static>> {
    if let Ok(value) = digits.parse() {
        return Some(Token::Int(value));
    }
    if let Ok(value) = digits.parse() {
        return Some(Token::Large(value));
    }
    digits.parse().ok().map(Token::Float)
}

/// Reads any value as its JSON text and hands the text to a function; `serde_json` lends the very text that arrived.
pub(super) struct RawInto<F>(pub(super) F);

impl<'de, F: FnOnce(&str)> DeserializeSeed<'de> for RawInto<F> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct(RAW, self)
    }
}

macro_rules! visit_token {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, value: $type) -> Result<(), E> {
            let mut text = String::new();
            TextVisitor(&mut text).$visit(value)?;
            (self.0)(&text);
            Ok(())
        }
    )*};
}

impl<'de, F: FnOnce(&str)> Visitor<'de> for RawInto<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    // Only serde_json itself calls this with its own name; a document that has it as a key comes by another way.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if is_serde_json::<A::Error>() {
            map.next_key::<serde::de::IgnoredAny>()?;
            return map.next_value_seed(StrInto(self.0));
        }
        let mut text = String::new();
        TextVisitor(&mut text).visit_map(map)?;
        (self.0)(&text);
        Ok(())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut text = String::new();
        deserializer.deserialize_any(TextVisitor(&mut text))?;
        (self.0)(&text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let mut text = String::new();
        TextVisitor(&mut text).visit_seq(seq)?;
        (self.0)(&text);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        (self.0)("null");
        Ok(())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    visit_token!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, visit_bytes: &[u8]);
}

/// Lends a string to a function.
struct StrInto<F>(F);

impl<'de, F: FnOnce(&str)> DeserializeSeed<'de> for StrInto<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<F: FnOnce(&str)> Visitor<'_> for StrInto<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text);
        Ok(())
    }
}

/// Writes whatever a format other than JSON hands over as JSON.
struct TextVisitor<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for TextVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl TextVisitor<'_> {
    fn token<T: Serialize + ?Sized, E: serde::de::Error>(self, value: &T) -> Result<(), E> {
        self.0.push_str(&serde_json::to_string(value).map_err(E::custom)?);
        Ok(())
    }
}

impl<'de> Visitor<'de> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.token(&value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.token(&value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.token(&value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.token(&value)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.token(value)
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<(), E> {
        self.token(value)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.push('[');
        let mut first = true;
        loop {
            let start = self.0.len();
            if !first {
                self.0.push(',');
            }
            if seq.next_element_seed(TextVisitor(self.0))?.is_none() {
                self.0.truncate(start);
                break;
            }
            first = false;
        }
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.push('{');
        let mut first = true;
        while let Some(key) = map.next_key::<String>()? {
            if first && key == NUMBER && is_serde_json::<A::Error>() && keeps_digits() {
                let number: serde_json::Number = map.next_value::<String>()?.parse().map_err(serde::de::Error::custom)?;
                self.0.pop();
                self.0.push_str(&number.to_string());
                return Ok(());
            }
            if !first {
                self.0.push(',');
            }
            first = false;
            TextVisitor(self.0).token(&key)?;
            self.0.push(':');
            map.next_value_seed(TextVisitor(self.0))?;
        }
        self.0.push('}');
        Ok(())
    }
}

/// Whether a (de)serializer is one of `serde_json`: these take and give JSON text as it is. Every other format gets the
/// same value through serde's data model. Nothing depends on the answer but how exactly numbers are kept.
fn is_serde_json<E>() -> bool {
    std::any::type_name::<E>() == std::any::type_name::<serde_json::Error>()
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut json = Self::null();
        RawInto(|text: &str| json = Self(text.into())).deserialize(deserializer)?;
        Ok(json)
    }
}

/// Writes JSON text as a value.
#[derive(Clone, Copy)]
pub(super) struct RawText<'a>(pub(super) &'a str);

impl Serialize for RawText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_serde_json::<S::Error>() {
            let mut raw = serializer.serialize_struct(RAW, 1)?;
            raw.serialize_field(RAW, self.0)?;
            return raw.end();
        }
        Plain(&serde_json::from_str::<serde_json::Value>(self.0).map_err(S::Error::custom)?).serialize(serializer)
    }
}

/// A value for formats other than JSON: a number is a number there, whatever `serde_json` has been built with.
struct Plain<'a>(&'a serde_json::Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => serializer.serialize_i64(value),
                (None, Some(value)) => serializer.serialize_u64(value),
                (None, None) => serializer.serialize_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::Array(values) => serializer.collect_seq(values.iter().map(Plain)),
            serde_json::Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, Plain(value))))
            }
            other => other.serialize(serializer),
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawText(&self.0).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, MapDeserializer};

    use super::*;

    #[test]
    fn a_key_of_a_document_is_not_taken_for_the_name_of_raw_text() {
        let document = MapDeserializer::<_, Error>::new([(RAW, "]")].into_iter());
        let json = Json::deserialize(document).unwrap();
        assert_eq!(json.as_str(), r#"{"$serde_json::private::RawValue":"]"}"#);
    }

    #[test]
    fn serde_json_lends_and_takes_the_very_text() {
        let text = r#"{"a" : [1.10, 123456789012345678901234567890], "b":"\u00e9"}"#;
        assert_eq!(serde_json::from_str::<Json>(text).unwrap().as_str(), text);
        assert_eq!(serde_json::from_reader::<_, Json>(text.as_bytes()).unwrap().as_str(), text);
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Json>(text).unwrap()).unwrap(), text);
    }

    #[test]
    fn only_json_is_taken_from_text() {
        assert_eq!(" [1] ".parse::<Json>().unwrap().as_str(), "[1]");
        for text in ["", "[", "{a:1}", "1 2", "nul"] {
            assert!(text.parse::<Json>().is_err(), "{text}");
        }
    }

    #[test]
    fn blanks_between_tokens_do_not_count() {
        let json = |text: &str| text.parse::<Json>().unwrap();
        assert_eq!(json("{\"a\": [1,\n2]}"), json(r#"{"a":[1,2]}"#));
        assert_ne!(json(r#""a b""#), json(r#""ab""#));
        assert_ne!(json(r#""\" ""#), json(r#""\"""#));
    }
}
