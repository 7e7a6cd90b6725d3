//! Weights while they are learned.

/// An averaged perceptron over hashed features.
pub(super) struct Perceptron {
    pub(super) labels: usize,
    /// Bits of a feature that are looked at.
    pub(super) bits: u32,
    weights: Vec<f32>,
    /// Each change times the step it was made at: what the mean lacks.
    missed: Vec<f32>,
    step: f32,
}

impl Perceptron {
    pub(super) fn new(labels: usize, bits: u32) -> Self {
        let size = labels << bits;
        Self {
            labels,
            bits,
            weights: vec![0.0; size],
            missed: vec![0.0; size],
            step: 1.0,
        }
    }

    pub(super) fn row(&self, feature: usize) -> &[f32] {
        &self.weights[feature * self.labels..][..self.labels]
    }

    pub(super) fn sum(&self, features: &[u32], sums: &mut [f32]) {
        sums.fill(0.0);
        for feature in features {
            let row = self.row(*feature as usize & ((1 << self.bits) - 1));
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += weight;
            }
        }
    }

    /// One step: nothing if the guess was right.
    pub(super) fn learn(&mut self, features: &[u32], gold: usize, guess: usize) {
        if gold != guess {
            for feature in features {
                let row = (*feature as usize & ((1 << self.bits) - 1)) * self.labels;
                for (label, change) in [(gold, 1.0), (guess, -1.0)] {
                    self.weights[row + label] += change;
                    self.missed[row + label] += change * self.step;
                }
            }
        }
        self.step += 1.0;
    }

    /// Puts the mean over all steps in the place of the last weights.
    pub(super) fn mean(&mut self) {
        for (weight, missed) in self.weights.iter_mut().zip(&self.missed) {
            *weight -= missed / self.step;
        }
        self.missed = Vec::new();
    }
}
