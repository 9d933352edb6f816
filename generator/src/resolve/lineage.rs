//! What derives from what, among the finished types.

use std::collections::BTreeMap;

use crate::model::{QualifiedName, StructuredType};

/// The types by name, asked for their bases. There are no cycles ([`inheritance`](super::inheritance) breaks them).
#[derive(Clone, Copy)]
pub(super) struct Lineage<'t>(pub(super) &'t BTreeMap<QualifiedName, StructuredType>);

impl<'t> Lineage<'t> {
    /// The type and its bases from the nearest to the farthest; nothing for a name that no page declares.
    pub(super) fn of(self, name: &QualifiedName) -> impl Iterator<Item = &'t QualifiedName> + use<'t> {
        let types = self.0;
        std::iter::successors(types.get(name), |ty| ty.base.as_ref().and_then(|base| types.get(base))).map(|ty| &ty.name)
    }

    /// Whether a type has another among its bases.
    pub(super) fn derives(self, name: &QualifiedName, base: &QualifiedName) -> bool {
        self.of(name).skip(1).any(|ancestor| ancestor == base)
    }

    /// The nearest type that both are or derive from.
    pub(super) fn common(self, one: &QualifiedName, other: &QualifiedName) -> Option<&'t QualifiedName> {
        self.of(one).find(|base| *base == other || self.derives(other, base))
    }

    /// Whether they are one type, or one derives from the other.
    pub(super) fn related(self, one: &QualifiedName, other: &QualifiedName) -> bool {
        one == other || self.derives(one, other) || self.derives(other, one)
    }
}
