//! Query options, query parameters and headers that a page documents.

use super::library::Library;
use super::reading::TypeReader;
use crate::model::{HeaderParameter, Parameter, ParameterKind, Primitive, QueryOption, QueryOptionSupport, TypeKind, TypeRef};
use crate::page::{Page, Row, RowKind};

/// The option of a name, in any letter case, with or without the dollar sign in front.
pub(super) fn option(name: &str) -> Option<QueryOption> {
    let bare = name.trim().trim_start_matches('$');
    QueryOption::ALL.into_iter().find(|option| option.name()[1..].eq_ignore_ascii_case(bare))
}

/// What the sections on query options say together, and the options that a request line shows (`GET /users?$expand=manager`).
/// The prose is that of the first page.
pub(super) fn options(pages: &[&Page], request_line: Option<&str>) -> QueryOptionSupport {
    let mut together = QueryOptionSupport::default();
    for (number, page) in pages.iter().enumerate() {
        let own = options_of(page);
        if number == 0 {
            together.prose = own.prose;
        }
        together.unspecified |= own.unspecified;
        together.refused |= own.refused;
        together.options.extend(own.options);
    }
    together.options.extend(request_line.into_iter().flat_map(query_keys).filter_map(|(key, _)| shown_option(key)));
    together.options.sort_unstable();
    together.options.dedup();
    // Pages that refuse are outvoted by one that does not.
    together.refused &= together.options.is_empty() && !together.unspecified;
    together
}

/// `$expand` in a request line; names without the dollar sign are parameters there.
fn shown_option(key: &str) -> Option<QueryOption> {
    key.starts_with('$').then(|| option(key)).flatten()
}

fn options_of(page: &Page) -> QueryOptionSupport {
    let query = &page.query;
    let mut options: Vec<QueryOption> = query.named.iter().filter_map(|name| option(&name.value)).collect();
    let in_rows = page.rows.iter().filter(|row| row.kind == RowKind::Query && row.name.value.starts_with('$'));
    options.extend(in_rows.filter_map(|row| option(&row.name.value)));
    options.sort_unstable();
    options.dedup();
    let refused = query.refused.is_some() && options.is_empty();
    if query.refused.is_some() && query.general.is_none() {
        // "does not support `$filter`": the names are those that are refused.
        options.clear();
    }
    QueryOptionSupport {
        unspecified: query.general.is_some() && !refused,
        refused,
        options,
        prose: super::enumerations::paragraphs(&query.prose),
    }
}

/// A row as a parameter.
pub(super) fn parameter(library: &Library<'_>, row: &Row, kind: ParameterKind, ty: TypeRef) -> Parameter {
    Parameter {
        ty,
        required: row.markers.required,
        read_only: row.markers.read_only,
        default: row.markers.default.as_ref().map(|literal| literal.value.clone()),
        description: row.description.value.trim().to_owned(),
        rows: vec![library.place(row.span)],
        ..Parameter::undocumented(&row.name.value, kind)
    }
}

/// Query parameters: rows of query tables, and what the request line's query string shows beyond them. `examples` are the
/// targets of the operation's documented requests.
pub(super) fn parameters(
    reader: &TypeReader<'_, '_>,
    number: usize,
    page: &Page,
    query: Option<&str>,
    examples: &[&str],
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for row in &page.rows {
        let in_query = row.kind == RowKind::Query
            || (row.kind == RowKind::Parameter
                && query.is_some_and(|query| query_keys(query).any(|(key, _)| key.eq_ignore_ascii_case(&row.name.value))));
        if !in_query || row.name.value.starts_with('$') || option(&row.name.value).is_some() || !is_query_name(&row.name.value) {
            continue;
        }
        if found.iter().any(|known| known.name == row.name.value) {
            continue;
        }
        let ty = reader.cell(number, &row.ty).ty;
        let ty = if matches!(ty.kind, TypeKind::Primitive(Primitive::Json)) { text() } else { ty };
        found.push(parameter(reader.library, row, ParameterKind::Query, ty));
    }
    for (key, value) in query.into_iter().flat_map(query_keys) {
        if key.starts_with('$') || found.iter().any(|known| known.name.eq_ignore_ascii_case(key)) || !is_query_name(key) {
            continue;
        }
        found.push(Parameter {
            written: value.trim_matches(['{', '}', '<', '>']).to_owned(),
            ..Parameter::undocumented(key, ParameterKind::Query)
        });
    }
    // What stands in the request line is part of every request, unless an example goes without.
    for parameter in &mut found {
        let stands_in = |query: &str| query_keys(query).any(|(key, _)| key.eq_ignore_ascii_case(&parameter.name));
        if parameter.required.is_none()
            && query.is_some_and(stands_in)
            && examples.iter().all(|target| target.split_once('?').is_some_and(|(_, query)| stands_in(query)))
        {
            parameter.required = Some(true);
        }
    }
    found
}

fn text() -> TypeRef {
    TypeRef { kind: TypeKind::Primitive(Primitive::String), collection: false }
}

fn is_query_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Keys and values of a query string.
fn query_keys(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        Some((key.trim(), value.trim()))
    })
}

/// Request headers, without the one that authentication owns. A header of several pages is described by the first.
pub(super) fn headers(library: &Library<'_>, pages: &[&Page]) -> Vec<HeaderParameter> {
    let mut found: Vec<HeaderParameter> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for header in headers_of(library, page) {
            if !found.iter().any(|known| known.name.eq_ignore_ascii_case(&header.name)) {
                // What only a later page asks for is not needed by every call.
                found.push(HeaderParameter { required: header.required && number == 0, ..header });
            }
        }
    }
    found
}

fn headers_of(library: &Library<'_>, page: &Page) -> Vec<HeaderParameter> {
    let mut found: Vec<HeaderParameter> = Vec::new();
    for row in &page.request_headers {
        // `Prefer: outlook.timezone` documents one preference of the header `Prefer`.
        let (name, value) = row.name.value.split_once(':').unwrap_or((&row.name.value, ""));
        let name = name.trim();
        let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !valid || name.eq_ignore_ascii_case("authorization") {
            continue;
        }
        let mut description = row.description.value.trim().to_owned();
        if !value.trim().is_empty() {
            description = format!("`{}`: {description}", value.trim());
        }
        match found.iter_mut().find(|known| known.name.eq_ignore_ascii_case(name)) {
            Some(known) => {
                known.description = format!("{}\n\n{description}", known.description);
                known.required |= row.required;
            }
            None => found.push(HeaderParameter {
                name: name.to_owned(),
                description,
                required: row.required,
                at: library.place(row.name.span),
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_no_letter_case_and_need_no_dollar_sign() {
        assert_eq!(option(" $OrderBy "), Some(QueryOption::OrderBy));
        assert_eq!(option("filter"), Some(QueryOption::Filter));
        assert_eq!(option("$filters"), None);
        assert_eq!(shown_option("$top"), Some(QueryOption::Top));
        assert_eq!(shown_option("top"), None);
    }

    #[test]
    fn keys_have_values_and_names_are_words() {
        let keys: Vec<_> = query_keys("a=1& $b = {c} &d&e=f=g").collect();
        assert_eq!(keys, [("a", "1"), ("$b", "{c}"), ("e", "f=g")]);
        assert!(is_query_name("a-b_c.d1") && !is_query_name("") && !is_query_name("a b") && !is_query_name("a/b"));
    }
}
