//! A story as an item of a feed.

use jiff::Timestamp;
use rundown_news::{Lang, StoryId};

/// The name of an item: a number of 63 bits, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u64);

/// What long names begin with.
const LONG: &str = "tag:google.com,2005:reader/item/";

/// Digits of a long name.
const LONG_DIGITS: usize = 16;

impl ItemId {
    /// The long name.
    ///
    /// ```
    /// use rundown_readers::ItemId;
    /// let id = ItemId(0x5d_7f);
    /// assert_eq!(id.long(), "tag:google.com,2005:reader/item/0000000000005d7f");
    /// assert_eq!(ItemId::parse(&id.long()), Some(id));
    /// assert_eq!(ItemId::parse("23935"), Some(id));
    /// assert_eq!(ItemId::parse("-1"), Some(ItemId(u64::MAX)));
    /// ```
    #[must_use]
    pub fn long(self) -> String {
        format!("{LONG}{:016x}", self.0)
    }

    /// The short name: a signed decimal number.
    #[must_use]
    pub fn short(self) -> String {
        self.0.cast_signed().to_string()
    }

    /// Reads a name in any of its forms; sixteen digits without the rest are a long name
    /// if one of them is a letter.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let hex = |digits: &str| u64::from_str_radix(digits, 16).ok().map(Self);
        if let Some(digits) = name.strip_prefix(LONG) {
            return hex(digits);
        }
        let decimal = name.parse::<i64>().ok().map(|number| Self(number.cast_unsigned()));
        decimal.or_else(|| (name.len() == LONG_DIGITS).then(|| hex(name)).flatten())
    }
}

/// A story as an item, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The story.
    pub story: StoryId,
    /// Its name as an item.
    pub id: ItemId,
    /// Its place among all tellings: it becomes the highest when something new is told.
    pub seq: u64,
    /// The language of its title.
    pub lang: Lang,
    /// When something new was told in it.
    pub told_at: Timestamp,
    /// Whether something is told in it that the reader has not had.
    pub unread: bool,
    /// Whether the reader follows it.
    pub followed: bool,
}

/// What an item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The title of the story.
    pub title: String,
    /// How many outlets tell it.
    pub author: String,
    /// Its page.
    pub url: String,
    /// Its first publication.
    pub first_at: Timestamp,
    /// The brief, as HTML.
    pub html: String,
}

/// A feed that stories are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// What it is called.
    pub title: String,
}
