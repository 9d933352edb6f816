//! The token goes to the service's host and to no other.

use docwright_runtime::answer::{Accepted, Bytes};
use docwright_runtime::cloud::Cloud;
use docwright_runtime::credential::{CredentialError, Token, TokenRequest};
use docwright_runtime::error::ErrorKind;
use docwright_runtime::model::{Collection, Json};
use docwright_runtime::request::Request;
use docwright_runtime::transport::{MemoryTransport, Scripted};

use super::support::{BASE, CHANGE, READ, Thing, builder, client, run};

fn redirect(status: u16, to: &str) -> Scripted {
    Scripted::status(status).header("Location", to)
}

/// What looks like the service and is not.
const FOREIGN: &[&str] = &[
    "https://evil.example/x",
    "https://graph.microsoft.com.evil.example/x",
    "https://graph.microsoft.com:8443/x",
    "https://graph.microsoft.com@evil.example/x",
    "//evil.example/x",
    "https:\\\\evil.example/x",
    "https://evil.example\\@graph.microsoft.com/x",
    "https://graph.microsoft.com\t.evil.example/x",
    "http://graph.microsoft.com/x",
    "ftp://graph.microsoft.com/x",
    "javascript:alert(1)",
    "data:text/plain,x",
];

#[test]
fn redirects_to_other_hosts_lose_the_token() {
    for to in FOREIGN {
        for status in [301, 302, 303, 307, 308] {
            let transport = MemoryTransport::new().answer(redirect(status, to)).respond(|_| Scripted::json(200, "{}"));
            let request = Request::<Bytes>::new(&READ).if_match("\"tag\"").header("X-Own", "1").range(0, Some(9));
            let _ = run(client(&transport).send(request));
            for request in transport.requests().iter().skip(1) {
                let own = request.url.starts_with("https://graph.microsoft.com/");
                assert!(own || request.header("authorization").is_none(), "{to} {request:?}");
                assert!(request.url.starts_with("https://"), "{to}: {}", request.url);
                if !own {
                    assert!(
                        request.header("if-match").is_none()
                            && request.header("x-own").is_none()
                            && request.header("client-request-id").is_none()
                    );
                    assert_eq!(request.header("range"), Some("bytes=0-9"));
                }
            }
        }
    }
}

#[test]
fn redirects_within_the_service_keep_it() {
    for (to, url) in [
        ("https://GRAPH.microsoft.com:443/v1.0/other", "https://GRAPH.microsoft.com:443/v1.0/other"),
        ("/v1.0/other?x=1", "https://graph.microsoft.com/v1.0/other?x=1"),
        ("other", "https://graph.microsoft.com/v1.0/other"),
        ("?x=1", "https://graph.microsoft.com/v1.0/things?x=1"),
    ] {
        let transport = MemoryTransport::new().answer(redirect(302, to)).json(200, "{}");
        run(client(&transport).send(Request::<Thing>::new(&READ))).unwrap();
        let last = transport.requests().pop().unwrap();
        assert_eq!((last.url.as_str(), last.header("authorization")), (url, Some("Bearer SECRET-TOKEN")));
    }
}

#[test]
fn redirects_end() {
    let transport = MemoryTransport::new().respond(|request| redirect(302, &request.url));
    let error = run(client(&transport).send(Request::<Thing>::new(&READ))).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::Redirect, 6));
}

#[test]
fn a_change_is_sent_on_only_within_the_service() {
    for (status, to, sent) in [
        (307, "https://graph.microsoft.com/v1.0/b", 2),
        (308, "https://graph.microsoft.com/v1.0/b", 2),
        (302, "https://graph.microsoft.com/v1.0/b", 1),
        (307, "https://evil.example/b", 1),
    ] {
        let transport = MemoryTransport::new().answer(redirect(status, to)).json(200, "{}");
        let result = run(client(&transport).send(Request::<Thing>::new(&CHANGE).json_of("body")));
        let requests = transport.requests();
        assert_eq!((requests.len(), result.is_ok()), (sent, sent == 2), "{status} {to}");
        assert!(requests.iter().all(|request| request.method == "POST" && request.text() == Some("\"body\"")));
    }
    let transport = MemoryTransport::new().answer(redirect(303, "/v1.0/result")).json(200, "{}");
    run(client(&transport).send(Request::<Thing>::new(&CHANGE).json_of("body"))).unwrap();
    assert_eq!(transport.requests()[1].method, "GET");
    assert!(transport.requests()[1].body.is_empty());
}

#[test]
fn links_to_other_hosts_are_not_followed() {
    for link in FOREIGN {
        let page = serde_json::json!({"value": [{}], "@odata.nextLink": link}).to_string();
        let transport = MemoryTransport::new().json(200, page).respond(|_| Scripted::json(200, r#"{"value": []}"#));
        let client = client(&transport);
        let result = run(client.items(Request::<Collection<Json>>::new(&READ)).all());
        for request in transport.requests() {
            assert!(request.url.starts_with("https://graph.microsoft.com/"), "{link}: {}", request.url);
        }
        if transport.requests().len() == 1 {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::ForeignHost, "{link}");
        }
    }
}

#[test]
fn a_host_that_is_allowed_gets_no_token() {
    let page = r#"{"value": [{}], "@odata.nextLink": "https://other.example/next"}"#;
    let transport = MemoryTransport::new().json(200, page).json(200, r#"{"value": [{}]}"#);
    let client = builder().allow_links_to("https://other.example").transport(transport.clone()).build().unwrap();
    let items = run(client.items(Request::<Collection<Json>>::new(&READ)).all()).unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(transport.requests()[1].header("authorization"), None);
}

#[test]
fn monitors_of_other_hosts_get_no_token() {
    let accepted = Scripted::status(202).header("Location", "https://tenant.example/monitor/1");
    let transport = MemoryTransport::new().answer(accepted).json(200, r#"{"status": "completed"}"#);
    run(async { client(&transport).poll(Request::<Accepted<Json>>::new(&CHANGE)).await }).unwrap();
    let look = transport.requests().pop().unwrap();
    assert_eq!((look.url.as_str(), look.header("authorization")), ("https://tenant.example/monitor/1", None));

    let accepted = Scripted::status(202).header("Location", "http://tenant.example/monitor/1");
    let transport = MemoryTransport::new().answer(accepted).json(200, "{}");
    let error = run(async { client(&transport).poll(Request::<Accepted<Json>>::new(&CHANGE)).await }).unwrap_err();
    assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::ForeignHost, 1));
}

#[test]
fn bases_are_https_or_this_machine() {
    let build = |base: &str| builder().base_url(base).transport(MemoryTransport::new()).build().map(|_| ());
    for base in ["https://a.example", "https://a.example/proxy/", "http://localhost:1", "http://127.0.0.1:8080", "http://[::1]:5"]
    {
        assert!(build(base).is_ok(), "{base}");
    }
    for base in [
        "http://a.example",
        "a.example",
        "",
        "ftp://a.example",
        "https://user@a.example",
        "https://a.example?x",
        "https://a.example#x",
    ] {
        assert_eq!(build(base).unwrap_err().kind(), ErrorKind::Build, "{base}");
    }
}

#[test]
fn clouds_versions_and_scopes() {
    for (cloud, host) in [
        (Cloud::Global, "graph.microsoft.com"),
        (Cloud::UsGovernmentL4, "graph.microsoft.us"),
        (Cloud::UsGovernmentL5, "dod-graph.microsoft.us"),
        (Cloud::China, "microsoftgraph.chinacloudapi.cn"),
    ] {
        let transport = MemoryTransport::new().json(200, "{}");
        let scope = format!("https://{host}/.default");
        let credential = move |request: TokenRequest| {
            let right = request.scopes == [scope.clone()];
            async move { if right { Ok(Token::new("T")) } else { Err(CredentialError::from("wrong scope")) } }
        };
        let client =
            builder().credential(credential).cloud(cloud).api_version("beta").transport(transport.clone()).build().unwrap();
        run(client.send(Request::<Thing>::new(&READ))).unwrap();
        assert_eq!(transport.requests()[0].url, format!("https://{host}/beta/things"));
        assert_eq!(transport.requests()[0].header("authorization"), Some("Bearer T"));
    }
}

#[test]
fn a_refused_token_is_asked_for_once_more() {
    let challenge =
        Scripted::status(401).header("WWW-Authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJ\"");
    let transport = MemoryTransport::new().answer(challenge).json(200, "{}");
    let credential = |request: TokenRequest| async move {
        Ok::<_, CredentialError>(Token::new(match (request.refused, request.claims.as_deref()) {
            (false, None) => "OLD",
            (true, Some("eyJ")) => "NEW",
            _ => "WRONG",
        }))
    };
    let client = builder().credential(credential).transport(transport.clone()).build().unwrap();
    run(client.send(Request::<Thing>::new(&READ))).unwrap();
    let tokens: Vec<_> = transport.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(tokens, ["Bearer OLD", "Bearer NEW"]);

    let transport = MemoryTransport::new().respond(|_| Scripted::status(401));
    let client = client_without_waits(&transport);
    assert_eq!(run(client.send(Request::<Thing>::new(&READ))).unwrap_err().status(), Some(401));
    assert_eq!(transport.requests().len(), 2);
}

fn client_without_waits(transport: &MemoryTransport) -> docwright_runtime::client::Client {
    client(transport)
}

#[test]
fn tokens_that_would_make_headers_are_refused() {
    for token in ["a\r\nX-Evil: 1", "a\nb", "\0"] {
        let transport = MemoryTransport::new().json(200, "{}");
        let client = builder().token(token).transport(transport.clone()).build().unwrap();
        let error = run(client.send(Request::<Thing>::new(&READ))).unwrap_err();
        assert_eq!((error.kind(), transport.requests().len()), (ErrorKind::Credential, 0));
        assert!(!format!("{error:?}").contains("Evil"));
    }
    let transport = MemoryTransport::new();
    let failing = |_: TokenRequest| async { Err(CredentialError::from("signed out")) };
    let client = builder().credential(failing).transport(transport).build().unwrap();
    let error = run(client.send(Request::<Thing>::new(&READ))).unwrap_err();
    assert_eq!(error.to_string().split(" (client").next(), Some("thing::read: the credential gave no token: signed out"));
}

#[test]
fn what_the_client_adds() {
    let transport = MemoryTransport::new().json(200, "{}").json(200, "{}").json(200, "{}");
    let client = builder().user_agent("test/1").transport(transport.clone()).build().unwrap();
    run(client.send(Request::<Thing>::new(&READ))).unwrap();
    run(client.send(Request::<Thing>::new(&READ).header("client-request-id", "mine"))).unwrap();
    run(client.send(Request::<Thing>::new(&READ).header("Authorization", "Bearer OWN"))).unwrap();
    let requests = transport.requests();
    let id = requests[0].header("client-request-id").unwrap();
    assert_eq!((id.len(), id.as_bytes()[14], id.matches('-').count()), (36, b'4', 4), "{id}");
    assert_eq!(requests[0].header("user-agent"), Some("test/1"));
    assert_eq!(requests[0].header("accept"), Some("application/json"));
    assert_eq!(requests[1].header("client-request-id"), Some("mine"));
    assert_eq!(requests[2].header("authorization"), Some("Bearer OWN"));
    assert!(requests[0].url.starts_with(BASE));
}
