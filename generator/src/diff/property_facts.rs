//! What the row of a property says, beside that it is there: type, nullability, duty, defaults, limits, words.

use std::collections::BTreeMap;

use super::address::type_text;
use super::comparison::Comparison;
use super::draft::Draft;
use super::index::Side;
use super::properties::{Owner, description};
use super::prose::{limits, narrower, plain};
use super::report::{Action, Element, EvidenceKind};
use super::rules::{self, Rule};
use super::type_change::{TypeChange, between};
use super::verdict::{Crate, Rest};
use crate::model::{Evidence, Property, PropertyKind, QualifiedName, TypeKind};

const DECIDES: &str = "Look the property up in the service metadata (`--metadata`), or look at an answer of the service.";

/// Compares what both sides say of one property.
pub(super) fn compare(comparison: &mut Comparison<'_>, owner: &Owner<'_>, before: &Property, after: &Property) {
    let mut drafts = Vec::new();
    let changed = |rule: &'static Rule| owner.draft(rule, Action::Changed, Some(before), Some(after));
    drafts.extend(type_draft(comparison, owner, before, after));
    let requests = |side: &Side<'_>, name: &QualifiedName| !side.reach.of(&name.0).requests.is_empty();
    let sent = requests(&comparison.base, &owner.before.name) || requests(&comparison.revision, &owner.after.name);
    if before.kind != after.kind {
        let word = |kind| if kind == PropertyKind::Structural { "property" } else { "relationship" };
        let mut draft = changed(&rules::RESP_PROP_REMOVED_SECTION)
            .between(word(before.kind), word(after.kind))
            .page_only(EvidenceKind::MovedSection, "the row moved between the tables of properties and of relationships");
        draft.element = Element::Property;
        drafts.push(draft);
    }
    drafts.extend(null(&changed, before.nullable, after.nullable, sent));
    if before.required != after.required && (before.required == Some(true) || after.required == Some(true)) {
        let word = |required: Option<bool>| if required == Some(true) { "required" } else { "optional" };
        let draft = changed(&rules::PROP_REQUIRED_PROSE).between(word(before.required), word(after.required));
        drafts.push(if after.required == Some(true) {
            draft.unproven("only the description says so", "Create one without it.")
        } else {
            draft.rest(Rest::Additive)
        });
    }
    if before.read_only != after.read_only {
        let word = |read_only: bool| if read_only { "read-only" } else { "settable" };
        drafts.push(if after.read_only {
            changed(&rules::REQ_PROP_BECAME_READONLY)
                .between(word(before.read_only), word(after.read_only))
                .unproven("the description says so now; it may have been so before", "Set it once.")
        } else {
            changed(&rules::REQ_PROP_BECAME_WRITABLE).between(word(before.read_only), word(after.read_only))
        });
    }
    if before.only_on_select != after.only_on_select {
        let word = |select: bool| if select { "only when selected" } else { "by default" };
        let draft = changed(&rules::RESP_PROP_DEFAULT_SET).between(word(before.only_on_select), word(after.only_on_select));
        drafts.push(if after.only_on_select {
            draft.unproven("the description says so now; it may have been so before", "Read the resource once without $select.")
        } else {
            draft.rest(Rest::Additive)
        });
    }
    if before.default != after.default {
        let text = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
        drafts.push(
            changed(&rules::DEFAULT_VALUE_CHANGED)
                .between(text(&before.default), text(&after.default))
                .unproven("only the description says so", "Create one without it, and read it."),
        );
    }
    if before.deprecated != after.deprecated {
        drafts.push(if after.deprecated {
            owner.draft(&rules::DEPRECATED_ADDED, Action::Deprecated, Some(before), Some(after))
        } else {
            changed(&rules::DEPRECATED_REMOVED)
        });
    }
    words(&mut drafts, owner, before, after, sent);
    for draft in drafts {
        comparison.push(draft);
    }
}

/// Whether null may stand for a value; one change, by the worse of the two directions.
fn null(changed: &impl Fn(&'static Rule) -> Draft, before: Option<bool>, after: Option<bool>, sent: bool) -> Option<Draft> {
    let word = |nullable: Option<bool>| match nullable {
        Some(true) => "nullable",
        Some(false) => "not nullable",
        None => "nothing said about null",
    };
    let draft = |rule: &'static Rule| changed(rule).between(word(before), word(after));
    match (before, after) {
        (Some(false), Some(true)) => {
            Some(draft(&rules::PROP_BECAME_NULLABLE).unproven("only the description says so", "Whether answers with null occur."))
        }
        (Some(false), None) => Some(
            draft(&rules::DESCRIPTION_SEMANTICS)
                .page_only(EvidenceKind::Documented, "the description no longer says that it is never null"),
        ),
        (Some(true), Some(false)) if sent => {
            Some(draft(&rules::PROP_BECAME_NONNULL_REQ).unproven("only the description says so", "Send null once."))
        }
        (Some(true) | None, Some(false)) => Some(draft(&rules::PROP_BECAME_NONNULL_RESP)),
        _ => None,
    }
}

/// What changed in the description that no fact of the model holds.
fn words(drafts: &mut Vec<Draft>, owner: &Owner<'_>, before: &Property, after: &Property, sent: bool) {
    if plain(&before.description) == plain(&after.description) {
        return;
    }
    let changed = |rule: &'static Rule| owner.draft(rule, Action::Changed, Some(before), Some(after));
    if sent {
        drafts.extend(limits_changed(changed(&rules::REQ_PROP_MAXLEN), &before.description, &after.description));
    }
    if before.query_support != after.query_support {
        let lost: Vec<&str> = before
            .query_support
            .iter()
            .filter(|(option, _)| !after.query_support.iter().any(|(other, _)| other == option))
            .map(|(option, _)| option.as_str())
            .collect();
        let draft = changed(&rules::DESCRIPTION_SEMANTICS).before(description(before)).after(description(after));
        drafts.push(if lost.is_empty() {
            draft.rest(Rest::Additive).note("the description names more query options")
        } else {
            draft.unproven(format!("the description no longer names {}", lost.join(", ")), "Send a request with the option once.")
        });
    }
    drafts.push(changed(&rules::DESCRIPTION_CHANGED).before(description(before)).after(description(after)));
}

/// A change of the limits that two descriptions name, if there is one.
pub(super) fn limits_changed(draft: Draft, before: &str, after: &str) -> Option<Draft> {
    let (old, new) = (limits(before), limits(after));
    if old == new {
        return None;
    }
    let text = |limits: &BTreeMap<&str, u64>| {
        limits.iter().map(|(kind, limit)| format!("{kind} {limit}")).collect::<Vec<_>>().join(", ")
    };
    let mut draft = draft.between(text(&old), text(&new));
    if !narrower(&old, &new) {
        draft.rule = &rules::DESCRIPTION_SEMANTICS;
    }
    Some(if narrower(&old, &new) {
        draft.unproven("the limit stands in prose; it may have been so before", "Send a value beyond the new limit.")
    } else {
        draft.rest(Rest::Additive).note("the description allows more")
    })
}

/// The change of type, if there is one.
fn type_draft(comparison: &Comparison<'_>, owner: &Owner<'_>, before: &Property, after: &Property) -> Option<Draft> {
    let step = between(comparison, &before.ty, &after.ty)?;
    let draft = |rule: &'static Rule| {
        owner.draft(rule, Action::Changed, Some(before), Some(after)).between(type_text(&before.ty), type_text(&after.ty))
    };
    let reached = comparison.base.reach.of(&owner.before.name.0);
    let open = |draft: Draft| {
        if before.ty_evidence <= Evidence::Table
            && after.ty_evidence <= Evidence::Table
            && shown_by_json(before)
            && shown_by_json(after)
        {
            draft.proven("table and JSON of the base agree on the old type, those of the revision on the new one")
        } else {
            draft.unproven("only the table's type cell says so; nearly all such edits are corrections", DECIDES)
        }
    };
    let mut draft = match step {
        TypeChange::BecameCollection => open(draft(&rules::COLLECTION_ADDED)),
        TypeChange::BecameSingle => open(draft(&rules::COLLECTION_REMOVED)),
        TypeChange::LinkFixed => {
            draft(&rules::RESP_PROP_TYPE_LINK_FIXED).page_only(EvidenceKind::Correction, "the same type by another name or link")
        }
        TypeChange::Refined if reached.only_requests() && matches!(after.ty.kind, TypeKind::Enumeration(_)) => {
            draft(&rules::ENUM_BECAME_CLOSED)
                .page_only(EvidenceKind::Correction, "the text on the wire is the same; the page names the values now")
        }
        TypeChange::Refined => draft(&rules::RESP_PROP_TYPE_REFINED)
            .page_only(EvidenceKind::Correction, "the page says more exactly what the value is; the wire is the same"),
        TypeChange::Opened => draft(&rules::ENUM_BECAME_OPEN).unproven("the page no longer names the values", DECIDES),
        TypeChange::ToDerived => draft(&rules::RESP_PROP_TYPE_TO_DERIVED).note("the new type derives from the old one"),
        TypeChange::Widened if reached.only_requests() => draft(&rules::REQ_PROP_TYPE_WIDENED),
        TypeChange::Widened | TypeChange::Replaced if reached.only_requests() => open(draft(&rules::REQ_PROP_TYPE_CHANGED)),
        TypeChange::Widened | TypeChange::Replaced => open(draft(&rules::RESP_PROP_TYPE_CHANGED)),
    };
    if draft.items.0.is_none() && step == TypeChange::LinkFixed {
        draft.arguments.clear();
    }
    debug_assert!(draft.rule.krate >= Crate::Patch, "an edit of a type is at least a patch");
    Some(draft)
}

/// Any JSON of the page shows the property with its type.
fn shown_by_json(property: &Property) -> bool {
    property.claims.iter().any(|claim| claim.used && matches!(claim.evidence, Evidence::JsonRepresentation | Evidence::Example))
}
