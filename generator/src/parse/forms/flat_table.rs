//! Tables whose pipes are gone: the cells of a row joined by one blank, or one cell a line.

use std::ops::Range;

use super::super::text::{starts_with_ignore_case, trim_range};
use super::super::type_text::primitive;

/// Titles of columns, the longer ones of one beginning first.
const TITLES: [&str; 37] = [
    "Permissions (from least to most privileged)",
    "Permissions (from most to least privileged)",
    "Least privileged permissions",
    "Least privileged permission",
    "Higher privileged permissions",
    "Higher privileged permission",
    "Permission type",
    "Query parameter",
    "Header name",
    "Return type",
    "Global service",
    "US Government L4",
    "US Government L5 (DOD)",
    "China operated by 21Vianet",
    "Parameter name",
    "Property name",
    "Member name",
    "Relationship",
    "Description",
    "Parameter",
    "Operator",
    "Property",
    "Required?",
    "Required",
    "Content",
    "Example",
    "Header",
    "Member",
    "Method",
    "Value",
    "Path",
    "Field",
    "Name",
    "Type",
    "Notes",
    "Function",
    "Scope",
];

/// The titles of a flattened header row, in order; `None` where the line is none.
pub(super) fn header(source: &str, line: Range<usize>) -> Option<Vec<Range<usize>>> {
    let inner = trim_range(source, line);
    let mut out = Vec::new();
    let mut at = inner.start;
    while at < inner.end {
        let rest = source.get(at..inner.end)?;
        let title = TITLES.iter().find(|title| {
            starts_with_ignore_case(rest, title) && (rest.len() == title.len() || rest[title.len()..].starts_with([' ', '\t']))
        })?;
        // Titles begin with a capital; sentences do so only once.
        if !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        out.push(at..at + title.len());
        at += title.len();
        at += source[at..inner.end].len() - source[at..inner.end].trim_start().len();
    }
    let title = |index: usize| out.get(index).and_then(|range| source.get(range.clone())).unwrap_or("");
    let alone = out.len() == 1 && ["Member", "Value"].contains(&title(0));
    let several = out.len() > 1 && !["Description", "Type", "Example", "Content", "Required"].contains(&title(0));
    (alone || several).then_some(out)
}

/// A row split into the cells of its header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SplitRow {
    pub(super) cells: Vec<Range<usize>>,
    /// The type cell was taken for one though its word looks like none.
    pub(super) guessed: bool,
}

/// Splits a flattened row; `None` where the line does not fit the header.
pub(super) fn row(source: &str, titles: &[String], line: Range<usize>) -> Option<SplitRow> {
    let inner = trim_range(source, line);
    let is = |index: usize, wanted: &str| titles.get(index).is_some_and(|title| title.starts_with(wanted));
    if is(0, "permission type") {
        return permissions(source, titles.len(), inner);
    }
    if is(0, "global service") {
        let words = words(source, &inner);
        return (words.len() == titles.len()).then_some(SplitRow { cells: words, guessed: false });
    }
    if is(1, "return type") {
        return method(source, inner);
    }
    let mut words = words(source, &inner).into_iter().peekable();
    let mut name = words.next()?;
    if !is_name(source[name.clone()].trim_end_matches(':')) {
        return None;
    }
    if source[name.clone()].ends_with(':') && (titles.len() == 2 || is(1, "type") && is(0, "name")) {
        // `Prefer: outlook.timezone`: a header with the value that is meant.
        name.end = words.next().map_or(name.end, |value| value.end);
    } else if source[name.clone()].ends_with(':') {
        return None;
    }
    let mut cells = vec![name];
    let mut guessed = false;
    for title in titles.iter().take(titles.len().saturating_sub(1)).skip(1) {
        let Some(word) = words.peek().cloned() else {
            cells.push(inner.end..inner.end);
            continue;
        };
        if title == "type" {
            let ty = type_phrase(source, word.start..inner.end)?;
            guessed |= ty.guessed;
            // Two words that could both open a sentence are one.
            if guessed && source[cells[0].clone()].starts_with(|c: char| c.is_uppercase()) {
                return None;
            }
            while words.peek().is_some_and(|word| word.end <= ty.range.end) {
                words.next();
            }
            cells.push(ty.range);
        } else if title == "value" && !source[word.clone()].starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            cells.push(word.start..word.start);
        } else {
            words.next();
            cells.push(word);
        }
    }
    if titles.len() > 1 {
        let rest = words.peek().map_or(inner.end, |word| word.start);
        if titles.last().is_some_and(|title| title == "type") {
            let ty = type_phrase(source, rest..inner.end)?;
            guessed |= ty.guessed;
        }
        cells.push(rest..inner.end);
    } else if words.peek().is_some() {
        return None;
    }
    Some(SplitRow { cells, guessed })
}

fn words(source: &str, inner: &Range<usize>) -> Vec<Range<usize>> {
    let text = source.get(inner.clone()).unwrap_or("");
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let start = inner.start + (word.as_ptr() as usize - base);
            start..start + word.len()
        })
        .collect()
}

/// The name of a property, parameter, header or member.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '$'))
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '@' | '_' | '$' | '.' | '-' | ':' | '/' | '(' | ')' | '*' | '{' | '}'))
        && !word.ends_with(['.', ':'])
}

struct TypePhrase {
    range: Range<usize>,
    guessed: bool,
}

/// The longest type at the start of a range: a word, with `collection` around it.
fn type_phrase(source: &str, range: Range<usize>) -> Option<TypePhrase> {
    let all = words(source, &range);
    let word = |index: usize| all.get(index).and_then(|range| source.get(range.clone())).unwrap_or("");
    let first = all.first()?;
    if starts_with_ignore_case(word(0), "collection(") {
        let close = source.get(first.start..range.end)?.find(')')?;
        return Some(TypePhrase { range: first.start..first.start + close + 1, guessed: false });
    }
    if word(0).eq_ignore_ascii_case("collection") && word(1) == "of" {
        return Some(TypePhrase { range: first.start..all.get(2)?.end, guessed: false });
    }
    let several = word(1).eq_ignore_ascii_case("collection") && !(word(1) == "Collection" && word(2) == "of");
    let sure = is_type(word(0)).or_else(|| is_capital_type(word(0), word(1)).then_some(false))?;
    let end = if several { all.get(1)?.end } else { first.end };
    Some(TypePhrase { range: first.start..end, guessed: !sure })
}

/// Whether a word names a type: surely, perhaps, or (`None`) not.
fn is_type(word: &str) -> Option<bool> {
    if primitive(word).is_some() {
        return Some(true);
    }
    if !is_nameable(word) {
        return None;
    }
    let camel = word.chars().skip(1).any(|c| c.is_ascii_uppercase()) || word.contains('.');
    let small = word.starts_with(|c: char| c.is_ascii_lowercase());
    // A word of prose: `The`, `Optional`.
    (camel || small).then_some(camel)
}

/// Old pages write names of types with a capital. `collection` or the capital of the description behind one tells it from
/// the first word of a sentence.
fn is_capital_type(word: &str, next: &str) -> bool {
    const SENTENCES: [&str; 12] =
        ["A", "An", "The", "This", "If", "In", "For", "Optional", "Required", "Read", "Indicates", "Represents"];
    is_nameable(word)
        && !SENTENCES.contains(&word)
        && (next == "collection" || word.len() > 2 && next.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_nameable(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        && !word.ends_with('.')
}

/// The first row of a table whose type looks like none: the columns say that the second word is the type nevertheless.
pub(super) fn first_row(source: &str, titles: &[String], line: Range<usize>) -> Option<SplitRow> {
    if titles.len() != 3 || titles[1] != "type" {
        return None;
    }
    let inner = trim_range(source, line);
    let all = words(source, &inner);
    let (name, ty) = (all.first()?.clone(), all.get(1)?.clone());
    let fits = is_name(&source[name.clone()]) && is_nameable(source[ty.clone()].trim_end_matches([',', ';']));
    let rest = trim_range(source, ty.end..inner.end);
    fits.then(|| SplitRow { cells: vec![name, ty, rest], guessed: true })
}

/// Callers of permission tables, as their rows begin.
const CALLERS: [&str; 6] = [
    "Delegated (work or school account)",
    "Delegated (personal Microsoft account)",
    "Delegated (work or school)",
    "Delegated (personal)",
    "Application",
    "Delegated",
];

fn permissions(source: &str, width: usize, inner: Range<usize>) -> Option<SplitRow> {
    let text = source.get(inner.clone())?;
    let caller = CALLERS.iter().find(|caller| text.starts_with(**caller))?;
    let label = inner.start..inner.start + caller.len();
    let rest = trim_range(source, inner.start + caller.len()..inner.end);
    if width < 3 {
        return Some(SplitRow { cells: vec![label, rest], guessed: false });
    }
    // The first cell goes on while its words end with a comma, or is one of the two sentences.
    let mut end = rest.start;
    for sentence in ["Not supported.", "Not available."] {
        if source[rest.clone()].starts_with(sentence) {
            end = rest.start + sentence.len();
        }
    }
    if end == rest.start {
        for word in words(source, &rest) {
            end = word.end;
            if !source[word].ends_with(',') {
                break;
            }
        }
    }
    let cells = vec![label, rest.start..end, trim_range(source, end..rest.end)];
    Some(SplitRow { cells, guessed: false })
}

/// A row of a method table: words of a title, a type, a description that begins with a capital.
fn method(source: &str, inner: Range<usize>) -> Option<SplitRow> {
    let all = words(source, &inner);
    for (index, word) in all.iter().enumerate().skip(1) {
        let text = &source[word.clone()];
        let of = |range: &Range<usize>| source.get(range.clone()).unwrap_or("");
        let next = all.get(index + 1);
        let content = next.filter(|next| text == "No" && of(next) == "Content");
        let none = text == "None" || text == "None." || content.is_some();
        let several = text.eq_ignore_ascii_case("collection") && next.is_some_and(|next| of(next) == "of");
        let nothing = none.then(|| TypePhrase { range: word.start..content.map_or(word.end, |next| next.end), guessed: false });
        let Some(ty) = nothing.or_else(|| type_phrase(source, word.start..inner.end)) else { continue };
        if !none && !several && text.starts_with(|c: char| c.is_ascii_uppercase()) && primitive(text).is_none() {
            continue;
        }
        let rest = trim_range(source, ty.range.end..inner.end);
        // `Delete rule None Delete ...`: the words in front of a surer type belong to the title.
        let behind = &source[rest.clone()];
        let next = behind.split_whitespace().next().unwrap_or("");
        if !none
            && (["None", "None."].contains(&next) || behind.starts_with("No Content ") || ty.guessed && primitive(next).is_some())
        {
            continue;
        }
        if source[rest.clone()].starts_with(|c: char| c.is_uppercase()) {
            let name = inner.start..all[index - 1].end;
            return Some(SplitRow { cells: vec![name, ty.range, rest], guessed: ty.guessed });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(header_line: &str, line: &str) -> Option<Vec<String>> {
        let titles: Vec<String> =
            header(header_line, 0..header_line.len())?.into_iter().map(|range| header_line[range].to_lowercase()).collect();
        let row = row(line, &titles, 0..line.len())?;
        Some(row.cells.into_iter().map(|range| line[range].to_owned()).collect())
    }

    #[test]
    fn the_longest_type_phrase_parts_name_and_description() {
        let typed = |line| split("Property Type Description", line);
        assert_eq!(typed("id String The identifier.").unwrap(), ["id", "String", "The identifier."]);
        assert_eq!(
            typed("rules ruleBase collection Rules. Optional.").unwrap(),
            ["rules", "ruleBase collection", "Rules. Optional."]
        );
        assert_eq!(typed("tags String Collection of tags.").unwrap(), ["tags", "String", "Collection of tags."]);
        assert_eq!(typed("ids Collection(String) Ids.").unwrap(), ["ids", "Collection(String)", "Ids."]);
        assert_eq!(typed("icon Picture A small picture.").unwrap(), ["icon", "Picture", "A small picture."]);
        assert_eq!(typed("This goes on."), None);
        assert_eq!(typed("of The North and others."), None);
    }

    #[test]
    fn rows_of_other_tables_follow_their_headers() {
        assert_eq!(
            split("Name Description", "Authorization Bearer {token}. Required.").unwrap(),
            ["Authorization", "Bearer {token}. Required."]
        );
        assert_eq!(split("Member Value Description", "on 0 It is on.").unwrap(), ["on", "0", "It is on."]);
        assert_eq!(split("Member", "none").unwrap(), ["none"]);
        assert_eq!(split("Member", "none of them"), None);
        assert_eq!(
            split("Method Return type Description", "List rules ruleBase collection Get a list.").unwrap(),
            ["List rules", "ruleBase collection", "Get a list."]
        );
        assert_eq!(
            split("Method Return type Description", "Delete None Delete a rule.").unwrap(),
            ["Delete", "None", "Delete a rule."]
        );
        let method = |line| split("Method Return type Description", line).unwrap();
        assert_eq!(method("Delete ruleBase None Delete a rule."), ["Delete ruleBase", "None", "Delete a rule."]);
        assert_eq!(method("Delete a rule No Content Delete it."), ["Delete a rule", "No Content", "Delete it."]);
        assert_eq!(method("Get rule detail Stream Get it."), ["Get rule detail", "Stream", "Get it."]);
        assert_eq!(method("List Collection of rules List all."), ["List", "Collection of rules", "List all."]);
        assert_eq!(
            split("Name Type Description", "Prefer: a.zone string The zone.").unwrap(),
            ["Prefer: a.zone", "string", "The zone."]
        );
        let permissions = "Permission type Least privileged permissions Higher privileged permissions";
        assert_eq!(
            split(permissions, "Application A.Read.All B.Read.All, B.Write.All").unwrap(),
            ["Application", "A.Read.All", "B.Read.All, B.Write.All"]
        );
        assert_eq!(
            split(permissions, "Delegated (work or school account) Not supported. Not supported.").unwrap(),
            ["Delegated (work or school account)", "Not supported.", "Not supported."]
        );
    }

    #[test]
    fn a_sentence_is_no_header() {
        assert_eq!(header("Description of the type", 0..23), None);
        assert_eq!(header("Member", 0..6).map(|titles| titles.len()), Some(1));
        assert_eq!(header("Response", 0..8), None);
    }

    #[test]
    fn titles_stand_side_by_side() {
        let titles = |line: &str| header(line, 0..line.len()).map(|titles| titles.len());
        for (line, expected) in [
            ("Property Type Description", Some(3)),
            ("Property  Type\tDescription ", Some(3)),
            ("Member", Some(1)),
            ("Value", Some(1)),
            ("Property", None),
            ("Type Description", None),
            ("Required Description", None),
            ("Property type", None),
            ("Name Types", None),
            ("Property Type, Description", None),
        ] {
            assert_eq!(titles(line), expected, "{line}");
        }
    }

    #[test]
    fn types_are_words_of_their_own_kind() {
        let typed = |line| split("Property Type Description", line).map(|cells| cells.join("/"));
        for (line, expected) in [
            ("a Collection of b C d.", Some("a/Collection of b/C d.")),
            ("a b.c D e.", Some("a/b.c/D e.")),
            ("a b. D e.", None),
            ("a small thing", Some("a/small/thing")),
            ("a Edm.String", Some("a/Edm.String/")),
            ("a", Some("a//")),
            ("a Picture Collection of b", Some("a/Picture/Collection of b")),
            ("a Picture collection of b", Some("a/Picture collection/of b")),
            ("a Optional Words", None),
            ("a Pi Words", None),
            ("a Pic words", None),
            ("A small thing", None),
            ("a: String b", None),
            ("a, String b", None),
            ("@odata.type String B.", Some("@odata.type/String/B.")),
            ("$top Int32 B.", Some("$top/Int32/B.")),
            ("a/b(c)*{d} String B.", Some("a/b(c)*{d}/String/B.")),
            ("-a String B.", None),
            ("a Collection(b", None),
        ] {
            assert_eq!(typed(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn other_rows() {
        let cells = |header: &str, line: &str| split(header, line).map(|cells| cells.join("/"));
        for (header, line, expected) in [
            ("Member Value Description", "on It is on.", Some("on//It is on.")),
            ("Member Value Description", "on -1 It is on.", Some("on/-1/It is on.")),
            ("Name Value", "Prefer: a b", Some("Prefer: a/b")),
            ("Name Value", "Prefer:", Some("Prefer:/")),
            ("Name Required Description", "a Yes B.", Some("a/Yes/B.")),
            ("Permission type Permissions (from least to most privileged)", "Application A.B, C.D", Some("Application/A.B, C.D")),
            ("Method Return type Description", "Get a No Content B", Some("Get a/No Content/B")),
            ("Method Return type Description", "Get it", None),
            ("Method Return type Description", "Get None. B", Some("Get/None./B")),
            ("Method Return type Description", "Get a String B.", Some("Get a/String/B.")),
        ] {
            assert_eq!(cells(header, line).as_deref(), expected, "{header}: {line}");
        }
        let modern = "Permission type Least privileged permissions Higher privileged permissions";
        for (line, expected) in [
            ("Delegated (personal) A.B, C.D E.F", Some("Delegated (personal)/A.B, C.D/E.F")),
            ("Application Not available. A.B", Some("Application/Not available./A.B")),
            ("Application A.B", Some("Application/A.B/")),
            ("Anybody A.B", None),
        ] {
            assert_eq!(cells(modern, line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn the_first_row_may_have_a_type_that_looks_like_none() {
        let titles: Vec<String> = ["property", "type", "description"].map(str::to_owned).to_vec();
        let first = |line: &str| {
            let row = first_row(line, &titles, 0..line.len())?;
            Some((row.cells.into_iter().map(|range| &line[range]).collect::<Vec<_>>().join("/"), row.guessed))
        };
        assert_eq!(first("a Icon, B c."), Some(("a/Icon,/B c.".to_owned(), true)));
        assert_eq!(first("a b/c D"), None);
        assert_eq!(first("a, b D"), None);
        assert_eq!(first("a"), None);
        assert_eq!(first_row("a b c", &titles[..2], 0..5), None);
        let other: Vec<String> = ["property", "value", "description"].map(str::to_owned).to_vec();
        assert_eq!(first_row("a b c", &other, 0..5), None);
    }
}
