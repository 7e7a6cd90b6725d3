//! Figures and how they changed, outlet by outlet.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rundown_news::{
    Evidence, Figure, FigureHistory, FigurePoint, FigureRole, Map, Part, Qualifier,
};

use crate::counted::Thing;
use crate::told::{Story, Told, outlet_key};

/// Figures on a page.
const FIGURES_MAX: usize = 24;

/// Points of one history; the latest are kept.
const POINTS_MAX: usize = 60;

/// Evidence kept for one point.
const EVIDENCE_MAX: usize = 12;

/// Two figures published further apart are an update, not a disagreement.
const CURRENT: SignedDuration = SignedDuration::from_hours(24);

/// A toll that is higher and this much later is an update too.
const TOLL_MOVES: SignedDuration = SignedDuration::from_hours(6);

/// One article's figure for one thing.
struct Given<'a> {
    told: &'a Told,
    /// The place of its article in the story.
    at: usize,
    outlet: u32,
    figure: &'a Figure,
}

pub(crate) fn figures(story: &Story<'_>) -> Vec<FigureHistory> {
    let mut found: Vec<(usize, FigureHistory)> = things(story)
        .into_values()
        .filter(|given| matters(given))
        .map(|given| (outlet_count(&given), history(&given)))
        .collect();
    found.sort_by(|(a_outlets, a), (b_outlets, b)| {
        (b_outlets, b.history.len(), &a.counted, &a.unit).cmp(&(
            a_outlets,
            a.history.len(),
            &b.counted,
            &b.unit,
        ))
    });
    found.into_iter().take(FIGURES_MAX).map(|(_, history)| history).collect()
}

/// A counted thing, its unit, and the number of its group where it has several.
type Key<'a> = (&'a Thing, &'a str, usize);

/// The figures of each counted thing, in order of publication.
fn things<'a>(story: &Story<'a>) -> BTreeMap<Key<'a>, Vec<Given<'a>>> {
    let mut things: Map<Key<'a>, Vec<Given<'a>>> = Map::default();
    let mut people: Vec<Given<'a>> = Vec::new();
    for (at, told) in story.witnesses() {
        for (figure, thing) in told.found().figures.iter().zip(&told.digest.things) {
            let Some(thing) = thing else { continue };
            if !is_whole(figure) {
                continue;
            }
            let given = Given { told, at, outlet: story.outlet[at], figure };
            if *thing == Thing::People {
                people.push(given);
                continue;
            }
            let Some(number) = size_group(&things, thing, figure) else { continue };
            let group = things.entry((thing, &figure.unit, number)).or_default();
            // The first one is the total; parts and comparisons stand further down.
            let first = group.last().is_none_or(|last| last.at != at);
            if first && !is_part(thing, figure, group) {
                group.push(given);
            }
        }
    }
    add_old(story, &mut things);
    let mut things: BTreeMap<Key<'a>, Vec<Given<'a>>> = things.into_iter().collect();
    let people = place_people(people, &mut things);
    things.extend(people);
    things
}

/// Whether a figure is a value of the whole that stands: no step, part, age or old value.
fn is_whole(figure: &Figure) -> bool {
    matches!(figure.role, FigureRole::Plain | FigureRole::Latest)
}

/// Old values ("risen from 12") that no article of the story gives as its own: a point
/// right before the new value of the same article. One without a new value is no point.
fn add_old<'a>(story: &Story<'a>, things: &mut Map<Key<'a>, Vec<Given<'a>>>) {
    for (at, told) in story.witnesses() {
        for (figure, thing) in told.found().figures.iter().zip(&told.digest.things) {
            let Some(thing) = thing else { continue };
            if figure.role != FigureRole::Before {
                continue;
            }
            let Some(group) = things.get_mut(&(thing, figure.unit.as_str(), 0)) else {
                continue;
            };
            let told_already =
                group.iter().any(|one| one.figure.value.total_cmp(&figure.value).is_eq());
            let new = group
                .iter()
                .position(|one| one.at == at && one.figure.role == FigureRole::Latest);
            if let Some(place) = new.filter(|_| !told_already) {
                let outlet = story.outlet[at];
                group.insert(place, Given { told, at, outlet, figure });
            }
        }
    }
}

/// A bare noun counts the same thing if its number is within this factor of the last.
const SAME_SIZE: f64 = 4.0;

/// The group that a figure of a bare noun ("201 names", "13 names") belongs to by its
/// size, for nothing near it says which names; figures of all other things have one
/// group. None where a bare noun has too many.
fn size_group<'a>(
    things: &Map<Key<'a>, Vec<Given<'a>>>,
    thing: &'a Thing,
    figure: &'a Figure,
) -> Option<usize> {
    if !thing.is_bare() || !figure.unit.is_empty() {
        return Some(0);
    }
    let value = figure.value;
    (0..GROUPS_MAX).find(|number| {
        let group = things.get(&(thing, figure.unit.as_str(), *number));
        group.and_then(|group| group.last()).is_none_or(|last| {
            let last = last.figure.value;
            value <= last * SAME_SIZE && last <= value * SAME_SIZE
        })
    })
}

/// Figures known before that one is held against.
const KNOWN_BEFORE: usize = 3;

/// A toll does not fall by half: a number that small counts a part, those whom one boat
/// took off or one ward lost.
fn is_part(thing: &Thing, figure: &Figure, known: &[Given<'_>]) -> bool {
    let least = known.iter().rev().take(KNOWN_BEFORE).map(|one| one.figure.value);
    let least = least.min_by(f64::total_cmp);
    let high = figure.value_high.unwrap_or(figure.value);
    thing.only_grows() && least.is_some_and(|least| high * 2.0 < least)
}

/// Groups of people told apart by their size.
const GROUPS_MAX: usize = 24;

/// "6,200 people" with nothing to tell which people: they are those of a known figure
/// of that size, or else of one group with figures not far from it.
fn place_people<'a>(
    people: Vec<Given<'a>>,
    things: &mut BTreeMap<Key<'a>, Vec<Given<'a>>>,
) -> Vec<(Key<'a>, Vec<Given<'a>>)> {
    let is_class = |thing: &Thing| matches!(thing, Thing::Class(_));
    let mut classes: Vec<&mut Vec<Given<'a>>> = things
        .iter_mut()
        .filter(|((thing, ..), _)| is_class(thing))
        .map(|(_, group)| group)
        .collect();
    let mut sizes: Vec<(f64, Vec<Given<'a>>)> = Vec::new();
    for given in people {
        let value = given.figure.value;
        let same = |one: &Given<'_>| one.figure.value.total_cmp(&value).is_eq();
        let known = classes.iter().position(|group| group.iter().any(same));
        if let Some(at) = known.filter(|_| value >= 20.0) {
            let group = &mut *classes[at];
            let behind = group.partition_point(|one| one.at <= given.at);
            if behind == 0 || group[behind - 1].at != given.at {
                group.insert(behind, given);
            }
            continue;
        }
        let near =
            |(size, _): &&mut (f64, Vec<_>)| value <= *size * 1.5 && *size <= value * 1.5;
        if let Some((_, group)) = sizes.iter_mut().find(near) {
            if group.last().is_none_or(|last| last.at != given.at) {
                group.push(given);
            }
        } else if sizes.len() < GROUPS_MAX {
            sizes.push((value, vec![given]));
        }
    }
    let numbered = sizes.into_iter().enumerate();
    numbered.map(|(number, (_, group))| ((&Thing::People, "", number), group)).collect()
}

/// Reported by two outlets, or changed over time.
fn matters(given: &[Given<'_>]) -> bool {
    let changed = given.windows(2).any(|pair| !same(pair[0].figure, pair[1].figure));
    outlet_count(given) > 1 || changed
}

fn outlet_count(given: &[Given<'_>]) -> usize {
    let mut outlets: Vec<u32> = given.iter().map(|one| one.outlet).collect();
    outlets.sort_unstable();
    outlets.dedup();
    outlets.len()
}

fn same(a: &Figure, b: &Figure) -> bool {
    a.value.total_cmp(&b.value).is_eq()
        && a.value_high.map(f64::to_bits) == b.value_high.map(f64::to_bits)
        && a.qualifier == b.qualifier
}

fn history(given: &[Given<'_>]) -> FigureHistory {
    let mut history: Vec<FigurePoint> = Vec::new();
    let mut latest: BTreeMap<u32, &Given<'_>> = BTreeMap::new();
    for one in given {
        latest.insert(one.outlet, one);
        let evidence = sentence(one.told, one.figure);
        // The same figure again, by anyone, while it still stands.
        let standing = history.iter_mut().rev().take(4).find(|point| {
            point.value.total_cmp(&one.figure.value).is_eq()
                && point.qualifier == one.figure.qualifier
                && point.value_high.map(f64::to_bits)
                    == one.figure.value_high.map(f64::to_bits)
        });
        match standing {
            Some(point) if point.evidence.len() < EVIDENCE_MAX => {
                point.evidence.push(evidence);
            }
            Some(_) => {}
            None => history.push(FigurePoint {
                value: one.figure.value,
                value_high: one.figure.value_high,
                qualifier: one.figure.qualifier,
                at: one.told.at,
                outlet: one.told.article().outlet.clone(),
                evidence: vec![evidence],
            }),
        }
    }
    let surplus = history.len().saturating_sub(POINTS_MAX);
    history.drain(..surplus);
    FigureHistory {
        counted: counted(given),
        unit: given[0].figure.unit.clone(),
        disagree: disagree(&latest.into_values().collect::<Vec<_>>()),
        history,
    }
}

/// What is counted, in the words of the earliest article that says it in full.
fn counted(given: &[Given<'_>]) -> String {
    let in_full = |one: &&Given<'_>| one.figure.counted.contains(' ');
    let told = given.iter().find(in_full).or(given.first());
    told.map_or_else(String::new, |one| one.figure.counted.clone())
}

/// The sentence a figure stands in.
fn sentence(told: &Told, figure: &Figure) -> Evidence {
    let sentences = &told.found().sentences;
    let at = sentences.partition_point(|sentence| sentence.end <= figure.span.start);
    let whole = sentences.get(at).filter(|sentence| sentence.contains(figure.span));
    told.evidence(Part::Text, whole.copied().unwrap_or(figure.span))
}

/// Whether the latest figures of two outlets, both current, cannot both be right.
fn disagree(latest: &[&Given<'_>]) -> bool {
    let Some(last_at) = latest.iter().map(|one| one.told.at).max() else { return false };
    let current: Vec<_> =
        latest.iter().filter(|one| apart(one.told.at, last_at) <= CURRENT).collect();
    current.iter().enumerate().any(|(i, a)| {
        current[i + 1..].iter().any(|b| {
            outlet_key(a.told.article()) != outlet_key(b.told.article())
                && !may_both_be_right(a.figure, b.figure)
                && !is_update(a, b)
        })
    })
}

fn apart(a: Timestamp, b: Timestamp) -> SignedDuration {
    a.duration_since(b).abs()
}

/// Whether the higher figure is so much later that it may have grown.
fn is_update(a: &Given<'_>, b: &Given<'_>) -> bool {
    let (low, high) = if a.figure.value < b.figure.value { (a, b) } else { (b, a) };
    high.told.at.duration_since(low.told.at) > TOLL_MOVES
}

/// Whether one number can fit both, by what each claims.
pub(crate) fn may_both_be_right(a: &Figure, b: &Figure) -> bool {
    let (a_low, a_high) = claimed(a);
    let (b_low, b_high) = claimed(b);
    a_low <= b_high && b_low <= a_high
}

/// The numbers a figure can stand for.
fn claimed(figure: &Figure) -> (f64, f64) {
    let value = figure.value;
    let high = figure.value_high.unwrap_or(value).max(value);
    let slack = rounding(value);
    match figure.qualifier {
        Qualifier::Exact => (value - slack, high + slack),
        Qualifier::AtLeast | Qualifier::MoreThan => (value - slack, f64::INFINITY),
        Qualifier::About => (value * 0.9, high * 1.1),
        Qualifier::Nearly => (value * 0.9, high + slack),
        Qualifier::UpTo | Qualifier::LessThan => (f64::NEG_INFINITY, high + slack),
    }
}

/// Half of the last place a round number gives: 6,200 may be 6,213.
fn rounding(value: f64) -> f64 {
    let mut unit = 1.0;
    if value.fract() != 0.0 || value.abs() < 100.0 {
        return 0.0;
    }
    while value % (unit * 10.0) == 0.0 && unit < value.abs() {
        unit *= 10.0;
    }
    if unit > 1.0 { unit / 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, counts, told_at};

    #[track_caller]
    fn check(
        minutes: i64,
        first: (&str, f64, Qualifier),
        second: (&str, f64, Qualifier),
    ) -> (usize, bool) {
        let read = |id: &str, (words, value, qualifier): (&str, f64, Qualifier)| {
            let text = format!("Officials said {words} people killed in the fire.");
            counts(article(id, &text), words, value, qualifier, "people killed")
        };
        let (a, b) = (read("a", first), read("b", second));
        let told = [told_at(&a, 0, 1), told_at(&b, minutes, 1)];
        let found = figures(&Story::of(&told));
        found.first().map_or((1, false), |one| (one.history.len(), one.disagree))
    }

    #[test]
    fn at_least_twelve_agrees_with_fifteen() {
        use Qualifier::{AtLeast, Exact};
        assert_eq!(
            check(30, ("at least 12", 12.0, AtLeast), ("15", 15.0, Exact)),
            (2, false)
        );
    }

    #[test]
    fn two_current_figures_that_cannot_both_be_right_disagree() {
        use Qualifier::Exact;
        assert_eq!(check(30, ("12", 12.0, Exact), ("15", 15.0, Exact)), (2, true));
    }

    #[test]
    fn a_higher_toll_next_day_is_an_update() {
        use Qualifier::Exact;
        assert_eq!(check(20 * 60, ("12", 12.0, Exact), ("15", 15.0, Exact)), (2, false));
    }

    #[test]
    fn a_bare_noun_of_quite_another_size_is_another_thing() {
        let read = |id: &str, words: &str, value: f64| {
            let text = format!("The clerk read {words} votes out in the hall on Friday.");
            counts(article(id, &text), words, value, Qualifier::Exact, "votes")
        };
        let reads =
            [read("a", "310", 310.0), read("b", "13", 13.0), read("c", "312", 312.0)];
        let told: Vec<_> =
            reads.iter().zip(0..).map(|(read, i)| told_at(read, i * 30, 1)).collect();
        let found = figures(&Story::of(&told));
        let values: Vec<Vec<f64>> = found
            .iter()
            .map(|one| one.history.iter().map(|point| point.value).collect())
            .collect();
        assert_eq!(values, [[310.0, 312.0]]);
    }

    #[test]
    fn what_one_boat_took_off_is_no_new_total() {
        use Qualifier::Exact;
        assert_eq!(check(30, ("171", 171.0, Exact), ("31", 31.0, Exact)), (1, false));
        assert_eq!(check(30, ("40", 40.0, Exact), ("31", 31.0, Exact)), (2, true));
    }

    #[test]
    fn the_same_figure_of_two_outlets_is_one_point() {
        use Qualifier::Exact;
        assert_eq!(check(30, ("12", 12.0, Exact), ("12", 12.0, Exact)), (1, false));
    }

    #[test]
    fn a_change_is_two_points_and_steps_and_parts_are_none() {
        let text = "The toll rose by 5 people killed to 17, from 12, 3 of them boys.";
        let mut read = article("a", text);
        let roles = [
            ("5", 5.0, FigureRole::Step),
            ("17", 17.0, FigureRole::Latest),
            ("12", 12.0, FigureRole::Before),
            ("3", 3.0, FigureRole::Part),
        ];
        for (words, value, role) in roles {
            read = counts(read, words, value, Qualifier::Exact, "people killed");
            read.annotations.figures.last_mut().unwrap().role = role;
        }
        let told = [told_at(&read, 0, 1)];
        let found = figures(&Story::of(&told));
        let values: Vec<f64> = found[0].history.iter().map(|point| point.value).collect();
        assert_eq!(values, [12.0, 17.0]);
    }
}
