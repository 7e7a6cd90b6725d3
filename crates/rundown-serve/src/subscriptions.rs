//! The feeds a reader follows: how each stands, and what is done with one.

use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use rundown_desk::{Desk, DeskError, FeedHealth, Health};
use serde::Deserialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::Problem;
use crate::links::segment;
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, ahead_words, minute_words};
use crate::wording::retold::retold;
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
    /// Where it stands on the page.
    id: String,
    title: &'a str,
    url: &'a str,
    /// How it stands; nothing where it answers as it should.
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
    let mut rows: Vec<FeedRow<'_>> =
        feeds.iter().map(|feed| row(feed, asks, now)).collect();
    rows.sort_by_key(|row| (!row.is_ill, row.title.to_lowercase()));
    rendered(&SubscriptionsPage { summary, asks, done, feeds: rows })
}

/// How a feed stands.
fn health_words(feed: &FeedHealth) -> String {
    let problem = match &feed.problem {
        Some(problem) => retold(problem),
        None => say("no answer").to_owned(),
    };
    let said = match (feed.health, &feed.moved_to) {
        (Health::Well, _) => match feed.gap {
            None => return String::new(),
            Some(_) => say("It answers").to_owned(),
        },
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

/// When it is asked, where feeds are asked at all.
fn next_words(feed: &FeedHealth, now: Timestamp) -> Option<String> {
    let when = ahead_words(feed.next_poll?, now);
    let given: [(&str, &dyn std::fmt::Display); 1] = [("when", &when)];
    Some(match feed.health {
        Health::New => tell("asked {when}", &given),
        _ => tell("asked again {when}", &given),
    })
}

fn row(feed: &FeedHealth, asks: bool, now: Timestamp) -> FeedRow<'_> {
    FeedRow {
        id: place_of(&feed.url),
        title: feed.title.as_deref().unwrap_or(&feed.url),
        url: &feed.url,
        words: health_words(feed),
        is_ill: is_ill(feed),
        is_paused: feed.health == Health::Paused,
        answered: feed.last_answer.map(|at| Moment::ago(at, now)),
        next: next_words(feed, now).filter(|_| asks),
        a_day: feed.items_a_day.map(|items| {
            let digits = usize::from(items < 9.5);
            tell("{n} a day", &[("n", &localized(&format!("{items:.digits$}")))])
        }),
    }
}

/// Where a feed stands on the page: a reader who did something with it comes back there.
fn place_of(url: &str) -> String {
    format!("feed-{:016x}", xxh3_64(url.as_bytes()))
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
    let added = site.follow_address(&form.url).await?;
    let what = if added.new { "added" } else { "known" };
    let name = added.title.unwrap_or(added.url);
    Ok(Redirect::to(&format!("/feeds?{what}={}", segment(&name))))
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
        Act::Pause | Act::Resume | Act::Follow => format!("/feeds#{}", place_of(&url)),
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
