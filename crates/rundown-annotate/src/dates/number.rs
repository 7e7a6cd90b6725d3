//! Numbers in digits and words: "12,000", "2.5 million", "twenty-one", "9 1/2",
//! "a dozen", "two and a half".

use super::lex::Tok;
use super::lexicon::{Lexicon, units};
use super::words::Sense;

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// One past its last token.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) value: f64,
    /// Whether it was written with a decimal point.
    pub(crate) decimal: bool,
}

/// Reads tokens as numbers.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// Its tokens.
    pub(crate) toks: &'a [Tok],
    /// The words of its language.
    pub(crate) lexicon: &'static Lexicon,
}

/// The most tokens one number may take.
const TOKENS_MAX: usize = 24;

impl<'a> Numbers<'a> {
    pub(crate) fn sense(&self, i: usize) -> Sense {
        self.toks.get(i).map_or(Sense::Break, |tok| tok.sense)
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        let Some(tok) = self.toks.get(i) else { return "" };
        self.text.get(tok.start as usize..tok.end as usize).unwrap_or("")
    }

    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether the language is English, whose numbers and dates have a grammar of their
    /// own.
    pub(crate) fn english(&self) -> bool {
        self.lexicon.rules.is_empty()
    }

    pub(crate) fn any(&self, i: usize, words: &[&str]) -> bool {
        let here = self.word(i);
        words.iter().any(|word| here.eq_ignore_ascii_case(word))
    }

    pub(crate) fn sign(&self, i: usize, c: char) -> bool {
        self.sense(i) == Sense::Sign(c)
    }

    /// Whether token `i` stands right behind the one before it.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.toks.get(i).is_some_and(|tok| !tok.gap)
    }

    /// A sign right between two tokens, without white space.
    pub(crate) fn inner(&self, i: usize, c: char) -> bool {
        self.sign(i, c) && self.glued(i) && self.glued(i + 1)
    }

    pub(crate) fn digits(&self, i: usize) -> Option<(u32, u8)> {
        match self.sense(i) {
            Sense::Digits { value, len } => Some((value, len)),
            _ => None,
        }
    }

    /// The number at token `i`, if one stands there.
    pub(crate) fn number(&self, i: usize) -> Option<Number> {
        let plain = self.in_digits(i).or_else(|| self.in_words(i))?;
        Some(if self.english() { self.and_a_half(plain) } else { plain })
    }

    /// `12`, `12,000`, `3.5`, `1/2`, `9 1/2`, `2½`.
    pub(crate) fn in_digits(&self, i: usize) -> Option<Number> {
        if let Sense::Sign(c) = self.sense(i) {
            let value = fraction_sign(c)?;
            return Some(Number { end: i + 1, value, decimal: true });
        }
        let (first, len) = self.digits(i)?;
        let mut value = f64::from(first);
        let mut end = i + 1;
        let mut decimal = false;
        if first == u32::MAX {
            value = self.word(i).parse().ok()?;
            return (len < 40).then_some(Number { end, value, decimal });
        }
        let mut grouped = false;
        if let Some((last, lakhs)) = self.indian_groups(i) {
            value = lakhs;
            end = last;
            grouped = true;
        }
        let (thousands, point) = if self.lexicon.comma { ('.', ',') } else { (',', '.') };
        while self.inner(end, thousands)
            && let Some((group, 3)) = self.digits(end + 1)
            && end < i + TOKENS_MAX
        {
            value = value * 1000.0 + f64::from(group);
            end += 2;
            grouped = true;
        }
        if !grouped && let Some((last, all)) = self.spaced_groups(i) {
            (end, value, grouped) = (last, all, true);
        }
        if self.inner(end, point)
            && let Some((part, len)) = self.digits(end + 1)
            && !(self.inner(end + 2, point) && self.digits(end + 3).is_some())
        {
            value += f64::from(part) / power_of_ten(len.min(18));
            end += 2;
            decimal = true;
        } else if !grouped
            && let Some((numerator, bottom)) = self.slashed(i)
            && numerator < bottom
        {
            return Some(Number {
                end: i + 3,
                value: numerator / bottom,
                decimal: false,
            });
        } else if let Some((top, bottom)) = self.slashed(end)
            && top < bottom
        {
            value += top / bottom;
            end += 3;
        } else if self.inner(end, '-')
            && let Some((top, bottom)) = self.slashed(end + 1)
            && top < bottom
        {
            value += top / bottom;
            end += 4;
        } else if let Sense::Sign(c) = self.sense(end)
            && let Some(part) = fraction_sign(c)
        {
            value += part;
            end += 1;
        }
        let digits = Number { end, value, decimal };
        if !self.english() {
            return Some(self.digits_then_words(digits));
        }
        let mut scaled = self.scales(digits);
        if self.any(scaled.end, &["dozen", "dozens"]) {
            scaled.value *= 12.0;
            scaled.end += 1;
        }
        Some(scaled)
    }

    /// `1/2`: both small, so that `6/21/2017` is none.
    fn slashed(&self, i: usize) -> Option<(f64, f64)> {
        let ((top, _), (bottom, _)) = (self.digits(i)?, self.digits(i + 2)?);
        let fits = self.inner(i + 1, '/') && (2..=100).contains(&bottom);
        (fits && top < 100 && !self.inner(i + 3, '/'))
            .then(|| (f64::from(top), f64::from(bottom)))
    }

    /// "2.5 million", "40 thousand", "4 thousand 3 hundred and 21".
    fn scales(&self, mut number: Number) -> Number {
        let mut hyphen = number.end;
        if self.inner(hyphen, '-') {
            hyphen += 1;
        }
        if let Sense::Scale(power) = self.sense(hyphen) {
            number.value = scaled(number.value, power);
            number.end = hyphen + 1;
            while let Sense::Scale(power) = self.sense(number.end) {
                number.value = scaled(number.value, power);
                number.end += 1;
            }
            if power <= 3 {
                self.spoken_tail(&mut number, power_of_ten(power));
            }
        }
        number
    }

    /// "4 thousand 3 hundred and 21": what is said behind hundreds and thousands.
    fn spoken_tail(&self, number: &mut Number, below: f64) {
        let mut below = below;
        for _ in 0..2 {
            let and = usize::from(self.is(number.end, "and"));
            let next = number.end + and;
            let Some((value, len)) = self.digits(next) else {
                let Sense::Cardinal(one) = self.sense(next) else { return };
                if and == 1 && f64::from(one) < below {
                    number.value += f64::from(one);
                    number.end = next + 1;
                }
                return;
            };
            let value = f64::from(value);
            match self.sense(next + 1) {
                Sense::Scale(power) if value * power_of_ten(power) < below => {
                    below = power_of_ten(power);
                    number.value += value * below;
                    number.end = next + 2;
                }
                Sense::Scale(_) => return,
                _ if and == 1 && value < below && value > 0.0 && len <= 3 => {
                    number.value += value;
                    number.end = next + 1;
                    return;
                }
                _ => return,
            }
        }
    }

    /// "twenty-one", "a hundred and five", "two million", "a dozen", "half a dozen".
    pub(crate) fn in_words(&self, i: usize) -> Option<Number> {
        if !self.english() {
            return Some(self.with_decimals(self.spoken(i)?));
        }
        let number = |end, value| Some(Number { end, value, decimal: false });
        if self.any(i, &["a", "one"]) && self.is(i + 1, "dozen") {
            return number(i + 2, 12.0);
        }
        if self.any(i, &["a", "the"]) && self.is(i + 1, "couple") {
            let of = usize::from(self.is(i + 2, "of"));
            return number(i + 2 + of, 2.0);
        }
        if self.is(i, "couple") {
            let of = usize::from(self.is(i + 1, "of"));
            return number(i + 1 + of, 2.0);
        }
        if self.is(i, "half") {
            let dash = usize::from(self.sign(i + 1, '-'));
            let article = usize::from(self.any(i + 1 + dash, &["a", "an"]));
            if self.is(i + 1 + dash + article, "dozen") {
                return number(i + 2 + dash + article, 6.0);
            }
            if article == 1 && self.scale(i + 2) >= 6 {
                let value = power_of_ten(self.scale(i + 2)) / 2.0;
                return number(i + 3, value);
            }
            return None;
        }
        let (end, value) = self.run_of_words(i)?;
        if self.any(end, &["dozen", "dozens"]) {
            return number(end + 1, value * 12.0);
        }
        if self.is(end, "point") {
            match self.sense(end + 1) {
                Sense::Cardinal(0..=9) => {
                    return Some(self.spoken_decimals(end + 1, value));
                }
                Sense::Cardinal(_) => {
                    let (end, part) = self.run_of_words(end + 1)?;
                    if part < 100.0 {
                        let value = value + part / 100.0;
                        return Some(self.scales(Number { end, value, decimal: true }));
                    }
                }
                _ => {}
            }
        }
        number(end, value)
    }

    /// "five", "twenty", "twenty-nine": the token behind it, and a number below a hundred.
    pub(crate) fn below_hundred(&self, i: usize) -> Option<(usize, u8)> {
        let Sense::Cardinal(number) = self.sense(i) else { return None };
        let dash = usize::from(self.inner(i + 1, '-'));
        Some(match self.sense(i + 1 + dash) {
            Sense::Cardinal(one @ 1..=9) if number >= 20 => (i + 2 + dash, number + one),
            _ => (i + 1, number),
        })
    }

    fn scale(&self, i: usize) -> u8 {
        match self.sense(i) {
            Sense::Scale(power) => power,
            _ => 0,
        }
    }

    fn spoken_decimals(&self, mut i: usize, mut value: f64) -> Number {
        let mut place = 0.1;
        while let Sense::Cardinal(digit @ 0..=9) = self.sense(i)
            && place > 1e-12
        {
            value += f64::from(digit) * place;
            place /= 10.0;
            i += 1;
        }
        self.scales(Number { end: i, value, decimal: true })
    }

    fn run_of_words(&self, i: usize) -> Option<(usize, f64)> {
        let mut sum = 0.0;
        let mut group = 0.0;
        let mut at = i;
        let mut seen = false;
        let mut last_scale = u8::MAX;
        if self.any(i, &["a", "an"]) {
            if !matches!(self.sense(i + 1), Sense::Scale(_)) {
                return None;
            }
            group = 1.0;
            at += 1;
        }
        while at < i + TOKENS_MAX {
            // "twenty-one" and "one hundred and five", but not "ten - twelve".
            let mut next = at;
            let tens = group % 100.0 >= 20.0 && group % 10.0 == 0.0;
            let spaced = tens && matches!(self.sense(at + 1), Sense::Cardinal(1..=9));
            let dash = self.inner(at, '-') || (spaced && self.sign(at, '-'));
            let and = self.is(at, "and") && group % 100.0 == 0.0;
            if seen && (dash || and) {
                next += 1;
            }
            match self.sense(next) {
                Sense::Cardinal(n) => {
                    let n = f64::from(n);
                    let fits = !seen
                        || (group % 100.0 == 0.0 && n > 0.0)
                        || (group % 100.0 >= 20.0
                            && group % 10.0 == 0.0
                            && n < 10.0
                            && n > 0.0);
                    if !fits {
                        break;
                    }
                    group += n;
                }
                Sense::Digits { value, len: 1..=3 }
                    if seen && group == 0.0 && next > at =>
                {
                    group += f64::from(value);
                }
                Sense::Scale(2) if next == at || self.inner(at, '-') => {
                    if group % 100.0 == 0.0 && seen {
                        break;
                    }
                    group = f64::max(1.0, group) * 100.0;
                }
                Sense::Scale(power) if next == at || self.inner(at, '-') => {
                    if seen && group == 0.0 && power > last_scale {
                        // "three lakh crore"
                        sum *= power_of_ten(power);
                        at = next + 1;
                        continue;
                    }
                    if power >= last_scale || (seen && group == 0.0) {
                        break;
                    }
                    last_scale = power;
                    sum += f64::max(1.0, group) * power_of_ten(power);
                    group = 0.0;
                }
                _ => break,
            }
            seen = true;
            at = next + 1;
        }
        seen.then_some((at, sum + group))
    }

    /// "two and a half", "five and a half million".
    fn and_a_half(&self, number: Number) -> Number {
        let j = number.end;
        if !(self.is(j, "and") && self.any(j + 1, &["a", "one"])) {
            return number;
        }
        let dash = usize::from(self.sign(j + 2, '-'));
        let part = match () {
            () if self.is(j + 2 + dash, "half") => 0.5,
            () if self.is(j + 2 + dash, "quarter") => 0.25,
            () => return number,
        };
        let end = j + 3 + dash;
        let said = match self.sense(j - 1) {
            Sense::Scale(power @ 3..) => power,
            _ => 0,
        };
        let value = match self.sense(end) {
            // "one billion and a half million"
            Sense::Scale(power) if power < said => {
                let value = number.value + part * power_of_ten(power);
                return Number { end: end + 1, value, decimal: number.decimal };
            }
            // "one million and a half"
            _ => number.value + part * power_of_ten(said),
        };
        self.scales(Number { end, value, decimal: number.decimal })
    }
}

/// `½` and its like.
fn fraction_sign(c: char) -> Option<f64> {
    let (top, bottom) =
        units().list("fraction")?.value(c.encode_utf8(&mut [0; 4]))?.split_once('/')?;
    Some(top.parse::<f64>().ok()? / bottom.parse::<f64>().ok()?)
}

/// `16.4` million is 16,400,000, not a hair less.
pub(crate) fn scaled(value: f64, power: u8) -> f64 {
    let value = value * power_of_ten(power);
    let thousandths = value * 1000.0;
    if thousandths < 9e15 { thousandths.round() / 1000.0 } else { value }
}

/// Exact up to ten to the eighteenth.
pub(crate) fn power_of_ten(power: u8) -> f64 {
    let mut value = 1.0;
    for _ in 0..power {
        value *= 10.0;
    }
    value
}
