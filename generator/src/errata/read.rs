//! From the text of an errata file to its corrections.

use std::ops::Range;
use std::path::Path;

use super::target::{ABSENT, FactKind, Target, UNSAID};
use super::{Errata, Erratum, FactValue, Facts};
use crate::toml_file::{Kind, Mistake, Table, TomlError, Value};

const KEYS: &[&str] = &["reason", "link", "version", "target", "was", "is"];
const TARGET_KEYS: &[&str] = &["type", "property", "enumeration", "member", "operation", "answer"];
const TARGET_HELP: &str = "write target = { type = \"...\" } with or without property, { enumeration = \"...\" } with or without \
                           member, or { operation = \"GET /...\" } with or without answer";

/// Reads a text.
pub(super) fn text(path: &Path, text: &str) -> Result<Errata, TomlError> {
    let mut mistakes = Vec::new();
    let mut errata = Vec::new();
    match Table::parse(text) {
        Ok(table) => {
            table.check_keys("an errata file", &["erratum"], &mut mistakes);
            match table.get("erratum").map(|value| (&value.kind, value.span.clone())) {
                Some((Kind::Array(items), _)) => {
                    errata.extend(items.iter().filter_map(|item| erratum(item, &mut mistakes)));
                }
                Some((_, span)) => {
                    let help = "begin each correction with [[erratum]] on a line of its own";
                    mistakes.push(Mistake::new(span, "`erratum` is not a list of tables", help));
                }
                None => {}
            }
        }
        Err(mistake) => mistakes.push(mistake),
    }
    match TomlError::of(path, text, mistakes) {
        Some(error) => Err(error),
        None => Ok(Errata { path: path.to_owned(), text: text.to_owned(), errata }),
    }
}

fn erratum(item: &Value, mistakes: &mut Vec<Mistake>) -> Option<Erratum> {
    let Kind::Table(table) = &item.kind else {
        let help = "begin each correction with [[erratum]] on a line of its own";
        mistakes.push(Mistake::new(item.span.clone(), "an erratum is a table", help));
        return None;
    };
    table.check_keys("[[erratum]]", KEYS, mistakes);
    let span = item.span.clone();
    let reason = sentence(table, "reason", &span, "say in a sentence why the page is wrong", mistakes);
    let link = sentence(table, "link", &span, "give a link under which that can be checked", mistakes);
    let version = table.string("version", mistakes).map(|(text, _)| text.to_owned());
    let Some(target) = table.table("target", mistakes) else {
        if table.get("target").is_none() {
            mistakes.push(Mistake::new(span, "the erratum has no `target`", TARGET_HELP));
        }
        return None;
    };
    target.check_keys("a target", TARGET_KEYS, mistakes);
    let at = table.get("target").map_or(span.clone(), |value| value.span.clone());
    let target = read_target(target, at, mistakes)?;
    let was = facts(table, "was", &target, &span, mistakes);
    let is = facts(table, "is", &target, &span, mistakes);
    check_pair(table, &was, &is, mistakes);
    Some(Erratum { span, reason: reason?, link: link?, version, target, was, is })
}

fn sentence(table: &Table, key: &str, span: &Range<usize>, help: &str, mistakes: &mut Vec<Mistake>) -> Option<String> {
    if table.get(key).is_none() {
        mistakes.push(Mistake::new(span.clone(), format!("the erratum has no `{key}`"), help));
        return None;
    }
    let (text, at) = table.string(key, mistakes)?;
    if text.trim().is_empty() {
        mistakes.push(Mistake::new(at, format!("`{key}` is empty"), help));
        return None;
    }
    Some(text.to_owned())
}

fn read_target(table: &Table, at: Range<usize>, mistakes: &mut Vec<Mistake>) -> Option<Target> {
    let given = |key: &str| table.get(key).is_some();
    let owners = ["type", "enumeration", "operation"].into_iter().filter(|key| given(key)).count();
    let misplaced = [("property", "type"), ("member", "enumeration"), ("answer", "operation")]
        .iter()
        .any(|(part, owner)| given(part) && !given(owner));
    if owners != 1 || misplaced {
        mistakes.push(Mistake::new(at, "the target does not name one thing", TARGET_HELP));
        return None;
    }
    let text = |key: &str, mistakes: &mut Vec<Mistake>| table.string(key, mistakes).map(|(text, _)| text.to_owned());
    if let Some(owner) = text("type", mistakes) {
        return Some(if given("property") { Target::Property(owner, text("property", mistakes)?) } else { Target::Type(owner) });
    }
    if let Some(owner) = text("enumeration", mistakes) {
        return Some(if given("member") { Target::Member(owner, text("member", mistakes)?) } else { Target::Enumeration(owner) });
    }
    let owner = text("operation", mistakes)?;
    if !owner.split_once(' ').is_some_and(|(_, path)| path.starts_with('/')) {
        mistakes.push(Mistake::new(
            at,
            format!("`{owner}` is not a method and a path"),
            "write it as: operation = \"GET /users/{id}\"",
        ));
        return None;
    }
    if !given("answer") {
        return Some(Target::Operation(owner));
    }
    let status = table.integer("answer", mistakes)?;
    let status = u16::try_from(status).ok().filter(|status| (100..600).contains(status));
    if status.is_none() {
        mistakes.push(Mistake::new(at, "`answer` is not a status code", "write a number from 100 to 599"));
    }
    Some(Target::Answer(owner, status?))
}

fn facts(table: &Table, key: &str, target: &Target, span: &Range<usize>, mistakes: &mut Vec<Mistake>) -> Facts {
    let known: Vec<&str> = target.facts().iter().map(|(name, _)| *name).collect();
    let Some(table) = table.table(key, mistakes) else {
        if table.get(key).is_none() {
            let what = if key == "was" { "what the pages say" } else { "what is right" };
            let help = format!("write {key} = {{ FACT = VALUE }}: {what}, with one of {}", known.join(", "));
            mistakes.push(Mistake::new(span.clone(), format!("the erratum has no `{key}`"), help));
        }
        return Facts::new();
    };
    table.check_keys(&format!("`{key}` of {target}"), &known, mistakes);
    let mut facts = Facts::new();
    for (name, value) in &table.entries {
        let Some((_, kind)) = target.facts().iter().find(|(known, _)| *known == name.name) else { continue };
        let read = match (&value.kind, kind) {
            (Kind::String(text), FactKind::Text) => Some(FactValue::Text(text.clone())),
            (Kind::String(text), FactKind::Said | FactKind::SaidNumber) if text == UNSAID => Some(FactValue::Text(text.clone())),
            (Kind::Boolean(boolean), FactKind::Boolean | FactKind::Said) => Some(FactValue::Boolean(*boolean)),
            (Kind::Integer(number), FactKind::Number | FactKind::SaidNumber) => Some(FactValue::Number(*number)),
            _ => None,
        };
        if let Some(read) = read {
            facts.insert(name.name.clone(), read);
        } else {
            let expected = match kind {
                FactKind::Text => "a string",
                FactKind::Boolean => "true or false",
                FactKind::Said => "true, false or \"unsaid\"",
                FactKind::Number => "a whole number",
                FactKind::SaidNumber => "a whole number or \"unsaid\"",
            };
            let message = format!("`{}` is {}", name.name, value.kind_name());
            mistakes.push(Mistake::new(value.span.clone(), message, format!("it must be {expected}")));
        }
    }
    facts
}

/// What is set must have been stated; what is absent has no other facts.
fn check_pair(table: &Table, was: &Facts, is: &Facts, mistakes: &mut Vec<Mistake>) {
    let at = |key: &str| table.get(key).map_or(0..0, |value| value.span.clone());
    let absent = |facts: &Facts| facts.get(ABSENT) == Some(&FactValue::Boolean(true));
    for (key, facts) in [("was", was), ("is", is)] {
        let alone = facts.len() == 1 || !absent(facts);
        if facts.contains_key(ABSENT) && (!alone || !absent(facts)) {
            let help = "write absent = true for a thing that is not there, and for one that is there its facts instead";
            mistakes.push(Mistake::new(at(key), "`absent` stands alone and is true", help));
        }
    }
    if absent(was) || absent(is) {
        if absent(was) && absent(is) {
            mistakes.push(Mistake::new(at("is"), "`was` and `is` say the same", "remove the erratum, or mend one of the two"));
        }
        return;
    }
    for (name, value) in is {
        match was.get(name) {
            None => {
                let help = format!("add {name} = ... to `was`, so that a change of the page is noticed");
                mistakes.push(Mistake::new(at("is"), format!("`was` does not state `{name}`"), help));
            }
            Some(before) if before == value => {
                let help = "remove it from `is`; in `was` alone it is a condition";
                mistakes.push(Mistake::new(at("is"), format!("`was` and `is` say the same about `{name}`"), help));
            }
            Some(_) => {}
        }
    }
}
