//! What changed between two versions of the pages: whether the API changed or the page, what it means for callers and
//! for dependents of the crate, and how one knows.
//!
//! Identity is what is documented: method and path with nameless placeholders, type, type and member; never a file.
//! The path of the data: two `Api` → `index` (by identity) → `endpoints`, `operations`, `types`, `enumerations`, `pages`
//! (drafts with evidence) → `metadata` (settles what pages cannot) → `finish` (reach, crate, fingerprint, groups) →
//! `policy` (levels, ignore entries) → [`Report`] → `render`.

mod address;
mod answers;
mod bodies;
mod comparison;
mod crate_verdict;
mod draft;
mod endpoints;
mod enumerations;
mod explain;
mod finish;
mod index;
pub mod input;
mod item_list;
pub mod metadata;
mod operations;
mod options;
mod pages;
mod pairing;
mod permissions;
mod policy;
mod properties;
mod property_facts;
mod prose;
mod reach;
pub mod render;
mod report;
mod rewrites;
pub mod rules;
mod samples;
pub mod surface;
mod type_change;
mod types;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

pub use explain::{explain, inapplicable};
pub use item_list::{ItemListChange, compare_items};
pub use options::Options;
pub use policy::{Ignore, Level};
pub use report::{
    Action, Change, Counts, Element, Evidence, EvidenceKind, Group, Ignored, Location, REPORT_VERSION, Reach, Report,
};
pub use surface::Surface;
pub use verdict::{Audience, Crate, FailOn, Rest, Stability};

use crate::model::{Api, ApiVersion};
use comparison::Comparison;
use index::Side;

/// The public items of the crates of both sides.
pub type Surfaces = (Surface, Surface);

/// Compares two models. The same models and options give the same report, whatever the order of files was. Without the
/// public items of both sides the verdict for the crate is what a rule's table says.
#[must_use]
pub fn compare(base: &Api, revision: &Api, options: &Options) -> Report {
    compared(base, revision, options, || None)
}

/// Compares two models and the crates that they give; `surfaces` lists the items of both while the pages are compared.
#[must_use]
pub fn compare_crates(
    base: &Api,
    revision: &Api,
    options: &Options,
    surfaces: impl FnOnce(&Api, &Api) -> Surfaces + Send,
) -> Report {
    compared(base, revision, options, || Some(surfaces(base, revision)))
}

fn compared(base: &Api, revision: &Api, options: &Options, surfaces: impl FnOnce() -> Option<Surfaces> + Send) -> Report {
    let names: BTreeSet<&str> = base.versions.iter().chain(&revision.versions).map(|version| version.version.as_str()).collect();
    // Where a side lacks a version, everything of it came or went.
    let empty: Vec<ApiVersion> =
        names.iter().map(|name| ApiVersion { version: (*name).to_owned(), ..ApiVersion::default() }).collect();
    let of_pages = || -> Vec<Comparison<'_>> {
        let find = |api: &'_ Api, name: &str| api.versions.iter().position(|version| version.version == name);
        let versions = empty.iter().map(|empty| {
            let old = find(base, &empty.version).map_or(empty, |index| &base.versions[index]);
            let new = find(revision, &empty.version).map_or(empty, |index| &revision.versions[index]);
            one_version((base, old), (revision, new), options)
        });
        versions.collect()
    };
    let (comparisons, surfaces) = rayon::join(of_pages, surfaces);
    let changes = comparisons.into_iter().flat_map(|comparison| changes_of(comparison, surfaces.as_ref())).collect();
    report(changes, options)
}

/// Orders, groups and levels the changes of all versions.
fn report(mut changes: Vec<Change>, options: &Options) -> Report {
    finish::order(&mut changes);
    let groups = finish::groups(&mut changes);
    policy::level(&options.levels, &mut changes);
    let (ignored, mut notices) = policy::ignore(&options.ignore, options.today.as_deref(), &mut changes);
    notices.extend(policy::unknown_rules(&options.levels, &options.ignore));
    finish::order(&mut changes);
    let bump = changes.iter().chain(ignored.iter().map(|ignored| &ignored.change)).map(|change| change.krate).max();
    let mut report = Report {
        report_version: REPORT_VERSION,
        base: options.base.clone(),
        revision: options.revision.clone(),
        bump: bump.unwrap_or(Crate::None).max(options.least_bump),
        counts: Counts::default(),
        changes,
        groups,
        ignored,
        notices,
    };
    report.recount();
    report
}

/// What the pages of one version show.
fn one_version<'a>(
    (base, old): (&'a Api, &'a ApiVersion),
    (revision, new): (&'a Api, &'a ApiVersion),
    options: &'a Options,
) -> Comparison<'a> {
    let (left, right) = rayon::join(|| Side::new(base, old), || Side::new(revision, new));
    let mut comparison = Comparison {
        base: left,
        revision: right,
        options,
        base_elsewhere: elsewhere(base, &old.version),
        revision_elsewhere: elsewhere(revision, &new.version),
        page_pairs: BTreeMap::new(),
        operations: BTreeMap::new(),
        origins: BTreeMap::new(),
        drafts: Vec::new(),
    };
    pages::pair(&mut comparison);
    endpoints::compare(&mut comparison);
    operations::compare(&mut comparison);
    types::compare(&mut comparison);
    enumerations::compare(&mut comparison);
    pages::compare(&mut comparison);
    comparison
}

/// What the crates and the service's metadata add to it.
fn changes_of(mut comparison: Comparison<'_>, surfaces: Option<&Surfaces>) -> Vec<Change> {
    if let Some(surfaces) = surfaces {
        let found = crate_verdict::crate_only(&comparison, surfaces);
        comparison.drafts.extend(found);
    }
    let version = &comparison.revision.version.version;
    if let Some(pair) = comparison.options.metadata.iter().find(|pair| pair.version == *version) {
        metadata::settle(&mut comparison, pair);
    }
    finish::finish(&mut comparison, surfaces)
}

/// Request lines of all other versions.
fn elsewhere(api: &Api, version: &str) -> BTreeSet<String> {
    api.versions
        .iter()
        .filter(|other| other.version != version)
        .flat_map(|other| Side::new(api, other).forms.into_keys())
        .collect()
}
