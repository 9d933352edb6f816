//! Names of types, of their modules, and of the modules of namespaces.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::naming::{Claim, Wish};
use super::{ModuleKey, Places, RESERVED_MODULES, TypePlace, is_main, module_identity, namespace_identity};
use crate::model::{ApiVersion, QualifiedName};
use crate::names::{self, Scope};

/// A type that has no name yet.
struct Unplaced<'v> {
    wire: &'v QualifiedName,
    identity: String,
    claim: Claim,
    /// The name that it has, or would have if it were alone.
    wanted: String,
    flags: bool,
    has_module: bool,
}

impl Places<'_> {
    /// Gives every type its name and module. Names that were given before come first, so that a newcomer never takes one.
    pub(super) fn name_types<'v>(&mut self, version: &'v ApiVersion) {
        let structured = version.types.iter().map(|ty| (&ty.name, false, true));
        let enumerations = version.enumerations.iter().map(|ty| (&ty.name, ty.flags, false));
        let names = self.names;
        let unplaced = |(wire, flags, has_module): (&'v QualifiedName, bool, bool)| {
            let identity = type_identity(version, wire);
            let wanted = names.get(&identity).map_or_else(|| names::type_name(wire.short()), str::to_owned);
            Unplaced { wire, claim: names.claim(&identity), identity, wanted, flags, has_module }
        };
        let all: Vec<(&QualifiedName, bool, bool)> = structured.chain(enumerations).collect();
        let all: Vec<Unplaced> = all.into_par_iter().map(unplaced).collect();
        let mut main: Vec<Unplaced> = Vec::new();
        let mut others: BTreeMap<&str, Vec<Unplaced>> = BTreeMap::new();
        for ty in all {
            let namespace = ty.wire.namespace();
            let group = if is_main(namespace) { &mut main } else { others.entry(namespace).or_default() };
            group.push(ty);
        }
        // Modules of the main namespace stand beside the modules of the other namespaces. Those that had a name keep it;
        // then the main namespace comes first.
        let mut beside = Scope::with_reserved(RESERVED_MODULES);
        for namespace in others.keys() {
            if let Some(kept) = self.names.get(&namespace_identity(version, namespace)) {
                self.namespaces.insert((*namespace).to_owned(), beside.give(kept));
            }
        }
        self.name_group(version, "", main, &mut beside);
        for (namespace, group) in others {
            let module = self.name_namespace(version, namespace, &mut beside);
            self.name_group(version, &module, group, &mut Scope::default());
        }
    }

    /// The module of a namespace: `call_records` for `microsoft.graph.callRecords`.
    fn name_namespace(&mut self, version: &ApiVersion, namespace: &str, beside: &mut Scope) -> String {
        let module = self.namespaces.entry(namespace.to_owned()).or_insert_with(|| {
            let wanted = names::module_name(namespace.strip_prefix("microsoft.graph.").unwrap_or(namespace));
            let wanted = if beside.is_free(&wanted) { wanted } else { format!("{wanted}_namespace") };
            beside.give(&wanted)
        });
        let module = module.clone();
        self.note(namespace_identity(version, namespace), &module);
        module
    }

    /// Names the types of a namespace and their modules.
    fn name_group(&mut self, version: &ApiVersion, namespace: &str, mut group: Vec<Unplaced>, modules: &mut Scope) {
        group.sort_unstable_by_key(|ty| (ty.claim, ty.wire));
        let mut scope = Scope::default();
        let newcomers = group.partition_point(|ty| ty.claim < Claim::New);
        let (old, new) = group.split_at(newcomers);
        for ty in old {
            self.name_type(ty, namespace, &mut scope);
        }
        for ty in old {
            self.keep_former_name(ty, &mut scope);
        }
        // A type has a module of its own; an enumeration may come to stand beside the body of an action, which had its
        // name first.
        let (structures, enumerations): (Vec<&Unplaced>, Vec<&Unplaced>) = new.iter().partition(|ty| ty.has_module);
        for ty in structures {
            self.name_type(ty, namespace, &mut scope);
        }
        for body in super::super::bodies::kept(version, self.names) {
            if !enumerations.is_empty() && scope.is_free(body) {
                scope.give(body);
            }
        }
        for ty in enumerations {
            self.name_type(ty, namespace, &mut scope);
        }
        let with_module: Vec<&QualifiedName> = group.iter().filter(|ty| ty.has_module).map(|ty| ty.wire).collect();
        let wishes = with_module
            .iter()
            .map(|wire| Wish { identity: module_identity(version, wire), name: names::module_name(&self.of_type(wire).name) })
            .collect();
        let settled = self.settle(modules, wishes);
        for (wire, settled) in with_module.into_iter().zip(settled) {
            let key = ModuleKey { namespace: namespace.to_owned(), module: settled.name };
            if let Some(kept) = self.names.kept.get(&module_identity(version, wire)).filter(|kept| **kept != key.module) {
                self.renamed_modules.insert(ModuleKey { module: kept.clone(), ..key.clone() }, key.clone());
            }
            if let Some(former) = settled.former {
                self.former_modules.insert(key.clone(), former);
            }
            if let Some(place) = self.types.get_mut(wire) {
                place.module = key;
            }
        }
    }

    fn name_type(&mut self, ty: &Unplaced, namespace: &str, scope: &mut Scope) {
        let name = scope.give(&ty.wanted);
        // The enumeration of derived types takes this name; it is held even where there is none yet, so that a type
        // that gains its first derived type renames nothing.
        scope.give(&derived_name(&name));
        self.note(ty.identity.clone(), &name);
        let path = if namespace.is_empty() { name.clone() } else { format!("{namespace}::{name}") };
        let module = ModuleKey { namespace: namespace.to_owned(), module: String::new() };
        self.types.insert(ty.wire.clone(), TypePlace { name, former: None, path, module, flags: ty.flags });
    }

    /// The old name of a renamed type, where nothing that was there before has it.
    fn keep_former_name(&mut self, ty: &Unplaced, scope: &mut Scope) {
        let Some(place) = self.types.get_mut(ty.wire) else { return };
        let free = |name: &&str| scope.is_free(name) && scope.is_free(&derived_name(name));
        if let Some(former) = self.names.former(&ty.identity, &place.name).filter(free) {
            place.former = Some(scope.give(former));
            scope.give(&derived_name(former));
        }
    }
}

fn type_identity(version: &ApiVersion, wire: &QualifiedName) -> String {
    format!("type {} {wire}", version.version)
}

/// The enumeration of the types derived from a type.
fn derived_name(name: &str) -> String {
    format!("{name}Derived")
}
