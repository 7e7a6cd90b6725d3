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

use crate::days::Days;
use crate::lines::{Line, Lines};
use crate::looks::Looks;
use crate::periods::{Period, day_number};
use crate::signs::{Ground, Signs, signs};
use crate::tellings::{Telling, Tie};
use crate::told::Story;

/// Sentences kept of one day.
const OF_DAY_MAX: usize = 16;

/// What is left of the weight of a sentence that leans on the one before it.
const LEANING: f64 = 0.8;

/// A sentence that tells of a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) line: Line,
    pub(crate) period: Period,
    /// In days since 1970.
    pub(crate) day: i32,
    pub(crate) standing: Option<Standing>,
    /// Near 1 where a reader surely wants it in the timeline.
    pub(crate) weight: f64,
}

/// A sentence and what it tells, before it is weighed.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) line: Line,
    telling: Telling,
}

/// The sentences that tell days of the story, the best of each day, in order of time.
pub(crate) fn candidates(
    story: &Story<'_>,
    lines: &Lines,
    weights: &Signs,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    each_day(story, lines, &mut |ground, drafts| {
        let weigh = |draft: &Draft| weighed(ground, weights, draft);
        let mut of_day: Vec<Candidate> = drafts.iter().map(weigh).collect();
        // Of equals the newest.
        of_day.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then(b.line.article.cmp(&a.line.article))
        });
        of_day.truncate(OF_DAY_MAX);
        found.append(&mut of_day);
    });
    found
}

/// Every sentence that tells of a day, with its signs.
pub(crate) fn signs_of_all(story: &Story<'_>, lines: &Lines) -> Vec<(Date, Line, Signs)> {
    let mut found = Vec::new();
    each_day(story, lines, &mut |ground, drafts| {
        let one = |draft: &Draft| {
            (ground.day, draft.line, signs(ground, &draft.line, &draft.telling))
        };
        found.extend(drafts.iter().map(one));
    });
    found
}

fn each_day(
    story: &Story<'_>,
    lines: &Lines,
    tell: &mut dyn FnMut(&Ground<'_>, &[Draft]),
) {
    let mut days = Days::new(story, lines);
    let mut looks = Looks::new(lines.term_count);
    let witnesses = story.witnesses().count();
    for (day, drafts) in drafts(story, lines) {
        days.turn_to(day);
        looks.turn_to(story, lines, day, drafts.iter().map(|draft| draft.line));
        let (days, looks) = (&days, &looks);
        let ground = Ground { story, lines, days, looks, day, witnesses };
        tell(&ground, &drafts);
    }
}

/// The tellings of reports by day; nothing is told of a day still to come.
fn drafts(story: &Story<'_>, lines: &Lines) -> BTreeMap<Date, Vec<Draft>> {
    let mut drafts: BTreeMap<Date, Vec<Draft>> = BTreeMap::new();
    for (at, told) in
        story.witnesses().filter(|(at, told)| told.is_report() && !story.is_foreign(*at))
    {
        let all = lines.of_article(at);
        for telling in told.digest.tellings.iter().filter(|one| one.tie != Tie::Under) {
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

fn weighed(ground: &Ground<'_>, weights: &Signs, draft: &Draft) -> Candidate {
    let Draft { line, telling } = draft;
    let signs = signs(ground, line, telling);
    let lean = if line.alone { 1.0 } else { LEANING };
    Candidate {
        line: *line,
        period: Period::of_day(ground.day),
        day: day_number(ground.day),
        standing: telling.standing,
        weight: lean * chance(weights, &signs),
    }
}

/// How likely something is by its signs: a logistic model.
pub(crate) fn chance(weights: &[f64], signs: &[f64]) -> f64 {
    logistic(weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum())
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
