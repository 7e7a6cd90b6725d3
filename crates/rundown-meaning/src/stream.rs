//! What a stream of texts has taught: which pieces say little in it, and what its texts
//! of one language have in common.
//!
//! Both matter more than the size of the vectors. Pieces count by the square root of
//! their inverse document frequency (Spärck Jones, 1972), here that of the stream itself;
//! what all texts of a language share is taken away, as Arora et al. (2017) do with the
//! first common direction.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rundown_news::Lang;
use serde::{Deserialize, Serialize};

use crate::table::Table;
use crate::vector::{DIMENSIONS, Vector};

/// Languages whose texts are averaged; those of any more share one average.
pub const LANGUAGES_MAX: usize = 200;

/// So many texts as the teacher's own knowledge of how frequent pieces are counts for.
const TEXTS_BEFORE: f64 = 50.0;

/// So many texts as no common direction counts for, in each language.
const TEXTS_WITHOUT_MEAN: f32 = 50.0;

/// About the pieces of a headline, as a logarithm: what the teacher's share of a piece
/// lacks to a share of texts.
const PIECES_OF_TEXT_LN: f64 = 2.5;

/// A state to keep and to save: the same texts in the same order give the same one.
///
/// ```
/// use rundown_meaning::{Stream, Table};
/// use rundown_news::Lang;
///
/// let table = Table::shipped();
/// let mut stream = Stream::default();
/// for (text, lang) in [
///     ("Storm floods the old harbour", Lang::ENGLISH),
///     ("Parliament votes on the new budget", Lang::ENGLISH),
///     ("Sturm überflutet den alten Hafen", Lang::GERMAN),
/// ] {
///     stream.take(table, &table.split(text), lang);
/// }
/// let embed = |text, lang| stream.embed(table, &table.split(text), lang);
/// let english = embed("Storm floods the old harbour", Lang::ENGLISH);
/// let german = embed("Sturm überflutet den alten Hafen", Lang::GERMAN);
/// let other = embed("Parliament votes on the new budget", Lang::ENGLISH);
/// assert!(english.cosine(&german) > english.cosine(&other) + 0.3);
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub struct Stream {
    texts: u32,
    /// In how many texts each piece stood.
    counts: Vec<u32>,
    means: BTreeMap<Lang, Mean>,
}

/// The vectors of a language's texts, summed.
#[derive(Debug, Clone)]
struct Mean {
    texts: u32,
    sum: Sum,
}

/// Whole numbers, so that what is taken back leaves nothing behind.
type Sum = [i64; DIMENSIONS];

/// A one of a [`Sum`].
const ONE: f32 = (1 << 20) as f32;

impl Stream {
    /// Learns from one text, given by its pieces.
    ///
    /// Embed first if the text itself must not count.
    pub fn take(&mut self, table: &Table<'_>, pieces: &[u32], lang: Lang) {
        self.counts.resize(table.piece_count().max(self.counts.len()), 0);
        self.texts = self.texts.saturating_add(1);
        self.count(pieces, |count| count.saturating_add(1));
        let vector = self.common(table, pieces);
        let lang = self.mean_of(lang);
        let mean = self.means.entry(lang).or_default();
        mean.texts = mean.texts.saturating_add(1);
        mean.sum.iter_mut().zip(vector.0).for_each(|(sum, x)| *sum += fixed(x));
    }

    /// Forgets the latest text that was taken and not taken back: as if it had not been.
    pub fn take_back(&mut self, table: &Table<'_>, pieces: &[u32], lang: Lang) {
        let vector = self.common(table, pieces);
        let lang = self.mean_of(lang);
        if let Some(mean) = self.means.get_mut(&lang) {
            mean.texts = mean.texts.saturating_sub(1);
            mean.sum.iter_mut().zip(vector.0).for_each(|(sum, x)| *sum -= fixed(x));
            if mean.texts == 0 {
                self.means.remove(&lang);
            }
        }
        self.count(pieces, |count| count.saturating_sub(1));
        self.texts = self.texts.saturating_sub(1);
    }

    /// Changes the count of each piece once.
    fn count(&mut self, pieces: &[u32], change: impl Fn(u32) -> u32) {
        let mut distinct = pieces.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        for piece in distinct {
            if let Some(count) = self.counts.get_mut(piece as usize) {
                *count = change(*count);
            }
        }
    }

    /// The vector of a text, given by its pieces: of length one, or of nothing.
    #[must_use]
    pub fn embed(&self, table: &Table<'_>, pieces: &[u32], lang: Lang) -> Vector {
        let mut vector = self.common(table, pieces);
        if let Some(mean) = self.means.get(&self.mean_of(lang)) {
            let share = 1.0 / ONE / (mean.texts as f32 + TEXTS_WITHOUT_MEAN);
            let shared = mean.sum.iter().map(|sum| *sum as f32 * share);
            vector.0.iter_mut().zip(shared).for_each(|(x, shared)| *x -= shared);
        }
        vector.unit()
    }

    /// How much a piece counts, from 0 up.
    #[must_use]
    pub fn weight(&self, table: &Table<'_>, piece: u32) -> f32 {
        let before = (-table.score(piece) - PIECES_OF_TEXT_LN).max(0.0);
        let count = self.counts.get(piece as usize).copied().unwrap_or(0);
        let texts = f64::from(self.texts);
        let here = (ln_above(self.texts) - ln_above(count)).max(0.0);
        ((before * TEXTS_BEFORE + here * texts) / (TEXTS_BEFORE + texts)).sqrt() as f32
    }

    /// The weighed sum of a text's pieces, with what its language shares still in it.
    fn common(&self, table: &Table<'_>, pieces: &[u32]) -> Vector {
        let mut sum = Vector::default();
        for &piece in pieces {
            table.add(piece, self.weight(table, piece), &mut sum);
        }
        sum.unit()
    }

    /// The language whose average a text belongs to.
    fn mean_of(&self, lang: Lang) -> Lang {
        let known = self.means.contains_key(&lang) || self.means.len() < LANGUAGES_MAX;
        if known { lang } else { Lang::UNKNOWN }
    }
}

fn fixed(x: f32) -> i64 {
    (x * ONE).round() as i64
}

impl Default for Mean {
    fn default() -> Self {
        Self { texts: 0, sum: [0; DIMENSIONS] }
    }
}

/// The logarithm of a count and a half, from a list where it is short enough.
fn ln_above(count: u32) -> f64 {
    static SMALL: LazyLock<Vec<f64>> = LazyLock::new(|| {
        (0..4096).map(|k| rundown_text::ln(f64::from(k) + 0.5)).collect()
    });
    let small = SMALL.get(count as usize).copied();
    small.unwrap_or_else(|| rundown_text::ln(f64::from(count) + 0.5))
}

/// A stream as it is written: only what is not zero.
#[derive(Serialize, Deserialize)]
struct Saved {
    texts: u32,
    counts: Vec<(u32, u32)>,
    means: Vec<(Lang, u32, Vec<i64>)>,
}

impl From<Stream> for Saved {
    fn from(stream: Stream) -> Self {
        let counts = stream.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let means = stream.means.into_iter();
        Self {
            texts: stream.texts,
            counts: counts.map(|(piece, count)| (piece as u32, *count)).collect(),
            means: means.map(|(lang, m)| (lang, m.texts, m.sum.to_vec())).collect(),
        }
    }
}

/// The most pieces of any table: what a saved stream says of others is dropped.
const PIECES_MAX: usize = 1 << 20;

impl From<Saved> for Stream {
    fn from(saved: Saved) -> Self {
        let last = saved.counts.iter().map(|(piece, _)| *piece as usize).max();
        let pieces = last.map_or(0, |last| last.saturating_add(1));
        let mut counts = vec![0; pieces.min(PIECES_MAX)];
        for (piece, count) in saved.counts {
            if let Some(slot) = counts.get_mut(piece as usize) {
                *slot = count;
            }
        }
        let means = saved.means.into_iter().take(LANGUAGES_MAX + 1);
        let means = means.map(|(lang, texts, sum)| {
            let mut whole = [0; DIMENSIONS];
            whole.iter_mut().zip(sum).for_each(|(slot, x)| *slot = x);
            (lang, Mean { texts, sum: whole })
        });
        Self { texts: saved.texts, counts, means: means.collect() }
    }
}
