//! Context of `templates/version.rs`: the modules of a version.

use askama::Template;

use super::structure::rendered;
use super::tokens::{gate, shared_gate};
use crate::plan::{AreaPlan, ModulePlan, VersionPlan};

#[derive(Template)]
#[template(path = "version.rs", escape = "txt")]
struct VersionTemplate {
    header: String,
    wire: String,
    modules: Vec<String>,
}

/// The module files of a version: its own, those of its namespaces and areas, the query sets.
pub(super) fn version(plan: &VersionPlan) -> Vec<(String, String)> {
    let root = format!("src/{}", plan.module);
    let mut files = Vec::new();
    let mut modules = Vec::new();
    if !plan.query_sets.is_empty() {
        modules.push("#[cfg(feature = \"client\")]\npub mod query_sets;\n".to_owned());
        files.push((format!("{root}/query_sets.rs"), super::query_sets::query_sets(plan)));
    }
    for namespace in &plan.namespaces {
        let mut own: Vec<String> = Vec::new();
        let folder = if namespace.module.is_empty() { root.clone() } else { format!("{root}/{}", namespace.module) };
        for area in &namespace.areas {
            if area.module.is_empty() {
                own.extend(area.modules.iter().map(declaration));
                continue;
            }
            let gate = area_gate(area);
            own.push(format!("{gate}mod {0};\n{gate}pub use {0}::*;\n", area.module));
            files.push((format!("{folder}/{}/mod.rs", area.module), area_file(area)));
        }
        if namespace.module.is_empty() {
            modules.extend(own);
        } else {
            modules.push(format!("pub mod {};\n", namespace.module));
            let doc = format!("//! The namespace `{}`.\n", namespace.module);
            let text = format!("{}\n{doc}\n{}", super::header(&[]), own.join("\n"));
            files.push((format!("{folder}/mod.rs"), text));
        }
    }
    files.push((
        format!("{root}/mod.rs"),
        rendered(&VersionTemplate { header: super::header(&[]), wire: plan.wire.clone(), modules }),
    ));
    files
}

/// A folder is there when one of its modules is.
fn area_gate(area: &AreaPlan) -> String {
    let features = |wanted: bool| -> Vec<&[String]> {
        area.modules.iter().filter(|module| has_types(module) == wanted).map(|module| module.features.as_slice()).collect()
    };
    shared_gate(&features(true), &features(false))
}

/// Modules without types are there with the client only.
fn has_types(module: &ModulePlan) -> bool {
    !module.structs.is_empty() || !module.enums.is_empty()
}

fn area_file(area: &AreaPlan) -> String {
    let items: Vec<String> = area.modules.iter().map(declaration).collect();
    format!("{}\n//! Resources of the area `{}`.\n\n{}", super::header(&[]), area.module, items.join("\n"))
}

/// `pub mod x;` with its gate, and the re-export of its types.
fn declaration(module: &ModulePlan) -> String {
    let module_gate = if has_types(module) { gate(&module.features) } else { super::tokens::client_gate(&module.features) };
    let mut text = format!("{module_gate}pub mod {};\n", module.module);
    if let Some(former) = &module.former {
        text.push_str(&format!(
            "/// The former name of [`{0}`].\n{module_gate}#[deprecated(note = \"renamed to `{0}`\")]\npub mod {former} {{\n    pub use \
             super::{0}::*;\n}}\n",
            module.module
        ));
    }
    // One `use` for each gate that occurs among the types.
    let mut groups: std::collections::BTreeMap<Vec<String>, Vec<String>> = std::collections::BTreeMap::new();
    for item in &module.structs {
        // Bodies of actions stay in their module.
        if item.wire.is_empty() {
            continue;
        }
        let names = groups.entry(item.features.clone()).or_default();
        names.push(item.name.clone());
        if !item.derived.is_empty() {
            names.push(format!("{}Derived", item.name));
        }
        if let Some(former) = &item.former {
            names.push(former.clone());
            names.extend((!item.derived.is_empty()).then(|| format!("{former}Derived")));
        }
    }
    for item in &module.enums {
        groups.entry(item.features.clone()).or_default().extend(std::iter::once(&item.name).chain(&item.former).cloned());
    }
    for (features, mut names) in groups {
        names.sort();
        let gate = if features.is_empty() { gate(&module.features) } else { gate(&features) };
        match names.as_slice() {
            [one] => text.push_str(&format!("{gate}pub use {}::{one};\n", module.module)),
            many => text.push_str(&format!("{gate}pub use {}::{{{}}};\n", module.module, many.join(", "))),
        }
    }
    text
}
