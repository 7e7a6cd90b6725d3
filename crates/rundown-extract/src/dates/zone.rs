//! The clock of a page whose machines tell the time by Greenwich.
//!
//! "2031-05-15T02:00:46Z" is the evening of the 14th where the page shows "May 14, 2031
//! 10:00 PM": the same minute at another hour.

use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use rundown_news::NewsTime;

use super::claims::{Claim, Place};

/// Clocks of the world are apart in steps of so many seconds, and at most so far.
const STEP: i64 = 1_800;
const APART_MAX: i64 = 14 * 3_600;

/// So many claims are looked for at another hour.
const SOUGHT_MAX: usize = 4;

/// Tells the claims by Greenwich by the page's own clock, if it shows one.
pub(super) fn to_own_clock(claims: &mut [Claim], source: &str) {
    let told = claims.iter().filter(|claim| is_exact(claim) && claim.is_greenwich);
    let mut sought: Vec<NewsTime> =
        told.take(SOUGHT_MAX).map(|claim| claim.time).collect();
    sought.dedup();
    let offset = sought.into_iter().find_map(|time| {
        offset_told(claims, time)
            .or_else(|| offset_shown(claims, time))
            .or_else(|| offset_in(source, time))
    });
    let Some(offset) = offset else { return };
    for claim in claims.iter_mut().filter(|claim| claim.is_greenwich) {
        if !claim.time.is_day_only() {
            claim.time = NewsTime::from_instant_at(claim.time.instant(), offset);
        }
    }
}

/// Gives the day of the printed edition, on which a page calls itself published, to the
/// moment of the evening before that its data states.
pub(super) fn to_moment_stated(claims: &mut [Claim]) {
    let is_own = |claim: &&Claim| {
        claim.place == Place::Stated && is_exact(claim) && !claim.is_greenwich
    };
    let Some(stated) = claims.iter().find(is_own).map(|claim| claim.time) else { return };
    let Ok(edition) = stated.day().tomorrow() else { return };
    for claim in claims.iter_mut() {
        if claim.time.is_day_only() && claim.time.day() == edition {
            claim.time = stated;
        }
    }
}

fn is_exact(claim: &Claim) -> bool {
    !claim.time.is_day_only()
}

/// The offset at which another place tells the same moment.
fn offset_told(claims: &[Claim], time: NewsTime) -> Option<i32> {
    let same = |claim: &&Claim| claim.time.instant() == time.instant() && is_exact(claim);
    claims.iter().filter(same).map(|claim| offset_of(claim.time)).find(|own| *own != 0)
}

/// Seconds east of Greenwich by which a time is told.
fn offset_of(time: NewsTime) -> i32 {
    let told = time.to_string();
    let offset = Pieces::parse(&told).ok().and_then(|pieces| pieces.to_numeric_offset());
    offset.map_or(0, Offset::seconds)
}

/// The offset at which a line shows the same minute.
fn offset_shown(claims: &[Claim], time: NewsTime) -> Option<i32> {
    let is_shown = |claim: &&Claim| {
        matches!(claim.place, Place::Front | Place::Dated | Place::Said | Place::Time)
            && is_exact(claim)
            && !claim.is_greenwich
            && !claim.is_turned
            && !claim.says_changed
            && offset_of(claim.time) == 0
    };
    let minute = time.instant().as_second().div_euclid(60) * 60;
    claims.iter().filter(is_shown).find_map(|claim| {
        offset_between(claim.time.instant().as_second().div_euclid(60) * 60 - minute)
    })
}

fn offset_between(apart: i64) -> Option<i32> {
    let is_zone = apart != 0 && apart % STEP == 0 && apart.abs() <= APART_MAX;
    is_zone.then(|| i32::try_from(apart).ok()).flatten()
}

/// The offset at which the page's data tells the same minute and second. A round minute
/// would be met by chance.
fn offset_in(source: &str, time: NewsTime) -> Option<i32> {
    const FOUND_MAX: usize = 40;
    let moment = Offset::UTC.to_datetime(time.instant());
    if moment.second() == 0 {
        return None;
    }
    let tail = format!(":{:02}:{:02}", moment.minute(), moment.second());
    let found = memchr::memmem::find_iter(source.as_bytes(), tail.as_bytes());
    found.take(FOUND_MAX).find_map(|at| {
        // `2031-05-14T22`
        let head = source.get(at.checked_sub(13)?..at)?;
        let told = format!("{}T{}{tail}", head.get(..10)?, head.get(11..)?);
        let told: jiff::civil::DateTime = told.parse().ok()?;
        let told = Offset::UTC.to_timestamp(told).ok()?;
        offset_between(told.as_second() - time.instant().as_second())
    })
}
