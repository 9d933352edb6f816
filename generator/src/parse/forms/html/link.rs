//! Links of the rendered site as the Markdown pages write them.

/// The target of a link; `None` where it leads nowhere.
pub(super) fn target(href: &str) -> Option<String> {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (href, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    if path.contains(['(', ')', ' ', '<', '>']) || path.is_empty() && fragment.is_none() {
        return None;
    }
    let local = page_path(path);
    let mut out = local.unwrap_or_else(|| path.to_owned());
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    Some(out)
}

/// The Markdown file behind an address of the reference: `/graph/api/resources/user` is `../resources/user.md`.
fn page_path(path: &str) -> Option<String> {
    let name_of = |path: &str| path.rsplit('/').next().filter(|name| !name.is_empty()).map(str::to_owned);
    let markdown = |folder: &str, name: String| format!("../{folder}/{}.md", name.strip_suffix(".md").unwrap_or(&name));
    if path.contains("/graph/api/resources/") || path.starts_with("../resources/") || path.starts_with("resources/") {
        return name_of(path).map(|name| markdown("resources", name));
    }
    if path.contains("/graph/api/") || path.starts_with("../api/") {
        return name_of(path).map(|name| markdown("api", name));
    }
    // A neighbour in the same folder; the folder is not known here, and the name alone is enough.
    let neighbour = !path.is_empty() && !path.contains(['/', ':']);
    neighbour.then(|| format!("{}.md", path.strip_suffix(".md").unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn addresses_of_the_site_become_paths_of_the_reference() {
        let of = |href: &str| target(href).unwrap_or_default();
        assert_eq!(of("../resources/user?view=graph-rest-1.0"), "../resources/user.md");
        assert_eq!(of("/en-us/graph/api/resources/user?view=graph-rest-beta#a-values"), "../resources/user.md#a-values");
        assert_eq!(of("https://learn.microsoft.com/en-us/graph/api/user-get"), "../api/user-get.md");
        assert_eq!(of("user-get?view=graph-rest-1.0"), "user-get.md");
        assert_eq!(of("/en-us/graph/permissions-reference"), "/en-us/graph/permissions-reference");
        assert_eq!(of("#permissions"), "#permissions");
    }
}
