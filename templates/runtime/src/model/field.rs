//! The typed views through which shared code reads and sets the fields of a model.

use super::extra::Extra;
use super::json::Json;
use super::scalar::{ScalarEdit, ScalarView, ScalarsEdit, ScalarsView};
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
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// `Option<String>`
    Text(&'a Option<String>),
    /// `Option<bool>`
    Bool(&'a Option<bool>),
    /// `Option<T>` of any other [`Scalar`](super::Scalar): numbers, dates, enumerations.
    Scalar(&'a dyn ScalarView),
    /// `Option<Json>`
    Json(&'a Option<Json>),
    /// `Option<Box<T>>` of a model.
    Model(&'a dyn ModelView),
    /// `Option<Vec<String>>`
    Texts(&'a Option<Vec<String>>),
    /// `Option<Vec<T>>` of any other scalar.
    Scalars(&'a dyn ScalarsView),
    /// `Option<Vec<Json>>`
    Jsons(&'a Option<Vec<Json>>),
    /// `Option<Vec<T>>` of a model.
    Models(&'a dyn ModelsView),
}

/// A field, to be set.
pub enum Edit<'a> {
    /// `Option<String>`
    Text(&'a mut Option<String>),
    /// `Option<bool>`
    Bool(&'a mut Option<bool>),
    /// `Option<T>` of any other [`Scalar`](super::Scalar): numbers, dates, enumerations.
    Scalar(&'a mut dyn ScalarEdit),
    /// `Option<Json>`
    Json(&'a mut Option<Json>),
    /// `Option<Box<T>>` of a model.
    Model(&'a mut dyn ModelEdit),
    /// `Option<Vec<String>>`
    Texts(&'a mut Option<Vec<String>>),
    /// `Option<Vec<T>>` of any other scalar.
    Scalars(&'a mut dyn ScalarsEdit),
    /// `Option<Vec<Json>>`
    Jsons(&'a mut Option<Vec<Json>>),
    /// `Option<Vec<T>>` of a model.
    Models(&'a mut dyn ModelsEdit),
}

impl View<'_> {
    /// Whether the field has a value.
    #[must_use]
    pub fn is_some(&self) -> bool {
        match self {
            Self::Text(field) => field.is_some(),
            Self::Bool(field) => field.is_some(),
            Self::Scalar(field) => field.is_some(),
            Self::Json(field) => field.is_some(),
            Self::Model(field) => field.get().is_some(),
            Self::Texts(field) => field.is_some(),
            Self::Scalars(field) => field.count().is_some(),
            Self::Jsons(field) => field.is_some(),
            Self::Models(field) => field.count().is_some(),
        }
    }
}

impl Edit<'_> {
    /// Takes the value away.
    pub fn clear(&mut self) {
        match self {
            Self::Text(field) => **field = None,
            Self::Bool(field) => **field = None,
            Self::Scalar(field) => field.clear(),
            Self::Json(field) => **field = None,
            Self::Model(field) => field.clear(),
            Self::Texts(field) => **field = None,
            Self::Scalars(field) => field.reset(false),
            Self::Jsons(field) => **field = None,
            Self::Models(field) => field.clear(),
        }
    }
}

/// A field that is a model, to be looked at.
pub trait ModelView {
    /// The model.
    fn get(&self) -> Option<&dyn Model>;
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
    /// The number of elements; `None` if there is no collection.
    fn count(&self) -> Option<usize>;
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

impl<T: Model> ModelView for Option<Box<T>> {
    fn get(&self) -> Option<&dyn Model> {
        self.as_deref().map(|model| model as &dyn Model)
    }
}

impl<T: Model + Default> ModelEdit for Option<Box<T>> {
    fn start(&mut self) -> &mut dyn Model {
        &mut **self.insert(Box::default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Model> ModelsView for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn get(&self, index: usize) -> Option<&dyn Model> {
        self.as_ref()?.get(index).map(|model| model as &dyn Model)
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
        View::Models(field)
    }

    fn edit(field: &mut Option<Vec<Self>>) -> Edit<'_> {
        Edit::Models(field)
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

element!(String: Texts, Json: Jsons, bool: Scalars, i32: Scalars, i64: Scalars, f64: Scalars);
