{{ header }}
// `{{ line }}`: a collection with a filter, item by item over all its pages.
// Over the in-memory transport; without it the same code asks the service.

{{ uses }}
use {{ crate_ident }}::transport::MemoryTransport;
use {{ crate_ident }}::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = MemoryTransport::new()
        .json(200, {{ first_page }})
        .json(200, {{ second_page }});
    let client = Client::builder().token("a token").transport(transport.clone()).build()?;

    // Items come as they are asked for: the second page is not read before the first is used up.
    let mut items = client.items({{ request }});
    let mut count = 0;
    while let Some(item) = items.next().await {
        println!("{:?}", item?);
        count += 1;
    }

    assert_eq!(count, 3);
    for request in transport.requests() {
        println!("{}", request.line());
        assert_eq!(request.header("authorization"), Some("Bearer a token"));
    }
    assert_eq!(transport.requests().len(), 2);
    Ok(())
}
