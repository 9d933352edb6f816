//! A Markdown page as blocks, for the renderers: read by `pulldown-cmark` alone, so that no code of the reader is in it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page.
pub(crate) struct Blocks {
    pub(crate) front_matter: Vec<(String, String)>,
    pub(crate) blocks: Vec<Block>,
}

/// A run of text, as people see it and as HTML.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inline {
    pub(crate) plain: String,
    pub(crate) html: String,
}

/// A block.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Heading(u8, String),
    Paragraph(Inline),
    Alert(String, Inline),
    Item(Inline),
    Code(String, String),
    Table(Vec<Vec<Inline>>),
    /// Label and target; the last word says whether it stands in a tab of another language.
    Include(String, String, bool),
}

/// Reads a page.
pub(crate) fn read(source: &str) -> Blocks {
    let unix = source.replace("\r\n", "\n");
    let source = unix.as_str();
    let mut out = Blocks { front_matter: Vec::new(), blocks: Vec::new() };
    let mut rest = source;
    if let Some(inside) = source.strip_prefix("---\n")
        && let Some(end) = inside.find("\n---")
    {
        for line in inside[..end].lines() {
            if let Some((key, value)) = line.split_once(':') {
                out.front_matter.push((key.trim().to_owned(), value.trim().trim_matches('"').to_owned()));
            }
        }
        rest = inside[end + 4..].split_once('\n').map_or("", |(_, rest)| rest);
    }
    let text = without_comments(rest);
    let mut part = String::new();
    let mut foreign = false;
    let mut in_tabs = false;
    let mut fenced = false;
    for line in text.lines() {
        let inner = line.trim_start();
        if inner.starts_with("```") {
            fenced = !fenced;
        }
        if !fenced && inner.starts_with("[!INCLUDE") {
            flush(&mut part, foreign, &mut out.blocks);
            for piece in inner.split("[!INCLUDE").skip(1) {
                let label = piece.split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
                let target = piece.split("](").nth(1).and_then(|rest| rest.split(')').next()).unwrap_or_default();
                out.blocks.push(Block::Include(label.to_owned(), target.to_owned(), foreign));
            }
        } else if !fenced && inner.contains("](#tab/") {
            flush(&mut part, foreign, &mut out.blocks);
            foreign = !inner.contains("#tab/http");
            in_tabs = true;
        } else if !fenced && in_tabs && inner.trim_end() == "---" {
            flush(&mut part, foreign, &mut out.blocks);
            foreign = false;
            in_tabs = false;
        } else {
            part.push_str(line);
            part.push('\n');
        }
    }
    flush(&mut part, foreign, &mut out.blocks);
    out
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find("<!--") {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find("-->") else { return out };
        rest = &rest[open + close + 3..];
    }
    out.push_str(rest);
    out
}

fn flush(part: &mut String, foreign: bool, out: &mut Vec<Block>) {
    let text = std::mem::take(part);
    if foreign {
        return;
    }
    let mut inline = Inline::default();
    let mut table: Option<Vec<Vec<Inline>>> = None;
    let mut code: Option<(String, String)> = None;
    let mut quote = false;
    let mut items = 0;
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                code = Some((language.trim().to_owned(), String::new()))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => code = Some((String::new(), String::new())),
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = code.take() {
                    out.push(Block::Code(language, text));
                }
            }
            Event::Text(text) => match &mut code {
                Some((_, code)) => code.push_str(&text),
                None => {
                    inline.plain.push_str(&text);
                    inline.html.push_str(&escape(&text));
                }
            },
            Event::Code(text) => {
                inline.plain.push_str(&text);
                inline.html.push_str(&format!("<code>{}</code>", escape(&text)));
            }
            Event::SoftBreak => {
                inline.plain.push(' ');
                inline.html.push('\n');
            }
            Event::HardBreak => {
                inline.plain.push(' ');
                inline.html.push_str("<br>");
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                if html.starts_with("<br") {
                    inline.plain.push(' ');
                    inline.html.push_str("<br>");
                }
            }
            Event::Start(Tag::Strong) => inline.html.push_str("<strong>"),
            Event::End(TagEnd::Strong) => inline.html.push_str("</strong>"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = dest_url.replace(".md", "?view=graph-rest-VERSION");
                inline.html.push_str(&format!("<a href=\"{target}\" data-linktype=\"relative-path\">"));
            }
            Event::End(TagEnd::Link) => inline.html.push_str("</a>"),
            Event::End(TagEnd::Heading(level)) => {
                out.push(Block::Heading(level as u8, std::mem::take(&mut inline).plain));
            }
            Event::Start(Tag::BlockQuote(_)) => quote = true,
            Event::End(TagEnd::BlockQuote(_)) => quote = false,
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => {
                items -= 1;
                if !inline.plain.trim().is_empty() {
                    out.push(Block::Item(std::mem::take(&mut inline)));
                }
            }
            Event::End(TagEnd::Paragraph) => {
                let inline = std::mem::take(&mut inline);
                let alert = ["NOTE", "IMPORTANT", "TIP", "WARNING", "CAUTION"]
                    .iter()
                    .find(|kind| quote && inline.plain.starts_with(&format!("[!{kind}]")));
                out.push(match alert {
                    Some(kind) => {
                        let length = kind.len() + 3;
                        let html = inline.html[length..].trim().to_owned();
                        Block::Alert((*kind).to_owned(), Inline { plain: inline.plain[length..].trim().to_owned(), html })
                    }
                    None if items > 0 => Block::Item(inline),
                    None => Block::Paragraph(inline),
                });
            }
            Event::Start(Tag::Table(_)) => table = Some(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                if let Some(rows) = &mut table {
                    rows.push(Vec::new());
                }
            }
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut inline);
                if let Some(row) = table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            Event::End(TagEnd::Table) => {
                if let Some(rows) = table.take() {
                    out.push(Block::Table(rows));
                }
            }
            _ => {}
        }
    }
}
