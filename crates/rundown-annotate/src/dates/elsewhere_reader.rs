//! One small grammar for German, Spanish, French and Portuguese: the word lists
//! differ, the shapes of their dates hardly do.

use jiff::ToSpan;
use jiff::civil::Date;
use rundown_news::{Lang, Span, When, WhenPrecision};

use super::length::{Amount, render};
use super::lex::Tok;
use super::number::Numbers;
use super::point::{Point, monday, shift, unit_precision, unknown};
use super::reader::{Found, Value};
use super::words::{Part, Sense, Unit};

/// How many tokens before a weekday are searched for a hint of its tense.
const TENSE_BEFORE: usize = 12;
/// A month or day without a year may lie so far ahead.
const AHEAD_DAYS: i64 = 45;

/// The words that turn a length into a point.
pub(super) struct Turns {
    /// "vor", "hace", "il y a", "há": before the length.
    ago: &'static [&'static [&'static str]],
    /// "in", "dentro de": before the length.
    ahead: &'static [&'static [&'static str]],
    /// Between day, month and year.
    pub(super) of: &'static [&'static str],
}

const GERMAN: Turns = Turns { ago: &[&["vor"]], ahead: &[&["in"]], of: &[] };
const SPANISH: Turns =
    Turns { ago: &[&["hace"]], ahead: &[&["dentro", "de"], &["en"]], of: &["de", "del"] };
const FRENCH: Turns = Turns { ago: &[&["il", "y", "a"]], ahead: &[&["dans"]], of: &[] };
const PORTUGUESE: Turns = Turns {
    ago: &[&["há"]],
    ahead: &[&["daqui", "a"], &["dentro", "de"]],
    of: &["de", "do"],
};

/// Reads one text.
pub(super) struct Elsewhere<'a> {
    pub(super) n: Numbers<'a>,
    pub(super) turns: &'static Turns,
    pub(super) published: Option<Date>,
    pub(super) german: bool,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn new(
        text: &'a str,
        toks: &'a [Tok],
        lang: Lang,
        published: Option<Date>,
    ) -> Self {
        let turns = match lang {
            Lang::SPANISH => &SPANISH,
            Lang::FRENCH => &FRENCH,
            Lang::PORTUGUESE => &PORTUGUESE,
            _ => &GERMAN,
        };
        let n = Numbers { text, toks, comma: true };
        Self { n, turns, published, german: lang == Lang::GERMAN }
    }

    /// All expressions of the text.
    pub(super) fn read(&self) -> Vec<When> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.n.toks.len() {
            match self.expression(i) {
                Some(expression) => {
                    found.push(self.when(i, &expression));
                    i = expression.end.max(i + 1);
                }
                None => i += 1,
            }
        }
        found
    }

    pub(super) fn when(&self, i: usize, found: &Found) -> When {
        let start = self.n.toks[i].start as usize;
        let end = self.n.toks[found.end - 1].end as usize;
        let (value, precision) = match &found.value {
            Value::At(point) => (point.value(), point.precision()),
            Value::Open(value, precision) => (value.clone(), *precision),
            Value::Length(value) => (value.clone(), WhenPrecision::Duration),
            Value::Set(value) => (value.clone(), WhenPrecision::Set),
            Value::Vague(value) => ((*value).to_owned(), WhenPrecision::Vague),
        };
        When { span: Span::new(start, end), value, precision, predicate: None }
    }

    pub(super) fn expression(&self, i: usize) -> Option<Found> {
        match self.n.sense(i) {
            Sense::Digits { .. } => self.digits_first(i),
            Sense::Month(month, _) => self.month(i, month),
            Sense::Weekday(number, short) => self.weekday(i, number, short),
            Sense::Weekdays(number) => Some(Found {
                end: i + 1,
                value: Value::Set(format!("XXXX-WXX-{number}")),
            }),
            Sense::Day(by) => Some(self.day_word(i, by)),
            Sense::Shift(by) => self.shifted(i, by),
            Sense::Unit(unit) => self.unit_then_shift(i, unit),
            Sense::Season(season) => Some(self.season(i + 1, season, None)),
            Sense::Cardinal(_) | Sense::Ordinal(_) => {
                self.day_month(i).or_else(|| self.length(i))
            }
            Sense::Core => self.vague(i),
            Sense::Lead(_) => {
                self.turned(i).or_else(|| self.recurring(i)).or_else(|| self.some(i))
            }
            Sense::Plain => self.turned(i).filter(|_| self.n.is(i, "il")),
            _ => None,
        }
        .filter(|found| found.end > i && found.end <= self.n.toks.len())
    }

    /// The first of a phrase's spellings that stands at `i`: the token behind it.
    pub(super) fn led(&self, i: usize, phrases: &[&[&str]]) -> Option<usize> {
        phrases.iter().find_map(|words| {
            let fits = words.iter().enumerate().all(|(n, word)| self.n.is(i + n, word));
            fits.then_some(i + words.len())
        })
    }

    /// "vor drei Tagen", "hace dos semanas", "il y a un an", "dentro de dos meses".
    pub(super) fn turned(&self, i: usize) -> Option<Found> {
        let (j, sign) = match self.led(i, self.turns.ago) {
            Some(j) => (j, -1),
            None => (self.led(i, self.turns.ahead)?, 1),
        };
        let (end, n, unit) = self.amount(j)?;
        (unit >= Unit::Day).then(|| self.away(end, sign * n, unit))
    }

    /// `n` units from the day of publication.
    fn away(&self, end: usize, n: i64, unit: Unit) -> Found {
        let exact = match unit {
            Unit::Decade | Unit::Century => Unit::Year,
            unit => unit,
        };
        let point = self
            .published
            .and_then(|day| shift(day, n, unit))
            .map(|day| Point::around(day, exact));
        open(end, point, || unknown(unit).to_owned(), unit_precision(unit))
    }

    /// "jeden Montag", "cada semana", "tous les jours", "todos los lunes".
    fn recurring(&self, i: usize) -> Option<Found> {
        const EACH: &[&str] = &["jeden", "jede", "jedes", "cada", "chaque"];
        const ALL: &[&str] = &["todos", "todas", "tous", "toutes"];
        let all =
            self.n.any(i, ALL) && self.n.any(i + 1, &["los", "las", "les", "os", "as"]);
        let j = match (all, self.n.any(i, EACH)) {
            (true, _) => i + 2,
            (_, true) => i + 1,
            _ => return None,
        };
        let value = match self.n.sense(j) {
            Sense::Unit(unit) | Sense::Units(unit) => {
                render(Amount::Known(1.0, false), unit)
            }
            Sense::Weekday(day, _) | Sense::Weekdays(day) => format!("XXXX-WXX-{day}"),
            Sense::Month(month, false) => format!("XXXX-{month:02}"),
            _ => return None,
        };
        Some(Found { end: j + 1, value: Value::Set(value) })
    }

    /// "einige Tage", "varias semanas", "quelques mois".
    fn some(&self, i: usize) -> Option<Found> {
        const SOME: &str = "einige einigen mehrere mehreren wenige wenigen unos unas varios varias \
            algunos algunas quelques plusieurs alguns algumas vários várias";
        let Sense::Units(unit) = self.n.sense(i + 1) else { return None };
        let value = Value::Length(render(Amount::Unknown, unit));
        self.n.listed(i, SOME).then_some(Found { end: i + 2, value })
    }

    /// A whole number and a unit.
    pub(super) fn amount(&self, i: usize) -> Option<(usize, i64, Unit)> {
        let number = self.n.in_digits(i).or_else(|| self.n.in_words(i))?;
        if number.value > 1e6 || number.value.fract() != 0.0 {
            return None;
        }
        let (Sense::Unit(unit) | Sense::Units(unit)) = self.n.sense(number.end) else {
            return None;
        };
        Some((number.end + 1, number.value as i64, unit))
    }

    /// "drei Tage", "dos semanas".
    pub(super) fn length(&self, i: usize) -> Option<Found> {
        let (end, n, unit) = self.amount(i)?;
        // "de 22 años", "22 ans", "22 Jahre alt": mostly ages.
        let age = unit == Unit::Year
            && (self.n.any(end, &["alt", "alte", "alter"])
                || self.n.is(i.wrapping_sub(1), "de"));
        if self.n.any(end, &["atrás", "atras"]) {
            return Some(self.away(end + 1, -n, unit));
        }
        let value = Value::Length(render(Amount::Known(n as f64, false), unit));
        (!age).then_some(Found { end, value })
    }

    /// "gestern", "gestern Abend", "ayer por la tarde".
    pub(super) fn day_word(&self, i: usize, by: i8) -> Found {
        let word = self.n.word(i).to_lowercase();
        // "por la mañana", "am Morgen", "jeden Morgen": the morning, not tomorrow.
        let anoche = word == "anoche";
        let by = if anoche { -1 } else { i64::from(by) };
        // "avant-hier", "après-demain", "pasado mañana", "depois de amanhã"
        let before: &[&str] = &["avant", "après", "apres", "depois", "después", "antes"];
        let doubled =
            i > 1 && self.n.any(i - 1, &["-", "de"]) && self.n.any(i - 2, before);
        let by = if doubled { by * 2 } else { by };
        let day = self.published.and_then(|day| shift(day, by, Unit::Day));
        let mut end = i + 1;
        let mut part = anoche.then_some(Part::Night);
        let j = end + self.words_between(end);
        if let Sense::Part(told) = self.n.sense(j) {
            part = Some(told);
            end = j + 1;
        } else if self.german && self.n.any(end, &["morgen", "früh"]) {
            part = Some(Part::Morning);
            end += 1;
        } else if word == "mañana" && i > 0 && self.n.any(i - 1, &["la", "esta"]) {
            let day = self.published.map(|day| Point::Part(day, Part::Morning));
            return open(end, day, || "XXXX-XX-XXTMO".to_owned(), WhenPrecision::Time);
        }
        with_part(end, day, part)
    }

    /// How many of "por la", "à", "au", "de" stand before a part of the day.
    pub(super) fn words_between(&self, i: usize) -> usize {
        let words: &[&str] = &["por", "la", "de", "à", "au", "a", "da"];
        (0..3).take_while(|n| self.n.any(i + n, words)).count()
    }

    pub(super) fn digits_first(&self, i: usize) -> Option<Found> {
        self.numeric(i)
            .or_else(|| self.month_of_year(i))
            .or_else(|| self.short_numeric(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.length(i))
            .or_else(|| self.year(i).map(|(end, year)| Found::at(end, Point::Year(year))))
    }

    /// `14.05.2031`, `14/5/2031`, `2031-05-14`: day first unless the year is.
    pub(super) fn numeric(&self, i: usize) -> Option<Found> {
        let (first, len) = self.n.digits(i)?;
        for c in ['.', '/', '-'] {
            if !(self.n.inner(i + 1, c) && self.n.inner(i + 3, c)) {
                continue;
            }
            let ((second, _), (third, third_len)) =
                (self.n.digits(i + 2)?, self.n.digits(i + 4)?);
            let date = match (len, third_len) {
                (4, 1..=2) => date(first, second, third),
                (1..=2, 4) => date(third, second, first),
                (1..=2, 2) if third < 40 => date(third + 2000, second, first),
                (1..=2, 2) => date(third + 1900, second, first),
                _ => None,
            }?;
            return Some(Found::at(i + 5, Point::Day(date)));
        }
        None
    }

    /// `05/2031`, `2031-05`.
    fn month_of_year(&self, i: usize) -> Option<Found> {
        let ((first, len), (second, second_len)) =
            (self.n.digits(i)?, self.n.digits(i + 2)?);
        let joint = ['/', '-', '.'].iter().any(|&c| self.n.inner(i + 1, c));
        let (year, month) = match (len, second_len) {
            (4, 2) => (first, second),
            (1..=2, 4) => (second, first),
            _ => return None,
        };
        let fits = joint && (1900..2100).contains(&year) && (1..=12).contains(&month);
        let alone = !(self.n.sign(i + 3, '-') && self.n.glued(i + 3));
        (fits && alone).then(|| Found::at(i + 3, Point::Month(year as i16, month as u8)))
    }

    /// "am 15.1.", "el 22/04": a day and a month.
    fn short_numeric(&self, i: usize) -> Option<Found> {
        let ((day, 1..=2), (month, 1..=2)) = (self.n.digits(i)?, self.n.digits(i + 2)?)
        else {
            return None;
        };
        let dotted =
            self.n.inner(i + 1, '.') && self.n.sign(i + 3, '.') && self.n.glued(i + 3);
        let leads: &[&str] =
            &["am", "vom", "zum", "bis", "el", "del", "le", "du", "em", "dia", "den"];
        let led = self.n.any(i.wrapping_sub(1), leads);
        let stroke = self.n.inner(i + 1, '/') && !self.n.inner(i + 3, '/') && led;
        if !(dotted || stroke || (led && self.german && self.n.inner(i + 1, '.'))) {
            return None;
        }
        date(2000, month, day)?;
        let in_year = |year: i16| date(u32::from(year.unsigned_abs()), month, day);
        let end = i + 3 + usize::from(dotted);
        let found =
            self.published.and_then(|published| self.nearest(i, published, in_year));
        let unknown = || format!("XXXX-{month:02}-{day:02}");
        Some(open(end, found.map(Point::Day), unknown, WhenPrecision::Day))
    }

    /// "14. Mai 2031", "14 de mayo de 2031", "1er mai".
    pub(super) fn day_month(&self, i: usize) -> Option<Found> {
        let (day, mut j) = match self.n.sense(i) {
            Sense::Ordinal(day) => (u32::from(day), i + 1),
            Sense::Cardinal(_) => {
                let number = self.n.in_words(i)?;
                ((number.value as u32), number.end)
            }
            _ => {
                let (day, 1..=2) = self.n.digits(i)? else { return None };
                (day, i + 1)
            }
        };
        if !(1..=31).contains(&day) {
            return None;
        }
        if (self.n.sign(j, '.') || self.n.any(j, &["er", "º", "°", "o"]))
            && self.n.glued(j)
        {
            j += 1;
        }
        j += usize::from(self.n.any(j, self.turns.of));
        let Sense::Month(month, _) = self.n.sense(j) else { return None };
        let (end, year) = self.year_behind(j + 1);
        let in_year = |year| Date::new(year, month as i8, day as i8).ok();
        let date = match (year, self.published) {
            (Some(year), _) => Some(in_year(year)?),
            (None, Some(published)) => self.nearest(i, published, in_year),
            (None, None) => None,
        };
        let unknown = || format!("XXXX-{month:02}-{day:02}");
        Some(open(end, date.map(Point::Day), unknown, WhenPrecision::Day))
    }

    /// A month, perhaps with its year.
    pub(super) fn month(&self, i: usize, month: u8) -> Option<Found> {
        // French "mars" and German abbreviations without their full stop may be words.
        let abbreviated = matches!(self.n.sense(i), Sense::Month(_, true));
        let short =
            abbreviated || (self.n.word(i).chars().count() <= 3 && !self.n.is(i, "mai"));
        if short && !self.n.sign(i + 1, '.') {
            return None;
        }
        let (end, year) = self.year_behind(i + 1 + usize::from(short));
        let unknown = || format!("XXXX-{month:02}");
        let year = year.or_else(|| {
            let in_year = |year| Date::new(year, month as i8, 1).ok();
            self.nearest(i, self.published?, in_year).map(Date::year)
        });
        let point = year.map(|year| Point::Month(year, month));
        Some(open(end, point, unknown, WhenPrecision::Month))
    }

    pub(super) fn vague(&self, i: usize) -> Option<Found> {
        const NOW: &[&str] = &[
            "jetzt",
            "derzeit",
            "zurzeit",
            "momentan",
            "ahora",
            "actualmente",
            "maintenant",
            "actuellement",
            "agora",
            "atualmente",
        ];
        const ONCE: &[&str] =
            &["kürzlich", "neulich", "recientemente", "récemment", "recentemente"];
        const SETS: &[(&str, &str)] = &[
            ("täglich", "P1D"),
            ("wöchentlich", "P1W"),
            ("monatlich", "P1M"),
            ("jährlich", "P1Y"),
            ("diario", "P1D"),
            ("anual", "P1Y"),
            ("quotidien", "P1D"),
            ("annuel", "P1Y"),
            ("diário", "P1D"),
        ];
        let here = self.n.word(i).to_lowercase();
        let value = if NOW.contains(&here.as_str()) {
            Value::Vague("PRESENT_REF")
        } else if ONCE.contains(&here.as_str()) {
            Value::Vague("PAST_REF")
        } else {
            let (_, value) = SETS.iter().find(|(word, _)| *word == here)?;
            Value::Set((*value).to_owned())
        };
        Some(Found { end: i + 1, value })
    }

    pub(super) fn future(&self, i: usize) -> bool {
        for j in (i.saturating_sub(TENSE_BEFORE)..i).rev() {
            match self.n.sense(j) {
                Sense::End | Sense::Break | Sense::Past => return false,
                Sense::Future => return true,
                _ => {}
            }
        }
        for j in i + 1..i + TENSE_BEFORE {
            match self.n.sense(j) {
                Sense::End | Sense::Break | Sense::Past => return false,
                Sense::Future => return true,
                _ => {}
            }
        }
        false
    }

    /// The year that makes a day the last one, or the next where the text looks ahead.
    pub(super) fn nearest(
        &self,
        i: usize,
        published: Date,
        in_year: impl Fn(i16) -> Option<Date>,
    ) -> Option<Date> {
        let year = published.year();
        let future = self.future(i);
        let bound = published.checked_add(AHEAD_DAYS.days()).ok()?;
        let mut days = [year + 1, year, year - 1, year - 2, year - 3, year - 4]
            .into_iter()
            .filter_map(in_year);
        if future {
            days.rfind(|day| *day >= monday(published))
        } else {
            days.find(|day| *day <= bound)
        }
    }
}

pub(super) fn with_part(end: usize, day: Option<Date>, part: Option<Part>) -> Found {
    let Some(part) = part else {
        let unknown = || "XXXX-XX-XX".to_owned();
        return open(end, day.map(Point::Day), unknown, WhenPrecision::Day);
    };
    let unknown = || format!("XXXX-XX-XXT{}", part.code());
    open(end, day.map(|day| Point::Part(day, part)), unknown, WhenPrecision::Time)
}

pub(super) fn open(
    end: usize,
    point: Option<Point>,
    unknown: impl Fn() -> String,
    precision: WhenPrecision,
) -> Found {
    let value = point.map_or_else(|| Value::Open(unknown(), precision), Value::At);
    Found { end, value }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
    .filter(|date| date.year() > 0)
}
