//! Enumerations in GitHub's rendered view, which has no heading to name them by: other pages of the folder do, or a finding
//! says that none does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use docwright::diagnostic::{Code, Diagnostic};
use docwright::page::Form;
use docwright::run::{Understood, understand};
use docwright::source::{SourceFile, Sources};

use super::{is_page, rendered};

/// Enumerations with their members, by version and name; those that a table documents, or all.
fn enumerations(understood: &Understood, tables: bool) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for version in &understood.api.versions {
        for enumeration in version.enumerations.iter().filter(|enumeration| !tables || !enumeration.inferred) {
            let members = enumeration.members.iter().map(|member| member.name.clone()).collect();
            out.insert((version.version.clone(), enumeration.name.to_string()), members);
        }
    }
    out
}

/// How many of the enumerations that Markdown names keep their name and members, and what became of the others.
#[derive(Debug, Default)]
struct Names {
    kept: usize,
    lost: Vec<String>,
    wrong: Vec<String>,
    told: usize,
}

fn names(sources: Sources) -> Names {
    let captured = sources.files().iter().filter(is_page);
    let captured = captured.map(|file| SourceFile::new(file.path.clone(), rendered(file, Form::GithubRendered, &sources)));
    let captured = understand(Sources::from_files(captured.collect()));
    let (expected, found) = (enumerations(&understand(sources), true), enumerations(&captured, true));
    let told = captured.findings.iter().filter(|finding| finding.code == Code::EnumerationWithoutName).count();
    let mut names = Names { told, ..Names::default() };
    for (name, members) in &expected {
        match found.get(name) {
            Some(other) if other == members => names.kept += 1,
            Some(other) => names.wrong.push(format!("{name:?}: {members:?} became {other:?}")),
            None => names.lost.push(format!("{name:?}: {members:?}")),
        }
    }
    names.wrong.extend(found.keys().filter(|name| !expected.contains_key(name)).map(|name| format!("{name:?} is no name")));
    names
}

fn print(names: &Names, of: &str) {
    println!(
        "{of}: {} enumerations keep their name and members in GitHub's rendered view, {} are lost ({} tables reported), {} wrong",
        names.kept,
        names.lost.len(),
        names.told,
        names.wrong.len()
    );
    if std::env::var_os("FORMS_VERBOSE").is_some() {
        println!("lost {:#?}\nwrong {:#?}", names.lost, names.wrong);
    }
}

#[test]
fn the_folder_names_what_the_view_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let names = names(Sources::read(&root).unwrap());
    print(&names, "docs-input");
    assert!(names.kept > 30, "{names:#?}");
    assert!(names.lost.is_empty() && names.wrong.is_empty() && names.told == 0, "{names:#?}");
}

const FRIDGE: &str = "# fridge resource type

Namespace: microsoft.graph

Keeps food cold.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|state|fridgeState|How it is. The possible values are: `cold`, `warm`, `unknownFutureValue`.|
|lamp|lampColour|The lamp. The possible values are: `red`, `green`.|
|sign|signColour|The sign. The possible values are: `red`, `green`.|
|door|doorKind|How it opens.|
";

const KITCHEN: &str = "# Enumeration values

Namespace: microsoft.graph

### fridgeState values
|Member|Description|
|:---|:---|
|cold|As it should be.|
|warm|As it should not be.|
|frozen|A value that came after the property was described.|
|unknownFutureValue|A value that is not in use yet.|

### lampColour values
|Member|Description|
|:---|:---|
|red|Something is wrong.|
|green|Nothing is wrong.|

### doorKind values
|Member|Description|
|:---|:---|
|left|Hinges on the left.|
|right|Hinges on the right.|
";

#[test]
fn a_table_takes_the_one_name_whose_values_it_lists() {
    let sources = |form: Form| {
        let files = [("v1.0/resources/fridge.md", FRIDGE), ("v1.0/resources/enums-kitchen.md", KITCHEN)];
        let written = Sources::from_files(files.map(|(path, text)| SourceFile::new(path, text)).into());
        let files = written.files().iter();
        Sources::from_files(files.map(|file| SourceFile::new(file.path.clone(), rendered(file, form, &written))).collect())
    };
    let members = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let of = |name: &str| ("v1.0".to_owned(), format!("microsoft.graph.{name}"));
    let written = understand(sources(Form::Markdown));
    assert_eq!(enumerations(&written, true).len(), 3);

    let captured = understand(sources(Form::GithubRendered));
    let state = members(&["cold", "warm", "frozen", "unknownFutureValue"]);
    assert_eq!(enumerations(&captured, true), BTreeMap::from([(of("fridgeState"), state)]));
    // Two properties list red and green, and none says what doors there are: no name is made up.
    let told = captured.findings.iter().filter(|finding| finding.code == Code::EnumerationWithoutName);
    let first_row = |finding: &Diagnostic| {
        let span = finding.span.unwrap();
        let line = captured.sources.line_column(span).line as usize;
        captured.sources.file(span.file).text.lines().nth(line + 1).unwrap()
    };
    let lines: Vec<&str> = told.map(first_row).collect();
    assert_eq!(lines, ["| red | Something is wrong. |", "| left | Hinges on the left. |"]);
}

#[test]
fn names_of_the_corpus_that_the_view_lost() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        println!("skipped: DOCWRIGHT_CORPUS names no folder with graph-current/api-reference");
        return;
    };
    let docs = Path::new(&corpus).join("graph-current").join("api-reference");
    let names = names(Sources::read(&docs).unwrap());
    print(&names, "graph-current");
    // One table has a delimiter row of another width than its header, so that GitHub shows no table.
    assert!(names.told + 1 >= names.lost.len(), "what is lost is said: {names:#?}");
    assert!(names.wrong.is_empty(), "{:#?}", names.wrong);
}
