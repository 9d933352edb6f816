//! The crate's front page: what it is, one call of each kind, what the features are. The calls are doctests, compiled where
//! their operations are switched on.

use super::examples::{call_of, condition, list_call, update_call};
use crate::plan::{Plan, StopPlan};

/// The lines of the crate's documentation, comment marks included.
pub(super) fn front_page(plan: &Plan) -> String {
    let mut page = Page { ident: super::crate_ident(plan), is_module: plan.is_module, lines: Vec::new() };
    page.say(
        "Every documented operation is a function that returns a request: a value, which a client sends, batches or prints.",
    );
    page.say("");
    page.modules(plan);
    page.list(plan);
    page.update(plan);
    page.job(plan);
    page.batch(plan);
    page.errors(plan);
    page.testing(plan);
    page.more();
    page.features(plan);
    page.lines.concat()
}

struct Page {
    ident: String,
    is_module: bool,
    lines: Vec<String>,
}

impl Page {
    fn say(&mut self, text: &str) {
        let text = super::one_line(text);
        self.lines.push(if text.is_empty() { "//!\n".to_owned() } else { format!("//! {text}\n") });
    }

    fn section(&mut self, title: &str, text: &[&str]) {
        self.say("");
        self.say(&format!("# {title}"));
        self.say("");
        for line in text {
            self.say(line);
        }
    }

    /// A doctest, compiled where the operation is there.
    fn code(&mut self, stop: &StopPlan, before: &[String], code: &[String]) {
        let condition = condition(stop);
        self.say("");
        if self.is_module {
            self.lines.push("//! ```ignore\n".to_owned());
        } else {
            self.lines.push(format!("#![cfg_attr({condition}, doc = \"```no_run\")]\n"));
            self.lines.push(format!("#![cfg_attr(not({condition}), doc = \"```ignore\")]\n"));
        }
        for line in before {
            self.lines.push(format!("//! {line}\n"));
        }
        self.lines.push("//!\n".to_owned());
        self.lines.push(format!("//! # async fn example(client: Client) -> Result<(), {}::Error> {{\n", self.ident));
        for line in code {
            self.lines.push(format!("//! {line}\n"));
        }
        for line in ["# Ok(())", "# }", "```"] {
            self.lines.push(format!("//! {line}\n"));
        }
    }

    /// The `use` lines of a call, and that of the client.
    fn uses(&self, uses: &[String], more: &str) -> Vec<String> {
        let mut lines = uses.to_vec();
        lines.push(if more.is_empty() {
            format!("use {}::Client;", self.ident)
        } else {
            format!("use {}::{{Client, {more}}};", self.ident)
        });
        lines
    }

    fn modules(&mut self, plan: &Plan) {
        self.say("| module | version | operations | types |");
        self.say("|---|---|---|---|");
        for version in &plan.versions {
            let (operations, types) = super::crate_root::counts(version);
            self.say(&format!("| `{}` | {} | {operations} | {types} |", version.module, version.wire));
        }
    }

    fn list(&mut self, plan: &Plan) {
        let Some(stop) = &plan.tour.list else { return };
        self.section("A client, and a collection", &[
            "A credential is a token, a closure that gives one, or one of `azure_identity` (feature `azure-identity`). Collections are",
            "streams of items or of pages; a page knows the link to the next one, and the delta link is kept.",
        ]);
        let call = list_call(&self.ident, stop);
        let before = self.uses(&call.uses, "");
        let mut code = vec!["let client = Client::builder().token(\"a token\").build()?;".to_owned()];
        code.extend(call.used(|request| format!("let mut items = client.items({request});")));
        let rest = ["while let Some(item) = items.next().await {", "    println!(\"{:?}\", item?);", "}"];
        code.extend(rest.map(str::to_owned));
        self.code(stop, &before, &code);
    }

    fn update(&mut self, plan: &Plan) {
        let Some((stop, null)) = &plan.tour.update else { return };
        self.section("An update", &[
            "A property has three states: not there, [`Null`], a value. What was not set is not sent; what is read-only is not",
            "sent either.",
        ]);
        let (call, body) = update_call(&self.ident, stop, null);
        let before = self.uses(&call.uses, "Null");
        let mut code = vec![format!("let body = {body}::default().{}(Null);", null.setter)];
        code.extend(call.used(|request| format!("client.send({request}).await?;")));
        self.code(stop, &before, &code);
    }

    fn job(&mut self, plan: &Plan) {
        let Some(stop) = &plan.tour.job else { return };
        self.section("Work that goes on after the answer", &[
            "An answer of `202` with an address to look at is a poller: awaited it gives the end of the work, asked with `next` it",
            "gives each state on the way.",
        ]);
        let call = call_of(&self.ident, stop);
        let before = self.uses(&call.uses, "");
        let mut code = call.body.clone();
        code.extend(call.used(|request| format!("let done = client.poll({request}).await?;")));
        code.push("println!(\"{done:?}\");".to_owned());
        self.code(stop, &before, &code);
    }

    fn batch(&mut self, plan: &Plan) {
        let Some(stop) = &plan.tour.get else { return };
        self.section("Many requests in few calls", &[
            "Any requests can be put into a batch, however many; each has an answer of its own type. They go out in calls of twenty,",
            "and what was throttled is sent again, alone.",
        ]);
        let call = call_of(&self.ident, stop);
        let before = self.uses(&call.uses, "batch::Batch");
        let mut code = vec!["let mut batch = Batch::new();".to_owned()];
        code.extend(call.used(|request| format!("let one = batch.add({request});")));
        let rest = ["let mut answers = client.send_batch(batch).await;", "println!(\"{:?}\", answers.take(one)?);"];
        code.extend(rest.map(str::to_owned));
        self.code(stop, &before, &code);
    }

    fn errors(&mut self, plan: &Plan) {
        let Some((stop, refused)) = &plan.tour.refusal else { return };
        self.section("Errors, retries, permissions", &[
            "Throttled requests (`429`, `503`, `504`) are sent again after the wait that the service asks for; what must not happen",
            "twice is not. An [`Error`] has status, code, message, inner errors, request id and the body as it came; an answer that",
            "is not as documented is told with its place in the JSON and the page.",
        ]);
        let call = call_of(&self.ident, stop);
        let before = self.uses(&call.uses, "permission::{Caller, least_permissions}");
        let module = stop.module.rsplit("::").next().unwrap_or(&stop.module);
        let mut code = call.body.clone();
        code.extend(call.used(|request| format!("if let Err(error) = client.send({request}).await {{")));
        code.push(format!("    if error.status() == Some({}) {{", refused.status));
        code.push(format!("        let operations = [&{module}::{}];", stop.operation.constant));
        code.push("        let needed = least_permissions(&operations, Caller::Application);".to_owned());
        code.push("        println!(\"{error}; one of these is missing: {:?}\", needed.permissions);".to_owned());
        code.push("    }".to_owned());
        code.push("}".to_owned());
        self.code(stop, &before, &code);
    }

    fn testing(&mut self, plan: &Plan) {
        let Some(stop) = &plan.tour.get else { return };
        self.section("Tests without a server", &[
            "The in-memory transport stands below authentication and retries: a test sees what would have gone over the wire, and its",
            "clock is virtual, so that no wait takes time.",
        ]);
        let call = call_of(&self.ident, stop);
        let before = self.uses(&call.uses, "transport::MemoryTransport");
        let mut code = vec![
            "let transport = MemoryTransport::new().status(429).json(200, r#\"{\"id\": \"17\"}\"#);".to_owned(),
            "let client = Client::builder().token(\"a token\").transport(transport.clone()).build()?;".to_owned(),
        ];
        code.extend(call.used(|request| format!("let found = client.send({request}).await?;")));
        let rest = [
            "assert_eq!(found.id.as_deref(), Some(\"17\"));",
            "assert_eq!(transport.requests()[1].header(\"authorization\"), Some(\"Bearer a token\"));",
        ];
        code.extend(rest.map(str::to_owned));
        self.code(stop, &before, &code);
    }

    fn more(&mut self) {
        self.section("Models", &[
            "Types keep what they do not know: members of enumerations that no page lists, undocumented properties, derived types",
            "without a page and `@odata` annotations are read, shown and sent again unchanged. With `default-features = false` they",
            "stand alone, without HTTP, also on `wasm32-unknown-unknown`.",
        ]);
    }

    fn features(&mut self, plan: &Plan) {
        self.section("Features", &[]);
        for feature in &plan.features {
            self.say(&format!("- `{}`: {}", feature.name, feature.doc));
        }
        for line in super::crate_root::runtime_feature_lines() {
            self.say(&line);
        }
        let defaults: Vec<String> = plan.default_features.iter().map(|name| format!("`{name}`")).collect();
        self.say("");
        self.say(&format!("On by default: {}.", defaults.join(", ")));
    }
}
