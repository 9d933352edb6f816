//! Enumerations that services may add members to.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Visitor};

use super::json::{digits, number_token};
use super::scalar::{Scalar, Token};

/// An enumeration that keeps the text of members that no page documents.
pub trait Enumeration: Sized + Clone + Send + Sync + 'static {
    /// The names of the documented members on the wire.
    const NAMES: &'static [&'static str];
    /// The documented members, in the same order.
    const MEMBERS: &'static [Self];

    /// The name on the wire.
    fn as_str(&self) -> &str;

    /// A member that is not documented.
    fn undocumented(text: Undocumented) -> Self;

    /// The member of a name.
    #[must_use]
    fn from_text(text: &str) -> Self {
        match Self::MEMBERS.get(position(Self::NAMES, text)) {
            Some(member) => member.clone(),
            None => Self::undocumented(Undocumented(text.into())),
        }
    }
}

/// The place of a name, behind all if there is no such name.
fn position(names: &[&str], text: &str) -> usize {
    names.iter().position(|name| *name == text).unwrap_or(names.len())
}

impl<T: Enumeration> Scalar for T {
    const EXPECTED: &'static str = "string (member of an enumeration)";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Text(text) => Some((Self::from_text(text), true)),
            _ => None,
        }
    }

    fn token(&self) -> Token<'_> {
        Token::Text(self.as_str())
    }
}

/// The text of an enumeration's member that no page documents. Made only from text that is none of those documented.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Undocumented(Box<str>);

impl Undocumented {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Undocumented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What `Deserialize` of every scalar does.
pub fn decode_scalar<'de, T: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    ScalarVisitor(std::marker::PhantomData).deserialize(deserializer)
}

struct ScalarVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Scalar> DeserializeSeed<'de> for ScalarVisitor<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        if !T::EXACT {
            return deserializer.deserialize_any(self);
        }
        let json = <super::json::Json as serde::Deserialize>::deserialize(deserializer)?;
        let is_number = json.as_str().starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let value = match json.decode::<String>() {
            Ok(text) => T::read(Token::Text(&text)),
            Err(_) if is_number => T::read(Token::Digits(json.as_str())),
            Err(_) => None,
        };
        value.map(|(value, _)| value).ok_or_else(|| serde::de::Error::custom(format_args!("expected {}", T::EXPECTED)))
    }
}

impl<T: Scalar> ScalarVisitor<T> {
    fn token<E: serde::de::Error>(token: Token<'_>) -> Result<T, E> {
        let refused = || E::custom(format_args!("expected {}, found {}", T::EXPECTED, token.found()));
        T::read(token).map(|(value, _)| value).ok_or_else(refused)
    }
}

impl<'de, T: Scalar> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<T, E> {
        Self::token(Token::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<T, E> {
        Self::token(Token::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<T, E> {
        Self::token(i64::try_from(value).map_or(Token::Large(value), Token::Int))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<T, E> {
        Self::token(Token::Float(value))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let number = digits(&mut map)?.and_then(|digits| number_token(&digits));
        number.map_or_else(
            || Err(serde::de::Error::invalid_type(serde::de::Unexpected::Map, &T::EXPECTED)),
            Self::token::<A::Error>,
        )
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Self::token(Token::Text(text))
    }
}
