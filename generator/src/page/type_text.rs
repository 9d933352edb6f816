//! What type cells say.

use crate::source::Spanned;

/// A type cell: its words and the reading of them.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeText {
    /// The cell as Markdown.
    pub text: Spanned<String>,
    /// A collection, whatever spelling.
    pub collection: bool,
    /// The type or types that the cell names; more than one for "A or B".
    pub names: Vec<TypeWord>,
}

/// One name in a type cell.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeWord {
    /// An OData primitive, whatever spelling.
    Primitive(Primitive),
    /// A name, with the target of its link where there is one.
    Named {
        /// The visible name, namespace included if written.
        name: String,
        /// The target of its link.
        link: Option<String>,
    },
    /// `None`, `None.`
    Nothing,
    /// Prose that names no type.
    Prose,
}

/// The primitive types of OData (CSDL 4.01, section 3.3), and `Json` for "Json", "object": any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Primitive {
    /// `Edm.String`
    String,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`
    Byte,
    /// `Edm.SByte`
    SByte,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.Single`
    Single,
    /// `Edm.Double`
    Double,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Guid`
    Guid,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Date`
    Date,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Binary`
    Binary,
    /// `Edm.Stream`
    Stream,
    /// Any JSON value.
    Json,
}

impl Primitive {
    /// The name in the service metadata: `Edm.String`; `Edm.Untyped` for any value (CSDL 4.01, section 4.3).
    #[must_use]
    pub fn edm_name(self) -> &'static str {
        match self {
            Self::String => "Edm.String",
            Self::Boolean => "Edm.Boolean",
            Self::Byte => "Edm.Byte",
            Self::SByte => "Edm.SByte",
            Self::Int16 => "Edm.Int16",
            Self::Int32 => "Edm.Int32",
            Self::Int64 => "Edm.Int64",
            Self::Single => "Edm.Single",
            Self::Double => "Edm.Double",
            Self::Decimal => "Edm.Decimal",
            Self::Guid => "Edm.Guid",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Date => "Edm.Date",
            Self::TimeOfDay => "Edm.TimeOfDay",
            Self::Duration => "Edm.Duration",
            Self::Binary => "Edm.Binary",
            Self::Stream => "Edm.Stream",
            Self::Json => "Edm.Untyped",
        }
    }
}
