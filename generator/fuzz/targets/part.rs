//! One part of a page in its place: the readers of parts get their bytes without the rest having to be found by chance.
#![no_main]

#[path = "../../tests/hostile/promises.rs"]
mod promises;
#[path = "support.rs"]
mod support;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((part, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let row = text.replace('\n', " ");
    let json = |text: &str| {
        format!(
            "## Examples\n\n<!-- {{ \"blockType\": \"response\" }} -->\n``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{text}\n```\n"
        )
    };
    let table = |row: &str| format!("## Request body\n\n|Property|Type|Description|\n|:--|:--|:--|\n{row}\n");
    let body = match part % 8 {
        0 => json(text),
        1 => format!("## HTTP request\n\n``` http\nGET {row}\n```\n"),
        2 => table(&format!("|a|{row}|x|")),
        3 => table(&row),
        4 => format!("## Examples\n\n<!-- {{ \"blockType\": \"request\" }} -->\n``` http\n{text}\n```\n"),
        5 => format!("## Permissions\n\n|Permission type|Least|Higher|\n|:--|:--|:--|\n|Application|{row}|x|\n"),
        6 => format!("<!-- {text} -->\n``` http\nGET /x\n```\n"),
        _ => table(&format!("|a|String|{row}|")),
    };
    let page = format!("# Get x\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /x/{{id}}\n```\n\n{body}");
    promises::hold(vec![("v1.0/api/x.md".to_owned(), page)], support::configuration());
});
