//! Polling: ask the feeds that are due, fetch the pages they point at, keep both.
//!
//! A round has two queues with bounds, one of feeds and one of pages, over what the store
//! says is due. Whoever is asked, no host has more than two requests at a time nor more
//! than one a second, and what waits for one host holds up no other. Each answer is read,
//! kept and dropped as it comes.
//!
//! A feed's validators are stored in the transaction of what it named: items whose pages
//! are still to be fetched are rows of the store (`DuePage`), so a round that is cut off
//! loses nothing and is simply run again.

mod add;
mod aside;
mod ask;
mod feeds;
mod keep;
mod push;
mod schedule;
mod sift;
mod teller;
mod visit;
mod window;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rundown_fetch::Fetcher;
use rundown_news::limits::{
    AWAITED_SECONDS_MAX, BATCH_ARTICLES_MAX, CRAWL_DELAY_SECONDS_MAX, FEEDS_AT_ONCE_MAX,
    FEEDS_QUEUED_MAX, HOST_CONNECTIONS_MAX, HOST_FEEDS_QUEUED_MAX, HOST_PAGES_QUEUED_MAX,
    PAGES_AT_ONCE_MAX, PAGES_QUEUED_MAX, ROUND_PAGES_MAX, ROUND_PROBLEMS_MAX,
    ROUND_SECONDS_MAX,
};
use rundown_store::{DuePage, FeedState, StoredSubscription, host_of, unpoisoned};
use serde::Serialize;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::clock::Forward;
use crate::{Desk, DeskError, Tally};

pub use add::Added;
pub use feeds::{FeedHealth, Health};
pub use schedule::Pace;

use aside::aside;
use ask::Asked;
use visit::{Came, Visited};

/// How often a round looks which hosts may be asked again.
const TURN_EVERY: Duration = Duration::from_millis(200);

/// How often a round looks what has become due, unless it has nothing else to do.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often news is put into stories while a round runs.
const PLACE_EVERY: Duration = Duration::from_secs(5);

/// Waiting feeds looked at for one whose host may be asked.
const FEEDS_LOOKED_THROUGH: usize = 256;

/// What polling remembers between rounds.
#[derive(Debug, Default)]
pub(crate) struct Polling {
    /// The clock of the schedule.
    forward: Forward,
    /// What is being asked, by whichever round.
    asked: Mutex<BTreeSet<String>>,
    /// Somebody waits for a delivery.
    delivered: Notify,
}

/// What a round of polling did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PollReport {
    /// Feeds asked.
    pub asked: u64,
    /// Feeds that had not changed.
    pub not_modified: u64,
    /// Feeds that failed.
    pub failed: u64,
    /// Pages asked.
    pub pages: u64,
    /// Pages that had not changed.
    pub pages_not_modified: u64,
    /// Pages that failed: what their feed tells of them is kept.
    pub pages_failed: u64,
    /// Pages whose host wants to be left alone: they are asked later.
    pub pages_put_off: u64,
    /// What became of the articles.
    pub tally: Tally,
    /// Feeds that failed, and why; the first of them.
    pub problems: Vec<(String, String)>,
}

impl Desk {
    /// Runs one round over the feeds and pages that are due, or over all feeds.
    ///
    /// A feed that fails is noted, left alone for
    /// a while and stops no other.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn poll(
        &self,
        fetcher: &Arc<Fetcher>,
        all: bool,
    ) -> Result<PollReport, DeskError> {
        Round::new(self, Arc::clone(fetcher), all)?.run().await
    }
}

/// One round.
#[expect(clippy::struct_excessive_bools, reason = "each tells one thing of its own")]
struct Round<'a> {
    desk: &'a Desk,
    fetcher: Arc<Fetcher>,
    report: PollReport,
    /// Whether every feed is asked once, due or not.
    all: bool,
    began: Instant,
    /// Each with its host.
    feeds: VecDeque<(String, StoredSubscription)>,
    pages: VecDeque<DuePage>,
    asking: JoinSet<Asked>,
    visiting: JoinSet<Visited>,
    /// Requests at each host.
    busy: BTreeMap<String, usize>,
    /// Whether the store may hold more that is due than the queues tell.
    is_stale: bool,
    /// Whether a feed has named pages since the last look.
    is_news: bool,
    looked: Option<Instant>,
    placed: Instant,
    is_unplaced: bool,
}

impl<'a> Round<'a> {
    fn new(desk: &'a Desk, fetcher: Arc<Fetcher>, all: bool) -> Result<Self, DeskError> {
        desk.store.put_right(desk.schedule_now())?;
        let mut feeds = VecDeque::new();
        if all {
            let active = |one: &StoredSubscription| one.state == FeedState::Active;
            let active = desk.subscriptions()?.into_iter().filter(active);
            feeds.extend(active.map(with_host));
        }
        Ok(Self {
            desk,
            fetcher,
            report: PollReport::default(),
            all,
            began: Instant::now(),
            feeds,
            pages: VecDeque::new(),
            asking: JoinSet::new(),
            visiting: JoinSet::new(),
            busy: BTreeMap::new(),
            is_stale: true,
            is_news: false,
            looked: None,
            placed: Instant::now(),
            is_unplaced: false,
        })
    }

    async fn run(mut self) -> Result<PollReport, DeskError> {
        loop {
            aside(|| self.look())?;
            self.start_feeds();
            aside(|| self.start_pages())?;
            if self.is_done() {
                break;
            }
            // Pages first: what came of them is taken at once, so feeds wait for one turn.
            tokio::select! {
                biased;
                Some(visited) = self.visiting.join_next() => {
                    self.is_stale = true;
                    aside(|| self.take_pages(visited.ok()))?;
                }
                Some(asked) = self.asking.join_next() => {
                    self.is_stale = true;
                    if let Ok(asked) = asked {
                        aside(|| self.take_feed(asked))?;
                    }
                }
                () = sleep(TURN_EVERY) => {}
            }
            aside(|| self.keep_up())?;
        }
        aside(|| self.finish())?;
        Ok(std::mem::take(&mut self.report))
    }

    /// Fills the queues from the store.
    fn look(&mut self) -> Result<(), DeskError> {
        let since = self.looked.map_or(Duration::MAX, |at| at.elapsed());
        let is_hungry = self.is_stale && self.feeds.is_empty() && self.pages.is_empty();
        let is_news = self.is_news && since >= TURN_EVERY;
        if since < LOOK_EVERY && !is_hungry && !is_news {
            return Ok(());
        }
        self.is_news = false;
        self.looked = Some(Instant::now());
        self.is_stale = false;
        self.pages.clear();
        let now = self.desk.schedule_now();
        let is_over = self.is_over();
        if !self.all {
            self.feeds.clear();
            if !is_over {
                let (host, all) = (HOST_FEEDS_QUEUED_MAX, FEEDS_QUEUED_MAX);
                let due = self.desk.store.due(now, host, all)?;
                self.feeds.extend(due.into_iter().map(with_host));
            }
        }
        if !is_over && (self.report.pages as usize) < ROUND_PAGES_MAX {
            let (host, all) = (HOST_PAGES_QUEUED_MAX, PAGES_QUEUED_MAX);
            self.pages.extend(self.desk.store.pages_due(now, host, all)?);
        }
        let asked = unpoisoned(self.desk.polling.asked.lock());
        self.feeds.retain(|(_, one)| !asked.contains(&one.subscription.url));
        self.pages.retain(|page| !asked.contains(&page.url));
        Ok(())
    }

    fn is_over(&self) -> bool {
        !self.all && self.began.elapsed() > Duration::from_secs(ROUND_SECONDS_MAX)
    }

    fn is_done(&self) -> bool {
        self.asking.is_empty()
            && self.visiting.is_empty()
            && self.feeds.is_empty()
            && self.pages.is_empty()
            && !self.is_stale
    }

    /// Asks waiting feeds whose hosts may be asked.
    fn start_feeds(&mut self) {
        for _ in 0..self.feeds.len().min(FEEDS_LOOKED_THROUGH) {
            if self.asking.len() >= FEEDS_AT_ONCE_MAX {
                return;
            }
            let Some((host, one)) = self.feeds.pop_front() else { return };
            if self.take_host(&host, &one.subscription.url) {
                let began = self.desk.schedule_now();
                self.asking.spawn(ask::ask(Arc::clone(&self.fetcher), one, began));
            } else {
                self.feeds.push_back((host, one));
            }
        }
    }

    /// Visits waiting pages whose hosts may be asked.
    fn start_pages(&mut self) -> Result<(), DeskError> {
        for _ in 0..self.pages.len() {
            let is_full = self.visiting.len() >= PAGES_AT_ONCE_MAX;
            if is_full || self.report.pages as usize >= ROUND_PAGES_MAX {
                return Ok(());
            }
            let Some(page) = self.pages.pop_front() else { return Ok(()) };
            if !self.take_host(&page.host, &page.url) {
                self.pages.push_back(page);
                continue;
            }
            if self.desk.is_closed(&page)? {
                self.leave_host(&page.url);
                self.desk.forget_page(&page)?;
                continue;
            }
            self.report.pages += 1;
            let (fetcher, now) = (Arc::clone(&self.fetcher), self.desk.now());
            self.visiting.spawn(visit::visit(fetcher, page, now));
        }
        Ok(())
    }

    /// Takes a place at the host of an address, if there is one.
    fn take_host(&mut self, host: &str, url: &str) -> bool {
        let busy = self.busy.get(host).copied().unwrap_or(0);
        if busy >= HOST_CONNECTIONS_MAX {
            return false;
        }
        let wait = self.fetcher.wait(url);
        // One that rests for longer than a pause says so at once when it is asked.
        let is_spaced =
            wait > Duration::ZERO && wait <= Duration::from_secs(CRAWL_DELAY_SECONDS_MAX);
        if is_spaced {
            return false;
        }
        if !unpoisoned(self.desk.polling.asked.lock()).insert(url.to_owned()) {
            return false;
        }
        *self.busy.entry(host.to_owned()).or_default() += 1;
        true
    }

    fn leave_host(&mut self, url: &str) {
        unpoisoned(self.desk.polling.asked.lock()).remove(url);
        let host = host_of(url);
        match self.busy.get_mut(&host) {
            Some(busy) if *busy > 1 => *busy -= 1,
            _ => {
                self.busy.remove(&host);
            }
        }
    }

    fn take_feed(&mut self, asked: Asked) -> Result<(), DeskError> {
        self.leave_host(&asked.one.subscription.url);
        self.report.asked += 1;
        let outcome = self.desk.settle_feed(asked)?;
        self.report.not_modified += u64::from(outcome.not_modified);
        self.is_news |= outcome.names_pages;
        if let Some((url, problem)) = outcome.problem {
            self.report.failed += 1;
            tracing::warn!(feed = %url, why = %problem, "a feed failed");
            if self.report.problems.len() < ROUND_PROBLEMS_MAX {
                self.report.problems.push((url, problem));
            }
        }
        Ok(())
    }

    /// Keeps what a page gave, and what others gave meanwhile.
    fn take_pages(&mut self, visited: Option<Visited>) -> Result<(), DeskError> {
        let mut all: Vec<Visited> = visited.into_iter().collect();
        while all.len() < BATCH_ARTICLES_MAX
            && let Some(Ok(more)) = self.visiting.try_join_next()
        {
            all.push(more);
        }
        for one in &all {
            self.leave_host(&one.page.url);
            match one.came {
                Came::Read(_) => {}
                Came::NotModified => self.report.pages_not_modified += 1,
                Came::Resting { .. } => self.report.pages_put_off += 1,
                Came::Failed { .. } | Came::Denied { .. } => {
                    self.report.pages_failed += 1;
                }
            }
        }
        self.count(|desk| desk.settle_pages(all))
    }

    fn count(
        &mut self,
        keep: impl FnOnce(&Desk) -> Result<Vec<crate::Taken>, DeskError>,
    ) -> Result<(), DeskError> {
        for taken in keep(self.desk)? {
            self.report.tally.count(&taken);
            self.is_unplaced = true;
        }
        Ok(())
    }

    /// What is done every now and then.
    fn keep_up(&mut self) -> Result<(), DeskError> {
        if self.placed.elapsed() < PLACE_EVERY {
            return Ok(());
        }
        self.count(|desk| desk.keep_awaited(AWAITED_SECONDS_MAX))?;
        self.place()
    }

    /// Whatever page did not come in this round, its feed's text is kept.
    fn finish(&mut self) -> Result<(), DeskError> {
        loop {
            let before = self.report.tally.read;
            self.count(|desk| desk.keep_awaited(0))?;
            if self.report.tally.read == before {
                break;
            }
        }
        self.is_unplaced = true;
        self.place()
    }

    fn place(&mut self) -> Result<(), DeskError> {
        self.placed = Instant::now();
        if std::mem::take(&mut self.is_unplaced) {
            self.desk.place_news()?;
        }
        Ok(())
    }
}

fn with_host(one: StoredSubscription) -> (String, StoredSubscription) {
    (host_of(&one.subscription.url), one)
}

/// A round that is cut off asks for nothing any more.
impl Drop for Round<'_> {
    fn drop(&mut self) {
        let mut asked = unpoisoned(self.desk.polling.asked.lock());
        let hosts: BTreeSet<&String> = self.busy.keys().collect();
        asked.retain(|url| !hosts.contains(&host_of(url)));
    }
}

impl Desk {
    /// The time by which what is due is told.
    pub(crate) fn schedule_now(&self) -> jiff::Timestamp {
        self.polling.forward.now(self.clock)
    }
}

#[cfg(test)]
mod tests {
    use rundown_fetch::{Conditions, FetchConfig, Guard};
    use rundown_origin::{Answer, Outlet};

    use super::*;
    use crate::Clock;

    /// Whether a round asks at once a host that was asked and answered so.
    async fn asks(name: &str, spacing: Duration, answer: Answer) -> bool {
        let outlet = Outlet::new();
        outlet.give("/road", answer);
        let dir = std::env::temp_dir()
            .join(format!("rundown-desk-unit-{}-{name}", std::process::id()));
        let desk = Desk::open(&dir, Clock::System).unwrap();
        let guard = Guard { allow_private: true };
        let config = FetchConfig { guard, spacing, ..FetchConfig::default() };
        let fetcher = Arc::new(Fetcher::new(config).unwrap());
        let url = outlet.url("/road");
        let _ = fetcher.get(&url, &Conditions::default()).await;
        let mut round = Round::new(&desk, fetcher, false).unwrap();
        let takes = round.take_host("127.0.0.1", &url);
        drop(round);
        let _ = std::fs::remove_dir_all(&dir);
        takes
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_round_waits_for_a_pause_between_requests_but_not_for_a_host_that_rests() {
        let minute = Duration::from_mins(1);
        assert!(!asks("spaced", minute, Answer::ok("open")).await);
        assert!(asks("unspaced", Duration::ZERO, Answer::ok("open")).await);
        // It says at once that it rests, and the round goes on.
        let busy =
            Answer::status("503 Service Unavailable").header("Retry-After", "7200");
        assert!(asks("resting", Duration::ZERO, busy).await);
    }
}
