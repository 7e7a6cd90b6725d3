//! What a store keeps, through its public trait, on a real directory.

mod alerts;
mod damage;
mod items;
mod keeping;
mod placing;
mod pruning;
mod reading;
mod topics;

use rundown_news::{Article, ArticleId, NewsTime, Outlet, ReadArticle};
use rundown_store::{Incoming, Put, SqlStore, Store};

/// A directory of its own that goes with the test.
pub(crate) struct Room {
    pub dir: std::path::PathBuf,
}

impl Room {
    pub(crate) fn new(name: &str) -> Self {
        let dir = std::env::temp_dir()
            .join(format!("rundown-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self { dir }
    }

    pub(crate) fn store(&self) -> SqlStore {
        SqlStore::open(&self.dir).expect("a new directory can be opened")
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

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
