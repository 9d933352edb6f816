//! The service metadata of both sides (CSDL 4.01, XML): what the service itself says, where pages cannot decide.

mod csdl;
mod settle;
mod walk;

use std::collections::BTreeMap;
use std::fmt;

pub use csdl::read;
pub(super) use settle::settle;

/// The service metadata of both sides of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataPair {
    /// The version of the API that it describes.
    pub version: String,
    /// Of the base.
    pub base: Metadata,
    /// Of the revision.
    pub revision: Metadata,
}

/// What the metadata of one version of the service says. Names are looked up without regard to case, because pages get
/// case wrong and services do not change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Entity and complex types, by qualified name in lower case.
    types: BTreeMap<String, CsdlType>,
    /// The types that derive directly from a type, by its qualified name in lower case.
    derived: BTreeMap<String, Vec<String>>,
    /// Enumerations, by qualified name in lower case.
    enumerations: BTreeMap<String, BTreeMap<String, CsdlMember>>,
    /// Actions and functions, by name in lower case.
    calls: BTreeMap<String, Vec<CsdlCall>>,
    /// Entity sets: true for many; singletons: false; and their types.
    roots: BTreeMap<String, (String, bool)>,
    /// Actions and functions that are called at the root, and their names.
    imports: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CsdlType {
    /// With its case.
    name: String,
    base: Option<String>,
    has_stream: bool,
    open: bool,
    properties: BTreeMap<String, CsdlProperty>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CsdlProperty {
    /// With its case.
    name: String,
    ty: CsdlTypeRef,
    nullable: bool,
    navigation: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct CsdlTypeRef {
    /// Qualified, in lower case.
    name: String,
    collection: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CsdlMember {
    /// With its case.
    name: String,
    value: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CsdlCall {
    /// What it is called on, where it is bound.
    binding: Option<CsdlTypeRef>,
    parameters: BTreeMap<String, CsdlProperty>,
    returns: Option<CsdlTypeRef>,
}

/// Why metadata could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataError {
    /// What is wrong.
    pub message: String,
    /// At which byte.
    pub position: u64,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the metadata is not CSDL: {} at byte {}", self.message, self.position)
    }
}

impl std::error::Error for MetadataError {}

impl Metadata {
    /// The type of a qualified name; a short name finds it where only one namespace has it.
    fn find<'m, T>(map: &'m BTreeMap<String, T>, name: &str) -> Option<&'m T> {
        let wanted = name.to_lowercase();
        if let Some(found) = map.get(&wanted) {
            return Some(found);
        }
        let short = wanted.rsplit('.').next().unwrap_or(&wanted);
        let mut named = map.iter().filter(|(known, _)| known.rsplit('.').next() == Some(short)).map(|(_, found)| found);
        let first = named.next()?;
        named.next().is_none().then_some(first)
    }

    fn ty(&self, name: &str) -> Option<&CsdlType> {
        Self::find(&self.types, name)
    }

    fn enumeration(&self, name: &str) -> Option<&BTreeMap<String, CsdlMember>> {
        Self::find(&self.enumerations, name)
    }

    /// A property of a type or of one of its bases.
    fn property(&self, owner: &str, name: &str) -> Option<&CsdlProperty> {
        let mut current = self.ty(owner)?;
        let wanted = name.to_lowercase();
        for _ in 0..32 {
            if let Some(property) = current.properties.get(&wanted) {
                return Some(property);
            }
            current = self.types.get(current.base.as_ref()?)?;
        }
        None
    }

    /// The type and its bases, in lower case.
    fn lineage(&self, name: &str) -> Vec<String> {
        let mut out = vec![name.to_owned()];
        let mut current = self.types.get(name);
        while let Some(base) = current.and_then(|ty| ty.base.clone()) {
            if out.contains(&base) || out.len() > 32 {
                break;
            }
            current = self.types.get(&base);
            out.push(base);
        }
        out
    }
}
