//! A small client that uses public items as their signatures say, one function an item. It compiles as long as they stay.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use docwright::diff::surface::{Item, Surface};

/// All items of one version.
pub(crate) fn items_of(surface: &Surface, version: &str) -> Vec<Item> {
    let items: BTreeSet<Item> =
        surface.items.get(version).into_iter().flat_map(|keys| keys.values()).flatten().cloned().collect();
    items.into_iter().collect()
}

/// The source of a client of `used`. `all` holds the functions whose options are used; `module` is the version's module in
/// the crate.
pub(crate) fn client(module: &str, used: &[Item], all: &[Item]) -> String {
    // A version that has nothing has no module.
    let is_empty = all.iter().all(|item| item.path.starts_with("feature "));
    let version = if is_empty { String::new() } else { format!("use api_crate::{module} as api;\n") };
    let mut out = format!(
        "#![allow(dead_code, deprecated, unused_imports)]\n{version}use api_crate::runtime;\n\
         fn answers<T, Q>(_: &runtime::request::Request<T, Q>) {{}}\n"
    );
    for (number, item) in used.iter().enumerate() {
        if item.path.starts_with("feature ") {
            continue;
        }
        let text = usage(item, all).unwrap_or_else(|| panic!("nobody knows how to use {}: {}", item.path, item.signature));
        let _ = writeln!(out, "// {}: {}\nmod item_{number} {{ use super::*; {text} }}", item.path, item.signature);
    }
    out
}

/// `v1_0::User::name` as a client writes it: `api::User::name`.
fn path(item: &Item) -> String {
    let (_, rest) = item.path.split_once("::").unwrap();
    format!("api::{rest}")
}

fn usage(item: &Item, all: &[Item]) -> Option<String> {
    let path = path(item);
    let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
    let name = path.rsplit_once("::").map_or(path.as_str(), |(_, name)| name);
    let signature = item.signature.as_str();
    Some(match signature {
        "pub struct" => format!("pub fn u() -> {path} {{ {path}::default() }}"),
        "pub enum" => format!("pub fn u(_: &{path}) {{}}"),
        "variant" => format!("pub fn u() -> {owner} {{ {path} }}"),
        "pub static runtime::operation::Operation" => {
            format!("pub fn u() -> &'static runtime::operation::Operation {{ &{path} }}")
        }
        "option" => {
            let (function, option) = item.path.split_once("().").unwrap();
            let function = all.iter().find(|item| item.path.replace("r#", "") == function)?;
            let (call, parameters, _) = call(function)?;
            let value = match option {
                "top" | "skip" => "1",
                "count" => "",
                "filter" | "search" => "\"a\"",
                _ => "[\"a\"]",
            };
            format!("pub fn u({parameters}) {{ let _ = {call}.{option}({value}); }}")
        }
        _ => {
            if let Some(inner) = signature.strip_prefix("variant(").and_then(|rest| rest.strip_suffix(')')) {
                format!("pub fn u(v: {inner}) -> {owner} {{ {path}(v) }}")
            } else if let Some(inner) =
                signature.strip_prefix("pub fn(self, impl IntoProperty<").and_then(|rest| rest.strip_suffix(">) -> Self"))
            {
                format!("pub fn u(v: {inner}) -> {owner} {{ {owner}::default().{name}(v) }}")
            } else if let Some(inner) = signature.strip_prefix("pub fn(").and_then(|rest| rest.strip_suffix(") -> Self")) {
                let types: Vec<String> = arguments(inner)
                    .iter()
                    .map(|ty| ty.strip_prefix("impl IntoProperty<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty).to_owned())
                    .collect();
                let parameters: Vec<String> = types.iter().enumerate().map(|(n, ty)| format!("a{n}: {ty}")).collect();
                let values: Vec<String> = (0..types.len()).map(|n| format!("a{n}")).collect();
                format!("pub fn u({}) -> {owner} {{ {path}({}) }}", parameters.join(", "), values.join(", "))
            } else if signature.starts_with("pub fn(") {
                let (call, parameters, answer) = call(item)?;
                format!("pub fn u({parameters}) {{ answers::<{answer}, _>(&{call}); }}")
            } else {
                let ty = signature.strip_prefix("pub ")?;
                format!("pub fn u(v: &{owner}) -> &{ty} {{ &v.{name} }}")
            }
        }
    })
}

/// A call of a function: the expression, the parameters that it takes from around it, and the type of the answer.
fn call(function: &Item) -> Option<(String, String, String)> {
    let (inner, answer) = function.signature.strip_prefix("pub fn(")?.rsplit_once(") -> runtime::request::Request<")?;
    let answer = answer.strip_suffix('>')?;
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for (number, ty) in arguments(inner).into_iter().enumerate() {
        let value = match ty.as_str() {
            "impl Into<runtime::path::PathArgument>" | "impl Into<runtime::answer::Bytes>" => "\"a\"".to_owned(),
            "impl Into<runtime::path::UserArgument>" => "runtime::path::Me".to_owned(),
            "impl std::fmt::Display" | "&impl serde::Serialize" => "&1".to_owned(),
            ty => {
                let owned = ty.strip_prefix("impl std::borrow::Borrow<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty);
                parameters.push(format!("b{number}: {owned}"));
                format!("b{number}")
            }
        };
        values.push(value);
    }
    Some((format!("{}({})", path(function), values.join(", ")), parameters.join(", "), answer.to_owned()))
}

/// The types between commas that stand in no bracket.
fn arguments(list: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = 0_i32;
    let mut current = String::new();
    for character in list.chars() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                out.push(std::mem::take(&mut current).trim().to_owned());
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    out.push(current.trim().to_owned());
    out.retain(|ty| !ty.is_empty());
    out
}
