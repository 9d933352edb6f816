//! Small page sets through `parse` and `resolve`: each `resolve/CASE.pages` holds pages parted by lines `=== PATH`,
//! each `resolve/CASE.model` what must come out of them. `UPDATE_EXPECT=1` rewrites the latter.

mod parted;

use std::fmt::Write as _;

use docwright::diagnostic::Diagnostic;
use docwright::model::{
    Address, Answer, AnswerContent, Api, BodyContent, Claim, Example, Operation, Parameter, Property, PropertyKind, Segment,
    TargetRole, TypeRef,
};
use docwright::page::Page;
use docwright::source::{FileId, SourceFile, Sources};
use expect_test::expect_file;
use parted::parts;

fn sources(text: &str) -> Sources {
    Sources::from_files(parts(text).map(|(path, text)| SourceFile::new(path, text)).collect())
}

fn resolve(sources: &Sources) -> (Vec<Page>, Api, Vec<Diagnostic>) {
    let pages =
        (0_u32..).zip(sources.files()).map(|(number, file)| docwright::parse::parse(file, FileId(number)).0).collect::<Vec<_>>();
    let mut findings = Vec::new();
    let api = docwright::resolve::resolve(sources, &pages, &mut findings);
    docwright::diagnostic::sort(&mut findings);
    (pages, api, findings)
}

fn dump(sources: &Sources, api: &Api, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for version in &api.versions {
        let _ = writeln!(out, "version {}", version.version);
        for ty in &version.types {
            let base = ty.base.as_ref().map(|base| format!(" : {base}")).unwrap_or_default();
            let key = ty.key.as_ref().map(|key| format!(" key {key}")).unwrap_or_default();
            let marks = [(ty.is_abstract, " abstract"), (ty.open, " open"), (ty.declared_at.is_empty(), " mentioned")];
            let marks: String = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
            let _ = writeln!(out, "type {}{base}{key}{marks}", ty.name);
            for property in &ty.properties {
                let from = if property.declared_in == ty.name {
                    String::new()
                } else {
                    format!(" from {}", property.declared_in.short())
                };
                let said = property_marks(property);
                let _ = writeln!(out, "  {} {} [{:?}]{from}{said}", property.name, property.ty, property.ty_evidence);
                if property.declared_in == ty.name {
                    claims(&property.claims, &mut out);
                }
            }
        }
        for enumeration in &version.enumerations {
            let inferred = if enumeration.inferred { " inferred" } else { "" };
            let flags = if enumeration.flags { " flags" } else { "" };
            let members = enumeration.members.iter().map(|member| match member.value {
                Some(value) => format!("{}={value}", member.name),
                None => member.name.clone(),
            });
            let _ = writeln!(out, "enum {}{inferred}{flags}: {}", enumeration.name, members.collect::<Vec<_>>().join(" "));
            if !enumeration.description.is_empty() {
                let _ = writeln!(out, "  {}", enumeration.description.lines().next().unwrap_or_default());
            }
        }
        for operation in &version.operations {
            dump_operation(operation, &mut out);
        }
        for record in &version.pages {
            for unplaced in &record.unplaced {
                let _ = writeln!(out, "unplaced on {}: {}", record.title, unplaced.reason);
            }
            if let docwright::model::PageOutcome::Skipped(code) = &record.outcome {
                let _ = writeln!(out, "skipped {}: {code}", record.title);
            }
        }
    }
    for finding in findings {
        let at = finding
            .span
            .map_or_else(String::new, |span| format!("{}:{}", sources.file(span.file).path, sources.line_column(span).line));
        let _ = writeln!(out, "{} {at}: {}", finding.code, finding.message);
    }
    out
}

fn property_marks(property: &Property) -> String {
    let said = |word: &str, said: Option<bool>| match said {
        Some(true) => format!(" {word}"),
        Some(false) => format!(" not {word}"),
        None => String::new(),
    };
    let mut out = said("required", property.required) + &said("nullable", property.nullable);
    for (marked, word) in [
        (property.kind == PropertyKind::Navigation, " relationship"),
        (property.read_only, " read-only"),
        (property.write_only, " write-only"),
        (property.only_on_select, " on select"),
        (property.deprecated, " deprecated"),
        (property.in_json, " in JSON"),
    ] {
        if marked {
            out.push_str(word);
        }
    }
    if let Some(default) = &property.default {
        let _ = write!(out, " = {default}");
    }
    for (option, operators) in &property.query_support {
        let _ = write!(out, " {option}({})", operators.join(" "));
    }
    out
}

/// Who says what, where they do not all say the same.
fn claims(claims: &[Claim], out: &mut String) {
    for claim in claims {
        let used = if claim.used { ", which is used" } else { "" };
        let _ = writeln!(out, "    {:?} says {} {}{used}", claim.evidence, claim.about, claim.says);
    }
}

fn dump_operation(operation: &Operation, out: &mut String) {
    let _ = writeln!(out, "{} {}", operation.method, address(&operation.address));
    for alias in &operation.aliases {
        let _ = writeln!(out, "  also {}", address(alias));
    }
    let target = &operation.target;
    let role = match target.role {
        TargetRole::Resource => "resource",
        TargetRole::Property => "property",
        TargetRole::Reference => "reference",
        TargetRole::Value => "value",
        TargetRole::Count => "count",
        TargetRole::Action => "action",
        TargetRole::Function => "function",
    };
    let name =
        |name: &Option<docwright::model::QualifiedName>| name.as_ref().map_or("?".to_owned(), |name| name.short().to_owned());
    let many = if target.collection { "s" } else { "" };
    let _ = writeln!(out, "  is {role} {}.{} -> {}{many}", name(&target.parent), target.member, name(&target.item));
    for parameter in &operation.parameters {
        let _ = writeln!(out, "  query {}", described(parameter));
    }
    for header in &operation.headers {
        let _ = writeln!(out, "  header {}{}", header.name, if header.required { " required" } else { "" });
    }
    let options: Vec<&str> = operation.query_options.options.iter().map(|option| option.name()).collect();
    let support = &operation.query_options;
    let besides = [(support.unspecified, " and those that the service has"), (support.refused, " refused")];
    let besides: String = besides.into_iter().filter(|word| word.0).map(|word| word.1).collect();
    if !options.is_empty() || !besides.is_empty() {
        let _ = writeln!(out, "  options {}{besides}", options.join(" "));
    }
    if let Some(body) = &operation.body {
        let content = match &body.content {
            BodyContent::Resource(ty) => ty.to_string(),
            BodyContent::Parameters => "parameters".to_owned(),
            BodyContent::Bytes(types) => format!("bytes {types:?}"),
            BodyContent::Json => "json".to_owned(),
        };
        let members: Vec<String> = body.members.iter().map(described).collect();
        let or = body.alternatives.iter().map(|media| format!(" or {media}"));
        let _ = writeln!(out, "  body {content} {{{}}}{}", members.join(", "), or.collect::<String>());
    }
    for answer in &operation.answers {
        let _ = writeln!(out, "  answers {}", answered(answer));
    }
    claims(&operation.claims, out);
    for set in &operation.permissions {
        let alternatives: Vec<String> = set
            .alternatives
            .iter()
            .map(|held| held.iter().map(|permission| permission.0.as_str()).collect::<Vec<_>>().join("+"))
            .collect();
        let scope = set.scope.as_ref().map(|scope| format!(" for {scope:?}")).unwrap_or_default();
        let shut = if set.unsupported { "shut out" } else { "" };
        let _ = writeln!(out, "  allows {}{scope} least {}: {}{shut}", set.caller, set.least, alternatives.join(" "));
    }
    if let Some(sentence) = &operation.deprecated {
        let _ = writeln!(out, "  deprecated: {sentence}");
    }
    for example in &operation.examples {
        let _ = writeln!(out, "  example {}", exampled(example));
    }
}

fn described(parameter: &Parameter) -> String {
    let marks = [(parameter.required == Some(true), " required"), (parameter.read_only, " read-only")];
    let marks: String = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
    let default = parameter.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{}: {}{marks}{default}", parameter.name, parameter.ty)
}

fn answered(answer: &Answer) -> String {
    let one = |ty: &TypeRef| ty.to_string();
    let content = match &answer.content {
        AnswerContent::None => "nothing".to_owned(),
        AnswerContent::Value(ty) => one(ty),
        AnswerContent::Wrapped(ty) => format!("{{value: {}}}", one(ty)),
        AnswerContent::Collection(ty) => format!("{{value: [{}]}}", one(ty)),
        AnswerContent::Bytes => "bytes".to_owned(),
        AnswerContent::Error => "error".to_owned(),
        AnswerContent::Json => "json".to_owned(),
    };
    let headers = if answer.headers.is_empty() { String::new() } else { format!(" with {}", answer.headers.join(", ")) };
    format!("{} {content}{headers}", answer.status)
}

fn exampled(example: &Example) -> String {
    let request = example.request.as_ref().map_or("-".to_owned(), |side| {
        let line = side.request_line.as_ref().map_or(String::new(), |(method, target)| format!("{method} {target}"));
        format!("{line} @{}", side.at.line)
    });
    let response =
        example.response.as_ref().map_or("-".to_owned(), |side| format!("{} @{}", side.status.unwrap_or_default(), side.at.line));
    format!("{}: {request} => {response}", example.name)
}

fn address(address: &Address) -> String {
    let mut segments = String::new();
    for part in &address.segments {
        let _ = write!(segments, "/{}", segment(part));
    }
    match &address.query {
        Some(query) => format!("{segments}?{query}"),
        None => segments,
    }
}

fn segment(part: &Segment) -> String {
    match part {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(parameter) => format!("{{{}: {}}}", parameter.name, parameter.ty),
        Segment::Function { name, parameters } => {
            let arguments = parameters.iter().map(|parameter| match &parameter.literal {
                Some(literal) => format!("{}={literal}", parameter.name),
                None => format!("{}: {}", parameter.name, parameter.ty),
            });
            format!("{name}({})", arguments.collect::<Vec<_>>().join(", "))
        }
        Segment::PathAddress { anchor, path, closed } => {
            format!("{}:/{{{}}}{}", segment(anchor), path.name, if *closed { ":" } else { "" })
        }
    }
}

fn check(case: &str, pages: &str) {
    let sources = sources(pages);
    let (_, api, findings) = resolve(&sources);
    expect_file![format!("./resolve/{case}.model")].assert_eq(&dump(&sources, &api, &findings));
}

#[test]
fn types_are_merged_over_pages_and_inherit() {
    check("types", include_str!("resolve/types.pages"));
}

#[test]
fn enumerations_are_told_from_text() {
    check("enumerations", include_str!("resolve/enumerations.pages"));
}

#[test]
fn request_lines_become_operations() {
    check("operations", include_str!("resolve/operations.pages"));
}

#[test]
fn a_page_that_uses_an_operation_does_not_define_it() {
    check("uses", include_str!("resolve/uses.pages"));
}

#[test]
fn permissions_are_told_apart_by_and_or_and_scope() {
    check("permissions", include_str!("resolve/permissions.pages"));
}

#[test]
fn answers_and_bodies_follow_the_vote() {
    check("answers", include_str!("resolve/answers.pages"));
}

#[test]
fn examples_find_their_operations() {
    check("placing", include_str!("resolve/placing.pages"));
}

#[test]
fn pages_of_one_operation_are_merged() {
    check("merged", include_str!("resolve/merged.pages"));
}

#[test]
fn samples_say_what_tables_leave_open() {
    check("samples", include_str!("resolve/samples.pages"));
}

#[test]
fn types_stand_at_addresses() {
    check("standing", include_str!("resolve/standing.pages"));
}

#[test]
fn the_address_tells_what_a_page_leaves_open() {
    check("addresses", include_str!("resolve/addresses.pages"));
}

#[test]
fn an_answer_is_what_most_of_the_page_says() {
    check("answer-words", include_str!("resolve/answer-words.pages"));
}

#[test]
fn a_body_is_a_resource_or_parameters_or_bytes() {
    check("bodies", include_str!("resolve/bodies.pages"));
}

#[test]
fn parameters_and_headers_have_their_own_tables() {
    check("queries", include_str!("resolve/queries.pages"));
}

#[test]
fn addresses_that_only_examples_show() {
    check("shown", include_str!("resolve/shown.pages"));
}

#[test]
fn a_fragment_without_a_version_serves_every_version_and_counts_once() {
    let page = "=== docs/VERSION/api/x-get.md\n# Get x\n\n[!INCLUDE [x-deprecate](../../includes/x-deprecate.md)]\n\n\
                ## HTTP request\n``` http\nGET /x\n```\n";
    let fragment = "=== docs/includes/x-deprecate.md\n> [!CAUTION]\n> The x API is deprecated.\n\n\
                    See https://graph.microsoft.com/beta/x.\n=== docs/includes/unused.md\nNobody includes this.\n";
    let text = format!("{}{}{fragment}", page.replace("VERSION", "beta"), page.replace("VERSION", "v1.0"));
    let (_, api, findings) = resolve(&sources(&text));
    let names: Vec<&str> = api.versions.iter().map(|version| version.version.as_str()).collect();
    assert_eq!(names, ["beta", "v1.0"]);
    assert!(api.versions.iter().all(|version| version.operations.len() == 1));
    assert!(api.versions.iter().flat_map(|version| &version.operations).all(|operation| operation.deprecated.is_some()));
    assert_eq!(api.versions.iter().map(|version| version.pages.len()).sum::<usize>(), 4);
    let unused: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code.name() == "unused-include").collect();
    assert_eq!(unused.len(), 1, "{unused:?}");
}

#[test]
fn contradictions_are_reported_once() {
    check("contradictions", include_str!("resolve/contradictions.pages"));
}

#[test]
fn the_ir_reads_back_and_faults_say_where() {
    let sources = sources(include_str!("resolve/operations.pages"));
    let (_, api, _) = resolve(&sources);
    let text = docwright::export::ir(&api);
    assert_eq!(docwright::export::read_ir(&text).as_ref(), Ok(&api));
    assert_eq!(docwright::export::ir(&api), text);
    let cut = &text[..text.len() / 2];
    let fault = docwright::export::read_ir(cut).expect_err("half a file is no IR");
    assert!(fault.line > 1 && fault.reason.contains("no IR file"), "{fault}");
    let other = text.replacen("\"ir_version\": 1", "\"ir_version\": 99", 1);
    let fault = docwright::export::read_ir(&other).expect_err("another version");
    assert!(fault.reason.contains("99"), "{fault}");
}

#[test]
fn facts_name_every_row_with_its_line() {
    let sources = sources(include_str!("resolve/types.pages"));
    let (pages, api, _) = resolve(&sources);
    let facts: serde_json::Value = serde_json::from_str(&docwright::export::facts(&sources, &pages, &api, "v1.0")).expect("JSON");
    let rows = facts["types"].as_array().expect("a list").iter().flat_map(|ty| ty["properties"].as_array().expect("a list"));
    let rows: Vec<(String, u64)> =
        rows.map(|row| (row["name"].as_str().unwrap_or_default().to_owned(), row["line"].as_u64().unwrap_or_default())).collect();
    assert!(rows.contains(&("weight".to_owned(), 10)), "{rows:?}");
}

#[test]
fn the_order_of_files_and_threads_does_not_matter() {
    let text = include_str!("resolve/operations.pages");
    let forward = sources(text);
    let mut pages: Vec<String> = parts(text).map(|(path, text)| format!("=== {path}\n{text}")).collect();
    pages.reverse();
    let backward = sources(&pages.concat());
    let (_, one, found_one) = resolve(&forward);
    let (_, two, found_two) = resolve(&backward);
    assert_eq!(one, two);
    assert_eq!(found_one, found_two);
}
