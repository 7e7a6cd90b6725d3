//! `POST /api/v1/articles`: news from crawlers, browser extensions and other programs.
//!
//! A token says who posts. Browsers send none by themselves, and no answer here invites
//! pages of other sites to send one, so that a page in a reader's browser cannot post.

mod form;

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rundown_desk::{Desk, Purpose, Taken};
use rundown_news::limits::POST_BYTES_MAX;
use serde::Serialize;
use tokio::time::{Instant, timeout};

use self::form::{Form, Found, address, time};
use crate::Problem;
use crate::api::json;
use crate::site::Site;

/// Where articles are posted.
pub(crate) const PATH: &str = "/api/v1/articles";

/// How long a post waits until what it brought is in its story; else it says that it is
/// not yet.
const THREADED_WAIT: Duration = Duration::from_secs(2);

/// What became of a post.
#[derive(Serialize)]
struct Answer {
    /// New articles, and new contents of known ones.
    accepted: usize,
    known: usize,
    refused: usize,
    /// Whether all of them are in their stories already.
    threaded: bool,
    articles: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    document: String,
    #[serde(flatten)]
    taken: Taken,
}

pub(crate) async fn articles(
    State(site): State<Site>,
    found: Result<Query<Found>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match taken_in(&site, found, &headers, body).await {
        Ok(answer) => json(answer.status(), &answer),
        Err(problem) => refusal(&problem),
    }
}

async fn taken_in(
    site: &Site,
    found: Result<Query<Found>, QueryRejection>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Answer, Problem> {
    admit(site, headers).await?;
    let form = Form::of(headers)?;
    let Query(found) = found.map_err(|error| Problem::BadPost(error.body_text()))?;
    let (url, at) = (address(&found, headers)?, time(&found, headers)?);
    let posts = &site.posts;
    let _held = posts.held.try_acquire().map_err(|_| Problem::TooMany(1))?;
    let bytes =
        to_bytes(body, POST_BYTES_MAX).await.map_err(|error| read_error(&error))?;
    let documents = form.documents(bytes.into(), url, at, site.now())?;
    let names: Vec<String> = documents.iter().map(|one| one.name.clone()).collect();
    let take = move |desk: &Desk| desk.take_in(documents);
    let taken = site.ask_in(&posts.keeping, take).await?;
    let kept = taken.iter().any(|one| matches!(one, Taken::New { .. }));
    let threaded = !kept || thread(site).await;
    Ok(Answer::of(names, taken, threaded))
}

/// Threads what came, beside whatever else is asked; whether it is done.
async fn thread(site: &Site) -> bool {
    let own = site.clone();
    // It goes on when nobody waits for it any more.
    let placing = tokio::spawn(async move {
        let placed = own.ask_in(&own.posts.threading, Desk::place_news).await;
        placed.inspect_err(Problem::log).is_ok()
    });
    matches!(timeout(THREADED_WAIT, placing).await, Ok(Ok(true)))
}

/// Lets those in who have a token, so many times a minute.
async fn admit(site: &Site, headers: &HeaderMap) -> Result<(), Problem> {
    let said = headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok());
    let (scheme, token) = said.and_then(|said| said.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NoToken);
    }
    let token = token.trim().to_owned();
    let name =
        site.ask(move |desk| desk.tokens().name_of(&token, Purpose::Posting)).await?;
    let name = name.ok_or(Problem::NoToken)?;
    site.posts.count(name, Instant::now()).map_err(Problem::TooMany)
}

fn read_error(error: &axum::Error) -> Problem {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        if one.to_string().contains("length limit") {
            return Problem::LargePost;
        }
        cause = one.source();
    }
    Problem::BadPost("the body ended before its end".to_owned())
}

fn refusal(problem: &Problem) -> Response {
    let mut answer = problem.clone().into_response();
    let more = match problem {
        Problem::NoToken => Some((header::WWW_AUTHENTICATE, "Bearer".to_owned())),
        Problem::TooMany(seconds) => Some((header::RETRY_AFTER, seconds.to_string())),
        _ => None,
    };
    if let Some((name, value)) = more
        && let Ok(value) = value.parse()
    {
        answer.headers_mut().insert(name, value);
    }
    answer
}

impl Answer {
    fn of(names: Vec<String>, taken: Vec<Taken>, threaded: bool) -> Self {
        let count = |is: fn(&Taken) -> bool| taken.iter().filter(|one| is(one)).count();
        let accepted =
            count(|one| matches!(one, Taken::New { .. } | Taken::Revised { .. }));
        let known =
            count(|one| matches!(one, Taken::Unchanged { .. } | Taken::Dropped { .. }));
        let refused = taken.len() - accepted - known;
        let entry = |(document, taken)| Entry { document, taken };
        let articles = names.into_iter().zip(taken).map(entry).collect();
        Self { accepted, known, refused, threaded, articles }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self { accepted: 0, known: 0, .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self { accepted: 0, .. } => StatusCode::OK,
            Self { threaded: false, .. } => StatusCode::ACCEPTED,
            _ => StatusCode::CREATED,
        }
    }
}
