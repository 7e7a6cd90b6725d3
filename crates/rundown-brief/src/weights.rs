//! What each sign counts. Written by `cargo xtask train timeline`.

use crate::signs::Signs;

/// The weights that ship.
pub const WEIGHTS: Signs = [
    -2.95, // always
    4.49,  // share of the story published on the day
    -0.91, // how much was published on the day
    -0.09, // the day against the busiest one
    0.15,  // words that many articles of the day use
    0.34,  // words that most articles of the day use
    0.37,  // words of the day's headlines
    0.42,  // words new on the day
    0.79,  // words of later looks back on the day
    1.36,  // share of its headline
    0.15,  // first sentence
    0.46,  // second sentence
    0.32,  // readable alone
    0.54,  // date of the main clause
    0.58,  // date of a clause under it
    0.34,  // told a day later
    -0.16, // told more than a day later
    0.45,  // life and limb
    0.64,  // public act
    -0.16, // still to come
    0.79,  // statements a sentence of its article
];
