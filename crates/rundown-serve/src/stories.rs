//! All stories, page by page: the rundown shows those that matter now, this one the rest, by
//! what the reader does with them and by what they are about.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::{Choice, ListedStory, Which};
use rundown_news::Follow;
use rundown_store::{Topic, TopicCount};
use serde::Deserialize;

use crate::Problem;
use crate::line::headline_of;
use crate::links::{article_href, story_href};
use crate::put_off::words;
use crate::rundown::outlets_words;
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, span_words};
use crate::topics::{TopicLinks, about_value, label_of, topic_links, topic_of};
use crate::wording::{many, say};

/// Stories on a page.
const STORIES_A_PAGE: usize = 40;

/// Which stories are listed, and behind how many.
#[derive(Deserialize)]
pub(crate) struct Listing {
    #[serde(default)]
    show: Show,
    #[serde(default)]
    from: usize,
    /// A topic: its kind, a colon, its name.
    #[serde(default)]
    about: String,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Show {
    #[default]
    All,
    New,
    Following,
    Muted,
    Snoozed,
}

impl Show {
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::New => "new",
            Self::Following => "following",
            Self::Muted => "muted",
            Self::Snoozed => "snoozed",
        }
    }

    fn which(self) -> Which {
        match self {
            Self::All => Which::All,
            Self::New => Which::New,
            Self::Following => Which::Followed,
            Self::Muted => Which::Muted,
            Self::Snoozed => Which::Snoozed,
        }
    }
}

#[derive(Template)]
#[template(path = "stories.html")]
struct StoriesPage<'a> {
    tabs: [Tab; 5],
    /// What the stories are about; empty for all.
    about: String,
    /// The same list without it.
    all: String,
    nothing: &'static str,
    stories: Vec<Row<'a>>,
    topics: Vec<TopicLinks>,
    /// Addresses of the page before, with later news, and of the next.
    later: String,
    earlier: String,
}

struct Tab {
    words: &'static str,
    href: String,
    is_here: bool,
}

struct Row<'a> {
    title: &'a str,
    href: String,
    span: String,
    outlets: String,
    articles: String,
    newest: Option<Newest<'a>>,
    new: usize,
    followed: bool,
    muted: bool,
    /// How it is put off, if it is.
    put_off: String,
    unread: bool,
}

/// The newest article of a story.
struct Newest<'a> {
    headline: &'a str,
    href: String,
    outlet: &'a str,
    at: Moment,
}

/// The answer to `/stories`.
pub(crate) async fn show(
    State(site): State<Site>,
    listing: Result<Query<Listing>, QueryRejection>,
) -> Page {
    let Query(Listing { show, from, about }) =
        listing.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let about =
        match about.as_str() {
            "" => None,
            about => Some(topic_of(about).ok_or_else(|| {
                Problem::BadQuery(say("about names no topic").to_owned())
            })?),
        };
    let choice = Choice { which: show.which(), about };
    let (stories, topics, about) = site
        .ask(move |desk| {
            // One more than is shown tells whether there is a next page.
            let stories = desk.chosen(&choice, from, STORIES_A_PAGE + 1)?;
            let about = match &choice.about {
                Some((kind, name)) => Some(desk.topic(*kind, name)?.unwrap_or(Topic {
                    kind: *kind,
                    name: name.clone(),
                    label: name.clone(),
                })),
                None => None,
            };
            Ok((stories, desk.topics()?, about))
        })
        .await?;
    Ok(Html(page(&stories, &topics, about.as_ref(), (show, from), site.now())))
}

fn page(
    stories: &[ListedStory],
    topics: &[Vec<TopicCount>],
    about: Option<&Topic>,
    (show, from): (Show, usize),
    now: Timestamp,
) -> String {
    let narrowed = about.map(|topic| format!("&about={}", about_value(topic)));
    let narrowed = narrowed.unwrap_or_default();
    let at = |show: Show, from: usize| {
        format!("/stories?show={}&from={from}{narrowed}", show.name())
    };
    let tab = |words, of| Tab { words, href: at(of, 0), is_here: of == show };
    let has_earlier = stories.len() > STORIES_A_PAGE;
    rendered(&StoriesPage {
        tabs: [
            tab(say("New"), Show::New),
            tab(say("Following"), Show::Following),
            tab(say("All"), Show::All),
            tab(say("Muted"), Show::Muted),
            tab(say("Snoozed"), Show::Snoozed),
        ],
        about: about.map(label_of).unwrap_or_default(),
        all: format!("/stories?show={}", show.name()),
        nothing: match show {
            Show::New => say("Nothing came since you looked."),
            Show::Following => {
                say("You follow no story. “Follow” on its page keeps one on top.")
            }
            Show::All => say("There are no stories here."),
            Show::Muted => say("No story is muted."),
            Show::Snoozed => say("No story is put off. “Later” on its page does that."),
        },
        stories: stories.iter().take(STORIES_A_PAGE).map(|one| row(one, now)).collect(),
        topics: topic_links(topics, about),
        later: if from > 0 {
            at(show, from.saturating_sub(STORIES_A_PAGE))
        } else {
            String::new()
        },
        earlier: if has_earlier {
            at(show, from + STORIES_A_PAGE)
        } else {
            String::new()
        },
    })
}

fn row(listed: &ListedStory, now: Timestamp) -> Row<'_> {
    let story = &listed.line;
    let newest = listed.newest.as_ref();
    Row {
        title: headline_of(&story.title),
        href: story_href(&story.slug),
        span: span_words(story.first_at, story.last_at, now),
        outlets: outlets_words(story.outlets, story.independent),
        articles: many("1 article", "{n} articles", story.articles),
        newest: newest.map(|newest| Newest {
            // What is said already is not said again.
            headline: if newest.headline == story.title { "" } else { &newest.headline },
            href: article_href(&newest.article),
            outlet: &newest.outlet,
            at: Moment::ago(newest.at, now),
        }),
        new: listed.new,
        followed: story.follow == Follow::Followed,
        muted: story.follow == Follow::Muted,
        put_off: story
            .snooze
            .map(|snooze| words(snooze, story.rests, now))
            .unwrap_or_default(),
        unread: story.last_look.is_none(),
    }
}
