//! When to ask again: functions of what is known, without a clock or chance of their own.

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::{
    LIVE_ENTRY_SECONDS_MAX, LIVE_POLL_SECONDS, LIVE_SECONDS_MAX, MOVED_SECONDS_MIN,
    POLL_SECONDS_MAX, POLL_SECONDS_MIN,
};
use rundown_news::{Article, ArticleKind, FeedItem, NewsTime};
use rundown_store::{Moved, Rhythm};
use xxhash_rust::xxh3::xxh3_64;

/// How soon a feed of unknown rhythm is asked again.
const POLL_SECONDS: u64 = 15 * 60;

/// The first wait behind a failure; each further one in a row doubles it.
const FEED_BACKOFF_SECONDS: u64 = 60;

/// The first wait behind a failed page; each further one in a row takes four times as long.
const PAGE_BACKOFF_SECONDS: u64 = 60;

/// Waits behind the visits of a page: it is looked at again after an hour, six hours, a
/// day and three days. Corrections come early, and seldom after that.
const REVISIT_SECONDS: [u64; 4] = [3_600, 5 * 3_600, 18 * 3_600, 48 * 3_600];

/// Items that a feed's rhythm is told from.
const RHYTHM_ITEMS: usize = 20;

/// How often feeds are asked, within `POLL_SECONDS_MIN` and `POLL_SECONDS_MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// No feed is asked more often, whatever its rhythm.
    pub least_seconds: u64,
    /// A feed that answers is asked at least this often, unless it wishes otherwise.
    pub most_seconds: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { least_seconds: POLL_SECONDS_MIN, most_seconds: POLL_SECONDS_MAX }
    }
}

impl Pace {
    /// A pace within the limits, whatever was asked for.
    fn clamp(self, seconds: u64) -> u64 {
        let most = self.most_seconds.clamp(POLL_SECONDS_MIN, POLL_SECONDS_MAX);
        seconds.clamp(self.least_seconds.clamp(POLL_SECONDS_MIN, most), most)
    }
}

/// The wait until a feed is asked again that has just answered.
///
/// Twice in the time between two of its items; the longer it is silent, the less often:
/// nobody looks for news each ten minutes at night.
pub(super) fn wait(
    url: &str,
    rhythm: Rhythm,
    now: Timestamp,
    cache_seconds: Option<u64>,
    pace: Pace,
) -> u64 {
    let silent = rhythm.newest_at.map_or(0, |newest| seconds_between(newest, now));
    let own = rhythm.seconds.map_or(POLL_SECONDS, |pace| pace.max(silent / 8) / 2);
    let own = pace.clamp(own);
    // Feeds that were added together are not asked together for ever.
    let spread = share(url, silent, own / 8);
    pace.clamp(own - spread).max(cache_seconds.unwrap_or(0).min(POLL_SECONDS_MAX))
}

/// The wait behind a feed's failure, the first being 1; not before its own wish.
pub(super) fn backoff(url: &str, failures: u32, wish_seconds: Option<u64>) -> u64 {
    let doubled = FEED_BACKOFF_SECONDS << failures.saturating_sub(1).min(20);
    let own = doubled.min(POLL_SECONDS_MAX);
    let spread = share(url, failures.into(), own / 4);
    (own + spread).max(wish_seconds.unwrap_or(0)).min(POLL_SECONDS_MAX)
}

/// The same for a page.
pub(super) fn page_backoff(url: &str, tries: u32, wish_seconds: Option<u64>) -> u64 {
    let own = PAGE_BACKOFF_SECONDS << (2 * tries.saturating_sub(1)).min(20);
    let spread = share(url, tries.into(), own / 4);
    (own + spread).max(wish_seconds.unwrap_or(0)).min(POLL_SECONDS_MAX)
}

/// The wait behind a page's visit, the first being 1; none behind the last.
pub(super) fn revisit(visits: u32) -> Option<u64> {
    REVISIT_SECONDS.get((visits as usize).checked_sub(1)?).copied()
}

/// The wait behind a visit of a live blog, while entries are added to it; none where the
/// page is no live blog, or none that is written any more.
pub(super) fn live(
    article: &Article,
    first_at: Timestamp,
    now: Timestamp,
) -> Option<u64> {
    if article.kind != ArticleKind::Live {
        return None;
    }
    let entries = article.blocks.iter().filter_map(|block| block.at);
    // What is dated ahead tells nothing of when it was written.
    let newest = entries.map(NewsTime::instant).filter(|at| *at <= now).max()?;
    let is_live = seconds_between(newest, now) < LIVE_ENTRY_SECONDS_MAX
        && seconds_between(first_at, now) < LIVE_SECONDS_MAX;
    is_live.then_some(LIVE_POLL_SECONDS)
}

/// A share of a time that is the same for the same address and count.
fn share(url: &str, count: u64, of: u64) -> u64 {
    xxh3_64(format!("{url} {count}").as_bytes()) % of.max(1)
}

/// A time so many seconds later.
pub(super) fn later(now: Timestamp, seconds: u64) -> Timestamp {
    let seconds = SignedDuration::from_secs(seconds.min(POLL_SECONDS_MAX * 365) as i64);
    now.checked_add(seconds).unwrap_or(now)
}

fn seconds_between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}

/// A feed's rhythm after an answer: from the dates of its items, else from how many new
/// ones came since the answer before.
pub(super) fn rhythm(
    items: &[FeedItem],
    before: (Rhythm, Option<Timestamp>),
    new_items: usize,
    now: Timestamp,
) -> Rhythm {
    let stated = items.iter().filter_map(|item| item.published.or(item.updated));
    let mut dates: Vec<Timestamp> =
        stated.map(NewsTime::instant).filter(|date| *date <= now).collect();
    dates.sort_unstable_by(|one, other| other.cmp(one));
    dates.truncate(RHYTHM_ITEMS);
    if let (Some(newest), Some(oldest)) = (dates.first(), dates.last())
        && dates.len() > 2
        && newest > oldest
    {
        let seconds = seconds_between(*oldest, *newest) / (dates.len() as u64 - 1);
        return Rhythm { newest_at: Some(*newest), seconds: Some(seconds) };
    }
    let (rhythm, answered_at) = before;
    let since = answered_at.map(|at| seconds_between(at, now));
    match since {
        Some(since) if new_items > 0 => {
            let pace = since / new_items as u64;
            let seconds = rhythm.seconds.map_or(pace, |before| before.midpoint(pace));
            Rhythm { newest_at: Some(now), seconds: Some(seconds) }
        }
        _ => rhythm,
    }
}

/// What to note of where a feed says that it has moved, and the address to follow
/// instead once it has said so for long enough.
pub(super) fn moved(
    before: Option<&Moved>,
    told: Option<&str>,
    now: Timestamp,
) -> (Option<Moved>, Option<String>) {
    let Some(to) = told else { return (None, None) };
    match before {
        Some(moved) if moved.to == to => {
            let held = seconds_between(moved.since, now) >= MOVED_SECONDS_MIN;
            (Some(moved.clone()), held.then(|| to.to_owned()))
        }
        _ => (Some(Moved { to: to.to_owned(), since: now }), None),
    }
}

#[cfg(test)]
mod tests {
    use rundown_news::{Block, BlockKind, Span};

    use super::*;

    const URL: &str = "https://vale.example/feed";

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    fn items(dates: &[&str]) -> Vec<FeedItem> {
        let item = |date: &&str| FeedItem {
            published: Some(date.parse().unwrap()),
            ..FeedItem::default()
        };
        dates.iter().map(item).collect()
    }

    #[test]
    fn a_feed_is_asked_as_often_as_it_brings_something() {
        let now = at("2031-05-14T12:00:00Z");
        for (seconds, newest, from, to) in [
            (60, "2031-05-14T11:59:00Z", 300, 300),
            (3_600, "2031-05-14T11:30:00Z", 1_500, 1_800),
            // Silent for eight hours.
            (600, "2031-05-14T04:00:00Z", 1_500, 1_800),
            (30 * 86_400, "2031-04-14T12:00:00Z", 75_600, 86_400),
            // Dated ahead.
            (3_600, "2032-01-01T00:00:00Z", 1_500, 1_800),
        ] {
            let rhythm = Rhythm { newest_at: Some(at(newest)), seconds: Some(seconds) };
            let wait = wait(URL, rhythm, now, None, Pace::default());
            assert!((from..=to).contains(&wait), "{seconds} {newest}: {wait}");
        }
        let unknown = wait(URL, Rhythm::default(), now, None, Pace::default());
        assert!((780..=900).contains(&unknown), "{unknown}");
    }

    #[test]
    fn a_live_blog_is_live_while_it_is_written() {
        let entry = |time: &str| Block {
            kind: BlockKind::Paragraph,
            span: Span::default(),
            at: Some(time.parse().unwrap()),
        };
        let blog = Article {
            kind: ArticleKind::Live,
            blocks: vec![entry("2031-05-14T10:00:00Z"), entry("2031-05-14T11:30:00Z")],
            ..Article::default()
        };
        let first = at("2031-05-14T09:00:00Z");
        let of = |article: &Article, now| live(article, first, at(now));
        assert_eq!(of(&blog, "2031-05-14T12:00:00Z"), Some(600));
        assert_eq!(of(&blog, "2031-05-14T15:00:00Z"), None);
        // Entries of tomorrow do not keep it alive.
        let ahead =
            Article { blocks: vec![entry("2031-05-20T10:00:00Z")], ..blog.clone() };
        assert_eq!(of(&ahead, "2031-05-14T12:00:00Z"), None);
        let long =
            Article { blocks: vec![entry("2031-05-17T10:00:00Z")], ..blog.clone() };
        assert_eq!(of(&long, "2031-05-17T11:00:00Z"), None);
        // Two days after it was first seen it is no longer followed, to the second.
        let late =
            Article { blocks: vec![entry("2031-05-16T08:30:00Z")], ..blog.clone() };
        assert_eq!(of(&late, "2031-05-16T08:59:59Z"), Some(600));
        assert_eq!(of(&late, "2031-05-16T09:00:00Z"), None);
        let report = Article { kind: ArticleKind::Article, ..blog };
        assert_eq!(of(&report, "2031-05-14T12:00:00Z"), None);
    }

    #[test]
    fn an_outlets_wish_holds_for_a_day_at_most() {
        let now = at("2031-05-14T12:00:00Z");
        let of = |cache| wait(URL, Rhythm::default(), now, Some(cache), Pace::default());
        assert_eq!((of(7_200), of(u64::MAX)), (7_200, 86_400));
        assert_eq!(backoff(URL, 1, Some(7_200)), 7_200);
        assert_eq!(backoff(URL, 1, Some(u64::MAX)), 86_400);
    }

    #[test]
    fn a_pace_narrows_the_limits_and_never_widens_them() {
        let now = at("2031-05-14T12:00:00Z");
        let of = |least_seconds, most_seconds, seconds| {
            let rhythm = Rhythm { newest_at: Some(now), seconds: Some(seconds) };
            wait(URL, rhythm, now, None, Pace { least_seconds, most_seconds })
        };
        assert_eq!(of(1_800, 3_600, 60), 1_800);
        assert!((3_150..=3_600).contains(&of(1_800, 3_600, 86_400)));
        assert_eq!(of(1, u64::MAX, 60), POLL_SECONDS_MIN);
        assert_eq!(of(7_200, 3_600, 60), 3_600);
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_a_day() {
        let waits: Vec<u64> = (1..=30).map(|count| backoff(URL, count, None)).collect();
        assert!((60..75).contains(&waits[0]), "{}", waits[0]);
        for (i, wait) in waits.iter().enumerate() {
            let least = (60u64 << i.min(20)).min(POLL_SECONDS_MAX);
            assert!(*wait >= least && *wait <= POLL_SECONDS_MAX, "{i}: {wait}");
        }
        assert_ne!(backoff(URL, 8, None), backoff("https://reef.example/feed", 8, None));
        assert_eq!(page_backoff(URL, 2, None), page_backoff(URL, 2, None));
        for (tries, least) in [(1, 60), (2, 240), (3, 960)] {
            let waits = (0..32).map(|n| page_backoff(&format!("{URL}/{n}"), tries, None));
            let waits: Vec<u64> = waits.collect();
            assert!(waits.iter().all(|wait| (least..least * 5 / 4).contains(wait)));
            assert!(waits.iter().any(|wait| *wait != least), "they are spread");
        }
    }

    #[test]
    fn rhythm_is_told_from_dates_else_from_what_came() {
        let now = at("2031-05-14T12:00:00Z");
        let dated =
            items(&["2031-05-14T10:00:00Z", "2031-05-14T08:00:00Z", "2031-05-14"]);
        let none = (Rhythm::default(), None);
        let told = rhythm(&dated, none, 3, now);
        assert_eq!(told.newest_at, Some(at("2031-05-14T10:00:00Z")));
        assert_eq!(told.seconds, Some(5 * 3_600));
        let at_once = items(&["2031-05-14T10:00:00Z"; 3]);
        assert_eq!(rhythm(&at_once, none, 3, now), Rhythm::default(), "no time between");
        let two = items(&["2031-05-14T10:00:00Z", "2031-05-14T08:00:00Z"]);
        assert_eq!(rhythm(&two, none, 2, now), Rhythm::default(), "two are too few");
        let undated = vec![FeedItem::default(); 9];
        assert_eq!(rhythm(&undated, none, 9, now), Rhythm::default());
        let before = (Rhythm::default(), Some(at("2031-05-14T11:00:00Z")));
        assert_eq!(rhythm(&undated, before, 2, now).seconds, Some(1_800));
        assert_eq!(rhythm(&undated, before, 0, now), Rhythm::default());
    }

    #[test]
    fn a_move_counts_when_it_was_told_for_a_week() {
        let (monday, later) = (at("2031-05-12T12:00:00Z"), at("2031-05-19T12:00:00Z"));
        let (first, _) = moved(None, Some("https://new.example/"), monday);
        assert_eq!(moved(first.as_ref(), Some("https://new.example/"), monday).1, None);
        let (_, held) = moved(first.as_ref(), Some("https://new.example/"), later);
        assert_eq!(held.as_deref(), Some("https://new.example/"));
        let (other, held) = moved(first.as_ref(), Some("https://else.example/"), later);
        assert_eq!((other.map(|moved| moved.since), held), (Some(later), None));
        assert_eq!(moved(first.as_ref(), None, later), (None, None));
    }
}
