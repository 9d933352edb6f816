//! The operations that stand for all others on the crate's front page and in its examples: one for each kind of call.

use super::example_fields::structs_by_path;
use super::{
    AnswerPlan, AnswerShape, ArgumentEncoding, BodyPlan, ExamplePlan, FieldPlan, OperationPlan, Plan, SampleValue, Scalar,
    StructPlan, ValueType, VersionPlan,
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
    let get = stops.first(is_get);
    TourPlan {
        list: stops.first(|stop| is_list(stop, true)).or_else(|| stops.first(|stop| is_list(stop, false))),
        update: stops.best(|stop| null_plan(stop, true)).or_else(|| stops.best(|stop| null_plan(stop, false))),
        job: stops.first(|stop| is_job(stop) && stop.operation.body != BodyPlan::None).or_else(|| stops.first(is_job)),
        refusal: stops.best(|stop| refusal(stop, plan)).or_else(|| Some((get.clone()?, made_up_refusal()))),
        get,
    }
}

/// All operations in the order of preference.
struct Stops<'p> {
    all: Vec<(StopPlan, Vec<&'p FieldPlan>)>,
}

impl<'p> Stops<'p> {
    fn of(plan: &'p Plan, main: usize) -> Self {
        let mut all = Vec::new();
        for (index, version) in plan.versions.iter().enumerate() {
            for (stop, fields) in stops_of(version) {
                let rank =
                    (index != main, stop.operation.arguments.len(), stop.operation.path.len(), stop.operation.path.clone());
                all.push((rank, (stop, fields)));
            }
        }
        all.sort_by(|left, right| left.0.cmp(&right.0));
        Self { all: all.into_iter().map(|(_, stop)| stop).collect() }
    }

    fn first(&self, fits: impl Fn(&StopPlan) -> bool) -> Option<StopPlan> {
        self.all.iter().map(|(stop, _)| stop).find(|stop| stop.operation.deprecated.is_none() && fits(stop)).cloned()
    }

    fn best<T>(&self, fits: impl Fn(&(StopPlan, Vec<&'p FieldPlan>)) -> Option<T>) -> Option<(StopPlan, T)> {
        let mut current = self.all.iter().filter(|(stop, _)| stop.operation.deprecated.is_none());
        current.find_map(|stop| Some((stop.0.clone(), fits(stop)?)))
    }
}

/// The operations of a version, each with the fields of the body's struct.
fn stops_of(version: &VersionPlan) -> Vec<(StopPlan, Vec<&FieldPlan>)> {
    let structs = structs_by_path(version);
    let mut stops = Vec::new();
    for namespace in &version.namespaces {
        let prefix = if namespace.module.is_empty() { String::new() } else { format!("{}::", namespace.module) };
        for module in namespace.areas.iter().flat_map(|area| &area.modules) {
            for operation in &module.operations {
                let answer = answer_struct(operation).and_then(|path| structs.get(path).copied());
                let body = match &operation.body {
                    BodyPlan::Struct(path) => structs.get(path).map(|body| body.fields.iter().collect()).unwrap_or_default(),
                    _ => Vec::new(),
                };
                let gate = if operation.features.is_empty() { &module.features } else { &operation.features };
                let set = version.query_sets.iter().find(|set| Some(&set.name) == operation.query_set.as_ref());
                let stop = StopPlan {
                    version: version.module.clone(),
                    module: format!("{prefix}{}", module.module),
                    // Any one of the gate's features brings the operation in.
                    features: [Some(&version.feature), gate.first()].into_iter().flatten().cloned().collect(),
                    options: set.map(|set| set.options.clone()).unwrap_or_default(),
                    has_id: answer.is_some_and(|plan| plan.fields.iter().any(|field| field.wire == "id")),
                    filter: filter(operation, answer),
                    success: success(version, operation, answer),
                    operation: operation.clone(),
                };
                stops.push((stop, body));
            }
        }
    }
    stops
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
fn success(version: &VersionPlan, operation: &OperationPlan, answer: Option<&StructPlan>) -> Option<String> {
    if operation.shape() != AnswerShape::Accepted {
        return None;
    }
    let status = match (&operation.answer, answer) {
        (AnswerPlan::None | AnswerPlan::Json, _) => return Some(r#"{"status":"succeeded"}"#.to_owned()),
        (AnswerPlan::Value(_), Some(answer)) => answer.fields.iter().find(|field| field.wire == "status"),
        _ => return None,
    };
    match status.map(|field| &field.ty.value) {
        None => Some("{}".to_owned()),
        Some(ValueType::Scalar(Scalar::String)) => Some(r#"{"status":"succeeded"}"#.to_owned()),
        Some(ValueType::Enum(path)) => {
            let modules = version.namespaces.iter().flat_map(|namespace| &namespace.areas).flat_map(|area| &area.modules);
            let name = path.rsplit("::").next().unwrap_or(path);
            let members =
                modules.flat_map(|module| &module.enums).filter(|plan| plan.name == name).flat_map(|plan| &plan.variants);
            let ended =
                members.map(|member| member.wire.as_str()).find(|wire| wire.starts_with("succe") || wire.starts_with("complete"));
            ended.map(|wire| serde_json::json!({"status": wire}).to_string())
        }
        Some(_) => None,
    }
}

fn is_list(stop: &StopPlan, filtered: bool) -> bool {
    let is_collection = matches!(&stop.operation.answer, AnswerPlan::Collection(ValueType::Struct(_)));
    is_collection
        && stop.operation.method == "GET"
        && stop.operation.shape() == AnswerShape::Json
        && (!filtered || stop.options.iter().any(|option| option == "filter"))
}

fn is_job(stop: &StopPlan) -> bool {
    stop.operation.shape() == AnswerShape::Accepted && stop.success.is_some()
}

fn is_get(stop: &StopPlan) -> bool {
    let operation = &stop.operation;
    let by_id = matches!(operation.arguments.as_slice(), [one] if one.encoding == ArgumentEncoding::Segment);
    by_id
        && operation.method == "GET"
        && operation.required_query.is_empty()
        && operation.shape() == AnswerShape::Json
        && matches!(&operation.answer, AnswerPlan::Value(_))
        && stop.has_id
}

/// The property that an update sets to null: of those that the page's own example sets, the first with a text. `same` asks
/// for an update that answers with what it is given.
fn null_plan((stop, body): &(StopPlan, Vec<&FieldPlan>), same: bool) -> Option<NullPlan> {
    let operation = &stop.operation;
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
    let field = body.iter().find(|field| field.setter.as_ref() == Some(setter))?;
    Some(NullPlan { body: path.clone(), setter: setter.clone(), wire: field.wire.clone() })
}

/// A documented `403` of the operation.
fn refusal((stop, _): &(StopPlan, Vec<&FieldPlan>), plan: &Plan) -> Option<RefusalPlan> {
    let function = format!("{}::{}", stop.module, stop.operation.name);
    let shown = |example: &&ExamplePlan| example.version == stop.version && example.function == function;
    let answers = plan.examples.iter().filter(shown).filter_map(|example| example.response.as_ref());
    let answer = answers.into_iter().find(|answer| answer.status == 403 && answer.json)?;
    let body = answer.body.clone().filter(|body| body.is_ascii())?;
    Some(RefusalPlan { status: answer.status, body, documented: true })
}

fn made_up_refusal() -> RefusalPlan {
    let body = r#"{"error":{"code":"accessDenied","message":"The caller lacks a permission.","innerError":{"request-id":"11111111-2222-3333-4444-555555555555"}}}"#;
    RefusalPlan { status: 403, body: body.to_owned(), documented: false }
}
