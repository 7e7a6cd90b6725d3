//! What speaks for a sentence as an event of its story: one number a sign.
//!
//! The signs stand side by side in one list, so that the trainer and the engine cannot
//! differ in what they mean.

use jiff::civil::Date;
use rundown_news::Standing;

use crate::days::Days;
use crate::lines::{Line, Lines};
use crate::looks::{LOOKS_BACK, Looks};
use crate::periods::day_number;
use crate::row_signs::RowSigns;
use crate::tellings::{Gravity, Telling, Tie};
use crate::told::Story;

/// The signs by name, in order.
pub const SIGNS: [&str; 20] = [
    "always",
    "share of the story published on the day",
    "how much was published on the day",
    "the day against the busiest one",
    "words that many articles of the day use",
    "words that most articles of the day use",
    "words of the day's headlines",
    "words new on the day",
    "words of later looks back on the day",
    "share of its headline",
    "first sentence",
    "second sentence",
    "readable alone",
    "date of the main clause",
    "told a day later",
    "told more than a day later",
    "life and limb",
    "public act",
    "still to come",
    "statements a sentence of its article",
];

/// What each sign counts.
#[derive(Debug, Clone)]
pub struct Weights {
    /// For a sentence as an event of its story.
    pub event: Signs,
    /// For a row of figures.
    pub row: RowSigns,
}

/// A value a sign.
pub type Signs = [f64; SIGNS.len()];

/// What sentences of a day are weighed on.
pub(crate) struct Ground<'a> {
    pub(crate) story: &'a Story<'a>,
    pub(crate) lines: &'a Lines,
    pub(crate) days: &'a Days,
    pub(crate) looks: &'a Looks,
    pub(crate) day: Date,
    pub(crate) witnesses: usize,
}

/// The signs of a sentence that tells of the ground's day.
pub(crate) fn signs(ground: &Ground<'_>, line: &Line, telling: &Telling) -> Signs {
    let told = ground.story.told[line.article as usize];
    let after = day_number(told.day()) - day_number(ground.day);
    let terms = ground.lines.terms(line);
    let days = ground.days;
    let fit = days.fit(terms, line.article, (0..=1).contains(&after));
    let published = days.published() as f64;
    let mark = |is: bool| f64::from(u8::from(is));
    [
        1.0,
        published / ground.witnesses.max(1) as f64,
        rundown_text::ln(1.0 + published),
        published / days.busiest().max(1) as f64,
        fit.common,
        fit.share,
        fit.headlines,
        fit.new,
        ground.looks.echo(terms, after >= LOOKS_BACK),
        line.headline_share,
        mark(line.place == 0),
        mark(line.place == 1),
        mark(line.alone),
        mark(telling.tie == Tie::Main),
        mark(after == 1),
        mark(after > 1),
        mark(telling.gravity == Gravity::Grave),
        mark(telling.gravity == Gravity::Public),
        mark(telling.standing == Some(Standing::Ahead)),
        told.digest.reporting.said - mark(told.digest.reporting.asks),
    ]
}
