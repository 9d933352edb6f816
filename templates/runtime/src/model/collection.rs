//! The envelopes in which answers arrive.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::compare::{debug, equal};
use super::decode::decode;
use super::encode::encode;
use super::extra::Extra;
use super::field::{Edit, Element, Model, Viewer};
use super::table::Table;

/// One page of a collection, as it arrives: the elements, the links to what follows, the count if it was asked for.
#[derive(Clone)]
pub struct Collection<T> {
    /// The elements.
    pub value: Option<Vec<T>>,
    /// The address of the next page.
    pub next_link: Option<String>,
    /// The address that later tells what changed since.
    pub delta_link: Option<String>,
    /// The number of all elements.
    pub count: Option<i64>,
    /// What the answer is, as an address in the metadata of the service.
    pub context: Option<String>,
    /// What else arrived.
    pub extra: Extra,
}

/// The answer of an operation that returns a scalar or a collection of scalars: `{"value": ...}`.
#[derive(Clone)]
pub struct Single<T> {
    /// The value.
    pub value: Option<T>,
    /// What the answer is, as an address in the metadata of the service.
    pub context: Option<String>,
    /// What else arrived.
    pub extra: Extra,
}

/// What can be the field of a [`Single`].
#[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
pub trait Field: Sized + Send + Sync + 'static {
    /// Shows the field.
    fn view<'a>(property: &'static str, field: &'a Option<Self>, to: &mut dyn Viewer<'a>);
    /// The view of the field, to be set.
    fn edit(field: &mut Option<Self>) -> Edit<'_>;
}

macro_rules! plain_field {
    ($($type:ty: $kind:ident),*) => {$(
        #[allow(clippy::ref_option, reason = "the field itself is what generated code has at hand")]
        impl Field for $type {
            fn view<'a>(property: &'static str, field: &'a Option<Self>, to: &mut dyn Viewer<'a>) {
                to.$kind(property, field);
            }
            fn edit(field: &mut Option<Self>) -> Edit<'_> {
                Edit::$kind(field)
            }
        }
    )*};
}

plain_field!(String: text, bool: bool, i32: scalar, i64: scalar, f64: scalar, super::Json: json);

impl<T: Element + Send + Sync + 'static> Field for Vec<T> {
    fn view<'a>(property: &'static str, field: &'a Option<Self>, to: &mut dyn Viewer<'a>) {
        T::view(property, field, to);
    }

    fn edit(field: &mut Option<Self>) -> Edit<'_> {
        T::edit(field)
    }
}

static COLLECTION: Table =
    Table::new("#collection", None, &[], &["@odata.context", "@odata.count", "@odata.nextLink", "@odata.deltaLink", "value"]);
static SINGLE: Table = Table::new("#answer", None, &[], &["@odata.context", "value"]);

impl<T: Element + Send + Sync + 'static> Model for Collection<T> {
    fn table(&self) -> &'static Table {
        &COLLECTION
    }

    fn view<'a>(&'a self, to: &mut dyn Viewer<'a>) {
        to.extra(&self.extra);
        to.text("@odata.context", &self.context);
        to.scalar("@odata.count", &self.count);
        to.text("@odata.nextLink", &self.next_link);
        to.text("@odata.deltaLink", &self.delta_link);
        T::view("value", &self.value, to);
    }

    fn edit(&mut self, to: &mut dyn FnMut(&mut [Edit<'_>], &mut Extra)) {
        let mut fields = [
            Edit::text(&mut self.context),
            Edit::scalar(&mut self.count),
            Edit::text(&mut self.next_link),
            Edit::text(&mut self.delta_link),
            T::edit(&mut self.value),
        ];
        to(&mut fields, &mut self.extra);
    }
}

impl<T: Field> Model for Single<T> {
    fn table(&self) -> &'static Table {
        &SINGLE
    }

    fn view<'a>(&'a self, to: &mut dyn Viewer<'a>) {
        to.extra(&self.extra);
        to.text("@odata.context", &self.context);
        T::view("value", &self.value, to);
    }

    fn edit(&mut self, to: &mut dyn FnMut(&mut [Edit<'_>], &mut Extra)) {
        to(&mut [Edit::text(&mut self.context), T::edit(&mut self.value)], &mut self.extra);
    }
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self { value: None, next_link: None, delta_link: None, count: None, context: None, extra: Extra::new() }
    }
}

impl<T> Default for Single<T> {
    fn default() -> Self {
        Self { value: None, context: None, extra: Extra::new() }
    }
}

macro_rules! envelope {
    ($type:ident: $($bound:tt)*) => {
        impl<T: $($bound)*> PartialEq for $type<T> {
            fn eq(&self, other: &Self) -> bool {
                equal(self, other)
            }
        }

        impl<T: $($bound)*> std::fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                debug(stringify!($type), self, f)
            }
        }

        impl<T: $($bound)*> Serialize for $type<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                encode(self, serializer)
            }
        }

        impl<'de, T: $($bound)*> Deserialize<'de> for $type<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode(deserializer)
            }
        }
    };
}

envelope!(Collection: Element + Send + Sync + 'static);
envelope!(Single: Field);
