{{ header }}
//! Replays every documented example in process. `DOCWRIGHT_REPLAY_REPORT=FILE` makes the run write one JSON line an example.

#![allow(unused, reason = "which parts are used depends on what the pages document")]

mod support;
{% for version in versions %}
#[cfg(feature = "{{ version.feature }}")]
mod {{ version.module }} {
{% for file in version.files %}    mod {{ file }};
{% endfor %}}
{% endfor %}
/// Examples that the pages show, requests and answers counted one by one.
const FOUND: usize = {{ found }};

/// Operations whose pages show no example; their tests compare the request line with the template.
const WITHOUT_EXAMPLE: usize = {{ stubs }};

/// What is replayed and what is listed add up to what the pages show.
#[test]
fn every_documented_example_is_replayed_or_listed() {
    use std::io::Write as _;
    let data = [
{% for version in versions %}{% for file in version.files %}        include_str!("{{ version.module }}/{{ file }}.json"),
{% endfor %}{% endfor %}    ];
    let mut replayed = 0;
    for text in data {
        let all: serde_json::Value = serde_json::from_str(text).expect("a data file is JSON");
        for case in all.as_object().expect("a data file is an object").values() {
            replayed += usize::from(case.get("request").is_some()) + usize::from(case.get("response").is_some());
        }
    }
    let listed: Vec<serde_json::Value> = serde_json::from_str(include_str!("listed.json")).expect("the list is JSON");
    // Not `println!`: the line is for everybody, not only for runs with `--nocapture`.
    let mut out = std::io::stderr();
    let _ = writeln!(
        out,
        "examples found {FOUND} = replayed {replayed} + listed {}; operations without an example {WITHOUT_EXAMPLE}",
        listed.len()
    );
    for entry in &listed {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let line = entry["line"].as_u64().unwrap_or_default();
        let reason = format!("{} ({})", text("reason"), text("code"));
        let _ = writeln!(out, "listed: {}:{line}: {}: {reason}", text("page"), text("kind"));
        support::report(&text("page"), line, &text("kind"), "listed", &reason, None);
    }
    assert_eq!(FOUND, replayed + listed.len());
}
