//! What Rust will be written: names, types, modules, features, documentation lines. After this stage nothing is decided.
//!
//! Comes in: the model. Goes out: [`Plan`], which `emit` prints without looking anything up.

mod areas;
mod arguments;
mod bodies;
mod build;
mod documentation;
mod drafts;
mod enumerations;
mod example;
mod example_fields;
mod features;
mod fit;
mod function;
mod function_names;
mod naming;
mod operations;
mod placing;
pub mod prose;
mod sample_call;
mod samples;
mod states;
mod structures;
mod tour;
mod unreplayed;
mod wording;

pub use build::{PlanOptions, plan};
pub use example::{ExamplePlan, NamedField, RequestPlan, ResponsePlan, count as examples_found};
pub use features::{RUNTIME_FEATURES, RuntimeFeature, is_runtime_feature};
pub use naming::Names;
pub use operations::{address_text, template as path_template};
pub use sample_call::{SampleCall, SampleValue};
pub use states::{NEW_MEMBER, StatePlan, StatesPlan, scalar_text, value_json};
pub use tour::{NullPlan, RefusalPlan, StopPlan, TourPlan};
pub use unreplayed::Unreplayed;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A whole crate.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The package's name.
    pub crate_name: String,
    /// The package's version.
    pub crate_version: String,
    /// One line for the manifest.
    pub description: String,
    /// The output becomes a module of another crate: its examples are shown and not compiled, since they name it as a crate.
    pub is_module: bool,
    /// Features that gate areas and versions, each with the features that it switches on.
    pub features: Vec<FeaturePlan>,
    /// Features of the default build.
    pub default_features: Vec<String>,
    /// Features that the configuration names and nothing has, each with the feature that was to switch it on.
    pub unknown_features: Vec<(String, String)>,
    /// One module for each version of the API.
    pub versions: Vec<VersionPlan>,
    /// Every name given, by identity: `type v1.0 microsoft.graph.user` to `User`.
    pub names: Arc<BTreeMap<String, String>>,
    /// Examples, each to be replayed by a test or listed with a reason.
    pub examples: Vec<ExamplePlan>,
    /// What the front page and the examples show.
    pub tour: TourPlan,
    /// Updates, each to be tested with three states of every property.
    pub states: Vec<StatesPlan>,
    /// What could not be planned as a test, with the reason.
    pub unreplayed: Vec<Unreplayed>,
    /// Sides of examples that the pages show: what is planned and what is not must add up to it.
    pub examples_found: usize,
}

/// A cargo feature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeaturePlan {
    /// The feature's name.
    pub name: String,
    /// Features that it enables.
    pub enables: Vec<String>,
    /// One line for the manifest and the front page.
    pub doc: String,
}

/// A version of the API: a module of the crate.
#[derive(Clone, Debug, Default)]
pub struct VersionPlan {
    /// Module name: `v1_0`.
    pub module: String,
    /// Name on the wire: `v1.0`.
    pub wire: String,
    /// The feature that gates it.
    pub feature: String,
    /// Types that carry several names of query options: one for each combination that occurs.
    pub query_sets: Vec<QuerySetPlan>,
    /// Namespaces below `microsoft.graph`, as modules; the main namespace is the first, with an empty module name.
    pub namespaces: Vec<NamespacePlan>,
}

impl VersionPlan {
    /// All modules in order, each with its namespace.
    pub fn modules(&self) -> impl Iterator<Item = (&NamespacePlan, &ModulePlan)> {
        self.namespaces.iter().flat_map(|namespace| {
            let modules = namespace.areas.iter().flat_map(|area| &area.modules);
            modules.map(move |module| (namespace, module))
        })
    }

    /// The query options that an operation has methods for, without the dollar sign.
    #[must_use]
    pub fn options_of(&self, operation: &OperationPlan) -> &[String] {
        let set = self.query_sets.iter().find(|set| Some(&set.name) == operation.query_set.as_ref());
        set.map(|set| set.options.as_slice()).unwrap_or_default()
    }
}

impl ModulePlan {
    /// The features any of which brings an operation of the module in.
    #[must_use]
    pub fn gate_of<'p>(&'p self, operation: &'p OperationPlan) -> &'p [String] {
        if operation.features.is_empty() { &self.features } else { &operation.features }
    }
}

impl NamespacePlan {
    /// The path below the version module of what has a name in the namespace.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        if self.module.is_empty() { name.to_owned() } else { format!("{}::{name}", self.module) }
    }
}

/// A namespace of a version.
#[derive(Clone, Debug, Default)]
pub struct NamespacePlan {
    /// Module name; empty for the main namespace.
    pub module: String,
    /// Folders of the namespace, each a private module whose items are re-exported.
    pub areas: Vec<AreaPlan>,
}

/// A folder of modules.
#[derive(Clone, Debug, Default)]
pub struct AreaPlan {
    /// Module and folder name.
    pub module: String,
    /// The modules.
    pub modules: Vec<ModulePlan>,
}

/// One file: a type, what belongs to it, and the operations on it.
#[derive(Clone, Debug, Default)]
pub struct ModulePlan {
    /// Module and file name.
    pub module: String,
    /// The name before an asked rename, which still works.
    pub former: Option<String>,
    /// Lines of the module's documentation.
    pub doc: Vec<String>,
    /// Pages that it is made from, as paths from the docs root.
    pub pages: Vec<String>,
    /// Features any of which brings the module in; empty when it is always there.
    pub features: Vec<String>,
    /// Structs.
    pub structs: Vec<StructPlan>,
    /// Enumerations.
    pub enums: Vec<EnumPlan>,
    /// Functions.
    pub operations: Vec<OperationPlan>,
}

/// The Rust type of one value, without `Option` and `Vec`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueType {
    /// A scalar of the runtime or of Rust.
    Scalar(Scalar),
    /// A struct of the crate: its path below the version module (`SiteProtectionUnit`, `call_records::Session`).
    Struct(String),
    /// An enumeration of the crate, likewise.
    Enum(String),
    /// Several members of an enumeration at once, likewise.
    Flags(String),
}

/// Scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `u8`
    U8,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`, also as a JSON string
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// A decimal number as its text.
    Decimal,
    /// A GUID.
    Guid,
    /// A date, time and offset.
    DateTimeOffset,
    /// A date.
    Date,
    /// A time of day.
    TimeOfDay,
    /// A duration.
    Duration,
    /// Bytes as base64 text.
    Binary,
    /// A stream property: in JSON it carries what `Binary` does.
    Stream,
    /// Any JSON value.
    Json,
}

/// The type of a field or argument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldType {
    /// One value.
    pub value: ValueType,
    /// A `Vec` of them.
    pub collection: bool,
}

/// A struct.
#[derive(Clone, Debug, Default)]
pub struct StructPlan {
    /// The Rust name.
    pub name: String,
    /// The name before an asked rename, which still works.
    pub former: Option<String>,
    /// The name on the wire: `microsoft.graph.user`; empty for the body of an action.
    pub wire: String,
    /// Documentation.
    pub doc: Vec<String>,
    /// Features any of which brings the struct in; empty when it is there with its module.
    pub features: Vec<String>,
    /// The fields, in page order.
    pub fields: Vec<FieldPlan>,
    /// The wire name of the base type.
    pub base: Option<String>,
    /// Types derived from it, directly or not, in order of their wire names.
    pub derived: Vec<DerivedPlan>,
    /// Indices of the fields that `new` takes as arguments; `None` where there is no `new`.
    pub required: Option<Vec<usize>>,
    /// Why it is deprecated.
    pub deprecated: Option<String>,
}

/// A type derived from a struct's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedPlan {
    /// The variant of the derived enum.
    pub variant: String,
    /// Path of the derived struct below the version module.
    pub path: String,
    /// The name on the wire.
    pub wire: String,
    /// Features any of which brings the variant in.
    pub features: Vec<String>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// The Rust name.
    pub name: String,
    /// The name on the wire.
    pub wire: String,
    /// The type.
    pub ty: FieldType,
    /// Documentation.
    pub doc: Vec<String>,
    /// Not sent in requests.
    pub read_only: bool,
    /// The key of the entity.
    pub key: bool,
    /// A relationship.
    pub navigation: bool,
    /// Said to be deprecated.
    pub deprecated: bool,
    /// The setter's name: `with_display_name`; none for what no request sends.
    pub setter: Option<String>,
    /// The setter of the field's name before an asked rename, which still works.
    pub former_setter: Option<String>,
}

/// An open enumeration.
#[derive(Clone, Debug, Default)]
pub struct EnumPlan {
    /// The Rust name.
    pub name: String,
    /// The name before an asked rename, which still works.
    pub former: Option<String>,
    /// The name on the wire.
    pub wire: String,
    /// Several members at once.
    pub flags: bool,
    /// Documentation.
    pub doc: Vec<String>,
    /// Features any of which brings it in; empty when it is there with its module.
    pub features: Vec<String>,
    /// The members, in page order.
    pub variants: Vec<VariantPlan>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Default)]
pub struct VariantPlan {
    /// The Rust name.
    pub name: String,
    /// The name before an asked rename, which still works.
    pub former: Option<String>,
    /// The text on the wire.
    pub wire: String,
    /// The number.
    pub value: Option<i64>,
    /// Documentation.
    pub doc: Vec<String>,
}

/// A set of OData query options that some operation documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuerySetPlan {
    /// The type's name: `FilterSelectTop`.
    pub name: String,
    /// The options without the dollar sign: `filter`.
    pub options: Vec<String>,
}

/// A function and the data of its operation.
#[derive(Clone, Debug, Default)]
pub struct OperationPlan {
    /// The number of the operation among those of its version in the model.
    pub source: usize,
    /// The function's name.
    pub name: String,
    /// The name before an asked rename, which still works.
    pub former: Option<String>,
    /// The constant that holds the operation's data.
    pub constant: String,
    /// `module::function`, as it stands in errors.
    pub label: String,
    /// `GET`
    pub method: String,
    /// The path template with `{}` for each argument.
    pub path: String,
    /// Other documented templates of the same resource.
    pub aliases: Vec<String>,
    /// One of the aliases is the same path below `/me`: the first argument may be `Me`.
    pub me_path: Option<String>,
    /// The version on the wire.
    pub version: String,
    /// The page's address for readers.
    pub page_url: String,
    /// Documentation.
    pub doc: Vec<String>,
    /// Features any of which brings it in; empty when it is there with its module.
    pub features: Vec<String>,
    /// Arguments of the path, in order.
    pub arguments: Vec<ArgumentPlan>,
    /// Query parameters that are required, as further arguments.
    pub required_query: Vec<ArgumentPlan>,
    /// The body argument.
    pub body: BodyPlan,
    /// A documented request sends no body: the argument is an `Option`.
    pub optional_body: bool,
    /// Media types that the body may be sent as in place of the JSON of its struct.
    pub body_alternatives: Vec<String>,
    /// Read-only properties that documented requests of this operation send all the same.
    pub sends_read_only: Vec<String>,
    /// The answer's type.
    pub answer: AnswerPlan,
    /// A success without a body is documented beside one with a body.
    pub optional_answer: bool,
    /// The query set's name, where options are documented.
    pub query_set: Option<String>,
    /// An answer with 202 and a monitor address.
    pub long_running: bool,
    /// A POST that may be sent again.
    pub idempotent: bool,
    /// Permissions.
    pub permissions: Vec<PermissionPlan>,
    /// Why it is deprecated.
    pub deprecated: Option<String>,
    /// The call that readers are shown.
    pub sample: SampleCall,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub struct ArgumentPlan {
    /// The Rust name.
    pub name: String,
    /// The name on the wire.
    pub wire: String,
    /// The placeholder as written.
    pub written: String,
    /// How it is encoded.
    pub encoding: ArgumentEncoding,
    /// What the page says of it.
    pub doc: String,
}

/// How an argument enters the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArgumentEncoding {
    /// One path segment.
    Segment,
    /// A path that may hold slashes.
    Path,
    /// A string literal of OData, in quotes.
    Quoted,
    /// A literal of OData without quotes.
    Literal,
    /// A user's id, or `me`.
    User,
    /// A value of the query string.
    Query,
}

/// The body argument of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BodyPlan {
    /// None.
    #[default]
    None,
    /// A struct of the crate, by path below the version module.
    Struct(String),
    /// Several of them.
    Structs(String),
    /// Any JSON.
    Json,
    /// Bytes with a content type.
    Bytes(String),
}

/// The type of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AnswerPlan {
    /// Nothing.
    #[default]
    None,
    /// One value.
    Value(FieldType),
    /// `{"value": ...}`
    Wrapped(FieldType),
    /// A page of a collection.
    Collection(ValueType),
    /// Bytes.
    Bytes,
    /// Any JSON.
    Json,
}

/// How an answer is wrapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerShape {
    /// JSON of the answer's type.
    #[default]
    Json,
    /// JSON or nothing.
    Optional,
    /// A 202 with the address of a monitor, and JSON or nothing.
    Accepted,
    /// Nothing.
    Nothing,
    /// Bytes.
    Bytes,
}

impl OperationPlan {
    /// How the answer is wrapped.
    #[must_use]
    pub fn shape(&self) -> AnswerShape {
        match (&self.answer, self.long_running, self.optional_answer) {
            (_, true, _) => AnswerShape::Accepted,
            (AnswerPlan::None, ..) => AnswerShape::Nothing,
            (AnswerPlan::Bytes, ..) => AnswerShape::Bytes,
            (_, _, true) => AnswerShape::Optional,
            _ => AnswerShape::Json,
        }
    }
}

/// Permissions of one kind of caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionPlan {
    /// `DelegatedWork`, `DelegatedPersonal`, `Application`
    pub caller: String,
    /// What the set applies to where the page splits its table: a resource or workload.
    pub scope: Option<String>,
    /// Alternatives from least to most privileged; all of one alternative are needed together. Empty where the page says
    /// that the caller is not supported.
    pub alternatives: Vec<Vec<String>>,
    /// How many alternatives, from the front, are marked as least privileged.
    pub least: usize,
}
