//! What a service may change without notice: new members of enumerations, new properties, nulls, new derived types. Each
//! change is made to each place of a documented document, one at a time; what comes out must still decode, and encode to
//! the same again.

use std::io::Write as _;

use serde_json::{Map, Value, json};

/// A kind of change: from a document to all that it may become.
type Change = fn(&Value) -> Vec<Value>;

/// The kinds, with the words that the counts are printed with.
const KINDS: [(&str, Change); 4] = [
    ("unknown words", unknown_words),
    ("unknown properties", unknown_properties),
    ("nulls", nulls),
    ("unknown types", unknown_types),
];

/// Makes every change; the first one that does not come back equal is told.
pub fn check(document: &Value, again: &dyn Fn(&str) -> Result<String, String>) -> Result<(), String> {
    for (kind, change) in KINDS {
        for changed in change(document) {
            let text = changed.to_string();
            let encoded = again(&text).map_err(|error| format!("{kind}: {text} does not decode: {error}"))?;
            let encoded: Value = serde_json::from_str(&encoded).map_err(|error| format!("{kind}: {text}: {error}"))?;
            if !super::support::same(&changed, &encoded) {
                return Err(format!("{kind}: {text} comes back as {encoded}"));
            }
        }
    }
    Ok(())
}

/// How many changes of each kind the tests of a run make: one line on standard error.
pub fn report<'a>(documents: impl Iterator<Item = &'a Value> + Clone) {
    let count = |change: Change| documents.clone().map(|document| change(document).len()).sum::<usize>();
    let counts: Vec<String> = KINDS.iter().map(|(kind, change)| format!("{} {kind}", count(*change))).collect();
    let documents = documents.clone().count();
    let _ = writeln!(std::io::stderr(), "changes made to {documents} documented documents: {}", counts.join(", "));
}

/// Every text is another word: those of enumerations become members that no page knows. What names a type has a kind of
/// change of its own; a number or a truth value that was sent as text stays one.
fn unknown_words(document: &Value) -> Vec<Value> {
    each(document, &|name, value| match value {
        Value::String(text) if name != "@odata.type" && !is_token(text) => vec![json!("aWordOfTomorrow")],
        _ => Vec::new(),
    })
}

fn is_token(text: &str) -> bool {
    text.parse::<f64>().is_ok() || text.parse::<bool>().is_ok()
}

/// Every object has a property more.
fn unknown_properties(document: &Value) -> Vec<Value> {
    each(document, &|_, value| match value {
        Value::Object(members) => vec![with(members, "aPropertyOfTomorrow", json!([null, {"deep": [1, -0.5, "text", true]}]))],
        _ => Vec::new(),
    })
}

/// Every property is null.
fn nulls(document: &Value) -> Vec<Value> {
    each(document, &|_, value| match value {
        Value::Object(members) => members.keys().map(|name| with(members, name, Value::Null)).collect(),
        _ => Vec::new(),
    })
}

/// Every object has a type that no page knows, whether it had one or not.
fn unknown_types(document: &Value) -> Vec<Value> {
    each(document, &|_, value| match value {
        Value::Object(members) => vec![with(members, "@odata.type", json!("#microsoft.graph.aTypeOfTomorrow"))],
        _ => Vec::new(),
    })
}

fn with(members: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut members = members.clone();
    members.insert(name.to_owned(), value);
    Value::Object(members)
}

/// The document once for each change of each of its places; the function gets a value and the name of its property.
fn each(document: &Value, change: &dyn Fn(&str, &Value) -> Vec<Value>) -> Vec<Value> {
    let mut places = Vec::new();
    find(document, "", &mut String::new(), &mut places);
    let mut documents = Vec::new();
    for (name, pointer) in places {
        let Some(value) = document.pointer(&pointer) else { continue };
        for changed in change(&name, value) {
            let mut document = document.clone();
            if let Some(place) = document.pointer_mut(&pointer) {
                *place = changed;
                documents.push(document);
            }
        }
    }
    documents
}

/// All places of a document as JSON pointers, with the names of their properties.
fn find(value: &Value, name: &str, pointer: &mut String, places: &mut Vec<(String, String)>) {
    places.push((name.to_owned(), pointer.clone()));
    let length = pointer.len();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                find(member, name, pointer, places);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                find(item, name, pointer, places);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}
