//! What every report keeps: limits, escapes, stable fingerprints, configuration.

use docwright::diff::render::{self, Links, MARKDOWN_LIMIT};
use docwright::diff::{self, Audience, Crate, FailOn, Ignore, Level, Options, Report, Rest};

use crate::text_model::model;

fn report(base: &str, revision: &str) -> Report {
    diff::compare(&model(base), &model(revision), &Options::default())
}

fn many(count: usize, suffix: &str) -> String {
    let mut text = String::from("type team key=id\n");
    for number in 0..count {
        text.push_str(&format!("  .propertyWithQuiteALongName{number} Int32{suffix}\n"));
    }
    text
}

#[test]
fn markdown_fits_a_comment_and_holds_what_matters() {
    for count in [3, 300, 900] {
        let report = report(&many(count, ""), &many(count, "[]"));
        assert_eq!(report.counts.risky, count);
        let text = render::markdown(&report);
        assert!(text.len() <= MARKDOWN_LIMIT, "{} bytes for {count}", text.len());
        for number in 0..count {
            assert!(text.contains(&format!("propertyWithQuiteALongName{number}`")), "{number} of {count} is missing");
        }
    }
}

#[test]
fn a_comment_that_cannot_hold_all_says_so() {
    let report = report(&many(4000, ""), &many(4000, "[]"));
    let text = render::markdown(&report);
    assert!(text.len() <= MARKDOWN_LIMIT);
    assert!(text.contains("More changes that matter than a comment can hold"));
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
}

#[test]
fn page_text_cannot_become_markup() {
    let evil = "op GET /teams/<script>alert/x`y @api/a\"><img>.md\n";
    let report = report("op GET /chats\n", evil);
    let html = render::html(&report, &Links { revision: Some("https://example.org/blob/main".to_owned()), base: None });
    assert!(!html.contains("<script>alert") && !html.contains("<img>"));
    assert!(html.contains("&lt;script&gt;alert"));
    let markdown = render::markdown(&report);
    for line in markdown.lines().filter(|line| line.contains("<script>")) {
        assert!(line.contains("``GET /teams/<script>"), "{line}");
    }
    let unsafe_link = render::html(&report, &Links { revision: Some("javascript:x".to_owned()), base: None });
    assert!(!unsafe_link.contains("href=\"javascript"));
}

#[test]
fn annotations_are_escaped_and_few() {
    let text = render::github(&report(&many(30, ""), &many(30, "[]")), "docs/");
    assert_eq!(text.lines().filter(|line| line.starts_with("::warning ")).count(), 10);
    assert!(text.contains("20 more risky changes"));
    assert!(text.contains("file=docs/v1.0/resources/team.md,line="));
    let evil = render::github(&report("op GET /x @api/a,b:c.md\n", "op GET /chats @api/a,b:c.md\n"), "");
    let properties = evil.lines().filter_map(|line| line.split("::").nth(1)).collect::<Vec<_>>().join(" ");
    assert!(properties.contains("a%2Cb%3Ac.md") && !properties.contains("a,b:c.md"), "{evil}");
}

#[test]
fn fingerprints_stand_for_elements_and_not_for_words_or_places() {
    let base = "type team\n  .size Int32\n";
    let first = report(base, "type team\n");
    let moved = report("page a/b.md \"x\"\ntype team @resources/elsewhere.md\n  .size Int32 \"Words.\"\n", "type team\n");
    let of = |report: &Report| {
        report.changes.iter().find(|change| change.rule.name == "resp-prop-removed").map(|change| change.fingerprint.clone())
    };
    assert!(of(&first).is_some());
    assert_eq!(of(&first), of(&moved));
    assert_ne!(of(&first), of(&report("type team\n  .length Int32\n", "type team\n")));
}

#[test]
fn ignore_entries_need_a_reason_and_end() {
    let run = |ignore: Ignore| {
        let options = Options { ignore: vec![ignore], today: Some("2026-11-22".to_owned()), ..Options::default() };
        diff::compare(&model("type team\n  .size Int32\n"), &model("type team\n"), &options)
    };
    let entry = |reason: &str, matching: &str, until: Option<&str>| Ignore {
        rule: Some("resp-prop-removed".to_owned()),
        matching: Some(matching.to_owned()),
        reason: reason.to_owned(),
        until: until.map(str::to_owned),
        ..Ignore::default()
    };
    let good = run(entry("corrected page", "microsoft.graph.team *", Some("2026-11-22")));
    assert_eq!((good.changes.len(), good.ignored.len(), good.notices.len()), (0, 1, 0));
    assert_eq!(good.bump, Crate::Major, "the crate changes all the same");
    for (bad, word) in [
        (entry("", "*", None), "no reason"),
        (entry("old", "*", Some("2026-11-21")), "ended on"),
        (entry("typo", "microsoft.graph.chat *", None), "matches nothing"),
    ] {
        let report = run(bad);
        assert_eq!(report.ignored.len(), 0);
        assert!(report.notices.iter().any(|notice| notice.contains(word)), "{:?}", report.notices);
    }
}

#[test]
fn levels_and_audiences_select() {
    let (base, revision) = (model("type team\n  .size Int32\n"), model("type team\n  .name String\n"));
    let level = Level { rule: "resp-prop-removed".to_owned(), rest: Some(Rest::Breaking), ..Level::default() };
    let options = Options { levels: vec![level, Level { rule: "no-such".to_owned(), ..Level::default() }], ..Options::default() };
    let report = diff::compare(&base, &revision, &options);
    assert_eq!((report.counts.breaking, report.counts.additive), (1, 1));
    assert!(report.notices.iter().any(|notice| notice.contains("no-such")));
    assert!(report.fails(FailOn::Breaking) && !report.fails(FailOn::Never));
    assert_eq!(report.clone().for_audience(Audience::Crate).changes.len(), 2);
    let off = Level { rule: "resp-prop-removed".to_owned(), off: true, ..Level::default() };
    let report = diff::compare(&base, &revision, &Options { levels: vec![off], ..Options::default() });
    assert!(!report.fails(FailOn::Risky) && report.fails(FailOn::Minor));
}

#[test]
fn changes_of_one_kind_make_a_group() {
    let lines = |front: &str| -> String {
        (0..4).map(|number| format!("op GET {front}/workbook/thing{number} @api/p{number}.md\n")).collect()
    };
    let report = report(&lines(""), &lines("/me/drive/items/{id}"));
    assert_eq!(report.groups.len(), 1);
    assert_eq!(report.groups[0].members, 4);
    assert!(report.changes.iter().all(|change| change.group.as_ref() == Some(&report.groups[0].fingerprint)));
}

#[test]
fn the_json_has_the_fields_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../schema/diff.schema.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&render::json(&report("type a\n", "op GET /x\n"))).unwrap();
    let names = |value: &serde_json::Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let mut fields = names(&report["changes"][0]);
    let mut listed = names(&schema["$defs"]["change"]["properties"]);
    fields.sort();
    listed.sort();
    assert_eq!(fields, listed);
    let mut fields = names(&report);
    let mut listed = names(&schema["properties"]);
    fields.sort();
    listed.sort();
    assert_eq!(fields, listed);
}

#[test]
fn a_change_log_takes_the_section_in_front_and_once() {
    let report = report("type team\n  .size Int32\n", "type team\n");
    let section = render::changelog(&report, "0.3.1", Some("2026-11-22"));
    assert!(section.starts_with("## 0.4.0 (2026-11-22)\n"));
    let log = render::insert_section("# Changes\n\n## 0.3.1\n\n- old\n", &section);
    assert!(log.find("## 0.4.0").unwrap() < log.find("## 0.3.1").unwrap());
    assert_eq!(render::insert_section(&log, &section), log);
}

#[test]
fn every_rule_has_a_page() {
    for rule in diff::rules::all() {
        let page = diff::explain(rule.name).unwrap();
        assert!(page.contains(rule.why) && page.contains("## Sources"), "{}", rule.name);
    }
    assert_eq!(diff::rules::all().len(), 139);
    assert_eq!(diff::inapplicable().len(), 3);
    assert!(diff::explain("no-such-rule").is_none());
}

#[test]
fn bumps_follow_cargo() {
    for (bump, version, next) in [
        (Crate::Major, "1.2.3", "2.0.0"),
        (Crate::Minor, "1.2.3", "1.3.0"),
        (Crate::Patch, "1.2.3", "1.2.4"),
        (Crate::Major, "0.2.3", "0.3.0"),
        (Crate::Minor, "0.2.3", "0.2.4"),
        (Crate::Major, "0.0.3", "0.0.4"),
    ] {
        assert_eq!(bump.bump(version).as_deref(), Some(next), "{bump} of {version}");
    }
    assert_eq!(Crate::Major.bump("one"), None);
}
