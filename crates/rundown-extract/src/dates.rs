//! When an article was published and changed: the votes of all places of its page.
//!
//! Metas, data and lines of a page often tell several days. What the voice of each place
//! is worth, alone and beside the others, is learned from pages whose day is known
//! (`cargo xtask train metadata`).

mod claims;
mod order;
mod sources;
mod spoken;
mod votes;
mod zone;

use std::sync::LazyLock;

use rundown_news::{NewsTime, Note, NoteKind};

use crate::calendar::ago;
use crate::forest::Forest;
use crate::reading::Reading;
use claims::{Claim, Claims, Place, claims_of};
pub(crate) use sources::Sources;
pub(crate) use votes::{CHANGED_MEASURES, MEASURES, PUBLISHED_MEASURES};
use votes::{Told, days_of, measures};
use zone::{to_moment_stated, to_own_clock};

/// What each place is worth; `data/README.md` says how it was grown.
static DAYS: LazyLock<Forest> =
    LazyLock::new(|| Forest::parse(include_str!("../data/days.txt")));

/// The two dates of an article.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Dates {
    pub(crate) published: Option<NewsTime>,
    pub(crate) modified: Option<NewsTime>,
}

/// Reconciles the dates of a page. None may lie after the capture.
pub(crate) fn dates_of(
    sources: &Sources<'_, '_>,
    reading: &Reading<'_>,
    notes: &mut Vec<Note>,
) -> Dates {
    let Claims { all, ahead } = heard(sources, reading);
    let days = days_of(&all);
    let odds = |rank: &usize| DAYS.odds(&measures(&days, *rank, reading.at));
    let likeliest = (0..days.len()).min_by_key(|rank| -odds(rank));
    let shown_ago = || sources.front.iter().find_map(|line| ago(line, reading.at?));
    let of_page = likeliest.filter(|rank| !is_of_others(&days[*rank]));
    let published = of_page.and_then(|rank| moment(&days[rank])).or_else(shown_ago);
    if ahead > 0 {
        notes.push(Note::new(NoteKind::DateAhead, format!("{ahead} dates left out")));
    }
    if published.is_none() {
        notes.push(Note::new(NoteKind::NoDate, ""));
    }
    // An article is not changed before it is published.
    let is_later =
        |time: &NewsTime| published.is_none_or(|first| time.instant() >= first.instant());
    Dates { published, modified: changed(&all).filter(is_later) }
}

/// Whether only a list of other articles tells a day.
fn is_of_others(told: &Told<'_>) -> bool {
    told.claims.iter().all(|claim| claim.is_of_teaser)
}

/// The days of a page with their measures, for learning.
pub(crate) fn measured_days(
    sources: &Sources<'_, '_>,
    reading: &Reading<'_>,
) -> Vec<(NewsTime, [i32; MEASURES])> {
    let Claims { all, .. } = heard(sources, reading);
    let days = days_of(&all);
    let measured = (0..days.len()).filter_map(|rank| {
        Some((moment(&days[rank])?, measures(&days, rank, reading.at)))
    });
    measured.collect()
}

fn heard(sources: &Sources<'_, '_>, reading: &Reading<'_>) -> Claims {
    let mut claims = claims_of(sources, reading);
    to_own_clock(&mut claims.all, sources.source);
    to_moment_stated(&mut claims.all);
    claims
}

/// The time of a day by the place that is to be believed most and knows the hour.
fn moment(told: &Told<'_>) -> Option<NewsTime> {
    let key = |claim: &&&Claim| (claim.time.is_day_only(), claim.is_turned, claim.place);
    told.claims.iter().min_by_key(key).map(|claim| claim.time)
}

/// The time of change by the first place that says so: its own, or the end of a line.
fn changed(claims: &[Claim]) -> Option<NewsTime> {
    let of = |place: Place| {
        let own = claims.iter().filter(move |c| c.place == place && !c.is_turned);
        own.map(|claim| claim.time).next()
    };
    of(Place::StatedChange)
        .or_else(|| of(Place::MetaChange))
        .or_else(|| of(Place::LineChange))
}
