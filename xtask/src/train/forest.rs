//! Grows a forest by gradient boosting (Friedman, 2001) with logistic loss.
//!
//! Measures are sorted into a few bins each, so that the best question of a node is
//! found in one pass over its rows. The same rows give the same forest.

use rundown_extract::train::{Branches, DEPTH, ENDS, Forest, QUESTIONS};

/// Bins of a measure.
const BINS: usize = 48;

/// How far each tree goes of what it found.
const RATE: f64 = 0.1;

/// What an end must weigh, and what is added to its weight so that it claims less.
const WEIGHT_MIN: f64 = 2.0;
const DAMPING: f64 = 25.0;

/// What is learned from: measures, what is right, and how much it counts.
#[derive(Debug, Clone)]
pub(super) struct Row<const N: usize> {
    pub(super) measures: [i32; N],
    pub(super) is_right: bool,
    pub(super) weight: f64,
}

/// Grows a forest of so many trees.
pub(super) fn grow<const N: usize>(rows: &[&Row<N>], trees: usize) -> Forest {
    let edges = edges(rows);
    let binned: Vec<[u8; N]> = rows.iter().map(|row| bins_of(row, &edges)).collect();
    let mut odds = vec![0.0; rows.len()];
    let mut forest = Forest::default();
    for _ in 0..trees {
        let steps: Vec<Step> =
            rows.iter().zip(&odds).map(|(row, odds)| step_of(row, *odds)).collect();
        let (tree, end_of) = tree(&binned, &steps, &edges);
        for (odds, end) in odds.iter_mut().zip(end_of) {
            *odds += f64::from(tree.ends[end]) / 1e3;
        }
        forest.trees.push(tree);
    }
    forest
}

/// The slope and the curve of the loss at a row, or summed over rows.
#[derive(Debug, Default, Clone, Copy)]
struct Step {
    slope: f64,
    curve: f64,
}

impl Step {
    fn add(&mut self, other: Self) {
        self.slope += other.slope;
        self.curve += other.curve;
    }

    fn without(self, other: Self) -> Self {
        Self { slope: self.slope - other.slope, curve: self.curve - other.curve }
    }

    fn gain(self) -> f64 {
        self.slope * self.slope / (self.curve + DAMPING)
    }
}

fn step_of<const N: usize>(row: &Row<N>, odds: f64) -> Step {
    let likely = 1.0 / (1.0 + (-odds).exp());
    let right = f64::from(u8::from(row.is_right));
    Step {
        slope: (right - likely) * row.weight,
        curve: likely * (1.0 - likely) * row.weight,
    }
}

/// For each measure the values that part its bins.
fn edges<const N: usize>(rows: &[&Row<N>]) -> Vec<Vec<i32>> {
    let edges_of = |what: usize| {
        let mut values: Vec<i32> = rows.iter().map(|row| row.measures[what]).collect();
        values.sort_unstable();
        let at = |bin: usize| values[bin * values.len() / BINS];
        let mut edges: Vec<i32> = (1..BINS).map(at).collect();
        edges.extend([-1, 0, 1, 2]);
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    (0..N).map(edges_of).collect()
}

fn bins_of<const N: usize>(row: &Row<N>, edges: &[Vec<i32>]) -> [u8; N] {
    std::array::from_fn(|what| {
        let value = row.measures[what];
        edges[what].partition_point(|edge| *edge < value) as u8
    })
}

/// Grows one tree level by level; tells the end of each row too.
fn tree<const N: usize>(
    binned: &[[u8; N]],
    steps: &[Step],
    edges: &[Vec<i32>],
) -> (Branches, Vec<usize>) {
    let mut tree = Branches { questions: [(0, i32::MAX); QUESTIONS], ends: [0; ENDS] };
    let mut node_of = vec![0_usize; binned.len()];
    for level in 0..DEPTH {
        let first = (1 << level) - 1;
        let width = 1 << level;
        let best = best_questions(binned, steps, &node_of, first, width);
        for (place, question) in best.iter().enumerate() {
            if let Some((what, bin)) = *question {
                tree.questions[first + place] = (what as u8, edges[what][bin]);
            }
        }
        for (node, bins) in node_of.iter_mut().zip(binned) {
            let is_above = best[*node - first]
                .is_some_and(|(what, bin)| usize::from(bins[what]) > bin);
            *node = 2 * *node + 1 + usize::from(is_above);
        }
    }
    let mut sums = [Step::default(); ENDS];
    for (node, step) in node_of.iter_mut().zip(steps) {
        *node -= QUESTIONS;
        sums[*node].add(*step);
    }
    tree.ends = sums.map(|sum| (RATE * sum.slope / (sum.curve + DAMPING) * 1e3) as i32);
    (tree, node_of)
}

/// For each node of a level the question that parts its rows best.
fn best_questions<const N: usize>(
    binned: &[[u8; N]],
    steps: &[Step],
    node_of: &[usize],
    first: usize,
    width: usize,
) -> Vec<Option<(usize, usize)>> {
    const ROOM: usize = BINS + 8;
    let mut best = vec![(1e-6, None); width];
    for what in 0..N {
        let mut sums = vec![[Step::default(); ROOM]; width];
        for ((node, bins), step) in node_of.iter().zip(binned).zip(steps) {
            sums[node - first][usize::from(bins[what])].add(*step);
        }
        for (sums, best) in sums.iter().zip(&mut best) {
            let mut all = Step::default();
            for sum in sums {
                all.add(*sum);
            }
            let mut below = Step::default();
            for (bin, sum) in sums[..ROOM - 1].iter().enumerate() {
                below.add(*sum);
                let above = all.without(below);
                if below.curve < WEIGHT_MIN / 4.0 || above.curve < WEIGHT_MIN / 4.0 {
                    continue;
                }
                let gain = below.gain() + above.gain() - all.gain();
                if gain > best.0 {
                    *best = (gain, Some((what, bin)));
                }
            }
        }
    }
    best.into_iter().map(|(_, question)| question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_learns_what_parts_its_rows() {
        let row = |value: i32| {
            let mut measures = [0; 8];
            measures[3] = value;
            Row { measures, is_right: (20..60).contains(&value), weight: 20.0 }
        };
        let rows: Vec<Row<8>> = (0..400).map(|place| row(place % 100)).collect();
        let forest = grow(&rows.iter().collect::<Vec<_>>(), 30);
        let is_right = |row: &&Row<8>| (forest.odds(&row.measures) > 0) == row.is_right;
        assert!(rows.iter().filter(is_right).count() * 100 >= rows.len() * 95);
    }
}
