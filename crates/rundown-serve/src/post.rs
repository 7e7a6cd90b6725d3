//! `POST /api/articles`: news from crawlers, browser extensions and other programs.
//!
//! A token says who posts. Browsers send none by themselves, and no answer here invites
//! pages of other sites to send one, so that a page in a reader's browser cannot post.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rundown_desk::{Desk, Document, DocumentKind, Taken, documents};
use rundown_news::limits::{
    POST_BYTES_MAX, POST_LINES_MAX, POSTS_AT_ONCE_MAX, POSTS_PER_MINUTE_MAX, TOKENS_MAX,
};
use rundown_news::{Capture, CaptureKind, NewsTime};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use crate::Problem;
use crate::api::{json, told};
use crate::site::Site;

/// Where articles are posted.
pub(crate) const PATH: &str = "/api/articles";

/// The longest address of an article.
const ADDRESS_BYTES_MAX: usize = 2_048;
/// How long a post waits until what it brought is in its story; else it says that it is
/// not yet.
const THREADED_WAIT: Duration = Duration::from_secs(2);
const MINUTE: Duration = Duration::from_mins(1);

/// What posts share.
#[derive(Clone)]
pub(crate) struct Posts {
    /// Posts whose bodies are held.
    held: Arc<Semaphore>,
    /// One is taken in at a time, and one threads at a time.
    keeping: Arc<Semaphore>,
    threading: Arc<Semaphore>,
    /// When the minute of each token began, and its posts since.
    minutes: Arc<Mutex<BTreeMap<String, (Instant, usize)>>>,
}

impl Default for Posts {
    fn default() -> Self {
        let [held, keeping, threading] =
            [POSTS_AT_ONCE_MAX, 1, 1].map(|most| Arc::new(Semaphore::new(most)));
        Self { held, keeping, threading, minutes: Arc::default() }
    }
}

impl Posts {
    /// Counts one more of a token; how many seconds to wait if it was one too many.
    fn count(&self, name: String, now: Instant) -> Result<(), u64> {
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.len() > TOKENS_MAX {
            minutes.retain(|_, (since, _)| now.duration_since(*since) < MINUTE);
        }
        let (since, count) = minutes.entry(name).or_insert((now, 0));
        if now.duration_since(*since) >= MINUTE {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        if *count > POSTS_PER_MINUTE_MAX {
            let left = MINUTE.saturating_sub(now.duration_since(*since));
            return Err(left.as_secs().max(1));
        }
        Ok(())
    }
}

/// Where and when what is posted was found.
#[derive(Deserialize)]
pub(crate) struct Found {
    url: Option<String>,
    at: Option<String>,
}

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
    let name = site.ask(move |desk| desk.tokens().name_of(&token)).await?;
    let name = name.ok_or(Problem::NoToken)?;
    site.posts.count(name, Instant::now()).map_err(Problem::TooMany)
}

/// What is posted, by its `Content-Type`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Page { charset: Option<String> },
    Text { charset: Option<String> },
    Lines,
    Mail,
}

impl Form {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let packing = headers.get(header::CONTENT_ENCODING);
        if packing.is_some_and(|packing| packing != "identity") {
            return Err(Problem::NoSuchForm);
        }
        let stated =
            headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let mut parts = stated.unwrap_or_default().split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches('"').to_owned())
        });
        Ok(match kind.as_str() {
            "text/html" | "application/xhtml+xml" => Self::Page { charset },
            "text/plain" => Self::Text { charset },
            "application/json"
            | "application/jsonl"
            | "application/x-ndjson"
            | "application/jsonlines" => Self::Lines,
            "message/rfc822" => Self::Mail,
            _ => return Err(Problem::NoSuchForm),
        })
    }

    fn documents(
        self,
        bytes: Vec<u8>,
        url: Option<String>,
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Document>, Problem> {
        const NAME: &str = "body";
        if bytes.trim_ascii().is_empty() {
            return Err(Problem::BadPost("the body is empty".to_owned()));
        }
        let seen_at = at.unwrap_or(now).min(now);
        let (kind, charset) = match self {
            Self::Lines => return lines(NAME, &bytes, seen_at),
            Self::Page { charset } => (CaptureKind::Page, charset),
            Self::Text { charset } => (CaptureKind::Text, charset),
            Self::Mail => (CaptureKind::Unknown, None),
        };
        let capture = Capture { bytes, url, at: Some(seen_at), charset, kind };
        Ok(documents(NAME, capture, seen_at).collect())
    }
}

/// Lines of JSON, or one object on several lines.
fn lines(name: &str, bytes: &[u8], seen_at: Timestamp) -> Result<Vec<Document>, Problem> {
    let whole = serde_json::from_slice::<&serde_json::value::RawValue>(bytes);
    if whole.is_ok_and(|value| value.get().starts_with('{')) {
        return Ok(vec![foreign(rundown_desk::of_line(name.to_owned(), bytes, seen_at))]);
    }
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).enumerate();
    let lines: Vec<_> = lines.filter(|(_, line)| !line.is_empty()).collect();
    if lines.len() > POST_LINES_MAX {
        return Err(Problem::LargePost);
    }
    let document = |(number, line): (usize, &[u8])| {
        let name = format!("{name}:{}", number + 1);
        foreign(rundown_desk::of_line(name, line, seen_at))
    };
    Ok(lines.into_iter().map(document).collect())
}

/// A line from elsewhere: what it says was found in its article is not believed.
fn foreign(document: Document) -> Document {
    const WHY: &str = "send html, text, or title and body; Rundown reads them itself";
    match document.kind {
        DocumentKind::Read(_) => {
            Document::unreadable(document.name, document.seen_at, WHY.to_owned())
        }
        _ => document,
    }
}

/// The address of what is posted: `?url=`, else `Content-Location`.
fn address(found: &Found, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let header = || text_of(headers, header::CONTENT_LOCATION.as_str());
    let Some(url) = found.url.clone().or_else(header) else { return Ok(None) };
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.len() > ADDRESS_BYTES_MAX || url.chars().any(char::is_control) {
        let why = "the address of an article begins with https:// or http://";
        return Err(Problem::BadPost(why.to_owned()));
    }
    Ok(Some(url))
}

/// When it was found: `?at=`, else `Memento-Datetime`, else `Last-Modified`.
fn time(found: &Found, headers: &HeaderMap) -> Result<Option<Timestamp>, Problem> {
    let header = || {
        text_of(headers, "memento-datetime")
            .or_else(|| text_of(headers, header::LAST_MODIFIED.as_str()))
    };
    let Some(stated) = found.at.clone().or_else(header) else { return Ok(None) };
    let exact = stated.parse().map(NewsTime::instant);
    let of_header = || jiff::fmt::rfc2822::parse(&stated).map(|at| at.timestamp());
    let wrong =
        |_| Problem::BadPost("a time is written like 2031-05-14T09:40:00Z".to_owned());
    exact.or_else(|_| of_header()).map(Some).map_err(wrong)
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|text| text.trim().to_owned())
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
    let mut answer = told(problem);
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
    answer.into_response()
}

impl Answer {
    fn of(names: Vec<String>, taken: Vec<Taken>, threaded: bool) -> Self {
        let count = |is: fn(&Taken) -> bool| taken.iter().filter(|one| is(one)).count();
        let accepted =
            count(|one| matches!(one, Taken::New { .. } | Taken::Revised { .. }));
        let known = count(|one| matches!(one, Taken::Unchanged { .. }));
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
