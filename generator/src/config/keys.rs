//! The table of keys: name, kind and description of everything that `docwright.toml` may say.

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// A table from names to strings.
    TextByName,
    /// A table from names to lists of strings.
    TextsByName,
    /// A table from codes to levels.
    LevelByCode,
    /// A table of tables, one for each API.
    Apis,
}

/// One key.
pub(super) struct KeyRow {
    /// As written.
    pub(super) name: &'static str,
    /// What its value is.
    pub(super) expected: Expected,
    /// It must be there.
    pub(super) required: bool,
    /// One or two sentences.
    pub(super) description: &'static str,
    /// A value for the file that `init` writes.
    pub(super) example: &'static str,
}

const fn key(name: &'static str, expected: Expected, description: &'static str, example: &'static str) -> KeyRow {
    KeyRow { name, expected, required: false, description, example }
}

/// Keys at the top of the file.
pub(super) const TOP: &[KeyRow] = &[
    KeyRow {
        name: "api",
        expected: Expected::Apis,
        required: true,
        description: "One table for each crate to generate: `[api.NAME]`.",
        example: "",
    },
    key("lints", Expected::LevelByCode, "Levels of findings for all APIs; each is allow, note, warn or deny.", ""),
];

/// Keys of `[api.NAME]`.
pub(super) const API: &[KeyRow] = &[
    KeyRow {
        name: "docs",
        expected: Expected::Text,
        required: true,
        description: "The folder of the pages: it holds v1.0/ or beta/, each with api/ and resources/, or captured pages.",
        example: "\"docs-input\"",
    },
    key("versions", Expected::Texts, "The versions to read. All that are found, when left out.", "[\"v1.0\", \"beta\"]"),
    KeyRow {
        name: "out",
        expected: Expected::Text,
        required: true,
        description: "The folder of the generated crate. Files in it that docwright did not write are never touched.",
        example: "\"generated\"",
    },
    key("crate-name", Expected::Text, "The name of the generated crate. The name of the API, when left out.", "\"contoso-api\""),
    key("crate-version", Expected::Text, "The version of the generated crate. 0.1.0, when left out.", "\"0.1.0\""),
    key(
        "include",
        Expected::Texts,
        "Operations to generate, as GLOB or GLOB#METHOD over path templates; with them come the types that they need. All, when \
         left out.",
        "[\"/users/**\", \"/groups/*#GET\"]",
    ),
    key(
        "exclude",
        Expected::Texts,
        "Operations to leave out, as GLOB or GLOB#METHOD. It goes before include.",
        "[\"/users/*/photo/**\"]",
    ),
    key(
        "areas",
        Expected::TextsByName,
        "Areas (modules) by name, each with globs of the paths that belong to it. An operation that none matches falls to the \
         area of the first segment of its path.",
        "{ directory = [\"/users/**\", \"/groups/**\"] }",
    ),
    key(
        "features",
        Expected::TextsByName,
        "Cargo features by name, each with the areas, versions or features that it switches on. `default` is taken as it is \
         written; left out, it is the transport, the first version and its areas where they are few.",
        "{ default = [\"reqwest\", \"v1-0\", \"directory\"] }",
    ),
    key(
        "lints",
        Expected::LevelByCode,
        "Levels of findings for this API, before those of all APIs.",
        "{ unclosed-fence = \"deny\" }",
    ),
    key("errata", Expected::Text, "A TOML file with corrections for wrong pages.", "\"errata.toml\""),
    key(
        "rename",
        Expected::TextByName,
        "New Rust names, by the identity that docwright.lock writes. The old name stays for one release as a deprecated alias.",
        "{ \"type v1.0 microsoft.graph.user\" = \"Person\" }",
    ),
];

/// The names of a table of keys.
pub(super) fn names(keys: &[KeyRow]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}
