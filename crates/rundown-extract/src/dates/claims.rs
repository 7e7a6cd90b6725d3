//! All places of a page that tell a day, each with what it says.

use std::borrow::Cow;

use jiff::civil::Date;
use rundown_news::NewsTime;

use super::order::{Order, order_shown, turned};
use super::sources::Sources;
use super::spoken::{
    CHANGING, PUBLISHING, Words, behind_change, of_publishing, said_in, tells_of_others,
    word_in,
};
use crate::calendar::{date_in_text, last_day, time_of};
use crate::html::{NodeId, Tree};
use crate::metadata::{is_among_teasers, stands_aside};
use crate::phrases::start_of;
use crate::reading::Reading;

/// A page tells no more of its dates than this; the rest is a list of something.
const CLAIMS_MAX: usize = 120;

/// Of one place so many are heard.
const OF_PLACE_MAX: usize = 24;

/// Where a page tells a day. The order is that in which their time of day is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The article object of JSON-LD.
    Stated,
    /// A meta whose name says that it is the time of publishing.
    Meta,
    /// A meta of a site's own naming that says so.
    OtherMeta,
    /// A `<time>` in the article.
    Time,
    /// Another, in what stands beside it.
    TimeAside,
    /// The page's own address.
    Address,
    /// A short line between headline and text.
    Front,
    /// A short line elsewhere, the likeliest first.
    Dated,
    /// A line of any length that says "published" close to a date.
    Said,
    /// The data of scripts.
    Script,
    /// JSON-LD, of its change.
    StatedChange,
    /// A meta, of its change.
    MetaChange,
    /// A short line, behind the word for its change.
    LineChange,
}

/// So many places there are.
pub(super) const PLACES: usize = Place::LineChange as usize + 1;

/// What one place says.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a statement of its own")]
pub(crate) struct Claim {
    pub(crate) place: Place,
    /// Which of its place it is, from 0.
    pub(crate) order: usize,
    pub(crate) time: NewsTime,
    /// Its figures can be read in two orders, and this is the less likely one.
    pub(crate) is_turned: bool,
    /// It is told by the clock of Greenwich, whatever the clock of the page.
    pub(crate) is_greenwich: bool,
    /// It stands in a list of other articles.
    pub(crate) is_of_teaser: bool,
    /// The letters of its line: a date alone has few.
    pub(crate) letters: usize,
    /// It says that this is when it was published; or changed.
    pub(crate) says_published: bool,
    pub(crate) says_changed: bool,
}

/// What a page claims, and how many dates were left out as lying ahead.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    pub(crate) all: Vec<Claim>,
    pub(crate) ahead: usize,
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

const CHANGED: &[&str] = &[
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

/// Gathers what a page claims. None may lie after the capture.
pub(super) fn claims_of(sources: &Sources<'_, '_>, reading: &Reading<'_>) -> Claims {
    let Sources { tree, seen, stated, headline, front, dated, lines, source } = sources;
    let shown = || front.iter().chain(dated.iter()).map(String::as_str);
    let is_american = is_american(seen.language.as_deref(), shown());
    let order = order_shown(shown(), is_american);
    let mut desk = Desk { claims: Claims::default(), last: last_day(reading.at), order };
    desk.hear(Place::Stated, stated.published.iter().map(Cow::from));
    desk.hear(Place::Meta, seen.metas(PUBLISHED).map(Cow::from));
    let own = |name: &str| {
        !PUBLISHED.contains(&name)
            && !CHANGED.contains(&name)
            && (name.contains("publish") || name.contains("pubdate") || name == "updated")
    };
    let others = seen.metas.iter().filter(|(name, _)| own(name));
    desk.hear(Place::OtherMeta, others.map(|(_, content)| Cow::from(content)));
    let (aside, within): (Vec<NodeId>, Vec<NodeId>) =
        seen.times.iter().partition(|id| stands_aside(tree, **id));
    desk.hear(Place::Time, within.iter().filter_map(|id| time_element(tree, *id)));
    let of_others = |id: &NodeId| is_among_teasers(tree, *id, *headline);
    let asides = aside.iter().take(OF_PLACE_MAX);
    let told = asides.filter_map(|id| Some((of_others(id), time_element(tree, *id)?)));
    for (order, (is_of_teaser, text)) in told.enumerate() {
        desk.hear_one(Place::TimeAside, order, &text, is_of_teaser);
    }
    let addresses = reading.url.into_iter().chain(seen.canonical.as_deref());
    desk.hear(Place::Address, addresses.filter_map(date_in_address).map(Cow::from));
    let says_when = |line: &&String| {
        letters_of(line) < LINE_LETTERS_MAX
            && !tells_of_others(line)
            && date_in_text(line).is_some()
    };
    let told = front.iter().filter(says_when).map(|line| of_publishing(line));
    desk.hear(Place::Front, told.map(Cow::from));
    let elsewhere = dated
        .iter()
        .filter(|line| !sources.front.contains(line) && !tells_of_others(line));
    desk.hear(Place::Dated, elsewhere.map(|line| of_publishing(line)).map(Cow::from));
    let own = lines.all.iter().filter(|line| !tells_of_others(&line.text));
    let said = own.filter_map(|line| said_in(&line.text));
    desk.hear(Place::Said, said.map(Cow::from));
    desk.hear(Place::Script, in_scripts(source).map(Cow::from));
    desk.hear(Place::StatedChange, stated.modified.iter().map(Cow::from));
    desk.hear(Place::MetaChange, seen.metas(CHANGED).map(Cow::from));
    let changes = shown().filter_map(behind_change);
    desk.hear(Place::LineChange, changes.map(Cow::from));
    desk.claims
}

/// Whether figures of a page put the month first: by its language, or where this does not
/// tell the country, by the clock it shows.
fn is_american<'t>(
    language: Option<&str>,
    mut shown: impl Iterator<Item = &'t str>,
) -> bool {
    const ZONES: [&str; 10] =
        ["EDT", "EST", "CDT", "CST", "MDT", "MST", "PDT", "PST", "ET", "PT"];
    let mut parts = language.unwrap_or("en").split(['-', '_']);
    if !parts.next().is_some_and(|first| first.eq_ignore_ascii_case("en")) {
        return false;
    }
    let has_clock = |line: &str| {
        let mut words = line.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| ZONES.contains(&word))
    };
    match parts.next_back() {
        Some(country) => country.eq_ignore_ascii_case("US"),
        None => shown.any(has_clock),
    }
}

/// A longer line is a sentence that speaks of a day.
const LINE_LETTERS_MAX: usize = 90;

fn letters_of(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Writes claims down.
struct Desk {
    claims: Claims,
    last: Date,
    order: Order,
}

impl Desk {
    fn hear<'t>(&mut self, place: Place, texts: impl Iterator<Item = Cow<'t, str>>) {
        for (order, text) in texts.take(OF_PLACE_MAX).enumerate() {
            self.hear_one(place, order, &text, false);
        }
    }

    fn hear_one(&mut self, place: Place, order: usize, text: &str, is_of_teaser: bool) {
        let readings = self.readings(text);
        let letters = letters_of(start_of(text, 200));
        let says =
            |words: &Words| letters >= WORD_LETTERS_MIN && word_in(text, words).is_some();
        for (is_turned, time) in readings.into_iter().flatten() {
            let claim = Claim {
                place,
                order,
                time,
                is_turned,
                is_greenwich: is_greenwich(text),
                is_of_teaser,
                letters,
                says_published: says(&PUBLISHING),
                says_changed: says(&CHANGING),
            };
            self.write(claim);
        }
    }

    /// What a text says; with its figures in the other order, too, if that is a day.
    fn readings(&self, text: &str) -> [Option<(bool, NewsTime)>; 2] {
        let day_first = time_of(text);
        let month_first = turned(start_of(text, 100)).and_then(|text| time_of(&text));
        let is_one = month_first.is_none() || month_first == day_first;
        let (likely, other) = match self.order {
            _ if is_one => (day_first, None),
            Order::DayFirst => (day_first, month_first),
            Order::MonthFirst => (month_first, day_first),
        };
        [likely.map(|time| (false, time)), other.map(|time| (true, time))]
    }

    fn write(&mut self, claim: Claim) {
        // Machines that know no date write the first day of their calendar.
        let is_dated = claim.time.day().year() > 1970;
        let is_ahead = claim.time.day() > self.last;
        if is_ahead && !claim.is_turned {
            self.claims.ahead += 1;
        }
        if is_dated && !is_ahead && self.claims.all.len() < CLAIMS_MAX {
            self.claims.all.push(claim);
        }
    }
}

/// Whether a text tells its time by Greenwich.
fn is_greenwich(text: &str) -> bool {
    let text = text.trim();
    let ends = |ending: &str| text.ends_with(ending);
    let is_epoch = text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_epoch || ["Z", "+00:00", "+0000", "GMT", "UTC"].into_iter().any(ends)
}

/// With fewer letters a text has no word of its own; months aside.
const WORD_LETTERS_MIN: usize = 3;

/// What a `<time>` says, behind the word for it that its class has.
fn time_element<'t>(tree: &'t Tree<'_>, id: NodeId) -> Option<Cow<'t, str>> {
    let stated = tree.attribute(id, "datetime");
    let told = stated
        .filter(|text| date_in_text(text).is_some())
        .or_else(|| Some(Cow::from(tree.text_of(id, 200))))
        .filter(|text| date_in_text(text).is_some())?;
    let class = tree.raw_attribute(id, "class").unwrap_or("");
    let is_marked = tree.raw_attribute(id, "pubdate").is_some();
    if word_in(class, &CHANGING).is_some() {
        return Some(Cow::from(format!("updated {told}")));
    }
    if is_marked || word_in(class, &PUBLISHING).is_some() {
        return Some(Cow::from(format!("published {told}")));
    }
    Some(told)
}

/// What the data of a page's scripts says of its publishing, without reading it as a
/// whole: the value behind the first names that say so.
fn in_scripts(source: &str) -> impl Iterator<Item = &str> {
    const STEM: &str = "ub";
    const FOUND_MAX: usize = 20_000;
    /// What stands before the stem and behind it.
    const NAMES: [(&str, &str); 9] = [
        ("dateP", "lished"),
        ("p", "lished_at"),
        ("p", "lishedAt"),
        ("p", "lishDate"),
        ("dateP", "lic"),
        ("p", "licationDate"),
        ("p", "lish_date"),
        ("p", "lication_date"),
        ("p", "_date"),
    ];
    const VALUE_BYTES_MAX: usize = 40;
    let mut behind = [None; NAMES.len()];
    for at in memchr::memmem::find_iter(source.as_bytes(), STEM).take(FOUND_MAX) {
        let (before, rest) = (&source[..at], &source[at + STEM.len()..]);
        if !before.ends_with(['p', 'P']) {
            continue;
        }
        for ((first, last), behind) in NAMES.iter().zip(&mut behind) {
            if behind.is_none() && before.ends_with(first) {
                *behind = rest.strip_prefix(last);
            }
        }
    }
    behind.into_iter().flatten().filter_map(|rest| {
        let rest = start_of(rest, VALUE_BYTES_MAX + 16);
        let digit = rest.find(|c: char| c.is_ascii_digit()).filter(|at| *at < 16)?;
        let value = &rest[digit..];
        let end =
            value.find(|c: char| !(c.is_ascii_alphanumeric() || "-:+./ ".contains(c)));
        Some(&value[..end.unwrap_or(value.len())])
    })
}

/// `/2031/05/14/harbor-shut`, `/2031-05-14-harbor`, `/20310514/`, `/harbor/14-05-2031`.
fn date_in_address(url: &str) -> Option<String> {
    let path = url.splitn(4, '/').nth(3)?;
    let bytes = path.as_bytes();
    for at in 0..bytes.len().saturating_sub(9) {
        let Some(piece) = path.get(at..at + 10) else { continue };
        let is_date = piece.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => matches!(byte, b'/' | b'-' | b'_'),
            _ => byte.is_ascii_digit(),
        });
        if is_date {
            return Some(piece.replace(['/', '_'], "-"));
        }
    }
    let is_day = |piece: &&str| {
        piece.len() == 8 && piece.starts_with("20") && time_of(piece).is_some()
    };
    let day = path.split(['/', '-', '_', '.']).find(is_day);
    let figures = |piece: &&str| {
        piece.starts_with(|c: char| c.is_ascii_digit()) && date_in_text(piece).is_some()
    };
    day.or_else(|| path.split('/').find(figures)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_tells_the_country_where_the_language_does_not() {
        let is = |language, line| is_american(language, [line].into_iter());
        assert!(is(Some("en"), "05/02/31 - 2:05 PM CDT"));
        assert!(is(Some("en-US"), "05/02/31"));
        assert!(!is(Some("en-AU"), "05/02/31 2:05 PM EST"));
        assert!(!is(Some("de"), "05/02/31 EST"));
        assert!(!is(None, "05/02/31 BST"));
    }

    #[test]
    fn addresses_tell_their_day_in_four_ways() {
        let day = |path: &str| {
            let date = date_in_address(&format!("https://port.test/{path}"))?;
            Some(time_of(&date)?.to_string())
        };
        assert_eq!(day("news/2031/05/14/harbor").as_deref(), Some("2031-05-14"));
        assert_eq!(day("2031-05-14-harbor").as_deref(), Some("2031-05-14"));
        assert_eq!(day("harbor-shut-20310514").as_deref(), Some("2031-05-14"));
        assert_eq!(day("news/14-05-2031").as_deref(), Some("2031-05-14"));
        assert_eq!(day("news/1405203112"), None);
    }
}
