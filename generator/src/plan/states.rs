//! The three states of each property that an update can send: absent, null and with a value, each with its exact JSON.

use serde_json::{Value, json};

use super::example_fields::Structs;
use super::function::Function;
use super::{BodyPlan, FieldType, OperationPlan, Scalar, StructPlan, ValueType, VersionPlan};

/// The test of one `PATCH` operation.
#[derive(Clone, Debug)]
pub struct StatesPlan {
    /// Module of the version.
    pub version: String,
    /// Pages that the operation is on, for the header of the file.
    pub pages: Vec<String>,
    /// The test's name.
    pub test: String,
    /// Path of the function below the version module.
    pub function: String,
    /// Features that must be on for the function to be there.
    pub features: Vec<String>,
    /// `PATCH /users/{}`
    pub line: String,
    /// How many arguments stand before the body.
    pub arguments: usize,
    /// Path of the body's struct below the version module.
    pub body: String,
    /// The body argument is an `Option`.
    pub optional_body: bool,
    /// The properties, in the order of the struct.
    pub properties: Vec<StatePlan>,
}

/// One property.
#[derive(Clone, Debug)]
pub struct StatePlan {
    /// The name on the wire.
    pub wire: String,
    /// The setter; `None` for a property that is read-only.
    pub setter: Option<String>,
    /// The type.
    pub ty: FieldType,
    /// A value of it as JSON text.
    pub json: String,
    /// Requests of the operation carry it.
    pub sent: bool,
}

/// The tests of a version's updates.
pub(super) fn plan_states(version: &VersionPlan, structs: &Structs<'_>, states: &mut Vec<StatesPlan>) {
    let updates = version.functions().filter(|function| function.operation.method == "PATCH");
    states.extend(updates.filter_map(|function| {
        let BodyPlan::Struct(path) = &function.operation.body else { return None };
        Some(states_of(&function, path, structs.get(path)?))
    }));
}

/// The test of an update whose body is the struct of a path.
fn states_of(function: &Function<'_>, path: &str, body: &StructPlan) -> StatesPlan {
    let operation = function.operation;
    StatesPlan {
        version: function.version.module.clone(),
        pages: function.module.pages.clone(),
        test: format!("{}_sends_three_states", crate::names::unraw(&operation.name)),
        function: function.path(),
        features: function.features().to_vec(),
        line: format!("{} {}", operation.method, operation.path),
        arguments: operation.arguments.len() + operation.required_query.len(),
        body: path.to_owned(),
        optional_body: operation.optional_body,
        properties: properties(body, operation),
    }
}

fn properties(body: &StructPlan, operation: &OperationPlan) -> Vec<StatePlan> {
    body.fields
        .iter()
        .map(|field| StatePlan {
            wire: field.wire.clone(),
            setter: field.setter.clone(),
            json: value_json(&field.ty).to_string(),
            ty: field.ty.clone(),
            sent: !field.read_only || operation.sends_read_only.contains(&field.wire),
        })
        .collect()
}

/// A value that shows what gets lost on the way: the first year, the seventh digit, a member that no page documents.
#[must_use]
pub fn scalar_text(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "true",
        Scalar::U8 | Scalar::I8 | Scalar::I16 | Scalar::I32 => "7",
        Scalar::I64 => "9007199254740993",
        Scalar::F32 | Scalar::F64 => "0.1",
        Scalar::Decimal => "-7",
        Scalar::Guid => "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d",
        Scalar::DateTimeOffset => "0001-01-01T00:00:00.0000001Z",
        Scalar::Date => "0001-01-01",
        Scalar::TimeOfDay => "23:59:59.9999999",
        Scalar::Duration => "P2W",
        Scalar::Binary | Scalar::Stream => "AAEC/w==",
        Scalar::String | Scalar::Json => "a \"text\"",
    }
}

/// A member of an enumeration that no page documents.
pub const NEW_MEMBER: &str = "aMemberOfTomorrow";

/// A value of a type, as JSON.
#[must_use]
pub fn value_json(ty: &FieldType) -> Value {
    let one = match &ty.value {
        ValueType::Struct(_) => json!({}),
        ValueType::Enum(_) | ValueType::Flags(_) => json!(NEW_MEMBER),
        ValueType::Scalar(
            scalar @ (Scalar::Bool
            | Scalar::U8
            | Scalar::I8
            | Scalar::I16
            | Scalar::I32
            | Scalar::I64
            | Scalar::F32
            | Scalar::F64
            | Scalar::Decimal),
        ) => serde_json::from_str(scalar_text(*scalar)).unwrap_or_default(),
        ValueType::Scalar(scalar) => json!(scalar_text(*scalar)),
    };
    if ty.collection { json!([one]) } else { one }
}
