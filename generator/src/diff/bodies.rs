//! Request bodies: whether there is one, of what type, and which members a page lists.

use super::address::{kind_text, type_text};
use super::comparison::Comparison;
use super::draft::Draft;
use super::endpoints::is_call;
use super::index::by_name;
use super::operations::Pair;
use super::pairing::{Candidate, choose, few, name_likeness, text_likeness};
use super::property_facts::limits_changed;
use super::prose::shortened;
use super::report::{Action, Element, EvidenceKind};
use super::rules;
use super::surface;
use super::type_change::{TypeChange, between};
use super::verdict::Rest;
use crate::model::{Body, BodyContent, Parameter};

const DECIDES: &str = "Look the operation up in the service metadata (`--metadata`), or send the request once.";

/// Compares the request bodies of a pair.
pub(super) fn compare(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>) {
    let whole = |rule, action| {
        let (old, new) = pair.items();
        pair.draft(rule, Element::Body, action, "body").items(old, new)
    };
    match (&pair.before.body, &pair.after.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let needed = body.members.iter().any(|member| member.required == Some(true));
            let draft = whole(&rules::REQ_BODY_ADDED, Action::Added).after(content_text(body));
            drafts.push(if needed {
                draft.unproven("the page describes a body with required members; it may have been needed before", DECIDES)
            } else {
                draft.rest(Rest::Additive).note("no member is said to be required")
            });
        }
        (Some(body), None) => drafts.push(
            whole(&rules::REQ_BODY_REMOVED, Action::Removed)
                .before(content_text(body))
                .unproven("the page no longer describes a body", DECIDES),
        ),
        (Some(before), Some(after)) => {
            contents(drafts, comparison, pair, before, after);
            if before.content == BodyContent::Parameters || after.content == BodyContent::Parameters {
                parameters(drafts, comparison, pair, before, after);
            } else {
                members(drafts, comparison, pair, before, after);
            }
        }
    }
}

fn content_text(body: &Body) -> String {
    let content = match &body.content {
        BodyContent::Resource(ty) => type_text(ty),
        BodyContent::Parameters => "parameters".to_owned(),
        BodyContent::Bytes(types) if types.is_empty() => "bytes".to_owned(),
        BodyContent::Bytes(types) => types.join(", "),
        BodyContent::Json => "JSON".to_owned(),
    };
    if body.alternatives.is_empty() { content } else { format!("{content} or {}", body.alternatives.join(", ")) }
}

fn contents(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>, before: &Body, after: &Body) {
    let whole = |rule| {
        let (old, new) = pair.items();
        pair.draft(rule, Element::Body, Action::Changed, "body")
            .between(content_text(before), content_text(after))
            .items(old, new)
    };
    match (&before.content, &after.content) {
        (old, new) if old == new => {
            if before.alternatives != after.alternatives {
                drafts.push(media_types(whole(&rules::REQ_CONTENT_TYPE_CHANGED), &before.alternatives, &after.alternatives));
            }
        }
        (BodyContent::Bytes(old), BodyContent::Bytes(new)) => {
            drafts.push(media_types(whole(&rules::REQ_CONTENT_TYPE_CHANGED), old, new));
        }
        (BodyContent::Resource(old), BodyContent::Resource(new)) => {
            let draft = match between(comparison, old, new) {
                Some(TypeChange::LinkFixed | TypeChange::Refined) => {
                    whole(&rules::REQ_PROP_TYPE_CHANGED).page_only(EvidenceKind::Correction, "the same body, more exactly named")
                }
                Some(TypeChange::Widened) => whole(&rules::REQ_PROP_TYPE_WIDENED),
                _ => whole(&rules::REQ_PROP_TYPE_CHANGED).unproven("the page names another type for the body", DECIDES),
            };
            drafts.push(draft);
        }
        (BodyContent::Json, _) | (_, BodyContent::Json) => drafts.push(
            whole(&rules::REQ_PROP_TYPE_CHANGED)
                .page_only(EvidenceKind::Correction, "one side does not document the shape of the body"),
        ),
        (BodyContent::Bytes(_), _) | (_, BodyContent::Bytes(_)) => {
            drafts.push(whole(&rules::REQ_CONTENT_TYPE_CHANGED).unproven("the page describes another kind of body", DECIDES));
        }
        _ => drafts.push(
            whole(&rules::REQ_PROP_TYPE_CHANGED).page_only(EvidenceKind::Correction, "the members are compared one by one"),
        ),
    }
}

/// The finding about other media types: what is no longer named may be refused.
fn media_types(draft: Draft, old: &[String], new: &[String]) -> Draft {
    if old.iter().any(|media| !new.contains(media)) {
        draft.unproven("the page no longer names a media type", DECIDES)
    } else {
        draft.rest(Rest::Additive)
    }
}

/// Rows of a body that is a resource.
fn members(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>, before: &Body, after: &Body) {
    let (old, new) = (by_name(&before.members), by_name(&after.members));
    let holder = |body: &Body| match &body.content {
        BodyContent::Resource(ty) => Some(kind_text(&ty.kind).to_owned()),
        _ => None,
    };
    let row = |rule, action, before: Option<&Parameter>, after: Option<&Parameter>| {
        let shown = after.or(before).map_or("", |row| row.name.as_str());
        let mut draft = pair.draft(rule, Element::Body, action, shown).at(
            before.map_or(pair.places.0.as_slice(), |row| &row.rows),
            after.map_or(pair.places.1.as_slice(), |row| &row.rows),
        );
        draft.before = before.map(|row| type_text(&row.ty));
        draft.after = after.map(|row| type_text(&row.ty));
        draft
    };
    let had = |name: &str| holder(before).is_some_and(|ty| comparison.base.property(&ty, name).is_some());
    let has = |name: &str| holder(after).is_some_and(|ty| comparison.revision.property(&ty, name).is_some());
    for (name, after) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        drafts.push(if after.required == Some(true) {
            row(&rules::REQ_PROP_ADDED_REQUIRED, Action::Added, None, Some(after))
                .unproven("a row of the page calls it required", "Send the request once without it.")
        } else if had(name) {
            row(&rules::REQ_PROP_ADDED_OPTIONAL, Action::Added, None, Some(after))
                .page_only(EvidenceKind::OtherPageStillSays, "the type had it before; the page lists it now")
        } else {
            row(&rules::REQ_PROP_ADDED_OPTIONAL, Action::Added, None, Some(after))
        });
    }
    for (name, before) in &old {
        let Some(after) = new.get(name) else {
            let draft = row(&rules::REQ_PROP_REMOVED, Action::Removed, Some(before), None);
            drafts.push(if has(name) {
                draft.page_only(EvidenceKind::OtherPageStillSays, "the type still has it; the page no longer lists it")
            } else {
                draft.unproven("the page no longer lists it", DECIDES)
            });
            continue;
        };
        match (before.required, after.required) {
            (Some(false) | None, Some(true)) => drafts.push(
                row(&rules::REQ_PROP_BECAME_REQUIRED, Action::Changed, Some(before), Some(after))
                    .between("optional", "required")
                    .unproven("a row of the page calls it required", "Send the request once without it."),
            ),
            (Some(true), Some(false) | None) => drafts.push(
                row(&rules::REQ_PROP_BECAME_OPTIONAL, Action::Changed, Some(before), Some(after)).between("required", "optional"),
            ),
            _ => {}
        }
        if let Some(step) = between(comparison, &before.ty, &after.ty) {
            drafts.push(member_type(row(step_rule(step), Action::Changed, Some(before), Some(after)), step));
        }
        limit(drafts, row(&rules::REQ_PROP_MAXLEN, Action::Changed, Some(before), Some(after)), before, after);
    }
}

fn step_rule(step: TypeChange) -> &'static rules::Rule {
    match step {
        TypeChange::Widened | TypeChange::ToDerived => &rules::REQ_PROP_TYPE_WIDENED,
        TypeChange::Refined => &rules::ENUM_BECAME_CLOSED,
        _ => &rules::REQ_PROP_TYPE_CHANGED,
    }
}

fn member_type(draft: Draft, step: TypeChange) -> Draft {
    let arguments = format!("{}\0{}", draft.before.as_deref().unwrap_or_default(), draft.after.as_deref().unwrap_or_default());
    let mut draft = match step {
        TypeChange::LinkFixed => draft.page_only(EvidenceKind::Correction, "the same type by another name or link"),
        TypeChange::Refined => draft
            .page_only(EvidenceKind::Correction, "the text on the wire is the same; the page says more exactly what it may be"),
        TypeChange::Widened | TypeChange::ToDerived => draft,
        _ => draft.unproven("only the table's type cell says so", DECIDES),
    };
    draft.arguments = arguments;
    draft
}

fn limit(drafts: &mut Vec<Draft>, draft: Draft, before: &Parameter, after: &Parameter) {
    drafts.extend(limits_changed(draft, &before.description, &after.description));
}

/// The parameters of an action.
fn parameters(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>, before: &Body, after: &Body) {
    let (old, new) = (by_name(&before.members), by_name(&after.members));
    let key = |operation, row: Option<&Parameter>| row.map(|row| surface::part_key("param", operation, &row.name));
    let row = |rule, action, before: Option<&Parameter>, after: Option<&Parameter>| {
        let shown = after.or(before).map_or("", |row| row.name.as_str());
        let mut draft = pair
            .draft(rule, Element::Param, action, shown)
            .at(before.map_or(pair.places.0.as_slice(), |row| &row.rows), after.map_or(pair.places.1.as_slice(), |row| &row.rows))
            .items(key(pair.before, before), key(pair.after, after));
        draft.before = before.map(|row| type_text(&row.ty));
        draft.after = after.map(|row| type_text(&row.ty));
        draft
    };
    let gone: Vec<&Parameter> = old.values().copied().filter(|row| !new.contains_key(row.name.as_str())).collect();
    let came: Vec<&Parameter> = new.values().copied().filter(|row| !old.contains_key(row.name.as_str())).collect();
    let mut candidates = Vec::new();
    let by_likeness = few(gone.len(), came.len());
    for left in gone.iter().filter(|_| by_likeness) {
        for right in &came {
            let alone = gone.len() == 1 && came.len() == 1;
            let score = 0.5 * text_likeness(&left.description, &right.description) + 0.5 * name_likeness(&left.name, &right.name);
            if left.ty == right.ty && (alone || score >= 0.6) {
                candidates.push(Candidate { gone: left.name.clone(), new: right.name.clone(), score });
            }
        }
    }
    let pairs = choose(candidates);
    for pair in &pairs {
        let (left, right) = (old.get(pair.gone.as_str()).copied(), new.get(pair.new.as_str()).copied());
        drafts.push(
            row(&rules::ACTION_PARAM_RENAMED, Action::Renamed, left, right)
                .between(pair.gone.clone(), pair.new.clone())
                .unproven("one name took the place of the other", DECIDES)
                .score(pair.score),
        );
    }
    for left in gone.iter().filter(|row| !pairs.iter().any(|pair| pair.gone == row.name)) {
        drafts.push(
            row(&rules::ACTION_PARAM_REMOVED, Action::Removed, Some(left), None).unproven("the page no longer lists it", DECIDES),
        );
    }
    for right in came.iter().filter(|row| !pairs.iter().any(|pair| pair.new == row.name)) {
        drafts.push(if right.required == Some(true) {
            row(&rules::ACTION_PARAM_ADDED_REQUIRED, Action::Added, None, Some(right))
                .unproven("a row of the page calls it required", "Send the request once without it.")
        } else {
            row(&rules::ACTION_PARAM_ADDED_NULLABLE, Action::Added, None, Some(right))
        });
    }
    for (name, left) in &old {
        let Some(right) = new.get(name) else { continue };
        match (left.required == Some(true), right.required == Some(true)) {
            (false, true) => drafts.push(
                row(&rules::REQ_PROP_BECAME_REQUIRED, Action::Changed, Some(left), Some(right))
                    .between("optional", "required")
                    .unproven("a row of the page calls it required", "Send the request once without it."),
            ),
            (true, false) => drafts.push(
                row(&rules::REQ_PROP_BECAME_OPTIONAL, Action::Changed, Some(left), Some(right)).between("required", "optional"),
            ),
            _ => {}
        }
        if let Some(step) = between(comparison, &left.ty, &right.ty) {
            drafts.push(member_type(row(step_rule(step), Action::Changed, Some(left), Some(right)), step));
        }
        limit(drafts, row(&rules::REQ_PROP_MAXLEN, Action::Changed, Some(left), Some(right)), left, right);
        if super::prose::plain(&left.description) != super::prose::plain(&right.description) {
            drafts.push(
                row(&rules::DESCRIPTION_CHANGED, Action::Changed, Some(left), Some(right))
                    .before(shortened(&left.description, 160))
                    .after(shortened(&right.description, 160)),
            );
        }
    }
    let order = |body: &Body, other: &std::collections::BTreeMap<&str, &Parameter>| -> Vec<String> {
        body.members.iter().filter(|row| other.contains_key(row.name.as_str())).map(|row| row.name.clone()).collect()
    };
    let (left, right) = (order(before, &new), order(after, &old));
    if left != right && is_call(pair.after) {
        let (old, new) = pair.items();
        drafts.push(
            pair.draft(&rules::ACTION_PARAM_REORDERED, Element::Param, Action::Changed, "order")
                .before(left.join(", "))
                .after(right.join(", "))
                .page_only(EvidenceKind::Correction, "parameters travel by name")
                .items(old, new),
        );
    }
}
