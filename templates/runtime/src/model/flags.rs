//! Several members of an enumeration in one text.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::enumeration::{Enumeration, decode_scalar};
use super::scalar::{Scalar, Token};

/// Members of an enumeration that can be combined: `"read,write"`. Keeps the text, with its order and blanks.
pub struct Flags<E> {
    text: Box<str>,
    of: PhantomData<fn() -> E>,
}

impl<E: Enumeration> Flags<E> {
    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The members.
    pub fn iter(&self) -> impl Iterator<Item = E> {
        self.names().map(E::from_text)
    }

    /// Whether a member is among them.
    #[must_use]
    pub fn contains(&self, member: &E) -> bool {
        self.names().any(|name| name == member.as_str())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.text.split(',').map(str::trim).filter(|name| !name.is_empty())
    }
}

impl<E> Clone for Flags<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Flags<E> {}

impl<E> std::hash::Hash for Flags<E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<E> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E> From<&str> for Flags<E> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), of: PhantomData }
    }
}

impl<E: Enumeration> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self::from(member.as_str())
    }
}

impl<E: Enumeration> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let names: Vec<String> = members.into_iter().map(|member| member.as_str().to_owned()).collect();
        Self::from(&*names.join(","))
    }
}

impl<E: Enumeration, const N: usize> From<[E; N]> for Flags<E> {
    fn from(members: [E; N]) -> Self {
        members.into_iter().collect()
    }
}

impl<E: 'static> Scalar for Flags<E> {
    const EXPECTED: &'static str = "string (members of an enumeration)";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Text(text) => Some((Self::from(text), true)),
            _ => None,
        }
    }

    fn token(&self) -> Token<'_> {
        Token::Text(&self.text)
    }
}

impl<E> Serialize for Flags<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, E: 'static> Deserialize<'de> for Flags<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode_scalar(deserializer)
    }
}
