//! Which items a question of the Google Reader API means.

use rundown_news::Lang;

use crate::{Item, Params};

/// Names answered at once at most, whatever was asked for.
const COUNT_MAX: usize = 10_000;
/// Items of a page where nobody says how many.
const COUNT: usize = 20;

/// The folder of the streams of stories.
pub const STORIES: &str = "Stories";
/// The folder of the feeds that stories are made of.
pub const SOURCES: &str = "Sources";

/// A stream of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    /// All of them.
    All,
    /// Those read.
    Read,
    /// Those not read.
    Unread,
    /// Those followed.
    Starred,
    /// Those of a folder.
    Label(String),
    /// Stories told in a language.
    Lang(Lang),
    /// A feed that stories are made of: it has no items of its own.
    Source(String),
    /// Something that is not kept here.
    Other,
}

/// The name of the stream of stories in a language.
#[must_use]
pub fn name_of(lang: Lang) -> String {
    format!("feed/stories/{}", lang.as_str())
}

impl Stream {
    /// Reads the name of a stream; `user/-/` and `user/NUMBER/` are the same.
    ///
    /// ```
    /// use rundown_readers::Stream;
    /// assert_eq!(Stream::parse("user/-/state/com.google/starred"), Stream::Starred);
    /// assert_eq!(Stream::parse("user/7/label/World"), Stream::Label("World".to_owned()));
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Self {
        if let Some(feed) = name.strip_prefix("feed/") {
            let lang = feed.strip_prefix("stories/").and_then(Lang::parse);
            return lang.map_or_else(|| Self::Source(feed.to_owned()), Self::Lang);
        }
        let user = name.strip_prefix("user/").and_then(|name| name.split_once('/'));
        let Some((_, name)) = user else { return Self::Other };
        if let Some(label) = name.strip_prefix("label/") {
            return Self::Label(label.to_owned());
        }
        match name.strip_prefix("state/com.google/") {
            Some("reading-list") => Self::All,
            Some("read") => Self::Read,
            Some("kept-unread") => Self::Unread,
            Some("starred") => Self::Starred,
            _ => Self::Other,
        }
    }

    /// Whether an item is in it.
    #[must_use]
    pub fn holds(&self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Read => !item.unread,
            Self::Unread => item.unread,
            Self::Starred => item.followed,
            Self::Label(label) => label == STORIES,
            Self::Lang(lang) => *lang == item.lang,
            Self::Source(_) | Self::Other => false,
        }
    }
}

/// What of a stream is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    stream: Stream,
    without: Vec<Stream>,
    only: Vec<Stream>,
    /// Told at this second or later, and not later than at that one.
    since: Option<i64>,
    until: Option<i64>,
    oldest_first: bool,
    count: usize,
    behind: Option<u64>,
}

impl Selection {
    /// Of the stream `name`, what a question asks for; at most `most` items.
    #[must_use]
    pub fn of(name: &str, params: &Params, most: usize) -> Self {
        let streams = |key| params.all(key).map(Stream::parse).collect();
        Self {
            stream: Stream::parse(name),
            without: streams("xt"),
            only: streams("it"),
            since: params.number("ot"),
            until: params.number("nt"),
            oldest_first: params.get("r") == Some("o"),
            count: params.number("n").unwrap_or(COUNT).clamp(1, most.min(COUNT_MAX)),
            behind: params.number("c"),
        }
    }

    /// The items, and where the next ones begin if there are more.
    #[must_use]
    pub fn of_items<'a>(&self, items: &'a [Item]) -> (Vec<&'a Item>, Option<u64>) {
        let mut meant: Vec<&Item> =
            items.iter().filter(|item| self.means(item)).collect();
        meant.sort_by_key(|item| item.seq);
        if !self.oldest_first {
            meant.reverse();
        }
        let is_last = meant.len() <= self.count;
        meant.truncate(self.count);
        let next = meant.last().filter(|_| !is_last).map(|item| item.seq);
        (meant, next)
    }

    fn means(&self, item: &Item) -> bool {
        let told = item.told_at.as_second();
        let is_behind =
            |seq| if self.oldest_first { item.seq > seq } else { item.seq < seq };
        self.stream.holds(item)
            && !self.without.iter().any(|stream| stream.holds(item))
            && self.only.iter().all(|stream| stream.holds(item))
            && self.since.is_none_or(|since| told >= since)
            && self.until.is_none_or(|until| told <= until)
            && self.behind.is_none_or(is_behind)
    }
}
