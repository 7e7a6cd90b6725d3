//! What pages claim of themselves: a name that somebody else has, a change that is none.

use axum::http::StatusCode;
use rundown_desk::{Document, documents};
use rundown_news::{Capture, CaptureKind};

use crate::app::News;
use crate::handmade::{at, now};
use crate::markup::check;

const TOLD: &str = "A storm hit Port Kesh on Monday and 12 people died, the coast guard \
     said. The coast guard said that the search for three fishermen goes on in Port Kesh. \
     The harbor of Port Kesh stays shut until Friday, harbor master Vera Falk said.";

/// A report of a site that calls itself so, with a time of change.
fn report(name: &str, domain: &str, headline: &str, changed: &str) -> Vec<Document> {
    let html = format!(
        "<html lang=en><head><meta property='og:site_name' content='{name}'>\
         <meta property='article:published_time' content='2031-05-12T09:00:00Z'>\
         <meta property='article:modified_time' content='{changed}'></head><body>\
         <article><h1>{headline}</h1><p>{TOLD}</p><p>Seen at {domain}.</p></article>"
    );
    let seen = at("2031-05-12T20:00:00Z");
    let capture = Capture {
        bytes: html.into_bytes(),
        url: Some(format!("https://{domain}/storm")),
        at: Some(seen),
        charset: None,
        kind: CaptureKind::Page,
    };
    documents(domain, capture, seen).collect()
}

/// Two reports of one storm, under these names.
fn storm(first: &str, second: &str) -> News {
    News::made(now(), None, |_| {
        let mut both = report(
            first,
            "courier.example",
            "Storm kills 12 in Port Kesh",
            "2031-05-12T09:00:20Z",
        );
        both.extend(report(
            second,
            "evil.example",
            "Storm in Port Kesh kills 12",
            "2031-05-12T11:30:00Z",
        ));
        both
    })
}

#[tokio::test]
async fn a_name_that_two_sites_claim_stands_with_the_domain_of_each() {
    let news = storm("The Courier", "the courier");
    let story = news.story().await;
    let page = news.get(&story).await.body;
    check(&page);
    assert!(page.contains("<bdi>The Courier (courier.example)</bdi>"), "{page}");
    assert!(page.contains("the courier (evil.example)"), "{page}");
    assert!(!page.contains("<bdi>The Courier</bdi>"), "{page}");
    let api = news.get(&format!("/api/v1{story}")).await.body;
    assert!(!api.contains("\"The Courier\""), "{api}");
    let news = storm("The Courier", "Mill News");
    let page = news.get(&news.story().await).await.body;
    assert!(page.contains("<bdi>The Courier</bdi>"), "{page}");
    assert!(!page.contains("(courier.example)"), "{page}");
}

#[tokio::test]
async fn a_change_within_the_minute_of_publication_is_none() {
    let news = storm("The Courier", "Mill News");
    let page = news.get(&news.story().await).await.body;
    let links = crate::markup::values(&page, "href");
    let mut articles: Vec<&str> =
        links.iter().filter_map(|href| href.split('?').next()).collect();
    articles.retain(|href| href.starts_with("/articles/"));
    articles.sort_unstable();
    articles.dedup();
    let mut changed = Vec::new();
    for article in articles {
        let answer = news.get(article).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("12 May 2031, 09:00 UTC"), "{}", answer.body);
        changed.push(answer.body.contains("changed <time"));
    }
    changed.sort_unstable();
    assert_eq!(changed, [false, true]);
}
