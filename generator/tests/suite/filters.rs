//! What include and exclude leave: the operations that are selected, and the types that these need.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::project::{docs, run_in};

/// The page of a type with some properties and relationships.
fn resource(name: &str, intro: &str, properties: &[(&str, &str)], relationships: &[(&str, &str)]) -> String {
    let rows = |rows: &[(&str, &str)]| rows.iter().map(|(name, ty)| format!("|{name}|{ty}|One of it.|\n")).collect::<String>();
    format!(
        "# {name} resource type\n\nNamespace: microsoft.graph\n\n{intro}\n\n## Properties\n\n|Property|Type|Description|\n\
         |:---|:---|:---|\n{}\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n{}",
        rows(properties),
        rows(relationships)
    )
}

/// The page of a request that answers with a type.
fn get(path: &str, answer: &str) -> String {
    format!(
        "# Get {answer}\n\nNamespace: microsoft.graph\n\nRead it.\n\n## HTTP request\n\n``` http\nGET {path}\n```\n\n## Response\n\n\
         If successful, this method returns a `200 OK` response code and a [{answer}](../resources/{answer}.md) object.\n"
    )
}

/// A museum: its works hang in rooms, are of paint, and belong to lenders; visitors are somebody else's business.
fn museum() -> tempfile::TempDir {
    let pages = [
        (
            "resources/work.md",
            resource(
                "work",
                "A work.",
                &[("id", "String"), ("paint", "[paint](paint.md)")],
                &[("lender", "[lender](lender.md)")],
            ),
        ),
        (
            "resources/fresco.md",
            resource("fresco", "A wall. Inherits from [work](work.md).", &[("wall", "[wall](wall.md)")], &[]),
        ),
        ("resources/paint.md", resource("paint", "A paint.", &[("binder", "String")], &[])),
        ("resources/wall.md", resource("wall", "A wall.", &[("height", "Int32")], &[])),
        ("resources/lender.md", resource("lender", "Who lends.", &[("id", "String"), ("address", "[address](address.md)")], &[])),
        (
            "resources/visitor.md",
            resource("visitor", "Who looks.", &[("id", "String"), ("address", "[address](address.md)")], &[]),
        ),
        ("resources/address.md", resource("address", "Where one lives.", &[("street", "String")], &[])),
        ("resources/notice.md", resource("notice", "What is sent when a work moves.", &[("id", "String")], &[])),
        ("api/work-get.md", get("/works/{id}", "work")),
        ("api/lender-get.md", get("/lenders/{id}", "lender")),
        ("api/visitor-get.md", get("/visitors/{id}", "visitor")),
    ];
    let pages: Vec<(String, String)> = pages.into_iter().map(|(path, text)| (format!("v1.0/{path}"), text)).collect();
    docs(&pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

/// The structs of the crate, and the fields of `Work`.
fn structs(home: &Path, arguments: &[&str]) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut all = vec!["generate", "--docs", "docs", "--out", "out", "--crate-name", "museum"];
    all.extend(arguments);
    run_in(home, &all).expect(0);
    let list = fs::read_to_string(home.join("out/public-items.txt")).unwrap();
    let short = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    let items = || list.lines().filter_map(|line| line.split_once(": "));
    let structs = items().filter(|(_, signature)| *signature == "pub struct").map(|(path, _)| short(path)).collect();
    let fields = items().filter(|(path, signature)| path.contains("::Work::") && signature.starts_with("pub Option"));
    (structs, fields.map(|(path, _)| short(path)).collect())
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_type_goes_with_the_last_operation_that_needs_it() {
    let home = museum();
    let (all, fields) = structs(home.path(), &[]);
    assert_eq!(all, set(&["Address", "Fresco", "Lender", "Notice", "Paint", "Visitor", "Wall", "Work"]));
    assert_eq!(fields, set(&["id", "paint", "lender"]));

    // What was needed by nothing before is not what the exclusion means.
    let (kept, _) = structs(home.path(), &["--exclude", "/visitors/**"]);
    assert_eq!(kept, set(&["Address", "Fresco", "Lender", "Notice", "Paint", "Wall", "Work"]));

    // Only what works are made of, and what may stand in their place; a relationship leads elsewhere.
    let (kept, fields) = structs(home.path(), &["--include", "/works/**"]);
    assert_eq!(kept, set(&["Fresco", "Paint", "Wall", "Work"]));
    assert_eq!(fields, set(&["id", "paint"]));

    let (kept, _) = structs(home.path(), &["--include", "/**"]);
    assert_eq!(kept, all, "a filter that leaves nothing out leaves everything");
}

/// A version of which nothing is left is no empty module, and not the default.
#[test]
fn a_version_goes_with_its_last_operation() {
    let home = museum();
    let beta = get("/works/{id}/restore", "work").replace("GET /works", "POST /works");
    crate::project::put(&home.path().join("docs/beta/api/work-restore.md"), beta.as_bytes());
    crate::project::put(
        &home.path().join("docs/beta/resources/work.md"),
        resource("work", "A work.", &[("id", "String")], &[]).as_bytes(),
    );
    structs(home.path(), &["--include", "/**#POST"]);
    let crate_file = |path: &str| fs::read_to_string(home.path().join("out").join(path));
    assert!(crate_file("src/v1_0/mod.rs").is_err() && crate_file("src/beta/mod.rs").is_ok());
    let manifest = crate_file("Cargo.toml").unwrap();
    assert!(manifest.contains("default = [\"reqwest\", \"beta\"") && !manifest.contains("v1-0"), "{manifest}");
}

/// A mistyped pattern does not empty the crate that is there.
#[test]
fn a_filter_that_leaves_no_operation_is_an_error() {
    let home = museum();
    let (all, _) = structs(home.path(), &[]);
    for arguments in [&["--include", "/wrks/**"], &["--exclude", "**"]] {
        let whole = ["generate", "--docs", "docs", "--out", "out", "--crate-name", "museum"];
        run_in(home.path(), &[&whole[..], arguments].concat())
            .expect(2)
            .says(&["error: include and exclude leave out all of the 3 operations, and nothing is written", "help: "]);
    }
    let list = fs::read_to_string(home.path().join("out/public-items.txt")).unwrap();
    assert!(all.iter().all(|name| list.contains(&format!("::{name}: pub struct\n"))), "{list}");
}
