//! The members of an object, and the model that they become.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};

use super::super::error::Trace;
use super::super::extra::Extra;
use super::super::field::{Edit, Model};
use super::super::json::RawInto;
use super::super::table::{Cursor, Table};
use super::text::TextVisitor;
use super::value::{Outcome, Target, ValueVisitor};

/// What a key of an object is.
enum Key {
    /// That of the field which was expected.
    Expected,
    Field(usize),
    ODataType,
    /// Undocumented; the name was handed to what is kept beside the fields.
    Other,
}

struct KeySeed<'a> {
    expected: &'static str,
    cursor: &'a mut Cursor,
    extra: &'a mut Extra,
}

impl KeySeed<'_> {
    #[inline(never)]
    fn search(self, name: &str) -> Key {
        if let Some(field) = self.cursor.find(name) {
            return Key::Field(field);
        }
        if name == "@odata.type" {
            return Key::ODataType;
        }
        self.extra.begin_member(name);
        Key::Other
    }
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
        // An empty name is looked up, because it may be that nothing is expected.
        Ok(if name == self.expected && !name.is_empty() { Key::Expected } else { self.search(name) })
    }
}

pub(super) fn read_model<'de, A: MapAccess<'de>>(model: &mut dyn Model, map: A, trace: &Trace) -> Result<Outcome, A::Error> {
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
    let mut cursor = table.start();
    let mut seen = Seen(0);
    while let Some(key) = map.next_key_seed(KeySeed { expected: cursor.expected(), cursor: &mut cursor, extra })? {
        match key {
            Key::Expected | Key::Field(_) => {
                let index = match key {
                    Key::Field(index) => index,
                    _ => cursor.advance(),
                };
                let Some(field) = fields.get_mut(index) else {
                    return Err(A::Error::custom("the table has more properties than the model has fields"));
                };
                if seen.again(index) {
                    // The last of repeated members counts.
                    field.clear();
                    extra.forget(index);
                }
                let outcome = match field {
                    Edit::Text(slot) => map.next_value_seed(TextVisitor { slot, trace }),
                    _ => map.next_value_seed(ValueVisitor { target: Target::Field(field), trace }),
                };
                match outcome {
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
            Key::Other => map.next_value_seed(RawInto(|json: &str| extra.end_member(json)))?,
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
