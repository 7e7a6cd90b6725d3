//! What recurs: "daily", "every week", "each Thursday", "twice a year".

use super::length::{Amount, render};
use super::reader::{Found, Reader, Value};
use super::words::{Sense, Unit};

impl Reader<'_> {
    pub(super) fn frequency(&self, i: usize, unit: Unit) -> Found {
        let two = self.n.word(i).get(..2).is_some_and(|bi| bi.eq_ignore_ascii_case("bi"));
        let value = match unit {
            _ if two => render(Amount::Known(2.0, false), unit),
            Unit::Quarter => "P3M".to_owned(),
            unit => render(Amount::Known(1.0, false), unit),
        };
        Found { end: i + 1, value: Value::Set(value) }
    }

    /// "every day", "each July", "every two weeks", "every other Friday".
    pub(super) fn recurring(&self, i: usize) -> Option<Found> {
        if self.n.any(i, &["once", "twice"])
            && self.n.any(i + 1, &["a", "an", "per", "every"])
        {
            let Sense::Unit(unit) = self.n.sense(i + 2) else { return None };
            let value = render(Amount::Known(1.0, false), unit);
            return Some(Found { end: i + 3, value: Value::Set(value) });
        }
        let (j, _) = self.n.phrase(i, "every")?;
        let other = usize::from(self.n.any(j, &["other", "second"]));
        let single = usize::from(other == 0 && self.n.any(j, &["single", "passing"]));
        let j = j + other + single;
        let set = |end, value| Some(Found { end, value: Value::Set(value) });
        match self.n.sense(j) {
            Sense::Unit(Unit::Weekend) => set(j + 1, "XXXX-WXX-WE".to_owned()),
            Sense::Unit(unit) | Sense::Units(unit) => {
                let amount = Amount::Known(if other == 1 { 2.0 } else { 1.0 }, false);
                set(j + 1, render(amount, unit))
            }
            Sense::Weekday(day, false) | Sense::Weekdays(day) => {
                match self.n.sense(j + 1) {
                    Sense::Part(part) => {
                        set(j + 2, format!("XXXX-WXX-{day}T{}", part.code()))
                    }
                    _ => set(j + 1, format!("XXXX-WXX-{day}")),
                }
            }
            Sense::Month(month, _) if self.cap(j) => {
                let (end, _) = self.month_name(j)?;
                match self.month_day(end) {
                    Some((end, day)) => set(end, format!("XXXX-{month:02}-{day:02}")),
                    None => set(end, format!("XXXX-{month:02}")),
                }
            }
            Sense::Season(season) => {
                let code = ["SP", "SU", "FA", "WI"][usize::from(season) % 4];
                set(j + 1, format!("XXXX-{code}"))
            }
            Sense::Part(part) => set(j + 1, format!("XXXX-XX-XXT{}", part.code())),
            _ => {
                let found = self.counted(j)?;
                let Value::Length(value) = found.value else { return None };
                set(found.end, value)
            }
        }
    }
}
