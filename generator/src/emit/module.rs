//! Context of `templates/module.rs`: one file with the types and operations of a resource.

use askama::Template;

use super::operation::Surroundings;
use super::structure::rendered;
use super::tokens::{gate_of_both, shared_gate};
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
fn uses<'p>(plan: &'p ModulePlan, depth: usize, types: &[String], operations: &[String]) -> String {
    let up = vec!["super"; depth].join("::");
    let mut text = String::new();
    let of_types = plan.structs.iter().map(|item| &item.features).chain(plan.enums.iter().map(|item| &item.features));
    let types: Vec<(&String, &[String])> = types.iter().zip(of_types.map(Vec::as_slice)).collect();
    let operations: Vec<(&String, &[String])> =
        operations.iter().zip(plan.operations.iter().map(|item| item.features.as_slice())).collect();
    // An import is there when something is there that uses it; operations are there with the client only.
    let mut import = |line: String, uses: &dyn Fn(&str) -> bool| {
        let users = |items: &[(&String, &'p [String])]| -> Vec<&'p [String]> {
            items.iter().filter(|(item, _)| uses(item)).map(|(_, features)| *features).collect()
        };
        let (types, operations) = (users(&types), users(&operations));
        if !(types.is_empty() && operations.is_empty()) {
            text.push_str(&shared_gate(&types, &operations));
            text.push_str(&line);
        }
    };
    import(format!("use {up} as api;\n"), &|item| code_mentions(item, "api::"));
    import(format!("use {up}::super::runtime;\n"), &|_| true);
    let mut derived: Vec<(String, String)> = Vec::new();
    for (item, variant) in plan.structs.iter().flat_map(|item| item.derived.iter().map(move |variant| (item, variant))) {
        let name = variant.path.rsplit("::").next().unwrap_or(&variant.path);
        if plan.structs.iter().any(|item| item.name == variant.variant) {
            continue;
        }
        let alias = if name == variant.variant { String::new() } else { format!(" as {}", variant.variant) };
        derived.push((format!("{up}::{}{alias}", variant.path), gate_of_both(&item.features, &variant.features)));
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
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        let line = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        !text[line..at].trim_start().starts_with("//")
    })
}
