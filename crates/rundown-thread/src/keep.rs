//! What of the state has to be kept: what can no longer be taken back, and no more, so
//! that a run that was cut off goes on from there with the articles still open.
//!
//! Developments, stories and counts are changed by open articles too. What is kept of
//! them is what they were before the first open article: the journal knows it, since it
//! must be able to take these articles back.

use std::sync::Arc;

use rundown_news::{Constraint, Lang, Map, Set};
use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::config::ThreadConfig;
use crate::desk::Desk;
use crate::development::{Development, Group, Story};
use crate::filed::{Filed, Seconds, Turn};
use crate::journal::Undo;
use crate::kept::{ChangedRow, Kept, Kind, encode};
use crate::log::{Sizes, append, clear};
use crate::term::{Term, fnv};
use crate::threads::Threads;
use crate::usage::{Seen, count};

/// Counted up with every change of what is kept or of how threading decides.
const MADE_BY: u64 = 2;

/// Articles, developments and stories each kept in memory although they could be
/// fetched again; twice as many for a moment.
const ROWS_IN_MEMORY_MAX: usize = if cfg!(test) { 4 } else { 4_096 };

/// What was noted since the columns were made goes into them when it is more than this,
/// and more than a part of what they hold.
const NOTED_MIN: usize = if cfg!(test) { 64 } else { 1 << 18 };
const NOTED_PART: usize = 8;

/// What the kept state is: by what it was made, how much there is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Stands first, so that it can be read whatever the rest of another version is.
    pub made_by: u64,
    pub articles: u32,
    pub developments: u32,
    pub latest: Option<Seconds>,
    pub late: u32,
    pub looked_back: u32,
    /// Articles settled, by language.
    pub articles_in: Vec<(Lang, u32)>,
    /// The first article in order of threading whose prints are kept.
    pub prints_from: u32,
    pub order: Sizes,
    pub development_log: Sizes,
    pub story_log: Sizes,
    pub holders: Sizes,
    pub counts: Sizes,
    /// Rows of the columns.
    pub holder_rows: u32,
    pub count_rows: u32,
}

/// An article in the order of threading.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Ordered {
    pub place: u32,
    pub time: Seconds,
    pub development: u32,
    /// Its id by its hash.
    pub id: u64,
}

/// An article whose threading may still change.
pub(crate) type OpenArticle = (u32, Turn);

/// What is kept whole each time.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Open {
    /// In order of arrival.
    pub articles: Vec<OpenArticle>,
    /// The reader's decisions as they were followed.
    pub decisions: Vec<Constraint>,
}

/// What changed since the state was kept last.
pub(crate) struct Keeping {
    pub kept: Arc<dyn Kept>,
    pub summary: Summary,
    settled: Vec<u32>,
    pub developments: Set<u32>,
    pub stories: Set<u32>,
    /// Notes of the finder that are settled: those kept in the log, and those not yet.
    pub holders_kept: usize,
    holders: usize,
    /// Words counted in settled articles: since the columns were made, and of these
    /// those not kept yet.
    pub counted: Map<Term, Seen>,
    counts: Map<Term, Seen>,
    /// Counts kept in the log.
    pub counts_kept: usize,
}

impl std::fmt::Debug for Keeping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keeping({} settled)", self.settled.len())
    }
}

impl Summary {
    /// Nothing kept yet.
    pub(crate) fn of(config: ThreadConfig) -> Self {
        Self { made_by: made_by(config), ..Self::default() }
    }
}

impl Keeping {
    pub(crate) fn new(kept: Arc<dyn Kept>, summary: Summary) -> Self {
        Self {
            kept,
            summary,
            settled: Vec::new(),
            developments: Set::default(),
            stories: Set::default(),
            holders_kept: 0,
            holders: 0,
            counted: Map::default(),
            counts: Map::default(),
            counts_kept: 0,
        }
    }

    /// Notes that an article is settled.
    pub(crate) fn note_article(&mut self, place: u32, article: &Filed) {
        self.settled.push(place);
        count(&mut self.counts, &article.words, u32::saturating_add);
        let by_language = &mut self.summary.articles_in;
        match by_language.iter_mut().find(|(lang, _)| *lang == article.lang) {
            Some((_, count)) => *count += 1,
            None => by_language.push((article.lang, 1)),
        }
    }

    /// Notes what settled articles changed.
    pub(crate) fn note_steps(&mut self, steps: &[Undo]) {
        for step in steps {
            match step {
                Undo::Development(at, _) | Undo::Members(at, _) => {
                    self.developments.insert(*at);
                }
                Undo::Story(at, _) => {
                    self.stories.insert(*at);
                }
                // Every development is founded with a story of its own.
                Undo::Founded => {
                    self.developments.insert(self.summary.developments);
                    self.stories.insert(self.summary.developments);
                    self.summary.developments += 1;
                }
                Undo::Found(_) => self.holders += 1,
                Undo::Learned(_) | Undo::Remembered(_) | Undo::LookedBack(_) => {}
            }
        }
    }
}

/// What things were before the first open article.
#[derive(Default)]
struct Before<'a> {
    developments: Map<u32, &'a (Development, Bundle)>,
    members: Map<u32, usize>,
    stories: Map<u32, &'a (Story, Group)>,
    looked_back: Option<usize>,
}

impl<'a> Before<'a> {
    fn of(steps: impl Iterator<Item = &'a Undo>) -> Self {
        let mut before = Self::default();
        for step in steps {
            match step {
                Undo::Development(at, was) => {
                    before.developments.entry(*at).or_insert(was);
                }
                Undo::Members(at, length) => {
                    before.members.entry(*at).or_insert(*length);
                }
                Undo::Story(at, was) => {
                    before.stories.entry(*at).or_insert(was);
                }
                Undo::LookedBack(count) => {
                    before.looked_back.get_or_insert(*count);
                }
                Undo::Learned(_)
                | Undo::Remembered(_)
                | Undo::Founded
                | Undo::Found(_) => {}
            }
        }
        before
    }
}

/// By what a state was made: another program, or other settings, decide otherwise.
pub(crate) fn made_by(config: ThreadConfig) -> u64 {
    let biases = [config.development_bias, config.story_bias].map(f64::to_bits);
    let parts = [MADE_BY, crate::score::weights_hash(), config.open_hours as u64];
    let parts: Vec<String> = parts.iter().chain(&biases).map(u64::to_string).collect();
    fnv(&parts.join(" "))
}

impl Threads {
    /// The rows that changed since the last call, to be kept before the next; none where
    /// nothing is to be kept ([`Threads::kept_in`]). Without the last of them the others
    /// are no state. `None` where a row could not be read: what was decided since is worth
    /// nothing, and all is to be threaded anew.
    pub fn changed_rows(&mut self) -> Option<Vec<ChangedRow>> {
        let Some(mut keeping) = self.desk.keeping.take() else {
            return Some(Vec::new());
        };
        let mut changed = Vec::new();
        let rows = self.desk.collect(&mut keeping, &mut changed);
        keeping.summary.articles = self.desk.filed.len() as u32;
        (keeping.summary.latest, keeping.summary.late) = (self.latest, self.late);
        changed.push((Kind::Open.key(0), Some(encode(&self.what_is_open()))));
        changed.push((Kind::Summary.key(0), Some(encode(&keeping.summary))));
        self.desk.keeping = Some(keeping);
        rows.filter(|()| !self.desk.is_broken()).map(|()| changed)
    }

    fn what_is_open(&self) -> Open {
        let mut articles: Vec<OpenArticle> = self
            .open
            .iter()
            .map(|place| (*place, self.desk.filed[*place as usize].turn.clone()))
            .collect();
        articles.sort_unstable_by_key(|(place, _)| *place);
        Open { articles, decisions: self.decisions().to_vec() }
    }
}

impl Desk {
    /// From now on notes what has to be kept.
    pub(crate) fn keep_in(&mut self, kept: Arc<dyn Kept>, summary: Summary) {
        let of = |kind| (kind, kept.clone());
        self.filed.keep_in(of(Kind::Article));
        self.development_rows.keep_in(of(Kind::Development));
        self.story_rows.keep_in(of(Kind::Story));
        self.keeping = Some(Keeping::new(kept, summary));
    }

    /// Whether a row could not be fetched: nothing decided since then holds.
    pub(crate) fn is_broken(&self) -> bool {
        self.filed.is_broken()
            || self.development_rows.is_broken()
            || self.story_rows.is_broken()
    }

    /// Keeps a row again that was taken back to what is kept of it perhaps.
    pub(crate) fn keep_again(
        &mut self,
        rows: impl FnOnce(&mut Keeping) -> &mut Set<u32>,
        at: u32,
    ) {
        if let Some(keeping) = &mut self.keeping
            && at < keeping.summary.developments
        {
            rows(keeping).insert(at);
        }
    }

    fn collect(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        self.filed.forget(ROWS_IN_MEMORY_MAX);
        self.development_rows.forget(ROWS_IN_MEMORY_MAX);
        self.story_rows.forget(ROWS_IN_MEMORY_MAX);
        self.collect_articles(keeping, changed)?;
        self.collect_groups(keeping, changed)?;
        self.collect_holders(keeping, changed)?;
        self.collect_counts(keeping, changed)
    }

    fn collect_articles(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        let mut order = Vec::with_capacity(keeping.settled.len());
        for place in keeping.settled.drain(..) {
            let article = &self.filed[place as usize];
            order.push(Ordered {
                place,
                time: article.turn.time,
                development: self.development_of[place as usize],
                id: fnv(article.id.as_str()),
            });
            changed.push((Kind::Article.key(place), Some(encode(article))));
            changed.push((Kind::Prints.key(place), Some(encode(&article.prints))));
            self.filed.is_kept_now(place);
        }
        let gone = self.first_to_copy().min(self.order.len() - self.journal.len());
        for place in &self.order[keeping.summary.prints_from as usize..gone] {
            changed.push((Kind::Prints.key(*place), None));
        }
        keeping.summary.prints_from = gone as u32;
        let kept = keeping.kept.clone();
        append(Kind::Order, &mut keeping.summary.order, &order, &*kept, changed)
    }

    fn collect_groups(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        let before = Before::of(self.journal.steps());
        keeping.summary.looked_back =
            before.looked_back.unwrap_or(self.looked_back) as u32;
        let mut developments = Vec::new();
        for at in in_order(&mut keeping.developments) {
            let was = before.developments.get(&at);
            let length = before.members.get(&at);
            let head = was.map_or(self.developments[at as usize], |was| was.0);
            developments.push((at, head));
            let now = &self.development_rows[at as usize];
            let length = length.copied();
            let row = Group {
                bundle: was.map_or(&now.bundle, |was| &was.1).clone(),
                members: now.members[..length.unwrap_or(now.members.len())].to_vec(),
            };
            let row = row.encoded(|place| &self.filed[place as usize]);
            changed.push((Kind::Development.key(at), Some(row)));
            if was.is_none() && length.is_none() {
                self.development_rows.is_kept_now(at);
            }
        }
        let mut stories = Vec::new();
        for at in in_order(&mut keeping.stories) {
            let (head, row) = match before.stories.get(&at) {
                Some(was) => (was.0, was.1.clone()),
                None => (self.stories[at as usize], self.story_rows[at as usize].clone()),
            };
            let row = row.encoded(|place| &self.filed[place as usize]);
            stories.push((at, head));
            changed.push((Kind::Story.key(at), Some(row)));
            if !before.stories.contains_key(&at) {
                self.story_rows.is_kept_now(at);
            }
        }
        let (kept, summary) = (keeping.kept.clone(), &mut keeping.summary);
        let log = &mut summary.development_log;
        append(Kind::Developments, log, &developments, &*kept, changed)?;
        append(Kind::Stories, &mut summary.story_log, &stories, &*kept, changed)
    }

    fn collect_holders(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        let noted = std::mem::take(&mut keeping.holders);
        let settled = keeping.holders_kept + noted;
        let summary = &mut keeping.summary;
        if is_to_file(settled, self.finder.before.len()) {
            self.finder.file(settled);
            keeping.holders_kept = 0;
            clear(Kind::Holders, &mut summary.holders, changed);
            let rows = self.finder.before.rows();
            summary.holder_rows = put_all(Kind::AllHolders, rows, changed);
            return Some(());
        }
        let notes: Vec<(Term, u32)> =
            self.finder.since.all(keeping.holders_kept).take(noted).collect();
        keeping.holders_kept = settled;
        append(Kind::Holders, &mut summary.holders, &notes, &*keeping.kept, changed)
    }

    fn collect_counts(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        let mut counts: Vec<(Term, Seen)> = keeping.counts.drain().collect();
        counts.sort_unstable_by_key(|(term, _)| *term);
        for (term, seen) in &counts {
            keeping.counted.entry(*term).or_default().add(*seen);
        }
        let summary = &mut keeping.summary;
        keeping.counts_kept += counts.len();
        if is_to_file(keeping.counts_kept, self.usage.columns().len()) {
            self.usage.file(&std::mem::take(&mut keeping.counted));
            keeping.counts_kept = 0;
            clear(Kind::Counts, &mut summary.counts, changed);
            let rows = self.usage.columns().rows();
            summary.count_rows = put_all(Kind::AllCounts, rows, changed);
            return Some(());
        }
        append(Kind::Counts, &mut summary.counts, &counts, &*keeping.kept, changed)
    }
}

/// Whether so much has been noted that the columns are to be made anew.
fn is_to_file(noted: usize, in_columns: usize) -> bool {
    noted > NOTED_MIN.max(in_columns / NOTED_PART)
}

/// Keeps all rows of a kind; returns how many. Columns only grow, so none is left over.
fn put_all(
    kind: Kind,
    rows: impl Iterator<Item = Vec<u8>>,
    changed: &mut Vec<ChangedRow>,
) -> u32 {
    let mut count = 0;
    for row in rows {
        changed.push((kind.key(count), Some(row)));
        count += 1;
    }
    count
}

/// The numbers of a set, in order; the set is empty then.
fn in_order(numbers: &mut Set<u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.drain().collect();
    numbers.sort_unstable();
    numbers
}
