//! What the page of an operation says beside its address: notices, query, headers, body, answers, samples, words.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{type_text, written};
use super::comparison::{Comparison, of_operations};
use super::draft::Draft;
use super::index::by_name;
use super::prose::{code_spans, plain, shortened};
use super::report::{Action, Element, EvidenceKind};
use super::rules::{self, Rule};
use super::surface;
use super::type_change::{TypeChange, between};
use super::verdict::Rest;
use super::{answers, bodies, permissions, samples, types};
use crate::model::{Operation, Parameter, ParameterKind, Place, QueryOption};

/// Headers that choose what a request does; without them it does something else.
const CHOOSING_HEADERS: [&str; 4] = ["prefer", "consistencylevel", "if-match", "if-none-match"];

/// A pair of operations.
pub(super) struct Pair<'a> {
    pub(super) before: &'a Operation,
    pub(super) after: &'a Operation,
    pub(super) numbers: (usize, usize),
    /// `GET /users/{user-id}`, as the revision writes it.
    pub(super) owner: String,
    /// The same as the base writes it, for what went.
    pub(super) owner_before: String,
    /// The first page of each side, for what has no place of its own.
    pub(super) places: (Vec<Place>, Vec<Place>),
}

impl Pair<'_> {
    pub(super) fn draft(&self, rule: &'static Rule, element: Element, action: Action, name: &str) -> Draft {
        let owner = if action == Action::Removed { &self.owner_before } else { &self.owner };
        Draft::new(rule, element, action, owner.clone(), name)
            .subject(of_operations(Some(self.numbers.0), Some(self.numbers.1)))
            .at(&self.places.0, &self.places.1)
    }

    /// The first fixed segment of the address.
    pub(super) fn area(&self) -> &str {
        self.owner.split('/').skip(1).find(|segment| !segment.starts_with('{')).unwrap_or_default()
    }

    /// The keys of the Rust items of both operations.
    pub(super) fn items(&self) -> (Option<String>, Option<String>) {
        (Some(surface::operation_key(self.before)), Some(surface::operation_key(self.after)))
    }
}

/// Compares operations that are the same on both sides.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    for (left, right) in comparison.operations.clone() {
        let (Some(before), Some(after)) =
            (comparison.base.version.operations.get(left), comparison.revision.version.operations.get(right))
        else {
            continue;
        };
        let pair = Pair {
            before,
            after,
            numbers: (left, right),
            owner: format!("{} {}", after.method, written(&after.address)),
            owner_before: format!("{} {}", before.method, written(&before.address)),
            places: (before.address.at.iter().take(1).copied().collect(), after.address.at.iter().take(1).copied().collect()),
        };
        let mut drafts = Vec::new();
        drafts.extend(types::notices(before.deprecated.as_deref(), after.deprecated.as_deref(), |rule, action| {
            pair.draft(rule, Element::Endpoint, action, &pair.owner).items(pair.items().0, pair.items().1)
        }));
        query(&mut drafts, comparison, &pair);
        headers(&mut drafts, &pair);
        bodies::compare(&mut drafts, comparison, &pair);
        answers::compare(&mut drafts, comparison, &pair);
        permissions::compare(&mut drafts, &pair);
        samples::compare(&mut drafts, comparison, &pair);
        if plain(&before.description) != plain(&after.description) {
            drafts.push(
                pair.draft(&rules::DESCRIPTION_CHANGED, Element::Endpoint, Action::Changed, &pair.owner)
                    .before(shortened(&before.description, 160))
                    .after(shortened(&after.description, 160)),
            );
        }
        comparison.drafts.append(&mut drafts);
    }
}

fn query(drafts: &mut Vec<Draft>, comparison: &Comparison<'_>, pair: &Pair<'_>) {
    fn of(operation: &Operation) -> BTreeMap<&str, &Parameter> {
        by_name(operation.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Query))
    }
    let (old, new) = (of(pair.before), of(pair.after));
    let at = |draft: Draft, before: Option<&Parameter>, after: Option<&Parameter>| {
        let (left, right) = (before.map_or(&[][..], |row| &row.rows), after.map_or(&[][..], |row| &row.rows));
        let left = if left.is_empty() { pair.places.0.as_slice() } else { left };
        let right = if right.is_empty() { pair.places.1.as_slice() } else { right };
        draft.at(left, right)
    };
    let key = |operation: &Operation, name: &str| Some(surface::part_key("query", operation, name));
    // A required parameter is an argument of the function.
    let argument = |draft: Draft| draft.also(pair.items().0, pair.items().1);
    for (name, row) in &new {
        if !old.contains_key(name) {
            let required = row.required == Some(true);
            let rule = if required { &rules::QUERY_ADDED_REQUIRED } else { &rules::QUERY_ADDED_OPTIONAL };
            let draft = pair.draft(rule, Element::Query, Action::Added, name).after(type_text(&row.ty));
            let draft = if required {
                draft.unproven("a row of the page calls it required", "Send the request once without it.")
            } else {
                draft
            };
            let draft = at(draft, None, Some(row)).items(None, key(pair.after, name));
            drafts.push(if required { argument(draft) } else { draft });
        }
    }
    for (name, before) in &old {
        let Some(after) = new.get(name) else {
            let draft = pair
                .draft(&rules::QUERY_REMOVED, Element::Query, Action::Removed, name)
                .before(type_text(&before.ty))
                .unproven("the page no longer lists it", "Send the request once with it.");
            let draft = at(draft, Some(before), None).items(key(pair.before, name), None);
            drafts.push(if before.required == Some(true) { argument(draft) } else { draft });
            continue;
        };
        let changed = |rule, old: String, new: String| {
            at(pair.draft(rule, Element::Query, Action::Changed, name).between(old, new), Some(before), Some(after))
                .items(key(pair.before, name), key(pair.after, name))
        };
        let (was, is) = (before.required == Some(true), after.required == Some(true));
        match (was, is) {
            (false, true) => drafts.push(
                argument(changed(&rules::QUERY_BECAME_REQUIRED, "optional".to_owned(), "required".to_owned()))
                    .unproven("a row of the page calls it required", "Send the request once without it."),
            ),
            (true, false) => {
                drafts.push(argument(changed(&rules::QUERY_BECAME_OPTIONAL, "required".to_owned(), "optional".to_owned())));
            }
            _ => {}
        }
        if let Some(step) = between(comparison, &before.ty, &after.ty) {
            let (old, new) = (type_text(&before.ty), type_text(&after.ty));
            drafts.push(match step {
                TypeChange::Widened | TypeChange::Opened => changed(&rules::QUERY_TYPE_WIDENED, old, new),
                TypeChange::LinkFixed | TypeChange::Refined => changed(&rules::QUERY_TYPE_CHANGED, old, new)
                    .page_only(EvidenceKind::Correction, "the text in the address is the same"),
                _ => changed(&rules::QUERY_TYPE_CHANGED, old, new)
                    .unproven("only the table's type cell says so", "Send a value of the old type once."),
            });
        }
        if before.default != after.default {
            let text = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
            drafts.push(
                changed(&rules::QUERY_DEFAULT_CHANGED, text(&before.default), text(&after.default))
                    .unproven("only the description says so", "Send the request once without it."),
            );
        }
    }
    options(drafts, pair);
}

fn options(drafts: &mut Vec<Draft>, pair: &Pair<'_>) {
    fn of(operation: &Operation) -> BTreeSet<QueryOption> {
        operation.query_options.options.iter().copied().collect()
    }
    let (old, new) = (of(pair.before), of(pair.after));
    let key = |operation: &Operation, option: QueryOption| Some(surface::part_key("query", operation, option.name()));
    for option in new.difference(&old) {
        let draft = pair.draft(&rules::QUERY_ADDED_OPTIONAL, Element::Query, Action::Added, option.name()).after(option.name());
        let draft = if pair.before.query_options.unspecified {
            draft.page_only(EvidenceKind::Correction, "the base said that options are supported, without naming them")
        } else {
            draft
        };
        drafts.push(draft.items(key(pair.before, *option), key(pair.after, *option)));
    }
    for option in old.difference(&new) {
        let draft = pair
            .draft(&rules::QUERY_REMOVED, Element::Query, Action::Removed, option.name())
            .before(option.name())
            .unproven("the sentence about options was edited", "Send the request once with the option.");
        let draft = if pair.after.query_options.unspecified {
            draft.page_only(EvidenceKind::Correction, "the revision says that options are supported, without naming them")
        } else {
            draft
        };
        drafts.push(draft.items(key(pair.before, *option), key(pair.after, *option)));
    }
    let said = |operation: &Operation| (operation.query_options.unspecified, operation.query_options.refused);
    if old == new && said(pair.before) != said(pair.after) {
        let word = |operation: &Operation| match said(operation) {
            (_, true) => "none supported",
            (true, _) => "some supported",
            _ => "nothing said",
        };
        let draft = pair
            .draft(&rules::QUERY_OPTIONS_PROSE, Element::Query, Action::Changed, "options")
            .between(word(pair.before), word(pair.after));
        // A page that names no option lets requests carry each of them.
        let typed = QueryOption::ALL.into_iter().filter(|option| option.is_typed());
        let draft = typed.fold(draft, |draft, option| draft.also(key(pair.before, option), key(pair.after, option)));
        drafts.push(if pair.after.query_options.refused || !pair.after.query_options.unspecified {
            draft.unproven("only the sentence about options changed", "Send the request once with an option.")
        } else {
            draft.rest(Rest::Additive)
        });
    }
}

fn headers(drafts: &mut Vec<Draft>, pair: &Pair<'_>) {
    fn of(operation: &Operation) -> BTreeMap<String, &crate::model::HeaderParameter> {
        operation.headers.iter().map(|header| (header.name.to_lowercase(), header)).collect()
    }
    let (old, new) = (of(pair.before), of(pair.after));
    let key = |operation: &Operation, name: &str| Some(surface::part_key("header", operation, name));
    for (name, header) in &new {
        if !old.contains_key(name) {
            let rule = if header.required { &rules::HEADER_ADDED_REQUIRED } else { &rules::HEADER_ADDED_OPTIONAL };
            let draft = pair.draft(rule, Element::Header, Action::Added, &header.name).after(shortened(&header.description, 120));
            let draft = if name == "content-type" || name == "accept" {
                draft.page_only(EvidenceKind::Correction, "every client sends it anyway")
            } else if header.required {
                draft.unproven("a row of the page calls it required", "Send the request once without it.")
            } else {
                draft
            };
            drafts.push(draft.at(&pair.places.0, &[header.at]).items(None, key(pair.after, name)));
        }
    }
    for (name, before) in &old {
        let Some(after) = new.get(name) else {
            let draft = pair
                .draft(&rules::HEADER_REMOVED, Element::Header, Action::Removed, &before.name)
                .before(shortened(&before.description, 120));
            let draft = if name == "content-type" || name == "accept" {
                draft.page_only(EvidenceKind::Correction, "every client sends it anyway")
            } else if CHOOSING_HEADERS.contains(&name.as_str()) {
                draft.rest(Rest::Risky).unproven("the header chooses what the request does", "Send the request once with it.")
            } else {
                draft
            };
            drafts.push(draft.at(&[before.at], &pair.places.1).items(key(pair.before, name), None));
            continue;
        };
        if before.required != after.required && name != "content-type" && name != "accept" {
            let word = |required: bool| if required { "required" } else { "optional" };
            let rule = if after.required { &rules::HEADER_BECAME_REQUIRED } else { &rules::DESCRIPTION_SEMANTICS };
            let draft = pair
                .draft(rule, Element::Header, Action::Changed, &after.name)
                .between(word(before.required), word(after.required))
                .at(&[before.at], &[after.at])
                .items(key(pair.before, name), key(pair.after, name));
            drafts.push(if after.required {
                draft.unproven("a row of the page calls it required", "Send the request once without it.")
            } else {
                draft.rest(Rest::Additive).note("the row no longer calls the header required")
            });
        }
        let (old, new) = (code_spans(&before.description), code_spans(&after.description));
        if old != new && !old.is_empty() && !new.is_empty() {
            let text = |values: BTreeSet<String>| values.into_iter().collect::<Vec<_>>().join(", ");
            drafts.push(
                pair.draft(&rules::HEADER_VALUE_CHANGED, Element::Header, Action::Changed, &after.name)
                    .between(text(old), text(new))
                    .unproven("the description names other values", "Send the request once with an old value.")
                    .at(&[before.at], &[after.at]),
            );
        }
    }
}
