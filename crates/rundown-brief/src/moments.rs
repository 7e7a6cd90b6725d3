//! The sentences that tell what happened on a day.

use rundown_news::Set;

use crate::known::{Known, alike};
use crate::lines::{Line, Lines};
use crate::salience::Salience;
use crate::timeline::Mention;
use crate::told::Story;

/// Things told of one day.
const MOMENTS_MAX: usize = 8;

/// Sentences that share so much of the shorter one's terms tell the same thing.
const SAME: f64 = 0.5;

/// A sentence of which so much stands in one shown for another day is not shown again.
const USED: f64 = 0.6;

/// Sentences of a day weighed against each other.
const RANKED_MAX: usize = 60;

/// Sentences weighed for each one that is shown.
const SPARE: usize = 8;

/// One thing that happened on a day.
pub(crate) struct Moment {
    /// The sentence to show.
    pub(crate) line: Line,
    /// It and those that say the same, in order.
    pub(crate) alike: Vec<Line>,
}

/// Chooses the sentences that tell a story's days, one day after the other.
pub(crate) struct Moments<'a> {
    story: &'a Story<'a>,
    lines: &'a Lines,
    salience: &'a Salience,
    /// What was shown for the days before.
    pub(crate) used: Known,
    /// What each term weighs on the day; 0 for those that do not stand in it.
    weights: Vec<f64>,
    touched: Vec<u32>,
}

/// A sentence of the day, with what speaks for it apart from its words.
struct Candidate {
    line: Line,
    named: bool,
    prior: f64,
}

impl<'a> Moments<'a> {
    pub(crate) fn new(
        story: &'a Story<'a>,
        lines: &'a Lines,
        salience: &'a Salience,
    ) -> Self {
        let weights = vec![0.0; lines.term_count];
        let used = Known::new(lines);
        Self { story, lines, salience, used, weights, touched: Vec::new() }
    }

    /// What happened on a day, what matters most first. A quiet day has one moment, a
    /// day that is told again and again has several.
    pub(crate) fn of(&mut self, mentions: &[Mention], weight: f64) -> Vec<Moment> {
        self.weigh_terms(mentions);
        let room = room(weight);
        let mut left = self.candidates(mentions, SPARE * room);
        let mut found: Vec<Moment> = Vec::new();
        while found.len() < room {
            let Some(best) = self.best(&left) else { break };
            let one = left.swap_remove(best);
            if self.used.familiar(self.lines, &one.line).in_one >= USED {
                continue;
            }
            // What was told of the day counts no more.
            for term in self.lines.terms(&one.line) {
                self.weights[*term as usize] = 0.0;
            }
            let mut alike_lines = vec![one.line];
            left.retain(|other| {
                let same = alike(self.lines, &other.line, &one.line, SAME);
                if same && other.named == one.named {
                    alike_lines.push(other.line);
                }
                !same
            });
            alike_lines.sort_unstable_by_key(|line| (line.article, line.span));
            found.push(Moment { line: one.line, alike: alike_lines });
        }
        found
    }

    /// Weighs the day's terms by how many of its sentences hold them and by what they
    /// count in the story.
    fn weigh_terms(&mut self, mentions: &[Mention]) {
        for term in self.touched.drain(..) {
            self.weights[term as usize] = 0.0;
        }
        for mention in mentions {
            for term in self.lines.terms(&mention.line) {
                let count = &mut self.weights[*term as usize];
                if *count == 0.0 {
                    self.touched.push(*term);
                }
                *count += if mention.named { 1.0 } else { 0.5 };
            }
        }
        for term in &self.touched {
            let weight = &mut self.weights[*term as usize];
            *weight =
                rundown_text::ln(1.0 + *weight) * (0.3 + self.salience.weight(*term));
        }
    }

    /// The weightiest sentences of the day.
    fn candidates(&self, mentions: &[Mention], room: usize) -> Vec<Candidate> {
        let any_named = mentions.iter().any(|mention| mention.named);
        let mut seen: Set<(u32, u32)> = Set::default();
        let mut ranked: Vec<(f64, Candidate)> = Vec::new();
        for mention in mentions {
            let line = mention.line;
            if !seen.insert((line.article, line.span.start)) {
                continue;
            }
            let terms = self.lines.terms(&line).len();
            let mut prior = (1.0 + opening(line.place)) / (terms as f64 + 2.0).sqrt();
            if any_named && !mention.named {
                prior *= 0.5;
            }
            if !self.story.told[line.article as usize].is_report() {
                prior *= 0.3;
            }
            let candidate = Candidate { line, named: mention.named, prior };
            ranked.push((prior * self.weight(&line), candidate));
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.truncate(RANKED_MAX.min(room));
        let readable = |(_, mut one): (f64, Candidate)| {
            if !one.line.whole {
                one.prior *= 0.3;
            } else if !one.line.alone {
                one.prior *= 0.6;
            }
            one
        };
        ranked.into_iter().map(readable).collect()
    }

    /// What a sentence tells that was not told of the day yet.
    fn weight(&self, line: &Line) -> f64 {
        self.lines.terms(line).iter().map(|term| self.weights[*term as usize]).sum()
    }

    fn best(&self, left: &[Candidate]) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (i, one) in left.iter().enumerate() {
            let score = self.weight(&one.line) * one.prior;
            if score > 0.0 && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }
}

/// What stands first in a report tells its news: twice as much at the top, and less from
/// sentence to sentence.
fn opening(place: u32) -> f64 {
    1.0 / (1.0 + f64::from(place))
}

/// How many things are told of a day of this weight.
fn room(weight: f64) -> usize {
    (1 + (weight as usize)).min(MOMENTS_MAX)
}
