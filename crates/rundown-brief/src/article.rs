//! Highlights of a single article.

use std::sync::Arc;

use rundown_news::{DevelopmentId, Shown};

use crate::digest::Digest;
use crate::highlights::{pick, shown};
use crate::lines::{Line, Lines};
use crate::salience::Salience;
use crate::told::{Story, Told};

/// Sentences that tell one article.
const HIGHLIGHTS_MAX: usize = 3;

/// Words after which no further sentence is added: long ones tell enough.
const WORDS_ENOUGH: u32 = 58;

/// Keeps the best sentences until enough is told.
fn fit(picked: &mut Vec<Line>) {
    let mut words = 0;
    picked.retain(|line| {
        let room = words < WORDS_ENOUGH;
        words += line.words;
        room
    });
}

/// The highlights of one article, from its own sentences and its outlet's box.
#[must_use]
pub fn article_highlights(digest: &Arc<Digest>) -> Vec<Shown> {
    let at = digest.read().article.published.map(Into::into).unwrap_or_default();
    let told = [Told {
        digest: Arc::clone(digest),
        revision: 0,
        at,
        arrived: at,
        development: DevelopmentId(0),
        copy_of: None,
        earlier: Vec::new(),
    }];
    let story = Story::of(&told);
    let lines = Lines::tops(&story);
    let salience = Salience::of(&story, &lines);
    let mut picked = Vec::new();
    pick(&story, &lines, &salience, &[0], HIGHLIGHTS_MAX, &mut picked);
    fit(&mut picked);
    picked.sort_by_key(|line| (line.place, line.span));
    picked.iter().map(|line| shown(&story, line)).collect()
}
