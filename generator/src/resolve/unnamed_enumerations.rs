//! Enumerations whose tables lost their headings with the form of their page: a property elsewhere that lists the same
//! values names them.

use std::collections::{BTreeMap, BTreeSet};

use super::declare::{PageTypes, is_type_name, qualify};
use super::library::{Library, namespace_of};
use super::listed_values;
use super::type_index::{Site, clean};
use crate::model::Evidence;
use crate::page::{EnumerationTable, Form, Row, TypeWord};

/// A name, and the values that a row of this type lists.
struct Candidate<'p> {
    name: &'p str,
    values: BTreeSet<String>,
}

/// Gives tables of captured pages the names that their members tell.
pub(super) fn name(library: &Library<'_>, declared: &mut [PageTypes]) {
    let open = |(page, own): (&&crate::page::Page, &PageTypes)| {
        page.form != Form::Markdown && own.enumerations.iter().any(Option::is_none)
    };
    if !library.pages.iter().zip(declared.iter()).any(open) {
        return;
    }
    let named: BTreeSet<String> =
        declared.iter().flat_map(|own| &own.enumerations).flatten().map(|site| site.written.short().to_lowercase()).collect();
    let rows = library.pages.iter().flat_map(|page| page.members.iter().chain(&page.rows));
    let candidates: Vec<Candidate<'_>> =
        rows.filter_map(candidate).filter(|candidate| !named.contains(&candidate.name.to_lowercase())).collect();
    for (number, (page, own)) in library.pages.iter().zip(declared.iter_mut()).enumerate() {
        if page.form == Form::Markdown {
            continue;
        }
        for (table, site) in page.enumerations.iter().zip(&mut own.enumerations) {
            if site.is_none()
                && let Some(name) = of_members(table, &candidates)
            {
                *site = Some(Site {
                    page: number,
                    span: table.span,
                    evidence: Evidence::Table,
                    written: qualify(name, namespace_of(page)),
                });
            }
        }
    }
}

fn candidate(row: &Row) -> Option<Candidate<'_>> {
    let [TypeWord::Named { name, .. }] = row.ty.names.as_slice() else { return None };
    let values: BTreeSet<String> = listed_values::of_row(row).values.into_iter().collect();
    let name = clean(name);
    (values.len() > 1 && is_type_name(name)).then_some(Candidate { name, values })
}

/// The one name whose rows list the members of a table: all of what they list is a member, and at least half of the members
/// are listed (enumerations grow, and descriptions follow late).
fn of_members<'p>(table: &EnumerationTable, candidates: &[Candidate<'p>]) -> Option<&'p str> {
    let members: BTreeSet<&str> = table.members.iter().map(|member| member.name.value.as_str()).collect();
    let mut shares: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in candidates {
        let values = &candidate.values;
        if values.iter().all(|value| members.contains(value.as_str())) && values.len() * 2 >= members.len() {
            let share = shares.entry(candidate.name).or_default();
            *share = values.len().max(*share);
        }
    }
    let best = shares.values().copied().max()?;
    let mut names = shares.into_iter().filter(|&(_, share)| share == best).map(|(name, _)| name);
    // Two names for the same values: neither is surely meant.
    names.next().filter(|_| names.next().is_none())
}
