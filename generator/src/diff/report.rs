//! What a comparison found: plain data, in the shape that the JSON output has (`generator/schema/diff.schema.json`).

use serde::Serialize;

use super::rules::Rule;
use super::verdict::{Audience, Crate, FailOn, Rest};

/// The number of the report's JSON shape; raised when a reader would have to change.
pub const REPORT_VERSION: u32 = 1;

/// Everything that a comparison found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`REPORT_VERSION`]
    pub report_version: u32,
    /// What the reader calls the older side.
    pub base: String,
    /// What the reader calls the newer side.
    pub revision: String,
    /// The bump that the crate needs.
    pub bump: Crate,
    /// How many changes there are by verdict.
    pub counts: Counts,
    /// The changes, the gravest first.
    pub changes: Vec<Change>,
    /// Changes of one kind that one decision settles.
    pub groups: Vec<Group>,
    /// Changes that the configuration ignores.
    pub ignored: Vec<Ignored>,
    /// What is wrong with the configuration: unused and expired entries, unknown rules.
    pub notices: Vec<String>,
}

/// How many changes there are by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Breaks callers.
    pub breaking: usize,
    /// Might break callers.
    pub risky: usize,
    /// Adds to the contract.
    pub additive: usize,
    /// Changes the pages only.
    pub documentation: usize,
    /// Breaks dependents of the crate.
    pub major: usize,
    /// Needs a minor version of the crate.
    pub minor: usize,
    /// Needs a patch version of the crate.
    pub patch: usize,
}

/// One changed element.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The rule's name.
    #[serde(serialize_with = "rule_name")]
    pub rule: &'static Rule,
    /// The version of the API.
    pub version: String,
    /// What changed.
    pub element: Element,
    /// How.
    pub action: Action,
    /// `GET /users/{id}` for what belongs to an operation, else the type's qualified name, or the page's path.
    pub owner: String,
    /// The name within the owner; the owner's own name for a type, an operation or a page.
    pub name: String,
    /// What the base says.
    pub before: Option<String>,
    /// What the revision says.
    pub after: Option<String>,
    /// The verdict for callers.
    pub rest: Rest,
    /// The verdict for the crate.
    #[serde(rename = "crate")]
    pub krate: Crate,
    /// Why the verdict is no other.
    pub evidence: Evidence,
    /// Which operations it concerns.
    pub reach: Reach,
    /// Stands for rule and element, whatever the words say; approvals refer to it.
    pub fingerprint: String,
    /// The fingerprint of the group that it belongs to.
    pub group: Option<String>,
    /// Places in the base.
    pub base_at: Vec<Location>,
    /// Places in the revision; for what is gone, the nearest that is still there.
    pub revision_at: Vec<Location>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn rule_name<S: serde::Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name)
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// A request line.
    Endpoint,
    /// An entity or complex type.
    Type,
    /// An enumeration.
    Enum,
    /// A structural property.
    Property,
    /// A relationship.
    Navigation,
    /// A member of an enumeration.
    EnumMember,
    /// A parameter of a path, a function or an action.
    Param,
    /// A query parameter or OData option.
    Query,
    /// A header of request or answer.
    Header,
    /// A request body or a member of it.
    Body,
    /// An answer.
    Status,
    /// A permission.
    Permission,
    /// A page, its words and samples.
    Page,
}

impl Element {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Endpoint => "endpoint",
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Property => "property",
            Self::Navigation => "navigation",
            Self::EnumMember => "enum_member",
            Self::Param => "param",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
            Self::Status => "status",
            Self::Permission => "permission",
            Self::Page => "page",
        }
    }
}

/// What happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It has another name.
    Renamed,
    /// It is said to be on its way out.
    Deprecated,
}

impl Action {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
            Self::Deprecated => "deprecated",
        }
    }
}

/// Whether the API changed or the page, and how one knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What was found.
    pub kind: EvidenceKind,
    /// How well the two sides of a pair fit, in percent.
    pub score: Option<u8>,
    /// The same in words.
    pub note: String,
    /// What would decide the question, where it is open.
    pub decides: Option<String>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// The revision documents it.
    Documented,
    /// Several places of the base said it, and none of the revision does.
    Corroborated,
    /// Only one place said it, or something still does: the pages cannot decide.
    Unproven,
    /// The notice of deprecation announced it.
    Announced,
    /// A partner of what vanished stands on the same page.
    Rewritten,
    /// Another page documents it now.
    PageMoved,
    /// It moved to another table or section.
    MovedSection,
    /// A base type has it.
    Inherited,
    /// Another page still documents it.
    OtherPageStillSays,
    /// The page corrects itself: the wire is the same.
    Correction,
    /// The page is read otherwise than before.
    ReaderChanged,
    /// The service metadata changed likewise.
    MetadataAgrees,
    /// The service metadata shows that the service did not change.
    MetadataDisagrees,
}

impl EvidenceKind {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Corroborated => "corroborated",
            Self::Unproven => "unproven",
            Self::Announced => "announced",
            Self::Rewritten => "rewritten",
            Self::PageMoved => "page-moved",
            Self::MovedSection => "moved-section",
            Self::Inherited => "inherited",
            Self::OtherPageStillSays => "other-page-still-says",
            Self::Correction => "correction",
            Self::ReaderChanged => "reader-changed",
            Self::MetadataAgrees => "metadata-agrees",
            Self::MetadataDisagrees => "metadata-disagrees",
        }
    }
}

/// Which operations a change concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// How many.
    pub operations: usize,
    /// How many send it.
    pub requests: usize,
    /// How many answer with it.
    pub answers: usize,
    /// The first few, by path and method.
    pub examples: Vec<String>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// Path from the docs root.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

/// Changes of one kind that one decision settles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Stands for all its members.
    pub fingerprint: String,
    /// The rule that its members share.
    pub rule: String,
    /// What they have in common.
    pub title: String,
    /// How many they are.
    pub members: usize,
}

/// A change that the configuration ignores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ignored {
    /// The change.
    pub change: Change,
    /// The entry's reason.
    pub reason: String,
    /// The day on which the entry ends.
    pub until: Option<String>,
}

impl Report {
    /// Whether a change at or above the level is left.
    #[must_use]
    pub fn fails(&self, level: FailOn) -> bool {
        self.changes.iter().any(|change| level.fails(change.rest, change.krate))
    }

    /// Nothing changed that anyone should read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.ignored.is_empty()
    }

    /// The same report with only what an audience reads. The bump stays: the crate needs it, whoever reads.
    #[must_use]
    pub fn for_audience(mut self, audience: Audience) -> Self {
        self.changes.retain(|change| match audience {
            Audience::All => true,
            Audience::Rest => change.rest >= Rest::Additive,
            Audience::Crate => change.krate >= Crate::Minor,
            Audience::Docs => change.rest >= Rest::Documentation,
        });
        self.recount();
        self
    }

    /// Counts anew after changes were taken out.
    pub(super) fn recount(&mut self) {
        let mut counts = Counts::default();
        for change in &self.changes {
            match change.rest {
                Rest::Breaking => counts.breaking += 1,
                Rest::Risky => counts.risky += 1,
                Rest::Additive => counts.additive += 1,
                Rest::Documentation => counts.documentation += 1,
                Rest::None => {}
            }
            match change.krate {
                Crate::Major => counts.major += 1,
                Crate::Minor => counts.minor += 1,
                Crate::Patch => counts.patch += 1,
                Crate::None => {}
            }
        }
        self.counts = counts;
        for group in &mut self.groups {
            group.members =
                self.changes.iter().filter(|change| change.group.as_deref() == Some(group.fingerprint.as_str())).count();
        }
        self.groups.retain(|group| group.members > 0);
    }
}
