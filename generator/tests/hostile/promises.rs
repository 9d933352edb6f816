//! What must hold for any pages at all. The fuzz targets ask for the same.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use docwright::config::ApiConfig;
use docwright::diagnostic::{TextStyle, render_text};
use docwright::format;
use docwright::lock::{Lock, Naming};
use docwright::output::OutputTree;
use docwright::page::Page;
use docwright::run::{self, Generated, Understood};
use docwright::source::{SourceFile, Sources, Span};

/// Reads pages and makes a crate of them; panics where a promise is broken.
pub(crate) fn hold(files: Vec<(String, String)>, config: &ApiConfig) -> (Understood, Generated) {
    let files = files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
    let understood = run::understand(Sources::from_files(files));
    for page in &understood.pages {
        for span in spans(page) {
            inside(&understood.sources, span);
        }
    }
    for finding in &understood.findings {
        finding.span.into_iter().chain(finding.related.iter().map(|(span, _)| *span)).for_each(|span| {
            inside(&understood.sources, span);
        });
        let text = render_text(finding, &understood.sources, TextStyle::Plain);
        assert!(text.len() < 8_000, "{} bytes are no message", text.len());
        assert!(!text.contains(is_unprintable), "{text:?}");
    }
    let counts = understood.counts();
    assert_eq!(counts.read, counts.planned + counts.skipped, "every page is planned or skipped");
    let lock = Lock::default();
    let generated = run::generate(&understood.api, config, &Naming { lock: &lock, renames: &BTreeMap::new() });
    let always = always(config);
    if let Err(error) = format::check(&generated.tree, &|path| always.get(path) == generated.tree.get(path)) {
        panic!("{error}");
    }
    (understood, generated)
}

/// The files of a crate of no page. Most of them are the same for any pages, and need not be parsed again.
fn always(config: &ApiConfig) -> &'static OutputTree {
    static ALWAYS: OnceLock<OutputTree> = OnceLock::new();
    ALWAYS.get_or_init(|| {
        let naming = Naming { lock: &Lock::default(), renames: &BTreeMap::new() };
        let tree = run::generate(&run::understand(Sources::default()).api, config, &naming).tree;
        format::check(&tree, &|_| false).expect("a crate of no page is right");
        tree
    })
}

/// What a terminal would obey, or a reader would not see.
pub(crate) fn is_unprintable(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn inside(sources: &Sources, span: Span) {
    let text = &sources.file(span.file).text;
    assert!(text.get(span.range()).is_some(), "{span:?} is no part of {}", sources.file(span.file).path);
}

/// The places of what a page says.
fn spans(page: &Page) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(page.title.iter().map(|title| title.span));
    spans.extend(page.intro.iter().map(|text| text.span));
    spans.extend(page.sections.iter().map(|section| section.heading.span));
    spans.extend(page.includes.iter().map(|include| include.target.span));
    spans.extend(page.requests.iter().flat_map(|line| [line.method.span, line.target.span]));
    spans.extend(page.permissions.iter().map(|table| table.span));
    spans.extend(page.rows.iter().chain(&page.members).flat_map(|row| [row.name.span, row.span, row.description.span]));
    spans.extend(page.request_headers.iter().flat_map(|row| [row.name.span, row.description.span]));
    spans.extend(page.query.named.iter().map(|option| option.span));
    spans.extend(page.inferences.iter().map(|inference| inference.place));
    spans
}
