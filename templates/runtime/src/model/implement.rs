//! The macros by which generated code says what a type is. Each file that uses them has `use crate::runtime;`.
//!
//! Their functions are `#[inline]`, as those of a derive are: a crate of a thousand models is built without machine code for any, and
//! an application compiles those that it uses.

/// Makes a struct a model: its table, the views of its fields, and the traits that follow from these.
///
/// Lists the fields in the order of the table as `field "property" kind`, `kind` being a function of
/// [`Viewer`](super::Viewer) and [`Edit`](super::Edit). The struct has all of these as `Option` fields, and `extra: Extra`.
#[allow(unused_macros, reason = "generated code uses it")]
macro_rules! model {
    (
        $type:ident $name:literal, key $key:expr, read_only $read_only:expr;
        $($field:ident $property:literal $kind:ident),* $(,)?
    ) => {
        impl runtime::model::Model for $type {
            #[inline]
            fn table(&self) -> &'static runtime::model::Table {
                static TABLE: runtime::model::Table = runtime::model::Table::new(concat!("#", $name), $key, &$read_only, &[$($property),*]);
                &TABLE
            }
            #[inline]
            fn view<'a>(&'a self, to: &mut dyn runtime::model::Viewer<'a>) {
                to.extra(&self.extra);
                $(to.$kind($property, &self.$field);)*
            }
            #[inline]
            fn edit(&mut self, to: &mut dyn FnMut(&mut [runtime::model::Edit<'_>], &mut runtime::model::Extra)) {
                to(&mut [$(runtime::model::Edit::$kind(&mut self.$field)),*], &mut self.extra);
            }
        }
        impl ::core::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self { $($field: None,)* extra: runtime::model::Extra::new() }
            }
        }
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                let mut copy = Self::default();
                runtime::model::copy(self, &mut copy);
                copy
            }
        }
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                runtime::model::equal(self, other)
            }
        }
        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                runtime::model::debug(stringify!($type), self, f)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::model::encode(self, serializer)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::model::decode(deserializer)
            }
        }
    };
}

/// Makes an enum an open enumeration: `Variant "member"` for each member; the enum has a last variant `Undocumented(Undocumented)`.
#[allow(unused_macros, reason = "generated code uses it")]
macro_rules! enumeration {
    ($type:ident; $($variant:ident $member:literal),* $(,)?) => {
        impl runtime::model::Enumeration for $type {
            const NAMES: &'static [&'static str] = &[$($member),*];
            const MEMBERS: &'static [Self] = &[$(Self::$variant),*];
            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $member,)*
                    Self::Undocumented(text) => text.as_str(),
                }
            }
            #[inline]
            fn undocumented(text: runtime::model::Undocumented) -> Self {
                Self::Undocumented(text)
            }
        }
        impl ::core::cmp::Eq for $type {}
        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(runtime::model::Enumeration::as_str(self), state);
            }
        }
        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(runtime::model::Enumeration::as_str(self))
            }
        }
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(runtime::model::Enumeration::as_str(self))
            }
        }
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                runtime::model::Enumeration::from_text(text)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(runtime::model::Enumeration::as_str(self))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::model::decode_scalar(deserializer)
            }
        }
    };
}

/// Tells the types that are derived from a base: `Base as Enum; Derived "type", Derived "type"`. The enum has a boxed variant
/// for each, by the name of its struct, and `Other(Box<Base>)`.
#[allow(unused_macros, reason = "generated code uses it")]
macro_rules! derived_types {
    ($base:ident as $all:ident; $($(#[$cfg:meta])* $derived:ident $name:literal),* $(,)?) => {
        impl runtime::model::Derived for $all {
            type Base = $base;
            #[inline]
            fn named(odata_type: &str) -> Option<Self> {
                $($(#[$cfg])* if runtime::model::same_type($name, odata_type) {
                    return Some(Self::$derived(Box::default()));
                })*
                None
            }
            #[inline]
            fn other(base: $base) -> Self {
                Self::Other(Box::new(base))
            }
            #[inline]
            fn model(&self) -> &dyn runtime::model::Model {
                match self {
                    $($(#[$cfg])* Self::$derived(model) => &**model,)*
                    Self::Other(model) => &**model,
                }
            }
            #[inline]
            fn model_mut(&mut self) -> &mut dyn runtime::model::Model {
                match self {
                    $($(#[$cfg])* Self::$derived(model) => &mut **model,)*
                    Self::Other(model) => &mut **model,
                }
            }
        }
        impl ::core::clone::Clone for $all {
            #[inline]
            fn clone(&self) -> Self {
                runtime::model::copy_derived(self)
            }
        }
        impl ::core::cmp::PartialEq for $all {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                runtime::model::equal_derived(self, other)
            }
        }
        impl ::core::fmt::Debug for $all {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                runtime::model::debug_derived(self, f)
            }
        }
        impl $base {
            /// The value as the type that its `@odata.type` names; as this type if it names none that is known.
            #[inline]
            pub fn derived(&self) -> Result<$all, runtime::model::DecodeError> {
                runtime::model::derived(self)
            }
        }
        $($(#[$cfg])* impl ::core::convert::From<$derived> for $base {
            #[inline]
            fn from(derived: $derived) -> Self {
                runtime::model::upcast(&derived)
            }
        })*
    };
}

#[allow(unused_imports, reason = "generated code uses them")]
pub(crate) use {derived_types, enumeration, model};
