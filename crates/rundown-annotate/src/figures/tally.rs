//! Votes: "50-48", "51 to 49", "230 votes to 189" are one figure with two sides.

use rundown_news::{Figure, FigureRole, Qualifier, Quantity, Span, When};

use crate::dates::number::Numbers;
use crate::dates::words::Sense;

/// Tokens on either side of the two numbers within which a word of voting stands.
const NEAR: usize = 6;

/// The digits of a side: no chamber or court has more seats.
const DIGITS_MAX: u8 = 4;

/// The two sides of a vote.
struct Tally {
    /// One past its last token.
    end: usize,
    sides: (u32, u32),
    /// The word "votes" between them.
    votes: Option<usize>,
}

/// Puts votes in the place of the figures that their two numbers were taken for.
pub(super) fn tallies(n: Numbers<'_>, dates: &[When], figures: &mut Vec<Figure>) {
    let mut i = 0;
    while i < n.toks.len() {
        let found = tally(n, i).and_then(|tally| {
            Some((tally.votes.or_else(|| voted(n, i, tally.end))?, tally))
        });
        let Some((word, Tally { end, sides, .. })) = found else {
            i += 1;
            continue;
        };
        let span = Span::new(n.toks[i].start as usize, n.toks[end - 1].end as usize);
        let meets = |other: Span| other.overlaps(span);
        i = end;
        if dates.iter().any(|date| meets(date.span)) {
            continue;
        }
        figures.retain(|figure| !meets(figure.span));
        let place = figures.partition_point(|figure| figure.span.start < span.start);
        figures.insert(place, figure(n, span, word, sides));
    }
}

fn figure(n: Numbers<'_>, span: Span, word: usize, sides: (u32, u32)) -> Figure {
    let counts = n.listed(word, "vote votes majority");
    let counted = Span::new(n.toks[word].start as usize, n.toks[word].end as usize);
    Figure {
        span,
        value: f64::from(sides.0),
        value_high: None,
        against: Some(f64::from(sides.1)),
        unit: String::new(),
        counted: if counts { n.word(word).to_lowercase() } else { String::new() },
        counted_span: counts.then_some(counted),
        qualifier: Qualifier::Exact,
        predicate: None,
        role: FigureRole::Plain,
        quantity: Some(Quantity::Votes),
    }
}

/// Two whole numbers with a dash, or "to", between them.
fn tally(n: Numbers<'_>, i: usize) -> Option<Tally> {
    let free = i == 0 || !n.glued(i);
    let first = side(n, i).filter(|_| free)?;
    let dashed = n.inner(i + 1, '-') || n.inner(i + 1, '–');
    let (next, spelled) = match (dashed, n.listed(i + 1, "votes")) {
        (true, _) => (i + 2, false),
        (false, true) if n.is(i + 2, "to") => (i + 3, true),
        (false, false) if n.is(i + 1, "to") => (i + 2, true),
        _ => return None,
    };
    let second = side(n, next)?;
    let ends = !n.glued(next + 1) || matches!(n.sense(next + 1), Sense::Sign(_));
    // "from 50 to 48" is a change, and "48 to 50 votes" a range.
    let is_range = spelled && (i > 0 && n.is(i - 1, "from") || first < second);
    let votes = n.listed(i + 1, "votes").then_some(i + 1);
    (ends && !is_range).then_some(Tally { end: next + 1, sides: (first, second), votes })
}

fn side(n: Numbers<'_>, i: usize) -> Option<u32> {
    let (value, digits) = n.digits(i)?;
    let is_year = digits == 4 && (1800..2200).contains(&value);
    (digits <= DIGITS_MAX && !is_year).then_some(value)
}

/// The word of voting near two numbers, in their sentence.
fn voted(n: Numbers<'_>, start: usize, end: usize) -> Option<usize> {
    let ends = |at: &usize| matches!(n.sense(*at), Sense::Break | Sense::Sign('.' | ';'));
    let before = (start.saturating_sub(NEAR)..start).rev().take_while(|at| !ends(at));
    let behind = (end..(end + NEAR).min(n.toks.len())).take_while(|at| !ends(at));
    let near: Vec<usize> = behind.chain(before).collect();
    let find = |list: &str| near.iter().copied().find(|at| n.in_list(*at, list));
    find("matches").is_none().then(|| find("voting")).flatten()
}
