//! Sifting the answer of a feed: which items are new, which were edited, when to ask
//! again.

use rundown_fetch::FetchProblem;
use rundown_news::{Article, ArticleId, FeedItem};
use rundown_store::{
    Answered, DuePage, FeedState, Gap, PollOutcome, StoredSubscription, article_keys,
    canonical_address, host_of, item_key,
};

use super::ask::{Answer, Asked, Failure, FreshFeed};
use super::schedule;
use super::teller::{is_claim, is_feed_text, nameless_key, title_of};
use super::window::{Seen, Window};
use crate::{Desk, DeskError};

/// A page whose item is edited again and again is not asked more often.
const EDITED_SECONDS: u64 = 30 * 60;

/// What a feed's answer came to.
pub(super) struct FeedOutcome {
    pub(super) not_modified: bool,
    /// Whether it named pages that are to be fetched.
    pub(super) names_pages: bool,
    /// Its address and what went wrong.
    pub(super) problem: Option<(String, String)>,
}

/// The items of an answer that something is to be done about.
struct Sifted {
    pages: Vec<DuePage>,
    new: usize,
}

impl Desk {
    /// Notes an answer of a feed, with the pages it names, in one transaction.
    pub(super) fn settle_feed(&self, asked: Asked) -> Result<FeedOutcome, DeskError> {
        let (one, began) = (asked.one, asked.began);
        let not_modified = matches!(asked.answer, Ok(Answer::NotModified(_)));
        let mut outcome = match asked.answer {
            Ok(Answer::Fresh(fresh)) => self.fresh_outcome(&one, *fresh)?,
            Ok(Answer::NotModified(unchanged)) => {
                let moved = unchanged.moved_permanently;
                let answered = Answered { rhythm: one.rhythm, ..Answered::default() };
                self.answered(&one, answered, moved.as_deref(), unchanged.cache_seconds)
            }
            Err(failure) => self.failed(&one, &failure),
        };
        self.heed_hub(&one, began, &mut outcome)?;
        let url = one.subscription.url;
        self.store.put_polled(&url, &[], &outcome)?;
        let names_pages = !outcome.pages.is_empty();
        let failed = outcome.failures > 0 || outcome.state == FeedState::Gone;
        let problem = outcome.problem.filter(|_| failed);
        let problem = problem.map(|problem| (url, problem));
        Ok(FeedOutcome { not_modified, names_pages, problem })
    }

    fn fresh_outcome(
        &self,
        one: &StoredSubscription,
        fresh: FreshFeed,
    ) -> Result<PollOutcome, DeskError> {
        let url = &one.subscription.url;
        let items = &fresh.feed.items;
        let before = self.store.window(url)?.unwrap_or_default();
        let (before, window) = (Window::from_bytes(&before), Window::of(items));
        let now = self.now();
        let title = title_of(one, &fresh.feed.title);
        let sifted = self.sift(one, items, &before, &title)?;
        let is_apart = window.is_apart_from(&before);
        let gap = one.answered_at.filter(|_| is_apart).map(|from| Gap { from, to: now });
        let hub = self.hub_of(&fresh.feed, url);
        let answered = Answered {
            title: Some(fresh.feed.title).filter(|title| !title.is_empty()),
            rhythm: schedule::rhythm(
                items,
                (one.rhythm, one.answered_at),
                sifted.new,
                now,
            ),
            gap,
            window: Some(window.to_bytes()),
            hub,
            ..Answered::default()
        };
        let mut outcome =
            self.answered(one, answered, fresh.moved.as_deref(), fresh.cache_seconds);
        outcome.validators = Some(fresh.validators);
        outcome.pages = sifted.pages;
        Ok(outcome)
    }

    /// The outcome of a whole answer.
    fn answered(
        &self,
        one: &StoredSubscription,
        mut answered: Answered,
        moved: Option<&str>,
        cache_seconds: Option<u64>,
    ) -> PollOutcome {
        let (url, now) = (&one.subscription.url, self.schedule_now());
        let (moved, moved_for_good) = schedule::moved(one.moved.as_ref(), moved, now);
        answered.moved = moved;
        let wait_seconds =
            schedule::wait(url, answered.rhythm, self.now(), cache_seconds, self.pace);
        PollOutcome {
            asked_at: self.now(),
            due_at: schedule::later(now, wait_seconds),
            wait_seconds,
            answered: Some(answered),
            moved_for_good,
            ..PollOutcome::default()
        }
    }

    /// The outcome of a failure.
    fn failed(&self, one: &StoredSubscription, failure: &Failure) -> PollOutcome {
        let url = &one.subscription.url;
        let (mut failures, mut problem) = (one.failures + 1, Some(failure.why()));
        let mut state = FeedState::Active;
        let mut wish = None;
        if let Failure::Fetch(error) = failure {
            wish = error.retry_after_seconds();
            match error.problem() {
                Some(FetchProblem::Status { status: 410, .. }) => state = FeedState::Gone,
                // Its host wants a pause: that is no failure of the feed.
                Some(FetchProblem::Resting { .. }) => {
                    (failures, problem) = (one.failures, one.problem.clone());
                }
                _ => {}
            }
        }
        let wait_seconds = schedule::backoff(url, failures.max(1), wish);
        PollOutcome {
            asked_at: self.now(),
            due_at: schedule::later(self.schedule_now(), wait_seconds),
            wait_seconds,
            failures,
            problem,
            state,
            ..PollOutcome::default()
        }
    }

    /// Which items are new or edited, as pages to be fetched.
    fn sift(
        &self,
        one: &StoredSubscription,
        items: &[FeedItem],
        before: &Window,
        title: &str,
    ) -> Result<Sifted, DeskError> {
        let before = before.sorted();
        let mut sifted = Sifted { pages: Vec::new(), new: 0 };
        for item in items {
            if item.link.is_none() && item.title.is_empty() {
                continue;
            }
            let seen = before.seen(item);
            sifted.new += usize::from(seen == Seen::New);
            let known = self.known_item(&one.subscription.url, item)?;
            let page = self.due_page(one, item, title);
            let wanted = match known {
                None => Some(page),
                Some(_) if seen == Seen::Same => None,
                Some(known) => self.wanted_again(&known, page, seen)?,
            };
            sifted.pages.extend(wanted);
        }
        Ok(sifted)
    }

    /// The page of a known article, if its item was edited or its own outlet tells what
    /// only a stranger told before.
    fn wanted_again(
        &self,
        known: &ArticleId,
        page: DuePage,
        seen: Seen,
    ) -> Result<Option<DuePage>, DeskError> {
        let Some(stored) = self.sound_article(known, None)? else { return Ok(None) };
        let gives_way = page.own && is_claim(&stored.read);
        let kept = page.due_at.is_some() && !is_feed_text(&stored.read);
        let again = DuePage { wait_seconds: EDITED_SECONDS, kept, ..page };
        Ok(Some(again).filter(|_| seen == Seen::Edited || gives_way))
    }

    /// The article that an item names, by its address or by its feed's name for it.
    pub(super) fn known_item(
        &self,
        feed: &str,
        item: &FeedItem,
    ) -> Result<Option<ArticleId>, DeskError> {
        let article = Article {
            headline: item.title.clone(),
            url: item.link.clone(),
            ..Article::default()
        };
        let mut keys = article_keys(&article);
        keys.extend(item_key(feed, item));
        Ok(self.store.known(&keys)?)
    }

    /// The page of an item, due now. Without an address nothing is due, and the item's
    /// own text is all there is.
    fn due_page(
        &self,
        one: &StoredSubscription,
        item: &FeedItem,
        title: &str,
    ) -> DuePage {
        let feed = &one.subscription.url;
        let link = item.link.clone().filter(|link| canonical_address(link).is_some());
        let due_at = link.is_some().then(|| self.schedule_now());
        let nameless = || nameless_key(feed, item);
        let own = link.as_deref().is_none_or(|link| self.speaks_for(feed, link));
        DuePage {
            host: link.as_deref().map(host_of).unwrap_or_default(),
            url: link.or_else(|| item_key(feed, item)).unwrap_or_else(nameless),
            feed: feed.clone(),
            title: title.to_owned(),
            own,
            item: item.clone(),
            first_at: self.now(),
            due_at,
            ..DuePage::default()
        }
    }
}
