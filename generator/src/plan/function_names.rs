//! Operations to functions: where each goes and what it is called, old names before new ones.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::naming::Claim;
use super::operations::{identity, template, wish};
use super::placing::{ModuleKey, Places};
use crate::model::{Address, ApiVersion, Operation, Segment};
use crate::names::{self, Scope};

/// Where each operation goes, in the order of the model.
pub(super) struct OperationPlace {
    /// The number of the operation in the model.
    pub(super) source: usize,
    /// The module.
    pub(super) module: ModuleKey,
    /// The function's name.
    pub(super) function: String,
    /// The name before an asked rename, which still works.
    pub(super) former: Option<String>,
}

/// Names all operations of a version. Names that were given before come first; then shorter paths come before longer
/// ones, so that the plain name goes to the plain address.
pub(super) fn place_operations(version: &ApiVersion, places: &Places) -> Vec<OperationPlace> {
    let wanted: Vec<(ModuleKey, String)> = version.operations.par_iter().map(|operation| wish(operation, places)).collect();
    let settled = places.names();
    let keys: Vec<String> = version.operations.par_iter().map(|operation| identity(version, operation)).collect();
    let mut order: Vec<usize> = (0..version.operations.len()).collect();
    order.par_sort_by_cached_key(|&index| {
        let operation = &version.operations[index];
        let claim = settled.claim(&keys[index]);
        (claim, operation.address.segments.len(), template(&operation.address), operation.method.clone())
    });
    let newcomers = order.partition_point(|&index| settled.claim(&keys[index]) < Claim::New);
    let mut scopes: BTreeMap<ModuleKey, Scope> = BTreeMap::new();
    let mut first_path: BTreeMap<(ModuleKey, String), usize> = BTreeMap::new();
    let mut given: Vec<Option<OperationPlace>> = version.operations.iter().map(|_| None).collect();
    for (rank, &index) in order.iter().enumerate() {
        if rank == newcomers {
            keep_former_names(&keys, &mut given, &mut scopes, places);
        }
        let operation = &version.operations[index];
        let (module, function) = &wanted[index];
        let key = &keys[index];
        let kept = settled.kept.get(key).and_then(|kept| kept.rsplit_once("::"));
        let module = kept.map_or_else(|| module.clone(), |(module, _)| places.renamed(&ModuleKey::of_path(module)));
        let asked = settled.asked.get(key).map(String::as_str);
        let function = asked.or(kept.map(|(_, function)| function)).unwrap_or(function).to_owned();
        let scope = scopes.entry(module.clone()).or_default();
        let name = if scope.is_free(&function) {
            scope.give(&function, key).0
        } else {
            let holder = first_path.get(&(module.clone(), function.clone())).copied();
            let longer =
                holder.map_or_else(|| function.clone(), |holder| told_apart(&function, operation, &version.operations[holder]));
            scope.give(&longer, key).0
        };
        first_path.entry((module.clone(), function)).or_insert(index);
        places.note(key.clone(), &format!("{}::{name}", module.path()));
        given[index] = Some(OperationPlace { source: index, module, function: name, former: None });
    }
    if newcomers == order.len() {
        keep_former_names(&keys, &mut given, &mut scopes, places);
    }
    given.into_iter().flatten().collect()
}

/// Old names of renamed functions, where nothing that was there before has them.
fn keep_former_names(
    keys: &[String],
    given: &mut [Option<OperationPlace>],
    scopes: &mut BTreeMap<ModuleKey, Scope>,
    places: &Places,
) {
    for (key, place) in keys.iter().zip(given) {
        let Some(place) = place else { continue };
        let now = format!("{}::{}", place.module.path(), place.function);
        let Some((module, function)) = places.names().former(key, &now).and_then(|former| former.rsplit_once("::")) else {
            continue;
        };
        let scope = scopes.entry(place.module.clone()).or_default();
        // What only moved with its module is found through the module's old name.
        if places.renamed(&ModuleKey::of_path(module)) == place.module && function != place.function && scope.is_free(function) {
            place.former = Some(scope.give(function, key).0);
        }
    }
}

/// A name for an operation whose plain name is taken: the fixed segments that the holder's path does not have.
fn told_apart(function: &str, operation: &Operation, holder: &Operation) -> String {
    let taken = literals(&holder.address);
    let own = literals(&operation.address);
    let mut extra: Vec<&str> = own.iter().copied().filter(|literal| !taken.contains(literal)).collect();
    if extra.is_empty() {
        extra = own;
    }
    let words: Vec<String> = extra.iter().map(|literal| names::unraw(&names::value_name(literal)).to_owned()).collect();
    format!("{}_in_{}", names::unraw(function), words.join("_"))
}

fn literals(address: &Address) -> Vec<&str> {
    address
        .segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Function { name, .. } => Some(name.as_str()),
            Segment::PathAddress { .. } => Some("byPath"),
            Segment::Parameter(_) => None,
        })
        .collect()
}
