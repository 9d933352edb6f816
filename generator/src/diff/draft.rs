//! A change while it is being judged: the identity and the verdict, before reach, crate and fingerprint are known.

use super::report::{Action, Element, Evidence, EvidenceKind};
use super::rules::Rule;
use super::verdict::Rest;
use crate::model::Place;

/// What a change belongs to; its reach is counted from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    /// Nothing that an operation carries.
    #[default]
    Nothing,
    /// Operations by number, in base and revision.
    Operation(Option<usize>, Option<usize>),
    /// A type or enumeration, in base and revision.
    Type(Option<String>, Option<String>),
}

/// A change while it is being judged.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: &'static Rule,
    pub(super) element: Element,
    pub(super) action: Action,
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) rest: Rest,
    pub(super) evidence: Evidence,
    pub(super) subject: Subject,
    /// What besides rule and element makes it this change: the two types, say, never words.
    pub(super) arguments: String,
    /// The group that it belongs to, if others do.
    pub(super) group: Option<String>,
    /// The keys of its Rust items in base and revision; see [`super::surface`].
    pub(super) items: (Option<String>, Option<String>),
    /// Further pairs of keys that it concerns.
    pub(super) also: Vec<(Option<String>, Option<String>)>,
    pub(super) base_at: Vec<Place>,
    pub(super) revision_at: Vec<Place>,
    /// Where the revision has nothing, the page on which a reader would look.
    pub(super) nearest: Option<String>,
}

impl Draft {
    pub(super) fn new(
        rule: &'static Rule,
        element: Element,
        action: Action,
        owner: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            element,
            action,
            owner: owner.into(),
            name: name.into(),
            before: None,
            after: None,
            rest: rule.rest,
            evidence: Evidence { kind: EvidenceKind::Documented, score: None, note: String::new(), decides: None },
            subject: Subject::Nothing,
            arguments: String::new(),
            group: None,
            items: (None, None),
            also: Vec::new(),
            base_at: Vec::new(),
            revision_at: Vec::new(),
            nearest: None,
        }
    }

    pub(super) fn before(mut self, text: impl Into<String>) -> Self {
        self.before = Some(text.into());
        self
    }

    pub(super) fn after(mut self, text: impl Into<String>) -> Self {
        self.after = Some(text.into());
        self
    }

    /// The two texts, and the change is this one only between them.
    pub(super) fn between(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        let (before, after) = (before.into(), after.into());
        self.arguments = format!("{before}\0{after}");
        self.before = Some(before);
        self.after = Some(after);
        self
    }

    pub(super) fn rest(mut self, rest: Rest) -> Self {
        self.rest = rest;
        self
    }

    pub(super) fn subject(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    pub(super) fn items(mut self, base: Option<String>, revision: Option<String>) -> Self {
        self.items = (base, revision);
        self
    }

    pub(super) fn also(mut self, base: Option<String>, revision: Option<String>) -> Self {
        self.also.push((base, revision));
        self
    }

    /// Every pair of keys that it concerns.
    pub(super) fn all_items(&self) -> impl Iterator<Item = &(Option<String>, Option<String>)> {
        std::iter::once(&self.items).chain(&self.also)
    }

    pub(super) fn at(mut self, base: &[Place], revision: &[Place]) -> Self {
        self.base_at = base.to_vec();
        self.revision_at = revision.to_vec();
        self
    }

    pub(super) fn group(mut self, title: impl Into<String>) -> Self {
        self.group = Some(title.into());
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.evidence.note = note.into();
        self
    }

    /// The pages prove it: the verdict is the rule's.
    pub(super) fn proven(mut self, note: impl Into<String>) -> Self {
        self.evidence = Evidence { kind: EvidenceKind::Corroborated, score: None, note: note.into(), decides: None };
        self
    }

    /// The pages do not prove it: what would break is risky, with what would decide it.
    pub(super) fn unproven(mut self, note: impl Into<String>, decides: impl Into<String>) -> Self {
        self.rest = self.rest.min(Rest::Risky);
        self.evidence = Evidence { kind: EvidenceKind::Unproven, score: None, note: note.into(), decides: Some(decides.into()) };
        self
    }

    /// It is a change of the page, not of the service.
    pub(super) fn page_only(mut self, kind: EvidenceKind, note: impl Into<String>) -> Self {
        self.rest = self.rest.min(Rest::Documentation);
        self.evidence = Evidence { kind, score: None, note: note.into(), decides: None };
        self
    }

    pub(super) fn score(mut self, score: f64) -> Self {
        self.evidence.score = Some(percent(score));
        self
    }
}

/// A share as whole percent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is between 0 and 100")]
pub(super) fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
