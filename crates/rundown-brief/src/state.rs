//! How things stand now, in one or two sentences.

use rundown_news::{Shown, Standing};

use crate::candidates::Candidate;
use crate::lines::{Line, Lines};
use crate::timeline::Events;
use crate::told::Story;

/// Sentences that say how things stand.
const SENTENCES_MAX: usize = 2;

/// What a day counts, days before the latest of the story: news of yesterday may still
/// be how things stand, news of last week is not.
const PER_DAY: f64 = 0.7;

/// A second sentence is shown if it weighs so much of the first one.
const SECOND_MIN: f64 = 0.5;

/// Sentences that share more of their terms' rarity say the same.
const SAME: f64 = 0.25;

/// How much more a sentence is worth that tells all of the title.
const TITLE: f64 = 1.5;

/// The sentences that say how things stand, the weightiest first: the latest events,
/// outcomes before previews, what the title says before anything else.
pub(crate) fn state(lines: &Lines, events: &Events, titled: &[u32]) -> Vec<Line> {
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
    let alone = events.candidates.iter().filter(|one| one.line.alone);
    let mut ranked: Vec<(f64, Line)> = alone.map(|one| (weight(one), one.line)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.article.cmp(&a.1.article)));
    let Some(first) = ranked.first().map(|(weight, _)| *weight) else {
        return Vec::new();
    };
    let mut picked: Vec<Line> = Vec::new();
    for (weight, line) in ranked {
        let terms = lines.terms(&line);
        let same = |one: &Line| events.rarity.overlap(lines.terms(one), terms) > SAME;
        if weight >= SECOND_MIN * first && !picked.iter().any(same) {
            picked.push(line);
        }
        if picked.len() == SENTENCES_MAX || weight < SECOND_MIN * first {
            break;
        }
    }
    picked
}

fn aged(days: i32) -> f64 {
    (0..days.clamp(0, 40)).fold(1.0, |left, _| left * PER_DAY)
}

pub(crate) fn shown(story: &Story<'_>, picked: &[Line]) -> Vec<Shown> {
    let one = |line: &Line| story.told[line.article as usize].shown(line.part, line.span);
    picked.iter().map(one).collect()
}
