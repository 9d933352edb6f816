//! The JSON schema of `docwright.toml`, made from the table of keys, for editors.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Level;
use super::keys::{API, Expected, KeyRow, TOP};
use crate::diagnostic::Code;

/// The schema as JSON text. `generator/schema/docwright.schema.json` holds the same bytes.
#[must_use]
pub fn json_schema() -> String {
    let mut schema = object(TOP);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        map.insert("title".to_owned(), json!("docwright.toml"));
        map.insert("description".to_owned(), json!("What docwright generates from which pages."));
        map.insert("definitions".to_owned(), json!({"api": object(API), "lints": lints()}));
    }
    let mut text = String::new();
    // The alternate form is indented; a `Value` of our own making always prints.
    let _ = writeln!(text, "{schema:#}");
    text
}

fn object(keys: &[KeyRow]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut property = value(key.expected);
        if let Value::Object(map) = &mut property {
            map.insert("description".to_owned(), json!(key.description));
        }
        properties.insert(key.name.to_owned(), property);
    }
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn value(expected: Expected) -> Value {
    match expected {
        Expected::Text => json!({"type": "string"}),
        Expected::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Expected::TextByName => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Expected::TextsByName => {
            json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}})
        }
        // Beside a reference a description would be ignored.
        Expected::LevelByCode => json!({"allOf": [{"$ref": "#/definitions/lints"}]}),
        Expected::Apis => {
            json!({"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/definitions/api"}})
        }
    }
}

fn lints() -> Value {
    let levels = Level::ALL.map(|(name, _)| name);
    let codes: Map<String, Value> =
        Code::ALL.iter().map(|code| (code.name().to_owned(), json!({"enum": levels, "description": code.help()}))).collect();
    json!({"type": "object", "additionalProperties": false, "properties": codes})
}
