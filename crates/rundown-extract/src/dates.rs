//! When an article was published and changed, from all that its page says.

use rundown_news::{NewsTime, Note, NoteKind};

use crate::html::Tree;
use crate::metadata::{Stated, Survey, date_in_text, last_day, time_of};
use crate::reading::Reading;

/// The two dates of an article.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Dates {
    pub(crate) published: Option<NewsTime>,
    pub(crate) modified: Option<NewsTime>,
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "created",
    "citation_publication_date",
    "citation_date",
    "last-modified-date",
    "rnews:datepublished",
    "vr:published_time",
    "date_published",
    "datecreated",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
];

/// Where a page may say when it was published.
pub(crate) struct Sources<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) seen: &'s Survey<'a>,
    pub(crate) stated: &'s Stated,
    /// Short lines between headline and text.
    pub(crate) front: &'s [String],
}

/// Reconciles the dates of a page: structured data first, then metas, then `<time>`,
/// then the lines under the headline, then the address. None may lie after the capture.
pub(crate) fn dates_of(
    sources: &Sources<'_, '_>,
    reading: &Reading<'_>,
    notes: &mut Vec<Note>,
) -> Dates {
    let Sources { tree, seen, stated, front } = sources;
    let mut judge = Judge { reading, ahead: 0, bad: 0 };
    let published = judge.first(stated.published.iter().map(String::as_str));
    let published = published.or_else(|| judge.first(seen.metas(PUBLISHED)));
    let shown = shown_times(tree, seen);
    let published = published.or_else(|| judge.first(shown.iter().map(String::as_str)));
    let dated = || front.iter().map(String::as_str).filter(|line| says_when(line));
    let published = published.or_else(|| judge.first(dated()));
    let published = published.or_else(|| {
        judge.first(reading.url.and_then(date_in_address).iter().map(String::as_str))
    });
    // A day only, and a line with the same day and the time of day.
    let exact = published
        .filter(|day| day.is_day_only())
        .and_then(|day| dated().filter_map(time_of).find(|time| time.day() == day.day()));
    let published = exact.or(published);
    let modified = judge.first(stated.modified.iter().map(String::as_str));
    let modified = modified.or_else(|| judge.first(seen.metas(MODIFIED)));
    if judge.ahead > 0 {
        notes.push(Note::new(
            NoteKind::DateAhead,
            format!("{} dates left out", judge.ahead),
        ));
    }
    let published = published.or(modified);
    if published.is_none() {
        notes.push(Note::new(NoteKind::NoDate, ""));
    }
    // An article is not changed before it is published.
    let is_later =
        |time: &NewsTime| published.is_none_or(|first| time.instant() >= first.instant());
    Dates { published, modified: modified.filter(is_later) }
}

struct Judge<'j> {
    reading: &'j Reading<'j>,
    ahead: usize,
    bad: usize,
}

impl Judge<'_> {
    /// The first of these texts that is a date and not after the capture.
    fn first<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Option<NewsTime> {
        let last = last_day(self.reading.at);
        for text in texts.take(64) {
            match time_of(text) {
                Some(time) if time.day() > last => self.ahead += 1,
                // Machines that know no date write the first day of their calendar.
                Some(time) if time.day().year() <= 1970 => self.bad += 1,
                Some(time) => return Some(time),
                None => {}
            }
        }
        None
    }
}

fn shown_times(tree: &Tree<'_>, seen: &Survey<'_>) -> Vec<String> {
    let read = |id: &usize| {
        let stated = tree.attribute(*id, "datetime").map(std::borrow::Cow::into_owned);
        stated
            .filter(|text| date_in_text(text).is_some())
            .or_else(|| Some(tree.text_of(*id, 200)))
            .filter(|text| date_in_text(text).is_some())
    };
    seen.times.iter().filter_map(read).take(8).collect()
}

/// Whether a line is about a date: little else stands in it.
fn says_when(line: &str) -> bool {
    date_in_text(line).is_some()
        && line.chars().filter(|c| c.is_alphabetic()).count() < 90
}

/// `/2031/05/14/harbor-shut` or `/2031-05-14-harbor`.
fn date_in_address(url: &str) -> Option<String> {
    let path = url.splitn(4, '/').nth(3)?;
    let bytes = path.as_bytes();
    for at in 0..bytes.len().saturating_sub(9) {
        let piece = path.get(at..at + 10)?;
        let is_date = piece.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => matches!(byte, b'/' | b'-' | b'_'),
            _ => byte.is_ascii_digit(),
        });
        if is_date {
            return Some(piece.replace(['/', '_'], "-"));
        }
    }
    None
}
