{{ header }}
// `{{ line }}`: work that goes on after the answer, followed to its end.

{{ uses }}
use {{ crate_ident }}::transport::{MemoryTransport, Scripted};
use {{ crate_ident }}::{Client, Error};

/// A service that accepts the work, is at it when it is asked first, and has done it when it is asked again.
fn service() -> MemoryTransport {
    MemoryTransport::new()
        .answer(Scripted::status(202).header("Location", {{ location }}).header("Retry-After", "2"))
        .answer(Scripted::status(202).header("Retry-After", "30"))
        .json(200, {{ success }})
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    // Awaited, a poller gives the end of the work, or an error if the work has failed.
    let transport = service();
    let client = Client::builder().token("a token").transport(transport.clone()).build()?;
{% for line in body %}    {{ line }}
{% endfor %}    let done = client.poll({{ request }}).await?;
    println!("{done:?}");
    println!("waited {:?}", transport.waits());
    assert_eq!(transport.waits().len(), 2);

    // Asked for its states, it gives each; where it looks can be stored, and followed later.
    let client = Client::builder().token("a token").transport(service()).build()?;
{% for line in body %}    {{ line }}
{% endfor %}    let mut job = client.poll({{ request }});
    while let Some(state) = job.next().await {
        let state = state?;
        println!("{:?} {:?}, at {:?}", state.phase, state.status, job.monitor());
    }
    Ok(())
}
