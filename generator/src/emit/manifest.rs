//! Context of `templates/manifest.toml`: the package's manifest.

use askama::Template;

use super::structure::rendered;
use crate::plan::Plan;

#[derive(Template)]
#[template(path = "manifest.toml", escape = "txt")]
struct ManifestTemplate {
    name: String,
    version: &'static str,
    description: String,
    default_features: String,
    runtime_features: String,
    features: Vec<Feature>,
    dependencies: String,
    examples: Vec<super::examples::Example>,
}

struct Feature {
    name: String,
    doc: String,
}

/// The text of `Cargo.toml`.
pub(super) fn manifest(plan: &Plan) -> String {
    let (runtime_features, dependencies) = super::runtime::manifest_parts();
    let mut defaults = vec!["\"reqwest\"".to_owned()];
    defaults.extend(plan.default_features.iter().map(|name| format!("\"{name}\"")));
    rendered(&ManifestTemplate {
        name: plan.crate_name.clone(),
        version: "0.1.0",
        description: plan.description.replace(['"', '\\'], ""),
        default_features: defaults.join(", "),
        runtime_features,
        features: plan
            .features
            .iter()
            .map(|feature| Feature { name: feature.name.clone(), doc: super::one_line(&feature.doc) })
            .collect(),
        dependencies,
        examples: super::examples::examples(plan),
    })
}
