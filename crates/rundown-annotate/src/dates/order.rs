//! Whether `3/5/2031` is the third of May or the fifth of March.

use super::number::Numbers;
use super::words::Sense;

/// Whether an outlet writes the day before the month in figures: what other dates of the
/// text show, else its country, else how the text writes dates with a month's name.
pub(super) fn day_first(n: Numbers<'_>, domain: &str) -> bool {
    let (mut figures, mut words) = (0, 0);
    for i in 0..n.toks.len() {
        figures += in_figures(n, i);
        words += in_words(n, i);
    }
    let host = domain.rsplit('.').next().unwrap_or("");
    let country =
        n.lexicon.list("day-first").is_some_and(|list| list.value(host).is_some());
    match figures {
        0 => country || words > 0 && host != "us",
        votes => votes > 0,
    }
}

/// `14/5/2031` shows that the day is first (1), `5/14/2031` that it is not (-1).
fn in_figures(n: Numbers<'_>, i: usize) -> i32 {
    let (Some((first, 1..=2)), Some((second, 1..=2))) = (n.digits(i), n.digits(i + 2))
    else {
        return 0;
    };
    let is_date = (n.inner(i + 1, '/') && n.inner(i + 3, '/')
        || n.inner(i + 1, '-') && n.inner(i + 3, '-'))
        && matches!(n.digits(i + 4), Some((_, 2 | 4)));
    match (first, second) {
        (13..=31, 1..=12) if is_date => 1,
        (1..=12, 13..=31) if is_date => -1,
        _ => 0,
    }
}

/// "14 May" (1) or "May 14" (-1).
fn in_words(n: Numbers<'_>, i: usize) -> i32 {
    let is_day = |j| matches!(n.digits(j), Some((1..=31, 1..=2)));
    match n.sense(i) {
        Sense::Month(..) if is_day(i + 1) => -1,
        Sense::Month(..) if i > 0 && is_day(i - 1) => 1,
        _ => 0,
    }
}
