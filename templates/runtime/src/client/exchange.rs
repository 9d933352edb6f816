//! One request on its way: token, redirects, tries.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

use super::super::address;
use super::super::answer::RawAnswer;
use super::super::credential::TokenRequest;
use super::super::error::{Error, ErrorKind};
use super::super::future::{BoxFuture, before};
use super::super::request::RequestParts;
use super::super::retry::{self, Outcome};
use super::super::trace;
use super::super::transport::{AnswerBody, CollectError, TransportError, TransportErrorKind};
use super::Client;

/// The head of an answer, with its body still to come.
pub(in super::super) struct Opened {
    pub(in super::super) status: u16,
    pub(in super::super) headers: HeaderMap,
    pub(in super::super) body: AnswerBody,
    pub(in super::super) url: String,
    pub(in super::super) client_request_id: String,
    pub(in super::super) tries: u32,
}

/// The whole answer, whatever its status. One boxed future for all operations keeps their code small.
pub(super) fn buffered<'a>(
    client: &'a Client,
    parts: &'a RequestParts,
    accept: &'static str,
) -> BoxFuture<'a, Result<RawAnswer, Error>> {
    Box::pin(async move {
        let exchange = Exchange::new(client, parts, accept, true)?;
        let id = exchange.client_request_id.clone();
        let (opened, body) = trace::within(parts, &id, exchange.run()).await?;
        let Opened { status, headers, url, client_request_id, tries, .. } = opened;
        Ok(RawAnswer { status, headers, body, url, client_request_id, tries })
    })
}

/// The head of a success; an answer of another kind is read and becomes an error.
pub(super) fn opened<'a>(client: &'a Client, parts: &'a RequestParts) -> BoxFuture<'a, Result<Opened, Error>> {
    Box::pin(async move {
        let exchange = Exchange::new(client, parts, "*/*", false)?;
        let id = exchange.client_request_id.clone();
        let (opened, body) = trace::within(parts, &id, exchange.run()).await?;
        if (200..300).contains(&opened.status) {
            return Ok(opened);
        }
        let Opened { status, headers, url, client_request_id, tries, .. } = opened;
        Err(client.refusal(parts, RawAnswer { status, headers, body, url, client_request_id, tries }))
    })
}

/// What stays the same for all tries of a request.
struct Exchange<'a> {
    client: &'a Client,
    parts: &'a RequestParts,
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    client_request_id: String,
    /// The body of a success is collected, within the time of the try.
    collect: bool,
    deadline: Option<Duration>,
}

/// The last token was refused.
#[derive(Clone)]
struct Refused {
    /// What the service wants to see in the next one.
    claims: Option<String>,
}

/// Why one try gave no answer.
enum Failure {
    /// The transport's word.
    Transport(TransportError),
    /// No answer in time.
    Timeout,
    /// Nothing that another try would mend.
    Final(Error),
}

impl<'a> Exchange<'a> {
    fn new(client: &'a Client, parts: &'a RequestParts, accept: &'static str, collect: bool) -> Result<Self, Error> {
        let inner = &client.inner;
        let url = parts.url(&inner.base.url, inner.version.as_deref())?;
        let mut headers = parts.headers()?;
        let body = parts.body().unwrap_or_default();
        headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static(accept));
        headers.entry(header::USER_AGENT).or_insert_with(|| inner.user_agent.clone());
        let given = headers.get("client-request-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let client_request_id = given.unwrap_or_else(|| client.new_id());
        if let Ok(value) = HeaderValue::from_str(&client_request_id) {
            headers.insert("client-request-id", value);
        }
        let method = parts.method().to_http();
        let deadline = inner.total_timeout.map(|timeout| inner.clock.elapsed().saturating_add(timeout));
        Ok(Self { client, parts, method, url, headers, body, client_request_id, collect, deadline })
    }

    async fn run(mut self) -> Result<(Opened, Bytes), Error> {
        let inner = &self.client.inner;
        let mut tries = 0;
        let mut refused = None;
        loop {
            tries += 1;
            if tries > 1 {
                self.headers.insert("retry-attempt", HeaderValue::from(tries - 1));
            }
            let (outcome, asked, result) = match self.attempt(refused.take(), tries).await {
                Ok((opened, body)) => {
                    let status = opened.status;
                    trace::tried(tries, Some(status), opened.headers.get("request-id").and_then(|value| value.to_str().ok()));
                    if status == 401 && tries == 1 && inner.credential.is_some() && self.client.is_own(&opened.url) {
                        refused = Some(Refused { claims: challenge(&opened.headers) });
                        continue;
                    }
                    if status < 400 {
                        inner.retrier.succeeded();
                        return Ok((opened, body));
                    }
                    let asked = retry::retry_after(&opened.headers, inner.clock.now());
                    (Outcome::Status(status), asked, Ok((opened, body)))
                }
                Err(Failure::Final(error)) => return Err(self.finish(error, tries)),
                Err(Failure::Timeout) => (Outcome::Lost, None, Err(Error::new(ErrorKind::Timeout, "no answer in time"))),
                Err(Failure::Transport(error)) => {
                    trace::tried(tries, None, None);
                    let (outcome, kind) = match error.kind() {
                        TransportErrorKind::Connect => (Outcome::NotSent, ErrorKind::Transport),
                        TransportErrorKind::Broken => (Outcome::Lost, ErrorKind::Transport),
                        TransportErrorKind::Timeout => (Outcome::Lost, ErrorKind::Timeout),
                        TransportErrorKind::Other => return Err(self.finish(no_answer(ErrorKind::Transport, error), tries)),
                    };
                    (outcome, None, Err(no_answer(kind, error)))
                }
            };
            let wait = inner.retrier.wait(tries, self.parts.is_idempotent(), outcome, asked);
            match wait.filter(|wait| self.in_time(*wait)) {
                Some(wait) => {
                    trace::waits(tries, wait);
                    inner.clock.sleep(wait).await;
                }
                None => return result.map_err(|error| self.finish(error, tries)),
            }
        }
    }

    /// Whether there is time for another try after a wait.
    fn in_time(&self, wait: Duration) -> bool {
        self.deadline.is_none_or(|deadline| self.client.inner.clock.elapsed().saturating_add(wait) < deadline)
    }

    fn finish(&self, error: Error, tries: u32) -> Error {
        error.with_operation(self.parts.operation()).with_client_request_id(Some(&self.client_request_id)).with_tries(tries)
    }

    /// One try within its time, redirects included.
    async fn attempt(&self, refused: Option<Refused>, tries: u32) -> Result<(Opened, Bytes), Failure> {
        let inner = &self.client.inner;
        let mut time = inner.try_timeout;
        if let Some(deadline) = self.deadline {
            time = time.min(deadline.saturating_sub(inner.clock.elapsed()));
        }
        let work = Box::pin(self.follow(refused, tries));
        before(work, inner.clock.sleep(time)).await.unwrap_or(Err(Failure::Timeout))
    }

    /// Sends and follows redirects.
    async fn follow(&self, refused: Option<Refused>, tries: u32) -> Result<(Opened, Bytes), Failure> {
        let inner = &self.client.inner;
        let mut method = self.method.clone();
        let mut url = self.url.clone();
        let mut body = self.body.clone();
        let mut redirects = 0;
        loop {
            let answer = self.send(&method, &url, body.clone(), refused.clone()).await?;
            let (head, answer_body) = answer.into_parts();
            let status = head.status;
            let location = head.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
            if let Some(location) = location.filter(|_| is_redirect(status)) {
                redirects += 1;
                if redirects > inner.max_redirects {
                    return Err(Failure::Final(Error::new(
                        ErrorKind::Redirect,
                        format!("more than {} redirects", inner.max_redirects),
                    )));
                }
                let next = address::redirect(&url, location).filter(|next| self.client.is_safe(next));
                let next = next.ok_or_else(|| {
                    Failure::Final(Error::new(ErrorKind::Redirect, "a redirect to an address that must not be followed"))
                })?;
                if status == StatusCode::SEE_OTHER {
                    method = Method::GET;
                    body = Bytes::new();
                } else if method != Method::GET && method != Method::HEAD {
                    // What changes something is sent on only where the server says so and is still the same server.
                    let same = matches!(status.as_u16(), 307 | 308) && self.client.is_own(&next) && self.client.is_own(&url);
                    if !same {
                        return Err(Failure::Final(Error::new(
                            ErrorKind::Redirect,
                            format!("{method} was answered with a redirect ({status})"),
                        )));
                    }
                }
                url = next;
                continue;
            }
            let client_request_id = self.client_request_id.clone();
            let mut opened =
                Opened { status: status.as_u16(), headers: head.headers, body: answer_body, url, client_request_id, tries };
            let mut collected = Bytes::new();
            if self.collect || !status.is_success() {
                let body = std::mem::replace(&mut opened.body, AnswerBody::whole(Bytes::new()));
                collected = body.collect(inner.max_body).await.map_err(|error| match error {
                    CollectError::Transport(error) => Failure::Transport(error),
                    CollectError::TooLarge => Failure::Final(Error::new(
                        ErrorKind::TooLarge,
                        format!("the answer is larger than {} bytes", inner.max_body),
                    )),
                })?;
            }
            return Ok((opened, collected));
        }
    }

    /// One request and its answer.
    async fn send(
        &self,
        method: &Method,
        url: &str,
        body: Bytes,
        refused: Option<Refused>,
    ) -> Result<http::Response<AnswerBody>, Failure> {
        let inner = &self.client.inner;
        let uri: Uri = url.parse().map_err(|_| Failure::Final(Error::new(ErrorKind::Build, "the address cannot be sent")))?;
        let mut request = http::Request::new(body);
        if self.client.is_own(url) {
            request.headers_mut().clone_from(&self.headers);
            if let Some(credential) = inner.credential.as_ref().filter(|_| !self.headers.contains_key(header::AUTHORIZATION)) {
                let wanted = TokenRequest {
                    scopes: inner.scopes.clone(),
                    refused: refused.is_some(),
                    claims: refused.and_then(|refused| refused.claims),
                };
                let token = Arc::clone(credential).token(wanted).await.map_err(|error| {
                    Failure::Final(Error::new(ErrorKind::Credential, "the credential gave no token").with_source(error))
                })?;
                let mut value = HeaderValue::from_str(&format!("Bearer {}", token.secret())).map_err(|_| {
                    Failure::Final(Error::new(ErrorKind::Credential, "the token has characters that no header can hold"))
                })?;
                value.set_sensitive(true);
                request.headers_mut().insert(header::AUTHORIZATION, value);
            }
        } else {
            // Another host learns what to send, and nothing else: no token, no tag, no identifier, no preference.
            for name in
                [header::ACCEPT, header::USER_AGENT, header::RANGE, header::IF_RANGE, header::CONTENT_TYPE, header::CONTENT_RANGE]
            {
                if let Some(value) = self.headers.get(&name) {
                    request.headers_mut().insert(name, value.clone());
                }
            }
        }
        *request.method_mut() = method.clone();
        *request.uri_mut() = uri;
        inner.transport.send(request).await.map_err(Failure::Transport)
    }
}

fn no_answer(kind: ErrorKind, error: TransportError) -> Error {
    Error::new(kind, "no answer").with_source(error)
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The claims of a challenge (`WWW-Authenticate: Bearer ..., claims="..."`), which a new token must answer.
fn challenge(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::WWW_AUTHENTICATE)?.to_str().ok()?;
    let rest = text.split_once("claims=\"")?.1;
    rest.split_once('"').map(|(claims, _)| claims.to_owned())
}
