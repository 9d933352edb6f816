//! The members of an object, and the model that they become.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};

use super::super::error::Trace;
use super::super::extra::{Begun, Extra};
use super::super::field::{Edit, Model};
use super::super::json::RawInto;
use super::super::table::{Cursor, Table};
use super::text::TextVisitor;
use super::value::{Outcome, Target, ValueVisitor};

/// What a key of an object is.
enum Key {
    Field(usize),
    ODataType,
    /// None of the documented properties: its name was handed to what is kept beside the fields.
    Other(Begun),
}

/// Where in an object the reader is.
struct Place<'a> {
    cursor: Cursor,
    extra: &'a mut Extra,
}

impl Place<'_> {
    #[inline(never)]
    fn search(&mut self, name: &str) -> Key {
        // No table has it, and it is the most frequent of all names.
        if name == "@odata.type" {
            return Key::ODataType;
        }
        match self.cursor.find(name) {
            Some(field) => Key::Field(field),
            None => Key::Other(self.extra.begin_member(name)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Place<'_> {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Place<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    #[inline]
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Key, E> {
        Ok(match self.cursor.advance(name) {
            Some(field) => Key::Field(field),
            None => self.search(name),
        })
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
    let mut place = Place { cursor: table.start(), extra };
    let mut behind = 0;
    while let Some(key) = map.next_key_seed(&mut place)? {
        let index = match key {
            Key::Field(index) => index,
            Key::ODataType => {
                map.next_value_seed(RawInto(|json: &str| place.extra.read_odata_type(table, json)))?;
                continue;
            }
            Key::Other(begun) => {
                if let Err(error) = map.next_value_seed(RawInto(|json: &str| place.extra.end_member(json))) {
                    place.extra.cancel_member(begun);
                    return Err(error);
                }
                continue;
            }
        };
        let Some(field) = fields.get_mut(index) else {
            return Err(A::Error::custom("the table has more properties than the model has fields"));
        };
        // The last of repeated members counts. None is one as long as they come in the order of the fields.
        if index < behind {
            place.extra.forget(index);
        }
        let read = match field {
            Edit::Text(slot) => map.next_value_seed(TextVisitor { slot, trace }),
            _ => map.next_value_seed(ValueVisitor { target: Target::Field(field), trace }),
        };
        match read {
            Ok(Outcome::Value) => {}
            Ok(Outcome::Null) => {
                if index < behind {
                    field.clear();
                }
                place.extra.set_null(index, true);
            }
            Ok(Outcome::Noted(note)) => place.extra.set_note(index, Some(*note)),
            Err(error) => {
                trace.property(table.properties.get(index).copied().unwrap_or_default());
                return Err(error);
            }
        }
        behind = behind.max(index + 1);
    }
    Ok(())
}
