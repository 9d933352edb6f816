//! An outline as the Markdown page that it was, as far as it is known.

use std::fmt::Write as _;

use super::super::json;
use super::super::outline::{Block, Content, Outline, Table};
use super::super::text::{Text, is_blank, starts_with_ignore_case};
use crate::page::{Page, PageKind, Section, SectionClass};

/// Writes the page. `name` is what its file is called, for the targets of includes.
pub(in crate::parse) fn write(outline: &Outline<'_>, page: &Page, name: &str) -> String {
    let mut writer = Writer { out: String::new(), page, name, sections: &page.sections, written: 0 };
    writer.front_matter(outline);
    let disclaimer = outline
        .blocks
        .iter()
        .any(|block| matches!(&block.content, Content::Include(include) if include.label.value == "beta-disclaimer"));
    let beta = page.version.as_ref().is_some_and(|version| version.0 == "beta");
    let mut owed = beta && !disclaimer;
    for block in outline.blocks.iter().filter(|block| !block.foreign_tab) {
        writer.headings(block.section.map_or(0, |section| section + 1));
        if owed && block.section == Some(0) && !is_namespace(block) {
            writer.line("[!INCLUDE [beta-disclaimer](../../includes/beta-disclaimer.md)]");
            owed = false;
        }
        writer.block(block);
    }
    writer.headings(page.sections.len());
    let length = writer.out.trim_end().len();
    writer.out.truncate(length);
    writer.out.push('\n');
    writer.out
}

fn is_namespace(block: &Block<'_>) -> bool {
    matches!(&block.content, Content::Paragraph(text) if starts_with_ignore_case(text.raw.trim_start(), "namespace:"))
}

struct Writer<'p> {
    out: String,
    page: &'p Page,
    name: &'p str,
    sections: &'p [Section],
    /// Headings written so far.
    written: usize,
}

impl Writer<'_> {
    /// A block of its own, with a blank line behind it.
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push_str("\n\n");
    }

    fn front_matter(&mut self, outline: &Outline<'_>) {
        // The page took the entries from its own reading of the outline.
        let captured = if self.page.front_matter.is_empty() { &outline.front_matter } else { &self.page.front_matter };
        let mut entries: Vec<(&str, &str)> =
            captured.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str())).collect();
        let has = |entries: &[(&str, &str)], wanted: &str| entries.iter().any(|(key, _)| *key == wanted);
        if let Some(title) = &self.page.title
            && !has(&entries, "title")
        {
            entries.insert(0, ("title", &title.value));
        }
        let kind = match self.page.kind {
            PageKind::Api => Some("apiPageType"),
            PageKind::Resource => Some("resourcePageType"),
            PageKind::Enumeration => Some("enumPageType"),
            _ => None,
        };
        if let Some(kind) = kind
            && !has(&entries, "doc_type")
        {
            entries.push(("doc_type", kind));
        }
        self.out.push_str("---\n");
        for (key, value) in entries {
            let bare = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.'))
                && !["title", "description", "author"].contains(&key);
            let value = value.replace(['"', '\n'], "'");
            let quote = if bare { "" } else { "\"" };
            let _ = writeln!(self.out, "{key}: {quote}{value}{quote}");
        }
        self.out.push_str("---\n\n");
    }

    fn headings(&mut self, up_to: usize) {
        while self.written < up_to {
            if let Some(section) = self.sections.get(self.written)
                && !section.heading.value.is_empty()
            {
                let marks = "#".repeat(usize::from(section.level));
                let words = section.heading.value.replace('<', "\\<");
                self.line(&format!("{marks} {words}"));
            }
            self.written += 1;
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        let class = block.section.and_then(|index| self.sections.get(index)).map_or(SectionClass::Other, |section| section.class);
        match &block.content {
            Content::Paragraph(text) => self.paragraph(&text.raw),
            Content::Comment(text) => self.line(&format!("<!--{}-->", text.raw)),
            Content::Fence(fence) => {
                let example = self.page.examples.iter().any(|example| example.span == block.span);
                self.annotation(fence.language, class, example, &fence.code);
                self.fence(fence.language, &fence.code.raw);
            }
            Content::Table(table) => self.table(table),
            Content::Include(include) => self.include(&include.label.value),
        }
    }

    fn paragraph(&mut self, raw: &str) {
        let text = raw.trim_matches(is_blank);
        if text.starts_with("[!") && text.contains("]\n") {
            let quoted: Vec<String> = text.lines().map(|line| format!("> {}", line.trim())).collect();
            self.line(&quoted.join("\n"));
            return;
        }
        let lines: Vec<String> = text.lines().map(|line| harmless(line.trim())).collect();
        self.line(&lines.join("\n"));
    }

    fn annotation(&mut self, language: &str, class: SectionClass, example: bool, text: &Text<'_>) {
        let object = if language == "json" {
            let root = json::read(text).value;
            let ty = root.as_ref().and_then(|root| root.get("@odata.type")).and_then(crate::json::Json::as_str);
            match ty {
                Some(ty) if class == SectionClass::JsonRepresentation => {
                    format!(
                        "{{\n  \"blockType\": \"resource\",\n  \"@odata.type\": \"{}\"\n}}",
                        ty.trim_start_matches('#').replace(['"', '\\', '-'], "")
                    )
                }
                _ => return,
            }
        } else if starts_with_ignore_case(text.raw.trim_start(), "http/") {
            "{\n  \"blockType\": \"response\"\n}".to_owned()
        } else if !example {
            "{\n  \"blockType\": \"ignored\"\n}".to_owned()
        } else {
            "{\n  \"blockType\": \"request\"\n}".to_owned()
        };
        let _ = writeln!(self.out, "<!-- {object}\n-->");
    }

    fn fence(&mut self, language: &str, code: &str) {
        let code = indented(code.trim_matches(['\n', '\r', ' ']));
        let mut mark = "```".to_owned();
        while code.contains(&mark) {
            mark.push('`');
        }
        self.line(&format!("{mark} {language}\n{code}\n{mark}"));
    }

    fn table(&mut self, table: &Table<'_>) {
        let row = |cells: &[Text<'_>]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped_cell(cell.raw.trim())).collect();
            format!("|{}|\n", cells.join("|"))
        };
        let mut text = row(&table.header.cells);
        let _ = writeln!(text, "|{}", ":---|".repeat(table.header.cells.len()));
        for line in &table.rows {
            text.push_str(&row(&line.cells));
        }
        self.line(&text);
    }

    fn include(&mut self, label: &str) {
        let target = match label {
            "beta-disclaimer" => "../../includes/beta-disclaimer.md".to_owned(),
            "permissions-table" => format!("../includes/permissions/{}-permissions.md", self.name),
            _ => return,
        };
        self.line(&format!("[!INCLUDE [{label}]({target})]"));
    }
}

/// Whether an include of which only the label is left can be written again.
pub(in crate::parse) fn is_known_include(label: &str) -> bool {
    ["beta-disclaimer", "permissions-table"].contains(&label)
}

/// A line of prose that would mean something else at the start of a line.
fn harmless(line: &str) -> String {
    let first = line.chars().next().unwrap_or(' ');
    let special =
        matches!(first, '#' | '>' | '|' | '~') || line.chars().all(|c| matches!(c, '-' | '=' | '_' | ' ')) && !line.is_empty();
    if special { format!("\\{line}") } else { line.to_owned() }
}

fn escaped_cell(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut escaped = false;
    for character in cell.chars() {
        match character {
            '|' if !escaped => out.push_str("\\|"),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
        escaped = character == '\\' && !escaped;
    }
    out
}

/// Code whose JSON lost its indentation has it again; anything else stays as it is.
fn indented(code: &str) -> String {
    let as_captured = || code.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let start = code.lines().scan(0, |at, line| {
        let here = *at;
        *at += line.len() + 1;
        Some((here, line))
    });
    let Some(at) = start.into_iter().find(|(_, line)| line.starts_with(['{', '['])).map(|(at, _)| at) else {
        return as_captured();
    };
    let (Some(head), Some(body)) = (code.get(..at), code.get(at..)) else { return as_captured() };
    let flat = body.lines().count() > 2 && body.lines().all(|line| !line.starts_with([' ', '\t']));
    if !flat {
        return as_captured();
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(body) else { return as_captured() };
    let Ok(pretty) = serde_json::to_string_pretty(&value) else { return as_captured() };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if bare(&pretty) != bare(body) {
        // A key that stands twice, a number written oddly: the text says more than the value.
        return as_captured();
    }
    let head = head.trim_end();
    if head.is_empty() {
        pretty
    } else {
        format!("{}\n\n{pretty}", head.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
    }
}
