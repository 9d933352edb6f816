//! What the description of a row says in terms: required, read-only, nullable, default, possible values, origin.

use std::ops::Range;

use super::inline::{self, LinkDefinitions, codes, links, visible};
use super::text::{Text, find_ignore_case, trim_range};
use crate::page::{RowMarkers, TypeMention};
use crate::source::Spanned;

/// Reads a description. `required` is what a column of its own says.
pub(super) fn read(description: &Text<'_>, definitions: &LinkDefinitions) -> RowMarkers {
    let raw = description.raw.as_ref();
    let mut out = RowMarkers::default();
    if raw.is_empty() {
        return out;
    }
    let lower = raw.to_ascii_lowercase();
    out.required = if lower.contains("required") || lower.contains("optional") { required(&lower) } else { None };
    out.read_only = lower.contains("read-only") || lower.contains("read only.") || lower.contains("readonly.");
    out.write_only = lower.contains("write-only") || lower.contains("write only.");
    out.nullable = nullable(&lower);
    out.key = lower.contains("key") && is_sentence(&lower, &["key", "key of the entity", "primary key"]);
    out.deprecated = lower.contains("deprecated");
    out.only_on_select = lower.contains("returned only on")
        || lower.contains("not returned by default")
        || lower.contains("returned only when selected");
    out.default = default(description, &lower);
    out.values = values(description, &lower);
    out.inherited_from = inherited_from(description, &lower, definitions);
    out.query_support = query_support(raw, &lower);
    out
}

/// Where words stand. Most descriptions do not have them, and that they do not is found out sooner than where they stand.
fn place(lower: &str, words: &str) -> Option<usize> {
    if lower.contains(words) { lower.find(words) } else { None }
}

/// A whole sentence consists of the words: `Key.`
fn is_sentence(lower: &str, sentences: &[&str]) -> bool {
    lower.split(['.', ';', '\n']).any(|part| sentences.contains(&part.trim_matches([' ', '*', '_', '(', ')'])))
}

/// `Required.`, `Optional.` as sentences or at either end; conditions ("required if") say nothing sure.
fn required(lower: &str) -> Option<bool> {
    let plain = |part: &str, word: &str| {
        let part = part.trim_matches([' ', '*', '_', '(', ')', '`', '\t']);
        part == word
            || part
                .strip_prefix("this property is ")
                .or_else(|| part.strip_prefix("this parameter is "))
                .is_some_and(|rest| rest == word)
    };
    for part in lower.split(['.', ';', '\n']) {
        if plain(part, "required") {
            return Some(true);
        }
        let start = part.trim_start_matches([' ', '*', '_', '(', '`']);
        let optional =
            start.strip_prefix("optional").is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ' ', '*', ')', ':']));
        if optional || plain(part, "not required") {
            return Some(false);
        }
        if start.starts_with("required,") {
            return Some(true);
        }
    }
    let end = lower.trim_end_matches([' ', '*', '_', ')', '.']);
    (end.ends_with("(required") || end.ends_with("(optional")).then(|| end.ends_with("(required"))
}

fn nullable(lower: &str) -> Option<bool> {
    let at = place(lower, "nullable")?;
    let before = lower[..at].trim_end_matches([' ', '*', '_', '`', '-']);
    Some(!(before.ends_with("not") || before.ends_with("non") || before.ends_with("n't") || before.ends_with("isn’t")))
}

/// The literal of "the default value is ...", "default: ...", "`x` by default" is left to the prose.
fn default(description: &Text<'_>, lower: &str) -> Option<Spanned<String>> {
    let raw = description.raw.as_ref();
    let mut from = 0;
    while let Some(at) = place(lower.get(from..)?, "default").map(|at| from + at) {
        from = at + "default".len();
        let mut rest = from;
        for word in [" value", " setting"] {
            if lower[rest..].starts_with(word) {
                rest += word.len();
            }
        }
        let Some(introducer) =
            [" is set to ", " is ", ": ", " = ", "s to "].iter().find(|word| lower[rest..].starts_with(**word))
        else {
            continue;
        };
        rest += introducer.len();
        if let Some(literal) = literal(raw, rest) {
            return Some(description.part(literal));
        }
    }
    None
}

/// A literal at a place: in code, in quotes, in bold, a number, or a boolean.
fn literal(raw: &str, at: usize) -> Option<Range<usize>> {
    let rest = raw.get(at..)?;
    let at = at + (rest.len() - rest.trim_start().len());
    let rest = raw.get(at..)?;
    for mark in ["``", "`", "**", "\"", "'", "_", "*"] {
        if let Some(inside) = rest.strip_prefix(mark) {
            let end = inside.find(mark)?;
            let range = trim_range(raw, at + mark.len()..at + mark.len() + end);
            return (!range.is_empty() && range.len() <= 100).then_some(range);
        }
    }
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).unwrap_or(rest.len());
    let word = rest[..length].trim_end_matches('.');
    let known = word.eq_ignore_ascii_case("true")
        || word.eq_ignore_ascii_case("false")
        || word == "null"
        || word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
    (known && !word.is_empty()).then(|| at..at + word.len())
}

/// Words that open a list of values, the plainest first.
const VALUE_INTRODUCERS: [&str; 6] =
    ["possible values", "possible value", "allowed values", "valid values", "supported values", "accepted values"];

/// The values of "Possible values are: `a`, `b`." in order. The list ends with its sentence.
fn values(description: &Text<'_>, lower: &str) -> Vec<Spanned<String>> {
    for words in VALUE_INTRODUCERS {
        let Some(at) = place(lower, words) else { continue };
        let from = list_start(lower, at + words.len());
        let Some(list) = description.raw.get(from..) else { continue };
        let list = from..from + sentence_end(list);
        let found = listed(&description.raw, list);
        if !found.is_empty() {
            return found.into_iter().map(|range| description.part(range)).collect();
        }
    }
    Vec::new()
}

/// Behind "are:", "for x are", ":" and their like.
fn list_start(lower: &str, at: usize) -> usize {
    let tail = lower.get(at..).unwrap_or("");
    if let Some(word) =
        [" are:", " are", " is:", " is", " include:", " include", ":"].iter().find(|word| tail.starts_with(**word))
    {
        return at + word.len();
    }
    let near = tail.char_indices().nth(60).map_or(tail, |(end, _)| &tail[..end]);
    let near = near.split('.').next().unwrap_or(near);
    at + near.find(" are:").map(|place| place + 5).or_else(|| near.find(':').map(|place| place + 1)).unwrap_or(0)
}

/// The items of a list: in code, in bold, in quotes, in italics, or bare words.
fn listed(raw: &str, list: Range<usize>) -> Vec<Range<usize>> {
    let text = &raw[list.clone()];
    let spans: Vec<Range<usize>> = codes(text).map(|span| list.start + span.start..list.start + span.end).collect();
    let items = match spans.as_slice() {
        // All values in one code span.
        [one] => parts(raw, one.clone(), &[","]),
        [] => ["**", "\"", "*"]
            .iter()
            .map(|mark| marked(raw, list.clone(), mark))
            .find(|found| !found.is_empty())
            .unwrap_or_else(|| bare(raw, list)),
        _ => spans,
    };
    let item = |range: Range<usize>| {
        let word = raw[range.clone()].trim_matches(['\'', '"', ' ']);
        let at = range.start + raw[range].find(word).unwrap_or(0);
        (!word.is_empty() && word.len() <= 200 && !word.starts_with('$')).then(|| at..at + word.len())
    };
    items.into_iter().filter_map(item).collect()
}

/// Words between pairs of a mark.
fn marked(raw: &str, list: Range<usize>, mark: &str) -> Vec<Range<usize>> {
    let places: Vec<usize> = raw[list.clone()].match_indices(mark).map(|(at, _)| list.start + at).collect();
    let pairs = places.as_chunks::<2>().0.iter().map(|&[open, close]| open + mark.len()..close);
    pairs.filter(|range| raw[range.clone()].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).collect()
}

/// Words between commas; all of them must be single words, else the sentence is no list.
fn bare(raw: &str, list: Range<usize>) -> Vec<Range<usize>> {
    let items = parts(raw, list, &[",", " and ", " or "]);
    let single = |range: &Range<usize>| {
        let word = &raw[range.clone()];
        !word.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '<' | '(' | '`' | '*'))
    };
    let items: Vec<_> = items.into_iter().filter(|range| !range.is_empty()).collect();
    if items.len() > 1 && items.iter().all(single) { items } else { Vec::new() }
}

/// A range split at separators, without blanks at the ends of the parts.
fn parts(raw: &str, range: Range<usize>, separators: &[&str]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        match separators.iter().find(|separator| raw[at..range.end].starts_with(**separator)) {
            Some(separator) => {
                out.push(trim_range(raw, start..at));
                at += separator.len();
                start = at;
            }
            None => at += raw[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push(trim_range(raw, start..range.end));
    out
}

/// The end of the first sentence: a full stop outside code that a blank, a capital or the end follows.
fn sentence_end(text: &str) -> usize {
    for piece in inline::Pieces::of(text) {
        let inline::Piece::Plain(range) = piece else { continue };
        let plain = &text[range.clone()];
        for (at, _) in plain.match_indices('.') {
            let place = range.start + at;
            let next = text[place + 1..].chars().next();
            if next.is_none_or(|c| c.is_whitespace() || c == '<' || c.is_uppercase()) {
                return place;
            }
        }
    }
    text.len()
}

fn inherited_from(description: &Text<'_>, lower: &str, definitions: &LinkDefinitions) -> Option<TypeMention> {
    let at = place(lower, "inherited from")?;
    let link = links(description, definitions).into_iter().find(|link| link.at >= at);
    if let Some(link) = link
        && lower[at + 14..link.at].chars().all(|c| matches!(c, ' ' | '*' | '`' | ':') || c.is_ascii_alphabetic())
        && link.at - at < 40
    {
        return Some(TypeMention { name: link.text, link: link.target, collection: false });
    }
    let raw = description.raw.as_ref();
    let rest = raw.get(at + 14..)?;
    let start = at + 14 + rest.find(|c: char| c.is_alphanumeric())?;
    let length = raw[start..].find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).unwrap_or(raw.len() - start);
    let word = &raw[start..start + length];
    // The next sentence may follow without a blank.
    let sentence = word.match_indices('.').find(|(at, _)| word[at + 1..].starts_with(|c: char| c.is_ascii_uppercase()));
    let word = word[..sentence.map_or(word.len(), |(at, _)| at)].trim_end_matches(['.', '_']);
    if word.is_empty() || ["the", "a", "an", "its"].contains(&word) {
        return None;
    }
    Some(TypeMention {
        name: description.part(start..start + word.len()).map(|name| visible(&name)),
        link: None,
        collection: false,
    })
}

/// "Supports `$filter` (`eq`, `ne`), `$orderby`": each option with the operators in the parentheses behind it.
fn query_support(raw: &str, lower: &str) -> Vec<(String, Vec<String>)> {
    let Some(from) = find_ignore_case(lower, "supports", 0) else { return Vec::new() };
    if lower[..from].trim_end().ends_with("not") {
        return Vec::new();
    }
    let Some(list) = raw.get(from..) else { return Vec::new() };
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    let mut depth_open = None;
    for piece in inline::Pieces::of(list) {
        match piece {
            inline::Piece::Code(range) => {
                let word = list[range].trim();
                if let Some(option) = word.strip_prefix('$') {
                    let name = option.split([' ', '=', '(']).next().unwrap_or(option);
                    let operators: Vec<String> = option
                        .split_once('(')
                        .map(|(_, rest)| rest.trim_end_matches(')').split(',').map(|word| word.trim().to_owned()).collect())
                        .unwrap_or_default();
                    out.push((format!("${name}"), operators));
                } else if depth_open.is_some()
                    && let Some((_, operators)) = out.last_mut()
                {
                    operators.extend(word.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()));
                }
            }
            inline::Piece::Plain(range) => {
                for character in list[range].chars() {
                    match character {
                        '(' => depth_open = Some(()),
                        ')' => depth_open = None,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests;
