//! Time as the client sees it, so that waiting can be tested without waiting.

use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::future::{BoxFuture, MaybeSend, MaybeSync};

/// What time it is, and a way to wait.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// The time of day, which dates in headers are compared with.
    fn now(&self) -> SystemTime;

    /// Time since some fixed moment, which never goes backwards.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// A clock that stands still until somebody sleeps, and then is at once so much later. It keeps a list of the waits.
#[derive(Clone, Debug)]
pub struct VirtualClock {
    state: Arc<Mutex<VirtualTime>>,
}

#[derive(Debug, Default)]
struct VirtualTime {
    elapsed: Duration,
    waits: Vec<Duration>,
}

impl VirtualClock {
    /// The moment at which a virtual clock starts, in seconds since 1970: 2024-01-01 00:00:00 UTC, a Monday.
    pub const START: u64 = 1_704_067_200;

    /// A clock at [`START`](Self::START).
    #[must_use]
    pub fn new() -> Self {
        Self { state: Arc::default() }
    }

    /// The waits so far, in order.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).waits.clone()
    }

    /// Lets time pass without a wait.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.elapsed = state.elapsed.saturating_add(duration);
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(Self::START).saturating_add(self.elapsed())
    }

    fn elapsed(&self) -> Duration {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).elapsed
    }

    /// Time passes when the future is first polled, so a timer that nobody waited for leaves no trace.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::clone(&self.state);
        Box::pin(async move {
            {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                state.elapsed = state.elapsed.saturating_add(duration);
                state.waits.push(duration);
            }
            ready(()).await;
        })
    }
}

/// The clock of the machine, with timers of tokio.
#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
#[derive(Clone, Debug)]
pub struct TokioClock {
    start: std::time::Instant,
}

#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
impl TokioClock {
    /// The clock.
    #[must_use]
    pub fn new() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
