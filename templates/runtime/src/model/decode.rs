//! From a document to a model. Generic over the format only: no code here is made again for each type.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::error::{DecodeError, Trace};
use super::extra::{Extra, Note};
use super::field::{Edit, Model, ModelsEdit};
use super::json::{Json, RawInto};
use super::scalar::{Accepted, ScalarEdit, ScalarsEdit, Token};
use super::table::Table;

/// What `Deserialize` of every model does.
pub fn decode<'de, T: Model + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut model = T::default();
    decode_into(&mut model, deserializer)?;
    Ok(model)
}

#[inline(never)]
fn decode_into<'de, D: Deserializer<'de>>(model: &mut dyn Model, deserializer: D) -> Result<(), D::Error> {
    let table = model.table();
    let trace = Trace::default();
    match (ValueVisitor { target: Target::Model(model), trace: &trace }).deserialize(deserializer) {
        Ok(_) => Ok(()),
        Err(error) => Err(trace.wrap(table.short_name(), &error)),
    }
}

/// Reads a model from JSON in memory.
///
/// The same as `serde_json::from_slice`, but compiled once for all types, and with an error that knows its path.
pub fn from_slice<T: Model + Default>(json: &[u8]) -> Result<T, DecodeError> {
    let mut model = T::default();
    slice_into(&mut model, json)?;
    Ok(model)
}

/// Reads a model from JSON text.
pub fn from_str<T: Model + Default>(json: &str) -> Result<T, DecodeError> {
    from_slice(json.as_bytes())
}

/// Reads a model from a stream of JSON.
pub fn from_reader<T: Model + Default>(mut reader: impl Read) -> Result<T, DecodeError> {
    let mut model = T::default();
    reader_into(&mut model, &mut reader)?;
    Ok(model)
}

/// Reads into a model that is there already.
pub(super) fn slice_into(model: &mut dyn Model, json: &[u8]) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let (name, trace) = (model.table().short_name(), Trace::default());
    let read = (ValueVisitor { target: Target::Model(model), trace: &trace }).deserialize(&mut deserializer);
    read.and_then(|_| deserializer.end()).map_err(|error| DecodeError::new(name, trace, error))
}

fn reader_into(model: &mut dyn Model, reader: &mut dyn Read) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_reader(std::io::BufReader::new(reader));
    let (name, trace) = (model.table().short_name(), Trace::default());
    let read = (ValueVisitor { target: Target::Model(model), trace: &trace }).deserialize(&mut deserializer);
    read.and_then(|_| deserializer.end()).map_err(|error| DecodeError::new(name, trace, error))
}

/// Reads one value into a field, as [`Json`] text.
pub(super) fn json_into(field: &mut Edit<'_>, json: &str) -> Result<Outcome, serde_json::Error> {
    let trace = Trace::default();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    (ValueVisitor { target: Target::Field(field), trace: &trace }).deserialize(&mut deserializer)
}

/// What became of a value, beside being set.
pub(super) enum Outcome {
    Value,
    Null,
    Noted(Box<Note>),
}

/// Where a value goes.
enum Target<'a, 'f> {
    Model(&'a mut dyn Model),
    Field(&'a mut Edit<'f>),
    TextItem(&'a mut Vec<String>),
    ScalarItem(&'a mut dyn ScalarsEdit, &'a mut Rewriting),
    ExactItem(&'a mut dyn ScalarsEdit, &'a mut Rewriting),
    ModelItem(&'a mut dyn ModelsEdit),
}

/// Reads one value into its target; a `null` is told, not set.
struct ValueVisitor<'a, 'f> {
    target: Target<'a, 'f>,
    trace: &'a Trace,
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
fn read_scalar(slot: &mut dyn ScalarEdit, token: Token<'_>) -> Option<Outcome> {
    match slot.read(token) {
        Accepted::Same => Some(Outcome::Value),
        Accepted::Rewritten => {
            let encoded = slot.token().map(Token::to_json).unwrap_or_default();
            Some(Outcome::Noted(Box::new(Note::Text { arrived: token.to_json(), encoded })))
        }
        Accepted::Refused => None,
    }
}

impl ValueVisitor<'_, '_> {
    /// What the reference says here.
    fn expected(&self) -> &'static str {
        match &self.target {
            Target::Model(_) | Target::ModelItem(_) | Target::Field(Edit::Model(_)) => "object",
            Target::Field(Edit::Text(_)) | Target::TextItem(_) => "string",
            Target::Field(Edit::Bool(_)) => "boolean",
            Target::Field(Edit::Scalar(slot) | Edit::Exact(slot)) => slot.expected(),
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

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Outcome, E> {
        self.token(i64::try_from(value).map_or(Token::Large(value), Token::Int))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Outcome, E> {
        self.token(Token::Float(value))
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

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outcome, A::Error> {
        let model = match self.target {
            Target::Model(model) => model,
            Target::Field(Edit::Model(slot)) => slot.start(),
            Target::ModelItem(list) => list.push(),
            _ => return Err(self.refuse("object")),
        };
        read_model(model, map, self.trace)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.target {
            Target::Field(Edit::Texts(slot)) => read_elements(List::Texts(slot.insert(Vec::new())), seq, self.trace),
            Target::Field(Edit::Models(list)) => {
                list.start();
                read_elements(List::Models(*list), seq, self.trace)
            }
            Target::Field(Edit::Scalars(list)) => {
                list.start();
                read_elements(List::Scalars(*list, Rewriting::default()), seq, self.trace)
            }
            Target::Field(Edit::Exacts(list)) => {
                list.start();
                read_elements(List::Exacts(*list, Rewriting::default()), seq, self.trace)
            }
            Target::Field(Edit::Jsons(slot)) => read_jsons(slot.insert(Vec::new()), seq, self.trace),
            _ => Err(self.refuse("array")),
        }
    }
}

/// What a key of an object is.
enum Key {
    Field(usize),
    ODataType,
    /// Its name is in the buffer.
    Other,
}

struct KeySeed<'a> {
    table: &'static Table,
    /// The place behind the field that was read before.
    before: usize,
    other: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    #[inline]
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Key, E> {
        if let Some(field) = self.table.find_after(self.before, name) {
            return Ok(Key::Field(field));
        }
        if name == "@odata.type" {
            return Ok(Key::ODataType);
        }
        self.other.clear();
        self.other.push_str(name);
        Ok(Key::Other)
    }
}

fn read_model<'de, A: MapAccess<'de>>(model: &mut dyn Model, map: A, trace: &Trace) -> Result<Outcome, A::Error> {
    let table = model.table();
    let mut map = Some(map);
    let mut read = Ok(());
    model.edit(&mut |fields, extra| {
        if let Some(map) = map.take() {
            read = read_members(table, fields, extra, map, trace);
        }
    });
    read.map(|()| Outcome::Value)
}

fn read_members<'de, A: MapAccess<'de>>(
    table: &'static Table,
    fields: &mut [Edit<'_>],
    extra: &mut Extra,
    mut map: A,
    trace: &Trace,
) -> Result<(), A::Error> {
    let mut other = String::new();
    let mut before = 0;
    let mut seen = Seen(0);
    while let Some(key) = map.next_key_seed(KeySeed { table, before, other: &mut other })? {
        match key {
            Key::Field(index) => {
                before = index + 1;
                let Some(field) = fields.get_mut(index) else {
                    return Err(A::Error::custom("the table has more properties than the model has fields"));
                };
                if seen.again(index) {
                    // The last of repeated members counts.
                    field.clear();
                    extra.forget(index);
                }
                match map.next_value_seed(ValueVisitor { target: Target::Field(field), trace }) {
                    Ok(Outcome::Value) => {}
                    Ok(Outcome::Null) => extra.set_null(index, true),
                    Ok(Outcome::Noted(note)) => extra.set_note(index, Some(*note)),
                    Err(error) => {
                        trace.property(table.properties.get(index).copied().unwrap_or_default());
                        return Err(error);
                    }
                }
            }
            Key::ODataType => map.next_value_seed(RawInto(|json: &str| extra.read_odata_type(table, json)))?,
            Key::Other => map.next_value_seed(RawInto(|json: &str| extra.push(&other, json)))?,
        }
    }
    Ok(())
}

/// The fields that an object had so far.
struct Seen(u64);

impl Seen {
    /// Whether a field may have been there before; not known of those beyond the first 64.
    fn again(&mut self, field: usize) -> bool {
        let bit = u32::try_from(field).ok().and_then(|field| 1u64.checked_shl(field)).unwrap_or(0);
        let again = bit == 0 || self.0 & bit != 0;
        self.0 |= bit;
        again
    }
}

/// A collection that is being read.
enum List<'a> {
    Texts(&'a mut Vec<String>),
    Scalars(&'a mut dyn ScalarsEdit, Rewriting),
    Exacts(&'a mut dyn ScalarsEdit, Rewriting),
    Models(&'a mut dyn ModelsEdit),
}

impl List<'_> {
    fn item(&mut self) -> Target<'_, '_> {
        match self {
            Self::Texts(list) => Target::TextItem(list),
            Self::Scalars(list, rewriting) => Target::ScalarItem(*list, rewriting),
            Self::Exacts(list, rewriting) => Target::ExactItem(*list, rewriting),
            Self::Models(list) => Target::ModelItem(*list),
        }
    }
}

fn read_elements<'de, A: SeqAccess<'de>>(mut list: List<'_>, mut seq: A, trace: &Trace) -> Result<Outcome, A::Error> {
    let mut nulls: Vec<u32> = Vec::new();
    let mut index = 0;
    loop {
        match seq.next_element_seed(ValueVisitor { target: list.item(), trace }) {
            Ok(None) => break,
            Ok(Some(Outcome::Null)) => nulls.push(u32::try_from(index).unwrap_or(u32::MAX)),
            Ok(Some(_)) => {}
            Err(error) => {
                trace.element(index);
                return Err(error);
            }
        }
        index += 1;
    }
    if let List::Scalars(list, rewriting) | List::Exacts(list, rewriting) = &list
        && rewriting.rewritten
    {
        return Ok(Outcome::Noted(Box::new(rewriting.note(*list, &nulls))));
    }
    if nulls.is_empty() {
        return Ok(Outcome::Value);
    }
    let others = index - nulls.len();
    Ok(Outcome::Noted(Box::new(Note::Nulls(nulls.into_boxed_slice(), others))))
}

fn read_jsons<'de, A: SeqAccess<'de>>(list: &mut Vec<Json>, mut seq: A, trace: &Trace) -> Result<Outcome, A::Error> {
    loop {
        match seq.next_element_seed(RawInto(|json: &str| list.push(Json::from_checked(json)))) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(Outcome::Value),
            Err(error) => {
                trace.element(list.len());
                return Err(error);
            }
        }
    }
}

/// The texts of a collection's elements as they arrived, kept once one is written otherwise than its value would be.
#[derive(Default)]
struct Rewriting {
    rewritten: bool,
    arrived: Vec<Option<Box<str>>>,
}

impl Rewriting {
    fn push(&mut self, list: &mut dyn ScalarsEdit, token: Token<'_>) -> Option<Outcome> {
        let before = list.count();
        match list.push(token) {
            Accepted::Same => {}
            Accepted::Rewritten => {
                self.rewritten = true;
                self.arrived.resize(before, None);
                self.arrived.push(Some(token.to_json()));
            }
            Accepted::Refused => return None,
        }
        Some(Outcome::Value)
    }

    fn note(&self, list: &dyn ScalarsEdit, nulls: &[u32]) -> Note {
        let encoded = |index: usize| list.token(index).map(Token::to_json).unwrap_or_default();
        let as_encoded: Vec<Box<str>> = (0..list.count()).map(encoded).collect();
        let mut arrived: Vec<Box<str>> = as_encoded
            .iter()
            .enumerate()
            .map(|(index, encoded)| self.arrived.get(index).cloned().flatten().unwrap_or_else(|| encoded.clone()))
            .collect();
        for null in nulls {
            let place = usize::try_from(*null).unwrap_or(usize::MAX).min(arrived.len());
            arrived.insert(place, "null".into());
        }
        let array = |elements: &[Box<str>]| format!("[{}]", elements.join(",")).into_boxed_str();
        Note::Text { arrived: array(&arrived), encoded: array(&as_encoded) }
    }
}
