//! Why an article stands in its story, and the forms that correct it.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use rundown_desk::{ArticleCard, Found, Leaves, Told, Why, WhyHere, evidence_told};
use rundown_news::{ArticleId, RelatedStory};
use serde::Deserialize;

use crate::Problem;
use crate::line::headline_of;
use crate::links::{article_href, story_href, why_href};
use crate::site::{Page, Site, rendered};
use crate::times::Moment;
use crate::wording::retold::retold;

/// What the addresses of stories begin with, as a reader may paste one.
const STORIES: &str = "/stories/";

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage<'a> {
    card: Near<'a>,
    story: Option<(&'a str, String)>,
    href: String,
    odds: Option<Odds>,
    told_for: Vec<Told>,
    told_against: Vec<Told>,
    nearest: Vec<(Near<'a>, Odds)>,
    related: Vec<(&'a str, &'a str)>,
    api: String,
}

/// An article in a list.
struct Near<'a> {
    headline: &'a str,
    href: String,
    outlet: &'a str,
    at: Moment,
}

/// The score, in per cent.
struct Odds {
    event: u8,
    story: u8,
}

impl Odds {
    fn of(why: &Why) -> Self {
        Self { event: why.development_percent(), story: why.story_percent() }
    }
}

impl<'a> Near<'a> {
    fn of(card: &'a ArticleCard, now: Timestamp) -> Self {
        Self {
            headline: headline_of(&card.headline),
            href: article_href(&card.id),
            outlet: card.outlet.label(),
            at: Moment::ago(card.at, now),
        }
    }
}

/// The answer to `/articles/ID/why`.
pub(crate) async fn show(State(site): State<Site>, Path(id): Path<String>) -> Page {
    let why = site.why(&id).await?;
    let related = match &why.story {
        Some(story) => match site.story(&story.slug.0).await? {
            Found::Here(view) => view.brief.related,
            Found::Moved(_) | Found::Unknown => Vec::new(),
        },
        None => Vec::new(),
    };
    Ok(Html(why_page(&why, &related, site.now())))
}

/// The page that tells why an article stands in its story; `related` are stories it
/// might belong to instead.
#[must_use]
pub fn why_page(here: &WhyHere, related: &[RelatedStory], now: Timestamp) -> String {
    let mut told = here.why.as_ref().map(evidence_told).unwrap_or_default();
    // Words and names are those of the articles; days are told.
    for days in told.iter_mut().filter(|one| one.label == "Days apart") {
        days.words = retold(&days.words);
    }
    let (told_for, told_against) = told.into_iter().partition(|told| told.speaks_for);
    let link = here.story.as_ref();
    rendered(&WhyPage {
        card: Near::of(&here.article, now),
        story: link.map(|link| (headline_of(&link.title), story_href(&link.slug))),
        href: article_href(&here.article.id),
        odds: here.why.as_ref().map(Odds::of),
        told_for,
        told_against,
        nearest: here
            .nearest
            .iter()
            .map(|near| (Near::of(&near.article, now), Odds::of(&near.why)))
            .collect(),
        related: related
            .iter()
            .map(|story| (story.slug.0.as_str(), headline_of(&story.title)))
            .collect(),
        api: format!("/api/v1{}", why_href(&here.article.id)),
    })
}

/// The form that takes an article out of its story.
#[derive(Deserialize)]
pub(crate) struct SplitForm {
    leaves: Leaving,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Leaving {
    Development,
    Article,
}

/// The form that puts an article's story together with another.
#[derive(Deserialize)]
pub(crate) struct MergeForm {
    story: String,
}

/// Takes an article out of its story.
pub(crate) async fn split(
    State(site): State<Site>,
    Path(id): Path<String>,
    form: Result<Form<SplitForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let id = ArticleId(Site::named(&id)?);
    let leaves = match form.leaves {
        Leaving::Development => Leaves::Development,
        Leaving::Article => Leaves::Article,
    };
    let story = site.ask(move |desk| desk.split(&id, leaves)).await?;
    Ok(Redirect::to(&story_href(&story.slug)))
}

/// Puts an article's story together with another one.
pub(crate) async fn merge(
    State(site): State<Site>,
    Path(id): Path<String>,
    form: Result<Form<MergeForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let view = site.article(&id, None).await?;
    let Some(own) = view.story else { return Err(Problem::NoArticle(id)) };
    let with = story_name(&form.story).to_owned();
    let story = site.ask(move |desk| desk.merge(&own.slug.0, &with)).await?;
    Ok(Redirect::to(&story_href(&story.slug)))
}

/// The name of a story in what a reader typed: the name itself or the story's address.
fn story_name(typed: &str) -> &str {
    let typed = typed.trim();
    let name = typed.rsplit_once(STORIES).map_or(typed, |(_, name)| name);
    name.split(['?', '#', '/']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::story_name;

    #[test]
    fn a_story_is_named_by_its_address_too() {
        for typed in [
            " ferry-sinks ",
            "/stories/ferry-sinks",
            "http://127.0.0.1:7878/stories/ferry-sinks#new",
        ] {
            assert_eq!(story_name(typed), "ferry-sinks");
        }
    }
}
