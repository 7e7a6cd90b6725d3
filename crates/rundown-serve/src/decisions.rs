//! What the reader decided about stories, each with a way back.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use rundown_desk::{
    ArticleCard, Choice, Correction, Desk, DeskError, StoryLine, Sweep, Which,
};
use serde::Deserialize;

use crate::Problem;
use crate::line::headline_of;
use crate::links::{article_href, story_href};
use crate::put_off::words;
use crate::reader::stamp;
use crate::site::{Page, Site, rendered};
use crate::times::Moment;
use crate::wording::{many, say};

/// Muted and snoozed stories that stand on the page; the lists of stories hold all.
const OWN_MAX: usize = 100;

#[derive(Template)]
#[template(path = "decisions.html")]
struct DecisionsPage<'a> {
    decisions: Vec<Row<'a>>,
    swept: Option<Swept>,
    own: Vec<Own<'a>>,
    /// Stories of the reader's own that are not shown.
    more: bool,
}

/// When all was marked as read.
struct Swept {
    look: String,
    /// The words before and behind the time.
    words: (String, String),
    at: Moment,
}

/// What a reader does with a story that keeps it out of sight.
struct Own<'a> {
    title: &'a str,
    href: String,
    words: String,
    /// The last part of the address, the field and the value of the form that ends it.
    ends: [&'static str; 3],
}

impl<'a> Own<'a> {
    fn of(line: &'a StoryLine, now: Timestamp) -> Self {
        let (words, ends) = match line.snooze {
            Some(snooze) => (words(snooze, line.rests, now), ["snooze", "until", "none"]),
            None => (say("Muted story").to_owned(), ["follow", "follow", "none"]),
        };
        Self {
            title: headline_of(&line.title),
            href: story_href(&line.slug),
            words,
            ends,
        }
    }
}

struct Row<'a> {
    together: bool,
    article: Side<'a>,
    other: Side<'a>,
}

struct Side<'a> {
    id: &'a str,
    headline: &'a str,
    href: String,
    outlet: &'a str,
}

impl<'a> Side<'a> {
    fn of(card: &'a ArticleCard) -> Self {
        Self {
            id: card.id.as_str(),
            headline: headline_of(&card.headline),
            href: article_href(&card.id),
            outlet: card.outlet.label(),
        }
    }
}

/// The answer to `/corrections`.
pub(crate) async fn show(State(site): State<Site>) -> Page {
    let Whole { corrections, swept, own } = site.ask(whole).await?;
    let now = site.now();
    // The latest is the one to be taken back.
    let rows = corrections.iter().rev().map(|correction| Row {
        together: correction.together,
        article: Side::of(&correction.article),
        other: Side::of(&correction.other),
    });
    let swept = swept.map(|Sweep { at, stories }| Swept {
        look: stamp(at),
        at: Moment::ago(at.0, now),
        words: swept_words(stories),
    });
    Ok(Html(rendered(&DecisionsPage {
        decisions: rows.collect(),
        swept,
        more: own.len() > OWN_MAX,
        own: own.iter().take(OWN_MAX).map(|line| Own::of(line, now)).collect(),
    })))
}

fn swept_words(stories: u64) -> (String, String) {
    let words = many(
        "You marked 1 story as read, {}.",
        "You marked {n} stories as read, {}.",
        stories,
    );
    let (before, after) = words.split_once("{}").unwrap_or((&words, ""));
    (before.to_owned(), after.to_owned())
}

/// What was corrected, when all was marked as read, and what is muted or put off.
struct Whole {
    corrections: Vec<Correction>,
    swept: Option<Sweep>,
    own: Vec<StoryLine>,
}

fn whole(desk: &Desk) -> Result<Whole, DeskError> {
    let lines = |which| {
        let choice = Choice { which, ..Choice::default() };
        desk.chosen_lines(&choice, 0, OWN_MAX + 1)
    };
    let mut own = lines(Which::Snoozed)?;
    let muted = lines(Which::Muted)?;
    own.extend(muted.into_iter().filter(|line| line.snooze.is_none()));
    Ok(Whole { corrections: desk.corrections()?, swept: desk.swept()?, own })
}

/// The form that takes a decision back.
#[derive(Deserialize)]
pub(crate) struct UndoForm {
    article: String,
    other: String,
}

/// Takes a decision back.
pub(crate) async fn undo(
    State(site): State<Site>,
    form: Result<Form<UndoForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let is_meant = move |one: &Correction| {
        one.article.id.as_str() == form.article && one.other.id.as_str() == form.other
    };
    site.ask_slowly(move |desk| {
        for correction in desk.corrections()?.iter().filter(|one| is_meant(one)) {
            desk.take_back(correction)?;
        }
        Ok(())
    })
    .await?;
    Ok(Redirect::to("/corrections"))
}
