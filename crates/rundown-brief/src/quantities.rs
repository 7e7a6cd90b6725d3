//! Which figures are one quantity: rows, before any is chosen.
//!
//! Figures of one noun, or of the many words for the dead and the hurt, are laid beside
//! each other: those of one value belong together where their sentences share words, and
//! one near another is its change where they share more. What a sentence of long ago
//! counts stays apart from what happens now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rundown_news::{Figure, FigureRole, Map};

use crate::counted::{Counted, Thing};
use crate::sentences::shared;
use crate::told::{Story, Told};
use crate::words::{Stem, words};

/// Share of the shorter sentence's stems that two figures of one value share…
const SAME_VALUE: f64 = 0.3;

/// …a figure and its change, where several words count the thing…
const CHANGED_TOLL: f64 = 0.15;

/// …and where one noun does…
const CHANGED_NOUN: f64 = 0.35;

/// …or a measure, or a number so small that many things have it.
const CHANGED_MEASURE: f64 = 0.5;

/// A change is within this factor.
const CHANGE_MAX: f64 = 4.0;

/// From here on one value under two nouns may be one quantity…
const TELLING: f64 = 4.0;

/// …and where the nouns share a word.
const FEW: f64 = 2.0;

/// Rows of one noun that a figure is held against, and figures of each.
const ROWS_MAX: usize = 48;
const MEMBERS_COMPARED: usize = 6;

/// The last sentence of an article's lead.
const LEAD: u32 = 4;

/// One article's figure for one thing.
pub(crate) struct Given<'a> {
    pub(crate) told: &'a Told,
    /// The place of its article in the story.
    pub(crate) at: usize,
    /// When the article began to give it.
    pub(crate) since: Timestamp,
    pub(crate) outlet: u32,
    pub(crate) figure: &'a Figure,
    pub(crate) counted: &'a Counted,
    /// The stems of its sentence, sorted.
    pub(crate) stems: Vec<Stem>,
    pub(crate) lead: bool,
    /// Whether its sentence names a time before the story.
    pub(crate) past: bool,
}

/// Figures of one quantity, in order of publication.
pub(crate) type Row<'a> = Vec<Given<'a>>;

/// What is counted and in what unit.
type Of<'a> = (&'a Thing, &'a str);

/// The same; what is of the past apart.
type Key<'a> = (Of<'a>, bool);

/// The rows of each thing, in the order of the things.
pub(crate) fn rows<'a>(story: &Story<'a>) -> Vec<Row<'a>> {
    let began = story.told.first().map(|one| (one.day().year(), one.day().month()));
    let mut rows: BTreeMap<Key<'a>, Vec<Row<'a>>> = BTreeMap::new();
    for (at, told) in story.witnesses() {
        for (figure, counted) in told.found().figures.iter().zip(&told.digest.counted) {
            let Some(counted) = counted else { continue };
            if !stands(figure) {
                continue;
            }
            let sentence = &told.digest.sentences.all[counted.sentence];
            let stems = told.digest.sentences.stems(sentence).iter();
            let given = Given {
                told,
                at,
                since: told.since(|earlier| earlier.gives(figure)),
                outlet: story.outlet[at],
                figure,
                counted,
                stems: stems.map(|place| told.digest.stem(*place)).collect(),
                lead: sentence.place <= LEAD,
                past: counted.month.is_some_and(|month| Some(month) < began),
            };
            let key = ((&counted.thing, figure.unit.as_str()), given.past);
            place(rows.entry(key).or_default(), given);
        }
    }
    for of in with_past(&rows) {
        settle_past(&mut rows, of);
    }
    let mut rows: Vec<Row<'a>> = rows.into_values().flatten().collect();
    for row in &mut rows {
        row.sort_by_key(|one| (one.since, one.at, one.figure.span));
    }
    rows
}

/// The things that a story counts both now and in the past.
fn with_past<'a>(rows: &BTreeMap<Key<'a>, Vec<Row<'a>>>) -> Vec<Of<'a>> {
    let past = rows.keys().filter(|(_, past)| *past);
    let things = past.map(|(of, _)| *of);
    things.filter(|of| rows.contains_key(&(*of, false))).collect()
}

/// A telling number that more sentences tell of a time before the story than do not is of
/// that time wherever it stands: "the mate of a ferry that drowned 61 people".
fn settle_past<'a>(rows: &mut BTreeMap<Key<'a>, Vec<Row<'a>>>, of: Of<'a>) {
    let Some(past) = rows.get(&(of, true)) else { return };
    let mut known: Map<u64, usize> = Map::default();
    for one in past.iter().flatten().filter(|one| one.figure.value >= LARGE) {
        *known.entry(one.figure.value.to_bits()).or_default() += 1;
    }
    let Some(now) = rows.get_mut(&(of, false)) else { return };
    let mut moved: Row<'a> = Vec::new();
    for row in now.iter_mut() {
        let mut told: Map<u64, usize> = Map::default();
        for one in row.iter() {
            *told.entry(one.figure.value.to_bits()).or_default() += 1;
        }
        let is_past = |one: &mut Given<'a>| {
            let value = one.figure.value.to_bits();
            known.get(&value).is_some_and(|past| told.get(&value) <= Some(past))
        };
        moved.extend(row.extract_if(.., is_past));
    }
    now.retain(|row| !row.is_empty());
    let Some(past) = rows.get_mut(&(of, true)) else { return };
    for one in moved {
        let value = one.figure.value;
        let same = |row: &&mut Row<'a>| {
            row.iter().any(|known| known.figure.value.total_cmp(&value).is_eq())
        };
        if let Some(row) = past.iter_mut().find(same) {
            row.push(one);
            row.sort_by_key(|one| (one.at, one.figure.span));
        }
    }
}

/// Whether a figure is a value of a whole that stands: no step, part, age, threshold,
/// score or old value.
fn stands(figure: &Figure) -> bool {
    matches!(figure.role, FigureRole::Plain | FigureRole::Latest)
}

/// Puts a figure into the row it belongs to best, or begins one.
fn place<'a>(rows: &mut Vec<Row<'a>>, given: Given<'a>) {
    let mut best: Option<(f64, usize)> = None;
    for (number, row) in rows.iter().enumerate() {
        // Values are looked at first: few rows are left whose words have to be.
        let Some(needed) = needed(row, &given) else { continue };
        // "The toll" of a story that has one toll is that one, in whatever words.
        let the_only_one = rows.len() == 1
            && given.counted.thing.is_class()
            && given.figure.quantity.is_some()
            && (are_of_the_same(&rows[0], &given) || are_all(&rows[0], &given))
            && !given.past;
        let needed = if the_only_one { 0.0 } else { needed };
        let alike = likeness_to(row, &given);
        if alike >= needed && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, number));
        }
    }
    match best {
        Some((_, number)) => {
            let row = &mut rows[number];
            // Of the figures of one article the first is the whole; parts stand below. What
            // the number has become is the whole wherever it stands: "seven more bodies were
            // found, bringing the toll to 20".
            match row.last_mut().filter(|last| last.at == given.at) {
                None => row.push(given),
                Some(last) if is_new_value(&given) && !is_new_value(last) => {
                    *last = given;
                }
                Some(_) => {}
            }
        }
        None if rows.len() < ROWS_MAX && !is_part_of(rows, &given) => {
            rows.push(vec![given]);
        }
        None => {}
    }
}

fn is_new_value(given: &Given<'_>) -> bool {
    given.figure.role == FigureRole::Latest
}

/// How much the sentence of a figure has to share with those of a row to give the same
/// quantity; none where the values tell that it does not.
fn needed(row: &Row<'_>, given: &Given<'_>) -> Option<f64> {
    let value = given.figure.value;
    // A vote is told by its two numbers, and another vote is no change of it.
    let against = |one: &Given<'_>| one.figure.against.map(f64::to_bits);
    if against(given).is_some() || row.iter().any(|one| against(one).is_some()) {
        let is_same = |one: &Given<'_>| {
            against(one) == against(given) && one.figure.value.total_cmp(&value).is_eq()
        };
        return row.first().is_some_and(is_same).then_some(0.0);
    }
    if row
        .iter()
        .rev()
        .take(VALUES_COMPARED)
        .any(|one| one.figure.value.total_cmp(&value).is_eq())
    {
        return Some(needed_for_same(given));
    }
    let last = row.last().map_or(0.0, |one| one.figure.value);
    let (low, high) = (last.min(value), last.max(value));
    if low <= 0.0 || high > low * CHANGE_MAX || is_part(row, given) {
        return None;
    }
    match (&given.counted.thing, given.figure.unit.as_str()) {
        (_, "percent" | "year" | "years") => None,
        // What is over does not change: another number counts another matter.
        _ if given.past => None,
        // What is told of them has to say which people.
        (Thing::People, _) if !are_told_alike(row, given) => None,
        (Thing::People, _) => Some(CHANGED_MEASURE),
        (Thing::Class(_), _) if are_of_the_same(row, given) || are_all(row, given) => {
            Some(CHANGED_TOLL)
        }
        (_, "") if value >= LARGE => Some(CHANGED_NOUN),
        _ => Some(CHANGED_MEASURE),
    }
}

/// Whether a class is counted of the same people: a number of nurses is no change of that
/// of all the sick.
fn are_of_the_same(row: &Row<'_>, given: &Given<'_>) -> bool {
    row.last().is_some_and(|last| last.counted.whose == given.counted.whose)
}

/// Whether a number of those of whom nothing is said is one of those of a row: "the number
/// of dead" where eight miners were killed before. Those who are missed grow fewer: "the
/// last six passengers missing" of nine people.
fn are_all(row: &Row<'_>, given: &Given<'_>) -> bool {
    let Some(last) = row.last() else { return false };
    let (before, now) = (last.figure.value, given.figure.value);
    if given.counted.thing.only_grows() {
        return given.counted.whose.is_empty() && before <= now;
    }
    given.counted.thing == Thing::Class("missing")
        && last.counted.whose.is_empty()
        && now <= before
}

/// One in so many words around a number of people says which they are.
const TOLD_ALIKE: usize = 3;

/// Whether the words around a number of people are those around one of a row.
fn are_told_alike(row: &Row<'_>, given: &Given<'_>) -> bool {
    let around = &given.counted.around;
    row.iter().rev().take(MEMBERS_COMPARED).any(|one| {
        let known = &one.counted.around;
        let both = known.iter().filter(|stem| around.contains(stem)).count();
        both * TOLD_ALIKE >= known.len().min(around.len()).max(1)
    })
}

/// Values of a row that one is held against.
pub(crate) const VALUES_COMPARED: usize = 40;

/// The likeness of a figure's sentence to the closest of the last ones of a row.
fn likeness_to(row: &Row<'_>, given: &Given<'_>) -> f64 {
    let last = row.iter().rev().take(MEMBERS_COMPARED);
    last.map(|one| likeness(one, given)).max_by(f64::total_cmp).unwrap_or_default()
}

/// What two sentences that give one value have to share: where the value is no round
/// small number and the thing is one of those that several words count, hardly anything.
fn needed_for_same(given: &Given<'_>) -> f64 {
    match (given.counted.thing.is_class(), given.figure.value) {
        (true, value) if value >= LARGE => 0.05,
        (false, value) if value >= VERY_LARGE => 0.15,
        _ => SAME_VALUE,
    }
}

/// From here on a value tells a quantity by itself, or nearly.
const LARGE: f64 = 11.0;
const VERY_LARGE: f64 = 100_000.0;

/// Figures known before that one is held against.
const KNOWN_BEFORE: usize = 3;

/// A toll does not fall to half: a number that small counts a part, those whom one boat
/// took off or one ward lost.
fn is_part(row: &Row<'_>, given: &Given<'_>) -> bool {
    let known = row.iter().rev().take(KNOWN_BEFORE).map(|one| one.figure.value);
    let least = known.min_by(f64::total_cmp);
    let high = given.figure.value_high.unwrap_or(given.figure.value);
    given.counted.thing.only_grows() && least.is_some_and(|least| high * 2.0 <= least)
}

fn is_part_of(rows: &[Row<'_>], given: &Given<'_>) -> bool {
    rows.iter().any(|row| is_part(row, given) && likeness_to(row, given) >= CHANGED_TOLL)
}

/// The share of the shorter sentence's stems that stand in the other.
fn likeness(a: &Given<'_>, b: &Given<'_>) -> f64 {
    let shorter = a.stems.len().min(b.stems.len()).max(1);
    shared(&a.stems, &b.stems) as f64 / shorter as f64
}

/// Joins rows that give one telling value in like words under two nouns: "18 Saudis" and
/// "18 suspects". The larger row gives the name.
pub(crate) fn joined(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    rows.sort_by_key(|row| (std::cmp::Reverse(row.len()), !row[0].lead));
    rows.truncate(ROWS_JOINED_MAX);
    let mut kept: Vec<Row<'_>> = Vec::new();
    for row in rows {
        match kept.iter_mut().find(|known| is_same_quantity(known, &row)) {
            Some(known) => {
                known.extend(row);
                known.sort_by_key(|one| (one.at, one.figure.span));
            }
            None => kept.push(row),
        }
    }
    kept
}

fn is_same_quantity(a: &Row<'_>, b: &Row<'_>) -> bool {
    let (of_a, of_b) = (&a[0].counted.thing, &b[0].counted.thing);
    let apart = of_a.is_class() && of_b.is_class() && of_a != of_b;
    let people = (a[0].counted.of_people, b[0].counted.of_people);
    let others = matches!(people, (Some(one), Some(other)) if one != other);
    let vote = |row: &Row<'_>| row.iter().any(|one| one.figure.against.is_some());
    let measures = !a[0].figure.unit.is_empty() || !b[0].figure.unit.is_empty();
    if apart
        || others
        || measures
        || vote(a)
        || vote(b)
        || a[0].past != b[0].past
        || a.len().min(b.len()) > MEMBERS_JOINED
    {
        return false;
    }
    let of_one_class = of_a == of_b && of_a.is_class() && are_of_the_same(a, &b[0]);
    a.iter().any(|one| {
        let value = one.figure.value;
        let same = |other: &&Given<'_>| value.total_cmp(&other.figure.value).is_eq();
        b.iter().filter(same).any(|other| {
            let (least, needed) = match of_one_class {
                true => (LARGE, 0.0),
                false if is_odd(value) => (LARGE, JOINED_ODD),
                false if share_a_word(one.figure, other.figure) => (FEW, JOINED_WORD),
                false => (TELLING, JOINED),
            };
            let of_one = value >= LARGE || (is_of_one_value(a) || is_of_one_value(b));
            value >= least && of_one && likeness(one, other) >= needed
        })
    })
}

/// Whether a number is none that people round to: 17 and 1,995 tell a quantity nearly by
/// themselves, 20 and 2,000 do not.
fn is_odd(value: f64) -> bool {
    value >= LARGE && value % 10.0 != 0.0
}

/// Whether a row gives one value alone: small ones that change meet by chance.
fn is_of_one_value(row: &Row<'_>) -> bool {
    row.windows(2).all(|two| two[0].figure.value.total_cmp(&two[1].figure.value).is_eq())
}

/// Whether what two figures count is told by one word at least: "American prisoners" and
/// "American hostages".
fn share_a_word(a: &Figure, b: &Figure) -> bool {
    let word = |word: &&str| word.chars().count() >= WORD_SHARED;
    words(&a.counted).filter(word).any(|one| {
        let one = one.get(..one.len().saturating_sub(1)).unwrap_or(one);
        words(&b.counted).any(|other| other.starts_with(one))
    })
}

/// Characters of a word that two figures may share.
const WORD_SHARED: usize = 5;

/// Whether a figure tells a quantity nearly by itself: an odd number, a vote of two sides.
pub(crate) fn is_telling(figure: &Figure) -> bool {
    figure.against.is_some() || is_odd(figure.value)
}

/// What two sentences that give one value of two nouns have to share, and where the
/// value is no round one.
const JOINED: f64 = 0.3;
const JOINED_WORD: f64 = 0.2;
const JOINED_ODD: f64 = 0.1;

/// Rows that are laid beside each other: the largest.
const ROWS_JOINED_MAX: usize = 400;

/// Larger rows stand for themselves.
const MEMBERS_JOINED: usize = 60;

/// Whether a row has several values.
pub(crate) fn changed(row: &Row<'_>) -> bool {
    row.windows(2).any(|pair| !same(pair[0].figure, pair[1].figure))
}

pub(crate) fn outlet_count(given: &[Given<'_>]) -> usize {
    let mut outlets: Vec<u32> = given.iter().map(|one| one.outlet).collect();
    outlets.sort_unstable();
    outlets.dedup();
    outlets.len()
}

/// Whether two figures say one value in one way.
pub(crate) fn same(a: &Figure, b: &Figure) -> bool {
    a.value.total_cmp(&b.value).is_eq()
        && a.value_high.map(f64::to_bits) == b.value_high.map(f64::to_bits)
        && a.against.map(f64::to_bits) == b.against.map(f64::to_bits)
        && a.qualifier == b.qualifier
}
