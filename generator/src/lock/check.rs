//! Which texts may stand as Rust names in the lock file: they become code.

/// Why a text cannot be the name of a thing: an identifier, or for an operation the path of its function.
pub(super) fn name_fault(identity: &str, name: &str) -> Option<String> {
    if identity.starts_with("operation ") {
        return name.split("::").find_map(identifier_fault);
    }
    identifier_fault(name)
}

/// Why a text is no identifier, raw ones (`r#type`) included.
fn identifier_fault(name: &str) -> Option<String> {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let letters = bare.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !letters {
        return Some(format!("`{name}` is not a Rust name"));
    }
    // `parse_str` knows which words are keywords, but takes `gen` for a name, which edition 2024 does not.
    let keyword = name == "gen" || syn::parse_str::<syn::Ident>(name).is_err();
    keyword.then(|| format!("`{name}` is a keyword of Rust"))
}
