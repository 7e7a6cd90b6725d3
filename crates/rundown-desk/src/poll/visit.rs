//! Visiting one page.

use std::sync::Arc;

use jiff::Timestamp;
use rundown_fetch::{
    Conditions, FetchError, FetchProblem, Fetched, Fetcher, Fresh, Permission,
};
use rundown_news::{ArticleKind, Capture, ReadArticle};
use rundown_stages::read_page_of;
use rundown_store::{DuePage, canonical_address};

use super::aside::aside;
use super::teller::{outlet_name, text_of, told};

/// How soon a host is asked again that could not say what it allows.
const PERMISSION_SECONDS: u64 = 10 * 60;

/// A page that was asked, and what came of it.
pub(super) struct Visited {
    pub(super) page: DuePage,
    pub(super) came: Came,
}

/// What came of a visit.
pub(super) enum Came {
    /// An article.
    Read(Box<PageRead>),
    /// It is as it was.
    NotModified,
    /// Its host wants to be left alone; the page itself did not fail.
    Resting { seconds: u64 },
    /// It failed, and may be better later: after the outlet's wish, if it has one.
    Failed { why: String, wish_seconds: Option<u64> },
    /// It will not be had.
    Denied { why: String },
}

/// A page as read.
pub(super) struct PageRead {
    pub(super) read: ReadArticle,
    pub(super) bytes: Vec<u8>,
    pub(super) validators: (Option<String>, Option<String>),
}

/// Asks a page, if its outlet lets it be asked, and reads it.
pub(super) async fn visit(
    fetcher: Arc<Fetcher>,
    page: DuePage,
    now: Timestamp,
) -> Visited {
    let came = match fetcher.permission(&page.url).await {
        Permission::Granted => fetch(&fetcher, &page, now).await,
        Permission::Denied => {
            Came::Denied { why: "its outlet does not let programs fetch it".to_owned() }
        }
        Permission::Unknown => Came::Failed {
            why: "its host cannot say what may be fetched".to_owned(),
            wish_seconds: Some(PERMISSION_SECONDS),
        },
    };
    Visited { page, came }
}

async fn fetch(fetcher: &Fetcher, page: &DuePage, now: Timestamp) -> Came {
    let conditions =
        Conditions { etag: page.etag.clone(), last_modified: page.last_modified.clone() };
    match fetcher.get(&page.url, &conditions).await {
        Ok(Fetched::Fresh(fresh)) => aside(|| read(page, fresh, now)),
        Ok(Fetched::NotModified(_)) => Came::NotModified,
        Err(error) => came_of(&error),
    }
}

fn came_of(error: &FetchError) -> Came {
    let why = error.why();
    match error.problem() {
        Some(FetchProblem::Resting { seconds }) => Came::Resting { seconds: *seconds },
        Some(
            FetchProblem::Status {
                status: 401 | 402 | 403 | 405 | 406 | 410 | 451, ..
            }
            | FetchProblem::NotAnAddress(_)
            | FetchProblem::Refused(_)
            | FetchProblem::TooLarge { .. }
            | FetchProblem::TooManyRedirects(_),
        ) => Came::Denied { why },
        _ => Came::Failed { why, wish_seconds: error.retry_after_seconds() },
    }
}

fn read(page: &DuePage, fresh: Fresh, now: Timestamp) -> Came {
    let Fresh { capture, final_url, etag, last_modified, .. } = fresh;
    let mut capture = Capture { at: Some(now), url: Some(page.url.clone()), ..capture };
    let item = told(page);
    let mut read = read_page_of(&capture, &item, outlet_name(page));
    // The link may only lead on to the article's own address. That the page was moved to a
    // wall or a form does not make it one: the page must call itself so.
    let is_own =
        |canonical: &str| canonical_address(canonical) == canonical_address(&final_url);
    let led_away = canonical_address(&final_url) != canonical_address(&page.url);
    if led_away && read.article.canonical_url.as_deref().is_some_and(is_own) {
        capture.url = Some(final_url);
        read = read_page_of(&capture, &item, "");
    }
    if read.article.text.is_empty() {
        return Came::Denied { why: "there is no text on its page".to_owned() };
    }
    if read.article.kind == ArticleKind::Stub && !page.kept {
        let text = text_of(page, "");
        if text.article.text.len() > read.article.text.len() {
            return Came::Denied { why: "its page is behind a wall".to_owned() };
        }
    }
    let validators = (etag, last_modified);
    Came::Read(Box::new(PageRead { read, bytes: capture.bytes, validators }))
}
