//! What a value must look like beyond its kind: names, versions, levels. Each gives what is wrong and the way out.

/// What is wrong, and the way out.
pub(super) type Fault = (String, String);

/// A version folder: `v1.0`, `beta`.
pub(super) fn api_version(text: &str) -> Result<(), Fault> {
    let numbered = text.strip_prefix('v').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    });
    if text == "beta" || numbered {
        return Ok(());
    }
    Err((format!("`{text}` is not a version of an API"), "write beta, or v and a number: v1.0".to_owned()))
}

/// Names that cargo refuses or that would hide a crate that everybody uses.
const TAKEN: &[&str] = &["std", "core", "alloc", "proc_macro", "test", "self", "super", "crate", "build", "deps", "examples"];

/// The name of a crate.
pub(super) fn crate_name(text: &str) -> Result<(), Fault> {
    let help = || "use lower case letters, digits, - and _, beginning with a letter: contoso-api".to_owned();
    let letter = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if !letter || text.len() > 64 || !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Err((format!("`{text}` is not a name for a crate"), help()));
    }
    let identifier = text.replace('-', "_");
    if TAKEN.contains(&identifier.as_str()) || syn::parse_str::<syn::Ident>(&identifier).is_err() {
        return Err((format!("`{text}` is a name that cargo or Rust keeps for itself"), "choose another name".to_owned()));
    }
    Ok(())
}

/// The version of a crate, as Cargo reads it.
pub(super) fn crate_version(text: &str) -> Result<(), Fault> {
    let (core, rest) = text.find(['-', '+']).map_or((text, ""), |at| text.split_at(at));
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
            && part.len() < 10
    };
    let parts: Vec<&str> = core.split('.').collect();
    let suffix = rest.is_empty()
        || (rest.len() > 1 && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-+.".contains(c)) && !rest.ends_with('.'));
    if parts.len() == 3 && parts.iter().all(|part| number(part)) && suffix {
        return Ok(());
    }
    Err((format!("`{text}` is not a version of a crate"), "write three numbers: 0.1.0".to_owned()))
}

/// The name of a module or a feature.
pub(super) fn area_name(text: &str) -> Result<(), Fault> {
    let letter = text.starts_with(|c: char| c.is_ascii_lowercase());
    if letter && text.len() <= 64 && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_') {
        return Ok(());
    }
    let help = "use lower case letters, digits, - and _, beginning with a letter".to_owned();
    Err((format!("`{text}` cannot be the name of a module or a feature"), help))
}

/// A Rust name that somebody asks for.
pub(super) fn rust_name(identity: &str, text: &str) -> Result<(), Fault> {
    let Some((kind, _)) = identity.split_once(' ').filter(|(kind, _)| crate::lock::KINDS.contains(kind)) else {
        let kinds = crate::lock::KINDS.join(", ");
        return Err((
            format!("`{identity}` does not name a thing that has a Rust name"),
            format!("copy the left side of a line of {}: it begins with one of {kinds}", crate::lock::LOCK_FILE),
        ));
    };
    let camel = matches!(kind, "type" | "variant" | "body");
    let first = text.chars().next().unwrap_or(' ');
    let shape = if camel { first.is_ascii_uppercase() } else { first.is_ascii_lowercase() || first == '_' };
    let letters = text.chars().all(|c| c.is_ascii_alphanumeric() || (c == '_' && !camel));
    let keyword = syn::parse_str::<syn::Ident>(text).is_err() || ["gen", "_"].contains(&text);
    if shape && letters && !keyword && (camel || text.chars().all(|c| !c.is_ascii_uppercase())) {
        return Ok(());
    }
    let help = if camel { "write it in camel case: SiteProtectionUnit" } else { "write it in snake case: display_name" };
    Err((format!("`{text}` cannot be the Rust name of a {kind}"), help.to_owned()))
}
