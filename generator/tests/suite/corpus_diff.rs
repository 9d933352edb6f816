//! Two snapshots of the same reference beside each other: what a reviewer is promised holds for six months of real edits.

use std::collections::BTreeMap;
use std::path::PathBuf;

use docwright::diff::{self, Action, Change, Element, Options, Report, Rest, render};
use docwright::lock::Names;
use docwright::model::Api;
use docwright::run;

/// The snapshots, below `DOCWRIGHT_CORPUS`.
const BASE: &str = "graph-v1.0-2021-01";
const REVISION: &str = "graph-v1.0-2021-07";

fn snapshot(name: &str) -> Option<Api> {
    let docs = PathBuf::from(std::env::var_os("DOCWRIGHT_CORPUS")?).join(name).join("api-reference");
    docs.is_dir().then(|| run::read(&docs, &[]).unwrap().api)
}

fn report(base: &Api, revision: &Api) -> Report {
    let options = Options { today: Some("2021-07-16".to_owned()), ..Options::default() };
    diff::compare_crates(base, revision, &options, |base, revision| run::surfaces(base, revision, &Names::default()))
}

#[test]
fn corpus_six_months_are_reviewed_in_one_comment() {
    let (Some(base), Some(revision)) = (snapshot(BASE), snapshot(REVISION)) else {
        println!("left out: DOCWRIGHT_CORPUS holds no {BASE} and {REVISION}");
        return;
    };
    let there = report(&base, &revision);
    assert!(there.counts.breaking <= 20, "{} breaking changes", there.counts.breaking);
    let comment = render::markdown(&there);
    assert!(comment.len() <= render::MARKDOWN_LIMIT, "{} bytes", comment.len());
    let plain = comment.replace('`', "");
    for change in there.changes.iter().filter(|change| change.rest >= Rest::Risky) {
        assert!(plain.contains(&change.name.replace('`', "")), "{} {} is not in the comment", change.owner, change.name);
    }
    let prints: BTreeMap<&str, &Change> = there.changes.iter().map(|change| (change.fingerprint.as_str(), change)).collect();
    assert_eq!(prints.len(), there.changes.len(), "two changes have one fingerprint");
    let rewritten = there.changes.iter().filter(|change| change.element == Element::Endpoint && change.before != change.after);
    let pairs = rewritten.filter(|change| change.before.is_some() && change.after.is_some() && change.owner == change.name);
    println!("rewritten request lines paired: {}", pairs.filter(|change| change.action != Action::Deprecated).count());

    let back = report(&revision, &base);
    let alone = mirror(&there, &back);
    assert!(alone.is_empty(), "seen from one side only: {alone:#?}");
    assert!(report(&revision, &revision).is_empty(), "a version differs from itself");
}

/// What only one of two reports has. An element that was renamed bears the name of the newer side in each.
fn mirror(there: &Report, back: &Report) -> Vec<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for change in &there.changes {
        if let (Action::Renamed, Some(old), Some(new)) = (change.action, &change.before, &change.after) {
            names.insert(new.clone(), old.clone());
        }
    }
    let of_base = |owner: &str| names.get(owner).cloned().unwrap_or_else(|| owner.to_owned());
    let key = |change: &Change, turned: bool| {
        let action = match (change.action, turned) {
            (Action::Added, true) => Action::Removed,
            (Action::Removed, true) => Action::Added,
            (Action::Deprecated, _) => Action::Changed,
            (action, _) => action,
        };
        // An operation is known by its line, which each side writes in its own words.
        let owner = if change.owner.contains(" /") || action == Action::Renamed { String::new() } else { of_base(&change.owner) };
        let texts =
            if turned { (change.after.clone(), change.before.clone()) } else { (change.before.clone(), change.after.clone()) };
        // A member that moved between the tables of properties and relationships stands where the newer side shows it.
        let element = if change.element == Element::Navigation { Element::Property } else { change.element };
        format!("{} {action:?} {owner} {texts:?}", element.name())
    };
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for change in there.changes.iter().filter(|change| change.rest > Rest::None) {
        *counted.entry(key(change, false)).or_default() += 1;
    }
    for change in back.changes.iter().filter(|change| change.rest > Rest::None) {
        *counted.entry(key(change, true)).or_default() -= 1;
    }
    counted.into_iter().filter(|(_, count)| *count != 0).map(|(key, count)| format!("{count:+} {key}")).collect()
}
