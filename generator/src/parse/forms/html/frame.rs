//! What the rendered site puts around and between the parts of a page: navigation, buttons, captions of code, feedback.

use html5gum::emitters::default::StartTag;

use super::attribute;

/// Elements whose content is not part of the page.
const ELEMENTS: [&str; 11] =
    ["script", "style", "nav", "header", "footer", "aside", "button", "svg", "noscript", "template", "form"];

/// Roles of what a page is not.
const ROLES: [&str; 6] = ["navigation", "banner", "contentinfo", "search", "complementary", "tablist"];

/// How the identifiers of the site's own parts begin.
const IDENTIFIERS: [&str; 5] = ["article-header", "article-metadata", "ms--", "site-user-feedback", "user-feedback"];

/// Classes of the site's own parts: the caption of a code block, the line of date and authors, what only a screen shows.
const CLASSES: [&str; 6] =
    ["code-header", "codeHeader", "page-metadata", "page-actions", "feedback-section", "is-visible-interactive"];

/// Whether an element is of the site and not of the page.
pub(super) fn is_frame(name: &str, tag: &StartTag<usize>) -> bool {
    if ELEMENTS.contains(&name) {
        return true;
    }
    // Running text is marked up with classes of all kinds.
    if !matches!(name, "div" | "section" | "ul" | "ol" | "p" | "span" | "h2") {
        return false;
    }
    let role = attribute(tag, "role").is_some_and(|role| ROLES.contains(&role.as_str()));
    let identifier = || attribute(tag, "id").is_some_and(|id| IDENTIFIERS.iter().any(|start| id.starts_with(start)));
    let class = || attribute(tag, "class").is_some_and(|class| class.split_whitespace().any(|word| CLASSES.contains(&word)));
    role || identifier() || class()
}
