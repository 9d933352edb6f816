//! What is wrong with the pages: a code, a sentence, places in the text, and what to do.
//!
//! The wording that belongs to a code stands in the table of `diagnostic/code.rs`; the page that explains it in
//! `diagnostic/explain/CODE.md`. The sentence that names the case is made where the case is found.

mod code;
mod machine;
mod render;

pub use code::{Code, Severity};
pub use machine::{to_github, to_json, to_sarif};
pub use render::{TextStyle, render_text};

use crate::source::Span;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// The place to mend; `None` for findings about a file or folder as a whole.
    pub span: Option<Span>,
    /// The file or folder that a finding without a span is about.
    pub path: Option<String>,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// Other places that have to do with it, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What to do in this case; the code's own help where empty.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at a place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span: Some(span), path: None, message: sentence(message.into()), related: Vec::new(), help: None }
    }

    /// A finding about a whole file or folder.
    #[must_use]
    pub fn about(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, span: None, path: Some(path.into()), message: sentence(message.into()), related: Vec::new(), help: None }
    }

    /// Adds another place.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Replaces the code's help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> &str {
        self.help.as_deref().unwrap_or_else(|| self.code.help())
    }
}

/// A message longer than this quotes something that nobody reads to its end.
const MAX_MESSAGE: usize = 1000;

/// Names and types are quoted as the page writes them, and a page may write megabytes: the middle is left out.
fn sentence(message: String) -> String {
    if message.len() <= MAX_MESSAGE {
        return message;
    }
    let mut head = MAX_MESSAGE / 2;
    while !message.is_char_boundary(head) {
        head -= 1;
    }
    let mut tail = message.len() - MAX_MESSAGE / 4;
    while !message.is_char_boundary(tail) {
        tail += 1;
    }
    format!("{} [...] {}", &message[..head], &message[tail..])
}

/// Puts findings into the order in which they are printed: by file, place and code; exact repetitions go.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        let key = |finding: &Diagnostic| {
            (finding.span.map(|span| (span.file, span.start, span.end)), finding.path.clone(), finding.code)
        };
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup();
}
