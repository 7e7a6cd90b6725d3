//! Copies: the same agency text at several outlets, with cuts and new tops.

use crate::days::Seconds;
use crate::filed::Filed;
use crate::prints::Prints;
use crate::shelf::Shelf;
use crate::sparse::Probe;
use crate::usage::Weighed;
use crate::uses::Uses;

/// Share of the smaller text's runs that must stand in the other.
const CONTAINED_MIN: f64 = 0.5;

/// The same of two texts of one outlet, which share what the outlet says of itself.
const CONTAINED_AT_HOME_MIN: f64 = 0.8;

/// Copies are printed within days; later repeats are new editions of a template.
const COPIED_WITHIN_DAYS: i64 = 4;

/// Of the names, numbers and days of the text that has fewer, this share stands in
/// the other too if it is a copy; of a text with very few one is enough.
const TOLD_SHARE_MIN: f64 = 0.43;
const TOLD_MIN: usize = 3;

/// Originals compared whole.
const COMPARED_MAX: usize = 6;

/// Uses of one run that are looked at, latest first.
const HOLDERS_READ: usize = 32;

/// What a text repeats of earlier ones.
#[derive(Debug, Default)]
pub(crate) struct Repeated {
    /// The earliest article whose text this one repeats, and how much of the smaller
    /// of the two is the same, in per cent.
    pub original: Option<(u32, u8)>,
    /// Articles that fill in the same form with other names, numbers and days.
    pub forms: Vec<u32>,
}

/// Finds the original of a copy.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    runs: Uses,
    /// What each article is told by.
    pub prints: Shelf<Prints>,
}

impl Copies {
    /// What this text repeats of those threaded since `from`.
    pub(crate) fn repeated(
        &self,
        place: u32,
        filed: &Shelf<Filed>,
        from: Seconds,
    ) -> Repeated {
        let mut repeated = Repeated::default();
        let (article, prints) = (&filed[place as usize], &self.prints[place as usize]);
        if !prints.is_long_enough() {
            return repeated;
        }
        let mut originals: Vec<(u32, f64)> = Vec::new();
        for candidate in self.candidates(article, prints, filed, from) {
            let known = &filed[candidate as usize];
            // A copy of a copy repeats what came first.
            let first = known.copy_of.map_or(candidate, |(original, _)| original);
            for other in [candidate, first] {
                let known = &filed[other as usize];
                if known.turn.time < from {
                    continue;
                }
                let share = prints.shared_with(&self.prints[other as usize]);
                if share < CONTAINED_MIN {
                    continue;
                }
                if !tell_the_same(&article.weighed, &known.weighed) {
                    repeated.forms.push(other);
                } else if share >= needed(article, known) {
                    originals.push((other, share));
                }
            }
        }
        let turn = |place: u32| &filed[place as usize].turn;
        originals.sort_by(|a, b| turn(a.0).cmp(turn(b.0)));
        repeated.original = originals
            .first()
            .map(|(original, share)| (*original, (share * 100.0).round() as u8));
        repeated
    }

    /// Those that share most runs.
    fn candidates(
        &self,
        article: &Filed,
        prints: &Prints,
        filed: &Shelf<Filed>,
        from: Seconds,
    ) -> Vec<u32> {
        let mut met: Vec<u32> = Vec::new();
        for run in prints.lowest() {
            met.extend(self.runs.of(run).take(HOLDERS_READ));
        }
        met.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            met.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
        counted.retain(|(_, candidate)| {
            let known = &filed[*candidate as usize];
            known.turn.time >= from
                && days_apart(article.published, known.published) <= COPIED_WITHIN_DAYS
        });
        let turn = |candidate: u32| &filed[candidate as usize].turn;
        counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| turn(a.1).cmp(turn(b.1))));
        counted.truncate(COMPARED_MAX);
        counted.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Takes all of them out again.
    pub(crate) fn forget_all(&mut self) {
        self.runs = Uses::default();
    }

    /// Makes an article's text one that others may repeat.
    pub(crate) fn remember(&mut self, place: u32) {
        let prints = &self.prints[place as usize];
        if prints.is_long_enough() {
            for run in prints.lowest() {
                self.runs.add(run, place);
            }
        }
    }

    /// Takes the article remembered last out again.
    pub(crate) fn forget(&mut self, place: u32) {
        let prints = &self.prints[place as usize];
        if prints.is_long_enough() {
            let mut runs: Vec<u32> = prints.lowest().collect();
            while let Some(run) = runs.pop() {
                self.runs.take_back(run);
            }
        }
    }
}

/// Whether two texts that are alike also speak of the same: the one with fewer names,
/// numbers and days has most of them from the other. A form filled in anew has not.
fn tell_the_same(a: &Weighed, b: &Weighed) -> bool {
    let (mut told, mut shared, mut count) = (0.0, 0.0, 0);
    for (a, b) in [(&a.names, &b.names), (&a.numbers, &b.numbers)] {
        let (fewer, more) =
            if a.entries().len() <= b.entries().len() { (a, b) } else { (b, a) };
        count += fewer.entries().len();
        told += fewer.entries().iter().map(|(_, weight)| f64::from(*weight)).sum::<f64>();
        let both = Probe::new(fewer);
        shared += both.shared(more).map(|(_, weight, _)| f64::from(weight)).sum::<f64>();
    }
    let tells_little = count == 0 || count < TOLD_MIN && shared > 0.0;
    tells_little || shared >= TOLD_SHARE_MIN * told
}

fn needed(article: &Filed, other: &Filed) -> f64 {
    let at_home = article.outlet.is_some() && article.outlet == other.outlet;
    if at_home { CONTAINED_AT_HOME_MIN } else { CONTAINED_MIN }
}

/// What was threaded before this is not copied by what is threaded at a time.
pub(crate) fn copied_from(time: Seconds) -> Seconds {
    time.saturating_sub(86_400 * COPIED_WITHIN_DAYS)
}

fn days_apart(a: Option<Seconds>, b: Option<Seconds>) -> i64 {
    match (a, b) {
        (Some(a), Some(b)) => a.abs_diff(b).cast_signed() / 86_400,
        _ => 0,
    }
}
