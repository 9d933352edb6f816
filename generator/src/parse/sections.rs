//! What each heading announces, from its words and the headings above it.

use super::text::starts_with_ignore_case;
use crate::page::{Section, SectionClass};

/// Sets the class of every section.
pub(super) fn classify(sections: &mut [Section]) {
    let mut titled = false;
    for index in 0..sections.len() {
        let section = &sections[index];
        let class = if section.level == 1 && !titled {
            titled = true;
            SectionClass::Title
        } else {
            let words = section.heading.value.to_lowercase();
            let class = by_words(words.trim());
            in_context(class, words.trim(), sections, index)
        };
        sections[index].class = class;
    }
}

/// The section and those that enclose it, the nearest first.
pub(super) fn path(sections: &[Section], section: Option<usize>) -> impl Iterator<Item = &Section> {
    // A parent always stands before its child, so the walk ends.
    std::iter::successors(section.and_then(|index| sections.get(index)), |section| {
        section.parent.and_then(|parent| sections.get(parent))
    })
}

/// The section or one above it is of the class.
pub(super) fn within(sections: &[Section], section: Option<usize>, class: SectionClass) -> bool {
    path(sections, section).any(|section| section.class == class)
}

/// The class that the words alone give.
fn by_words(words: &str) -> SectionClass {
    use SectionClass as Class;
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| words.starts_with(prefix));
    let is = |names: &[&str]| names.contains(&words);
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| words.ends_with(suffix));
    if starts(&["http request", "https request"]) {
        Class::HttpRequest
    } else if starts(&["permissions", "prerequisites"]) || is(&["permission"]) {
        Class::Permissions
    } else if starts(&["notification"]) && !is(&["notifications"]) {
        Class::Notification
    } else if starts(&["example", "sample"]) {
        Class::Example
    } else if words.contains("response header") {
        Class::ResponseHeaders
    } else if words.contains("header") && !starts(&["example"]) {
        Class::RequestHeaders
    } else if words.contains("query param") {
        Class::QueryParameters
    } else if words.contains("function param") {
        Class::FunctionParameters
    } else if words.contains("path param") || words.contains("url param") {
        Class::PathParameters
    } else if words.contains("request body") || is(&["parameters"]) {
        Class::RequestBody
    } else if is(&["errors", "exceptions", "error handling", "error codes", "error conditions"])
        || words.contains("error response")
        || words.contains("error code")
    {
        Class::Errors
    } else if ordinal_request(words) {
        Class::ExampleRequest
    } else if words == "response" || starts(&["response "]) || ends(&[" response"]) {
        Class::Response
    } else if is(&["derived types", "subtypes"]) {
        Class::DerivedTypes
    } else if starts(&["relationships"]) || is(&["navigation properties"]) {
        Class::Relationships
    } else if words == "properties" || ends(&[" properties"]) && words.split(' ').count() == 2 || is(&["instance attributes"]) {
        Class::Properties
    } else if is(&["methods", "tasks", "functions", "actions"]) || starts(&["tasks on "]) {
        Class::Methods
    } else if starts(&["json representation"]) || is(&["representation", "resource representation"]) {
        Class::JsonRepresentation
    } else if is(&["members", "values", "state enumeration", "enumeration", "enumerations", "enum"])
        || ends(&[" values", " enumeration", " enum", " members", " options"])
    {
        Class::Members
    } else if starts(&["see also", "related content", "next steps", "related topics"]) {
        Class::SeeAlso
    } else if is(&["remarks", "notes"]) {
        Class::Remarks
    } else {
        Class::Other
    }
}

/// `Request`, `Request 2`, `Third request`.
fn ordinal_request(words: &str) -> bool {
    words == "request"
        || words.strip_prefix("request").is_some_and(|rest| rest.starts_with([' ', ':', '-']))
        || words.strip_suffix(" request").is_some_and(|rest| !rest.contains(' '))
}

/// Headings within examples mean the example's parts.
fn in_context(class: SectionClass, words: &str, sections: &[Section], index: usize) -> SectionClass {
    use SectionClass as Class;
    let parent = sections[index].parent;
    let in_example = path(sections, parent).any(|above| {
        matches!(above.class, Class::Example | Class::ExampleRequest | Class::ExampleResponse | Class::Notification)
    });
    if in_example {
        return match class {
            Class::HttpRequest | Class::RequestHeaders | Class::RequestBody | Class::ExampleRequest => Class::ExampleRequest,
            Class::Response | Class::ResponseHeaders => Class::ExampleResponse,
            other => other,
        };
    }
    if class == Class::Response && starts_with_ignore_case(words, "response") {
        // A page without an example heading: "Response" beside an earlier "Request" belongs to it.
        let sibling = sections[..index].iter().rev().find(|other| other.parent == parent && other.level == sections[index].level);
        if sibling.is_some_and(|other| matches!(other.class, Class::ExampleRequest | Class::ExampleResponse)) {
            return Class::ExampleResponse;
        }
    }
    class
}
