//! One text by one outlet.

use serde::{Deserialize, Serialize};

use crate::{Lang, Medium, NewsTime, Outlet, Span};

/// Names an article. Made of letters, digits, `-`, `_`, `.` or `:` in the store;
/// whatever the caller gave on the command line.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A clean article, as read from a noisy page.
///
/// `text` holds the body: its blocks, one after the other, with a blank line between
/// them. Headline and highlights are fields of their own and not in `text`; a deck is a
/// field and, as a rule, also the first paragraph of `text`.
/// Blocks are in order, do not overlap, and every span lies inside `text`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Its name.
    pub id: ArticleId,
    /// The address it was fetched from; that at its outlet, where a cache served it.
    pub url: Option<String>,
    /// The address the page itself calls canonical.
    pub canonical_url: Option<String>,
    /// Who published it.
    pub outlet: Outlet,
    /// The language of the body.
    pub lang: Lang,
    /// The headline alone, without the site's name.
    pub headline: String,
    /// The line under the headline: deck, standfirst, summary.
    pub deck: Option<String>,
    /// The outlet's own highlights or key points.
    pub highlights: Vec<String>,
    /// Who wrote it: names of people, without "By".
    pub byline: Vec<Byline>,
    /// Where it was filed.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: Option<NewsTime>,
    /// When it was last changed, if the page says so.
    pub modified: Option<NewsTime>,
    /// The section of the outlet it stood in.
    pub section: Option<String>,
    /// Keywords that the page gives.
    pub tags: Vec<String>,
    /// What sort of article it is.
    pub kind: ArticleKind,
    /// Its pictures and players, in the order of the page; nothing loads them unasked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Medium>,
    /// What `text` is made of.
    pub blocks: Vec<Block>,
    /// The body.
    pub text: String,
}

/// Whose name stands over an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The name of a person, or of an agency.
    pub name: String,
}

/// Where an article was filed, as in "PORT ELM, May 14 (TCP) -".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The words as they stand, without the closing dash.
    pub text: String,
    /// The place among them; empty for a bare agency tag such as "(MWN)".
    pub place: String,
}

/// What sort of article it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleKind {
    /// A report.
    #[default]
    Article,
    /// A live blog: entries with their times.
    Live,
    /// Text beside a film.
    Video,
    /// Pictures with captions.
    Gallery,
    /// A comment, column or editorial.
    Opinion,
    /// The visible beginning of an article behind a wall.
    Stub,
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
    /// The time of a live-blog entry: on its first block (its title, if it has one).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NewsTime>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A crosshead.
    Heading,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quote,
    /// The words under a picture.
    Caption,
    /// An embedded post: its words, its author, its day.
    Embed,
    /// The title or first block of a live-blog entry.
    LiveEntry,
    /// A table, one row a line.
    Table,
    /// A correction or editor's note.
    Correction,
}

impl BlockKind {
    /// Whether the block is the article's own copy: what may be quoted in a brief.
    #[must_use]
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Quote | Self::LiveEntry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shown_as_it_is() {
        let id = ArticleId("6f1c".to_owned());
        assert_eq!((id.as_str(), id.to_string().as_str()), ("6f1c", "6f1c"));
    }

    #[test]
    fn captions_tables_and_corrections_are_not_the_articles_own_copy() {
        for (kind, is_copy) in [
            (BlockKind::Paragraph, true),
            (BlockKind::ListItem, true),
            (BlockKind::Quote, true),
            (BlockKind::LiveEntry, true),
            (BlockKind::Heading, false),
            (BlockKind::Caption, false),
            (BlockKind::Table, false),
            (BlockKind::Correction, false),
        ] {
            assert_eq!(kind.is_copy(), is_copy, "{kind:?}");
        }
    }
}
