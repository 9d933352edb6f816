//! Pages too large to be kept: each is read within its bounds, and a finding says what was left out.

use std::fmt::Write as _;

use docwright::diagnostic::Code;
use docwright::run;
use docwright::source::Sources;

use super::{configuration, promises, syntax};

const RESOURCE: &str = "# lid resource type\n\nNamespace: microsoft.graph\n\nA lid.\n\n## Properties\n\n";
const HEAD: &str = "|Property|Type|Description|\n|:---|:---|:---|\n";
const OPERATION: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /lids/{id}\n```\n\n";

/// The crate of one page, after all promises have been seen to hold; how many items it has, and what was found.
fn made(path: &str, text: String) -> (usize, Vec<Code>) {
    let (understood, generated) = promises::hold(vec![(path.to_owned(), text)], &configuration());
    syntax::only_what_was_planned(&generated);
    let version = &understood.api.versions[0];
    let fields: usize = version.types.iter().map(|ty| ty.properties.len()).sum();
    let members: usize = version.enumerations.iter().map(|ty| ty.members.len()).sum();
    let codes = understood.findings.iter().map(|finding| finding.code).collect();
    (fields + members + version.operations.len(), codes)
}

fn resource(body: &str) -> (usize, Vec<Code>) {
    made("v1.0/resources/lid.md", format!("{RESOURCE}{body}"))
}

fn operation(body: &str) -> (usize, Vec<Code>) {
    made("v1.0/api/lid-get.md", format!("{OPERATION}{body}"))
}

#[test]
fn names_of_64_kilobytes() {
    let name = "name".repeat(16 * 1024);
    for row in [format!("|{name}|String|x|\n"), format!("|a|{name}|x|\n")] {
        let (items, codes) = resource(&format!("{HEAD}|id|String|x|\n{row}"));
        assert_eq!(items, 1);
        assert!(codes.contains(&Code::NameTooLong), "{codes:?}");
    }
    let (items, codes) = operation(&format!("``` http\nGET /{name}/{{id}}\nGET /lids/{{{name}}}/x\n```\n"));
    assert_eq!(items, 1);
    assert_eq!(codes.iter().filter(|code| **code == Code::NameTooLong).count(), 2, "{codes:?}");
    let (_, codes) =
        made("v1.0/resources/lid.md", format!("# {name} resource type\n\nNamespace: microsoft.graph\n\n{HEAD}|id|String|x|\n"));
    assert!(codes.contains(&Code::NameTooLong), "{codes:?}");
}

#[test]
fn ten_thousand_columns() {
    let wide = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(10_000));
    let (items, codes) = resource(&format!("{}{}{}", wide("Property"), wide("---"), wide("a")));
    assert!(items <= 1, "{items}");
    assert!(!codes.contains(&Code::PageTooLarge));
    let (items, _) = resource(&format!("{HEAD}{}", wide("a")));
    assert_eq!(items, 1);
}

#[test]
fn a_table_of_ten_megabytes() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("v1.0/resources/lid.md");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let row = "|property|String|A description of some length, so that the table grows.|\n";
    std::fs::write(&path, format!("{RESOURCE}{HEAD}{}", row.repeat(10_000_000 / row.len()))).unwrap();
    let sources = Sources::read(home.path()).unwrap();
    assert!(sources.files().is_empty());
    assert!(sources.unreadable()[0].reason.contains("more than the"), "{}", sources.unreadable()[0].reason);
    let understood = run::understand(sources);
    assert_eq!(understood.findings[0].code, Code::UnreadableFile);
    assert_eq!((understood.counts().read, understood.counts().skipped), (1, 1));
}

#[test]
fn a_hundred_thousand_rows() {
    let mut body = HEAD.to_owned();
    for number in 0..100_000 {
        let _ = writeln!(body, "|p{number}|String|x|");
    }
    let (items, codes) = resource(&body);
    assert_eq!(items, 4_000);
    assert!(codes.contains(&Code::PageTooLarge), "{codes:?}");
}

#[test]
fn a_hundred_thousand_members() {
    let mut page =
        "# lidKind enum type\n\nNamespace: microsoft.graph\n\nKinds.\n\n## Members\n\n|Member|Description|\n|:--|:--|\n"
            .to_owned();
    for number in 0..100_000 {
        // One Rust name for all of them: what parts words is no part of a name.
        let _ = writeln!(page, "|kind{}{}x|x|", "-".repeat(number % 70), ".".repeat(number / 70 % 70));
    }
    let (items, codes) = made("v1.0/resources/lidkind.md", page);
    assert!(items <= 4_000 && items > 3_000, "{items}");
    assert!(codes.contains(&Code::PageTooLarge), "{codes:?}");
    let values: Vec<String> = (0..100_000).map(|number| format!("`v{number}`")).collect();
    let (_, codes) = resource(&format!("{HEAD}|kind|String|Possible values are: {}.|\n", values.join(", ")));
    assert!(!codes.contains(&Code::NameTooLong));
}

#[test]
fn thousands_of_request_lines_and_examples() {
    let mut body = "``` http\n".to_owned();
    for number in 0..5_000 {
        let _ = writeln!(body, "GET /lids/{{id}}/part{number}");
    }
    body.push_str("```\n\n## Examples\n\n");
    for number in 0..2_000 {
        let _ = write!(body, "<!-- {{ \"blockType\": \"request\" }} -->\n``` http\nGET /lids/{number}\n```\n\n");
    }
    let (items, codes) = operation(&body);
    assert_eq!(items, 400);
    assert_eq!(codes.iter().filter(|code| **code == Code::PageTooLarge).count(), 2, "{codes:?}");
}

#[test]
fn nesting_bombs() {
    for (open, close) in [("[\n", "]"), ("{\"a\":", "}")] {
        for closed in [0, 100_000] {
            let json = format!("{}1{}", open.repeat(100_000), close.repeat(closed));
            let example = format!(
                "## Examples\n\n<!-- {{ \"blockType\": \"response\" }} -->\n``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{json}\n```\n"
            );
            let (_, codes) = operation(&example);
            assert!(codes.contains(&Code::NestedTooDeeply), "{open}: {codes:?}");
            let (_, codes) = operation(&format!("<!-- {json} -->\n"));
            assert!(codes.len() < 10, "{codes:?}");
        }
    }
    for bait in
        [">", "> ", "- ", "  - ", "1. ", "[", "![", "(", "*", "_", "`", "<", "<div>", "&", "\\", "|", "**a *b ", "[a](", "]("]
    {
        let deep = bait.repeat(20_000);
        for page in [format!("{deep}text\n\n{HEAD}|id|String|x|\n"), format!("{HEAD}|id|String|{}|\n", deep.replace('|', "\\|"))]
        {
            let (items, _) = resource(&page);
            assert!(items <= 2, "{bait}: {items}");
        }
    }
}
