//! What each sign counts. Written by `cargo xtask train brief`.

use crate::signs::Weights;

/// The weights that ship.
pub const WEIGHTS: Weights = Weights {
    event: [
        -2.79, // always
        5.15,  // share of the story published on the day
        -1.01, // how much was published on the day
        -0.12, // the day against the busiest one
        0.20,  // words that many articles of the day use
        0.22,  // words that most articles of the day use
        0.42,  // words of the day's headlines
        0.39,  // words new on the day
        0.68,  // words of later looks back on the day
        1.42,  // share of its headline
        0.17,  // first sentence
        0.40,  // second sentence
        0.28,  // readable alone
        0.46,  // date of the main clause
        0.44,  // told a day later
        0.19,  // told more than a day later
        0.87,  // life and limb
        0.66,  // public act
        -0.26, // still to come
        0.80,  // statements a sentence of its article
    ],
    row: [
        -3.48, // always
        1.08,  // outlets that give it
        0.09,  // share of the story's outlets
        0.42,  // articles that give it
        -0.32, // no more than three
        -0.88, // no more than ten
        0.23,  // more than a thousand
        1.16,  // not round
        -0.08, // the dead
        0.39,  // the hurt, the missing, the held and such
        0.93,  // people
        -0.92, // money
        -0.80, // per cent
        0.00,  // years
        -0.12, // another measure
        0.60,  // in a lead
        -0.05, // of a time before the story
        -0.18, // changed
        0.35,  // counted in several words
        0.43,  // a vote told by its two numbers
        0.71,  // words of the story's headlines
    ],
};
