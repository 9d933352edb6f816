//! What `tracing` is told: a span for each request, an event for each try and each wait, and nothing that was sent.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Scripted};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::support::{PLAIN, Thing, client, run};

/// Writes down every span and event with its fields.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Lines {
    fn write(&self, what: &str, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(what.to_owned());
        record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("docwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(&format!("span {}", span.metadata().name()), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(&format!("{}", event.metadata().level()), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_request_that_was_throttled_once() {
    let transport = MemoryTransport::new()
        .answer(Scripted::status(429).header("Retry-After", "2").header("request-id", "r-1"))
        .answer(Scripted::json(200, r#"{"id": "SECRET-ANSWER"}"#).header("request-id", "r-2"));
    let lines = Lines::default();
    let request =
        Request::<Thing>::new(&PLAIN).arg("SECRET-ID").query("$filter", "SECRET-FILTER").header("client-request-id", "c-1");
    tracing::subscriber::with_default(lines.clone(), || run(client(&transport).send(request))).unwrap();
    let lines = lines.0.lock().unwrap().clone();
    assert_eq!(
        lines,
        [
            "span request operation=\"thing::act\" method=\"GET\" path=\"/things/{}\" client_request_id=\"c-1\"",
            "DEBUG message=tried tries=1 status=429 request_id=\"r-1\"",
            "INFO message=waits to try again tries=1 milliseconds=2000",
            "DEBUG message=tried tries=2 status=200 request_id=\"r-2\"",
        ]
    );
    assert!(!lines.concat().contains("SECRET"));
}
