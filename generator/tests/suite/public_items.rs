//! The list of public items says what the generated files say: both are read, and compared item by item.

use std::collections::BTreeSet;

use docwright::emit::ITEM_LIST;
use quote::ToTokens as _;

use crate::project::own_crate;

#[test]
fn the_list_is_what_the_files_declare() {
    let tree = &own_crate().tree;
    let list = tree.get(ITEM_LIST).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines.is_sorted(), "the list is not sorted");
    let listed: BTreeSet<String> = lines.iter().filter_map(|line| from_line(line)).collect();
    let mut declared = BTreeSet::new();
    for (path, text) in tree.iter() {
        let ours = ["src/v1_0/", "src/beta/"].iter().any(|folder| path.starts_with(folder));
        let Some(module) = path.strip_suffix(".rs").and_then(|path| path.rsplit('/').next()).filter(|_| ours) else { continue };
        if module != "query_sets" {
            from_file(module, &syn::parse_file(text).unwrap(), &mut declared);
        }
    }
    assert!(declared.len() > 1000, "only {} items", declared.len());
    let missing: Vec<&String> = declared.difference(&listed).take(10).collect();
    let invented: Vec<&String> = listed.difference(&declared).take(10).collect();
    assert!(missing.is_empty() && invented.is_empty(), "not in the list: {missing:#?}\nonly in the list: {invented:#?}");
}

/// A line of the list without the path in front of the last two names; options and features are not declared by an item.
fn from_line(line: &str) -> Option<String> {
    let (path, signature) = line.split_once(": ")?;
    if path.starts_with("feature ") || path.contains("::query_sets::") || path.contains("().") {
        return None;
    }
    let type_itself = matches!(signature.trim_end_matches(" #[deprecated]"), "pub struct" | "pub enum");
    let names: Vec<&str> = path.rsplitn(3, "::").take(if type_itself { 1 } else { 2 }).collect();
    let name = names.into_iter().rev().collect::<Vec<_>>().join("::");
    // The file imports the derived types of other namespaces; the list says where they are.
    let signature = match signature.strip_prefix("variant(Box<").and_then(|boxed| boxed.rsplit_once("::")) {
        Some((_, last)) => format!("variant(Box<{last}"),
        None => signature.to_owned(),
    };
    Some(plain(&format!("{name}: {signature}")))
}

/// Without spaces, and without what only the file or only the list writes.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace("runtime::model::IntoProperty", "IntoProperty").replace("api::", "")
}

fn from_file(module: &str, file: &syn::File, out: &mut BTreeSet<String>) {
    let mut add = |name: String, signature: String, attributes: &[syn::Attribute]| {
        let mark = if attributes.iter().any(|attribute| attribute.path().is_ident("deprecated")) { "#[deprecated]" } else { "" };
        out.insert(plain(&format!("{name}: {signature}{mark}")));
    };
    for item in &file.items {
        match item {
            syn::Item::Struct(item) => {
                add(item.ident.to_string(), "pub struct".to_owned(), &item.attrs);
                for field in item.fields.iter().filter(|field| field.ident.as_ref().is_some_and(|name| name != "extra")) {
                    let (name, ty) = (field.ident.as_ref().unwrap(), field.ty.to_token_stream());
                    add(format!("{}::{name}", item.ident), format!("pub {ty}"), &field.attrs);
                }
            }
            syn::Item::Enum(item) => {
                add(item.ident.to_string(), "pub enum".to_owned(), &[]);
                for variant in item.variants.iter().filter(|variant| variant.ident != "Undocumented" && variant.ident != "Other")
                {
                    let fields = &variant.fields.to_token_stream();
                    add(format!("{}::{}", item.ident, variant.ident), format!("variant{fields}"), &[]);
                }
            }
            syn::Item::Impl(item) => {
                let owner = item.self_ty.to_token_stream();
                for method in &item.items {
                    let syn::ImplItem::Fn(method) = method else { continue };
                    add(format!("{owner}::{}", method.sig.ident), signature(&method.sig), &[]);
                }
            }
            syn::Item::Fn(item) => add(format!("{module}::{}", item.sig.ident), signature(&item.sig), &item.attrs),
            syn::Item::Static(item) => {
                add(format!("{module}::{}", item.ident), format!("pub static {}", item.ty.to_token_stream()), &[]);
            }
            _ => {}
        }
    }
}

/// Types of arguments and answer; the set of options behind the answer's type stands in the list as options.
fn signature(signature: &syn::Signature) -> String {
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            syn::FnArg::Receiver(_) => "self".to_owned(),
            syn::FnArg::Typed(argument) => argument.ty.to_token_stream().to_string(),
        })
        .collect();
    let answer = plain(&signature.output.to_token_stream().to_string());
    let answer = match answer.find(",query_sets::") {
        Some(at) => format!("{}>", &answer[..at]),
        None => answer,
    };
    format!("pub fn({}){answer}", arguments.join(", "))
}
