//! Credentials of `azure_identity`.

use std::sync::Arc;

use azure_core::credentials::{TokenCredential, TokenRequestOptions};

use super::super::future::BoxFuture;
use super::{Credential, CredentialError, Token, TokenRequest};

/// Any credential of `azure_identity`, which keeps tokens as long as they are good.
#[derive(Clone, Debug)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// The credential as one of this crate.
    #[must_use]
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl Credential for AzureCredential {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, CredentialError>> {
        Box::pin(async move {
            let scopes: Vec<&str> = request.scopes.iter().map(String::as_str).collect();
            let token = self.0.get_token(&scopes, None::<TokenRequestOptions<'_>>).await?;
            Ok(Token::new(token.token.secret()))
        })
    }
}
