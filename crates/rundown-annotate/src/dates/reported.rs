//! The quarter an article reports on.

use jiff::civil::Date;

use super::number::Numbers;
use super::point::quarter;
use super::words::Sense;

/// The quarter an article reports on: the one it numbers most often.
///
/// "A year earlier" and "the latest quarter" mean it, not the day of publication. It
/// is counted over the whole text, so that the order of paragraphs does not matter.
pub(super) fn reported(n: Numbers<'_>, published: Option<Date>) -> Option<(i16, u8)> {
    let published = published?;
    let mut counts = [0u32; 5];
    for (i, tok) in n.toks.iter().enumerate() {
        let number = match tok.sense {
            Sense::Ordinal(number @ 1..=4) => number,
            Sense::Digits { value: value @ 1..=4, .. } if n.glued(i + 1) => value as u8,
            _ => continue,
        };
        let next = i + 1 + usize::from(!n.sign(i + 1, '-') && n.glued(i + 1));
        let dash = usize::from(n.sign(next, '-'));
        if n.is(next + dash, "quarter") {
            counts[usize::from(number)] += 1;
        }
    }
    let latest = |q| latest_quarter(published, q);
    let number = (1..=4u8).max_by_key(|&q| (counts[usize::from(q)], latest(q)))?;
    (counts[usize::from(number)] > 0).then(|| finished_quarter(published, number))
}

/// The last quarter of this number that is over; for the one that runs, the one before.
fn finished_quarter(published: Date, number: u8) -> (i16, u8) {
    match latest_quarter(published, number) {
        (year, number) if number != quarter(published.month()) => (year, number),
        (year, 1) => (year - 1, 4),
        (year, number) => (year, number - 1),
    }
}

/// The last quarter of this number that began before the day.
pub(super) fn latest_quarter(published: Date, number: u8) -> (i16, u8) {
    let now = quarter(published.month());
    let year = published.year();
    (if number <= now { year } else { year - 1 }, number)
}
