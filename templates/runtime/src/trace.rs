//! What a request tells `tracing`: a span for each, an event for each try and each wait. Nothing without the feature.

use std::time::Duration;

use super::request::RequestParts;

#[cfg(feature = "tracing")]
mod on {
    use super::{Duration, RequestParts};
    use tracing::Instrument as _;

    /// Runs a request inside its span, which has the operation and the identifier, and nothing that was sent.
    pub(in super::super) fn within<F: Future>(
        parts: &RequestParts,
        client_request_id: &str,
        work: F,
    ) -> impl Future<Output = F::Output> {
        let operation = parts.operation();
        let method = parts.method().as_str();
        let span =
            tracing::debug_span!("request", operation = operation.name(), method, path = operation.path(), client_request_id);
        work.instrument(span)
    }

    /// One try has ended: with a status, or without an answer.
    pub(in super::super) fn tried(tries: u32, status: Option<u16>, request_id: Option<&str>) {
        tracing::debug!(tries, status, request_id, "tried");
    }

    /// The request will be sent again.
    pub(in super::super) fn waits(tries: u32, wait: Duration) {
        tracing::info!(tries, milliseconds = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), "waits to try again");
    }
}

#[cfg(not(feature = "tracing"))]
mod on {
    use super::{Duration, RequestParts};

    pub(in super::super) fn within<F: Future>(_: &RequestParts, _: &str, work: F) -> F {
        work
    }

    pub(in super::super) fn tried(_: u32, _: Option<u16>, _: Option<&str>) {}

    pub(in super::super) fn waits(_: u32, _: Duration) {}
}

pub(super) use on::{tried, waits, within};
