//! A row a story.

use rundown_store::StoredStory;

use crate::cell::Cell;

pub(crate) fn row(story: &StoredStory) -> [Cell; 9] {
    [
        story.id.0.into(),
        story.slug.0.as_str().into(),
        story.title.as_str().into(),
        story.title_article.as_str().into(),
        story.first_at.into(),
        story.last_at.into(),
        story.articles.into(),
        story.outlets.into(),
        story.independent.into(),
    ]
}
