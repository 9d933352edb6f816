{{ header }}
//! What the pages' tables say, beside the code: every property is read into its own field and set by its own setter, every
//! member of an enumeration is read and written, every operation is the documented request line. Examples show some of
//! them only. Beside them the updates: each property of each is sent absent, null and with a value.

#![allow(unused, reason = "which parts are used depends on what the pages document")]

use {{ crate_ident }}::model::{Derived, Enumeration, Model, Property, Table};
use {{ crate_ident }}::runtime::operation::Operation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::Serializer;
use serde_json::{Deserializer, Map, Value, json};

mod states;
{% for (module, feature) in versions %}
#[cfg(feature = "{{ feature }}")]
#[allow(deprecated, reason = "what is deprecated is read and sent all the same")]
mod {{ module }};
{% endfor %}
/// The tables of a version.
pub struct Tables(Value);

/// A setter that is given what the field of another value holds, or null.
pub type Setter<T> = fn(T, &mut T) -> T;

/// A derived type: its name on the wire, and whether a value is of its variant.
pub type Variant<E> = (&'static str, fn(&E) -> bool);

/// What became of a document of one property.
struct Read {
    /// Which fields hold something.
    filled: Vec<bool>,
    /// The value, written again.
    again: Value,
    /// A new value after the setter of the property, if it has one.
    set: Option<Value>,
}

impl Read {
    fn of(
        end: serde_json::Result<()>,
        filled: Vec<bool>,
        again: serde_json::Result<Value>,
        set: Option<serde_json::Result<Value>>,
    ) -> serde_json::Result<Self> {
        end?;
        Ok(Self { filled, again: again?, set: set.transpose()? })
    }
}

impl Tables {
    /// Reads the data file.
    pub fn new(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the data file is JSON"))
    }

    /// The table of a type beside its struct. What is compiled for each type is reading, setting and writing a value.
    #[allow(clippy::manual_map, reason = "made again for each type")]
    pub fn model<T>(&self, path: &str, fields: fn(&T) -> Vec<bool>, setters: &[Option<Setter<T>>])
    where
        T: Model + Default + Serialize + DeserializeOwned,
    {
        self.compare(path, T::default().table(), &|field, document| {
            // Not by `serde_json::from_str` and `to_value`, which would be compiled for each type, too.
            let mut json = Deserializer::from_str(document);
            let mut value = match T::deserialize(&mut json) {
                Ok(value) => value,
                Err(error) => return Err(error),
            };
            let (filled, again) = (fields(&value), value.serialize(Serializer));
            let set = match setters[field] {
                Some(set) => Some(set(T::default(), &mut value).serialize(Serializer)),
                None => None,
            };
            Read::of(json.end(), filled, again, set)
        });
    }

    fn compare(&self, path: &str, table: &Table, read: &dyn Fn(usize, &str) -> serde_json::Result<Read>) {
        let read = |field: usize, document: &Value| {
            read(field, &document.to_string()).unwrap_or_else(|error| panic!("{path}: {document}: {error}"))
        };
        let documented = &self.0["types"][path];
        let names: Vec<&str> = table.properties.to_vec();
        let name_of = |field: &u16| names.get(usize::from(*field)).copied().unwrap_or_default();
        let read_only: Vec<&str> = table.read_only.iter().map(name_of).collect();
        let found = json!({
            "name": table.name,
            "key": table.key.as_ref().map(name_of),
            "read_only": read_only,
        });
        for part in ["name", "key", "read_only"] {
            assert_eq!(found[part], documented[part], "{path}: {part}");
        }
        let properties = documented["properties"].as_array().unwrap_or_else(|| panic!("{path} has no table"));
        assert_eq!(names.len(), properties.len(), "{path}: the number of its properties");
        for (field, property) in properties.iter().enumerate() {
            let name = property[0].as_str().unwrap_or_default();
            let document = object(name, property[1].clone());
            let shown = read(field, &document);
            let filled: Vec<usize> = (0..shown.filled.len()).filter(|&field| shown.filled[field]).collect();
            assert_eq!(filled, [field], "{path}: `{name}` is read into another field");
            assert_eq!(shown.again, document, "{path}: `{name}` is written");
            if let Some(set) = shown.set {
                assert_eq!(set, document, "{path}: `{name}` is set");
                assert_eq!(read(field, &json!({})).set, Some(object(name, Value::Null)), "{path}: `{name}` is set to null");
            }
        }
    }

    /// The members of an enumeration beside its variants.
    pub fn enumeration<T: Enumeration + PartialEq>(&self, path: &str, members: &[T]) {
        let text = |at: usize| members.get(at).map(T::as_str);
        self.members(path, &text, &|at, name| members.get(at) == Some(&T::from_text(name)));
    }

    fn members<'a>(&self, path: &str, text: &dyn Fn(usize) -> Option<&'a str>, is_read: &dyn Fn(usize, &str) -> bool) {
        let documented = self.0["enumerations"][path].as_array().unwrap_or_else(|| panic!("{path} has no table"));
        let found: Vec<&str> = (0..).map_while(text).collect();
        assert_eq!(documented, &found, "{path}: its members");
        for (at, name) in found.iter().enumerate() {
            assert!(is_read(at, name), "{path}: `{name}` is read as another member");
        }
    }

    /// The request line of an operation, and what is done with its answer.
    pub fn operation(&self, path: &str, operation: &Operation) {
        let also: Vec<&str> = operation.aliases().collect();
        let found = json!({
            "name": operation.name(),
            "line": format!("{} {} {}", operation.method(), operation.version(), operation.path()),
            "also": also,
            "idempotent": operation.is_idempotent(),
            "long_running": operation.is_long_running(),
        });
        assert_eq!(found, self.0["operations"][path], "{path}");
    }

    /// A value of the base that names a derived type becomes that type: each with the test of its variant.
    pub fn derived<E: Derived>(path: &str, variants: &[Variant<E>])
    where
        E::Base: DeserializeOwned,
    {
        for (name, is_variant) in variants {
            let document = object("@odata.type", Value::from(format!("#{name}")));
            let base: E::Base = serde_json::from_str(&document.to_string()).unwrap_or_else(|error| panic!("{path}: {document}: {error}"));
            let found = {{ crate_ident }}::model::derived::<E>(&base).unwrap_or_else(|error| panic!("{path}: {document}: {error}"));
            assert!(is_variant(&found), "{path}: `{name}` is read as another type");
        }
    }
}

/// What a setter is given for what a field holds: a call of one function, because there are thousands of setters to compile.
pub fn held<T>(field: &mut Option<T>) -> Property<T> {
    match field.take() {
        Some(value) => Property::Value(value),
        None => Property::Null,
    }
}

/// An object of one member.
fn object(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

/// The struct of a table: its fields in order, each with its setter where it has one.
macro_rules! model {
    ($tables:expr, $path:literal, $type:ty; $($field:ident $($setter:ident)?),*) => {
        $tables.model::<$type>($path, |value| vec![$(value.$field.is_some()),*], &[$($crate::setter!($field $($setter)?)),*]);
    };
}
pub(crate) use model;

/// A field's setter: what another value holds there, or null.
macro_rules! setter {
    ($field:ident) => {
        None
    };
    ($field:ident $setter:ident) => {
        Some(|body, from| body.$setter($crate::held(&mut from.$field)))
    };
}
pub(crate) use setter;

/// The variants of a base's derived types, each with the type's name on the wire.
macro_rules! derived {
    ($path:literal, $all:ty; $($(#[$gate:meta])? $variant:path = $name:literal),*) => {
        $crate::Tables::derived::<$all>($path, &[$($(#[$gate])? ($name, |value| matches!(value, $variant(_)))),*]);
    };
}
pub(crate) use derived;

/// A set of query options has the methods of each.
macro_rules! options {
    ($set:ty; $($option:ident),+) => {
        const _: fn() = || {
            fn has<Q: $(runtime::query::$option +)+>() {}
            has::<$set>();
        };
    };
}
pub(crate) use options;
