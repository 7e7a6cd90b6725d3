//! Whether the service is well, as whoever watches it asks.

use axum::http::StatusCode;

use crate::app::News;

#[tokio::test]
async fn it_says_that_it_lives_and_is_ready() {
    let news = News::open();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(news.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_store_that_was_moved_away_is_not_well() {
    let news = News::open();
    assert_eq!(news.get("/healthz").await.status, StatusCode::OK);
    let elsewhere = news.room.with_extension("moved");
    std::fs::rename(&news.room, &elsewhere).unwrap();
    let mut told = Vec::new();
    for path in ["/healthz", "/readyz"] {
        told.push(news.get(path).await);
    }
    std::fs::rename(&elsewhere, &news.room).unwrap();
    for answer in told {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.body.contains("data directory"), "{}", answer.body);
    }
    assert_eq!(news.get("/healthz").await.status, StatusCode::OK);
}
