//! Where the rules of a language apply.

use super::hit::Hit;
use super::meaning::at_time;
use super::point::Point;
use super::reader::{Found, Reader, Value};
use super::rules::{Item, Kind, Rule, Slot, Slots, What};
use super::words::{Sense, Unit};

/// A number at the end goes on: `12.5`, `12%`.
const GOES_ON: [char; 6] = ['.', ',', ':', '/', '-', '%'];

impl Reader<'_> {
    /// The expression that the rules of the language find at a token: the longest one,
    /// with the time of day or the date that stands beside it.
    pub(super) fn by_rules(&self, i: usize) -> Option<Found> {
        let first = self.longest(i);
        let hit = first.as_ref().map(|(hit, _)| hit);
        if let Some((start, found)) = self.day_sharing_month(i, hit) {
            self.first.set(start);
            return Some(found);
        }
        let time = self.time_at(i);
        let longer = time
            .is_some_and(|time| first.as_ref().is_none_or(|(hit, _)| time.end > hit.end));
        if let Some(time) = time.filter(|_| longer) {
            let alone = time.end > i + 1 || self.n.lexicon.unspaced;
            let hour = time.slots.get(Slot::Hour).is_some();
            let found = self.time_then_date(time);
            let today = || at_time(&self.since_today(i, 0, Unit::Day), &time);
            let today = || if alone || hour { today() } else { None };
            if let Some(found) = found.or_else(today) {
                self.first.set(time.start);
                return Some(found);
            }
        }
        let (hit, found) = first?;
        self.first.set(hit.start);
        match hit.kind {
            Kind::Date | Kind::Digits => Some(self.date_then_time(found)),
            Kind::Clock => Some(self.time_then_date(time?).unwrap_or(found)),
            _ => Some(found),
        }
    }

    /// The longest hit at a token that means something by itself.
    pub(super) fn longest(&self, i: usize) -> Option<(Hit, Found)> {
        let rules = self.n.lexicon.rules.iter().filter(|rule| rule.kind != Kind::Part);
        let mut best: Option<(Hit, Found)> = None;
        for hit in rules.filter_map(|rule| self.hit(rule, i)) {
            if best.as_ref().is_none_or(|(best, _)| hit.end > best.end)
                && let Some(found) = self.meaning(&hit)
            {
                best = Some((hit, found));
            }
        }
        best
    }

    fn longest_of(&self, i: usize, kind: Kind) -> Option<Hit> {
        let rules = self.n.lexicon.rules.iter().rev().filter(|rule| rule.kind == kind);
        rules.filter_map(|rule| self.hit(rule, i)).max_by_key(|hit| hit.end)
    }

    /// A time of day or a part of the day, or both: "alle 7 di sera", "di sera alle 7".
    fn time_at(&self, i: usize) -> Option<Hit> {
        if let Some(clock) = self.longest_of(i, Kind::Clock) {
            let said =
                clock.slots.get(Slot::Part).or(clock.slots.get(Slot::Pm)).is_some();
            let part = self.longest_of(clock.end, Kind::Part).filter(|_| !said);
            return Some(part.map_or(clock, |part| clock.and(part)));
        }
        let part = self.longest_of(i, Kind::Part)?;
        let clock = self.behind(part.end).find_map(|at| self.longest_of(at, Kind::Clock));
        let clock = clock.filter(|clock| clock.slots.get(Slot::Part).is_none());
        Some(clock.map_or(part, |clock| clock.and(part)))
    }

    /// Where something that belongs to what ends here may begin: at once, or behind a
    /// word that joins.
    fn behind(&self, end: usize) -> impl Iterator<Item = usize> + use<> {
        let join = self.n.phrase(end, "join").map(|(end, _)| end);
        std::iter::once(end).chain(join)
    }

    /// "ayer por la tarde", "15 maggio alle 14:30": a day with what stands behind it.
    fn date_then_time(&self, day: Found) -> Found {
        let (Value::At(Point::Day(_) | Point::Part(..)) | Value::Open(..)) = day.value
        else {
            return day;
        };
        let time = self.behind(day.end).find_map(|at| self.time_at(at));
        time.and_then(|time| at_time(&day, &time)).unwrap_or(day)
    }

    /// "alle 14:30 del 15 maggio", "di sera, domenica".
    fn time_then_date(&self, time: Hit) -> Option<Found> {
        self.behind(time.end).find_map(|at| {
            let (date, found) = self.longest(at)?;
            let day = matches!(date.kind, Kind::Date | Kind::Digits);
            if day { at_time(&found, &time) } else { None }
        })
    }

    /// The slots a rule fills from a token on. An article or preposition at its front is
    /// no part of the expression.
    fn hit(&self, rule: &Rule, i: usize) -> Option<Hit> {
        let digits = rule.kind == Kind::Digits;
        let (leads, rest) = match rule.items.split_first() {
            Some((Item { what: What::List("the"), .. }, rest)) => (true, rest),
            _ => (digits, rule.items.as_slice()),
        };
        let behind = if leads { self.n.phrase(i, "the") } else { None };
        let led = behind
            .and_then(|(at, _)| Some((at, self.items(rest, at, Slots::default())?)));
        let (start, (end, slots)) = match led {
            Some(led) => led,
            None => (i, self.items(&rule.items, i, Slots::default())?),
        };
        let glued = !digits || (start + 1..end).all(|k| self.n.glued(k));
        let whole = glued && end > start && !self.goes_on(end);
        let changes = rule.kind == Kind::Clock && self.is_changed_number(start, end);
        let end = self.behind_endings(end);
        (whole && !changes).then_some(Hit { start, end, kind: rule.kind, slots })
    }

    /// "de 12 à 17", "um 12 auf 17": values of a change, whose small words may stand before
    /// hours as well.
    fn is_changed_number(&self, start: usize, end: usize) -> bool {
        let number = |k: usize| {
            matches!(self.n.sense(k), Sense::Digits { .. } | Sense::Cardinal(_))
        };
        let bare = end == start + 2 && number(start + 1);
        let new = self.n.in_list(start, "change-to") && number(start.wrapping_sub(1));
        let old =
            self.n.in_list(start, "change-by") || self.n.in_list(start, "change-from");
        let goes_on = self.n.in_list(end, "change-to") && number(end + 1);
        bare && (new || old && goes_on)
    }

    /// Whether the number before a token goes on behind it.
    fn goes_on(&self, end: usize) -> bool {
        let counts =
            self.n.in_list(end, "measure") || self.n.phrase(end, "percent").is_some();
        if counts && self.n.digits(end - 1).is_some() {
            return true;
        }
        let glued = self.n.glued(end) && self.n.digits(end - 1).is_some();
        match self.n.sense(end) {
            Sense::Digits { .. } => glued,
            Sense::Sign('%') => self.n.digits(end - 1).is_some(),
            Sense::Sign(c) if GOES_ON.contains(&c) => {
                glued && self.n.glued(end + 1) && self.n.digits(end + 1).is_some()
            }
            _ => false,
        }
    }

    fn behind_endings(&self, mut end: usize) -> usize {
        while self.n.sense(end) == Sense::Ending {
            end += 1;
        }
        end
    }

    /// The items of a rule from a token on; endings between them are passed over.
    fn items(&self, items: &[Item], i: usize, slots: Slots) -> Option<(usize, Slots)> {
        let Some((item, rest)) = items.split_first() else { return Some((i, slots)) };
        if let What::Put(slot, value) = item.what {
            return self.items(rest, i, slots.with(slot, value));
        }
        let at = self.behind_endings(i);
        let filled = self
            .item(&item.what, i, slots)
            .or_else(|| if at > i { self.item(&item.what, at, slots) } else { None });
        let found = filled.and_then(|(end, slots)| self.items(rest, end, slots));
        if found.is_none() && item.optional { self.items(rest, i, slots) } else { found }
    }

    fn item(&self, what: &What, i: usize, slots: Slots) -> Option<(usize, Slots)> {
        match what {
            What::Words(words) => {
                words.iter().any(|word| self.n.same(i, word)).then_some((i + 1, slots))
            }
            What::List(list) => self.n.phrase(i, list).map(|(end, _)| (end, slots)),
            What::Slot(slot) => {
                let (end, value) = self.slot(*slot, i)?;
                Some((end, slots.with(*slot, value)))
            }
            What::Put(slot, value) => Some((i, slots.with(*slot, *value))),
        }
    }

    /// What a token fills a slot with.
    fn slot(&self, slot: Slot, i: usize) -> Option<(usize, f64)> {
        let sense = self.n.sense(i);
        let one = |value: f64| Some((i + 1, value));
        match (slot, sense) {
            (Slot::Day, _) => {
                self.ordinal_number(i, 31).or_else(|| self.whole(i, 1..=31))
            }
            (Slot::DayDigits, _) => {
                self.digits_of(i, 1..=31).map(|(end, day)| (self.behind_suffix(end), day))
            }
            (Slot::Month, Sense::Month(_, short)) => {
                let whole = self.is_whole(i, short) && !self.is_surname(i);
                let (end, month) = self.month_name(i).filter(|_| whole)?;
                Some((end, f64::from(month)))
            }
            (Slot::Date, _) => self.day_named(i),
            (Slot::MonthNumber, _) => self.whole(i, 1..=12),
            (Slot::Hour, _) => self.ordinal_word(i, 12).or_else(|| self.whole(i, 0..=24)),
            (Slot::Minute | Slot::Second, Sense::Digits { len, .. })
                if len != 2 && self.n.glued(i) =>
            {
                None
            }
            (Slot::Minute | Slot::Second | Slot::Before, _) => self.whole(i, 0..=59),
            (Slot::Nth, _) => self.whole(i, 1..=100),
            (Slot::Ordinal, _) => self.ordinal_number(i, 100),
            (Slot::Year, _) => self.year(i),
            (Slot::ShortYear, _) => {
                let i = i + usize::from(self.n.sign(i, '\''));
                let (year, 2) = self.n.digits(i)? else { return None };
                Some((
                    i + 1,
                    f64::from(if year < 40 { 2000 + year } else { 1900 + year }),
                ))
            }
            (Slot::Decade, _) => self.decade_number(i),
            (Slot::Weekday, Sense::Weekday(day, short)) if self.is_whole(i, short) => {
                let stop = short && self.n.sign(i + 1, '.');
                Some((i + 1 + usize::from(stop), f64::from(day)))
            }
            (Slot::Weekdays, Sense::Weekdays(day)) => one(f64::from(day)),
            (Slot::Today, Sense::Day(by)) | (Slot::Shift, Sense::Shift(by)) => {
                one(f64::from(by))
            }
            (Slot::Unit | Slot::SecondUnit, Sense::Unit(unit) | Sense::Units(unit)) => {
                // "2031'de gün": the ending parts the number from the unit.
                let parted = i > 2
                    && self.n.sense(i - 1) == Sense::Ending
                    && self.n.digits(i - 3).is_some();
                if parted { None } else { one(f64::from(unit as u8)) }
            }
            (Slot::Number | Slot::SecondNumber, _) => self.amount_of(i),
            (Slot::Season, Sense::Season(season)) => one(f64::from(season)),
            (Slot::Part, Sense::Part(part)) => one(f64::from(part as u8)),
            (Slot::Holiday, _) => {
                self.n.phrase(i, "holiday").map(|(end, _)| (end, i as f64))
            }
            _ => None,
        }
    }

    /// A number of units; `3.5` has a point in every language.
    fn amount_of(&self, i: usize) -> Option<(usize, f64)> {
        if let (Some((whole, 1..=3)), Some((part, len @ 1..=2))) =
            (self.n.digits(i), self.n.digits(i + 2))
            && self.n.inner(i + 1, '.')
        {
            let part = f64::from(part) / super::number::power_of_ten(len);
            return Some((i + 3, f64::from(whole) + part));
        }
        let number = self.n.number(i)?;
        Some((number.end, number.value))
    }

    /// A whole number in digits or words, within a range.
    fn whole(
        &self,
        i: usize,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<(usize, f64)> {
        if self.n.digits(i).is_some() {
            return self.digits_of(i, range);
        }
        let number = self.n.spoken(i)?;
        let fits = !number.decimal && range.contains(&(number.value as u32));
        fits.then_some((number.end, number.value))
    }

    fn digits_of(
        &self,
        i: usize,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<(usize, f64)> {
        let (value, len) = self.n.digits(i)?;
        (len <= 2 && range.contains(&value)).then_some((i + 1, f64::from(value)))
    }

    /// Behind the "th" of a number.
    fn behind_suffix(&self, end: usize) -> usize {
        end + usize::from(self.n.glued(end) && self.n.in_list(end, "suffix"))
    }

    /// Whether a name is written in full, or as an abbreviation that nothing but a date
    /// has: with a full stop, or beside digits.
    fn is_whole(&self, i: usize, short: bool) -> bool {
        let digits = |k: usize| self.n.digits(k).is_some();
        let comma = i + 1 + usize::from(self.n.sign(i + 1, ','));
        let stroke = |k: usize| self.n.inner(k, '-') || self.n.inner(k, '/');
        !short
            || self.n.sign(i + 1, '.') && self.n.glued(i + 1)
            || digits(comma)
            || digits(i.wrapping_sub(1))
            || matches!(self.n.sense(i.wrapping_sub(1)), Sense::Ordinal(_))
            || self.n.in_list(i.wrapping_sub(1), "of") && digits(i.wrapping_sub(2))
            || stroke(i.wrapping_sub(1))
    }

    /// "Piotr Grudzień": behind another word with a capital, where months and nouns have none.
    fn is_surname(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        let named = self.cap(before) && self.n.sense(before) == Sense::Plain;
        named && self.cap(i) && self.n.lexicon.list("noun-before").is_none()
    }

    /// The day of an expression inside another, counted from the year 1.
    fn day_named(&self, i: usize) -> Option<(usize, f64)> {
        let found = self.nested(i)?;
        let day = found.point().filter(|point| point.unit() == Unit::Day)?.first_day()?;
        let first = jiff::civil::Date::new(1, 1, 1).ok()?;
        Some((found.end, f64::from(first.until(day).ok()?.get_days())))
    }

    fn ordinal_word(&self, i: usize, most: u8) -> Option<(usize, f64)> {
        let Sense::Ordinal(number) = self.n.sense(i) else { return None };
        (number <= most).then_some((i + 1, f64::from(number)))
    }

    /// "first", "twenty-first", `1st`.
    fn ordinal_number(&self, i: usize, most: u8) -> Option<(usize, f64)> {
        if let Some(found) = self.ordinal_word(i, most) {
            return Some(found);
        }
        if let Some((value, 1..=2)) = self.n.digits(i) {
            let suffix = self.n.glued(i + 1) && self.n.in_list(i + 1, "suffix");
            let fits = suffix && (1..=u32::from(most)).contains(&value);
            return fits.then_some((i + 2, f64::from(value)));
        }
        let Sense::Cardinal(tens) = self.n.sense(i) else { return None };
        let joint = usize::from(self.n.in_list(i + 1, "number-and"));
        let Sense::Ordinal(ones) = self.n.sense(i + 1 + joint) else { return None };
        let number = match (tens, ones) {
            (20.., 1..=9) | (1..=9, 10..) => tens.checked_add(ones)?,
            _ => return None,
        };
        (number <= most).then_some((i + 2 + joint, f64::from(number)))
    }

    /// A year in four digits or in words.
    fn year(&self, i: usize) -> Option<(usize, f64)> {
        if let Some((year, len)) = self.n.digits(i) {
            let fits = len == 4 && (1000..2200).contains(&year);
            return fits.then_some((i + 1, f64::from(year)));
        }
        let number = self.n.spoken(i)?;
        // Round thousands and hundreds in words are numbers of things more often.
        let round = number.value % 100.0 == 0.0;
        let fits = !number.decimal && !round && (1000.0..2200.0).contains(&number.value);
        fits.then_some((number.end, number.value))
    }

    /// "80", "1980", "eighties": 198.
    fn decade_number(&self, i: usize) -> Option<(usize, f64)> {
        if let Some(decade) = self.n.value(i, "decade") {
            return Some((i + 1, 190.0 + decade.parse::<f64>().ok()?));
        }
        let i = i + usize::from(self.n.sign(i, '\''));
        let (value, end) = match self.n.digits(i) {
            Some((value, 2 | 4)) => (value, i + 1),
            Some(_) => return None,
            None => self.n.spoken(i).map(|number| (number.value as u32, number.end))?,
        };
        let decade = if value < 100 { value / 10 + 190 } else { value / 10 };
        let decade = if decade < 192 { decade + 10 } else { decade };
        (value % 10 == 0 && (100..220).contains(&decade))
            .then_some((end, f64::from(decade)))
    }
}
