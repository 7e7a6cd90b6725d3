//! Days that share the month of another in the languages of rules: "du 2 au 4 mai", "vom 6.
//! bis 9. Juni", "el 2 y el 3 de mayo".

use jiff::civil::Date;

use super::hit::Hit;
use super::point::Point;
use super::reader::{Found, Reader};
use super::rules::Slot;
use super::words::Sense;

/// So many days may share a month.
const JOINT_MAX: usize = 8;

impl Reader<'_> {
    /// A day before one that names its month, and where it begins; `first` is what a rule
    /// finds at the token.
    pub(super) fn day_sharing_month(
        &self,
        i: usize,
        first: Option<&Hit>,
    ) -> Option<(usize, Found)> {
        let (start, end, day) = self.day_without_month(i, first)?;
        let last = self.day_shared(end, JOINT_MAX)?;
        let date = Date::new(last.year(), last.month(), day as i8).ok()?;
        (date < last).then(|| (start, Found::at(end, Point::Day(date))))
    }

    /// The day behind a joint: one that names its month, or one of several before that.
    fn day_shared(&self, end: usize, most: usize) -> Option<Date> {
        let next = self.behind_day_joint(end).filter(|_| most > 0)?;
        // "2, 4 mai" is no list of days.
        let listed = self.n.sign(end, ',');
        let named = if listed { None } else { self.longest(next) };
        let named = named.and_then(|(hit, found)| {
            let s = &hit.slots;
            let day = s.get(Slot::Day).or(s.get(Slot::DayDigits));
            let month = s.get(Slot::Month).or(s.get(Slot::MonthNumber));
            day.and(month)?;
            found.point()?.first_day()
        });
        named.or_else(|| {
            let (_, end, _) = self.day_without_month(next, None)?;
            self.day_shared(end, most - 1)
        })
    }

    /// A day of the month by its number alone: its first token, the one behind it, and the
    /// day.
    fn day_without_month(
        &self,
        i: usize,
        first: Option<&Hit>,
    ) -> Option<(usize, usize, u8)> {
        if let Some((day @ 1..=31, 1..=2)) = self.n.digits(i) {
            let stop = self.n.sign(i + 1, '.')
                && self.n.glued(i + 1)
                && self.n.digits(i + 2).is_none();
            let suffix = self.n.glued(i + 1) && self.n.in_list(i + 1, "suffix");
            return Some((i, i + 1 + usize::from(stop || suffix), day as u8));
        }
        let hit = first?;
        let day = hit.slots.small(Slot::Day).or(hit.slots.small(Slot::DayDigits))?;
        let month = hit.slots.get(Slot::Month).or(hit.slots.get(Slot::MonthNumber));
        let named = |k: &usize| {
            matches!(self.n.sense(*k), Sense::Weekday(..)) || self.n.digits(*k).is_some()
        };
        let start = (hit.start..hit.end).find(named).unwrap_or(hit.start);
        month.is_none().then_some((start, hit.end, day))
    }

    /// The token behind "bis", "au", "y", a comma or a dash.
    fn behind_day_joint(&self, end: usize) -> Option<usize> {
        if let Some((behind, _)) = self.n.phrase(end, "day-joint") {
            return Some(behind);
        }
        matches!(self.n.sense(end), Sense::Sign(',' | '-' | '/')).then_some(end + 1)
    }
}
