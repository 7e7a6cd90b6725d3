//! Lists of feeds to choose from, before anything is followed: of another reader's export
//! (OPML), and those we offer to newcomers.

use std::collections::BTreeSet;

use askama::Template;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use rundown_desk::{Desk, DeskError, read_opml};
use rundown_news::Subscription;
use rundown_news::limits::{LIST_BYTES_MAX, LIST_FEEDS_MAX};
use url::{Url, form_urlencoded};

use crate::Problem;
use crate::links::segment;
use crate::site::{Page, Site, rendered};
use crate::starters::{Starter, starter};
use crate::wording::retold::note_words;
use crate::wording::{Count, many, number, say, tell};

/// A list to choose from.
#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    title: String,
    summary: String,
    notes: Vec<String>,
    rows: Vec<Row>,
}

/// A feed of a list.
struct Row {
    title: String,
    url: String,
    folder: String,
    /// What is sent if it is chosen; empty where it cannot be.
    value: String,
    /// Why it cannot, or need not, be chosen.
    why_not: &'static str,
}

/// The answer to a file that another reader exported: what is in it. Nothing is followed yet.
pub(crate) async fn preview(
    State(site): State<Site>,
    form: Result<Multipart, MultipartRejection>,
) -> Page {
    let form = form.map_err(|error| Problem::BadList(error.body_text()))?;
    let (name, bytes) = file_of(form).await?;
    let read = read_opml(&bytes).map_err(|error| Problem::BadList(error.to_string()))?;
    let mut notes: Vec<String> = read.notes.iter().map(note_words).collect();
    let found = read.value.len();
    let mut feeds = read.value;
    if found > LIST_FEEDS_MAX {
        feeds.truncate(LIST_FEEDS_MAX);
        notes.push(tell(
            "The first {shown} of {all} are shown; `rundown import` takes all.",
            &[("shown", &number(LIST_FEEDS_MAX)), ("all", &number(found))],
        ));
    }
    let known = site.ask(followed).await?;
    Ok(Html(list_page(&name, &feeds, &known, notes)))
}

/// The answer to one of our lists.
pub(crate) async fn offered(State(site): State<Site>, Path(key): Path<String>) -> Page {
    let Starter { name, feeds, .. } = starter(&key).ok_or(Problem::NoPage)?;
    let known = site.ask(followed).await?;
    let feeds = feeds.iter().map(|feed| Subscription {
        url: feed.url.clone(),
        title: Some(feed.title.clone()),
        folder: Some(say(name).to_owned()),
    });
    let note = say(
        "Outlets move their feeds now and then; one that does not answer is told on the page \
         of feeds.",
    );
    let feeds: Vec<Subscription> = feeds.collect();
    Ok(Html(list_page(say(name), &feeds, &known, vec![note.to_owned()])))
}

/// Follows those that were chosen.
pub(crate) async fn follow(
    State(site): State<Site>,
    body: Bytes,
) -> Result<Redirect, Problem> {
    let mut chosen = Vec::new();
    for (_, value) in form_urlencoded::parse(&body).filter(|(name, _)| name == "feed") {
        let wrong =
            || Problem::BadList(say("it names something that is no feed").to_owned());
        let feed: Subscription = serde_json::from_str(&value).map_err(|_| wrong())?;
        if !is_of_the_web(&feed.url) || chosen.len() == LIST_FEEDS_MAX {
            return Err(wrong());
        }
        chosen.push(feed);
    }
    let new = site.ask(move |desk| subscribed(desk, &chosen)).await?;
    Ok(Redirect::to(&format!("/feeds?added={}", segment(&feed_count(new)))))
}

/// How many of these were not followed before.
fn subscribed(desk: &Desk, chosen: &[Subscription]) -> Result<u64, DeskError> {
    let mut new = 0;
    for feed in chosen {
        new += u64::from(desk.subscribe(feed)?);
    }
    Ok(new)
}

fn followed(desk: &Desk) -> Result<BTreeSet<String>, DeskError> {
    let all = desk.subscriptions()?.into_iter();
    Ok(all.map(|one| one.subscription.url).collect())
}

/// The first file of a form, and what it is called.
async fn file_of(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let wrong = |error: axum::extract::multipart::MultipartError| {
        Problem::BadList(error.body_text())
    };
    while let Some(mut field) = form.next_field().await.map_err(wrong)? {
        if field.name() != Some("list") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(wrong)? {
            if bytes.len() + chunk.len() > LIST_BYTES_MAX {
                return Err(Problem::BadList(say("it is longer than 2 MiB").to_owned()));
            }
            bytes.extend_from_slice(&chunk);
        }
        return Ok((name, bytes));
    }
    Err(Problem::BadList(say("no file was sent").to_owned()))
}

fn list_page(
    name: &str,
    feeds: &[Subscription],
    known: &BTreeSet<String>,
    notes: Vec<String>,
) -> String {
    let mut met = BTreeSet::new();
    let rows: Vec<Row> = feeds.iter().map(|feed| row(feed, known, &mut met)).collect();
    let choosable = rows.iter().filter(|row| row.why_not.is_empty()).count();
    let summary = match (rows.len(), choosable) {
        (0, _) => say("There is no feed in it.").to_owned(),
        (all, new) if all == new => tell(
            "{feeds}. Nothing is followed yet: choose.",
            &[("feeds", &feed_count(all))],
        ),
        (all, new) => tell(
            "{feeds}, {n} of them to choose from. Nothing is followed yet.",
            &[("feeds", &feed_count(all)), ("n", &number(new))],
        ),
    };
    let title = if name.is_empty() { say("A list of feeds") } else { name };
    rendered(&ListPage { title: title.to_owned(), summary, notes, rows })
}

fn row(feed: &Subscription, known: &BTreeSet<String>, met: &mut BTreeSet<String>) -> Row {
    let why_not = if !is_of_the_web(&feed.url) {
        say("no address of the web")
    } else if known.contains(&feed.url) {
        say("followed already")
    } else if !met.insert(feed.url.clone()) {
        say("stands in the list before")
    } else {
        ""
    };
    let value = if why_not.is_empty() { serde_json::to_string(feed).ok() } else { None };
    Row {
        title: feed.title.clone().unwrap_or_else(|| feed.url.clone()),
        url: feed.url.clone(),
        folder: feed.folder.clone().unwrap_or_default(),
        value: value.unwrap_or_default(),
        why_not,
    }
}

fn feed_count(feeds: impl Into<Count>) -> String {
    many("1 feed", "{n} feeds", feeds)
}

fn is_of_the_web(url: &str) -> bool {
    let url = Url::parse(url).ok();
    url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
