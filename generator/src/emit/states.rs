//! The test of an update: setters, values and the exact JSON that is sent, for `templates/tables/updates.rs`.

use super::structure::api_path;
use super::tokens::{gate, literal, print};
use crate::plan::{FieldType, NEW_MEMBER, Scalar, StatePlan, StatesPlan, ValueType, scalar_text};

/// One update, ready to be printed.
pub(super) struct Update {
    /// The test's name.
    pub(super) name: String,
    /// Documentation line.
    pub(super) doc: String,
    /// The request line, as a literal.
    pub(super) line: String,
    /// The attribute that gates the test.
    pub(super) gate: String,
    /// The body's type.
    pub(super) body: String,
    /// The function's call with `body` as the body.
    pub(super) call: String,
    /// One line for each property.
    pub(super) lines: Vec<String>,
}

/// The test of an update.
pub(super) fn update(plan: &StatesPlan) -> Update {
    let mut arguments: Vec<String> = (1..=plan.arguments).map(|number| format!("\"argument{number}\"")).collect();
    arguments.push(if plan.optional_body { "Some(body)" } else { "body" }.to_owned());
    Update {
        name: plan.test.clone(),
        doc: format!("/// `{}`: every property absent, null and with a value.\n", super::one_line(&plan.line)),
        line: literal(&plan.line),
        gate: gate(&plan.features),
        body: print(api_path(&plan.body)),
        call: format!("{}({})", print(api_path(&plan.function)), arguments.join(", ")),
        lines: plan.properties.iter().map(line).collect(),
    }
}

fn line(property: &StatePlan) -> String {
    let (wire, json) = (literal(&property.wire), literal(&property.json));
    match &property.setter {
        Some(setter) => format!("states::property!(update, {setter}, {wire}, {}, {json});", value(&property.ty)),
        None if property.sent => format!("update.without_setter({wire}, {json});"),
        None => format!("update.never_sent({wire}, {json});"),
    }
}

/// What the setter is given: what a reader would write.
fn value(ty: &FieldType) -> String {
    let one = match &ty.value {
        ValueType::Struct(path) => format!("{}::default()", print(api_path(path))),
        ValueType::Flags(path) if ty.collection => {
            format!("runtime::model::Flags::<{}>::from({})", print(api_path(path)), literal(NEW_MEMBER))
        }
        ValueType::Enum(_) | ValueType::Flags(_) => literal(NEW_MEMBER),
        ValueType::Scalar(scalar) => match scalar {
            Scalar::Bool | Scalar::U8 | Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::F32 | Scalar::F64 | Scalar::Decimal => {
                scalar_text(*scalar).to_owned()
            }
            Scalar::I64 => format!("{}_i64", scalar_text(*scalar)),
            Scalar::Json if ty.collection => format!("runtime::model::Json::from({})", literal(scalar_text(*scalar))),
            _ => literal(scalar_text(*scalar)),
        },
    };
    if ty.collection { format!("[{one}]") } else { one }
}
