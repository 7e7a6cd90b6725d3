//! Following something new: a feed, or the feed that a page names.

use jiff::Timestamp;
use rundown_feed::{looks_like_feed, read_feed};
use rundown_fetch::{Conditions, Fetched, Fetcher};
use rundown_news::{Capture, Subscription};
use serde::Serialize;

use crate::{Desk, DeskError};

/// What is followed now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The address of the feed.
    pub url: String,
    /// What it calls itself, if it was asked.
    pub title: Option<String>,
    /// Whether it was not followed before.
    pub new: bool,
}

impl Desk {
    /// Follows the feed at an address, or the first feed that the page there names.
    ///
    /// # Errors
    /// When the address cannot be fetched or leads to no feed, or the store fails or is only
    /// read: then nothing is fetched.
    pub async fn add(&self, fetcher: &Fetcher, url: &str) -> Result<Added, DeskError> {
        self.refuse_if_reading("subscribing")?;
        let url = &with_scheme(url);
        let capture = fetch(fetcher, url).await?;
        if looks_like_feed(&capture.bytes) {
            return self.follow_feed(url, &capture);
        }
        let Some(named) = named_feed(&capture) else {
            let why = "it is no feed, and the page names none".to_owned();
            return Err(DeskError::NoFeed { url: url.to_owned(), why });
        };
        let capture = fetch(fetcher, &named).await?;
        self.follow_feed(&named, &capture)
    }

    /// Follows what a reader asks for: the feed at an address or the one its page names,
    /// and the address itself where this desk asks nobody ([`Desk::asking_with`]).
    ///
    /// # Errors
    /// When the address leads to no feed, or the store fails.
    pub async fn follow_address(&self, url: &str) -> Result<Added, DeskError> {
        match &self.fetcher {
            Some(fetcher) => self.add(fetcher, url).await,
            None => self.add_unseen(url),
        }
    }

    /// Follows an address without asking it first.
    ///
    /// # Errors
    /// When it is no address of the web, or the store fails.
    pub fn add_unseen(&self, url: &str) -> Result<Added, DeskError> {
        let url = with_scheme(url);
        let new = self
            .subscribe(&Subscription { url: url.clone(), ..Subscription::default() })?;
        Ok(Added { url, title: None, new })
    }

    /// Follows a feed as an import names it.
    ///
    /// # Errors
    /// When its address is none of the web, or the store fails.
    pub fn subscribe(&self, subscription: &Subscription) -> Result<bool, DeskError> {
        let address = url::Url::parse(&subscription.url).ok();
        if !address.is_some_and(|url| matches!(url.scheme(), "http" | "https")) {
            let why = "it is no address that begins with http:// or https://".to_owned();
            return Err(DeskError::NoFeed { url: subscription.url.clone(), why });
        }
        // Due at once.
        Ok(self.store.subscribe(subscription, Timestamp::UNIX_EPOCH)?)
    }

    fn follow_feed(&self, url: &str, capture: &Capture) -> Result<Added, DeskError> {
        let feed =
            read_feed(&capture.bytes, Some(url), capture.charset.as_deref()).map_err(
                |why| DeskError::NoFeed { url: url.to_owned(), why: why.to_string() },
            )?;
        let title = Some(feed.value.title).filter(|title| !title.is_empty());
        let subscription =
            Subscription { url: url.to_owned(), title: title.clone(), folder: None };
        let new = self.subscribe(&subscription)?;
        Ok(Added { url: url.to_owned(), title, new })
    }
}

/// An address as somebody types it has no scheme; a port is no scheme either.
fn with_scheme(typed: &str) -> String {
    let typed = typed.trim();
    if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

async fn fetch(fetcher: &Fetcher, url: &str) -> Result<Capture, DeskError> {
    match fetcher.get(url, &Conditions::default()).await? {
        Fetched::Fresh(fresh) => Ok(fresh.capture),
        Fetched::NotModified(_) => {
            let why = "it answers without content".to_owned();
            Err(DeskError::NoFeed { url: url.to_owned(), why })
        }
    }
}

/// The first feed that a page names.
fn named_feed(page: &Capture) -> Option<String> {
    rundown_extract::links(page).into_iter().next().map(|link| link.href)
}
