//! When a request is sent again, and how long to wait before.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// How often and how patiently requests are sent again.
///
/// Sent again is what the service refused for now (`429`, `503`, `504`), and what got no answer if nothing was sent or twice
/// does what once does. A request that is not idempotent is sent again only where it cannot have been done: no connection, or
/// `429` and `503` with a `Retry-After`. A `Retry-After` is obeyed to the letter; one above
/// [`longest_wait`](Self::longest_wait) ends the retries at once, since asking earlier would be refused again.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    tries: u32,
    base: Duration,
    cap: Duration,
    longest_wait: Duration,
    jitter: Jitter,
    budget: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Jitter {
    Random,
    Seeded(u64),
    None,
}

/// What one retry takes out of the budget, and what one success puts back.
const PRICE: u32 = 5;

impl Default for RetryPolicy {
    /// Four tries; back-off from half a second, doubled each time up to 30 seconds, with jitter; waits of up to three minutes
    /// if the service asks for them; a budget of 100 retries in a row for all requests of the client.
    fn default() -> Self {
        Self {
            tries: 4,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(30),
            longest_wait: Duration::from_mins(3),
            jitter: Jitter::Random,
            budget: 100,
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    #[must_use]
    pub fn never() -> Self {
        Self { tries: 1, ..Self::default() }
    }

    /// How often a request is sent at most, the first time included.
    #[must_use]
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// The first wait where the service names none, and the longest: each is twice the one before.
    #[must_use]
    pub fn back_off(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// The longest wait that the service may ask for.
    #[must_use]
    pub fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Waits without a random part.
    #[must_use]
    pub fn without_jitter(mut self) -> Self {
        self.jitter = Jitter::None;
        self
    }

    /// Waits whose random part is the same in each run.
    #[must_use]
    pub fn seeded_jitter(mut self, seed: u64) -> Self {
        self.jitter = Jitter::Seeded(seed);
        self
    }

    /// How many retries all requests of a client may make before successes pay for more. Waits that the service asked for
    /// are free.
    #[must_use]
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }
}

/// What one try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// An answer.
    Status(u16),
    /// The service has not seen the request.
    NotSent,
    /// The service may have seen the request.
    Lost,
}

/// The policy at work: shared by all requests of a client.
pub(super) struct Retrier {
    policy: RetryPolicy,
    state: Mutex<State>,
}

struct State {
    tokens: u32,
    random: fastrand::Rng,
}

impl Retrier {
    pub(super) fn new(policy: RetryPolicy) -> Self {
        let random = match policy.jitter {
            Jitter::Seeded(seed) => fastrand::Rng::with_seed(seed),
            _ => fastrand::Rng::new(),
        };
        let state = State { tokens: policy.budget.saturating_mul(PRICE), random };
        Self { policy, state: Mutex::new(state) }
    }

    /// A success pays for a fifth of a retry.
    pub(super) fn succeeded(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tokens = state.tokens.saturating_add(1).min(self.policy.budget.saturating_mul(PRICE));
    }

    /// How long to wait before the next try; `None` if there shall be none.
    pub(super) fn wait(&self, tries: u32, idempotent: bool, outcome: Outcome, asked: Option<Duration>) -> Option<Duration> {
        if tries >= self.policy.tries {
            return None;
        }
        let again = match outcome {
            Outcome::Status(429 | 503) => idempotent || asked.is_some(),
            Outcome::Status(504) | Outcome::Lost => idempotent,
            Outcome::Status(_) => false,
            Outcome::NotSent => true,
        };
        if !again {
            return None;
        }
        if let Some(asked) = asked {
            return Some(asked).filter(|asked| *asked <= self.policy.longest_wait);
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tokens = state.tokens.checked_sub(PRICE)?;
        let doubled = self.policy.base.saturating_mul(1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX));
        let ceiling = doubled.min(self.policy.cap);
        // Half of the wait is certain, half is chance: clients drift apart, and none comes back at once.
        Some(match self.policy.jitter {
            Jitter::None => ceiling,
            _ => ceiling.mul_f64(0.5 + state.random.f64() / 2.0),
        })
    }
}

/// The wait that the headers ask for: `Retry-After` in seconds or as a date, or its variants in milliseconds.
///
/// Negative numbers, dates that have passed and what is neither are no wait that anyone asked for.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let milliseconds = text("retry-after-ms").or_else(|| text("x-ms-retry-after-ms"));
    if let Some(wait) = milliseconds.and_then(|text| text.parse().ok()) {
        return Some(Duration::from_millis(wait));
    }
    parse_retry_after(text("retry-after")?, now)
}

/// A `Retry-After` value: seconds, with decimals from some proxies, or an HTTP date.
pub(super) fn parse_retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // More digits than fit are a very long wait, not none.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return text.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    }
    httpdate::parse_http_date(text).ok()?.duration_since(now).ok()
}
