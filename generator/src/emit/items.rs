//! The public items of a crate, each with its types: one sorted line an item for who reviews the crate's own surface, and
//! the material of the diff's verdicts for the crate.
//!
//! They are printed by the functions that print the files, so the list cannot say anything else than the code.

use std::borrow::Cow;

use rayon::prelude::*;

use super::operation::{answer_type, argument_types};
use super::structure::{api_path, inner_type};
use super::tokens::print;
use crate::names;
use crate::plan::{BodyPlan, EnumPlan, ModulePlan, NamespacePlan, OperationPlan, Plan, QuerySetPlan, StructPlan, VersionPlan};

/// The file of the list.
pub const ITEM_LIST: &str = "public-items.txt";

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicItem<'p> {
    /// `v1_0::User::display_name`
    pub path: String,
    /// Its kind and types, as in the file: `pub Option<String>`.
    pub signature: Cow<'static, str>,
    /// It carries `#[deprecated]`.
    pub deprecated: bool,
    /// The version of the API on the wire; empty for what belongs to none.
    pub version: &'p str,
    /// What of the pages it was made from.
    pub of: ItemOf<'p>,
}

/// What an item was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemOf<'p> {
    /// The choice of areas and versions.
    Feature(&'p str),
    /// A structured type or enumeration, by its name on the wire.
    Type(&'p str),
    /// A property of a type.
    Property(&'p str, &'p str),
    /// A member of an enumeration.
    Member(&'p str, &'p str),
    /// An operation, by its number in the model.
    Operation(usize),
    /// A query option of an operation, without its dollar sign.
    Option(usize, &'p str),
    /// A member of an operation's body.
    BodyMember(usize, &'p str),
    /// A combination of query options. Its name follows from the options, so that it is no element of its own.
    QuerySet,
}

/// All public items that the plan makes.
#[must_use]
pub fn public_items(plan: &Plan) -> Vec<PublicItem<'_>> {
    all(plan).collect()
}

fn all(plan: &Plan) -> impl ParallelIterator<Item = PublicItem<'_>> {
    let features = plan.features.par_iter().map(|feature| PublicItem {
        path: format!("feature {}", feature.name),
        signature: Cow::Borrowed("feature"),
        deprecated: false,
        version: "",
        of: ItemOf::Feature(&feature.name),
    });
    let of_version = |version| {
        let list = Lister { version };
        let sets = version.query_sets.par_iter().map(move |set| list.query_set(set));
        let modules: Vec<(&NamespacePlan, &ModulePlan)> = version.modules().collect();
        sets.chain(modules.into_par_iter().flat_map_iter(move |(namespace, module)| list.module(namespace, module)))
    };
    features.chain(plan.versions.par_iter().flat_map(of_version))
}

/// The list as a file: one sorted line an item. What was made from several types stands in it once.
pub(super) fn list(plan: &Plan) -> String {
    let line = |item: PublicItem<'_>| {
        let mark = if item.deprecated { " #[deprecated]\n" } else { "\n" };
        [&item.path, ": ", &item.signature, mark].concat()
    };
    let mut lines: Vec<String> = all(plan).map(line).collect();
    lines.par_sort_unstable();
    lines.dedup();
    lines.concat()
}

/// Lists what belongs to one version.
#[derive(Clone, Copy)]
struct Lister<'p> {
    version: &'p VersionPlan,
}

impl<'p> Lister<'p> {
    fn item(self, path: &str, signature: impl Into<Cow<'static, str>>, of: ItemOf<'p>) -> PublicItem<'p> {
        self.part(&[path], signature, of)
    }

    /// An item by the parts of its path below the version's module.
    fn part(self, path: &[&str], signature: impl Into<Cow<'static, str>>, of: ItemOf<'p>) -> PublicItem<'p> {
        let mut whole = self.version.module.clone();
        for part in path {
            whole.push_str("::");
            whole.push_str(part);
        }
        PublicItem { path: whole, signature: signature.into(), deprecated: false, version: &self.version.wire, of }
    }

    fn query_set(self, set: &QuerySetPlan) -> PublicItem<'p> {
        let options: Vec<String> = set.options.iter().map(|option| format!("${option}")).collect();
        self.part(&["query_sets", &set.name], format!("pub enum of {}", options.join(", ")), ItemOf::QuerySet)
    }

    fn module(self, namespace: &'p NamespacePlan, module: &'p ModulePlan) -> Vec<PublicItem<'p>> {
        let inside = namespace.path(&format!("{}::", module.module));
        let mut out = Vec::new();
        for ty in &module.structs {
            if ty.wire.is_empty() {
                let path = format!("{inside}{}", ty.name);
                // What is shared was made from each of its requests.
                for operation in module.operations.iter().filter(|operation| holds(&operation.body, &path)) {
                    self.body(&path, ty, operation.source, &mut out);
                }
            } else {
                self.structure(&namespace.path(&ty.name), ty, &mut out);
            }
        }
        for ty in &module.enums {
            self.enumeration(&namespace.path(&ty.name), ty, &mut out);
        }
        for operation in &module.operations {
            self.operation(&inside, operation, &mut out);
        }
        out
    }

    fn structure(self, path: &str, ty: &'p StructPlan, out: &mut Vec<PublicItem<'p>>) {
        let mut item = self.item(path, "pub struct", ItemOf::Type(&ty.wire));
        item.deprecated = ty.deprecated.is_some();
        out.push(item);
        self.fields(path, ty, out, |wire| ItemOf::Property(&ty.wire, wire));
        for derived in &ty.derived {
            // The enumeration comes and goes with the types that derive.
            let of = ItemOf::Type(&derived.wire);
            let variant = print(api_path(&derived.path));
            out.push(self.item(&format!("{path}Derived"), "pub enum", of));
            out.push(self.item(&format!("{path}Derived::{}", derived.variant), format!("variant(Box<{variant}>)"), of));
        }
    }

    fn body(self, path: &str, ty: &'p StructPlan, operation: usize, out: &mut Vec<PublicItem<'p>>) {
        out.push(self.item(path, "pub struct", ItemOf::Operation(operation)));
        self.fields(path, ty, out, |wire| ItemOf::BodyMember(operation, wire));
        if let Some(required) = &ty.required {
            let types = required.iter().filter_map(|&index| ty.fields.get(index)).map(|field| {
                let inner = print(inner_type(&field.ty));
                format!("impl IntoProperty<{inner}>")
            });
            let signature = format!("pub fn({}) -> Self", types.collect::<Vec<_>>().join(", "));
            out.push(self.item(&format!("{path}::new"), signature, ItemOf::Operation(operation)));
        }
    }

    fn fields(self, path: &str, ty: &'p StructPlan, out: &mut Vec<PublicItem<'p>>, of: impl Fn(&'p str) -> ItemOf<'p>) {
        for field in &ty.fields {
            let inner = print(inner_type(&field.ty));
            let mut item = self.part(&[path, &field.name], format!("pub Option<{inner}>"), of(&field.wire));
            item.deprecated = field.deprecated;
            out.push(item);
            if let Some(setter) = &field.setter {
                let signature = format!("pub fn(self, impl IntoProperty<{inner}>) -> Self");
                out.push(self.part(&[path, setter], signature, of(&field.wire)));
            }
        }
    }

    fn enumeration(self, path: &str, ty: &'p EnumPlan, out: &mut Vec<PublicItem<'p>>) {
        out.push(self.item(path, "pub enum", ItemOf::Type(&ty.wire)));
        for variant in &ty.variants {
            let of = ItemOf::Member(&ty.wire, &variant.wire);
            out.push(self.part(&[path, &variant.name], "variant", of));
        }
    }

    fn operation(self, inside: &str, operation: &'p OperationPlan, out: &mut Vec<PublicItem<'p>>) {
        let of = ItemOf::Operation(operation.source);
        let function = format!("{inside}{}", operation.name);
        let arguments: Vec<String> = argument_types(operation).into_iter().map(|(_, ty)| print(ty)).collect();
        let answer = print(answer_type(operation));
        let signature = format!("pub fn({}) -> runtime::request::Request<{answer}>", arguments.join(", "));
        let mut item = self.item(&function, signature, of);
        item.deprecated = operation.deprecated.is_some();
        out.push(item);
        out.push(self.item(&format!("{inside}{}", operation.constant), "pub static runtime::operation::Operation", of));
        for option in self.version.options_of(operation) {
            let method = if option == "orderby" { "order_by" } else { option.as_str() };
            let of = ItemOf::Option(operation.source, option);
            out.push(self.item(&format!("{}().{method}", names::unraw(&function)), "option", of));
        }
    }
}

/// Whether a body is the struct at a path below the version's module.
fn holds(body: &BodyPlan, path: &str) -> bool {
    matches!(body, BodyPlan::Struct(held) | BodyPlan::Structs(held) if held == path)
}
