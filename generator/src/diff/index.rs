//! One version of one side, by identity: types, enumerations, request lines, pages.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{nameless, parameters, written};
use super::reach::ReachIndex;
use super::report::Location;
use crate::model::{Address, Api, ApiVersion, Enumeration, Operation, Parameter, Place, Property, QualifiedName, StructuredType};

/// One version of one side.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) version: &'a ApiVersion,
    pub(super) types: BTreeMap<&'a str, &'a StructuredType>,
    pub(super) enumerations: BTreeMap<&'a str, &'a Enumeration>,
    /// Every documented address with its method, by identity: `GET /users/{}`.
    pub(super) forms: BTreeMap<String, Form<'a>>,
    /// The paths of all pages.
    pub(super) pages: BTreeMap<&'a str, &'a crate::model::PageRecord>,
    pub(super) reach: ReachIndex<'a>,
}

/// A documented request line.
#[derive(Clone, Debug)]
pub(super) struct Form<'a> {
    /// Index into the version's operations.
    pub(super) operation: usize,
    pub(super) method: &'a str,
    pub(super) address: &'a Address,
    /// Nameless.
    pub(super) segments: Vec<String>,
    /// It stands first.
    pub(super) main: bool,
}

impl Form<'_> {
    /// `GET /users/{user-id}`
    pub(super) fn written(&self) -> String {
        format!("{} {}", self.method, written(self.address))
    }

    /// How many values the caller gives.
    pub(super) fn arguments(&self) -> usize {
        parameters(self.address).len()
    }
}

/// The identity of a method on an address.
pub(super) fn form_key(method: &str, segments: &[String]) -> String {
    format!("{method} /{}", segments.join("/"))
}

impl<'a> Side<'a> {
    pub(super) fn new(api: &'a Api, version: &'a ApiVersion) -> Self {
        let mut forms = BTreeMap::new();
        for (index, operation) in version.operations.iter().enumerate() {
            let addresses =
                std::iter::once((&operation.address, true)).chain(operation.aliases.iter().map(|alias| (alias, false)));
            for (address, main) in addresses {
                let segments = nameless(address);
                let key = form_key(&operation.method, &segments);
                forms.entry(key).or_insert(Form { operation: index, method: &operation.method, address, segments, main });
            }
        }
        let pages =
            version.pages.iter().filter_map(|page| Some((api.files.get(page.file as usize)?.path.as_str(), page))).collect();
        Self {
            api,
            version,
            types: version.types.iter().map(|ty| (ty.name.0.as_str(), ty)).collect(),
            enumerations: version.enumerations.iter().map(|enumeration| (enumeration.name.0.as_str(), enumeration)).collect(),
            forms,
            pages,
            reach: ReachIndex::new(version),
        }
    }

    pub(super) fn operation(&self, form: &Form<'_>) -> Option<&'a Operation> {
        self.version.operations.get(form.operation)
    }

    /// The path of a file.
    pub(super) fn path(&self, file: u32) -> &'a str {
        self.api.files.get(file as usize).map_or("", |record| record.path.as_str())
    }

    pub(super) fn has_page(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }

    pub(super) fn location(&self, place: Place) -> Location {
        Location { path: self.path(place.file).to_owned(), line: place.line, column: place.column }
    }

    /// The pages on which a request line stands.
    pub(super) fn pages_of(&self, form: &Form<'_>) -> BTreeSet<&'a str> {
        let own: BTreeSet<&str> = form.address.at.iter().map(|place| self.path(place.file)).collect();
        if !own.is_empty() {
            return own;
        }
        self.operation(form).map(|operation| operation.pages.iter().map(|page| self.path(*page)).collect()).unwrap_or_default()
    }

    /// The property of a type by its name, own or inherited.
    pub(super) fn property(&self, owner: &str, name: &str) -> Option<&'a Property> {
        self.types.get(owner)?.properties.iter().find(|property| property.name == name)
    }

    /// The type and its bases, the type first; a cycle ends the list.
    pub(super) fn lineage(&self, name: &'a QualifiedName) -> Vec<&'a str> {
        let mut out = vec![name.0.as_str()];
        let mut current = name;
        while let Some(base) = self.types.get(current.0.as_str()).and_then(|ty| ty.base.as_ref()) {
            if out.contains(&base.0.as_str()) {
                break;
            }
            out.push(&base.0);
            current = base;
        }
        out
    }

    /// Whether `derived` has `base` among its bases.
    pub(super) fn derives_from_named(&self, derived: &QualifiedName, base: &QualifiedName) -> bool {
        self.types.get(derived.0.as_str()).is_some_and(|ty| derived != base && self.lineage(&ty.name).contains(&base.0.as_str()))
    }
}

/// The identity of an operation's main address.
pub(super) fn operation_key(operation: &Operation) -> String {
    form_key(&operation.method, &nameless(&operation.address))
}

/// Every row by its name, the first of a name counts.
pub(super) fn by_name<'a>(rows: impl IntoIterator<Item = &'a Parameter>) -> BTreeMap<&'a str, &'a Parameter> {
    let mut out = BTreeMap::new();
    for row in rows {
        out.entry(row.name.as_str()).or_insert(row);
    }
    out
}
