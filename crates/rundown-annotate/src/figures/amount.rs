//! Amounts: a number or range of numbers with its unit.

use rundown_news::{Lang, Qualifier};

use super::reader::Reader;
use super::units;
use crate::dates::words::{Sense, Unit};

/// A number or range with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Amount {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// One past the last token before the unit.
    pub(super) number_end: usize,
    pub(super) low: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: &'static str,
    /// "dozens": a lower bound.
    pub(super) open: bool,
    /// "une vingtaine": a round number.
    pub(super) about: bool,
}

impl Amount {
    fn of(start: usize, end: usize, low: f64) -> Self {
        Self { start, end, number_end: end, low, ..Self::default() }
    }
}

/// What stands behind "12m" where that means millions.
const COUNTED_BY_MILLIONS: &str = "people persons men women children voters adults citizens residents inhabitants \
     households homes users viewers readers listeners customers subscribers members jobs \
     workers employees refugees migrants patients passengers visitors tourists students \
     pupils farmers pensioners tonnes tons barrels doses litres acres hectares vehicles \
     cars accounts americans britons europeans germans indians africans";

/// So many tokens behind a word of change its first number stands at most.
const FROM_BEHIND: usize = 6;

/// One end of a range.
#[derive(Debug, Clone, Copy)]
struct Side {
    end: usize,
    value: f64,
    /// The power of ten that was said ("million"), 0 for none.
    scaled: bool,
    unit: &'static str,
}

impl Reader<'_> {
    /// The amount that begins at token `i`.
    pub(super) fn amount(self, i: usize) -> Option<Amount> {
        if let Some(open) = self.open_amount(i) {
            return Some(self.with_unit(open));
        }
        if let Some(dozens) = self.dozens(i) {
            return Some(self.with_unit(dozens));
        }
        if self.n.is(i, "magnitude") {
            let number = self.n.in_digits(i + 1)?;
            let amount = Amount::of(i, number.end, number.value);
            return Some(Amount { unit: "magnitude", ..amount });
        }
        if let Some((number, _)) = self.n.phrase(i, "percent-before") {
            let number = self.n.number(number)?;
            let amount = Amount::of(i, number.end, number.value);
            return Some(Amount { unit: "percent", ..amount });
        }
        let (start, prefix) = self.currency_before(i);
        let first = self.side(i)?;
        let unit = if prefix.is_empty() { first.unit } else { prefix };
        let mut amount = Amount { unit, ..Amount::of(start, first.end, first.value) };
        self.range(i, first, &mut amount);
        Some(self.with_unit(amount))
    }

    /// "une vingtaine", "zwei Dutzend", "media docena", outside English.
    fn dozens(self, i: usize) -> Option<Amount> {
        if self.n.english() {
            return None;
        }
        let times = self.n.number(i).filter(|times| times.value <= 100.0);
        let (at, times) = times.map_or((i, 1.0), |times| (times.end, times.value));
        let (end, of) = self.n.phrase(at, "dozens")?;
        // "docenas" alone are more than one.
        if at == i && self.n.in_list(at, "open") {
            return None;
        }
        let of: f64 = of.parse().ok()?;
        let about = (times - 1.0).abs() < 1e-9 && of > 12.0 || (of - 10.0).abs() < 1e-9;
        Some(Amount { about, ..Amount::of(i, end, times * of) })
    }

    /// "dozens of", "hundreds of thousands", "tens of millions".
    fn open_amount(self, i: usize) -> Option<Amount> {
        // "several thousand", "a few hundred"
        let few = i + usize::from(self.n.is(i, "a"));
        if self.n.any(few, &["several", "few"])
            && let Sense::Scale(power) = self.n.sense(few + 1)
        {
            let low = 2.0 * crate::dates::number::power_of_ten(power);
            let end = few + 2;
            return Some(Amount { open: true, ..Amount::of(i, end, low) });
        }
        let of = |word: usize| self.n.value(word, "open")?.parse::<f64>().ok();
        let mut low = of(i)?;
        let mut end = i + 1;
        if self.n.is(end, "of")
            && let Some(scale) = of(end + 1).filter(|_| !self.n.is(end + 1, "dozens"))
        {
            low *= scale / 2.0;
            end += 2;
        } else if self.n.any(i, &["tens", "scores"]) && !self.n.is(end, "of") {
            return None;
        }
        Some(Amount { open: true, ..Amount::of(i, end, low) })
    }

    /// A currency in front: `US$`, `€`, "RMB", "Rs.".
    fn currency_before(self, i: usize) -> (usize, &'static str) {
        if let Sense::Sign(c) = self.n.sense(i)
            && let Some(unit) = units::currency_sign(c)
        {
            if c == '$'
                && i > 0
                && (self.n.glued(i) || self.n.any(i - 1, &["us", "hk", "nz", "c"]))
                && let Some(unit) = units::dollar_of(self.n.word(i - 1))
            {
                return (i - 1, unit);
            }
            return (i, unit);
        }
        if i == 0 || self.n.digits(i).is_none() {
            return (i, "");
        }
        let dot = usize::from(self.n.sign(i - 1, '.') && i > 1);
        let word = self.n.word(i - 1 - dot);
        match units::currency_code(word) {
            Some(unit)
                if (dot == 0 || matches!(unit, "rupee"))
                    && !(i > 1 && self.n.digits(i - 2).is_some()) =>
            {
                (i - 1 - dot, unit)
            }
            _ => (i, ""),
        }
    }

    /// One number with a currency sign, a scale and a minus.
    fn side(self, i: usize) -> Option<Side> {
        let mut j = i;
        let mut unit = "";
        let mut minus = false;
        if self.n.any(j, &["minus", "negative"])
            || (self.n.sign(j, '-') && self.n.glued(j + 1))
        {
            minus = true;
            j += 1;
        }
        if let Sense::Sign(c) = self.n.sense(j)
            && let Some(sign) = units::currency_sign(c)
        {
            unit = sign;
            j += 1;
        }
        let mut side = self.number(j)?;
        if !unit.is_empty() {
            side.unit = unit;
        }
        if minus {
            side.value = -side.value;
        }
        self.suffix(&mut side);
        Some(side)
    }

    /// A number in digits or words, a fraction, or `.25`.
    fn number(self, j: usize) -> Option<Side> {
        if self.n.sign(j, '.')
            && self.n.glued(j + 1)
            && let Some((part, len)) = self.n.digits(j + 1)
        {
            let value = f64::from(part) / crate::dates::number::power_of_ten(len.min(18));
            return Some(Side { end: j + 2, value, scaled: false, unit: "" });
        }
        if let Some((end, value)) = self.fraction(j) {
            return Some(Side { end, value, scaled: false, unit: "" });
        }
        let number = self.n.number(j)?;
        // "3分の2", "三分之二": the whole stands before its parts.
        if self.n.in_list(number.end, "fraction-bar")
            && let Some(top) = self.n.number(number.end + 1)
            && number.value > 0.0
        {
            let value = top.value / number.value;
            return Some(Side { end: top.end, value, scaled: false, unit: "" });
        }
        let scaled = matches!(self.n.sense(number.end - 1), Sense::Scale(3..));
        let mut side = Side { end: number.end, value: number.value, scaled, unit: "" };
        if self.lang != Lang::ENGLISH
            && scaled
            && let Some(end) = self.half_behind(number.end)
        {
            side.end = end;
            side.value += last_scale(self, number.end) / 2.0;
        }
        if self.lang == Lang::ENGLISH
            && let Some((end, part)) = self.fraction_behind(number.end)
        {
            side.end = end;
            side.value += part * if scaled { last_scale(self, number.end) } else { 1.0 };
        }
        Some(side)
    }

    /// `10k`, `£3m`, `1.2bn`.
    fn suffix(self, side: &mut Side) {
        let end = side.end;
        let spaced = matches!(self.n.word(end), "k" | "M" | "mn" | "bn" | "tn" | "trn");
        if !(self.n.glued(end) || spaced) || self.n.digits(end - 1).is_none() {
            return;
        }
        let money = !side.unit.is_empty();
        let word = self.n.word(end);
        let power = match word {
            "k" | "K" => 3,
            "G" if money => 9,
            "m" | "M" | "mn" | "mil" if money => 6,
            // "12m people": nobody counts metres of people.
            "m" if self.n.listed(end + 1, COUNTED_BY_MILLIONS) => 6,
            "M" | "mn" | "mil" | "MM" => 6,
            "b" | "B" if money => 9,
            "bn" | "b" => 9,
            "t" | "T" if money => 12,
            "tn" | "trn" => 12,
            _ => return,
        };
        side.value = crate::dates::number::scaled(side.value, power);
        side.scaled = true;
        side.end += 1;
    }

    /// "10 to 15", "10-15", "$10-$15 million", "between 10 and 15".
    fn range(self, i: usize, first: Side, amount: &mut Amount) {
        let j = first.end;
        let between = i > 0 && self.n.is(amount.start.wrapping_sub(1), "between");
        let stepped = self.n.is(j, "to") && self.tells_step(amount.start);
        let before = amount.start.wrapping_sub(1);
        let from = self.n.is(before, "from") || self.n.in_list(before, "change-from");
        let joined = match () {
            () if self.n.sign(j, '-') && self.n.glued(j) == self.n.glued(j + 1) => true,
            () if self.n.inner(j, '~') || self.n.is(j, "through") => true,
            () if between => self.n.is(j, "and"),
            () if from && self.tells_change(amount.start) => false,
            () if stepped && !self.is_percent_behind(j + 1) => false,
            () => self.n.any(j, &["to", "or"]) || self.n.in_list(j, "range"),
        };
        let upper = self.upper_bound(amount.start, j);
        if !joined && upper.is_none() {
            return;
        }
        let Some(mut second) = self.side(upper.unwrap_or(j + 1)) else { return };
        if self.n.digits(j + 1).is_none() && self.n.is(j, "a") {
            return;
        }
        let mut low = first.value;
        if second.scaled && !first.scaled {
            // "2 to 3 million"
            let scale = last_scale(self, second.end);
            if low * scale <= second.value {
                low *= scale;
            }
        }
        // `21-19` is a score, and `555-0123` a telephone number.
        let dashed = self.n.sign(j, '-');
        let odd = dashed
            && self.n.inner(second.end, '-')
            && self.n.digits(second.end + 1).is_some();
        if low >= second.value || odd || (dashed && low * 1000.0 < second.value) {
            return;
        }
        if second.unit.is_empty() {
            second.unit = first.unit;
        }
        amount.low = low;
        amount.high = Some(second.value);
        amount.end = second.end;
        if amount.unit.is_empty() {
            amount.unit = second.unit;
        }
    }

    /// "rose from 10 to 15": two figures, not a range.
    fn tells_change(self, start: usize) -> bool {
        (2..=FROM_BEHIND).any(|back| start >= back && self.is_change(start - back))
    }

    /// "climbed by five to 23", "rose 40 to 150": how much, and to what.
    fn tells_step(self, start: usize) -> bool {
        let by = start >= 2 && self.n.is(start - 1, "by") && self.is_change(start - 2);
        by || start >= 1 && self.n.in_list(start - 1, "change")
    }

    /// "rose 10 to 15 percent" is a range.
    fn is_percent_behind(self, j: usize) -> bool {
        let end = self.side(j).map_or(j, |side| side.end);
        self.unit_at(end).is_some_and(|(_, unit)| unit == "percent")
    }

    fn is_change(self, k: usize) -> bool {
        self.n.in_list(k, "change") || self.n.in_list(k, "changing")
    }

    /// "above 1,000 and below 1,500": the first token of the upper number.
    fn upper_bound(self, start: usize, j: usize) -> Option<usize> {
        if !self.n.any(j, &["and", "but"]) {
            return None;
        }
        let (_, lower) = self.qualifier_before(start, 0);
        let lower = matches!(lower, Some(Qualifier::MoreThan | Qualifier::AtLeast));
        (j + 2..j + 8).find(|&k| {
            let (from, upper) = self.qualifier_before(k, j + 1);
            lower
                && from == j + 1
                && matches!(upper, Some(Qualifier::LessThan | Qualifier::UpTo))
        })
    }

    /// The unit behind an amount: "percent", "miles", "degrees Celsius".
    fn with_unit(self, mut amount: Amount) -> Amount {
        if amount.unit.is_empty() {
            if let Some((end, unit)) = self.age(&amount) {
                amount.end = end;
                amount.unit = unit;
            } else if let Some((end, unit)) = self.unit_at(amount.end) {
                amount.end = end;
                amount.unit = unit;
                self.late_scale(&mut amount);
                self.small_change(&mut amount);
            } else if let Some(unit) = units::millions_of(self.n.word(amount.end)) {
                amount.low *= 1e6;
                amount.end += 1;
                amount.unit = unit;
            }
        } else if let Some((end, unit)) = self.currency_at(amount.end) {
            // "$10 Canadian", "US$10 dollars"
            if unit == amount.unit || amount.unit == "dollar" {
                amount.end = end;
                amount.unit = unit;
            }
        }
        amount
    }

    /// "75 USD million".
    fn late_scale(self, amount: &mut Amount) {
        if let Sense::Scale(power @ 6..) = self.n.sense(amount.end)
            && units::currency_code(self.n.word(amount.end - 1)).is_some()
        {
            amount.low = crate::dates::number::scaled(amount.low, power);
            amount.end += 1;
        }
    }

    /// "13 dollars and 45 cents", "5 feet 2 inches".
    fn small_change(self, amount: &mut Amount) {
        let parts: f64 = match amount.unit {
            "foot" => 12.0,
            "dollar" | "euro" | "pound" | "US dollar" => 100.0,
            _ => return,
        };
        let j = amount.end + usize::from(self.n.is(amount.end, "and"));
        let Some(number) = self.n.number(j).filter(|number| number.value < parts) else {
            return;
        };
        let fits = match amount.unit {
            "foot" => self.n.any(number.end, &["inches", "inch", "in"]),
            _ => self.n.any(number.end, &["cents", "cent", "pence"]),
        };
        // "15 dollars 50."
        let bare = amount.unit != "foot"
            && matches!(self.n.digits(j), Some((10.., 2)))
            && number.end == j + 1
            && matches!(
                self.n.sense(number.end),
                Sense::Sign('.') | Sense::End | Sense::Break
            );
        if bare && amount.high.is_none() {
            amount.low += number.value / parts;
            amount.end = number.end;
            return;
        }
        if fits && amount.high.is_none() {
            amount.low += number.value / parts;
            amount.end = number.end + 1;
        }
    }

    /// "22-year-old", "22 years old", "aged 22", "Bell, 22,".
    fn age(self, amount: &Amount) -> Option<(usize, &'static str)> {
        let mut j = amount.end;
        j += usize::from(self.n.sign(j, '-'));
        if let Sense::Unit(unit) | Sense::Units(unit) = self.n.sense(j) {
            let k = j + 1 + usize::from(self.n.sign(j + 1, '-'));
            let of_age = self.n.is(k, "of") && self.n.is(k + 1, "age");
            if self.n.any(k, &["old", "olds"]) || of_age {
                let name = match unit {
                    Unit::Year => "years",
                    Unit::Month => "months",
                    Unit::Week => "weeks",
                    Unit::Day => "days",
                    _ => return None,
                };
                return Some((k + 1 + usize::from(of_age), name));
            }
        }
        if self.n.is(j, "yo") {
            return Some((j + 1, "years"));
        }
        let start = amount.start;
        let plausible = (1.0..=115.0).contains(&amount.low) && amount.low.fract() == 0.0;
        if self.n.any(start.wrapping_sub(1), &["aged", "age"]) && plausible {
            return Some((amount.end, "years"));
        }
        // "Ana Bell, 22, a student"
        let apposed = start >= 2
            && self.n.sign(start - 1, ',')
            && self.cap(start - 2)
            && self.n.sign(amount.end, ',')
            && self.n.digits(start).is_some()
            && plausible
            && amount.end == start + 1
            && amount.low >= 5.0;
        apposed.then_some((amount.end, "years"))
    }
}

/// The scale word or letter before `end`.
fn last_scale(reader: Reader<'_>, end: usize) -> f64 {
    let power = match reader.n.sense(end - 1) {
        Sense::Scale(power) => power,
        _ => match reader.n.word(end - 1).to_ascii_lowercase().as_str() {
            "k" => 3,
            "m" | "mn" | "mil" | "mm" => 6,
            "bn" | "b" => 9,
            "tn" | "trn" | "t" => 12,
            _ => 0,
        },
    };
    crate::dates::number::power_of_ten(power)
}
