//! Lines that are headings though nothing marks them: the titles that the reference uses for its sections.

/// Titles of sections of the second level, lower case.
const SECTIONS: [&str; 42] = [
    "permissions",
    "prerequisites",
    "http request",
    "http requests",
    "optional query parameters",
    "query parameters",
    "odata query parameters",
    "function parameters",
    "path parameters",
    "request headers",
    "optional request headers",
    "request header",
    "request body",
    "parameters",
    "response",
    "response headers",
    "example",
    "examples",
    "properties",
    "relationships",
    "methods",
    "tasks",
    "functions",
    "actions",
    "json representation",
    "representation",
    "members",
    "errors",
    "error responses",
    "error response",
    "error handling",
    "error codes",
    "error conditions",
    "exceptions",
    "remarks",
    "see also",
    "related content",
    "next steps",
    "derived types",
    "subtypes",
    "navigation properties",
    "instance attributes",
];

/// What a line announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announces {
    /// A section of the page.
    Section,
    /// `Example 2: ...`
    Example,
    /// `Request` or `Response` below an example.
    Side,
    /// `color values`, `x properties`: a table of one type.
    OfType,
    /// `Related content` and its like: nothing behind it belongs to the page.
    End,
}

/// What a line announces, if it is a heading. `in_example` says that an example heading stands above.
pub(super) fn announces(line: &str, in_example: bool) -> Option<Announces> {
    if line.len() > 200 {
        return None;
    }
    let lower = line.to_lowercase();
    let side = ["request", "response"]
        .iter()
        .any(|word| lower.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.trim().parse::<u8>().is_ok()));
    if in_example && side {
        return Some(Announces::Side);
    }
    if ["see also", "related content", "next steps"].contains(&lower.as_str()) {
        return Some(Announces::End);
    }
    if SECTIONS.contains(&lower.as_str()) {
        return Some(Announces::Section);
    }
    if numbered_example(&lower) {
        return Some(Announces::Example);
    }
    of_type(line).then_some(Announces::OfType)
}

/// `example 1: ...`, `example 2`
fn numbered_example(lower: &str) -> bool {
    let Some(rest) = lower.strip_prefix("example ") else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && (rest.len() == digits || rest[digits..].starts_with([':', '.', ' ', '-']))
}

/// `restorePointTags values`: the first word is the name of a type.
fn of_type(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(' ') else { return false };
    let named = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    named
        && (["values", "properties", "members", "enum type", "enumeration"].contains(&rest)
            || rest == "examples" && name.chars().any(|c| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::{Announces, announces};

    #[test]
    fn sections_are_whole_lines() {
        assert_eq!(announces("HTTP request", false), Some(Announces::Section));
        assert_eq!(announces("HTTP requests are logged.", false), None);
        assert_eq!(announces("Response", false), Some(Announces::Section));
        assert_eq!(announces("Response", true), Some(Announces::Side));
        assert_eq!(announces("Example 2: Nothing there", true), Some(Announces::Example));
        assert_eq!(announces("Example of a failure", true), None);
        assert_eq!(announces("restorePointTags values", false), Some(Announces::OfType));
        assert_eq!(announces("The values", false), None);
    }

    #[test]
    fn what_each_line_announces() {
        for (line, in_example, expected) in [
            ("Request", true, Some(Announces::Side)),
            ("Response 2", true, Some(Announces::Side)),
            ("Response two", true, None),
            ("Response 2", false, None),
            ("See also", false, Some(Announces::End)),
            ("RELATED CONTENT", true, Some(Announces::End)),
            ("Next steps", false, Some(Announces::End)),
            ("Example 12", false, Some(Announces::Example)),
            ("Example 1: a", false, Some(Announces::Example)),
            ("Example 1. a", false, Some(Announces::Example)),
            ("Example 1- a", false, Some(Announces::Example)),
            ("Example 1a", false, None),
            ("Example one", false, None),
            ("colour values", false, Some(Announces::OfType)),
            ("a.b properties", false, Some(Announces::OfType)),
            ("colour members", false, Some(Announces::OfType)),
            ("colour enum type", false, Some(Announces::OfType)),
            ("colour enumeration", false, Some(Announces::OfType)),
            ("Colour values", false, None),
            ("the-colour values", false, None),
            ("inkColour examples", false, Some(Announces::OfType)),
            ("colour examples", false, None),
            ("colour", false, None),
        ] {
            assert_eq!(announces(line, in_example), expected, "{line}");
        }
        let long = format!("Example 1: {}", "a".repeat(189));
        assert_eq!(announces(&long, false), Some(Announces::Example));
        assert_eq!(announces(&format!("{long}a"), false), None);
    }
}
