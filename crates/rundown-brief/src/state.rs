//! How things stand now, in one or two sentences.

use rundown_news::{Part, Shown, Standing, When};

use crate::candidates::Candidate;
use crate::lines::{Line, Lines};
use crate::periods::{Period, day_number};
use crate::timeline::Events;
use crate::told::Story;

/// Sentences that say how things stand.
const SENTENCES_MAX: usize = 2;

/// What a day counts, days before the latest of the story: news of yesterday may still
/// be how things stand, news of last week is not.
const PER_DAY: f64 = 0.7;

/// A second sentence is shown if it weighs so much of the first one.
const SECOND_MIN: f64 = 0.5;

/// It tells of a day no more than so many before that of the first.
const OLDER_MAX: i32 = 2;

/// Sentences that share more of their terms' rarity say the same.
const SAME: f64 = 0.25;

/// How much more a sentence is worth that tells all of the title.
const TITLE: f64 = 1.5;

/// The sentences that say how things stand, the weightiest first: the latest events,
/// outcomes before previews, what the title says before anything else.
pub(crate) fn state(
    story: &Story<'_>,
    lines: &Lines,
    events: &Events,
    titled: &[u32],
) -> Vec<Line> {
    let Some(last) = events.candidates.last().map(|one| one.day) else {
        return Vec::new();
    };
    let weight = |one: &Candidate| {
        let outcome = match one.standing {
            Some(Standing::Ahead) => 0.3,
            Some(Standing::Said | Standing::Denied | Standing::Hypothetical) => 0.6,
            _ => 1.0,
        };
        let said = events.rarity.held(titled, lines.terms(&one.line));
        one.weight * outcome * aged(last - one.day) * (1.0 + TITLE * said)
    };
    let stands = |one: &&Candidate| one.line.alone && !is_overtaken(story, one, last);
    let alone = events.candidates.iter().filter(stands);
    let mut ranked: Vec<(f64, &Candidate)> =
        alone.map(|one| (weight(one), one)).collect();
    ranked.sort_by(|(a, one), (b, other)| {
        b.total_cmp(a).then(other.line.article.cmp(&one.line.article))
    });
    let Some((first, newest)) = ranked.first().map(|(weight, one)| (*weight, one.day))
    else {
        return Vec::new();
    };
    let mut picked: Vec<Line> = Vec::new();
    for (weight, one) in ranked {
        let terms = lines.terms(&one.line);
        let same = |one: &Line| events.rarity.overlap(lines.terms(one), terms) > SAME;
        let fits = one.day >= newest - OLDER_MAX && weight >= SECOND_MIN * first;
        if fits && !picked.iter().any(same) {
            picked.push(one.line);
        }
        if picked.len() == SENTENCES_MAX || weight < SECOND_MIN * first {
            break;
        }
    }
    picked
}

/// Whether a sentence tells of what was still to come and is over by the last day of the
/// story: it looks ahead, or names a day behind its own that has come since.
fn is_overtaken(story: &Story<'_>, one: &Candidate, last: i32) -> bool {
    let told = story.told[one.line.article as usize];
    let written = day_number(told.day_of(one.line.part, one.line.span));
    let has_come = |when: &When| {
        let day = Period::of(when).and_then(Period::day).map(day_number);
        one.line.part == Part::Text
            && one.line.span.contains(when.span)
            && day.is_some_and(|day| written < day && day <= last)
    };
    one.standing == Some(Standing::Ahead) && written < last
        || told.found().dates.iter().any(has_come)
}

fn aged(days: i32) -> f64 {
    (0..days.clamp(0, 40)).fold(1.0, |left, _| left * PER_DAY)
}

pub(crate) fn shown(story: &Story<'_>, picked: &[Line]) -> Vec<Shown> {
    let one = |line: &Line| story.told[line.article as usize].shown(line.part, line.span);
    picked.iter().map(one).collect()
}
