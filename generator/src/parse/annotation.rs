//! The JSON comment in front of a code block, and the page annotation.

use super::json;
use super::text::{Text, trim_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, JsonValue};
use crate::page::Annotation;
use crate::source::{Span, Spanned};

/// What a comment holds.
pub(super) enum CommentKind {
    /// An annotation of a code block.
    Block(Box<Annotation>),
    /// An annotation of the page: its namespace, where it names one.
    Page(Option<Spanned<String>>),
    /// Anything else.
    Other,
}

/// Reads the inside of a comment.
pub(super) fn read(inside: &Text<'_>, whole: Span, findings: &mut Vec<Diagnostic>) -> CommentKind {
    let raw = inside.raw.as_ref();
    let Some(object) = object(inside) else {
        if raw.contains("blockType") {
            findings.push(Diagnostic::new(Code::BrokenAnnotation, whole, "this annotation is no JSON object"));
        }
        return CommentKind::Other;
    };
    let text = json::read(&object);
    let Some(value) = text.value.filter(|value| matches!(value.value, JsonValue::Object(_))) else {
        if raw.contains("blockType") {
            let span = text.deviations.last().map_or(whole, |deviation| deviation.span);
            findings.push(Diagnostic::new(Code::BrokenAnnotation, span, "this annotation cannot be read from here on"));
            return CommentKind::Block(Box::new(loose(raw, inside, whole)));
        }
        return CommentKind::Other;
    };
    if value.get("blockType").is_none() {
        let namespace = value.get("namespace").and_then(string);
        return CommentKind::Page(namespace);
    }
    if let Some(first) = text.deviations.first() {
        let message = format!("this annotation is not strict JSON: {}", super::findings::deviation(first.value));
        findings.push(Diagnostic::new(Code::LenientAnnotation, first.span, message));
    }
    CommentKind::Block(Box::new(annotation(value, whole, findings)))
}

/// The part of a comment that may be an object.
fn object<'a>(inside: &Text<'a>) -> Option<Text<'a>> {
    let raw = inside.raw.as_ref();
    let range = trim_range(raw, 0..raw.len());
    raw.get(range)?.starts_with('{').then(|| inside.clone())
}

fn annotation(json: Json, span: Span, findings: &mut Vec<Diagnostic>) -> Annotation {
    let mut flags = Flags { findings };
    let (odata_type, several) = odata_type(json.get("@odata.type").or_else(|| json.get("@type")));
    Annotation {
        span,
        block_type: json.get("blockType").and_then(string),
        names: strings(json.get("name")),
        odata_type,
        is_collection: several || flags.of(&json, "isCollection").unwrap_or(false),
        truncated: flags.of(&json, "truncated").unwrap_or(false),
        is_empty: flags.of(&json, "isEmpty").unwrap_or(false),
        expect_error: flags.of(&json, "expectError").unwrap_or(false),
        base_type: json.get("baseType").and_then(string).filter(|name| !name.value.is_empty()),
        key_property: json.get("keyProperty").and_then(string).filter(|name| !name.value.is_empty()),
        open_type: flags.of(&json, "openType"),
        is_abstract: flags.of(&json, "abstract").or_else(|| flags.of(&json, "isAbstract")),
        optional_properties: strings(json.get("optionalProperties")),
        sample_keys: strings(json.get("sampleKeys").or_else(|| json.get("sampleIds"))),
        is_composable: flags.of(&json, "isComposable").unwrap_or(false),
        idempotent: flags.of(&json, "idempotent").unwrap_or(false),
        opaque_url: flags.of(&json, "opaqueUrl").unwrap_or(false),
        json: Some(json),
    }
}

fn string(json: &Json) -> Option<Spanned<String>> {
    json.as_str().map(|text| Spanned::new(text.to_owned(), json.span))
}

/// A string, or the strings of an array.
fn strings(json: Option<&Json>) -> Vec<Spanned<String>> {
    match json {
        Some(json) if json.as_str().is_some() => string(json).into_iter().collect(),
        Some(json) => json.elements().iter().filter_map(string).collect(),
        None => Vec::new(),
    }
}

/// A type name without a leading `#`, and whether it was `Collection(...)`.
fn odata_type(json: Option<&Json>) -> (Option<Spanned<String>>, bool) {
    let Some(json) = json else { return (None, false) };
    let Some(text) = json.as_str() else { return (None, false) };
    let name = text.trim().trim_start_matches('#');
    let inside = name
        .get(..11)
        .filter(|start| start.eq_ignore_ascii_case("collection("))
        .map(|_| name[11..].trim_end_matches(')').trim().trim_start_matches('#'));
    let several = inside.is_some();
    let name = inside.unwrap_or(name);
    ((!name.is_empty()).then(|| Spanned::new(name.to_owned(), json.span)), several)
}

struct Flags<'f> {
    findings: &'f mut Vec<Diagnostic>,
}

impl Flags<'_> {
    fn of(&mut self, json: &Json, key: &str) -> Option<bool> {
        let value = json.get(key)?;
        match &value.value {
            JsonValue::Bool(flag) => Some(*flag),
            JsonValue::String(text) => {
                let flag = match text.trim() {
                    word if word.eq_ignore_ascii_case("true") => true,
                    word if word.eq_ignore_ascii_case("false") => false,
                    _ => return None,
                };
                let message = format!("`{key}` is a string where a boolean is meant");
                self.findings.push(Diagnostic::new(Code::StringBooleanInAnnotation, value.span, message));
                Some(flag)
            }
            _ => None,
        }
    }
}

/// What can be saved of an annotation that is no JSON: its block type.
fn loose(raw: &str, inside: &Text<'_>, span: Span) -> Annotation {
    let block_type = raw.find("blockType").and_then(|at| {
        let from = at + "blockType".len();
        let rest = raw.get(from..)?;
        let skipped = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let word: usize = rest[skipped..].bytes().take_while(u8::is_ascii_alphabetic).count();
        (skipped < 8).then(|| inside.part(from + skipped..from + skipped + word))
    });
    Annotation {
        span,
        block_type,
        names: Vec::new(),
        odata_type: None,
        is_collection: false,
        truncated: false,
        is_empty: false,
        expect_error: false,
        base_type: None,
        key_property: None,
        open_type: None,
        is_abstract: None,
        optional_properties: Vec::new(),
        sample_keys: Vec::new(),
        is_composable: false,
        idempotent: false,
        opaque_url: false,
        json: None,
    }
}
