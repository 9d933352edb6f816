//! A table of mistakes in `docwright.toml`: each is shown with file, line, column, caret and the way out.

#![expect(clippy::disallowed_methods, reason = "the tests set up folders and look into them")]

use std::fmt::Write as _;
use std::fs;

use docwright::config;

/// Mistakes by name; `@` stands for the two lines that every API needs.
const MISTAKES: &[(&str, &str)] = &[
    ("unknown key at the top", "apis = 1\n[api.a]\n@"),
    ("unknown key of an API", "[api.a]\n@inclde = [\"/users\"]"),
    ("unknown key with nothing near", "[api.a]\n@zzzzzz = 1"),
    ("no API", "# nothing\n"),
    ("api is no table", "api = \"backup\"\n"),
    ("keys directly in api", "[api]\n@"),
    ("list of APIs", "[[api]]\n@"),
    ("no docs", "[api.a]\nout = \"generated\"\n"),
    ("no out", "[api.a]\ndocs = \"pages\"\n"),
    ("docs is no string", "[api.a]\ndocs = 1\nout = \"generated\"\n"),
    ("docs folder is missing", "[api.a]\ndocs = \"pagse\"\nout = \"generated\"\n"),
    ("out is a file", "[api.a]\ndocs = \"pages\"\nout = \"a-file\"\n"),
    ("out lies in docs", "[api.a]\ndocs = \"pages\"\nout = \"./pages/../pages/generated\"\n"),
    ("two APIs in one folder", "[api.a]\n@[api.b]\ndocs = \"pages\"\nout = \"generated/b\"\n"),
    ("version without v", "[api.a]\n@versions = [\"1.0\"]"),
    ("versions is no list", "[api.a]\n@versions = \"beta\""),
    ("number among the versions", "[api.a]\n@versions = [\"beta\", 1]"),
    ("crate name with a blank", "[api.a]\n@crate-name = \"my crate\""),
    ("crate name is a keyword", "[api.a]\n@crate-name = \"async\""),
    ("crate version with two numbers", "[api.a]\n@crate-version = \"1.0\""),
    ("glob with an open bracket", "[api.a]\n@include = [\"/users/[a\"]"),
    ("unknown method", "[api.a]\n@include = [\"/users#LIST\"]"),
    ("unknown code", "[api.a]\n@lints = { unclosd-fence = \"deny\" }"),
    ("unknown level", "[api.a]\n@lints = { unclosed-fence = \"denied\" }"),
    ("errata file is missing", "[api.a]\n@errata = \"eratta.toml\""),
    ("area name with capitals", "[api.a]\n@areas = { Users = [\"/users/**\"] }"),
    ("feature that is an area", "[api.a]\n@areas = { u = [\"/u/**\"] }\nfeatures = { u = [\"u\"] }"),
    ("feature of every crate", "[api.a]\n@features = { client = [\"u\"] }"),
    ("feature of itself", "[api.a]\n@features = { all = [\"all\"] }"),
    ("rename of nothing", "[api.a]\n@rename = { user = \"Person\" }"),
    ("rename to no type name", "[api.a]\n@rename = { \"type microsoft.graph.user\" = \"person\" }"),
    ("rename to a keyword", "[api.a]\n@rename = { \"field microsoft.graph.user/kind\" = \"type\" }"),
    ("key given twice", "[api.a]\n@docs = \"other\""),
    ("no quotation marks", "[api.a]\ndocs = pages\nout = \"generated\"\n"),
    ("bracket left open", "[api.a\n@"),
    ("several at once", "[api.a]\nout = 1\nversion = \"beta\"\n"),
];

#[test]
fn every_mistake_has_a_message() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("pages")).unwrap();
    fs::write(home.path().join("a-file"), "").unwrap();
    let path = home.path().join("docwright.toml");
    let mut all = String::new();
    for (name, text) in MISTAKES {
        let text = text.replace('@', "docs = \"pages\"\nout = \"generated\"\n");
        let error = config::parse(&path, &text).map(|_| ()).expect_err(name);
        for mistake in &error.mistakes {
            assert!(!mistake.help.is_empty(), "{name}: no way out");
            assert!(mistake.span.end <= text.len(), "{name}: the place is outside");
        }
        let shown = error.to_string().replace(&format!("{}/", home.path().display()), "");
        let _ = writeln!(all, "## {name}\n{shown}\n");
    }
    expect_test::expect_file!["config_mistakes.txt"].assert_eq(&all);
}
