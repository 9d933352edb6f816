//! Context of `templates/operation.rs`: the data of an operation and its function.

use askama::Template;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::sample_call::{Callee, doc_example};
use super::structure::{api_path, deprecated, rendered, value_type};
use super::tokens::{client_gate, doc, literal, print};
use crate::plan::{
    AnswerPlan, ArgumentEncoding, BodyPlan, FieldType, ModulePlan, NamespacePlan, OperationPlan, Plan, Scalar, ValueType,
    VersionPlan,
};

#[derive(Template)]
#[template(path = "operation.rs", escape = "txt")]
struct OperationTemplate {
    name: String,
    /// The function's name for rustdoc, which knows no `r#`, and would find a macro of the same name without parentheses.
    link: String,
    constant: String,
    text: String,
    doc: String,
    gate: String,
    deprecated: String,
    arguments: String,
    answer: String,
    calls: String,
    former: Option<Former>,
}

/// The name before an asked rename.
struct Former {
    name: String,
    constant: String,
    /// The arguments, as they are handed on.
    arguments: String,
}

/// Where an operation stands, for the paths in its example.
pub(super) struct Surroundings<'p> {
    crate_ident: String,
    is_module: bool,
    version: &'p VersionPlan,
    module: String,
}

impl<'p> Surroundings<'p> {
    /// Of the operations of a module.
    pub(super) fn of(whole: &Plan, version: &'p VersionPlan, namespace: &NamespacePlan, module: &ModulePlan) -> Self {
        let module = namespace.path(&module.module);
        Self { crate_ident: super::crate_ident(whole), is_module: whole.is_module, version, module }
    }

    fn callee<'s>(&'s self, operation: &'s OperationPlan) -> Callee<'s> {
        Callee {
            crate_ident: &self.crate_ident,
            is_module: self.is_module,
            version: &self.version.module,
            module: &self.module,
            operation,
            options: self.version.options_of(operation),
        }
    }
}

/// The text of an operation.
pub(super) fn operation(plan: &OperationPlan, around: &Surroundings<'_>) -> String {
    rendered(&OperationTemplate {
        name: plan.name.clone(),
        link: format!("{}()", crate::names::unraw(&plan.name)),
        constant: plan.constant.clone(),
        text: lines_literal(&facts(plan)),
        doc: doc(&plan.doc, "") + &doc(&doc_example(&around.callee(plan)), ""),
        gate: client_gate(&plan.features),
        deprecated: deprecated(plan.deprecated.as_deref(), ""),
        arguments: arguments(plan),
        answer: print(request_types(plan)),
        calls: calls(plan),
        former: plan.former.as_deref().map(|name| former(name, plan)),
    })
}

fn former(name: &str, plan: &OperationPlan) -> Former {
    let mut arguments: Vec<&str> =
        plan.arguments.iter().chain(&plan.required_query).map(|argument| argument.name.as_str()).collect();
    if plan.body != BodyPlan::None {
        arguments.push("body");
    }
    Former { name: name.to_owned(), constant: crate::names::constant_name(name), arguments: arguments.join(", ") }
}

/// The lines of the runtime's `Operation::text`.
fn facts(plan: &OperationPlan) -> Vec<String> {
    let mut lines = vec![plan.label.clone(), format!("{} {} {}", method(&plan.method), plan.version, plan.path)];
    lines.extend(plan.aliases.iter().map(|path| format!("also {path}")));
    lines.push(format!("page {}", plan.page_url));
    lines.extend(plan.permissions.iter().map(permissions));
    lines.extend(plan.idempotent.then(|| "idempotent".to_owned()));
    lines.extend(plan.long_running.then(|| "long-running".to_owned()));
    lines
}

fn permissions(plan: &crate::plan::PermissionPlan) -> String {
    let caller = match plan.caller.as_str() {
        "DelegatedPersonal" => "personal",
        "Application" => "application",
        _ => "work",
    };
    let alternatives: Vec<String> = plan.alternatives.iter().map(|all| all.join(" + ")).collect();
    let scope = plan.scope.as_ref().map_or_else(String::new, |scope| format!(" | {scope}"));
    let names = if alternatives.is_empty() { String::new() } else { format!(" {}", alternatives.join(", ")) };
    format!("{caller} {}{names}{scope}", plan.least)
}

/// A literal of several lines, each on a line of its own. Line breaks inside a line would begin a new one, and become spaces.
fn lines_literal(lines: &[String]) -> String {
    let escaped: Vec<String> = lines
        .iter()
        .map(|line| {
            let quoted = literal(&line.replace(['\n', '\r'], " "));
            quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
        })
        .collect();
    format!("\"{}\"", escaped.join("\\n\\\n           "))
}

/// The methods that the runtime knows.
pub(super) fn method(method: &str) -> &str {
    match method {
        "POST" | "PATCH" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" => method,
        _ => "GET",
    }
}

fn arguments(plan: &OperationPlan) -> String {
    let list = argument_types(plan).into_iter().map(|(name, ty)| {
        let name = identifier(name);
        print(quote!(#name: #ty))
    });
    list.collect::<Vec<_>>().join(", ")
}

/// The arguments of a function, each with its type.
pub(super) fn argument_types(plan: &OperationPlan) -> Vec<(&str, TokenStream)> {
    let mut list: Vec<(&str, TokenStream)> = Vec::new();
    for argument in &plan.arguments {
        let ty = if argument.encoding == ArgumentEncoding::User {
            quote!(impl Into<runtime::path::UserArgument>)
        } else {
            quote!(impl Into<runtime::path::PathArgument>)
        };
        list.push((&argument.name, ty));
    }
    for argument in &plan.required_query {
        list.push((&argument.name, quote!(impl std::fmt::Display)));
    }
    let body = match &plan.body {
        BodyPlan::None => return list,
        BodyPlan::Struct(path) if !plan.body_alternatives.is_empty() => {
            let path = api_path(path);
            quote!(impl runtime::request::JsonOrContent<#path>)
        }
        BodyPlan::Struct(path) => {
            let path = api_path(path);
            if plan.optional_body { quote!(Option<&#path>) } else { quote!(impl std::borrow::Borrow<#path>) }
        }
        BodyPlan::Structs(path) => {
            let path = api_path(path);
            if plan.optional_body { quote!(Option<&[#path]>) } else { quote!(&[#path]) }
        }
        BodyPlan::Json if plan.optional_body => quote!(Option<&serde_json::Value>),
        BodyPlan::Json => quote!(&impl serde::Serialize),
        BodyPlan::Bytes(_) if plan.optional_body => quote!(Option<runtime::answer::Bytes>),
        BodyPlan::Bytes(_) => quote!(impl Into<runtime::answer::Bytes>),
    };
    list.push(("body", body));
    list
}

fn calls(plan: &OperationPlan) -> String {
    let mut text = String::new();
    for argument in &plan.arguments {
        let call = if argument.encoding == ArgumentEncoding::User { "user" } else { "arg" };
        text.push_str(&format!(".{call}({})", argument.name));
    }
    for argument in &plan.required_query {
        text.push_str(&format!(".query({}, {})", literal(&argument.wire), argument.name));
    }
    match &plan.body {
        BodyPlan::None => {}
        BodyPlan::Struct(path) => {
            let names: Vec<String> = plan.sends_read_only.iter().map(|name| literal(name)).collect();
            let read_only = if names.is_empty() {
                "runtime::model::ReadOnly::Omit".to_owned()
            } else {
                format!("runtime::model::ReadOnly::OmitBut(&[{}])", names.join(", "))
            };
            if !plan.body_alternatives.is_empty() {
                return text + &format!(".json_or_content(body, {read_only})");
            }
            if plan.optional_body {
                return text + &format!(".json_optional(body.map(|body| body as &dyn runtime::model::Model), {read_only})");
            }
            let body = format!("std::borrow::Borrow::<{}>::borrow(&body)", print(api_path(path)));
            if plan.sends_read_only.is_empty() {
                text.push_str(&format!(".json({body})"));
            } else {
                text.push_str(&format!(".json_with({body}, {read_only})"));
            }
        }
        BodyPlan::Structs(_) | BodyPlan::Json if plan.optional_body => text.push_str(".json_of_optional(body)"),
        BodyPlan::Structs(_) | BodyPlan::Json => text.push_str(".json_of(body)"),
        BodyPlan::Bytes(content_type) if plan.optional_body => {
            text.push_str(&format!(".bytes_optional({}, body)", literal(content_type)));
        }
        BodyPlan::Bytes(content_type) => text.push_str(&format!(".bytes({}, body)", literal(content_type))),
    }
    text
}

/// The type arguments of the request: answer, and query options where there are any.
fn request_types(plan: &OperationPlan) -> TokenStream {
    let answer = answer_type(plan);
    match &plan.query_set {
        None => answer,
        Some(set) => {
            let set = format_ident!("{}", set);
            quote!(#answer, api::query_sets::#set)
        }
    }
}

/// The answer's type.
pub(super) fn answer_type(plan: &OperationPlan) -> TokenStream {
    let content = match &plan.answer {
        AnswerPlan::None if plan.long_running => quote!(runtime::model::Json),
        AnswerPlan::None => quote!(()),
        AnswerPlan::Value(FieldType { value: ValueType::Scalar(Scalar::I32 | Scalar::I64), collection: false }) => quote!(i64),
        // Models and integers can stand alone in an answer; anything else is JSON whose kind the page does not promise.
        AnswerPlan::Value(ty) if ty.collection || !matches!(ty.value, ValueType::Struct(_)) => quote!(runtime::model::Json),
        AnswerPlan::Value(ty) => field(ty),
        AnswerPlan::Wrapped(ty) => {
            let inner = field(ty);
            quote!(runtime::model::Single<#inner>)
        }
        AnswerPlan::Collection(ty) => {
            let inner = value_type(ty);
            quote!(runtime::model::Collection<#inner>)
        }
        AnswerPlan::Bytes => quote!(runtime::answer::Bytes),
        AnswerPlan::Json => quote!(runtime::model::Json),
    };
    if plan.long_running {
        quote!(runtime::answer::Accepted<#content>)
    } else if plan.optional_answer {
        quote!(Option<#content>)
    } else {
        content
    }
}

fn field(ty: &FieldType) -> TokenStream {
    let inner = value_type(&ty.value);
    match (&ty.value, ty.collection) {
        (_, true) => quote!(Vec<#inner>),
        (ValueType::Scalar(_) | ValueType::Struct(_) | ValueType::Enum(_) | ValueType::Flags(_), false) => inner,
    }
}

fn identifier(name: &str) -> proc_macro2::Ident {
    match name.strip_prefix("r#") {
        Some(bare) => proc_macro2::Ident::new_raw(bare, proc_macro2::Span::call_site()),
        None => format_ident!("{}", name),
    }
}
