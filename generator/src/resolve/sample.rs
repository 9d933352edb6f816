//! What a value of a JSON representation block says about the type of its key.

use super::declare::root_type;
use crate::json::{Json, JsonValue};
use crate::page::Primitive;

/// The reading of a sample value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// A word or literal that stands for a primitive.
    Primitive(Primitive),
    /// `"String"`, or any text: a string, or an enumeration.
    Text,
    /// `"a | b | c"`
    Values(Vec<String>),
    /// `"String (identifier)"`
    Identifier,
    /// A whole number: `Edm.Int32` or `Edm.Int64`.
    Integer,
    /// `{"@odata.type": "x"}`
    Typed(String),
    /// An object without a type.
    Object,
    /// `null`, an empty array, something without a meaning.
    Nothing,
}

/// A sample value, and whether it stands in an array.
pub(super) fn read(value: &Json) -> (Sample, bool) {
    match &value.value {
        JsonValue::Array(elements) => (elements.first().map_or(Sample::Nothing, one), true),
        _ => (one(value), false),
    }
}

fn one(value: &Json) -> Sample {
    match &value.value {
        JsonValue::Null | JsonValue::Array(_) => Sample::Nothing,
        JsonValue::Bool(_) => Sample::Primitive(Primitive::Boolean),
        JsonValue::Number(text) if text.contains(['.', 'e', 'E']) => Sample::Primitive(Primitive::Double),
        JsonValue::Number(_) => Sample::Integer,
        JsonValue::Object(_) => root_type(value).map_or(Sample::Object, |name| Sample::Typed(name.to_owned())),
        JsonValue::String(text) => text_sample(text),
    }
}

fn text_sample(text: &str) -> Sample {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let inner = lower.strip_prefix("string").map(|rest| rest.trim().trim_start_matches('(').trim_end_matches(')').trim());
    match inner.unwrap_or(&lower) {
        "identifier" => return Sample::Identifier,
        "timestamp" | "datetimeoffset" | "date-time" | "datetime" => return Sample::Primitive(Primitive::DateTimeOffset),
        "date" => return Sample::Primitive(Primitive::Date),
        "duration" | "timespan" | "iso 8601 duration" => return Sample::Primitive(Primitive::Duration),
        "timeofday" | "time of day" => return Sample::Primitive(Primitive::TimeOfDay),
        "boolean" | "bool" | "true" | "false" => return Sample::Primitive(Primitive::Boolean),
        "int32" | "integer" | "int" => return Sample::Primitive(Primitive::Int32),
        "int64" => return Sample::Primitive(Primitive::Int64),
        "double" => return Sample::Primitive(Primitive::Double),
        "single" | "float" => return Sample::Primitive(Primitive::Single),
        "guid" => return Sample::Primitive(Primitive::Guid),
        "binary" | "base64-encoded" | "base64" => return Sample::Primitive(Primitive::Binary),
        "stream" => return Sample::Primitive(Primitive::Stream),
        _ => {}
    }
    if text.contains('|') {
        let values: Vec<String> = text.split('|').map(|value| value.trim().to_owned()).collect();
        if values.iter().all(|value| is_member_name(value)) {
            return Sample::Values(values);
        }
    }
    Sample::Text
}

/// Whether a text can be the name of an enumeration's member.
pub(super) fn is_member_name(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_types_are_known_and_pipes_list_values() {
        assert_eq!(text_sample("String (timestamp)"), Sample::Primitive(Primitive::DateTimeOffset));
        assert_eq!(text_sample("String (identifier)"), Sample::Identifier);
        assert_eq!(text_sample("String"), Sample::Text);
        assert_eq!(text_sample("draft | sent"), Sample::Values(vec!["draft".into(), "sent".into()]));
        assert_eq!(text_sample("one | two three"), Sample::Text);
    }
}
