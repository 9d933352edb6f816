//! The typed views through which shared code reads and sets the fields of a model.

use super::extra::Extra;
use super::json::Json;
use super::scalar::{Scalar, ScalarEdit, ScalarsEdit, ScalarsView, Token};
use super::table::Table;

/// A struct that is decoded and encoded by its table. The generator implements it with the macro [`model!`](super::model).
pub trait Model: Send + Sync + 'static {
    /// The names of the properties.
    fn type_table() -> &'static Table
    where
        Self: Sized;
    /// The names of the properties.
    fn table(&self) -> &'static Table;
    /// Shows all fields, in the table's order, and what is kept beside them.
    fn view(&self, to: &mut dyn FnMut(&[View<'_>], &Extra));
    /// Hands out all fields, in the table's order, and what is kept beside them.
    fn edit(&mut self, to: &mut dyn FnMut(&mut [Edit<'_>], &mut Extra));
}

/// A field, to be looked at.
///
/// The functions without capitals make it from the field itself; their names are the kinds in [`model!`](super::model).
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// There is no value.
    None,
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
/// The functions without capitals make it from the field itself; their names are the kinds in [`model!`](super::model).
pub enum Edit<'a> {
    /// A string.
    Text(&'a mut Option<String>),
    /// A truth value.
    Bool(&'a mut Option<bool>),
    /// Any other value of one token.
    Scalar(&'a mut dyn ScalarEdit),
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

impl<'a> View<'a> {
    /// `Option<String>`
    #[inline]
    #[must_use]
    pub fn text(field: &'a Option<String>) -> Self {
        match field {
            Some(text) => Self::Token(Token::Text(text)),
            None => Self::None,
        }
    }

    /// `Option<bool>`
    #[inline]
    #[must_use]
    pub fn bool(field: &'a Option<bool>) -> Self {
        match field {
            Some(value) => Self::Token(Token::Bool(*value)),
            None => Self::None,
        }
    }

    /// `Option<T>` of any other [`Scalar`].
    #[inline]
    pub fn scalar<T: Scalar>(field: &'a Option<T>) -> Self {
        match field {
            Some(value) => Self::Token(value.token()),
            None => Self::None,
        }
    }

    /// `Option<Json>`
    #[inline]
    #[must_use]
    pub fn json(field: &'a Option<Json>) -> Self {
        field.as_ref().map_or(Self::None, Self::Json)
    }

    /// `Option<Box<T>>` of a model.
    #[inline]
    pub fn model<T: Model>(field: &'a Option<Box<T>>) -> Self {
        match field {
            Some(model) => Self::Model(&**model),
            None => Self::None,
        }
    }

    /// `Option<Vec<String>>`
    #[inline]
    #[must_use]
    pub fn texts(field: &'a Option<Vec<String>>) -> Self {
        match field {
            Some(texts) => Self::Texts(texts),
            None => Self::None,
        }
    }

    /// `Option<Vec<T>>` of any other scalar.
    #[inline]
    pub fn scalars<T: Scalar>(field: &'a Option<Vec<T>>) -> Self {
        match field {
            Some(values) => Self::Scalars(values),
            None => Self::None,
        }
    }

    /// `Option<Vec<Json>>`
    #[inline]
    #[must_use]
    pub fn jsons(field: &'a Option<Vec<Json>>) -> Self {
        match field {
            Some(values) => Self::Jsons(values),
            None => Self::None,
        }
    }

    /// `Option<Vec<T>>` of a model.
    #[inline]
    pub fn models<T: Model>(field: &'a Option<Vec<T>>) -> Self {
        match field {
            Some(models) => Self::Models(models),
            None => Self::None,
        }
    }

    /// Whether the field has a value.
    #[must_use]
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// The number of elements of a collection.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Texts(list) => Some(list.len()),
            Self::Scalars(list) => Some(list.count()),
            Self::Jsons(list) => Some(list.len()),
            Self::Models(list) => Some(list.count()),
            Self::None | Self::Token(_) | Self::Json(_) | Self::Model(_) => None,
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
        if T::EXACT { Self::Exact(field) } else { Self::Scalar(field) }
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
            Self::Scalar(field) | Self::Exact(field) => field.clear(),
            Self::Json(field) => **field = None,
            Self::Model(field) => field.clear(),
            Self::Texts(field) => **field = None,
            Self::Scalars(field) | Self::Exacts(field) => field.clear(),
            Self::Jsons(field) => **field = None,
            Self::Models(field) => field.clear(),
        }
    }
}

/// A field that is a model, to be set.
pub trait ModelEdit {
    /// Sets an empty model and hands it out.
    fn start(&mut self) -> &mut dyn Model;
    /// Takes the model away.
    fn clear(&mut self);
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
    /// Sets an empty collection.
    fn start(&mut self);
    /// Adds an empty model and hands it out.
    fn push(&mut self) -> &mut dyn Model;
    /// Takes the collection away.
    fn clear(&mut self);
}

impl<T: Model + Default> ModelEdit for Option<Box<T>> {
    fn start(&mut self) -> &mut dyn Model {
        &mut **self.insert(Box::default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Model> ModelsView for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Model> {
        self.as_slice().get(index).map(|model| model as &dyn Model)
    }
}

impl<T: Model + Default> ModelsEdit for Option<Vec<T>> {
    fn start(&mut self) {
        *self = Some(Vec::new());
    }

    fn push(&mut self) -> &mut dyn Model {
        self.get_or_insert_default().push_mut(T::default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// What can be an element of a collection: a model, a scalar, a string, [`Json`].
pub trait Element: Sized {
    /// The view of a collection.
    fn view(field: &Option<Vec<Self>>) -> View<'_>;
    /// The view of a collection, to be set.
    fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_>;
}

impl<T: Model + Default> Element for T {
    fn view(field: &Option<Vec<Self>>) -> View<'_> {
        View::models(field)
    }

    fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_> {
        Edit::models(field)
    }
}

macro_rules! element {
    ($($type:ty: $kind:ident),*) => {$(
        impl Element for $type {
            fn view(field: &Option<Vec<Self>>) -> View<'_> {
                View::$kind(field)
            }
            fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_> {
                Edit::$kind(field)
            }
        }
    )*};
}

element!(String: texts, Json: jsons, bool: scalars, i32: scalars, i64: scalars, f64: scalars);
