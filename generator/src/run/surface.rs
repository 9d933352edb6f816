//! The public items of the crates that two models would give, by the element of the pages that each was made from.

use std::sync::Arc;

use crate::diff::surface::{self, Item, Surface};
use crate::emit::{ItemOf, PublicItem, public_items};
use crate::lock::Names;
use crate::model::Api;
use crate::plan::{self, Plan, PlanOptions};

/// Plans both sides as two runs of the generator would: the names of the first are kept in the second, as the lock file
/// keeps them. `kept` holds the names that were given before the first.
#[must_use]
pub fn surfaces(base: &Api, revision: &Api, kept: &Names) -> (Surface, Surface) {
    let options = PlanOptions { items_only: true, ..PlanOptions::default() };
    let mut names = plan::Names { kept: kept.shared(), ..plan::Names::default() };
    let old = plan::plan(base, &options, &names);
    let given = old.names.iter().map(|(identity, name)| (identity.clone(), name.clone()));
    Arc::make_mut(&mut names.kept).extend(given);
    // A feature is of every version; one of them tells of it.
    let first = revision.versions.first().or(base.versions.first()).map_or("", |version| version.version.as_str());
    rayon::join(|| surface(base, &old, first), || surface(revision, &plan::plan(revision, &options, &names), first))
}

fn surface(api: &Api, plan: &Plan, features: &str) -> Surface {
    let mut out = Surface::default();
    for item in public_items(plan) {
        let Some(key) = key(api, &item) else { continue };
        let version = if item.version.is_empty() { features } else { item.version }.to_owned();
        let item = Item { path: item.path, signature: item.signature.into_owned(), deprecated: item.deprecated };
        out.items.entry(version).or_default().entry(key).or_default().push(item);
    }
    out
}

/// The key of the element that an item was made from.
fn key(api: &Api, item: &PublicItem<'_>) -> Option<String> {
    let operation = |number: usize| {
        let version = api.versions.iter().find(|version| version.version == item.version)?;
        version.operations.get(number)
    };
    Some(match &item.of {
        ItemOf::Feature(name) => surface::feature_key(name),
        ItemOf::Type(name) => surface::type_key(name),
        ItemOf::Property(owner, name) => surface::property_key(owner, name),
        ItemOf::Member(owner, name) => surface::member_key(owner, name),
        ItemOf::Operation(number) => surface::operation_key(operation(*number)?),
        ItemOf::Option(number, name) => surface::part_key("query", operation(*number)?, &format!("${name}")),
        ItemOf::BodyMember(number, name) => surface::part_key("param", operation(*number)?, name),
        ItemOf::QuerySet => return None,
    })
}
