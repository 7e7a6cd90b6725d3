//! An article as it was read, with the bytes marked that something shown points at.

mod blocks;
mod differences;
mod marks;
mod reading;

use std::fmt::Display;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::{ArticleView, Matter};
use rundown_news::{Article, ArticleKind, NewsTime, Part};
use serde::Deserialize;

use crate::Problem;
use crate::line::headline_of;
use crate::links::{article_href, outward, shown_href, story_href, why_href};
use crate::site::{Page, Site, rendered};
use crate::times::{Moment, full_day, minute_words};
use crate::wording::{say, tell};

pub use marks::Marks;

use blocks::{Piece, PieceKind};
use differences::{Differences, RunKind};
use marks::Marked;
use reading::Reading;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    title: &'a str,
    headline: Marked,
    deck: Option<Marked>,
    highlights: Vec<Marked>,
    lang: Option<String>,
    outlet: &'a str,
    kind: Option<&'static str>,
    section: Option<&'a str>,
    byline: String,
    dateline: Option<&'a str>,
    published: Option<Dated>,
    modified: Option<Dated>,
    seen: Moment,
    original: Option<String>,
    domain: &'a str,
    story: Option<(&'a str, String)>,
    why: String,
    copy_of: Option<(&'a str, &'a str, String)>,
    matters: Vec<OtherMatter<'a>>,
    revisions: Vec<RevisionLink>,
    arrived: Moment,
    differences: Option<Differences>,
    lost_marks: bool,
    pieces: Vec<Piece>,
    reading: Reading,
    api: String,
}

/// A time as the outlet states it.
struct Dated {
    machine: String,
    words: String,
}

/// What the article gives to another story.
struct OtherMatter<'a> {
    title: &'a str,
    href: String,
    share: String,
    opening: &'a str,
    opening_href: String,
}

struct RevisionLink {
    number: u32,
    href: String,
    here: bool,
}

/// The part of the address after `?`.
#[derive(Deserialize)]
pub(crate) struct ArticleQuery {
    revision: Option<u32>,
    #[serde(default)]
    show: String,
    #[serde(default)]
    part: String,
}

/// The answer to `/articles/ID`.
pub(crate) async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    query: Result<Query<ArticleQuery>, QueryRejection>,
) -> Page {
    let Query(query) = query.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let marks = Marks::read(&query.show, &query.part)
        .ok_or_else(|| Problem::BadQuery("show names no range of bytes".to_owned()))?;
    let view = site.article(&id, query.revision).await?;
    Ok(Html(article_page(&view, &marks, site.now())))
}

/// The page of an article; `marks` are the bytes to lead the eye to.
#[must_use]
pub fn article_page(view: &ArticleView, marks: &Marks, now: Timestamp) -> String {
    let article = &view.stored.read.article;
    let mut marks = marks.clone();
    let wanted = !marks.spans.is_empty();
    let headline = marks.over(&article.headline, Part::Headline);
    let deck = article.deck.as_ref().map(|deck| marks.over(deck, Part::Deck));
    let highlights = highlights_of(article, &mut marks);
    let pieces = blocks::pieces(article, &mut marks);
    let published = article.published.map(dated);
    rendered(&ArticlePage {
        title: headline_of(&article.headline),
        headline,
        deck,
        highlights,
        lang: crate::line::lang_of(&view.card),
        outlet: article.outlet.label(),
        kind: kind_words(article.kind),
        section: article.section.as_deref(),
        byline: byline_words(article),
        dateline: article.dateline.as_ref().map(|dateline| dateline.text.as_str()),
        modified: changed_at(article, published.as_ref()),
        published,
        seen: Moment::ago(view.stored.seen_at, now),
        original: outward(article.url.as_deref())
            .or_else(|| outward(article.canonical_url.as_deref())),
        domain: &article.outlet.domain,
        story: view
            .story
            .as_ref()
            .map(|link| (link.title.as_str(), story_href(&link.slug))),
        why: why_href(&view.card.id),
        copy_of: view.original.as_ref().map(|card| {
            (card.outlet.label(), headline_of(&card.headline), article_href(&card.id))
        }),
        matters: view.matters.iter().map(other_matter).collect(),
        revisions: revisions_of(view),
        arrived: Moment::exact(view.stored.revised_at),
        differences: view.before.as_ref().map(|before| {
            Differences::between(&before.read.article, &view.stored.read.article)
        }),
        lost_marks: wanted && !marks.found,
        pieces,
        reading: Reading::of(view),
        api: format!(
            "/api/v1{}?revision={}",
            article_href(&view.card.id),
            view.stored.revision
        ),
    })
}

fn other_matter(matter: &Matter) -> OtherMatter<'_> {
    OtherMatter {
        title: &matter.story.title,
        href: story_href(&matter.story.slug),
        share: tell(
            "{some} of {all} paragraphs, the first:",
            &[("some", &matter.paragraphs), ("all", &matter.of)],
        ),
        opening: &matter.opening.text,
        opening_href: shown_href(&matter.opening),
    }
}

fn highlights_of(article: &Article, marks: &mut Marks) -> Vec<Marked> {
    let all = article.highlights.iter().zip(0..u16::MAX);
    all.map(|(text, index)| marks.over(text, Part::Highlight(index))).collect()
}

fn kind_words(kind: ArticleKind) -> Option<&'static str> {
    match kind {
        ArticleKind::Article => None,
        ArticleKind::Live => Some(say("Live")),
        ArticleKind::Video => Some(say("Video")),
        ArticleKind::Gallery => Some(say("Pictures")),
        ArticleKind::Opinion => Some(say("Opinion")),
        ArticleKind::Stub => Some(say("Only the beginning is public")),
    }
}

fn byline_words(article: &Article) -> String {
    let names: Vec<&str> = article.byline.iter().map(|line| line.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [rest @ .., last] if !rest.is_empty() => {
            let names: [(&str, &dyn Display); 2] =
                [("names", &rest.join(", ")), ("last", last)];
            tell("By {names} and {last}", &names)
        }
        names => tell("By {name}", &[("name", &names.concat())]),
    }
}

/// When an article says that it was changed; what reads as the time of publication tells of
/// no change.
fn changed_at(article: &Article, published: Option<&Dated>) -> Option<Dated> {
    let changed = article.modified.map(dated)?;
    published.is_none_or(|first| first.words != changed.words).then_some(changed)
}

fn dated(time: NewsTime) -> Dated {
    let words = if time.is_day_only() {
        full_day(time.day())
    } else {
        minute_words(time.instant())
    };
    Dated { machine: time.to_string(), words }
}

/// Links to the revisions of an article, if it has several. Of very many the first, the
/// latest, and those around the one that is shown: the rest is reached from these.
fn revisions_of(view: &ArticleView) -> Vec<RevisionLink> {
    const AROUND: u32 = 6;
    let (latest, here) = (view.stored.latest_revision, view.stored.revision);
    if latest == 0 {
        return Vec::new();
    }
    let link = |number| RevisionLink {
        number: number + 1,
        href: format!("{}?revision={number}", article_href(&view.card.id)),
        here: number == here,
    };
    let around = here.saturating_sub(AROUND)..=here.saturating_add(AROUND).min(latest);
    let mut numbers: Vec<u32> = [0].into_iter().chain(around).chain([latest]).collect();
    numbers.dedup();
    numbers.into_iter().map(link).collect()
}
