//! Values that are one JSON token: numbers, and everything that is written as text.

use std::fmt;

use serde::{Serialize, Serializer};

use super::json::RawText;

/// A token of a document that is neither `null` nor the begin of an object or array.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer too large for `i64`.
    Large(u64),
    /// Any other number.
    Float(f64),
    /// The text of a string.
    Text(&'a str),
    /// A number by its digits, for types that are [`Scalar::EXACT`].
    Digits(&'a str),
}

/// Whether a token became a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// It did, and encoding the value gives an equal token.
    Same,
    /// It did, but encoding the value gives another token: a number that was sent as a string.
    Rewritten,
    /// It is not of this type.
    Refused,
}

/// A type whose values are one JSON token.
pub trait Scalar: Sized + Send + Sync + 'static {
    /// What a document has to have here, for errors: `number`, `string`.
    const EXPECTED: &'static str;
    /// Whether the type has to see the digits of a number as they are written.
    const EXACT: bool = false;

    /// The value that a token means; `false` if encoding the value gives another token.
    fn read(token: Token<'_>) -> Option<(Self, bool)>;

    /// Hands over the token that means the value.
    fn write(&self, to: &mut dyn FnMut(Token<'_>));
}

impl Token<'_> {
    /// What the token is, for errors.
    #[must_use]
    pub fn found(&self) -> &'static str {
        match self {
            Self::Bool(_) => "boolean",
            Self::Int(_) | Self::Large(_) | Self::Float(_) | Self::Digits(_) => "number",
            Self::Text(_) => "string",
        }
    }

    /// The token as JSON text.
    pub(super) fn to_json(self) -> Box<str> {
        serde_json::to_string(&self).unwrap_or_default().into_boxed_str()
    }
}

/// Floating point numbers are compared by their bits, so that "not a number" equals itself.
impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Large(a), Self::Large(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Text(a), Self::Text(b)) | (Self::Digits(a), Self::Digits(b)) => a == b,
            _ => false,
        }
    }
}

impl Serialize for Token<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Int(value) => serializer.serialize_i64(value),
            Self::Large(value) => serializer.serialize_u64(value),
            Self::Float(value) => serializer.serialize_f64(value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Digits(value) => RawText(value).serialize(serializer),
        }
    }
}

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Large(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Digits(value) => f.write_str(value),
        }
    }
}

/// A field of a type that is one token, to be looked at.
pub trait ScalarView {
    /// Hands over the token; does nothing if there is no value.
    fn write(&self, to: &mut dyn FnMut(Token<'_>));
    /// Whether there is a value.
    fn is_some(&self) -> bool;
}

/// A field of a type that is one token, to be set.
pub trait ScalarEdit: ScalarView {
    /// Takes the value that a token means.
    fn read(&mut self, token: Token<'_>) -> Accepted;
    /// Takes the value away.
    fn clear(&mut self);
    /// [`Scalar::EXPECTED`]
    fn expected(&self) -> &'static str;
    /// [`Scalar::EXACT`]
    fn exact(&self) -> bool;
}

impl<T: Scalar> ScalarView for Option<T> {
    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn is_some(&self) -> bool {
        self.is_some()
    }
}

impl<T: Scalar> ScalarEdit for Option<T> {
    fn read(&mut self, token: Token<'_>) -> Accepted {
        match T::read(token) {
            Some((value, same)) => {
                *self = Some(value);
                if same { Accepted::Same } else { Accepted::Rewritten }
            }
            None => Accepted::Refused,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn exact(&self) -> bool {
        T::EXACT
    }
}

/// A collection of tokens, to be looked at.
pub trait ScalarsView {
    /// The number of elements; `None` if there is no collection.
    fn count(&self) -> Option<usize>;
    /// Hands over the token of an element.
    fn write(&self, index: usize, to: &mut dyn FnMut(Token<'_>));
}

/// A collection of tokens, to be set.
pub trait ScalarsEdit: ScalarsView {
    /// Sets an empty collection, or none.
    fn reset(&mut self, some: bool);
    /// Adds the value that a token means.
    fn push(&mut self, token: Token<'_>) -> Accepted;
    /// [`Scalar::EXPECTED`]
    fn expected(&self) -> &'static str;
    /// [`Scalar::EXACT`]
    fn exact(&self) -> bool;
}

impl<T: Scalar> ScalarsView for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn write(&self, index: usize, to: &mut dyn FnMut(Token<'_>)) {
        if let Some(value) = self.as_ref().and_then(|values| values.get(index)) {
            value.write(to);
        }
    }
}

impl<T: Scalar> ScalarsEdit for Option<Vec<T>> {
    fn reset(&mut self, some: bool) {
        *self = some.then(Vec::new);
    }

    fn push(&mut self, token: Token<'_>) -> Accepted {
        match T::read(token) {
            Some((value, same)) => {
                self.get_or_insert_default().push(value);
                if same { Accepted::Same } else { Accepted::Rewritten }
            }
            None => Accepted::Refused,
        }
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }

    fn exact(&self) -> bool {
        T::EXACT
    }
}

impl Scalar for bool {
    const EXPECTED: &'static str = "boolean";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Bool(value) => Some((value, true)),
            _ => None,
        }
    }

    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        to(Token::Bool(*self));
    }
}

impl Scalar for String {
    const EXPECTED: &'static str = "string";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Text(text) => Some((text.to_owned(), true)),
            _ => None,
        }
    }

    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        to(Token::Text(self));
    }
}

impl Scalar for i64 {
    const EXPECTED: &'static str = "number (Int64)";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Int(value) => Some((value, true)),
            Token::Float(value) => whole(value).map(|value| (value, false)),
            Token::Text(text) => text.parse().ok().map(|value| (value, false)),
            _ => None,
        }
    }

    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        to(Token::Int(*self));
    }
}

/// The integer that a floating point number is.
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

impl Scalar for i32 {
    const EXPECTED: &'static str = "number (Int32)";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        let (value, same) = i64::read(token)?;
        Some((Self::try_from(value).ok()?, same))
    }

    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        to(Token::Int(i64::from(*self)));
    }
}

/// `NaN`, `INF` and `-INF` are strings in OData.
impl Scalar for f64 {
    const EXPECTED: &'static str = "number";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        #[expect(clippy::cast_precision_loss, reason = "the digits that arrived are kept beside the number")]
        match token {
            Token::Float(value) => Some((value, true)),
            Token::Int(value) => Some((value as Self, false)),
            Token::Large(value) => Some((value as Self, false)),
            Token::Text("NaN") => Some((Self::NAN, true)),
            Token::Text("INF") => Some((Self::INFINITY, true)),
            Token::Text("-INF") => Some((Self::NEG_INFINITY, true)),
            Token::Text(text) => {
                text.parse().ok().filter(|_| text.bytes().any(|byte| byte.is_ascii_digit())).map(|value| (value, false))
            }
            _ => None,
        }
    }

    fn write(&self, to: &mut dyn FnMut(Token<'_>)) {
        to(match *self {
            value if value.is_finite() => Token::Float(value),
            Self::INFINITY => Token::Text("INF"),
            Self::NEG_INFINITY => Token::Text("-INF"),
            _ => Token::Text("NaN"),
        });
    }
}
