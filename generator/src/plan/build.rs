//! Puts the plan together: versions, namespaces, areas, modules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::areas::AreaRule;
use super::bodies::BodyPlace;
use super::drafts::{Draft, Drafts};
use super::example_fields::structs_by_path;
use super::features::{RUNTIME_FEATURES, TRANSPORT};
use super::function_names::{OperationPlace, place_operations};
use super::naming::Names;
use super::operations::query_sets;
use super::placing::{ModuleKey, Places};
use super::{
    AreaPlan, EnumPlan, FeaturePlan, ModulePlan, NamespacePlan, OperationPlan, Plan, QuerySetPlan, StructPlan, TourPlan,
    VersionPlan,
};
use crate::model::{Api, ApiVersion, Operation, QueryOption};
use crate::names::{self, Scope};

/// What the configuration decides about the crate.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// The package's name.
    pub crate_name: String,
    /// Path prefixes and the areas that they belong to; the first fixed segment where none fits.
    pub areas: Vec<AreaRule>,
    /// Leave out what is no item: documentation, the front page, the tests of examples.
    pub items_only: bool,
    /// The package's version.
    pub crate_version: String,
    /// Features by name, each with what it switches on. `default` is the default build: left out, it is the transport, the
    /// first version and its areas where they are few.
    pub features: BTreeMap<String, Vec<String>>,
    /// The output becomes a module of another crate.
    pub is_module: bool,
}

/// Up to this many areas are all in the default build.
const FEW_AREAS: usize = 4;

/// Decides everything about the crate.
#[must_use]
pub fn plan(api: &Api, options: &PlanOptions, names: &Names) -> Plan {
    let mut plan = Plan {
        is_module: options.is_module,
        crate_name: options.crate_name.clone(),
        crate_version: options.crate_version.clone(),
        description: "A typed client made by docwright from the API's reference pages.".to_owned(),
        ..Plan::default()
    };
    let names = super::bodies::with_asked(names);
    let mut area_features: BTreeMap<String, String> = BTreeMap::new();
    let mut default_areas = Vec::new();
    let versions = versions(api);
    let main = main_version(&versions);
    let mut all_places = Vec::new();
    for (index, version) in versions.into_iter().enumerate() {
        let mut places = Places::of(version, &options.areas, &api.files, &names);
        places.documented = !options.items_only;
        for (name, feature) in places.areas.names.iter().zip(&places.area_features) {
            area_features.entry(feature.clone()).or_insert_with(|| name.clone());
            if index == main {
                default_areas.push(feature.clone());
            }
        }
        let operations = place_operations(version, &places);
        let mut version_plan = version_plan(version, &operations, &places);
        plan.examples_found += super::example::count(version);
        if !options.items_only {
            let Plan { examples, unreplayed, states, .. } = &mut plan;
            let structs = structs_by_path(&version_plan);
            rayon::join(
                || super::example::plan_examples(version, &operations, &version_plan, &structs, &places, examples, unreplayed),
                || super::states::plan_states(&version_plan, &structs, states),
            );
            let calls = super::sample_call::sample_calls(&version_plan, &structs, examples);
            super::sample_call::give_samples(&mut version_plan, calls);
        }
        plan.versions.push(version_plan);
        all_places.push(places);
    }
    let tour = || if options.items_only { TourPlan::default() } else { super::tour::tour(&plan, main) };
    let (given, tour) = rayon::join(|| names_given(all_places), tour);
    plan.names = Arc::new(given);
    plan.tour = tour;
    plan.features = area_features
        .into_iter()
        .map(|(name, area)| FeaturePlan {
            doc: format!("operations below `{area}` and the types that they need"),
            name,
            enables: Vec::new(),
        })
        .collect();
    for version in &plan.versions {
        plan.features.push(FeaturePlan {
            name: version.feature.clone(),
            enables: Vec::new(),
            doc: format!("version {} of the API, as module `{}`", version.wire, version.module),
        });
    }
    plan.default_features = vec![TRANSPORT.to_owned()];
    plan.default_features.extend(plan.versions.get(main).map(|version| version.feature.clone()));
    if default_areas.len() <= FEW_AREAS {
        plan.default_features.extend(default_areas);
    }
    add_features(&mut plan, &options.features);
    plan
}

/// The names that all versions gave.
fn names_given(all: Vec<Places<'_>>) -> BTreeMap<String, String> {
    let mut given = BTreeMap::new();
    for places in all {
        given.append(&mut places.into_given());
    }
    given
}

/// The features that the configuration asks for. One of an area's name switches on more than the area.
fn add_features(plan: &mut Plan, asked: &BTreeMap<String, Vec<String>>) {
    let mut known: BTreeSet<String> = RUNTIME_FEATURES.iter().map(|feature| feature.name.to_owned()).collect();
    known.extend(plan.features.iter().map(|feature| feature.name.clone()));
    known.extend(asked.keys().filter(|name| *name != "default").cloned());
    for (name, parts) in asked {
        let mut enables = Vec::new();
        for part in parts {
            // An area or version may be named as such: `v1.0` is the feature `v1-0`.
            let feature = if known.contains(part) { part.clone() } else { names::feature_name(part) };
            if known.contains(&feature) {
                enables.push(feature);
            } else {
                plan.unknown_features.push((name.clone(), part.clone()));
            }
        }
        if name == "default" {
            plan.default_features = enables;
        } else if let Some(feature) = plan.features.iter_mut().find(|feature| feature.name == *name) {
            feature.enables = enables;
        } else {
            plan.features.push(FeaturePlan { name: name.clone(), doc: enables.join(", "), enables });
        }
    }
}

/// The versions that the crate has: those of which a filter leaves something, or all where it leaves nothing of any.
fn versions(api: &Api) -> Vec<&ApiVersion> {
    let is_left =
        |version: &&ApiVersion| !(version.operations.is_empty() && version.types.is_empty() && version.enumerations.is_empty());
    let left: Vec<&ApiVersion> = api.versions.iter().filter(is_left).collect();
    if left.is_empty() { api.versions.iter().collect() } else { left }
}

/// The version of the default build: the first that is not a preview.
fn main_version(versions: &[&ApiVersion]) -> usize {
    versions.iter().position(|version| version.version != "beta").unwrap_or_default()
}

fn version_plan(version: &ApiVersion, operations: &[OperationPlace], places: &Places) -> VersionPlan {
    let module = names::module_name(&version.version);
    let sets = query_sets(version);
    let mut drafts = Drafts::default();
    let structures: Vec<StructPlan> =
        version.types.par_iter().map(|ty| super::structures::structure(version, ty, places)).collect();
    for (ty, structure) in version.types.iter().zip(structures) {
        let place = places.of_type(&ty.name);
        let draft = drafts.of(&place.module);
        draft.pages.extend(ty.declared_at.iter().map(|place| place.file));
        draft.folder.get_or_insert_with(|| places.folder(&ty.name));
        draft.title.get_or_insert_with(|| structure.name.clone());
        draft.module.structs.push(structure);
    }
    let enumerations: Vec<EnumPlan> =
        version.enumerations.par_iter().map(|source| super::enumerations::enumeration(version, source, places)).collect();
    for (source, planned) in version.enumerations.iter().zip(enumerations) {
        let place = places.of_type(&source.name);
        let draft = drafts.of(&place.module);
        draft.folder.get_or_insert_with(|| places.folder(&source.name));
        draft.title.get_or_insert_with(|| planned.name.clone());
        draft.module.enums.push(planned);
    }
    let bodies = super::bodies::place_bodies(version, operations, places, |module| {
        let mut scope = Scope::default();
        for ty in drafts.find(module).into_iter().flat_map(|draft| &draft.module.structs) {
            scope.give(&ty.name);
            scope.give(&format!("{}Derived", ty.name));
        }
        for ty in drafts.find(module).into_iter().flat_map(|draft| &draft.module.enums) {
            scope.give(&ty.name);
        }
        scope
    });
    let planned: Vec<(OperationPlan, Option<StructPlan>)> = version
        .operations
        .par_iter()
        .zip(operations)
        .zip(bodies)
        .map(|((source, place), body)| operation(version, source, place, body.as_deref(), &sets, places))
        .collect();
    for ((source, place), (planned, body)) in version.operations.iter().zip(operations).zip(planned) {
        let area = places.areas.of_operation[place.source];
        let draft = drafts.of(&place.module);
        draft.folder.get_or_insert_with(|| names::module_name(&places.areas.names[area]));
        draft.title.get_or_insert_with(|| place.module.module.clone());
        draft.pages.extend(&source.pages);
        draft.module.structs.extend(body);
        draft.module.operations.push(planned);
    }
    let mut namespaces: BTreeMap<String, BTreeMap<String, AreaPlan>> = BTreeMap::new();
    let finish = |(key, mut draft): (ModuleKey, Draft)| {
        let folder = match draft.folder.take() {
            _ if !key.namespace.is_empty() => String::new(),
            Some(folder) => folder,
            None => "shared".to_owned(),
        };
        let former = places.former_module(&key).map(str::to_owned);
        let module = ModulePlan { former, ..draft.finish(&key, places) };
        (key.namespace, folder, module)
    };
    let modules: Vec<(String, String, ModulePlan)> = drafts.in_order().into_par_iter().map(finish).collect();
    for (namespace, folder, module) in modules {
        let area = namespaces.entry(namespace).or_default().entry(folder.clone()).or_default();
        area.module = folder;
        area.modules.push(module);
    }
    namespaces.entry(String::new()).or_default();
    let beside: Vec<String> = namespaces.keys().filter(|module| !module.is_empty()).cloned().collect();
    VersionPlan {
        feature: names::feature_name(&version.version),
        module,
        wire: version.version.clone(),
        query_sets: sets.into_values().collect(),
        namespaces: namespaces
            .into_iter()
            .map(|(module, areas)| NamespacePlan { module, areas: rename_folders(areas, &beside) })
            .collect(),
    }
}

/// An operation, and the struct of its body if that is written with it.
fn operation(
    version: &ApiVersion,
    source: &Operation,
    place: &OperationPlace,
    body: Option<&BodyPlace>,
    sets: &BTreeMap<Vec<QueryOption>, QuerySetPlan>,
    places: &Places,
) -> (OperationPlan, Option<StructPlan>) {
    let gate =
        |operations: &[usize]| places.feature_names(&operations.iter().map(|&index| places.areas.of_operation[index]).collect());
    // Bodies are found in the operation's module, so that `search` of two types have bodies of their own.
    let path = body.map(|body| format!("{}::{}", place.module.path(), body.name.name));
    let planned = super::operations::operation(version, source, place, path.as_deref(), sets, places);
    let structure = body
        .filter(|body| body.is_written_with(place.source))
        .map(|body| StructPlan { features: gate(&body.operations), ..super::structures::action_body(version, body, places) });
    (OperationPlan { features: gate(&[place.source]), ..planned }, structure)
}

/// A folder may not have the name of a module that is re-exported beside it, or of a namespace, which has a folder too.
fn rename_folders(areas: BTreeMap<String, AreaPlan>, namespaces: &[String]) -> Vec<AreaPlan> {
    let mut scope = Scope::with_reserved(&["query_sets"]);
    for module in namespaces {
        scope.give(module);
    }
    for area in areas.values() {
        for module in &area.modules {
            scope.give(&module.module);
        }
    }
    areas
        .into_values()
        .map(|mut area| {
            if !area.module.is_empty() {
                let stem = area.module.trim_end_matches('_');
                let wanted = if scope.is_free(&area.module) { area.module.clone() } else { format!("{stem}_area") };
                area.module = scope.give(&wanted);
            }
            area
        })
        .collect()
}
