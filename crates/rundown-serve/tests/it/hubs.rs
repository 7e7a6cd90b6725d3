//! Where hubs deliver.

use axum::body::Body;
use axum::http::StatusCode;

use crate::app::{News, request};

#[tokio::test]
async fn nobody_delivers_where_nothing_was_asked_for() {
    let news = News::open();
    let asked = "/push/0123?hub.mode=subscribe&hub.topic=https://vale.example/feed\
         &hub.challenge=%3Cscript%3E&hub.lease_seconds=60";
    assert_eq!(news.get(asked).await.status, StatusCode::NOT_FOUND);
    for said in ["/push/0123", "/push/0123?hub.lease_seconds=ten"] {
        assert_eq!(news.get(said).await.status, StatusCode::NOT_FOUND, "{said}");
    }
    let delivery = request("POST", "/push/0123").header("x-hub-signature", "sha256=00");
    let answer = news.ask(delivery.body(Body::from("<rss/>")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::GONE);
}
