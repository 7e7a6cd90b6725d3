//! Fits one small network by stochastic gradient descent (Adam; Kingma and Ba, 2014)
//! on the logistic loss. Seeds are fixed: the same examples give the same weights.

use rundown_thread::Network;

const EPOCHS: usize = 10;
const UNITS: usize = 12;

/// Networks whose mean is taken.
const STARTS: u64 = 3;
const DECAY: f64 = 3e-5;
const BATCH: usize = 128;

/// Signs, how much of it is true (0 to 1), and how much it counts.
pub(crate) struct Example {
    pub(crate) signs: Vec<f64>,
    pub(crate) mark: f64,
    pub(crate) weight: f64,
}

/// All weights in one row: for each unit its signs and bias, then the weight of each
/// unit in the sum, then the direct line.
struct Net {
    weights: Vec<f64>,
    signs: usize,
}

impl Net {
    fn random(signs: usize, random: &mut Random) -> Self {
        let row = signs + 1;
        let mut weights = vec![0.0; UNITS * row + UNITS + row];
        for weight in &mut weights[..UNITS * row] {
            *weight = (random.next() - 0.5) * 1.2;
        }
        for weight in &mut weights[UNITS * row..UNITS * (row + 1)] {
            *weight = random.next() - 0.5;
        }
        Self { weights, signs }
    }

    /// A sign that was never there weighs nothing.
    fn forget(&mut self, signs: &[usize]) {
        let row = self.signs + 1;
        let direct = UNITS * (row + 1);
        for sign in signs {
            for unit in 0..UNITS {
                self.weights[unit * row + sign] = 0.0;
            }
            self.weights[direct + sign] = 0.0;
        }
    }

    fn odds(&self, signs: &[f64], bent: &mut [f64; UNITS]) -> f64 {
        let row = self.signs + 1;
        let (units, rest) = self.weights.split_at(UNITS * row);
        let (output, direct) = rest.split_at(UNITS);
        let line = |w: &[f64]| {
            w.iter().zip(signs).map(|(w, x)| w * x).sum::<f64>() + w[self.signs]
        };
        let mut sum = line(direct);
        for (unit, (weights, weight)) in units.chunks(row).zip(output).enumerate() {
            bent[unit] = line(weights).max(0.0);
            sum += bent[unit] * weight;
        }
        sum
    }

    fn gradient(&self, examples: &[&Example], mean: f64) -> Vec<f64> {
        let row = self.signs + 1;
        let direct = UNITS * (row + 1);
        let mut gradient = vec![0.0; self.weights.len()];
        let mut bent = [0.0; UNITS];
        for example in examples {
            let odds = self.odds(&example.signs, &mut bent);
            let miss = sigmoid(odds) - example.mark;
            let pull = miss * example.weight / mean / examples.len() as f64;
            let mut add = |from: usize, pull: f64| {
                for (sum, sign) in gradient[from..].iter_mut().zip(&example.signs) {
                    *sum += pull * sign;
                }
                gradient[from + self.signs] += pull;
            };
            add(direct, pull);
            for (unit, bent) in bent.iter().enumerate() {
                if *bent > 0.0 {
                    add(unit * row, pull * self.weights[UNITS * row + unit]);
                }
            }
            for (unit, bent) in bent.iter().enumerate() {
                gradient[UNITS * row + unit] += pull * bent;
            }
        }
        gradient
    }
}

/// The network that fits the examples: the mean of several that started elsewhere,
/// which errs less than any of them.
pub(crate) fn learn(examples: &[Example], seed: u64) -> Network {
    let mut mean = Network::default();
    let signs = examples.first().map_or(0, |example| example.signs.len());
    let is_unseen = |sign: &usize| examples.iter().all(|one| one.signs[*sign] == 0.0);
    let unseen: Vec<usize> = (0..signs).filter(is_unseen).collect();
    for start in 0..STARTS {
        let mut net = fit(examples, seed * STARTS + start);
        net.forget(&unseen);
        let Network { units, direct } = network(&net);
        mean.direct.resize(direct.len(), 0.0);
        for (sum, weight) in mean.direct.iter_mut().zip(direct) {
            *sum += weight / STARTS as f64;
        }
        for mut unit in units {
            unit[0] /= STARTS as f64;
            mean.units.push(unit);
        }
    }
    mean
}

fn fit(examples: &[Example], seed: u64) -> Net {
    let signs = examples.first().map_or(0, |e| e.signs.len());
    let mut random = Random(seed * 7919 + 1);
    let mut net = Net::random(signs, &mut random);
    let size = net.weights.len();
    let (mut first, mut second) = (vec![0.0; size], vec![0.0; size]);
    let (mut keep_first, mut keep_second) = (1.0, 1.0);
    let mut order: Vec<&Example> = examples.iter().collect();
    let total: f64 = examples.iter().map(|e| e.weight).sum();
    let mean = total / examples.len() as f64;
    for epoch in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            order.swap(i, (random.next() * (i + 1) as f64) as usize);
        }
        let rate = 4e-3 * (1.0 - epoch as f64 / EPOCHS as f64) + 1e-4;
        for batch in order.chunks(BATCH) {
            keep_first *= 0.9;
            keep_second *= 0.999;
            for (i, slope) in net.gradient(batch, mean).into_iter().enumerate() {
                let slope = slope + DECAY * net.weights[i];
                first[i] = 0.9 * first[i] + 0.1 * slope;
                second[i] = 0.999 * second[i] + 0.001 * slope * slope;
                let step = first[i] / (1.0 - keep_first);
                let scale = (second[i] / (1.0 - keep_second)).sqrt() + 1e-8;
                net.weights[i] -= rate * step / scale;
            }
        }
    }
    eprintln!("  {} examples, loss {:.4}", examples.len(), loss(&net, examples));
    net
}

fn loss(net: &Net, examples: &[Example]) -> f64 {
    let mut bent = [0.0; UNITS];
    let (mut sum, mut total) = (0.0, 0.0);
    for example in examples {
        let p = sigmoid(net.odds(&example.signs, &mut bent)).clamp(1e-9, 1.0 - 1e-9);
        let mark = example.mark;
        sum -= example.weight * (mark * p.ln() + (1.0 - mark) * (1.0 - p).ln());
        total += example.weight;
    }
    sum / total
}

fn network(net: &Net) -> Network {
    let row = net.signs + 1;
    let (units, rest) = net.weights.split_at(UNITS * row);
    let (output, direct) = rest.split_at(UNITS);
    let unit = |(weight, unit): (&f64, &[f64])| [&[*weight], unit].concat();
    Network {
        units: output.iter().zip(units.chunks(row)).map(unit).collect(),
        direct: direct.to_vec(),
    }
}

fn sigmoid(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
