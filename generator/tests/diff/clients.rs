//! The verdicts for the crate, proven: for every rule the crates of both sides are generated, and a small client of the base
//! is compiled against each. It stops compiling where the verdict is major, and only there.
//!
//! A run checks a sample; `DOCWRIGHT_CLIENTS=all cargo test -p docwright --test diff clients -- --nocapture` checks every rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::diff::{self, Change, Crate, Options, Report};
use docwright::emit::emit;
use docwright::lock::Names;
use docwright::model::Api;
use docwright::plan::{self, Plan, PlanOptions, plan};
use docwright::run::surfaces;

use crate::cases::cases;
use crate::client_source::{client, items_of};
use crate::text_model::model;

/// One rule of each kind of item: field, setter, struct, variant, function, argument, answer, option, body, words.
const SAMPLE: [&str; 10] = [
    "resp-prop-removed",
    "req-prop-became-readonly",
    "type-removed",
    "enum-member-removed",
    "endpoint-removed",
    "path-placeholder-added",
    "resp-body-to-none",
    "query-removed",
    "resp-prop-added",
    "description-changed",
];

/// A rule, its verdict, and a client that uses every item of the base.
struct Proof {
    rule: String,
    /// The version of the API that stands for the case, and the name of its client.
    name: String,
    base: Api,
    revision: Api,
    /// What the rule says.
    verdict: Crate,
    /// What all changes of the case say together: it decides whether the client compiles.
    bump: Crate,
    source: String,
}

fn proofs(all: bool) -> Vec<Proof> {
    let mut out = Vec::new();
    for case in cases().into_iter().filter(|case| all || SAMPLE.contains(&case.rule.as_str())) {
        // The case becomes a version of its own, so that one crate holds them all.
        let name = format!("case{}", out.len());
        let rename = |text: &str| {
            let mut api = model(text);
            api.versions.retain(|version| version.version == "v1.0");
            api.versions[0].version.clone_from(&name);
            api
        };
        let (base, revision) = (rename(&case.base), rename(&case.revision));
        let items = items_of(&surfaces(&base, &revision, &Names::default()).0, &name);
        let report = report(&case.base, &case.revision);
        // A client cannot show that a Cargo feature is gone: cargo says so before it compiles anything.
        let of_version = |change: &&Change| change.version == "v1.0" && change.rule.name != "rust-feature-removed";
        let verdict = report.changes.iter().filter(of_version).filter(|change| change.rule.name == case.rule);
        let Some(verdict) = verdict.map(|change| change.krate).max() else { continue };
        let bump = report.changes.iter().filter(of_version).map(|change| change.krate).max().unwrap_or(Crate::None);
        out.push(Proof { rule: case.rule, source: client(&name, &items, &items), name, base, revision, verdict, bump });
    }
    out
}

fn report(base: &str, revision: &str) -> Report {
    let (base, revision) = (model(base), model(revision));
    let options = Options { today: Some("2026-11-22".to_owned()), ..Options::default() };
    diff::compare_crates(&base, &revision, &options, |base, revision| surfaces(base, revision, &Names::default()))
}

/// The versions of all cases in one model.
fn together<'p>(apis: impl Iterator<Item = &'p Api>) -> Api {
    let mut out = Api::default();
    for api in apis {
        out.ir_version = api.ir_version;
        // Places name files by number; what the documentation of the crate says of them is of no interest here.
        for (number, file) in api.files.iter().enumerate() {
            if number >= out.files.len() {
                out.files.push(file.clone());
            }
        }
        out.versions.extend(api.versions.iter().cloned());
    }
    out
}

/// Writes the crate of one side and the clients, and says which clients compile.
#[expect(clippy::disallowed_methods, reason = "a test makes its own workspace")]
fn compile(folder: &Path, target: &Path, crate_plan: &Plan, proofs: &[Proof]) -> BTreeSet<String> {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (path, text) in emit(crate_plan).iter().filter(|(path, _)| !path.starts_with("tests/")) {
        write(&format!("api/{path}"), text);
    }
    let features: Vec<String> = crate_plan.features.iter().map(|feature| format!("\"{}\"", feature.name)).collect();
    for proof in proofs {
        write(&format!("{}/src/lib.rs", proof.name), &proof.source);
        write(
            &format!("{}/Cargo.toml", proof.name),
            &format!(
                "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\n\
                 api_crate = {{ path = \"../api\", package = \"api-crate\", default-features = false, features = [\"client\", {}] }}\n",
                proof.name,
                features.join(", ")
            ),
        );
    }
    let members: Vec<String> = proofs.iter().map(|proof| format!("\"{}\"", proof.name)).collect();
    write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [\"api\", {}]\n", members.join(", ")));
    // The versions that this repository has tested, all of which are on this machine.
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let done = Command::new(env!("CARGO"))
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .args(["check", "--offline", "--keep-going", "--quiet", "--message-format=json"])
        .args(proofs.iter().flat_map(|proof| ["-p", proof.name.as_str()]))
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&done.stdout);
    let built = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter_map(|message| Some(message["target"]["name"].as_str()?.to_owned()))
        .collect::<BTreeSet<String>>();
    assert!(
        built.contains("api_crate"),
        "the crate itself does not compile\n{}\n{messages}",
        String::from_utf8_lossy(&done.stderr)
    );
    built
}

#[test]
fn clients_stop_compiling_where_the_verdict_is_major_and_only_there() {
    let all = std::env::var("DOCWRIGHT_CLIENTS").is_ok_and(|wanted| wanted == "all");
    let proofs = proofs(all);
    assert!(proofs.len() >= SAMPLE.len(), "only {} cases", proofs.len());
    let folder = tempfile::tempdir().unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    let options = PlanOptions {
        crate_name: "api-crate".to_owned(),
        crate_version: "0.1.0".to_owned(),
        items_only: true,
        ..PlanOptions::default()
    };
    let (base, revision) =
        (together(proofs.iter().map(|proof| &proof.base)), together(proofs.iter().map(|proof| &proof.revision)));
    let base_plan = plan(&base, &options, &plan::Names::default());
    let revision_plan = plan(&revision, &options, &plan::Names { kept: base_plan.names.clone(), ..plan::Names::default() });
    let on_base = compile(&folder.path().join("base"), &target, &base_plan, &proofs);
    let on_revision = compile(&folder.path().join("revision"), &target, &revision_plan, &proofs);
    let mut faults = Vec::new();
    for proof in &proofs {
        let Proof { rule, name, verdict, bump, .. } = proof;
        let compiles = on_revision.contains(name);
        println!("{rule}: {verdict}, the case {bump}; the client {}", if compiles { "compiles" } else { "stops compiling" });
        if !on_base.contains(name) {
            faults.push(format!("{rule}: the client does not compile against the base\n{}", proof.source));
        }
        if compiles == (*bump == Crate::Major) {
            faults.push(format!("{rule}: the case is {bump}, and the client {}", if compiles { "compiles" } else { "does not" }));
        }
        if *verdict < Crate::Major && *bump == Crate::Major {
            println!("{rule}: another change of the case is major; the rule itself is not shown");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
