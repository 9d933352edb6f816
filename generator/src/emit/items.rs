//! The public items of a crate, each with its types: one sorted line an item for who reviews the crate's own surface, and
//! the material of the diff's verdicts for the crate.
//!
//! They are printed by the functions that print the files, so the list cannot say anything else than the code.

use rayon::prelude::*;

use super::operation::{answer_type, argument_types};
use super::structure::{api_path, inner_type, option_type};
use super::tokens::print;
use crate::names;
use crate::plan::{BodyPlan, EnumPlan, ModulePlan, NamespacePlan, OperationPlan, Plan, StructPlan, VersionPlan};

/// The file of the list.
pub const ITEM_LIST: &str = "public-items.txt";

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicItem {
    /// `v1_0::User::display_name`
    pub path: String,
    /// Its kind and types, as in the file: `pub Option<String>`.
    pub signature: String,
    /// It carries `#[deprecated]`.
    pub deprecated: bool,
    /// The version of the API on the wire; empty for what belongs to none.
    pub version: String,
    /// What of the pages it was made from.
    pub of: ItemOf,
}

/// What an item was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemOf {
    /// The choice of areas and versions.
    Feature(String),
    /// A structured type or enumeration, by its name on the wire.
    Type(String),
    /// A property of a type.
    Property(String, String),
    /// A member of an enumeration.
    Member(String, String),
    /// An operation, by its number in the model.
    Operation(usize),
    /// A query option of an operation, with its dollar sign.
    Option(usize, String),
    /// A member of an operation's body.
    BodyMember(usize, String),
    /// A combination of query options. Its name follows from the options, so that it is no element of its own.
    QuerySet,
}

/// All public items that the plan makes.
#[must_use]
pub fn public_items(plan: &Plan) -> Vec<PublicItem> {
    let feature = |feature: &crate::plan::FeaturePlan| PublicItem {
        path: format!("feature {}", feature.name),
        signature: "feature".to_owned(),
        deprecated: false,
        version: String::new(),
        of: ItemOf::Feature(feature.name.clone()),
    };
    let mut items: Vec<PublicItem> = plan.features.iter().map(feature).collect();
    for version in &plan.versions {
        let list = Lister { version };
        items.extend(version.query_sets.iter().map(|set| {
            let options: Vec<String> = set.options.iter().map(|option| format!("${option}")).collect();
            list.item(&format!("query_sets::{}", set.name), format!("pub enum of {}", options.join(", ")), ItemOf::QuerySet)
        }));
        let modules: Vec<(&NamespacePlan, &ModulePlan)> = version.modules().collect();
        items.par_extend(modules.par_iter().flat_map_iter(|(namespace, module)| list.module(namespace, module)));
    }
    items
}

/// The list as a file: one sorted line an item. What was made from several types stands in it once.
pub(super) fn list(items: &[PublicItem]) -> String {
    let line = |item: &PublicItem| {
        let mark = if item.deprecated { " #[deprecated]" } else { "" };
        format!("{}: {}{mark}\n", item.path, item.signature)
    };
    let mut lines: Vec<String> = items.par_iter().map(line).collect();
    lines.par_sort();
    lines.dedup();
    lines.concat()
}

/// Lists what belongs to one version.
struct Lister<'p> {
    version: &'p VersionPlan,
}

impl Lister<'_> {
    fn item(&self, path: &str, signature: impl Into<String>, of: ItemOf) -> PublicItem {
        PublicItem {
            path: format!("{}::{path}", self.version.module),
            signature: signature.into(),
            deprecated: false,
            version: self.version.wire.clone(),
            of,
        }
    }

    fn module(&self, namespace: &NamespacePlan, module: &ModulePlan) -> Vec<PublicItem> {
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

    fn structure(&self, path: &str, ty: &StructPlan, out: &mut Vec<PublicItem>) {
        let mut item = self.item(path, "pub struct", ItemOf::Type(ty.wire.clone()));
        item.deprecated = ty.deprecated.is_some();
        out.push(item);
        self.fields(path, ty, out, |wire| ItemOf::Property(ty.wire.clone(), wire.to_owned()));
        for derived in &ty.derived {
            // The enumeration comes and goes with the types that derive.
            let of = ItemOf::Type(derived.wire.clone());
            let variant = print(api_path(&derived.path));
            out.push(self.item(&format!("{path}Derived"), "pub enum", of.clone()));
            out.push(self.item(&format!("{path}Derived::{}", derived.variant), format!("variant(Box<{variant}>)"), of));
        }
    }

    fn body(&self, path: &str, ty: &StructPlan, operation: usize, out: &mut Vec<PublicItem>) {
        out.push(self.item(path, "pub struct", ItemOf::Operation(operation)));
        self.fields(path, ty, out, |wire| ItemOf::BodyMember(operation, wire.to_owned()));
        if let Some(required) = &ty.required {
            let types = required.iter().filter_map(|&index| ty.fields.get(index)).map(|field| {
                let inner = print(inner_type(&field.ty));
                format!("impl IntoProperty<{inner}>")
            });
            let signature = format!("pub fn({}) -> Self", types.collect::<Vec<_>>().join(", "));
            out.push(self.item(&format!("{path}::new"), signature, ItemOf::Operation(operation)));
        }
    }

    fn fields(&self, path: &str, ty: &StructPlan, out: &mut Vec<PublicItem>, of: impl Fn(&str) -> ItemOf) {
        for field in &ty.fields {
            let mut item =
                self.item(&format!("{path}::{}", field.name), format!("pub {}", print(option_type(&field.ty))), of(&field.wire));
            item.deprecated = field.deprecated;
            out.push(item);
            if let Some(setter) = &field.setter {
                let signature = format!("pub fn(self, impl IntoProperty<{}>) -> Self", print(inner_type(&field.ty)));
                out.push(self.item(&format!("{path}::{setter}"), signature, of(&field.wire)));
            }
        }
    }

    fn enumeration(&self, path: &str, ty: &EnumPlan, out: &mut Vec<PublicItem>) {
        out.push(self.item(path, "pub enum", ItemOf::Type(ty.wire.clone())));
        for variant in &ty.variants {
            let of = ItemOf::Member(ty.wire.clone(), variant.wire.clone());
            out.push(self.item(&format!("{path}::{}", variant.name), "variant", of));
        }
    }

    fn operation(&self, inside: &str, operation: &OperationPlan, out: &mut Vec<PublicItem>) {
        let of = ItemOf::Operation(operation.source);
        let function = format!("{inside}{}", operation.name);
        let arguments: Vec<String> = argument_types(operation).into_iter().map(|(_, ty)| print(ty)).collect();
        let answer = print(answer_type(operation));
        let signature = format!("pub fn({}) -> runtime::request::Request<{answer}>", arguments.join(", "));
        let mut item = self.item(&function, signature, of.clone());
        item.deprecated = operation.deprecated.is_some();
        out.push(item);
        out.push(self.item(&format!("{inside}{}", operation.constant), "pub static runtime::operation::Operation", of));
        for option in self.version.options_of(operation) {
            let method = if option == "orderby" { "order_by" } else { option.as_str() };
            let of = ItemOf::Option(operation.source, format!("${option}"));
            out.push(self.item(&format!("{}().{method}", names::unraw(&function)), "option", of));
        }
    }
}

/// Whether a body is the struct at a path below the version's module.
fn holds(body: &BodyPlan, path: &str) -> bool {
    matches!(body, BodyPlan::Struct(held) | BodyPlan::Structs(held) if held == path)
}
