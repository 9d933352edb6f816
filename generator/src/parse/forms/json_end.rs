//! Where a JSON value ends in a text that goes on behind it without a mark.

/// The length of the object or array that `text` begins with; `None` where its brackets are not closed.
///
/// Strings are passed whole, so that braces within them do not count. A quotation mark that is missing would turn the rest
/// of the text inside out; where the first count finds no end, strings are taken to end with their line.
pub(super) fn length(text: &str) -> Option<usize> {
    balanced(text, false).or_else(|| balanced(text, true))
}

fn balanced(text: &str, strings_end_with_line: bool) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' if strings_end_with_line => {
                quoted = false;
                escaped = false;
            }
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => open.push(byte),
            b'}' | b']' if !quoted => {
                let opening = if byte == b'}' { b'{' } else { b'[' };
                if open.pop() != Some(opening) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn braces_in_strings_do_not_count() {
        assert_eq!(length(r#"{"a": "}\"}", "b": [1, {"c": "]"}]}Next"#), Some(35));
    }

    #[test]
    fn a_missing_quotation_mark_costs_its_line_only() {
        assert_eq!(length("{\n\"a\": \"x,\n\"b\": 1\n}\nThe \"end\""), Some(19));
    }

    #[test]
    fn what_is_cut_off_has_no_end() {
        assert_eq!(length(r#"{"a": {"b": 1}"#), None);
        assert_eq!(length(r#"{"a": ]"#), None);
    }

    #[test]
    fn arrays_escapes_and_broken_strings() {
        for (text, expected) in [
            ("[1]x", Some(3)),
            ("[{}]", Some(4)),
            (r#"{"a\"}": 1}b"#, Some(11)),
            ("{\"a\\\\\": 1}", Some(10)),
            ("{\\}", Some(3)),
            ("}", None),
            ("[}", None),
            ("", None),
            ("{\"a\\\n}", Some(6)),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }
}
