//! What an erratum is about, and the facts that it can have.

use std::fmt;

/// The thing that is corrected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// `{ type = "microsoft.graph.user" }`
    Type(String),
    /// `{ type = "microsoft.graph.user", property = "mail" }`
    Property(String, String),
    /// `{ enumeration = "microsoft.graph.status" }`
    Enumeration(String),
    /// `{ enumeration = "microsoft.graph.status", member = "active" }`
    Member(String, String),
    /// `{ operation = "GET /users/{id}" }`
    Operation(String),
    /// `{ operation = "GET /users/{id}", answer = 200 }`
    Answer(String, u16),
}

/// What the value of a fact may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactKind {
    /// A string.
    Text,
    /// `true`, `false`
    Boolean,
    /// `true`, `false`, or `"unsaid"` where the page does not say it.
    Said,
    /// A whole number.
    Number,
    /// A whole number, or `"unsaid"`.
    SaidNumber,
}

/// The text for a fact that no page states.
pub(super) const UNSAID: &str = "unsaid";

/// A thing that is missing from the pages, or that they should not have.
pub(super) const ABSENT: &str = "absent";

impl Target {
    /// The facts of this kind of thing.
    pub(super) fn facts(&self) -> &'static [(&'static str, FactKind)] {
        use FactKind::{Boolean, Number, Said, SaidNumber, Text};
        match self {
            Self::Type(_) => &[("base", Text), ("key", Text), ("abstract", Boolean), ("open", Boolean)],
            Self::Property(..) => &[
                (ABSENT, Boolean),
                ("type", Text),
                ("collection", Boolean),
                ("relationship", Boolean),
                ("required", Said),
                ("nullable", Said),
                ("read-only", Boolean),
            ],
            Self::Enumeration(_) => &[("flags", Boolean)],
            Self::Member(..) => &[(ABSENT, Boolean), ("value", SaidNumber)],
            Self::Operation(_) => &[(ABSENT, Boolean), ("path", Text), ("method", Text), ("body", Text)],
            Self::Answer(..) => &[(ABSENT, Boolean), ("status", Number), ("content", Text)],
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(name) => write!(f, "type {name}"),
            Self::Property(owner, name) => write!(f, "property {name} of {owner}"),
            Self::Enumeration(name) => write!(f, "enumeration {name}"),
            Self::Member(owner, name) => write!(f, "member {name} of {owner}"),
            Self::Operation(name) => write!(f, "operation {name}"),
            Self::Answer(owner, status) => write!(f, "answer {status} of {owner}"),
        }
    }
}
