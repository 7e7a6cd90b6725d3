//! What later reports look back on.

use jiff::civil::Date;

use crate::lines::{Line, Lines};
use crate::periods::day_number;
use crate::told::Story;

/// A later report looks back from so many days on.
pub(crate) const LOOKS_BACK: i32 = 2;

/// How often later reports that look back on a day use each term.
pub(crate) struct Looks {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Looks {
    pub(crate) fn new(terms: usize) -> Self {
        Self { counts: vec![0; terms], touched: Vec::new() }
    }

    pub(crate) fn turn_to(
        &mut self,
        story: &Story<'_>,
        lines: &Lines,
        day: Date,
        told: impl Iterator<Item = Line>,
    ) {
        for term in self.touched.drain(..) {
            self.counts[term as usize] = 0;
        }
        for line in told.filter(|line| looks_back(story, day, line)) {
            for term in lines.terms(&line) {
                self.counts[*term as usize] += 1;
                self.touched.push(*term);
            }
        }
    }

    /// How far a sentence is told again later.
    pub(crate) fn echo(&self, terms: &[u32], own: bool) -> f64 {
        let echo = |term: &u32| {
            let count = self.counts[*term as usize].saturating_sub(u32::from(own));
            if count == 0 { 0.0 } else { rundown_text::ln(1.0 + f64::from(count)) }
        };
        let sum: f64 = terms.iter().map(echo).sum();
        sum / (terms.len() as f64 + 4.0).sqrt()
    }
}

fn looks_back(story: &Story<'_>, day: Date, line: &Line) -> bool {
    let published = story.told[line.article as usize].day();
    day_number(published) - day_number(day) >= LOOKS_BACK
}
