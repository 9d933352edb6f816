//! What a documented operation is, as data: one `static` for each, which every request of it points to.

use std::fmt;

use super::permission::PermissionSet;

/// A documented operation: a method on a path, the page that says so, and the permissions that it needs.
///
/// The generated code has one `static` of this type for each operation; it is also what errors, traces and
/// [`least_permissions`](super::permission::least_permissions) refer to.
#[derive(Debug)]
pub struct Operation {
    /// Where the function stands: `site_protection_unit::update`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The version of the API that documents it: `v1.0`, `beta`.
    pub version: &'static str,
    /// The path below the version, with a place for each argument: see [`PathArgument`](super::path::PathArgument).
    pub path: &'static str,
    /// Other documented paths of the same operation; [`Request::on`](super::request::Request::on) takes one of them.
    pub aliases: &'static [&'static str],
    /// The address of the page.
    pub page: &'static str,
    /// Permissions, one set for each kind of caller that the page lists.
    pub permissions: &'static [PermissionSet],
    /// Whether sending it twice does what sending it once does, so that it may be sent again when the answer is lost.
    pub idempotent: bool,
    /// Whether a success is a `202` whose work goes on behind a `Location` or `Operation-Location`.
    pub long_running: bool,
}

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.method == other.method && self.version == other.version && self.path == other.path
    }
}

impl Eq for Operation {}

/// What an address that the service gave is asked with, where nothing says which operation it came from.
pub(super) static LINK: Operation = Operation {
    name: "link",
    method: Method::Get,
    version: "v1.0",
    path: "",
    aliases: &[],
    page: "https://learn.microsoft.com/graph/paging",
    permissions: &[],
    idempotent: true,
    long_running: false,
};

/// The methods of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `OPTIONS`
    Options,
}

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether it only reads (RFC 9110, section 9.2.1).
    #[must_use]
    pub fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Options)
    }

    /// Whether twice is the same as once for the method as such (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        self.is_safe() || matches!(self, Self::Put | Self::Delete)
    }

    pub(super) fn to_http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Post => http::Method::POST,
            Self::Patch => http::Method::PATCH,
            Self::Put => http::Method::PUT,
            Self::Delete => http::Method::DELETE,
            Self::Head => http::Method::HEAD,
            Self::Options => http::Method::OPTIONS,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
