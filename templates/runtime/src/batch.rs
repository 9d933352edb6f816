//! Many requests in few: `$batch`.
//!
//! Any requests can be added, as many as there are; they go out in calls of twenty, in order. What the service throttles is
//! sent again, alone, after the longest wait that it asked for.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::answer::{Answer, RawAnswer};
use super::client::{self, Client};
use super::error::{Error, ErrorKind};
use super::request::{Request, RequestParts};
use super::retry::{self, Outcome};

mod wire;

/// The most requests that the service takes in one call.
pub const LARGEST_CALL: usize = 20;

/// Requests to be sent together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    parts: RequestParts,
    after: Vec<usize>,
}

/// Names one request of a batch, and the type of its answer.
pub struct BatchHandle<T> {
    index: usize,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for BatchHandle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for BatchHandle<T> {}

impl<T> BatchHandle<T> {
    /// The place of the request in the batch, from zero; its `id` on the wire is one more.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }
}

impl<T> fmt::Debug for BatchHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchHandle").field(&self.index).finish()
    }
}

impl Batch {
    /// A batch without requests.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request; the handle takes its answer out of the answers.
    pub fn add<T: Answer, Q>(&mut self, request: Request<T, Q>) -> BatchHandle<T> {
        self.items.push(Item { parts: request.into_parts(), after: Vec::new() });
        BatchHandle { index: self.items.len() - 1, answer: PhantomData }
    }

    /// The first request is not begun before the second has succeeded, and not at all if that fails (`dependsOn`). Only a
    /// request that was added earlier can be waited for; others are no dependency.
    pub fn after<A, B>(&mut self, later: BatchHandle<A>, earlier: BatchHandle<B>) {
        if earlier.index < later.index
            && let Some(item) = self.items.get_mut(later.index)
            && !item.after.contains(&earlier.index)
        {
            item.after.push(earlier.index);
        }
    }

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// What became of each request of a batch.
#[derive(Debug)]
pub struct BatchAnswers {
    parts: Vec<RequestParts>,
    results: Vec<Option<Result<RawAnswer, Error>>>,
    calls: usize,
}

impl BatchAnswers {
    /// The answer to a request, taken out: the second time there is none.
    pub fn take<T: Answer>(&mut self, handle: BatchHandle<T>) -> Result<T, Error> {
        let parts = self.parts.get(handle.index);
        let result = self.results.get_mut(handle.index).and_then(Option::take);
        let (Some(parts), Some(result)) = (parts, result) else {
            return Err(Error::new(ErrorKind::Batch, "the answer was taken before"));
        };
        client::read(parts, &result?)
    }

    /// All answers in the order of the requests, as they came; those that were taken are missing.
    pub fn into_raw(self) -> impl Iterator<Item = Result<RawAnswer, Error>> {
        self.results.into_iter().flatten()
    }

    /// How many calls it took.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.calls
    }
}

impl Client {
    /// Sends all requests of the batch. Each has a result of its own: one that fails does not fail the others.
    pub async fn send_batch(&self, batch: Batch) -> BatchAnswers {
        let mut run = Run {
            client: self,
            results: batch.items.iter().map(|_| None).collect(),
            tries: vec![0; batch.items.len()],
            items: batch.items,
            calls: 0,
        };
        run.finish().await;
        let parts = run.items.into_iter().map(|item| item.parts).collect();
        BatchAnswers { parts, results: run.results, calls: run.calls }
    }
}

/// A batch on its way.
struct Run<'a> {
    client: &'a Client,
    items: Vec<Item>,
    results: Vec<Option<Result<RawAnswer, Error>>>,
    tries: Vec<u32>,
    calls: usize,
}

impl Run<'_> {
    async fn finish(&mut self) {
        let mut pending: Vec<usize> = (0..self.items.len()).collect();
        while !pending.is_empty() {
            let mut again = BTreeSet::new();
            let mut wait = Duration::ZERO;
            for version in self.versions(&pending) {
                let of_version = pending.iter().copied().filter(|index| self.version(*index) == version);
                let mut queue = of_version.collect::<Vec<_>>().into_iter().peekable();
                while queue.peek().is_some() {
                    let call = self.fill(&mut queue, &mut again);
                    if !call.is_empty() {
                        wait = wait.max(self.call(&version, &call, &mut again).await);
                    }
                }
            }
            // Every round sends something or settles what waited for it, so this ends.
            let next: Vec<usize> = again.into_iter().collect();
            if next.len() == pending.len() && wait.is_zero() && !self.can_go_on(&next) {
                break;
            }
            if !next.is_empty() && !wait.is_zero() {
                self.client.clock().sleep(wait).await;
            }
            pending = next;
        }
        for index in 0..self.items.len() {
            if self.results.get(index).is_some_and(Option::is_none) {
                self.fail(index, "it was not sent: what it depends on never ended");
            }
        }
    }

    fn version(&self, index: usize) -> String {
        self.items.get(index).map(|item| self.client.version(&item.parts).to_owned()).unwrap_or_default()
    }

    /// The versions that are asked for, in order of appearance: one call can go to one of them only.
    fn versions(&self, pending: &[usize]) -> Vec<String> {
        let mut versions: Vec<String> = Vec::new();
        for index in pending {
            let version = self.version(*index);
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
        versions
    }

    /// Takes up to twenty requests that can be sent now; those that wait for one which is to be sent again go to `again`, and
    /// those that wait for one which failed have failed.
    fn fill(&mut self, queue: &mut impl Iterator<Item = usize>, again: &mut BTreeSet<usize>) -> Vec<usize> {
        let mut call = Vec::new();
        while call.len() < LARGEST_CALL {
            let Some(index) = queue.next() else { break };
            let after = self.items.get(index).map(|item| item.after.clone()).unwrap_or_default();
            let failed = |earlier: &usize| match self.results.get(*earlier) {
                Some(Some(Ok(answer))) => !answer.is_success(),
                Some(Some(Err(_))) => true,
                _ => false,
            };
            let waits = |earlier: &usize| self.results.get(*earlier).is_some_and(Option::is_none) && !call.contains(earlier);
            if after.iter().any(failed) {
                self.fail(index, "it was not sent: a request that it depends on failed");
            } else if after.iter().any(waits) {
                again.insert(index);
            } else {
                call.push(index);
            }
        }
        call
    }

    /// Whether one of these could be sent now.
    fn can_go_on(&self, indexes: &[usize]) -> bool {
        let settled = |index: &usize| self.results.get(*index).is_some_and(Option::is_some);
        indexes.iter().any(|index| self.items.get(*index).is_some_and(|item| item.after.iter().all(settled)))
    }

    /// One call; returns how long to wait before those in `again`.
    async fn call(&mut self, version: &str, call: &[usize], again: &mut BTreeSet<usize>) -> Duration {
        let mut members = Vec::new();
        let mut sent = Vec::new();
        for index in call {
            let Some(item) = self.items.get(*index) else { continue };
            let after: Vec<usize> = item.after.iter().copied().filter(|earlier| call.contains(earlier)).collect();
            match wire::request(self.client, *index, &item.parts, &after) {
                Ok(member) => {
                    members.push(member);
                    sent.push(*index);
                }
                Err(error) => self.settle(*index, Err(error)),
            }
        }
        if sent.is_empty() {
            return Duration::ZERO;
        }
        let idempotent = sent.iter().all(|index| self.items.get(*index).is_some_and(|item| item.parts.is_idempotent()));
        let request = wire::call(self.client, version, members, idempotent);
        self.calls += 1;
        let answers = match self.client.success(&request, "application/json").await {
            Ok(answer) => wire::answers(&request, &answer),
            Err(error) => Err(error),
        };
        let mut answers = match answers {
            Ok(answers) => answers,
            Err(error) => {
                let error = Arc::new(error);
                for index in sent {
                    let failure =
                        Error::new(error.kind(), "the batch that it was sent in failed").with_source(Shared(Arc::clone(&error)));
                    self.settle(index, Err(failure));
                }
                return Duration::ZERO;
            }
        };
        let mut wait = Duration::ZERO;
        for index in &sent {
            match answers.remove(index) {
                None => self.fail(*index, "the answer to the batch has none for it"),
                Some(answer) => {
                    if let Some(asked) = self.judge(*index, answer, again) {
                        wait = wait.max(asked);
                    }
                }
            }
        }
        wait
    }

    /// Settles a request, or puts it among those that are sent again.
    fn judge(&mut self, index: usize, answer: RawAnswer, again: &mut BTreeSet<usize>) -> Option<Duration> {
        let item = self.items.get(index)?;
        // 424: what it depends on failed. If that is sent again, so is this.
        if answer.status == 424 && item.after.iter().any(|earlier| again.contains(earlier)) {
            again.insert(index);
            return None;
        }
        if answer.is_success() {
            self.settle(index, Ok(answer));
            return None;
        }
        let asked = retry::retry_after(&answer.headers, self.client.clock().now());
        let tries = self.tries.get_mut(index).map_or(u32::MAX, |tries| {
            *tries += 1;
            *tries
        });
        let outcome = Outcome::Status(answer.status);
        if let Some(wait) = self.client.retrier().wait(tries, item.parts.is_idempotent(), outcome, asked) {
            again.insert(index);
            return Some(wait);
        }
        let error = client::refusal(&item.parts, answer, asked).with_tries(tries);
        self.settle(index, Err(error));
        None
    }

    fn settle(&mut self, index: usize, result: Result<RawAnswer, Error>) {
        let result = result.map_err(|error| match self.items.get(index) {
            Some(item) => error.with_operation(item.parts.operation()),
            None => error,
        });
        if let Some(slot) = self.results.get_mut(index) {
            *slot = Some(result);
        }
    }

    fn fail(&mut self, index: usize, text: &str) {
        self.settle(index, Err(Error::new(ErrorKind::Batch, text)));
    }
}

/// One error that is the cause of several.
#[derive(Debug)]
struct Shared(Arc<Error>);

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Shared {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
