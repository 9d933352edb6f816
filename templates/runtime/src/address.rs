//! Addresses: whose they are, and what a link of an answer points to.

use std::fmt::Write as _;

use http::Uri;

/// Scheme, host and port: what a token may be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an absolute `http` or `https` address without a user name.
    pub(super) fn of(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str()?.to_ascii_lowercase();
        let authority = uri.authority()?;
        // A user name in front of the host is never needed, and often meant to look like one.
        if authority.as_str().contains('@') {
            return None;
        }
        let default = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let port = if authority.as_str().ends_with(':') { default } else { authority.port_u16().unwrap_or(default) };
        Some(Self { scheme, host: authority.host().to_ascii_lowercase(), port })
    }

    pub(super) fn is_secure(&self) -> bool {
        self.scheme == "https"
    }

    /// Whether the host is this machine, where an address without TLS is no risk.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// Where the service is: `https://graph.microsoft.com`, or a proxy with a path of its own.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) url: String,
    pub(super) origin: Origin,
}

impl Base {
    pub(super) fn new(url: &str) -> Result<Self, String> {
        let url = url.trim_end_matches('/');
        let origin = Origin::of(url).ok_or_else(|| "the base address is no absolute http or https address".to_owned())?;
        if url.contains(['?', '#']) {
            return Err("the base address has a query or a fragment".to_owned());
        }
        if !origin.is_secure() && !origin.is_loopback() {
            return Err("the base address must be https: a token would be readable on the way".to_owned());
        }
        Ok(Self { url: url.to_owned(), origin })
    }

    /// The address that a `Location` or a link means. The reference shows absolute ones, ones from the root that leave the
    /// version out (`/teams('1')/operations('2')`), and ones with it.
    pub(super) fn resolve(&self, link: &str, version: &str) -> String {
        let link = escape(link);
        if link.contains("://") && Origin::of(&link).is_some() {
            return link;
        }
        if let Some(rest) = link.strip_prefix("//") {
            return format!("{}://{rest}", self.origin.scheme);
        }
        let path = link.trim_start_matches('/');
        let first = path.split(['/', '?']).next().unwrap_or_default();
        let versioned = first == version || first == "beta" || is_version(first);
        if versioned { format!("{}/{path}", self.url) } else { format!("{}/{version}/{path}", self.url) }
    }
}

/// `v1.0`, `v2.0`
fn is_version(segment: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    segment.strip_prefix('v').and_then(|rest| rest.split_once('.')).is_some_and(|(major, minor)| digits(major) && digits(minor))
}

/// The address that a redirect from `current` means (RFC 3986, section 5.2, without the fragment).
pub(super) fn redirect(current: &str, location: &str) -> Option<String> {
    let location = escape(location.split('#').next().unwrap_or_default());
    let (scheme, rest) = current.split_once("://")?;
    let (authority, path) = match rest.find(['/', '?']) {
        Some(at) => rest.split_at(at),
        None => (rest, "/"),
    };
    let target = if has_scheme(&location) {
        location
    } else if let Some(rest) = location.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        let path = path.split('?').next().unwrap_or_default();
        let folder = if location.starts_with('?') { path } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
        let slash = if location.starts_with('?') { "" } else { "/" };
        format!("{scheme}://{authority}{folder}{slash}{location}")
    };
    Origin::of(&target).map(|_| target)
}

fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Encodes what services leave as it is in links though no address can hold it: spaces, quotes, letters beyond ASCII.
fn escape(link: &str) -> String {
    let mut text = String::with_capacity(link.len());
    for byte in link.trim().bytes() {
        let plain = byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
        if plain {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
