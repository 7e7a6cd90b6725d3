//! Keeping what pages gave, or what their feeds told of them.

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use rundown_news::limits::{BATCH_ARTICLES_MAX, LIVE_POLL_SECONDS, PAGE_TRIES_MAX};
use rundown_news::{ArticleKind, ReadArticle};
use rundown_store::{
    DuePage, Incoming, Put, StoredArticle, StoryFound, Visited as StoredVisit,
    article_keys, canonical_address, item_key,
};
use rundown_thread::ThreadConfig;

use super::schedule;
use super::teller::{is_claim, is_feed_text, text_of};
use super::visit::{Came, Visited};
use crate::taken::{ReadDocument, taken_of};
use crate::{Desk, DeskError, Taken};

impl Desk {
    /// Keeps the feeds' own texts of pages that were waited for long enough, and of those
    /// that have none. Returns what became of them.
    pub(super) fn keep_awaited(&self, seconds: u64) -> Result<Vec<Taken>, DeskError> {
        let now = self.now();
        let for_seconds = SignedDuration::from_secs(seconds as i64);
        let by = now.checked_sub(for_seconds).unwrap_or(now);
        let awaited = self.store.pages_awaited(by, now, BATCH_ARTICLES_MAX)?;
        let visits = awaited.into_par_iter().map(|page| {
            let why = match page.due_at {
                Some(_) => "its page has not come yet",
                None => "it has no page",
            };
            let next = page.due_at.map(|_| kept(page.clone()));
            self.text_visit(&page, why, next)
        });
        let visits = visits.collect();
        self.put_visits(visits)
    }

    /// Keeps what pages gave.
    pub(super) fn settle_pages(
        &self,
        visited: Vec<Visited>,
    ) -> Result<Vec<Taken>, DeskError> {
        let visits = visited.into_iter().map(|one| self.settled(one)).collect();
        self.put_visits(visits)
    }

    fn settled(&self, visited: Visited) -> Visit {
        let Visited { mut page, came } = visited;
        page.asked_at = Some(self.now());
        match came {
            Came::Read(read) => {
                let (etag, last_modified) = read.validators;
                let document = self.document(read.read, Some(read.bytes), page.first_at);
                let aliases = aliases(&page);
                let url = page.url.clone();
                let page = DuePage { etag, last_modified, ..page };
                let live =
                    schedule::live(&document.read.article, page.first_at, self.now());
                let next = self.again(page, live);
                Visit { url, document: Some(document), aliases, next }
            }
            Came::NotModified => {
                let live = self.still_live(&page);
                Visit::nothing(&page.url.clone(), self.again(page, live))
            }
            Came::Resting { seconds } => {
                let next = self.due_in(page.clone(), seconds);
                Visit::nothing(&page.url, Some(next))
            }
            Came::Failed { why, wish_seconds } => {
                let tries = page.tries + 1;
                let wait = schedule::page_backoff(&page.url, tries, wish_seconds);
                let next = if (tries as usize) < PAGE_TRIES_MAX {
                    self.due_in(page.clone(), wait)
                } else {
                    given_up(page.clone())
                };
                let next = DuePage { tries, problem: Some(why.clone()), ..kept(next) };
                self.failed_visit(&page, &why, next)
            }
            Came::Denied { why } => {
                let next = given_up(page.clone());
                let next = DuePage { problem: Some(why.clone()), ..next };
                self.failed_visit(&page, &why, next)
            }
        }
    }

    /// A page that was not to be had: the feed's text stands for it, if nothing does yet.
    fn failed_visit(&self, page: &DuePage, why: &str, next: DuePage) -> Visit {
        tracing::info!(page = %page.url, %why, "a page failed; its feed's text is kept");
        if page.kept {
            return Visit::nothing(&page.url, Some(next));
        }
        self.text_visit(page, why, Some(next))
    }

    fn text_visit(&self, page: &DuePage, why: &str, next: Option<DuePage>) -> Visit {
        let read = text_of(page, why);
        let mut document = self.document(read, None, page.first_at);
        document.only_if_new = true;
        let (url, aliases) = (page.url.clone(), aliases(page));
        Visit { url, document: Some(document), aliases, next }
    }

    fn document(
        &self,
        read: ReadArticle,
        capture: Option<Vec<u8>>,
        first_at: Timestamp,
    ) -> ReadDocument {
        let arrived_at = self.now();
        let seen_at = first_at.min(arrived_at);
        let (noted, only_if_new) = (true, false);
        ReadDocument { read, capture, seen_at, arrived_at, noted, only_if_new }
    }

    /// The wait behind a live blog to which nothing was added since the last visit.
    fn still_live(&self, page: &DuePage) -> Option<u64> {
        if page.wait_seconds != LIVE_POLL_SECONDS {
            return None;
        }
        let known = self.known_item(&page.feed, &page.item).ok()??;
        let stored = self.sound_article(&known, None).ok()??;
        schedule::live(&stored.read.article, page.first_at, self.now())
    }

    /// The page as it is to be visited again, if it is; visits of a live blog while it is
    /// written do not count.
    fn again(&self, page: DuePage, live: Option<u64>) -> Option<DuePage> {
        if let Some(wait) = live {
            let visits = page.visits.max(1);
            let page = DuePage { visits, tries: 0, problem: None, ..kept(page) };
            return Some(self.due_in(page, wait));
        }
        let visits = page.visits + 1;
        let wait = schedule::revisit(visits)?;
        let page = DuePage { visits, tries: 0, problem: None, ..kept(page) };
        Some(self.due_in(page, wait))
    }

    fn due_in(&self, page: DuePage, wait_seconds: u64) -> DuePage {
        let due_at = Some(schedule::later(self.schedule_now(), wait_seconds));
        DuePage { due_at, wait_seconds, ..page }
    }

    fn put_visits(&self, mut visits: Vec<Visit>) -> Result<Vec<Taken>, DeskError> {
        let mut settled = Vec::with_capacity(visits.len());
        for visit in &mut visits {
            settled.push(self.without_visit(visit)?);
        }
        let stored: Vec<StoredVisit<'_>> = visits
            .iter()
            .zip(&settled)
            .map(|(visit, taken)| visit.stored(taken.as_ref()))
            .collect();
        let to_put = visits.iter().zip(&settled).filter(|(_, taken)| taken.is_none());
        self.tell_log(to_put.filter_map(|(visit, _)| visit.document.as_ref()))?;
        let put = self.store.put_visited(&stored, self.now())?;
        let mut all = Vec::new();
        for (taken, put) in settled.into_iter().zip(put) {
            if let Some(Put::Revised(article)) = &put {
                self.forget_brief_of(article)?;
            }
            all.extend(taken.or_else(|| put.map(taken_of)));
        }
        Ok(all)
    }

    /// What becomes of a visit's article where it is not put into the store.
    fn without_visit(&self, visit: &mut Visit) -> Result<Option<Taken>, DeskError> {
        let Some(document) = &mut visit.document else { return Ok(None) };
        let mut keys = article_keys(&document.read.article);
        keys.extend(visit.aliases.iter().cloned());
        let known = self.store.known(&keys)?;
        let stored = match &known {
            Some(known) => self.sound_article(known, None)?,
            None => None,
        };
        if let (Some(article), Some(stored)) = (known, stored) {
            // Asked for now: it is younger than what came before, whatever a clock said.
            let next = stored.revised_at.checked_add(SignedDuration::from_millis(1));
            document.arrived_at = document.arrived_at.max(next.unwrap_or_default());
            if !is_better(&document.read, &stored) {
                return Ok(Some(Taken::Unchanged { article }));
            }
            document.only_if_new = false;
        }
        self.without_putting(document)
    }

    /// Whether a page that was fetched before need not be looked at again: its story is
    /// closed, or it is in none.
    pub(super) fn is_closed(&self, page: &DuePage) -> Result<bool, DeskError> {
        if page.visits == 0 {
            return Ok(false);
        }
        let Some(article) = self.known_item(&page.feed, &page.item)? else {
            return Ok(false);
        };
        let stored = self.sound_article(&article, None)?;
        let Some(placement) = stored.and_then(|stored| stored.placement) else {
            return Ok(true);
        };
        let open = SignedDuration::from_hours(ThreadConfig::default().open_hours);
        let from = self.now().checked_sub(open).unwrap_or(Timestamp::MIN);
        match self.store.story(&placement.story.0.to_string())? {
            StoryFound::Here(story) => Ok(story.last_at < from),
            StoryFound::Moved(_) | StoryFound::Unknown => Ok(false),
        }
    }

    /// Looks at a page no more.
    pub(super) fn forget_page(&self, page: &DuePage) -> Result<(), DeskError> {
        self.put_visits(vec![Visit::nothing(&page.url, None)]).map(|_| ())
    }
}

/// How a visit is to be kept.
struct Visit {
    url: String,
    document: Option<ReadDocument>,
    aliases: Vec<String>,
    next: Option<DuePage>,
}

impl Visit {
    /// Nothing to keep of it.
    fn nothing(url: &str, next: Option<DuePage>) -> Self {
        Self { url: url.to_owned(), document: None, aliases: Vec::new(), next }
    }

    fn stored(&self, taken: Option<&Taken>) -> StoredVisit<'_> {
        let document = self.document.as_ref().filter(|_| taken.is_none());
        let incoming: Option<Incoming<'_>> = document.map(ReadDocument::incoming);
        let (url, aliases) = (self.url.clone(), self.aliases.clone());
        StoredVisit { url, incoming, aliases, next: self.next.clone() }
    }
}

/// Whether what came may take the place of what there is. A feed's text replaces no page,
/// and no text but of its own or a stranger's; the beginning of a page behind a wall does
/// not replace a longer text.
fn is_better(read: &ReadArticle, stored: &StoredArticle) -> bool {
    let before = &stored.read;
    if is_feed_text(read) {
        let (own, other) = (&read.article.outlet, &before.article.outlet);
        let is_own = own.domain == other.domain;
        return is_feed_text(before) && (is_own || is_claim(before) && !is_claim(read));
    }
    let is_stub = read.article.kind == ArticleKind::Stub;
    !(is_stub && before.article.text.len() > read.article.text.len())
}

/// Other keys under which a page's article is known: the address its feed gives, and the
/// feed's own name for it.
fn aliases(page: &DuePage) -> Vec<String> {
    let address = canonical_address(&page.url);
    let own = address.is_none().then(|| page.url.clone());
    let named = item_key(&page.feed, &page.item);
    address.into_iter().chain(own).chain(named).collect()
}

/// There is an article of it: its feed's words are needed no more but for the title.
fn kept(mut page: DuePage) -> DuePage {
    page.item.content = None;
    DuePage { kept: true, ..page }
}

fn given_up(page: DuePage) -> DuePage {
    DuePage { due_at: None, wait_seconds: 0, ..kept(page) }
}
