//! What every type and every request of this crate is built on.
//!
//! [`model`] decodes and encodes structs and enumerations from tables, [`value`] has the scalar types of the reference.

pub mod model;
pub mod value;
