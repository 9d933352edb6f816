//! The HTTP part of the runtime, over the in-memory transport and over a server on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batch;
mod errors;
mod hosts;
#[cfg(feature = "reqwest")]
mod loopback;
mod paging;
mod permissions;
mod poller;
mod requests;
mod retries;
mod support;
mod transfers;
