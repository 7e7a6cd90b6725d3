//! A row a development, gathered from its articles.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rundown_news::{ArticleId, DevelopmentId, StoryId};
use rundown_store::StoredArticle;

use crate::cell::Cell;

#[derive(Default)]
pub(crate) struct Developments(BTreeMap<DevelopmentId, Development>);

/// One event, as far as its articles were met in order of publication.
struct Development {
    story: StoryId,
    first_at: Timestamp,
    last_at: Timestamp,
    articles: u32,
    copies: u32,
    first_article: ArticleId,
}

impl Developments {
    pub(crate) fn add(&mut self, stored: &StoredArticle) {
        let Some(placement) = &stored.placement else { return };
        let development =
            self.0.entry(placement.development).or_insert_with(|| Development {
                story: placement.story,
                first_at: stored.at,
                last_at: stored.at,
                articles: 0,
                copies: 0,
                first_article: stored.read.article.id.clone(),
            });
        development.last_at = stored.at;
        development.articles += 1;
        development.copies += u32::from(placement.copy_of.is_some());
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = [Cell; 7]> {
        self.0.iter().map(|(id, one)| {
            [
                id.0.into(),
                one.story.0.into(),
                one.first_at.into(),
                one.last_at.into(),
                one.articles.into(),
                one.copies.into(),
                one.first_article.as_str().into(),
            ]
        })
    }
}
