//! The same as the pages, for programs: `/api/v1`, described by `/api/v1/openapi.json`.
//! Fields may be added, never renamed; lists come in pages.

mod paging;
mod problems;

use std::collections::BTreeMap;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use rundown_desk::{
    ArticleCard, ArticleView, Desk, Found, Matter, Rundown, StoryLink, StoryView,
};
use rundown_news::limits::QUERY_BYTES_MAX;
use rundown_news::{
    ArticleId, Brief, Follow, LastLook, ReadArticle, RundownEntry, Snooze,
};
use rundown_store::Counts;
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::links::segment;
use crate::site::Site;
use paging::{Paged, Paging};
pub(crate) use problems::told;

/// What describes the API (`OpenAPI` 3.1); a test holds it to the answers.
const DESCRIPTION: &str = include_str!("api/openapi.json");

/// A brief with what the page shows beside it.
#[derive(Serialize)]
struct StoryAnswer<'a> {
    #[serde(flatten)]
    brief: &'a Brief,
    follow: Follow,
    #[serde(skip_serializing_if = "Option::is_none")]
    snooze: Option<Snooze>,
    rests: bool,
    last_look: Option<LastLook>,
    coverage: &'a [u32],
    articles: &'a BTreeMap<ArticleId, ArticleCard>,
}

/// An article with what the page shows beside it.
#[derive(Serialize)]
struct ArticleAnswer<'a> {
    #[serde(flatten)]
    read: &'a ReadArticle,
    revision: u32,
    latest_revision: u32,
    seen_at: Timestamp,
    revised_at: Timestamp,
    story: &'a Option<StoryLink>,
    copy_of: Option<&'a ArticleId>,
    matters: &'a [Matter],
}

/// A part of the rundown with how much the store holds.
#[derive(Serialize)]
struct RundownAnswer {
    at: Timestamp,
    counts: Counts,
    #[serde(flatten)]
    page: Paged<RundownEntry>,
}

/// The part of an article's address after `?`.
#[derive(Deserialize)]
pub(crate) struct RevisionQuery {
    revision: Option<u32>,
}

/// The part of a search's address after `?`.
#[derive(Deserialize)]
pub(crate) struct SearchQuery {
    q: String,
    from: Option<usize>,
    limit: Option<usize>,
}

type Asked<T> = Result<Query<T>, QueryRejection>;
type Answer = Result<Response, Problem>;

pub(crate) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}

pub(crate) async fn rundown(State(site): State<Site>, query: Asked<Paging>) -> Answer {
    let paging = asked(query)?.checked()?;
    let Rundown { at, stories, counts } = site.ask(Desk::rundown).await?;
    let page = paging.of(stories, "rundown");
    Ok(json(StatusCode::OK, &RundownAnswer { at, counts, page }))
}

pub(crate) async fn stories(State(site): State<Site>, query: Asked<Paging>) -> Answer {
    let paging = asked(query)?.checked()?;
    let stories = move |desk: &Desk| desk.listed(paging.from(), paging.wanted());
    Ok(json(StatusCode::OK, &paging.of_part(site.ask(stories).await?, "stories")))
}

pub(crate) async fn new(State(site): State<Site>, query: Asked<Paging>) -> Answer {
    let paging = asked(query)?.checked()?;
    let news = move |desk: &Desk| desk.news(paging.from(), paging.wanted());
    Ok(json(StatusCode::OK, &paging.of_part(site.ask(news).await?, "new")))
}

pub(crate) async fn feeds(State(site): State<Site>, query: Asked<Paging>) -> Answer {
    let paging = asked(query)?.checked()?;
    Ok(json(StatusCode::OK, &paging.of(site.ask(Desk::feeds).await?, "feeds")))
}

pub(crate) async fn search(
    State(site): State<Site>,
    query: Asked<SearchQuery>,
) -> Answer {
    let SearchQuery { q, from, limit } = asked(query)?;
    if q.len() > QUERY_BYTES_MAX {
        return Err(Problem::LongQuery);
    }
    let paging = Paging::new(from, limit).checked()?;
    let path = format!("search?q={}", segment(&q));
    let part = move |desk: &Desk| desk.search_part(&q, paging.from(), paging.wanted());
    Ok(json(StatusCode::OK, &paging.of_part(site.ask(part).await?.hits, &path)))
}

pub(crate) async fn story(State(site): State<Site>, Path(name): Path<String>) -> Answer {
    match site.story(&name).await? {
        Found::Here(view) => Ok(json(StatusCode::OK, &story_answer(&view))),
        Found::Moved(slug) => {
            let href = format!("/api/v1/stories/{}", segment(&slug.0));
            Ok(Redirect::permanent(&href).into_response())
        }
        Found::Unknown => Err(Problem::NoStory(name)),
    }
}

pub(crate) async fn article(
    State(site): State<Site>,
    Path(id): Path<String>,
    query: Asked<RevisionQuery>,
) -> Answer {
    let view = site.article(&id, asked(query)?.revision).await?;
    Ok(json(StatusCode::OK, &article_answer(&view)))
}

pub(crate) async fn why(State(site): State<Site>, Path(id): Path<String>) -> Answer {
    Ok(json(StatusCode::OK, &site.why(&id).await?))
}

fn asked<T>(query: Asked<T>) -> Result<T, Problem> {
    query.map(|Query(query)| query).map_err(|error| {
        // What is wrong with which part, without what the parser was about.
        let said = error.body_text();
        let why = said.split_once("query string: ").map_or(said.as_str(), |(_, why)| why);
        Problem::BadQuery(why.to_owned())
    })
}

fn story_answer(view: &StoryView) -> StoryAnswer<'_> {
    StoryAnswer {
        brief: &view.brief,
        follow: view.follow,
        snooze: view.snooze,
        rests: view.rests,
        last_look: view.last_look,
        coverage: &view.coverage,
        articles: &view.articles,
    }
}

fn article_answer(view: &ArticleView) -> ArticleAnswer<'_> {
    ArticleAnswer {
        read: &view.stored.read,
        revision: view.stored.revision,
        latest_revision: view.stored.latest_revision,
        seen_at: view.stored.seen_at,
        revised_at: view.stored.revised_at,
        story: &view.story,
        copy_of: view.card.copy_of.as_ref(),
        matters: &view.matters,
    }
}

pub(crate) fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    match serde_json::to_vec(answer) {
        Ok(bytes) => (status, kind, bytes).into_response(),
        Err(error) => Problem::Failed(error.to_string()).into_response(),
    }
}
