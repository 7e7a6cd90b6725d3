//! The calibrated score: small networks from evidence to the odds of "the same".

use crate::evidence::{Evidence, SIGNS};

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
            let Some(network) = calibration.networks.get_mut(level) else { break };
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

    /// The logarithm of the odds that the two belong together; 0 is even.
    pub(crate) fn odds(&self, level: Level, evidence: &Evidence) -> f64 {
        let network = &self.networks[level as usize];
        let line = |weights: &[f64]| {
            let sum: f64 = weights.iter().zip(evidence).map(|(w, e)| w * e).sum();
            sum + weights.get(SIGNS).copied().unwrap_or(0.0)
        };
        let units = network.units.iter().filter_map(|unit| unit.split_first());
        let bent: f64 = units.map(|(weight, unit)| line(unit).max(0.0) * weight).sum();
        bent + line(&network.direct)
    }
}
