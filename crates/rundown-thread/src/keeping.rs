//! What changed since the state was kept last, and what the kept state is.

use std::sync::Arc;

use rundown_meaning::{Stream, Table};
use rundown_news::{Constraint, Lang, Map, Set};
use serde::{Deserialize, Serialize};

use crate::config::ThreadConfig;
use crate::days::Seconds;
use crate::filed::Filed;
use crate::journal::{Decision, Undo};
use crate::kept::Kept;
use crate::log::Sizes;
use crate::term::{Term, fnv};
use crate::usage::{Seen, count};
use crate::words::Words;

/// Counted up with every change of what is kept, of how threading decides, or of the
/// table of meaning.
const MADE_BY: u64 = 9;

/// What the kept state is: by what it was made, how much there is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Stands first, so that it can be read whatever the rest of another version is.
    pub made_by: u64,
    pub articles: u32,
    pub developments: u32,
    pub latest: Option<Seconds>,
    pub late: u32,
    pub ten_days_rechecked: u32,
    pub day_old_rechecked: u32,
    /// Articles settled, by language.
    pub articles_in: Vec<(Lang, u32)>,
    /// The first article in order of threading whose prints are kept.
    pub prints_from: u32,
    pub order: Sizes,
    pub development_log: Sizes,
    pub story_log: Sizes,
    pub holders: Sizes,
    pub counts: Sizes,
    pub pieces: Sizes,
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

/// An article whose threading may still change: with its words, which are kept no longer
/// than that, and what was decided of it.
pub(crate) type Placed = (Filed, Words, Vec<Decision>);

/// What is kept whole each time.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Open {
    /// Places of the articles whose threading may still change, in the order of turns.
    pub articles: Vec<u32>,
    /// The reader's decisions as they were followed.
    pub decisions: Vec<Constraint>,
}

/// What changed since the state was kept last.
pub(crate) struct Keeping {
    pub kept: Arc<dyn Kept>,
    pub summary: Summary,
    /// Articles placed that are not settled.
    pub placed: Set<u32>,
    /// Articles settled.
    pub settled: Vec<u32>,
    pub developments: Set<u32>,
    pub stories: Set<u32>,
    /// Notes of the finder that are settled: those kept in the log, and those not yet.
    pub holders_kept: usize,
    pub holders: usize,
    /// Words counted in settled articles and not kept yet.
    pub counts: Map<Term, Seen>,
    /// Counts kept in the log.
    pub counts_kept: usize,
    /// Pieces of what settled articles say: all of them, and those not kept yet.
    pub stream: Stream,
    pub pieces: Vec<(Lang, Vec<u32>)>,
    /// Articles whose pieces are kept in the log.
    pub pieces_kept: usize,
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
            placed: Set::default(),
            settled: Vec::new(),
            developments: Set::default(),
            stories: Set::default(),
            holders_kept: 0,
            holders: 0,
            counts: Map::default(),
            counts_kept: 0,
            stream: Stream::default(),
            pieces: Vec::new(),
            pieces_kept: 0,
        }
    }

    /// Notes that an article is settled.
    pub(crate) fn note_article(&mut self, place: u32, article: &Filed) {
        self.settled.push(place);
        self.placed.remove(&place);
        count(&mut self.counts, &article.words, u32::saturating_add);
        let pieces = article.words.pieces.clone();
        self.stream.take(Table::shipped(), &pieces, article.lang);
        self.pieces.push((article.lang, pieces));
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
                Undo::Learned(_)
                | Undo::Remembered(_)
                | Undo::TenDaysRechecked(_)
                | Undo::DayOldRechecked(_) => {}
            }
        }
    }
}

/// By what a state was made: another program, or other settings, decide otherwise.
pub(crate) fn made_by(config: ThreadConfig) -> u64 {
    let biases = [config.development_bias, config.story_bias].map(f64::to_bits);
    let parts = [MADE_BY, crate::score::weights_hash(), config.open_hours as u64];
    let parts: Vec<String> = parts.iter().chain(&biases).map(u64::to_string).collect();
    fnv(&parts.join(" "))
}
