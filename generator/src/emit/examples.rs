//! Context of `templates/examples/`: one program for each kind of call, over the in-memory transport.

use askama::Template;
use quote::quote;

use super::sample_call::{Callee, SampleText, sample_text};
use super::structure::rendered;
use super::tokens::{literal, print};
use crate::plan::{NullPlan, Plan, RefusalPlan, StopPlan, TourPlan};

#[derive(Template)]
#[template(path = "examples/list.rs", escape = "txt")]
struct ListTemplate {
    header: String,
    line: String,
    uses: String,
    crate_ident: String,
    first_page: String,
    second_page: String,
    request: String,
}

#[derive(Template)]
#[template(path = "examples/update.rs", escape = "txt")]
struct UpdateTemplate {
    header: String,
    line: String,
    uses: String,
    crate_ident: String,
    answers: &'static str,
    body: String,
    setter: String,
    request: String,
    sent: String,
}

#[derive(Template)]
#[template(path = "examples/job.rs", escape = "txt")]
struct JobTemplate {
    header: String,
    line: String,
    uses: String,
    crate_ident: String,
    location: String,
    success: String,
    body: Vec<String>,
    request: String,
}

#[derive(Template)]
#[template(path = "examples/batch.rs", escape = "txt")]
struct BatchTemplate {
    header: String,
    line: String,
    uses: String,
    crate_ident: String,
    module: String,
    function: String,
}

#[derive(Template)]
#[template(path = "examples/throttle.rs", escape = "txt")]
struct ThrottleTemplate {
    header: String,
    line: String,
    uses: String,
    crate_ident: String,
    request: String,
}

#[derive(Template)]
#[template(path = "examples/refusal.rs", escape = "txt")]
struct RefusalTemplate {
    header: String,
    line: String,
    what: &'static str,
    uses: String,
    crate_ident: String,
    status: u16,
    body: String,
    make_body: Vec<String>,
    request: String,
    module: String,
    constant: String,
}

#[derive(Template)]
#[template(path = "examples/tests.rs", escape = "txt")]
struct TestsTemplate {
    header: String,
    examples: Vec<Tested>,
}

struct Tested {
    name: &'static str,
    gate: String,
}

/// An example for the manifest.
pub(super) struct Example {
    /// Name of the file and of the target.
    pub(super) name: &'static str,
    /// Features that it needs, as the manifest lists them.
    pub(super) features: String,
}

/// The examples that the plan has operations for, for the manifest.
pub(super) fn examples(plan: &Plan) -> Vec<Example> {
    let features = |stop: &StopPlan| {
        let names = std::iter::once("client").chain(stop.features.iter().map(String::as_str));
        names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    };
    stops(&plan.tour).into_iter().map(|(name, stop)| Example { name, features: features(stop) }).collect()
}

/// The examples by name, each with its operation.
fn stops(tour: &TourPlan) -> Vec<(&'static str, &StopPlan)> {
    let stops = [
        ("list", tour.list.as_ref()),
        ("update", tour.update.as_ref().map(|(stop, _)| stop)),
        ("job", tour.job.as_ref()),
        ("batch", tour.get.as_ref()),
        ("throttle", tour.get.as_ref()),
        ("refusal", tour.refusal.as_ref().map(|(stop, _)| stop)),
    ];
    stops.into_iter().filter_map(|(name, stop)| Some((name, stop?))).collect()
}

/// The condition under which an operation of the tour is there.
pub(super) fn condition(stop: &StopPlan) -> String {
    let features = &stop.features;
    print(quote!(all(feature = "client" #(, feature = #features)*)))
}

/// The files below `examples/`, and the test that runs them.
pub(super) fn files(plan: &Plan) -> Vec<(String, String)> {
    let ident = super::crate_ident(plan);
    let stops = stops(&plan.tour);
    if stops.is_empty() {
        return Vec::new();
    }
    let mut files = Vec::new();
    for (name, stop) in &stops {
        let text = match *name {
            "list" => list(&ident, stop),
            "update" => plan.tour.update.as_ref().map(|(stop, null)| update(&ident, stop, null)).unwrap_or_default(),
            "job" => job(&ident, stop),
            "batch" => batch(&ident, stop),
            "throttle" => throttle(&ident, stop),
            _ => plan.tour.refusal.as_ref().map(|(stop, refused)| refusal(&ident, stop, refused)).unwrap_or_default(),
        };
        files.push((format!("examples/{name}.rs"), text + "\n"));
    }
    let examples = stops.iter().map(|(name, stop)| Tested { name, gate: condition(stop) }).collect();
    files.push(("tests/examples.rs".to_owned(), rendered(&TestsTemplate { header: super::header(&[]), examples })));
    files
}

/// The sample call of an operation of the tour.
pub(super) fn call_of(crate_ident: &str, stop: &StopPlan) -> SampleText {
    sample_text(&Callee {
        crate_ident,
        is_module: false,
        version: &stop.version,
        module: &stop.module,
        operation: &stop.operation,
        options: &stop.options,
    })
}

fn line(stop: &StopPlan) -> String {
    super::one_line(&format!("{} {}", stop.operation.method, stop.operation.path))
}

/// The request of a list: filtered, whether or not the page's own example is.
pub(super) fn list_call(crate_ident: &str, stop: &StopPlan) -> SampleText {
    let mut stop = stop.clone();
    stop.operation.sample.query.clear();
    let mut text = call_of(crate_ident, &stop);
    if stop.options.iter().any(|option| option == "filter") {
        text.options.push(format!(".filter({})", literal(&stop.filter)));
    }
    if stop.options.iter().any(|option| option == "top") {
        text.options.push(".top(2)".to_owned());
    }
    text
}

fn list(ident: &str, stop: &StopPlan) -> String {
    let call = list_call(ident, stop);
    let item = |id: u32| if stop.has_id { format!("{{\"id\":\"{id}\"}}") } else { "{}".to_owned() };
    let version = &stop.operation.version;
    let next = format!("https://graph.microsoft.com/{version}/next?$skiptoken=2");
    let first = format!("{{\"value\":[{},{}],\"@odata.nextLink\":\"{next}\"}}", item(1), item(2));
    rendered(&ListTemplate {
        header: super::header(&[]),
        line: line(stop),
        uses: call.uses.join("\n"),
        crate_ident: ident.to_owned(),
        first_page: raw(&first),
        second_page: raw(&format!("{{\"value\":[{}]}}", item(3))),
        request: call.request(),
    })
}

/// The update's call with `body` as its body.
pub(super) fn update_call(ident: &str, stop: &StopPlan, null: &NullPlan) -> (SampleText, String) {
    let mut stop = stop.clone();
    // One setter is enough to give the body a name; it is not printed.
    stop.operation.sample.body = Some(crate::plan::SampleValue::Struct {
        path: null.body.clone(),
        new: None,
        setters: vec![(null.setter.clone(), crate::plan::SampleValue::Absent)],
    });
    let text = call_of(ident, &stop);
    let first = text.body.first().map(String::as_str).unwrap_or_default();
    let ty = first.strip_prefix("let body = ").and_then(|rest| rest.strip_suffix("::default()")).unwrap_or_default().to_owned();
    (text, ty)
}

fn update(ident: &str, stop: &StopPlan, null: &NullPlan) -> String {
    let (call, body) = update_call(ident, stop, null);
    let answered = stop.operation.answer != crate::plan::AnswerPlan::None;
    rendered(&UpdateTemplate {
        header: super::header(&[]),
        line: line(stop),
        uses: call.uses.join("\n"),
        crate_ident: ident.to_owned(),
        answers: if answered { ".json(200, \"{}\")" } else { ".status(204)" },
        body,
        setter: null.setter.clone(),
        request: call.request(),
        sent: raw(&format!("{{{}:null}}", serde_json::Value::from(null.wire.as_str()))),
    })
}

fn job(ident: &str, stop: &StopPlan) -> String {
    let call = call_of(ident, stop);
    rendered(&JobTemplate {
        header: super::header(&[]),
        line: line(stop),
        uses: call.uses.join("\n"),
        crate_ident: ident.to_owned(),
        location: literal(&format!("https://graph.microsoft.com/{}/jobs/17", stop.operation.version)),
        success: raw(stop.success.as_deref().unwrap_or("{}")),
        request: call.request(),
        body: call.body,
    })
}

fn batch(ident: &str, stop: &StopPlan) -> String {
    rendered(&BatchTemplate {
        header: super::header(&[]),
        line: line(stop),
        uses: call_of(ident, stop).uses.join("\n"),
        crate_ident: ident.to_owned(),
        module: module_name(stop),
        function: stop.operation.name.clone(),
    })
}

fn throttle(ident: &str, stop: &StopPlan) -> String {
    let call = call_of(ident, stop);
    rendered(&ThrottleTemplate {
        header: super::header(&[]),
        line: line(stop),
        uses: call.uses.join("\n"),
        crate_ident: ident.to_owned(),
        request: call.request(),
    })
}

fn refusal(ident: &str, stop: &StopPlan, refused: &RefusalPlan) -> String {
    let call = call_of(ident, stop);
    rendered(&RefusalTemplate {
        header: super::header(&[]),
        line: line(stop),
        what: if refused.documented { "the refusal that the page documents" } else { "a refusal" },
        uses: call.uses.join("\n"),
        crate_ident: ident.to_owned(),
        status: refused.status,
        body: raw(&refused.body),
        request: call.request(),
        make_body: call.body,
        module: module_name(stop),
        constant: stop.operation.constant.clone(),
    })
}

fn module_name(stop: &StopPlan) -> String {
    stop.module.rsplit("::").next().unwrap_or(&stop.module).to_owned()
}

/// JSON as a raw string literal, which reads better than one with escapes.
fn raw(json: &str) -> String {
    // One more than the longest run of them, which no quote in the text can then end the literal with.
    let longest = json.split(|c| c != '#').map(str::len).max().unwrap_or_default();
    let hashes = "#".repeat(longest + 1);
    format!("r{hashes}\"{json}\"{hashes}")
}
