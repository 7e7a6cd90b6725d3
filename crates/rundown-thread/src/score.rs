//! The calibrated score.

use crate::evidence::Evidence;

/// How sure it is that the article reports the development: the logarithm of the
/// odds, 0 is even.
pub(crate) fn same_development(e: &Evidence) -> f64 {
    let full = 0.6 * e[0] + 0.4 * e[1];
    let titles = 0.5 * e[2] + 0.5 * e[3];
    let headline = e[16].max(e[17]);
    let sim = full + 0.15 * titles + 0.15 * e[4];
    let bar = 0.27 + 0.15 * headline + 0.06 * e[13] * 3.5;
    14.0 * (sim - bar)
}

/// How sure it is that two developments belong to one story.
pub(crate) fn same_story(all: f64, names: f64, days: f64) -> f64 {
    let sim = all + 0.5 * names;
    12.0 * (sim - 0.30 - 0.03 * rundown_text::ln(1.0 + days))
}
