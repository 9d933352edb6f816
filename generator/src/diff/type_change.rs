//! What an edit of a type means: a correction of the page, a finer word for the same thing, or another thing.

use super::address::kind_text;
use super::comparison::Comparison;
use crate::model::{Primitive, QualifiedName, TypeKind, TypeRef};

/// What an edit of a type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeChange {
    /// A single value became an array.
    BecameCollection,
    /// An array became a single value.
    BecameSingle,
    /// The same type, better or worse named.
    LinkFixed,
    /// Text became a named enumeration or type.
    Refined,
    /// A named enumeration became text.
    Opened,
    /// A type became one derived from it.
    ToDerived,
    /// A number became a larger one, or a type its base.
    Widened,
    /// Another type.
    Replaced,
}

/// What the step from one type to another means; nothing where they are the same.
pub(super) fn between(comparison: &Comparison<'_>, before: &TypeRef, after: &TypeRef) -> Option<TypeChange> {
    if before == after {
        return None;
    }
    if before.collection != after.collection {
        return Some(if after.collection { TypeChange::BecameCollection } else { TypeChange::BecameSingle });
    }
    let short = |kind: &TypeKind| QualifiedName(kind_text(kind).to_owned()).short().to_lowercase();
    Some(match (&before.kind, &after.kind) {
        (old, new) if short(old) == short(new) => TypeChange::LinkFixed,
        (old, new) if says_more(old, new) => TypeChange::Refined,
        (TypeKind::Enumeration(_), TypeKind::Primitive(Primitive::String)) => TypeChange::Opened,
        (TypeKind::Primitive(old), TypeKind::Primitive(new)) if is_wider(*old, *new) => TypeChange::Widened,
        (TypeKind::Structured(old), TypeKind::Structured(new)) if comparison.revision.derives_from_named(new, old) => {
            TypeChange::ToDerived
        }
        (TypeKind::Structured(old), TypeKind::Structured(new)) if comparison.revision.derives_from_named(old, new) => {
            TypeChange::Widened
        }
        _ => TypeChange::Replaced,
    })
}

/// A text became something that is written as text, or what no page documented became a type.
fn says_more(old: &TypeKind, new: &TypeKind) -> bool {
    let named = matches!(new, TypeKind::Structured(_) | TypeKind::Enumeration(_));
    match old {
        TypeKind::Primitive(Primitive::Json) => true,
        TypeKind::Primitive(Primitive::String) => named || matches!(new, TypeKind::Primitive(new) if is_text(*new)),
        TypeKind::Unknown(_) => named,
        _ => false,
    }
}

/// Types whose JSON is a text.
fn is_text(primitive: Primitive) -> bool {
    matches!(
        primitive,
        Primitive::Guid
            | Primitive::DateTimeOffset
            | Primitive::Date
            | Primitive::TimeOfDay
            | Primitive::Duration
            | Primitive::Binary
            | Primitive::Stream
    )
}

fn is_wider(old: Primitive, new: Primitive) -> bool {
    const INTEGERS: [Primitive; 4] = [Primitive::SByte, Primitive::Int16, Primitive::Int32, Primitive::Int64];
    const FLOATS: [Primitive; 2] = [Primitive::Single, Primitive::Double];
    let place = |list: &[Primitive], primitive: Primitive| list.iter().position(|known| *known == primitive);
    let grows = |list: &[Primitive]| matches!((place(list, old), place(list, new)), (Some(old), Some(new)) if old < new);
    grows(&INTEGERS) || grows(&FLOATS)
}
