//! Three to five sentences that tell a story.
//!
//! Picked one by one: each time the sentence that adds most of what many witnesses
//! tell, near the top of its report, and that can be read alone. (A greedy cover with
//! diminishing returns: Lin and Bilmes, "A class of submodular functions for document
//! summarization", 2011.)

use std::cell::OnceCell;

use jiff::Timestamp;
use rundown_news::{ArticleKind, Highlight, Part, Set, Shown};

use crate::lines::{Line, Lines, overlap};
use crate::periods::{date_of, day_number};
use crate::salience::{Salience, near_top};
use crate::sayings::Saying;
use crate::sentences::TOP;
use crate::timeline::Events;
use crate::told::{Story, Told};

/// A page shows no more.
const HIGHLIGHTS_MAX: usize = 5;

/// Sentences that share more of their terms' rarity say the same.
const AGAIN: f64 = 0.5;

/// A sentence that holds more of the title says it again.
const TITLE_AGAIN: f64 = 0.6;

/// How much more a sentence is worth that tells all of its headline.
const HEADLINE: f64 = 1.5;

/// Candidates weighed against each other; the rest is far behind.
const CANDIDATES_MAX: usize = 160;

/// Sentences that share more of the shorter one's terms say the same.
const SAME: f64 = 0.55;

/// Sentences that share fewer are no rewordings of each other, but of two matters.
const REWORDED: f64 = 0.3;

/// The story so far, oldest first: the events that weigh most, told in sentences that
/// can be read alone, none of which says what the title, the state or another says. A
/// story whose days tell too little, and one of a single report, is told by what its
/// reports speak of.
pub(crate) fn highlights(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    events: &Events,
    said: &[Line],
    title: &[u32],
) -> Vec<Highlight> {
    let all: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
    let all = story.readable(&all);
    let wanted = wanted(lines, &all);
    let day_of = |line: &Line| day_number(story.told[line.article as usize].day());
    let mut taken: Vec<(i32, Line)> =
        said.iter().map(|one| (day_of(one), *one)).collect();
    let room = taken.len() + wanted;
    // The days of one report are those it names; it is told by what it speaks of.
    if all.len() > 1 {
        take_events(story, lines, events, title, room, &mut taken);
    }
    let mut picked: Vec<Line> = taken.iter().map(|(_, line)| *line).collect();
    pick(story, lines, salience, &all, room - taken.len(), &mut picked);
    let more = picked[taken.len()..].iter().map(|line| (day_of(line), *line));
    let mut dated: Vec<(i32, Line)> = taken.drain(said.len()..).chain(more).collect();
    dated.sort_by_key(|(day, line)| (*day, line.article, line.span));
    let highlight = |(day, line): &(i32, Line)| Highlight {
        shown: shown(story, line),
        date: date_of(*day).to_string(),
    };
    dated.iter().map(highlight).collect()
}

/// Adds the events that weigh most to the lines taken, each with its day, up to `room`.
fn take_events(
    story: &Story<'_>,
    lines: &Lines,
    events: &Events,
    title: &[u32],
    room: usize,
    taken: &mut Vec<(i32, Line)>,
) {
    for event in events.all.iter().filter(|event| event.told.line.alone) {
        let (line, day) = (event.told.line, event.told.day);
        let terms = lines.terms(&line);
        let told = Candidate::of(story, line, 0.0);
        let again = |(day_of_one, one): &(i32, Line)| {
            let share = events.rarity.overlap(lines.terms(one), terms);
            let apart = (day - day_of_one).abs();
            told.tells_again(share, apart, &Candidate::of(story, *one, 0.0))
        };
        if taken.len() == room {
            break;
        }
        if !taken.iter().any(again) && events.rarity.held(title, terms) <= TITLE_AGAIN {
            taken.push((day, line));
        }
    }
}

/// How many highlights a story bears: a short report is not told in five sentences.
fn wanted(lines: &Lines, articles: &[usize]) -> usize {
    let longest = articles.iter().map(|at| lines.of_article(*at).len()).max();
    match (articles.len(), longest.unwrap_or(0)) {
        (_, 0..=4) => 1,
        (1, 5..=9) => 2,
        (1, _) => 3,
        (2..=4, _) => 4,
        _ => HIGHLIGHTS_MAX,
    }
}

pub(crate) fn shown(story: &Story<'_>, line: &Line) -> Shown {
    story.told[line.article as usize].shown(line.part, line.span)
}

/// Adds up to `room` lines of the given articles to those picked.
pub(crate) fn pick(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    articles: &[usize],
    room: usize,
    picked: &mut Vec<Line>,
) {
    if room == 0 {
        return;
    }
    let mut candidates = candidates(story, lines, salience, articles);
    let mut told: Set<u32> = Set::default();
    for line in picked.iter() {
        told.extend(lines.terms(line));
        let picked = Candidate::of(story, *line, 0.0);
        candidates.retain(|other| !other.says_again(lines, &picked));
    }
    for _ in 0..room {
        let Some(best) = best(lines, salience, &candidates, &told) else { break };
        let taken = candidates.remove(best);
        told.extend(lines.terms(&taken.line));
        candidates.retain(|other| !other.says_again(lines, &taken));
        picked.push(taken.line);
    }
}

/// A line that may be shown.
struct Candidate<'a> {
    line: Line,
    /// What speaks for it apart from its words.
    prior: f64,
    told: &'a Told,
    /// What it says, found where its words do not tell enough.
    saying: OnceCell<Saying>,
}

impl<'a> Candidate<'a> {
    fn of(story: &Story<'a>, line: Line, prior: f64) -> Self {
        let told = story.told[line.article as usize];
        Self { line, prior, told, saying: OnceCell::new() }
    }

    fn saying(&self) -> &Saying {
        self.saying.get_or_init(|| Saying::of(self.told, &self.line))
    }

    /// Whether it says what one that is taken says.
    fn says_again(&self, lines: &Lines, taken: &Self) -> bool {
        let share = overlap(lines.terms(&self.line), lines.terms(&taken.line));
        share >= SAME || self.says_in_other_words(share, taken)
    }

    /// Whether it tells of the event of one that is taken, by the share of what is rare in
    /// them and the days between both. What is of other days rewords nothing, however much
    /// all reports name alike.
    fn tells_again(&self, share: f64, days: i32, taken: &Self) -> bool {
        share > AGAIN || days <= 1 && self.says_in_other_words(share, taken)
    }

    /// The same in other words or in another language, of whose terms a share is the same.
    fn says_in_other_words(&self, share: f64, taken: &Self) -> bool {
        if self.told.article().lang != taken.told.article().lang {
            return self.saying().is_told_by(taken.saying());
        }
        share >= REWORDED && self.saying().is_reworded_by(taken.saying())
    }
}

/// Lines that may be shown.
fn candidates<'a>(
    story: &Story<'a>,
    lines: &Lines,
    salience: &Salience,
    articles: &[usize],
) -> Vec<Candidate<'a>> {
    let mut found: Vec<(f64, Line, f64)> = Vec::new();
    let latest = articles.iter().map(|at| story.told[*at].at).max().unwrap_or_default();
    for &at in articles {
        let told = story.told[at];
        let recent = recent(told, latest);
        for line in lines.of_article(at) {
            if line.alone && line.place as usize <= TOP {
                let prior = recent
                    * prior(story, told, line)
                    * (1.0 + HEADLINE * line.headline_share);
                found.push((salience.density(lines, line) * prior, *line, prior));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let ranked = found.into_iter().take(CANDIDATES_MAX);
    ranked.map(|(_, line, prior)| Candidate::of(story, line, prior)).collect()
}

/// Where things stand is told by the latest reports: a third more than those of days
/// before.
fn recent(told: &Told, latest: Timestamp) -> f64 {
    let days = latest.duration_since(told.at).as_hours() as f64 / 24.0;
    0.9 + 0.4 / (1.0 + days.max(0.0))
}

fn prior(story: &Story<'_>, told: &Told, line: &Line) -> f64 {
    let article = told.article();
    // Squared: what stands at the top of a report is its news.
    let mut prior = near_top(line.place) * near_top(line.place);
    if line.part != Part::Text {
        prior *= 1.1;
    }
    if !told.is_report() {
        prior *= 0.05;
    }
    if article.kind == ArticleKind::Stub {
        prior *= 0.7;
    }
    if article.lang != story.lang {
        prior *= 0.1;
    }
    if line.words > 32 {
        prior *= 0.72;
    }
    prior
}

fn best(
    lines: &Lines,
    salience: &Salience,
    candidates: &[Candidate<'_>],
    told: &Set<u32>,
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (i, Candidate { line, prior, .. }) in candidates.iter().enumerate() {
        let size = lines.terms(line).len() as f64 + 4.0;
        let gain = salience.fresh_weight(lines, line, told) / size.sqrt() * prior;
        if gain > 0.0 && best.is_none_or(|(top, _)| gain > top) {
            best = Some((gain, i));
        }
    }
    best.map(|(_, i)| i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief;
    use crate::sample::{article, person, told_at};

    #[test]
    fn what_one_development_told_no_other_tells_again() {
        let lede = "The ferry Halden Star sank off Port Elm on Friday with 60 people.";
        let more = [
            "Divers found the stern door of the ferry open on the sea bed.",
            "The owner of the line said that the crew had been trained in spring.",
            "The harbor master closed the northern channel to all large ships.",
            "A court will hear the captain of the ferry in the first week of June.",
        ];
        let copy = |rest: &[&str]| format!("{lede}\n{}", rest.join("\n"));
        let told: Vec<_> = [copy(&more), copy(&[]), copy(&[])]
            .iter()
            .zip(0..)
            .map(|(text, i)| {
                let read = article(&format!("a{i}"), text);
                told_at(&read, i * 1_440, i as u64)
            })
            .collect();
        let brief = brief(&told, None);
        let highlights = brief.highlights.iter().map(|one| &one.shown);
        let found: Vec<_> = brief.state.iter().chain(highlights).collect();
        let ledes = found.iter().filter(|shown| shown.text == lede).count();
        assert!(found.len() > 1 && ledes == 1, "{found:?}");
    }

    #[test]
    fn what_is_of_another_day_rewords_nothing() {
        let visit = |id: &str, words: &str| {
            let mut read = article(id, words);
            person(&mut read, "Ana Ruiz", "Ana Ruiz");
            told_at(&read, 0, 1)
        };
        let told = [
            visit(
                "a",
                "Minister Ana Ruiz flew to Port Elm to press crews to end the strike.",
            ),
            visit(
                "b",
                "Minister Ana Ruiz came to Port Elm to urge crews to end their strike.",
            ),
        ];
        let story = Story::of(&told);
        let lines = Lines::tops(&story);
        let [one, other] =
            [0, 1].map(|at| Candidate::of(&story, lines.of_article(at)[0], 0.0));
        let days = [0, 1, 2].map(|days| one.tells_again(0.4, days, &other));
        assert_eq!(days, [true, true, false]);
    }
}
