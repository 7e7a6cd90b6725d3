//! What each sign counts. Written by `cargo xtask train brief`.

use crate::signs::Weights;

/// The weights that ship.
pub const WEIGHTS: Weights = Weights {
    event: [
        -2.79, // always
        5.14,  // share of the story published on the day
        -1.01, // how much was published on the day
        -0.14, // the day against the busiest one
        0.20,  // words that many articles of the day use
        0.22,  // words that most articles of the day use
        0.42,  // words of the day's headlines
        0.40,  // words new on the day
        0.68,  // words of later looks back on the day
        1.43,  // share of its headline
        0.17,  // first sentence
        0.41,  // second sentence
        0.28,  // readable alone
        0.47,  // date of the main clause
        0.44,  // told a day later
        0.20,  // told more than a day later
        0.87,  // life and limb
        0.67,  // public act
        -0.26, // still to come
        0.79,  // statements a sentence of its article
    ],
    row: [
        -2.61, // always
        2.78,  // outlets that give it
        0.45,  // share of the story's outlets
        -0.74, // articles that give it
        1.46,  // no more than three
        -1.02, // no more than ten
        1.26,  // more than a thousand
        2.08,  // not round
        -1.00, // the dead
        0.43,  // the hurt, the missing, the held and such
        0.40,  // people
        -2.83, // money
        -0.56, // per cent
        0.00,  // years
        -0.17, // another measure
        -0.10, // in a lead
        -2.12, // in a headline
        0.86,  // of a time before the story
        -0.64, // changed
        0.67,  // counted in several words
    ],
};
