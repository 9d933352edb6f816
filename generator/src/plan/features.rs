//! Features that every generated crate has, beside those of its areas and versions.

/// The feature of the transport that the default build has.
pub(super) const TRANSPORT: &str = "reqwest";

/// A feature that the runtime brings (`templates/runtime/Cargo.toml`).
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFeature {
    /// `reqwest`
    pub name: &'static str,
    /// One line for users.
    pub doc: &'static str,
}

/// All of them, in the order in which users read of them.
pub const RUNTIME_FEATURES: &[RuntimeFeature] = &[
    RuntimeFeature { name: "client", doc: "requests and the client, without a transport" },
    RuntimeFeature { name: TRANSPORT, doc: "the default transport, over TLS with rustls and `aws-lc-rs`" },
    RuntimeFeature {
        name: "reqwest-no-provider",
        doc: "the same, with the cryptography that the application installs in rustls (`ring`, say)",
    },
    RuntimeFeature { name: "azure-identity", doc: "credentials of the `azure_identity` crate" },
    RuntimeFeature { name: "tracing", doc: "a span for each request, an event for each try and each wait" },
];

/// Whether every generated crate has a feature of this name.
#[must_use]
pub fn is_runtime_feature(name: &str) -> bool {
    RUNTIME_FEATURES.iter().any(|feature| feature.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_is_that_of_the_runtimes_manifest() {
        let manifest = include_str!("../../../templates/runtime/Cargo.toml");
        let table = manifest.split("[features]\n").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
        let written = table.lines().filter_map(|line| line.split_once(" = [")).map(|(name, _)| name);
        let written: BTreeSet<&str> = written.filter(|name| *name != "default").collect();
        assert_eq!(RUNTIME_FEATURES.iter().map(|feature| feature.name).collect::<BTreeSet<_>>(), written);
    }
}
