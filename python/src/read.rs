//! Pages and lines to annotated articles.

use jiff::Timestamp;
use pyo3::prelude::*;
use rundown_news::limits::PAGE_BYTES_MAX;
use rundown_news::{
    ArticleId, Capture, CaptureKind, NewsTime, Note, NoteKind, ReadArticle,
};
use rundown_stages::{Line, LineKind, read, read_article};

use crate::guarded::{Wrong, apart, json, time};

/// A page or text, and what is known of it beside its bytes.
type Page<'a> = (&'a [u8], Option<String>, Option<&'a str>, Option<String>, &'a str);

/// Reads a page or a text.
#[pyfunction]
pub(crate) fn read_page(
    py: Python<'_>,
    page: Page<'_>,
    id: Option<String>,
) -> PyResult<String> {
    apart(py, "read a page", || json(&article_of(&capture(page)?, id)))
}

/// Reads a page or a text into a row of a table.
#[pyfunction]
pub(crate) fn page_row(
    py: Python<'_>,
    page: Page<'_>,
    id: Option<String>,
) -> PyResult<Row> {
    apart(py, "read a page", || {
        let capture = capture(page)?;
        row(article_of(&capture, id), capture.at)
    })
}

fn capture((page, url, at, charset, kind): Page<'_>) -> Result<Capture, Wrong> {
    if page.len() > PAGE_BYTES_MAX {
        return Err(format!("it is larger than {} MiB", PAGE_BYTES_MAX >> 20));
    }
    let (at, kind) = (at.map(time).transpose()?, kind_of(kind)?);
    Ok(Capture { bytes: page.to_vec(), url, at, charset, kind })
}

fn article_of(capture: &Capture, id: Option<String>) -> ReadArticle {
    let mut found = read(capture);
    found.article.id = ArticleId(id.unwrap_or_default());
    found
}

fn kind_of(name: &str) -> Result<CaptureKind, Wrong> {
    match name {
        "" => Ok(CaptureKind::Unknown),
        "page" => Ok(CaptureKind::Page),
        "text" => Ok(CaptureKind::Text),
        _ => Err(format!("{name:?} is no kind: page, text, or none to let it be told")),
    }
}

/// Reads lines; what cannot be read becomes an article with a note, as in `rundown read`.
#[pyfunction]
pub(crate) fn read_lines(py: Python<'_>, lines: Vec<String>) -> PyResult<Vec<String>> {
    apart(py, "read articles", || {
        lines.iter().map(|line| json(&read_line(line))).collect()
    })
}

fn read_line(line: &str) -> ReadArticle {
    Line::parse(line.as_bytes()).map_or_else(unreadable, Line::read)
}

fn unreadable(why: Wrong) -> ReadArticle {
    let notes = vec![Note::new(NoteKind::BadLine, why)];
    ReadArticle { notes, ..ReadArticle::default() }
}

/// What a table has of an article: id, address, language, time in microseconds, headline,
/// and all of it as JSON.
type Row = (String, Option<String>, String, Option<i64>, String, String);

/// Reads lines into rows of a table.
#[pyfunction]
pub(crate) fn read_rows(py: Python<'_>, lines: Vec<String>) -> PyResult<Vec<Row>> {
    let read = |line: &String| match Line::parse(line.as_bytes()) {
        Ok(line) => {
            let fetched = line.seen_at;
            row(line.read(), fetched)
        }
        Err(why) => row(unreadable(why), None),
    };
    apart(py, "read articles", || lines.iter().map(read).collect())
}

/// An article that states no time counts as published when it was fetched, as in a store.
fn row(mut read: ReadArticle, fetched: Option<Timestamp>) -> Result<Row, Wrong> {
    let published = read.article.published.or(fetched.map(NewsTime::from_instant));
    read.article.published = published;
    let whole = json(&read)?;
    let article = read.article;
    let lang = article.lang.as_str().to_owned();
    let at = published.map(|at| at.instant().as_microsecond());
    Ok((article.id.0, article.url, lang, at, article.headline, whole))
}

/// Annotates articles anew; what was odd about reading them stays noted.
#[pyfunction]
pub(crate) fn annotate_lines(
    py: Python<'_>,
    lines: Vec<String>,
) -> PyResult<Vec<String>> {
    apart(py, "annotate articles", || {
        lines.iter().map(|line| json(&annotated(line))).collect()
    })
}

fn annotated(line: &str) -> ReadArticle {
    let line = match Line::parse(line.as_bytes()) {
        Ok(line) => line,
        Err(why) => return unreadable(why),
    };
    let LineKind::Read(before) = line.kind else { return line.read() };
    let ReadArticle { article, mut notes, .. } = *before;
    let found = read_article(article);
    let more = found.notes.into_iter().filter(|note| !notes.contains(note));
    let more: Vec<Note> = more.collect();
    notes.extend(more);
    ReadArticle { notes, ..found }
}
