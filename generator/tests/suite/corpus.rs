//! Conservation: what is read is planned or skipped with a code, what is shown is replayed or listed with a reason. The
//! numbers of each set of pages are kept in `corpus.counts`; the sets beside docs-input are found through
//! `DOCWRIGHT_CORPUS`, a folder that holds checkouts of reference pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use docwright::diagnostic::Diagnostic;
use docwright::lock::{Lock, Naming};
use docwright::model::PageOutcome;
use docwright::run::{self, Understood};
use expect_test::expect_file;

use crate::project::{own_config, own_pages};

#[test]
fn docs_input_is_conserved() {
    let text = counted("docs-input", own_pages());
    expect_file!["docs_input.counts"].assert_eq(&text);
}

#[test]
fn corpora_are_conserved() {
    let Some(folder) = std::env::var_os("DOCWRIGHT_CORPUS").map(PathBuf::from) else {
        println!("left out: DOCWRIGHT_CORPUS names no folder with reference pages");
        return;
    };
    let mut text = String::new();
    for (name, docs) in sets(&folder) {
        let understood = run::read(&docs, &[]).unwrap();
        text.push_str(&counted(&name, &understood));
    }
    assert!(!text.is_empty(), "{} holds no set of pages", folder.display());
    expect_file!["corpus.counts"].assert_eq(&text);
}

/// Every `NAME/api-reference` below the folder.
fn sets(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let docs = entry.path().join("api-reference");
        if docs.is_dir() {
            found.push((entry.file_name().to_string_lossy().into_owned(), docs));
        }
    }
    found.sort();
    found
}

/// Checks that the counts add up, and prints them.
fn counted(name: &str, understood: &Understood) -> String {
    let mut config = own_config();
    let mut api = config.apis.remove(0);
    if name != "docs-input" {
        api.areas.clear();
    }
    let lock = Lock::default();
    let generated = run::generate(&understood.api, &api, &Naming { lock: &lock, renames: &BTreeMap::new() });
    docwright::format::check(&generated.tree, &|_| false).unwrap();
    let counts = understood.counts();
    assert_eq!(counts.read, counts.planned + counts.skipped, "{name}: every page is planned or skipped");
    let codes: Vec<&str> = docwright::diagnostic::Code::ALL.iter().map(|code| code.name()).collect();
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for page in understood.api.versions.iter().flat_map(|version| &version.pages) {
        if let PageOutcome::Skipped(code) = &page.outcome {
            assert!(codes.contains(&code.as_str()), "{name}: {} is skipped with `{code}`", page.title);
            *skipped.entry(code).or_default() += 1;
        }
    }
    assert_eq!(crate::gates::open_gates(&generated.plan), Vec::<String>::new(), "{name}: every choice of areas compiles");
    assert!(generated.plan.features.len() <= 290, "{name}: a crate may have 300 features, and the runtime has some");
    let replayed = sides_replayed(&generated.plan);
    let listed = generated.plan.unreplayed.len();
    assert_eq!(counts.examples, replayed + listed, "{name}: every example is replayed or listed");
    assert!(generated.plan.unreplayed.iter().all(|entry| entry.line > 0 && !entry.reason.is_empty()));
    let findings = all_findings(understood, &generated.plan);
    for entry in &generated.plan.unreplayed {
        let said = |finding: &&Diagnostic| finding.span.is_some_and(|span| span.file.0 == entry.at.file);
        let said = findings.iter().filter(said).any(|finding| finding.code == entry.code);
        assert!(said, "{name}: {}:{} is listed with `{}`, which nothing reports", entry.page, entry.line, entry.code);
    }
    for finding in &findings {
        if let Some(span) = finding.span {
            let text = &understood.sources.file(span.file).text;
            assert!(text.get(span.range()).is_some(), "{name}: {} points beside the text", finding.code);
        }
    }
    let properties: usize = understood.api.versions.iter().flat_map(|version| &version.types).map(|ty| ty.properties.len()).sum();
    let mut text = format!("[{name}]\n");
    for (what, count) in [
        ("pages", counts.read),
        ("planned", counts.planned),
        ("skipped", counts.skipped),
        ("operations", counts.operations),
        ("types", counts.types),
        ("enumerations", counts.enumerations),
        ("properties", properties),
        ("examples", counts.examples),
        ("replayed", replayed),
        ("listed", listed),
    ] {
        let _ = writeln!(text, "{what} {count}");
    }
    for (code, count) in skipped {
        let _ = writeln!(text, "skipped {code} {count}");
    }
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &findings {
        *by_code.entry(finding.code.name()).or_default() += 1;
    }
    for (code, count) in by_code {
        let _ = writeln!(text, "finding {code} {count}");
    }
    text.push('\n');
    text
}

/// What `docwright lint` shows.
fn all_findings(understood: &Understood, plan: &docwright::plan::Plan) -> Vec<Diagnostic> {
    let mut findings = run::listed_examples(understood, plan);
    findings.extend(understood.findings.iter().cloned());
    findings
}

/// Sides of examples that have a test.
fn sides_replayed(plan: &docwright::plan::Plan) -> usize {
    let tested = plan.examples.iter().filter(|example| !example.stub);
    tested.map(|example| usize::from(example.request.line.is_some()) + usize::from(example.response.is_some())).sum()
}
