//! The call of an operation as a reader would write it: imports, a body, the call, what is done with the answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::tokens::literal;
use crate::plan::{AnswerPlan, AnswerShape, BodyPlan, OperationPlan, SampleValue};

/// Where a call stands and what it calls.
pub(super) struct Callee<'p> {
    /// The crate as code names it.
    pub(super) crate_ident: &'p str,
    /// Examples are not compiled.
    pub(super) is_module: bool,
    /// Module of the version.
    pub(super) version: &'p str,
    /// Path of the function's module below the version.
    pub(super) module: &'p str,
    /// The function.
    pub(super) operation: &'p OperationPlan,
    /// Query options that have methods, without the dollar sign.
    pub(super) options: &'p [String],
}

/// A call, ready to be printed.
pub(super) struct SampleText {
    /// `use` lines.
    pub(super) uses: Vec<String>,
    /// Lines that make the body, if it is worth a name.
    pub(super) body: Vec<String>,
    /// The function's call.
    pub(super) call: String,
    /// What is said of the request after it: `.top(2)`.
    pub(super) options: Vec<String>,
}

/// What the pages of rustdoc show of a line of code without scrolling.
const WIDTH: usize = 88;

impl SampleText {
    /// The request in one expression.
    pub(super) fn request(&self) -> String {
        self.call.clone() + &self.options.concat()
    }

    /// The statement that uses the request, after those that make it where one line would be too long to be seen.
    pub(super) fn used(&self, statement: impl Fn(&str) -> String) -> Vec<String> {
        let whole = statement(&self.request());
        if whole.len() <= WIDTH {
            return vec![whole];
        }
        let first = format!("let request = {}", self.call);
        let short = first.len() + self.options.iter().map(String::len).sum::<usize>() < WIDTH;
        let mut lines = vec![first];
        match lines.first_mut() {
            Some(line) if short => line.push_str(&self.options.concat()),
            _ => lines.extend(self.options.iter().map(|option| format!("    {option}"))),
        }
        if let Some(last) = lines.last_mut() {
            last.push(';');
        }
        lines.push(statement("request"));
        lines
    }
}

/// The request of an operation's sample call.
pub(super) fn sample_text(callee: &Callee<'_>) -> SampleText {
    let mut names = Names::of(callee);
    let operation = callee.operation;
    let mut arguments: Vec<String> = operation.sample.arguments.iter().map(|text| literal(text)).collect();
    let mut body = Vec::new();
    if let Some(value) = &operation.sample.body {
        let (lines, argument) = body_argument(operation, value, &mut names);
        body = lines;
        arguments.push(argument);
    }
    let call = format!("{}::{}({})", last(callee.module), operation.name, arguments.join(", "));
    let query = operation.sample.query.iter();
    let options = query.map(|(name, value)| super::replay::query(name, value, callee.options)).collect();
    SampleText { uses: names.uses(), body, call, options }
}

/// Lines of a documentation example that sends the request and looks at the answer.
pub(super) fn doc_example(callee: &Callee<'_>) -> Vec<String> {
    let text = sample_text(callee);
    let ident = callee.crate_ident;
    let mut lines = vec![
        String::new(),
        "# Example".to_owned(),
        String::new(),
        if callee.is_module { "```ignore" } else { "```no_run" }.to_owned(),
        format!("# async fn example(client: {ident}::Client) -> Result<(), {ident}::Error> {{"),
    ];
    lines.extend(text.uses.iter().cloned());
    lines.push(String::new());
    lines.extend(text.body.iter().cloned());
    lines.extend(send(callee.operation, &text));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Sends the request in the way that its answer asks for.
fn send(operation: &OperationPlan, text: &SampleText) -> Vec<String> {
    let (before, after, then): (&str, &str, &[&str]) = match (operation.shape(), &operation.answer) {
        (AnswerShape::Json, AnswerPlan::Collection(_)) => (
            "let mut items = client.items(",
            ");",
            &["while let Some(item) = items.next().await {", "    println!(\"{:?}\", item?);", "}"],
        ),
        (AnswerShape::Nothing, _) => ("client.send(", ").await?;", &[]),
        (AnswerShape::Accepted, _) => ("let done = client.poll(", ").await?;", &["println!(\"{done:?}\");"]),
        (AnswerShape::Bytes, _) => ("let content = client.send(", ").await?;", &["println!(\"{} bytes\", content.len());"]),
        (AnswerShape::Json | AnswerShape::Optional, _) => {
            ("let answer = client.send(", ").await?;", &["println!(\"{answer:?}\");"])
        }
    };
    let mut lines = text.used(|request| format!("{before}{request}{after}"));
    lines.extend(then.iter().map(|line| (*line).to_owned()));
    lines
}

/// The body as an argument, after the lines that give it a name where it is more than a word.
fn body_argument(operation: &OperationPlan, value: &SampleValue, names: &mut Names<'_>) -> (Vec<String>, String) {
    if matches!(value, SampleValue::Absent) {
        return (Vec::new(), "None".to_owned());
    }
    let mut lines = Vec::new();
    let text = match value {
        SampleValue::Struct { path, new, setters } if !setters.is_empty() => {
            let (first, setters) = parts(path, new.as_deref(), setters, names);
            lines.push(format!("let body = {first}"));
            lines.extend(setters.iter().map(|setter| format!("    {setter}")));
            if let Some(last) = lines.last_mut() {
                last.push(';');
            }
            "body".to_owned()
        }
        other => expression(other, names),
    };
    let argument = match (&operation.body, operation.optional_body) {
        (BodyPlan::Bytes(_), true) => format!("Some({text}.into())"),
        (BodyPlan::Bytes(_) | BodyPlan::Struct(_) | BodyPlan::None, false) => text,
        (BodyPlan::Structs(_), true) => format!("Some({text}.as_slice())"),
        (_, true) => format!("Some(&{text})"),
        (BodyPlan::Structs(_) | BodyPlan::Json, false) => format!("&{text}"),
    };
    (lines, argument)
}

/// The constructor and the setters of a struct.
fn parts(
    path: &str,
    new: Option<&[SampleValue]>,
    setters: &[(String, SampleValue)],
    names: &mut Names<'_>,
) -> (String, Vec<String>) {
    let ty = names.name(path);
    let first = match new {
        Some(arguments) => {
            let arguments: Vec<String> = arguments.iter().map(|value| expression(value, names)).collect();
            format!("{ty}::new({})", arguments.join(", "))
        }
        None => format!("{ty}::default()"),
    };
    let setters = setters.iter().map(|(setter, value)| format!(".{setter}({})", expression(value, names))).collect();
    (first, setters)
}

fn expression(value: &SampleValue, names: &mut Names<'_>) -> String {
    match value {
        SampleValue::Text(text) => literal(text),
        SampleValue::Bool(value) => value.to_string(),
        SampleValue::Whole(value) if i32::try_from(*value).is_err() => format!("{value}_i64"),
        SampleValue::Whole(value) => value.to_string(),
        SampleValue::Fraction(value) => format!("{value:?}"),
        SampleValue::Struct { path, new, setters } => {
            let (first, setters) = parts(path, new.as_deref(), setters, names);
            first + &setters.concat()
        }
        SampleValue::Derived { base, value } => {
            let value = expression(value, names);
            format!("{}::from({value})", names.name(base))
        }
        SampleValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| expression(item, names)).collect();
            format!("[{}]", items.join(", "))
        }
        SampleValue::Json(json) => format!("serde_json::json!({})", json_tokens(json)),
        SampleValue::Bytes => literal("content"),
        SampleValue::Absent => "None".to_owned(),
    }
}

/// JSON in the form that `json!` takes: its strings are those of Rust.
fn json_tokens(json: &Value) -> String {
    match json {
        Value::String(text) => literal(text),
        Value::Array(items) => format!("[{}]", items.iter().map(json_tokens).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", literal(name), json_tokens(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        // What no literal of Rust holds is no help to a reader either.
        Value::Number(number) => number.as_i64().map_or_else(
            || number.as_f64().filter(|value| value.is_finite()).map_or_else(|| "0".to_owned(), |value| format!("{value:?}")),
            |value| value.to_string(),
        ),
        Value::Null | Value::Bool(_) => json.to_string(),
    }
}

/// The names that a call uses, and where they come from.
struct Names<'p> {
    root: String,
    module: &'p str,
    /// Last segment to the path below the version.
    imported: BTreeMap<String, String>,
}

/// Names that mean something else where an example stands.
const TAKEN: &[&str] = &["Box", "Client", "Err", "Error", "None", "Ok", "Option", "Result", "Self", "Some", "String", "Vec"];

impl<'p> Names<'p> {
    fn of(callee: &Callee<'p>) -> Self {
        let imported = BTreeMap::from([(last(callee.module).to_owned(), callee.module.to_owned())]);
        Self { root: format!("{}::{}", callee.crate_ident, callee.version), module: callee.module, imported }
    }

    /// How the call names a struct: by its module where that is the function's own, by itself where it can be imported.
    fn name(&mut self, path: &str) -> String {
        let leaf = last(path);
        if path.rsplit_once("::").is_some_and(|(module, _)| module == self.module) {
            return format!("{}::{leaf}", last(self.module));
        }
        let free = !TAKEN.contains(&leaf) && self.imported.get(leaf).is_none_or(|known| known == path);
        if !free {
            return format!("{}::{path}", self.root);
        }
        self.imported.insert(leaf.to_owned(), path.to_owned());
        leaf.to_owned()
    }

    /// One `use` for each module that names come from.
    fn uses(&self) -> Vec<String> {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for path in self.imported.values() {
            let (parent, leaf) = path.rsplit_once("::").unwrap_or(("", path));
            groups.entry(parent).or_default().insert(leaf);
        }
        let line = |(parent, leaves): (&str, BTreeSet<&str>)| {
            let from = if parent.is_empty() { self.root.clone() } else { format!("{}::{parent}", self.root) };
            let leaves: Vec<&str> = leaves.into_iter().collect();
            match leaves.as_slice() {
                [one] => format!("use {from}::{one};"),
                many => format!("use {from}::{{{}}};", many.join(", ")),
            }
        };
        groups.into_iter().map(line).collect()
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
