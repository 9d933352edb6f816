//! What a service answers, over the in-memory transport: decoding, `Retry-After`, batches, upload sessions.
#![no_main]

use docwright_runtime::answer::{Accepted, Bytes};
use docwright_runtime::batch::Batch;
use docwright_runtime::client::Client;
use docwright_runtime::model::{Collection, Json};
use docwright_runtime::operation::Operation;
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Scripted};
use docwright_runtime::value::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use libfuzzer_sys::fuzz_target;

static READ: Operation = Operation { text: "thing::read\nGET v1.0 /things\npage https://example.com\nidempotent" };

fuzz_target!(|data: &[u8]| {
    let Some((kind, body)) = data.split_first() else { return };
    let body = body.to_vec();
    let text = String::from_utf8_lossy(&body).into_owned();
    let status = [200, 202, 302, 400, 429, 503][usize::from(*kind >> 4) % 6];
    let answer = move |body: &[u8], text: &str| {
        let answer = Scripted::bytes(status, body.to_vec());
        // The transport of the tests refuses header values that none can hold; those never arrive.
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            answer.header("Retry-After", text).header("Location", text).header("ETag", text).header("Content-Range", text)
        } else {
            answer
        }
    };
    let transport = MemoryTransport::new().respond(move |_| answer(&body, &text));
    let client = Client::builder().token("T").max_pages(20).transport(transport.clone()).build().expect("a client");
    futures_executor::block_on(async {
        match (kind & 15) % 7 {
            0 => drop(client.send(Request::<Json>::new(&READ)).await),
            1 => drop(client.items(Request::<Collection<Json>>::new(&READ)).all().await),
            2 => {
                let mut batch = Batch::new();
                let handle = batch.add(Request::<Json>::new(&READ));
                drop(client.send_batch(batch).await.take(handle));
            }
            3 => drop(client.upload("https://upload.example/x", Bytes::from(vec![0; 700_000])).finish::<Json>().await),
            4 => {
                if let Ok(download) = client.download(Request::<Bytes>::new(&READ)).await {
                    drop(download.bytes(1_000_000).await);
                }
            }
            5 => drop(client.poll(Request::<Accepted<Json>>::new(&READ)).timeout(std::time::Duration::from_secs(60)).await),
            _ => scalars(&data[1..]),
        }
    });
    for request in transport.requests() {
        let own = request.url.starts_with("https://graph.microsoft.com/");
        assert!(own || request.header("authorization").is_none(), "the token went to {}", request.url);
    }
});

/// What is read is written so that it reads the same.
fn scalars(data: &[u8]) {
    macro_rules! same {
        ($($ty:ty),*) => {$(
            if let Ok(value) = serde_json::from_slice::<$ty>(data) {
                let text = serde_json::to_string(&value).expect("it can be written");
                let again: $ty = serde_json::from_str(&text).expect("what is written can be read");
                assert_eq!(serde_json::to_string(&again).expect("it can be written"), text);
            }
        )*};
    }
    same!(Json, Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay);
}
