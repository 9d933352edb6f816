{{ header }}
//! Replays every documented example in process. `DOCWRIGHT_REPLAY_REPORT=FILE` makes the run write one JSON line an example.

#![allow(unused, reason = "which parts are used depends on what the pages document")]

mod changes;
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
    let mut documents = Vec::new();
    for text in data {
        let all: serde_json::Value = serde_json::from_str(text).expect("a data file is JSON");
        for case in all.as_object().expect("a data file is an object").values() {
            let sides: Vec<&serde_json::Value> = ["request", "response"].iter().filter_map(|side| case.get(side)).collect();
            replayed += sides.len();
            // Errors are read into the client's own type and kept as their bytes; what redirects show is not looked at.
            let succeeds = |side: &&&serde_json::Value| side.get("status").and_then(serde_json::Value::as_u64).is_none_or(|status| status < 300);
            documents.extend(sides.iter().filter(succeeds).filter_map(|side| side.get("json").cloned()));
        }
    }
    changes::report(documents.iter());
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
