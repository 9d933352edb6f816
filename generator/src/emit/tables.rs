//! Context of `templates/tables/`: the tests that hold every type, enumeration and operation beside what its page's table says,
//! and every update beside the table of its body. They are a target of their own: they use every function of every type,
//! which takes the compiler twice as long as the replay of all examples.

use std::collections::BTreeMap;

use askama::Template;
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::Value;

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
        let path = format!("tests/tables/{}", version.module);
        let (tests, data) = tables(&crate_ident, version, by_file.keys().cloned().collect());
        files.push((format!("{path}.rs"), tests));
        files.push((format!("{path}.json"), data));
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

/// The tests of a version, and the data that they compare with.
fn tables<'p>(crate_ident: &str, version: &'p VersionPlan, updates: Vec<String>) -> (String, String) {
    let of_module = |item: &(&NamespacePlan, &'p ModulePlan)| Tables::of(item.0, item.1);
    let all: Vec<(&NamespacePlan, &'p ModulePlan)> = version.modules().collect();
    let all: Vec<(Module, Tables<'_>)> = all.par_iter().map(of_module).collect();
    let mut names = Scope::default();
    let mut modules = Vec::with_capacity(all.len());
    let mut data = Tables::default();
    for (mut module, tables) in all {
        module.test = names.give(&module.test);
        modules.push(module);
        data.types.0.extend(tables.types.0);
        data.enumerations.0.extend(tables.enumerations.0);
        data.operations.0.extend(tables.operations.0);
    }
    let sets = version.query_sets.iter().map(|set| {
        let traits: Vec<&str> = super::query_sets::traits(set).collect();
        format!("{}; {}", print(api_path(&format!("query_sets::{}", set.name))), traits.join(", "))
    });
    let template = VersionTemplate {
        header: super::header(&[]),
        crate_ident: crate_ident.to_owned(),
        module: version.module.clone(),
        wire: version.wire.clone(),
        updates,
        sets: sets.collect(),
        modules,
    };
    rayon::join(|| rendered(&template), || super::replay::pretty(&data))
}

/// The data of tests, in the order of the items.
#[derive(Default, Serialize)]
struct Tables<'p> {
    types: ByPath<TypeTable<'p>>,
    enumerations: ByPath<Vec<&'p str>>,
    operations: ByPath<OperationTable<'p>>,
}

/// What a test says of items, by their paths.
struct ByPath<T>(Vec<(String, T)>);

impl<T> Default for ByPath<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize> Serialize for ByPath<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(path, table)| (path, table)))
    }
}

/// What the page's table says of a type.
#[derive(Serialize)]
struct TypeTable<'p> {
    name: String,
    key: Option<&'p str>,
    read_only: Vec<&'p str>,
    properties: Vec<(&'p str, Value)>,
}

/// What the page says of an operation.
#[derive(Serialize)]
struct OperationTable<'p> {
    name: &'p str,
    line: String,
    also: &'p [String],
    idempotent: bool,
    long_running: bool,
}

impl<'p> Tables<'p> {
    /// The test of one module, and what it compares with.
    fn of(namespace: &NamespacePlan, module: &'p ModulePlan) -> (Module, Self) {
        let path = namespace.path(&module.module);
        let mut tables = Self::default();
        let lines = tables.module(&path, module);
        (Module { gate: gate(&module.features), test: path.replace("::", "_"), lines }, tables)
    }

    /// The lines of a module's test; what they compare with is kept.
    fn module(&mut self, path: &str, module: &'p ModulePlan) -> Vec<String> {
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

    fn structure(&mut self, path: &str, item: &'p StructPlan) -> String {
        let table = TypeTable {
            name: super::structure::table_name(item),
            key: item.fields.iter().find(|field| field.key).map(|field| field.wire.as_str()),
            read_only: item.fields.iter().filter(|field| field.read_only).map(|field| field.wire.as_str()).collect(),
            properties: item.fields.iter().map(|field| (field.wire.as_str(), value_json(&field.ty))).collect(),
        };
        self.types.0.push((path.to_owned(), table));
        let fields = item.fields.iter().map(|field| match &field.setter {
            Some(setter) => format!("{} {setter}", field.name),
            None => field.name.clone(),
        });
        let fields: Vec<String> = fields.collect();
        format!("model!(TABLES, {}, {}; {});", literal(path), print(api_path(path)), fields.join(", "))
    }

    fn enumeration(&mut self, path: &str, item: &'p EnumPlan) -> String {
        let members = item.variants.iter().map(|variant| variant.wire.as_str()).collect();
        self.enumerations.0.push((path.to_owned(), members));
        let ty = print(api_path(path));
        let variants: Vec<String> = item.variants.iter().map(|variant| format!("{ty}::{}", variant.name)).collect();
        format!("TABLES.enumeration::<{ty}>({}, &[{}]);", literal(path), variants.join(", "))
    }

    fn operation(&mut self, module: &str, item: &'p OperationPlan) -> String {
        let path = format!("{module}::{}", unraw(&item.name));
        let constant = print(api_path(&format!("{module}::{}", item.constant)));
        let line = format!("TABLES.operation({}, &{constant});", literal(&path));
        let table = OperationTable {
            name: &item.label,
            line: format!("{} {} {}", super::operation::method(&item.method), item.version, item.path),
            also: &item.aliases,
            idempotent: item.idempotent,
            long_running: item.long_running,
        };
        self.operations.0.push((path, table));
        line
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
