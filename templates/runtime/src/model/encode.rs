//! From a model to a document. Generic over the format only: no code here is made again for each type.

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::extra::{Extra, Note};
use super::field::{Model, View};
use super::json::{Json, RawText};
use super::scalar::Token;
use super::table::Table;

/// Which read-only properties a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ReadOnly {
    /// All that are set: a faithful copy of an answer.
    #[default]
    Keep,
    /// None, but for the key of an object inside the body, which says what object is meant.
    Omit,
    /// None but these and the keys of inner objects. For operations whose page sends them all the same.
    OmitBut(&'static [&'static str]),
}

/// What `Serialize` of every model does.
pub fn encode<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    ModelText { model, read_only: ReadOnly::Keep, inner: false }.serialize(serializer)
}

/// The body of a request.
pub fn encode_body(model: &dyn Model, read_only: ReadOnly) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&ModelText { model, read_only, inner: false })
}

/// The model as JSON. The same as `serde_json::to_vec`, but compiled once for all types.
pub fn to_vec(model: &dyn Model) -> Result<Vec<u8>, serde_json::Error> {
    encode_body(model, ReadOnly::Keep)
}

/// The model as JSON text.
pub fn to_string(model: &dyn Model) -> Result<String, serde_json::Error> {
    serde_json::to_string(&ModelText { model, read_only: ReadOnly::Keep, inner: false })
}

/// A model on its way out.
#[derive(Clone, Copy)]
struct ModelText<'a> {
    model: &'a dyn Model,
    read_only: ReadOnly,
    /// Whether it is inside another.
    inner: bool,
}

impl Serialize for ModelText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.model.table();
        let mut serializer = Some(serializer);
        let mut written = None;
        self.model.view(&mut |fields, extra| {
            if let Some(serializer) = serializer.take() {
                written = Some(self.write(table, fields, extra, serializer));
            }
        });
        written.unwrap_or_else(|| Err(S::Error::custom("the model shows no fields")))
    }
}

impl ModelText<'_> {
    fn write<S: Serializer>(&self, table: &Table, fields: &[View<'_>], extra: &Extra, to: S) -> Result<S::Ok, S::Error> {
        let filtered = self.read_only != ReadOnly::Keep;
        let left_out = |index: usize, name: &str| filtered && self.leaves_out(table, index, name);
        // Formats that write the number of members first ask for it; JSON does not.
        let count = (!to.is_human_readable()).then(|| {
            let sent = |(index, (name, field)): (usize, (&&str, &View<'_>))| {
                (field.is_some() || extra.is_null(index)) && !left_out(index, name)
            };
            let typed = usize::from(extra.is_own_type_sent() || extra.odata_type().is_some());
            table.properties.iter().zip(fields).enumerate().filter(|member| sent(*member)).count() + extra.len() + typed
        });
        let mut map = to.serialize_map(count)?;
        if extra.is_own_type_sent() {
            map.serialize_entry("@odata.type", &format_args!("#{}", table.name))?;
        } else if let Some(odata_type) = extra.odata_type() {
            map.serialize_entry("@odata.type", odata_type)?;
        }
        for (index, (name, field)) in table.properties.iter().zip(fields).enumerate() {
            if matches!(field, View::None) {
                if extra.is_null(index) && !left_out(index, name) {
                    map.serialize_entry(name, &())?;
                }
                continue;
            }
            if left_out(index, name) {
                continue;
            }
            match (field, extra.note(index)) {
                (View::Token(Token::Text(text)), None) => map.serialize_entry(name, text)?,
                (_, None) => {
                    map.serialize_entry(name, &FieldText { field: *field, read_only: self.read_only, nulls: &[] })?;
                }
                (_, Some(note)) => {
                    map.serialize_key(name)?;
                    self.write_noted(*field, note, &mut map)?;
                }
            }
        }
        for (name, json) in extra.iter() {
            map.serialize_entry(name, &RawText(json))?;
        }
        map.end()
    }

    fn write_noted<M: SerializeMap>(&self, field: View<'_>, note: &Note, map: &mut M) -> Result<(), M::Error> {
        let nulls = match note {
            Note::Text { arrived, encoded } if field_json(field).as_ref() == Some(encoded) => {
                return map.serialize_value(&RawText(arrived));
            }
            Note::Nulls(nulls, others) if field.count() == Some(*others) => &**nulls,
            _ => &[],
        };
        map.serialize_value(&FieldText { field, read_only: self.read_only, nulls })
    }

    #[cold]
    fn leaves_out(&self, table: &Table, index: usize, name: &str) -> bool {
        let kept = match self.read_only {
            ReadOnly::Keep => return false,
            ReadOnly::Omit => false,
            ReadOnly::OmitBut(names) => names.contains(&name),
        };
        let is_inner_key = self.inner && table.key.map(usize::from) == Some(index);
        table.is_read_only(index) && !kept && !is_inner_key
    }
}

/// The value of a field on its way out; without one it is `null`.
#[derive(Clone, Copy)]
struct FieldText<'a> {
    field: View<'a>,
    read_only: ReadOnly,
    /// Where `null` stood among the elements of a collection.
    nulls: &'a [u32],
}

impl Serialize for FieldText<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.field {
            View::None => serializer.serialize_unit(),
            View::Token(token) => token.serialize(serializer),
            View::Json(json) => json.serialize(serializer),
            View::Model(model) => ModelText { model, read_only: self.read_only, inner: true }.serialize(serializer),
            View::Texts(_) | View::Scalars(_) | View::Jsons(_) | View::Models(_) => self.write_elements(serializer),
        }
    }
}

impl FieldText<'_> {
    fn write_elements<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let len = self.field.count().unwrap_or(0);
        let mut seq = serializer.serialize_seq(Some(len + self.nulls.len()))?;
        let mut nulls = self.nulls.iter().map(|place| usize::try_from(*place).unwrap_or(usize::MAX)).peekable();
        let mut place = 0;
        for index in 0..len {
            while nulls.next_if(|null| *null <= place).is_some() {
                seq.serialize_element(&())?;
                place += 1;
            }
            self.write_element(index, &mut seq)?;
            place += 1;
        }
        for _ in nulls {
            seq.serialize_element(&())?;
        }
        seq.end()
    }

    fn write_element<Q: SerializeSeq>(&self, index: usize, seq: &mut Q) -> Result<(), Q::Error> {
        match self.field {
            View::Texts(texts) => seq.serialize_element(texts.get(index).map_or("", String::as_str)),
            View::Jsons(jsons) => seq.serialize_element(&RawText(jsons.get(index).map_or("null", Json::as_str))),
            View::Models(models) => match models.get(index) {
                Some(model) => seq.serialize_element(&ModelText { model, read_only: self.read_only, inner: true }),
                None => seq.serialize_element(&()),
            },
            View::Scalars(values) => match values.token(index) {
                Some(token) => seq.serialize_element(&token),
                None => seq.serialize_element(&()),
            },
            View::None | View::Token(_) | View::Json(_) | View::Model(_) => Ok(()),
        }
    }
}

/// A field as the member that is sent, if one is.
pub(super) fn member_json(field: View<'_>, extra: &Extra, index: usize) -> Option<Box<str>> {
    if !field.is_some() {
        return extra.is_null(index).then(|| "null".into());
    }
    match extra.note(index) {
        Some(Note::Text { arrived, encoded }) if field_json(field).as_ref() == Some(encoded) => Some(arrived.clone()),
        Some(Note::Nulls(nulls, others)) if field.count() == Some(*others) => {
            text_of(FieldText { field, read_only: ReadOnly::Keep, nulls })
        }
        _ => field_json(field),
    }
}

/// A field as JSON text.
fn field_json(field: View<'_>) -> Option<Box<str>> {
    text_of(FieldText { field, read_only: ReadOnly::Keep, nulls: &[] })
}

fn text_of(field: FieldText<'_>) -> Option<Box<str>> {
    serde_json::to_string(&field).ok().map(String::into_boxed_str)
}
