//! From a model to a document. Generic over the format only: no code here is made again for each type.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::extra::{Extra, Note};
use super::field::{Model, ModelsView, View, Viewer, Views};
use super::json::RawText;
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
    // Most bodies fit, and are not copied while they grow.
    let mut body = Vec::with_capacity(1024);
    serde_json::to_writer(&mut body, &ModelText { model, read_only, inner: false })?;
    Ok(body)
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
        let map = serializer.serialize_map(count)?;
        let mut members = Members { map, failed: None, of: self, extra: &NOTHING, plain: true, next: 0 };
        self.model.view(&mut members);
        members.end()
    }
}

/// Models on their way out, none of them null.
struct ModelsText<'a> {
    models: &'a dyn ModelsView,
    read_only: ReadOnly,
}

impl Serialize for ModelsText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.models.count();
        let mut list = serializer.serialize_seq(Some(count))?;
        for model in (0..count).map_while(|index| self.models.get(index)) {
            list.serialize_element(&ModelText::inside(model, self.read_only))?;
        }
        list.end()
    }
}

static NOTHING: Extra = Extra::new();

impl<'a> ModelText<'a> {
    /// A model inside another.
    #[inline]
    fn inside(model: &'a dyn Model, read_only: ReadOnly) -> Self {
        Self { model, read_only, inner: true }
    }

    /// The number of members that will be written.
    fn count(&self) -> usize {
        let views = Views::of(self.model);
        let table = self.model.table();
        let sent = |(index, name, view): &(usize, &'static str, Option<View<'_>>)| {
            (view.is_some() || views.extra.is_null(*index)) && !self.leaves_out(table, *index, name)
        };
        let typed = usize::from(views.extra.is_type_sent());
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
    failed: Option<M::Error>,
    of: &'a ModelText<'a>,
    extra: &'a Extra,
    /// Whether a field is written as it is: there are no nulls, no notes, nothing to leave out, and nothing has failed.
    plain: bool,
    /// The field behind the one that was written last; unknown as long as all are plain.
    next: usize,
}

impl<'a, M: SerializeMap> Viewer<'a> for Members<'a, M> {
    fn extra(&mut self, extra: &'a Extra) {
        self.extra = extra;
        let all_sent = self.of.read_only == ReadOnly::Keep || self.of.model.table().read_only.is_empty();
        self.plain = all_sent && extra.is_plain();
        if extra.is_type_sent() {
            self.write_type();
        }
    }

    #[inline]
    fn text_field(&mut self, property: &'static str, text: &'a str) {
        self.write(property, text, View::Token(Token::Text(text)));
    }

    #[inline]
    fn built_field(&mut self, property: &'static str, text: &'a dyn BuiltText) {
        if !self.plain {
            return self.field(property, View::Token(Token::Built(text)));
        }
        text.with_str(&mut |text| {
            let written = self.map.serialize_entry(property, text);
            self.check(written);
        });
    }

    #[inline]
    fn bool_field(&mut self, property: &'static str, value: bool) {
        self.write(property, &value, View::Token(Token::Bool(value)));
    }

    #[inline]
    fn float_field(&mut self, property: &'static str, value: f64) {
        self.write(property, &value, View::Token(Token::Float(value)));
    }

    #[inline]
    fn int_field(&mut self, property: &'static str, value: i64) {
        self.write(property, &value, View::Token(Token::Int(value)));
    }

    #[inline]
    fn texts_field(&mut self, property: &'static str, texts: &'a [String]) {
        self.write(property, texts, View::Texts(texts));
    }

    #[inline]
    fn model_field(&mut self, property: &'static str, model: &'a dyn Model) {
        self.write(property, &ModelText::inside(model, self.of.read_only), View::Model(model));
    }

    #[inline]
    fn models_field(&mut self, property: &'static str, models: &'a dyn ModelsView) {
        self.write(property, &ModelsText { models, read_only: self.of.read_only }, View::Models(models));
    }

    fn field(&mut self, property: &'static str, view: View<'a>) {
        if self.failed.is_some() {
            return;
        }
        let written = match view {
            _ if !self.plain => self.write_beside(property, view),
            View::Token(token) => self.map.serialize_entry(property, &token),
            _ => self.map.serialize_entry(property, &self.text(view, &[])),
        };
        self.check(written);
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
    /// Writes a field whose value the format can write without us, the short way if there is nothing to look at.
    #[inline]
    fn write<V: Serialize + ?Sized>(&mut self, property: &'static str, value: &V, view: View<'a>) {
        if !self.plain {
            return self.field(property, view);
        }
        let written = self.map.serialize_entry(property, value);
        self.check(written);
    }

    #[inline]
    fn check(&mut self, written: Result<(), M::Error>) {
        if let Err(error) = written {
            self.fail(error);
        }
    }

    #[cold]
    fn fail(&mut self, error: M::Error) {
        self.failed.get_or_insert(error);
        self.plain = false;
    }

    #[inline(never)]
    fn write_type(&mut self) {
        let odata_type = self.extra.odata_type().unwrap_or(self.of.model.table().odata_type);
        let written = self.map.serialize_entry("@odata.type", odata_type);
        self.check(written);
    }

    fn text<'n>(&self, field: View<'n>, nulls: &'n [u32]) -> FieldText<'n> {
        FieldText { field, read_only: self.of.read_only, nulls }
    }

    /// Writes a field with what is kept beside it, and the nulls before it.
    #[inline(never)]
    fn write_beside(&mut self, property: &'static str, view: View<'a>) -> Result<(), M::Error> {
        let table = self.of.model.table();
        let Some(index) = table.find(property) else { return Ok(()) };
        self.write_nulls(table, index)?;
        self.next = index + 1;
        if self.of.leaves_out(table, index, property) {
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
    fn write_nulls(&mut self, table: &Table, end: usize) -> Result<(), M::Error> {
        for (index, name) in table.properties.iter().enumerate().take(end).skip(self.next) {
            if self.extra.is_null(index) && !self.of.leaves_out(table, index, name) {
                self.map.serialize_entry(name, &())?;
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if !self.plain {
            self.write_nulls(self.of.model.table(), usize::MAX)?;
        }
        if self.extra.has_members() {
            self.write_undocumented()?;
        }
        self.map.end()
    }

    #[inline(never)]
    fn write_undocumented(&mut self) -> Result<(), M::Error> {
        for (name, json) in self.extra.iter() {
            self.map.serialize_entry(name, &RawText(json))?;
        }
        Ok(())
    }
}

/// The value of a field as it is: all of it, and nothing of what is kept beside it.
impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FieldText { field: *self, read_only: ReadOnly::Keep, nulls: &[] }.serialize(serializer)
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
            View::Model(model) => ModelText::inside(model, self.read_only).serialize(serializer),
            View::Texts(texts) => self.write_elements(texts.len(), texts.iter(), serializer),
            View::Jsons(jsons) => self.write_elements(jsons.len(), jsons.iter(), serializer),
            View::Models(models) => {
                let count = models.count();
                let elements =
                    (0..count).filter_map(|index| models.get(index).map(|model| ModelText::inside(model, self.read_only)));
                self.write_elements(count, elements, serializer)
            }
            View::Scalars(values) => {
                let count = values.count();
                self.write_elements(count, (0..count).filter_map(|index| values.token(index)), serializer)
            }
        }
    }
}

impl FieldText<'_> {
    fn write_elements<S: Serializer, T: Serialize>(
        &self,
        count: usize,
        elements: impl Iterator<Item = T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(count + self.nulls.len()))?;
        let (mut nulls, mut place) = (self.nulls, 0);
        for element in elements {
            while let Some((null, behind)) = nulls.split_first()
                && *null <= place
            {
                list.serialize_element(&())?;
                (nulls, place) = (behind, place + 1);
            }
            list.serialize_element(&element)?;
            place += 1;
        }
        for _ in nulls {
            list.serialize_element(&())?;
        }
        list.end()
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
            text_of(&FieldText { field, read_only: ReadOnly::Keep, nulls })
        }
        Some(Note::Whole) => whole_token(field).map(Token::to_json).or_else(|| field_json(field)),
        _ => field_json(field),
    }
}

/// A field as JSON text.
fn field_json(field: View<'_>) -> Option<Box<str>> {
    text_of(&field)
}

fn text_of(field: &impl Serialize) -> Option<Box<str>> {
    serde_json::to_string(field).ok().map(String::into_boxed_str)
}
