//! A client in the making.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderValue;

use super::super::address::{Base, Origin};
use super::super::clock::Clock;
use super::super::cloud::Cloud;
use super::super::credential::{Credential, StaticToken};
use super::super::error::{Error, ErrorKind};
use super::super::retry::{Retrier, RetryPolicy};
use super::super::transport::Transport;
use super::{Client, Inner};

/// A client in the making: everything has a default but the credential, without which requests go out unsigned.
#[must_use]
pub struct ClientBuilder {
    base: String,
    version: Option<String>,
    scopes: Option<Vec<String>>,
    credential: Option<Arc<dyn Credential>>,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    retry: RetryPolicy,
    user_agent: String,
    try_timeout: Duration,
    total_timeout: Option<Duration>,
    max_body: usize,
    max_redirects: u32,
    max_pages: Option<u64>,
    allowed_hosts: Vec<String>,
}

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            base: Cloud::Global.base_url().to_owned(),
            version: None,
            scopes: None,
            credential: None,
            transport: None,
            clock: None,
            retry: RetryPolicy::default(),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            try_timeout: Duration::from_secs(100),
            total_timeout: Some(Duration::from_mins(10)),
            max_body: 256 * 1024 * 1024,
            max_redirects: 5,
            max_pages: None,
            allowed_hosts: Vec::new(),
        }
    }

    /// Where tokens come from.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// One token for all requests.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.credential(StaticToken::new(token))
    }

    /// What tokens are asked for; the default is `{base}/.default`.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// A national cloud.
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.base_url(cloud.base_url())
    }

    /// Another root of the service: a proxy, a test server. The token is sent to this host only.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = url.into();
        self
    }

    /// One version of the API for all requests, in place of the one that documents each.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// How requests are sent; the default is `reqwest`, if that feature is on.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What time it is; the default is the clock of the transport.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// How often and how patiently requests are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// How long one try may take until its answer is there; 100 seconds by default.
    pub fn try_timeout(mut self, timeout: Duration) -> Self {
        self.try_timeout = timeout;
        self
    }

    /// How long a request may take with all its retries and waits; ten minutes by default, `None` for no limit.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = timeout.into();
        self
    }

    /// How many bytes of an answer are taken into memory; 256 MiB by default. Downloads are streams and have no limit.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How many redirects are followed for one request; five by default.
    pub fn max_redirects(mut self, redirects: u32) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// How many pages of a collection are read at most; no limit by default, save that links that go round end it.
    pub fn max_pages(mut self, pages: impl Into<Option<u64>>) -> Self {
        self.max_pages = pages.into();
        self
    }

    /// Another host that links to the next page may point to, as `https://host`. The token is not sent there.
    pub fn allow_links_to(mut self, origin: impl Into<String>) -> Self {
        self.allowed_hosts.push(origin.into());
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`] if the base address is not `https` (or this machine), if the user agent cannot be a header, or if
    /// there is no transport or no clock.
    pub fn build(self) -> Result<Client, Error> {
        let fail = |text: String| Error::new(ErrorKind::Build, text);
        let base = Base::new(&self.base).map_err(fail)?;
        let user_agent =
            HeaderValue::from_str(&self.user_agent).map_err(|_| fail("the user agent is no header value".to_owned()))?;
        if self
            .version
            .as_deref()
            .is_some_and(|version| !version.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)))
        {
            return Err(fail("the API version has characters that no version has".to_owned()));
        }
        let mut allowed_hosts = Vec::new();
        for host in &self.allowed_hosts {
            allowed_hosts.push(Origin::of(host).ok_or_else(|| fail(format!("`{host}` is no `https://host`")))?);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        let clock = self.clock.or_else(|| transport.clock());
        let clock = clock.ok_or_else(|| fail("the transport has no clock of its own: give the builder one".to_owned()))?;
        let scopes = self.scopes.unwrap_or_else(|| vec![format!("{}/.default", base.url)]);
        let inner = Inner {
            base,
            version: self.version,
            scopes,
            credential: self.credential,
            transport,
            clock,
            retrier: Retrier::new(self.retry),
            user_agent,
            try_timeout: self.try_timeout,
            total_timeout: self.total_timeout,
            max_body: self.max_body,
            max_redirects: self.max_redirects,
            max_pages: self.max_pages,
            allowed_hosts,
            ids: Mutex::new(fastrand::Rng::new()),
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    use super::super::transport::ReqwestTransport;
    let transport = ReqwestTransport::new();
    let transport =
        transport.map_err(|error| Error::new(ErrorKind::Build, "the HTTP client cannot be made").with_source(error))?;
    Ok(Arc::new(transport))
}

#[cfg(not(all(feature = "reqwest-no-provider", not(target_arch = "wasm32"))))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Build, "no transport was given, and the feature `reqwest` is off"))
}
