//! Figures and how they changed, outlet by outlet.
//!
//! A row is one quantity of one event ([`crate::quantities`]); those that a reader would
//! ask for are shown, with what changed and where outlets disagree.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rundown_news::{
    Evidence, Figure, FigureHistory, FigurePoint, Lang, Part, Qualifier, Quantity,
};

use crate::candidates::chance;
use crate::counted::Thing;
use crate::quantities::{
    Given, Row, VALUES_COMPARED, changed, joined, outlet_count, rows, same,
};
use crate::row_signs::{RowGround, RowSigns, row_signs};
use crate::told::{Story, Told, outlet_key};

/// Figures on a page.
const FIGURES_MAX: usize = 8;

/// Points of one history; the latest are kept.
const POINTS_MAX: usize = 60;

/// Evidence kept for one point.
const EVIDENCE_MAX: usize = 12;

/// Two figures published further apart are an update, not a disagreement.
const CURRENT: SignedDuration = SignedDuration::from_hours(24);

/// A toll that is higher and this much later is an update too.
const TOLL_MOVES: SignedDuration = SignedDuration::from_hours(6);

/// A row is shown whose weight is no less.
const WEIGHT_MIN: f64 = 0.15;

pub(crate) fn figures(story: &Story<'_>, weights: &RowSigns) -> Vec<FigureHistory> {
    let mut rows = weighed(story, weights);
    rows.retain(|(weight, row)| {
        (*weight >= WEIGHT_MIN || is_toll_of_lead(row)) && is_asked_for(row)
    });
    let mut shown: Vec<FigureHistory> = Vec::new();
    for (_, row) in &rows {
        let row = history(story.lang, row);
        match shown.iter_mut().find(|above| reads_as(above, &row)) {
            Some(above) => add_witnesses(above, &row),
            None => shown.push(row),
        }
        if shown.len() == FIGURES_MAX {
            break;
        }
    }
    shown
}

/// Whether a lead tells how many died: few as they are, it is what the report is about.
fn is_toll_of_lead(row: &Row<'_>) -> bool {
    row[0].counted.thing == Thing::Class("dead") && row.iter().any(|one| one.lead)
}

/// Whether two rows say the same to who reads them: one value, of things with one name.
fn reads_as(above: &FigureHistory, row: &FigureHistory) -> bool {
    let value = |point: &FigurePoint| {
        let bits = |value: Option<f64>| value.map(f64::to_bits);
        (point.value.to_bits(), bits(point.value_high), bits(point.against))
    };
    let [one] = &above.history[..] else { return false };
    let [other] = &row.history[..] else { return false };
    (&above.counted, &above.unit, above.before) == (&row.counted, &row.unit, row.before)
        && (value(one), one.qualifier) == (value(other), other.qualifier)
}

fn add_witnesses(above: &mut FigureHistory, row: &FigureHistory) {
    let (Some(point), Some(other)) = (above.history.first_mut(), row.history.first())
    else {
        return;
    };
    let known = |evidence: &&Evidence| !point.evidence.contains(evidence);
    let fresh: Vec<Evidence> = other.evidence.iter().filter(known).cloned().collect();
    let room = EVIDENCE_MAX.saturating_sub(point.evidence.len());
    point.evidence.extend(fresh.into_iter().take(room));
    if other.at < point.at {
        (point.at, point.outlet) = (other.at, other.outlet.clone());
    }
}

/// All rows, the one a reader asks for first on top.
fn weighed<'a>(story: &Story<'a>, weights: &RowSigns) -> Vec<(f64, Row<'a>)> {
    let weigh = |(signs, row): (RowSigns, Row<'a>)| (chance(weights, &signs), row);
    let mut rows: Vec<_> = signs_of_rows(story).into_iter().map(weigh).collect();
    rows.sort_by(|(a_weight, a), (b_weight, b)| {
        let place = |row: &Row<'_>| (row[0].at, row[0].figure.span);
        b_weight.total_cmp(a_weight).then(place(a).cmp(&place(b)))
    });
    rows
}

/// The rows of a story and what speaks for each.
pub(crate) fn signs_of_rows<'a>(story: &Story<'a>) -> Vec<(RowSigns, Row<'a>)> {
    let ground = RowGround::of(story);
    let rows = joined(rows(story)).into_iter();
    rows.map(|row| (row_signs(&row, &ground), row)).collect()
}

/// Two outlets have it, or it changed, or it is the toll, the vote or the sum of a lead.
/// Very small numbers, and numbers of nothing that is named, tell what nobody asks for,
/// unless many give them.
fn is_asked_for(row: &Row<'_>) -> bool {
    let Given { counted, figure, .. } = &row[0];
    let outlets = outlet_count(row);
    let few = row.iter().all(|one| one.figure.value <= FEW);
    let of_note = counted.thing.is_class()
        || counted.thing == Thing::People
        || figure.quantity == Some(Quantity::Votes)
        || !matches!(figure.unit.as_str(), "" | "percent" | "year" | "years");
    let lead = row.iter().any(|one| one.lead);
    let named = row.iter().any(|one| !one.figure.counted.is_empty());
    // A number of nothing that is named: "27 m", "1.7 billion crowns".
    let bare = figure.against.is_none() && !named;
    // What was before the story is no figure of it unless many recall it.
    if (bare || row[0].past) && outlets < OUTLETS_OF_FEW {
        return false;
    }
    let told = outlets > 1 || changed(row) || of_note && lead;
    told && (!few || counted.thing.is_class() || outlets >= OUTLETS_OF_FEW)
}

/// Numbers up to this are few, and asked for where so many outlets give them.
const FEW: f64 = 3.0;
const OUTLETS_OF_FEW: usize = 3;

pub(crate) fn history(lang: Lang, given: &[Given<'_>]) -> FigureHistory {
    let mut latest: BTreeMap<u32, &Given<'_>> = BTreeMap::new();
    latest.extend(given.iter().map(|one| (one.outlet, one)));
    let mut values = values(given);
    settle(&mut values);
    let surplus = values.len().saturating_sub(POINTS_MAX);
    FigureHistory {
        counted: counted(lang, given),
        unit: given[0].figure.unit.clone(),
        disagree: given[0].counted.thing.is_class()
            && disagree(&latest.into_values().collect::<Vec<_>>()),
        before: given.iter().any(|one| one.past),
        history: values[surplus..].iter().map(|told| point(told)).collect(),
    }
}

/// Those who give one value while it stands, in order of time.
type Value<'g, 'a> = Vec<&'g Given<'a>>;

/// Values that a figure is held against: the latest still stand.
const STANDING: usize = 4;

/// The values of a row in the order in which they were first given.
fn values<'g, 'a>(given: &'g [Given<'a>]) -> Vec<Value<'g, 'a>> {
    let mut values: Vec<Value<'g, 'a>> = Vec::new();
    for one in given {
        // The same figure again, by anyone, while it still stands.
        let mut standing = values.iter_mut().rev().take(STANDING);
        match standing.find(|told| same(told[0].figure, one.figure)) {
            Some(told) => told.push(one),
            None => values.push(vec![one]),
        }
    }
    values
}

/// A value that one outlet gave last does not stand where two give an earlier one after
/// it: they went back to that.
fn settle<'g, 'a>(values: &mut Vec<Value<'g, 'a>>) {
    let Some((last, before)) = values.split_last() else { return };
    if outlets_of(last) > 1 {
        return;
    }
    let gone = last.iter().map(|one| one.since).max();
    let value = last[0].figure.value;
    let after = |told: &Value<'g, 'a>| -> Value<'g, 'a> {
        told.iter().copied().filter(|one| Some(one.since) > gone).collect()
    };
    let again = before.iter().map(after).enumerate().filter(|(_, told)| {
        outlets_of(told) > 1 && told[0].figure.value.total_cmp(&value).is_ne()
    });
    let latest = |told: &Value<'g, 'a>| told.last().map(|one| one.since);
    let Some((place, again)) = again.max_by_key(|(_, told)| latest(told)) else { return };
    values[place].retain(|one| Some(one.since) <= gone);
    if values[place].is_empty() {
        values.remove(place);
    }
    values.push(again);
}

fn outlets_of(told: &[&Given<'_>]) -> usize {
    told.iter().map(|one| one.outlet).collect::<BTreeSet<_>>().len()
}

fn point(told: &Value<'_, '_>) -> FigurePoint {
    let first = told[0];
    FigurePoint {
        value: first.figure.value,
        value_high: first.figure.value_high,
        against: first.figure.against,
        qualifier: first.figure.qualifier,
        at: first.since,
        outlet: first.told.article().outlet.clone(),
        evidence: told
            .iter()
            .take(EVIDENCE_MAX)
            .map(|one| sentence(one.told, one.figure))
            .collect(),
    }
}

/// What is counted, in the words that most articles have, the story's language first; of
/// several the earliest.
fn counted(lang: Lang, given: &[Given<'_>]) -> String {
    let count = |one: &Given<'_>| {
        let others = given.iter().take(VALUES_COMPARED);
        others.filter(|other| other.figure.counted == one.figure.counted).count()
    };
    let own = |one: &Given<'_>| one.told.article().lang == lang;
    let rank =
        |one: &&Given<'_>| (own(one), count(one), one.figure.counted.contains(' '));
    let told = given.iter().rev().max_by_key(rank);
    let counted = told.map_or_else(String::new, |one| one.figure.counted.clone());
    match given[0].figure.against {
        Some(_) if counted.is_empty() => "vote".to_owned(),
        _ => counted,
    }
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
    let Some(last_at) = latest.iter().map(|one| one.since).max() else { return false };
    let current: Vec<_> =
        latest.iter().filter(|one| apart(one.since, last_at) <= CURRENT).collect();
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
    high.since.duration_since(low.since) > TOLL_MOVES
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
mod tests;
