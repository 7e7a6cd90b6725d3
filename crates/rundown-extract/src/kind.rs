//! The kind of an article: first what its page says, then what its text turned out to be.

use rundown_news::{Article, ArticleKind, Block, Note, NoteKind};

use crate::metadata::{Stated, Survey};
use crate::phrases::{is_opinion_label, simple};
use crate::reading::Reading;

/// The kind of an article by what the page says of itself.
pub(crate) fn kind_stated(
    seen: &Survey<'_>,
    stated: &Stated,
    reading: &Reading<'_>,
) -> ArticleKind {
    let path = reading.url.unwrap_or("").to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| path.contains(word));
    let section = stated.section.as_deref().or_else(|| seen.meta(&["article:section"]));
    let section = section.map(simple).unwrap_or_default();
    let is_comment = |word: &str| {
        matches!(
            word,
            "opinion"
                | "opinions"
                | "meinung"
                | "kommentar"
                | "kommentare"
                | "editorial"
                | "editorials"
                | "comment"
                | "commentary"
                | "columns"
                | "kolumne"
                | "kolumnen"
                | "columnists"
                | "op"
                | "debate"
                | "opinión"
                | "tribune"
                | "tribunes"
                | "idées"
        )
    };
    if stated.is_live
        || has(&[
            "/live/",
            "live-blog",
            "liveblog",
            "live-updates",
            "liveticker",
            "/en-direct",
            "live-ticker",
            "newsblog",
        ])
    {
        return ArticleKind::Live;
    }
    if stated.is_opinion
        || has(&[
            "/opinion/",
            "/opinions/",
            "/meinung/",
            "/kommentar",
            "/editorial",
            "/commentisfree/",
            "/kolumne",
            "/voices/",
        ])
        || section.split(' ').next().is_some_and(is_comment)
    {
        return ArticleKind::Opinion;
    }
    if stated.is_gallery
        || has(&["/gallery/", "/galleries/", "/bilder/", "/fotostrecke", "/photos/"])
    {
        return ArticleKind::Gallery;
    }
    let og_type = seen.meta(&["og:type"]).unwrap_or("");
    if (stated.is_video && !stated.is_article)
        || og_type.starts_with("video")
        || has(&["/video/", "/videos/"])
    {
        return ArticleKind::Video;
    }
    ArticleKind::Article
}

/// "Opinion · Issue of 13 May": a label that opens with what the article is.
pub(crate) fn labels_opinion(line: &str) -> bool {
    let label = line.split(['·', '|', '•', '/', '»', ':']).next().unwrap_or("");
    line.len() < 60 && is_opinion_label(label)
}

/// Corrects the kind by what the text turned out to be.
pub(crate) fn settle_kind(
    stated: &Stated,
    is_walled: bool,
    article: &mut Article,
    notes: &mut Vec<Note>,
) {
    /// A walled text shorter than this is only the article's beginning.
    const STUB_BYTES: usize = 900;
    let is_entry = |block: &Block| block.at.is_some();
    let entry_count = article.blocks.iter().filter(|block| is_entry(block)).count();
    if article.kind == ArticleKind::Live && entry_count == 0 && !stated.is_live {
        article.kind = ArticleKind::Article;
    }
    if is_walled && article.text.len() < STUB_BYTES {
        article.kind = ArticleKind::Stub;
        notes.push(Note::new(NoteKind::BehindWall, "the page says that it is not free"));
    }
    if article.text.is_empty() {
        notes.push(Note::new(NoteKind::NoText, "no body was found"));
    }
}
