//! Sentences that tell an event of a day, each weighed by how likely a reader of the
//! whole story wants it in the timeline.
//!
//! The weights are a logistic model's, fitted by story on ten stories that were read and
//! written down by hand, each story left out once: what speaks for a sentence is that it
//! says what its headline says, that other outlets' openings and headlines of the day
//! say it too in words that were new then, that later reports look back on it, and that
//! much was published on the day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rundown_news::Standing;

use crate::days::{Days, Fit};
use crate::lines::{Line, Lines};
use crate::periods::{Period, day_number};
use crate::tellings::{Gravity, Telling, Tie};
use crate::told::Story;

/// Sentences kept of one day.
const OF_DAY_MAX: usize = 16;

/// What is left of the weight of a sentence that leans on the one before it.
const LEANING: f64 = 0.8;

/// A later report looks back from so many days on.
const LOOKS_BACK: i32 = 2;

/// A sentence that tells of a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) line: Line,
    pub(crate) period: Period,
    /// In days since 1970.
    pub(crate) day: i32,
    pub(crate) standing: Option<Standing>,
    /// Near 1 where a reader surely wants it.
    pub(crate) weight: f64,
}

/// A sentence and what it tells, before it is weighed.
#[derive(Clone, Copy)]
struct Draft {
    line: Line,
    telling: Telling,
}

/// The sentences that tell days of the story, the best of each day, in order of time.
pub(crate) fn candidates(story: &Story<'_>, lines: &Lines) -> Vec<Candidate> {
    let mut days = Days::new(story, lines);
    let mut looks = Looks::new(lines.term_count);
    let witnesses = story.witnesses().count();
    let mut found = Vec::new();
    for (day, drafts) in drafts(story, lines) {
        days.turn_to(day);
        looks.turn_to(story, lines, day, &drafts);
        let weigh =
            |draft: &Draft| weighed(story, lines, &days, &looks, day, draft, witnesses);
        let mut of_day: Vec<Candidate> = drafts.iter().map(weigh).collect();
        // Of equals the newest.
        of_day.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then(b.line.article.cmp(&a.line.article))
        });
        of_day.truncate(OF_DAY_MAX);
        found.append(&mut of_day);
    }
    found
}

/// The tellings of reports by day; nothing is told of a day still to come.
fn drafts(story: &Story<'_>, lines: &Lines) -> BTreeMap<Date, Vec<Draft>> {
    let mut drafts: BTreeMap<Date, Vec<Draft>> = BTreeMap::new();
    for (at, told) in story.witnesses().filter(|(_, told)| told.is_report()) {
        let all = lines.of_article(at);
        for telling in &told.digest.tellings {
            let day = match telling.period {
                None => Some(told.day()),
                Some(period) => period.day().filter(|day| *day <= told.day()),
            };
            let draft = Draft { line: all[telling.line as usize], telling: *telling };
            if let Some(day) = day {
                drafts.entry(day).or_default().push(draft);
            }
        }
    }
    drafts
}

/// How often later reports that look back on a day use each term.
struct Looks {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Looks {
    fn new(terms: usize) -> Self {
        Self { counts: vec![0; terms], touched: Vec::new() }
    }

    fn turn_to(&mut self, story: &Story<'_>, lines: &Lines, day: Date, drafts: &[Draft]) {
        for term in self.touched.drain(..) {
            self.counts[term as usize] = 0;
        }
        for draft in drafts.iter().filter(|draft| looks_back(story, day, &draft.line)) {
            for term in lines.terms(&draft.line) {
                self.counts[*term as usize] += 1;
                self.touched.push(*term);
            }
        }
    }

    /// How far a sentence is told again later.
    fn echo(&self, terms: &[u32], own: bool) -> f64 {
        let echo = |term: &u32| {
            let count = self.counts[*term as usize].saturating_sub(u32::from(own));
            if count == 0 { 0.0 } else { rundown_text::ln(1.0 + f64::from(count)) }
        };
        let sum: f64 = terms.iter().map(echo).sum();
        sum / (terms.len() as f64 + 4.0).sqrt()
    }
}

fn looks_back(story: &Story<'_>, day: Date, line: &Line) -> bool {
    let published = story.told[line.article as usize].day();
    day_number(published) - day_number(day) >= LOOKS_BACK
}

fn weighed(
    story: &Story<'_>,
    lines: &Lines,
    days: &Days,
    looks: &Looks,
    day: Date,
    draft: &Draft,
    witnesses: usize,
) -> Candidate {
    let Draft { line, telling } = draft;
    let told = story.told[line.article as usize];
    let after = day_number(told.day()) - day_number(day);
    let terms = lines.terms(line);
    let fit = days.fit(terms, line.article, (0..=1).contains(&after));
    let echo = looks.echo(terms, after >= LOOKS_BACK);
    let reporting = told.digest.reporting;
    let sum = of_day(days.published(), witnesses)
        + of_fit(fit)
        + 0.65 * echo
        + of_sentence(line)
        + of_telling(telling)
        + 0.57 * reporting.said
        - if reporting.asks { 1.16 } else { 0.0 }
        + if after == 1 { 0.37 } else { 0.0 };
    let lean = if line.alone { 1.0 } else { LEANING };
    Candidate {
        line: *line,
        period: Period::of_day(day),
        day: day_number(day),
        standing: telling.standing,
        weight: lean * logistic(sum),
    }
}

fn of_day(published: usize, witnesses: usize) -> f64 {
    let share = published as f64 / witnesses.max(1) as f64;
    4.35 * share - 0.93 * rundown_text::ln(1.0 + published as f64) - 3.53
}

fn of_fit(fit: Fit) -> f64 {
    0.16 * fit.common + 0.43 * fit.share + 0.35 * fit.headlines + 0.38 * fit.new
}

fn of_sentence(line: &Line) -> f64 {
    let place = match line.place {
        0 => 0.19,
        1 => 0.43,
        _ => 0.0,
    };
    let alone = if line.alone { 0.37 } else { 0.0 };
    let short = if line.words < 10 { -0.08 } else { 0.0 };
    place + alone + short + 1.36 * line.headline_share
}

fn of_telling(telling: &Telling) -> f64 {
    let tie = match telling.tie {
        Tie::Main => 0.50,
        Tie::Under => 0.74,
        Tie::None => 0.0,
    };
    let gravity = match telling.gravity {
        Gravity::Grave => 0.67,
        Gravity::Public => 0.48,
        Gravity::Plain => 0.0,
    };
    let standing = match telling.standing {
        Some(Standing::Happened) => 0.75,
        Some(Standing::Ongoing) => 0.55,
        Some(Standing::Said) => 0.42,
        _ => 0.0,
    };
    tie + gravity + standing
}

/// 1 / (1 + e^-x), by squaring alone: the same on every platform.
fn logistic(x: f64) -> f64 {
    let mut power = 1.0 - x.clamp(-20.0, 20.0) / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    1.0 / (1.0 + power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_curve_rises_from_nothing_to_one() {
        assert!((logistic(0.0) - 0.5).abs() < 1e-9);
        assert!((logistic(2.0) - 0.8808).abs() < 1e-3);
        assert!(logistic(-50.0) < 1e-6 && logistic(50.0) > 1.0 - 1e-6);
    }
}
