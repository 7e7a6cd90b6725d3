//! The feeds a reader follows: how each stands, and what is done with one.

use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use rundown_desk::{Desk, DeskError, FeedHealth, Health};
use serde::Deserialize;

use crate::Problem;
use crate::links::segment;
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, ahead_words, minute_words};
use crate::wording::{localized, many, say, tell};

#[derive(Template)]
#[template(path = "subscriptions.html")]
struct SubscriptionsPage<'a> {
    summary: String,
    /// Whether feeds are asked at all while the service runs so.
    asks: bool,
    done: Done,
    feeds: Vec<FeedRow<'a>>,
}

struct FeedRow<'a> {
    title: &'a str,
    url: &'a str,
    words: String,
    /// Whether it needs the reader.
    is_ill: bool,
    is_paused: bool,
    answered: Option<Moment>,
    next: Option<String>,
    a_day: Option<String>,
}

/// What was just done, from the part of the address after `?`.
#[derive(Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    added: String,
    #[serde(default)]
    known: String,
    #[serde(default)]
    removed: String,
}

/// The answer to `/feeds`.
pub(crate) async fn show(
    State(site): State<Site>,
    done: Result<Query<Done>, QueryRejection>,
) -> Page {
    let Query(done) = done.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let (feeds, asks) = site.ask(|desk| Ok((desk.feeds()?, desk.asks_the_web()))).await?;
    Ok(Html(subscriptions_page(&feeds, asks, done, site.now())))
}

fn subscriptions_page(
    feeds: &[FeedHealth],
    asks: bool,
    done: Done,
    now: Timestamp,
) -> String {
    let ill = feeds.iter().filter(|feed| is_ill(feed)).count();
    let summary = match (feeds.len(), ill) {
        (0, _) => say("No feed is followed yet.").to_owned(),
        (count, 0) => {
            many("1 feed, none in trouble.", "{n} feeds, none in trouble.", count)
        }
        (count, ill) => tell(
            "{feeds}, {ill} in trouble.",
            &[("feeds", &many("1 feed", "{n} feeds", count)), ("ill", &ill)],
        ),
    };
    let mut rows: Vec<FeedRow<'_>> = feeds.iter().map(|feed| row(feed, now)).collect();
    rows.sort_by_key(|row| (!row.is_ill, row.title.to_lowercase()));
    rendered(&SubscriptionsPage { summary, asks, done, feeds: rows })
}

/// How a feed stands; why it failed is told as the desk and the outlet put it.
fn health_words(feed: &FeedHealth) -> String {
    let problem = feed.problem.as_deref().unwrap_or(say("no answer"));
    let said = match (feed.health, &feed.moved_to) {
        (Health::Well, _) => say("It answers").to_owned(),
        (Health::New, _) => say("It was not asked yet").to_owned(),
        (Health::Failing, _) => {
            let times =
                many("It failed once", "It failed {n} times in a row", feed.failures);
            format!("{times}: {problem}")
        }
        (Health::Moved, Some(to)) => {
            tell("It answers from {address}", &[("address", to)])
        }
        (Health::Moved, None) => say("It answers from another address").to_owned(),
        (Health::Paused, _) => say("You paused it").to_owned(),
        (Health::Gone, _) => say("The outlet says that it is gone for good").to_owned(),
    };
    let Some(gap) = feed.gap else { return said };
    let given: [(&str, &dyn std::fmt::Display); 3] = [
        ("health", &said),
        ("from", &minute_words(gap.from)),
        ("to", &minute_words(gap.to)),
    ];
    tell("{health}; items between {from} and {to} may have been missed", &given)
}

fn is_ill(feed: &FeedHealth) -> bool {
    matches!(feed.health, Health::Failing | Health::Moved | Health::Gone)
}

fn row(feed: &FeedHealth, now: Timestamp) -> FeedRow<'_> {
    FeedRow {
        title: feed.title.as_deref().unwrap_or(&feed.url),
        url: &feed.url,
        words: health_words(feed),
        is_ill: is_ill(feed),
        is_paused: feed.health == Health::Paused,
        answered: feed.last_answer.map(|at| Moment::ago(at, now)),
        next: feed.next_poll.map(|at| ahead_words(at, now)),
        a_day: feed.items_a_day.map(|items| {
            let digits = usize::from(items < 9.5);
            tell("{n} a day", &[("n", &localized(&format!("{items:.digits$}")))])
        }),
    }
}

/// The form that follows an address.
#[derive(Deserialize)]
pub(crate) struct AddForm {
    url: String,
}

/// Follows the feed at an address, or the one its page names.
pub(crate) async fn add(
    State(site): State<Site>,
    form: Result<Form<AddForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let added = site.follow_address(&with_scheme(form.url.trim())).await?;
    let what = if added.new { "added" } else { "known" };
    let name = added.title.unwrap_or(added.url);
    Ok(Redirect::to(&format!("/feeds?{what}={}", segment(&name))))
}

/// An address as somebody types it has no scheme.
fn with_scheme(typed: &str) -> String {
    if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

/// The form that does something with a feed.
#[derive(Deserialize)]
pub(crate) struct ActForm {
    url: String,
    act: Act,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Act {
    Pause,
    Resume,
    Remove,
    /// Takes a removal back.
    Follow,
}

/// Pauses, resumes or removes a feed.
pub(crate) async fn act(
    State(site): State<Site>,
    form: Result<Form<ActForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(ActForm { url, act }) =
        form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let to = match act {
        Act::Remove => format!("/feeds?removed={}", segment(&url)),
        Act::Pause | Act::Resume | Act::Follow => "/feeds".to_owned(),
    };
    site.ask(move |desk| done_with(desk, &url, act)).await?;
    Ok(Redirect::to(&to))
}

fn done_with(desk: &Desk, url: &str, act: Act) -> Result<(), DeskError> {
    match act {
        Act::Pause => desk.pause_feed(url),
        Act::Resume => desk.resume_feed(url),
        Act::Remove => desk.remove_feed(url),
        Act::Follow => desk.add_unseen(url).map(drop),
    }
}
