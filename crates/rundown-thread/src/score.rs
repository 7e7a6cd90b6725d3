//! The calibrated score: small networks from evidence to the odds of "the same".

use crate::evidence::{ARTICLES, COMMON_LANGUAGE, Evidence, RIVALS, SCANTNESS, SIGNS};
use crate::term::fnv;

/// The weights as learned; `examples/train_thread.rs` writes them.
const LEARNED: &str = include_str!("../data/weights.txt");

/// The learned weights as a number: other weights decide otherwise.
pub(crate) fn weights_hash() -> u64 {
    fnv(LEARNED)
}

/// What is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// An article and a development.
    Article,
    /// Two developments that may be one.
    Development,
    /// Two stories that may be one; most often one of them is a single development.
    Story,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::Article, Self::Development, Self::Story];
}

/// Networks there are.
const NETWORKS: usize = 10;

/// The weights of the score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// One a level in the order of [`Level::ALL`]; then, of the first two levels, one each
    /// for headlines and one each for what is told in two languages; then one a level for
    /// stores of few articles.
    pub networks: [Network; NETWORKS],
}

/// Where the networks for headlines begin, those for two languages, and those for stores
/// of few articles.
const SCANT: usize = 3;
const FOREIGN: usize = 5;
const FEW: usize = 7;

/// The sign of a store's size where a store has few articles (20), and where it has enough
/// to tell by itself what is common in it (60).
const FEW_ARTICLES: f64 = 0.304;
const ENOUGH_ARTICLES: f64 = 0.411;

/// A layer of rectified units and a direct line beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Of each hidden unit: its weight in the sum, then a weight a sign, then its bias.
    pub units: Vec<Vec<f64>>,
    /// Weight of each sign in the sum, and the bias last.
    pub direct: Vec<f64>,
}

impl Calibration {
    /// The network that counts most for a comparison, by what it was made of and its
    /// signs.
    #[must_use]
    pub fn network_of(level: Level, signs: &[f64]) -> usize {
        let sign = |at: usize| signs.get(at).copied().unwrap_or_default();
        match level {
            _ if fewness(sign) > 0.0 => FEW + level as usize,
            Level::Story => level as usize,
            _ if sign(SCANTNESS) < 0.5 => level as usize,
            _ if sign(COMMON_LANGUAGE) > 0.0 => SCANT + level as usize,
            _ => FOREIGN + level as usize,
        }
    }

    /// Signs that a network does not look at. In a store of few articles these are how
    /// many there are: one more of another matter is not to change what is together.
    #[must_use]
    pub const fn unseen(network: usize) -> &'static [usize] {
        if network >= FEW { &[ARTICLES, RIVALS] } else { &[] }
    }

    /// The weights that Rundown ships.
    #[must_use]
    pub fn learned() -> Self {
        Self::parse(LEARNED)
    }

    /// Reads weights: a line a unit or direct line, a blank line between networks,
    /// `#` before remarks. Numbers that are missing count as 0; a line that is neither,
    /// such as the rest of a longer file that was written over, counts for nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut calibration = Self::default();
        let mut level = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.trim().is_empty() {
                level += 1;
                continue;
            }
            let Some(network) = calibration.networks.get_mut(level) else { break };
            let (name, numbers) = line.split_once(' ').unwrap_or((line, ""));
            let numbers = numbers.split_ascii_whitespace();
            let weights: Vec<f64> =
                numbers.map(|n| n.parse().unwrap_or_default()).collect();
            match name {
                "direct" => network.direct = weights,
                "unit" => network.units.push(weights),
                _ => {}
            }
        }
        calibration
    }
}

/// The networks as they are asked.
#[derive(Debug, Clone)]
pub(crate) struct Scorers([Scorer; NETWORKS]);

impl Scorers {
    pub(crate) fn new(calibration: &Calibration) -> Self {
        Self(calibration.networks.each_ref().map(Scorer::new))
    }

    /// The logarithm of the odds that the two compared belong together; 0 is even. The
    /// fewer articles a store has, the more those networks count that know what few tell.
    pub(crate) fn odds(&self, level: Level, evidence: &Evidence) -> f64 {
        let few = fewness(|sign| evidence[sign]);
        let of_many = if few < 1.0 { self.odds_of_many(level, evidence) } else { 0.0 };
        let of_few =
            if few > 0.0 { self.0[FEW + level as usize].odds(evidence) } else { 0.0 };
        few * of_few + (1.0 - few) * of_many
    }

    /// The odds in a store of many articles. The scanter the text, the more the network
    /// counts that asks for gist.
    fn odds_of_many(&self, level: Level, evidence: &Evidence) -> f64 {
        let of = |network: usize| self.0[network].odds(evidence);
        let (full, scantness) = (level as usize, evidence[SCANTNESS]);
        if level == Level::Story || scantness <= 0.0 {
            return of(full);
        }
        let scant = if evidence[COMMON_LANGUAGE] > 0.0 { SCANT } else { FOREIGN };
        let full = if scantness < 1.0 { of(full) } else { 0.0 };
        scantness * of(scant + level as usize) + (1.0 - scantness) * full
    }
}

/// How much counts what few articles tell, from 0 to 1: in a small store, of what has a
/// body and is told in one language.
fn fewness(sign: impl Fn(usize) -> f64) -> f64 {
    if sign(COMMON_LANGUAGE) <= 0.0 {
        return 0.0;
    }
    let few = (ENOUGH_ARTICLES - sign(ARTICLES)) / (ENOUGH_ARTICLES - FEW_ARTICLES);
    few.clamp(0.0, 1.0) * (1.0 - sign(SCANTNESS))
}

/// A network laid out to be asked often: the weights of one sign in all units stand side
/// by side.
#[derive(Debug, Clone)]
struct Scorer {
    /// Of each unit its weight in the sum.
    output: Vec<f64>,
    biases: Vec<f64>,
    /// Of each sign its weight in each unit.
    columns: Vec<f64>,
    direct: Vec<f64>,
    direct_bias: f64,
}

impl Scorer {
    fn new(network: &Network) -> Self {
        let units: Vec<(f64, &[f64], f64)> = network
            .units
            .iter()
            .filter_map(|unit| {
                let (output, row) = unit.split_first()?;
                let (bias, weights) = row.split_last()?;
                Some((*output, weights, *bias))
            })
            .collect();
        let weight =
            |sign: usize, weights: &[f64]| weights.get(sign).copied().unwrap_or(0.0);
        let columns = (0..SIGNS)
            .flat_map(|sign| units.iter().map(move |unit| weight(sign, unit.1)))
            .collect();
        let (direct_bias, direct) = network.direct.split_last().unwrap_or((&0.0, &[]));
        Self {
            output: units.iter().map(|unit| unit.0).collect(),
            biases: units.iter().map(|unit| unit.2).collect(),
            columns,
            direct: direct.to_vec(),
            direct_bias: *direct_bias,
        }
    }

    fn odds(&self, evidence: &Evidence) -> f64 {
        let count = self.output.len();
        let mut sums = vec![0.0; count];
        if count > 0 {
            let columns = self.columns.chunks_exact(count);
            for (column, sign) in columns.zip(evidence).filter(|(_, sign)| **sign != 0.0)
            {
                for (sum, weight) in sums.iter_mut().zip(column) {
                    *sum += weight * sign;
                }
            }
        }
        let units = sums.iter().zip(&self.biases).zip(&self.output);
        let bent: f64 =
            units.map(|((sum, bias), weight)| (sum + bias).max(0.0) * weight).sum();
        let line: f64 = self.direct.iter().zip(evidence).map(|(w, e)| w * e).sum();
        bent + line + self.direct_bias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs that each network knows: those of gist were added later, then those of days.
    const SIGNS_KNOWN: [usize; NETWORKS] =
        [SIGNS, SIGNS, 34, 38, 38, 38, 38, SIGNS, SIGNS, SIGNS];

    #[test]
    fn every_shipped_line_is_a_whole_row_of_a_network() {
        let is_known = |line: &str| {
            let starts = ["unit ", "direct ", "#"];
            line.trim().is_empty() || starts.iter().any(|start| line.starts_with(start))
        };
        assert_eq!(LEARNED.lines().find(|line| !is_known(line)), None);
        let networks = Calibration::learned().networks;
        for (at, (network, signs)) in networks.iter().zip(SIGNS_KNOWN).enumerate() {
            assert_eq!(network.direct.len(), signs + 1, "network {at}");
            for unit in &network.units {
                assert_eq!(unit.len(), signs + 2, "network {at}");
            }
        }
    }

    #[test]
    fn the_rest_of_a_longer_file_is_no_unit() {
        let whole = Calibration::parse("unit 1 2 3\ndirect 4 5\n");
        assert_eq!(Calibration::parse("unit 1 2 3\ndirect 4 5\n055 0.3\n"), whole);
    }
}
