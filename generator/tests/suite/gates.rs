//! Every choice of areas compiles: whatever a gated item names is there whenever the item is. A compiler would have to be
//! asked once for each of fifty features; the plan knows the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use docwright::config::ApiConfig;
use docwright::lock::{Lock, Naming};
use docwright::plan::{AnswerPlan, BodyPlan, FieldType, Plan, ValueType, VersionPlan};
use docwright::run;
use docwright::source::{SourceFile, Sources};

use crate::project::own_config;

/// The features any of which brings an item in; none for what is always there.
type Gate = BTreeSet<String>;

/// Whatever names a type that may be missing where it stands itself.
pub(crate) fn open_gates(plan: &Plan) -> Vec<String> {
    plan.versions.iter().flat_map(open_in_version).collect()
}

fn open_in_version(version: &VersionPlan) -> Vec<String> {
    let mut gates: BTreeMap<String, Gate> = BTreeMap::new();
    let modules = || {
        version.namespaces.iter().flat_map(|namespace| {
            let prefix = if namespace.module.is_empty() { String::new() } else { format!("{}::", namespace.module) };
            namespace.areas.iter().flat_map(|area| &area.modules).map(move |module| (prefix.clone(), module))
        })
    };
    let gate = |own: &[String], module: &[String]| -> Gate {
        if own.is_empty() { module.iter().cloned().collect() } else { own.iter().cloned().collect() }
    };
    for (prefix, module) in modules() {
        let structs = module.structs.iter().map(|item| (&item.name, &item.features));
        for (name, features) in structs.chain(module.enums.iter().map(|item| (&item.name, &item.features))) {
            gates.insert(format!("{prefix}{name}"), gate(features, &module.features));
            gates.insert(format!("{prefix}{}::{name}", module.module), gate(features, &module.features));
        }
    }
    let mut open = Vec::new();
    let mut check = |what: String, own: &Gate, path: &str| match gates.get(path) {
        Some(needed) if needed.is_empty() || (!own.is_empty() && own.is_subset(needed)) => {}
        Some(needed) => open.push(format!("{what} {own:?} names {path} {needed:?}")),
        None => open.push(format!("{what} names {path}, which is nowhere")),
    };
    for (_, module) in modules() {
        for item in &module.structs {
            let own = gate(&item.features, &module.features);
            for field in &item.fields {
                if let Some(path) = path_of(&field.ty.value) {
                    check(format!("{}.{}", item.name, field.name), &own, path);
                }
            }
            for derived in &item.derived {
                let own = gate(&derived.features, &item.features);
                let own = if own.is_empty() { module.features.iter().cloned().collect() } else { own };
                check(format!("{}Derived", item.name), &own, &derived.path);
            }
        }
        for operation in &module.operations {
            let own = gate(&operation.features, &module.features);
            let body = match &operation.body {
                BodyPlan::Struct(path) | BodyPlan::Structs(path) => Some(path.as_str()),
                BodyPlan::None | BodyPlan::Json | BodyPlan::Bytes(_) => None,
            };
            let answer = match &operation.answer {
                AnswerPlan::Value(FieldType { value, .. })
                | AnswerPlan::Wrapped(FieldType { value, .. })
                | AnswerPlan::Collection(value) => path_of(value),
                AnswerPlan::None | AnswerPlan::Bytes | AnswerPlan::Json => None,
            };
            for path in body.into_iter().chain(answer) {
                check(operation.label.clone(), &own, path);
            }
        }
    }
    open
}

fn path_of(value: &ValueType) -> Option<&str> {
    match value {
        ValueType::Struct(path) | ValueType::Enum(path) | ValueType::Flags(path) => Some(path),
        ValueType::Scalar(_) => None,
    }
}

fn config() -> ApiConfig {
    let mut api = own_config().apis.remove(0);
    api.areas.clear();
    api
}

#[test]
fn types_that_no_operation_reaches_bring_what_they_name() {
    let mut files = Vec::new();
    let mut page = |path: &str, text: String| files.push(SourceFile::new(path, text));
    let resource = |name: &str, base: &str, rows: &str| {
        let mut text = format!("# {name} resource type\n\nNamespace: microsoft.graph\n\n");
        if !base.is_empty() {
            let _ = writeln!(text, "Inherits from [{base}]({base}.md).\n");
        }
        format!("{text}## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Key.|\n{rows}")
    };
    for area in ["bays", "coves", "docks", "fords", "gulfs", "isles"] {
        let one = area.trim_end_matches('s');
        page(&format!("v1.0/resources/{one}.md"), resource(one, "", &format!("|sign|[{one}Sign]({one}sign.md)|A sign.|\n")));
        page(&format!("v1.0/resources/{one}sign.md"), resource(&format!("{one}Sign"), "", ""));
        let text = format!(
            "# Get {one}\n\nNamespace: microsoft.graph\n\n## HTTP request\n``` http\nGET /{area}/{{id}}\n```\n\n## Response\n\
             If successful, this method returns a `200 OK` response code and a [{one}](../resources/{one}.md) object.\n"
        );
        page(&format!("v1.0/api/{one}-get.md"), text);
    }
    // An heir of a type of one area that names a type of another, and a type that nobody names.
    page("v1.0/resources/deepbay.md", resource("deepBay", "bay", "|other|[coveSign](covesign.md)|A sign.|\n"));
    page("v1.0/resources/lost.md", resource("lost", "", "|one|[dockSign](docksign.md)|A.|\n|two|[fordSign](fordsign.md)|B.|\n"));
    let understood = run::understand(Sources::from_files(files));
    let lock = Lock::default();
    let plan = run::plan(&understood.api, &config(), &Naming { lock: &lock, renames: &BTreeMap::new() });
    assert_eq!(open_gates(&plan), Vec::<String>::new());
    let gated = plan.versions[0].namespaces.iter().flat_map(|namespace| &namespace.areas).flat_map(|area| &area.modules);
    let gated: BTreeMap<&str, &[String]> = gated.map(|module| (module.module.as_str(), module.features.as_slice())).collect();
    assert_eq!(gated["deep_bay"], ["bays"]);
    assert_eq!(gated["cove_sign"], ["bays", "coves"]);
    assert_eq!(gated["lost"], ["docks", "fords"]);
    assert_eq!(gated["isle_sign"], ["isles"]);
}
