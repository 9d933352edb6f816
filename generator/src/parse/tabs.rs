//! Tab groups: `# [HTTP](#tab/http)` opens a tab, a rule ends the group. The labels look like headings and are none.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Ids of tabs whose content is a snippet made for some SDK or shell.
const LANGUAGES: [&str; 14] = [
    "csharp",
    "cs",
    "cli",
    "go",
    "java",
    "javascript",
    "js",
    "objc",
    "objectivec",
    "php",
    "powershell",
    "python",
    "typescript",
    "curl",
];

/// Where the reader is among tabs.
#[derive(Default)]
pub(super) struct Tabs {
    open: Option<Tab>,
}

struct Tab {
    /// The label that opened the group.
    first: Span,
    foreign: bool,
}

impl Tabs {
    /// A heading may be a label; says whether it was one.
    pub(super) fn label(&mut self, heading: &str, span: Span) -> bool {
        let Some(at) = heading.find("](#tab/") else { return false };
        let id = heading[at + 7..].split([')', '/']).next().unwrap_or("");
        let foreign = LANGUAGES.iter().any(|language| id.eq_ignore_ascii_case(language));
        let first = self.open.as_ref().map_or(span, |tab| tab.first);
        self.open = Some(Tab { first, foreign });
        true
    }

    /// A rule ends the group.
    pub(super) fn rule(&mut self) {
        self.open = None;
    }

    /// A true heading ends the group too, though it should not have to.
    pub(super) fn heading(&mut self, findings: &mut Vec<Diagnostic>) {
        if let Some(tab) = self.open.take() {
            findings.push(Diagnostic::new(
                Code::UnclosedTabGroup,
                tab.first,
                "nothing ends this tab group before the next heading",
            ));
        }
    }

    /// The end of the page.
    pub(super) fn end(&mut self, findings: &mut Vec<Diagnostic>) {
        if let Some(tab) = self.open.take() {
            findings.push(Diagnostic::new(
                Code::UnclosedTabGroup,
                tab.first,
                "nothing ends this tab group before the end of the page",
            ));
        }
    }

    /// What stands here belongs to another language than HTTP.
    pub(super) fn foreign(&self) -> bool {
        self.open.as_ref().is_some_and(|tab| tab.foreign)
    }
}
