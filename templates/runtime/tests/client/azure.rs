//! Credentials of `azure_identity`, by a stand-in for one of them.

use std::sync::{Arc, Mutex};

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::OffsetDateTime;
use docwright_runtime::credential::AzureCredential;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::request::Request;
use docwright_runtime::transport::MemoryTransport;

use super::support::{READ, Thing, builder, run};

/// Gives a token and remembers the scopes, or fails.
#[derive(Debug)]
struct StandIn {
    fails: bool,
    asked: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl TokenCredential for StandIn {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        self.asked.lock().unwrap().extend(scopes.iter().map(|scope| (*scope).to_owned()));
        if self.fails {
            return Err(azure_core::Error::with_message(azure_core::error::ErrorKind::Credential, "the browser was closed"));
        }
        Ok(AccessToken::new("SECRET-OF-AZURE", OffsetDateTime::now_utc()))
    }
}

fn stand_in(fails: bool) -> Arc<StandIn> {
    Arc::new(StandIn { fails, asked: Mutex::new(Vec::new()) })
}

#[test]
fn its_token_is_sent_and_its_scopes_are_asked_for() {
    let identity = stand_in(false);
    let transport = MemoryTransport::new().json(200, "{}");
    let credential = AzureCredential::new(identity.clone());
    let client = builder().credential(credential.clone()).transport(transport.clone()).build().unwrap();
    run(client.send(Request::<Thing>::new(&READ))).unwrap();
    assert_eq!(transport.requests()[0].header("authorization"), Some("Bearer SECRET-OF-AZURE"));
    assert_eq!(*identity.asked.lock().unwrap(), ["https://graph.microsoft.com/.default"]);
    assert!(!format!("{credential:?} {client:?} {transport:?}").contains("SECRET"));
}

#[test]
fn its_failure_is_the_source_of_the_error() {
    let transport = MemoryTransport::new();
    let client = builder().credential(AzureCredential::new(stand_in(true))).transport(transport.clone()).build().unwrap();
    let error = run(client.send(Request::<Thing>::new(&READ))).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::Credential, 0));
    assert!(error.to_string().contains("the browser was closed"), "{error}");
}
