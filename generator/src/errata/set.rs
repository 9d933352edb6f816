//! Writes corrected facts into the model.

use super::facts::{self, operation};
use super::target::{ABSENT, Target, UNSAID};
use super::{FactValue, Facts};
use crate::model::{
    Address, Answer, AnswerContent, ApiVersion, Body, BodyContent, Claim, Evidence, Member, Operation, Parameter, ParameterKind,
    Place, Primitive, Property, PropertyKind, QualifiedName, Segment, TypeKind, TypeRef,
};

/// Why a fact cannot be set, without a full stop.
type Fault = String;

/// Sets facts of a target that was found as `was` says.
pub(super) fn set(version: &mut ApiVersion, target: &Target, is: &Facts) -> Result<(), Fault> {
    match target {
        Target::Type(name) => set_type(version, name, is),
        Target::Property(owner, name) => set_property(version, owner, name, is),
        Target::Enumeration(name) => {
            for found in version.enumerations.iter_mut().filter(|found| found.name.0 == *name) {
                for (fact, value) in is {
                    found.flags = boolean(value)?;
                    found.claims.push(claim(fact, value, found.declared_at.first()));
                }
            }
            Ok(())
        }
        Target::Member(owner, name) => {
            set_member(version, owner, name, is);
            Ok(())
        }
        Target::Operation(name) => set_operation(version, name, is),
        Target::Answer(owner, status) => set_answer(version, owner, *status, is),
    }
}

fn boolean(value: &FactValue) -> Result<bool, Fault> {
    match value {
        FactValue::Boolean(boolean) => Ok(*boolean),
        other => Err(format!("{other} is not true or false")),
    }
}

fn said(value: &FactValue) -> Option<bool> {
    match value {
        FactValue::Boolean(boolean) => Some(*boolean),
        _ => None,
    }
}

fn text(value: &FactValue) -> Result<&str, Fault> {
    match value {
        FactValue::Text(text) => Ok(text),
        other => Err(format!("{other} is not a string")),
    }
}

fn is_absent(is: &Facts) -> bool {
    is.get(ABSENT) == Some(&FactValue::Boolean(true))
}

/// What an erratum says, at the place whose word it overrules.
fn claim(about: &str, value: &FactValue, at: Option<&Place>) -> Claim {
    let says = match value {
        FactValue::Text(text) => text.clone(),
        other => other.to_string(),
    };
    Claim { about: about.to_owned(), says, evidence: Evidence::Erratum, at: at.copied().unwrap_or_default(), used: true }
}

/// Adds the claim of an erratum; what others said about the same is no longer followed.
fn overrule(claims: &mut Vec<Claim>, new: Claim) {
    for old in claims.iter_mut().filter(|old| old.about == new.about) {
        old.used = false;
    }
    claims.insert(0, new);
}

const PRIMITIVES: &[Primitive] = &[
    Primitive::String,
    Primitive::Boolean,
    Primitive::Byte,
    Primitive::SByte,
    Primitive::Int16,
    Primitive::Int32,
    Primitive::Int64,
    Primitive::Single,
    Primitive::Double,
    Primitive::Decimal,
    Primitive::Guid,
    Primitive::DateTimeOffset,
    Primitive::Date,
    Primitive::TimeOfDay,
    Primitive::Duration,
    Primitive::Binary,
    Primitive::Stream,
    Primitive::Json,
];

fn type_kind(version: &ApiVersion, name: &str) -> Result<TypeKind, Fault> {
    let bare = name.strip_prefix("Edm.").unwrap_or(name);
    if let Some(primitive) = PRIMITIVES.iter().find(|primitive| primitive.edm_name().trim_start_matches("Edm.") == bare) {
        return Ok(TypeKind::Primitive(*primitive));
    }
    let qualified = QualifiedName(name.to_owned());
    if version.structured(&qualified).is_some() {
        Ok(TypeKind::Structured(qualified))
    } else if version.enumeration(&qualified).is_some() {
        Ok(TypeKind::Enumeration(qualified))
    } else {
        Err(format!("there is no type `{name}`; write String, Int32 and so on, or the name of a type with its namespace"))
    }
}

fn type_ref(version: &ApiVersion, text: &str) -> Result<TypeRef, Fault> {
    let inner = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
    Ok(TypeRef { kind: type_kind(version, inner.unwrap_or(text))?, collection: inner.is_some() })
}

fn set_type(version: &mut ApiVersion, name: &str, is: &Facts) -> Result<(), Fault> {
    let name = QualifiedName(name.to_owned());
    if let Some(base) = is.get("base") {
        super::apply::rebase(version, &name, text(base)?)?;
    }
    for found in version.types.iter_mut().filter(|found| found.name == name) {
        for (fact, value) in is {
            match fact.as_str() {
                "key" => found.key = Some(text(value)?.to_owned()).filter(|key| !key.is_empty()),
                "abstract" => found.is_abstract = boolean(value)?,
                "open" => found.open = boolean(value)?,
                _ => {}
            }
            overrule(&mut found.claims, claim(fact, value, found.declared_at.first()));
        }
    }
    Ok(())
}

fn set_property(version: &mut ApiVersion, owner: &str, name: &str, is: &Facts) -> Result<(), Fault> {
    let owner = QualifiedName(owner.to_owned());
    let declared_in = version
        .structured(&owner)
        .and_then(|found| found.properties.iter().find(|property| property.name == name))
        .map_or_else(|| owner.clone(), |property| property.declared_in.clone());
    if declared_in != owner {
        return Err(format!("the property is declared in {declared_in}; correct it there"));
    }
    let kind = is.get("type").map(|value| text(value).and_then(|name| type_kind(version, name))).transpose()?;
    if !version.structured(&owner).is_some_and(|found| found.properties.iter().any(|property| property.name == name)) {
        let kind = kind.clone().ok_or("a property that is added needs a `type`")?;
        add_property(version, &owner, name, kind);
    }
    for found in &mut version.types {
        if is_absent(is) {
            found.properties.retain(|property| property.name != name || property.declared_in != owner);
            continue;
        }
        let inherited = found.properties.iter_mut().filter(|property| property.name == name && property.declared_in == owner);
        for property in inherited {
            for (fact, value) in is {
                match fact.as_str() {
                    "type" => {
                        property.ty.kind = kind.clone().unwrap_or_else(|| property.ty.kind.clone());
                        property.ty_evidence = Evidence::Erratum;
                    }
                    "collection" => {
                        property.ty.collection = boolean(value)?;
                        property.ty_evidence = Evidence::Erratum;
                    }
                    "relationship" if boolean(value)? => property.kind = PropertyKind::Navigation,
                    "relationship" => property.kind = PropertyKind::Structural,
                    "required" => property.required = said(value),
                    "nullable" => property.nullable = said(value),
                    "read-only" => property.read_only = boolean(value)?,
                    _ => {}
                }
                overrule(&mut property.claims, claim(fact, value, property.rows.first()));
            }
        }
    }
    Ok(())
}

fn add_property(version: &mut ApiVersion, owner: &QualifiedName, name: &str, kind: TypeKind) {
    let property = Property {
        name: name.to_owned(),
        kind: PropertyKind::Structural,
        ty: TypeRef { kind, collection: false },
        ty_evidence: Evidence::Erratum,
        declared_in: owner.clone(),
        description: String::new(),
        required: None,
        nullable: None,
        read_only: false,
        write_only: false,
        only_on_select: false,
        default: None,
        query_support: Vec::new(),
        deprecated: false,
        rows: Vec::new(),
        in_json: false,
        claims: Vec::new(),
    };
    let heirs = super::apply::heirs(version, owner);
    for found in version.types.iter_mut().filter(|found| heirs.contains(&found.name)) {
        if found.properties.iter().all(|other| other.name != name) {
            found.properties.push(property.clone());
        }
    }
}

fn set_member(version: &mut ApiVersion, owner: &str, name: &str, is: &Facts) {
    for found in version.enumerations.iter_mut().filter(|found| found.name.0 == *owner) {
        let about = format!("member {name}");
        if is_absent(is) {
            found.members.retain(|member| member.name != name);
            found.claims.push(claim(&about, &FactValue::Text(ABSENT.to_owned()), found.declared_at.first()));
            continue;
        }
        if found.members.iter().all(|member| member.name != name) {
            found.members.push(Member { name: name.to_owned(), value: None, description: String::new(), at: Vec::new() });
        }
        for member in found.members.iter_mut().filter(|member| member.name == name) {
            for (fact, value) in is {
                match value {
                    FactValue::Number(number) if fact == "value" => member.value = Some(*number),
                    FactValue::Text(unsaid) if unsaid == UNSAID => member.value = None,
                    _ => {}
                }
                found.claims.push(claim(&about, value, found.declared_at.first()));
            }
        }
    }
}

fn set_operation(version: &mut ApiVersion, name: &str, is: &Facts) -> Result<(), Fault> {
    let Some(index) = operation(version, name) else {
        return Err("an operation cannot be added; write a page for it in the docs folder".to_owned());
    };
    if is_absent(is) {
        version.operations.remove(index);
        return Ok(());
    }
    let body = match is.get("body") {
        Some(value) => body_content(version, text(value)?)?,
        None => None,
    };
    let mut changed = version.operations.remove(index);
    let outcome = change_operation(&mut changed, is, body.as_ref());
    // The list is sorted; a changed path or method has another place in it.
    let key = |operation: &Operation| (operation.address.segments.clone(), operation.method.clone());
    let place = version.operations.partition_point(|other| key(other) < key(&changed));
    version.operations.insert(place, changed);
    outcome
}

fn change_operation(operation: &mut Operation, is: &Facts, body: Option<&BodyContent>) -> Result<(), Fault> {
    for (fact, value) in is {
        match fact.as_str() {
            "path" => operation.address.segments = segments(text(value)?, &operation.address)?,
            "method" => {
                let method = text(value)?;
                if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
                    return Err(format!("`{method}` is not a method"));
                }
                method.clone_into(&mut operation.method);
            }
            "body" => {
                let old = operation.body.take();
                operation.body = body.cloned().map(|content| match old {
                    Some(old) => Body { content, ..old },
                    None => Body { content, alternatives: Vec::new(), members: Vec::new(), description: String::new() },
                });
            }
            _ => {}
        }
        overrule(&mut operation.claims, claim(fact, value, operation.address.at.first()));
    }
    Ok(())
}

fn body_content(version: &ApiVersion, text: &str) -> Result<Option<BodyContent>, Fault> {
    Ok(match text {
        "none" => None,
        "parameters" => Some(BodyContent::Parameters),
        "bytes" => Some(BodyContent::Bytes(Vec::new())),
        "json" => Some(BodyContent::Json),
        text => Some(BodyContent::Resource(type_ref(version, text)?)),
    })
}

/// The segments of a corrected path; a placeholder that the old path had under the same name stays what it was.
fn segments(path: &str, old: &Address) -> Result<Vec<Segment>, Fault> {
    let Some(rest) = path.strip_prefix('/') else { return Err(format!("`{path}` does not begin with a slash")) };
    rest.split('/').map(|segment| one_segment(segment, old)).collect()
}

fn one_segment(segment: &str, old: &Address) -> Result<Segment, Fault> {
    // Functions and path addresses are kept from the old path; a new one would need more than its text.
    let known = |kept: &&Segment| facts::segment_text(kept) == segment;
    if let Some(kept) = old.segments.iter().find(known) {
        return Ok(kept.clone());
    }
    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).filter(|name| !name.is_empty()) {
        let parameter = Parameter::undocumented(name, ParameterKind::Path);
        return Ok(Segment::Parameter(Parameter { required: Some(true), ..parameter }));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.$~".contains(c);
    if segment.is_empty() || !segment.chars().all(plain) {
        return Err(format!("`{segment}` is not a segment that an erratum can add; write fixed text or {{name}}"));
    }
    Ok(Segment::Literal(segment.to_owned()))
}

fn set_answer(version: &mut ApiVersion, owner: &str, status: u16, is: &Facts) -> Result<(), Fault> {
    let Some(index) = operation(version, owner) else { return Err("the operation is not there".to_owned()) };
    let content = is.get("content").map(|value| text(value).and_then(|text| answer_content(version, text))).transpose()?;
    let Some(found) = version.operations.get_mut(index) else { return Ok(()) };
    if is_absent(is) {
        found.answers.retain(|answer| answer.status != status);
        return Ok(());
    }
    if found.answers.iter().all(|answer| answer.status != status) {
        let content = content.clone().ok_or("an answer that is added needs a `content`")?;
        found.answers.push(Answer { status, content, headers: Vec::new(), claims: Vec::new() });
    }
    let other_statuses: Vec<u16> = found.answers.iter().map(|answer| answer.status).filter(|other| *other != status).collect();
    for answer in found.answers.iter_mut().filter(|answer| answer.status == status) {
        for (fact, value) in is {
            match (fact.as_str(), value) {
                ("status", FactValue::Number(number)) => {
                    let number = u16::try_from(*number).ok().filter(|status| (100..600).contains(status));
                    let number = number.ok_or_else(|| format!("{value} is not a status code"))?;
                    if other_statuses.contains(&number) {
                        return Err(format!("the operation has an answer {number} already"));
                    }
                    answer.status = number;
                }
                ("content", _) => answer.content = content.clone().unwrap_or(AnswerContent::None),
                _ => {}
            }
            overrule(&mut answer.claims, claim(fact, value, found.address.at.first()));
        }
    }
    found.answers.sort_by_key(|answer| (answer.status >= 400, answer.status));
    Ok(())
}

fn answer_content(version: &ApiVersion, text: &str) -> Result<AnswerContent, Fault> {
    let inside = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    Ok(match text {
        "none" => AnswerContent::None,
        "bytes" => AnswerContent::Bytes,
        "error" => AnswerContent::Error,
        "json" => AnswerContent::Json,
        text => match (inside("Collection"), inside("Wrapped")) {
            (Some(item), _) => AnswerContent::Collection(TypeRef { kind: type_kind(version, item)?, collection: false }),
            (_, Some(value)) => AnswerContent::Wrapped(type_ref(version, value)?),
            _ => AnswerContent::Value(type_ref(version, text)?),
        },
    })
}
