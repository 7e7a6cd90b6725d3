//! What a store keeps, through its public trait: the same suite over a file of this machine
//! and over a server, and what either has alone.

#![expect(
    clippy::duplicate_mod,
    reason = "each test runs on both engines, which are two kinds of room to it"
)]

mod reaching;
mod rooms;

/// The suite on `SQLite`.
mod files {
    pub(crate) use crate::rooms::Directory as Room;
    pub(crate) use crate::{article, at, put, put_id};

    #[path = "../alerts.rs"]
    mod alerts;
    mod alone;
    #[path = "../beside.rs"]
    mod beside;
    #[path = "../copying.rs"]
    mod copying;
    #[path = "../damage.rs"]
    mod damage;
    #[path = "../each.rs"]
    mod each;
    #[path = "../items.rs"]
    mod items;
    #[path = "../keeping.rs"]
    mod keeping;
    #[path = "../log.rs"]
    mod log;
    #[path = "../placing.rs"]
    mod placing;
    #[path = "../pruning.rs"]
    mod pruning;
    #[path = "../reading.rs"]
    mod reading;
    #[path = "../topics.rs"]
    mod topics;
}

/// The suite on `PostgreSQL`, where a server is named.
mod server {
    pub(crate) use crate::rooms::Schema as Room;
    pub(crate) use crate::{article, at, put, put_id};

    #[path = "../alerts.rs"]
    mod alerts;
    mod alone;
    #[path = "../beside.rs"]
    mod beside;
    #[path = "../copying.rs"]
    mod copying;
    #[path = "../damage.rs"]
    mod damage;
    #[path = "../each.rs"]
    mod each;
    #[path = "../items.rs"]
    mod items;
    #[path = "../keeping.rs"]
    mod keeping;
    #[path = "../log.rs"]
    mod log;
    #[path = "../placing.rs"]
    mod placing;
    #[path = "../pruning.rs"]
    mod pruning;
    #[path = "../reading.rs"]
    mod reading;
    #[path = "../topics.rs"]
    mod topics;
}

use rundown_news::{Article, ArticleId, NewsTime, Outlet, ReadArticle};
use rundown_store::{Incoming, Put, Store};

pub(crate) fn at(time: &str) -> jiff::Timestamp {
    time.parse().expect("tests write RFC 3339")
}

pub(crate) fn article(url: &str, headline: &str, published: &str) -> ReadArticle {
    let domain = url.split('/').nth(2).unwrap_or_default().to_owned();
    let article = Article {
        url: Some(url.to_owned()),
        outlet: Outlet { name: String::new(), domain },
        headline: headline.to_owned(),
        text: format!("{headline}, officials said."),
        published: published.parse::<NewsTime>().ok(),
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

pub(crate) fn put(store: &dyn Store, read: &ReadArticle) -> Put {
    let seen_at = at("2031-05-28T18:00:00Z");
    let arrived_at = seen_at;
    let incoming =
        Incoming { read, capture: Some(b"<p>bytes"), seen_at, arrived_at, noted: true };
    store.put(&[incoming]).expect("the store takes articles").remove(0)
}

pub(crate) fn put_id(store: &dyn Store, url: &str, published: &str) -> ArticleId {
    let headline = format!("News of {url}");
    put(store, &article(url, &headline, published)).article().clone()
}
