//! The few things in sentences that carry a rule: dates of removal, successors, limits, values in code.

use std::collections::{BTreeMap, BTreeSet};

/// A text without the accidents of its layout.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The last date that a sentence names, as `2026-11-22`: written so, or as "November 22, 2026", "22 November 2026",
/// "November 2026" (then the first of the month).
pub(super) fn removal_date(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '*' | '`' | ';'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut found = None;
    for (index, word) in words.iter().enumerate() {
        if is_iso_date(word) {
            found = Some((*word).to_owned());
        }
        let Some(month) = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(word)) else { continue };
        let number = |offset: usize| words.get(index + offset).and_then(|word| day_or_year(word));
        let before = index.checked_sub(1).and_then(|before| words.get(before)).and_then(|word| day_or_year(word));
        let (day, year) = match (number(1), number(2)) {
            (Some(day @ 1..=31), Some(year @ 1900..)) => (day, year),
            (Some(year @ 1900..), _) => (before.filter(|day| (1..=31).contains(day)).unwrap_or(1), year),
            _ => continue,
        };
        found = Some(format!("{year:04}-{:02}-{day:02}", month + 1));
    }
    found
}

fn day_or_year(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn is_iso_date(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(index, byte)| if matches!(index, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// A notice of deprecation names what to use instead.
pub(super) fn names_successor(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    ["instead", "replaced by", "use the", "please use", "migrate", "superseded"].iter().any(|mark| lower.contains(mark))
        || sentence.contains("](")
}

/// Limits that a description names, by the word that introduces them: `maximum` to 256.
pub(super) fn limits(text: &str) -> BTreeMap<&'static str, u64> {
    const MARKS: [(&str, &str); 8] = [
        ("maximum", "maximum"),
        ("max", "maximum"),
        ("exceed", "maximum"),
        ("most", "maximum"),
        ("longer", "maximum"),
        ("limited", "maximum"),
        ("minimum", "minimum"),
        ("least", "minimum"),
    ];
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '*' | '`' | ';' | ':'))
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_end_matches(['.', ',']).to_lowercase())
        .collect();
    let mut out = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        let Some((_, kind)) = MARKS.iter().find(|(mark, _)| mark == word) else { continue };
        let number = words.iter().skip(index + 1).take(7).find_map(|word| word.replace(',', "").parse::<u64>().ok());
        if let Some(number) = number {
            out.entry(*kind).or_insert(number);
        }
    }
    out
}

/// One set of limits is narrower than another: a smaller maximum, a larger minimum, or a limit where none was.
pub(super) fn narrower(before: &BTreeMap<&'static str, u64>, after: &BTreeMap<&'static str, u64>) -> bool {
    after.iter().any(|(kind, limit)| match before.get(kind) {
        None => true,
        Some(old) if *kind == "minimum" => limit > old,
        Some(old) => limit < old,
    })
}

/// Texts in code spans.
pub(super) fn code_spans(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::trim).filter(|span| !span.is_empty()).map(str::to_owned).collect()
}

/// A text cut for a report: short enough for one line, never in the middle of a character.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= most {
        return text;
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(removal_date("It stops working on March 1, 2026."), Some("2026-03-01".to_owned()));
        assert_eq!(removal_date("until 22 November 2026"), Some("2026-11-22".to_owned()));
        assert_eq!(removal_date("in June 2027 it goes"), Some("2027-06-01".to_owned()));
        assert_eq!(removal_date("gone by 2026-05-30."), Some("2026-05-30".to_owned()));
        assert_eq!(removal_date("You may use 3 of them"), None);
    }

    #[test]
    fn limits_are_numbers_behind_their_mark() {
        assert_eq!(limits("Maximum length is 1,024 characters."), BTreeMap::from([("maximum", 1024)]));
        assert!(limits("The 3 maximum").is_empty());
        assert!(narrower(&limits("max 64"), &limits("max 32")));
        assert!(!narrower(&limits("max 32"), &limits("max 64")));
    }
}
