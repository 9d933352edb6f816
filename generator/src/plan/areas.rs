//! Which feature brings in what: areas by path prefix, and the types that each area reaches.
//!
//! An area owns the operations below its path prefix and every type that they need. Need follows structural
//! properties; it stops at relationships, unless the related type is at home in the same area: otherwise one area
//! would pull in the whole graph.
//!
//! A type that no operation needs comes with its base, else with the types that it mentions. Whatever brings a type in
//! brings in what its structural properties name, so that every choice of areas compiles.

#![expect(clippy::disallowed_types, reason = "types are looked up thousands of times and never listed")]

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use rayon::prelude::*;

use crate::model::{ApiVersion, Operation, PropertyKind, QualifiedName, Segment, StructuredType};

/// A path prefix and the area that it belongs to, as the configuration states it.
pub(super) type AreaRule = (String, String);

/// The areas of one version and what each reaches.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// Area names in order.
    pub(super) names: Vec<String>,
    /// The area of each operation, in the order of the model.
    pub(super) of_operation: Vec<usize>,
    /// The areas that reach a type.
    pub(super) of_type: HashMap<QualifiedName, BTreeSet<usize>>,
    /// The area whose folder a type's file lies in; none for types that several areas share or nobody reaches.
    pub(super) home: HashMap<QualifiedName, usize>,
}

/// The area of an operation that no rule names: its first fixed segment.
fn first_literal(operation: &Operation) -> &str {
    operation
        .address
        .segments
        .iter()
        .find_map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Function { name, .. } => Some(name.as_str()),
            Segment::PathAddress { .. } | Segment::Parameter(_) => None,
        })
        .unwrap_or("root")
}

fn area_name(operation: &Operation, rules: &[AreaRule]) -> String {
    let literals: Vec<&str> = operation
        .address
        .segments
        .iter()
        .map(|segment| if let Segment::Literal(text) = segment { text.as_str() } else { "{}" })
        .collect();
    let path = literals.join("/");
    let best = rules
        .iter()
        .filter(|(prefix, _)| {
            let prefix = prefix.trim_matches('/');
            path == prefix || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'))
        })
        .max_by_key(|(prefix, _)| prefix.len());
    best.map_or_else(|| first_literal(operation).to_owned(), |(_, area)| area.clone())
}

impl Areas {
    /// Sorts a version's operations and types into areas.
    pub(super) fn of(version: &ApiVersion, rules: &[AreaRule]) -> Self {
        let names_by_operation: Vec<String> =
            version.operations.par_iter().map(|operation| area_name(operation, rules)).collect();
        let names: Vec<String> = names_by_operation.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let of_operation: Vec<usize> =
            names_by_operation.iter().map(|name| names.binary_search(name).unwrap_or_default()).collect();
        let mut areas = Self { names, of_operation, ..Self::default() };
        areas.find_homes(version);
        areas.find_reach(version);
        areas.adopt_unreached(version);
        areas
    }

    /// A type is at home where the shortest operation that answers or takes it lies.
    fn find_homes(&mut self, version: &ApiVersion) {
        let mut best: HashMap<&QualifiedName, (usize, usize, usize)> = HashMap::new();
        for (index, operation) in version.operations.iter().enumerate() {
            for name in operation.types() {
                let rank = (operation.address.segments.len(), index, self.of_operation[index]);
                best.entry(name).and_modify(|held| *held = (*held).min(rank)).or_insert(rank);
            }
        }
        self.home = best.into_iter().map(|(name, (_, _, area))| (name.clone(), area)).collect();
    }

    fn find_reach(&mut self, version: &ApiVersion) {
        let mut operations: Vec<Vec<&Operation>> = vec![Vec::new(); self.names.len()];
        for (operation, &area) in version.operations.iter().zip(&self.of_operation) {
            operations[area].push(operation);
        }
        let reached: Vec<Vec<&QualifiedName>> =
            operations.into_par_iter().enumerate().map(|(area, operations)| self.reached(version, area, &operations)).collect();
        for (area, names) in reached.iter().enumerate() {
            for &name in names {
                match self.of_type.get_mut(name) {
                    Some(areas) => _ = areas.insert(area),
                    None => _ = self.of_type.insert(name.clone(), BTreeSet::from([area])),
                }
            }
        }
        // A type that only other types of one area need lives in that area's folder.
        for (area, names) in reached.iter().enumerate() {
            for &name in names {
                if !self.home.contains_key(name) && self.of_type.get(name).is_some_and(|areas| areas.len() == 1) {
                    self.home.insert(name.clone(), area);
                }
            }
        }
    }

    /// The types that the operations of one area need.
    fn reached<'v>(&self, version: &'v ApiVersion, area: usize, operations: &[&'v Operation]) -> Vec<&'v QualifiedName> {
        let mut seen: HashSet<&QualifiedName> = HashSet::new();
        let mut reached: Vec<&QualifiedName> =
            operations.iter().flat_map(|operation| operation.types()).filter(|name| seen.insert(name)).collect();
        let mut next = 0;
        while let Some(&name) = reached.get(next) {
            next += 1;
            let Some(ty) = version.structured(name) else { continue };
            for property in &ty.properties {
                let Some(target) = property.ty.kind.declared() else { continue };
                let follow = property.kind == PropertyKind::Structural || self.home.get(target) == Some(&area);
                if follow && seen.insert(target) {
                    reached.push(target);
                }
            }
        }
        reached
    }

    /// Gives areas to the types that no operation reaches, and widens the areas of what they mention accordingly.
    fn adopt_unreached(&mut self, version: &ApiVersion) {
        let all: BTreeSet<usize> = (0..self.names.len()).collect();
        let unreached: Vec<&StructuredType> = version.types.iter().filter(|ty| !self.of_type.contains_key(&ty.name)).collect();
        let mut queue: VecDeque<(QualifiedName, BTreeSet<usize>)> = VecDeque::new();
        for ty in unreached {
            let bases = std::iter::successors(ty.base.as_ref(), |name| version.structured(name)?.base.as_ref());
            let of_base = bases.take(version.types.len()).find_map(|name| self.of_type.get(name));
            let areas = match of_base {
                Some(areas) => areas.clone(),
                None => mentioned(ty).filter_map(|name| self.of_type.get(name)).flatten().copied().collect(),
            };
            // Nothing says where it belongs: it is compiled always.
            queue.push_back((ty.name.clone(), if areas.is_empty() { all.clone() } else { areas }));
        }
        while let Some((name, areas)) = queue.pop_front() {
            let held = self.of_type.entry(name.clone()).or_default();
            let before = held.len();
            held.extend(&areas);
            if held.len() == before {
                continue;
            }
            if let Some(ty) = version.structured(&name) {
                queue.extend(mentioned(ty).map(|name| (name.clone(), areas.clone())));
            }
        }
    }
}

/// The types that a structured type cannot be compiled without.
fn mentioned(ty: &StructuredType) -> impl Iterator<Item = &QualifiedName> {
    let structural = ty.properties.iter().filter(|property| property.kind == PropertyKind::Structural);
    structural.filter_map(|property| property.ty.kind.declared())
}
