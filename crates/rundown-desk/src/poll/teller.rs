//! What the feed of a page may tell of it; who may tell what is in [`crate::teller`].

use rundown_news::{FeedItem, NoteKind, Outlet, ReadArticle};
use rundown_store::{DuePage, StoredSubscription};
use xxhash_rust::xxh3::xxh3_128;

use crate::Desk;
use crate::teller::{Teller, domain_of};

impl Desk {
    /// Whether a feed speaks for the outlet of an address.
    pub(super) fn speaks_for(&self, feed: &str, address: &str) -> bool {
        let teller = Teller { address: Some(feed.to_owned()), ..Teller::default() };
        teller.speaks_for(&self.families, address)
    }
}

/// What the feed of a page may call its outlet; nothing where it is a stranger to it.
pub(super) fn outlet_name(page: &DuePage) -> &str {
    if page.own { &page.title } else { "" }
}

/// An article of nothing but what a feed tells of a page, and why there is no more.
pub(super) fn text_of(page: &DuePage, why: &str) -> ReadArticle {
    let (title, address) = (page.title.clone(), Some(page.feed.clone()));
    Teller { title, address }.text(&page.item, page.own, page.first_at, why)
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
    let told_by = read.article.outlet.site();
    is_feed_text(read) && domain.is_some_and(|domain| Outlet::site_of(&domain) != told_by)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_puts_no_headline_over_a_page() {
        let item = FeedItem {
            title: "Harbor shut".to_owned(),
            summary: Some("From today.".to_owned()),
            ..FeedItem::default()
        };
        let of = |own| told(&DuePage { own, item: item.clone(), ..DuePage::default() });
        assert_eq!(of(true), item);
        assert_eq!(of(false), FeedItem { title: String::new(), ..item.clone() });
    }
}
