//! Collections as streams: pages, items, delta links, circles.

use docwright_runtime::answer::Bytes;
use docwright_runtime::error::ErrorKind;
use docwright_runtime::future::BoxFuture;
use docwright_runtime::model::Collection;
use docwright_runtime::paging::{DeltaLink, NextLink};
use docwright_runtime::request::Request;
use docwright_runtime::transport::{AnswerBody, MemoryTransport, Scripted, Transport, TransportError};
use serde_json::json;

use super::support::{READ, Stopped, Thing, builder, client, run};

fn page(ids: &[&str], link: Option<(&str, &str)>) -> Scripted {
    let value: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    let mut page = json!({"@odata.count": 3, "value": value});
    if let Some((name, link)) = link {
        page[name] = link.into();
    }
    Scripted::json(200, page.to_string())
}

#[expect(clippy::unnecessary_wraps, reason = "it is what `page` takes")]
fn next(link: &str) -> Option<(&str, &str)> {
    Some(("@odata.nextLink", link))
}

fn things() -> Request<Collection<Thing>> {
    Request::new(&READ)
}

fn id(thing: Thing) -> String {
    thing.id.unwrap()
}

#[test]
fn items_of_all_pages_in_order_with_the_same_headers() {
    let transport = MemoryTransport::new()
        .answer(page(&["a", "b"], next("https://graph.microsoft.com/v1.0/things?$skiptoken=1")))
        .answer(page(&[], next("https://graph.microsoft.com/v1.0/things?$skiptoken=a b")))
        .answer(page(&["c"], None));
    let client = client(&transport);
    let ids: Vec<String> = run(async {
        let mut items = client.items(things().query("$top", 2).consistency_level_eventual().prefer("x").if_none_match("\"1\""));
        assert_eq!(items.count(), None);
        let mut ids = Vec::new();
        while let Some(item) = items.next().await {
            ids.push(id(item.unwrap()));
        }
        assert_eq!(items.count(), Some(3));
        assert_eq!((items.next_link(), items.delta_link()), (None, None));
        assert!(items.next().await.is_none());
        ids
    });
    assert_eq!(ids, ["a", "b", "c"]);
    transport.assert_requests(&["GET /v1.0/things?$top=2", "GET /v1.0/things?$skiptoken=1", "GET /v1.0/things?$skiptoken=a b"]);
    for request in transport.requests() {
        assert_eq!((request.header("consistencylevel"), request.header("prefer")), (Some("eventual"), Some("x")));
    }
    assert_eq!(transport.requests()[1].header("if-none-match"), None);
}

#[test]
fn a_stored_link_goes_on_where_it_was() {
    let transport = MemoryTransport::new()
        .answer(page(&["a"], next("https://graph.microsoft.com/v1.0/things?$skiptoken=1")))
        .answer(page(&["b"], None));
    let client = client(&transport);
    let stored = run(async {
        let mut pages = client.pages(things());
        pages.next().await.unwrap().unwrap();
        pages.next_link().unwrap().as_str().to_owned()
    });
    let items = run(client.items(NextLink::<Thing>::new(stored)).all()).unwrap();
    assert_eq!(items.into_iter().map(id).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn the_delta_link_comes_at_the_end_and_asks_for_changes() {
    let delta = "https://graph.microsoft.com/v1.0/things/delta?$deltatoken=9";
    let transport = MemoryTransport::new()
        .answer(page(&["a"], next("https://graph.microsoft.com/v1.0/things/delta?$skiptoken=1")))
        .answer(page(&["b"], Some(("@odata.deltaLink", delta))))
        .answer(page(&["c"], Some(("@odata.deltaLink", delta))));
    let client = client(&transport);
    run(async {
        let mut items = client.items(things());
        items.next().await.unwrap().unwrap();
        assert_eq!(items.delta_link(), None);
        items.next().await.unwrap().unwrap();
        assert!(items.next().await.is_none());
        let link: DeltaLink<Thing> = items.delta_link().unwrap();
        assert_eq!(link.as_str(), delta);
        assert!(!format!("{link:?}").contains("deltatoken"));
        assert_eq!(client.items(link).all().await.unwrap().len(), 1);
    });
    assert_eq!(transport.requests()[2].url, delta);
}

#[test]
fn circles_end() {
    for length in [1_u32, 2, 3, 7, 20] {
        let mut step = 0;
        let transport = MemoryTransport::new().respond(move |_| {
            step += 1;
            page(&["a"], next(&format!("https://graph.microsoft.com/v1.0/things?$skiptoken={}", step % length)))
        });
        let error = run(client(&transport).items(things()).all()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::EndlessPages);
        assert!(transport.requests().len() < 5 * length as usize + 5, "{length}: {}", transport.requests().len());
    }
}

#[test]
fn endless_pages_end_at_the_limit() {
    let mut step = 0;
    let transport = MemoryTransport::new().respond(move |_| {
        step += 1;
        page(&["a"], next(&format!("https://graph.microsoft.com/v1.0/things?$skiptoken={step}")))
    });
    let client = builder().max_pages(10).transport(transport.clone()).build().unwrap();
    let error = run(client.items(things()).all()).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::EndlessPages, 10));
}

#[test]
fn an_error_ends_the_stream_and_leaves_the_link() {
    let link = "https://graph.microsoft.com/v1.0/things?$skiptoken=1";
    let transport = MemoryTransport::new().answer(page(&["a"], next(link))).status(400).answer(page(&["b"], None));
    let client = client(&transport);
    run(async {
        let mut items = client.items(things());
        items.next().await.unwrap().unwrap();
        assert_eq!(items.next().await.unwrap().unwrap_err().status(), Some(400));
        assert!(items.next().await.is_none());
        let rest = client.items(items.next_link().unwrap()).all().await.unwrap();
        assert_eq!(rest.len(), 1);
    });
}

#[test]
fn a_dropped_next_loses_nothing() {
    let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    let transport = Gated(MemoryTransport::new().answer(page(&["a"], None)), gate.clone());
    let client = builder().clock(Stopped).transport(transport.clone()).build().unwrap();
    run(async {
        let mut items = client.items(things());
        {
            let mut next = Box::pin(items.next());
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            assert!(next.as_mut().poll(&mut context).is_pending());
        }
        gate.add_permits(1);
        assert_eq!(items.all().await.unwrap().len(), 1);
    });
    assert_eq!(transport.0.requests().len(), 1);
}

#[test]
fn streams_are_unpin_and_send() {
    fn checked<S: futures_core::Stream + Unpin + Send>(_: &S) {}
    let transport = MemoryTransport::new();
    let client = client(&transport);
    checked(&client.items(things()));
    checked(&client.pages(things()));
}

/// Sends on when the gate is opened.
#[derive(Clone)]
struct Gated(MemoryTransport, std::sync::Arc<tokio::sync::Semaphore>);

impl Transport for Gated {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<AnswerBody>, TransportError>> {
        Box::pin(async move {
            let _permit = self.1.acquire().await;
            self.0.send(request).await
        })
    }
}
