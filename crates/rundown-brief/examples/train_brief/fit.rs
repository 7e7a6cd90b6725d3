//! Logistic regression with a penalty on large weights, by Newton's steps.

/// How strongly weights are drawn towards nothing.
const PENALTY: f64 = 1.0;

/// Newton's steps; a dozen is plenty for a function without local dents.
const STEPS: usize = 25;

/// Signs, whether they are wanted, and what the example counts.
pub(crate) struct Example<const N: usize> {
    pub(crate) signs: [f64; N],
    pub(crate) wanted: bool,
    pub(crate) counts: f64,
}

/// The weights that explain the examples best. The first sign is the same in all of
/// them, and its weight is free.
pub(crate) fn fit<const N: usize>(examples: &[Example<N>]) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let mut slope = [0.0; N];
        let mut bend = [[0.0; N]; N];
        for i in 0..N {
            let penalty = if i == 0 { 1e-6 } else { PENALTY };
            slope[i] = penalty * weights[i];
            bend[i][i] = penalty;
        }
        for example in examples {
            let odds = chance(&weights, &example.signs);
            let error = example.counts * (odds - f64::from(u8::from(example.wanted)));
            let spread = example.counts * odds * (1.0 - odds);
            for (i, sign) in
                example.signs.iter().enumerate().filter(|(_, sign)| **sign != 0.0)
            {
                slope[i] += error * sign;
                for (j, other) in example.signs.iter().enumerate() {
                    bend[i][j] += spread * sign * other;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(bend, slope)) {
            *weight -= step;
        }
    }
    weights
}

fn chance(weights: &[f64], signs: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Solves a system of equations whose matrix is positive: Gauss's elimination.
fn solved<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for i in 0..N {
        let pivot = matrix[i];
        for j in i + 1..N {
            let factor = matrix[j][i] / pivot[i];
            for (cell, above) in matrix[j].iter_mut().zip(&pivot).skip(i) {
                *cell -= factor * above;
            }
            right[j] -= factor * right[i];
        }
    }
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}
