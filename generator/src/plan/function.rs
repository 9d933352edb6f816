//! The functions of a version with where they stand: what the tests and examples of a crate call.

use super::{ModulePlan, NamespacePlan, OperationPlan, VersionPlan};

/// The function of an operation.
#[derive(Clone, Copy)]
pub(super) struct Function<'p> {
    pub(super) version: &'p VersionPlan,
    pub(super) namespace: &'p NamespacePlan,
    pub(super) module: &'p ModulePlan,
    pub(super) operation: &'p OperationPlan,
}

impl<'p> Function<'p> {
    /// The path of its module below the version's: `user`, `call_records::session`.
    pub(super) fn module_path(&self) -> String {
        self.namespace.path(&self.module.module)
    }

    /// Its own path below the version's module: `user::get`.
    pub(super) fn path(&self) -> String {
        self.namespace.path(&format!("{}::{}", self.module.module, self.operation.name))
    }

    /// The features any of which brings it in.
    pub(super) fn features(&self) -> &'p [String] {
        self.module.gate_of(self.operation)
    }

    /// The query options that it has methods for, without the dollar sign.
    pub(super) fn options(&self) -> &'p [String] {
        self.version.options_of(self.operation)
    }
}

impl VersionPlan {
    /// The functions of all operations, in order.
    pub(super) fn functions(&self) -> impl Iterator<Item = Function<'_>> {
        self.modules().flat_map(move |(namespace, module)| {
            module.operations.iter().map(move |operation| Function { version: self, namespace, module, operation })
        })
    }
}
