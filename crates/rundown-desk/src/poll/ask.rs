//! Asking one feed.

use std::panic::catch_unwind;
use std::sync::Arc;

use jiff::Timestamp;
use rundown_feed::read_feed;
use rundown_fetch::{Conditions, FetchError, Fetched, Fetcher, Fresh, Hold, Unchanged};
use rundown_news::Feed;
use rundown_store::StoredSubscription;

use super::aside::aside;

/// A feed that was asked, and its answer.
pub(super) struct Asked {
    pub(super) one: StoredSubscription,
    /// When, by the schedule.
    pub(super) began: Timestamp,
    pub(super) answer: Result<Answer, Failure>,
}

/// A whole answer.
pub(super) enum Answer {
    Fresh(Box<FreshFeed>),
    NotModified(Unchanged),
}

/// A feed as read, and what its server said about it.
pub(super) struct FreshFeed {
    pub(super) feed: Feed,
    pub(super) validators: (Option<String>, Option<String>),
    pub(super) moved: Option<String>,
    pub(super) cache_seconds: Option<u64>,
    /// The items of a large answer are large too.
    _hold: Hold,
}

/// Why there is none.
pub(super) enum Failure {
    Fetch(FetchError),
    NoFeed(String),
}

impl Failure {
    pub(super) fn why(&self) -> String {
        match self {
            Self::Fetch(error) => error.why(),
            Self::NoFeed(why) => why.clone(),
        }
    }
}

/// Asks a feed with the validators of its last answer, and reads what it says.
pub(super) async fn ask(
    fetcher: Arc<Fetcher>,
    one: StoredSubscription,
    began: Timestamp,
) -> Asked {
    let conditions =
        Conditions { etag: one.etag.clone(), last_modified: one.last_modified.clone() };
    let url = &one.subscription.url;
    let answer = match fetcher.get(url, &conditions).await {
        Ok(Fetched::Fresh(fresh)) => {
            let read = aside(|| read(url, fresh));
            read.map(|fresh| Answer::Fresh(Box::new(fresh))).map_err(Failure::NoFeed)
        }
        Ok(Fetched::NotModified(unchanged)) => Ok(Answer::NotModified(unchanged)),
        Err(error) => Err(Failure::Fetch(error)),
    };
    Asked { one, began, answer }
}

fn read(url: &str, fresh: Fresh) -> Result<FreshFeed, String> {
    let Fresh {
        capture,
        etag,
        last_modified,
        moved_permanently,
        cache_seconds,
        hub,
        hold,
        ..
    } = fresh;
    let read = catch_unwind(|| {
        read_feed(&capture.bytes, Some(url), capture.charset.as_deref())
            .map_err(|problem| problem.to_string())
    });
    let fault = || Err("a fault in Rundown; please report it".to_owned());
    let mut feed = read.unwrap_or_else(|_| fault())?.value;
    // What headers say of the hub goes before what the feed says.
    if let Some(named) = hub {
        (feed.hub, feed.topic) = (Some(named.hub), named.topic);
    }
    Ok(FreshFeed {
        feed,
        validators: (etag, last_modified),
        moved: moved_permanently,
        cache_seconds,
        _hold: hold,
    })
}
