//! Operations to functions: where each goes and what it is called, old names before new ones.

#![expect(clippy::disallowed_types, reason = "modules are many, and the order of the operations is restored at the end")]

use std::collections::{BTreeMap, HashMap};

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
    let wanted = |(source, operation)| Wanted::of(version, source, operation, places);
    let all: Vec<Wanted<'_>> = version.operations.par_iter().enumerate().map(wanted).collect();
    let mut modules: HashMap<ModuleKey, Vec<Wanted<'_>>> = HashMap::new();
    for wanted in all {
        match modules.get_mut(&wanted.module) {
            Some(members) => members.push(wanted),
            None => _ = modules.insert(wanted.module.clone(), vec![wanted]),
        }
    }
    let name = |mut members: Vec<Wanted<'_>>| {
        members.sort_by(|a, b| a.order().cmp(&b.order()));
        name_functions(&members, places)
    };
    let named: Vec<Vec<OperationPlace>> = modules.into_par_iter().map(|(_, members)| name(members)).collect();
    let mut given: Vec<OperationPlace> = named.into_iter().flatten().collect();
    given.sort_unstable_by_key(|place| place.source);
    given
}

/// An operation that wants a name in a module.
struct Wanted<'v> {
    source: usize,
    operation: &'v Operation,
    module: ModuleKey,
    function: String,
    /// How firm its hold on the name is, and how plain its address.
    rank: (Claim, usize, String),
    key: String,
}

impl<'v> Wanted<'v> {
    fn of(version: &ApiVersion, source: usize, operation: &'v Operation, places: &Places) -> Self {
        let settled = places.names();
        let (module, function) = wish(operation, places);
        let key = identity(version, operation);
        let kept = settled.kept.get(&key).and_then(|kept| kept.rsplit_once("::"));
        let module = kept.map_or(module, |(module, _)| places.renamed(&ModuleKey::of_path(module)));
        let function = kept.map_or(function, |(_, function)| function.to_owned());
        let function = settled.asked.get(&key).cloned().unwrap_or(function);
        let rank = (settled.claim(&key), operation.address.segments.len(), template(&operation.address));
        Self { source, operation, module, function, rank, key }
    }

    /// The order within a module.
    fn order(&self) -> impl Ord {
        (&self.rank, &self.operation.method)
    }
}

/// Names the functions of one module, which come by rank.
fn name_functions(members: &[Wanted<'_>], places: &Places) -> Vec<OperationPlace> {
    let newcomers = members.partition_point(|wanted| wanted.rank.0 < Claim::New);
    let mut scope = Scope::default();
    let mut first_path: BTreeMap<&str, &Operation> = BTreeMap::new();
    let mut given: Vec<OperationPlace> = Vec::with_capacity(members.len());
    for (number, wanted) in members.iter().enumerate() {
        if number == newcomers {
            keep_former_names(members, &mut given, &mut scope, places);
        }
        let holder = || match first_path.get(wanted.function.as_str()) {
            Some(holder) => told_apart(&wanted.function, wanted.operation, holder),
            None => wanted.function.clone(),
        };
        let function = if scope.is_free(&wanted.function) { wanted.function.clone() } else { holder() };
        let name = scope.give(&function);
        first_path.entry(&wanted.function).or_insert(wanted.operation);
        places.note(wanted.key.clone(), &format!("{}::{name}", wanted.module.path()));
        given.push(OperationPlace { source: wanted.source, module: wanted.module.clone(), function: name, former: None });
    }
    if newcomers == members.len() {
        keep_former_names(members, &mut given, &mut scope, places);
    }
    given
}

/// Old names of renamed functions, where nothing that was there before has them.
fn keep_former_names(members: &[Wanted<'_>], given: &mut [OperationPlace], scope: &mut Scope, places: &Places) {
    for (wanted, place) in members.iter().zip(given) {
        let now = format!("{}::{}", place.module.path(), place.function);
        let Some((module, function)) = places.names().former(&wanted.key, &now).and_then(|former| former.rsplit_once("::"))
        else {
            continue;
        };
        // What only moved with its module is found through the module's old name.
        if places.renamed(&ModuleKey::of_path(module)) == place.module && function != place.function && scope.is_free(function) {
            place.former = Some(scope.give(function));
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
