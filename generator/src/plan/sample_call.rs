//! Calls for readers: arguments and bodies of an example call, taken from the documented examples where there are some.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;

use super::example::ExamplePlan;
use super::example_fields::Structs;
use super::function::Function;
use super::{ArgumentEncoding, BodyPlan, FieldPlan, FieldType, OperationPlan, Scalar, ValueType, VersionPlan};

/// What a documented call of a function is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SampleCall {
    /// Texts of the path arguments, then those of the required query parameters.
    pub arguments: Vec<String>,
    /// Query pairs beyond those, decoded.
    pub query: Vec<(String, String)>,
    /// The body, if the function takes one.
    pub body: Option<SampleValue>,
}

/// A value as a reader would write it.
#[derive(Clone, Debug, PartialEq)]
pub enum SampleValue {
    /// A string, and whatever is made from one: dates, identifiers, members of enumerations.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// A value of a struct.
    Struct {
        /// Path below the version module.
        path: String,
        /// Arguments of `new`; `None` begins with `default`.
        new: Option<Vec<SampleValue>>,
        /// Setters, each with its value.
        setters: Vec<(String, SampleValue)>,
    },
    /// A value of a derived type where its base is expected.
    Derived {
        /// Path of the base below the version module.
        base: String,
        /// The value.
        value: Box<SampleValue>,
    },
    /// A collection with at least one element.
    List(Vec<SampleValue>),
    /// Any JSON.
    Json(Value),
    /// Content.
    Bytes,
    /// The body is optional, and this call has none.
    Absent,
}

/// Setters that one struct of a sample shows at most; a reader wants to see how, not all.
const MOST_SETTERS: usize = 4;
/// Structs inside structs that a sample shows.
const DEEPEST: usize = 3;
/// Texts from pages that are longer make way for a stand-in.
const LONGEST_TEXT: usize = 60;

/// Gives every operation of a version its sample call.
pub(super) fn give_samples(version: &mut VersionPlan, calls: Vec<SampleCall>) {
    let mut calls = calls.into_iter();
    let modules = version.namespaces.iter_mut().flat_map(|namespace| namespace.areas.iter_mut());
    for operation in modules.flat_map(|area| &mut area.modules).flat_map(|module| &mut module.operations) {
        operation.sample = calls.next().unwrap_or_default();
    }
}

/// The sample calls, in the order of the operations.
pub(super) fn sample_calls(version: &VersionPlan, structs: &Structs<'_>, examples: &[ExamplePlan]) -> Vec<SampleCall> {
    // The first documented request with a body, then the first without.
    let mut documented: BTreeMap<&str, &ExamplePlan> = BTreeMap::new();
    for example in examples.iter().filter(|example| example.version == version.module && example.request.line.is_some()) {
        let known = documented.entry(&example.function).or_insert(example);
        if known.request.body.is_none() && example.request.body.is_some() {
            *known = example;
        }
    }
    let functions: Vec<Function<'_>> = version.functions().collect();
    let call =
        |function: &Function<'_>| sample_call(function.operation, documented.get(function.path().as_str()).copied(), structs);
    functions.par_iter().map(call).collect()
}

fn sample_call(operation: &OperationPlan, documented: Option<&ExamplePlan>, structs: &Structs<'_>) -> SampleCall {
    // The call through `/me` has an argument less: the user.
    let request = documented.map(|example| &example.request).filter(|request| !request.me);
    let shown = |index: usize| request.and_then(|request| request.arguments.get(index)).filter(|text| is_readable(text));
    let mut arguments: Vec<String> = operation
        .arguments
        .iter()
        .enumerate()
        .map(|(index, argument)| shown(index).cloned().unwrap_or_else(|| stand_in(&argument.wire, argument.encoding)))
        .collect();
    for (index, argument) in operation.required_query.iter().enumerate() {
        let shown = request.and_then(|request| request.required_query.get(index)).filter(|text| is_readable(text));
        arguments.push(shown.cloned().unwrap_or_else(|| stand_in(&argument.wire, argument.encoding)));
    }
    let body = documented.and_then(|example| serde_json::from_str(example.request.body.as_deref()?).ok());
    let query = request.map(|request| request.query.clone()).unwrap_or_default();
    let query = query.into_iter().filter(|(name, value)| is_readable(name) && is_readable(value)).collect();
    SampleCall { arguments, query, body: sample_body(operation, body.as_ref(), structs) }
}

/// Whether a documented argument is fit for a line of code.
fn is_readable(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_TEXT
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
        && !text.contains(['{', '}'])
}

/// Whether a documented body of unknown shape is fit for an example. ASCII only: in a comment, other text could mislead.
fn is_short(json: &Value) -> bool {
    let text = json.to_string();
    text.len() <= 4 * LONGEST_TEXT && text.is_ascii()
}

/// The name of a placeholder as a value: `site-id` for `siteId`.
fn stand_in(wire: &str, encoding: ArgumentEncoding) -> String {
    match encoding {
        ArgumentEncoding::Path => "folder/file.txt".to_owned(),
        _ => crate::names::unraw(&crate::names::value_name(wire)).replace('_', "-"),
    }
}

fn sample_body(operation: &OperationPlan, shown: Option<&Value>, structs: &Structs<'_>) -> Option<SampleValue> {
    let of_struct = |path: &str, shown: Option<&Value>| sample_struct(path, shown, structs, 0);
    let body = match &operation.body {
        BodyPlan::None => return None,
        BodyPlan::Struct(path) => of_struct(path, shown),
        BodyPlan::Structs(path) => SampleValue::List(vec![of_struct(path, shown.and_then(|list| list.get(0)))]),
        BodyPlan::Json => SampleValue::Json(shown.filter(|json| is_short(json)).cloned().unwrap_or_default()),
        BodyPlan::Bytes(_) => SampleValue::Bytes,
    };
    let says_nothing = match &body {
        SampleValue::Struct { new, setters, .. } => new.is_none() && setters.is_empty(),
        SampleValue::Json(json) => json.is_null(),
        SampleValue::Bytes => true,
        _ => false,
    };
    Some(if operation.optional_body && says_nothing { SampleValue::Absent } else { body })
}

/// The struct that a documented object is: that of its `@odata.type`, if it is derived from the expected one.
fn sample_struct(path: &str, shown: Option<&Value>, structs: &Structs<'_>, depth: usize) -> SampleValue {
    let named = shown.and_then(|shown| shown.get("@odata.type")).and_then(Value::as_str);
    let derived = structs.get(path).into_iter().flat_map(|plan| &plan.derived);
    // A variant behind a feature of its own may not be there where the example is compiled.
    let derived = derived.filter(|derived| derived.features.is_empty());
    let derived = derived.into_iter().find(|derived| named.is_some_and(|named| named.trim_start_matches('#') == derived.wire));
    match derived {
        Some(derived) => {
            SampleValue::Derived { base: path.to_owned(), value: Box::new(struct_of(&derived.path, shown, structs, depth)) }
        }
        None => struct_of(path, shown, structs, depth),
    }
}

fn struct_of(path: &str, shown: Option<&Value>, structs: &Structs<'_>, depth: usize) -> SampleValue {
    let empty = || SampleValue::Struct { path: path.to_owned(), new: None, setters: Vec::new() };
    let Some(plan) = structs.get(path).filter(|_| depth < DEEPEST) else { return empty() };
    let value_of =
        |field: &FieldPlan| shown.and_then(|shown| shown.get(&field.wire)).and_then(|v| sample(&field.ty, v, structs, depth));
    let required = plan.required.as_deref().unwrap_or_default();
    let new = plan.required.as_ref().map(|required| {
        let fields = required.iter().filter_map(|&index| plan.fields.get(index));
        fields.map(|field| value_of(field).unwrap_or_else(|| least(&field.ty, &field.wire))).collect()
    });
    let mut setters = Vec::new();
    for (index, field) in plan.fields.iter().enumerate() {
        if setters.len() == MOST_SETTERS {
            break;
        }
        let (Some(setter), false) = (&field.setter, required.contains(&index)) else { continue };
        if let Some(value) = value_of(field) {
            setters.push((setter.clone(), value));
        }
    }
    SampleValue::Struct { path: path.to_owned(), new, setters }
}

/// A documented value as code; `None` for what would need more words than it explains.
fn sample(ty: &FieldType, shown: &Value, structs: &Structs<'_>, depth: usize) -> Option<SampleValue> {
    if ty.collection {
        let one = FieldType { value: ty.value.clone(), collection: false };
        let items: Option<Vec<SampleValue>> =
            shown.as_array()?.iter().take(2).map(|item| sample(&one, item, structs, depth)).collect();
        return items.filter(|items| !items.is_empty()).map(SampleValue::List);
    }
    match (&ty.value, shown) {
        (ValueType::Struct(path), Value::Object(_)) => Some(sample_struct(path, Some(shown), structs, depth + 1)),
        (ValueType::Enum(_) | ValueType::Flags(_), Value::String(text)) if is_readable(text) => {
            Some(SampleValue::Text(text.clone()))
        }
        (ValueType::Scalar(scalar), shown) => sample_scalar(*scalar, shown),
        _ => None,
    }
}

fn sample_scalar(scalar: Scalar, shown: &Value) -> Option<SampleValue> {
    match (scalar, shown) {
        (Scalar::Bool, Value::Bool(value)) => Some(SampleValue::Bool(*value)),
        (Scalar::U8 | Scalar::I8 | Scalar::I16 | Scalar::I32, Value::Number(number)) => {
            number.as_i64().filter(|value| i32::try_from(*value).is_ok()).map(SampleValue::Whole)
        }
        (Scalar::I64, Value::Number(number)) => number.as_i64().map(SampleValue::Whole),
        (Scalar::F32 | Scalar::F64, Value::Number(number)) => {
            number.as_f64().filter(|value| value.is_finite()).map(SampleValue::Fraction)
        }
        (scalar, Value::String(text)) if is_text(scalar) && is_readable(text) => Some(SampleValue::Text(text.clone())),
        _ => None,
    }
}

/// Whether values of the scalar are made from text.
fn is_text(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::String
            | Scalar::Guid
            | Scalar::DateTimeOffset
            | Scalar::Date
            | Scalar::TimeOfDay
            | Scalar::Duration
            | Scalar::Binary
            | Scalar::Stream
    )
}

/// A value for an argument that has to be there although no example shows one.
fn least(ty: &FieldType, wire: &str) -> SampleValue {
    let one = match &ty.value {
        ValueType::Struct(path) => SampleValue::Struct { path: path.clone(), new: None, setters: Vec::new() },
        ValueType::Enum(_) | ValueType::Flags(_) => SampleValue::Text("unknownFutureValue".to_owned()),
        ValueType::Scalar(scalar) => match scalar {
            Scalar::Bool => SampleValue::Bool(true),
            Scalar::U8 | Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::I64 | Scalar::Decimal => SampleValue::Whole(1),
            Scalar::F32 | Scalar::F64 => SampleValue::Fraction(1.5),
            Scalar::Json => SampleValue::Json(Value::String(wire.to_owned())),
            Scalar::Guid => SampleValue::Text("11111111-2222-3333-4444-555555555555".to_owned()),
            Scalar::DateTimeOffset => SampleValue::Text("2026-01-01T00:00:00Z".to_owned()),
            Scalar::Date => SampleValue::Text("2026-01-01".to_owned()),
            Scalar::TimeOfDay => SampleValue::Text("08:30:00".to_owned()),
            Scalar::Duration => SampleValue::Text("PT1H".to_owned()),
            Scalar::Binary | Scalar::Stream => SampleValue::Text("AAEC".to_owned()),
            Scalar::String => SampleValue::Text(stand_in(wire, ArgumentEncoding::Segment)),
        },
    };
    if ty.collection { SampleValue::List(vec![one]) } else { one }
}
