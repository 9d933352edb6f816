//! Renderers: a Markdown page as each form shows it when it is copied. They lose what the captured pages were seen to lose.

use super::blocks::{Block, Blocks, Inline, read};

/// The files that includes name, by target.
pub(crate) type Includes<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the site shows in place of an include, where it expands them.
fn expanded(label: &str, target: &str, foreign: bool, includes: Includes<'_>) -> Vec<Block> {
    let text = |plain: &str| Block::Paragraph(Inline { plain: plain.to_owned(), html: plain.to_owned() });
    match label {
        "beta-disclaimer" => vec![Block::Alert(
            "IMPORTANT".to_owned(),
            Inline {
                plain: "APIs below /beta are a preview and are subject to change.".to_owned(),
                html: "APIs below <code>/beta</code> are a preview and are subject to change.".to_owned(),
            },
        )],
        "permissions-table" => includes(target).map_or_else(Vec::new, |page| read(&page).blocks),
        "sample-code" if foreign => vec![Block::Code(
            "other".to_owned(),
            "// how to call it\nconst options = {\n  method: 'x',\n};\nPOST('/not/an/operation')\n{\n  \"a\": 1\n}\n".to_owned(),
        )],
        "sdk-documentation" => vec![text("Read how to add the SDK to a project.")],
        _ => Vec::new(),
    }
}

fn code_lines(code: &str) -> Vec<&str> {
    code.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Text of the rendered site: no first heading, no blank lines, no indentation, one cell a line.
pub(crate) fn site_text(page: &Blocks, includes: Includes<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    fn push(block: &Block, lines: &mut Vec<String>, includes: Includes<'_>) {
        match block {
            Block::Heading(1, _) => {}
            Block::Heading(_, text) => lines.push(text.clone()),
            Block::Paragraph(text) | Block::Item(text) => lines.push(text.plain.clone()),
            Block::Alert(kind, text) => {
                lines.push(format!("{}{}", &kind[..1], kind[1..].to_lowercase()));
                lines.push(text.plain.clone());
            }
            Block::Code(_, code) => lines.extend(code_lines(code).into_iter().map(str::to_owned)),
            Block::Table(rows) => {
                for row in rows {
                    for (index, cell) in row.iter().enumerate() {
                        let open = if index == 0 { "| " } else { "" };
                        lines.push(format!("{open}{} |", cell.plain.trim()).trim_start().to_owned());
                    }
                }
            }
            Block::Include(label, target, foreign) => {
                for block in expanded(label, target, *foreign, includes) {
                    push(&block, lines, includes);
                }
            }
        }
    }
    for block in &page.blocks {
        push(block, &mut lines, includes);
    }
    lines.join("\n")
}

/// GitHub's rendered view: no headings, front matter as a table, the block behind code glued to it.
pub(crate) fn github_rendered(page: &Blocks) -> String {
    let mut out = String::new();
    for (index, (key, value)) in page.front_matter.iter().enumerate() {
        out.push_str(&format!("| {key} | {value} |\n"));
        if index == 0 {
            out.push_str("|---|---|\n");
        }
    }
    let mut label_before = false;
    for block in &page.blocks {
        let label = matches!(block, Block::Include(..));
        if label_before && !label {
            out.push('\n');
        }
        match block {
            Block::Heading(..) => {}
            Block::Paragraph(text) | Block::Item(text) => out.push_str(&format!("{}\n", text.plain)),
            Block::Alert(kind, text) => out.push_str(&format!("{}{}\n{}\n", &kind[..1], kind[1..].to_lowercase(), text.plain)),
            Block::Code(_, code) => out.push_str(&code_lines(code).join("\n")),
            Block::Table(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let cells: Vec<&str> = row.iter().map(|cell| cell.plain.trim()).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if index == 0 {
                        out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                    }
                }
            }
            Block::Include(label, ..) => out.push_str(&format!("{}[!INCLUDE {label}]", if label_before { " " } else { "" })),
        }
        label_before = label;
    }
    out
}

/// GitHub's file view: its frame, headings without marks, cells joined by a blank, code as it stands.
pub(crate) fn github_file(page: &Blocks) -> String {
    let mut parts: Vec<String> = vec![
        "Skip to content".to_owned(),
        "Latest commit".to_owned(),
        "\u{a0}".to_owned(),
        "History".to_owned(),
        "History\n110 lines (81 loc) \u{b7} 3.73 KB".to_owned(),
        "File metadata and controls".to_owned(),
    ];
    let front: Vec<String> = page.front_matter.iter().map(|(key, value)| format!("{key} {value}")).collect();
    let last = parts.len() - 1;
    if !front.is_empty() {
        parts[last] = format!("{}\n{}", parts[last], front.join("\n"));
    }
    for block in &page.blocks {
        match block {
            Block::Heading(_, text) => parts.push(text.clone()),
            Block::Paragraph(text) | Block::Item(text) => parts.push(text.plain.clone()),
            Block::Alert(kind, text) => {
                parts.push(format!("{}{}", &kind[..1], kind[1..].to_lowercase()));
                parts.push(text.plain.clone());
            }
            Block::Code(_, code) => parts.push(code.trim_end().to_owned()),
            Block::Table(rows) => {
                let lines: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        row.iter().map(|cell| cell.plain.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
                    })
                    .collect();
                parts.push(lines.join("\n"));
            }
            Block::Include(label, ..) => parts.push(format!("[!INCLUDE {label}]")),
        }
    }
    parts.join("\n\n")
}

/// HTML as the site serves it, frame included.
pub(crate) fn html(page: &Blocks, version: &str, includes: Includes<'_>) -> String {
    let view = if version == "beta" { "beta" } else { "1.0" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-us\">\n<head>\n<title>A page</title>\n\
         <link rel=\"canonical\" href=\"https://learn.microsoft.com/en-us/graph/api/x?view=graph-rest-{view}\">\n"
    );
    for (key, value) in &page.front_matter {
        out.push_str(&format!("<meta name=\"{key}\" content=\"{}\">\n", value.replace('"', "&quot;")));
    }
    out.push_str("<script>var a = '<h1>no</h1>';</script>\n</head>\n<body>\n<header><h2>Permissions</h2><p>GET /not/an/operation</p></header>\n<main id=\"main\">\n");
    fn push(block: &Block, out: &mut String, includes: Includes<'_>) {
        match block {
            Block::Heading(level, text) => {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                out.push_str(&format!("<h{level} id=\"x\">{text}</h{level}>\n"));
            }
            Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", text.html)),
            Block::Item(text) => out.push_str(&format!("<ul>\n<li>{}</li>\n</ul>\n", text.html)),
            Block::Alert(kind, text) => {
                let title = format!("{}{}", &kind[..1], kind[1..].to_lowercase());
                out.push_str(&format!("<div class=\"{kind}\">\n<p>{title}</p>\n<p>{}</p>\n</div>\n", text.html));
            }
            Block::Code(language, code) => {
                let code = code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
                out.push_str(&format!("<pre><code class=\"lang-{language}\">{code}</code></pre>\n"));
            }
            Block::Table(rows) => {
                out.push_str("<table>\n");
                for (index, row) in rows.iter().enumerate() {
                    let tag = if index == 0 { "th" } else { "td" };
                    out.push_str("<tr>\n");
                    for cell in row {
                        out.push_str(&format!("<{tag} style=\"text-align: left;\">{}</{tag}>\n", cell.html));
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</table>\n");
            }
            Block::Include(label, target, foreign) => {
                let inside = expanded(label, target, *foreign, includes);
                if *foreign {
                    out.push_str("<section id=\"tabpanel_1_go\" role=\"tabpanel\" data-tab=\"go\" hidden=\"hidden\">\n");
                }
                for block in inside {
                    push(&block, out, includes);
                }
                if *foreign {
                    out.push_str("</section>\n");
                }
            }
        }
    }
    for block in &page.blocks {
        push(block, &mut out, includes);
    }
    out.push_str("</main>\n<footer><p>GET /not/an/operation</p></footer>\n</body>\n</html>\n");
    out.replace("graph-rest-VERSION", &format!("graph-rest-{view}"))
}
