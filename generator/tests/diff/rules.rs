//! Each rule has a base, a revision that triggers it and a near miss that does not, in `rules/*.txt`.

use std::collections::{BTreeMap, BTreeSet};

use docwright::diff::surface::Item;
use docwright::diff::{self, Options, Report, Rest, Surface, rules};

use crate::cases::cases;
use crate::text_model::model;

/// Rules that only the items of a real crate can show; `only_the_crate_sees` tests them.
const CRATE_ONLY: [&str; 4] = ["derive-lost", "rust-name-collision", "rust-feature-removed", "rust-boxing-changed"];

fn options() -> Options {
    Options { today: Some("2026-11-22".to_owned()), ..Options::default() }
}

fn compare(base: &str, revision: &str) -> Report {
    diff::compare(&model(base), &model(revision), &options())
}

fn names(report: &Report) -> BTreeSet<&str> {
    report.changes.iter().map(|change| change.rule.name).collect()
}

#[test]
fn each_rule_reports_its_change_and_not_the_near_miss() {
    let mut faults = Vec::new();
    for case in cases() {
        let rule = case.rule.as_str();
        let report = compare(&case.base, &case.revision);
        if !names(&report).contains(rule) {
            faults.push(format!("{rule}: the revision gives {:?}", names(&report)));
        }
        let near = compare(&case.base, &case.near);
        if names(&near).contains(rule) {
            faults.push(format!("{rule}: the near miss gives it too, with {:?}", names(&near)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_rule_that_can_report_has_a_case() {
    let tested: BTreeSet<String> = cases().into_iter().map(|case| case.rule).collect();
    let expected: BTreeSet<String> = rules::all()
        .iter()
        .filter(|rule| rule.never.is_none() && !CRATE_ONLY.contains(&rule.name))
        .map(|rule| rule.name.to_owned())
        .collect();
    assert_eq!(expected.difference(&tested).collect::<Vec<_>>(), Vec::<&String>::new(), "rules without a case");
    assert_eq!(tested.difference(&expected).collect::<Vec<_>>(), Vec::<&String>::new(), "cases without a rule");
}

#[test]
fn a_rule_never_says_worse_than_its_table() {
    for case in cases() {
        for change in compare(&case.base, &case.revision).changes {
            let worst = if change.rule.rest_cases.contains("breaking") {
                Rest::Breaking
            } else if change.rule.rest_cases.contains("risky") || change.rule.rest == Rest::Risky {
                Rest::Risky
            } else {
                change.rule.rest.max(Rest::Additive)
            };
            assert!(change.rest <= worst, "{} says {}", change.rule.name, change.rest);
        }
    }
}

#[test]
fn what_is_risky_says_what_would_decide() {
    for case in cases() {
        for change in compare(&case.base, &case.revision).changes.iter().filter(|change| change.rest == Rest::Risky) {
            assert!(change.evidence.decides.is_some(), "{} {} of case {}", change.rule.name, change.owner, case.rule);
        }
    }
}

#[test]
fn a_model_compared_with_itself_gives_nothing() {
    for case in cases() {
        for text in [&case.base, &case.revision, &case.near] {
            assert!(compare(text, text).is_empty(), "{}", case.rule);
        }
    }
}

/// Seen from the other side, each change has its mirror: the same element, the texts exchanged.
#[test]
fn both_directions_mirror_each_other() {
    type Seen = BTreeMap<(String, String, Option<String>, Option<String>), usize>;
    fn seen(report: &Report, turned: bool) -> Seen {
        let mut out = Seen::new();
        for change in &report.changes {
            // A notice that names no successor is a remark on the notice, which has a mirror itself.
            if change.rule.name == "deprecated-no-replacement" || change.action == diff::Action::Renamed {
                continue;
            }
            let (before, after) = (change.before.clone(), change.after.clone());
            let (before, after) = if turned { (after, before) } else { (before, after) };
            // A line is its own owner, as the newer side writes it; its two texts say enough.
            let line = change.element == diff::Element::Endpoint || change.owner.contains(" /");
            let owner = if line { String::new() } else { change.owner.clone() };
            *out.entry((change.element.name().to_owned(), owner, before, after)).or_default() += 1;
        }
        out
    }
    for case in cases() {
        let there = seen(&compare(&case.base, &case.revision), false);
        let back = seen(&compare(&case.revision, &case.base), true);
        let lost: Vec<_> = there.keys().filter(|key| !back.contains_key(*key)).collect();
        assert!(lost.is_empty(), "{}: {lost:?}\nback: {back:?}", case.rule);
    }
}

#[test]
fn only_the_crate_sees() {
    let api = model("type user\n  .name String\nop GET /users/{id}\n  answer 200 user\n");
    let surface = |items: &[(&str, &str, &str)]| {
        let mut out = Surface::default();
        let version = out.items.entry("v1.0".to_owned()).or_default();
        for (key, path, signature) in items {
            let item = Item { path: (*path).to_owned(), signature: (*signature).to_owned(), deprecated: false };
            version.entry((*key).to_owned()).or_default().push(item);
        }
        out
    };
    let user = "type microsoft.graph.user";
    let name = "property microsoft.graph.user/name";
    let tables = [
        (
            "derive-lost",
            (user, "User", "#[derive(Clone, Hash)] pub struct"),
            (user, "User", "#[derive(Clone)] pub struct"),
            (user, "User", "#[derive(Clone, Debug, Hash)] pub struct"),
        ),
        ("rust-name-collision", (user, "User", "pub struct"), (user, "User2", "pub struct"), (user, "User", "pub struct")),
        (
            "rust-boxing-changed",
            (name, "User::name", "pub Option<User>"),
            (name, "User::name", "pub Option<Box<User>>"),
            (name, "User::name", "pub Option<User>"),
        ),
    ];
    for (rule, before, after, near) in tables {
        let run = |after| {
            let report = diff::compare_crates(&api, &api, &options(), |_, _| (surface(&[before]), surface(&[after])));
            let said = names(&report).contains(rule);
            (said, report.bump)
        };
        assert_eq!(run(after), (true, diff::Crate::Major), "{rule}");
        assert!(!run(near).0, "{rule}, near miss");
    }
    let feature: &[(&str, &str, &str)] = &[("feature users", "users", "feature")];
    for (before, after, said) in [(feature, &[][..], true), (&[][..], feature, false)] {
        let report = diff::compare_crates(&api, &api, &options(), |_, _| (surface(before), surface(after)));
        assert_eq!(names(&report).contains("rust-feature-removed"), said);
    }
}

/// A line with a brace too few is read as another path; it is still the same line of the page.
#[test]
fn a_line_that_was_mended_is_paired() {
    let base = "op POST /drives/{id}/items/{id}/follow call @api/f.md\n  alias /me/drive/items/{id}/follow\n\
        op POST /groups/{id}/follow call @api/f.md\n";
    let revision = "op POST /drives/{id}/items/{id}/follow call @api/f.md\n  alias /me/drive/items/{id}/follow\n  \
        alias /groups/{id}/drive/items/{id}/follow\n";
    let report = compare(base, revision);
    assert_eq!(report.changes.len(), 1, "{:?}", names(&report));
    assert_eq!(report.changes[0].before.as_deref(), Some("POST /groups/{id}/follow"));
}

/// A fixed address is there as long as others lead through it; a list is not an address of one object.
#[test]
fn what_others_lead_through_is_not_proven_to_be_gone() {
    let worst = |gone: &str, kept: &str| {
        let report = compare(&format!("op {gone} @api/gone.md\nop {kept} @api/kept.md\n"), &format!("op {kept} @api/kept.md\n"));
        report.changes.iter().map(|change| change.rest).max()
    };
    assert_eq!(worst("GET /school", "GET /school/classes"), Some(Rest::Risky));
    assert_eq!(worst("GET /school", "GET /museum/rooms"), Some(Rest::Breaking));
    assert_eq!(worst("PATCH /school", "GET /school/classes"), Some(Rest::Breaking));
    assert_eq!(worst("GET /schools", "DELETE /schools/{id}"), Some(Rest::Breaking));
}

/// A property that the page's table and its JSON showed, and nothing shows any more.
#[test]
fn two_witnesses_prove_a_removal() {
    let worst = |base: &str| compare(base, "type team\n  .name String json\n").changes.iter().map(|change| change.rest).max();
    assert_eq!(worst("type team\n  .name String json\n  .size Int32 json\n"), Some(Rest::Breaking));
    assert_eq!(worst("type team\n  .name String json\n  .size Int32\n"), Some(Rest::Risky));
    assert_eq!(worst("type team\n  .name String json\n  .size Int32 json norow\n"), Some(Rest::Documentation));
}
