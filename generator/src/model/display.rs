//! The model in words, as `docwright show` prints it.

use std::fmt;

use super::operation::{AnswerContent, BodyContent, Target, TargetRole};
use super::place::{Evidence, PageOutcome};

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Erratum => "an erratum",
            Self::Annotation => "the annotation of a block",
            Self::Table => "a table",
            Self::Link => "a link",
            Self::InlineValues => "listed values",
            Self::Prose => "a sentence",
            Self::JsonRepresentation => "the JSON representation",
            Self::Example => "an example",
            Self::Path => "the request line",
            Self::Title => "the title",
            Self::NameLookup => "a name without a link",
            Self::Inferred => "a guess",
        })
    }
}

impl fmt::Display for PageOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Planned => f.write_str("planned"),
            Self::Skipped(code) => write!(f, "skipped: {code}"),
        }
    }
}

impl fmt::Display for TargetRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Resource => "resource",
            Self::Property => "property",
            Self::Reference => "references",
            Self::Value => "raw value",
            Self::Count => "count",
            Self::Action => "action",
            Self::Function => "function",
        })
    }
}

/// `resource siteProtectionUnits: microsoft.graph.siteProtectionUnit`
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.role)?;
        if !self.member.is_empty() {
            write!(f, " {}", self.member)?;
        }
        match &self.parent {
            Some(parent) if self.parent_collection => write!(f, " of Collection({parent})")?,
            Some(parent) => write!(f, " of {parent}")?,
            None => {}
        }
        match &self.item {
            Some(item) if self.collection => write!(f, ": Collection({item})")?,
            Some(item) => write!(f, ": {item}")?,
            None => {}
        }
        match &self.cast {
            Some(cast) => write!(f, ", cast to {cast}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for BodyContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resource(ty) => write!(f, "{ty}"),
            Self::Parameters => f.write_str("an object of these members"),
            Self::Bytes(types) if types.is_empty() => f.write_str("bytes"),
            Self::Bytes(types) => f.write_str(&types.join(" or ")),
            Self::Json => f.write_str("JSON of a shape that is not documented"),
        }
    }
}

impl fmt::Display for AnswerContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("without a body"),
            Self::Value(ty) => write!(f, "{ty}"),
            Self::Wrapped(ty) => write!(f, "{ty}, as the member `value`"),
            Self::Collection(ty) => write!(f, "pages of {ty}"),
            Self::Bytes => f.write_str("bytes"),
            Self::Error => f.write_str("an error"),
            Self::Json => f.write_str("JSON of a shape that is not documented"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::structure::QualifiedName;
    use super::*;

    #[test]
    fn a_target_says_what_stands_at_the_address() {
        let name = |name: &str| Some(QualifiedName(name.to_owned()));
        let mut target =
            Target { member: "sendMail".to_owned(), role: TargetRole::Action, parent: name("a.user"), ..Target::default() };
        assert_eq!(target.to_string(), "action sendMail of a.user");
        target = Target { parent_collection: true, item: name("a.mail"), collection: true, cast: name("a.draft"), ..target };
        assert_eq!(target.to_string(), "action sendMail of Collection(a.user): Collection(a.mail), cast to a.draft");
        assert_eq!(Target::default().to_string(), "resource");
    }
}
