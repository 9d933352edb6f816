//! Which operations a type concerns: those that send it or answer with it, directly or inside of what they carry.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnswerContent, ApiVersion, BodyContent, PropertyKind, TypeKind, TypeRef};

/// The root of the entity types; everything derives from it, so that it leads nowhere in particular.
const ROOT: &str = "microsoft.graph.entity";

/// Operations by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) requests: BTreeSet<usize>,
    pub(super) answers: BTreeSet<usize>,
}

impl Reached {
    /// Only requests carry it.
    pub(super) fn only_requests(&self) -> bool {
        self.answers.is_empty() && !self.requests.is_empty()
    }
}

/// Answers which operations a type concerns; each question is worked out once.
pub(super) struct ReachIndex<'a> {
    bases: BTreeMap<&'a str, &'a str>,
    derived: BTreeMap<&'a str, Vec<&'a str>>,
    /// Types that declare a structural property of a type.
    holders: BTreeMap<&'a str, BTreeSet<&'a str>>,
    requests: BTreeMap<&'a str, BTreeSet<usize>>,
    answers: BTreeMap<&'a str, BTreeSet<usize>>,
    known: RefCell<BTreeMap<String, Reached>>,
}

impl<'a> ReachIndex<'a> {
    pub(super) fn new(version: &'a ApiVersion) -> Self {
        let mut index = Self {
            bases: BTreeMap::new(),
            derived: BTreeMap::new(),
            holders: BTreeMap::new(),
            requests: BTreeMap::new(),
            answers: BTreeMap::new(),
            known: RefCell::default(),
        };
        for ty in &version.types {
            if let Some(base) = &ty.base {
                index.bases.insert(&ty.name.0, &base.0);
                index.derived.entry(&base.0).or_default().push(&ty.name.0);
            }
            for property in ty.properties.iter().filter(|property| property.kind == PropertyKind::Structural) {
                if let Some(name) = named(&property.ty) {
                    index.holders.entry(name).or_default().insert(&property.declared_in.0);
                }
            }
        }
        for (number, operation) in version.operations.iter().enumerate() {
            if let Some(body) = &operation.body {
                if let BodyContent::Resource(ty) = &body.content {
                    index.request(ty, number);
                }
                for member in &body.members {
                    index.request(&member.ty, number);
                }
            }
            for parameter in &operation.parameters {
                index.request(&parameter.ty, number);
            }
            for answer in &operation.answers {
                if let AnswerContent::Value(ty) | AnswerContent::Wrapped(ty) | AnswerContent::Collection(ty) = &answer.content
                    && let Some(name) = named(ty)
                {
                    index.answers.entry(name).or_default().insert(number);
                }
            }
        }
        index
    }

    fn request(&mut self, ty: &'a TypeRef, operation: usize) {
        if let Some(name) = named(ty) {
            self.requests.entry(name).or_default().insert(operation);
        }
    }

    /// The operations that a type concerns.
    pub(super) fn of(&self, name: &str) -> Reached {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let reached = self.search(name);
        self.known.borrow_mut().insert(name.to_owned(), reached.clone());
        reached
    }

    /// A change of a type concerns whatever carries it: the types derived from it, the types that hold one of these in
    /// a property, and the operations that send or answer with one of all these or, where any value of a base may
    /// come, with a base of one.
    fn search(&self, name: &str) -> Reached {
        let mut reached = Reached::default();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(current) = waiting.pop() {
            if !seen.insert(current) {
                continue;
            }
            waiting.extend(self.derived.get(current).into_iter().flatten().copied());
            let mut places = vec![current];
            let mut step = current;
            while let Some(base) = self.bases.get(step).copied() {
                if base == ROOT || places.contains(&base) {
                    break;
                }
                places.push(base);
                step = base;
            }
            for place in places {
                waiting.extend(self.holders.get(place).into_iter().flatten().copied());
                reached.requests.extend(self.requests.get(place).into_iter().flatten());
                reached.answers.extend(self.answers.get(place).into_iter().flatten());
            }
        }
        reached
    }
}

fn named(ty: &TypeRef) -> Option<&str> {
    match &ty.kind {
        TypeKind::Structured(name) | TypeKind::Enumeration(name) => Some(&name.0),
        TypeKind::Primitive(_) | TypeKind::Unknown(_) => None,
    }
}
