//! The folder of hostile pages: what is found in each, and what becomes of it.

use std::fmt::Write as _;

use docwright::diagnostic::{TextStyle, render_text};
use docwright::model::PageOutcome;
use docwright::run;
use expect_test::expect_file;

use super::{configuration, docs, promises, syntax};

#[test]
fn every_page_is_found_out() {
    let understood = run::read(&docs(), &[]).unwrap();
    assert!(understood.sources.files().len() >= 120);
    let mut text = String::new();
    for version in &understood.api.versions {
        for page in &version.pages {
            let file = &understood.sources.files()[page.file as usize];
            let outcome = match &page.outcome {
                PageOutcome::Planned => "planned".to_owned(),
                PageOutcome::Skipped(code) => format!("skipped, {code}"),
            };
            let _ = writeln!(text, "{} {}: {outcome}", version.version, file.path);
            for finding in &understood.findings {
                let line = match finding.span {
                    Some(span) if span.file.0 == page.file => understood.sources.line_column(span).line,
                    None if finding.path.as_ref() == Some(&file.path) => 0,
                    _ => continue,
                };
                let _ = writeln!(text, "    {line} {}", finding.code.name());
            }
        }
    }
    expect_file!["findings.txt"].assert_eq(&text);
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let understood = run::read(&docs(), &[]).unwrap();
    assert!(understood.findings.len() > 50);
    for finding in &understood.findings {
        let text = render_text(finding, &understood.sources, TextStyle::Plain);
        assert!(text.len() < 8_000 && !text.contains(promises::is_unprintable), "{text:?}");
    }
}

#[test]
fn no_text_becomes_code() {
    let files = run::read(&docs(), &[]).unwrap();
    let files = files.sources.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    let (_, generated) = promises::hold(files, &configuration());
    syntax::only_what_was_planned(&generated);
}
