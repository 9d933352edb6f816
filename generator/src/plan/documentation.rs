//! What rustdoc says of a function: the page's introduction, the HTTP line, arguments, answers, permissions, the link.

use super::prose::{code_span, doc_lines, own_lines, plain};
use super::wording::DOC_WIDTH;
use super::{ArgumentEncoding, BodyPlan, OperationPlan};
use crate::model::{Operation, Parameter, QueryOption};

/// Documentation of an operation's function.
pub(super) fn operation_doc(source: &Operation, plan: &OperationPlan) -> Vec<String> {
    let mut lines = doc_lines(&source.description, DOC_WIDTH);
    if lines.is_empty() {
        lines = doc_lines(&source.title, DOC_WIDTH);
    }
    lines.push(String::new());
    lines.push(code_span(&format!("{} {}", source.method, super::operations::address_text(&source.address))));
    for alias in &source.aliases {
        lines.push(String::new());
        lines
            .extend(own_lines(&format!("Also documented as {}.", code_span(&super::operations::address_text(alias))), DOC_WIDTH));
    }
    arguments(plan, &mut lines);
    body(source, plan, &mut lines);
    answers(source, &mut lines);
    query(source, &mut lines);
    headers(source, &mut lines);
    permissions(plan, &mut lines);
    if !plan.page_url.is_empty() {
        lines.push(String::new());
        lines.push(format!("[Reference page]({})", plan.page_url));
    }
    lines
}

fn arguments(plan: &OperationPlan, lines: &mut Vec<String>) {
    let all: Vec<_> = plan.arguments.iter().chain(&plan.required_query).collect();
    if all.is_empty() {
        return;
    }
    section("Arguments", lines);
    for argument in all {
        let mut text = format!("- {}", code_span(crate::names::unraw(&argument.name)));
        if argument.encoding == ArgumentEncoding::User {
            text.push_str(": the user's id or principal name, or `Me` for the signed-in user");
        } else if argument.written != argument.wire && !argument.written.is_empty() {
            text.push_str(": ");
            text.push_str(&code_span(&argument.written));
        }
        if argument.encoding == ArgumentEncoding::Path {
            text.push_str(", a path that may hold slashes");
        }
        if !argument.doc.is_empty() {
            let words = doc_lines(&argument.doc, usize::MAX).join(" ");
            text.push_str(": ");
            text.push_str(&words);
        }
        item(&text, lines);
    }
}

fn body(source: &Operation, plan: &OperationPlan, lines: &mut Vec<String>) {
    let Some(body) = &source.body else { return };
    if plan.body == BodyPlan::None {
        return;
    }
    let required = body.members.iter().filter(|member| member.required == Some(true));
    let names: Vec<String> = required.map(|member| code_span(&member.name)).collect();
    let mut parts: Vec<Vec<String>> = remarks(&body.description).map(|remark| doc_lines(remark, DOC_WIDTH)).collect();
    if !names.is_empty() {
        parts.insert(0, own_lines(&format!("The page marks as required: {}.", names.join(", ")), DOC_WIDTH));
    }
    if !plan.body_alternatives.is_empty() {
        let media: Vec<String> = plan.body_alternatives.iter().map(|media| code_span(media)).collect();
        let text = format!("A `request::Content` of the type {} is a body of it too.", media.join(" or "));
        parts.push(own_lines(&text, DOC_WIDTH));
    }
    for (number, part) in parts.into_iter().filter(|part| !part.is_empty()).enumerate() {
        if number == 0 {
            section("Body", lines);
        } else {
            lines.push(String::new());
        }
        lines.extend(part);
    }
}

/// The paragraphs about a body that say more than that a table of its properties follows.
fn remarks(description: &str) -> impl Iterator<Item = &str> {
    description.split("\n\n").map(str::trim).filter(|paragraph| {
        let lower = paragraph.to_lowercase();
        !lower.is_empty() && !lower.contains("request body") && !lower.contains("following") && !lower.ends_with(':')
    })
}

fn answers(source: &Operation, lines: &mut Vec<String>) {
    let mut words = Vec::new();
    for answer in &source.answers {
        let mut text = answer.status.to_string();
        if !answer.headers.is_empty() {
            let names: Vec<String> = answer.headers.iter().map(|name| code_span(name)).collect();
            text = format!("{text} with {}", names.join(", "));
        }
        words.push(text);
    }
    if !words.is_empty() {
        section("Answers", lines);
        lines.extend(own_lines(&format!("Documented statuses: {}.", words.join("; ")), DOC_WIDTH));
    }
}

fn query(source: &Operation, lines: &mut Vec<String>) {
    let options = super::operations::query_options(source);
    // Those that are required are arguments.
    let own: Vec<&Parameter> =
        super::operations::own_query(source).filter(|parameter| parameter.required != Some(true)).collect();
    if options.is_empty() && own.is_empty() {
        return;
    }
    section("Query options", lines);
    if !options.is_empty() {
        let names: Vec<String> = options.iter().map(|option: &QueryOption| code_span(option.name())).collect();
        let how = if source.query_options.options.is_empty() {
            "The page supports query options without naming them"
        } else {
            "Documented"
        };
        lines.extend(own_lines(&format!("{how}: {}.", names.join(", ")), DOC_WIDTH));
        if !own.is_empty() {
            lines.push(String::new());
        }
    }
    for parameter in own {
        let mut text = format!("- {}", code_span(&format!(".query({:?}, ...)", parameter.name)));
        let words = doc_lines(&plain(&parameter.description), usize::MAX).join(" ");
        if !words.is_empty() {
            text.push_str(": ");
            text.push_str(&words);
        }
        item(&text, lines);
    }
}

fn headers(source: &Operation, lines: &mut Vec<String>) {
    let shown: Vec<_> = source
        .headers
        .iter()
        .filter(|header| !["authorization", "content-type", "accept"].contains(&header.name.to_ascii_lowercase().as_str()))
        .collect();
    if shown.is_empty() {
        return;
    }
    section("Headers", lines);
    for header in shown {
        let words = plain(&header.description);
        let words = doc_lines(&words, usize::MAX).join(" ");
        item(&format!("- {}: {}", code_span(&header.name), words), lines);
    }
}

fn permissions(plan: &OperationPlan, lines: &mut Vec<String>) {
    if plan.permissions.is_empty() {
        return;
    }
    section("Permissions", lines);
    for set in &plan.permissions {
        let caller = match set.caller.as_str() {
            "DelegatedPersonal" => "Delegated, personal account",
            "Application" => "Application",
            _ => "Delegated, work or school account",
        };
        let alternatives: Vec<String> =
            set.alternatives.iter().map(|all| all.iter().map(|name| code_span(name)).collect::<Vec<_>>().join(" and ")).collect();
        let caller = set.scope.as_ref().map_or_else(|| caller.to_owned(), |scope| format!("{caller}, for {}", code_span(scope)));
        let words = if alternatives.is_empty() { "not supported".to_owned() } else { alternatives.join(", or ") };
        item(&format!("- {caller}: {words}"), lines);
    }
}

fn section(title: &str, lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(format!("# {title}"));
    lines.push(String::new());
}

/// A list item whose further lines are indented below its text.
fn item(text: &str, lines: &mut Vec<String>) {
    for (index, line) in own_lines(text, DOC_WIDTH - 2).into_iter().enumerate() {
        lines.push(if index == 0 { line } else { format!("  {line}") });
    }
}
