//! A flat folder in which every page came by another way: Markdown, text of the site, both views of GitHub, saved HTML.

#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::model::{Address, Api, Segment};
use docwright::page::Form;
use docwright::run::{Understood, understand};
use docwright::source::{SourceFile, Sources};

use super::made_crate::{cargo, text};
use super::{FORMS, is_page, rendered};

fn docs_input() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    Sources::read(&root).unwrap_or_else(|error| panic!("{}: {error}", root.display()))
}

/// The chosen pages, each in the next form, with names that say nothing about form, kind or version.
fn mixture(sources: &Sources, chosen: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let forms = FORMS.into_iter().chain([Form::Markdown]).cycle();
    let pages = sources.files().iter().filter(is_page).filter(|file| chosen(&file.path));
    let render = |(number, (file, form)): (usize, (&SourceFile, Form))| {
        let ending = if form == Form::Html { "html" } else { "txt" };
        (format!("{number:03}.{ending}"), rendered(file, form, sources))
    };
    pages.zip(forms).enumerate().map(render).collect()
}

fn template(address: &Address) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Literal(text) => format!("/{text}"),
        Segment::Parameter(_) => "/{}".to_owned(),
        other => format!("/{other:?}"),
    };
    address.segments.iter().map(segment).collect()
}

/// What people would miss first, by version.
fn outline(api: &Api) -> BTreeMap<String, Vec<String>> {
    let mut out = BTreeMap::new();
    for version in &api.versions {
        let mut lines = Vec::new();
        for operation in &version.operations {
            let statuses: Vec<u16> = operation.answers.iter().map(|answer| answer.status).collect();
            let line = format!("{} {} {statuses:?}", operation.method, template(&operation.address));
            lines.push(format!("{line}, {} examples", operation.examples.len()));
        }
        for ty in &version.types {
            for property in &ty.properties {
                lines.push(format!("{}.{}: {}", ty.name, property.name, property.ty));
            }
        }
        for enumeration in &version.enumerations {
            let members: Vec<&str> = enumeration.members.iter().map(|member| member.name.as_str()).collect();
            lines.push(format!("{} = {}", enumeration.name, members.join(" | ")));
        }
        lines.sort();
        out.insert(version.version.clone(), lines);
    }
    out
}

#[test]
fn a_folder_of_all_forms_says_what_the_markdown_says() {
    let sources = docs_input();
    let files = mixture(&sources, |_| true).into_iter().map(|(name, text)| SourceFile::new(name, text)).collect();
    let mixed: Understood = understand(Sources::from_files(files));
    let (expected, found) = (outline(&understand(sources).api), outline(&mixed.api));
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
    for (version, expected) in &expected {
        let found = &found[version];
        let lost: Vec<&String> = expected.iter().filter(|line| !found.contains(line)).collect();
        let invented: Vec<&String> = found.iter().filter(|line| !expected.contains(line)).collect();
        assert!(lost.is_empty() && invented.is_empty(), "{version}\nlost {lost:#?}\ninvented {invented:#?}");
    }
}

fn docwright(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_docwright")).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
    assert!(output.status.success(), "{arguments:?}: {}", text(&output));
    text(&output)
}

/// Features of a crate that name areas and versions.
fn areas(manifest: &str) -> Vec<String> {
    let features = manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap_or_default();
    features.lines().filter_map(|line| line.strip_suffix(" = []")).map(str::to_owned).collect()
}

#[test]
fn a_crate_made_of_all_forms_compiles_and_replays_every_example() {
    let home = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let write =
        |path: PathBuf, bytes: &[u8]| fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let docs = home.path().join("docs");
    fs::create_dir(&docs).unwrap_or_else(|error| panic!("{error}"));
    let chosen = ["protectionunitbase", "siteprotectionunit", "protectionpolicybase", "recoveryjobbase", "publicerror"];
    for (name, text) in mixture(&docs_input(), |path| chosen.iter().any(|part| path.contains(part))) {
        write(docs.join(name), text.as_bytes());
    }
    let said = docwright(home.path(), &["generate", "--docs", "docs", "--out", "made", "--crate-name", "made"]);
    assert!(said.contains(" + listed 0\n"), "{said}");
    assert!(!said.contains("replayed 0 "), "{said}");
    for arguments in [&["lint", "--docs", "docs"][..], &["show", "--docs", "docs"], &["export", "ir", "--docs", "docs"]] {
        docwright(home.path(), arguments);
    }
    let made = home.path().join("made");
    let manifest = fs::read_to_string(made.join("Cargo.toml")).unwrap_or_else(|error| panic!("{error}"));
    let features = format!("client,{}", areas(&manifest).join(","));
    let output = cargo(&made, &features, &["test", "--test", "replay", "--test", "tables"]);
    assert!(output.status.success(), "{}", text(&output));
}
