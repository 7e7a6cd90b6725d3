//! On which days an article says that something happened: "on Monday", "yesterday".
//!
//! Reports of one event name one day, whenever they are published; look-alike events of one
//! week, and what follows an event, name others.

use rundown_news::{Lang, Map};
use serde::{Deserialize, Serialize};

/// Words for days of the week, and for the day before.
const WEEKDAYS: &str = include_str!("../data/weekdays.txt");

/// Days remembered of articles taken together, heaviest first.
const DAYS_MAX: usize = 12;

/// What the day named first counts, and each day behind it.
const FIRST_COUNTS: u32 = 2;
const OTHERS_COUNT: u32 = 1;

const SECONDS_A_DAY: i64 = 86_400;

/// The day 1970-01-01 was a Thursday, the fourth of its week.
const FIRST_WEEKDAY: i64 = 3;

/// Seconds since 1970.
pub(crate) type Seconds = i64;

/// A day, counted from 1970.
pub(crate) type Day = i32;

/// A word that says on which day, seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayWord {
    /// A day of the week, Monday first.
    Weekday(u8),
    /// The day before.
    Yesterday,
}

impl DayWord {
    /// The day that is meant by what is published at a time: of a weekday the latest one, or
    /// that of tomorrow, since east of Greenwich it may be there already.
    pub(crate) fn of(self, published: Seconds) -> Day {
        let today = published.div_euclid(SECONDS_A_DAY);
        let day = match self {
            Self::Yesterday => today - 1,
            Self::Weekday(weekday) => {
                let tomorrow = today + 1;
                let past = tomorrow + FIRST_WEEKDAY - i64::from(weekday);
                tomorrow - past.rem_euclid(7)
            }
        };
        day as Day
    }
}

/// The words of a language that say on which day.
pub(crate) fn day_words(lang: Lang) -> Map<&'static str, DayWord> {
    let lines = WEEKDAYS.lines().filter_map(|line| line.split_once(' '));
    let of = lines.filter(|(name, _)| *name == lang.as_str()).map(|(_, words)| words);
    let days = of.flat_map(|words| words.split('/').enumerate());
    let words = days.flat_map(|(at, forms)| {
        let day = if at < 7 { DayWord::Weekday(at as u8) } else { DayWord::Yesterday };
        forms.split(',').filter(|form| !form.is_empty()).map(move |form| (form, day))
    });
    words.collect()
}

/// The days that articles name, and how much each counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Days(Vec<(Day, u32)>);

impl Days {
    /// Of one article, by the order in which it names them.
    pub(crate) fn named(days: &[Day]) -> Self {
        let mut all = Self::default();
        for (at, day) in days.iter().enumerate() {
            all.count(*day, if at == 0 { FIRST_COUNTS } else { OTHERS_COUNT });
        }
        all
    }

    /// Takes those of others in.
    pub(crate) fn add(&mut self, others: &Self) {
        for (day, count) in &others.0 {
            self.count(*day, *count);
        }
        self.0.sort_unstable_by_key(|(day, count)| (std::cmp::Reverse(*count), *day));
        self.0.truncate(DAYS_MAX);
    }

    fn count(&mut self, day: Day, count: u32) {
        match self.0.iter_mut().find(|known| known.0 == day) {
            Some(known) => known.1 = known.1.saturating_add(count),
            None => self.0.push((day, count)),
        }
    }

    /// The day that counts most; of equals the earliest.
    fn main(&self) -> Option<Day> {
        let best = self.0.iter().min_by_key(|(day, n)| (std::cmp::Reverse(*n), *day));
        best.map(|(day, _)| *day)
    }

    /// How the days of two agree.
    pub(crate) fn agreement(&self, other: &Self) -> Agreement {
        let (Some(a), Some(b)) = (self.main(), other.main()) else {
            return Agreement::default();
        };
        let meet = self.0.iter().any(|(day, _)| other.0.iter().any(|(d, _)| d == day));
        Agreement {
            same: f64::from(a == b),
            meet: f64::from(meet),
            clash: f64::from(!meet),
            apart: f64::from(a.abs_diff(b)),
        }
    }
}

/// How the days of two agree: all 0 where one names none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Agreement {
    /// Whether their main days are one.
    pub same: f64,
    /// Whether any day of one is a day of the other.
    pub meet: f64,
    /// Whether both name days, and none is the same.
    pub clash: f64,
    /// Days between their main days.
    pub apart: f64,
}

#[cfg(test)]
mod tests {
    use super::{Agreement, DayWord, Days, day_words};
    use rundown_news::Lang;

    /// 2031-05-14, a Wednesday, at noon.
    const WEDNESDAY: i64 = 22_413 * 86_400 + 43_200;

    #[test]
    fn a_weekday_is_the_latest_one_or_that_of_tomorrow() {
        for (word, day) in [
            ("wednesday", 22_413),
            ("tues", 22_412),
            ("friday", 22_408),
            ("thursday", 22_414),
            ("yesterday", 22_412),
        ] {
            let words = day_words(Lang::ENGLISH);
            assert_eq!(words[word].of(WEDNESDAY), day, "{word}");
        }
        let german = day_words(Lang::parse("de").unwrap());
        assert_eq!(german["mittwoch"], DayWord::Weekday(2));
        assert_eq!(german["gestern"], DayWord::Yesterday);
    }

    #[test]
    fn days_clash_where_none_is_shared() {
        let (a, b, c) = (Days::named(&[5, 6]), Days::named(&[6]), Days::named(&[9]));
        let with_b = Agreement { same: 0.0, meet: 1.0, clash: 0.0, apart: 1.0 };
        let with_c = Agreement { same: 0.0, meet: 0.0, clash: 1.0, apart: 4.0 };
        assert_eq!(a.agreement(&b), with_b);
        assert_eq!(a.agreement(&c), with_c);
        assert_eq!(a.agreement(&Days::default()), Agreement::default());
        let mut both = a.clone();
        both.add(&b);
        both.add(&b);
        assert_eq!(
            both.agreement(&b),
            Agreement { same: 1.0, meet: 1.0, clash: 0.0, apart: 0.0 }
        );
    }
}
