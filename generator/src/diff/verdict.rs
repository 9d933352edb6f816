//! How grave a change is: for callers over the wire, and for dependents of the generated crate.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a caller over the wire has to expect. The order is the gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rest {
    /// Nothing that anyone should read.
    None,
    /// The page changed, the contract did not.
    Documentation,
    /// More is possible than before.
    Additive,
    /// The pages cannot decide; the evidence says what would.
    Risky,
    /// A correct client of the old pages can fail.
    Breaking,
}

impl Rest {
    /// All of them, the gravest first.
    pub const ALL: [Self; 5] = [Self::Breaking, Self::Risky, Self::Additive, Self::Documentation, Self::None];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Documentation => "documentation",
            Self::Additive => "additive",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The semver bump that the generated crate needs. The order is the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Crate {
    /// The crate stays as it is.
    None,
    /// Only documentation or behaviour.
    Patch,
    /// Something new, or a deprecation.
    Minor,
    /// Code that compiled may stop compiling.
    Major,
}

impl Crate {
    /// All of them, the largest first.
    pub const ALL: [Self; 4] = [Self::Major, Self::Minor, Self::Patch, Self::None];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The next version after `version` for this bump, by the rules of Cargo: below 1.0 a major change moves the
    /// second number, below 0.1 the third.
    #[must_use]
    pub fn bump(self, version: &str) -> Option<String> {
        let core = version.split(['-', '+']).next().unwrap_or(version);
        let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let &[major, minor, patch] = numbers.as_slice() else { return None };
        let next = |number: u64| number.checked_add(1);
        Some(match (self, major, minor) {
            (Self::None, ..) => format!("{major}.{minor}.{patch}"),
            (Self::Major, 0, 0) | (Self::Patch, ..) | (Self::Minor, 0, _) => format!("{major}.{minor}.{}", next(patch)?),
            (Self::Major, 0, _) => format!("0.{}.0", next(minor)?),
            (Self::Major, ..) => format!("{}.0.0", next(major)?),
            (Self::Minor, ..) => format!("{major}.{}.0", next(minor)?),
        })
    }
}

impl fmt::Display for Crate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a reader of the report depends on; it selects the changes that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everything.
    #[default]
    All,
    /// The wire: changes of the contract.
    Rest,
    /// The crate: changes that need a minor or major version.
    Crate,
    /// The pages: everything that a writer of documentation edits.
    Docs,
}

/// From which level on the run counts as failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// A change that breaks callers.
    Breaking,
    /// One that breaks callers, or might.
    Risky,
    /// Any change of the contract.
    Additive,
    /// Any change at all.
    Any,
    /// A change that breaks dependents of the crate.
    Major,
    /// One that needs a minor version, or more.
    Minor,
    /// Nothing fails.
    #[default]
    Never,
}

impl FailOn {
    /// Whether a change of these verdicts fails the run.
    #[must_use]
    pub fn fails(self, rest: Rest, krate: Crate) -> bool {
        match self {
            Self::Breaking => rest >= Rest::Breaking,
            Self::Risky => rest >= Rest::Risky,
            Self::Additive => rest >= Rest::Additive,
            Self::Any => true,
            Self::Major => krate >= Crate::Major,
            Self::Minor => krate >= Crate::Minor,
            Self::Never => false,
        }
    }
}

/// How firm the promise behind a version of the API is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stability {
    /// By the version's name: `beta` may break, so breaking changes there are reported as risky.
    #[default]
    ByVersion,
    /// Every version keeps its promise.
    Stable,
    /// No version does.
    Preview,
}

impl Stability {
    /// The verdict with this much promise behind it.
    #[must_use]
    pub fn cap(self, version: &str, rest: Rest) -> Rest {
        let preview = match self {
            Self::ByVersion => !version.starts_with('v'),
            Self::Stable => false,
            Self::Preview => true,
        };
        if preview { rest.min(Rest::Risky) } else { rest }
    }
}
