//! What a reader has not had: new developments, statements, figures and details.

use rundown_news::limits::NEW_ITEMS_MAX;
use rundown_news::{
    ArticleId, DevelopmentId, Directness, Lang, LastLook, Map, NewItem, NewKind, Part,
    Set, Shown,
};

use crate::known::{Known, alike};
use crate::lines::{Line, Lines};
use crate::names::Names;
use crate::namings::name_new;
use crate::own_lines::OwnLines;
use crate::salience::{Salience, near_top};
use crate::sentences::shared;
use crate::told::{Story, Told};
use crate::trifles::{Had, is_time_line};

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

/// Items of a development that come before the further ones of all.
const FIRST_OF_EACH: usize = 2;

/// Sentences looked at in one new article.
const SENTENCES_MAX: usize = 80;

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
    let story = Story::of(articles);
    let (mut new, repeats) = new_of(&story, last_look, &[]);
    if !new.is_empty() {
        name_new(&mut new, &story, &Names::of(&story));
    }
    (new, repeats)
}

pub(crate) fn new_of(
    story: &Story<'_>,
    last_look: LastLook,
    languages: &[Lang],
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
    let had_before = had_in_revisions(story, lines, &fresh, &mut known, last_look);
    let novel = novel(story, lines, &fresh, &mut known, &had_before);
    let repeats = only_repeats(story, lines, &fresh, &novel);
    (items(story, lines, &novel, &had, languages), repeats)
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
    had_before: &[Had],
) -> Vec<Novel> {
    let mut found = Vec::new();
    for (&at, had) in fresh.iter().zip(had_before).filter(|(at, _)| story.witness[**at]) {
        for line in lines.of_article(at).iter().take(SENTENCES_MAX) {
            let terms = lines.terms(line).len();
            if terms < 3 || line.part != Part::Text {
                continue;
            }
            let text = line.span.of(&story.told[at].article().text);
            if is_time_line(text) || !had.is_empty() && had.holds(text) {
                continue;
            }
            let familiar = known.familiar(lines, line);
            let told = story.told[at];
            let in_other_report = familiar.other_number
                && familiar.in_one >= SAME_WORDS
                && has_figure(told, line);
            let changed_figure = in_other_report || is_revised(told, line);
            let old = familiar.in_one >= OLD_IN_ONE || familiar.in_all >= OLD_IN_ALL;
            if changed_figure || !old {
                found.push(Novel { line: *line, changed_figure });
            }
        }
    }
    found
}

/// The sentences that the reader had of each new article in revisions before; what
/// still stands of them is known.
fn had_in_revisions(
    story: &Story<'_>,
    lines: &Lines,
    fresh: &[usize],
    known: &mut Known,
    look: LastLook,
) -> Vec<Had> {
    let had_of = |at: &usize| {
        let told = story.told[*at];
        let had = told.earlier.iter().filter(|earlier| earlier.arrived <= look.0);
        let had = Had::of(had.flat_map(|earlier| {
            let text = &earlier.digest.read().article.text;
            earlier.digest.sentences.all.iter().map(|sentence| sentence.span.of(text))
        }));
        for line in lines.of_article(*at).iter().filter(|_| !had.is_empty()) {
            if had.holds(line.span.of(told.part(line.part))) {
                known.learn_of(lines, line, |_| true);
            }
        }
        had
    };
    fresh.iter().map(had_of).collect()
}

/// Whether a sentence tells something that happened, was said or was counted: captions
/// and headings do not. Where no events were looked for every sentence may.
fn tells(told: &Told, line: &Line) -> bool {
    let events = &told.found().events;
    let after = events.partition_point(|event| event.predicate.start < line.span.start);
    events.is_empty()
        || events[after..].first().is_some_and(|one| one.predicate.start < line.span.end)
        || has_figure(told, line)
}

/// Whether a sentence counts something; the number of a day is no figure.
fn has_figure(told: &Told, line: &Line) -> bool {
    let figures = &told.found().figures;
    let after = figures.partition_point(|figure| figure.span.start < line.span.start);
    figures[after..].first().is_some_and(|figure| figure.span.start < line.span.end)
}

/// Whether a sentence counts what the article counted otherwise before it was changed.
fn is_revised(told: &Told, line: &Line) -> bool {
    let Some(before) = told.earlier.last() else { return false };
    let mut here = told.found().figures.iter().filter(|one| one.span.overlaps(line.span));
    here.any(|now| {
        let counts = !now.counted.is_empty() && before.counts(now).next().is_some();
        counts && !before.gives(now)
    })
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
    languages: &[Lang],
) -> Vec<NewItem> {
    let salience = Salience::of(story, lines);
    let read = told_in_own_language(story);
    let own = OwnLines::new(story, lines);
    let reads = |lang| languages.is_empty() || languages.contains(&lang);
    let mut ranked: Vec<(f64, &Novel, NewKind)> = Vec::new();
    for one in novel {
        let told = story.told[one.line.article as usize];
        let foreign = told.article().lang != story.lang;
        let lang = told.article().lang;
        if foreign && (!reads(lang) || read.contains(&told.development)) {
            continue;
        }
        if !told.is_report() || !one.line.alone || !tells(told, &one.line) {
            continue;
        }
        if foreign && own.tell(told, &one.line) {
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
        if foreign {
            score *= 0.2;
        }
        ranked.push((score, one, kind));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    choose(story, lines, &ranked, had)
}

/// The developments that somebody reports in the story's language: what reports in
/// others add to these cannot be told from what they repeat.
fn told_in_own_language(story: &Story<'_>) -> Set<DevelopmentId> {
    let own = story.witnesses().filter(|(_, told)| told.article().lang == story.lang);
    own.map(|(_, told)| told.development).collect()
}

/// The best of each group of sentences that say the same, up to the bound.
fn choose(
    story: &Story<'_>,
    lines: &Lines,
    ranked: &[(f64, &Novel, NewKind)],
    had: &Set<DevelopmentId>,
) -> Vec<NewItem> {
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut announced: Set<DevelopmentId> = had.clone();
    let mut places: Map<DevelopmentId, usize> = Map::default();
    for (_, one, kind) in ranked {
        let told = story.told[one.line.article as usize];
        let next = places.len();
        let group = *places.entry(told.development).or_insert(next);
        // A report of another development may repeat what one is about.
        let same = |item: &&mut Chosen| same_item(lines, &item.line, &one.line);
        if let Some(item) = chosen.iter_mut().find(same) {
            item.others.push(one.line);
            continue;
        }
        if chosen.len() >= NEW_ITEMS_MAX {
            continue;
        }
        // One sentence announces a development; what follows are its details.
        let kind = match kind {
            NewKind::Development if !announced.insert(told.development) => {
                plain_kind(told, one)
            }
            kind => *kind,
        };
        let (line, others) = (one.line, Vec::new());
        chosen.push(Chosen { group, is_further: false, line, kind, others });
    }
    // A development stands where the weightiest of its items does; what announces it
    // comes first.
    chosen.sort_by_key(|item| (item.group, item.kind != NewKind::Development));
    let mut told: Map<usize, usize> = Map::default();
    for item in &mut chosen {
        let place = told.entry(item.group).or_default();
        item.is_further = *place >= FIRST_OF_EACH;
        *place += 1;
    }
    // A page that shows a few has something of every development before all of one.
    chosen.sort_by_key(|item| item.is_further);
    chosen.iter().map(|item| new_item(story, item)).collect()
}

/// A sentence that stands for a piece of news.
struct Chosen {
    /// The number of its development, by the weight of its first item.
    group: usize,
    /// Whether others of its development stand before it.
    is_further: bool,
    line: Line,
    kind: NewKind,
    /// Others that say the same.
    others: Vec<Line>,
}

/// Whether two sentences are one piece of news: in like words, and
/// not with different numbers.
fn same_item(lines: &Lines, a: &Line, b: &Line) -> bool {
    let numbers = |line: &Line| -> Vec<u32> {
        lines.terms(line).iter().copied().filter(|term| lines.is_number(*term)).collect()
    };
    let (a_numbers, b_numbers) = (numbers(a), numbers(b));
    shared(lines.terms(a), lines.terms(b)) >= SHARED_MIN
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
fn new_item(story: &Story<'_>, chosen: &Chosen) -> NewItem {
    let told = |line: &Line| story.told[line.article as usize];
    let Chosen { line, kind, .. } = *chosen;
    let mut shown: Shown = told(&line).shown(line.part, line.span);
    let mut others = chosen.others.clone();
    others.sort_unstable_by_key(|line| (line.article, line.span));
    for other in &others {
        shown.evidence.push(told(other).evidence(other.part, other.span));
    }
    let first = others.first().filter(|other| other.article < line.article);
    let first = first.unwrap_or(&line);
    NewItem {
        shown,
        kind,
        development: Some(told(&line).development),
        first_outlet: told(first).article().outlet.clone(),
        at: told(first).at_of(first.part, first.span),
    }
}
