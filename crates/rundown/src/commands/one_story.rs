//! A story that was asked for by name, and who reports it.

use anyhow::Result;
use rundown_desk::{Desk, Found, StoryView};
use rundown_news::ArticleId;

use crate::failure::hinted;

/// Names the outlets of a story's articles.
pub(super) fn outlet_in(view: &StoryView) -> impl Fn(&ArticleId) -> String + '_ {
    |id| {
        view.articles
            .get(id)
            .map_or_else(String::new, |card| card.outlet.label().to_owned())
    }
}

/// A story by name or number; an unknown one is told with what to try.
pub(super) fn story_named(desk: &Desk, name: &str) -> Result<StoryView> {
    match desk.story(name)? {
        Found::Here(story) => Ok(*story),
        Found::Moved(slug) => story_named(desk, &slug.0),
        Found::Unknown => Err(hinted(
            format!("there is no story named {name:?}"),
            "`rundown stories` lists them; `rundown search WORDS` finds them",
        )),
    }
}
