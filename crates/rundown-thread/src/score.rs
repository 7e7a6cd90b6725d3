//! The calibrated score: a small network from evidence to the odds of "the same".

use crate::evidence::{Evidence, SIGNS};
use crate::model;

/// Hidden units. Twelve tell headlines from full texts and near days from far ones;
/// more did not score better.
pub(crate) const HIDDEN: usize = 12;

/// The weights of the score: a layer of rectified units and a direct line.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Weights of each hidden unit, one a sign and its bias last.
    pub hidden: Vec<Vec<f64>>,
    /// Weight of each hidden unit in the sum.
    pub output: Vec<f64>,
    /// Weight of each sign in the sum, and the bias last.
    pub direct: Vec<f64>,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            hidden: model::HIDDEN_WEIGHTS.iter().map(|unit| unit.to_vec()).collect(),
            output: model::OUTPUT_WEIGHTS.to_vec(),
            direct: model::DIRECT_WEIGHTS.to_vec(),
        }
    }
}

impl Calibration {
    /// The logarithm of the odds that the article reports the development; 0 is even.
    pub(crate) fn odds(&self, evidence: &Evidence) -> f64 {
        let line = |weights: &[f64]| {
            let sum: f64 = weights.iter().zip(evidence).map(|(w, e)| w * e).sum();
            sum + weights.last().copied().unwrap_or(0.0)
        };
        let hidden = self.hidden.iter().zip(&self.output);
        let bent: f64 = hidden.map(|(unit, weight)| line(unit).max(0.0) * weight).sum();
        bent + line(&self.direct)
    }
}

/// How sure it is that two developments belong to one story.
pub(crate) fn same_story(all: f64, names: f64, days: f64) -> f64 {
    let sim = all + 0.5 * names;
    12.0 * (sim - 0.30 - 0.03 * rundown_text::ln(1.0 + days))
}

const _: () = assert!(model::DIRECT_WEIGHTS.len() == SIGNS + 1);
