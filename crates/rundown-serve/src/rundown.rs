//! The rundown: the front page.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::{Found, Rundown, StoryView};
use rundown_news::limits::RUNDOWN_STORIES_MAX;
use rundown_news::{Outlet, RundownEntry};
use rundown_store::TopicCount;

use crate::chart::Sparkline;
use crate::line::{Line, Sources};
use crate::links::{shown_href, story_href};
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, masthead_words};
use crate::topics::{TopicLinks, topic_links};
use crate::wording::{many, say, tell};

/// Stories beside the lead.
const SECONDS: usize = 2;
/// Stories told with a sentence under the lead; the rest is a list of titles.
const THIRDS: usize = 9;

#[derive(Template)]
#[template(path = "rundown.html")]
struct RundownPage<'a> {
    date: String,
    machine_date: String,
    summary: String,
    new: u32,
    unread: usize,
    lead: Option<Entry<'a>>,
    lead_lines: Vec<Line>,
    seconds: Vec<Entry<'a>>,
    thirds: Vec<Entry<'a>>,
    others: Vec<Entry<'a>>,
    topics: Vec<TopicLinks>,
}

struct Entry<'a> {
    title: &'a str,
    href: String,
    latest: Option<&'a str>,
    latest_href: String,
    outlet: &'a str,
    new: u32,
    unread: bool,
    followed: bool,
    outlets: String,
    articles: String,
    updated: Moment,
    /// None where there is nothing to see.
    spark: Option<Sparkline>,
}

/// The answer to `/`.
pub(crate) async fn show(State(site): State<Site>) -> Page {
    let (rundown, lead, topics) = site
        .ask(|desk| {
            let rundown = desk.rundown()?;
            let lead = match rundown.stories.first() {
                Some(entry) => desk.story(&entry.slug.0)?,
                None => Found::Unknown,
            };
            Ok((rundown, lead, desk.topics()?))
        })
        .await?;
    let lead = match &lead {
        Found::Here(view) => Some(view.as_ref()),
        Found::Moved(_) | Found::Unknown => None,
    };
    Ok(Html(rundown_page(&rundown, lead, &topics)))
}

/// The front page; `lead` is the first story, told at more length, `topics` are what
/// stories are about.
#[must_use]
pub fn rundown_page(
    rundown: &Rundown,
    lead: Option<&StoryView>,
    topics: &[Vec<TopicCount>],
) -> String {
    let mut entries = rundown
        .stories
        .iter()
        .take(RUNDOWN_STORIES_MAX)
        .map(|entry| of_entry(entry, rundown.at));
    rendered(&RundownPage {
        date: masthead_words(rundown.at),
        machine_date: crate::times::local(rundown.at).date().to_string(),
        summary: tell(
            "{stories} from {articles}",
            &[
                ("stories", &many("1 story", "{n} stories", rundown.counts.stories)),
                ("articles", &many("1 article", "{n} articles", rundown.counts.articles)),
            ],
        ),
        new: rundown.stories.iter().map(|entry| entry.new).sum(),
        unread: rundown.stories.iter().filter(|entry| entry.unread).count(),
        lead: entries.next(),
        lead_lines: lead_lines(rundown.stories.first(), lead),
        seconds: entries.by_ref().take(SECONDS).collect(),
        thirds: entries.by_ref().take(THIRDS).collect(),
        others: entries.collect(),
        topics: topic_links(topics, None),
    })
}

/// How the lead stands further, and the latest of the story so far, without the sentence
/// that stands under its title.
fn lead_lines(entry: Option<&RundownEntry>, lead: Option<&StoryView>) -> Vec<Line> {
    const LINES_MAX: usize = 3;
    let Some(view) = lead else { return Vec::new() };
    let mut told: Vec<&str> = entry
        .and_then(|entry| entry.latest.as_ref())
        .map(|latest| latest.text.as_str())
        .into_iter()
        .collect();
    let sources = Sources::new(&view.articles);
    let so_far = view.brief.highlights.iter().rev().map(|one| &one.shown);
    let mut lines = Vec::new();
    for shown in view.brief.state.iter().chain(so_far) {
        if lines.len() < LINES_MAX && !told.contains(&shown.text.as_str()) {
            told.push(&shown.text);
            lines.push(sources.line(shown));
        }
    }
    lines
}

fn of_entry(entry: &RundownEntry, now: Timestamp) -> Entry<'_> {
    let latest = entry.latest.as_ref();
    Entry {
        title: crate::line::headline_of(&entry.title),
        href: story_href(&entry.slug),
        latest: latest.map(|shown| shown.text.as_str()),
        latest_href: latest.map(shown_href).unwrap_or_default(),
        outlet: entry.latest_outlet.as_ref().map(Outlet::label).unwrap_or_default(),
        new: entry.new,
        unread: entry.unread,
        followed: entry.followed,
        outlets: outlets_words(entry.outlets, entry.independent),
        articles: many("1 article", "{n} articles", entry.articles),
        updated: Moment::ago(entry.last_at, now),
        spark: Sparkline::telling(&entry.coverage),
    }
}

/// "9 outlets, 6 independent": copies of one agency text are one witness.
pub(crate) fn outlets_words(total: u32, independent: u32) -> String {
    let outlets = many("1 outlet", "{n} outlets", total);
    if independent >= total {
        return outlets;
    }
    let independent = many("1 independent", "{n} independent", independent);
    format!("{outlets}{} {independent}", say(","))
}
