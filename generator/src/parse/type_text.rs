//! Type cells: which type or types the words name, and whether they name several of it.

use super::inline::{LinkDefinitions, Piece, Pieces, Target, visible};
use super::text::{Text, find_ignore_case};
use crate::page::{Primitive, TypeText, TypeWord};

/// Reads a type cell.
pub(super) fn read(cell: &Text<'_>, links: &LinkDefinitions) -> TypeText {
    let raw = cell.raw.as_ref();
    let words = words(raw, links);
    let collection = words.iter().any(Word::is_collection) || raw.contains("[]") && !raw.contains("][]");
    let named: Vec<&Word> = words.iter().filter(|word| !word.is_collection()).collect();
    TypeText { text: cell.trimmed(), collection, names: names(&named) }
}

/// Spellings of the primitives, lower case, the commonest first.
const SPELLINGS: [(&str, Primitive); 37] = [
    ("string", Primitive::String),
    ("boolean", Primitive::Boolean),
    ("int32", Primitive::Int32),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("int64", Primitive::Int64),
    ("bool", Primitive::Boolean),
    ("int", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("long", Primitive::Int64),
    ("int16", Primitive::Int16),
    ("short", Primitive::Int16),
    ("byte", Primitive::Byte),
    ("sbyte", Primitive::SByte),
    ("double", Primitive::Double),
    ("number", Primitive::Double),
    ("numeric", Primitive::Double),
    ("float", Primitive::Single),
    ("single", Primitive::Single),
    ("decimal", Primitive::Decimal),
    ("datetime", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("date", Primitive::Date),
    ("dateonly", Primitive::Date),
    ("timeofday", Primitive::TimeOfDay),
    ("time", Primitive::TimeOfDay),
    ("duration", Primitive::Duration),
    ("guid", Primitive::Guid),
    ("uuid", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("bytes", Primitive::Binary),
    ("stream", Primitive::Stream),
    ("json", Primitive::Json),
    ("object", Primitive::Json),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("untyped", Primitive::Json),
    ("etag", Primitive::String),
];

/// Reads a type that prose names in one or two words.
pub(super) fn primitive(word: &str) -> Option<Primitive> {
    let bare = word.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("edm.")).map_or(word, |_| &word[4..]);
    SPELLINGS.iter().find(|(spelling, _)| spelling.eq_ignore_ascii_case(bare)).map(|&(_, primitive)| primitive)
}

/// A word of a type cell.
#[derive(Clone, Debug)]
enum Word {
    Plain(String),
    Link { text: String, target: Option<String> },
}

impl Word {
    fn text(&self) -> &str {
        match self {
            Word::Plain(text) | Word::Link { text, .. } => text,
        }
    }

    fn is_collection(&self) -> bool {
        let text = self.text();
        ["collection", "collections", "array"].iter().any(|word| word.eq_ignore_ascii_case(text))
    }
}

/// The words of a cell; what stands in parentheses behind a type is a note and is left out, unless it is the type.
fn words(raw: &str, links: &LinkDefinitions) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut plain = String::new();
    let flush = |plain: &mut String, out: &mut Vec<Word>| {
        push_plain(plain, out);
        plain.clear();
    };
    for piece in Pieces::of(raw) {
        match piece {
            Piece::Plain(range) | Piece::Code(range) => plain.push_str(&raw[range]),
            Piece::Entity(character) => plain.push(character),
            Piece::Strong => {}
            Piece::Break | Piece::Hidden => plain.push(' '),
            Piece::Link { text, target } => {
                flush(&mut plain, &mut out);
                let target = match target {
                    Target::Inline(range) => Some(raw[range].to_owned()),
                    Target::Reference(label) => links.get(&raw[label]).map(str::to_owned),
                };
                let text = visible(&raw[text]);
                let mut parts = text.split_whitespace();
                if let Some(first) = parts.next() {
                    out.push(Word::Link { text: first.trim_matches(['"', '\'', '.']).to_owned(), target });
                }
                for part in parts {
                    out.push(Word::Plain(part.to_owned()));
                }
            }
        }
    }
    flush(&mut plain, &mut out);
    out
}

/// Splits plain text at everything that is not part of a name; a parenthesis that does not follow `collection` opens a
/// note, which goes.
fn push_plain(plain: &str, out: &mut Vec<Word>) {
    let mut rest = plain;
    // Once no parenthesis closes, none does further on.
    let mut closable = true;
    while let Some(start) = rest.find(|c: char| is_name_char(c) || c == '(') {
        rest = &rest[start..];
        if let Some(inside) = rest.strip_prefix('(') {
            let type_follows = out.last().is_none_or(Word::is_collection);
            rest = inside;
            if !type_follows && closable {
                match inside.find(')') {
                    Some(close) => rest = &inside[close + 1..],
                    None => closable = false,
                }
            }
            continue;
        }
        let end = rest.find(|c: char| !is_name_char(c)).unwrap_or(rest.len());
        let word = rest[..end].trim_matches(['.', '-']);
        if !word.is_empty() {
            out.push(Word::Plain(word.to_owned()));
        }
        rest = &rest[end..];
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '#' | '-')
}

/// Words that stand around a type's name and are none.
const FILLERS: [&str; 30] = [
    "a",
    "an",
    "the",
    "of",
    "objects",
    "resource",
    "resources",
    "type",
    "types",
    "enum",
    "enumeration",
    "entity",
    "complex",
    "nullable",
    "value",
    "values",
    "optional",
    "required",
    "read-only",
    "readonly",
    "relationship",
    "facet",
    "reference",
    "list",
    "or",
    "and",
    "to",
    "single",
    "object",
    "identifier",
];

fn names(words: &[&Word]) -> Vec<TypeWord> {
    if words.is_empty() {
        return Vec::new();
    }
    if let [word] = words {
        return vec![name(word)];
    }
    // Links say what is meant, whatever stands around them.
    let linked: Vec<&&Word> = words.iter().filter(|word| matches!(word, Word::Link { .. })).collect();
    let alternatives = words.iter().any(|word| word.text().eq_ignore_ascii_case("or"));
    if !linked.is_empty() {
        let mut out: Vec<TypeWord> = linked.iter().map(|word| name(word)).collect();
        if !alternatives {
            out.truncate(1);
        }
        return out;
    }
    let meaningful: Vec<&&Word> =
        words.iter().filter(|word| !FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word.text()))).collect();
    match meaningful.as_slice() {
        [] => vec![words.first().map_or(TypeWord::Prose, |word| name(word))],
        [word] => vec![name(word)],
        several => {
            let types: Vec<TypeWord> =
                several.iter().map(|word| name(word)).filter(|name| matches!(name, TypeWord::Primitive(_))).collect();
            if alternatives && types.len() == several.len() {
                return types;
            }
            // "String, maximum size 30", "download Url": the first word if it is a type, else prose.
            match name(several[0]) {
                TypeWord::Primitive(primitive) => vec![TypeWord::Primitive(primitive)],
                first @ TypeWord::Named { .. } if several[0].text().contains('.') => vec![first],
                _ => vec![TypeWord::Prose],
            }
        }
    }
}

fn name(word: &Word) -> TypeWord {
    let text = word.text().trim_start_matches('#');
    let linked = matches!(word, Word::Link { .. });
    // A type of the reference is called Json; only a link tells it from the word.
    if let Some(primitive) = primitive(text).filter(|&primitive| !(linked && primitive == Primitive::Json)) {
        return TypeWord::Primitive(primitive);
    }
    if text.eq_ignore_ascii_case("none") {
        return TypeWord::Nothing;
    }
    let link = match word {
        Word::Link { target, .. } => target.clone(),
        Word::Plain(_) => None,
    };
    let nameable = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    if nameable { TypeWord::Named { name: text.to_owned(), link } } else { TypeWord::Prose }
}

/// The text speaks of several.
pub(super) fn speaks_of_several(text: &str) -> bool {
    ["collection", "list of", "array of"].iter().any(|words| find_ignore_case(text, words, 0).is_some())
}

#[cfg(test)]
mod tests;
