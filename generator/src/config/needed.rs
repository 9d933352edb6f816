//! The types that the operations of a version need: what an API is without those that a filter leaves out.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ApiVersion, PropertyKind, QualifiedName, StructuredType};

/// The types of all operations, with what they are made of and what may stand in their place.
///
/// Need follows structural properties and derived types, and takes bases along. It stops at relationships: through them
/// every type needs every other one.
pub(super) fn of_operations(version: &ApiVersion) -> BTreeSet<QualifiedName> {
    of(version, version.operations.iter().flat_map(|operation| operation.types().cloned()))
}

/// What some types need, themselves included.
pub(super) fn of(version: &ApiVersion, first: impl Iterator<Item = QualifiedName>) -> BTreeSet<QualifiedName> {
    let structures: BTreeMap<&QualifiedName, &StructuredType> = version.types.iter().map(|ty| (&ty.name, ty)).collect();
    let mut derived: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for ty in &version.types {
        if let Some(base) = &ty.base {
            derived.entry(base).or_default().push(&ty.name);
        }
    }
    let mut needed: BTreeSet<QualifiedName> = BTreeSet::new();
    let mut bases: BTreeSet<QualifiedName> = BTreeSet::new();
    let mut open: Vec<QualifiedName> = first.collect();
    while let Some(name) = open.pop() {
        if !needed.insert(name.clone()) {
            continue;
        }
        open.extend(derived.get(&name).into_iter().flatten().map(|name| (*name).clone()));
        let Some(ty) = structures.get(&name) else { continue };
        let structural = ty.properties.iter().filter(|property| property.kind == PropertyKind::Structural);
        open.extend(structural.filter_map(|property| property.ty.kind.declared().cloned()));
        // A base is there for those that derive from it: not for its other heirs. What it has, they have.
        let mut above = ty.base.as_ref();
        while let Some(base) = above.filter(|base| bases.insert((*base).clone())) {
            above = structures.get(base).and_then(|ty| ty.base.as_ref());
        }
    }
    needed.extend(bases);
    needed
}
