//! Expressions of time, their TIMEX3 values, and the predicates they date.
//!
//! Light tokens with what each word may mean ([`lex`], [`words`], and the lists of each
//! language in [`lexicon`]), a small grammar that starts only where a word of time
//! is near, and a resolution against the day of publication. Where the text narrates
//! ("the following day", "a year earlier") the last point named in the same paragraph
//! counts. The governing predicate decides between last and next Wednesday, and which
//! June is meant. Without a day of publication relative expressions keep an open value
//! (`XXXX-WXX-3`): never a wrong day.
//!
//! # Which file reads what
//!
//! [`reader`] goes over the tokens from left to right; the longest rule does not
//! win, the first does. First the edges and halves of a stretch ("the end of", "early",
//! both in [`reader`]), then by the first token:
//!
//! | first token | tried in this order |
//! |---|---|
//! | digits | times past the hour ([`clock`]); `2031-05-14`, `5/14/2031` ([`digits`], in the order that [`order`] finds); times of day ([`clock`]); "6 May" ([`month`]); days that share a month ([`joint`]); "3rd quarter" ([`quarter`]); "on 18th" ([`joint`]); decades ([`digits`]); lengths ([`length`]); years ([`digits`]) |
//! | a month's name | [`month`] |
//! | a weekday | with a date, with days that share a month, "Friday the 22nd", "Saturday week", "Friday before Christmas", alone: all [`weekday`] |
//! | a unit | "year-ago", "for weeks" ([`vague`]), then [`clock`] |
//! | a season | [`relative`] |
//! | "weekly" | [`recurring`] |
//! | a number in words | [`clock`], [`month`], years ([`digits`]), [`length`] |
//! | an ordinal | [`quarter`], [`month`], [`length`] |
//! | a part of the day | [`clock`] |
//! | "today" | [`shifted`] |
//! | "now", a holiday, "Q3" | [`vague`], [`clock`], years ([`digits`]), [`relative`], [`length`], [`holiday`], [`digits`] |
//! | "the", "last", "every", "about" … | what the word's mask allows: [`quarter`], years ([`digits`]), "the 4th of July" ([`month`]), "the 2nd and 3rd of July", "the 18th" (both [`joint`]), [`relative`], [`recurring`], [`clock`], [`length`], phrases ([`vague`]), parts of the day ([`definite`]) |
//!
//! [`length`] hands to [`distance`] what a word behind it makes a point ("two weeks
//! ago", "a week on Tuesday"), [`relative`] to [`definite`] what "the" begins. Whatever
//! was read, [`clock`] adds the time of day behind it. Numbers are those of [`number`],
//! points of the calendar and their values those of [`point`].
//!
//! When all are read, [`clause`] tells which predicate each hangs on, [`attached`] that of a
//! day shortly before publication ([`near`]); [`clause`] also tells the
//! tense that [`weekday`], [`month`], [`relative`], [`quarter`], [`definite`],
//! [`distance`] and [`joint`] ask for.
//!
//! # Other languages
//!
//! The above is English, which alone has trees. In the other languages [`rules`] of the
//! language's folder say what an expression looks like; [`matched`] finds the longest
//! rule that fits at a token and joins days with their times, [`meaning`] tells what the
//! filled slots mean, [`sharing`] gives days the month that they share with another. [`pieces`] cuts words that are several, [`spoken`] reads their
//! numbers. Words near a date hint at its tense, and no date has a predicate.

use rundown_news::{NewsTime, When};

pub(crate) use self::clause::Clauses;

mod attached;
mod clause;
mod clock;
mod definite;
mod digits;
mod distance;
mod groups;
mod hit;
mod holiday;
mod joint;
#[cfg(test)]
mod laws;
mod length;
pub(crate) mod lex;
pub(crate) mod lexicon;
mod matched;
mod meaning;
mod month;
mod near;
pub(crate) mod number;
mod order;
mod phrases;
mod pieces;
mod point;
mod quarter;
mod reader;
mod recurring;
mod relative;
mod reported;
mod rules;
mod sharing;
mod shifted;
mod spoken;
mod vague;
mod weekday;
pub(crate) mod words;

/// The expressions of time in a text, in order; `toks` are its light tokens.
pub(crate) fn read(
    clauses: Clauses<'_>,
    toks: &[lex::Tok],
    domain: &str,
    published: Option<NewsTime>,
) -> Vec<When> {
    reader::Reader::new(clauses, toks, domain, published).read()
}

#[cfg(test)]
mod tests;
