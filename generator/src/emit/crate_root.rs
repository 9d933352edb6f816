//! Context of `templates/crate_root.rs`: the crate's front page and its modules.

use askama::Template;

use super::structure::rendered;
use super::tokens::gate;
use crate::plan::{Plan, RUNTIME_FEATURES, VersionPlan};

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
        front: super::front_page::front_page(plan),
        modules,
    })
}

/// The runtime, and the names that every user needs.
const RUNTIME_MODULES: &str = "\
#[allow(dead_code, unused_imports, reason = \"a crate uses what its pages need of the runtime\")]
#[doc(hidden)]
pub mod runtime;

#[doc(inline)]
pub use runtime::model::{Extra, IntoProperty, Null};
#[doc(inline)]
pub use runtime::{model, value};
#[cfg(feature = \"client\")]
#[doc(inline)]
pub use runtime::{
    answer, batch, client, clock, cloud, credential, download, error, operation, paging, path, permission, poller, query,
    request, retry, transport, upload,
};
#[cfg(feature = \"client\")]
#[doc(inline)]
pub use runtime::{
    client::Client,
    error::{Error, ErrorKind},
    path::Me,
    request::Request,
};
";

/// The runtime's features, one line each.
pub(super) fn runtime_feature_lines() -> impl Iterator<Item = String> {
    RUNTIME_FEATURES.iter().map(|feature| format!("- `{}`: {}", feature.name, feature.doc))
}

/// Operations and types of a version.
pub(super) fn counts(version: &VersionPlan) -> (usize, usize) {
    let modules = version.modules().map(|(_, module)| module);
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
    text.push_str("\n`cargo doc --open` begins with a call of each kind.");
    let examples = super::examples::examples(plan);
    if !examples.is_empty() {
        let names: Vec<String> = examples.iter().map(|example| format!("`{}`", example.name)).collect();
        text.push_str(&format!(
            " The programs in `examples/` ({}) run without a network:\n`cargo run --example NAME --all-features`.",
            names.join(", ")
        ));
    }
    text.push_str(
        "\n\n`cargo test --all-features` replays every documented example over an in-memory transport and runs the examples.\n\n",
    );
    text.push_str("## Features\n\n");
    for feature in &plan.features {
        text.push_str(&format!("- `{}`: {}\n", feature.name, super::one_line(&feature.doc)));
    }
    for line in runtime_feature_lines() {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
