{{ header }}
// `{{ line }}`: a property set to null, and nothing else sent.

{{ uses }}
use {{ crate_ident }}::transport::MemoryTransport;
use {{ crate_ident }}::{Client, Error, Null};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = MemoryTransport::new(){{ answers }};
    let client = Client::builder().token("a token").transport(transport.clone()).build()?;

    let body = {{ body }}::default().{{ setter }}(Null);
    client.send({{ request }}).await?;

    let requests = transport.requests();
    assert_eq!(requests.first().and_then(|request| request.text()), Some({{ sent }}));
    Ok(())
}
