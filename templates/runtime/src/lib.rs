//! What every type and every request of this crate is built on.
//!
//! [`model`] decodes and encodes structs and enumerations from tables, [`value`] has the scalar types of the reference.

#[cfg(feature = "client")]
mod address;
#[cfg(feature = "client")]
pub mod answer;
#[cfg(feature = "client")]
pub mod batch;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "client")]
pub mod clock;
#[cfg(feature = "client")]
pub mod cloud;
#[cfg(feature = "client")]
pub mod credential;
#[cfg(feature = "client")]
pub mod download;
#[cfg(feature = "client")]
pub mod error;
#[cfg(feature = "client")]
pub mod future;
pub mod model;
#[cfg(feature = "client")]
pub mod operation;
#[cfg(feature = "client")]
pub mod paging;
#[cfg(feature = "client")]
pub mod path;
#[cfg(feature = "client")]
pub mod permission;
#[cfg(feature = "client")]
pub mod poller;
#[cfg(feature = "client")]
pub mod query;
#[cfg(feature = "client")]
pub mod request;
#[cfg(feature = "client")]
pub mod retry;
#[cfg(feature = "client")]
mod secret;
#[cfg(feature = "client")]
mod trace;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "client")]
pub mod upload;
pub mod value;
#[cfg(feature = "client")]
pub mod wire;
