//! Captures that are damaged, doubled, or no page of the reference at all: a clear finding, and no invented operation.

use docwright::diagnostic::Code;
use docwright::import::import;
use docwright::page::{ExampleBody, Form, Page, PageKind};
use docwright::parse::parse;
use docwright::run::understand;
use docwright::source::{FileId, SourceFile, Sources};

const SITE: &str = "Namespace: microsoft.graph
Start a fridge.
Permissions
Ask for what you need.
| Permission type |
Least privileged permissions |
Higher privileged permissions |
| Delegated (work or school account) |
Fridge.Run |
Not available. |
HTTP request
POST /kitchen/fridges/{fridgeId}/start
Request body
Don't supply a request body for this method.
Response
If successful, this method returns a 200 OK response code and a fridge object in the response body.
Examples
Request
The following example shows a request.
POST https://graph.microsoft.com/beta/kitchen/fridges/7/start
// a snippet
const x = {
\"a\": 1
};
await client.api('/kitchen/fridges/7/start').post();
POST(https://graph.mirror.example/beta/kitchen)
Response
The following example shows the response.
HTTP/1.1 200 OK
Content-Type: application/json
{
\"id\": \"7\",
\"note\": \"a } and a { in text\",
\"shelves\": [
{
\"height\": 3
}
]
}";

fn read(text: &str) -> (Page, Vec<Code>) {
    let (page, findings) = parse(&SourceFile::new("any.txt", text), FileId(0));
    (page, findings.iter().map(|finding| finding.code).collect())
}

fn operations(texts: &[&str]) -> Vec<String> {
    let files = texts.iter().enumerate().map(|(index, text)| SourceFile::new(format!("{index}.txt"), *text)).collect();
    let understood = understand(Sources::from_files(files));
    let of = |version: &docwright::model::ApiVersion| -> Vec<String> {
        version.operations.iter().map(|operation| format!("{} {}", version.version, operation.method)).collect()
    };
    understood.api.versions.iter().flat_map(of).collect()
}

#[test]
fn text_of_the_site_is_read_whole() {
    let (page, codes) = read(SITE);
    assert_eq!((page.form, page.kind), (Form::SiteText, PageKind::Api));
    assert_eq!(page.version.as_ref().unwrap().0, "beta");
    assert_eq!(page.requests.len(), 1);
    assert_eq!(page.examples.len(), 2);
    let ExampleBody::Json(json) = &page.examples[1].body else { panic!("the response has a body") };
    assert!(json.strict && json.value.as_ref().unwrap().get("shelves").is_some());
    assert_eq!(page.permissions[0].rows[0].least.as_ref().unwrap().value, "Fridge.Run");
    assert_eq!(page.response.mentions[0].name.value, "fridge");
    assert!(codes.contains(&Code::ForeignCodeSkipped), "{codes:?}");
    assert_eq!(operations(&[SITE]), ["beta POST"]);
}

#[test]
fn every_place_lies_in_the_captured_text() {
    let (page, _) = read(SITE);
    let at = |span: docwright::source::Span| &SITE[span.range()];
    assert_eq!(at(page.requests[0].target.span), "/kitchen/fridges/{fridgeId}/start");
    assert_eq!(at(page.permissions[0].rows[0].label.span), "Delegated (work or school account)");
    assert_eq!(at(page.response.mentions[0].name.span), "fridge");
}

#[test]
fn a_capture_may_have_the_line_ends_of_windows() {
    let (page, _) = read(&SITE.replace('\n', "\r\n"));
    assert_eq!((page.requests.len(), page.examples.len(), page.permissions[0].rows.len()), (1, 2, 1));
}

#[test]
fn a_capture_cut_in_the_middle_says_so() {
    let cut = &SITE[..SITE.find("\"shelves\"").unwrap()];
    let (page, codes) = read(cut);
    assert!(codes.contains(&Code::CaptureCut), "{codes:?}");
    assert_eq!(page.requests.len(), 1);
    assert!(import(&SourceFile::new("any.txt", cut)).is_damaged());
    let early = &SITE[..SITE.find("HTTP request").unwrap()];
    assert!(operations(&[early]).is_empty());
    for end in ["HTTP request", "POST /kitchen", "Request body", "Response\nIf"] {
        let cut = &SITE[..SITE.find(end).unwrap()];
        let (_, codes) = read(cut);
        assert!(codes.contains(&Code::CaptureCut), "up to `{end}`: {codes:?}");
        assert!(import(&SourceFile::new("any.txt", cut)).is_damaged(), "up to `{end}`");
    }
    let again = format!("{SITE}\nExample 2: Again\nRequest\nPOST https://graph.microsoft.com/beta/kitchen/fridges/8/start");
    assert!(read(&again).1.contains(&Code::CaptureCut));
    assert!(!read(SITE).1.contains(&Code::CaptureCut));
}

#[test]
fn of_two_captures_in_one_file_the_first_is_read() {
    let two = format!("{SITE}\n{}", SITE.replace("/start", "/stop"));
    let (page, codes) = read(&two);
    assert!(codes.contains(&Code::SeveralCaptures), "{codes:?}");
    assert_eq!((page.requests.len(), page.examples.len()), (1, 2));
    assert_eq!(operations(&[&two]), ["beta POST"]);
}

#[test]
fn another_language_and_another_api_are_named_and_left() {
    let german = SITE
        .replace("Permissions\n", "Berechtigungen\n")
        .replace("HTTP request\n", "HTTP-Anforderung\n")
        .replace("Request body\n", "Anforderungstext\n")
        .replace("Examples\n", "Beispiele\n")
        .replace("Request\n", "Anforderung\n")
        .replace("Response\n", "Antwort\n");
    let (page, codes) = read(&german);
    assert!(codes.contains(&Code::CaptureNotUnderstood), "{codes:?}");
    assert!(page.requests.is_empty() && page.examples.is_empty());
    let (_, codes) = read(&format!("{german}\nRelated content\nAnother page"));
    assert!(codes.contains(&Code::CaptureNotUnderstood), "{codes:?}");
    let other =
        "Namespace: shop\nPermissions\nNone.\nHTTP request\nPOST /orders/{id}\nResponse\nIf successful, this returns 200 OK.";
    let (_, codes) = read(other);
    assert!(codes.contains(&Code::CaptureNotUnderstood), "{codes:?}");
    assert!(operations(&[&german, other]).is_empty());
}

#[test]
fn a_mirror_is_not_the_api() {
    let mirrored = SITE.replace("https://graph.microsoft.com/beta", "https://graph.mirror.example/beta");
    let (page, codes) = read(&mirrored);
    assert!(codes.contains(&Code::ForeignHost), "{codes:?}");
    assert!(page.examples.iter().all(|example| example.request.is_none()));
    assert_eq!(page.requests.len(), 1);
}

#[test]
fn import_writes_front_matter_once_and_tells_pages_from_other_files() {
    let text = "| title | fridge: start |\n|---|---|\n| author | x |\nNamespace: microsoft.graph\nStart.\nPOST /a/{b}/start| Name | Description |\n|---|---|\n| Prefer | x |\nIf successful, 200 OK.";
    let imported = import(&SourceFile::new("any.txt", text));
    assert!(imported.is_page());
    assert_eq!(imported.markdown.matches("title:").count(), 1, "{}", imported.markdown);
    assert!(!import(&SourceFile::new("settings.toml", "a = 1\n")).is_page());
}

#[test]
fn every_beginning_of_a_capture_can_be_read() {
    let html = "<!DOCTYPE html><main><h1>fridge: start</h1><p>Namespace: microsoft.graph</p><h2>HTTP request</h2><pre><code class=\"lang-http\">POST /a/{b}</code></pre><table><tr><th>Name</th><th>Description</th></tr><tr><td>A&amp;B</td><td><code>x</code><br>y</td></tr></table></main>";
    let rendered = "| title | fridge: start |\n|---|---|\n| author | x |\nNamespace: microsoft.graph\nStart.\nPOST /a/{b}/start| Name | Description |\n|---|---|\n| Prefer | x |\nDon't supply a body.\nIf successful, 200 OK.\nGET https://graph.microsoft.com/beta/a[!INCLUDE sample-code]\nHTTP/1.1 200 OK\n{\n\"a\": {}\n}The end.";
    let file = "Skip to content\n\nFile metadata and controls\ntitle fridge: start\nauthor x\n\nfridge: start\n\nNamespace: microsoft.graph\n\nRequest body\n\nProperty Type Description\nid String The id.\nname String collection Names.\n\nNote\n\nBeware.\n";
    for text in [SITE, html, rendered, file] {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let part = &text[..end];
            let (page, findings) = parse(&SourceFile::new("any.txt", part), FileId(0));
            let inside = |span: docwright::source::Span| part.get(span.range()).is_some();
            assert!(findings.iter().all(|finding| finding.span.is_none_or(inside)), "{part}");
            assert!(page.requests.iter().all(|request| inside(request.target.span)), "{part}");
            let _ = import(&SourceFile::new("any.txt", part));
        }
    }
}
