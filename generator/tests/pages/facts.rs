//! A page's facts as text, one a line, each with its line number; and all places that a page names.

use std::fmt::Write as _;

use docwright::json::{Json, JsonText};
use docwright::page::{
    Annotation, EnumerationTable, ExampleBlock, ExampleBody, Page, PermissionTable, Row, RowMarkers, TypeMention, TypeText,
    TypeWord,
};
use docwright::source::{Sources, Span, Spanned};

struct Dump<'s> {
    out: String,
    sources: &'s Sources,
}

/// The facts of a page.
pub(crate) fn dump(page: &Page, sources: &Sources) -> String {
    let mut dump = Dump { out: String::new(), sources };
    dump.page(page);
    dump.out
}

impl Dump<'_> {
    fn fact(&mut self, span: Span, text: &str) {
        let line = self.sources.line_column(span).line;
        let _ = writeln!(self.out, "{line:3} {}", text.replace('\n', "\\n"));
    }

    fn text(&mut self, name: &str, text: &Spanned<String>) {
        self.fact(text.span, &format!("{name} {}", text.value));
    }

    fn page(&mut self, page: &Page) {
        let version = page.version.as_ref().map_or("no version", |version| version.0.as_str());
        let _ = writeln!(self.out, "{:?} page, {version}", page.kind);
        for (key, value) in &page.front_matter {
            self.fact(key.span, &format!("front matter {} = {}", key.value, value.value));
        }
        for (name, text) in [("title", &page.title), ("namespace", &page.namespace), ("deprecation", &page.deprecation)] {
            if let Some(text) = text {
                self.text(name, text);
            }
        }
        page.intro.iter().for_each(|text| self.text("intro", text));
        if let Some(base) = &page.base {
            self.fact(base.name.span, &format!("base {}", mention(base)));
        }
        for (name, span) in [("abstract", page.prose_flags.is_abstract), ("open", page.prose_flags.open)] {
            if let Some(span) = span {
                self.fact(span, name);
            }
        }
        for section in &page.sections {
            let text = format!("{} {} ({:?})", "#".repeat(usize::from(section.level)), section.heading.value, section.class);
            self.fact(section.heading.span, &text);
        }
        for include in &page.includes {
            self.fact(include.label.span, &format!("include {} <{}>", include.label.value, include.target.value));
        }
        for request in &page.requests {
            let bridged = request.bridged.map_or(String::new(), |fault| format!(" {fault:?}"));
            let example = if request.is_example { " (is an example)" } else { "" };
            self.fact(
                request.method.span,
                &format!("request {} {}{bridged}{example}", request.method.value, request.target.value),
            );
        }
        page.permissions.iter().for_each(|table| self.permissions(table));
        self.prose(page);
        for header in &page.request_headers {
            let required = if header.required { " required" } else { "" };
            self.fact(header.name.span, &format!("header {}: {}{required}", header.name.value, header.description.value));
        }
        page.rows.iter().chain(&page.members).for_each(|row| self.row(row));
        for method in &page.methods {
            let link = method.link.as_ref().map_or("", |link| link.value.as_str());
            self.fact(method.name.span, &format!("method {} <{link}> -> {}", method.name.value, type_text(&method.ty)));
        }
        page.enumerations.iter().for_each(|table| self.enumeration(table));
        for block in &page.resources {
            self.fact(block.span, &format!("resource {}{}", annotation(block.annotation.as_ref()), json(&block.json)));
        }
        page.examples.iter().for_each(|example| self.example(example));
    }

    fn permissions(&mut self, table: &PermissionTable) {
        self.fact(table.span, if table.most_first { "permissions, most privileged first" } else { "permissions" });
        for row in &table.rows {
            let part = |text: &Option<Spanned<String>>| text.as_ref().map_or("-".to_owned(), |text| text.value.clone());
            let text = format!("  {} | {} | {} | {}", row.label.value, part(&row.scope), part(&row.least), part(&row.higher));
            self.fact(row.label.span, &text);
        }
    }

    fn prose(&mut self, page: &Page) {
        for option in &page.query.named {
            self.text("query", option);
        }
        let spans = [
            ("query refused", page.query.refused),
            ("query supported", page.query.general),
            ("no request body", page.body.none),
            ("raw request body", page.body.raw_content),
            ("nothing in the response body", page.response.nothing),
        ];
        for (name, span) in spans {
            if let Some(span) = span {
                self.fact(span, name);
            }
        }
        for (name, mentions) in [("body", &page.body.mentions), ("answer", &page.response.mentions)] {
            for found in mentions {
                self.fact(found.name.span, &format!("{name} {}", mention(found)));
            }
        }
        if let Some((primitive, collection)) = &page.response.primitive {
            self.fact(primitive.span, &format!("answer {:?}{}", primitive.value, if *collection { "[]" } else { "" }));
        }
        for status in &page.response.statuses {
            self.fact(status.span, &format!("answer {}", status.value));
        }
        for header in &page.response.headers {
            self.text("answer header", header);
        }
    }

    fn row(&mut self, row: &Row) {
        let note = row.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
        let text = format!("{:?} {}{note}: {}{}", row.kind, row.name.value, type_text(&row.ty), markers(&row.markers));
        self.fact(row.name.span, &text);
        if !row.description.value.is_empty() {
            self.text("    ", &row.description);
        }
    }

    fn enumeration(&mut self, table: &EnumerationTable) {
        self.fact(table.name.span, &format!("enumeration {}{}", table.name.value, if table.flags { " (flags)" } else { "" }));
        for member in &table.members {
            let value = member.value.as_ref().map_or(String::new(), |value| format!(" = {}", value.value));
            let about = member.description.as_ref().map_or(String::new(), |text| format!(": {}", text.value));
            self.fact(member.name.span, &format!("  {}{value}{about}", member.name.value));
        }
    }

    fn example(&mut self, example: &ExampleBlock) {
        let mut text = format!("example {:?} `{}`", example.kind, example.language);
        if let Some((method, target)) = &example.request {
            let _ = write!(text, " {} {}", method.value, target.value);
        }
        if let Some(status) = &example.status {
            let _ = write!(text, " {}", status.value);
        }
        for (flag, name) in [(example.split, "split"), (example.uncertain, "uncertain")] {
            if flag {
                let _ = write!(text, " ({name})");
            }
        }
        text.push_str(&annotation(example.annotation.as_ref()));
        self.fact(example.span, &text);
        for (name, value) in &example.headers {
            self.fact(name.span, &format!("  {}: {}", name.value, value.value));
        }
        match &example.body {
            ExampleBody::None => {}
            ExampleBody::Json(found) => self.fact(found.text.span, &format!("  body{}", json(found))),
            ExampleBody::Other(found) => self.fact(found.span, &format!("  body as text: {}", found.value)),
        }
    }
}

fn mention(mention: &TypeMention) -> String {
    let link = mention.link.as_ref().map_or(String::new(), |link| format!(" <{}>", link.value));
    format!("{}{}{link}", mention.name.value, if mention.collection { "[]" } else { "" })
}

fn type_text(ty: &TypeText) -> String {
    let names = ty.names.iter().map(|word| match word {
        TypeWord::Primitive(primitive) => primitive.edm_name().to_owned(),
        TypeWord::Named { name, link } => format!("{name}{}", link.as_ref().map_or(String::new(), |link| format!(" <{link}>"))),
        TypeWord::Nothing => "nothing".to_owned(),
        TypeWord::Prose => format!("prose ({})", ty.text.value),
    });
    let names = names.collect::<Vec<_>>().join(" or ");
    format!("{}{}", if names.is_empty() { "-" } else { &names }, if ty.collection { " []" } else { "" })
}

fn markers(markers: &RowMarkers) -> String {
    let mut out = String::new();
    match markers.required {
        Some(true) => out.push_str(" +required"),
        Some(false) => out.push_str(" +optional"),
        None => {}
    }
    match markers.nullable {
        Some(true) => out.push_str(" +nullable"),
        Some(false) => out.push_str(" +not-nullable"),
        None => {}
    }
    let flags = [
        (markers.read_only, "read-only"),
        (markers.write_only, "write-only"),
        (markers.key, "key"),
        (markers.deprecated, "deprecated"),
        (markers.only_on_select, "only-on-select"),
    ];
    for (_, name) in flags.iter().filter(|(flag, _)| *flag) {
        let _ = write!(out, " +{name}");
    }
    if let Some(default) = &markers.default {
        let _ = write!(out, " +default={}", default.value);
    }
    if let Some(base) = &markers.inherited_from {
        let _ = write!(out, " +from={}", mention(base));
    }
    if !markers.values.is_empty() {
        let values: Vec<_> = markers.values.iter().map(|value| value.value.as_str()).collect();
        let _ = write!(out, " +values={}", values.join(","));
    }
    for (option, operators) in &markers.query_support {
        let _ = write!(out, " +{option}({})", operators.join(","));
    }
    out
}

fn annotation(annotation: Option<&Annotation>) -> String {
    let Some(annotation) = annotation else { return String::new() };
    let mut out = " <!--".to_owned();
    let names: Vec<_> = annotation.names.iter().map(|name| name.value.as_str()).collect();
    for (key, value) in [
        ("", annotation.block_type.as_ref().map(|text| text.value.as_str())),
        ("name=", (!names.is_empty()).then_some(names.join(",")).as_deref()),
        ("type=", annotation.odata_type.as_ref().map(|text| text.value.as_str())),
        ("base=", annotation.base_type.as_ref().map(|text| text.value.as_str())),
        ("key=", annotation.key_property.as_ref().map(|text| text.value.as_str())),
    ] {
        if let Some(value) = value {
            let _ = write!(out, " {key}{value}");
        }
    }
    let flags = [
        (annotation.is_collection, "collection"),
        (annotation.truncated, "truncated"),
        (annotation.is_empty, "empty"),
        (annotation.expect_error, "error"),
        (annotation.open_type == Some(true), "open"),
        (annotation.is_abstract == Some(true), "abstract"),
    ];
    for (_, name) in flags.iter().filter(|(flag, _)| *flag) {
        let _ = write!(out, " {name}");
    }
    out + " -->"
}

fn json(text: &JsonText) -> String {
    let how = if text.strict { "strict" } else { "lenient" };
    text.value.as_ref().map_or(" unreadable".to_owned(), |value| format!(" {how} {}", value.to_compact()))
}

/// Every place that a page names.
pub(crate) fn spans(page: &Page) -> Vec<Span> {
    let mut out = Vec::new();
    let mut text = |text: &Spanned<String>| out.push(text.span);
    for (key, value) in &page.front_matter {
        text(key);
        text(value);
    }
    page.title.iter().chain(&page.namespace).chain(&page.deprecation).chain(&page.intro).for_each(&mut text);
    page.sections.iter().for_each(|section| text(&section.heading));
    for include in &page.includes {
        text(&include.label);
        text(&include.target);
    }
    for request in &page.requests {
        text(&request.method);
        text(&request.target);
    }
    for row in page.permissions.iter().flat_map(|table| &table.rows) {
        text(&row.label);
        row.scope.iter().chain(&row.least).chain(&row.higher).for_each(&mut text);
    }
    page.query.named.iter().chain(&page.query.prose).chain(&page.body.prose).chain(&page.response.prose).for_each(&mut text);
    page.response.headers.iter().for_each(&mut text);
    for header in &page.request_headers {
        text(&header.name);
        text(&header.description);
    }
    for row in page.rows.iter().chain(&page.members) {
        text(&row.name);
        text(&row.ty.text);
        text(&row.description);
        row.markers.default.iter().chain(&row.markers.values).for_each(&mut text);
        row.markers.inherited_from.iter().for_each(|base| text(&base.name));
    }
    for mention in page.base.iter().chain(&page.body.mentions).chain(&page.response.mentions) {
        text(&mention.name);
        mention.link.iter().for_each(&mut text);
    }
    for method in &page.methods {
        text(&method.name);
        method.link.iter().for_each(&mut text);
        text(&method.description);
    }
    for table in &page.enumerations {
        text(&table.name);
        for member in &table.members {
            text(&member.name);
            member.value.iter().chain(&member.description).for_each(&mut text);
        }
    }
    for example in &page.examples {
        for (name, value) in example.headers.iter().chain(&example.request) {
            text(name);
            text(value);
        }
        if let ExampleBody::Other(body) = &example.body {
            text(body);
        }
    }
    for example in &page.examples {
        out.push(example.span);
        out.extend(example.status.iter().map(|status| status.span));
        out.extend(example.annotation.iter().map(|annotation| annotation.span));
        if let ExampleBody::Json(json) = &example.body {
            json_spans(json, &mut out);
        }
    }
    for block in &page.resources {
        out.push(block.span);
        json_spans(&block.json, &mut out);
    }
    out.extend(page.rows.iter().chain(&page.members).map(|row| row.span));
    out.extend(page.enumerations.iter().map(|table| table.span));
    out
}

fn json_spans(text: &JsonText, out: &mut Vec<Span>) {
    out.push(text.text.span);
    out.extend(text.deviations.iter().map(|deviation| deviation.span));
    let mut open: Vec<&Json> = text.value.iter().collect();
    while let Some(value) = open.pop() {
        out.push(value.span);
        open.extend(value.elements());
        for (key, member) in value.members() {
            out.push(key.span);
            open.push(member);
        }
    }
}
