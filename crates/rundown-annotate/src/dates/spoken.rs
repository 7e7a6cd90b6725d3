//! Numbers in words outside English: "einundzwanzig", "quatre-vingt-dix", "tre milioni",
//! "二十三万五千", "مائة وخمسة وعشرون".
//!
//! Parts of a number are put on a heap, each smaller than the one before; a word for a
//! power of ten multiplies what lies on the heap below it.

use super::number::{Number, Numbers, power_of_ten, scaled};
use super::words::Sense;

/// The most parts of a number that wait for what they count.
const PARTS_MAX: usize = 12;
/// The most tokens one number may take.
const TOKENS_MAX: usize = 32;

/// The parts of a number, the greatest first.
#[derive(Default)]
struct Heap {
    parts: [f64; PARTS_MAX],
    len: usize,
}

/// How the words of a language may add up where the next one stands.
struct May {
    /// Ones stand before tens: "einundzwanzig".
    invert: bool,
    /// "quatre-vingt", "soixante-dix".
    score: bool,
    /// Ten behind ones: "خمسة عشر".
    teen: bool,
}

impl Heap {
    fn top(&self) -> Option<f64> {
        self.parts.get(self.len.checked_sub(1)?).copied()
    }

    fn push(&mut self, value: f64) -> bool {
        let Some(free) = self.parts.get_mut(self.len) else { return false };
        *free = value;
        self.len += 1;
        true
    }

    fn pop(&mut self) {
        self.len = self.len.saturating_sub(1);
    }

    /// What lies below a power of ten, taken off.
    fn below(&mut self, value: f64) -> Option<f64> {
        let mut sum = None;
        while let Some(top) = self.top().filter(|top| *top < value) {
            sum = Some(sum.unwrap_or(0.0) + top);
            self.pop();
        }
        sum
    }

    /// Puts a number of up to two figures behind what is there.
    fn add(&mut self, n: f64, may: &May) -> bool {
        let Some(top) = self.top() else { return self.push(n) };
        let room = if n < 10.0 { 10.0 } else { 100.0 };
        if may.score && is(n, 20.0) && is(top, 4.0) {
            self.pop();
            return self.push(80.0);
        }
        let sixties = may.score && (is(top, 60.0) || is(top, 80.0)) && n < 20.0;
        let ones = may.invert && top < 10.0 && n >= 20.0 && n % 10.0 == 0.0;
        if n > 0.0
            && (top >= 10.0 && top % room == 0.0
                || sixties
                || ones
                || may.teen && top < 10.0)
        {
            return self.push(n);
        }
        false
    }
}

/// Whether two small whole numbers are one.
fn is(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.1
}

impl Numbers<'_> {
    /// A number that begins with a word.
    pub(crate) fn spoken(self, i: usize) -> Option<Number> {
        match self.sense(i) {
            Sense::Cardinal(_) | Sense::Scale(_) => {}
            _ => return None,
        }
        self.figures_in_words(i).or_else(|| self.parts(i, None))
    }

    /// "cinco coma dos", "zwei Komma fünf": a number in words with its decimals.
    pub(super) fn with_decimals(self, number: Number) -> Number {
        let figure = |k: usize| match self.sense(k) {
            Sense::Cardinal(n @ 0..=9) => Some(f64::from(n)),
            _ => None,
        };
        let first = number.end + 1;
        if !self.in_list(number.end, "number-point") || figure(first).is_none() {
            return number;
        }
        let figures = (first..first + TOKENS_MAX).map_while(figure);
        let (mut value, mut end, mut place) = (number.value, first, 0.1);
        for n in figures {
            value += n * place;
            place /= 10.0;
            end += 1;
        }
        Number { end, value, decimal: true }
    }

    /// A number that begins with digits and goes on in words: "3 milioni", "3万5千".
    pub(super) fn digits_then_words(self, digits: Number) -> Number {
        match self.sense(digits.end) {
            Sense::Scale(power) if power > 2 || self.lexicon.unspaced => {
                self.parts(digits.end, Some(digits)).unwrap_or(digits)
            }
            _ => digits,
        }
    }

    /// "二〇三一": a figure for each word.
    fn figures_in_words(self, i: usize) -> Option<Number> {
        let figure = |k: usize| match self.sense(k) {
            Sense::Cardinal(n @ 0..=9) => Some(f64::from(n)),
            _ => None,
        };
        if !self.lexicon.unspaced {
            return None;
        }
        let len = (i..i + TOKENS_MAX).take_while(|&k| figure(k).is_some()).count();
        let end = i + len;
        let goes_on = matches!(self.sense(end), Sense::Scale(_) | Sense::Cardinal(_));
        if len < 2 || goes_on || len > 15 {
            return None;
        }
        let value = (i..end).filter_map(figure).fold(0.0, |sum, n| sum * 10.0 + n);
        Some(Number { end, value, decimal: false })
    }

    fn parts(self, i: usize, before: Option<Number>) -> Option<Number> {
        let mut heap = Heap::default();
        let mut decimal = false;
        let mut last = f64::INFINITY;
        if let Some(number) = before {
            heap.push(number.value);
            decimal = number.decimal;
        }
        let score = self.lexicon.list("number-scores").is_some();
        let inverted = self.lexicon.list("number-inverted").is_some();
        let mut end = i;
        while end < i + TOKENS_MAX {
            let joint =
                end > i && (self.in_list(end, "number-and") || self.inner(end, '-'));
            let next = end + usize::from(joint);
            let done = match self.sense(next) {
                Sense::Cardinal(n) => {
                    let invert = inverted && (joint || self.glued(next));
                    let teen = n == 10 && self.in_list(next, "number-teen");
                    !heap.add(f64::from(n), &May { invert, score, teen })
                }
                Sense::Digits { value, len: 1..=4 }
                    if self.lexicon.unspaced && end > i =>
                {
                    !(f64::from(value) < last && heap.push(f64::from(value)))
                }
                Sense::Scale(power) => {
                    let scale = power_of_ten(power);
                    let empty = heap.len == 0 && power >= 6;
                    match heap.below(scale) {
                        None if empty => true,
                        sum => {
                            last = scale;
                            !heap.push(scaled(sum.unwrap_or(1.0), power))
                        }
                    }
                }
                _ => true,
            };
            if done {
                break;
            }
            end = next + 1;
        }
        let value = heap.parts[..heap.len].iter().sum();
        (end > i).then_some(Number { end, value, decimal })
    }
}
