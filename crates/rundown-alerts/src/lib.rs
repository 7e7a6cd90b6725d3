//! Which developments a reader is told of: each at most once, and only when enough
//! independent outlets tell something new.
//!
//! A pure function of what is known of a story's articles and of what was told before.
//! A development is known by its articles, never by its number: threading may move
//! articles and a rebuild gives new numbers, but what was told of stays told of.
//!
//! ```
//! use rundown_alerts::{Report, Rules, due};
//! use rundown_news::{ArticleId, DevelopmentId, Set};
//! let report = |id: &str, witness: &str| Report {
//!     article: ArticleId(id.to_owned()),
//!     development: DevelopmentId(7),
//!     witness: witness.to_owned(),
//!     ..Report::default()
//! };
//! let reports = [report("a", "herald.example"), report("b", "courier.example")];
//! let due = due(&reports, &Set::default(), Rules::default(), reports[0].at);
//! assert_eq!(due[0].opening(), &reports[0].article);
//! ```

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod hours;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::ALERT_HOURS_MAX;
use rundown_news::{ArticleId, DevelopmentId, Set};

pub use hours::{Digest, Hours, NoDigest, NotHours, Quiet};

/// What is asked of a development before a reader is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How many independent outlets have to tell it.
    pub outlets: u8,
}

/// More than two need not agree on one sentence: the third tells it in its own words.
const SAYERS_MAX: usize = 2;

/// So many times the outlets asked for are enough without one sentence that two of them
/// have: large events are told from many sides at once.
const MANY: usize = 2;

impl Rules {
    /// Whether it is enough that so many outlets say the same new thing, each in its own
    /// words, and so many say anything new.
    ///
    /// ```
    /// use rundown_alerts::Rules;
    /// let rules = Rules { outlets: 2 };
    /// assert!(rules.is_enough(2, 2) && rules.is_enough(1, 4));
    /// assert!(!rules.is_enough(1, 3) && !rules.is_enough(2, 1));
    /// ```
    #[must_use]
    pub fn is_enough(self, sayers: usize, witnesses: usize) -> bool {
        let outlets = usize::from(self.outlets.max(1));
        let is_agreed = witnesses >= outlets && sayers >= outlets.min(SAYERS_MAX);
        is_agreed || witnesses >= outlets * MANY
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self { outlets: 2 }
    }
}

/// An article of a story, as far as alerts care.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each tells one thing of its own")]
pub struct Report {
    /// Which article.
    pub article: ArticleId,
    /// The event it reports.
    pub development: DevelopmentId,
    /// Who bears witness: its outlet, or the family that owns it.
    pub witness: String,
    /// When it was published.
    pub at: Timestamp,
    /// When it first arrived here.
    pub seen_at: Timestamp,
    /// Whether its text is another article's.
    pub is_copy: bool,
    /// Whether it says nothing that was not known before its development.
    pub is_repeat: bool,
    /// Whether the reader asked for it: by its story, or by its words.
    pub is_wanted: bool,
    /// Whether it was here before the reader asked.
    pub was_there: bool,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            article: ArticleId(String::new()),
            development: DevelopmentId(0),
            witness: String::new(),
            at: Timestamp::UNIX_EPOCH,
            seen_at: Timestamp::UNIX_EPOCH,
            is_copy: false,
            is_repeat: false,
            is_wanted: true,
            was_there: false,
        }
    }
}

impl Report {
    /// Whether it counts as a witness: a text of its own, that came in time.
    fn counts(&self) -> bool {
        let late = self.seen_at.duration_since(self.at);
        self.is_wanted
            && !self.is_copy
            && !self.is_repeat
            && late <= SignedDuration::from_hours(ALERT_HOURS_MAX as i64)
    }
}

/// A development to tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its number as things stand.
    pub development: DevelopmentId,
    /// The first report of each witness, earliest first; never empty.
    pub witnesses: Vec<ArticleId>,
    /// All its articles: what is told of with it.
    pub articles: Vec<ArticleId>,
}

impl Due {
    /// The report that stands for it: the earliest one.
    #[must_use]
    pub fn opening(&self) -> &ArticleId {
        &self.witnesses[0]
    }
}

/// The developments to tell of now, in order of their opening reports; `told` are the
/// articles of all that was told of before.
///
/// Order and batches leave no trace: the reports may come in any order, and whoever asks
/// after each of them is told the same developments as who asks once.
#[must_use]
pub fn due(
    reports: &[Report],
    told: &Set<ArticleId>,
    rules: Rules,
    now: Timestamp,
) -> Vec<Due> {
    let mut found: Vec<(Timestamp, Due)> = developments(reports)
        .into_values()
        .filter(|one| !one.iter().any(|report| told.contains(&report.article)))
        .filter_map(|one| judge(&one, rules, now))
        .collect();
    found.sort_by(|(at, a), (other, b)| (at, a.opening()).cmp(&(other, b.opening())));
    found.into_iter().map(|(_, due)| due).collect()
}

/// The articles that joined a development after it was told of: they are told of with it.
#[must_use]
pub fn joined(reports: &[Report], told: &Set<ArticleId>) -> Vec<ArticleId> {
    let is_told = |report: &&Report| told.contains(&report.article);
    developments(reports)
        .into_values()
        .filter(|one| one.iter().any(is_told))
        .flatten()
        .filter(|report| !is_told(report))
        .map(|report| report.article.clone())
        .collect()
}

/// The reports of each development, earliest first.
fn developments(reports: &[Report]) -> BTreeMap<DevelopmentId, Vec<&Report>> {
    let mut all: BTreeMap<DevelopmentId, Vec<&Report>> = BTreeMap::new();
    for report in reports {
        all.entry(report.development).or_default().push(report);
    }
    for one in all.values_mut() {
        one.sort_by_key(|report| (report.at, &report.article));
    }
    all
}

fn judge(reports: &[&Report], rules: Rules, now: Timestamp) -> Option<(Timestamp, Due)> {
    let wanted = usize::from(rules.outlets.max(1));
    let counted: Vec<&Report> =
        reports.iter().copied().filter(|report| report.counts()).collect();
    let had = counted.iter().filter(|report| report.was_there);
    let had: BTreeSet<&str> = had.map(|report| report.witness.as_str()).collect();
    let window = SignedDuration::from_hours(ALERT_HOURS_MAX as i64);
    let is_fresh =
        |report: &&&Report| !report.was_there && now.duration_since(report.at) <= window;
    counted.iter().find(is_fresh)?;
    let mut met = BTreeSet::new();
    let first: Vec<&Report> = counted
        .into_iter()
        .filter(|report| met.insert(report.witness.as_str()))
        .collect();
    if first.len() < wanted || had.len() >= wanted {
        return None;
    }
    let due = Due {
        development: first.first()?.development,
        witnesses: first.iter().map(|report| report.article.clone()).collect(),
        articles: reports.iter().map(|report| report.article.clone()).collect(),
    };
    Some((first.first()?.at, due))
}
