//! What each sign counts. Written by `cargo xtask train brief`.

use crate::signs::Weights;

/// The weights that ship.
pub const WEIGHTS: Weights = Weights {
    event: [
        -2.93, // always
        4.80,  // share of the story published on the day
        -0.90, // how much was published on the day
        -0.12, // the day against the busiest one
        0.17,  // words that many articles of the day use
        0.24,  // words that most articles of the day use
        0.39,  // words of the day's headlines
        0.39,  // words new on the day
        0.72,  // words of later looks back on the day
        1.25,  // share of its headline
        0.52,  // first sentence
        0.48,  // second sentence
        0.25,  // readable alone
        0.45,  // date of the main clause
        0.39,  // told a day later
        0.40,  // told more than a day later
        0.95,  // life and limb
        0.73,  // public act
        -0.22, // still to come
        0.92,  // statements a sentence of its article
    ],
    row: [
        -3.39, // always
        0.91,  // outlets that give it
        0.08,  // share of the story's outlets
        0.56,  // articles that give it
        -0.33, // no more than three
        -0.87, // no more than ten
        0.37,  // more than a thousand
        1.16,  // not round
        -0.06, // the dead
        0.38,  // the hurt, the missing, the held and such
        0.86,  // people
        -0.97, // money
        -1.09, // per cent
        0.00,  // years
        -0.14, // another measure
        0.58,  // in a lead
        -0.32, // of a time before the story
        -0.22, // changed
        0.29,  // counted in several words
        0.42,  // a vote told by its two numbers
        0.78,  // words of the story's headlines
    ],
};
