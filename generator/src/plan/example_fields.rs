//! Which fields a replayed example must fill. Decoding and encoding by one table agree with each other whatever the table
//! says; that a field holds the property of its name shows only when field and property are named side by side.

use std::collections::BTreeSet;

use serde_json::Value;

use super::example::{NamedField, RequestPlan, ResponsePlan};
use super::fit::sole_object;
use super::{AnswerPlan, BodyPlan, OperationPlan, StructPlan, ValueType, VersionPlan};

/// Structs by every path below the version module that names them.
#[expect(clippy::disallowed_types, reason = "they are looked up thousands of times and never listed")]
pub(super) type Structs<'p> = std::collections::HashMap<String, &'p StructPlan>;

/// The structs of a version.
pub(super) fn structs_by_path(plan: &VersionPlan) -> Structs<'_> {
    let mut structs = Structs::new();
    for (namespace, module) in plan.modules() {
        for item in &module.structs {
            structs.insert(namespace.path(&item.name), item);
            structs.insert(namespace.path(&format!("{}::{}", module.module, item.name)), item);
        }
    }
    structs
}

/// The fields that the documented body of a request fills.
pub(super) fn body_fields(structs: &Structs<'_>, request: &RequestPlan) -> Vec<NamedField> {
    let (BodyPlan::Struct(path), Some(body)) = (&request.body_kind, &request.body) else { return Vec::new() };
    filled(structs.get(path).copied(), serde_json::from_str(body).ok().iter())
}

/// The fields that the documented answer fills, and whether they are those of a collection's items.
pub(super) fn answer_fields(
    structs: &Structs<'_>,
    planned: &OperationPlan,
    response: Option<&ResponsePlan>,
) -> (Vec<NamedField>, bool) {
    let none = (Vec::new(), false);
    let Some(response) = response.filter(|response| response.json && response.status < 400) else { return none };
    let Some(Ok(json)) = response.body.as_deref().map(serde_json::from_str::<Value>) else { return none };
    match &planned.answer {
        AnswerPlan::Value(ty) if !ty.collection => match &ty.value {
            ValueType::Struct(path) => {
                let inside = json.get("value").filter(|_| response.wrapped).and_then(sole_object);
                (filled(structs.get(path).copied(), [inside.unwrap_or(&json)]), false)
            }
            _ => none,
        },
        AnswerPlan::Collection(ValueType::Struct(path)) => match json.get("value").and_then(Value::as_array) {
            Some(items) => (filled(structs.get(path).copied(), items), true),
            None => none,
        },
        _ => none,
    }
}

/// In the order of the struct; nulls fill nothing.
pub(super) fn filled<'v>(plan: Option<&StructPlan>, documented: impl IntoIterator<Item = &'v Value>) -> Vec<NamedField> {
    let Some(plan) = plan else { return Vec::new() };
    let members = documented.into_iter().filter_map(Value::as_object).flatten();
    let names: BTreeSet<&str> = members.filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str()).collect();
    let fields = plan.fields.iter().filter(|field| names.contains(field.wire.as_str()));
    fields.map(|field| NamedField { name: field.name.clone(), wire: field.wire.clone(), ty: field.ty.clone() }).collect()
}
