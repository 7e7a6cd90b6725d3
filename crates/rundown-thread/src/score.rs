//! The calibrated score: small networks from evidence to the odds of "the same".

use crate::evidence::{Evidence, SCANTNESS, SIGNS};

/// The weights as learned; `examples/train_thread.rs` writes them.
const LEARNED: &str = include_str!("../data/weights.txt");

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

/// The weights of the score, a network a level.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// In the order of [`Level::ALL`].
    pub networks: [Network; 3],
    /// The same of articles and of developments with little text, or of two languages:
    /// there the gist of headlines is a sign.
    pub scant: [Network; 2],
}

/// A layer of rectified units and a direct line beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Of each hidden unit: its weight in the sum, then a weight a sign, then its bias.
    pub units: Vec<Vec<f64>>,
    /// Weight of each sign in the sum, and the bias last.
    pub direct: Vec<f64>,
}

impl Calibration {
    /// The weights that Rundown ships.
    #[must_use]
    pub fn learned() -> Self {
        Self::parse(LEARNED)
    }

    /// Reads weights: a line a unit or direct line, a blank line between networks,
    /// `#` before remarks. Numbers that are missing count as 0.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut calibration = Self::default();
        let mut level = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.trim().is_empty() {
                level += 1;
                continue;
            }
            let mut networks =
                calibration.networks.iter_mut().chain(&mut calibration.scant);
            let Some(network) = networks.nth(level) else { break };
            let (name, numbers) = line.split_once(' ').unwrap_or((line, ""));
            let numbers = numbers.split_ascii_whitespace();
            let weights: Vec<f64> =
                numbers.map(|n| n.parse().unwrap_or_default()).collect();
            match name {
                "direct" => network.direct = weights,
                _ => network.units.push(weights),
            }
        }
        calibration
    }
}

/// The networks as they are asked.
#[derive(Debug, Clone)]
pub(crate) struct Scorers {
    full: [Scorer; 3],
    scant: [Scorer; 2],
}

impl Scorers {
    pub(crate) fn new(calibration: &Calibration) -> Self {
        Self {
            full: calibration.networks.each_ref().map(Scorer::new),
            scant: calibration.scant.each_ref().map(Scorer::new),
        }
    }

    /// The logarithm of the odds that the two compared belong together; 0 is even. The
    /// scanter their text, the more the network counts that asks for gist.
    pub(crate) fn odds(&self, level: Level, evidence: &Evidence) -> f64 {
        let full = || self.full[level as usize].odds(evidence);
        let scantness = evidence[SCANTNESS];
        match self.scant.get(level as usize) {
            Some(scant) if scantness > 0.0 => {
                let full = if scantness < 1.0 { full() } else { 0.0 };
                scantness * scant.odds(evidence) + (1.0 - scantness) * full
            }
            _ => full(),
        }
    }
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
