{{ header }}
// `{{ line }}`: forty-five requests in three calls, and a fourth for the seven that were throttled.

use std::collections::BTreeSet;

{{ uses }}
use {{ crate_ident }}::batch::Batch;
use {{ crate_ident }}::transport::{MemoryTransport, Recorded, Scripted};
use {{ crate_ident }}::{Client, Error};
use serde_json::{Value, json};

/// A service that throttles each of these requests once.
fn service(mut busy: BTreeSet<String>) -> MemoryTransport {
    MemoryTransport::new().respond(move |call: &Recorded| {
        let call: Value = serde_json::from_slice(&call.body).unwrap_or_default();
        let requests = call.get("requests").and_then(Value::as_array).cloned().unwrap_or_default();
        let answer = |request: &Value| {
            let id = request.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            if busy.remove(&id) {
                json!({"id": id, "status": 429, "headers": {"Retry-After": "3"}})
            } else {
                json!({"id": id, "status": 200, "body": {"id": id}})
            }
        };
        let responses: Vec<Value> = requests.iter().map(answer).collect();
        Scripted::json(200, json!({"responses": responses}).to_string())
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let transport = service((10..17).map(|id| id.to_string()).collect());
    let client = Client::builder().token("a token").transport(transport.clone()).build()?;

    let mut batch = Batch::new();
    let handles: Vec<_> = (1..=45).map(|id| batch.add({{ module }}::{{ function }}(id.to_string()))).collect();
    let mut answers = client.send_batch(batch).await;

    // Each request has an answer of its own type, or an error of its own, whatever became of the others.
    for (handle, id) in handles.into_iter().zip(1..) {
        let found = answers.take(handle)?;
        assert_eq!(found.id, Some(id.to_string()));
    }
    println!("{} calls, waited {:?}", answers.calls(), transport.waits());
    assert_eq!(answers.calls(), 4);
    Ok(())
}
