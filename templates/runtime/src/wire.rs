//! A request beside a documented one: what differs.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::query;
use super::request::RequestParts;

/// A request as a page writes it.
#[derive(Clone, Copy, Debug)]
pub struct Documented<'a> {
    /// `GET`
    pub method: &'a str,
    /// The address, with or without host and version, encoded or not.
    pub url: &'a str,
    /// The headers that count.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: Option<&'a str>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `method`, `path`, `query`, the name of a header, or `body`.
    pub part: String,
    /// What the page says.
    pub documented: String,
    /// What the request says.
    pub built: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: documented {}, built {}", self.part, self.documented, self.built)
    }
}

impl RequestParts {
    /// What differs between this request and a documented one.
    ///
    /// Compared are the meanings: the path below the version segment by segment and decoded, the query as decoded pairs in any
    /// order, each documented header, and the body as JSON (as text where it is none).
    #[must_use]
    pub fn compare(&self, documented: &Documented<'_>) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut differ = |part: &str, documented: String, built: String| {
            if documented != built {
                found.push(Difference { part: part.to_owned(), documented, built });
            }
        };
        differ("method", documented.method.to_ascii_uppercase(), self.method().to_string());
        let (path, query) = split(documented.url, self.operation().version());
        let built = self.path().map_or_else(|error| format!("<{error}>"), |path| segments(&path));
        differ("path", segments(path), built);
        differ("query", pairs(query::decode(query)), pairs(self.query_pairs().to_vec()));
        match self.headers() {
            Ok(headers) => {
                for (name, value) in documented.headers {
                    let mut built: Vec<&str> = headers.get_all(*name).iter().filter_map(|value| value.to_str().ok()).collect();
                    // Several headers of a name are one list; a page may write either.
                    let joined = built.join(", ");
                    built.push(&joined);
                    if !built.iter().any(|built| same_header(name, value, built)) {
                        differ(name, (*value).to_owned(), joined);
                    }
                }
            }
            Err(error) => differ("headers", "headers".to_owned(), format!("<{error}>")),
        }
        let built = self.body();
        match (documented.body.filter(|body| !body.trim().is_empty()), &built) {
            (None, None) => {}
            (wanted, built) => {
                let wanted = wanted.unwrap_or_default();
                let built = built.as_deref().unwrap_or_default();
                match (serde_json::from_str::<Value>(wanted), serde_json::from_slice::<Value>(built)) {
                    (Ok(wanted), Ok(built)) if wanted == built => {}
                    (Ok(wanted), Ok(built)) => differ("body", wanted.to_string(), built.to_string()),
                    _ => differ("body", wanted.to_owned(), String::from_utf8_lossy(built).into_owned()),
                }
            }
        }
        found
    }
}

/// Path below the version, and query.
fn split<'a>(url: &'a str, version: &str) -> (&'a str, &'a str) {
    let url = url.split('#').next().unwrap_or_default().trim();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => path,
    };
    let below = path.trim_start_matches('/').strip_prefix(version).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    (below.unwrap_or(path), query)
}

fn segments(path: &str) -> String {
    let decoded = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
    path.trim_matches('/').split('/').map(decoded).collect::<Vec<_>>().join("/")
}

fn pairs(mut pairs: Vec<(String, String)>) -> String {
    pairs.sort();
    pairs.into_iter().map(|(name, value)| format!("{name}={}", value.trim())).collect::<Vec<_>>().join("&")
}

/// Parameters of a content type do not count, nor does case where it has no meaning.
fn same_header(name: &str, documented: &str, built: &str) -> bool {
    if name.eq_ignore_ascii_case("content-type") {
        let essence = |value: &str| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        return essence(documented) == essence(built);
    }
    documented.trim().eq_ignore_ascii_case(built.trim())
}
