//! What is due, and what came of it, in one `SQLite` database.

use jiff::Timestamp;
use rundown_news::ArticleId;

use crate::engine::{self, Transaction};
use crate::error::doing;
use crate::{
    DuePage, FeedState, Incoming, Polling, Put, SqlStore, StoreError, StoredSubscription,
    Visited, article_keys, articles, dropped, pages, subscriptions,
};

impl Polling for SqlStore {
    fn due(
        &self,
        now: Timestamp,
        per_host: usize,
        limit: usize,
    ) -> Result<Vec<StoredSubscription>, StoreError> {
        self.read(|connection| {
            subscriptions::due(connection, now, (per_host, limit))
                .map_err(doing("looking which feeds are due"))
        })
    }

    fn put_right(&self, now: Timestamp) -> Result<usize, StoreError> {
        const WHAT: &str = "putting due times right";
        self.write(WHAT, |transaction| {
            subscriptions::put_right(transaction, now).map_err(doing(WHAT))
        })
    }

    fn window(&self, url: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            subscriptions::window(connection, url)
                .map_err(doing("looking a subscription up"))
        })
    }

    fn unsubscribe(&self, url: &str) -> Result<bool, StoreError> {
        self.write("removing a subscription", |transaction| {
            subscriptions::unsubscribe(transaction, url)
                .map_err(doing("removing a subscription"))
        })
    }

    fn rename_subscription(&self, url: &str, title: &str) -> Result<bool, StoreError> {
        self.write("renaming a subscription", |transaction| {
            subscriptions::rename(transaction, url, title)
                .map_err(doing("renaming a subscription"))
        })
    }

    fn set_feed_state(
        &self,
        url: &str,
        state: FeedState,
        due_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write("changing a subscription", |transaction| {
            subscriptions::set_state(transaction, url, state, due_at)
                .map_err(doing("changing a subscription"))
        })
    }

    fn pages_due(
        &self,
        now: Timestamp,
        per_host: usize,
        limit: usize,
    ) -> Result<Vec<DuePage>, StoreError> {
        self.read(|connection| {
            pages::due(connection, now, per_host, limit)
                .map_err(doing("looking which pages are due"))
        })
    }

    fn pages_awaited(
        &self,
        by: Timestamp,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DuePage>, StoreError> {
        self.read(|connection| {
            pages::awaited(connection, (by, now), limit)
                .map_err(doing("looking which pages are awaited"))
        })
    }

    fn put_visited(
        &self,
        visits: &[Visited<'_>],
        now: Timestamp,
    ) -> Result<Vec<Option<Put>>, StoreError> {
        const WHAT: &str = "taking pages in";
        self.write(WHAT, |transaction| {
            pages::forget_given_up(transaction, now).map_err(doing(WHAT))?;
            visits.iter().map(|visit| put_visited(transaction, visit)).collect()
        })
    }
}

fn put_visited(
    transaction: &Transaction<'_>,
    visit: &Visited<'_>,
) -> Result<Option<Put>, StoreError> {
    const WHAT: &str = "noting a visit";
    let batch: Vec<Incoming<'_>> = visit.incoming.iter().cloned().collect();
    for incoming in &batch {
        let keys = article_keys(&incoming.read.article);
        pages::join(transaction, &keys, &visit.aliases).map_err(doing(WHAT))?;
    }
    let put = match dropped_before(transaction, visit).map_err(doing(WHAT))? {
        Some(id) => Some(Put::Dropped(id)),
        None => articles::put_all(transaction, &batch)?.pop(),
    };
    let noted = || {
        if let (Some(put), Some(incoming)) = (&put, &visit.incoming) {
            let outlet = &incoming.read.article.outlet;
            pages::add_aliases(transaction, put, &visit.aliases)?;
            if matches!(put, Put::Revised(_)) {
                let named = (outlet.key(), outlet.label());
                pages::set_outlet(transaction, put.article(), named)?;
            }
        }
        pages::settle(transaction, &visit.url, visit.next.as_ref())
    };
    noted().map_err(doing(WHAT))?;
    Ok(put)
}

/// The article of a visit, if it is one that is kept no longer, be it under another name
/// that its feed has for it.
fn dropped_before(
    transaction: &Transaction<'_>,
    visit: &Visited<'_>,
) -> engine::Result<Option<ArticleId>> {
    let Some(incoming) = &visit.incoming else { return Ok(None) };
    let mut keys = article_keys(&incoming.read.article);
    keys.extend(visit.aliases.iter().cloned());
    let Some(id) = articles::known_under(transaction, &keys)? else { return Ok(None) };
    Ok(dropped::is_article(transaction, id.as_str())?.then_some(id))
}
