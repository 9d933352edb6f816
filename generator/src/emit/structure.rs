//! Context of `templates/structure.rs`: a struct, its setters, its table, its derived types.

use askama::Template;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{doc, gate, literal, print};
use crate::names::{unraw, value_name};
use crate::plan::{FieldPlan, FieldType, Scalar, StructPlan, ValueType};

#[derive(Template)]
#[template(path = "structure.rs", escape = "txt")]
struct StructureTemplate {
    name: String,
    doc: String,
    gate: String,
    deprecated: String,
    fields: Vec<Field>,
    has_methods: bool,
    wire: String,
    key: String,
    read_only: String,
    new: Option<New>,
    derived: Vec<DerivedVariant>,
    former: Option<String>,
}

struct Field {
    doc: String,
    name: String,
    ty: String,
    setter: Option<String>,
    setter_ty: String,
    former_setter: Option<String>,
    index: usize,
    wire: String,
    wire_doc: String,
    kind: &'static str,
    deprecated: String,
}

struct New {
    arguments: String,
    calls: String,
    doc: String,
}

struct DerivedVariant {
    gate: String,
    name: String,
    wire: String,
    wire_name: String,
}

/// The text of a struct.
pub(super) fn structure(plan: &StructPlan) -> String {
    let read_only: Vec<String> =
        plan.fields.iter().enumerate().filter(|(_, field)| field.read_only).map(|(index, _)| index.to_string()).collect();
    let key = plan.fields.iter().position(|field| field.key);
    let template = StructureTemplate {
        name: plan.name.clone(),
        doc: doc(&plan.doc, ""),
        gate: gate(&plan.features),
        deprecated: deprecated(plan.deprecated.as_deref(), ""),
        fields: plan.fields.iter().enumerate().map(|(index, field)| field_context(index, field)).collect(),
        has_methods: plan.required.is_some() || plan.fields.iter().any(|field| field.setter.is_some()),
        wire: literal(&table_name(plan)),
        key: key.map_or_else(|| "None".to_owned(), |index| format!("Some({index})")),
        read_only: read_only.join(", "),
        former: plan.former.clone(),
        new: plan.required.as_ref().map(|required| new_context(plan, required)),
        derived: plan
            .derived
            .iter()
            .map(|derived| DerivedVariant {
                gate: gate(&derived.features).trim_end().to_owned(),
                name: derived.variant.clone(),
                wire: derived.wire.clone(),
                wire_name: literal(&derived.wire),
            })
            .collect(),
    };
    rendered(&template)
}

/// The name in a struct's table. A body has no type on the wire; the paths of decode errors begin with its name.
pub(super) fn table_name(plan: &StructPlan) -> String {
    if plan.wire.is_empty() { unraw(&value_name(&plan.name)).to_owned() } else { plan.wire.clone() }
}

fn field_context(index: usize, field: &FieldPlan) -> Field {
    let inner = print(inner_type(&field.ty));
    Field {
        doc: doc(&field.doc, "    "),
        name: field.name.clone(),
        ty: format!("Option<{inner}>"),
        setter: field.setter.clone(),
        setter_ty: inner,
        former_setter: field.former_setter.clone(),
        index,
        wire: literal(&field.wire),
        wire_doc: crate::plan::prose::code_span(&field.wire).replace('`', ""),
        kind: kind(&field.ty),
        deprecated: if field.deprecated { deprecated(Some(""), "    ") } else { String::new() },
    }
}

fn new_context(plan: &StructPlan, required: &[usize]) -> New {
    let fields: Vec<&FieldPlan> = required.iter().filter_map(|&index| plan.fields.get(index)).collect();
    let arguments = fields.iter().map(|field| {
        let ty = inner_type(&field.ty);
        format!("{}: impl runtime::model::IntoProperty<{}>", field.name, print(ty))
    });
    let names: Vec<String> = fields.iter().map(|field| format!("`{}`", unraw(&field.name))).collect();
    New {
        arguments: arguments.collect::<Vec<_>>().join(", "),
        calls: fields
            .iter()
            .filter_map(|field| field.setter.as_ref().map(|setter| format!(".{setter}({})", field.name)))
            .collect(),
        doc: format!("    /// A value with what the page marks as required: {}.\n", names.join(", ")),
    }
}

/// The deprecation attribute; an empty reason gives the bare attribute.
pub(super) fn deprecated(reason: Option<&str>, indent: &str) -> String {
    match reason {
        None => String::new(),
        Some("") => format!("{indent}#[deprecated]\n"),
        Some(reason) => {
            let note = crate::plan::prose::plain(reason);
            let attribute = print(quote!(#[deprecated(note = #note)]));
            format!("{indent}{attribute}\n")
        }
    }
}

/// What a field holds and its setter takes: a model in its box, a collection as its vector.
pub(super) fn inner_type(ty: &FieldType) -> TokenStream {
    let value = value_type(&ty.value);
    if ty.collection {
        quote!(Vec<#value>)
    } else if matches!(ty.value, ValueType::Struct(_)) {
        quote!(Box<#value>)
    } else {
        value
    }
}

/// One value.
pub(super) fn value_type(value: &ValueType) -> TokenStream {
    match value {
        ValueType::Scalar(scalar) => scalar_type(*scalar),
        ValueType::Struct(path) | ValueType::Enum(path) => api_path(path),
        ValueType::Flags(path) => {
            let of = api_path(path);
            quote!(runtime::model::Flags<#of>)
        }
    }
}

/// A path below the version's module, which every file knows as `api`.
pub(super) fn api_path(path: &str) -> TokenStream {
    let parts = path.split("::").map(|part| format_ident!("{}", part));
    quote!(api #(::#parts)*)
}

/// The Rust type of a scalar (`templates/runtime/EMISSION.md`).
fn scalar_type(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::U8 | Scalar::I8 | Scalar::I16 | Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::F32 | Scalar::F64 => quote!(f64),
        Scalar::Decimal => quote!(runtime::value::Decimal),
        Scalar::Guid => quote!(runtime::value::Guid),
        Scalar::DateTimeOffset => quote!(runtime::value::DateTimeOffset),
        Scalar::Date => quote!(runtime::value::Date),
        Scalar::TimeOfDay => quote!(runtime::value::TimeOfDay),
        Scalar::Duration => quote!(runtime::value::Duration),
        Scalar::Binary => quote!(runtime::value::Binary),
        Scalar::Stream => quote!(runtime::value::Stream),
        Scalar::Json => quote!(runtime::model::Json),
    }
}

/// The runtime's kind of a field: the function that shows it.
pub(super) fn kind(ty: &FieldType) -> &'static str {
    match (&ty.value, ty.collection) {
        (ValueType::Scalar(Scalar::String), false) => "text",
        (ValueType::Scalar(Scalar::String), true) => "texts",
        (ValueType::Scalar(Scalar::Bool), false) => "bool",
        (ValueType::Scalar(Scalar::Json), false) => "json",
        (ValueType::Scalar(Scalar::Json), true) => "jsons",
        (ValueType::Struct(_), false) => "model",
        (ValueType::Struct(_), true) => "models",
        (_, false) => "scalar",
        (_, true) => "scalars",
    }
}

/// The text of a template. Rendering into a `String` cannot fail; a failure would be a fault of ours.
pub(super) fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_else(|error| panic!("a template cannot be rendered: {error}"))
}
