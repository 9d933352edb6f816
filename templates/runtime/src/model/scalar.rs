//! Values that are one JSON token: numbers, and everything that is written as text.

use std::fmt;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::field::Edit;
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
    /// A string that is put together only when it is written.
    Built(&'a dyn BuiltText),
}

/// A value whose text is put together when it is written.
pub trait BuiltText {
    /// Lends the text.
    fn with_str(&self, to: &mut dyn FnMut(&str));
}

impl fmt::Debug for dyn BuiltText + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = Ok(());
        self.with_str(&mut |text| written = fmt::Debug::fmt(text, f));
        written
    }
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

    /// The value that a token means; `false` if encoding the value gives another token. Never sees [`Token::Built`].
    fn read(token: Token<'_>) -> Option<(Self, bool)>;

    /// The token that means the value.
    fn token(&self) -> Token<'_>;

    /// A field of this type, to be set.
    #[inline]
    fn edit(field: &mut Option<Self>) -> Edit<'_> {
        if Self::EXACT { Edit::Exact(field) } else { Edit::Scalar(field) }
    }
}

impl Accepted {
    fn from_same(same: bool) -> Self {
        if same { Self::Same } else { Self::Rewritten }
    }
}

impl Token<'_> {
    /// What the token is, for errors.
    #[must_use]
    pub fn found(&self) -> &'static str {
        match self {
            Self::Bool(_) => "boolean",
            Self::Int(_) | Self::Large(_) | Self::Float(_) | Self::Digits(_) => "number",
            Self::Text(_) | Self::Built(_) => "string",
        }
    }

    /// Hands over the token, but a text that is put together as a text that is there.
    pub(super) fn with_text<R>(self, to: impl FnOnce(Token<'_>) -> R) -> Option<R> {
        let Token::Built(built) = self else { return Some(to(self)) };
        let (mut to, mut result) = (Some(to), None);
        built.with_str(&mut |text| result = to.take().map(|to| to(Token::Text(text))));
        result
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
            (Self::Built(text), other) | (other, Self::Built(text)) => {
                let mut same = false;
                text.with_str(&mut |text| same = *other == Token::Text(text));
                same
            }
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
            Self::Built(text) => {
                let mut serializer = Some(serializer);
                let mut written = None;
                text.with_str(&mut |text| written = serializer.take().map(|to| to.serialize_str(text)));
                written.unwrap_or_else(|| Err(S::Error::custom("a value without a text")))
            }
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
            Self::Built(text) => fmt::Debug::fmt(text, f),
        }
    }
}

// What follows is made again for each type. It is written with plain `match` and no helper of the standard library, each of
// which would be made again, too; a build without optimisation would take half as long again.

/// A field of a type that is one token, to be set.
pub trait ScalarEdit {
    /// Takes the value that a token means; without a token, takes the value away.
    fn set(&mut self, token: Option<Token<'_>>) -> Accepted;
    /// The token that means the value.
    fn token(&self) -> Option<Token<'_>>;
    /// [`Scalar::EXPECTED`]
    fn expected(&self) -> &'static str;
}

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Scalar> ScalarEdit for Option<T> {
    fn set(&mut self, token: Option<Token<'_>>) -> Accepted {
        let (value, accepted) = match token {
            Some(token) => match T::read(token) {
                Some((value, same)) => (Some(value), Accepted::from_same(same)),
                None => return Accepted::Refused,
            },
            None => (None, Accepted::Same),
        };
        *self = value;
        accepted
    }

    fn token(&self) -> Option<Token<'_>> {
        match self {
            Some(value) => Some(value.token()),
            None => None,
        }
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

/// A collection of tokens, to be looked at.
pub trait ScalarsView {
    /// The number of elements.
    fn count(&self) -> usize;
    /// The token of an element.
    fn token(&self, index: usize) -> Option<Token<'_>>;
}

/// A collection of tokens, to be set.
pub trait ScalarsEdit {
    /// Sets an empty collection, or none.
    fn reset(&mut self, some: bool);
    /// Adds the value that a token means.
    fn push(&mut self, token: Token<'_>) -> Accepted;
    /// The elements so far.
    fn view(&self) -> Option<&dyn ScalarsView>;
    /// [`Scalar::EXPECTED`]
    fn expected(&self) -> &'static str;
}

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Scalar> ScalarsView for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn token(&self, index: usize) -> Option<Token<'_>> {
        let values = self.as_slice();
        if index < values.len() { Some(values[index].token()) } else { None }
    }
}

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Scalar> ScalarsEdit for Option<Vec<T>> {
    fn reset(&mut self, some: bool) {
        *self = if some { Some(const { Vec::new() }) } else { None };
    }

    fn push(&mut self, token: Token<'_>) -> Accepted {
        match (self, T::read(token)) {
            (Some(list), Some((value, same))) => {
                list.push(value);
                Accepted::from_same(same)
            }
            _ => Accepted::Refused,
        }
    }

    fn view(&self) -> Option<&dyn ScalarsView> {
        match self {
            Some(list) => Some(list),
            None => None,
        }
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
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

    fn token(&self) -> Token<'_> {
        Token::Bool(*self)
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

    fn token(&self) -> Token<'_> {
        Token::Text(self)
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

    #[inline]
    fn edit(field: &mut Option<Self>) -> Edit<'_> {
        Edit::Int(field)
    }

    fn token(&self) -> Token<'_> {
        Token::Int(*self)
    }
}

/// The integer that a floating point number is.
pub(super) fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "the bounds are checked")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

impl Scalar for i32 {
    const EXPECTED: &'static str = "number (Int32)";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        let (value, same) = i64::read(token)?;
        Some((Self::try_from(value).ok()?, same))
    }

    #[inline]
    fn edit(field: &mut Option<Self>) -> Edit<'_> {
        Edit::Int32(field)
    }

    fn token(&self) -> Token<'_> {
        Token::Int(i64::from(*self))
    }
}

/// `NaN`, `INF` and `-INF` are strings in `OData`.
impl Scalar for f64 {
    const EXPECTED: &'static str = "number";

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        #[allow(clippy::cast_precision_loss, reason = "the digits that arrived are kept beside the number")]
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

    #[inline]
    fn edit(field: &mut Option<Self>) -> Edit<'_> {
        Edit::Float(field)
    }

    fn token(&self) -> Token<'_> {
        match *self {
            value if value.is_finite() => Token::Float(value),
            Self::INFINITY => Token::Text("INF"),
            Self::NEG_INFINITY => Token::Text("-INF"),
            _ => Token::Text("NaN"),
        }
    }
}
