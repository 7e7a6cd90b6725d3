//! Feeds for feed readers, each as Atom and as JSON Feed: the rundown with an entry a story,
//! what is new, a story with an entry a development, and any search.
//!
//! An entry of the rundown is updated when a development is added, not with every
//! reprint. Its name is built from the story's number, which outlives its slug; the
//! address the pages are served at is no part of it, so that a move of the server does
//! not make every story new again. (Tag URIs: RFC 4151.)

mod atom;
mod feed;
mod json;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use rundown_desk::{Desk, DeskError, Found, SearchHit, StoryNews, StoryView, write_opml};
use rundown_news::limits::QUERY_BYTES_MAX;
use rundown_news::{Shown, Subscription};
use rundown_readers::{Content, Item};

use crate::Problem;
use crate::content::{brief_html, list};
use crate::line::headline_of;
use crate::links::{article_href, segment, shown_href, story_href};
use crate::search::SearchQuery;
use crate::site::Site;
use crate::story::title_of;
use feed::{Entry, Feed};

/// Stories in the feed of the rundown, and in that of what is new.
const STORIES_MAX: usize = 40;
/// Developments in the feed of a story, latest first.
const DEVELOPMENTS_MAX: usize = 60;

/// What the names of all feeds and entries begin with.
const NAMES: &str = "tag:rundown.invalid,2026:";

/// How a feed is written down.
#[derive(Clone, Copy)]
enum Form {
    Atom,
    Json,
}

impl Form {
    /// The form that an address asks for.
    fn of(uri: &Uri) -> Self {
        let ending = uri.path().rsplit_once('.').map(|(_, ending)| ending);
        if ending == Some("json") { Self::Json } else { Self::Atom }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Atom => ".atom",
            Self::Json => ".json",
        }
    }
}

/// The answer to `/feed.atom` and `/feed.json`.
pub(crate) async fn rundown(
    State(site): State<Site>,
    uri: Uri,
) -> Result<Response, Problem> {
    let base = site.settings.base_url.clone();
    let entries = site.ask(move |desk| rundown_entries(desk, &base)).await?;
    answer(feed(&site, "rundown", "Rundown", "/", "/feed", entries), Form::of(&uri))
}

/// The answer to `/new.atom` and `/new.json`.
pub(crate) async fn new(State(site): State<Site>, uri: Uri) -> Result<Response, Problem> {
    let base = site.settings.base_url.clone();
    let entries = site.ask(move |desk| new_entries(desk, &base)).await?;
    answer(feed(&site, "new", "New – Rundown", "/", "/new", entries), Form::of(&uri))
}

/// The answer to `/stories/NAME/feed.atom` and `…/feed.json`.
pub(crate) async fn story(
    State(site): State<Site>,
    Path(name): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let form = Form::of(&uri);
    match site.story(&name).await? {
        Found::Here(view) => answer(story_feed(&view, &site.settings.base_url), form),
        Found::Moved(slug) => {
            let href = format!("{}/feed{}", story_href(&slug), form.ending());
            Ok(Redirect::permanent(&href).into_response())
        }
        Found::Unknown => Err(Problem::NoStory(name)),
    }
}

/// The answer to `/search.atom?q=WORDS` and `/search.json?q=WORDS`: a search to come back
/// to.
pub(crate) async fn search(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, QueryRejection>,
    uri: Uri,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let words = query.q.trim().to_owned();
    if words.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    let hits = site.ask({
        let words = words.clone();
        move |desk| desk.search(&words)
    });
    let base = &site.settings.base_url;
    let entries = hits.await?.iter().map(|hit| hit_entry(hit, base)).collect();
    let title = format!("“{words}” – Rundown");
    let asked = format!("?q={}", segment(&words));
    let form = Form::of(&uri);
    let mut found =
        feed(&site, &format!("search{asked}"), &title, "/search", "/search", entries);
    found.page.push_str(&asked);
    found.own = format!("{}{}{asked}", found.own, form.ending());
    write(&found, form)
}

/// The answer to `/subscriptions.opml`: the feeds that stories are made of.
pub(crate) async fn subscriptions(State(site): State<Site>) -> Result<Response, Problem> {
    let stored = site.ask(Desk::subscriptions).await?;
    let all: Vec<Subscription> = stored.into_iter().map(|one| one.subscription).collect();
    Ok(opml(&all))
}

/// The answer to `/feeds.opml`: our own feeds, of the rundown, of what is new, and of each
/// story that is followed.
pub(crate) async fn own(State(site): State<Site>) -> Result<Response, Problem> {
    let base = &site.settings.base_url;
    let rundown = site.ask(Desk::rundown).await?;
    let followed = rundown.stories.iter().filter(|entry| entry.followed);
    let own = [("Rundown", "/feed.atom".to_owned()), ("New", "/new.atom".to_owned())];
    let followed = followed.map(|entry| {
        (entry.title.as_str(), format!("{}/feed.atom", story_href(&entry.slug)))
    });
    let feeds: Vec<Subscription> = own
        .into_iter()
        .chain(followed)
        .map(|(title, path)| Subscription {
            url: format!("{base}{path}"),
            title: Some(title.to_owned()),
            folder: Some("Rundown".to_owned()),
        })
        .collect();
    Ok(opml(&feeds))
}

fn opml(feeds: &[Subscription]) -> Response {
    let form = [(header::CONTENT_TYPE, "text/x-opml; charset=utf-8")];
    (form, write_opml(feeds)).into_response()
}

/// A stream of the Google Reader API as Atom.
pub(crate) fn of_items(
    stream: &str,
    given: &[(&Item, Content)],
    base: &str,
) -> Result<Response, Problem> {
    let entry = |(item, content): &(&Item, Content)| Entry {
        id: item.id.long(),
        title: content.title.clone(),
        page: content.url.clone(),
        published: item.told_at,
        updated: item.told_at,
        content: content.html.clone(),
        marks: rundown_readers::greader::categories(item),
    };
    let entries: Vec<Entry> = given.iter().map(entry).collect();
    let feed = Feed {
        id: format!("tag:google.com,2005:reader/{stream}"),
        title: "Rundown".to_owned(),
        page: format!("{base}/"),
        own: format!("{base}/reader/atom/{stream}"),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_default(),
        entries,
    };
    write(&feed, Form::Atom)
}

fn feed(
    site: &Site,
    name: &str,
    title: &str,
    page: &str,
    own: &str,
    mut entries: Vec<Entry>,
) -> Feed {
    let base = &site.settings.base_url;
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    Feed {
        id: format!("{NAMES}{name}"),
        title: title.to_owned(),
        page: format!("{base}{page}"),
        own: format!("{base}{own}"),
        updated: entries.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.updated),
        entries,
    }
}

fn rundown_entries(desk: &Desk, base: &str) -> Result<Vec<Entry>, DeskError> {
    let rundown = desk.rundown()?;
    let mut entries = Vec::new();
    for line in rundown.stories.iter().take(STORIES_MAX) {
        if let Found::Here(view) = desk.story(&line.slug.0)? {
            entries.push(story_entry(&view, base));
        }
    }
    Ok(entries)
}

/// A story with news is another entry with each look of the reader: it begins anew then.
fn new_entries(desk: &Desk, base: &str) -> Result<Vec<Entry>, DeskError> {
    let mut entries = Vec::new();
    for news in desk.news(0, STORIES_MAX)? {
        let Found::Here(view) = desk.story(&news.slug.0)? else { continue };
        let StoryNews { last_look, new, .. } = news;
        let since = last_look.map_or("start".to_owned(), |look| look.0.to_string());
        let mut entry = story_entry(&view, base);
        entry.id = format!("{}#since-{since}", entry.id);
        entry.updated = new.iter().map(|item| item.at).max().unwrap_or(entry.updated);
        entries.push(entry);
    }
    Ok(entries)
}

fn story_entry(view: &StoryView, base: &str) -> Entry {
    let brief = &view.brief;
    let first = brief.first_at.unwrap_or_default();
    let latest_development = brief.developments.iter().map(|one| one.first_at).max();
    Entry {
        id: story_id(view),
        title: title_of(view).to_owned(),
        page: format!("{base}{}", story_href(&brief.slug)),
        published: first,
        updated: latest_development.unwrap_or(first),
        content: brief_html(view, base),
        marks: Vec::new(),
    }
}

fn hit_entry(hit: &SearchHit, base: &str) -> Entry {
    let card = &hit.card;
    let sentence = hit.sentence.as_ref();
    let line = sentence.map(|shown| (base.to_owned() + &shown_href(shown), &*shown.text));
    let story = hit.story.as_ref();
    let story =
        story.map(|link| (base.to_owned() + &story_href(&link.slug), &*link.title));
    let paragraph = |(href, words): (String, &str)| {
        let escape = |text: &str| quick_xml::escape::escape(text).into_owned();
        format!("<p><a href=\"{}\">{}</a></p>", escape(&href), escape(words))
    };
    Entry {
        id: format!("{NAMES}{}", article_href(&card.id)),
        title: format!("{} – {}", headline_of(&card.headline), card.outlet.label()),
        page: format!("{base}{}", article_href(&card.id)),
        published: card.at,
        updated: card.at,
        content: line.into_iter().chain(story).map(paragraph).collect(),
        marks: Vec::new(),
    }
}

fn story_feed(view: &StoryView, base: &str) -> Feed {
    let brief = &view.brief;
    let page = format!("{base}/stories/{}", segment(&brief.slug.0));
    let id = story_id(view);
    let developments = brief.developments.iter().take(DEVELOPMENTS_MAX).enumerate();
    let entries = developments.map(|(rank, development)| {
        let number = development.development.map_or(rank as u64, |number| number.0);
        Entry {
            id: format!("{id}#development-{number}"),
            title: development.title.text.clone(),
            page: format!("{page}#development-{number}"),
            published: development.first_at,
            updated: development.last_at,
            content: list(view, &refs(&development.highlights), base),
            marks: Vec::new(),
        }
    });
    Feed {
        title: format!("{} – Rundown", title_of(view)),
        own: format!("{page}/feed"),
        updated: brief.last_at.unwrap_or_default(),
        entries: entries.collect(),
        id,
        page,
    }
}

fn story_id(view: &StoryView) -> String {
    match view.brief.story {
        Some(number) => format!("{NAMES}stories/{number}"),
        None => format!("{NAMES}{}", story_href(&view.brief.slug)),
    }
}

fn refs(lines: &[Shown]) -> Vec<&Shown> {
    lines.iter().collect()
}

/// Writes a feed down that stands in both forms beside each other.
fn answer(mut feed: Feed, form: Form) -> Result<Response, Problem> {
    feed.own.push_str(form.ending());
    write(&feed, form)
}

fn write(feed: &Feed, form: Form) -> Result<Response, Problem> {
    let (kind, bytes) = match form {
        Form::Atom => ("application/atom+xml; charset=utf-8", atom::write(feed)),
        Form::Json => ("application/feed+json; charset=utf-8", Ok(json::write(feed))),
    };
    let bytes = bytes.map_err(|error| Problem::Failed(error.to_string()))?;
    let keep = (header::CACHE_CONTROL, "private, max-age=60");
    Ok(([keep, (header::CONTENT_TYPE, kind)], bytes).into_response())
}
