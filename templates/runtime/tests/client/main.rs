//! The HTTP part of the runtime, over the in-memory transport and over a server on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[cfg(feature = "azure-identity")]
mod azure;
mod batch;
mod errors;
#[cfg(feature = "reqwest")]
mod hostile;
mod hosts;
// The macro by which generated code makes models; a crate keeps it to itself, so that it is taken from its file.
#[path = "../../src/model/implement.rs"]
mod implement;
#[cfg(feature = "reqwest-no-provider")]
mod loopback;
mod paging;
mod permissions;
mod poller;
mod requests;
mod retries;
#[cfg(feature = "reqwest-no-provider")]
mod server;
#[cfg(feature = "reqwest-no-provider")]
mod socket;
mod support;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "tracing")]
mod traces;
mod transfers;
