//! Context of `templates/crate_root.rs`: the crate's front page and its modules.

use askama::Template;

use super::structure::rendered;
use super::tokens::gate;
use crate::plan::{Plan, VersionPlan};

#[derive(Template)]
#[template(path = "crate_root.rs", escape = "txt")]
struct CrateRootTemplate {
    header: String,
    title: String,
    front: String,
    modules: String,
}

/// The text of `src/lib.rs`.
pub(super) fn crate_root(plan: &Plan) -> String {
    let mut modules = String::from(RUNTIME_MODULES);
    for version in &plan.versions {
        modules.push_str(&format!("\n{}pub mod {};\n", gate(std::slice::from_ref(&version.feature)), version.module));
    }
    rendered(&CrateRootTemplate {
        header: super::header(&[]),
        title: plan.description.clone(),
        front: front(plan),
        modules,
    })
}

/// The runtime, and the names that every user needs.
const RUNTIME_MODULES: &str = "\
#[allow(dead_code, unused_imports, reason = \"a crate uses what its pages need of the runtime\")]
pub mod runtime;

pub use runtime::model::{Extra, IntoProperty, Null};
pub use runtime::{model, value};
#[cfg(feature = \"client\")]
pub use runtime::{
    client::Client,
    error::Error,
    request::Request,
};
";

fn front(plan: &Plan) -> String {
    let mut lines = Vec::new();
    lines.push("Every documented operation is a function that returns a request; a client sends it:".to_owned());
    lines.push(String::new());
    lines.push("| module | version | operations | types |".to_owned());
    lines.push("|---|---|---|---|".to_owned());
    for version in &plan.versions {
        let (operations, types) = counts(version);
        lines.push(format!("| `{}` | {} | {operations} | {types} |", version.module, version.wire));
    }
    lines.push(String::new());
    lines.push("# Features".to_owned());
    lines.push(String::new());
    for feature in &plan.features {
        lines.push(format!("- `{}`: {}", feature.name, super::one_line(&feature.doc)));
    }
    lines.push("- `client`: requests and the client, without a transport".to_owned());
    lines.push("- `reqwest`: the default transport, with rustls (default)".to_owned());
    lines.push("- `azure-identity`: credentials of the `azure_identity` crate".to_owned());
    lines.push("- `tracing`: a span for each request".to_owned());
    lines.iter().map(|line| if line.is_empty() { "//!\n".to_owned() } else { format!("//! {line}\n") }).collect()
}

fn counts(version: &VersionPlan) -> (usize, usize) {
    let modules = version.namespaces.iter().flat_map(|namespace| namespace.areas.iter().flat_map(|area| &area.modules));
    modules.fold((0, 0), |(operations, types), module| {
        let own = module.structs.iter().filter(|item| !item.wire.is_empty()).count() + module.enums.len();
        (operations + module.operations.len(), types + own)
    })
}

/// The text of the crate's `README.md`.
pub(super) fn readme(plan: &Plan) -> String {
    let mut text = format!("# {}\n\n{}\n\nMade by docwright; do not edit.\n\n", plan.crate_name, plan.description);
    text.push_str("| module | version | operations | types |\n|---|---|---|---|\n");
    for version in &plan.versions {
        let (operations, types) = counts(version);
        text.push_str(&format!("| `{}` | {} | {operations} | {types} |\n", version.module, version.wire));
    }
    text.push_str("\n`cargo test` replays every documented example over an in-memory transport.\n");
    text
}
