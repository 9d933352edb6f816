//! A generated crate whose text is wrong fails its own tests: what an emitter may get wrong, one mistake at a time.
//!
//! The crate is made from four pages, without a transport, and built offline with the versions of the workspace's lock
//! file, its dependencies once for all mistakes.

use std::fs;

use crate::made_crate::{cargo, text};
use crate::project::{COLOUR, docs, put, run_in};

const PATCH_COLOUR: &str = r#"# Update colour

Namespace: microsoft.graph

Mix it again.

## HTTP request

``` http
PATCH /paints/colours/{id}
```

## Request headers

|Name|Description|
|:---|:---|
|Prefer|How the answer comes. Optional.|

## Request body

|Property|Type|Description|
|:---|:---|:---|
|name|String|What it is called.|
|shade|String|How dark it is.|

## Response

On success a `200 OK` and a [colour](../resources/colour.md) object.

## Examples

### Request

<!-- { "blockType": "request", "name": "update_colour" } -->
``` http
PATCH https://graph.microsoft.com/v1.0/paints/colours/17
Prefer: return=representation
Content-Type: application/json

{
  "name": "ultramarine",
  "shade": null
}
```

### Response

<!-- { "blockType": "response", "@odata.type": "microsoft.graph.colour" } -->
``` http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "id": "17",
  "name": "ultramarine",
  "shade": "dark"
}
```
"#;

/// Its body is JSON or text, by its examples.
const PRINT_COLOUR: &str = r#"# colour: print

Namespace: microsoft.graph

Print a name.

## HTTP request

``` http
POST /paints/colours/{id}/print
```

## Request body

|Parameter|Type|Description|
|:---|:---|:---|
|name|String|What is printed.|

## Response

On success a `204 No Content`.

## Examples

### As JSON

<!-- { "blockType": "request", "name": "print_colour" } -->
``` http
POST https://graph.microsoft.com/v1.0/paints/colours/17/print
Content-Type: application/json

{ "name": "umber" }
```

### As text

<!-- { "blockType": "request", "name": "print_colour_text" } -->
``` http
POST https://graph.microsoft.com/v1.0/paints/colours/17/print
Content-Type: text/plain

burnt umber
```
"#;

/// Its body is bytes, and may be left out.
const SCAN_COLOUR: &str = r#"# colour: scan

Namespace: microsoft.graph

Match a picture, or the last one.

## HTTP request

``` http
POST /paints/colours/{id}/scan
```

## Request body

This action does not require a request body. A picture is sent as binary.

## Response

On success a `204 No Content`.

## Examples

### The last picture

<!-- { "blockType": "request", "name": "scan_last" } -->
``` http
POST https://graph.microsoft.com/v1.0/paints/colours/17/scan
```

### A picture

<!-- { "blockType": "request", "name": "scan_one" } -->
``` http
POST https://graph.microsoft.com/v1.0/paints/colours/17/scan
Content-Type: image/x-portable-bitmap

P1 1 1 0
```
"#;

/// What is changed in which file, and a word of the failure that must follow.
struct Mistake {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    failure: &'static str,
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        what: "a header is dropped",
        file: "tests/replay/v1_0/colour.rs",
        from: ".header(\"Prefer\", \"return=representation\")",
        to: "",
        failure: "Prefer",
    },
    Mistake {
        what: "the content type is dropped",
        file: "src/runtime/request/parts.rs",
        from: "headers.insert(header::CONTENT_TYPE, value);",
        to: "let _ = value;",
        failure: "Content-Type",
    },
    Mistake {
        what: "a path segment is misspelt",
        file: "src/v1_0/paints/colour.rs",
        from: "PATCH v1.0 /paints/colours/{}",
        to: "PATCH v1.0 /paints/colors/{}",
        failure: "path",
    },
    Mistake {
        what: "two properties are swapped",
        file: "src/v1_0/paints/colour.rs",
        from: "name \"name\" text,\n    shade \"shade\" text,",
        to: "name \"shade\" text,\n    shade \"name\" text,",
        failure: "its field holds",
    },
    Mistake {
        what: "nulls are lost",
        file: "src/runtime/model/extra.rs",
        from: "if null { self.bits | (1 << field) }",
        to: "if null { self.bits }",
        failure: "body",
    },
    Mistake {
        what: "a setter sets the null of its neighbour",
        file: "src/v1_0/paints/colour.rs",
        from: "&mut self.shade, &mut self.extra, 2, value",
        to: "&mut self.shade, &mut self.extra, 1, value",
        failure: "update_sends_three_states",
    },
    Mistake {
        what: "the media type of content is lost",
        file: "src/runtime/request/content.rs",
        from: "content_type: self.media_type",
        to: "content_type: \"text/html\".into()",
        failure: "Content-Type",
    },
    Mistake {
        what: "bytes are sent where none are given",
        file: "src/runtime/request.rs",
        from: "Some(bytes) => self.bytes(content_type, bytes),\n            None => self,",
        to: "bytes => self.bytes(content_type, bytes.unwrap_or(Bytes::from_static(b\"P1\"))),",
        failure: "body",
    },
    Mistake {
        what: "undocumented properties are lost",
        file: "src/runtime/model/encode.rs",
        from: "for (name, json) in self.extra.iter() {",
        to: "for (name, json) in self.extra.iter().filter(|(name, _)| name.is_empty()) {",
        failure: "unknown properties",
    },
];

/// The tests of examples and of tables, all of them whatever fails.
const TESTS: &[&str] = &["test", "--test", "replay", "--test", "tables", "--no-fail-fast"];
const FEATURES: &str = "client,v1-0,paints";

#[test]
fn wrong_text_makes_the_tests_fail() {
    let colour = COLOUR.replace("|shade|", "|name|String|What it is called.|\n|shade|");
    let home = docs(&[
        ("v1.0/resources/colour.md", colour.as_str()),
        ("v1.0/api/colour-update.md", PATCH_COLOUR),
        ("v1.0/api/colour-print.md", PRINT_COLOUR),
        ("v1.0/api/colour-scan.md", SCAN_COLOUR),
    ]);
    run_in(home.path(), &["generate", "--docs", "docs", "--out", "paint", "--crate-name", "paint"])
        .expect(0)
        .says(&["examples found 6 = replayed 6 + listed 0"]);
    let made = home.path().join("paint");
    let right = cargo(&made, FEATURES, TESTS);
    assert!(right.status.success(), "the crate as generated fails:\n{}", text(&right));
    for mistake in MISTAKES {
        let path = made.join(mistake.file);
        let before = fs::read_to_string(&path).unwrap();
        let after = before.replacen(mistake.from, mistake.to, 1);
        assert!(before != after, "{}: `{}` is not in {}", mistake.what, mistake.from, mistake.file);
        put(&path, after.as_bytes());
        let wrong = cargo(&made, FEATURES, TESTS);
        let printed = text(&wrong);
        assert!(!wrong.status.success(), "{}: no test fails", mistake.what);
        assert!(
            printed.contains("test result: FAILED") && printed.contains(mistake.failure),
            "{}: fails for another reason:\n{printed}",
            mistake.what
        );
        put(&path, before.as_bytes());
    }
}
