//! How a property is set: to a value, to `null`, or not at all.

use std::borrow::Cow;

use super::super::value::Decimal;
use super::extra::{Extra, State};
use super::field::{Model, Views};
use super::json::Json;
use super::scalar::Scalar;

/// `null`, said out loud: `.with_billing_policy_id(Null)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Null;

/// What a setter sets.
#[derive(Clone, Debug, PartialEq)]
pub enum Property<T> {
    /// Nothing: the property is not sent.
    Absent,
    /// `null`
    Null,
    /// A value.
    Value(T),
}

/// What a setter takes: the value, what becomes the value, [`Null`], an `Option` (where `None` means "do not send").
pub trait IntoProperty<T> {
    /// What is to be set.
    fn into_property(self) -> Property<T>;
}

impl<T> Property<T> {
    /// Sets a field. What every `with_...` of a model does.
    pub fn set(self, field: &mut Option<T>, extra: &mut Extra, index: usize) {
        extra.forget(index);
        *field = match self {
            Self::Value(value) => Some(value),
            Self::Absent => None,
            Self::Null => {
                extra.set_null(index, true);
                None
            }
        };
    }
}

/// The state of a documented property by its name on the wire; `None` if the type has no such property.
#[must_use]
pub fn state(model: &dyn Model, property: &str) -> Option<State> {
    let field = model.table().find(property)?;
    let views = Views::of(model);
    let present = views.fields.get(field)?.is_some();
    Some(match present {
        true => State::Value,
        false if views.extra.is_null(field) => State::Null,
        false => State::Absent,
    })
}

/// Sets a documented property to `null` by its name on the wire; `false` if the type has no such property.
pub fn set_null(model: &mut dyn Model, property: &str) -> bool {
    let Some(field) = model.table().find(property) else { return false };
    let mut set = false;
    model.edit(&mut |fields, extra| {
        if let Some(edit) = fields.get_mut(field) {
            edit.clear();
            extra.forget(field);
            extra.set_null(field, true);
            set = true;
        }
    });
    set
}

/// What every `with_...` of a model does.
pub fn set<T>(field: &mut Option<T>, extra: &mut Extra, index: usize, value: impl IntoProperty<T>) {
    value.into_property().set(field, extra, index);
}

impl<T> IntoProperty<T> for Property<T> {
    fn into_property(self) -> Property<T> {
        self
    }
}

impl<T> IntoProperty<T> for Null {
    fn into_property(self) -> Property<T> {
        Property::Null
    }
}

impl<T, V: IntoProperty<T>> IntoProperty<T> for Option<V> {
    fn into_property(self) -> Property<T> {
        self.map_or(Property::Absent, V::into_property)
    }
}

impl<T: Model> IntoProperty<Box<T>> for T {
    fn into_property(self) -> Property<Box<T>> {
        Property::Value(Box::new(self))
    }
}

impl<T, V: Into<T>> IntoProperty<Vec<T>> for Vec<V> {
    fn into_property(self) -> Property<Vec<T>> {
        Property::Value(self.into_iter().map(V::into).collect())
    }
}

impl<T, V: Into<T>, const N: usize> IntoProperty<Vec<T>> for [V; N] {
    fn into_property(self) -> Property<Vec<T>> {
        Property::Value(self.into_iter().map(V::into).collect())
    }
}

impl<T: Scalar> IntoProperty<T> for T {
    fn into_property(self) -> Property<T> {
        Property::Value(self)
    }
}

/// Strings, and the text of enumerations, dates and all other scalars that are text.
impl<'a, T: Scalar + From<&'a str>> IntoProperty<T> for &'a str {
    fn into_property(self) -> Property<T> {
        Property::Value(self.into())
    }
}

macro_rules! into_property {
    ($($to:ty: $($from:ty),*;)*) => {$($(
        impl IntoProperty<$to> for $from {
            fn into_property(self) -> Property<$to> {
                Property::Value(self.into())
            }
        }
    )*)*};
}

into_property! {
    String: &String, Box<str>, Cow<'_, str>;
    i32: i16, u16, i8, u8;
    i64: i32, u32, i16, u16;
    f64: f32, i32, u32;
    Decimal: i32, i64;
    Json: Json, serde_json::Value, bool, i32, i64, f64, &str, String;
}
