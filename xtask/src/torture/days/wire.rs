//! What stands in for the network, and what it sees of those who ask.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rundown_fetch::{Answering, Conditions, FetchProblem, Reply, Wire};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};
use url::Url;

use super::super::dice::Dice;
use super::outlet::{Nature, Outlet, Outlets, SHOWN};
use super::times::{LATE_MAX, MOST};

/// What a server may wait that is slow: some of it is longer than we do.
const SLOW_SECONDS: usize = 25;

/// The shortest time between two requests to one host.
const SPACING: Duration = Duration::from_millis(999);

/// Answers in place of all hosts.
#[derive(Debug)]
pub(super) struct Simulated {
    pub(super) outlets: Outlets,
    began: Instant,
    crash: Notify,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    seen: Seen,
    hosts: BTreeMap<usize, Host>,
    feeds: Vec<Feed>,
    /// Answers until the program is broken off.
    crash_in: Option<u64>,
}

#[derive(Debug, Default)]
struct Host {
    busy: usize,
    asked: Option<Duration>,
    rests_until: Duration,
}

/// What is known of a feed from outside.
#[derive(Debug, Default, Clone)]
struct Feed {
    asked: Option<Duration>,
    count: u64,
    told: BTreeSet<u64>,
    gone: bool,
}

/// What was seen.
#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    pub(super) polls: u64,
    pub(super) unchanged: u64,
    pub(super) failed: u64,
    pub(super) pages: u64,
    pub(super) robots: u64,
    pub(super) at_once: usize,
    pub(super) too_soon: u64,
    pub(super) in_rest: u64,
    pub(super) after_gone: u64,
    pub(super) told_items: u64,
    pub(super) latest: Duration,
    /// Healthy feeds that are overdue at the end.
    pub(super) lost: u64,
    /// Polls by how many seconds they came behind the interval.
    late: BTreeMap<u64, u64>,
}

impl Seen {
    pub(super) fn late_p99(&self) -> Duration {
        let all: u64 = self.late.values().sum();
        let mut left = all / 100;
        for (seconds, count) in self.late.iter().rev() {
            if *count > left {
                return Duration::from_secs(*seconds);
            }
            left -= count;
        }
        Duration::ZERO
    }
}

impl Simulated {
    pub(super) fn new(outlets: Outlets) -> Self {
        let feeds = vec![Feed::default(); outlets.all.len()];
        let state = Mutex::new(State { feeds, ..State::default() });
        Self { outlets, began: Instant::now(), crash: Notify::new(), state }
    }

    /// Time since the start.
    pub(super) fn now(&self) -> Duration {
        self.began.elapsed()
    }

    /// Breaks the program off when so many more answers have been given.
    pub(super) fn crash_behind(&self, answers: u64) {
        self.state().crash_in = Some(answers);
    }

    pub(super) async fn crashed(&self) {
        self.crash.notified().await;
    }

    /// Who asks from now on knows of no wish to be left alone, and of no request before.
    pub(super) fn forgotten(&self) {
        self.state().hosts.clear();
    }

    /// What was seen up to now.
    pub(super) fn seen(&self) -> Seen {
        let (now, state) = (self.now(), self.state());
        let mut seen = state.seen.clone();
        for (feed, outlet) in state.feeds.iter().zip(&self.outlets.all) {
            seen.told_items += feed.told.len() as u64;
            let waited = now.saturating_sub(feed.asked.unwrap_or_default());
            let is_lost = waited > MOST + LATE_MAX;
            seen.lost += u64::from(is_lost && outlet.nature == Nature::Well);
        }
        seen
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&self, url: &Url, etag: Option<&str>) -> Result<Reply, FetchProblem> {
        let asked = Asked::of(url);
        let (now, host) = (self.now(), asked.host);
        let mut visit = self.arrive(host, now);
        let outlet = asked.feed.and_then(|feed| self.outlets.all.get(feed));
        let reply = match (outlet, asked.item) {
            (Some(outlet), Some(item)) => {
                self.state().seen.pages += 1;
                sleep(Duration::from_millis(120)).await;
                self.page(outlet, item)
            }
            (Some(outlet), None) => self.feed(outlet, etag, asked.is_new).await,
            (None, _) => {
                self.state().seen.robots += 1;
                sleep(Duration::from_millis(80)).await;
                Ok(Reply { status: 404, ..Reply::default() })
            }
        };
        if let Ok(reply) = &reply {
            visit.note_wish(reply);
        }
        reply
    }

    fn arrive(&self, number: usize, now: Duration) -> Visit<'_> {
        let mut state = self.state();
        let State { seen, hosts, .. } = &mut *state;
        let host = hosts.entry(number).or_default();
        let is_soon = host.asked.is_some_and(|before| now < before + SPACING);
        seen.too_soon += u64::from(is_soon);
        seen.in_rest += u64::from(now < host.rests_until);
        host.asked = Some(now);
        host.busy += 1;
        seen.at_once = seen.at_once.max(host.busy);
        Visit { wire: self, host: number, wish: Duration::ZERO }
    }

    fn leave(&self, host: usize, wish: Duration) {
        let now = self.now();
        let mut state = self.state();
        if let Some(host) = state.hosts.get_mut(&host) {
            host.busy = host.busy.saturating_sub(1);
            host.rests_until = host.rests_until.max(now + wish);
        }
        if let Some(left) = state.crash_in {
            state.crash_in = left.checked_sub(1).filter(|left| *left > 0);
            if state.crash_in.is_none() {
                self.crash.notify_one();
            }
        }
    }

    fn page(&self, outlet: &Outlet, item: u64) -> Result<Reply, FetchProblem> {
        let page = Outlets::page(outlet, item);
        let mut dice = Dice(outlet.number as u64 ^ item ^ self.now().as_millis() as u64);
        match dice.below(50) {
            0 => Ok(Reply { status: 503, ..Reply::default() }),
            1 => Err(FetchProblem::Broken("it breaks off".to_owned())),
            _ => Ok(html(page)),
        }
    }

    /// How a feed answers, by its nature.
    async fn feed(
        &self,
        outlet: &Outlet,
        etag: Option<&str>,
        is_new: bool,
    ) -> Result<Reply, FetchProblem> {
        let now = self.now();
        let count = if is_new { 1 } else { self.note_asked(outlet, now) };
        let mut dice = Dice(outlet.chance ^ count);
        sleep(Duration::from_millis(50 + dice.below(400) as u64)).await;
        let one_in = |dice: &mut Dice, of| dice.below(of) == 0;
        match outlet.nature {
            Nature::Slow => {
                sleep(Duration::from_secs(dice.below(SLOW_SECONDS) as u64)).await;
            }
            Nature::Dead => {
                sleep(Duration::from_secs(4)).await;
                return self.failed(Err(FetchProblem::Connect("refused".to_owned())));
            }
            Nature::Gone if now >= outlet.gone_at => {
                return self.gone(outlet);
            }
            Nature::Moved if !is_new => {
                let to = format!("{}/new{}", outlet.home(), outlet.number);
                return Ok(Reply {
                    status: 301,
                    headers: vec![("location", to)],
                    body: Vec::new(),
                });
            }
            Nature::Busy if one_in(&mut dice, 4) => {
                let status = [429, 503][dice.below(2)];
                let wish = (60 + dice.below(7_200)).to_string();
                let headers = vec![("retry-after", wish)];
                return self.failed(Ok(Reply { status, headers, body: Vec::new() }));
            }
            Nature::Lying if one_in(&mut dice, 3) => return self.failed(lie(&mut dice)),
            _ => {}
        }
        Ok(self.print(outlet, etag))
    }

    fn print(&self, outlet: &Outlet, etag: Option<&str>) -> Reply {
        let (body, count) = self.outlets.print(outlet, self.now());
        let own = format!("\"{count}\"");
        let mut state = self.state();
        if etag == Some(&own) {
            state.seen.unchanged += 1;
            return Reply { status: 304, ..Reply::default() };
        }
        if let Some(feed) = state.feeds.get_mut(outlet.number) {
            let first = count.saturating_sub(SHOWN) + 1;
            feed.told.extend(first..=count);
        }
        let headers =
            vec![("etag", own), ("content-type", "application/rss+xml".to_owned())];
        Reply { status: 200, headers, body: body.into_bytes() }
    }

    /// Notes that a feed was asked, and how late; returns how often it was.
    fn note_asked(&self, outlet: &Outlet, now: Duration) -> u64 {
        let mut state = self.state();
        let State { seen, feeds, .. } = &mut *state;
        let Some(feed) = feeds.get_mut(outlet.number) else { return 0 };
        seen.polls += 1;
        seen.after_gone += u64::from(feed.gone);
        feed.count += 1;
        let since = feed.asked.replace(now);
        // Before the first answer nothing was promised but that it comes.
        if outlet.nature == Nature::Well
            && let Some(since) = since
        {
            let late = now.saturating_sub(since).saturating_sub(MOST);
            seen.latest = seen.latest.max(late);
            *seen.late.entry(late.as_secs()).or_default() += 1;
        }
        feed.count
    }

    fn gone(&self, outlet: &Outlet) -> Result<Reply, FetchProblem> {
        if let Some(feed) = self.state().feeds.get_mut(outlet.number) {
            feed.gone = true;
        }
        self.failed(Ok(Reply { status: 410, ..Reply::default() }))
    }

    fn failed(&self, answer: Result<Reply, FetchProblem>) -> Result<Reply, FetchProblem> {
        self.state().seen.failed += 1;
        answer
    }
}

/// A request under way; one that is given up ends as well.
struct Visit<'a> {
    wire: &'a Simulated,
    host: usize,
    /// How long the host wishes to be left alone.
    wish: Duration,
}

impl Visit<'_> {
    fn note_wish(&mut self, reply: &Reply) {
        let wish = reply.headers.iter().find(|(name, _)| *name == "retry-after");
        let seconds = wish.and_then(|(_, seconds)| seconds.parse().ok());
        self.wish = Duration::from_secs(seconds.unwrap_or(0));
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.wire.leave(self.host, self.wish);
    }
}

impl Wire for Simulated {
    fn ask<'a>(&'a self, url: &'a Url, conditions: &'a Conditions) -> Answering<'a> {
        Box::pin(self.answer(url, conditions.etag.as_deref()))
    }
}

/// Something else than a feed.
fn lie(dice: &mut Dice) -> Result<Reply, FetchProblem> {
    match dice.below(4) {
        0 => Ok(html("<title>Sign in</title><p>Sign in to read on".to_owned())),
        1 => Ok(Reply { status: 304, ..Reply::default() }),
        2 => Ok(Reply { status: 200, ..Reply::default() }),
        _ => Err(FetchProblem::Broken("not HTTP".to_owned())),
    }
}

fn html(page: String) -> Reply {
    let headers = vec![("content-type", "text/html".to_owned())];
    Reply { status: 200, headers, body: page.into_bytes() }
}

/// What an address asks for.
struct Asked {
    host: usize,
    feed: Option<usize>,
    /// Whether it is the address that a feed has moved to.
    is_new: bool,
    item: Option<u64>,
}

impl Asked {
    fn of(url: &Url) -> Self {
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('h').split('.').next().unwrap_or_default();
        let path = url.path().trim_start_matches('/');
        let number = |text: &str| text.parse().ok();
        let page = path.strip_prefix('p').and_then(|it| it.split_once('-'));
        let (feed, item) = if let Some((feed, item)) = page {
            (number(feed), item.parse().ok())
        } else {
            let name = path.strip_prefix("new").or(path.strip_prefix('f'));
            (name.and_then(number), None)
        };
        let host = host.parse().unwrap_or(0);
        Self { host, feed, is_new: path.starts_with("new"), item }
    }
}
