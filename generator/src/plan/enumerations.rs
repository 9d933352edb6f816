//! Enumerations to open Rust enumerations.

use super::naming::Wish;
use super::placing::Places;
use super::prose::doc_lines;
use super::{EnumPlan, VariantPlan};
use crate::model::{ApiVersion, Enumeration, Member};
use crate::names::{self, Scope};

/// Variants and functions that every enumeration has.
const RESERVED: &[&str] = &["Undocumented"];

/// The Rust enumeration of an enumeration.
pub(super) fn enumeration(version: &ApiVersion, source: &Enumeration, places: &Places) -> EnumPlan {
    let place = places.of_type(&source.name);
    let mut members: Vec<&Member> = Vec::with_capacity(source.members.len());
    for member in &source.members {
        // Members that differ in nothing but case are one to the service; the first spelling stands.
        if !members.iter().any(|known| known.name == member.name) && !member.name.is_empty() {
            members.push(member);
        }
    }
    let wishes: Vec<Wish> = members
        .iter()
        .map(|member| Wish {
            identity: format!("variant {} {}/{}", version.version, source.name, member.name),
            name: names::variant_name(&member.name),
        })
        .collect();
    let settled = places.settle(&mut Scope::with_reserved(RESERVED), wishes);
    let variants = members
        .into_iter()
        .zip(settled)
        .map(|(member, settled)| VariantPlan {
            name: settled.name,
            former: settled.former,
            wire: member.name.clone(),
            value: member.value,
            doc: doc_lines(&member.description, super::wording::DOC_WIDTH),
        })
        .collect();
    let mut doc = doc_lines(&source.description, super::wording::DOC_WIDTH);
    if doc.is_empty() {
        doc.push(format!("The enumeration `{}`.", source.name));
    }
    EnumPlan {
        name: place.name.clone(),
        former: place.former.clone(),
        wire: source.name.0.clone(),
        flags: source.flags,
        doc,
        features: places.features(&source.name),
        variants,
    }
}
