//! What of the state has to be kept: what can no longer be taken back, and of the articles
//! still open what was decided of each, so that a run that was cut off goes on from there.
//!
//! Developments, stories and counts are changed by open articles too. What is kept of
//! them is what they were before the first open article: the journal knows it, since it
//! must be able to take these articles back.

use std::sync::Arc;

use rundown_news::{Map, Set};

use crate::bundle::Bundle;
use crate::config::ThreadConfig;
use crate::development::{Development, Group, Story};
use crate::groups::Groups;
use crate::journal::Undo;
use crate::keeping::{Keeping, Open, Ordered, Summary};
use crate::kept::{ChangedRow, Kept, Kind, encode};
use crate::log::{append, clear, read};
use crate::placer::Placer;
use crate::term::{Term, fnv};
use crate::threads::Threads;
use crate::usage::Seen;

/// Articles, developments and stories each kept in memory although they could be
/// fetched again; twice as many for a moment.
const ROWS_IN_MEMORY_MAX: usize = if cfg!(test) { 4 } else { 65_536 };

/// The pieces of so many articles are kept one by one.
const PIECES_OF_MAX: usize = if cfg!(test) { 8 } else { 4_096 };

/// What was noted since the columns were made goes into them when it is more than this,
/// and more than a part of what they hold.
const NOTED_MIN: usize = if cfg!(test) { 64 } else { 1 << 18 };
const NOTED_PART: usize = 8;

/// What things were before the first open article.
#[derive(Default)]
struct Before<'a> {
    developments: Map<u32, &'a (Development, Bundle)>,
    members: Map<u32, usize>,
    stories: Map<u32, &'a (Story, Group)>,
    ten_days_rechecked: Option<usize>,
    day_old_rechecked: Option<usize>,
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
                Undo::TenDaysRechecked(count) => {
                    before.ten_days_rechecked.get_or_insert(*count);
                }
                Undo::DayOldRechecked(count) => {
                    before.day_old_rechecked.get_or_insert(*count);
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

impl Threads {
    /// No articles yet, and a state that outlasts the run: what
    /// [`Threads::changed_rows`] gives is to be kept, and is fetched from `kept` when it
    /// is needed again.
    #[must_use]
    pub fn kept_in(config: ThreadConfig, kept: Arc<dyn Kept>) -> Self {
        let mut threads = Self::new(config);
        threads.placer.keep_in(kept, Summary::of(config));
        threads
    }

    /// The rows that changed since the last call, to be kept before the next; none where
    /// nothing is to be kept ([`Threads::kept_in`]). Without the last of them the others
    /// are no state. `None` where a row could not be read: what was decided since is worth
    /// nothing, and all is to be threaded anew.
    pub fn changed_rows(&mut self) -> Option<Vec<ChangedRow>> {
        let Some(mut keeping) = self.placer.keeping.take() else {
            return Some(Vec::new());
        };
        let mut changed = Vec::new();
        let rows = self.placer.collect(&mut keeping, &mut changed);
        keeping.summary.articles = self.placer.filed.len() as u32;
        (keeping.summary.latest, keeping.summary.late) = (self.latest, self.late);
        changed.push((Kind::Open.key(0), Some(encode(&self.what_is_open()))));
        changed.push((Kind::Summary.key(0), Some(encode(&keeping.summary))));
        self.placer.keeping = Some(keeping);
        rows.filter(|()| !self.placer.is_broken()).map(|()| changed)
    }

    fn what_is_open(&self) -> Open {
        Open { articles: self.open.clone(), decisions: self.decisions().to_vec() }
    }
}

impl Placer {
    /// From now on notes what has to be kept.
    pub(crate) fn keep_in(&mut self, kept: Arc<dyn Kept>, summary: Summary) {
        self.filed.keep_in(kept.clone());
        self.copies.prints.keep_in(kept.clone());
        self.developments.keep_in(kept.clone());
        self.stories.keep_in(kept.clone());
        self.keeping = Some(Keeping::new(kept, summary));
    }

    /// Whether a row could not be fetched: nothing decided since then holds.
    pub(crate) fn is_broken(&self) -> bool {
        self.filed.is_broken()
            || self.developments.is_broken()
            || self.stories.is_broken()
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

    /// Drops rows from memory that can be fetched again, if there are too many.
    pub(crate) fn forget_rows(&mut self) {
        self.filed.forget(ROWS_IN_MEMORY_MAX);
        self.copies.prints.forget(ROWS_IN_MEMORY_MAX);
        self.developments.forget(ROWS_IN_MEMORY_MAX);
        self.stories.forget(ROWS_IN_MEMORY_MAX);
    }

    fn collect(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        self.collect_articles(keeping, changed)?;
        self.collect_placed(keeping, changed);
        self.collect_groups(keeping, changed)?;
        self.collect_holders(keeping, changed)?;
        self.collect_counts(keeping, changed)?;
        collect_pieces(keeping, changed)
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
            changed.push((Kind::Placed.key(place), None));
            self.filed.is_kept_now(place);
            self.collect_prints(place, changed);
        }
        let gone = self.first_to_copy();
        for place in &self.order[keeping.summary.prints_from as usize..gone] {
            changed.push((Kind::Prints.key(*place), None));
        }
        keeping.summary.prints_from = gone as u32;
        let kept = keeping.kept.clone();
        append(Kind::Order, &mut keeping.summary.order, &order, &*kept, changed)
    }

    /// A text is kept once: it never changes.
    fn collect_prints(&mut self, place: u32, changed: &mut Vec<ChangedRow>) {
        if !self.copies.prints.is_kept(place) {
            let prints = encode(&self.copies.prints[place as usize]);
            changed.push((Kind::Prints.key(place), Some(prints)));
            self.copies.prints.is_kept_now(place);
        }
    }

    fn collect_placed(&mut self, keeping: &mut Keeping, changed: &mut Vec<ChangedRow>) {
        let open = &self.order[self.order.len() - self.journal.len()..];
        for (place, decisions) in open.iter().zip(self.journal.decisions()) {
            if keeping.placed.contains(place) {
                let article = &self.filed[*place as usize];
                let row = encode(&(article, &*article.words, decisions));
                changed.push((Kind::Placed.key(*place), Some(row)));
            }
        }
        for place in in_order(&mut keeping.placed) {
            self.collect_prints(place, changed);
        }
    }

    fn collect_groups(
        &mut self,
        keeping: &mut Keeping,
        changed: &mut Vec<ChangedRow>,
    ) -> Option<()> {
        let before = Before::of(self.journal.steps());
        keeping.summary.ten_days_rechecked =
            before.ten_days_rechecked.unwrap_or(self.ten_days_rechecked) as u32;
        keeping.summary.day_old_rechecked =
            before.day_old_rechecked.unwrap_or(self.day_old_rechecked) as u32;
        self.nearby.forget(keeping.summary.developments);
        let mut developments = Vec::new();
        for at in in_order(&mut keeping.developments) {
            let was = before.developments.get(&at);
            let length = before.members.get(&at);
            let mut head = was.map_or(self.developments[at as usize], |was| was.0);
            let now = self.development_row(at);
            let length = length.copied();
            let row = Group {
                bundle: was.map_or(&now.bundle, |was| &was.1).clone(),
                members: now.members[..length.unwrap_or(now.members.len())].to_vec(),
            };
            let row = Groups::encoded(at, &mut head, &row, &self.filed);
            changed.push((Kind::Development.key(at), row));
            developments.push((at, head));
            if was.is_none() && length.is_none() {
                self.developments.is_kept_now(at, head);
            }
        }
        let mut stories = Vec::new();
        for at in in_order(&mut keeping.stories) {
            let was = before.stories.get(&at);
            let (mut head, row) = match was {
                Some(was) => (was.0, &was.1),
                None => (self.stories[at as usize], self.story_row(at)),
            };
            let row = Groups::encoded(at, &mut head, row, &self.filed);
            changed.push((Kind::Story.key(at), row));
            stories.push((at, head));
            if was.is_none() {
                self.stories.is_kept_now(at, head);
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
        let summary = &mut keeping.summary;
        keeping.counts_kept += counts.len();
        if is_to_file(keeping.counts_kept, self.usage.columns().len()) {
            let mut counted: Map<Term, Seen> = counts.into_iter().collect();
            read(
                Kind::Counts,
                &summary.counts,
                &*keeping.kept,
                |(term, seen): (Term, Seen)| {
                    counted.entry(term).or_default().add(seen);
                    Some(())
                },
            )?;
            self.usage.file(&counted);
            keeping.counts_kept = 0;
            clear(Kind::Counts, &mut summary.counts, changed);
            let rows = self.usage.columns().rows();
            summary.count_rows = put_all(Kind::AllCounts, rows, changed);
            return Some(());
        }
        append(Kind::Counts, &mut summary.counts, &counts, &*keeping.kept, changed)
    }
}

/// What articles say is kept as the pieces of each, and now and then as one row of how
/// common each piece is.
fn collect_pieces(keeping: &mut Keeping, changed: &mut Vec<ChangedRow>) -> Option<()> {
    let pieces = std::mem::take(&mut keeping.pieces);
    keeping.pieces_kept += pieces.len();
    let summary = &mut keeping.summary;
    if keeping.pieces_kept > PIECES_OF_MAX {
        keeping.pieces_kept = 0;
        clear(Kind::Pieces, &mut summary.pieces, changed);
        changed.push((Kind::AllPieces.key(0), Some(encode(&keeping.stream))));
        return Some(());
    }
    append(Kind::Pieces, &mut summary.pieces, &pieces, &*keeping.kept, changed)
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
