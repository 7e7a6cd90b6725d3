//! Who tells of an article: the outlet itself, or a stranger.
//!
//! A feed speaks for the site it is served from, and for the sites of the same owner. Of
//! others it is a stranger: it names no outlet but itself, and what it tells of their
//! articles stands only until they tell it themselves.

use rundown_news::{FeedItem, Note, NoteKind, Outlet, ReadArticle};
use rundown_store::{DuePage, StoredSubscription, site};
use xxhash_rust::xxh3::xxh3_128;

use crate::Desk;
use crate::read::read_item;

impl Desk {
    /// Whether a feed speaks for the outlet of an address.
    pub(super) fn speaks_for(&self, feed: &str, address: &str) -> bool {
        let at = |domain: String| Outlet { name: String::new(), domain };
        let (own, other) = (at(domain_of(feed)), at(domain_of(address)));
        self.families.witness(&own) == self.families.witness(&other)
    }
}

/// What the feed of a page may call its outlet; nothing where it is a stranger to it.
pub(super) fn outlet_name(page: &DuePage) -> &str {
    if page.own { &page.title } else { "" }
}

/// An article of nothing but what a feed tells of a page, and why there is no more.
pub(super) fn text_of(page: &DuePage, why: &str) -> ReadArticle {
    let mut read = read_item(&page.item, outlet_name(page), page.first_at);
    let outlet = &mut read.article.outlet;
    if outlet.domain.is_empty() || !page.own {
        // Whose words they are: the feed's.
        outlet.domain = domain_of(&page.feed);
    }
    read.notes.push(Note::new(NoteKind::FeedText, why));
    read
}

/// What an item may tell of its page: a stranger puts no headline over it.
pub(super) fn told(page: &DuePage) -> FeedItem {
    let title = if page.own { page.item.title.clone() } else { String::new() };
    FeedItem { title, ..page.item.clone() }
}

/// Whether an article is nothing but what a feed told of it.
pub(super) fn is_feed_text(read: &ReadArticle) -> bool {
    read.notes.iter().any(|note| note.kind == NoteKind::FeedText)
}

/// Whether an article holds what a stranger told of it.
pub(super) fn is_claim(read: &ReadArticle) -> bool {
    let domain = read.article.url.as_deref().map(domain_of);
    let told_by = site(&read.article.outlet.domain);
    is_feed_text(read) && domain.is_some_and(|domain| site(&domain) != told_by)
}

/// The host of an address without `www.`; empty without one.
fn domain_of(address: &str) -> String {
    let host = url::Url::parse(address).ok();
    let host = host.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    host.trim_start_matches("www.").to_owned()
}

/// What a subscription is called: the reader's word, else the feed's.
pub(super) fn title_of(one: &StoredSubscription, feed_title: &str) -> String {
    one.subscription.title.clone().unwrap_or_else(|| feed_title.to_owned())
}

/// The key of an item that has neither an address nor a name with a date.
pub(super) fn nameless_key(feed: &str, item: &FeedItem) -> String {
    let summary = item.summary.as_deref().unwrap_or_default();
    let words = format!("{feed}\n{}\n{summary}", item.title);
    format!("item:{:032x}", xxh3_128(words.as_bytes()))
}
