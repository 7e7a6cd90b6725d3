//! All stories, page by page: the rundown shows those that matter now, this one the rest.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::StoryLine;
use rundown_news::Follow;
use serde::Deserialize;

use crate::Problem;
use crate::links::story_href;
use crate::put_off::words;
use crate::rundown::outlets_words;
use crate::search::headline_of;
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, counted, span_words};

/// Stories on a page.
const STORIES_A_PAGE: usize = 100;

/// Which stories are listed, and behind how many.
#[derive(Deserialize)]
pub(crate) struct Listing {
    #[serde(default)]
    show: Show,
    #[serde(default)]
    from: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Show {
    #[default]
    All,
    Following,
    Muted,
    Snoozed,
}

impl Show {
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Following => "following",
            Self::Muted => "muted",
            Self::Snoozed => "snoozed",
        }
    }
}

#[derive(Template)]
#[template(path = "stories.html")]
struct StoriesPage<'a> {
    tabs: [Tab; 4],
    nothing: &'static str,
    stories: Vec<Row<'a>>,
    /// Addresses of the page before, with later news, and of the next.
    later: String,
    earlier: String,
}

struct Tab {
    words: &'static str,
    href: &'static str,
    is_here: bool,
}

struct Row<'a> {
    title: &'a str,
    href: String,
    span: String,
    outlets: String,
    articles: String,
    updated: Moment,
    followed: bool,
    muted: bool,
    /// How it is put off, if it is.
    put_off: String,
    unread: bool,
}

/// The answer to `/stories`.
pub(crate) async fn show(
    State(site): State<Site>,
    listing: Result<Query<Listing>, QueryRejection>,
) -> Page {
    let Query(Listing { show, from }) =
        listing.map_err(|error| Problem::BadQuery(error.body_text()))?;
    // One more than is shown tells whether there is a next page.
    let most = STORIES_A_PAGE + 1;
    let stories = site
        .ask(move |desk| match show {
            Show::All => desk.listed(from, most),
            Show::Following => desk.listed_by(Follow::Followed, from, most),
            Show::Muted => desk.listed_by(Follow::Muted, from, most),
            Show::Snoozed => desk.listed_snoozed(from, most),
        })
        .await?;
    Ok(Html(page(&stories, show, from, site.now())))
}

fn page(stories: &[StoryLine], show: Show, from: usize, now: Timestamp) -> String {
    let tab = |words, href, of| Tab { words, href, is_here: of == show };
    let at = |from: usize| format!("/stories?show={}&from={from}", show.name());
    let earlier = stories.len() > STORIES_A_PAGE;
    rendered(&StoriesPage {
        tabs: [
            tab("All", "/stories", Show::All),
            tab("Following", "/stories?show=following", Show::Following),
            tab("Muted", "/stories?show=muted", Show::Muted),
            tab("Snoozed", "/stories?show=snoozed", Show::Snoozed),
        ],
        nothing: match show {
            Show::All => "There are no stories here.",
            Show::Following => {
                "You follow no story. “Follow” on its page keeps one on top."
            }
            Show::Muted => "No story is muted.",
            Show::Snoozed => "No story is put off. “Later” on its page does that.",
        },
        stories: stories.iter().take(STORIES_A_PAGE).map(|one| row(one, now)).collect(),
        later: if from > 0 {
            at(from.saturating_sub(STORIES_A_PAGE))
        } else {
            String::new()
        },
        earlier: if earlier { at(from + STORIES_A_PAGE) } else { String::new() },
    })
}

fn row(story: &StoryLine, now: Timestamp) -> Row<'_> {
    Row {
        title: headline_of(&story.title),
        href: story_href(&story.slug),
        span: span_words(story.first_at, story.last_at, now),
        outlets: outlets_words(story.outlets, story.independent),
        articles: counted(story.articles, "article"),
        updated: Moment::ago(story.last_at, now),
        followed: story.follow == Follow::Followed,
        muted: story.follow == Follow::Muted,
        put_off: story
            .snooze
            .map(|snooze| words(snooze, story.rests, now))
            .unwrap_or_default(),
        unread: story.last_look.is_none(),
    }
}
