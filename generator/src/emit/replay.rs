//! Context of `templates/replay/`: the tests that replay the documented examples, and their data.

use std::collections::BTreeMap;

use askama::Template;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::structure::{api_path, kind, rendered};
use super::tokens::{literal, print};
use crate::plan::{AnswerShape, BodyPlan, ExamplePlan, NamedField, Plan, RequestPlan, Unreplayed};

#[derive(Template)]
#[template(path = "replay/support.rs", escape = "txt")]
struct SupportTemplate {
    crate_ident: String,
}

#[derive(Template)]
#[template(path = "replay/changes.rs", escape = "txt")]
struct ChangesTemplate;

#[derive(Template)]
#[template(path = "replay/main.rs", escape = "txt")]
struct MainTemplate {
    header: String,
    versions: Vec<Version>,
    found: usize,
    stubs: usize,
}

struct Version {
    module: String,
    feature: String,
    files: Vec<String>,
}

#[derive(Template)]
#[template(path = "replay/module.rs", escape = "txt")]
struct ModuleTemplate {
    header: String,
    version: String,
    data: String,
    crate_ident: String,
    tests: Vec<Test>,
}

struct Test {
    doc: String,
    gate: String,
    name: String,
    shape: &'static str,
    call: String,
    fields: Option<String>,
    stub: Option<(String, String, String)>,
    sample: Option<(String, String)>,
}

/// The files below `tests/replay/`.
pub(super) fn files(plan: &Plan) -> Vec<(String, String)> {
    let crate_ident = super::crate_ident(plan);
    let mut by_file: BTreeMap<(String, String), Vec<&ExamplePlan>> = BTreeMap::new();
    for example in &plan.examples {
        by_file.entry((example.version.clone(), file_of(&example.function))).or_default().push(example);
    }
    let of_module = |((version, file), examples): (&(String, String), &Vec<&ExamplePlan>)| {
        let tests = (format!("tests/replay/{version}/{file}.rs"), module(&crate_ident, version, file, examples));
        [tests, (format!("tests/replay/{version}/{file}.json"), data(examples))]
    };
    let mut files: Vec<(String, String)> = by_file.par_iter().flat_map_iter(of_module).collect();
    let versions = plan
        .versions
        .iter()
        .map(|version| Version {
            module: version.module.clone(),
            feature: version.feature.clone(),
            files: by_file.keys().filter(|(module, _)| *module == version.module).map(|(_, file)| file.clone()).collect(),
        })
        .collect();
    let listed: Vec<Value> = plan
        .unreplayed
        .iter()
        .map(|entry| {
            let Unreplayed { page, line, kind, code, reason, .. } = entry;
            json!({"page": page, "line": line, "kind": kind, "code": code.name(), "reason": reason})
        })
        .collect();
    files.push(("tests/replay/listed.json".to_owned(), pretty(&Value::Array(listed))));
    files.push((
        "tests/replay/main.rs".to_owned(),
        rendered(&MainTemplate {
            header: super::header(&[]),
            versions,
            found: plan.examples_found,
            stubs: plan.examples.iter().filter(|example| example.stub).count(),
        }),
    ));
    let shared = [("support", rendered(&SupportTemplate { crate_ident })), ("changes", rendered(&ChangesTemplate))];
    for (name, text) in shared {
        files.push((format!("tests/replay/{name}.rs"), format!("{}\n{text}", super::header(&[]))));
    }
    files
}

/// Tests stand together by the module of the function that they call.
pub(super) fn file_of(function: &str) -> String {
    let modules: Vec<&str> = function.split("::").collect();
    modules[..modules.len().saturating_sub(1)].join("_")
}

fn module(crate_ident: &str, version: &str, file: &str, examples: &[&ExamplePlan]) -> String {
    rendered(&ModuleTemplate {
        header: super::header_of(examples.iter().map(|example| &example.page)),
        version: version.to_owned(),
        data: format!("{file}.json"),
        crate_ident: crate_ident.to_owned(),
        tests: examples.iter().map(|example| test(example)).collect(),
    })
}

fn test(example: &ExamplePlan) -> Test {
    let request = &example.request;
    let lines: Vec<String> = [request.line, example.response.as_ref().map(|side| side.line)]
        .into_iter()
        .flatten()
        .map(|line| line.to_string())
        .collect();
    let doc = if example.stub {
        format!(
            "/// {}: the page shows no example; the request line is compared with the template.\n",
            super::one_line(&example.page)
        )
    } else {
        format!("/// {}, lines {}\n", super::one_line(&example.page), lines.join(" and "))
    };
    Test {
        doc,
        gate: super::tokens::gate(&example.features),
        name: example.test.clone(),
        shape: function(example.shape),
        sample: example.sample.as_ref().map(|path| (print(api_path(path)), fields(&example.answer_fields, false))),
        call: if example.sample.is_some() { String::new() } else { call(example) },
        fields: takes_fields(example.shape).then(|| fields(&example.answer_fields, example.answer_items)),
        stub: example.stub.then(|| (literal(&example.page), literal(&request.method), literal(&request.url))),
    }
}

/// The function of the support module that replays answers of a shape.
fn function(shape: AnswerShape) -> &'static str {
    match shape {
        AnswerShape::Json => "json",
        AnswerShape::Optional => "optional",
        AnswerShape::Accepted => "accepted",
        AnswerShape::Nothing => "nothing",
        AnswerShape::Bytes => "bytes",
    }
}

/// Answers without typed fields have none to compare.
fn takes_fields(shape: AnswerShape) -> bool {
    matches!(shape, AnswerShape::Json | AnswerShape::Optional | AnswerShape::Accepted)
}

/// The comparison of fields with the documented members of their names.
fn fields(fields: &[NamedField], items: bool) -> String {
    if fields.is_empty() {
        return "support::no_fields".to_owned();
    }
    let named = fields.iter().map(|field| format!("{} {} {}", field.name, kind(&field.ty), literal(&field.wire)));
    let named: Vec<String> = named.collect();
    let name = if items { "items" } else { "fields" };
    format!("support::{name}!({})", named.join(", "))
}

/// The call of the function with the documented arguments.
fn call(example: &ExamplePlan) -> String {
    let request = &example.request;
    let mut arguments: Vec<String> = Vec::new();
    let mut values = request.arguments.iter();
    if request.me {
        arguments.push("Me".to_owned());
    }
    for value in values.by_ref() {
        arguments.push(literal(value));
    }
    arguments.extend(request.required_query.iter().map(|value| literal(value)));
    arguments.extend(body(request));
    let path = print(api_path(&example.function));
    let mut text = format!("{path}({})", arguments.join(", "));
    for (name, value) in &request.query {
        text.push_str(&query(name, value, &example.query_options));
    }
    for (name, value) in &request.headers {
        text.push_str(&format!(".header({}, {})", literal(name), literal(value)));
    }
    text
}

/// The typed method of a documented option, the general one for everything else.
pub(super) fn query(name: &str, value: &str, options: &[String]) -> String {
    let general = || format!(".query({}, {})", literal(name), literal(value));
    let Some(option) = name.strip_prefix('$').filter(|option| options.iter().any(|known| known == option)) else {
        return general();
    };
    match option {
        "filter" => format!(".filter({})", literal(value)),
        "search" => format!(".search({})", literal(value)),
        "select" => format!(".select([{}])", literal(value)),
        "expand" => format!(".expand([{}])", literal(value)),
        "orderby" => format!(".order_by([{}])", literal(value)),
        "top" if value.parse::<u32>().is_ok() => format!(".top({value})"),
        "skip" if value.parse::<u32>().is_ok() => format!(".skip({value})"),
        "count" if value == "true" => ".count()".to_owned(),
        _ => general(),
    }
}

/// The argument of the body: the documented one; without one, `None` or the least that the function's type allows.
fn body(request: &RequestPlan) -> Option<String> {
    let shown = request.body.is_some();
    let kind = &request.body_kind;
    if let Some(media) = &request.alternative {
        return Some(format!("case.content({})", literal(media)));
    }
    if request.optional_body && !shown && !matches!(kind, BodyPlan::None) {
        return Some("None".to_owned());
    }
    let argument = match kind {
        BodyPlan::None => return None,
        BodyPlan::Struct(path) if shown => {
            let optional = if request.optional_body { "&" } else { "" };
            format!("{optional}case.body::<{}>({})", print(api_path(path)), fields(&request.body_fields, false))
        }
        BodyPlan::Struct(path) => format!("{}::default()", print(api_path(path))),
        BodyPlan::Structs(path) if shown => format!("&case.bodies::<{}>()", print(api_path(path))),
        BodyPlan::Structs(_) => "&[]".to_owned(),
        BodyPlan::Json if shown => "&case.body::<serde_json::Value>(support::no_fields)".to_owned(),
        BodyPlan::Json => "&serde_json::Value::Null".to_owned(),
        BodyPlan::Bytes(_) if shown => "case.bytes()".to_owned(),
        BodyPlan::Bytes(_) => "\"bytes\"".to_owned(),
    };
    Some(if request.optional_body { format!("Some({argument})") } else { argument })
}

fn data(examples: &[&ExamplePlan]) -> String {
    let mut all = Map::new();
    for example in examples.iter().filter(|example| !example.stub) {
        let mut entry = Map::new();
        entry.insert("page".to_owned(), json!(example.page));
        let request = &example.request;
        if let Some(line) = request.line {
            let json = request.alternative.is_none() && !matches!(request.body_kind, BodyPlan::Bytes(_));
            let mut side = json!({"line": line, "method": request.method, "url": request.url, "headers": request.shown_headers});
            put_body(&mut side, request.body.as_deref(), json);
            entry.insert("request".to_owned(), side);
        }
        if let Some(response) = &example.response {
            let mut side = json!({"line": response.line, "status": response.status, "headers": response.headers});
            if response.wrapped {
                side["wrapped"] = json!(true);
            }
            put_body(&mut side, response.body.as_deref(), response.json);
            entry.insert("response".to_owned(), side);
        }
        all.insert(example.test.clone(), Value::Object(entry));
    }
    pretty(&Value::Object(all))
}

fn put_body(side: &mut Value, body: Option<&str>, json: bool) {
    let (Some(body), Some(members)) = (body, side.as_object_mut()) else { return };
    let value = if json { serde_json::from_str(body).ok() } else { None };
    match value {
        Some(value) => members.insert("json".to_owned(), value),
        None => members.insert("text".to_owned(), json!(body)),
    };
}

/// JSON as people read it.
pub(super) fn pretty(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
