//! What speaks for a row of figures as one that a reader asks for.

use rundown_news::Map;

use crate::counted::Thing;
use crate::quantities::{Given, Row, changed, is_telling, outlet_count};
use crate::told::Story;
use crate::words::Stem;

/// The signs by name, in order.
pub const ROW_SIGNS: [&str; 21] = [
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
    "of a time before the story",
    "changed",
    "counted in several words",
    "a vote told by its two numbers",
    "words of the story's headlines",
];

/// A value a sign.
pub type RowSigns = [f64; ROW_SIGNS.len()];

/// A sentence that holds so many words of every headline holds enough.
const WORDS_MAX: f64 = 2.0;

/// What rows of a story are weighed on.
pub(crate) struct RowGround {
    outlets: usize,
    witnesses: usize,
    /// In how many headlines each stem stands.
    headlines: Map<Stem, u32>,
}

impl RowGround {
    pub(crate) fn of(story: &Story<'_>) -> Self {
        let mut outlets: Vec<u32> =
            story.witnesses().map(|(at, _)| story.outlet[at]).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let mut headlines: Map<Stem, u32> = Map::default();
        for (_, told) in story.witnesses() {
            for stem in &told.digest.sentences.headline {
                *headlines.entry(*stem).or_insert(0) += 1;
            }
        }
        let witnesses = story.witnesses().count();
        Self { outlets: outlets.len(), witnesses, headlines }
    }

    /// How much of a figure's sentence the story's headlines say, length set off.
    fn fit(&self, given: &Given<'_>) -> f64 {
        let weight = |stem: &Stem| {
            let count = self.headlines.get(stem).copied().unwrap_or(0);
            f64::from(count) / self.witnesses.max(1) as f64
        };
        let sum: f64 = given.stems.iter().map(weight).sum();
        sum.min(WORDS_MAX)
    }
}

/// The signs of a row.
pub(crate) fn row_signs(row: &Row<'_>, ground: &RowGround) -> RowSigns {
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
        own / ground.outlets.max(1) as f64,
        rundown_text::ln(row.len() as f64),
        mark(most <= 3.0),
        mark(most <= 10.0),
        mark(most > 1_000.0),
        mark(row.iter().any(|one| is_telling(one.figure))),
        mark(dead),
        mark(thing.is_class() && !dead),
        mark(*thing == Thing::People),
        money,
        percent,
        years,
        other,
        mark(row.iter().any(|one| one.lead)),
        mark(first.past),
        mark(changed(row)),
        mark(row.iter().any(|one| one.figure.counted.contains(' '))),
        mark(first.figure.against.is_some()),
        most_of(row, |one| ground.fit(one)),
    ]
}

fn most_of(row: &Row<'_>, of: impl Fn(&Given<'_>) -> f64) -> f64 {
    row.iter().map(of).fold(0.0, f64::max)
}
