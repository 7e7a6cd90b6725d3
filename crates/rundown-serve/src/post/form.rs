//! What is posted: by its `Content-Type`, with where and when it was found.

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use rundown_desk::{Document, DocumentKind, documents};
use rundown_news::limits::POST_LINES_MAX;
use rundown_news::{Capture, CaptureKind, NewsTime};
use serde::Deserialize;

use crate::Problem;

/// Where and when what is posted was found.
#[derive(Deserialize)]
pub(crate) struct Found {
    url: Option<String>,
    at: Option<String>,
}

/// The longest address of an article.
const ADDRESS_BYTES_MAX: usize = 2_048;

/// What is posted, by its `Content-Type`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Page { charset: Option<String> },
    Text { charset: Option<String> },
    Lines,
    Mail,
}

impl Form {
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
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

    pub(super) fn documents(
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
pub(super) fn address(
    found: &Found,
    headers: &HeaderMap,
) -> Result<Option<String>, Problem> {
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
pub(super) fn time(
    found: &Found,
    headers: &HeaderMap,
) -> Result<Option<Timestamp>, Problem> {
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
