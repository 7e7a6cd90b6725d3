//! Reading: a capture, or an article already cut out, becomes an annotated article.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use rundown_news::{
    Annotations, Article, Byline, Capture, FeedItem, NewsTime, Note, NoteKind, Noted,
    Outlet, ReadArticle,
};

use crate::settled::settle;

/// Reads a capture: extracts its article and annotates it. Never fails: what was odd
/// stands in the notes. The article has no `id` yet.
#[must_use]
pub fn read(capture: &Capture) -> ReadArticle {
    guarded(|| rundown_extract::extract(capture), capture.url.as_deref(), capture.at)
}

/// Reads a capture whose article is completed by what came with it.
#[must_use]
pub fn read_as(capture: &Capture, complete: impl FnOnce(&mut Article)) -> ReadArticle {
    let completed = |mut article: Article| {
        complete(&mut article);
        article
    };
    let url = capture.url.as_deref();
    guarded(|| rundown_extract::extract(capture).map(completed), url, capture.at)
}

/// Annotates an article that came cut out already: a line of JSON.
#[must_use]
pub fn read_article(article: Article) -> ReadArticle {
    let url = article.url.clone();
    guarded(move || Noted::plain(article), url.as_deref(), None)
}

/// Reads an item of a feed: all that is known of an article whose page was not fetched.
#[must_use]
pub fn read_item(item: &FeedItem, outlet_name: &str, at: Timestamp) -> ReadArticle {
    let content = item.content.as_deref().or(item.summary.as_deref()).unwrap_or("");
    let url = item.link.as_deref();
    guarded(
        || {
            let noted =
                rundown_extract::extract_parts(&item.title, content, url, Some(at));
            noted.map(|article| with_item(article, item, outlet_name, at))
        },
        url,
        Some(at),
    )
}

/// Reads the page of an item; the feed fills in what the page does not tell.
#[must_use]
pub fn read_page_of(page: &Capture, item: &FeedItem, outlet_name: &str) -> ReadArticle {
    let completed = |mut article: Article| {
        let at = page.at.unwrap_or(Timestamp::MAX);
        let stated = article.published.or(item.published).or(item.updated);
        article.published = stated.filter(|time| is_heard(*time, at));
        if article.headline.is_empty() {
            item.title.trim().clone_into(&mut article.headline);
        }
        if article.outlet.name.is_empty() {
            outlet_name.clone_into(&mut article.outlet.name);
        }
        article
    };
    let url = page.url.as_deref();
    guarded(|| rundown_extract::extract(page).map(completed), url, page.at)
}

fn with_item(
    mut article: Article,
    item: &FeedItem,
    outlet_name: &str,
    at: Timestamp,
) -> Article {
    let heard = |time: &NewsTime| is_heard(*time, at);
    let (published, updated) = (item.published.filter(heard), item.updated.filter(heard));
    article.published = published.or(article.published).or(updated);
    article.modified = updated.or(article.modified);
    if article.byline.is_empty() {
        article.byline = byline_of(&item.authors);
    }
    if article.tags.is_empty() {
        article.tags.clone_from(&item.tags);
    }
    let domain = std::mem::take(&mut article.outlet.domain);
    article.outlet = Outlet { name: outlet_name.to_owned(), domain };
    article
}

/// Who wrote an item: a feed may put the whole byline where a name belongs.
fn byline_of(authors: &[String]) -> Vec<Byline> {
    let people = |author: &String| {
        let people = rundown_extract::people(author);
        if people.is_empty() { vec![author.clone()] } else { people }
    };
    authors.iter().flat_map(people).map(|name| Byline { name }).collect()
}

/// Whether a feed can be heard saying so at that time: not before it happens, and not
/// with the first day of a machine's calendar.
fn is_heard(time: NewsTime, at: Timestamp) -> bool {
    time.instant() <= at && time.day().year() > 1970
}

/// Runs a reading so that even a fault of ours costs one article, not the batch.
fn guarded(
    extract: impl FnOnce() -> Noted<Article>,
    url: Option<&str>,
    at: Option<Timestamp>,
) -> ReadArticle {
    let both = AssertUnwindSafe(|| {
        let Noted { value: mut article, mut notes } = extract();
        settle(&mut article);
        let annotated = annotated(&article, at);
        notes.extend(annotated.notes);
        ReadArticle { article, annotations: annotated.value, notes }
    });
    catch_unwind(both).unwrap_or_else(|_| ReadArticle {
        article: Article { url: url.map(str::to_owned), ..Article::default() },
        notes: vec![Note::new(NoteKind::Failed, "a fault in Rundown; please report it")],
        ..ReadArticle::default()
    })
}

/// Annotates an article; "Wednesday" counts from its publication or, where it does not
/// tell, from its capture.
fn annotated(article: &Article, at: Option<Timestamp>) -> Noted<Annotations> {
    match (article.published, at) {
        (None, Some(at)) => rundown_annotate::annotate(&Article {
            published: Some(NewsTime::from_instant(at)),
            ..article.clone()
        }),
        _ => rundown_annotate::annotate(article),
    }
}
