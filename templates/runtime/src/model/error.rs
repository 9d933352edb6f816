//! Where and why a document did not fit.

use std::cell::RefCell;
use std::fmt;

/// A document that is not what the reference says: where, what was expected, what was found.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    mismatch: Option<Mismatch>,
    source: serde_json::Error,
}

#[derive(Clone, Copy, Debug)]
struct Mismatch {
    expected: &'static str,
    found: &'static str,
}

impl DecodeError {
    pub(super) fn new(root: &str, trace: Trace, source: serde_json::Error) -> Self {
        let failure = trace.0.into_inner().unwrap_or_default();
        Self { path: failure.path(root), mismatch: failure.mismatch, source }
    }

    pub(super) fn of_property(root: &str, property: &str, source: serde_json::Error) -> Self {
        Self { path: format!("{root}.{property}"), mismatch: None, source }
    }

    /// The path from the type's name to the value: `user.manager.id`, `collection.value[3].size`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the reference says; `None` if the text is no JSON.
    #[must_use]
    pub fn expected(&self) -> Option<&'static str> {
        self.mismatch.map(|mismatch| mismatch.expected)
    }

    /// The kind of JSON value that was found.
    #[must_use]
    pub fn found(&self) -> Option<&'static str> {
        self.mismatch.map(|mismatch| mismatch.found)
    }

    /// The line in the document, from 1; 0 if it did not come as text.
    #[must_use]
    pub fn line(&self) -> usize {
        self.source.line()
    }

    /// The column in the line, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.source.column()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.path, self.source)
    }
}

impl std::error::Error for DecodeError {}

/// Collects the path while an error travels up; costs nothing before there is one.
#[derive(Debug, Default)]
pub(super) struct Trace(RefCell<Option<Failure>>);

#[derive(Debug, Default)]
struct Failure {
    /// From the innermost outwards.
    steps: Vec<Step>,
    mismatch: Option<Mismatch>,
}

#[derive(Debug)]
enum Step {
    Property(String),
    Element(usize),
}

impl Failure {
    fn path(&self, root: &str) -> String {
        let mut path = if root.is_empty() { "body".to_owned() } else { root.to_owned() };
        for step in self.steps.iter().rev() {
            match step {
                Step::Property(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Step::Element(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

impl Trace {
    #[cold]
    pub(super) fn refuse<E: serde::de::Error>(&self, expected: &'static str, found: &'static str) -> E {
        self.fail().mismatch = Some(Mismatch { expected, found });
        E::custom(format_args!("expected {expected}, found {found}"))
    }

    #[cold]
    pub(super) fn property(&self, name: &str) {
        self.fail().steps.push(Step::Property(name.to_owned()));
    }

    #[cold]
    pub(super) fn element(&self, index: usize) {
        self.fail().steps.push(Step::Element(index));
    }

    /// The error with its path, for a deserializer that is not ours.
    #[cold]
    pub(super) fn wrap<E: serde::de::Error>(self, root: &str, error: &E) -> E {
        let failure = self.0.into_inner().unwrap_or_default();
        E::custom(format_args!("at {}: {error}", failure.path(root)))
    }

    fn fail(&self) -> std::cell::RefMut<'_, Failure> {
        std::cell::RefMut::map(self.0.borrow_mut(), Option::get_or_insert_default)
    }
}
