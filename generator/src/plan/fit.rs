//! Whether a documented JSON value fits the documented type, by the same rules as the runtime's decoder: a value that does
//! not is a fault of the page, and is listed rather than replayed.

use serde_json::Value;

use crate::model::{ApiVersion, Primitive, TypeKind, TypeRef};

/// Values are followed to this depth; the JSON reader stops earlier.
const MAX_DEPTH: usize = 128;

/// The first member that does not fit, as a sentence; `None` where all do.
pub(super) fn misfit(version: &ApiVersion, ty: &TypeRef, value: &Value) -> Option<String> {
    check(version, ty, value, &mut String::new(), 0)
}

/// Whether a documented answer of one object shows it inside `value`, or why the object does not fit.
pub(super) fn object_wrapped(version: &ApiVersion, ty: &TypeRef, value: &Value) -> Result<bool, String> {
    let only = only_value(version, ty, value);
    let inside = only.and_then(sole_object);
    if inside.is_none() && only.is_some_and(Value::is_array) {
        return Err("one object is documented, and the example shows a list".to_owned());
    }
    misfit(version, ty, inside.unwrap_or(value)).map_or(Ok(inside.is_some()), Err)
}

/// The object in the `value` of `{"value": {...}}` or `{"value": [{...}]}`: many a page shows one so where the service answers
/// the object itself.
pub(super) fn sole_object(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(elements) => elements.first().filter(|element| elements.len() == 1 && element.is_object()),
        value => Some(value).filter(|value| value.is_object()),
    }
}

/// What stands in `value` where nothing else does beside annotations, and the type knows no such property.
fn only_value<'v>(version: &ApiVersion, ty: &TypeRef, value: &'v Value) -> Option<&'v Value> {
    let TypeKind::Structured(name) = &ty.kind else { return None };
    let structured = version.structured(name)?;
    if structured.properties.is_empty() || structured.properties.iter().any(|property| property.name == "value") {
        return None;
    }
    let mut members = value.as_object()?.iter().filter(|(member, _)| !member.contains('@'));
    let (first, value) = members.next()?;
    (first == "value" && members.next().is_none()).then_some(value)
}

/// The same for a collection answer: `{"value": [...]}`.
pub(super) fn collection_misfit(version: &ApiVersion, ty: &TypeRef, value: &Value) -> Option<String> {
    let Value::Object(members) = value else { return Some(wrong("", "object with `value`", value)) };
    if !members.contains_key("value") && members.keys().any(|member| !member.contains('@')) {
        return Some("a list is documented, and the example shows one object".to_owned());
    }
    let element = TypeRef { collection: true, ..ty.clone() };
    for (name, expected) in [("@odata.nextLink", "string"), ("@odata.deltaLink", "string"), ("@odata.context", "string")] {
        if let Some(found) = members.get(name).filter(|found| !found.is_string() && !found.is_null()) {
            return Some(wrong(name, expected, found));
        }
    }
    if let Some(found) = members.get("@odata.count").filter(|found| !found.is_null() && !fits_i64(found)) {
        return Some(wrong("@odata.count", "integer", found));
    }
    members.get("value").and_then(|value| check(version, &element, value, &mut "value".to_owned(), 0))
}

/// The same for a wrapped value: `{"value": ...}`.
pub(super) fn wrapped_misfit(version: &ApiVersion, ty: &TypeRef, value: &Value) -> Option<String> {
    let Value::Object(members) = value else { return Some(wrong("", "object with `value`", value)) };
    if let Some(found) = members.get("@odata.context").filter(|found| !found.is_string() && !found.is_null()) {
        return Some(wrong("@odata.context", "string", found));
    }
    members.get("value").and_then(|value| check(version, ty, value, &mut "value".to_owned(), 0))
}

fn check(version: &ApiVersion, ty: &TypeRef, value: &Value, path: &mut String, depth: usize) -> Option<String> {
    if value.is_null() || depth > MAX_DEPTH {
        return None;
    }
    if ty.collection {
        let Value::Array(elements) = value else {
            // Any JSON stays as it is; everything else needs its array.
            return Some(wrong(path, "array", value));
        };
        let one = TypeRef { collection: false, ..ty.clone() };
        return elements.iter().enumerate().find_map(|(index, element)| {
            let length = path.len();
            path.push_str(&format!("[{index}]"));
            let found = check(version, &one, element, path, depth + 1);
            path.truncate(length);
            found
        });
    }
    match &ty.kind {
        TypeKind::Unknown(_) | TypeKind::Primitive(Primitive::Json) => None,
        TypeKind::Primitive(primitive) => {
            let (fits, expected) = primitive_fits(*primitive, value);
            (!fits).then(|| wrong(path, expected, value))
        }
        TypeKind::Enumeration(name) => match version.enumeration(name) {
            Some(_) if !value.is_string() => Some(wrong(path, "string", value)),
            _ => None,
        },
        TypeKind::Structured(name) => {
            let Value::Object(members) = value else { return Some(wrong(path, "object", value)) };
            let structured = version.structured(name)?;
            members.iter().find_map(|(member, value)| {
                if member.contains('@') {
                    return None;
                }
                let property = structured.properties.iter().find(|property| property.name == *member)?;
                let length = path.len();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(member);
                let found = check(version, &property.ty, value, path, depth + 1);
                path.truncate(length);
                found
            })
        }
    }
}

/// Whether the runtime's scalar reads a value, and what it expects (`templates/runtime/src/model/scalar.rs`).
fn primitive_fits(primitive: Primitive, value: &Value) -> (bool, &'static str) {
    match primitive {
        Primitive::Boolean => (value.is_boolean(), "boolean"),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => (
            value.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
                || numeric_text(value, |text| text.parse::<i32>().is_ok()),
            "integer",
        ),
        Primitive::Int64 => (fits_i64(value), "integer"),
        Primitive::Single | Primitive::Double | Primitive::Decimal => {
            (value.is_number() || numeric_text(value, |text| text.parse::<f64>().is_ok()), "number")
        }
        _ => (value.is_string(), "string"),
    }
}

fn fits_i64(value: &Value) -> bool {
    value.as_i64().is_some() || numeric_text(value, |text| text.parse::<i64>().is_ok())
}

fn numeric_text(value: &Value, reads: impl Fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(reads)
}

fn wrong(path: &str, expected: &str, found: &Value) -> String {
    let kind = match found {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let place = if path.is_empty() { "the body".to_owned() } else { format!("`{path}`") };
    format!("{place} is documented as {expected}, and the example shows {kind}")
}
