//! What all pages say together: versions, types, enumerations, operations, examples. No Rust names, no open links.
//!
//! The model is complete enough that exports and API diffs need no page. `export ir` writes it as JSON; the field
//! names here are the field names there.

mod display;
mod operation;
mod place;
mod structure;

pub use operation::{
    Address, Answer, AnswerContent, Body, BodyContent, Example, ExampleContent, ExampleSide, HeaderParameter, Operation,
    Parameter, ParameterKind, Permission, PermissionSet, QueryOption, QueryOptionSupport, Segment, Target, TargetRole, Unplaced,
};
pub use place::{Claim, Evidence, FileRecord, PageOutcome, PageRecord, Place};
pub use structure::{Enumeration, Member, Property, PropertyKind, QualifiedName, StructuredType, TypeKind, TypeRef};

pub use crate::page::Primitive;

use serde::{Deserialize, Serialize};

/// The number of the IR's shape; raised when a reader of the JSON would have to change.
pub const IR_VERSION: u32 = 1;

/// Everything that the pages document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Api {
    /// [`IR_VERSION`]
    pub ir_version: u32,
    /// The files that places refer to by number, in path order.
    pub files: Vec<FileRecord>,
    /// The versions of the API, by name.
    pub versions: Vec<ApiVersion>,
}

/// One version of the API: `v1.0` or `beta`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ApiVersion {
    /// `v1.0`
    pub version: String,
    /// What became of each page, in path order.
    pub pages: Vec<PageRecord>,
    /// Entity and complex types, by qualified name.
    pub types: Vec<StructuredType>,
    /// Enumerations, by qualified name.
    pub enumerations: Vec<Enumeration>,
    /// Operations, by path and method.
    pub operations: Vec<Operation>,
}

impl ApiVersion {
    /// The structured type of a name.
    #[must_use]
    pub fn structured(&self, name: &QualifiedName) -> Option<&StructuredType> {
        self.types.binary_search_by(|probe| probe.name.cmp(name)).ok().map(|index| &self.types[index])
    }

    /// The enumeration of a name.
    #[must_use]
    pub fn enumeration(&self, name: &QualifiedName) -> Option<&Enumeration> {
        self.enumerations.binary_search_by(|probe| probe.name.cmp(name)).ok().map(|index| &self.enumerations[index])
    }
}
