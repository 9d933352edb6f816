//! Decoding and encoding of models, driven by one table for each type.
//!
//! A model is a plain struct of `Option` fields. All that is written for each type is its [`Table`] (the names of its
//! properties) and two short functions that hand out a typed view of every field; reading and writing JSON, comparison,
//! `Debug`, the change between a base type and its derived types are shared code that knows no type by name. That is why
//! a thousand models compile in seconds.
//!
//! # Three states of a property
//!
//! A property that did not arrive is `None`. One that arrived as `null` is `None` too, and is remembered in the model's
//! [`Extra`], as are properties and annotations that no page documents. All of it is sent again when the model is encoded.
//!
//! # Read-only properties
//!
//! Serde's `Serialize` writes everything. The body of a request is written by [`encode_body`], which leaves out what the
//! reference calls read-only.

mod collection;
mod compare;
mod copy;
mod decode;
mod derived;
mod encode;
mod enumeration;
mod error;
mod extra;
mod field;
mod flags;
mod implement;
mod json;
mod property;
mod scalar;
mod table;

pub use collection::{Collection, Field, Single};
pub use compare::{debug, equal};
pub use copy::copy;
#[cfg(feature = "client")]
pub(crate) use decode::slice_into;
pub use decode::{decode, from_reader, from_slice, from_str};
pub use derived::{Derived, copy_derived, debug_derived, derived, downcast, equal_derived, upcast};
pub use encode::{ReadOnly, encode, encode_body, to_string, to_vec};
pub use enumeration::{Enumeration, Undocumented, decode_scalar};
pub use error::DecodeError;
pub use extra::{Extra, State};
pub use field::{Edit, Element, Model, ModelEdit, ModelsEdit, ModelsView, View, Viewer};
pub use flags::Flags;
pub use json::Json;
pub use property::{IntoProperty, Null, Property, set, set_null, state};
pub use scalar::{Accepted, BuiltText, Scalar, ScalarEdit, ScalarsEdit, ScalarsView, Token};
pub use table::{Table, same_type};

#[allow(unused_imports, reason = "generated code uses them")]
pub(crate) use implement::{derived_types, enumeration, model};
