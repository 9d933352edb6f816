//! TLS of the default transport, against a server whose certificate nobody has signed but itself.

use std::error::Error as _;
use std::sync::Arc;

use docwright_runtime::error::ErrorKind;
use docwright_runtime::request::Request;
use docwright_runtime::transport::{ReqwestTransport, TransportError, TransportErrorKind};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::server::{Act, Answer, Server};
use super::support::{CHANGE, READ, Thing, run};

/// A server's side of TLS that offers these protocols, and the certificate that a client must trust.
fn identity(protocols: &[&str]) -> (TlsAcceptor, reqwest::Certificate) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let trusted = reqwest::Certificate::from_der(&certificate).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut config = config.with_single_cert(vec![certificate], key).unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    (TlsAcceptor::from(Arc::new(config)), trusted)
}

fn found() -> Vec<Act> {
    vec![Answer::new("200 OK", r#"{"id": "a"}"#).alone()]
}

#[test]
fn a_certificate_that_the_user_trusts_is_accepted() {
    for (protocols, spoken) in [(&["h2", "http/1.1"][..], "HTTP/2.0"), (&["http/1.1"], "HTTP/1.1"), (&[], "HTTP/1.1")] {
        let (thing, received) = run(async {
            let (tls, trusted) = identity(protocols);
            let server = Server::start_tls(found(), tls).await;
            let transport = ReqwestTransport::from_builder(reqwest::Client::builder().tls_certs_only([trusted])).unwrap();
            let client = server.builder().transport(transport).build().unwrap();
            (client.send(Request::<Thing>::new(&READ)).await, server.received())
        });
        assert_eq!(thing.unwrap().id.as_deref(), Some("a"));
        let first = received[0].lines().next().unwrap();
        assert!(first.starts_with("GET ") && first.ends_with(spoken), "{first}");
        assert!(received[0].contains("SECRET-TOKEN"));
    }
}

#[test]
fn a_certificate_that_nobody_trusts_is_refused_at_once() {
    for operation in [&READ, &CHANGE] {
        let (error, received, connections) = run(async {
            let (tls, _) = identity(&["http/1.1"]);
            let server = Server::start_tls(found(), tls).await;
            let error = server.client().send(Request::<Thing>::new(operation)).await.unwrap_err();
            (error, server.received(), server.connections())
        });
        assert_eq!((error.kind(), error.tries()), (ErrorKind::Transport, 1), "{error}");
        assert_eq!((received.len(), connections), (0, 1), "the token was never sent, and there was one try");
        let cause = error.source().and_then(|source| source.downcast_ref::<TransportError>()).unwrap();
        assert_eq!(cause.kind(), TransportErrorKind::Other);
        assert!(error.to_string().contains("certificate"), "{error}");
    }
}

#[test]
fn a_certificate_of_another_host_is_refused() {
    let (error, received) = run(async {
        let (tls, trusted) = identity(&["http/1.1"]);
        let server = Server::start_tls(found(), tls).await;
        let transport = ReqwestTransport::from_builder(reqwest::Client::builder().tls_certs_only([trusted])).unwrap();
        // The same server by a name that its certificate does not have.
        let base = server.base.replace("127.0.0.1", "localhost");
        let client = server.builder().base_url(base).transport(transport).build().unwrap();
        (client.send(Request::<Thing>::new(&READ)).await.unwrap_err(), server.received())
    });
    assert_eq!((error.kind(), received.len()), (ErrorKind::Transport, 0), "{error}");
}
