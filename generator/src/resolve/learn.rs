//! What answers say about the types at addresses, and about relationships whose table forgets that they are many.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{ResponseReading, Shape};
use super::operations::Grouping;
use super::target::{Atlas, Learned};
use super::type_index::TypeIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Place, PropertyKind, QualifiedName, Segment, StructuredType, TypeKind};

/// What the answers say about the types at addresses.
pub(super) fn learn(grouping: &Grouping, readings: &[Option<ResponseReading>]) -> Learned {
    let mut learned = Learned::default();
    for draft in &grouping.operations {
        for address in &draft.addresses {
            learned.visit(&address.segments);
        }
        let shapes = || {
            let of_page =
                |&page: &usize| readings.get(page).and_then(Option::as_ref).and_then(|reading| reading.content.as_ref());
            draft.pages.iter().filter(|&&page| draft.is_defined_by(page)).filter_map(of_page)
        };
        for address in &draft.addresses {
            let Some(last) = address.segments.last() else { continue };
            if matches!(last, Segment::Literal(text) if text.starts_with('$')) {
                continue;
            }
            for shape in shapes() {
                let Some((TypeKind::Structured(name), several)) = shape.item() else { continue };
                match draft.method.as_str() {
                    "GET" => learned.learn(&address.segments, name, several),
                    "PATCH" | "PUT" if !several => learned.learn(&address.segments, name, false),
                    // `POST /users/{id}/events` answers an event: the address is a collection of them.
                    "POST" if !several && is_named_after(last, name) => learned.learn(&address.segments, name, true),
                    _ => {}
                }
            }
        }
    }
    learned.complete();
    learned
}

/// `events` and `event`; not so `createForward` and `message`.
fn is_named_after(segment: &Segment, name: &QualifiedName) -> bool {
    let Segment::Literal(text) = segment else { return false };
    let text = text.to_lowercase();
    let stem = text.strip_suffix("ies").or_else(|| text.strip_suffix('s')).unwrap_or(&text);
    text.ends_with('s') && stem.len() > 2 && name.short().to_lowercase().contains(stem)
}

/// A relationship documented as one object whose own address lists several is a collection: two sections of a
/// page about the list outweigh one missing word in a table cell.
pub(super) fn correct(
    types: &mut BTreeMap<QualifiedName, StructuredType>,
    index: &TypeIndex,
    learned: &Learned,
    grouping: &Grouping,
    readings: &[Option<ResponseReading>],
    findings: &mut Vec<Diagnostic>,
) {
    let mut corrections: BTreeSet<(QualifiedName, String, QualifiedName)> = BTreeSet::new();
    {
        let atlas = Atlas { types, index, learned };
        for draft in grouping.operations.iter().filter(|draft| draft.method == "GET") {
            let Some(address) = draft.addresses.first() else { continue };
            let Some(Segment::Literal(last)) = address.segments.last() else { continue };
            let listed = draft.pages.iter().find_map(|&page| match readings.get(page)?.as_ref()?.content.as_ref()? {
                Shape::Many(TypeKind::Structured(name)) => Some(name.clone()),
                _ => None,
            });
            let Some(listed) = listed else { continue };
            let target = atlas.target(&draft.method, &address.segments);
            if let Some(parent) = target.parent.filter(|_| *last == target.member) {
                corrections.insert((parent, target.member, listed));
            }
        }
    }
    for (parent, member, listed) in corrections {
        let chain = |mut name: QualifiedName| {
            let mut names = vec![name.clone()];
            while let Some(base) = types.get(&name).and_then(|ty| ty.base.clone()) {
                names.push(base.clone());
                name = base;
            }
            names
        };
        let Some(owner) = types.get(&parent) else { continue };
        let Some(property) = owner.properties.iter().find(|property| property.name.eq_ignore_ascii_case(&member)) else {
            continue;
        };
        let TypeKind::Structured(item) = &property.ty.kind else { continue };
        let related = chain(listed.clone()).contains(item) || chain(item.clone()).contains(&listed);
        // A relationship that is called as its type is one object, whatever its page says.
        let named_as_one = property.name.eq_ignore_ascii_case(item.short());
        if property.kind != PropertyKind::Navigation || property.ty.collection || !related || named_as_one {
            continue;
        }
        if let Some(row) = property.rows.first() {
            let message = format!(
                "`{}.{}` is documented as one object, and its own page lists several; it is read as a collection",
                parent.short(),
                property.name
            );
            findings.push(Diagnostic::new(Code::RelationshipIsCollection, Place::span(*row), message));
        }
        let (declared_in, name) = (property.declared_in.clone(), property.name.clone());
        for ty in types.values_mut() {
            for property in &mut ty.properties {
                if property.name == name && property.declared_in == declared_in {
                    property.ty.collection = true;
                }
            }
        }
    }
}
