{{ header }}
// `{{ line }}`: a service that asks to wait. The client waits as long as it is asked to and sends again.

use std::time::Duration;

{{ uses }}
use {{ crate_ident }}::error::ErrorKind;
use {{ crate_ident }}::retry::RetryPolicy;
use {{ crate_ident }}::transport::{MemoryTransport, Scripted};
use {{ crate_ident }}::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = MemoryTransport::new()
        .answer(Scripted::status(429).header("Retry-After", "7"))
        .answer(Scripted::status(503).header("Retry-After", "2"))
        .json(200, "{}");
    let client = Client::builder().token("a token").transport(transport.clone()).build()?;
    client.send({{ request }}).await?;
    // The clock of the in-memory transport is virtual: nobody has waited.
    assert_eq!(transport.waits(), [7, 2].map(Duration::from_secs));

    // Who would rather know at once says so.
    let transport = MemoryTransport::new().answer(Scripted::status(429).header("Retry-After", "7"));
    let client = Client::builder().token("a token").transport(transport).retry(RetryPolicy::never()).build()?;
    match client.send({{ request }}).await {
        Err(error) if error.kind() == ErrorKind::Throttled => println!("later, in {:?}: {error}", error.retry_after()),
        other => panic!("the service was busy, and this came out: {other:?}"),
    }
    Ok(())
}
