//! The public items of the generated crate, by the element that each was made from. Verdicts for the crate compare
//! these, so that they follow from the Rust names and types that are emitted and from nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::address::nameless;
use super::answers::content_text;
use super::index::operation_key as identity;
use crate::model::{
    Address, AnswerContent, Api, ApiVersion, BodyContent, Operation, ParameterKind, Primitive, Segment, TypeKind, TypeRef,
};
use crate::names;

/// The public items of one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// By version, then by the key of the element: see [`type_key`], [`property_key`], [`member_key`],
    /// [`operation_key`], [`part_key`]; a Cargo feature has the key `feature NAME`.
    pub items: BTreeMap<String, BTreeMap<String, Vec<Item>>>,
    /// Functions keep their names where an operation is the same though its address was rewritten, as the lock file
    /// has it; then only signatures are compared.
    pub names_kept: bool,
}

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// `users::User::display_name`
    pub path: String,
    /// Its kind and types, with what a struct derives: `pub Option<String>`, `#[derive(Clone, Debug)] pub struct`.
    pub signature: String,
    /// It carries `#[deprecated]`.
    pub deprecated: bool,
}

/// The key of a structured type or enumeration.
#[must_use]
pub fn type_key(name: &str) -> String {
    format!("type {name}")
}

/// The key of a property.
#[must_use]
pub fn property_key(owner: &str, name: &str) -> String {
    format!("property {owner}/{name}")
}

/// The key of a member of an enumeration.
#[must_use]
pub fn member_key(owner: &str, name: &str) -> String {
    format!("member {owner}/{name}")
}

/// The key of an operation.
#[must_use]
pub fn operation_key(operation: &Operation) -> String {
    format!("operation {}", identity(operation))
}

/// The key of a part of an operation: `query`, `header` or `param`, and its name.
#[must_use]
pub fn part_key(part: &str, operation: &Operation, name: &str) -> String {
    format!("{part} {} {name}", identity(operation))
}

impl Surface {
    /// What the crate looks like by the model alone: names of functions are taken as kept.
    #[must_use]
    pub fn approximate(api: &Api) -> Self {
        let items = api.versions.iter().map(|version| (version.version.clone(), of_version(version))).collect();
        Self { items, names_kept: true }
    }

    /// The items of an element.
    #[must_use]
    pub fn of(&self, version: &str, key: &str) -> Option<&[Item]> {
        self.items.get(version)?.get(key).map(Vec::as_slice)
    }

    /// The list of items that a reviewer of the crate reads: one sorted line each.
    #[must_use]
    pub fn list(&self) -> String {
        let mut lines: Vec<&Item> = self.items.values().flat_map(BTreeMap::values).flatten().collect();
        lines.sort();
        lines.dedup();
        let mut out = String::new();
        for item in lines {
            let mark = if item.deprecated { " #[deprecated]" } else { "" };
            let _ = writeln!(out, "{}: {}{mark}", item.path, item.signature);
        }
        out
    }
}

fn of_version(version: &ApiVersion) -> BTreeMap<String, Vec<Item>> {
    let mut out = BTreeMap::new();
    let mut insert = |key: String, path: String, signature: String, deprecated: bool| {
        out.entry(key).or_insert_with(Vec::new).push(Item { path, signature, deprecated });
    };
    for ty in &version.types {
        let name = names::type_name(ty.name.short());
        let open = if ty.open { " with other properties" } else { "" };
        insert(type_key(&ty.name.0), name.clone(), format!("pub struct{open}"), ty.deprecated.is_some());
        for property in &ty.properties {
            insert(
                property_key(&ty.name.0, &property.name),
                format!("{name}::{}", names::value_name(&property.name)),
                format!("pub Option<{}>", rust_type(&property.ty)),
                property.deprecated,
            );
        }
    }
    for enumeration in &version.enumerations {
        let name = names::type_name(enumeration.name.short());
        let kind = if enumeration.flags { "pub struct of flags" } else { "pub enum" };
        insert(type_key(&enumeration.name.0), name.clone(), kind.to_owned(), false);
        for member in &enumeration.members {
            let variant = format!("{name}::{}", names::variant_name(&member.name));
            insert(member_key(&enumeration.name.0, &member.name), variant, "variant".to_owned(), false);
        }
    }
    for operation in &version.operations {
        operation_items(operation, &mut insert);
    }
    out
}

fn operation_items(operation: &Operation, insert: &mut impl FnMut(String, String, String, bool)) {
    let function = function_path(operation);
    let mut arguments: Vec<String> =
        super::address::parameters(&operation.address).iter().map(|parameter| argument_type(&parameter.ty)).collect();
    for parameter in &operation.parameters {
        if parameter.kind == ParameterKind::Query {
            if parameter.required == Some(true) {
                arguments.push(argument_type(&parameter.ty));
            }
            let setter = format!("{function}::{}", names::value_name(&parameter.name));
            let signature = format!("pub fn({})", argument_type(&parameter.ty));
            insert(part_key("query", operation, &parameter.name), setter, signature, false);
        }
    }
    for option in &operation.query_options.options {
        let setter = format!("{function}::{}", names::value_name(option.name()));
        insert(part_key("query", operation, option.name()), setter, "pub fn".to_owned(), false);
    }
    for header in &operation.headers {
        let name = header.name.to_lowercase();
        let setter = format!("{function}::{}", names::value_name(&name));
        insert(part_key("header", operation, &name), setter, "pub fn(&str)".to_owned(), false);
    }
    if let Some(body) = &operation.body {
        match &body.content {
            BodyContent::Resource(ty) => arguments.push(rust_type(ty)),
            BodyContent::Parameters => {
                arguments.push("Parameters".to_owned());
                for member in &body.members {
                    let field = format!("{function}::Parameters::{}", names::value_name(&member.name));
                    let signature = format!("pub Option<{}>", rust_type(&member.ty));
                    insert(part_key("param", operation, &member.name), field, signature, false);
                }
            }
            BodyContent::Bytes(_) => arguments.push("Body".to_owned()),
            BodyContent::Json => arguments.push("Value".to_owned()),
        }
    }
    let answer =
        operation.answers.iter().find(|answer| (200..300).contains(&answer.status)).map_or(
            "()".to_owned(),
            |answer| match &answer.content {
                AnswerContent::None => "()".to_owned(),
                AnswerContent::Value(ty) | AnswerContent::Wrapped(ty) => rust_type(ty),
                AnswerContent::Collection(ty) => {
                    format!("Page<{}>", rust_type(&TypeRef { kind: ty.kind.clone(), collection: false }))
                }
                other => content_text(other),
            },
        );
    let signature = format!("pub fn({}) -> {answer}", arguments.join(", "));
    insert(operation_key(operation), function, signature, operation.deprecated.is_some());
}

/// The function's path by the address: `users::manager::get`.
fn function_path(operation: &Operation) -> String {
    let mut parts: Vec<String> = fixed_names(&operation.address);
    parts.push(operation.method.to_lowercase());
    parts.join("::")
}

fn fixed_names(address: &Address) -> Vec<String> {
    address
        .segments
        .iter()
        .zip(nameless(address))
        .filter_map(|(segment, text)| match segment {
            Segment::Parameter(_) => None,
            _ => Some(names::module_name(text.split('(').next().unwrap_or(&text))),
        })
        .collect()
}

fn argument_type(ty: &TypeRef) -> String {
    let text = rust_type(ty);
    if text == "String" { "&str".to_owned() } else { text }
}

/// The Rust type of a value.
#[must_use]
pub fn rust_type(ty: &TypeRef) -> String {
    let single = match &ty.kind {
        TypeKind::Primitive(primitive) => primitive_type(*primitive).to_owned(),
        TypeKind::Structured(name) | TypeKind::Enumeration(name) => names::type_name(name.short()),
        TypeKind::Unknown(_) => "Value".to_owned(),
    };
    if ty.collection { format!("Vec<{single}>") } else { single }
}

fn primitive_type(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::SByte => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Single => "f32",
        Primitive::Double => "f64",
        Primitive::Decimal => "Decimal",
        Primitive::Guid => "Guid",
        Primitive::DateTimeOffset => "DateTimeOffset",
        Primitive::Date => "Date",
        Primitive::TimeOfDay => "TimeOfDay",
        Primitive::Duration => "Duration",
        Primitive::Binary => "Bytes",
        Primitive::Stream => "StreamLink",
        Primitive::Json => "Value",
    }
}
