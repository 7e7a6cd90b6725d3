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
        -3.43, // always
        0.99,  // outlets that give it
        0.10,  // share of the story's outlets
        0.47,  // articles that give it
        -0.35, // no more than three
        -0.92, // no more than ten
        0.16,  // more than a thousand
        1.17,  // not round
        -0.05, // the dead
        0.34,  // the hurt, the missing, the held and such
        1.00,  // people
        -0.90, // money
        -0.82, // per cent
        0.00,  // years
        -0.12, // another measure
        0.54,  // in a lead
        0.01,  // of a time before the story
        -0.03, // changed
        0.24,  // counted in several words
        0.43,  // a vote told by its two numbers
        0.69,  // words of the story's headlines
    ],
};
