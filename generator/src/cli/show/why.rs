//! What the pages say together about a page, a type or an operation: what it becomes in Rust, and which place said what.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::nameless;
use crate::model::{ApiVersion, Claim, Enumeration, Operation, PageRecord, Place, QualifiedName, StructuredType};
use crate::plan::{self, Plan, VersionPlan};
use crate::run::Understood;

/// Writes down what is known of one version.
pub(super) struct Why<'a> {
    understood: &'a Understood,
    version: &'a ApiVersion,
    /// What types become, by their names on the wire.
    types: BTreeMap<&'a str, Item>,
    /// What operations become, by their numbers.
    functions: BTreeMap<usize, Item>,
    text: String,
}

/// An item of the crate.
struct Item {
    /// `beta::site_protection_unit::update`
    path: String,
    /// Features any of which brings it in.
    features: Vec<String>,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.features.is_empty() { Ok(()) } else { write!(f, "  [{}]", self.features.join(" or ")) }
    }
}

impl<'a> Why<'a> {
    /// All that has the name: pages by path or file name, types by their names on the wire, operations by method and path
    /// (placeholders by any name) or by the function's path. Empty if nothing has it.
    pub(super) fn of(name: &str, understood: &'a Understood, plan: &'a Plan) -> String {
        let mut text = String::new();
        for version in &understood.api.versions {
            let mut why = Self { understood, version, types: BTreeMap::new(), functions: BTreeMap::new(), text: String::new() };
            for planned in plan.versions.iter().filter(|planned| planned.wire == version.version) {
                why.take_items(planned);
            }
            why.named(name);
            text.push_str(&why.text);
        }
        text
    }

    fn take_items(&mut self, version: &'a VersionPlan) {
        for (namespace, module) in version.modules() {
            let item = |name: &str, features: &[String]| Item {
                path: format!("{}::{}", version.module, namespace.path(name)),
                features: if features.is_empty() { module.features.clone() } else { features.to_vec() },
            };
            for found in &module.structs {
                self.types.insert(&found.wire, item(&found.name, &found.features));
            }
            for found in &module.enums {
                self.types.insert(&found.wire, item(&found.name, &found.features));
            }
            for found in &module.operations {
                let path = format!("{}::{}", module.module, found.name);
                self.functions.insert(found.source, item(&path, &found.features));
            }
        }
    }

    fn named(&mut self, name: &str) {
        let version = self.version;
        for record in &version.pages {
            let path = self.path_of(record.file);
            if path == name || path.rsplit('/').next() == Some(name) {
                self.page(record);
            }
        }
        let is = |wire: &QualifiedName| wire.0.eq_ignore_ascii_case(name) || wire.short().eq_ignore_ascii_case(name);
        version.types.iter().filter(|ty| is(&ty.name)).for_each(|ty| self.structured(ty));
        version.enumerations.iter().filter(|found| is(&found.name)).for_each(|found| self.enumeration(found));
        for (number, operation) in version.operations.iter().enumerate() {
            if self.is_operation(name, number, operation) {
                self.operation(number, operation);
            }
        }
    }

    fn is_operation(&self, name: &str, number: usize, operation: &Operation) -> bool {
        if let Some((method, path)) = name.split_once(' ') {
            return method.eq_ignore_ascii_case(&operation.method)
                && nameless(path) == nameless(&plan::path_template(&operation.address));
        }
        let function = self.functions.get(&number).map_or("", |item| item.path.as_str());
        function == name || function.ends_with(&format!("::{name}"))
    }

    /// What became of a page, and all that it documents.
    fn page(&mut self, record: &PageRecord) {
        let path = self.path_of(record.file);
        self.line(0, &format!("page {path}  ({})", record.outcome));
        if !record.title.is_empty() {
            self.line(1, &record.title);
        }
        let version = self.version;
        let here = |places: &[Place]| places.iter().any(|place| place.file == record.file);
        version.types.iter().filter(|ty| here(&ty.declared_at)).for_each(|ty| self.structured(ty));
        version.enumerations.iter().filter(|found| here(&found.declared_at)).for_each(|found| self.enumeration(found));
        for (number, operation) in version.operations.iter().enumerate().filter(|(_, it)| it.pages.contains(&record.file)) {
            self.operation(number, operation);
        }
    }

    fn structured(&mut self, ty: &StructuredType) {
        self.line(0, &format!("type {}  ({})", ty.name, self.version.version));
        self.becomes(self.types.get(ty.name.0.as_str()).map(Item::to_string));
        if let Some(base) = &ty.base {
            self.line(1, &format!("base {base}"));
        }
        for place in &ty.declared_at {
            self.line(1, &format!("declared at {}", self.at(*place)));
        }
        self.claims(&ty.claims, 1);
        for property in &ty.properties {
            let mut said = format!("{}: {}", property.name, property.ty);
            for (is, word) in [(property.read_only, ", read-only"), (property.deprecated, ", deprecated")] {
                if is {
                    said.push_str(word);
                }
            }
            if property.declared_in != ty.name {
                let _ = write!(said, ", declared in {}", property.declared_in.short());
            }
            self.line(1, &format!("{said}   (type by {})", property.ty_evidence));
            for row in &property.rows {
                self.line(2, &format!("row at {}", self.at(*row)));
            }
            self.claims(&property.claims, 2);
        }
    }

    fn enumeration(&mut self, found: &Enumeration) {
        let how = if found.inferred { ", inferred from listed values" } else { "" };
        let flags = if found.flags { ", flags" } else { "" };
        self.line(0, &format!("enumeration {}  ({}{flags}{how})", found.name, self.version.version));
        self.becomes(self.types.get(found.name.0.as_str()).map(Item::to_string));
        for place in &found.declared_at {
            self.line(1, &format!("declared at {}", self.at(*place)));
        }
        for member in &found.members {
            let value = member.value.map(|value| format!(" = {value}")).unwrap_or_default();
            self.line(1, &format!("{}{value}", member.name));
        }
        self.claims(&found.claims, 1);
    }

    fn operation(&mut self, number: usize, operation: &Operation) {
        let address = plan::address_text(&operation.address);
        self.line(0, &format!("operation {} {address}  ({})", operation.method, self.version.version));
        self.becomes(self.functions.get(&number).map(Item::to_string));
        for alias in &operation.aliases {
            self.line(1, &format!("also at {}", plan::address_text(alias)));
        }
        for place in &operation.address.at {
            self.line(1, &format!("documented at {}", self.at(*place)));
        }
        self.line(1, &format!("target {}", operation.target));
        if let Some(body) = &operation.body {
            let or: String = body.alternatives.iter().map(|media| format!(" or {media}")).collect();
            self.line(1, &format!("body {}{or}", body.content));
            for member in &body.members {
                let required = match member.required {
                    Some(true) => ", required",
                    Some(false) => ", optional",
                    None => "",
                };
                self.line(2, &format!("{}: {}{required}", member.name, member.ty));
            }
        }
        for answer in &operation.answers {
            let headers = if answer.headers.is_empty() { String::new() } else { format!(", with {}", answer.headers.join(", ")) };
            self.line(1, &format!("answer {} {}{headers}", answer.status, answer.content));
            self.claims(&answer.claims, 2);
        }
        for set in &operation.permissions {
            let alternatives: Vec<String> = set
                .alternatives
                .iter()
                .map(|all| all.iter().map(|name| name.0.as_str()).collect::<Vec<_>>().join(" and "))
                .collect();
            self.line(1, &format!("{}: {}", set.caller, alternatives.join(" or ")));
        }
        for example in &operation.examples {
            for (side, kind) in [(&example.request, "request"), (&example.response, "response")] {
                if let Some(side) = side {
                    self.line(1, &format!("example {kind} at {}", self.at(side.at)));
                }
            }
        }
        self.claims(&operation.claims, 1);
    }

    fn claims(&mut self, claims: &[Claim], depth: usize) {
        for claim in claims {
            let used = if claim.used { "used" } else { "not used" };
            let at = self.at(claim.at);
            self.line(depth, &format!("{} is {} by {} at {at} ({used})", claim.about, claim.says, claim.evidence));
        }
    }
}

impl Why<'_> {
    fn becomes(&mut self, item: Option<String>) {
        if let Some(item) = item {
            self.line(1, &format!("in Rust {item}"));
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 2);
    }

    fn path_of(&self, file: u32) -> &str {
        self.understood.api.files.get(file as usize).map_or("", |file| file.path.as_str())
    }

    fn at(&self, place: Place) -> String {
        format!("{}:{}:{}", self.path_of(place.file), place.line, place.column)
    }
}
