//! Walks an address through the metadata: is it an address of the service at all? Pages leave out qualifiers, write
//! quotes or not, and put keys in parentheses or between slashes; none of that makes an address another one.

use std::collections::BTreeSet;

use super::{CsdlTypeRef, Metadata};

/// Where a walk stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    /// At a value or at many, of a type.
    Typed(CsdlTypeRef),
    /// At something that the metadata gives no type for, or at the end.
    Open,
}

impl Metadata {
    /// Whether the address exists in the service.
    pub(super) fn has_path(&self, segments: &[String]) -> bool {
        let Some((first, rest)) = segments.split_first() else { return true };
        let mut places: BTreeSet<At> = self.roots_of(first).into_iter().collect();
        // All places that a beginning may lead to are followed together: the work grows with the path, not with its forks.
        for segment in rest {
            places = places.iter().flat_map(|at| self.step(at, segment)).collect();
        }
        !places.is_empty()
    }

    fn roots_of(&self, segment: &str) -> Vec<At> {
        let (name, arguments) = split(segment);
        let mut out = Vec::new();
        if let Some((ty, many)) = self.roots.get(&name) {
            let collection = *many && arguments.is_none();
            out.push(At::Typed(CsdlTypeRef { name: ty.clone(), collection }));
        }
        if let Some(target) = self.imports.get(&name) {
            for call in self.calls.get(target).into_iter().flatten().filter(|call| call.binding.is_none()) {
                out.push(after(call.returns.clone()));
            }
        }
        out
    }

    fn step(&self, at: &At, segment: &str) -> Vec<At> {
        let At::Typed(current) = at else { return Vec::new() };
        if segment == "{}" {
            let single = CsdlTypeRef { name: current.name.clone(), collection: false };
            return if current.collection { vec![At::Typed(single)] } else { Vec::new() };
        }
        if let Some(anchor) = segment.split_once(":/").map(|(anchor, _)| anchor) {
            let before = if anchor == "{}" || anchor.is_empty() { vec![at.clone()] } else { self.step(at, anchor) };
            return before.into_iter().map(single).collect();
        }
        let (name, arguments) = split(segment);
        let mut out = Vec::new();
        if matches!(name.as_str(), "$count" | "$ref" | "$value") {
            return vec![At::Open];
        }
        let short = name.rsplit('.').next().unwrap_or(&name);
        for ty in self.family(&current.name) {
            if let Some(property) = self.types.get(&ty).and_then(|known| known.properties.get(&name)) {
                let collection = property.ty.collection && arguments.is_none();
                out.push(At::Typed(CsdlTypeRef { name: property.ty.name.clone(), collection }));
            }
        }
        // A cast names the type with its namespace, which pages shorten.
        if name.contains('.') && self.types.contains_key(&name) {
            out.push(At::Typed(CsdlTypeRef { name: name.clone(), collection: current.collection }));
        } else if name.contains('.') {
            let named = self.types.keys().filter(|known| known.rsplit('.').next() == Some(short));
            out.extend(named.map(|known| At::Typed(CsdlTypeRef { name: known.clone(), collection: current.collection })));
        }
        for call in self.calls.get(short).into_iter().flatten() {
            let Some(binding) = &call.binding else { continue };
            let fits = binding.collection == current.collection && self.related(&binding.name, &current.name);
            if fits {
                out.push(after(call.returns.clone()));
            }
        }
        out
    }

    /// The type, its bases, and the types that derive from it: pages leave casts out.
    fn family(&self, name: &str) -> Vec<String> {
        let mut out = self.lineage(name);
        let mut waiting = vec![name];
        let mut seen = BTreeSet::from([name]);
        while let Some(current) = waiting.pop() {
            for derived in self.derived.get(current).into_iter().flatten() {
                if seen.insert(derived) {
                    out.push(derived.clone());
                    waiting.push(derived);
                }
            }
        }
        out
    }

    fn related(&self, a: &str, b: &str) -> bool {
        self.lineage(a).iter().any(|base| base == b) || self.lineage(b).iter().any(|base| base == a)
    }
}

fn single(at: At) -> At {
    match at {
        At::Typed(ty) => At::Typed(CsdlTypeRef { name: ty.name, collection: false }),
        At::Open => At::Open,
    }
}

fn after(returns: Option<CsdlTypeRef>) -> At {
    returns.map_or(At::Open, At::Typed)
}

/// The name in lower case and whether arguments follow: `range(address={})`.
fn split(segment: &str) -> (String, Option<&str>) {
    match segment.split_once('(') {
        Some((name, arguments)) => (name.to_lowercase(), Some(arguments)),
        None => (segment.to_lowercase(), None),
    }
}
