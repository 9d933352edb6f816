//! Operations to functions: module, name, arguments, body, answer.
//!
//! Names come from the method, the path and the types at it, never from a page's title: titles are reworded, paths are not.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::function_names::OperationPlace;
use super::placing::{ModuleKey, Places, is_main};
use super::structures::field_type;
use super::{
    AnswerPlan, ArgumentEncoding, ArgumentPlan, BodyPlan, OperationPlan, PermissionPlan, QuerySetPlan, SampleCall, Scalar,
    ValueType,
};
use crate::model::{
    Address, Answer, AnswerContent, ApiVersion, Body, BodyContent, ExampleContent, ExampleSide, Operation, Parameter,
    ParameterKind, QualifiedName, QueryOption, Segment, TargetRole, TypeKind,
};
use crate::names::{self, Scope};

/// The path of an address with the placeholders as the page writes them: for readers, and as identity in the lock file.
#[must_use]
pub fn address_text(address: &Address) -> String {
    let mut text = String::new();
    for segment in &address.segments {
        text.push('/');
        push_segment(&mut text, segment, &|parameter, _| format!("{{{}}}", parameter.name));
    }
    if text.is_empty() { "/".to_owned() } else { text }
}

/// The path template of an address: `{}` for each argument, `{/}` for a path that may hold slashes, fixed arguments in place.
#[must_use]
pub fn template(address: &Address) -> String {
    let mut text = String::new();
    for segment in &address.segments {
        text.push('/');
        push_segment(&mut text, segment, &|_, path| if path { "{/}".to_owned() } else { "{}".to_owned() });
    }
    if text.is_empty() { "/".to_owned() } else { text }
}

fn push_segment(text: &mut String, segment: &Segment, placeholder: &dyn Fn(&Parameter, bool) -> String) {
    match segment {
        Segment::Literal(literal) => match placeholder_in(literal) {
            Some((before, written, after)) => {
                text.push_str(&fixed(before));
                text.push_str(&placeholder(&free_parameter(written), false));
                text.push_str(&fixed(after));
            }
            None => text.push_str(&fixed(literal)),
        },
        Segment::Parameter(parameter) => text.push_str(&placeholder(parameter, false)),
        Segment::Function { name, parameters } => {
            text.push_str(&fixed(name));
            text.push('(');
            for (index, parameter) in parameters.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&fixed(&parameter.name));
                text.push('=');
                let quote = if parameter.quoted { "'" } else { "" };
                text.push_str(quote);
                match &parameter.literal {
                    Some(literal) => text.push_str(&fixed(literal)),
                    None => text.push_str(&placeholder(parameter, false)),
                }
                text.push_str(quote);
            }
            text.push(')');
        }
        Segment::PathAddress { anchor, path, closed } => {
            push_segment(text, anchor, placeholder);
            text.push_str(":/");
            text.push_str(&placeholder(path, true));
            if *closed {
                text.push(':');
            }
        }
    }
}

/// Fixed text of a template, in which a brace would be a placeholder: braces that belong to none are encoded, as every URL
/// must have them.
fn fixed(text: &str) -> Cow<'_, str> {
    if text.contains(['{', '}']) { text.replace('{', "%7B").replace('}', "%7D").into() } else { text.into() }
}

/// A placeholder inside fixed text, `roleTemplateId={roleTemplateId}`: what stands before it, its name, what follows.
pub(super) fn placeholder_in(literal: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = literal.split_once('{')?;
    let (written, after) = rest.split_once('}')?;
    Some((before, written, after))
}

/// The parameter of a placeholder that stands inside fixed text.
fn free_parameter(written: &str) -> Parameter {
    Parameter { required: Some(true), ..Parameter::undocumented(written, ParameterKind::Path) }
}

/// The identity of an operation in the lock file: method and path with nameless placeholders.
pub(super) fn identity(version: &ApiVersion, operation: &Operation) -> String {
    format!("operation {} {} {}", version.version, operation.method, template(&operation.address))
}

/// The module and name that an operation asks for.
pub(super) fn wish(operation: &Operation, places: &Places) -> (ModuleKey, String) {
    // A type that only another version documents names the module all the same.
    let parent = operation.target.parent.clone().filter(|name| places.find(name).is_some() || is_main(name.namespace()));
    let item = operation.target.item.clone().filter(|name| places.find(name).is_some());
    let tail = Tail::of(&operation.address);
    let (subject, function) = tail.function(operation, parent.as_ref(), item.as_ref(), places);
    let module = match &subject {
        Some(name) if places.find(name).is_none() => {
            ModuleKey { namespace: String::new(), module: names::module_name(&names::type_name(name.short())) }
        }
        Some(name) => {
            let place = places.of_type(name);
            if place.module.module.is_empty() {
                ModuleKey { namespace: place.module.namespace.clone(), module: names::module_name(&place.name) }
            } else {
                place.module.clone()
            }
        }
        None => ModuleKey { namespace: String::new(), module: places.operations_module(tail.fallback) },
    };
    (module, function)
}

/// The end of a path, taken apart.
struct Tail<'a> {
    /// The last fixed segment or function, without casts and without `$ref`, `$value`, `$count`.
    member: &'a str,
    /// It is a function call.
    called: bool,
    /// A placeholder follows the member: the path ends at one item.
    at_item: bool,
    /// `$ref`, `$value`, `$count`, or empty.
    suffix: &'a str,
    /// The cast behind the member: `microsoft.graph.user` without its namespace, or empty.
    cast: &'a str,
    /// The path goes through `root:/{path}:`.
    by_path: bool,
    /// The module where no type is known: the first fixed segment.
    fallback: &'a str,
}

impl<'a> Tail<'a> {
    fn of(address: &'a Address) -> Self {
        let mut tail = Tail { member: "", called: false, at_item: false, suffix: "", cast: "", by_path: false, fallback: "root" };
        let mut first = true;
        for segment in &address.segments {
            match segment {
                Segment::Literal(text) if text.starts_with('$') => tail.suffix = text,
                Segment::Literal(text) if text.contains('.') => tail.cast = text.rsplit('.').next().unwrap_or(text),
                Segment::Literal(text) => tail.step(text, false),
                Segment::Function { name, .. } => tail.step(name.rsplit('.').next().unwrap_or(name), true),
                Segment::Parameter(_) => tail.at_item = true,
                Segment::PathAddress { anchor, .. } => {
                    if let Segment::Literal(text) = anchor.as_ref() {
                        tail.step(text, false);
                    }
                    tail.by_path = true;
                    tail.at_item = true;
                }
            }
            if first && !tail.member.is_empty() {
                tail.fallback = tail.member;
                first = false;
            }
        }
        tail
    }

    fn step(&mut self, member: &'a str, called: bool) {
        self.member = member;
        self.called = called;
        self.at_item = false;
        self.cast = "";
    }

    /// The type that the function belongs to and its name.
    fn function(
        &self,
        operation: &Operation,
        parent: Option<&QualifiedName>,
        item: Option<&QualifiedName>,
        places: &Places,
    ) -> (Option<QualifiedName>, String) {
        let member = names::unraw(&names::value_name(self.member)).to_owned();
        let method = operation.method.as_str();
        let place_word = |name: &QualifiedName| names::unraw(&names::value_name(&places.of_type(name).name)).to_owned();
        let owner = || parent.or(item).cloned();
        let (subject, name) = match self.suffix {
            "$ref" => match (method, self.at_item) {
                ("GET", _) => (owner(), format!("list_{member}_refs")),
                ("DELETE", _) => (owner(), format!("remove_{member}_ref")),
                ("PUT", _) => (owner(), format!("set_{member}_ref")),
                _ => (owner(), format!("add_{member}_ref")),
            },
            "$count" => (owner(), format!("count_{member}")),
            "$value" => {
                let verb = match method {
                    "PUT" => "set",
                    "PATCH" => "update",
                    "DELETE" => "delete",
                    "POST" => "add",
                    _ => "get",
                };
                if self.at_item {
                    (item.or(parent).cloned(), format!("{verb}_value"))
                } else {
                    (owner(), format!("{verb}_{member}_value"))
                }
            }
            _ if matches!(operation.target.role, TargetRole::Action | TargetRole::Function) => (owner(), member.clone()),
            // Nothing is known of what stands there; a POST to a name is then an action more often than not.
            _ if method == "POST" && !self.at_item && parent.is_none() && item.is_none() => (None, member.clone()),
            _ if self.at_item || (parent.is_none() && !operation.target.collection) => {
                let verb = match method {
                    "GET" => "get",
                    "PATCH" => "update",
                    "PUT" => "replace",
                    "DELETE" => "delete",
                    "HEAD" => "head",
                    _ => "post",
                };
                if item.is_none() { (parent.cloned(), format!("{verb}_{member}")) } else { (item.cloned(), verb.to_owned()) }
            }
            _ if operation.target.collection => match (method, parent) {
                ("GET", Some(parent)) => (Some(parent.clone()), format!("list_{member}")),
                ("GET", None) => (item.cloned(), if item.is_some() { "list".to_owned() } else { format!("list_{member}") }),
                ("POST", Some(parent)) => {
                    (Some(parent.clone()), format!("create_{}", item.map_or_else(|| member.clone(), place_word)))
                }
                ("POST", None) => (item.cloned(), if item.is_some() { "create".to_owned() } else { format!("create_{member}") }),
                (other, _) => (owner(), format!("{}_{member}", other.to_ascii_lowercase())),
            },
            _ => {
                let verb = match method {
                    "GET" => "get",
                    "PATCH" => "update",
                    "PUT" => "set",
                    "DELETE" => "delete",
                    _ => "create",
                };
                (owner(), format!("{verb}_{member}"))
            }
        };
        let mut name = name;
        if !self.cast.is_empty() && self.suffix != "$value" {
            let word = names::value_name(self.cast);
            if !name.contains(names::unraw(&word)) {
                name = format!("{name}_as_{}", names::unraw(&word));
            }
        }
        if self.by_path {
            name.push_str("_by_path");
        }
        (subject, names::value_name(&name))
    }
}

/// The function of an operation.
pub(super) fn operation(
    version: &ApiVersion,
    source: &Operation,
    place: &OperationPlace,
    body_struct: Option<&str>,
    query_sets: &BTreeMap<Vec<QueryOption>, QuerySetPlan>,
    places: &Places,
) -> OperationPlan {
    let mut scope = Scope::with_reserved(&["body", "request"]);
    let mut arguments = Vec::new();
    for segment in &source.address.segments {
        push_arguments(segment, &mut scope, &mut arguments);
    }
    let me_path = me_path(source);
    if me_path.is_some()
        && let Some(first) = arguments.first_mut()
    {
        first.encoding = ArgumentEncoding::User;
    }
    let mut required_query = Vec::new();
    for parameter in own_query(source).filter(|parameter| parameter.required == Some(true)) {
        required_query.push(argument(parameter, ArgumentEncoding::Query, &mut scope));
    }
    let label = format!("{}::{}", place.module.module, names::unraw(&place.function));
    let promised_answer = answer(source, places);
    let body =
        source.body.as_ref().map_or_else(|| undocumented_body(source), |body| body_plan(source, body, body_struct, places));
    let mut plan = OperationPlan {
        source: place.source,
        constant: names::constant_name(&place.function),
        name: place.function.clone(),
        former: place.former.clone(),
        label,
        method: source.method.clone(),
        path: template(&source.address),
        aliases: source.aliases.iter().map(template).collect(),
        me_path,
        version: version.version.clone(),
        page_url: places.page_url(version, source.pages.first().copied()).unwrap_or_default(),
        doc: Vec::new(),
        features: Vec::new(),
        arguments,
        required_query,
        optional_body: source.examples.iter().any(|example| sends_nothing(source, &body, example.request.as_ref())),
        body_alternatives: match (&body, &source.body) {
            (BodyPlan::Struct(_), Some(body)) => body.alternatives.clone(),
            _ => Vec::new(),
        },
        body,
        sends_read_only: sends_read_only(version, source),
        // No bytes are bytes as well: nothing would be gained by an `Option` of them.
        optional_answer: promised_answer != AnswerPlan::Bytes && optional_answer(source),
        answer: promised_answer,
        query_set: query_sets.get(&query_options(source)).map(|set| set.name.clone()),
        long_running: is_long_running(source),
        idempotent: matches!(source.method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE"),
        permissions: permissions(source),
        deprecated: source.deprecated.clone(),
        sample: SampleCall::default(),
    };
    if places.documented {
        plan.doc = super::documentation::operation_doc(source, &plan);
    }
    plan
}

fn push_arguments(segment: &Segment, scope: &mut Scope, arguments: &mut Vec<ArgumentPlan>) {
    match segment {
        Segment::Literal(literal) => {
            if let Some((_, written, _)) = placeholder_in(literal) {
                arguments.push(argument(&free_parameter(written), ArgumentEncoding::Segment, scope));
            }
        }
        Segment::Parameter(parameter) => arguments.push(argument(parameter, ArgumentEncoding::Segment, scope)),
        Segment::Function { parameters, .. } => {
            for parameter in parameters.iter().filter(|parameter| parameter.literal.is_none()) {
                let encoding = if parameter.quoted { ArgumentEncoding::Quoted } else { ArgumentEncoding::Literal };
                arguments.push(argument(parameter, encoding, scope));
            }
        }
        Segment::PathAddress { anchor, path, .. } => {
            push_arguments(anchor, scope, arguments);
            arguments.push(argument(path, ArgumentEncoding::Path, scope));
        }
    }
}

fn argument(parameter: &Parameter, encoding: ArgumentEncoding, scope: &mut Scope) -> ArgumentPlan {
    let name = scope.give(&names::value_name(&parameter.name));
    ArgumentPlan {
        name,
        wire: parameter.name.clone(),
        written: parameter.written.clone(),
        encoding,
        doc: super::prose::plain(&parameter.description),
    }
}

/// The template below `/me`, where the page documents it beside `/users/{id}`.
fn me_path(operation: &Operation) -> Option<String> {
    let is = |segment: Option<&Segment>, text: &str| matches!(segment, Some(Segment::Literal(literal)) if literal == text);
    if !is(operation.address.segments.first(), "users") {
        return None;
    }
    let own = template(&operation.address);
    let rest = own.strip_prefix("/users/{}")?;
    operation
        .aliases
        .iter()
        .filter(|alias| is(alias.segments.first(), "me"))
        .map(template)
        .find(|path| path.strip_prefix("/me") == Some(rest))
}

fn body_plan(source: &Operation, body: &Body, body_struct: Option<&str>, places: &Places) -> BodyPlan {
    let content_type = || shown_content_type(source).unwrap_or_else(|| "application/octet-stream".to_owned());
    match &body.content {
        BodyContent::Parameters => body_struct.map_or(BodyPlan::Json, |name| BodyPlan::Struct(name.to_owned())),
        BodyContent::Bytes(types) => BodyPlan::Bytes(types.first().cloned().unwrap_or_else(content_type)),
        BodyContent::Json => BodyPlan::Json,
        BodyContent::Resource(ty) => match field_type(ty, places).value {
            ValueType::Struct(path) if ty.collection => BodyPlan::Structs(path),
            ValueType::Struct(path) => BodyPlan::Struct(path),
            ValueType::Scalar(Scalar::Binary | Scalar::Stream) => BodyPlan::Bytes(content_type()),
            _ => BodyPlan::Json,
        },
    }
}

/// The content type of the first documented request that names one.
fn shown_content_type(source: &Operation) -> Option<String> {
    let requests = source.examples.iter().filter_map(|example| example.request.as_ref());
    let essence = requests.into_iter().find_map(content_type)?;
    let is_type = essence.contains('/') && essence.bytes().all(|byte| byte.is_ascii_graphic());
    is_type.then(|| essence.to_owned())
}

/// The media type of a documented request, without parameters.
pub(super) fn content_type(side: &ExampleSide) -> Option<&str> {
    let (_, value) = side.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

/// The body of an operation whose page documents none: JSON, where an example shows one all the same.
fn undocumented_body(source: &Operation) -> BodyPlan {
    let shown = source.examples.iter().filter_map(|example| example.request.as_ref());
    if shown.into_iter().any(|side| matches!(side.content, ExampleContent::Json { .. })) {
        BodyPlan::Json
    } else {
        BodyPlan::None
    }
}

/// A documented request of the operation without a body. One that names the type of its bytes has them left out by the author.
pub(super) fn sends_nothing(source: &Operation, body: &BodyPlan, side: Option<&ExampleSide>) -> bool {
    let own = |side: &ExampleSide| side.request_line.as_ref().is_none_or(|(method, _)| *method == source.method);
    let left_out = |side: &ExampleSide| matches!(body, BodyPlan::Bytes(_)) && content_type(side).is_some();
    side.is_some_and(|side| own(side) && side.content == ExampleContent::None && !left_out(side))
}

/// Read-only properties in the documented bodies of an operation, at any depth: the service takes them, whatever the
/// resource page says.
fn sends_read_only(version: &ApiVersion, operation: &Operation) -> Vec<String> {
    let Some(body) = &operation.body else { return Vec::new() };
    let mut found = BTreeSet::new();
    for example in &operation.examples {
        let Some(ExampleContent::Json { text, .. }) = example.request.as_ref().map(|side| &side.content) else { continue };
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { continue };
        match &body.content {
            BodyContent::Resource(ty) => read_only_members(version, &ty.kind, &value, &mut found, 0),
            BodyContent::Parameters => {
                for member in &body.members {
                    if let Some(value) = value.get(&member.name) {
                        read_only_members(version, &member.ty.kind, value, &mut found, 0);
                    }
                }
            }
            BodyContent::Bytes(_) | BodyContent::Json => {}
        }
    }
    found.into_iter().collect()
}

/// Documented bodies are followed to this depth.
const MAX_BODY_DEPTH: usize = 32;

fn read_only_members(
    version: &ApiVersion,
    kind: &TypeKind,
    value: &serde_json::Value,
    found: &mut BTreeSet<String>,
    depth: usize,
) {
    if depth > MAX_BODY_DEPTH {
        return;
    }
    match value {
        serde_json::Value::Array(elements) => {
            for element in elements {
                read_only_members(version, kind, element, found, depth + 1);
            }
        }
        serde_json::Value::Object(members) => {
            let TypeKind::Structured(name) = kind else { return };
            let Some(ty) = version.structured(name) else { return };
            for property in &ty.properties {
                let Some(member) = members.get(&property.name) else { continue };
                if property.read_only {
                    found.insert(property.name.clone());
                }
                read_only_members(version, &property.ty.kind, member, found, depth + 1);
            }
        }
        _ => {}
    }
}

/// The answer that the function's type promises: of the documented successes, the one that says most.
pub(super) fn promised(operation: &Operation) -> AnswerContent {
    let weight = |answer: &Answer| match answer.content {
        AnswerContent::Value(_) | AnswerContent::Collection(_) | AnswerContent::Wrapped(_) => 3,
        AnswerContent::Json => 2,
        AnswerContent::Bytes => 1,
        AnswerContent::None | AnswerContent::Error => 0,
    };
    let best = operation
        .answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| answer.status < 400)
        .max_by_key(|(index, answer)| (weight(answer), usize::MAX - index))
        .map(|(_, answer)| answer.content.clone());
    match best {
        // The prose promises nothing, and an example shows something: what is shown is not thrown away.
        None | Some(AnswerContent::None | AnswerContent::Error) => {
            // Under 204 there is no body, whatever an example shows (RFC 9110, section 15.3.5).
            let answered = |side: &&ExampleSide| side.status != Some(204);
            let shown = successes(operation).filter(answered).any(|side| matches!(side.content, ExampleContent::Json { .. }));
            if shown { AnswerContent::Json } else { AnswerContent::None }
        }
        Some(content) => content,
    }
}

/// Documented answers of success.
fn successes(operation: &Operation) -> impl Iterator<Item = &ExampleSide> {
    let sides = operation.examples.iter().filter_map(|example| example.response.as_ref());
    sides.filter(|side| side.status.is_some_and(|status| (200..300).contains(&status)))
}

fn answer(operation: &Operation, places: &Places) -> AnswerPlan {
    match promised(operation) {
        AnswerContent::None | AnswerContent::Error => AnswerPlan::None,
        AnswerContent::Bytes => AnswerPlan::Bytes,
        AnswerContent::Json => AnswerPlan::Json,
        AnswerContent::Value(ty) => match (&ty.kind, field_type(&ty, places)) {
            (TypeKind::Unknown(_), _) => AnswerPlan::Json,
            (_, field) if matches!(field.value, ValueType::Scalar(Scalar::Stream | Scalar::Binary)) => AnswerPlan::Bytes,
            (_, field) => AnswerPlan::Value(field),
        },
        AnswerContent::Wrapped(ty) => AnswerPlan::Wrapped(field_type(&ty, places)),
        AnswerContent::Collection(ty) => AnswerPlan::Collection(field_type(&ty, places).value),
    }
}

/// Whether some success has a body and another has none.
fn optional_answer(operation: &Operation) -> bool {
    if promised(operation) == AnswerContent::None {
        return false;
    }
    let documented = operation
        .answers
        .iter()
        .any(|answer| (200..300).contains(&answer.status) && (answer.status == 204 || answer.content == AnswerContent::None));
    documented || successes(operation).any(|side| side.content == ExampleContent::None && !leaves_body_out(side))
}

/// A documented answer that names the type of its body and does not show it: the author left it out, or put it below the block.
pub(super) fn leaves_body_out(side: &ExampleSide) -> bool {
    side.content == ExampleContent::None && side.status == Some(200) && content_type(side).is_some()
}

fn is_long_running(operation: &Operation) -> bool {
    operation.answers.iter().any(|answer| {
        answer.status == 202
            && answer
                .headers
                .iter()
                .any(|name| name.eq_ignore_ascii_case("Location") || name.eq_ignore_ascii_case("Operation-Location"))
    })
}

fn permissions(operation: &Operation) -> Vec<PermissionPlan> {
    let mut plans: Vec<PermissionPlan> = Vec::new();
    for set in &operation.permissions {
        // A cell that could not be read is no promise that the caller is shut out.
        let says_nothing = set.alternatives.is_empty() && !set.unsupported;
        let is_known = plans.iter().any(|known| known.caller == caller(&set.caller) && known.scope == set.scope);
        if says_nothing || is_known {
            continue;
        }
        let alternatives =
            set.alternatives.iter().map(|all| all.iter().map(|permission| permission.0.clone()).collect()).collect();
        let (caller, scope) = (caller(&set.caller).to_owned(), set.scope.clone());
        plans.push(PermissionPlan { caller, scope, alternatives, least: set.least });
    }
    plans
}

fn caller(word: &str) -> &'static str {
    match word {
        "delegated-personal" => "DelegatedPersonal",
        "application" => "Application",
        _ => "DelegatedWork",
    }
}

/// The options that the function offers: the named ones, or the common ones where the page names none.
pub(super) fn query_options(operation: &Operation) -> Vec<QueryOption> {
    let typed = QueryOption::ALL.into_iter().filter(|option| option.is_typed());
    let support = &operation.query_options;
    if support.options.is_empty() && support.unspecified && !support.refused {
        return typed.collect();
    }
    typed.filter(|option| support.options.contains(option)).collect()
}

/// One marker for each combination of options that occurs.
pub(super) fn query_sets(version: &ApiVersion) -> BTreeMap<Vec<QueryOption>, QuerySetPlan> {
    let mut sets = BTreeMap::new();
    for operation in &version.operations {
        let options = query_options(operation);
        if options.is_empty() {
            continue;
        }
        let words: Vec<String> = options.iter().map(|option| option.name().trim_start_matches('$').to_owned()).collect();
        let name: String = options
            .iter()
            .map(|option| match option {
                QueryOption::OrderBy => "OrderBy".to_owned(),
                other => names::type_name(other.name().trim_start_matches('$')),
            })
            .collect();
        sets.entry(options).or_insert(QuerySetPlan { name, options: words });
    }
    sets
}

/// Query parameters that belong to the operation, not to OData.
pub(super) fn own_query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Query && !parameter.name.starts_with('$'))
}

/// The members of an operation's body where that needs a struct of its own.
pub(super) fn needs_body_struct(operation: &Operation) -> Option<&[Parameter]> {
    let body = operation.body.as_ref()?;
    (body.content == BodyContent::Parameters && !body.members.is_empty()).then_some(&body.members)
}
