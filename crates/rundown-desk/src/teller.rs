//! Who tells of an article: the outlet itself, or a stranger.
//!
//! A feed speaks for the site it is served from, and for the sites of the same owner. Of
//! others it is a stranger: it names no outlet but itself, and what it tells of their
//! articles stands only until they tell it themselves.

use jiff::Timestamp;
use rundown_news::{FeedItem, Note, NoteKind, Outlet, ReadArticle};
use rundown_stages::read_item;

use crate::Families;

/// A feed that tells of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Teller {
    /// What it calls itself.
    pub title: String,
    /// Where it stands, if that is known.
    pub address: Option<String>,
}

impl Teller {
    /// Whether it speaks for the outlet of an address.
    pub(crate) fn speaks_for(&self, families: &Families, address: &str) -> bool {
        let at = |domain: String| Outlet { name: String::new(), domain };
        let feed = self.address.as_deref().map(domain_of).unwrap_or_default();
        let (own, other) = (at(feed), at(domain_of(address)));
        !own.domain.is_empty() && families.witness(&own) == families.witness(&other)
    }

    /// An article of nothing but what it tells, and why there is no more.
    pub(crate) fn text(
        &self,
        item: &FeedItem,
        own: bool,
        at: Timestamp,
        why: &str,
    ) -> ReadArticle {
        let mut read = read_item(item, if own { &self.title } else { "" }, at);
        let outlet = &mut read.article.outlet;
        if (outlet.domain.is_empty() || !own)
            && let Some(feed) = &self.address
        {
            // Whose words they are: the feed's.
            outlet.domain = domain_of(feed);
        }
        read.notes.push(Note::new(NoteKind::FeedText, why));
        read
    }

    /// The same of a feed that came as a file.
    pub(crate) fn text_of_file(
        &self,
        item: &FeedItem,
        families: &Families,
        at: Timestamp,
    ) -> ReadArticle {
        let link = item.link.as_deref();
        let own = link.is_none_or(|link| self.speaks_for(families, link));
        self.text(item, own, at, "only its feed was taken in")
    }
}

/// The domain of the outlet that an address is of; empty without one.
pub(crate) fn domain_of(address: &str) -> String {
    rundown_extract::domain_of(address).unwrap_or_default()
}
