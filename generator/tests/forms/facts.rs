//! What a page says, as lines to compare, sorted by kind of fact.

use std::collections::BTreeMap;

use docwright::page::{ExampleBody, ExampleKind, Page, RowKind, TypeText, TypeWord};

/// Facts by kind.
pub(crate) type Facts = BTreeMap<&'static str, Vec<String>>;

fn ty(text: &TypeText) -> String {
    let names: Vec<String> = text
        .names
        .iter()
        .map(|word| match word {
            TypeWord::Primitive(primitive) => format!("{primitive:?}"),
            TypeWord::Named { name, .. } => name.clone(),
            other => format!("{other:?}"),
        })
        .collect();
    format!("{}{}", names.join("|"), if text.collection { " collection" } else { "" })
}

/// The facts of a page.
pub(crate) fn of(page: &Page) -> Facts {
    let mut out = Facts::new();
    let mut add = |kind: &'static str, fact: String| out.entry(kind).or_default().push(fact);
    add("kind of page", format!("{:?}", page.kind));
    if let Some(version) = &page.version {
        add("version", version.0.clone());
    }
    if let Some(title) = &page.title {
        add("title", title.value.clone());
    }
    if let Some(namespace) = &page.namespace {
        add("namespace", namespace.value.clone());
    }
    for request in &page.requests {
        add("request line", format!("{} {}", request.method.value, request.target.value));
    }
    for header in &page.request_headers {
        add("request header", format!("{} {}", header.name.value, header.required));
    }
    for row in &page.members {
        let kind = if row.kind == RowKind::Relationship { "relationship row" } else { "property row" };
        add(kind, format!("{}: {}", row.name.value, ty(&row.ty)));
        for value in &row.markers.values {
            add("possible value", format!("{}: {}", row.name.value, value.value));
        }
        if let Some(base) = &row.markers.inherited_from {
            add("inherited from", format!("{}: {}", row.name.value, base.name.value));
        }
        if let Some(required) = row.markers.required {
            add("required or optional", format!("{}: {required}", row.name.value));
        }
        for (option, operators) in &row.markers.query_support {
            add("query support", format!("{}: {option} {}", row.name.value, operators.join(",")));
        }
    }
    for row in &page.rows {
        add("body or parameter row", format!("{:?} {}: {}", row.kind, row.name.value, ty(&row.ty)));
    }
    for method in &page.methods {
        add("method row", format!("{}: {}", method.name.value, ty(&method.ty)));
    }
    for table in &page.enumerations {
        add("enumeration", table.name.value.clone());
        for member in &table.members {
            add("enumeration member", format!("{}.{}", table.name.value, member.name.value));
        }
    }
    for block in &page.resources {
        let json = block.json.value.as_ref().map_or_else(|| "broken".to_owned(), docwright::json::Json::to_compact);
        add("JSON representation", json);
    }
    for example in &page.examples {
        let mut text = format!("{:?}", example.kind);
        if let Some((method, target)) = &example.request {
            text.push_str(&format!(" {} {}", method.value, target.value));
        }
        if let Some(status) = &example.status {
            text.push_str(&format!(" {}", status.value));
        }
        for (name, value) in &example.headers {
            text.push_str(&format!(" {}={}", name.value, value.value));
        }
        text.push(' ');
        match &example.body {
            ExampleBody::None => {}
            ExampleBody::Json(json) => match &json.value {
                Some(value) => text.push_str(&value.to_compact()),
                None => text.push_str(&json.text.value.split_whitespace().collect::<String>()),
            },
            ExampleBody::Other(other) => text.push_str(&other.value.split_whitespace().collect::<String>()),
        }
        let foreign = |target: &str| target.starts_with("http") && !target.starts_with("https://graph.microsoft.com/");
        let kind = match (example.kind, &example.request) {
            // What the service sends to an application of one's own.
            (_, Some((_, target))) if foreign(&target.value) => "message to another host",
            (ExampleKind::Request, _) => "example request",
            (ExampleKind::Response, _) => "example response",
            (ExampleKind::Json, _) => "JSON alone",
        };
        add(kind, text);
    }
    for status in &page.response.statuses {
        add("status in prose", status.value.to_string());
    }
    if let Some(mention) = page.response.mentions.first() {
        add("answer's type", format!("{} {}", mention.name.value, mention.collection));
    }
    if page.body.none.is_some() {
        add("no body", "said".to_owned());
    }
    if let Some(base) = &page.base {
        add("base type", base.name.value.clone());
    }
    for option in &page.query.named {
        add("query option", option.value.clone());
    }
    out
}
