//! What a documented operation is, as data: one `static` for each, which every request of it points to.

use std::fmt;

use super::permission::PermissionSet;

/// A documented operation: a method on a path, the page that says so, and the permissions that it needs.
///
/// The generated code has one `static` of this type for each operation; it is also what errors, traces and
/// [`least_permissions`](super::permission::least_permissions) refer to.
///
/// All of it is one text, because thousands of tables with fields of their own take the compiler a tenth of the time that it
/// needs for a whole reference. It is read when something of it is asked for, which is a matter of some hundred bytes:
///
/// ```text
/// event::accept
/// POST v1.0 /users/{}/events/{}/accept
/// also /me/events/{}/accept
/// page https://learn.microsoft.com/graph/api/event-accept
/// work 1 Calendars.ReadWrite
/// application 1 Calendars.ReadWrite, Mail.Read + Mail.Send | calendar
/// idempotent
/// long-running
/// ```
///
/// The name comes first, then method, version and path. The rest may be there or not, in this order: other paths; the page;
/// for each kind of caller (`work`, `personal`, `application`) how many of the alternatives behind it the page marks as least
/// privileged, the alternatives, and behind ` | ` what they apply to where the page tells resources apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// The text.
    pub text: &'static str,
}

impl Operation {
    /// Where the function stands: `site_protection_unit::update`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        Method::of(self.request_line().next().unwrap_or_default())
    }

    /// The version of the API that documents it: `v1.0`, `beta`.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.request_line().nth(1).unwrap_or_default()
    }

    /// The path below the version, with a place for each argument: see [`PathArgument`](super::path::PathArgument).
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.request_line().nth(2).unwrap_or_default()
    }

    /// Other documented paths of the same operation; [`Request::on`](super::request::Request::on) takes one of them.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.lines("also ")
    }

    /// The address of the page.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.lines("page ").next().unwrap_or_default()
    }

    /// Permissions, one set for each kind of caller that the page lists.
    pub fn permissions(&self) -> impl Iterator<Item = PermissionSet> + use<> {
        self.text.lines().skip(2).filter_map(PermissionSet::read)
    }

    /// Whether sending it twice does what sending it once does, so that it may be sent again when the answer is lost.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.text.lines().skip(2).any(|line| line == "idempotent")
    }

    /// Whether a success is a `202` whose work goes on behind a `Location` or `Operation-Location`.
    #[must_use]
    pub fn is_long_running(&self) -> bool {
        self.text.lines().skip(2).any(|line| line == "long-running")
    }

    fn request_line(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.lines().nth(1).unwrap_or_default().splitn(3, ' ')
    }

    fn lines(&self, word: &'static str) -> impl Iterator<Item = &'static str> + use<> {
        self.text.lines().skip(2).filter_map(move |line| line.strip_prefix(word))
    }
}

/// What an address that the service gave is asked with, where nothing says which operation it came from.
pub(super) static LINK: Operation =
    Operation { text: "link\nGET v1.0 \npage https://learn.microsoft.com/graph/paging\nidempotent" };

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
    /// The method of a text that is sent; `GET` for what is no method of the reference.
    fn of(text: &str) -> Self {
        match text {
            "POST" => Self::Post,
            "PATCH" => Self::Patch,
            "PUT" => Self::Put,
            "DELETE" => Self::Delete,
            "HEAD" => Self::Head,
            "OPTIONS" => Self::Options,
            _ => Self::Get,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::super::permission::Caller;
    use super::*;

    static ACCEPT: Operation = Operation {
        text: "event::accept\n\
               POST v1.0 /users/{}/events(name='{} {}')\n\
               also /me/events\n\
               also /groups/{}/events\n\
               page https://example.com/accept\n\
               work 1 A.Read, B.Read + C.Read\n\
               application 0\n\
               application 1 D.Read | calendar | room\n\
               long-running",
    };

    #[test]
    fn everything_is_read_from_the_text() {
        assert_eq!(ACCEPT.name(), "event::accept");
        assert_eq!((ACCEPT.method(), ACCEPT.version()), (Method::Post, "v1.0"));
        assert_eq!(ACCEPT.path(), "/users/{}/events(name='{} {}')", "a path may hold spaces");
        assert_eq!(ACCEPT.aliases().collect::<Vec<_>>(), ["/me/events", "/groups/{}/events"]);
        assert_eq!(ACCEPT.page(), "https://example.com/accept");
        assert!(ACCEPT.is_long_running() && !ACCEPT.is_idempotent());
        let sets: Vec<PermissionSet> = ACCEPT.permissions().collect();
        let work = PermissionSet {
            caller: Caller::DelegatedWork,
            scope: None,
            alternatives: vec![vec!["A.Read"], vec!["B.Read", "C.Read"]],
            least: 1,
        };
        let closed = PermissionSet { caller: Caller::Application, scope: None, alternatives: Vec::new(), least: 0 };
        let rooms =
            PermissionSet { scope: Some("calendar | room"), alternatives: vec![vec!["D.Read"]], least: 1, ..closed.clone() };
        assert_eq!(sets, [work, closed, rooms]);
    }

    #[test]
    fn a_text_that_says_nothing_is_an_operation_of_nothing() {
        for text in ["", "\n", "x", "x\nPOST", "x\n\nwork", "x\n\nwork x", "x\n\nwork 1"] {
            let operation = Operation { text };
            assert_eq!((operation.path(), operation.page(), operation.aliases().count()), ("", "", 0), "{text:?}");
            assert!(operation.permissions().all(|set| !set.is_supported()), "{text:?}");
        }
    }

    #[test]
    fn links_are_read_and_may_be_asked_twice() {
        assert_eq!((LINK.name(), LINK.method(), LINK.path(), LINK.version()), ("link", Method::Get, "", "v1.0"));
        assert!(LINK.is_idempotent());
    }
}
