//! The same as the pages, for programs. Fields may be added, never renamed.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use rundown_desk::{ArticleCard, ArticleView, Found, Matter, StoryLink, StoryView};
use rundown_news::{ArticleId, Brief, Follow, LastLook, ReadArticle};
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::links::segment;
use crate::search::{SearchQuery, found};
use crate::site::Site;

/// What every address of programs ends with.
const ENDING: &str = ".json";

/// A brief with what the page shows beside it.
#[derive(Serialize)]
struct StoryAnswer<'a> {
    #[serde(flatten)]
    brief: &'a Brief,
    follow: Follow,
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

#[derive(Serialize)]
struct ProblemAnswer {
    error: String,
    hint: &'static str,
}

/// The part of an article's address after `?`.
#[derive(Deserialize)]
pub(crate) struct RevisionQuery {
    revision: Option<u32>,
}

pub(crate) async fn rundown(State(site): State<Site>) -> Response {
    match site.ask(rundown_desk::Desk::rundown).await {
        Ok(rundown) => json(StatusCode::OK, &rundown),
        Err(problem) => told(&problem),
    }
}

pub(crate) async fn story(
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Response {
    let Some(name) = name.strip_suffix(ENDING) else { return told(&Problem::NoPage) };
    match site.story(name).await {
        Ok(Found::Here(view)) => json(StatusCode::OK, &story_answer(&view)),
        Ok(Found::Moved(slug)) => {
            let href = format!("/api/stories/{}{ENDING}", segment(&slug.0));
            Redirect::permanent(&href).into_response()
        }
        Ok(Found::Unknown) => told(&Problem::NoStory(name.to_owned())),
        Err(problem) => told(&problem),
    }
}

pub(crate) async fn article(
    State(site): State<Site>,
    Path(name): Path<String>,
    query: Result<Query<RevisionQuery>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Some(id) = name.strip_suffix(ENDING) else { return told(&Problem::NoPage) };
    let revision = match query {
        Ok(Query(query)) => query.revision,
        Err(error) => return told(&Problem::BadQuery(error.body_text())),
    };
    match site.article(id, revision).await {
        Ok(view) => json(StatusCode::OK, &article_answer(&view)),
        Err(problem) => told(&problem),
    }
}

pub(crate) async fn search(
    State(site): State<Site>,
    query: Result<Query<SearchQuery>, axum::extract::rejection::QueryRejection>,
) -> Response {
    match found(&site, query).await {
        Ok((_, hits)) => json(StatusCode::OK, &hits),
        Err(problem) => told(&problem),
    }
}

pub(crate) async fn why(State(site): State<Site>, Path(id): Path<String>) -> Response {
    match site.why(&id).await {
        Ok(why) => json(StatusCode::OK, &why),
        Err(problem) => told(&problem),
    }
}

fn story_answer(view: &StoryView) -> StoryAnswer<'_> {
    StoryAnswer {
        brief: &view.brief,
        follow: view.follow,
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

pub(crate) fn told(problem: &Problem) -> Response {
    problem.log();
    let answer = ProblemAnswer { error: problem.happened(), hint: problem.hint() };
    json(problem.status(), &answer)
}

pub(crate) fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    match serde_json::to_vec(answer) {
        Ok(bytes) => (status, kind, bytes).into_response(),
        Err(error) => Problem::Failed(error.to_string()).into_response(),
    }
}
