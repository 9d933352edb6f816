//! Structured types to structs: fields, Rust types, derived enumerations, constructors of action bodies.

use std::collections::BTreeSet;

use super::bodies::BodyPlace;
use super::naming::{Claim, Wish, setter};
use super::operations::{address_text, needs_body_struct, template};
use super::placing::Places;
use super::wording::{property_doc, type_doc};
use super::{DerivedPlan, FieldPlan, FieldType, Scalar, StructPlan, ValueType};
use crate::model::{
    ApiVersion, Operation, Parameter, Primitive, Property, PropertyKind, QualifiedName, StructuredType, TypeKind, TypeRef,
};
use crate::names::{self, Scope};

/// Names that a field may not take, because every struct has an item of that name.
pub(super) const RESERVED_FIELDS: &[&str] = &["extra"];

/// Names that a setter may not take: methods that every model has.
const RESERVED_METHODS: &[&str] = &["with_extra", "with_unknown", "with_null"];

/// The struct of a structured type.
pub(super) fn structure(version: &ApiVersion, ty: &StructuredType, places: &Places) -> StructPlan {
    let place = places.of_type(&ty.name);
    // A setter costs more to compile than the field; what no request can hold has none.
    let writable = places.is_sent(&ty.name);
    let mut seen = BTreeSet::new();
    let properties: Vec<&Property> = ty
        .properties
        .iter()
        // Instance annotations (`@odata.type`, `x@odata.count`) are kept by the runtime; they are no fields.
        .filter(|property| !property.name.contains('@') && !property.name.starts_with('#'))
        .filter(|property| seen.insert(property.name.as_str()) && places.is_typed(&ty.name, property))
        .collect();
    let named = name_fields(
        properties.iter().map(|property| property.name.as_str()),
        &[format!("{} {}", version.version, ty.name)],
        places,
    );
    let mut fields = Vec::with_capacity(properties.len());
    for (property, Named { name, setter, former_setter }) in properties.into_iter().zip(named) {
        let has_setter = writable && !property.read_only;
        fields.push(FieldPlan {
            setter: has_setter.then_some(setter),
            former_setter: former_setter.filter(|_| has_setter),
            wire: property.name.clone(),
            ty: field_type(&property.ty, places),
            doc: if places.documented { property_doc(property, ty) } else { Vec::new() },
            read_only: property.read_only,
            key: ty.key.as_deref() == Some(property.name.as_str()),
            navigation: property.kind == PropertyKind::Navigation,
            deprecated: property.deprecated,
            name,
        });
    }
    StructPlan {
        name: place.name.clone(),
        former: place.former.clone(),
        wire: ty.name.0.clone(),
        doc: if places.documented { type_doc(ty, version, places) } else { Vec::new() },
        features: places.features(&ty.name),
        fields,
        base: ty.base.as_ref().map(|base| base.0.clone()),
        derived: derived(version, &ty.name, places),
        required: None,
        deprecated: ty.deprecated.clone(),
    }
}

/// The names that a field of a struct goes by.
struct Named {
    name: String,
    setter: String,
    former_setter: Option<String>,
}

/// Names the fields of a struct; `owners` is what stands before the slash in their identities. A field that several owners
/// share has the name that it has, or is asked to have, by any of them, and is recorded for all.
fn name_fields<'n>(wire: impl Iterator<Item = &'n str> + Clone, owners: &[String], places: &Places) -> Vec<Named> {
    let identity = |owner: &String, name: &str| format!("field {owner}/{name}");
    let wish = |name: &str| {
        let firmest =
            owners.iter().map(|owner| identity(owner, name)).min_by_key(|identity| match places.names().claim(identity) {
                Claim::Asked => 0,
                Claim::Kept => 1,
                Claim::New => 2,
            });
        Wish { identity: firmest.unwrap_or_default(), name: names::value_name(name) }
    };
    let wishes = wire.clone().map(wish).collect();
    let settled = places.settle_but_note(&mut Scope::with_reserved(RESERVED_FIELDS), wishes, &|_, _| false);
    for (name, field) in wire.zip(&settled) {
        for owner in owners {
            places.note(identity(owner, name), &field.name);
        }
    }
    let mut setters = Scope::with_reserved(RESERVED_METHODS);
    let mut named: Vec<Named> = Vec::with_capacity(settled.len());
    for field in &settled {
        let setter = setters.give(&setter(&field.name));
        named.push(Named { name: field.name.clone(), setter, former_setter: None });
    }
    for (field, named) in settled.iter().zip(&mut named) {
        let former = field.former.as_deref().map(setter).filter(|former| setters.is_free(former));
        named.former_setter = former.map(|former| setters.give(&former));
    }
    named
}

/// Types derived from `base`, at any distance, by wire name.
fn derived(version: &ApiVersion, base: &QualifiedName, places: &Places) -> Vec<DerivedPlan> {
    let descendants = places.descendants(base);
    let types: Vec<&StructuredType> = descendants.iter().filter_map(|name| version.structured(name)).collect();
    let wishes: Vec<Wish> = types
        .iter()
        .map(|ty| Wish {
            identity: format!("variant {} {base}/#{}", version.version, ty.name),
            name: places.of_type(&ty.name).name.clone(),
        })
        .collect();
    // Variants are called like their types; only those that could not be are worth a line of the lock file.
    let settled = places.settle_but_note(&mut Scope::with_reserved(&["Other"]), wishes, &|wish, name| wish != name);
    types
        .into_iter()
        .zip(settled)
        .map(|(ty, settled)| DerivedPlan {
            variant: settled.name,
            path: places.of_type(&ty.name).path.clone(),
            wire: ty.name.0.clone(),
            features: places.features_beyond(&ty.name, base),
        })
        .collect()
}

/// The struct of an action's body: its parameters, the required ones as arguments of `new`.
pub(super) fn action_body(version: &ApiVersion, body: &BodyPlace, places: &Places) -> StructPlan {
    let operations: Vec<&Operation> = body.operations.iter().map(|&index| &version.operations[index]).collect();
    let members = operations.first().and_then(|first| needs_body_struct(first)).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let members: Vec<&Parameter> =
        members.iter().filter(|member| !member.name.contains('@') && seen.insert(member.name.as_str())).collect();
    let owners: Vec<String> = operations
        .iter()
        .map(|operation| format!("{} {} {}", version.version, operation.method, template(&operation.address)))
        .collect();
    let named = name_fields(members.iter().map(|member| member.name.as_str()), &owners, places);
    let mut fields: Vec<FieldPlan> = Vec::with_capacity(members.len());
    let mut required = Vec::new();
    for (member, Named { name: field, setter, former_setter }) in members.into_iter().zip(named) {
        if member.required == Some(true) {
            required.push(fields.len());
        }
        fields.push(FieldPlan {
            setter: Some(setter),
            former_setter,
            wire: member.name.clone(),
            ty: field_type(&member.ty, places),
            doc: super::wording::parameter_doc(member),
            read_only: false,
            key: false,
            navigation: false,
            deprecated: false,
            name: field,
        });
    }
    StructPlan {
        name: body.name.name.clone(),
        former: body.name.former.clone(),
        wire: String::new(),
        doc: body_doc(&operations),
        features: Vec::new(),
        fields,
        base: None,
        derived: Vec::new(),
        required: (!required.is_empty()).then_some(required),
        deprecated: None,
    }
}

/// Whose body it is.
fn body_doc(operations: &[&Operation]) -> Vec<String> {
    let mut requests = operations.iter().map(|operation| format!("`{} {}`", operation.method, address_text(&operation.address)));
    match operations {
        [_] => vec![format!("The body of {}.", requests.next().unwrap_or_default())],
        _ => ["The body of these requests:".to_owned(), String::new()]
            .into_iter()
            .chain(requests.map(|request| format!("- {request}")))
            .collect(),
    }
}

/// The Rust type of a documented type.
pub(super) fn field_type(ty: &TypeRef, places: &Places) -> FieldType {
    let value = match &ty.kind {
        TypeKind::Primitive(primitive) => ValueType::Scalar(scalar(*primitive)),
        TypeKind::Structured(name) => {
            places.find(name).map_or(ValueType::Scalar(Scalar::Json), |place| ValueType::Struct(place.path.clone()))
        }
        TypeKind::Enumeration(name) => places.find(name).map_or(ValueType::Scalar(Scalar::String), |place| {
            if place.flags { ValueType::Flags(place.path.clone()) } else { ValueType::Enum(place.path.clone()) }
        }),
        TypeKind::Unknown(_) => ValueType::Scalar(Scalar::Json),
    };
    FieldType { value, collection: ty.collection }
}

fn scalar(primitive: Primitive) -> Scalar {
    match primitive {
        Primitive::String => Scalar::String,
        Primitive::Boolean => Scalar::Bool,
        Primitive::Byte => Scalar::U8,
        Primitive::SByte => Scalar::I8,
        Primitive::Int16 => Scalar::I16,
        Primitive::Int32 => Scalar::I32,
        Primitive::Int64 => Scalar::I64,
        Primitive::Single => Scalar::F32,
        Primitive::Double => Scalar::F64,
        Primitive::Decimal => Scalar::Decimal,
        Primitive::Guid => Scalar::Guid,
        Primitive::DateTimeOffset => Scalar::DateTimeOffset,
        Primitive::Date => Scalar::Date,
        Primitive::TimeOfDay => Scalar::TimeOfDay,
        Primitive::Duration => Scalar::Duration,
        Primitive::Binary => Scalar::Binary,
        Primitive::Stream => Scalar::Stream,
        Primitive::Json => Scalar::Json,
    }
}
