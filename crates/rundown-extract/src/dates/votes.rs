//! The days that a page tells, and what speaks for each.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rundown_news::NewsTime;

use super::claims::{Claim, PLACES, Place};

/// So many measures are taken of a day.
pub(crate) const MEASURES: usize = PLACES + 24;

/// The measures that are voices of data and metas, of publishing and of change.
pub(crate) const PUBLISHED_MEASURES: [usize; 3] =
    [Place::Stated as usize, Place::Meta as usize, Place::OtherMeta as usize];
/// See [`PUBLISHED_MEASURES`].
pub(crate) const CHANGED_MEASURES: [usize; 2] =
    [Place::StatedChange as usize, Place::MetaChange as usize];

/// Days more apart than this are equally apart.
const APART_MAX: i32 = 5_000;

/// Of days that are not there to compare with.
const NONE: i32 = 9_999;

/// A day and the places that tell it.
#[derive(Debug)]
pub(crate) struct Told<'c> {
    pub(crate) day: Date,
    pub(crate) claims: Vec<&'c Claim>,
}

/// The days of a page, the earliest first.
pub(super) fn days_of(claims: &[Claim]) -> Vec<Told<'_>> {
    let mut days: BTreeMap<Date, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        days.entry(claim.time.day()).or_default().push(claim);
    }
    days.into_iter().map(|(day, claims)| Told { day, claims }).collect()
}

fn between(one: Date, other: Date) -> i32 {
    let days = one.since(other).map_or(0, |span| span.get_days());
    days.clamp(-APART_MAX, APART_MAX)
}

/// What speaks for one of the days of a page.
pub(super) fn measures(
    days: &[Told<'_>],
    rank: usize,
    at: Option<Timestamp>,
) -> [i32; MEASURES] {
    let Told { day, claims } = &days[rank];
    let mut measures = [0; MEASURES];
    for claim in claims {
        let voice = &mut measures[claim.place as usize];
        *voice = (*voice).max(30 - claim.order.min(29) as i32);
    }
    let places = measures.iter().filter(|voice| **voice > 0).count();
    let first_of = |place: Place| {
        let told = days.iter().flat_map(|told| told.claims.iter().map(|c| (told.day, c)));
        let own = told.filter(|(_, claim)| claim.place == place && !claim.is_turned);
        let first = own.min_by_key(|(_, claim)| claim.order);
        first.map_or(NONE, |(other, _)| between(*day, other))
    };
    let any = |is: &dyn Fn(&Claim) -> bool| i32::from(claims.iter().any(|c| is(c)));
    let all = |is: &dyn Fn(&Claim) -> bool| i32::from(claims.iter().all(|c| is(c)));
    let near = days.iter().filter(|told| between(told.day, *day).abs() == 1);
    let fetched = at.map(|at| Offset::UTC.to_datetime(at).date());
    let shown = |claim: &&&Claim| {
        matches!(claim.place, Place::Front | Place::Dated | Place::Said)
    };
    let foremost = |told: &Told<'_>| {
        told.claims.iter().map(|claim| (claim.is_turned, claim.place, claim.order)).min()
    };
    let own = foremost(&days[rank]);
    let before = days.iter().filter(|told| foremost(told) < own).count();
    let letters = claims.iter().filter(shown).map(|claim| claim.letters).min();
    let others = [
        places as i32,
        before as i32,
        near.map(|told| told.claims.len()).sum::<usize>() as i32,
        rank as i32,
        (days.len() - 1 - rank) as i32,
        days.len() as i32,
        fetched.map_or(NONE, |fetched| between(fetched, *day)),
        any(&|claim| has_clock(claim.time)),
        all(&|claim| claim.is_turned),
        first_of(Place::Stated),
        first_of(Place::Meta),
        first_of(Place::OtherMeta),
        first_of(Place::Time),
        first_of(Place::Address),
        first_of(Place::Front),
        first_of(Place::Dated),
        first_of(Place::StatedChange).min(first_of(Place::MetaChange)),
        letters.map_or(-1, |letters| letters as i32),
        any(&|claim| claim.says_published),
        any(&|claim| claim.says_changed),
        claims.len() as i32,
        any(&|claim| claim.place == Place::Stated && has_clock(claim.time)),
        any(&|claim| claim.place == Place::Meta && has_clock(claim.time)),
        i32::from(day.day() == 1) + i32::from(day.day() == 1 && day.month() == 1),
    ];
    measures[PLACES..].copy_from_slice(&others);
    measures
}

/// Whether a time has an hour that somebody meant.
fn has_clock(time: NewsTime) -> bool {
    !time.is_day_only()
        && Offset::UTC.to_datetime(time.instant()).time() != jiff::civil::Time::midnight()
}
