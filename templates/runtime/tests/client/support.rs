//! What all tests of the client share: operations, a model, a client over a script.

use std::future::Future;
use std::time::{Duration, SystemTime};

use docwright_runtime as runtime;
use docwright_runtime::client::{Client, ClientBuilder};
use docwright_runtime::clock::Clock;
use docwright_runtime::future::BoxFuture;
use docwright_runtime::model::Extra;
use docwright_runtime::operation::Operation;
use docwright_runtime::retry::RetryPolicy;
use docwright_runtime::transport::MemoryTransport;

/// Where the client of the tests believes the service to be.
pub(crate) const BASE: &str = "https://graph.microsoft.com";

/// An operation to make others from.
pub(crate) static PLAIN: Operation =
    Operation { text: "thing::act\nGET v1.0 /things/{}\npage https://example.com/thing\nidempotent" };

/// Reads.
pub(crate) static READ: Operation =
    Operation { text: "thing::read\nGET v1.0 /things\npage https://example.com/thing\nidempotent" };
/// Changes, and must not be done twice.
pub(crate) static CHANGE: Operation = Operation { text: "thing::change\nPOST v1.0 /things\npage https://example.com/thing" };

/// A builder with a token, and with waits that are the same in each run.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().token("SECRET-TOKEN").retry(RetryPolicy::default().without_jitter())
}

/// A client over a script.
pub(crate) fn client(transport: &MemoryTransport) -> Client {
    builder().transport(transport.clone()).build().unwrap()
}

/// Runs a future to its end.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A model, in the form that the generator prints.
pub(crate) struct Thing {
    /// A text.
    pub(crate) id: Option<String>,
    /// A truth value.
    pub(crate) done: Option<bool>,
    /// The rest.
    pub(crate) extra: Extra,
}

super::implement::model! {
    Thing "microsoft.graph.thing", key None, read_only [];
    id "id" text,
    done "done" bool,
}

/// A clock on which no time passes at all.
pub(crate) struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}
