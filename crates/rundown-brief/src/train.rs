//! What the trainer of the timeline's weights needs; no part of the interface.

use jiff::civil::Date;
use rundown_news::{Brief, FigureHistory};

use crate::brief::brief_by;
use crate::candidates::signs_of_all;
use crate::figures::{history, signs_of_rows};
use crate::lines::Lines;
pub use crate::row_signs::{ROW_SIGNS, RowSigns};
pub use crate::signs::{SIGNS, Signs, Weights};
use crate::told::{Story, Told};
pub use crate::weights::WEIGHTS;

/// A sentence that tells of a day, with its signs.
pub struct Sample<'a> {
    /// The day it tells of.
    pub day: Date,
    /// Its words.
    pub text: &'a str,
    /// What speaks for it.
    pub signs: Signs,
}

/// Every sentence of a story that tells of a day.
#[must_use]
pub fn samples(articles: &[Told]) -> Vec<Sample<'_>> {
    let story = Story::of(articles);
    let lines = Lines::tops(&story);
    let found = signs_of_all(&story, &lines);
    let sample = |(day, line, signs): (Date, crate::lines::Line, Signs)| {
        let told = story.told[line.article as usize];
        Sample { day, text: line.span.of(told.part(line.part)), signs }
    };
    found.into_iter().map(sample).collect()
}

/// The brief of a story under other weights than those that ship.
#[must_use]
pub fn brief(articles: &[Told], weights: &Weights) -> Brief {
    brief_by(articles, None, weights)
}

/// Every row of a story's figures, with its signs.
#[must_use]
pub fn rows(articles: &[Told]) -> Vec<(FigureHistory, RowSigns)> {
    let story = Story::of(articles);
    let rows = signs_of_rows(&story);
    rows.into_iter().map(|(signs, row)| (history(story.lang, &row), signs)).collect()
}
