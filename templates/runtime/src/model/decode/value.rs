//! One value, and the field or element that it becomes.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::error::Trace;
use super::super::extra::Note;
use super::super::field::{Edit, Model, ModelsEdit};
use super::super::json::{Json, RawInto, digits, number_token};
use super::super::scalar::{Accepted, Scalar, ScalarEdit, ScalarsEdit, Token, whole};
use super::elements::{List, Rewriting, read_elements, read_jsons};
use super::members::read_model;

/// What became of a value, beside being set.
pub(in super::super) enum Outcome {
    Value,
    Null,
    Noted(Box<Note>),
}

/// Where a value goes.
pub(super) enum Target<'a, 'f> {
    Model(&'a mut dyn Model),
    Field(&'a mut Edit<'f>),
    TextItem(&'a mut Vec<String>),
    ScalarItem(&'a mut dyn ScalarsEdit, &'a mut Rewriting),
    ExactItem(&'a mut dyn ScalarsEdit, &'a mut Rewriting),
    ModelItem(&'a mut dyn ModelsEdit),
}

/// Reads one value into its target; a `null` is told, not set.
pub(super) struct ValueVisitor<'a, 'f> {
    pub(super) target: Target<'a, 'f>,
    pub(super) trace: &'a Trace,
}

impl<'de> DeserializeSeed<'de> for ValueVisitor<'_, '_> {
    type Value = Outcome;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        match self.target {
            Target::Field(Edit::Json(slot)) => read_json(slot, deserializer),
            Target::Field(Edit::Exact(slot)) => {
                let (expected, mut outcome) = (slot.expected(), None);
                let read = |token: Token<'_>| outcome = Some(read_scalar(*slot, token));
                read_exact(deserializer, self.trace, expected, read)?;
                outcome.unwrap_or(Some(Outcome::Null)).ok_or_else(|| self.trace.refuse(expected, "another value"))
            }
            Target::ExactItem(list, rewriting) => {
                let (expected, mut outcome) = (list.expected(), None);
                let read = |token: Token<'_>| outcome = Some(rewriting.push(list, token));
                read_exact(deserializer, self.trace, expected, read)?;
                outcome.unwrap_or(Some(Outcome::Null)).ok_or_else(|| self.trace.refuse(expected, "another value"))
            }
            _ => deserializer.deserialize_any(self),
        }
    }
}

#[inline(never)]
fn read_json<'de, D: Deserializer<'de>>(slot: &mut Option<Json>, deserializer: D) -> Result<Outcome, D::Error> {
    RawInto(|json: &str| *slot = (json != "null").then(|| Json::from_checked(json))).deserialize(deserializer)?;
    Ok(if slot.is_some() { Outcome::Value } else { Outcome::Null })
}

/// Hands over a token, numbers by their digits; nothing for `null`.
#[inline(never)]
fn read_exact<'de, D: Deserializer<'de>>(
    deserializer: D,
    trace: &Trace,
    expected: &'static str,
    mut read: impl FnMut(Token<'_>),
) -> Result<(), D::Error> {
    let mut found = None;
    RawInto(|json: &str| match json.as_bytes().first() {
        Some(b'"') => read(Token::Text(&serde_json::from_str::<String>(json).unwrap_or_default())),
        Some(b'-' | b'0'..=b'9') => read(Token::Digits(json)),
        Some(b't' | b'f') => found = Some("boolean"),
        Some(b'{') => found = Some("object"),
        Some(b'[') => found = Some("array"),
        _ => {}
    })
    .deserialize(deserializer)?;
    found.map_or(Ok(()), |found| Err(trace.refuse(expected, found)))
}

/// Sets a scalar; `None` if the token is not of its type.
#[inline]
fn read_scalar(slot: &mut dyn ScalarEdit, token: Token<'_>) -> Option<Outcome> {
    match slot.set(Some(token)) {
        Accepted::Same => Some(Outcome::Value),
        Accepted::Rewritten => Some(Outcome::Noted(Box::new(rewritten(token, slot.token())))),
        Accepted::Refused => None,
    }
}

/// What is kept of a token that is not what its value would be encoded as.
#[cold]
fn rewritten(arrived: Token<'_>, value: Option<Token<'_>>) -> Note {
    if is_whole(arrived, value) {
        return Note::Whole;
    }
    Note::Text { arrived: arrived.to_json(), encoded: value.map(Token::to_json).unwrap_or_default() }
}

/// Whether an integer became a floating point number that has not lost a digit of it.
fn is_whole(arrived: Token<'_>, value: Option<Token<'_>>) -> bool {
    matches!((arrived, value), (Token::Int(integer), Some(Token::Float(number))) if whole(number) == Some(integer))
}

impl ValueVisitor<'_, '_> {
    /// What the reference says here.
    fn expected(&self) -> &'static str {
        match &self.target {
            Target::Model(_) | Target::ModelItem(_) | Target::Field(Edit::Model(_)) => "object",
            Target::Field(Edit::Text(_)) | Target::TextItem(_) => "string",
            Target::Field(Edit::Bool(_)) => "boolean",
            Target::Field(Edit::Scalar(slot) | Edit::Exact(slot)) => slot.expected(),
            Target::Field(Edit::Int(_)) => i64::EXPECTED,
            Target::Field(Edit::Int32(_)) => i32::EXPECTED,
            Target::Field(Edit::Float(_)) => f64::EXPECTED,
            Target::Field(Edit::Json(_)) => "any value",
            Target::Field(Edit::Texts(_) | Edit::Scalars(_) | Edit::Exacts(_) | Edit::Jsons(_) | Edit::Models(_)) => "array",
            Target::ScalarItem(list, _) | Target::ExactItem(list, _) => list.expected(),
        }
    }

    #[cold]
    fn refuse<E: serde::de::Error>(&self, found: &'static str) -> E {
        self.trace.refuse(self.expected(), found)
    }

    #[inline(never)]
    fn token<E: serde::de::Error>(mut self, token: Token<'_>) -> Result<Outcome, E> {
        let outcome = match &mut self.target {
            Target::Field(Edit::Scalar(slot)) => read_scalar(*slot, token),
            Target::Field(Edit::Int(slot)) => read_scalar(*slot, token),
            Target::Field(Edit::Int32(slot)) => read_scalar(*slot, token),
            Target::Field(Edit::Float(slot)) => read_scalar(*slot, token),
            Target::ScalarItem(list, rewriting) => rewriting.push(*list, token),
            _ => None,
        };
        outcome.ok_or_else(|| self.refuse(token.found()))
    }
}

impl<'de> Visitor<'de> for ValueVisitor<'_, '_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected())
    }

    #[inline]
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Outcome, E> {
        match self.target {
            Target::Field(Edit::Text(slot)) => {
                **slot = Some(text.to_owned());
                Ok(Outcome::Value)
            }
            Target::TextItem(list) => {
                list.push(text.to_owned());
                Ok(Outcome::Value)
            }
            _ => self.token(Token::Text(text)),
        }
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Outcome, E> {
        match self.target {
            Target::Field(Edit::Text(slot)) => {
                **slot = Some(text);
                Ok(Outcome::Value)
            }
            Target::TextItem(list) => {
                list.push(text);
                Ok(Outcome::Value)
            }
            _ => self.token(Token::Text(&text)),
        }
    }

    #[inline]
    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Outcome, E> {
        match self.target {
            Target::Field(Edit::Bool(slot)) => {
                **slot = Some(value);
                Ok(Outcome::Value)
            }
            _ => self.token(Token::Bool(value)),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Outcome, E> {
        self.token(Token::Int(value))
    }

    #[inline]
    fn visit_u64<E: serde::de::Error>(mut self, value: u64) -> Result<Outcome, E> {
        match &mut self.target {
            Target::Field(Edit::Int(slot)) => {
                if let Ok(value) = i64::try_from(value) {
                    **slot = Some(value);
                    return Ok(Outcome::Value);
                }
            }
            Target::Field(Edit::Int32(slot)) => {
                if let Ok(value) = i32::try_from(value) {
                    **slot = Some(value);
                    return Ok(Outcome::Value);
                }
            }
            _ => {}
        }
        self.token(i64::try_from(value).map_or(Token::Large(value), Token::Int))
    }

    #[inline]
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Outcome, E> {
        match self.target {
            Target::Field(Edit::Float(slot)) => {
                **slot = Some(value);
                Ok(Outcome::Value)
            }
            _ => self.token(Token::Float(value)),
        }
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Outcome, E> {
        match self.target {
            Target::Model(_) => Err(self.refuse("null")),
            _ => Ok(Outcome::Null),
        }
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Outcome, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outcome, A::Error> {
        let model = match self.target {
            Target::Model(model) => Some(model),
            Target::Field(Edit::Model(slot)) => slot.reset(true),
            Target::ModelItem(list) => list.push(),
            _ => {
                let number = digits(&mut map)?.and_then(|digits| number_token(&digits));
                return match number {
                    Some(token) => self.token(token),
                    None => Err(self.refuse("object")),
                };
            }
        };
        match model {
            Some(model) => read_model(model, map, self.trace),
            None => Err(self.trace.refuse("object", "another value")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.target {
            Target::Field(Edit::Texts(slot)) => read_elements(List::Texts(slot.insert(Vec::new())), seq, self.trace),
            Target::Field(Edit::Models(list)) => {
                list.reset(true);
                read_elements(List::Models(*list), seq, self.trace)
            }
            Target::Field(Edit::Scalars(list)) => {
                list.reset(true);
                read_elements(List::Scalars(*list, Rewriting::default()), seq, self.trace)
            }
            Target::Field(Edit::Exacts(list)) => {
                list.reset(true);
                read_elements(List::Exacts(*list, Rewriting::default()), seq, self.trace)
            }
            Target::Field(Edit::Jsons(slot)) => read_jsons(slot.insert(Vec::new()), seq, self.trace),
            _ => Err(self.refuse("array")),
        }
    }
}
