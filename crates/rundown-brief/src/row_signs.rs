//! What speaks for a row of figures as one that a reader asks for.

use crate::counted::Thing;
use crate::figures::{changed, outlet_count};
use crate::quantities::{Row, is_odd};

/// The signs by name, in order.
pub const ROW_SIGNS: [&str; 20] = [
    "always",
    "outlets that give it",
    "share of the story's outlets",
    "articles that give it",
    "no more than three",
    "no more than ten",
    "more than a thousand",
    "not round",
    "the dead",
    "the hurt, the missing, the held and such",
    "people",
    "money",
    "per cent",
    "years",
    "another measure",
    "in a lead",
    "in a headline",
    "of a time before the story",
    "changed",
    "counted in several words",
];

/// A value a sign.
pub type RowSigns = [f64; ROW_SIGNS.len()];

/// The signs of a row in a story of so many outlets.
pub(crate) fn row_signs(row: &Row<'_>, outlets: usize) -> RowSigns {
    let first = &row[0];
    let (thing, unit) = (&first.counted.thing, first.figure.unit.as_str());
    let most = row.iter().map(|one| one.figure.value).fold(0.0, f64::max);
    let own = outlet_count(row) as f64;
    let mark = |is: bool| f64::from(u8::from(is));
    let dead = *thing == Thing::Class("dead");
    let measure = match unit {
        "" => [0.0; 4],
        "percent" => [0.0, 1.0, 0.0, 0.0],
        "year" | "years" => [0.0, 0.0, 1.0, 0.0],
        "dollar" | "pound" | "euro" | "crown" => [1.0, 0.0, 0.0, 0.0],
        _ => [0.0, 0.0, 0.0, 1.0],
    };
    let [money, percent, years, other] = measure;
    [
        1.0,
        rundown_text::ln(own),
        own / outlets.max(1) as f64,
        rundown_text::ln(row.len() as f64),
        mark(most <= 3.0),
        mark(most <= 10.0),
        mark(most > 1_000.0),
        mark(row.iter().any(|one| is_odd(one.figure.value))),
        mark(dead),
        mark(thing.is_class() && !dead),
        mark(*thing == Thing::People),
        money,
        percent,
        years,
        other,
        mark(row.iter().any(|one| one.lead)),
        mark(row.iter().any(|one| one.counted.in_headline)),
        mark(first.past),
        mark(changed(row)),
        mark(row.iter().any(|one| one.figure.counted.contains(' '))),
    ]
}
