//! From the items of a feed to articles: the page where it can be had, else what the
//! feed tells.

use std::sync::Arc;

use rundown_fetch::{Conditions, Fetched, Fetcher};
use rundown_news::{Article, Capture, FeedItem};
use rundown_store::article_keys;
use tokio::sync::Semaphore;
use tokio::task::{JoinSet, block_in_place};

use crate::intake::ReadDocument;
use crate::read::{read_item, read_page_of};
use crate::{Desk, DeskError};

/// Pages fetched at a time for one feed; the fetcher bounds them a host as well.
const PAGES_AT_ONCE: usize = 8;

impl Desk {
    /// Articles of the items that are not known yet.
    pub(super) async fn read_items(
        &self,
        fetcher: &Arc<Fetcher>,
        items: &[FeedItem],
        outlet: &str,
        pages_left: &mut usize,
    ) -> Result<Vec<ReadDocument>, DeskError> {
        let unknown = block_in_place(|| self.unknown(items))?;
        let gate = Arc::new(Semaphore::new(PAGES_AT_ONCE));
        let mut fetching = JoinSet::new();
        for (place, item) in unknown.into_iter().enumerate() {
            let wanted = *pages_left > 0;
            *pages_left = pages_left.saturating_sub(1);
            let (fetcher, gate) = (Arc::clone(fetcher), Arc::clone(&gate));
            fetching.spawn(async move {
                let _turn = gate.acquire_owned().await;
                let page = if wanted { page(&fetcher, &item).await } else { None };
                (place, item, page)
            });
        }
        let mut fetched: Vec<(usize, FeedItem, Option<Capture>)> = Vec::new();
        while let Some(done) = fetching.join_next().await {
            fetched.extend(done.ok());
        }
        fetched.sort_by_key(|(place, ..)| *place);
        let read = |(_, item, page)| self.read_fetched(&item, page, outlet);
        Ok(block_in_place(|| fetched.into_iter().map(read).collect()))
    }

    fn unknown(&self, items: &[FeedItem]) -> Result<Vec<FeedItem>, DeskError> {
        let mut unknown = Vec::new();
        for item in items {
            let url = item.link.clone();
            if url.is_none() && item.title.is_empty() {
                continue;
            }
            let keys = article_keys(&Article {
                headline: item.title.clone(),
                url,
                ..Article::default()
            });
            if self.store.known(&keys)?.is_none() {
                unknown.push(item.clone());
            }
        }
        Ok(unknown)
    }

    fn read_fetched(
        &self,
        item: &FeedItem,
        page: Option<Capture>,
        outlet: &str,
    ) -> ReadDocument {
        let seen_at = self.now();
        let page = page.map(|mut page| {
            page.at = Some(seen_at);
            (read_page_of(&page, item, outlet), page.bytes)
        });
        match page {
            Some((read, bytes)) if !read.article.text.is_empty() => {
                let capture = Some(bytes);
                let arrived_at = seen_at;
                ReadDocument { read, capture, seen_at, arrived_at, only_if_new: false }
            }
            _ => ReadDocument {
                read: read_item(item, outlet, seen_at),
                capture: None,
                seen_at,
                arrived_at: seen_at,
                only_if_new: true,
            },
        }
    }
}

/// The page of an item, if its outlet lets it be fetched.
async fn page(fetcher: &Fetcher, item: &FeedItem) -> Option<Capture> {
    let url = item.link.as_deref()?;
    if !fetcher.allowed(url).await {
        return None;
    }
    match fetcher.get(url, &Conditions::default()).await {
        // The address of the feed names the article: it is what is asked for next time.
        Ok(Fetched::Fresh(fresh)) => {
            Some(Capture { url: Some(url.to_owned()), ..fresh.capture })
        }
        Ok(Fetched::NotModified) => None,
        Err(error) => {
            tracing::info!("could not fetch {url}: {error}; the feed's own text is kept");
            None
        }
    }
}
