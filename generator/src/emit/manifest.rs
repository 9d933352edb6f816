//! Context of `templates/manifest.toml`: the package's manifest.

use askama::Template;

use super::structure::rendered;
use crate::plan::Plan;

#[derive(Template)]
#[template(path = "manifest.toml", escape = "txt")]
struct ManifestTemplate {
    name: String,
    version: String,
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
    enables: String,
}

/// The text of `Cargo.toml`.
pub(super) fn manifest(plan: &Plan) -> String {
    let (runtime_features, dependencies) = super::runtime::manifest_parts();
    rendered(&ManifestTemplate {
        name: plan.crate_name.clone(),
        version: plan.crate_version.clone(),
        description: plan.description.replace(['"', '\\'], ""),
        default_features: quoted(&plan.default_features),
        runtime_features,
        features: plan
            .features
            .iter()
            .map(|feature| Feature {
                name: feature.name.clone(),
                doc: super::one_line(&feature.doc),
                enables: quoted(&feature.enables),
            })
            .collect(),
        dependencies,
        examples: super::examples::examples(plan),
    })
}

fn quoted(features: &[String]) -> String {
    features.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
