//! What each sign of somebody whom a pronoun may mean counts. Written by `cargo xtask
//! train pronouns`.

use crate::antecedents::Signs;

/// The weights that ship.
pub(crate) const WEIGHTS: Signs = [
    1.72,  // spoken of in the same sentence
    -0.04, // in the sentence before
    -0.74, // two sentences before
    -1.06, // three or more sentences before
    0.38,  // subject
    -0.39, // object or part of another phrase
    0.66,  // subject of a main clause somewhere in these sentences
    -0.45, // mentions in these sentences
    1.23,  // mentions by name in the article
    -1.99, // another part of the same clause
    0.70,  // subject, as the pronoun is
    0.12,  // first person of its sentence
    0.15,  // first person of the article
    -0.79, // people spoken of since
    -0.43, // subject of what the clause of the pronoun hangs on
];
