//! The typed views through which shared code reads and sets the fields of a model.

use super::extra::Extra;
use super::json::Json;
use super::scalar::{BuiltText, Scalar, ScalarEdit, ScalarsEdit, ScalarsView, Token};
use super::table::Table;

/// A struct that is decoded and encoded by its table. The generator implements it with the macro `model!`.
pub trait Model: Send + Sync + 'static {
    /// The names of the properties.
    fn table(&self) -> &'static Table;
    /// Shows what is kept beside the fields, and then each field that has a value, in the table's order.
    fn view<'a>(&'a self, to: &mut dyn Viewer<'a>);
    /// Hands out all fields, in the table's order, and what is kept beside them.
    fn edit(&mut self, to: &mut dyn FnMut(&mut [Edit<'_>], &mut Extra));
}

/// A field, to be looked at.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A value of one token: strings, numbers, dates, enumerations.
    Token(Token<'a>),
    /// A value of any kind.
    Json(&'a Json),
    /// A model.
    Model(&'a dyn Model),
    /// A collection of strings.
    Texts(&'a [String]),
    /// A collection of other tokens.
    Scalars(&'a dyn ScalarsView),
    /// A collection of values of any kind.
    Jsons(&'a [Json]),
    /// A collection of models.
    Models(&'a dyn ModelsView),
}

/// A field, to be set.
///
/// The functions without capitals make it from the field itself; their names are the kinds in `model!`.
pub enum Edit<'a> {
    /// A string.
    Text(&'a mut Option<String>),
    /// A truth value.
    Bool(&'a mut Option<bool>),
    /// Any other value of one token.
    Scalar(&'a mut dyn ScalarEdit),
    /// An integer of 64 bits.
    Int(&'a mut Option<i64>),
    /// An integer of 32 bits.
    Int32(&'a mut Option<i32>),
    /// A floating point number.
    Float(&'a mut Option<f64>),
    /// A value of one token that has to see the digits of numbers.
    Exact(&'a mut dyn ScalarEdit),
    /// A value of any kind.
    Json(&'a mut Option<Json>),
    /// A model.
    Model(&'a mut dyn ModelEdit),
    /// A collection of strings.
    Texts(&'a mut Option<Vec<String>>),
    /// A collection of other tokens.
    Scalars(&'a mut dyn ScalarsEdit),
    /// A collection of tokens that have to see the digits of numbers.
    Exacts(&'a mut dyn ScalarsEdit),
    /// A collection of values of any kind.
    Jsons(&'a mut Option<Vec<Json>>),
    /// A collection of models.
    Models(&'a mut dyn ModelsEdit),
}

/// Looks at the fields of a model.
///
/// The functions of the trait object take the fields themselves; their names are the kinds in `model!`.
/// What has no value costs a comparison and no more.
pub trait Viewer<'a> {
    /// What is kept beside the fields; comes first.
    fn extra(&mut self, extra: &'a Extra);
    /// A field that has a value, by the name of its property.
    fn field(&mut self, property: &'static str, view: View<'a>);
    /// A field that has a text.
    fn text_field(&mut self, property: &'static str, text: &'a str) {
        self.field(property, View::Token(Token::Text(text)));
    }
    /// A field that has a text which is put together when it is written.
    fn built_field(&mut self, property: &'static str, text: &'a dyn BuiltText) {
        self.field(property, View::Token(Token::Built(text)));
    }
    /// A field that has a truth value.
    fn bool_field(&mut self, property: &'static str, value: bool) {
        self.field(property, View::Token(Token::Bool(value)));
    }
    /// A field that has a floating point number.
    fn float_field(&mut self, property: &'static str, value: f64) {
        self.field(property, View::Token(Token::Float(value)));
    }
    /// A field that has an integer.
    fn int_field(&mut self, property: &'static str, value: i64) {
        self.field(property, View::Token(Token::Int(value)));
    }
    /// A field that has a collection of strings.
    fn texts_field(&mut self, property: &'static str, texts: &'a [String]) {
        self.field(property, View::Texts(texts));
    }
    /// A field that has a model.
    fn model_field(&mut self, property: &'static str, model: &'a dyn Model) {
        self.field(property, View::Model(model));
    }
    /// A field that has a collection of models.
    fn models_field(&mut self, property: &'static str, models: &'a dyn ModelsView) {
        self.field(property, View::Models(models));
    }
}

#[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
impl<'a> dyn Viewer<'a> + '_ {
    /// `Option<String>`
    #[inline]
    pub fn text(&mut self, property: &'static str, field: &'a Option<String>) {
        if let Some(text) = field {
            self.text_field(property, text);
        }
    }

    /// `Option<bool>`
    #[inline]
    pub fn bool(&mut self, property: &'static str, field: &'a Option<bool>) {
        if let Some(value) = field {
            self.bool_field(property, *value);
        }
    }

    /// `Option<T>` of any other [`Scalar`].
    #[inline]
    pub fn scalar<T: Scalar>(&mut self, property: &'static str, field: &'a Option<T>) {
        if let Some(value) = field {
            self.token(property, value.token());
        }
    }

    #[inline]
    fn token(&mut self, property: &'static str, token: Token<'a>) {
        match token {
            Token::Text(text) => self.text_field(property, text),
            Token::Int(value) => self.int_field(property, value),
            Token::Float(value) => self.float_field(property, value),
            Token::Built(text) => self.built_field(property, text),
            token => self.field(property, View::Token(token)),
        }
    }

    /// `Option<Json>`
    #[inline]
    pub fn json(&mut self, property: &'static str, field: &'a Option<Json>) {
        if let Some(json) = field {
            self.field(property, View::Json(json));
        }
    }

    /// `Option<Box<T>>` of a model.
    #[inline]
    pub fn model<T: Model>(&mut self, property: &'static str, field: &'a Option<Box<T>>) {
        if let Some(model) = field {
            self.model_field(property, &**model);
        }
    }

    /// `Option<Vec<String>>`
    #[inline]
    pub fn texts(&mut self, property: &'static str, field: &'a Option<Vec<String>>) {
        if let Some(texts) = field {
            self.texts_field(property, texts);
        }
    }

    /// `Option<Vec<T>>` of any other scalar.
    #[inline]
    pub fn scalars<T: Scalar>(&mut self, property: &'static str, field: &'a Option<Vec<T>>) {
        if let Some(values) = field {
            self.field(property, View::Scalars(values));
        }
    }

    /// `Option<Vec<Json>>`
    #[inline]
    pub fn jsons(&mut self, property: &'static str, field: &'a Option<Vec<Json>>) {
        if let Some(values) = field {
            self.field(property, View::Jsons(values));
        }
    }

    /// `Option<Vec<T>>` of a model.
    #[inline]
    pub fn models<T: Model>(&mut self, property: &'static str, field: &'a Option<Vec<T>>) {
        if let Some(models) = field {
            self.models_field(property, models);
        }
    }
}

/// All that a model shows, gathered.
pub(super) struct Views<'a> {
    pub(super) extra: &'a Extra,
    /// By field; none for those without a value.
    pub(super) fields: Vec<Option<View<'a>>>,
    table: &'static Table,
}

static NOTHING: Extra = Extra::new();

impl<'a> Views<'a> {
    pub(super) fn of(model: &'a dyn Model) -> Self {
        let table = model.table();
        let mut views = Self { extra: &NOTHING, fields: vec![None; table.properties.len()], table };
        model.view(&mut views);
        views
    }

    /// The properties with their places, names and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &'static str, Option<View<'a>>)> {
        self.table.properties.iter().zip(&self.fields).enumerate().map(|(index, (name, view))| (index, *name, *view))
    }
}

impl<'a> Viewer<'a> for Views<'a> {
    fn extra(&mut self, extra: &'a Extra) {
        self.extra = extra;
    }

    fn field(&mut self, property: &'static str, view: View<'a>) {
        if let Some(place) = self.table.find(property).and_then(|index| self.fields.get_mut(index)) {
            *place = Some(view);
        }
    }
}

impl View<'_> {
    /// The number of elements of a collection.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Texts(list) => Some(list.len()),
            Self::Scalars(list) => Some(list.count()),
            Self::Jsons(list) => Some(list.len()),
            Self::Models(list) => Some(list.count()),
            Self::Token(_) | Self::Json(_) | Self::Model(_) => None,
        }
    }
}

impl<'a> Edit<'a> {
    /// `Option<String>`
    #[inline]
    pub fn text(field: &'a mut Option<String>) -> Self {
        Self::Text(field)
    }

    /// `Option<bool>`
    #[inline]
    pub fn bool(field: &'a mut Option<bool>) -> Self {
        Self::Bool(field)
    }

    /// `Option<T>` of any other [`Scalar`].
    #[inline]
    pub fn scalar<T: Scalar>(field: &'a mut Option<T>) -> Self {
        T::edit(field)
    }

    /// `Option<Json>`
    #[inline]
    pub fn json(field: &'a mut Option<Json>) -> Self {
        Self::Json(field)
    }

    /// `Option<Box<T>>` of a model.
    #[inline]
    pub fn model<T: Model + Default>(field: &'a mut Option<Box<T>>) -> Self {
        Self::Model(field)
    }

    /// `Option<Vec<String>>`
    #[inline]
    pub fn texts(field: &'a mut Option<Vec<String>>) -> Self {
        Self::Texts(field)
    }

    /// `Option<Vec<T>>` of any other scalar.
    #[inline]
    pub fn scalars<T: Scalar>(field: &'a mut Option<Vec<T>>) -> Self {
        if T::EXACT { Self::Exacts(field) } else { Self::Scalars(field) }
    }

    /// `Option<Vec<Json>>`
    #[inline]
    pub fn jsons(field: &'a mut Option<Vec<Json>>) -> Self {
        Self::Jsons(field)
    }

    /// `Option<Vec<T>>` of a model.
    #[inline]
    pub fn models<T: Model + Default>(field: &'a mut Option<Vec<T>>) -> Self {
        Self::Models(field)
    }

    /// Takes the value away.
    pub fn clear(&mut self) {
        match self {
            Self::Text(field) => **field = None,
            Self::Bool(field) => **field = None,
            Self::Int(field) => **field = None,
            Self::Int32(field) => **field = None,
            Self::Float(field) => **field = None,
            Self::Scalar(field) | Self::Exact(field) => {
                field.set(None);
            }
            Self::Json(field) => **field = None,
            Self::Model(field) => {
                field.reset(false);
            }
            Self::Texts(field) => **field = None,
            Self::Scalars(field) | Self::Exacts(field) => field.reset(false),
            Self::Jsons(field) => **field = None,
            Self::Models(field) => field.reset(false),
        }
    }
}

/// A field that is a model, to be set.
pub trait ModelEdit {
    /// Sets an empty model and hands it out, or takes the model away.
    fn reset(&mut self, some: bool) -> Option<&mut dyn Model>;
}

/// A collection of models, to be looked at.
pub trait ModelsView {
    /// The number of elements.
    fn count(&self) -> usize;
    /// An element.
    fn get(&self, index: usize) -> Option<&dyn Model>;
}

/// A collection of models, to be set.
pub trait ModelsEdit {
    /// Sets an empty collection, or none.
    fn reset(&mut self, some: bool);
    /// Adds an empty model to the collection, if there is one, and hands it out.
    fn push(&mut self) -> Option<&mut dyn Model>;
}

// Made again for each type, and plain for that: see the note in `scalar.rs`.

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Model + Default> ModelEdit for Option<Box<T>> {
    fn reset(&mut self, some: bool) -> Option<&mut dyn Model> {
        *self = if some { Some(Box::new(T::default())) } else { None };
        match self {
            Some(model) => Some(&mut **model),
            None => None,
        }
    }
}

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Model> ModelsView for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Model> {
        let models = self.as_slice();
        if index < models.len() { Some(&models[index]) } else { None }
    }
}

#[allow(clippy::manual_map, reason = "made again for each type")]
impl<T: Model + Default> ModelsEdit for Option<Vec<T>> {
    fn reset(&mut self, some: bool) {
        *self = if some { Some(const { Vec::new() }) } else { None };
    }

    fn push(&mut self) -> Option<&mut dyn Model> {
        match self {
            Some(list) => Some(list.push_mut(T::default())),
            None => None,
        }
    }
}

/// What can be an element of a collection: a model, a scalar, a string, [`Json`].
#[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
pub trait Element: Sized {
    /// Shows a collection.
    fn view<'a>(property: &'static str, field: &'a Option<Vec<Self>>, to: &mut dyn Viewer<'a>);
    /// The view of a collection, to be set.
    fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_>;
}

#[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
impl<T: Model + Default> Element for T {
    fn view<'a>(property: &'static str, field: &'a Option<Vec<Self>>, to: &mut dyn Viewer<'a>) {
        to.models(property, field);
    }

    fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_> {
        Edit::models(field)
    }
}

macro_rules! element {
    ($($type:ty: $kind:ident),*) => {$(
        #[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
        impl Element for $type {
            fn view<'a>(property: &'static str, field: &'a Option<Vec<Self>>, to: &mut dyn Viewer<'a>) {
                to.$kind(property, field);
            }
            fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_> {
                Edit::$kind(field)
            }
        }
    )*};
}

element!(String: texts, Json: jsons, bool: scalars, i32: scalars, i64: scalars, f64: scalars);
