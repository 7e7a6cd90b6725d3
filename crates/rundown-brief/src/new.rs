//! What a reader has not had: new developments, statements, figures and details.

use rundown_news::{
    ArticleId, DevelopmentId, Directness, LastLook, NewItem, NewKind, Part, Set, Shown,
};

use crate::known::{Known, alike};
use crate::lines::{Line, Lines};
use crate::salience::{Salience, near_top};
use crate::sentences::shared;
use crate::told::{Story, Told};

/// A reader who was away for a week still gets a list to read.
const ITEMS_MAX: usize = 12;

/// A sentence is old if one known sentence holds so much of it…
const OLD_IN_ONE: f64 = 0.62;

/// …or all known ones together nearly all of it.
const OLD_IN_ALL: f64 = 0.93;

/// A known sentence with another number in it is a changed figure above this.
const SAME_WORDS: f64 = 0.45;

/// Two new sentences that share so much of the shorter one's terms are one item.
const SAME_ITEM: f64 = 0.6;

/// Fewer shared terms are chance: every report of a trial names the judge.
const SHARED_MIN: usize = 4;

/// An article brings nothing if at most this share of its sentences is new.
const REPEATS: f64 = 0.1;

/// Sentences looked at in one new article.
const SENTENCES_MAX: usize = 80;

/// New sentences weighed against each other.
const CANDIDATES_MAX: usize = 400;

/// What is new since a reader looked, and the articles that only repeat what they had.
///
/// The same as in a whole [`brief`](crate::brief()), without the rest.
#[must_use]
pub fn new_since(
    articles: &[Told],
    last_look: LastLook,
) -> (Vec<NewItem>, Vec<ArticleId>) {
    if articles.iter().all(|told| told.arrived <= last_look.0) {
        return (Vec::new(), Vec::new());
    }
    new_of(&Story::of(articles), last_look)
}

pub(crate) fn new_of(
    story: &Story<'_>,
    last_look: LastLook,
) -> (Vec<NewItem>, Vec<ArticleId>) {
    let is_new = |told: &Told| told.arrived > last_look.0;
    let fresh: Vec<usize> =
        (0..story.told.len()).filter(|at| is_new(story.told[*at])).collect();
    if fresh.is_empty() {
        return (Vec::new(), Vec::new());
    }
    // A reader who had only a copy has had the text.
    let taught = story.taught(|at| !is_new(story.told[at]));
    let lines = &Lines::whole(story, |at| taught[at]);
    let mut known = known_before(lines, &fresh, &taught);
    let had: Set<DevelopmentId> = story
        .told
        .iter()
        .filter(|told| {
            let first = told.earlier.first().map_or(told.arrived, |first| first.arrived);
            first <= last_look.0
        })
        .map(|told| told.development)
        .collect();
    let novel = novel(story, lines, &fresh, &mut known, last_look);
    let repeats = only_repeats(story, lines, &fresh, &novel);
    (items(story, lines, &novel, &had), repeats)
}

/// A sentence that says what no known one does.
struct Novel {
    line: Line,
    changed_figure: bool,
}

fn known_before(lines: &Lines, fresh: &[usize], taught: &[bool]) -> Known {
    let mut wanted = vec![false; lines.term_count];
    for line in fresh.iter().flat_map(|at| lines.of_article(*at)) {
        lines.terms(line).iter().for_each(|term| wanted[*term as usize] = true);
    }
    let mut known = Known::new(lines);
    for at in (0..taught.len()).filter(|at| taught[*at]) {
        for line in lines.of_article(at) {
            known.learn_of(lines, line, |term| wanted[term as usize]);
        }
    }
    known
}

fn novel(
    story: &Story<'_>,
    lines: &Lines,
    fresh: &[usize],
    known: &mut Known,
    look: LastLook,
) -> Vec<Novel> {
    let mut found = Vec::new();
    for &at in fresh.iter().filter(|at| story.witness[**at]) {
        let had = had_in_revisions(story.told[at], look);
        for line in lines.of_article(at).iter().take(SENTENCES_MAX) {
            let terms = lines.terms(line).len();
            if terms < 3 || line.part != Part::Text {
                continue;
            }
            if had.contains(line.span.of(&story.told[at].article().text)) {
                continue;
            }
            let familiar = known.familiar(lines, line);
            let changed_figure = familiar.other_number
                && familiar.in_one >= SAME_WORDS
                && has_figure(story.told[at], line);
            let old = familiar.in_one >= OLD_IN_ONE || familiar.in_all >= OLD_IN_ALL;
            if changed_figure || !old {
                found.push(Novel { line: *line, changed_figure });
            }
        }
    }
    found
}

/// The sentences of an article's revisions that the reader had.
fn had_in_revisions(told: &Told, look: LastLook) -> Set<&str> {
    let had = told.earlier.iter().filter(|earlier| earlier.arrived <= look.0);
    had.flat_map(|earlier| {
        let text = &earlier.digest.read().article.text;
        earlier.digest.sentences.all.iter().map(|sentence| sentence.span.of(text))
    })
    .collect()
}

/// Whether a sentence counts something; the number of a day is no figure.
fn has_figure(told: &Told, line: &Line) -> bool {
    let figures = &told.found().figures;
    let after = figures.partition_point(|figure| figure.span.start < line.span.start);
    figures[after..].first().is_some_and(|figure| figure.span.start < line.span.end)
}

fn only_repeats(
    story: &Story<'_>,
    lines: &Lines,
    fresh: &[usize],
    novel: &[Novel],
) -> Vec<ArticleId> {
    let brings_nothing = |at: &&usize| {
        let new = novel.iter().filter(|one| one.line.article as usize == **at).count();
        !story.witness[**at]
            || new as f64 <= REPEATS * lines.of_article(**at).len() as f64
    };
    fresh.iter().filter(brings_nothing).map(|at| story.told[*at].id().clone()).collect()
}

fn items(
    story: &Story<'_>,
    lines: &Lines,
    novel: &[Novel],
    had: &Set<DevelopmentId>,
) -> Vec<NewItem> {
    let salience = Salience::of(story, lines);
    let mut ranked: Vec<(f64, &Novel, NewKind)> = Vec::new();
    for one in novel {
        let told = story.told[one.line.article as usize];
        if !told.is_report() || !one.line.alone {
            continue;
        }
        let kind = kind(told, one, had);
        let mut score = salience.density(lines, &one.line) * near_top(one.line.place);
        score *= match kind {
            NewKind::Development => 2.0,
            NewKind::Figure => 1.5,
            NewKind::Statement => 1.0,
            NewKind::Detail => 0.9,
        };
        if told.article().lang != story.lang {
            score *= 0.2;
        }
        ranked.push((score, one, kind));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.truncate(CANDIDATES_MAX);
    choose(story, lines, &ranked, had)
}

/// The best of each group of sentences that say the same, up to the bound.
fn choose(
    story: &Story<'_>,
    lines: &Lines,
    ranked: &[(f64, &Novel, NewKind)],
    had: &Set<DevelopmentId>,
) -> Vec<NewItem> {
    let mut chosen: Vec<(Line, NewKind, Vec<Line>)> = Vec::new();
    let mut announced: Set<DevelopmentId> = had.clone();
    for (_, one, kind) in ranked {
        let same =
            chosen.iter_mut().find(|(line, ..)| same_item(story, lines, line, &one.line));
        if let Some((_, _, others)) = same {
            others.push(one.line);
            continue;
        }
        if chosen.len() >= ITEMS_MAX {
            continue;
        }
        let told = story.told[one.line.article as usize];
        // One sentence announces a development; what follows are its details.
        let kind = match kind {
            NewKind::Development if !announced.insert(told.development) => {
                plain_kind(told, one)
            }
            kind => *kind,
        };
        chosen.push((one.line, kind, Vec::new()));
    }
    let mut items: Vec<NewItem> = chosen
        .iter()
        .map(|(line, kind, others)| item(story, *line, *kind, others))
        .collect();
    items.sort_by(|a, b| {
        (a.kind != NewKind::Development, b.at, &a.shown).cmp(&(
            b.kind != NewKind::Development,
            a.at,
            &b.shown,
        ))
    });
    items
}

/// Whether two sentences are one piece of news: of one development, in like words, and
/// not with different numbers.
fn same_item(story: &Story<'_>, lines: &Lines, a: &Line, b: &Line) -> bool {
    let development = |line: &Line| story.told[line.article as usize].development;
    let numbers = |line: &Line| -> Vec<u32> {
        lines.terms(line).iter().copied().filter(|term| lines.is_number(*term)).collect()
    };
    let (a_numbers, b_numbers) = (numbers(a), numbers(b));
    development(a) == development(b)
        && shared(lines.terms(a), lines.terms(b)) >= SHARED_MIN
        && alike(lines, a, b, SAME_ITEM)
        && (a_numbers.is_empty()
            || b_numbers.is_empty()
            || shared(&a_numbers, &b_numbers) > 0)
}

fn kind(told: &Told, one: &Novel, had: &Set<DevelopmentId>) -> NewKind {
    if !had.contains(&told.development) && one.line.place < 3 {
        return NewKind::Development;
    }
    plain_kind(told, one)
}

fn plain_kind(told: &Told, one: &Novel) -> NewKind {
    if one.changed_figure {
        return NewKind::Figure;
    }
    let said = told.found().attributions.iter().any(|said| {
        said.source.is_some()
            && said.content.iter().any(|run| run.overlaps(one.line.span))
            && (said.directness != Directness::Indirect
                || said.content.iter().map(|run| run.len()).sum::<usize>() * 2
                    > one.line.span.len())
    });
    if said { NewKind::Statement } else { NewKind::Detail }
}

/// An item with the first outlet that had it; others are further evidence.
fn item(story: &Story<'_>, line: Line, kind: NewKind, others: &[Line]) -> NewItem {
    let told = |line: &Line| story.told[line.article as usize];
    let mut shown: Shown = told(&line).shown(line.part, line.span);
    let mut others = others.to_vec();
    others.sort_unstable_by_key(|line| (line.article, line.span));
    for other in &others {
        shown.evidence.push(told(other).evidence(other.part, other.span));
    }
    let first = others.first().filter(|other| other.article < line.article);
    let first = told(first.unwrap_or(&line));
    NewItem { shown, kind, first_outlet: first.article().outlet.clone(), at: first.at }
}
