//! Where everything goes: the Rust name, module, folder and features of each type and operation of a version.

#![expect(clippy::disallowed_types, reason = "types are looked up thousands of times and never listed")]

mod type_names;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::areas::{AreaRule, Areas};
use super::features::RUNTIME_FEATURES;
use super::naming::{Names, Settled, Wish};
use crate::model::{ApiVersion, BodyContent, FileRecord, Property, PropertyKind, QualifiedName};
use crate::names::Scope;

/// The namespace whose types stand directly in the version's module.
pub(super) const MAIN_NAMESPACE: &str = "microsoft.graph";

/// Modules that every version has.
const RESERVED_MODULES: &[&str] = &["query_sets", "shared"];

/// Up to this many areas, only operations are gated.
const FEW_AREAS: usize = 4;

/// A type that more areas than this need is compiled always: a gate that is nearly always open only costs reading.
const SHARED_FROM: usize = 6;

/// Where a type goes.
#[derive(Clone, Debug, Default)]
pub(super) struct TypePlace {
    /// Rust name: `Session`.
    pub(super) name: String,
    /// The name before an asked rename, which still works.
    pub(super) former: Option<String>,
    /// Path below the version module: `call_records::Session`.
    pub(super) path: String,
    /// The module that its file becomes.
    pub(super) module: ModuleKey,
    /// An enumeration of which several members may be given at once.
    pub(super) flags: bool,
}

/// A module: namespace module (empty for the main one) and module name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ModuleKey {
    /// `call_records`, or empty.
    pub(super) namespace: String,
    /// `session`
    pub(super) module: String,
}

impl ModuleKey {
    /// The module of a path: `user`, `call_records::session`.
    pub(super) fn of_path(path: &str) -> Self {
        let (namespace, module) = path.rsplit_once("::").unwrap_or(("", path));
        Self { namespace: namespace.to_owned(), module: module.to_owned() }
    }

    /// The path below the version module.
    pub(super) fn path(&self) -> String {
        if self.namespace.is_empty() { self.module.clone() } else { format!("{}::{}", self.namespace, self.module) }
    }
}

/// The places of one version.
pub(super) struct Places<'a> {
    types: HashMap<QualifiedName, TypePlace>,
    children: BTreeMap<QualifiedName, Vec<QualifiedName>>,
    namespaces: BTreeMap<String, String>,
    /// Types that some request body can hold.
    sent: BTreeSet<QualifiedName>,
    /// Areas and reach.
    pub(super) areas: Areas,
    /// Cargo features of the areas, in the order of the areas.
    pub(super) area_features: Vec<String>,
    /// Whether items are documented; a list of items needs no words.
    pub(super) documented: bool,
    files: &'a [FileRecord],
    /// Modules that this run renames: what they are called now.
    renamed_modules: BTreeMap<ModuleKey, ModuleKey>,
    /// Old names of modules that still work.
    former_modules: BTreeMap<ModuleKey, String>,
    names: &'a Names,
    /// Operations and types are planned on several threads, which note keys of their own: sorted, it is the same in every run.
    given: Mutex<Vec<(String, String)>>,
    nowhere: TypePlace,
}

impl<'a> Places<'a> {
    /// Places every type of a version.
    pub(super) fn of(version: &ApiVersion, rules: &[AreaRule], files: &'a [FileRecord], names: &'a Names) -> Self {
        let (places, areas) = rayon::join(|| Self::without_areas(version, files, names), || Areas::of(version, rules));
        let mut reserved = vec!["default", "beta", "v1-0"];
        reserved.extend(RUNTIME_FEATURES.iter().map(|feature| feature.name));
        let mut feature_scope = Scope::with_reserved(&reserved);
        let area_features = areas.names.iter().map(|name| feature_scope.give(&crate::names::feature_name(name))).collect();
        Self { areas, area_features, ..places }
    }

    /// The places of the types, with no area yet.
    fn without_areas(version: &ApiVersion, files: &'a [FileRecord], names: &'a Names) -> Self {
        let mut places = Self {
            types: HashMap::new(),
            children: BTreeMap::new(),
            namespaces: BTreeMap::new(),
            sent: BTreeSet::new(),
            areas: Areas::default(),
            area_features: Vec::new(),
            documented: true,
            files,
            renamed_modules: BTreeMap::new(),
            former_modules: BTreeMap::new(),
            names,
            given: Mutex::default(),
            nowhere: TypePlace { name: "Unplaced".to_owned(), path: "Unplaced".to_owned(), ..TypePlace::default() },
        };
        places.name_types(version);
        places.home_enumerations(version);
        for ty in &version.types {
            if let Some(base) = &ty.base {
                places.children.entry(base.clone()).or_default().push(ty.name.clone());
            }
        }
        places.find_sent(version);
        places
    }

    /// Follows the bodies of all operations through what they may set and through derived types.
    ///
    /// What the service alone sets is not followed, nor are relationships: related objects are created by operations of
    /// their own, whose bodies are looked at as well.
    fn find_sent(&mut self, version: &ApiVersion) {
        let mut open: Vec<QualifiedName> = Vec::new();
        for body in version.operations.iter().filter_map(|operation| operation.body.as_ref()) {
            match &body.content {
                BodyContent::Resource(ty) => open.extend(ty.kind.declared().cloned()),
                BodyContent::Parameters => {
                    open.extend(body.members.iter().filter_map(|member| member.ty.kind.declared().cloned()));
                }
                BodyContent::Bytes(_) | BodyContent::Json => {}
            }
        }
        while let Some(name) = open.pop() {
            if !self.sent.insert(name.clone()) {
                continue;
            }
            open.extend(self.descendants(&name));
            if let Some(ty) = version.structured(&name) {
                let set =
                    ty.properties.iter().filter(|property| property.kind == PropertyKind::Structural && !property.read_only);
                open.extend(set.filter_map(|property| property.ty.kind.declared().cloned()));
            }
        }
    }

    /// Whether some request body can hold a value of the type.
    pub(super) fn is_sent(&self, name: &QualifiedName) -> bool {
        self.sent.contains(name)
    }

    /// An enumeration stands in the file of the first type that has a property of it, else in a file of its own.
    fn home_enumerations(&mut self, version: &ApiVersion) {
        let mut users: HashMap<&QualifiedName, &QualifiedName> = HashMap::new();
        for ty in &version.types {
            for property in &ty.properties {
                if let Some(name) = property.ty.kind.declared()
                    && name.namespace() == ty.name.namespace()
                {
                    // The declaring type rather than the first derived one that repeats the property.
                    let user = if self.types.contains_key(&property.declared_in)
                        && property.declared_in.namespace() == name.namespace()
                    {
                        &property.declared_in
                    } else {
                        &ty.name
                    };
                    users.entry(name).or_insert(user);
                }
            }
        }
        for source in &version.enumerations {
            let user = users.get(&source.name).and_then(|user| self.types.get(*user));
            let key = module_identity(version, &source.name);
            let kept = self.names.get(&key).map(|kept| self.module_now(version, source.name.namespace(), kept));
            // A page may say that an enumeration has properties; it has no module for others.
            let module = kept.unwrap_or_else(|| match user.filter(|place| !place.module.module.is_empty()) {
                Some(place) => place.module.module.clone(),
                None => self.types.get(&source.name).map(|place| crate::names::module_name(&place.name)).unwrap_or_default(),
            });
            self.note(key, &module);
            if let Some(place) = self.types.get_mut(&source.name) {
                place.module.module = module;
            }
        }
    }

    /// The place of a type of this version.
    pub(super) fn of_type(&self, name: &QualifiedName) -> &TypePlace {
        self.types.get(name).unwrap_or(&self.nowhere)
    }

    /// The place of a type, if the version has it.
    pub(super) fn find(&self, name: &QualifiedName) -> Option<&TypePlace> {
        self.types.get(name)
    }

    /// The module, in the main namespace, of operations whose path names no type.
    pub(super) fn operations_module(&self, fallback: &str) -> String {
        let module = crate::names::module_name(fallback);
        let taken = RESERVED_MODULES.contains(&module.as_str()) || self.namespaces.values().any(|space| *space == module);
        if taken { format!("{module}_operations") } else { module }
    }

    /// The names that are settled before anything is planned.
    pub(super) fn names(&self) -> &'a Names {
        self.names
    }

    /// Names things that share a scope, and records the names for the next run.
    pub(super) fn settle(&self, scope: &mut Scope, wishes: Vec<Wish>) -> Vec<Settled> {
        self.settle_but_note(scope, wishes, &|_, _| true)
    }

    /// Names things that share a scope, and records those of which the wish and the name say that it is worth it.
    pub(super) fn settle_but_note(
        &self,
        scope: &mut Scope,
        wishes: Vec<Wish>,
        worth: &dyn Fn(&str, &str) -> bool,
    ) -> Vec<Settled> {
        let settled = self.names.settle(scope, &wishes);
        for (wish, settled) in wishes.into_iter().zip(&settled) {
            if worth(&wish.name, &settled.name) {
                self.note(wish.identity, &settled.name);
            }
        }
        settled
    }

    /// What a module that had a name is called now: renamed modules take along what is in them.
    pub(super) fn renamed(&self, module: &ModuleKey) -> ModuleKey {
        let earlier = || {
            let named = |now: &ModuleKey, former: &str| now.namespace == module.namespace && former == module.module;
            self.former_modules.iter().find(|(now, former)| named(now, former)).map(|(now, _)| now)
        };
        self.renamed_modules.get(module).or_else(earlier).unwrap_or(module).clone()
    }

    fn module_now(&self, version: &ApiVersion, namespace: &str, module: &str) -> String {
        let namespace = match self.namespaces.get(namespace) {
            Some(namespace) => namespace.clone(),
            None => self.names.get(&namespace_identity(version, namespace)).unwrap_or_default().to_owned(),
        };
        self.renamed(&ModuleKey { namespace, module: module.to_owned() }).module
    }

    /// The name that a module had before it was renamed, where that still works.
    pub(super) fn former_module(&self, module: &ModuleKey) -> Option<&str> {
        self.former_modules.get(module).map(String::as_str)
    }

    /// Records a name for the next run.
    pub(super) fn note(&self, key: String, name: &str) {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).push((key, name.to_owned()));
    }

    /// Every name given, by identity.
    pub(super) fn into_given(self) -> BTreeMap<String, String> {
        let mut given = self.given.into_inner().unwrap_or_else(PoisonError::into_inner);
        given.par_sort_unstable();
        given.into_iter().collect()
    }

    /// All types that derive from `base`, at any distance, by name.
    pub(super) fn descendants(&self, base: &QualifiedName) -> BTreeSet<QualifiedName> {
        let mut found = BTreeSet::new();
        let mut open = vec![base];
        while let Some(name) = open.pop() {
            for child in self.children.get(name).into_iter().flatten() {
                if found.insert(child.clone()) {
                    open.push(child);
                }
            }
        }
        found
    }

    /// Whether a property becomes a field: always, unless it is a relationship to a type that is not compiled whenever the
    /// owner is.
    pub(super) fn is_typed(&self, owner: &QualifiedName, property: &Property) -> bool {
        if property.kind == PropertyKind::Structural {
            return true;
        }
        match property.ty.kind.declared() {
            // What a filter left out is as far away as what another feature gates.
            Some(target) => self.find(target).is_some() && self.covers(target, owner),
            None => true,
        }
    }

    /// Whether `needed` is compiled whenever `owner` is.
    fn covers(&self, needed: &QualifiedName, owner: &QualifiedName) -> bool {
        let needed = self.features(needed);
        if needed.is_empty() {
            return true;
        }
        let owner = self.features(owner);
        !owner.is_empty() && owner.iter().all(|feature| needed.contains(feature))
    }

    /// The features any of which brings a type in; empty when it is always there.
    pub(super) fn features(&self, name: &QualifiedName) -> Vec<String> {
        // With a handful of areas nothing is gained by gating types, and types that no operation reaches need them all.
        if self.areas.names.len() <= FEW_AREAS {
            return Vec::new();
        }
        match self.areas.of_type.get(name) {
            Some(areas) if areas.len() <= SHARED_FROM && areas.len() < self.areas.names.len() => self.feature_names(areas),
            // What many areas need is always there, and so is an enumeration that nothing names.
            Some(_) | None => Vec::new(),
        }
    }

    /// Feature names of a set of areas.
    pub(super) fn feature_names(&self, areas: &BTreeSet<usize>) -> Vec<String> {
        areas.iter().filter_map(|&area| self.area_features.get(area).cloned()).collect()
    }

    /// The features that gate a mention of `name` inside something that is gated like `owner`.
    pub(super) fn features_beyond(&self, name: &QualifiedName, owner: &QualifiedName) -> Vec<String> {
        if self.covers(name, owner) { Vec::new() } else { self.features(name) }
    }

    /// The folder of a type's file.
    pub(super) fn folder(&self, name: &QualifiedName) -> String {
        match self.areas.home.get(name) {
            Some(&area) => crate::names::module_name(&self.areas.names[area]),
            None => "shared".to_owned(),
        }
    }

    /// The address of a page for readers: `https://learn.microsoft.com/graph/api/user-get?view=graph-rest-1.0`.
    pub(super) fn page_url(&self, version: &ApiVersion, file: Option<u32>) -> Option<String> {
        let path = &self.files.get(file? as usize)?.path;
        let name = path.rsplit('/').next()?;
        let stem = name.rfind('.').map_or(name, |dot| &name[..dot]);
        if !stem.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let resources = if path.contains("resources/") { "resources/" } else { "" };
        let view = version.version.trim_start_matches('v');
        let view: String = view.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let base = super::wording::READER_BASE;
        Some(format!("{base}/{resources}{}?view=graph-rest-{view}", stem.to_ascii_lowercase()))
    }

    /// The path of a file from the docs root.
    pub(super) fn file_path(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |record| record.path.as_str())
    }
}

fn module_identity(version: &ApiVersion, wire: &QualifiedName) -> String {
    format!("module {} {wire}", version.version)
}

fn namespace_identity(version: &ApiVersion, namespace: &str) -> String {
    format!("module {} namespace {namespace}", version.version)
}

/// Whether a namespace's types stand directly in the version's module.
pub(super) fn is_main(namespace: &str) -> bool {
    namespace.is_empty() || namespace.eq_ignore_ascii_case(MAIN_NAMESPACE)
}
