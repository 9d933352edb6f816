//! The operations that stand for all others on the crate's front page and in its examples: one for each kind of call.

use std::collections::BTreeMap;

use super::example_fields::structs_by_path;
use super::function::Function;
use super::{
    AnswerPlan, AnswerShape, ArgumentEncoding, BodyPlan, FieldPlan, OperationPlan, Plan, SampleValue, Scalar, StructPlan,
    ValueType, VersionPlan,
};

/// What the front page and the examples show. A kind of call that no page documents is left out.
#[derive(Clone, Debug, Default)]
pub struct TourPlan {
    /// A collection with a filter.
    pub list: Option<StopPlan>,
    /// An update, and a property of it that is set to null.
    pub update: Option<(StopPlan, NullPlan)>,
    /// Work that goes on after the answer.
    pub job: Option<StopPlan>,
    /// One object by its identifier.
    pub get: Option<StopPlan>,
    /// An operation whose page shows a refusal, and that refusal.
    pub refusal: Option<(StopPlan, RefusalPlan)>,
}

/// An operation of the tour.
#[derive(Clone, Debug)]
pub struct StopPlan {
    /// Module of the version.
    pub version: String,
    /// Path of the function's module below the version.
    pub module: String,
    /// Features that must be on.
    pub features: Vec<String>,
    /// Query options that have methods, without the dollar sign.
    pub options: Vec<String>,
    /// The function.
    pub operation: OperationPlan,
    /// What it answers with has a property `id`.
    pub has_id: bool,
    /// The expression of a filter that fits what it answers with.
    pub filter: String,
    /// What the service says when the work has succeeded.
    pub success: Option<String>,
}

/// A property that an update sets to null.
#[derive(Clone, Debug)]
pub struct NullPlan {
    /// Path of the body's struct below the version.
    pub body: String,
    /// The setter.
    pub setter: String,
    /// The name on the wire.
    pub wire: String,
}

/// A documented refusal.
#[derive(Clone, Debug)]
pub struct RefusalPlan {
    /// The status.
    pub status: u16,
    /// The body as compact JSON.
    pub body: String,
    /// The page documents it; otherwise it is one of our own making.
    pub documented: bool,
}

/// Chooses the operations: of the main version if it has one of the kind, then the shortest address.
pub(super) fn tour(plan: &Plan, main: usize) -> TourPlan {
    let stops = Stops::of(plan, main);
    let refusals = refusals(plan);
    let get = stops.first(is_get);
    TourPlan {
        list: stops.first(|stop| is_list(stop, true)).or_else(|| stops.first(|stop| is_list(stop, false))),
        update: stops.best(|stop| null_plan(stop, true)).or_else(|| stops.best(|stop| null_plan(stop, false))),
        job: stops.first(|stop| is_job(stop) && stop.function.operation.body != BodyPlan::None).or_else(|| stops.first(is_job)),
        refusal: stops
            .best(|stop| refusals.get(&(stop.function.version.module.as_str(), stop.function.path())).cloned())
            .or_else(|| Some((get.clone()?, made_up_refusal()))),
        get,
    }
}

/// A function that the tour may choose.
struct Stop<'p> {
    function: Function<'p>,
    /// The struct that it answers with, or with a collection of.
    answer: Option<&'p StructPlan>,
    /// The struct of its body.
    body: Option<&'p StructPlan>,
}

impl Stop<'_> {
    fn has_id(&self) -> bool {
        self.answer.is_some_and(|plan| plan.fields.iter().any(|field| field.wire == "id"))
    }

    fn planned(&self) -> StopPlan {
        let Function { version, operation, .. } = self.function;
        StopPlan {
            version: version.module.clone(),
            module: self.function.module_path(),
            // Any one of the gate's features brings the operation in.
            features: [Some(&version.feature), self.function.features().first()].into_iter().flatten().cloned().collect(),
            options: self.function.options().to_vec(),
            has_id: self.has_id(),
            filter: filter(operation, self.answer),
            success: success(self),
            operation: operation.clone(),
        }
    }
}

/// The operations that are not deprecated, in the order of preference.
struct Stops<'p> {
    all: Vec<Stop<'p>>,
}

impl<'p> Stops<'p> {
    fn of(plan: &'p Plan, main: usize) -> Self {
        let mut ranked = Vec::new();
        for (index, version) in plan.versions.iter().enumerate() {
            let stops = stops_of(version).filter(|stop| stop.function.operation.deprecated.is_none());
            ranked.extend(stops.map(|stop| (index != main, stop)));
        }
        ranked.sort_by(|(left, one), (right, other)| {
            let rank = |other_version, stop: &Stop<'p>| {
                (other_version, stop.function.operation.arguments.len(), stop.function.operation.path.len())
            };
            let by_address = || one.function.operation.path.cmp(&other.function.operation.path);
            rank(*left, one).cmp(&rank(*right, other)).then_with(by_address)
        });
        Self { all: ranked.into_iter().map(|(_, stop)| stop).collect() }
    }

    fn first(&self, fits: impl Fn(&Stop<'p>) -> bool) -> Option<StopPlan> {
        self.all.iter().find(|stop| fits(stop)).map(Stop::planned)
    }

    fn best<T>(&self, fits: impl Fn(&Stop<'p>) -> Option<T>) -> Option<(StopPlan, T)> {
        self.all.iter().find_map(|stop| Some((fits(stop)?, stop))).map(|(found, stop)| (stop.planned(), found))
    }
}

/// The functions of a version.
fn stops_of(version: &VersionPlan) -> impl Iterator<Item = Stop<'_>> {
    let structs = structs_by_path(version);
    version.functions().map(move |function| Stop {
        function,
        answer: answer_struct(function.operation).and_then(|path| structs.get(path).copied()),
        body: match &function.operation.body {
            BodyPlan::Struct(path) => structs.get(path).copied(),
            _ => None,
        },
    })
}

/// The struct that an answer is, or is a collection of.
fn answer_struct(operation: &OperationPlan) -> Option<&str> {
    match &operation.answer {
        AnswerPlan::Value(ty) if !ty.collection => struct_path(&ty.value),
        AnswerPlan::Collection(value) => struct_path(value),
        _ => None,
    }
}

fn struct_path(value: &ValueType) -> Option<&str> {
    match value {
        ValueType::Struct(path) => Some(path),
        _ => None,
    }
}

/// The documented filter, or one of a string property.
fn filter(operation: &OperationPlan, answer: Option<&StructPlan>) -> String {
    if let Some((_, documented)) = operation.sample.query.iter().find(|(name, _)| name == "$filter") {
        return documented.clone();
    }
    let text = |field: &&FieldPlan| matches!(field.ty.value, ValueType::Scalar(Scalar::String)) && !field.ty.collection;
    let fields = answer.map(|plan| plan.fields.as_slice()).unwrap_or_default();
    let property = fields.iter().filter(text).find(|field| field.wire != "id").map_or("id", |field| field.wire.as_str());
    format!("{property} eq 'contoso'")
}

/// A body that says that the work has succeeded: by a member of the documented enumeration, if the answer has a status.
fn success(stop: &Stop<'_>) -> Option<String> {
    let operation = stop.function.operation;
    if operation.shape() != AnswerShape::Accepted {
        return None;
    }
    let status = match (&operation.answer, stop.answer) {
        (AnswerPlan::None | AnswerPlan::Json, _) => return Some(r#"{"status":"succeeded"}"#.to_owned()),
        (AnswerPlan::Value(_), Some(answer)) => answer.fields.iter().find(|field| field.wire == "status"),
        _ => return None,
    };
    match status.map(|field| &field.ty.value) {
        None => Some("{}".to_owned()),
        Some(ValueType::Scalar(Scalar::String)) => Some(r#"{"status":"succeeded"}"#.to_owned()),
        Some(ValueType::Enum(path)) => {
            let enums = stop.function.version.modules().flat_map(|(_, module)| &module.enums);
            let name = path.rsplit("::").next().unwrap_or(path);
            let members = enums.filter(|plan| plan.name == name).flat_map(|plan| &plan.variants);
            let ended =
                members.map(|member| member.wire.as_str()).find(|wire| wire.starts_with("succe") || wire.starts_with("complete"));
            ended.map(|wire| serde_json::json!({"status": wire}).to_string())
        }
        Some(_) => None,
    }
}

fn is_list(stop: &Stop<'_>, filtered: bool) -> bool {
    let is_collection = matches!(&stop.function.operation.answer, AnswerPlan::Collection(ValueType::Struct(_)));
    is_collection
        && stop.function.operation.method == "GET"
        && stop.function.operation.shape() == AnswerShape::Json
        && (!filtered || stop.function.options().iter().any(|option| option == "filter"))
}

fn is_job(stop: &Stop<'_>) -> bool {
    success(stop).is_some()
}

fn is_get(stop: &Stop<'_>) -> bool {
    let operation = stop.function.operation;
    let by_id = matches!(operation.arguments.as_slice(), [one] if one.encoding == ArgumentEncoding::Segment);
    by_id
        && operation.method == "GET"
        && operation.required_query.is_empty()
        && operation.shape() == AnswerShape::Json
        && matches!(&operation.answer, AnswerPlan::Value(_))
        && stop.has_id()
}

/// The property that an update sets to null: of those that the page's own example sets, the first with a text. `same` asks
/// for an update that answers with what it is given.
fn null_plan(stop: &Stop<'_>, same: bool) -> Option<NullPlan> {
    let operation = stop.function.operation;
    let given = match &operation.body {
        BodyPlan::Struct(path) => Some(path.as_str()),
        _ => None,
    };
    if same && answer_struct(operation) != given {
        return None;
    }
    let plain = operation.method == "PATCH" && !operation.optional_body;
    if !plain || !matches!(operation.shape(), AnswerShape::Json | AnswerShape::Nothing) || !operation.required_query.is_empty() {
        return None;
    }
    if !matches!(&operation.answer, AnswerPlan::None | AnswerPlan::Value(_)) {
        return None;
    }
    let Some(SampleValue::Struct { path, setters, .. }) = &operation.sample.body else { return None };
    let (setter, _) = setters.iter().find(|(_, value)| matches!(value, SampleValue::Text(_)))?;
    let field = stop.body?.fields.iter().find(|field| field.setter.as_ref() == Some(setter))?;
    Some(NullPlan { body: path.clone(), setter: setter.clone(), wire: field.wire.clone() })
}

/// The first documented `403` of each function that has one, by version and path.
fn refusals(plan: &Plan) -> BTreeMap<(&str, String), RefusalPlan> {
    let mut refusals = BTreeMap::new();
    for example in &plan.examples {
        let Some(answer) = example.response.as_ref().filter(|answer| answer.status == 403 && answer.json) else { continue };
        let Some(body) = answer.body.clone().filter(|body| body.is_ascii()) else { continue };
        let refusal = RefusalPlan { status: answer.status, body, documented: true };
        refusals.entry((example.version.as_str(), example.function.clone())).or_insert(refusal);
    }
    refusals
}

fn made_up_refusal() -> RefusalPlan {
    let body = r#"{"error":{"code":"accessDenied","message":"The caller lacks a permission.","innerError":{"request-id":"11111111-2222-3333-4444-555555555555"}}}"#;
    RefusalPlan { status: 403, body: body.to_owned(), documented: false }
}
