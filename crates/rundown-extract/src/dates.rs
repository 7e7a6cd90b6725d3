//! When an article was published and changed, from all that its page says.

use jiff::civil::Date;
use rundown_news::{NewsTime, Note, NoteKind};

use crate::html::Tree;
use crate::metadata::{Stated, Survey, date_in_text, last_day, stands_aside, time_of};
use crate::phrases::start_of;
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
    /// Other lines with a date, the likeliest first.
    pub(crate) dated: &'s [String],
    /// The page itself.
    pub(crate) source: &'a str,
}

/// Reconciles the dates of a page: structured data first, then metas, then `<time>`,
/// then the lines under the headline, then the address. None may lie after the capture.
pub(crate) fn dates_of(
    sources: &Sources<'_, '_>,
    reading: &Reading<'_>,
    notes: &mut Vec<Note>,
) -> Dates {
    let Sources { tree, seen, stated, front, dated, source } = sources;
    let is_american = seen.language.as_deref().is_some_and(|language| {
        language.len() >= 5
            && language.get(..2).is_some_and(|opening| opening.eq_ignore_ascii_case("en"))
            && language.to_ascii_uppercase().ends_with("US")
    });
    let mut judge = Judge { reading, is_american, ahead: 0, bad: 0 };
    let published = judge.first(stated.published.iter().map(String::as_str));
    let published = published.or_else(|| judge.first(seen.metas(PUBLISHED)));
    let published = published.or_else(|| judge.first(other_metas(seen)));
    let shown = shown_times(tree, seen);
    let published = published.or_else(|| judge.first(shown.iter().map(String::as_str)));
    let told = reading.url.and_then(date_in_address);
    let published = published.or_else(|| judge.first(told.iter().map(String::as_str)));
    let lines = || front.iter().map(String::as_str).filter(|line| says_when(line));
    let published = published.or_else(|| judge.first(lines()));
    let published = published.or_else(|| judge.first(dated.iter().map(String::as_str)));
    let published = published.or_else(|| judge.first(in_scripts(source)));
    let published = published.or_else(|| {
        let ago = |line: &String| crate::metadata::ago(line, reading.at?);
        front.iter().find_map(ago)
    });
    // A day only, and a line with the same day and the time of day.
    let exact = published
        .filter(|day| day.is_day_only())
        .and_then(|day| lines().filter_map(time_of).find(|time| time.day() == day.day()));
    let published = exact.or(published);
    let modified = judge.first(stated.modified.iter().map(String::as_str));
    let modified = modified.or_else(|| judge.first(seen.metas(MODIFIED)));
    let modified = modified.or_else(|| judge.first(lines().filter_map(behind_updated)));
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
    /// The page is written for readers who put the month first.
    is_american: bool,
    ahead: usize,
    bad: usize,
}

impl Judge<'_> {
    /// Reads `5/2/2031` by the page's language, or the way that it is not ahead.
    fn time_of(&self, text: &str, last: Date) -> Option<NewsTime> {
        let read = time_of(text);
        let turned =
            || month_first_turned(start_of(text, 100)).and_then(|text| time_of(&text));
        let is_ahead = read.is_some_and(|time| time.day() > last);
        if self.is_american || is_ahead { turned().or(read) } else { read }
    }

    /// The first of these texts that is a date and not after the capture.
    fn first<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Option<NewsTime> {
        let last = last_day(self.reading.at);
        for text in texts.take(64) {
            match self.time_of(text, last) {
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

/// Metas of a site's own naming that say when it was published.
fn other_metas<'s>(seen: &'s Survey<'_>) -> impl Iterator<Item = &'s str> {
    let says = |(name, _): &&(String, String)| {
        name.contains("publish") || name.contains("pubdate") || name == "updated"
    };
    seen.metas.iter().filter(says).map(|(_, content)| content.as_str())
}

/// What the data of a page's scripts says of its publishing, without reading it as a
/// whole: the value behind the first names that say so.
fn in_scripts(source: &str) -> impl Iterator<Item = &str> {
    const NAMES: [&str; 6] = [
        "datePublished",
        "published_at",
        "publishedAt",
        "publishDate",
        "datePublic",
        "publicationDate",
    ];
    const VALUE_BYTES_MAX: usize = 40;
    NAMES.iter().filter_map(|name| {
        let at = memchr::memmem::find(source.as_bytes(), name.as_bytes())? + name.len();
        let rest = start_of(source.get(at..)?, VALUE_BYTES_MAX + 16);
        let digit = rest.find(|c: char| c.is_ascii_digit()).filter(|at| *at < 16)?;
        let value = &rest[digit..];
        let end =
            value.find(|c: char| !(c.is_ascii_alphanumeric() || "-:+./ ".contains(c)));
        Some(&value[..end.unwrap_or(value.len())])
    })
}

/// "Published 2 May 2031 | Updated 14 May 2031": what stands behind the second.
fn behind_updated(line: &str) -> Option<&str> {
    const WORDS: [&str; 8] = [
        "pdated",
        "odified",
        "ktualisiert",
        "is à jour",
        "ctualizado",
        "ggiornato",
        "tualizado",
        "eändert",
    ];
    WORDS.iter().find_map(|word| line.split_once(word)).map(|(_, rest)| rest)
}

/// `5/2/2031` as `2/5/2031`: a date whose month stands first, for [`date_in_text`].
fn month_first_turned(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.splitn(3, '/').collect();
    let [before, second, after] = parts.as_slice() else { return None };
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, first) = before.split_at(before.len() - digits);
    let is_short = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_date = is_short(first)
        && is_short(second)
        && after.starts_with(|c: char| c.is_ascii_digit());
    is_date.then(|| format!("{head}{second}/{first}/{after}"))
}

fn shown_times(tree: &Tree<'_>, seen: &Survey<'_>) -> Vec<String> {
    let read = |id: &usize| {
        let stated = tree.attribute(*id, "datetime").map(std::borrow::Cow::into_owned);
        stated
            .filter(|text| date_in_text(text).is_some())
            .or_else(|| Some(tree.text_of(*id, 200)))
            .filter(|text| date_in_text(text).is_some())
    };
    let own = |id: &&usize| !stands_aside(tree, **id);
    seen.times.iter().filter(own).filter_map(read).take(8).collect()
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
    // `/20310514/`
    let is_day = |piece: &&str| {
        piece.len() == 8 && piece.starts_with("20") && time_of(piece).is_some()
    };
    path.split(['/', '-', '_', '.']).find(is_day).map(str::to_owned)
}
