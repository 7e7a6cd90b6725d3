//! The reader: which rule applies at a token, and what it knows of the text so far.

use std::cell::Cell;

use jiff::civil::{Date, Time};
use rundown_news::{NewsTime, Span, When, WhenPrecision};

use super::clause::{Clauses, Tense};
use super::lex::Tok;
use super::lexicon::lexicon;
use super::number::Numbers;
use super::point::{Point, unit_precision, unknown};
use super::words::{Sense, Unit, lead};

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A place in the calendar.
    At(Point),
    /// A place in the calendar that lacks something ("XXXX-04").
    Open(String, WhenPrecision),
    /// A length of time.
    Length(String),
    /// Something that recurs.
    Set(String),
    /// `PRESENT_REF` and its like.
    Vague(&'static str),
}

/// An expression that was read: one past its last token, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) value: Value,
}

impl Found {
    pub(super) fn at(end: usize, point: Point) -> Self {
        Self { end, value: Value::At(point) }
    }

    /// A point of a year, or of any year where that is not known: `XXXX-04`.
    pub(super) fn of_year(
        end: usize,
        year: Option<i16>,
        in_year: impl Fn(i16) -> Option<Point>,
    ) -> Option<Self> {
        if let Some(year) = year {
            return Some(Self::at(end, in_year(year)?));
        }
        let point = in_year(LEAP_YEAR)?;
        let value = format!("XXXX{}", point.value().get(4..)?);
        Some(Self { end, value: Value::Open(value, point.precision()) })
    }

    pub(super) fn point(&self) -> Option<Point> {
        match self.value {
            Value::At(point) => Some(point),
            _ => None,
        }
    }
}

/// A year that has all days.
const LEAP_YEAR: i16 = 2000;
/// How deep an expression may lie in others.
const DEPTH_MAX: u8 = 3;
/// How far an expression's core may stand from its first token.
const LEAD_MAX: usize = 6;

/// Reads the expressions of one text, from left to right.
pub(super) struct Reader<'a> {
    pub(super) n: Numbers<'a>,
    pub(super) clauses: Clauses<'a>,
    /// Whether the language is English, which has trees and a grammar of its own; the
    /// others have the rules of their folders.
    pub(super) english: bool,
    pub(super) published: Option<Date>,
    /// The time of day at which it was published, at the outlet.
    pub(super) published_at: Option<Time>,
    /// Whether figures are written day before month.
    pub(super) day_first: bool,
    /// The quarter the article reports on, if it does.
    pub(super) report: Option<(i16, u8)>,
    /// The last point named in this paragraph, and the last day.
    pub(super) last: Option<Point>,
    pub(super) last_day: Option<Date>,
    /// The first token that no expression has taken yet.
    pub(super) free: usize,
    /// The last day named with its month, while days behind it may share the month.
    pub(super) joint_month: Option<Date>,
    /// The first token of the expression that is read.
    pub(super) start: Cell<usize>,
    /// The first token of its span, behind an article.
    pub(super) first: Cell<usize>,
    /// How many expressions deep the one being read lies.
    depth: Cell<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        clauses: Clauses<'a>,
        toks: &'a [Tok],
        domain: &str,
        published: Option<NewsTime>,
    ) -> Self {
        let clock = published.and_then(NewsTime::clock);
        let published = published.map(NewsTime::day);
        let lexicon = lexicon(clauses.copy.lang);
        let english = lexicon.rules.is_empty();
        let n = Numbers { text: clauses.copy.text, toks, lexicon };
        let report = super::reported::reported(n, published);
        Self {
            n,
            clauses,
            english,
            published,
            published_at: clock,
            day_first: super::order::day_first(n, domain),
            report,
            last: None,
            last_day: None,
            free: 0,
            joint_month: None,
            start: Cell::new(0),
            first: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    /// All expressions of the text.
    pub(super) fn read(mut self) -> Vec<When> {
        let mut found = Vec::new();
        let mut core = 0;
        let mut i = 0;
        while i < self.n.toks.len() {
            let sense = self.n.sense(i);
            if sense == Sense::Break {
                self.last = None;
                self.last_day = None;
            }
            let starts = if self.english {
                self.may_start(i, &mut core)
            } else {
                !matches!(sense, Sense::Plain | Sense::End | Sense::Break | Sense::Ending)
            };
            match starts.then(|| self.expression(i)).flatten() {
                Some(expression) => {
                    found.push(self.when(self.first.get(), &expression));
                    i = expression.end.max(i + 1);
                    self.free = i;
                }
                None => i += 1,
            }
        }
        if self.english {
            let predicate = |date| self.clauses.predicate(&found, date, self.published);
            let predicates: Vec<_> = found.iter().map(predicate).collect();
            for (date, predicate) in found.iter_mut().zip(predicates) {
                date.predicate = predicate;
            }
        }
        found
    }

    /// Whether an expression may start at a token: near enough to a word of time, the
    /// first of which behind it is `core`.
    fn may_start(&self, i: usize, core: &mut usize) -> bool {
        let sense = self.n.sense(i);
        *core = (*core).max(i);
        while *core < self.n.toks.len() && !self.n.sense(*core).is_core() {
            *core += 1;
        }
        sense.is_core()
            || matches!(sense, Sense::Cardinal(16..=20))
            || (*core - i <= LEAD_MAX
                && !matches!(sense, Sense::Plain | Sense::End | Sense::Break))
    }

    fn when(&mut self, i: usize, found: &Found) -> When {
        self.joint_month = None;
        if let Value::At(point) = found.value {
            if let Point::Day(day) = point
                && self.names_month(i, found.end)
            {
                self.joint_month = Some(day);
            }
            self.last = Some(point);
            if point.unit() == Unit::Day {
                self.last_day = point.first_day();
            }
        }
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

    /// The expression that begins at token `i`.
    fn expression(&self, i: usize) -> Option<Found> {
        let unspaced = self.n.lexicon.unspaced;
        if self.shut(i) && !unspaced {
            return None;
        }
        self.start.set(i);
        self.first.set(i);
        if !self.english {
            let found = self.by_rules(i).or_else(|| self.vague(i));
            return found.filter(|found| found.end <= self.n.toks.len());
        }
        let mask = match self.n.sense(i) {
            Sense::Lead(mask) => mask,
            _ => 0,
        };
        let edge = if mask & lead::EDGE == 0 { None } else { self.edge(i) };
        let early = || if mask & lead::EARLY == 0 { None } else { self.early(i) };
        edge.or_else(early)
            .or_else(|| self.plain(i))
            .filter(|found| found.end > i && found.end <= self.n.toks.len())
    }

    /// Whether `i` stands right behind something that makes it part of a word or name.
    fn shut(&self, i: usize) -> bool {
        self.n.glued(i)
            && i > self.free
            && match self.n.sense(i - 1) {
                Sense::Sign('-') => {
                    self.n.glued(i - 1) && i >= 2 && !self.n.sense(i).is_core()
                }
                Sense::Sign('$' | '€' | '£' | '#' | '@' | '_' | '.' | '&') => true,
                Sense::Sign(_) | Sense::Possessive => false,
                Sense::Digits { .. } => true,
                _ => matches!(self.n.sense(i), Sense::Digits { .. }),
            }
    }

    /// A point of the calendar in any form, without "early" and the like.
    pub(super) fn plain(&self, i: usize) -> Option<Found> {
        // "two days after the week of …": copy can nest without end, we do not.
        let depth = self.depth.get();
        if depth >= DEPTH_MAX {
            return None;
        }
        self.depth.set(depth + 1);
        let found = self.alone(i);
        self.depth.set(depth);
        found
    }

    /// An expression inside another, by the rules of the language.
    pub(super) fn nested(&self, i: usize) -> Option<Found> {
        let depth = self.depth.get();
        if depth >= DEPTH_MAX {
            return None;
        }
        self.depth.set(depth + 1);
        let first = self.first.get();
        let found = self.by_rules(i);
        self.first.set(first);
        self.depth.set(depth);
        found
    }

    fn alone(&self, i: usize) -> Option<Found> {
        let found = match self.n.sense(i) {
            Sense::Digits { .. } => self.clock_past(i).or_else(|| self.digits_first(i)),
            Sense::Month(..) => self.month_first(i),
            Sense::Weekday(..) => self.weekday_first(i, None),
            Sense::Weekdays(day) => {
                let end = i + 1;
                Some(Found { end, value: Value::Set(format!("XXXX-WXX-{day}")) })
            }
            Sense::Unit(_) | Sense::Units(_) => {
                self.bare_unit(i).or_else(|| self.clock_past(i))
            }
            Sense::Season(_) => self.season_first(i),
            Sense::Frequency(unit) => Some(self.frequency(i, unit)),
            Sense::Cardinal(_) => self.number_word_first(i),
            Sense::Scale(_) => self.counted(i),
            Sense::Ordinal(_) => self
                .ordinal_stretch(i)
                .or_else(|| self.day_first(i))
                .or_else(|| self.counted(i)),
            Sense::Part(_) => self.part_then_clock(i).or_else(|| self.clock_first(i)),
            Sense::Day(by) => Some(self.day_word(i, by)),
            Sense::Core => self.core_first(i),
            Sense::Sign('\'') => self.short_decade(i),
            Sense::Sign(c) if c.is_numeric() => self.counted(i),
            Sense::Lead(mask) => self.lead_first(i, mask),
            _ => None,
        };
        found.map(|found| self.with_clock(found))
    }

    fn number_word_first(&self, i: usize) -> Option<Found> {
        self.clock_past(i)
            .or_else(|| self.day_first(i))
            .or_else(|| self.spoken_clock(i))
            .or_else(|| self.spoken_year(i))
            .or_else(|| self.counted(i))
    }

    /// Words that are expressions, or that only expressions hold.
    fn core_first(&self, i: usize) -> Option<Found> {
        self.vague(i)
            .or_else(|| self.clock_first(i))
            .or_else(|| self.spoken_year(i))
            .or_else(|| self.relative(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.holiday(i))
            .or_else(|| self.quarter_first(i))
    }

    /// Words that begin one, each only what it can.
    fn lead_first(&self, i: usize, mask: u16) -> Option<Found> {
        let may = |bit: u16| mask & bit != 0;
        let ordinal = || {
            self.ordinal_stretch(i)
                .or_else(|| self.spoken_year(i))
                .or_else(|| self.the_day_first(i))
        };
        may(lead::ORDINAL)
            .then(ordinal)
            .flatten()
            .or_else(|| self.last_of(i))
            .or_else(|| may(lead::RELATIVE).then(|| self.relative(i)).flatten())
            .or_else(|| may(lead::RECURRING).then(|| self.recurring(i)).flatten())
            .or_else(|| may(lead::RELATIVE).then(|| self.ordinal_stretch(i)).flatten())
            .or_else(|| may(lead::CLOCK).then(|| self.clock_past(i)).flatten())
            .or_else(|| may(lead::LENGTH).then(|| self.counted(i)).flatten())
            .or_else(|| {
                may(lead::PHRASE | lead::RELATIVE).then(|| self.vague(i)).flatten()
            })
            .or_else(|| may(lead::EARLY).then(|| self.clock_first(i)).flatten())
            .or_else(|| may(lead::EARLY).then(|| self.vague_part(i)).flatten())
    }

    /// "last week of 2031".
    fn last_of(&self, i: usize) -> Option<Found> {
        let of = self.n.is(i, "last") && self.n.is(i + 2, "of");
        if of { self.ordinal_stretch(i) } else { None }
    }

    /// "the fourth of July", "the 2nd and 3rd of July", "the 18th".
    fn the_day_first(&self, i: usize) -> Option<Found> {
        if !self.n.is(i, "the") {
            return None;
        }
        self.day_first(i + 1)
            .or_else(|| self.day_before_month(i + 1))
            .or_else(|| self.numbered_day(i))
    }

    /// Whether tokens name a month, or share one.
    fn names_month(&self, i: usize, end: usize) -> bool {
        matches!(self.n.sense(i), Sense::Digits { .. })
            || (i..end).any(|j| matches!(self.n.sense(j), Sense::Month(..)))
    }

    /// Whether a number counts the noun behind it.
    pub(super) fn counts(&self, i: usize) -> bool {
        self.clauses.counts(self.n.toks[i].start)
    }

    /// "the end of 1990", "the beginning of the year": as exact as what they are of.
    fn edge(&self, i: usize) -> Option<Found> {
        const EDGES: &str = "beginning start end middle close rest remainder turn bulk";
        let mut j = i + usize::from(self.n.is(i, "the"));
        j += usize::from(self.n.any(j, &["very", "latter"]));
        if !self.n.listed(j, EDGES) || !self.n.is(j + 1, "of") {
            return None;
        }
        if let Sense::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) =
            self.n.sense(j + 2)
            && j == i
        {
            return Some(self.present(j + 3, unit));
        }
        self.calendar(j + 2)
    }

    /// "early 2009", "late last month", "mid-November", "earlier this year", "later in
    /// the day".
    fn early(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.n.is(i, "the"));
        let mut j = i + the;
        if !self.n.any(j, &["early", "late", "mid", "earlier", "later"]) {
            return None;
        }
        j += 1;
        if self.n.sign(j, '-') {
            j += 1;
        }
        if the == 0 && self.n.any(j, &["in", "on"]) {
            j += 1;
        }
        let found = self.calendar(j)?;
        // "the mid 40s": an age or temperature.
        (found.end > j).then_some(found)
    }

    /// An expression that is a point of the calendar.
    pub(super) fn calendar(&self, i: usize) -> Option<Found> {
        let found = self.plain(i)?;
        match found.value {
            Value::At(_) | Value::Open(..) => Some(found),
            Value::Length(_) if self.n.is(i, "the") => {
                let Sense::Unit(unit) = self.n.sense(i + 1) else { return None };
                (found.end == i + 2).then(|| self.present(i + 2, unit))
            }
            _ => None,
        }
    }

    /// The present unit: "this week".
    pub(super) fn present(&self, end: usize, unit: Unit) -> Found {
        self.since_today(end, 0, unit)
    }

    /// `n` units from the present one.
    pub(super) fn since_today(&self, end: usize, n: i64, unit: Unit) -> Found {
        let point = self.published.and_then(|day| Point::from_day(day, n, unit));
        let value = match point {
            Some(point) => Value::At(point),
            None => Value::Open(unknown(unit).to_owned(), unit_precision(unit)),
        };
        Found { end, value }
    }

    /// Whether what the expression up to this token dates was or will be.
    pub(super) fn tense(&self, end: usize) -> Option<Tense> {
        if !self.english {
            return self.hinted();
        }
        let start = self.start.get();
        let (first, last) =
            (self.n.toks.get(start)?, self.n.toks.get(end.checked_sub(1)?)?);
        self.clauses.tense(Span::new(first.start as usize, last.end as usize))
    }
}
