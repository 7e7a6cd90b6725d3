//! A row an article.

use rundown_store::StoredArticle;

use crate::cell::Cell;

pub(crate) fn row(stored: &StoredArticle) -> [Cell; 22] {
    let article = &stored.read.article;
    let placement = stored.placement.as_ref();
    let copy = placement.and_then(|placement| placement.copy_of.as_ref());
    [
        article.id.as_str().into(),
        stored.revision.into(),
        stored.at.into(),
        stored.seen_at.into(),
        Cell::shown(article.published),
        Cell::shown(article.modified),
        article.lang.as_str().into(),
        article.outlet.label().into(),
        article.outlet.domain.as_str().into(),
        article.canonical_url.as_ref().or(article.url.as_ref()).cloned().into(),
        Cell::word(article.kind),
        article.headline.as_str().into(),
        article.deck.clone().into(),
        Cell::Texts(article.byline.iter().map(|one| one.name.clone()).collect()),
        Cell::Texts(article.tags.clone()),
        article.section.clone().into(),
        article.dateline.as_ref().map(|line| line.place.as_str()).into(),
        article.text.as_str().into(),
        placement.map(|placement| placement.development.0).into(),
        placement.map(|placement| placement.story.0).into(),
        copy.map(|copy| copy.original.as_str()).into(),
        copy.map(|copy| u32::from(copy.shared_percent)).into(),
    ]
}
