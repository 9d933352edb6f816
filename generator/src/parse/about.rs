//! What the page says of its subject in running text: namespace, base type, deprecation, abstract, open.

use std::ops::Range;

use super::inline::links;
use super::reading::{Reading, Side};
use super::text::{Text, ends_with_ignore_case, find_ignore_case, lines, starts_with_ignore_case, trim_range};
use crate::page::{Include, SectionClass, TypeMention};
use crate::source::{Span, Spanned};

/// A paragraph under the title: its namespace line, and the rest as intro.
pub(super) fn intro(reading: &mut Reading<'_, '_>, text: &Text<'_>) {
    let raw = text.raw.as_ref();
    let mut from = 0;
    for line in lines(raw, 0..raw.len()) {
        let Some(value) = namespace(raw, line.clone()) else { continue };
        if reading.page.namespace.is_none() && !value.is_empty() {
            reading.page.namespace = Some(text.part(value));
        }
        push_intro(reading, text, from..line.start);
        from = line.end;
    }
    push_intro(reading, text, from..raw.len());
}

fn push_intro(reading: &mut Reading<'_, '_>, text: &Text<'_>, range: Range<usize>) {
    let range = trim_range(&text.raw, range);
    if range.is_empty() {
        return;
    }
    if reading.page.deprecation.is_none() {
        reading.page.deprecation = deprecation(text, range.clone());
    }
    reading.page.intro.push(text.part(range));
}

/// The value of `Namespace: microsoft.graph`.
fn namespace(raw: &str, line: Range<usize>) -> Option<Range<usize>> {
    let inner = trim_range(raw, line);
    let text = &raw[inner.clone()];
    if !starts_with_ignore_case(text, "namespace:") {
        return None;
    }
    let skipped = text[10..].len() - text[10..].trim_start_matches([' ', '\t', '*', '`', '\u{a0}']).len();
    let start = inner.start + 10 + skipped;
    let word = &raw[start..inner.end];
    let length = word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(word.len());
    Some(start..start + word[..length].trim_end_matches('.').len())
}

/// The sentence that says that the subject is deprecated.
fn deprecation(text: &Text<'_>, range: Range<usize>) -> Option<Spanned<String>> {
    let raw = text.raw.as_ref();
    let part = raw.get(range.clone())?;
    // `[!CAUTION]` alone on the first line says what kind of box the paragraph stands in.
    let mark =
        part.find('\n').filter(|&end| part.starts_with("[!") && part[..end].trim_end().ends_with(']')).map_or(0, |end| end + 1);
    let range = range.start + mark..range.end;
    let part = raw.get(range.clone())?;
    let at = [
        "is deprecated",
        "are deprecated",
        "been deprecated",
        "be deprecated",
        "(deprecated)",
        "is being deprecated",
        "now deprecated",
    ]
    .iter()
    .filter_map(|words| find_ignore_case(part, words, 0))
    .min()?;
    let start = part[..at].rfind(". ").map_or(0, |stop| stop + 2);
    let end = part[at..].find(". ").map_or(part.len(), |stop| at + stop + 1);
    let sentence = trim_range(raw, range.start + start..range.start + end);
    // A sentence about some property or about another type speaks of a part of the page's subject only.
    let lower = raw[sentence.clone()].to_ascii_lowercase();
    let partly = ["propert", "parameter", "value", "permission", "relationship"].iter().any(|word| lower.contains(word));
    (!partly).then(|| text.part(sentence))
}

/// An include that says so.
pub(super) fn deprecating_include(include: &Include) -> Option<Spanned<String>> {
    let words = |text: &str| find_ignore_case(text, "deprecat", 0).is_some() || find_ignore_case(text, "-retired", 0).is_some();
    (words(&include.target.value) || words(&include.label.value)).then(|| include.label.clone())
}

/// A paragraph anywhere on the page of a type.
pub(super) fn subject(reading: &mut Reading<'_, '_>, text: &Text<'_>, section: Option<usize>) {
    if reading.side != Side::Resources || reading.within(section, SectionClass::Example) {
        return;
    }
    let raw = text.raw.as_ref();
    if reading.page.base.is_none() {
        reading.page.base = base(reading, text);
    }
    let title = matches!(reading.class(section), SectionClass::Title | SectionClass::Other);
    let title = title && (raw.contains("bstract") || raw.contains("open type"));
    if title && reading.page.prose_flags.is_abstract.is_none() {
        reading.page.prose_flags.is_abstract = statement(
            text,
            raw,
            &[
                "abstract type",
                "abstract base",
                "abstract class",
                "abstract resource",
                "abstract complex",
                "abstract entity",
                "is abstract",
            ],
        );
    }
    if title && reading.page.prose_flags.open.is_none() {
        reading.page.prose_flags.open = statement(text, raw, &["an open type", "is open type"]);
    }
}

/// Words that name the direct parent when a type follows.
const INHERITS: [&str; 5] = ["inherits from", "derived from", "derives from", "extends", "inherits all properties from"];

/// "Inherits from [x](x.md)". "Types that inherit from this" and "are derived from" speak of others.
fn base(reading: &Reading<'_, '_>, text: &Text<'_>) -> Option<TypeMention> {
    let raw = text.raw.as_ref();
    if !raw.contains("from") && !raw.contains("xtends") {
        return None;
    }
    for introducer in INHERITS {
        let mut from = 0;
        while let Some(at) = find_ignore_case(raw, introducer, from) {
            from = at + introducer.len();
            let before = raw[..at].trim_end();
            if ["are", "types", "those", "resources", "be", "objects"].iter().any(|word| ends_with_ignore_case(before, word)) {
                continue;
            }
            if let Some(found) = type_after(reading, text, from) {
                return Some(found);
            }
        }
        if from > 0 && raw.len() > 20_000 {
            return None;
        }
    }
    None
}

/// The type that is named directly behind a place: a link, or a word in bold.
fn type_after(reading: &Reading<'_, '_>, text: &Text<'_>, at: usize) -> Option<TypeMention> {
    let raw = text.raw.as_ref();
    let mut rest = raw.get(at..)?.trim_start();
    for filler in ["the ", "an ", "a ", "abstract ", "base ", "complex ", "type "] {
        if starts_with_ignore_case(rest, filler) {
            rest = rest[filler.len()..].trim_start();
        }
    }
    let start = raw.len() - rest.len();
    let inner = rest.trim_start_matches(['*', '_', '`']);
    if inner.starts_with('[') {
        // Only this link is read, not all of the paragraph again.
        let open = raw.len() - inner.len();
        let mut end = (open + 400).min(raw.len());
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        let link = links(&text.sub(open..end), reading.links).into_iter().next().filter(|link| link.at == 0)?;
        return Some(TypeMention { name: link.text, link: link.target, collection: false });
    }
    let length = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(inner.len());
    let word = inner[..length].trim_end_matches('.');
    let decorated = rest.starts_with("**") || rest.starts_with('`');
    let camel = word.starts_with(|c: char| c.is_ascii_lowercase()) && word.contains(|c: char| c.is_ascii_uppercase());
    if word.is_empty() || !(decorated || camel || word.starts_with("microsoft.graph.")) {
        return None;
    }
    let start = start + (rest.len() - inner.len());
    Some(TypeMention { name: text.part(start..start + word.len()), link: None, collection: false })
}

/// A statement about the type itself: nothing about inheriting stands in front of it.
fn statement(text: &Text<'_>, raw: &str, phrases: &[&str]) -> Option<Span> {
    let (at, length) = phrases.iter().filter_map(|phrase| find_ignore_case(raw, phrase, 0).map(|at| (at, phrase.len()))).min()?;
    let before = &raw[raw[..at].rfind(". ").map_or(0, |stop| stop + 2)..at];
    let other = ["inherit", "derive", "extends"].iter().any(|word| find_ignore_case(before, word, 0).is_some());
    (!other).then(|| text.span_of(at..at + length))
}
