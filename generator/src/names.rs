//! Rust identifiers: words, case, keywords, collisions. Strings in, identifiers out; nothing of ours is imported.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

/// Words that cannot be identifiers unless written raw (Rust reference, "Keywords", edition 2024, strict and reserved).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern",
    "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot even be raw identifiers (same place).
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Type names that the generated code uses unqualified; a type of that name takes a suffix.
const PRELUDE_TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// The longest identifier that is given; longer names are cut and numbered where they then collide.
const MAX_IDENTIFIER: usize = 120;

/// A type name in upper camel case: `siteProtectionUnit` to `SiteProtectionUnit`.
#[must_use]
pub fn type_name(wire: &str) -> String {
    let name = start_with_letter(ascii_words(wire).to_upper_camel_case(), "T");
    if PRELUDE_TYPES.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// An enumeration variant in upper camel case.
#[must_use]
pub fn variant_name(wire: &str) -> String {
    let name = start_with_letter(ascii_words(wire).to_upper_camel_case(), "V");
    if name == "Self" { "SelfValue".to_owned() } else { name }
}

/// A field, parameter or function name in snake case, raw where it is a keyword.
#[must_use]
pub fn value_name(wire: &str) -> String {
    raw_if_keyword(start_with_letter(ascii_words(wire).to_snake_case(), "n"))
}

/// A module name in snake case; never raw, because a module is a file name too.
#[must_use]
pub fn module_name(wire: &str) -> String {
    let name = start_with_letter(ascii_words(wire).to_snake_case(), "m");
    if is_keyword(&name) || NEVER_RAW.contains(&name.as_str()) || is_device(&name) { format!("{name}_") } else { name }
}

/// A name that is no file's name on Windows, whatever its ending.
fn is_device(name: &str) -> bool {
    let numbered = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A constant's or static's name.
#[must_use]
pub fn constant_name(wire: &str) -> String {
    start_with_letter(ascii_words(wire).to_shouty_snake_case(), "N")
}

/// A cargo feature: kebab case, letters, digits and hyphens only.
#[must_use]
pub fn feature_name(wire: &str) -> String {
    let name = start_with_letter(ascii_words(wire).to_snake_case(), "f").replace('_', "-");
    if name == "default" { "default-area".to_owned() } else { name }
}

/// The identifier without a raw prefix, for use inside a longer name: `r#type` to `type`.
#[must_use]
pub fn unraw(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

fn raw_if_keyword(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else if is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}

/// ASCII words of a wire name. Other letters become their code point, so that no look-alike can stand for another name.
fn ascii_words(wire: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(wire.len().min(MAX_IDENTIFIER));
    for character in wire.chars() {
        if out.len() >= MAX_IDENTIFIER {
            break;
        }
        if character.is_ascii_alphanumeric() {
            out.push(character);
        } else if character.is_alphanumeric() {
            let _ = write!(out, "U{:x}", character as u32);
        } else {
            out.push('_');
        }
    }
    out
}

/// A name that starts with a letter: digits take the prefix, an empty name becomes "unnamed" in the prefix's case.
fn start_with_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        None if prefix.chars().all(|letter| letter.is_ascii_uppercase()) => "Unnamed".to_owned(),
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

/// A set of names that must differ from each other: the fields of a struct, the items of a module.
///
/// Who wants a taken name gets it with a number behind it.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// The number to try next behind a stem: thousands of equal names must not count up from two each time.
    next: BTreeMap<String, u32>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    #[must_use]
    pub fn with_reserved(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect(), next: BTreeMap::new() }
    }

    /// Whether a name is free.
    #[must_use]
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }

    /// Gives the wanted name, or the next free numbered form of it.
    pub fn give(&mut self, wanted: &str) -> String {
        if self.is_free(wanted) {
            self.taken.insert(wanted.to_owned());
            return wanted.to_owned();
        }
        let stem = unraw(wanted);
        let camel = stem.chars().next().is_some_and(char::is_uppercase) && !stem.contains('_');
        let glue = if camel || stem.ends_with('_') { "" } else { "_" };
        let mut number = self.next.get(stem).copied().unwrap_or(2);
        loop {
            let candidate = format!("{stem}{glue}{number}");
            number = number.saturating_add(1);
            if self.is_free(&candidate) {
                self.taken.insert(candidate.clone());
                self.next.insert(stem.to_owned(), number);
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_binary_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn wire_names_become_identifiers() {
        let cases: &[(&str, &str, &str)] = &[
            ("siteProtectionUnit", "SiteProtectionUnit", "site_protection_unit"),
            ("userPrincipalName", "UserPrincipalName", "user_principal_name"),
            ("macOSLobApp", "MacOsLobApp", "mac_os_lob_app"),
            ("type", "Type", "r#type"),
            ("gen", "Gen", "r#gen"),
            ("self", "SelfType", "self_"),
            ("string", "StringType", "string"),
            ("3DModel", "T3dModel", "n3d_model"),
            ("@odata.type", "OdataType", "odata_type"),
            ("..", "Unnamed", "unnamed"),
            ("", "Unnamed", "unnamed"),
            ("C:\\con", "CCon", "c_con"),
        ];
        for (wire, ty, value) in cases {
            assert_eq!(type_name(wire), *ty, "type name of {wire:?}");
            assert_eq!(value_name(wire), *value, "value name of {wire:?}");
            for identifier in [type_name(wire), value_name(wire), variant_name(wire), module_name(wire), constant_name(wire)] {
                assert!(syn::parse_str::<syn::Ident>(&identifier).is_ok(), "{identifier:?} from {wire:?}");
            }
        }
    }

    #[test]
    fn modules_are_files_on_every_system() {
        for (wire, module) in
            [("CON", "con_"), ("aux", "aux_"), ("Com7", "com7_"), ("com10", "com10"), ("fn", "fn_"), ("lpt", "lpt")]
        {
            assert_eq!(module_name(wire), module);
        }
    }

    #[test]
    fn look_alikes_stay_apart() {
        assert_ne!(type_name("user"), type_name("us\u{435}r"));
    }

    #[test]
    fn a_scope_never_gives_a_name_twice() {
        let mut scope = Scope::with_reserved(&["extra"]);
        assert_eq!(scope.give("extra"), "extra_2");
        assert_eq!(scope.give("id"), "id");
        assert_eq!(scope.give("id"), "id_2");
        assert_eq!(scope.give("r#type"), "r#type");
        assert_eq!(scope.give("r#type"), "type_2");
        assert_eq!(scope.give("type_2"), "type_2_2");
        assert_eq!(scope.give("r#type"), "type_3");
        assert_eq!(scope.give("self_"), "self_");
        assert_eq!(scope.give("self_"), "self_2");
        assert_eq!(scope.give("User"), "User");
        assert_eq!(scope.give("User"), "User2");
    }
}
