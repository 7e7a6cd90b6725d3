//! How a reader put a story off, in words, and the days that a form offers for it.

use jiff::{Timestamp, ToSpan};
use rundown_news::Snooze;
use rundown_news::limits::SNOOZE_DAYS_MAX;

use crate::times::{day_words, utc};
use crate::wording::{say, tell};

/// What the page of a story says of it and offers.
pub(crate) struct PutOff {
    /// How it is put off, or woke since; empty if it was not.
    pub(crate) words: String,
    /// Whether it is put off now, or was and is not yet noted otherwise.
    pub(crate) is_set: bool,
    /// The first and last day that may be chosen.
    pub(crate) first: String,
    pub(crate) last: String,
}

impl PutOff {
    pub(crate) fn of(snooze: Option<Snooze>, rests: bool, now: Timestamp) -> Self {
        let today = utc(now).date();
        let day = |ahead: i64| today.saturating_add(ahead.days()).to_string();
        Self {
            words: snooze.map(|snooze| words(snooze, rests, now)).unwrap_or_default(),
            is_set: snooze.is_some(),
            first: day(1),
            last: day(SNOOZE_DAYS_MAX as i64 - 1),
        }
    }
}

/// How a story is put off, or that it woke.
pub(crate) fn words(snooze: Snooze, rests: bool, now: Timestamp) -> String {
    let day_of = |at| day_words(utc(at).date(), now);
    match (snooze, rests) {
        (Snooze::Until(until), true) => {
            tell("Snoozed until {day}", &[("day", &day_of(until))])
        }
        (Snooze::Until(until), false) => {
            tell("Back since {day}, as you asked", &[("day", &day_of(until))])
        }
        (Snooze::MaterialSince(_), true) => {
            say("Muted until something material happens").to_owned()
        }
        (Snooze::MaterialSince(since), false) => tell(
            "Back: something material happened since {day}",
            &[("day", &day_of(since))],
        ),
    }
}
