//! Context of `templates/tables/`: the tests that hold every type, enumeration and operation beside what its page's table says,
//! and every update beside the table of its body. They are a target of their own: they use every function of every type,
//! which takes the compiler twice as long as the replay of all examples.

use std::collections::BTreeMap;

use askama::Template;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::structure::{api_path, rendered};
use super::tokens::{gate, literal, print};
use crate::names::{Scope, unraw};
use crate::plan::{EnumPlan, ModulePlan, NamespacePlan, OperationPlan, Plan, StatesPlan, StructPlan, VersionPlan, value_json};

#[derive(Template)]
#[template(path = "tables/main.rs", escape = "txt")]
struct MainTemplate {
    header: String,
    crate_ident: String,
    versions: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "tables/version.rs", escape = "txt")]
struct VersionTemplate {
    header: String,
    crate_ident: String,
    module: String,
    wire: String,
    updates: Vec<String>,
    sets: Vec<String>,
    modules: Vec<Module>,
}

#[derive(Template)]
#[template(path = "tables/states.rs", escape = "txt")]
struct StatesTemplate {
    crate_ident: String,
}

#[derive(Template)]
#[template(path = "tables/updates.rs", escape = "txt")]
struct UpdatesTemplate {
    header: String,
    crate_ident: String,
    version: String,
    updates: Vec<super::states::Update>,
}

/// The test of one module.
struct Module {
    gate: String,
    test: String,
    lines: Vec<String>,
}

/// The files below `tests/tables/`.
pub(super) fn files(plan: &Plan) -> Vec<(String, String)> {
    let crate_ident = super::crate_ident(plan);
    let versions = plan.versions.iter().map(|version| (version.module.clone(), version.feature.clone())).collect();
    let main = rendered(&MainTemplate { header: super::header(&[]), crate_ident: crate_ident.clone(), versions });
    let states = rendered(&StatesTemplate { crate_ident: crate_ident.clone() });
    let mut files = vec![
        ("tests/tables/main.rs".to_owned(), main),
        ("tests/tables/states.rs".to_owned(), format!("{}\n{states}", super::header(&[]))),
    ];
    for version in &plan.versions {
        let mut by_file: BTreeMap<String, Vec<&StatesPlan>> = BTreeMap::new();
        for states in plan.states.iter().filter(|states| states.version == version.module) {
            by_file.entry(super::replay::file_of(&states.function)).or_default().push(states);
        }
        let mut tables = Tables::default();
        let path = format!("tests/tables/{}", version.module);
        files.push((format!("{path}.rs"), tables.version(&crate_ident, version, by_file.keys().cloned().collect())));
        files.push((format!("{path}.json"), tables.data()));
        files.par_extend(
            by_file.par_iter().map(|(file, states)| (format!("{path}/{file}.rs"), updates(&crate_ident, version, states))),
        );
    }
    files
}

/// The updates of one module's functions.
fn updates(crate_ident: &str, version: &VersionPlan, states: &[&StatesPlan]) -> String {
    rendered(&UpdatesTemplate {
        header: super::header_of(states.iter().flat_map(|states| &states.pages)),
        crate_ident: crate_ident.to_owned(),
        version: version.module.clone(),
        updates: states.iter().map(|states| super::states::update(states)).collect(),
    })
}

/// The data of a version's tests, by the path of the item.
#[derive(Default)]
struct Tables {
    types: Map<String, Value>,
    enumerations: Map<String, Value>,
    operations: Map<String, Value>,
}

impl Tables {
    /// The tests of a version; what they compare with is kept.
    fn version(&mut self, crate_ident: &str, version: &VersionPlan, updates: Vec<String>) -> String {
        let of_module = |(namespace, module): &(&NamespacePlan, &ModulePlan)| {
            let path = namespace.path(&module.module);
            let mut tables = Self::default();
            let lines = tables.module(&path, module);
            (Module { gate: gate(&module.features), test: path.replace("::", "_"), lines }, tables)
        };
        let all: Vec<(&NamespacePlan, &ModulePlan)> = version.modules().collect();
        let all: Vec<(Module, Self)> = all.par_iter().map(of_module).collect();
        let mut names = Scope::default();
        let mut modules = Vec::with_capacity(all.len());
        for (mut module, mut tables) in all {
            module.test = names.give(&module.test);
            modules.push(module);
            self.types.append(&mut tables.types);
            self.enumerations.append(&mut tables.enumerations);
            self.operations.append(&mut tables.operations);
        }
        let sets = version.query_sets.iter().map(|set| {
            let traits: Vec<&str> = super::query_sets::traits(set).collect();
            format!("{}; {}", print(api_path(&format!("query_sets::{}", set.name))), traits.join(", "))
        });
        rendered(&VersionTemplate {
            header: super::header(&[]),
            crate_ident: crate_ident.to_owned(),
            module: version.module.clone(),
            wire: version.wire.clone(),
            updates,
            sets: sets.collect(),
            modules,
        })
    }

    fn data(self) -> String {
        let parts = [("types", self.types), ("enumerations", self.enumerations), ("operations", self.operations)];
        let all = parts.into_iter().map(|(name, part)| (name.to_owned(), Value::Object(part)));
        super::replay::pretty(&Value::Object(all.collect()))
    }

    fn module(&mut self, path: &str, module: &ModulePlan) -> Vec<String> {
        let mut lines = Vec::new();
        for item in &module.structs {
            let path = format!("{path}::{}", item.name);
            lines.extend(gated(&item.features, self.structure(&path, item)));
            if !item.derived.is_empty() {
                lines.extend(gated(&item.features, derived(&path, item)));
            }
        }
        for item in &module.enums {
            lines.extend(gated(&item.features, self.enumeration(&format!("{path}::{}", item.name), item)));
        }
        for item in &module.operations {
            lines.extend(gated(&item.features, self.operation(path, item)));
        }
        lines
    }

    fn structure(&mut self, path: &str, item: &StructPlan) -> String {
        let wire = |wanted: &dyn Fn(&crate::plan::FieldPlan) -> bool| -> Vec<&str> {
            item.fields.iter().filter(|field| wanted(field)).map(|field| field.wire.as_str()).collect()
        };
        let properties: Vec<Value> = item.fields.iter().map(|field| json!([field.wire, value_json(&field.ty)])).collect();
        self.types.insert(
            path.to_owned(),
            json!({
                "name": super::structure::table_name(item),
                "key": wire(&|field| field.key).first(),
                "read_only": wire(&|field| field.read_only),
                "properties": properties,
            }),
        );
        let fields = item.fields.iter().map(|field| match &field.setter {
            Some(setter) => format!("{} {setter}", field.name),
            None => field.name.clone(),
        });
        let fields: Vec<String> = fields.collect();
        format!("model!(TABLES, {}, {}; {});", literal(path), print(api_path(path)), fields.join(", "))
    }

    fn enumeration(&mut self, path: &str, item: &EnumPlan) -> String {
        let members: Vec<&str> = item.variants.iter().map(|variant| variant.wire.as_str()).collect();
        self.enumerations.insert(path.to_owned(), json!(members));
        let ty = print(api_path(path));
        let variants: Vec<String> = item.variants.iter().map(|variant| format!("{ty}::{}", variant.name)).collect();
        format!("TABLES.enumeration::<{ty}>({}, &[{}]);", literal(path), variants.join(", "))
    }

    fn operation(&mut self, module: &str, item: &OperationPlan) -> String {
        let path = format!("{module}::{}", unraw(&item.name));
        self.operations.insert(
            path.clone(),
            json!({
                "name": item.label,
                "line": format!("{} {} {}", super::operation::method(&item.method), item.version, item.path),
                "also": item.aliases,
                "idempotent": item.idempotent,
                "long_running": item.long_running,
            }),
        );
        let constant = print(api_path(&format!("{module}::{}", item.constant)));
        format!("TABLES.operation({}, &{constant});", literal(&path))
    }
}

/// The test of a base's derived types.
fn derived(path: &str, item: &StructPlan) -> String {
    let all = print(api_path(&format!("{path}Derived")));
    let variants = item.derived.iter().map(|variant| {
        let gate = gate(&variant.features).replace('\n', " ");
        format!("{gate}{all}::{} = {}", variant.variant, literal(&variant.wire))
    });
    let variants: Vec<String> = variants.collect();
    format!("derived!({}, {all}; {});", literal(path), variants.join(", "))
}

/// A statement with the attribute that gates it.
fn gated(features: &[String], statement: String) -> impl Iterator<Item = String> {
    let attribute = gate(features);
    (!attribute.is_empty()).then(|| attribute.trim_end().to_owned()).into_iter().chain([statement])
}
