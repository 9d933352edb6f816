//! Placeholders of path templates: how they are written, and what their parameters are called.

use std::collections::BTreeSet;

use super::inference::words;
use crate::model::{Parameter, Segment};

/// A placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Camel case, from the first alternative; may be generic (`id`) until the parameters are named.
    pub(super) name: String,
    /// The text between the brackets.
    pub(super) written: String,
}

impl Slot {
    pub(super) fn named(written: &str) -> Self {
        let first = written.split(['|', ',']).next().unwrap_or(written);
        Self { name: camel(first), written: written.to_owned() }
    }
}

/// The placeholder that a whole segment is: `{id | name}`, `<address>`, `{id} | name`, `'{id}'`.
pub(super) fn whole(text: &str) -> Option<Slot> {
    let text = text.trim().trim_matches('\'');
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .or_else(|| text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}', '<', '>'])) {
        let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(Slot::named(&inner));
    }
    // `{user-id} | user-principal-name`
    if text.starts_with('{') && text.contains('|') {
        let bare: String = text.chars().filter(|c| !matches!(c, '{' | '}')).collect();
        let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(Slot::named(&bare));
    }
    // `{id` or `{{id}}`: brackets that do not close are still brackets.
    if text.starts_with('{') || (text.starts_with('<') && text.ends_with('>')) {
        let bare = text.trim_matches(|c| matches!(c, '{' | '}' | '<' | '>'));
        if !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.')) {
            return Some(Slot::named(bare));
        }
    }
    None
}

/// Camel case of a placeholder's words: `item-path` gives `itemPath`.
fn camel(written: &str) -> String {
    let mut name = String::new();
    for word in words_of_placeholder(written) {
        if name.is_empty() {
            name.push_str(&word);
        } else {
            let mut characters = word.chars();
            name.extend(characters.next().into_iter().flat_map(char::to_uppercase));
            name.push_str(characters.as_str());
        }
    }
    name
}

fn words_of_placeholder(written: &str) -> Vec<String> {
    words(written)
}

/// Arguments of a call, split at commas outside quotes and brackets.
pub(super) fn split_arguments(inner: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut quoted = false;
    for (at, character) in inner.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '{' | '<' | '(' | '[' => depth += 1,
            '}' | '>' | ')' | ']' => depth -= 1,
            ',' if depth <= 0 => {
                arguments.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(inner[start..].trim());
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// The name in front of the equals sign.
pub(super) fn argument_name(argument: &str) -> Option<&str> {
    let (name, _) = argument.split_once('=')?;
    let name = name.trim();
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).then_some(name)
}

/// Whether a literal segment is a sample value that a placeholder should stand for: a GUID, or a long number.
pub(super) fn is_sample_identifier(segment: &str) -> bool {
    let hexadecimal = |part: &str| part.chars().all(|c| c.is_ascii_hexdigit());
    let lengths: Vec<usize> = segment.split('-').map(str::len).collect();
    let guid = lengths == [8, 4, 4, 4, 12] && segment.split('-').all(hexadecimal);
    guid || (segment.len() >= 5 && segment.chars().all(|c| c.is_ascii_digit()))
}

/// Names that say nothing without the segment in front.
fn is_generic(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "id" | "key" | "name" | "guid" | "" | "objectid" | "index")
}

/// Gives every parameter of a path a name of its own: a generic one is named after the segment in front.
pub(super) fn name_parameters(segments: &mut [Segment]) {
    let mut used = BTreeSet::new();
    let mut before = String::new();
    for segment in segments {
        name_segment(segment, &mut before, &mut used);
    }
}

fn name_segment(segment: &mut Segment, before: &mut String, used: &mut BTreeSet<String>) {
    match segment {
        Segment::Literal(text) => {
            // A cast (`microsoft.graph.user`) and `$value` name no collection.
            if !text.contains('.') && !text.starts_with('$') {
                text.clone_into(before);
            }
        }
        Segment::Parameter(parameter) => name_one(parameter, before, used),
        Segment::Function { name, parameters } => {
            name.clone_into(before);
            // Arguments keep their names: they go over the wire. Others must differ from them.
            used.extend(parameters.iter().map(|parameter| parameter.name.clone()));
        }
        Segment::PathAddress { anchor, path, .. } => {
            name_segment(anchor, before, used);
            name_one(path, before, used);
        }
    }
}

fn name_one(parameter: &mut Parameter, before: &str, used: &mut BTreeSet<String>) {
    let mut name = parameter.name.clone();
    let start = singular(before.rsplit('.').next().unwrap_or(before));
    if is_generic(&name) || used.contains(&name) {
        let rest = if name.is_empty() { "id".to_owned() } else { name.clone() };
        name = if start.is_empty() || start.eq_ignore_ascii_case(&rest) { rest } else { camel(&format!("{start}-{rest}")) };
    }
    if name.is_empty() {
        "value".clone_into(&mut name);
    }
    let base = name.clone();
    let mut number = 2;
    while !used.insert(name.clone()) {
        name = format!("{base}{number}");
        number += 1;
    }
    parameter.name = name;
}

/// One of several, by the regular rules of English.
fn singular(plural: &str) -> String {
    let cut = |end: usize, add: &str| format!("{}{add}", &plural[..plural.len() - end]);
    if let Some(stem) = plural.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if plural.ends_with("children") || plural.ends_with("Children") {
        return cut(3, "");
    }
    if ["sses", "xes", "ches", "shes"].iter().any(|end| plural.ends_with(end)) {
        return cut(2, "");
    }
    if plural.ends_with('s') && !["ss", "us", "is"].iter().any(|end| plural.ends_with(end)) {
        return cut(1, "");
    }
    plural.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_placeholder_as_a_whole() {
        for (text, expected) in [
            ("{id}", Some(("id", "id"))),
            (" {user-id} ", Some(("userId", "user-id"))),
            ("{id | userPrincipalName}", Some(("id", "id | userPrincipalName"))),
            ("{a,b}", Some(("a", "a,b"))),
            ("<address>", Some(("address", "address"))),
            ("'{item  path}'", Some(("itemPath", "item path"))),
            ("{user-id} | name", Some(("userId", "user-id | name"))),
            ("{id", Some(("id", "id"))),
            ("{{id}}", Some(("id", "id"))),
            ("<<a b>>", Some(("aB", "a b"))),
            ("{a.b_c", Some(("aBC", "a.b_c"))),
            ("<a", None),
            ("{}", Some(("", ""))),
            ("{", None),
            ("{a/b", None),
            ("{a}{b}", None),
            ("a{b}", None),
            ("a|b", None),
            ("id", None),
        ] {
            let found = whole(text);
            assert_eq!(found.as_ref().map(|slot| (slot.name.as_str(), slot.written.as_str())), expected, "{text}");
        }
    }

    #[test]
    fn arguments_are_parted_at_their_own_commas() {
        assert_eq!(
            split_arguments("a=1, b='x,y',c={d,e}, f=(1,2),,g=[1,2] "),
            ["a=1", "b='x,y'", "c={d,e}", "f=(1,2)", "g=[1,2]"]
        );
        assert_eq!(split_arguments("a=')', b"), ["a=')'", "b"]);
        assert_eq!(split_arguments("a),b"), ["a)", "b"]);
        assert_eq!(split_arguments(" "), Vec::<&str>::new());
        assert_eq!(argument_name(" a_b-c.d = 1"), Some("a_b-c.d"));
        for text in ["=1", "a b=1", "a", "'a'=1"] {
            assert_eq!(argument_name(text), None, "{text}");
        }
    }

    #[test]
    fn sample_values_are_told_from_words() {
        for (text, expected) in [
            ("01234567-89ab-cdef-0123-456789ABCDEF", true),
            ("01234567-89ab-cdef-0123-456789abcdeg", false),
            ("01234567-89ab-cdef-0123", false),
            ("12345", true),
            ("1234", false),
            ("12345a", false),
            ("", false),
        ] {
            assert_eq!(is_sample_identifier(text), expected, "{text}");
        }
    }

    #[test]
    fn one_of_several() {
        for (plural, expected) in [
            ("policies", "policy"),
            ("ies", "ie"),
            ("children", "child"),
            ("orgChildren", "orgChild"),
            ("classes", "class"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("dishes", "dish"),
            ("users", "user"),
            ("class", "class"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("team", "team"),
        ] {
            assert_eq!(singular(plural), expected, "{plural}");
        }
    }
}
