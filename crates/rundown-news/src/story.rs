//! Developments and stories.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ArticleId;

/// Names a development: one event as several outlets report it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct DevelopmentId(pub u64);

/// Names a story: a chain of developments on one unfolding matter.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StoryId(pub u64);

impl std::fmt::Display for DevelopmentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The name of a story in addresses: lower-case letters, digits and hyphens.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Slug(pub String);

impl Slug {
    /// Longest slug, in characters: addresses stay readable.
    const CHARACTERS_MAX: usize = 60;

    /// Makes a slug of a headline: whole words, at most 60 characters.
    ///
    /// ```
    /// use rundown_news::Slug;
    /// assert_eq!(Slug::of("Ferry sinks off Port Elm; 17 dead").0, "ferry-sinks-off-port-elm-17-dead");
    /// assert_eq!(Slug::of("?!").0, "story");
    /// ```
    #[must_use]
    pub fn of(headline: &str) -> Self {
        let mut slug = String::new();
        for word in
            headline.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        {
            let word: String = word
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            if word.is_empty() {
                continue;
            }
            let length = slug.chars().count() + word.chars().count() + 1;
            if length > Self::CHARACTERS_MAX && !slug.is_empty() {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.extend(word.chars().take(Self::CHARACTERS_MAX));
        }
        Self(if slug.is_empty() { "story".to_owned() } else { slug })
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an article belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The article.
    pub article: ArticleId,
    /// Its development.
    pub development: DevelopmentId,
    /// Its story.
    pub story: StoryId,
    /// The article whose text it repeats, if it is a copy: the earliest one.
    pub copy_of: Option<WireCopy>,
}

/// Says that an article is a copy: the same agency text with cuts and new tops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireCopy {
    /// The earliest article with this text.
    pub original: ArticleId,
    /// Share of this article's text that stands in the original, in per cent.
    pub shared_percent: u8,
}

/// A reader's decision about the stories of two articles. It outlives every later
/// finding; one about an article that is not there yet waits for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Constraint {
    /// The two belong to one story.
    Together(ArticleId, ArticleId),
    /// The first does not belong to the story of the second: it leaves, with its
    /// development unless the second is of that too.
    Apart(ArticleId, ArticleId),
}

impl Constraint {
    /// The two articles it is about.
    #[must_use]
    pub fn articles(&self) -> [&ArticleId; 2] {
        let (Self::Together(a, b) | Self::Apart(a, b)) = self;
        [a, b]
    }
}

/// What threading changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoryChange {
    /// An article was placed, or moved.
    Placed(Placement),
    /// Two developments proved to be one.
    DevelopmentsMerged {
        /// The one that went.
        from: DevelopmentId,
        /// The one that stayed.
        into: DevelopmentId,
    },
    /// Two stories proved to be one; the old one redirects.
    StoriesMerged {
        /// The one that went.
        from: StoryId,
        /// The one that stayed.
        into: StoryId,
    },
}

/// A story as a line of the rundown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RundownEntry {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title: a headline of one of its articles.
    pub title: String,
    /// The article whose headline it is.
    pub title_article: ArticleId,
    /// A sentence that tells where the story stands; one of its highlights.
    pub latest: Option<crate::Shown>,
    /// The outlet of that sentence.
    #[serde(default)]
    pub latest_outlet: Option<crate::Outlet>,
    /// First publication.
    pub first_at: Timestamp,
    /// Latest publication.
    pub last_at: Timestamp,
    /// Number of articles, copies included.
    pub articles: u32,
    /// Number of outlets.
    pub outlets: u32,
    /// Number of outlets with a text of their own.
    pub independent: u32,
    /// Number of things that are new to this reader: as many as the brief's `new` holds.
    pub new: u32,
    /// Whether the reader has never looked at it: all of it is new then, and `new` is 0.
    #[serde(default)]
    pub unread: bool,
    /// Whether the reader follows it.
    pub followed: bool,
    /// Articles a day, oldest first, ending with the rundown's day.
    pub coverage: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(headline: &str) -> String {
        Slug::of(headline).to_string()
    }

    #[test]
    fn a_slug_is_made_of_the_words_of_a_headline() {
        assert_eq!(
            slug("Ferry sinks off Port Elm; 17 dead"),
            "ferry-sinks-off-port-elm-17-dead"
        );
        assert_eq!(slug("O\u{2019}Hara's ÉTÉ -- \"over\""), "oharas-été-over");
        assert_eq!(
            (slug("?!"), slug("' \u{2019}")),
            ("story".to_owned(), "story".to_owned())
        );
    }

    #[test]
    fn a_slug_ends_with_the_last_whole_word_within_sixty_characters() {
        let fifty = "a".repeat(50);
        let words = |last: usize| slug(&format!("{fifty} {} c", "b".repeat(last)));
        assert_eq!(words(9), format!("{fifty}-{}", "b".repeat(9)));
        assert_eq!(words(10), fifty);
        assert_eq!(words(12), fifty);
        assert_eq!(words(7), format!("{fifty}-{}-c", "b".repeat(7)));
        assert_eq!(slug(&"a".repeat(80)), "a".repeat(60), "a first word is cut");
        assert_eq!(slug(&"é".repeat(60)), "é".repeat(60), "characters are counted");
    }

    #[test]
    fn stories_and_developments_are_shown_by_number() {
        assert_eq!(format!("{} {}", StoryId(12), DevelopmentId(7)), "12 7");
    }

    #[test]
    fn a_decision_tells_its_two_articles_in_order() {
        let [a, b] = ["a", "b"].map(|id| ArticleId(id.to_owned()));
        for decision in [
            Constraint::Together(a.clone(), b.clone()),
            Constraint::Apart(a.clone(), b.clone()),
        ] {
            assert_eq!(decision.articles(), [&a, &b]);
        }
    }
}
