//! Entity types, complex types, enumerations and their members.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::place::{Claim, Evidence, Place};
use crate::page::Primitive;

/// A type's name with its namespace: `microsoft.graph.user`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QualifiedName(pub String);

impl QualifiedName {
    /// A name in a namespace.
    #[must_use]
    pub fn new(namespace: &str, name: &str) -> Self {
        Self(format!("{namespace}.{name}"))
    }

    /// The part behind the last dot.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }

    /// The part before the last dot.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0.rfind('.').map_or("", |dot| &self.0[..dot])
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeRef {
    /// What one value is.
    pub kind: TypeKind,
    /// Several of them, in an array.
    pub collection: bool,
}

/// What one value is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TypeKind {
    /// An OData primitive.
    Primitive(Primitive),
    /// A structured type of this version.
    Structured(QualifiedName),
    /// An enumeration of this version.
    Enumeration(QualifiedName),
    /// A name that no page documents: any JSON value, with the name kept.
    Unknown(String),
}

impl TypeKind {
    /// The name in full: `Edm.String`, `microsoft.graph.user`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Primitive(primitive) => primitive.edm_name(),
            Self::Structured(name) | Self::Enumeration(name) => &name.0,
            Self::Unknown(name) => name,
        }
    }

    /// The structured type or enumeration that it names.
    #[must_use]
    pub fn declared(&self) -> Option<&QualifiedName> {
        match self {
            Self::Structured(name) | Self::Enumeration(name) => Some(name),
            Self::Primitive(_) | Self::Unknown(_) => None,
        }
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.collection { write!(f, "Collection({})", self.kind.name()) } else { f.write_str(self.kind.name()) }
    }
}

/// An entity type or complex type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StructuredType {
    /// The name.
    pub name: QualifiedName,
    /// The direct base type.
    pub base: Option<QualifiedName>,
    /// The name of the key property, own or inherited; a type with a key is an entity type.
    pub key: Option<String>,
    /// No value is of this very type.
    pub is_abstract: bool,
    /// Values may have properties that no page names (CSDL 4.01, section 6.3).
    pub open: bool,
    /// The introduction of the page, as Markdown.
    pub description: String,
    /// Own and inherited properties and relationships: inherited first as their declaring types order them is not
    /// promised; the order is the page's.
    pub properties: Vec<Property>,
    /// The sentence that says it is deprecated.
    pub deprecated: Option<String>,
    /// Every place that declares it, the main one first; empty for a type that other pages only mention.
    pub declared_at: Vec<Place>,
    /// Why it came out so.
    pub claims: Vec<Claim>,
}

/// A structural property or a relationship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// The name on the wire.
    pub name: String,
    /// Structural or navigation.
    pub kind: PropertyKind,
    /// The type.
    pub ty: TypeRef,
    /// What the type was read from.
    pub ty_evidence: Evidence,
    /// The type that declares it: the type itself or one of its bases.
    pub declared_in: QualifiedName,
    /// The description, as Markdown.
    pub description: String,
    /// Said to be required, or optional.
    pub required: Option<bool>,
    /// Said to be nullable, or not.
    pub nullable: Option<bool>,
    /// "Read-only."
    pub read_only: bool,
    /// "Write-only."
    pub write_only: bool,
    /// Returned only when selected.
    pub only_on_select: bool,
    /// The literal of the default.
    pub default: Option<String>,
    /// Query options that the property supports, with operators: `("$filter", ["eq", "ne"])`.
    pub query_support: Vec<(String, Vec<String>)>,
    /// Said to be deprecated.
    pub deprecated: bool,
    /// Every row that documents it on pages of this type; empty where only JSON shows it.
    pub rows: Vec<Place>,
    /// JSON of a page of the declaring type shows it.
    #[serde(default)]
    pub in_json: bool,
    /// Why it came out so.
    pub claims: Vec<Claim>,
}

/// Structural or navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PropertyKind {
    /// A value of the type itself.
    Structural,
    /// A relationship to another entity.
    Navigation,
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Enumeration {
    /// The name.
    pub name: QualifiedName,
    /// Several members may be given at once, separated by commas (CSDL 4.01, section 8.2).
    pub flags: bool,
    /// The description, as Markdown.
    pub description: String,
    /// The members, in page order.
    pub members: Vec<Member>,
    /// No page documents it by name: made from the values that a property's text lists.
    pub inferred: bool,
    /// Every place that declares it.
    pub declared_at: Vec<Place>,
    /// Why it came out so.
    pub claims: Vec<Claim>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The text on the wire.
    pub name: String,
    /// The number, where the page gives one.
    pub value: Option<i64>,
    /// The description, as Markdown.
    pub description: String,
    /// Every row that documents it.
    pub at: Vec<Place>,
}
