{{ header }}
// `{{ line }}`: {{ what }}.

{{ uses }}
use {{ crate_ident }}::permission::{Caller, least_permissions};
use {{ crate_ident }}::transport::MemoryTransport;
use {{ crate_ident }}::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = MemoryTransport::new().json({{ status }}, {{ body }});
    let client = Client::builder().token("a token").transport(transport).build()?;
{% for line in make_body %}    {{ line }}
{% endfor %}    let error = match client.send({{ request }}).await {
        Err(error) if error.status() == Some({{ status }}) => error,
        Err(error) => return Err(error),
        Ok(_) => panic!("the service refused, and the client took it for an answer"),
    };

    // One line with all that a log needs; below it, part by part.
    println!("{error}");
    println!("code {:?}, message {:?}", error.code(), error.message());
    println!("request id {:?}", error.request_id());
    if let Some(service) = error.service() {
        println!("from the outermost code to the innermost: {:?}", service.codes());
        println!("as sent: {:?}", service.raw_text());
    }

    // Which permissions would do is known without asking the service.
    let needed = least_permissions(&[&{{ module }}::{{ constant }}], Caller::DelegatedWork);
    println!("the least permissions: {:?}", needed.permissions);
    Ok(())
}
