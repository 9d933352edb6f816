//! From a document to a model. Generic over the format only: no code here is made again for each type.

mod elements;
mod members;
mod text;
mod value;

use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer};

use super::error::{DecodeError, Trace};
use super::field::{Edit, Model};
pub(super) use value::Outcome;
use value::{Target, ValueVisitor};

/// What `Deserialize` of every model does.
pub fn decode<'de, T: Model + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut model = T::default();
    // No `?` in what is compiled for each type: it would call a function that is made for each type, too.
    match decode_into(&mut model, deserializer) {
        Ok(()) => Ok(model),
        Err(error) => Err(error),
    }
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
    match slice_into(&mut model, json) {
        Ok(()) => Ok(model),
        Err(error) => Err(error),
    }
}

/// Reads a model from JSON text.
pub fn from_str<T: Model + Default>(json: &str) -> Result<T, DecodeError> {
    let mut model = T::default();
    match str_into(&mut model, json) {
        Ok(()) => Ok(model),
        Err(error) => Err(error),
    }
}

/// Reads a model from a stream of JSON.
pub fn from_reader<T: Model + Default>(mut reader: impl Read) -> Result<T, DecodeError> {
    let mut model = T::default();
    match reader_into(&mut model, &mut reader) {
        Ok(()) => Ok(model),
        Err(error) => Err(error),
    }
}

/// Reads into a model that is there already.
pub(crate) fn slice_into(model: &mut dyn Model, json: &[u8]) -> Result<(), DecodeError> {
    match std::str::from_utf8(json) {
        // Checked once as a whole, which is quicker than string by string.
        Ok(json) => str_into(model, json),
        Err(_) => bytes_into(model, json),
    }
}

fn str_into(model: &mut dyn Model, json: &str) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let (name, trace) = (model.table().short_name(), Trace::default());
    let read = (ValueVisitor { target: Target::Model(model), trace: &trace }).deserialize(&mut deserializer);
    read.and_then(|_| deserializer.end()).map_err(|error| DecodeError::new(name, trace, error))
}

/// Finds where the text is wrong.
#[cold]
fn bytes_into(model: &mut dyn Model, json: &[u8]) -> Result<(), DecodeError> {
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
