//! Values that a description lists, and whether the list is said to be whole.

use super::sample::is_member_name;
use crate::page::Row;

/// Values that a text lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) values: Vec<String>,
    /// The text says what values are possible, and not only what is accepted ("supported values", "must be one of"),
    /// usual ("such as") or meant ("either").
    pub(super) closed: bool,
    /// The text allows something that no member of an enumeration is: nothing at all, several at once as one text.
    pub(super) more_than_members: bool,
}

/// The values that a row lists.
pub(super) fn of_row(row: &Row) -> Listed {
    let text = row.description.value.as_str();
    let mut values: Vec<String> = row.markers.values.iter().map(|value| trim_value(&value.value)).collect();
    if values.is_empty() {
        values = behind_colon(text);
    }
    if values.is_empty() {
        return Listed::default();
    }
    let lower = text.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let open =
        says(&["supported value", "values include", "value include", "and more", "such as", "for example,", "e.g.", "etc."]);
    let more_than_members =
        says(&["empty string", "comma-separated", "comma separated", "separated by commas", "can be combined", "custom value"])
            || values.iter().any(|value| value == "null");
    let closed = !open && says(&["possible value", "valid value", "the values are", "one of the values"]);
    Listed { values, closed, more_than_members }
}

fn trim_value(value: &str) -> String {
    value.trim().trim_matches(['`', '"', '\'', '*']).trim_end_matches(['.', ',', ';']).trim().to_owned()
}

/// The code spans of "The kind of thing: `a`, `b`, or `c`." and of "supports only two values: `a` or `b`": a list
/// behind a colon that ends its sentence.
fn behind_colon(text: &str) -> Vec<String> {
    for (at, _) in text.match_indices(": `") {
        if let Some(values) = code_list(&text[at + 2..])
            && values.len() >= 2
            && values.iter().all(|value| is_member_name(value))
        {
            return values;
        }
    }
    Vec::new()
}

/// Code spans separated by commas, "and" or "or", up to a full stop or the end.
fn code_list(text: &str) -> Option<Vec<String>> {
    let mut rest = text;
    let mut values = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with('.') || rest.starts_with("<br") {
            return Some(values);
        }
        let mut separator = rest;
        for word in [",", "and ", "or ", "and/or "] {
            separator = separator.strip_prefix(word).unwrap_or(separator).trim_start();
        }
        let inner = separator.strip_prefix('`')?;
        let end = inner.find('`')?;
        values.push(inner[..end].to_owned());
        rest = &inner[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_behind_a_colon_is_read_to_the_full_stop() {
        assert_eq!(behind_colon("The kind: `low`, `high`, or `none`. Then `x`."), ["low", "high", "none"]);
        assert_eq!(behind_colon("For instance: `low` means little."), Vec::<String>::new());
        assert_eq!(behind_colon("Format: `yyyy-mm-dd`."), Vec::<String>::new());
    }
}
