//! Work that goes on after the answer: `202` with an address where its state can be read.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use serde_json::Value;

use super::answer::{Accepted, Answer, RawAnswer};
use super::client::{self, Client};
use super::error::{Error, ErrorKind, ServiceError};
use super::future::BoxFuture;
use super::operation::{self, Method};
use super::request::{Request, RequestParts};
use super::retry;

impl Client {
    /// Starts the work and follows it: await the poller for the end of the work, or ask it for each state on the way.
    pub fn poll<T: Answer, Q>(&self, request: Request<Accepted<T>, Q>) -> Poller<T> {
        Poller::new(self.clone(), Stage::Start(request.into_parts()))
    }

    /// Follows work that was started before, from the address that [`Poller::monitor`] gave.
    pub fn poll_at<T: Answer>(&self, monitor: impl Into<String>) -> Poller<T> {
        let parts = RequestParts::new(&operation::LINK);
        let url = self.resolve(&parts, &monitor.into());
        Poller::new(self.clone(), Stage::Wait { parts, url, wait: Duration::ZERO })
    }
}

/// Follows work to its end.
///
/// Awaited, it gives what the monitor's address answers with when the work has succeeded, and an error of the kind
/// [`ErrorKind::JobFailed`] when it has failed. As a stream, or with [`next`](Self::next), it gives every state that it reads.
#[must_use = "nothing is sent until it is awaited or asked for its next state"]
pub struct Poller<T> {
    client: Client,
    stage: Option<Stage>,
    /// The look on its way: kept here so that a dropped `next` loses nothing.
    busy: Option<BoxFuture<'static, Looked>>,
    settings: Settings,
    monitor: Option<String>,
    answer: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy)]
struct Settings {
    interval: Duration,
    /// On the client's clock.
    deadline: Option<Duration>,
}

enum Stage {
    Start(RequestParts),
    Wait { parts: RequestParts, url: String, wait: Duration },
}

/// The least wait between two looks, whatever the service says.
const SHORTEST: Duration = Duration::from_millis(100);

/// One answer, and what it says about the work.
struct Step {
    parts: RequestParts,
    answer: RawAnswer,
    phase: Phase,
    status: Option<String>,
    percent: Option<f64>,
}

/// What is next, and what the look has shown.
type Looked = (Option<Stage>, Result<Step, Error>);

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It goes on.
    Running,
    /// It has ended.
    Succeeded,
    /// It has ended, without success.
    Failed,
}

/// A state of the work.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobState<T> {
    /// How far it is.
    pub phase: Phase,
    /// The service's word for it: `inProgress`.
    pub status: Option<String>,
    /// How much is done, in percent.
    pub percent: Option<f64>,
    /// The state itself; `None` where the answer had no body.
    pub value: Option<T>,
}

impl<T: Answer> Poller<T> {
    fn new(client: Client, stage: Stage) -> Self {
        let monitor = match &stage {
            Stage::Wait { url, .. } => Some(url.clone()),
            Stage::Start(_) => None,
        };
        let day = Duration::from_hours(24);
        let deadline = Some(client.clock().elapsed().saturating_add(day));
        let settings = Settings { interval: Duration::from_secs(5), deadline };
        Self { client, stage: Some(stage), busy: None, settings, monitor, answer: PhantomData }
    }

    /// How long to wait between two looks where the service does not say; five seconds by default.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.settings.interval = interval;
        self
    }

    /// How long to follow the work from now on; a day by default, `None` for ever.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.deadline = timeout.into().map(|timeout| self.client.clock().elapsed().saturating_add(timeout));
        self
    }

    /// Where the state of the work can be read, once it has started; to be stored and followed later.
    #[must_use]
    pub fn monitor(&self) -> Option<&str> {
        self.monitor.as_deref()
    }

    /// The next state; `None` after the last one and after an error. Dropping the future loses no state.
    pub async fn next(&mut self) -> Option<Result<JobState<T>, Error>> {
        poll_fn(|context| self.poll_state(context)).await
    }

    fn poll_step(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Step, Error>>> {
        let busy = match (&mut self.busy, self.stage.take()) {
            (Some(busy), _) => busy,
            (None, None) => return Poll::Ready(None),
            (slot @ None, Some(stage)) => slot.insert(step(self.client.clone(), stage, self.settings)),
        };
        let Poll::Ready((stage, step)) = busy.as_mut().poll(context) else { return Poll::Pending };
        self.busy = None;
        if let Some(Stage::Wait { url, .. }) = &stage {
            self.monitor = Some(url.clone());
        }
        self.stage = stage;
        Poll::Ready(Some(step))
    }

    fn poll_state(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<JobState<T>, Error>>> {
        let Poll::Ready(step) = self.poll_step(context) else { return Poll::Pending };
        Poll::Ready(step.map(|step| {
            let step = step?;
            let value = match Option::<T>::read(&step.answer) {
                Ok(value) => value,
                // What a running job says on the way is often of another type than what it says at the end.
                Err(_) if step.phase != Phase::Succeeded => None,
                Err(_) => Some(client::read(&step.parts, &step.answer)?),
            };
            Ok(JobState { phase: step.phase, status: step.status, percent: step.percent, value })
        }))
    }

    async fn finish(mut self) -> Result<T, Error> {
        while let Some(step) = poll_fn(|context| self.poll_step(context)).await {
            let step = step?;
            match step.phase {
                Phase::Running => {}
                Phase::Succeeded => return client::read(&step.parts, &step.answer),
                Phase::Failed => return Err(failed(step)),
            }
        }
        Err(Error::new(ErrorKind::JobFailed, "the poller was used up before"))
    }
}

impl<T: Answer> IntoFuture for Poller<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.finish())
    }
}

impl<T: Answer> Stream for Poller<T> {
    type Item = Result<JobState<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_state(context)
    }
}

impl<T> fmt::Debug for Poller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let monitor = self.monitor.as_deref().and_then(|url| url.split('?').next());
        f.debug_struct("Poller").field("monitor", &monitor).finish_non_exhaustive()
    }
}

/// The error of work that failed: what its state says, under its own code where it has one.
fn failed(step: Step) -> Error {
    let mut service = ServiceError::read(step.answer.status, &step.answer.headers, step.answer.body, None);
    service.code = service.code.or(step.status);
    Error::of_service(ErrorKind::JobFailed, service).with_operation(step.parts.operation())
}

/// Starts the work, or waits and looks at it again.
fn step(client: Client, stage: Stage, settings: Settings) -> BoxFuture<'static, Looked> {
    Box::pin(async move {
        let (parts, url) = match stage {
            Stage::Start(parts) => {
                return match client.success(&parts, "application/json").await {
                    Ok(answer) => started(&client, parts, answer, settings),
                    Err(error) => (None, Err(error)),
                };
            }
            Stage::Wait { parts, url, wait } => {
                if settings.deadline.is_some_and(|deadline| client.clock().elapsed().saturating_add(wait) > deadline) {
                    let error = Error::new(ErrorKind::Timeout, "the work has not ended in the time allowed");
                    return (None, Err(error.with_operation(parts.operation())));
                }
                if !wait.is_zero() {
                    client.clock().sleep(wait).await;
                }
                (parts, url)
            }
        };
        if !client.is_safe(&url) {
            let error = Error::new(ErrorKind::ForeignHost, "the state of the work is at an address that must not be followed");
            return (None, Err(error.with_operation(parts.operation())));
        }
        let look = parts.to_link(Method::Get, url.clone());
        match client.success(&look, "application/json").await {
            Ok(answer) => looked(&client, parts, url, answer, settings),
            Err(error) => (None, Err(error)),
        }
    })
}

/// What the first answer says.
fn started(client: &Client, parts: RequestParts, answer: RawAnswer, settings: Settings) -> Looked {
    let monitor = answer.header("operation-location").or_else(|| answer.header("azure-asyncoperation"));
    // The `Location` of a 201 is the thing that was made, that of a 202 the place to look.
    let monitor = monitor.or_else(|| answer.header("location").filter(|_| answer.status == 202));
    let Some(monitor) = monitor else {
        if answer.status == 202 {
            let error = Error::new(ErrorKind::JobFailed, "the service accepted the work and did not say where to look");
            return (None, Err(error.with_operation(parts.operation())));
        }
        return (None, Ok(Step { parts, answer, phase: Phase::Succeeded, status: None, percent: None }));
    };
    let url = client.resolve(&parts, monitor);
    let wait = wait(client, &answer, settings);
    let (status, percent) = progress(&answer);
    let step = Step { parts: parts.clone(), answer, phase: Phase::Running, status, percent };
    (Some(Stage::Wait { parts, url, wait }), Ok(step))
}

/// What a later answer says.
fn looked(client: &Client, parts: RequestParts, url: String, answer: RawAnswer, settings: Settings) -> Looked {
    let (status, percent) = progress(&answer);
    let phase = match &status {
        // Sent on to what the work has made.
        _ if answer.url != url => Phase::Succeeded,
        Some(status) => phase(status),
        None if answer.status == 202 => Phase::Running,
        None => Phase::Succeeded,
    };
    let next = (phase == Phase::Running).then(|| {
        let moved = answer.header("operation-location").or_else(|| answer.header("location").filter(|_| answer.status == 202));
        let url = moved.map_or(url, |moved| client.resolve(&parts, moved));
        Stage::Wait { parts: parts.clone(), url, wait: wait(client, &answer, settings) }
    });
    (next, Ok(Step { parts, answer, phase, status, percent }))
}

/// The wait that the service asks for. A service that asks for none would be asked without a pause for as long as the work
/// goes on; only a caller can ask for that.
fn wait(client: &Client, answer: &RawAnswer, settings: Settings) -> Duration {
    let least = SHORTEST.min(settings.interval);
    retry::retry_after(&answer.headers, client.clock().now()).map_or(settings.interval, |asked| asked.max(least))
}

/// The service's word for the state, and the percentage, if the body has them.
fn progress(answer: &RawAnswer) -> (Option<String>, Option<f64>) {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let status = body.get("status").and_then(Value::as_str).map(str::to_owned);
    let percent = ["percentageComplete", "percentComplete", "progress"].iter().find_map(|name| body.get(name)?.as_f64());
    (status, percent)
}

/// What the words of the reference's states mean; a word that is new is taken for a state on the way.
fn phase(status: &str) -> Phase {
    let word = status.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if word.ends_with("ing") || word.starts_with("not") || word.starts_with("incomplete") {
        Phase::Running
    } else if has(&["succe", "complete", "finished", "done"]) {
        Phase::Succeeded
    } else if has(&["fail", "error", "cancel", "abort", "reject", "expired", "timedout"]) {
        Phase::Failed
    } else {
        Phase::Running
    }
}
