//! Every kind of hostile text in every place of a page where text can stand.

use super::{configuration, promises, syntax};

/// Texts that want to be something else.
const TEXTS: &[&str] = &[
    "*/ pub fn evil() {} /*",
    "\n#![evil]\nevil!();\n",
    "\r\n/// ```\nevil();\n/// ```\n",
    "\"#; evil!(); r#\"",
    "\"####; evil!(); r####\"",
    "\\\"; evil!(); //",
    "\\",
    "'",
    "`",
    "```rust\nevil();\n```",
    "    evil();",
    "{{ evil }}{% evil %}{# evil #}",
    "{} {evil} {{}}",
    "<script>evil()</script><!--",
    "]]></script>-->",
    "[evil](javascript:evil())",
    "[x]: evil",
    "\u{202e}evil\u{2066}",
    "\u{200b}\u{feff}\u{2060}",
    "\u{0}\u{1b}[2J\u{7}",
    "\u{2028}evil!();\u{2029}\u{85}\u{b}\u{c}",
    "&#10;evil!();&NewLine;",
    "../../../../evil",
    "..",
    "C:\\evil\\con",
    "nul",
    "self",
    "Self",
    "crate",
    "r#type",
    "_",
    "",
    " ",
    "\u{3000}",
    "0",
    "-1",
    "|",
    "\\|",
    "---",
    "#",
    "extra",
    "Option",
    "$crate",
    "$serde_json::private::RawValue",
    "@odata.type",
    "us\u{435}r",
    "\u{1f4a9}",
    "evil(evil='{evil}',{self})",
    "https://evil.example/{x}?a=\"b\"#c",
];

/// A resource and an operation with a gap, in the words of the reference.
fn pages(number: usize, gap: usize, text: &str) -> Vec<(String, String)> {
    let filled = |place: usize, otherwise: &str| if place == gap { text.to_owned() } else { otherwise.to_owned() };
    let resource = format!(
        "---\ntitle: \"{}\"\ndescription: \"{}\"\n---\n\n# {} resource type\n\nNamespace: {}\n\n{}\n\nInherits from [{}]({}).\n\n\
         ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|{}|{}|{}|\n|kind|lidKind|Possible values are: \
         `{}`, `open`.|\n\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|{}|[lid](lid.md)|A lid.|\n\n\
         ### lidKind values\n\n|Member|Description|\n|:---|:---|\n|open|{}|\n|{}|Closed.|\n\n## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"keyProperty\": \"id\", \"@odata.type\": \"{}\", \"baseType\": \"{}\" }} -->\n``` json\n\
         {{ \"id\": \"String\", \"{}\": \"{}\" }}\n```\n",
        filled(0, "lid resource"),
        filled(1, "A lid."),
        filled(2, "lid"),
        filled(3, "microsoft.graph"),
        filled(4, "A lid of a pot."),
        filled(5, "cover"),
        filled(6, "cover.md"),
        filled(7, "size"),
        filled(8, "Int32"),
        filled(9, "How wide it is."),
        filled(10, "closed"),
        filled(11, "pot"),
        filled(12, "It is open."),
        filled(13, "closed"),
        filled(14, "microsoft.graph.lid"),
        filled(15, "microsoft.graph.cover"),
        filled(16, "size"),
        filled(17, "1"),
    );
    let operation = format!(
        "# {}\n\nNamespace: microsoft.graph\n\n{}\n\n## Permissions\n\n|Permission type|Least privileged|Higher privileged|\n|:--|:--|:--|\n|Application|{}|{}|\n\n## HTTP request\n\n``` http\n{} /lids/{{{}}}/{}\n```\n\n## Function parameters\n\n\
         |Parameter|Type|Description|\n|:--|:--|:--|\n|{}|String|{}|\n\n## Request headers\n\n|Name|Description|\n|:--|:--|\n|{}|{}. Required.|\n\n\
         ## Optional query parameters\n\nSupports the `{}` query parameter.\n\n## Request body\n\n|Property|Type|Description|\n|:--|:--|:--|\n|{}|String|{}|\n\n## Response\n\nOn success a `200 OK` and a [{}]({}) object.\n\n## Examples\n\n### Request\n\n\
         <!-- {{ \"blockType\": \"request\", \"name\": \"{}\" }} -->\n``` http\nPOST https://graph.microsoft.com/v1.0/lids/7/{}\n{}: {}\n\n{{ \"{}\": \"{}\" }}\n```\n\n### Response\n\n\
         <!-- {{ \"blockType\": \"response\", \"@odata.type\": \"{}\" }} -->\n``` http\nHTTP/1.1 {}\nContent-Type: {}\n\n{{ \"id\": \"{}\" }}\n```\n",
        filled(18, "lid: shut"),
        filled(19, "Shut it."),
        filled(20, "Lid.Shut"),
        filled(21, "Lid.Break"),
        filled(22, "POST"),
        filled(23, "lidId"),
        filled(24, "shut"),
        filled(25, "lidId"),
        filled(26, "Which lid."),
        filled(27, "Prefer"),
        filled(28, "How"),
        filled(29, "$select"),
        filled(30, "hard"),
        filled(31, "How hard."),
        filled(32, "lid"),
        filled(33, "../resources/lid.md"),
        filled(34, "shut_lid"),
        filled(35, "shut"),
        filled(36, "Prefer"),
        filled(37, "x"),
        filled(38, "hard"),
        filled(39, "y"),
        filled(40, "microsoft.graph.lid"),
        filled(41, "200 OK"),
        filled(42, "application/json"),
        filled(43, "7"),
    );
    // Each pair of pages is about a lid of its own, so that one crate can hold them all.
    let named = |text: String| text.replace("lid", &format!("lid{number}"));
    let cover = "# cover resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|x|\n";
    vec![
        (format!("v1.0/api/lid{number}-shut.md"), named(operation)),
        (format!("v1.0/resources/cover{number}.md"), cover.replace("cover", &format!("cover{number}"))),
        (format!("v1.0/resources/lid{number}.md"), named(resource).replace("cover", &format!("cover{number}"))),
    ]
}

/// How many gaps there are.
const PLACES: usize = 44;

#[test]
fn no_text_is_code_in_any_place() {
    use rayon::prelude::*;
    let config = configuration();
    assert_ne!(pages(0, PLACES - 1, "gap"), pages(0, PLACES, "gap"), "the last gap is one");
    assert_eq!(pages(0, PLACES, "gap"), pages(0, PLACES + 1, "gap"), "there are no more");
    (0..PLACES).into_par_iter().for_each(|gap| {
        let files: Vec<_> = TEXTS.iter().enumerate().flat_map(|(number, text)| pages(number, gap, text)).collect();
        let count = files.len();
        let (understood, generated) = promises::hold(files, &config);
        assert_eq!(understood.counts().read, count);
        syntax::only_what_was_planned(&generated);
    });
}
