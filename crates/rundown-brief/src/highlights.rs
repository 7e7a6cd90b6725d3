//! Three to five sentences that tell a story.
//!
//! Picked one by one: each time the sentence that adds most of what many witnesses
//! tell, near the top of its report, and that can be read alone. (A greedy cover with
//! diminishing returns: Lin and Bilmes, "A class of submodular functions for document
//! summarization", 2011.)

use jiff::Timestamp;
use rundown_news::{ArticleKind, Part, Set, Shown};

use crate::developments::{Group, groups};
use crate::lines::{Line, Lines, overlap};
use crate::salience::{Focus, Salience, near_top};
use crate::sentences::TOP;
use crate::told::{Story, Told};

/// A page shows no more.
const HIGHLIGHTS_MAX: usize = 5;

/// Of several developments, the newest gets so many.
const NEWEST_MAX: usize = 2;

/// How much more a sentence is worth that tells all of its headline.
const HEADLINE: f64 = 1.5;

/// Candidates weighed against each other; the rest is far behind.
const CANDIDATES_MAX: usize = 160;

/// Sentences that share more of the shorter one's terms say the same.
pub(crate) const SAME: f64 = 0.55;

/// The highlights of a story: where it stands now, newest development first, and what
/// it is about.
pub(crate) fn highlights(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
) -> Vec<Shown> {
    let groups = groups(story);
    let all: Vec<usize> = story.witnesses().map(|(at, _)| at).collect();
    let wanted = wanted(lines, &all);
    let mut picked: Vec<Line> = Vec::new();
    if groups.len() > 1 {
        let mut focus = Focus::new(salience);
        let chosen = telling(&groups);
        let spare = HIGHLIGHTS_MAX.saturating_sub(chosen.len()) + 1;
        for (rank, group) in chosen.into_iter().enumerate() {
            let own = focus.on(story, lines, &group.witnesses);
            let room = if rank == 0 { spare.min(NEWEST_MAX) } else { 1 };
            pick(story, lines, own, &group.witnesses, room, &mut picked);
        }
    }
    let room = wanted.saturating_sub(picked.len());
    pick(story, lines, salience, &all, room, &mut picked);
    picked.iter().map(|line| shown(story, line)).collect()
}

/// The developments that tell a story, latest first: the newest, the first, and of the
/// others those that most witnesses report.
fn telling(groups: &[Group]) -> Vec<&Group> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let is_end = |i: usize| i == 0 || i + 1 == groups.len();
    order.sort_by_key(|i| {
        (!is_end(*i), std::cmp::Reverse(groups[*i].witnesses.len()), *i)
    });
    order.truncate(HIGHLIGHTS_MAX);
    order.sort_unstable();
    order.into_iter().map(|i| &groups[i]).collect()
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
        candidates.retain(|(other, _)| !says_the_same(lines, other, line));
    }
    for _ in 0..room {
        let Some(best) = best(lines, salience, &candidates, &told) else { break };
        let (line, _) = candidates.remove(best);
        told.extend(lines.terms(&line));
        candidates.retain(|(other, _)| !says_the_same(lines, other, &line));
        picked.push(line);
    }
}

/// Lines that may be shown, with what speaks for each apart from its words.
fn candidates(
    story: &Story<'_>,
    lines: &Lines,
    salience: &Salience,
    articles: &[usize],
) -> Vec<(Line, f64)> {
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
    ranked.map(|(_, line, prior)| (line, prior)).collect()
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
    candidates: &[(Line, f64)],
    told: &Set<u32>,
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (i, (line, prior)) in candidates.iter().enumerate() {
        let size = lines.terms(line).len() as f64 + 4.0;
        let gain = salience.fresh_weight(lines, line, told) / size.sqrt() * prior;
        if gain > 0.0 && best.is_none_or(|(top, _)| gain > top) {
            best = Some((gain, i));
        }
    }
    best.map(|(_, i)| i)
}

pub(crate) fn says_the_same(lines: &Lines, a: &Line, b: &Line) -> bool {
    overlap(lines.terms(a), lines.terms(b)) >= SAME
}

#[cfg(test)]
mod tests {
    use crate::brief;
    use crate::sample::{article, told_at};

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
        let found = brief(&told, None).highlights;
        let ledes = found.iter().filter(|shown| shown.text == lede).count();
        assert!(found.len() > 1 && ledes == 1, "{found:?}");
    }
}
