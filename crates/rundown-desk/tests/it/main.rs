//! The desk against outlets on loopback that are slow, broken, moved or lying, with a
//! clock that the test sets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod answers;
mod browsers;
mod captures;
mod demo;
mod feeds;
mod hubs;
mod intake;
mod lies;
mod live;
mod log;
mod mails;
mod pages;
mod pruning;
mod putting_off;
mod related;
mod replaying;
mod searching;
mod snapshots;
mod telling;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rundown_desk::{Clock, Desk, FeedHealth, Hands, PollReport};
use rundown_fetch::{FetchConfig, Fetcher, Guard};
use rundown_news::Subscription;

/// A desk in a folder of its own that goes with the test.
pub(crate) struct Room {
    dir: PathBuf,
    pub(crate) hands: Hands,
    desk: Desk,
}

impl Room {
    pub(crate) fn new(name: &str) -> Self {
        Self::with(name, |desk| desk)
    }

    /// The same with a desk that is set up further.
    pub(crate) fn with(name: &str, set_up: impl FnOnce(Desk) -> Desk) -> Self {
        let dir = std::env::temp_dir()
            .join(format!("rundown-desk-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        let hands = Hands::at(at("2031-05-14T12:00:00Z"));
        let desk = set_up(Desk::open(&dir, Clock::Set(hands)).unwrap());
        Self { dir, hands, desk }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    pub(crate) fn follow(&self, url: &str) {
        let url = url.to_owned();
        let subscription = Subscription { url, ..Subscription::default() };
        assert!(self.desk().subscribe(&subscription).unwrap());
    }

    /// One round, by a fetcher that remembers no host.
    pub(crate) async fn poll(&self) -> PollReport {
        let fetcher = Arc::new(fetcher());
        self.desk().poll(&fetcher, false).await.unwrap()
    }

    /// Time passes, then one round.
    pub(crate) async fn poll_after(&self, minutes: u64) -> PollReport {
        self.hands.pass(Duration::from_mins(minutes));
        self.poll().await
    }

    pub(crate) fn only_feed(&self) -> FeedHealth {
        self.desk().feeds().unwrap().remove(0)
    }

    /// Texts of all articles that hold a word, with the names of their outlets.
    pub(crate) fn found(&self, word: &str) -> Vec<(String, String, String)> {
        let hits = self.desk().search(word).unwrap();
        let found = hits.into_iter().map(|hit| {
            let view = self.desk().article(&hit.card.id, None).unwrap().unwrap();
            let article = view.stored.read.article;
            (article.headline, article.text, article.outlet.label().to_owned())
        });
        found.collect()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// A fetcher that may reach this machine.
pub(crate) fn fetcher() -> Fetcher {
    let config = FetchConfig {
        guard: Guard { allow_private: true },
        spacing: Duration::ZERO,
        ..FetchConfig::default()
    };
    Fetcher::new(config).unwrap()
}

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}
