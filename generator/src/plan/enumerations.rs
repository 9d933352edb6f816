//! Enumerations to open Rust enumerations.

use super::placing::Places;
use super::prose::doc_lines;
use super::{EnumPlan, VariantPlan};
use crate::model::{ApiVersion, Enumeration};
use crate::names::{self, Scope};

/// Variants and functions that every enumeration has.
const RESERVED: &[&str] = &["Undocumented"];

/// The Rust enumeration of an enumeration.
pub(super) fn enumeration(version: &ApiVersion, source: &Enumeration, places: &Places) -> EnumPlan {
    let place = places.of_type(&source.name);
    let mut scope = Scope::with_reserved(RESERVED);
    let mut variants: Vec<VariantPlan> = Vec::with_capacity(source.members.len());
    for member in &source.members {
        // Members that differ in nothing but case are one to the service; the first spelling stands.
        if variants.iter().any(|known| known.wire == member.name) || member.name.is_empty() {
            continue;
        }
        let key = format!("variant {} {}/{}", version.version, source.name, member.name);
        let wanted = places.kept(&key).unwrap_or_else(|| names::variant_name(&member.name));
        let (name, _) = scope.give(&wanted, &member.name);
        places.note(key, &name);
        variants.push(VariantPlan {
            name,
            wire: member.name.clone(),
            value: member.value,
            doc: doc_lines(&member.description, super::wording::DOC_WIDTH),
        });
    }
    let mut doc = doc_lines(&source.description, super::wording::DOC_WIDTH);
    if doc.is_empty() {
        doc.push(format!("The enumeration `{}`.", source.name));
    }
    EnumPlan { name: place.name.clone(), wire: source.name.0.clone(), flags: source.flags, doc, features: Vec::new(), variants }
}
