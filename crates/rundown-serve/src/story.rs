//! The page of a story: everything known of it, each word leading to its evidence.

mod background;
mod changes;
mod elsewhere;
mod figures;
mod fresh;
mod standing;
mod timeline;
mod voices;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use rundown_desk::{Found, StoryView};
use rundown_news::{Brief, Follow, Highlight, WhenPrecision};

use crate::Problem;
use crate::chart::Sparkline;
use crate::line::{Line, Sources, lang_of};
use crate::links::{segment, shown_href, story_href};
use crate::put_off::PutOff;
use crate::rundown::outlets_words;
use crate::site::{Site, rendered};
use crate::times::{Moment, dated_words, span_words, utc};
use crate::wording::many;

use background::{Development, OutletRows, PersonRow, RelatedRow};
use changes::{CHANGES_OPEN, ChangeRow};
use elsewhere::ElsewhereRow;
use figures::FigureRow;
use fresh::Fresh;
use standing::Standing;
use timeline::Timeline;
use voices::Voices;

/// People of the who's who, and developments, that stand open.
const PEOPLE_OPEN: usize = 8;
const DEVELOPMENTS_OPEN: usize = 4;

#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage<'a> {
    title: &'a str,
    title_href: String,
    title_lang: Option<String>,
    href: String,
    span: String,
    outlets: String,
    articles: String,
    wire: u32,
    updated: Option<Moment>,
    spark: Option<Sparkline>,
    followed: bool,
    muted: bool,
    put_off: PutOff,
    was: &'a str,
    state: Vec<Line>,
    standing: Standing,
    highlights: Vec<DatedLine>,
    fresh: Fresh,
    timeline: Timeline,
    elsewhere: Vec<ElsewhereRow>,
    voices: Voices,
    changes: Vec<ChangeRow>,
    more_changes: Vec<ChangeRow>,
    figures: Vec<FigureRow>,
    more_figures: Vec<FigureRow>,
    people: Vec<PersonRow>,
    more_people: Vec<PersonRow>,
    bodies: Vec<PersonRow>,
    places: Vec<PersonRow>,
    outlet_rows: OutletRows,
    developments: Vec<Development>,
    more_developments: Vec<Development>,
    developments_left: usize,
    related: Vec<RelatedRow>,
}

/// A sentence and the day it tells of, where that is not the story's last one.
struct DatedLine {
    /// For machines; empty on the last day.
    machine: String,
    words: String,
    line: Line,
}

fn so_far(sources: Sources<'_>, brief: &Brief, now: Timestamp) -> Vec<DatedLine> {
    let last = brief.last_at.map(|at| utc(at).date().to_string());
    let dated = |highlight: &Highlight| {
        let told = last.as_ref() != Some(&highlight.date);
        let machine = if told { highlight.date.clone() } else { String::new() };
        let words = dated_words(&machine, WhenPrecision::Day, now);
        DatedLine { machine, words, line: sources.line(&highlight.shown) }
    };
    brief.highlights.iter().map(dated).collect()
}

/// The answer to `/stories/NAME`.
pub(crate) async fn show(
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    match site.story(&name).await? {
        Found::Here(view) => {
            let slug = &view.brief.slug;
            if !slug.0.is_empty() && slug.0 != name {
                return Ok(Redirect::permanent(&story_href(slug)).into_response());
            }
            Ok(Html(story_page(&view, site.now())).into_response())
        }
        Found::Moved(slug) => Ok(Redirect::permanent(&story_href(&slug)).into_response()),
        Found::Unknown => Err(Problem::NoStory(name)),
    }
}

/// The page of a story.
#[must_use]
pub fn story_page(view: &StoryView, now: Timestamp) -> String {
    let brief = &view.brief;
    let sources = Sources::new(&view.articles).with_passages(&view.passages);
    let (mut people, bodies, places) = background::who(sources, &brief.people);
    let more_people = people.split_off(people.len().min(PEOPLE_OPEN));
    let (mut developments, developments_left) =
        background::developments(sources, &brief.developments, now);
    let mut changes = changes::rows(sources, &brief.changes, now);
    let [figures, more_figures] = figures::rows(sources, &brief.figures, now);
    let more_changes = changes.split_off(changes.len().min(CHANGES_OPEN));
    let more_developments =
        developments.split_off(developments.len().min(DEVELOPMENTS_OPEN));
    rendered(&StoryPage {
        title: title_of(view),
        title_href: brief.title.as_ref().map(shown_href).unwrap_or_default(),
        title_lang: brief
            .title
            .as_ref()
            .and_then(|title| lang_of(sources.card(&title.evidence.first()?.article)?)),
        href: format!("/stories/{}", segment(&brief.slug.0)),
        span: brief
            .first_at
            .zip(brief.last_at)
            .map(|(first, last)| span_words(first, last, now))
            .unwrap_or_default(),
        outlets: outlets_words(brief.outlets.total, brief.outlets.independent),
        articles: many("1 article", "{n} articles", article_count(view)),
        wire: brief.outlets.wire,
        updated: brief.last_at.map(|at| Moment::ago(at, now)),
        spark: Sparkline::telling(&view.coverage),
        followed: view.follow == Follow::Followed,
        muted: view.follow == Follow::Muted,
        put_off: PutOff::of(view.snooze, view.rests, now),
        was: brief.was.as_ref().map_or("", |was| crate::line::headline_of(&was.text)),
        state: brief.state.iter().map(|shown| sources.line(shown)).collect(),
        standing: Standing::of(sources, brief, now),
        highlights: so_far(sources, brief, now),
        fresh: Fresh::of(view, sources, now),
        timeline: Timeline::of(sources, &brief.timeline, now),
        elsewhere: elsewhere::rows(sources, &brief.elsewhere),
        voices: Voices::of(sources, &brief.voices, now),
        changes,
        more_changes,
        figures,
        more_figures,
        people,
        more_people,
        bodies,
        places,
        outlet_rows: background::outlets(sources, &brief.outlets, &view.families, now),
        developments,
        more_developments,
        developments_left,
        related: background::related(&brief.related),
    })
}

/// The story's title.
pub(crate) fn title_of(view: &StoryView) -> &str {
    let title = view.brief.title.as_ref().map_or("", |shown| shown.text.as_str());
    crate::line::headline_of(title)
}

fn article_count(view: &StoryView) -> usize {
    let outlets = view.brief.outlets.list.iter();
    outlets.map(|outlet| outlet.own.len() + outlet.copies.len()).sum()
}
