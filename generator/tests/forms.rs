//! Pages rendered to each form in which people copy them, and read again: the facts must be the same, but for what the form
//! is known to lose.

#![expect(clippy::print_stdout, reason = "the table is for people")]
#![allow(
    clippy::items_after_statements,
    clippy::collapsible_match,
    clippy::single_match_else,
    clippy::trivially_copy_pass_by_ref,
    clippy::semicolon_if_nothing_returned,
    reason = "the renderers are test tools; each reads best as one piece"
)]

#[path = "forms/blocks.rs"]
mod blocks;
#[path = "forms/damaged.rs"]
mod damaged;
#[path = "forms/facts.rs"]
mod facts;
mod made_crate;
#[path = "forms/mixed.rs"]
mod mixed;
#[path = "forms/names.rs"]
mod names;
mod parted;
#[path = "forms/render.rs"]
mod render;
#[path = "forms/saved.rs"]
mod saved;
#[path = "forms/sections.rs"]
mod sections;
#[path = "forms/tops.rs"]
mod tops;

use std::collections::BTreeMap;
use std::path::Path;

use docwright::diagnostic::{Code, Diagnostic};
use docwright::import::import;
use docwright::page::{Form, Inferred, Page, PageKind};
use docwright::parse::parse;
use docwright::source::{FileId, SourceFile, Sources};
use facts::Facts;

const FORMS: [Form; 4] = [Form::SiteText, Form::GithubRendered, Form::GithubFile, Form::Html];

/// Recovered, lost and invented facts of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    recovered: usize,
    lost: usize,
    invented: usize,
}

impl Tally {
    fn share(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of facts are small")]
        let share = self.recovered as f64 / (self.recovered + self.lost).max(1) as f64;
        share
    }
}

type Tallies = BTreeMap<(&'static str, &'static str), Tally>;

fn name(form: Form) -> &'static str {
    match form {
        Form::SiteText => "site text",
        Form::GithubRendered => "GitHub rendered",
        Form::GithubFile => "GitHub file",
        Form::Html => "HTML",
        Form::Markdown => "Markdown",
    }
}

fn rendered(file: &SourceFile, form: Form, sources: &Sources) -> String {
    let blocks = blocks::read(&file.text);
    let include = |target: &str| {
        let stem = target.rsplit('/').next().unwrap_or_default();
        let same = |other: &&SourceFile| other.path.ends_with(&format!("/permissions/{stem}")) && other.version == file.version;
        sources.files().iter().find(same).map(|file| file.text.clone())
    };
    match form {
        Form::SiteText => render::site_text(&blocks, &include),
        Form::GithubRendered => render::github_rendered(&blocks),
        Form::GithubFile => render::github_file(&blocks),
        Form::Html => render::html(&blocks, file.version.as_ref().map_or("v1.0", |version| version.0.as_str()), &include),
        Form::Markdown => file.text.clone(),
    }
}

/// The page that `docwright import` makes of a capture says what the capture says, and is not changed by another import.
fn import_again(text: &str, captured: &Page, path: &str, differences: &mut Vec<String>) {
    let imported = import(&SourceFile::new("page.txt", text));
    if !imported.is_page() {
        return;
    }
    let again = import(&SourceFile::new("page.md", imported.markdown.clone()));
    assert_eq!(again.page.form, Form::Markdown, "{path}: {}", imported.markdown);
    assert_eq!(again.markdown, imported.markdown, "{path}");
    // It belongs below a docs folder, in that of its version.
    let (page, _) = parse(&SourceFile::new(imported.path, imported.markdown.clone()), FileId(0));
    let (expected, mut found) = (facts::of(captured), facts::of(&page));
    for (kind, facts) in expected {
        let other = found.remove(kind).unwrap_or_default();
        if facts != other {
            differences.push(format!("{path}: {:?}: {kind}:\n  captured {facts:#?}\n  imported {other:#?}", captured.form));
        }
    }
}

fn compare(expected: &Facts, found: &Facts, form: Form, tallies: &mut Tallies, path: &str) {
    for (kind, facts) in expected {
        let mut rest = found.get(kind).cloned().unwrap_or_default();
        let tally = tallies.entry((*kind, name(form))).or_default();
        for fact in facts {
            if let Some(at) = rest.iter().position(|other| other == fact) {
                rest.remove(at);
                tally.recovered += 1;
            } else {
                tally.lost += 1;
                if std::env::var_os("FORMS_VERBOSE").is_some() {
                    println!("{path} {} lost {kind}: {fact}\n    left {rest:?}", name(form));
                }
            }
        }
        tally.invented += rest.len();
    }
    for (kind, facts) in found {
        if !expected.contains_key(kind) {
            tallies.entry((*kind, name(form))).or_default().invented += facts.len();
        }
    }
}

/// Reads each page in each form; the tallies and the number of inferences.
fn round_trip<'a>(sources: &Sources, files: impl Iterator<Item = &'a SourceFile>) -> Tallies {
    let mut tallies = Tallies::new();
    let mut inferences: BTreeMap<(&'static str, Inferred), usize> = BTreeMap::new();
    let mut pages = 0;
    let mut differences = Vec::new();
    let mut alarms = Vec::new();
    for file in files {
        pages += 1;
        let written = parse(file, FileId(0)).0;
        let expected = facts::of(&written);
        let of_reference = matches!(written.kind, PageKind::Api | PageKind::Resource | PageKind::Enumeration);
        for form in FORMS {
            let text = rendered(file, form, sources);
            let (page, findings) = parse(&SourceFile::new("page.txt", text.clone()), FileId(0));
            let damaged = |finding: &&Diagnostic| matches!(finding.code, Code::CaptureCut | Code::SeveralCaptures);
            for finding in findings.iter().filter(damaged) {
                alarms.push(format!("{}: {form:?}: {}", file.path, finding.message));
            }
            import_again(&text, &page, &file.path, &mut differences);
            // Pages about concepts have nothing by which their captures could be told from any text.
            assert!(page.form == form || !of_reference, "{} is taken for {:?}, not {form:?}", file.path, page.form);
            compare(&expected, &facts::of(&page), form, &mut tallies, &file.path);
            for inference in &page.inferences {
                *inferences.entry((name(form), inference.what)).or_default() += 1;
            }
        }
    }
    println!("{pages} pages");
    println!("{:<24}{}", "recovered/lost/invented", FORMS.map(|form| format!("{:>20}", name(form))).concat());
    let kinds: std::collections::BTreeSet<&str> = tallies.keys().map(|(kind, _)| *kind).collect();
    for kind in kinds {
        let cells = FORMS.map(|form| {
            let tally = tallies.get(&(kind, name(form))).copied().unwrap_or_default();
            format!("{:>20}", format!("{}/{}/{}", tally.recovered, tally.lost, tally.invented))
        });
        println!("{kind:<24}{}", cells.concat());
    }
    for ((form, what), count) in inferences {
        println!("inferred in {form}: {what:?} {count}");
    }
    println!("{} whole captures taken for damaged ones\n{}", alarms.len(), alarms.join("\n"));
    assert!(alarms.len() * 100 <= pages * FORMS.len(), "{alarms:#?}");
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    tallies
}

fn is_page(file: &&SourceFile) -> bool {
    matches!(file.folder(), "api" | "resources")
}

#[test]
fn our_own_pages_say_the_same_in_every_form() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let sources = Sources::read(&root).unwrap();
    let tallies = round_trip(&sources, sources.files().iter().filter(is_page));
    for ((kind, form), tally) in &tallies {
        let floor = match (*kind, *form) {
            ("title", "site text") => 0.0,
            // Without a heading an enumeration is named by the property that lists its members.
            ("enumeration" | "enumeration member", "GitHub rendered") => 0.8,
            _ => 0.98,
        };
        assert!(tally.share() >= floor, "{form}: {kind}: {tally:?}");
        let expands = matches!(*form, "site text" | "HTML");
        assert!(tally.invented * 50 <= tally.recovered || expands || tally.invented <= tally.lost, "{form}: {kind}: {tally:?}");
        if *kind == "request line" {
            assert_eq!((tally.lost, tally.invented), (0, 0), "{form}");
        }
    }
}

/// Pages of a corpus, spread evenly over its folders; `None` where no corpus is given.
fn corpus(name: &str, api: usize, resources: usize) -> Option<Tallies> {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        println!("skipped: DOCWRIGHT_CORPUS names no folder with {name}/api-reference");
        return None;
    };
    let docs = Path::new(&corpus).join(name).join("api-reference");
    let sources = Sources::read(&docs).unwrap_or_else(|error| panic!("{}: {error}", docs.display()));
    let of = |folder: &'static str, wanted: usize| {
        let all: Vec<&SourceFile> = sources.files().iter().filter(|file| file.folder() == folder).collect();
        let step = (all.len() / wanted).max(1);
        all.into_iter().step_by(step).take(wanted)
    };
    Some(round_trip(&sources, of("api", api).chain(of("resources", resources))))
}

/// `examples` is the least share of examples: old pages show head and body of a message in two blocks now and then, which
/// captures join.
fn assert_shares(tallies: &Tallies, examples: f64) {
    for ((kind, form), tally) in tallies {
        match *kind {
            "request line" => assert_eq!((tally.lost, tally.invented), (0, 0), "{form}"),
            "property row" => assert!(tally.share() >= 0.98, "{form}: {kind}: {tally:?}"),
            "example request" | "example response" => assert!(tally.share() >= examples, "{form}: {kind}: {tally:?}"),
            _ => {}
        }
    }
}

#[test]
fn pages_of_today_say_the_same_in_every_form() {
    if let Some(tallies) = corpus("graph-current", 1000, 1000) {
        assert_shares(&tallies, 0.98);
    }
}

#[test]
fn pages_of_2021_say_the_same_in_every_form() {
    if let Some(tallies) = corpus("graph-v1.0-2021-07", 200, 100) {
        assert_shares(&tallies, 0.97);
    }
}

/// Whole pages in each form, as `docwright import` writes them: `captures/PAGE.FORM.md` is what comes back of
/// `captures/PAGE.md`. What differs is what the form loses, but for the writing of marks and tables.
#[expect(clippy::disallowed_methods, reason = "a test reads its own pages")]
#[test]
fn captures_become_the_pages_that_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/captures");
    for (stem, path) in [
        ("operation", "beta/api/oven-warm.md"),
        ("type", "beta/resources/oven.md"),
        ("listing", "v1.0/api/oven-list-trays.md"),
        ("search", "v1.0/api/drawer-search.md"),
    ] {
        let text = std::fs::read_to_string(folder.join(format!("{stem}.md"))).unwrap();
        let sources = Sources::from_files(vec![SourceFile::new(path, text)]);
        for form in FORMS {
            let capture = rendered(&sources.files()[0], form, &sources);
            let imported = import(&SourceFile::new("capture.txt", capture));
            assert_eq!(imported.page.form, form, "{stem}");
            let mut out = format!("{}\n", imported.path);
            for finding in &imported.findings {
                out.push_str(&format!("{}: {}\n", finding.code, finding.message));
            }
            out.push_str(&imported.markdown);
            let file = folder.join(format!("{stem}.{}.txt", name(form).replace(' ', "-")));
            expect_test::expect_file![file].assert_eq(&out);
        }
    }
}
