//! From a model to a document. Generic over the format only: no code here is made again for each type.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::extra::{Extra, Note};
use super::field::{Model, View, Viewer, Views};
use super::json::{Json, RawText};
use super::scalar::{BuiltText, Token, whole};
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
        // Formats that write the number of members first ask for it; JSON does not.
        let count = (!serializer.is_human_readable()).then(|| self.count());
        let mut members = Members {
            map: serializer.serialize_map(count)?,
            written: Ok(()),
            of: *self,
            table: self.model.table(),
            extra: &NOTHING,
            plain: true,
            next: 0,
        };
        self.model.view(&mut members);
        members.end()
    }
}

static NOTHING: Extra = Extra::new();

impl ModelText<'_> {
    /// The number of members that will be written.
    fn count(&self) -> usize {
        let views = Views::of(self.model);
        let table = self.model.table();
        let sent = |(index, name, view): &(usize, &'static str, Option<View<'_>>)| {
            (view.is_some() || views.extra.is_null(*index)) && !self.leaves_out(table, *index, name)
        };
        let typed = usize::from(views.extra.is_own_type_sent() || views.extra.odata_type().is_some());
        views.iter().filter(sent).count() + views.extra.len() + typed
    }

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

/// The members of an object while they are written.
struct Members<'a, M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
    of: ModelText<'a>,
    table: &'static Table,
    extra: &'a Extra,
    /// Whether every field is written as it is: there are no nulls, no notes, nothing to leave out.
    plain: bool,
    /// The field behind the one that was written last; unknown as long as all are plain.
    next: usize,
}

impl<'a, M: SerializeMap> Viewer<'a> for Members<'a, M> {
    fn extra(&mut self, extra: &'a Extra) {
        self.extra = extra;
        self.plain = extra.is_plain() && self.of.read_only == ReadOnly::Keep;
        self.written = if extra.is_own_type_sent() {
            self.map.serialize_entry("@odata.type", &format_args!("#{}", self.table.name))
        } else if let Some(odata_type) = extra.odata_type() {
            self.map.serialize_entry("@odata.type", odata_type)
        } else {
            Ok(())
        };
    }

    #[inline]
    fn text_field(&mut self, property: &'static str, text: &'a str) {
        if !self.plain {
            return self.field(property, View::Token(Token::Text(text)));
        }
        if self.written.is_ok() {
            self.written = self.map.serialize_entry(property, text);
        }
    }

    #[inline]
    fn built_field(&mut self, property: &'static str, text: &'a dyn BuiltText) {
        if !self.plain {
            return self.field(property, View::Token(Token::Built(text)));
        }
        if self.written.is_ok() {
            text.with_str(&mut |text| self.written = self.map.serialize_entry(property, text));
        }
    }

    #[inline]
    fn float_field(&mut self, property: &'static str, value: f64) {
        if !self.plain {
            return self.field(property, View::Token(Token::Float(value)));
        }
        if self.written.is_ok() {
            self.written = self.map.serialize_entry(property, &value);
        }
    }

    #[inline]
    fn int_field(&mut self, property: &'static str, value: i64) {
        if !self.plain {
            return self.field(property, View::Token(Token::Int(value)));
        }
        if self.written.is_ok() {
            self.written = self.map.serialize_entry(property, &value);
        }
    }

    fn field(&mut self, property: &'static str, view: View<'a>) {
        if self.written.is_ok() {
            self.written = match view {
                _ if !self.plain => self.write_beside(property, view),
                View::Token(token) => self.map.serialize_entry(property, &token),
                _ => self.map.serialize_entry(property, &self.text(view, &[])),
            };
        }
    }
}

/// The token of a floating point number that was written as an integer.
fn whole_token(view: View<'_>) -> Option<Token<'_>> {
    match view {
        View::Token(Token::Float(value)) => whole(value).map(Token::Int),
        _ => None,
    }
}

impl<'a, M: SerializeMap> Members<'a, M> {
    fn text<'n>(&self, field: View<'n>, nulls: &'n [u32]) -> FieldText<'n> {
        FieldText { field, read_only: self.of.read_only, nulls }
    }

    /// Writes a field with what is kept beside it, and the nulls before it.
    #[inline(never)]
    fn write_beside(&mut self, property: &'static str, view: View<'a>) -> Result<(), M::Error> {
        let Some(index) = self.table.find(property) else { return Ok(()) };
        self.write_nulls(index)?;
        self.next = index + 1;
        if self.of.leaves_out(self.table, index, property) {
            return Ok(());
        }
        match self.extra.note(index) {
            Some(Note::Text { arrived, encoded }) if field_json(view).as_ref() == Some(encoded) => {
                self.map.serialize_entry(property, &RawText(arrived))
            }
            Some(Note::Nulls(nulls, others)) if view.count() == Some(*others) => {
                self.map.serialize_entry(property, &self.text(view, nulls))
            }
            Some(Note::Whole) => match whole_token(view) {
                Some(token) => self.map.serialize_entry(property, &token),
                None => self.map.serialize_entry(property, &self.text(view, &[])),
            },
            _ => self.map.serialize_entry(property, &self.text(view, &[])),
        }
    }

    /// Writes the nulls of the fields before one.
    fn write_nulls(&mut self, end: usize) -> Result<(), M::Error> {
        for (index, name) in self.table.properties.iter().enumerate().take(end).skip(self.next) {
            if self.extra.is_null(index) && !self.of.leaves_out(self.table, index, name) {
                self.map.serialize_entry(name, &())?;
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        self.written?;
        self.written = Ok(());
        if !self.plain {
            self.write_nulls(usize::MAX)?;
            for (name, json) in self.extra.iter() {
                self.map.serialize_entry(name, &RawText(json))?;
            }
        }
        self.map.end()
    }
}

/// The value of a field on its way out.
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
            View::Token(_) | View::Json(_) | View::Model(_) => Ok(()),
        }
    }
}

/// A field as the member that is sent, if one is.
pub(super) fn member_json(field: Option<View<'_>>, extra: &Extra, index: usize) -> Option<Box<str>> {
    let Some(field) = field else {
        return extra.is_null(index).then(|| "null".into());
    };
    match extra.note(index) {
        Some(Note::Text { arrived, encoded }) if field_json(field).as_ref() == Some(encoded) => Some(arrived.clone()),
        Some(Note::Nulls(nulls, others)) if field.count() == Some(*others) => {
            text_of(FieldText { field, read_only: ReadOnly::Keep, nulls })
        }
        Some(Note::Whole) => whole_token(field).map(Token::to_json).or_else(|| field_json(field)),
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
