//! Findings for machines: JSON, SARIF 2.1.0 (OASIS), and GitHub workflow commands.

use serde_json::{Value, json};

use super::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};

/// All findings as one JSON object with a count of each code.
#[must_use]
pub fn to_json(findings: &[&Diagnostic], sources: &Sources) -> String {
    let entries: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code.name(),
                "severity": finding.severity().name(),
                "message": finding.message,
                "help": finding.help(),
                "place": place(finding, sources),
                "related": finding
                    .related
                    .iter()
                    .map(|(span, label)| json!({"label": label, "place": span_place(*span, sources)}))
                    .collect::<Vec<_>>(),
            })
        })
        .collect();
    let mut counts = serde_json::Map::new();
    for code in Code::ALL {
        let count = findings.iter().filter(|finding| finding.code == *code).count();
        if count > 0 {
            counts.insert(code.name().to_owned(), json!(count));
        }
    }
    pretty(&json!({"schema": 1, "findings": entries, "counts": counts}))
}

/// A SARIF 2.1.0 log with one run.
#[must_use]
pub fn to_sarif(findings: &[&Diagnostic], sources: &Sources) -> String {
    let used: Vec<Code> = Code::ALL.iter().copied().filter(|code| findings.iter().any(|finding| finding.code == *code)).collect();
    let rules: Vec<Value> = used
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": {"text": code.help()},
                "help": {"text": code.explanation(), "markdown": code.explanation()},
                "defaultConfiguration": {"level": code.severity().name()},
            })
        })
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let mut result = json!({
                "ruleId": finding.code.name(),
                "ruleIndex": used.iter().position(|code| *code == finding.code),
                "level": finding.severity().name(),
                "message": {"text": format!("{}. Help: {}", finding.message, finding.help())},
                "locations": [location(finding.span, finding.path.as_deref(), sources)],
            });
            if !finding.related.is_empty() {
                let related: Vec<Value> = finding
                    .related
                    .iter()
                    .enumerate()
                    .map(|(id, (span, label))| {
                        let mut location = location(Some(*span), None, sources);
                        location["id"] = json!(id);
                        location["message"] = json!({"text": label});
                        location
                    })
                    .collect();
                result["relatedLocations"] = Value::Array(related);
            }
            result
        })
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "docwright", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// One workflow command a finding (`::warning file=...,line=...::message`).
#[must_use]
pub fn to_github(findings: &[&Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity() {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = match (finding.span, &finding.path) {
            (Some(span), _) => {
                let file = sources.file(span.file);
                let from = file.line_column(span.start);
                let to = file.line_column(span.end);
                format!("file={},line={},endLine={},col={}", property(&file.path), from.line, to.line, from.column)
            }
            (None, Some(path)) => format!("file={}", property(path)),
            (None, None) => String::new(),
        };
        let message = data(&format!("{}. Help: {}", finding.message, finding.help()));
        text.push_str(&format!("::{command} {place},title={}::{message}\n", property(finding.code.name())));
    }
    text
}

fn place(finding: &Diagnostic, sources: &Sources) -> Value {
    match (finding.span, &finding.path) {
        (Some(span), _) => span_place(span, sources),
        (None, Some(path)) => json!({"file": path}),
        (None, None) => Value::Null,
    }
}

fn span_place(span: Span, sources: &Sources) -> Value {
    let file = sources.file(span.file);
    let (from, to) = (file.line_column(span.start), file.line_column(span.end));
    json!({"file": file.path, "line": from.line, "column": from.column, "end_line": to.line, "end_column": to.column, "start": span.start, "end": span.end})
}

fn location(span: Option<Span>, path: Option<&str>, sources: &Sources) -> Value {
    let Some(span) = span else {
        return json!({"physicalLocation": {"artifactLocation": {"uri": uri(path.unwrap_or_default())}}});
    };
    let file = sources.file(span.file);
    let (from, to) = (file.line_column(span.start), file.line_column(span.end));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&file.path)},
        "region": {"startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column},
    }})
}

/// A path as a relative URI (RFC 3986): what is not unreserved is percent-encoded.
fn uri(path: &str) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// Escapes of a workflow command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes of a workflow command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn sample() -> (Sources, Diagnostic) {
        let sources = Sources::from_files(vec![SourceFile::new("v1.0/api/a b.md", "one\ntwo, three\n")]);
        let finding = Diagnostic::new(Code::UnclosedFence, Span::new(FileId(0), 4, 7), "a: b,\n100 %");
        (sources, finding)
    }

    #[test]
    fn github_commands_cannot_be_broken_by_text() {
        let (sources, finding) = sample();
        let text = to_github(&[&finding], &sources);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("::error file=v1.0/api/a b.md,line=2,endLine=2,col=1,title=unclosed-fence::a: b,%0A100 %25. "), "{text}");
    }

    #[test]
    fn sarif_names_rule_and_region() {
        let (sources, finding) = sample();
        let log: Value = serde_json::from_str(&to_sarif(&[&finding], &sources)).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "unclosed-fence");
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "v1.0/api/a%20b.md");
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["endColumn"], 4);
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "unclosed-fence");
    }

    #[test]
    fn json_counts_by_code() {
        let (sources, finding) = sample();
        let value: Value = serde_json::from_str(&to_json(&[&finding, &finding], &sources)).unwrap();
        assert_eq!(value["counts"]["unclosed-fence"], 2);
        assert_eq!(value["findings"][0]["place"]["line"], 2);
    }
}
