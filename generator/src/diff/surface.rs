//! The public items of the generated crate, by the element that each was made from. Verdicts for the crate compare
//! these, so that they follow from the Rust names and types that are emitted and from nothing else.

use std::collections::BTreeMap;

use super::index::operation_key as identity;
use crate::model::Operation;

/// The public items of one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// By version, then by the key of the element: see [`type_key`], [`property_key`], [`member_key`],
    /// [`operation_key`], [`part_key`], [`feature_key`].
    pub items: BTreeMap<String, BTreeMap<String, Vec<Item>>>,
}

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// `users::User::display_name`
    pub path: String,
    /// Its kind and types: `pub Option<String>`, `pub struct`.
    pub signature: String,
    /// It carries `#[deprecated]`.
    pub deprecated: bool,
}

/// The key of a Cargo feature.
#[must_use]
pub fn feature_key(name: &str) -> String {
    format!("feature {name}")
}

/// The key of a structured type or enumeration.
#[must_use]
pub fn type_key(name: &str) -> String {
    format!("type {name}")
}

/// The key of a property.
#[must_use]
pub fn property_key(owner: &str, name: &str) -> String {
    format!("property {owner}/{name}")
}

/// The key of a member of an enumeration.
#[must_use]
pub fn member_key(owner: &str, name: &str) -> String {
    format!("member {owner}/{name}")
}

/// The key of an operation.
#[must_use]
pub fn operation_key(operation: &Operation) -> String {
    format!("operation {}", identity(operation))
}

/// The key of a part of an operation: `query`, `header` or `param`, and its name.
#[must_use]
pub fn part_key(part: &str, operation: &Operation, name: &str) -> String {
    format!("{part} {} {name}", identity(operation))
}

impl Surface {
    /// The items of an element.
    #[must_use]
    pub fn of(&self, version: &str, key: &str) -> Option<&[Item]> {
        self.items.get(version)?.get(key).map(Vec::as_slice)
    }
}
