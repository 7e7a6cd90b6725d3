//! What each sign counts. Written by `cargo xtask train brief`.

use crate::signs::Weights;

/// The weights that ship.
pub const WEIGHTS: Weights = Weights {
    event: [
        -2.81, // always
        5.16,  // share of the story published on the day
        -1.01, // how much was published on the day
        -0.14, // the day against the busiest one
        0.20,  // words that many articles of the day use
        0.20,  // words that most articles of the day use
        0.43,  // words of the day's headlines
        0.40,  // words new on the day
        0.68,  // words of later looks back on the day
        1.41,  // share of its headline
        0.17,  // first sentence
        0.43,  // second sentence
        0.29,  // readable alone
        0.47,  // date of the main clause
        0.44,  // told a day later
        0.19,  // told more than a day later
        0.87,  // life and limb
        0.67,  // public act
        -0.21, // still to come
        0.83,  // statements a sentence of its article
    ],
    row: [
        -2.41, // always
        2.76,  // outlets that give it
        0.02,  // share of the story's outlets
        -0.86, // articles that give it
        1.85,  // no more than three
        -1.59, // no more than ten
        1.02,  // more than a thousand
        2.28,  // not round
        -0.71, // the dead
        0.79,  // the hurt, the missing, the held and such
        0.54,  // people
        -2.84, // money
        -0.76, // per cent
        0.00,  // years
        -0.34, // another measure
        -0.30, // in a lead
        -1.91, // in a headline
        1.08,  // of a time before the story
        -1.01, // changed
        0.75,  // counted in several words
    ],
};
