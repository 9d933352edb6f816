//! Where tokens come from.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;

use super::future::{BoxFuture, MaybeSend, MaybeSync};

#[cfg(feature = "azure-identity")]
mod azure;

#[cfg(feature = "azure-identity")]
pub use self::azure::AzureCredential;

/// Gives a token for each request.
///
/// A [`StaticToken`] is one; so is a closure that is given the [`TokenRequest`] and gives a future of a [`Token`]:
///
/// ```ignore
/// Client::builder().credential(|_| async { Ok(Token::new(read_token().await?)) })
/// ```
///
/// It is asked before every request, so it keeps a token as long as it is good (those of `azure_identity` do).
pub trait Credential: MaybeSend + MaybeSync + 'static {
    /// A token for what is asked.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, CredentialError>>;
}

/// What a token is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The scopes: `https://graph.microsoft.com/.default`.
    pub scopes: Vec<String>,
    /// The service refused the last token: one from a cache would not do.
    pub refused: bool,
    /// Claims that the service wants to see, as in its challenge.
    pub claims: Option<String>,
}

/// An access token. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    secret: String,
}

impl Token {
    /// A token.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into() }
    }

    pub(super) fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(<redacted>)")
    }
}

/// Why there is no token.
pub type CredentialError = Box<dyn StdError + Send + Sync>;

/// The same token for every request.
#[derive(Clone, Debug)]
pub struct StaticToken(Token);

impl StaticToken {
    /// A credential that has this token.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(Token::new(secret))
    }
}

impl Credential for StaticToken {
    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<Token, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl<F, Answer> Credential for F
where
    F: Fn(TokenRequest) -> Answer + MaybeSend + MaybeSync + 'static,
    Answer: Future<Output = Result<Token, CredentialError>> + MaybeSend + 'static,
{
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, CredentialError>> {
        Box::pin(self(request))
    }
}
