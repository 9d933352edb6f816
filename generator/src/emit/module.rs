//! Context of `templates/module.rs`: one file with the types and operations of a resource.

use askama::Template;

use super::operation::Surroundings;
use super::structure::rendered;
use super::tokens::gate;
use crate::plan::{AreaPlan, ModulePlan, NamespacePlan, Plan, VersionPlan};

#[derive(Template)]
#[template(path = "module.rs", escape = "txt")]
struct ModuleTemplate {
    header: String,
    doc: String,
    uses: String,
    items: Vec<String>,
}

/// Path and text of a module's file.
pub(super) fn module(
    whole: &Plan,
    version: &VersionPlan,
    namespace: &NamespacePlan,
    area: &AreaPlan,
    plan: &ModulePlan,
) -> (String, String) {
    let mut path = format!("src/{}", version.module);
    for folder in [&namespace.module, &area.module] {
        if !folder.is_empty() {
            path.push('/');
            path.push_str(folder);
        }
    }
    path.push_str(&format!("/{}.rs", plan.module));
    let mut types: Vec<String> = plan.structs.iter().map(super::structure::structure).collect();
    types.extend(plan.enums.iter().map(super::enumeration::enumeration));
    let around = Surroundings::of(whole, version, namespace, plan);
    let operations: Vec<String> = plan.operations.iter().map(|plan| super::operation::operation(plan, &around)).collect();
    let depth = 1 + usize::from(!namespace.module.is_empty()) + usize::from(!area.module.is_empty());
    let text = rendered(&ModuleTemplate {
        header: super::header(&plan.pages),
        doc: plan.doc.iter().map(|line| format!("//! {line}\n")).collect(),
        uses: uses(plan, depth, &types, &operations),
        items: types.into_iter().chain(operations).collect(),
    });
    (path, text)
}

/// The `use` lines: the version's module as `api`, the runtime, and the derived types by name.
///
/// Paths are relative, so that the crate can also stand as a module inside another one (`OUT_DIR`).
fn uses(plan: &ModulePlan, depth: usize, types: &[String], operations: &[String]) -> String {
    let up = vec!["super"; depth].join("::");
    let mut text = String::new();
    let mut import = |line: String, by_types: bool, by_operations: bool| {
        if by_types {
            text.push_str(&line);
        } else if by_operations {
            // Only operations use it, and those are there with the client only.
            text.push_str("#[cfg(feature = \"client\")]\n");
            text.push_str(&line);
        }
    };
    let mention = |items: &[String]| items.iter().any(|item| code_mentions(item, "api::"));
    import(format!("use {up} as api;\n"), mention(types), mention(operations));
    import(format!("use {up}::super::runtime;\n"), !types.is_empty(), !operations.is_empty());
    let mut derived: Vec<(String, String)> = Vec::new();
    for variant in plan.structs.iter().flat_map(|item| &item.derived) {
        let name = variant.path.rsplit("::").next().unwrap_or(&variant.path);
        if plan.structs.iter().any(|item| item.name == variant.variant) {
            continue;
        }
        let alias = if name == variant.variant { String::new() } else { format!(" as {}", variant.variant) };
        derived.push((format!("{up}::{}{alias}", variant.path), gate(&variant.features)));
    }
    derived.sort();
    derived.dedup();
    for (path, gate) in derived {
        text.push_str(&format!("{gate}use {path};\n"));
    }
    text
}

/// Whether the text mentions `word` outside comments.
fn code_mentions(text: &str, word: &str) -> bool {
    text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word))
}
