//! Documented JSON that no operation sends or answers, but that names its type: what the service sends to its clients, values
//! shown beside a type's table. Tests decode it and encode it again.

use super::AnswerShape;
use super::example::{ExamplePlan, RequestPlan, ResponsePlan};
use super::example_fields::{Structs, filled};
use super::fit::{object_wrapped, sole_object};
use super::placing::Places;
use crate::model::{ApiVersion, ExampleContent, ExampleSide, QualifiedName, TypeKind, TypeRef};

/// A sample as a test, without its name; `None` where the JSON names no documented type, or does not fit it.
pub(super) fn sample(version: &ApiVersion, places: &Places, structs: &Structs<'_>, side: &ExampleSide) -> Option<ExamplePlan> {
    let ExampleContent::Json { text, .. } = &side.content else { return None };
    if side.request_line.is_some() || side.status.is_some() {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let stated = value.get("@odata.type").and_then(serde_json::Value::as_str).or(side.odata_type.as_deref())?;
    let name = find(version, stated)?;
    let ty = TypeRef { kind: TypeKind::Structured(name.clone()), collection: false };
    let wrapped = object_wrapped(version, &ty, &value).ok()?;
    let inside = value.get("value").filter(|_| wrapped).and_then(sole_object);
    let place = places.find(name)?;
    let namespace = if place.module.namespace.is_empty() { String::new() } else { format!("{}::", place.module.namespace) };
    Some(ExamplePlan {
        function: format!("{namespace}{}::{}", place.module.module, place.name),
        features: places.features(name),
        request: RequestPlan::default(),
        response: Some(ResponsePlan {
            line: side.at.line,
            status: 200,
            headers: Vec::new(),
            body: Some(text.clone()),
            json: true,
            wrapped,
        }),
        shape: AnswerShape::Json,
        answer_fields: filled(structs.get(&place.path).copied(), [inside.unwrap_or(&value)]),
        sample: Some(place.path.clone()),
        ..ExamplePlan::default()
    })
}

/// The type of a name as annotations write it: `#microsoft.graph.user`.
fn find<'v>(version: &'v ApiVersion, stated: &str) -> Option<&'v QualifiedName> {
    let stated = stated.trim().trim_start_matches('#');
    version.types.iter().map(|ty| &ty.name).find(|name| name.0.eq_ignore_ascii_case(stated))
}
