//! Members of example bodies that the type of the body does not document: each is reported once for a type.

use std::collections::{BTreeMap, BTreeSet};

use super::declare::root_type;
use super::placement::Placed;
use super::type_index::TypeIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, JsonValue};
use crate::model::{AnswerContent, BodyContent, Operation, QualifiedName, StructuredType, TypeKind, TypeRef};
use crate::page::{ExampleBlock, ExampleBody};

/// Bodies nest at most this deep where they are compared; the reader of JSON has a limit of its own.
const MAX_DEPTH: usize = 32;

/// Compares the examples of operations, in the order of the groups that they were described from, with the types.
pub(super) fn report(
    types: &BTreeMap<QualifiedName, StructuredType>,
    index: &TypeIndex,
    described: &[Option<Operation>],
    placed: &Placed<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut checker = Checker { types, index, heirs: heirs(types), seen: BTreeSet::new(), findings };
    for (number, operation) in described.iter().enumerate() {
        let Some(operation) = operation else { continue };
        for (_, pair) in placed.get(&number).into_iter().flatten() {
            if let (Some(request), Some(BodyContent::Resource(ty))) =
                (pair.request, operation.body.as_ref().map(|body| &body.content))
            {
                checker.block(request, ty);
            }
            let Some(response) = pair.response else { continue };
            let status = response.status.as_ref().map_or(200, |status| status.value);
            let answer = operation.answers.iter().find(|answer| answer.status == status);
            if let Some(AnswerContent::Value(ty) | AnswerContent::Collection(ty)) = answer.map(|answer| &answer.content) {
                checker.block(response, ty);
            }
        }
    }
}

/// The names of all properties of the types that derive from each type: an example may show any of them.
fn heirs(types: &BTreeMap<QualifiedName, StructuredType>) -> BTreeMap<&QualifiedName, BTreeSet<&str>> {
    let mut heirs: BTreeMap<&QualifiedName, BTreeSet<&str>> = BTreeMap::new();
    for ty in types.values() {
        let mut base = ty.base.as_ref();
        while let Some(name) = base {
            heirs.entry(name).or_default().extend(ty.properties.iter().map(|property| property.name.as_str()));
            base = types.get(name).and_then(|ty| ty.base.as_ref());
        }
    }
    heirs
}

struct Checker<'c> {
    types: &'c BTreeMap<QualifiedName, StructuredType>,
    index: &'c TypeIndex,
    heirs: BTreeMap<&'c QualifiedName, BTreeSet<&'c str>>,
    seen: BTreeSet<(QualifiedName, String)>,
    findings: &'c mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn block(&mut self, block: &ExampleBlock, ty: &TypeRef) {
        let ExampleBody::Json(text) = &block.body else { return };
        let (Some(body), TypeKind::Structured(name)) = (&text.value, &ty.kind) else { return };
        // Lists and the wrapper around one object hold the values below `value`.
        let wrapped = body
            .get("value")
            .filter(|value| matches!(value.value, JsonValue::Array(_) | JsonValue::Object(_)) && !self.declares(name, "value"));
        self.value(wrapped.unwrap_or(body), name, 0);
    }

    fn declares(&self, name: &QualifiedName, property: &str) -> bool {
        self.types.get(name).is_some_and(|ty| ty.properties.iter().any(|known| known.name == property))
    }

    fn value(&mut self, value: &Json, name: &QualifiedName, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for element in value.elements() {
            self.value(element, name, depth + 1);
        }
        let own = root_type(value).and_then(|stated| self.index.find(stated, name.namespace())).map(|entry| entry.name.clone());
        let name = own.filter(|own| self.types.contains_key(own)).unwrap_or_else(|| name.clone());
        let Some(ty) = self.types.get(&name) else { return };
        // A type without a single documented property documents nothing that an example could contradict.
        if ty.properties.is_empty() || ty.open {
            return;
        }
        for (key, member) in value.members() {
            if key.value.contains(['@', '#']) {
                continue;
            }
            let property = ty.properties.iter().find(|property| property.name == key.value);
            match property {
                Some(property) => {
                    if let TypeKind::Structured(inner) = &property.ty.kind {
                        self.value(member, inner, depth + 1);
                    }
                }
                None if self.heirs.get(&name).is_some_and(|names| names.contains(key.value.as_str())) => {}
                None => {
                    if self.seen.insert((name.clone(), key.value.clone())) {
                        let message = format!("`{}` is no documented property of `{name}`", key.value);
                        self.findings.push(Diagnostic::new(Code::UnknownExampleProperty, key.span, message));
                    }
                }
            }
        }
    }
}
