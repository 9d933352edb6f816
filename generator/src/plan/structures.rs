//! Structured types to structs: fields, Rust types, derived enumerations, constructors of action bodies.

use std::collections::BTreeSet;

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
    let mut fields = Vec::with_capacity(ty.properties.len());
    let mut scope = Scope::with_reserved(RESERVED_FIELDS);
    let mut setters = Scope::with_reserved(RESERVED_METHODS);
    let mut seen = BTreeSet::new();
    for property in &ty.properties {
        // Instance annotations (`@odata.type`, `x@odata.count`) are kept by the runtime; they are no fields.
        if property.name.contains('@') || property.name.starts_with('#') || !seen.insert(property.name.as_str()) {
            continue;
        }
        if !places.is_typed(&ty.name, property) {
            continue;
        }
        let key = format!("field {} {}/{}", version.version, ty.name, property.name);
        let wanted = places.kept(&key).unwrap_or_else(|| names::value_name(&property.name));
        let (name, _) = scope.give(&wanted, &property.name);
        let (setter, _) = setters.give(&format!("with_{}", names::unraw(&name)), &property.name);
        places.note(key, &name);
        fields.push(FieldPlan {
            setter: (writable && !property.read_only).then_some(setter),
            wire: property.name.clone(),
            ty: field_type(&property.ty, places),
            doc: property_doc(property, ty),
            read_only: property.read_only,
            key: ty.key.as_deref() == Some(property.name.as_str()),
            navigation: property.kind == PropertyKind::Navigation,
            deprecated: property.deprecated,
            name,
        });
    }
    StructPlan {
        name: place.name.clone(),
        wire: ty.name.0.clone(),
        doc: type_doc(ty, version, places),
        features: Vec::new(),
        fields,
        base: ty.base.as_ref().map(|base| base.0.clone()),
        derived: derived(version, &ty.name, places),
        required: None,
        deprecated: ty.deprecated.clone(),
    }
}

/// Types derived from `base`, at any distance, by wire name.
fn derived(version: &ApiVersion, base: &QualifiedName, places: &Places) -> Vec<DerivedPlan> {
    let mut scope = Scope::with_reserved(&["Other"]);
    places
        .descendants(base)
        .iter()
        .filter_map(|name| version.structured(name))
        .map(|ty| {
            let place = places.of_type(&ty.name);
            DerivedPlan {
                variant: scope.give(&place.name, &ty.name.0).0,
                path: place.path.clone(),
                wire: ty.name.0.clone(),
                features: places.features_beyond(&ty.name, base),
            }
        })
        .collect()
}

/// The struct of an action's body: its parameters, the required ones as arguments of `new`.
pub(super) fn action_body(
    version: &ApiVersion,
    operation: &Operation,
    members: &[Parameter],
    name: &str,
    places: &Places,
) -> StructPlan {
    let mut scope = Scope::with_reserved(RESERVED_FIELDS);
    let mut setters = Scope::with_reserved(RESERVED_METHODS);
    let mut fields: Vec<FieldPlan> = Vec::new();
    let mut required = Vec::new();
    for member in members {
        if fields.iter().any(|field| field.wire == member.name) || member.name.contains('@') {
            continue;
        }
        let key = format!(
            "field {} {} {}/{}",
            version.version,
            operation.method,
            super::operations::address_text(&operation.address),
            member.name
        );
        let wanted = places.kept(&key).unwrap_or_else(|| names::value_name(&member.name));
        let (field, _) = scope.give(&wanted, &member.name);
        let (setter, _) = setters.give(&format!("with_{}", names::unraw(&field)), &member.name);
        places.note(key, &field);
        if member.required == Some(true) {
            required.push(fields.len());
        }
        fields.push(FieldPlan {
            setter: Some(setter),
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
        name: name.to_owned(),
        wire: String::new(),
        doc: vec![format!("The body of `{} {}`.", operation.method, super::operations::address_text(&operation.address))],
        features: Vec::new(),
        fields,
        base: None,
        derived: Vec::new(),
        required: (!required.is_empty()).then_some(required),
        deprecated: None,
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

/// Whether a property carries a type of the crate at all.
pub(super) fn names_type(property: &Property) -> Option<&QualifiedName> {
    super::areas::named(&property.ty.kind)
}
